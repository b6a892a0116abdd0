//! Declarations with what a page can get wrong.

#![allow(dead_code, reason = "their metadata is what is used")]
#![allow(clippy::doc_markdown, reason = "it is what is tested")]

use callpoint::api;

/// The operations.
#[api(auth = Basic)]
pub(crate) mod api {
    use callpoint::{Patch, endpoint};

    /// Updates the credentials of one link.
    #[endpoint(PUT, "/api/links/<id>/",
        200 => Link { id: String, status: Option<String> },
        400 | 404 => Rejected([Problem { code: String }]),
    )]
    pub(crate) struct UpdateLink {
        /// The `link.id` to update.
        #[example("7")]
        pub(crate) id: String,
        #[secret]
        #[example("canary-1")]
        pub(crate) password: String,
        #[example("1234ab")]
        pub(crate) token: Option<String>,
        #[example("90")]
        pub(crate) stale_in: Patch<u32>,
    }

    /// Lists links. <script>alert(1)</script> | `a|b` ``` <img src=x>
    #[endpoint(GET, "/api/links?<page>", 200 => Vec<Link>)]
    pub(crate) struct ListLinks {
        #[example("2")]
        pub(crate) page: Option<u32>,
        #[query("id__in", style = csv)]
        #[example(r#"["a", "b"]"#)]
        pub(crate) id_in: Option<Vec<String>>,
        #[query]
        #[example("1.5")]
        pub(crate) rate: f64,
        #[query("type")]
        #[example("it's \"quoted\"")]
        pub(crate) r#type: Option<String>,
        #[header("x-numbers")]
        #[example("[1, 2]")]
        pub(crate) numbers: Vec<u8>,
        #[cookie("session")]
        #[secret]
        #[example("canary-2")]
        pub(crate) session: Option<String>,
        /// Not shown in the sample: nothing says what its values are.
        #[query]
        pub(crate) order: Option<Order>,
    }

    /// Its type is one of ours.
    ///
    /// ```text
    /// This block of code does not end.
    #[endpoint(POST, "/api/orders", auth = Bearer, idempotency_key = "Idempotency-Key", required = OrderFields, 201 => ())]
    pub(crate) struct MakeOrder {
        pub(crate) order: Order,
        pub(crate) dry: bool,
    }

    #[derive(Debug, Clone, serde::Serialize)]
    pub(crate) enum Order {
        Ascending,
    }

    /// Files.
    pub(crate) mod files {
        use callpoint::{Upload, endpoint};

        #[endpoint(POST, "/files/<path..>", body = Multipart, auth = none)]
        pub(crate) struct SendFile {
            #[example("a/b")]
            pub(crate) path: String,
            #[part]
            #[example("a name")]
            pub(crate) name: String,
            #[part]
            pub(crate) file: Upload,
        }

        /// A form.
        #[endpoint(POST, "/search", body = Form)]
        pub(crate) struct Search {
            #[example("a & b")]
            pub(crate) text: String,
            pub(crate) limit: Option<u8>,
        }
    }
}
