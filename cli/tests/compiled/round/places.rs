//! Declarations with every place and form, which no document has.

#![allow(dead_code, reason = "the declarations are exported, not called")]

use std::collections::BTreeMap;

use callpoint::{ErrorSet, Upload, api};
use serde::{Deserialize, Serialize};

/// The requests of the collection, by name.
pub(crate) const SENT: &[(&str, &[&str])] = &[
    (
        "Get file",
        &[
            "method GET",
            "base {{baseUrl}}",
            "path /links/<id>/v<version>/<file>",
            "parameter id=CA 1/2",
            "parameter version=<integer>",
            "parameter file=a/b",
            "query fixed=1",
            "query alone",
            "query page_size=20 (off)",
            "query filter[status]=new&old",
            "query tag=x",
            "query tag=y z",
            "query ids[]=1",
            "query ids[]=2",
            "query fields=id,name",
            "query owner[name]=ann",
            "query exact",
            "query key={{key}}",
            "header x-trace=on",
            "header x-trace=off",
            "header x-mode=<string> (off)",
            "auth apikey",
        ],
    ),
    (
        "Make link",
        &[
            "method POST",
            "base {{baseUrl}}",
            "path /links",
            "body /name = \"a \\\"link\\\"\"",
            "body /count = 3",
            "body /problem/code = \"x\"",
            "body /share = 0.5",
            "body /password = \"my precious\"",
            "auth basic",
        ],
    ),
    (
        "Put form",
        &[
            "method PUT",
            "base {{baseUrl}}",
            "path /form",
            "urlencoded text=a&b",
            "urlencoded size=8 (off)",
            "urlencoded scope=a",
            "urlencoded scope=b",
            "urlencoded password=my precious",
            "auth bearer",
        ],
    ),
    (
        "Send parts",
        &[
            "method POST",
            "base {{baseUrl}}",
            "path /parts",
            "formdata title=a title",
            "formdata file=a.png (file)",
            "formdata more=b.png (file) (off)",
            "formdata more=c.png (file) (off)",
            "formdata about={\"code\": \"y\"}",
            "auth ",
        ],
    ),
    (
        "Put raw",
        &[
            "method PUT",
            "base {{baseUrl}}",
            "path /raw",
            "file a.zip",
            "auth ",
        ],
    ),
    (
        "Patch text",
        &[
            "method PATCH",
            "base {{baseUrl}}",
            "path /text",
            "body text some\ntext",
            "auth ",
        ],
    ),
    (
        "Report",
        &[
            "method REPORT",
            "base {{baseUrl}}",
            "path /whole",
            "body /0/code = \"z\"",
            "auth basic",
        ],
    ),
];

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Problem {
    code: String,
}

#[derive(Debug, ErrorSet)]
pub(crate) enum ApiError {
    /// It is not there.
    #[status(404)]
    #[example(r#"{"code": "missing"}"#)]
    Missing(Problem),
    /// Not described.
    #[status(_)]
    #[example(r#"{"code": "other"}"#)]
    Other(Problem),
}

/// Parameters.
#[api(auth = ApiKey, errors = ApiError)]
pub(crate) mod parameters {
    use callpoint::endpoint;

    use super::{ApiError, BTreeMap};

    /// Shows one file of a link.
    #[endpoint(GET, "/links/<id>/v<version>/<file..>?fixed=1&alone", 200 => String as Text)]
    pub(crate) struct GetFile<'a> {
        /// Which link.
        #[example("CA 1/2")]
        id: &'a str,
        version: u32,
        #[example("a/b")]
        file: Vec<String>,
        /// How many.
        #[query]
        #[example("20")]
        page_size: Option<u32>,
        #[query("filter[status]")]
        #[example("new&old")]
        status: String,
        #[query]
        #[example(r#"["x", "y z"]"#)]
        tag: Vec<String>,
        #[query(style = brackets)]
        #[example("[1, 2]")]
        ids: Vec<u32>,
        #[query(style = csv)]
        #[example(r#"["id", "name"]"#)]
        fields: Vec<String>,
        #[query(style = deep)]
        #[example(r#"{"name": "ann"}"#)]
        owner: BTreeMap<String, String>,
        #[query(flag)]
        #[example("true")]
        exact: bool,
        #[query]
        #[secret]
        key: String,
        /// Traces the call.
        #[header("x-trace")]
        #[example(r#"["on", "off"]"#)]
        trace: Vec<String>,
        #[header("x-mode")]
        mode: Option<String>,
    }
}

/// Bodies.
#[api(errors = ApiError)]
pub(crate) mod bodies {
    use callpoint::endpoint;

    use super::{ApiError, Problem, Upload};

    /// Makes a link.
    #[endpoint(POST, "/links", auth = Basic,
        /// It is there.
        #[example(r#"{"id": 7}"#)]
        201 => Made { id: u32 },
        202 => (),
    )]
    pub(crate) struct MakeLink {
        /// What people call it.
        #[example("a \"link\"")]
        name: String,
        #[example("3")]
        count: u32,
        #[example(r#"{"code": "x"}"#)]
        problem: Problem,
        #[example("0.5")]
        /// How much of it.
        share: Option<f64>,
        #[secret]
        #[example("my precious")]
        password: String,
    }

    #[endpoint(PUT, "/form", auth = Bearer, body = Form, 200 => String as Text)]
    pub(crate) struct PutForm {
        #[example("a&b")]
        text: String,
        #[example("8")]
        size: Option<u8>,
        #[example(r#"["a", "b"]"#)]
        scope: Vec<String>,
        #[secret]
        password: String,
    }

    #[endpoint(POST, "/parts", auth = none, body = Multipart)]
    pub(crate) struct SendParts {
        #[part]
        #[example("a title")]
        title: String,
        /// The picture.
        #[part]
        #[example("a.png")]
        file: Upload,
        #[part]
        #[example(r#"["b.png", "c.png"]"#)]
        more: Option<Vec<Upload>>,
        #[part(Json)]
        #[example(r#"{"code": "y"}"#)]
        about: Problem,
    }

    #[endpoint(PUT, "/raw", auth = none, 204 => ())]
    pub(crate) struct PutRaw {
        #[body(Stream)]
        #[example("a.zip")]
        content: Upload,
    }

    #[endpoint(PATCH, "/text", auth = none, 200 => String as Text)]
    pub(crate) struct PatchText {
        #[header("content-type")]
        #[example("text/markdown")]
        content_type: &'static str,
        #[body(Text)]
        #[example("some\ntext")]
        text: String,
    }

    #[endpoint("REPORT", "/whole", auth = Basic, 4xx => Problem, 2xx => Vec<Problem>)]
    pub(crate) struct Report {
        #[body]
        #[example(r#"[{"code": "z"}]"#)]
        problems: Vec<Problem>,
    }
}
