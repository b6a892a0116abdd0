//! The endpoints of the documentation.
//!
//! The API key travels in header `{{apiKeyName}}`.

use callpoint::{Deserialize, ErrorSet, api};
use serde::Serialize;

#[api(auth = ApiKey, errors = ApiError)]
pub mod parameters {
    use callpoint::endpoint;

    use super::ApiError;

    /// Shows one file of a link.
    // note: the saved response with 500 stands for any other; only 500 is declared
    #[endpoint(GET, "/links/<id>/v<version>/<file>",
        #[example("<string>")]
        200 => String as Text,
    )]
    #[derive(Debug, Clone)]
    pub struct GetFile {
        /// Which link.
        #[example("CA 1/2")]
        pub id: String,
        pub version: i64,
        #[example("a/b")]
        pub file: String,
        #[query]
        #[example("1")]
        pub fixed: String,
        #[query(flag)]
        #[example("true")]
        pub alone: bool,
        /// How many.
        #[query]
        #[example("20")]
        pub page_size: Option<i64>,
        #[query("filter[status]")]
        #[example("new&old")]
        pub filter_status: String,
        #[query]
        #[example(r#"["x", "y z"]"#)]
        pub tag: Vec<String>,
        #[query(style = brackets)]
        #[example(r#"["1", "2"]"#)]
        pub ids: Vec<String>,
        #[query]
        #[example("id,name")]
        pub fields: String,
        #[query("owner[name]")]
        #[example("ann")]
        pub owner_name: String,
        #[query(flag)]
        #[example("true")]
        pub exact: bool,
        #[query]
        #[example("{{key}}")]
        pub key: String,
        /// Traces the call.
        #[header("x-trace")]
        #[example(r#"["on", "off"]"#)]
        pub x_trace: Vec<String>,
        #[header("x-mode")]
        pub x_mode: Option<String>,
    }

    impl GetFile {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                id: "CA 1/2".to_owned(),
                version: 0,
                file: "a/b".to_owned(),
                fixed: "1".to_owned(),
                alone: true,
                page_size: None,
                filter_status: "new&old".to_owned(),
                tag: vec!["x".to_owned(), "y z".to_owned()],
                ids: vec!["1".to_owned(), "2".to_owned()],
                fields: "id,name".to_owned(),
                owner_name: "ann".to_owned(),
                exact: true,
                key: "{{key}}".to_owned(),
                x_trace: vec!["on".to_owned(), "off".to_owned()],
                x_mode: None,
            }
        }
    }
}

#[api(errors = ApiError)]
pub mod bodies {
    use callpoint::{Upload, endpoint};

    use super::{ApiError, Link, Problem};

    /// Makes a link.
    // note: the saved response with 500 stands for any other; only 500 is declared
    #[endpoint(POST, "/links",
        auth = Basic,
        /// It is there.
        #[example(r#"{"id": 7}"#)]
        201 => Link,
        202 => (),
    )]
    #[derive(Debug, Clone)]
    pub struct MakeLink {
        /// What people call it.
        #[example(r#"a "link""#)]
        pub name: String,
        #[example("3")]
        pub count: i64,
        #[example(r#"{"code": "x"}"#)]
        pub problem: Problem,
        /// How much of it.
        #[example("0.5")]
        pub share: Option<f64>,
        #[secret]
        #[example("{{password}}")]
        pub password: String,
    }

    impl MakeLink {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                name: "a \"link\"".to_owned(),
                count: 3,
                problem: Problem {
                    code: "x".to_owned(),
                },
                share: Some(0.5),
                password: "{{password}}".to_owned(),
            }
        }
    }

    /// `PUT /form`
    // note: the saved response with 500 stands for any other; only 500 is declared
    #[endpoint(PUT, "/form",
        auth = Bearer,
        body = Form,
        #[example("<string>")]
        200 => String as Text,
    )]
    #[derive(Debug, Clone)]
    pub struct PutForm {
        #[example("a&b")]
        pub text: String,
        #[example("8")]
        pub size: Option<i64>,
        #[example(r#"["a", "b"]"#)]
        pub scope: Vec<String>,
        #[secret]
        #[example("{{password}}")]
        pub password: String,
    }

    impl PutForm {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                text: "a&b".to_owned(),
                size: None,
                scope: vec!["a".to_owned(), "b".to_owned()],
                password: "{{password}}".to_owned(),
            }
        }
    }

    /// `POST /parts`
    // note: the saved response with 500 stands for any other; only 500 is declared
    #[endpoint(POST, "/parts", body = Multipart)]
    #[derive(Debug, Clone)]
    pub struct SendParts {
        #[part]
        #[example("a title")]
        pub title: String,
        /// The picture.
        #[part]
        #[example("a.png")]
        pub file: Upload,
        #[part]
        #[example(r#"["b.png", "c.png"]"#)]
        pub more: Option<Vec<Upload>>,
        #[part(Json)]
        #[example(r#"{"code": "y"}"#)]
        pub about: Problem,
    }

    impl SendParts {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                title: "a title".to_owned(),
                file: Upload::bytes("").file_name("a.png"),
                more: None,
                about: Problem {
                    code: "y".to_owned(),
                },
            }
        }
    }

    /// `PUT /raw`
    // note: the saved response with 500 stands for any other; only 500 is declared
    #[endpoint(PUT, "/raw", 204 => ())]
    #[derive(Debug, Clone)]
    pub struct PutRaw {
        #[body(Stream)]
        #[example("a.zip")]
        pub body: Upload,
    }

    impl PutRaw {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                body: Upload::bytes("").file_name("a.zip"),
            }
        }
    }

    /// `PATCH /text`
    // note: the saved response with 500 stands for any other; only 500 is declared
    #[endpoint(PATCH, "/text",
        #[example("<string>")]
        200 => String as Text,
    )]
    #[derive(Debug, Clone)]
    pub struct PatchText {
        /// The media type of the body.
        #[header("Content-Type")]
        #[example("text/markdown")]
        pub content_type: String,
        #[body(Text)]
        #[example(
            r"some
text"
        )]
        pub body: String,
    }

    impl PatchText {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                content_type: "text/markdown".to_owned(),
                body: "some\ntext".to_owned(),
            }
        }
    }

    /// `REPORT /whole`
    // note: the saved response with 200 stands for 2xx; only 200 is declared
    // note: the saved response with 400 stands for 4xx; only 400 is declared
    #[endpoint("REPORT", "/whole",
        auth = Basic,
        #[example(r#"["<any>"]"#)]
        200 => Vec<serde_json::Value>,
        /// Client error.
        400 => serde_json::Value,
    )]
    #[derive(Debug, Clone)]
    pub struct Report {
        #[body]
        #[example(r#"[{"code": "z"}]"#)]
        pub body: Vec<Problem>,
    }

    impl Report {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                body: vec![Problem {
                    code: "z".to_owned(),
                }],
            }
        }
    }
}

/// The error responses of the API.
#[derive(Debug, ErrorSet)]
pub enum ApiError {
    /// It is not there; Not described.
    ///
    /// With 500: `{"code": "other"}`.
    #[status(404 | 500)]
    #[example(r#"{"code": "missing"}"#)]
    Rejected(Problem),
}

/// An error response.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Problem {
    pub code: String,
}

/// The body of status 201 of `MakeLink`.
#[derive(Debug, Clone, Deserialize)]
pub struct Link {
    pub id: i64,
}

// Fingerprints of the imported items: `callpoint import --into` keeps what was edited since.
// import: head=9588e9f4 use:callpoint=ff7fdb24 use:serde=37375d31 mod:parameters=0bfa1f50
// import: use:parameters::callpoint=771f8b9c use:parameters::super=68f0ec01
// import: parameters::GetFile=14ee02e6 impl:parameters::GetFile=2722e662 mod:bodies=e5214be8
// import: use:bodies::callpoint=d1af55ac use:bodies::super=0977ef67 bodies::MakeLink=29e6e3cf
// import: impl:bodies::MakeLink=b980f13f bodies::PutForm=e8960f34 impl:bodies::PutForm=d67303c5
// import: bodies::SendParts=6e05dfe4 impl:bodies::SendParts=41946ec4 bodies::PutRaw=a4e3b322
// import: impl:bodies::PutRaw=911f5710 bodies::PatchText=64b11db2 impl:bodies::PatchText=3d866839
// import: bodies::Report=c0339f8c impl:bodies::Report=db4ddde2 ApiError=9344e74e Problem=229b37b7
// import: Link=88a8aae8
