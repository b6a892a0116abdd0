//! Forms.

use callpoint::auth::Scheme;
use callpoint::{Deserialize, FromResponse, api};
use serde::Serialize;

/// The base URL for a client.
pub const BASE_URL: &str = "https://api.example.com/v1";

#[api(serve)]
pub mod forms {
    use callpoint::{Bytes, Upload, endpoint};

    use super::{App, Files, GetPointCreated, GetPointKind, Key, Range, RangeResponse, Uploads};

    /// `GET /points/<at>/<tags>/<level>/<marks>/<steps>`
    // note: `steps` is one text here, which the caller writes: no style of a segment says it
    // note: `lines` is one text here, which the caller writes: it is no value, list or object of values
    #[endpoint(GET, "/points/<at>/<tags>/<level>/<marks>/<steps>",
        /// The point.
        200 => RangeResponse as Whole,
    )]
    #[derive(Debug, Clone)]
    pub struct GetPoint {
        #[path(style = csv)]
        pub at: Vec<f64>,
        #[path(style = label)]
        pub tags: Vec<String>,
        #[path(style = matrix)]
        pub level: i64,
        #[path(style = matrix)]
        pub marks: Vec<String>,
        pub steps: String,
        #[query(style = brackets)]
        pub expand: Option<Vec<String>>,
        #[query]
        pub kind: Option<GetPointKind>,
        #[query(style = deep)]
        pub created: Option<GetPointCreated>,
        #[query]
        pub lines: Option<String>,
    }

    /// `PUT /files`
    #[endpoint(PUT, "/files",
        auth = App + Key,
        base = Uploads,
        /// Stored.
        204 => (),
    )]
    #[derive(Debug, Clone)]
    pub struct PutFile {
        #[body(Stream)]
        pub body: Option<Upload>,
    }

    /// `GET /files`
    #[endpoint(GET, "/files",
        base = Files,
        /// The file, or what is known of it.
        200 "application/pdf" => Bytes as Raw,
        /// The file, or what is known of it.
        200 => Range,
    )]
    #[derive(Debug, Clone)]
    pub struct GetFile;
}

/// Where files are sent. Its URL is `https://uploads.example.com/v1`.
#[derive(Debug, Clone, Copy, callpoint::Base)]
#[base("https://uploads.example.com/v1")]
pub struct Uploads;

/// The server at `https://{region}.files.example.com`.
#[derive(Debug, Clone, Copy, callpoint::Base)]
#[base("https://eu.files.example.com")]
pub struct Files;

/// A key in the header `X-App`.
#[derive(Debug, Clone, Copy, Scheme)]
#[scheme(header = "X-App")]
pub struct App;

/// A key in the query parameter `key`.
#[derive(Debug, Clone, Copy, Scheme)]
#[scheme(query = "key")]
pub struct Key;

/// The `kind` of `GetPoint`.
#[derive(Debug, Clone, Deserialize, Serialize, schemars::JsonSchema)]
#[serde(untagged)]
pub enum GetPointKind {
    Text(String),
    Texts(Vec<String>),
}

/// The `created` of `GetPoint`.
#[derive(Debug, Clone, Deserialize, Serialize, schemars::JsonSchema)]
#[serde(untagged)]
pub enum GetPointCreated {
    Integer(i64),
    Range(Range),
}

#[derive(Debug, Clone, Deserialize, Serialize, schemars::JsonSchema)]
pub struct Range {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gt: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lt: Option<i64>,
}

/// A response with its headers.
#[derive(Debug, Clone, FromResponse)]
#[serve]
pub struct RangeResponse {
    #[header("X-Rate")]
    pub x_rate: Option<i64>,
    #[body]
    pub body: Option<Range>,
}

// Fingerprints of the imported items: `callpoint import --into` keeps what was edited since.
// import: head=91f70a4f use:callpoint::auth=d1631cb0 use:callpoint=ed93733d use:serde=37375d31
// import: BASE_URL=3bcb7159 mod:forms=b60d6872 use:forms::callpoint=e0dfc71b
// import: use:forms::super=140e41ec forms::GetPoint=74c972b5 forms::PutFile=210be9b3
// import: forms::GetFile=cb486871 Uploads=c16551e4 Files=1de7fa8a App=38cb9fd7 Key=e9ed63e7
// import: GetPointKind=2f08033a GetPointCreated=65e00250 Range=cb07ac55 RangeResponse=bbf66ea4
