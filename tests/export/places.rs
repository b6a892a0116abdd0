//! A fictitious API: every location, style, codec and credential once.
#![allow(dead_code, reason = "declared to be exported")]

use std::collections::BTreeMap;

use callpoint::{ErrorSet, Upload, api};
use serde::{Deserialize, Serialize};

/// What may go wrong.
#[derive(Debug, ErrorSet)]
pub(crate) enum ApiError {
    /// The request makes no sense.
    #[example(r#"{"code": "bad"}"#)]
    #[status(400 | 404)]
    Rejected(Problem),
    #[status(4xx as Text)]
    Other(String),
    #[status(_)]
    Down(()),
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Problem {
    code: String,
}

#[derive(Debug, Serialize)]
pub(crate) struct Owner {
    name: String,
    tags: Vec<String>,
}

#[api(errors = ApiError)]
pub(crate) mod places {
    use super::{ApiError, BTreeMap, Owner, Problem, Upload};

    pub(crate) mod paths {
        use callpoint::endpoint;

        use super::super::ApiError;

        /// Checks a pet.
        ///
        /// Nothing changes.
        #[endpoint(POST, "/pets/<id>:validate", auth = Bearer, idempotency_key = "Idempotency-Key", 2xx => ())]
        pub(crate) struct ValidatePet {
            /// The pet.
            #[example("7")]
            pub(crate) id: u64,
        }

        #[endpoint(GET, "/calls/<id>.json", auth = Bearer)]
        pub(crate) struct GetCall {
            #[example("CA 1/2")]
            pub(crate) id: String,
        }

        #[endpoint(GET, "/v2/<name..>/tags/<token>", auth = none, 200 => String as Text)]
        pub(crate) struct ListTags {
            #[example("library/my ubuntu")]
            pub(crate) name: Vec<String>,
            #[secret]
            pub(crate) token: String,
        }
    }

    pub(crate) mod queries {
        use callpoint::endpoint;

        use super::super::ApiError;
        use super::{BTreeMap, Owner};

        #[endpoint(GET, "/search?api-version=2024-01-01&archived&range[]=1&<page>&page[size]=<page_size>", auth = ApiKey, 200 => Vec<String>)]
        pub(crate) struct Search<'a> {
            pub(crate) page: u32,
            /// How many.
            #[example("20")]
            pub(crate) page_size: Option<u32>,
            #[query("filter[status]")]
            #[example("new&old")]
            pub(crate) status: &'a str,
            #[query(style = csv)]
            #[example("id,name")]
            pub(crate) fields: Vec<String>,
            #[query(style = brackets)]
            pub(crate) tag: Option<Vec<String>>,
            #[query(style = deep)]
            #[example(r#"{"name": "ann", "tags": "a"}"#)]
            pub(crate) owner: &'a Owner,
            #[query(flatten)]
            pub(crate) rest: BTreeMap<String, String>,
            #[query(flag)]
            pub(crate) deep: bool,
            #[query(flag)]
            #[example("true")]
            pub(crate) exact: bool,
            #[query]
            #[secret]
            pub(crate) key: String,
            #[header("X-Mode")]
            pub(crate) mode: Option<String>,
            #[header("X-Trace")]
            #[example("abc")]
            pub(crate) trace: &'a str,
        }
    }

    pub(crate) mod bodies {
        use callpoint::endpoint;

        use super::{ApiError, Problem, Upload};

        /// Makes a link.
        #[endpoint(POST, "/links", auth = Basic,
            /// It is there.
            #[example(r#"{"id": "7"}"#)]
            201 => Made { id: String },
            202 => (),
        )]
        pub(crate) struct MakeLink {
            /// What people call it.
            #[example("a \"link\"")]
            pub(crate) name: String,
            pub(crate) count: u32,
            #[example("{\"code\": \"x\",\n\"deep\": [1]}")]
            pub(crate) problem: Problem,
            pub(crate) kinds: Vec<bool>,
            #[example("single")]
            pub(crate) mode: Option<String>,
            pub(crate) absent: Option<f64>,
            #[secret]
            pub(crate) pin: u16,
            #[secret]
            #[example("my precious")]
            pub(crate) password: String,
            #[serde(flatten)]
            #[example(r#"{"code": "flat"}"#)]
            pub(crate) flat: Problem,
        }

        #[endpoint(PUT, "/form", auth = Basic, body = Form, 200 => String as Text)]
        pub(crate) struct PutForm {
            #[example("a&b")]
            pub(crate) text: String,
            pub(crate) size: Option<u8>,
            #[secret]
            pub(crate) password: String,
        }

        #[endpoint(POST, "/parts", auth = Mine, body = Multipart)]
        pub(crate) struct SendParts {
            #[example("a title")]
            pub(crate) title: String,
            /// The picture.
            pub(crate) file: Upload,
            pub(crate) more: Option<Vec<Upload>>,
        }

        #[endpoint(PUT, "/raw", 204 => ())]
        pub(crate) struct PutRaw {
            #[body(Stream)]
            pub(crate) content: Upload,
        }

        #[endpoint(PATCH, "/text", 200 => String as Xml)]
        pub(crate) struct PatchText {
            #[body(Text)]
            #[example("some\ntext")]
            pub(crate) text: String,
            #[header("content-type")]
            #[example("text/markdown")]
            pub(crate) content_type: &'static str,
        }

        #[endpoint("REPORT", "/whole", 200 => Vec<Problem>)]
        pub(crate) struct Report {
            #[body]
            pub(crate) problems: Vec<Problem>,
        }

        /// A custom scheme.
        pub(crate) struct Mine;

        impl callpoint::auth::Scheme for Mine {
            const META: callpoint::meta::SecurityScheme =
                callpoint::meta::SecurityScheme::custom("Mine");
        }

        impl callpoint::auth::Credentials for Mine {
            type Scheme = Self;

            fn authorize(
                &self,
                _: &mut http::Request<callpoint::Body>,
            ) -> Result<(), callpoint::auth::AuthError> {
                Ok(())
            }
        }
    }
}
