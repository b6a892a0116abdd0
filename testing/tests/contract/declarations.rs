//! The declarations of three services, with types that have schemas.

/// Links to institutions: JSON in and out, shared errors, lists of values.
pub(crate) mod links {
    use callpoint::api;
    use schemars::JsonSchema;
    use serde::{Deserialize, Serialize};

    /// How often a link is refreshed.
    #[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
    #[serde(rename_all = "lowercase")]
    pub(crate) enum Rate {
        /// Four times a day.
        Often,
        Daily,
        Weekly,
    }

    #[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
    pub(crate) struct Owner {
        pub(crate) name: String,
        pub(crate) email: Option<String>,
        /// Who looks after it instead.
        pub(crate) deputy: Option<Box<Owner>>,
    }

    #[derive(Debug, Clone, Deserialize, JsonSchema)]
    pub(crate) struct Link {
        pub(crate) id: String,
        #[schemars(extend("format" = "date-time"))]
        pub(crate) created_at: String,
        pub(crate) status: Option<String>,
        pub(crate) rate: Rate,
        pub(crate) accounts: Vec<Account>,
        pub(crate) owner: Owner,
    }

    #[derive(Debug, Clone, Deserialize, JsonSchema)]
    pub(crate) struct Account {
        pub(crate) number: String,
        pub(crate) balance: f64,
        pub(crate) transactions: i32,
        pub(crate) is_open: bool,
    }

    #[api(auth = Basic)]
    pub(crate) mod calls {
        use callpoint::endpoint;

        use super::{Link, Owner, Rate};

        /// Lists the links.
        #[endpoint(GET, "/api/links/",
            200 => Page { count: u64, results: Vec<Link> },
            401 => Denied { code: String },
        )]
        pub(crate) struct ListLinks {
            #[query]
            pub(crate) page: Option<i32>,
            #[query(style = csv)]
            pub(crate) fields: Option<Vec<String>>,
            #[query]
            pub(crate) rate: Option<Rate>,
            #[header("X-Request-Mode")]
            pub(crate) mode: Option<String>,
        }

        /// Makes a link.
        #[endpoint(POST, "/api/links/",
            201 => Link,
            400 => Rejected([Problem { code: String, message: String, field: Option<String> }]),
        )]
        pub(crate) struct MakeLink {
            pub(crate) institution: String,
            #[secret]
            pub(crate) password: String,
            pub(crate) rate: Option<Rate>,
            pub(crate) scopes: Vec<String>,
            pub(crate) owner: Owner,
        }

        /// Shows a link.
        #[endpoint(GET, "/api/links/<id>/", 200 => Link, 404 => Gone { code: String })]
        pub(crate) struct GetLink {
            pub(crate) id: String,
        }

        /// Removes a link.
        #[endpoint(DELETE, "/api/links/<id>/", 204 => (), 404 => Lost { code: String })]
        pub(crate) struct DeleteLink {
            pub(crate) id: String,
        }
    }
}

/// A message broker: maps, unions, tuples, numbers of all sizes.
pub(crate) mod broker {
    use std::collections::BTreeMap;

    use callpoint::api;
    use schemars::JsonSchema;
    use serde::{Deserialize, Serialize};

    #[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
    #[serde(tag = "kind", rename_all = "snake_case")]
    pub(crate) enum Policy {
        Limit { messages: i64, bytes: Option<i64> },
        Expire { after: i32 },
        Route { to: String, weight: f32 },
    }

    #[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields)]
    pub(crate) struct Arguments {
        pub(crate) durable: bool,
        #[serde(skip_serializing_if = "Option::is_none")]
        pub(crate) length: Option<i64>,
        pub(crate) labels: BTreeMap<String, String>,
    }

    #[derive(Debug, Clone, Deserialize, JsonSchema)]
    pub(crate) struct Queue {
        pub(crate) name: String,
        pub(crate) messages: i64,
        pub(crate) policies: Vec<Policy>,
        pub(crate) rates: BTreeMap<String, f64>,
        pub(crate) range: (i32, String),
        pub(crate) arguments: Arguments,
    }

    #[api(auth = Basic | Bearer)]
    pub(crate) mod calls {
        use callpoint::{FromResponse, endpoint};

        use super::{Arguments, Policy, Queue};

        #[derive(FromResponse)]
        pub(crate) struct Queues {
            #[header("x-total-count")]
            pub(crate) total: u64,
            #[header("etag")]
            pub(crate) tag: Option<String>,
            #[body]
            pub(crate) items: Vec<Queue>,
        }

        /// Lists the queues of a host.
        #[endpoint(GET, "/api/queues/<vhost>", 200 => Queues as Whole, 4xx => Refused { error: String, reason: String })]
        pub(crate) struct ListQueues {
            pub(crate) vhost: String,
            #[query(style = pipes)]
            pub(crate) columns: Option<Vec<String>>,
            #[query]
            pub(crate) page_size: i32,
            #[cookie("session")]
            pub(crate) session: Option<String>,
        }

        /// Declares a queue.
        #[endpoint(PUT, "/api/queues/<vhost>/<name>", 201 => (), 204 => (), 4xx => Denied { error: String })]
        pub(crate) struct PutQueue {
            pub(crate) vhost: String,
            pub(crate) name: String,
            #[body]
            pub(crate) arguments: Arguments,
        }

        /// Sets a policy.
        #[endpoint(POST, "/api/policies/<name>", 200 => Policy)]
        pub(crate) struct SetPolicy {
            pub(crate) name: String,
            #[body]
            pub(crate) policy: Policy,
        }
    }
}

/// Files and forms: other media types, several statuses, no credentials.
pub(crate) mod files {
    use callpoint::api;
    use schemars::JsonSchema;
    use serde::{Deserialize, Serialize};

    #[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
    pub(crate) enum Access {
        Public,
        Private,
    }

    #[derive(Debug, Clone, Deserialize, JsonSchema)]
    pub(crate) struct Stored {
        #[schemars(extend("format" = "uuid"))]
        pub(crate) id: String,
        pub(crate) size: u32,
        pub(crate) access: Access,
        pub(crate) tags: Option<Vec<String>>,
    }

    #[api]
    pub(crate) mod calls {
        use callpoint::endpoint;

        use super::{Access, Stored};

        /// Searches for files.
        #[endpoint(POST, "/search", body = Form, 200 => Vec<Stored>, 202 => Job { id: u64, progress: f32 })]
        pub(crate) struct Search {
            pub(crate) text: String,
            pub(crate) limit: Option<u16>,
            pub(crate) access: Option<Access>,
        }

        /// Changes a file.
        #[endpoint(PATCH, "/files/<id>", 200 => Stored, 409 => Conflict { id: String }, _ => Failed { message: String })]
        pub(crate) struct ChangeFile {
            pub(crate) id: String,
            #[query]
            pub(crate) version: u32,
            pub(crate) name: Option<String>,
            pub(crate) access: callpoint::Patch<Access>,
        }

        /// Shows the note of a file.
        #[endpoint(GET, "/files/<id>/note", 200 => String as Text, 404 => ())]
        pub(crate) struct GetNote {
            pub(crate) id: String,
        }
    }
}
