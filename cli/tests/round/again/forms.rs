//! forms.

use callpoint::auth::Scheme;
use callpoint::{FromResponse, api};

#[api]
pub mod forms {
    use callpoint::{Bytes, Upload, endpoint};

    use super::{App, Eu, GetPointResponse, Key, Uploads};

    /// `GET /points/<at>/<tags>/<level>/<marks>/<steps>`
    #[endpoint(GET, "/points/<at>/.<tags>/;level=<level>/;marks=<marks>/<steps>",
        /// The point.
        200 => GetPointResponse as Whole,
    )]
    #[derive(Debug, Clone)]
    pub struct GetPoint {
        #[path(style = csv)]
        pub at: Vec<f64>,
        #[path(style = csv)]
        pub tags: Vec<String>,
        pub level: i64,
        #[path(style = csv)]
        pub marks: Vec<String>,
        pub steps: String,
        #[query(style = brackets)]
        pub expand: Option<Vec<String>>,
        #[query]
        pub kind: Option<String>,
        #[query]
        pub created: Option<String>,
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
        base = Eu,
        /// The file, or what is known of it.
        200 "application/pdf" => Bytes as Raw,
        /// The file, or what is known of it.
        200 => serde_json::Value,
    )]
    #[derive(Debug, Clone)]
    pub struct GetFile;
}

/// Uploads. Its URL is `https://uploads.example.com/v1`.
#[derive(Debug, Clone, Copy, callpoint::Base)]
#[base("https://uploads.example.com/v1")]
pub struct Uploads;

/// Files. Its URL is `https://eu.files.example.com`.
#[derive(Debug, Clone, Copy, callpoint::Base)]
#[base("https://eu.files.example.com")]
pub struct Eu;

/// A key in the header `X-App`.
#[derive(Debug, Clone, Copy, Scheme)]
#[scheme(header = "X-App")]
pub struct App;

/// A key in the query parameter `key`.
#[derive(Debug, Clone, Copy, Scheme)]
#[scheme(query = "key")]
pub struct Key;

/// A response with its headers.
#[derive(Debug, Clone, FromResponse)]
pub struct GetPointResponse {
    #[header("x-rate")]
    pub x_rate: Option<i64>,
    #[body]
    pub body: serde_json::Value,
}

// Fingerprints of the imported items: `callpoint import --into` keeps what was edited since.
// import: head=9a7be36b use:callpoint::auth=d1631cb0 use:callpoint=bc55f14e mod:forms=e20acdf9
// import: use:forms::callpoint=e0dfc71b use:forms::super=766e307c forms::GetPoint=f4ae8f27
// import: forms::PutFile=210be9b3 forms::GetFile=b4775098 Uploads=3e25378c Eu=ef4a731a App=38cb9fd7
// import: Key=e9ed63e7 GetPointResponse=6f466c05
