//! xml.

use callpoint::{FromResponse, api};

#[api]
pub mod feeds {
    use callpoint::endpoint;

    use super::GetFeedResponse;

    /// `GET /feeds/<id>`
    #[endpoint(GET, "/feeds/<id>",
        /// The feed.
        200 => GetFeedResponse as Whole,
        /// Not a feed., No feed.; Anything.
        400 | 404 | 500 => Rejected(String as Text("text/xml")),
    )]
    #[derive(Debug, Clone)]
    pub struct GetFeed {
        pub id: i64,
    }

    /// `PUT /feeds/<id>`
    #[endpoint(PUT, "/feeds/<id>",
        /// As JSON.
        200 => serde_json::Value,
        /// All.
        202 => String as Text("application/xml"),
        /// One of two.
        409 => String as Text("application/xml"),
    )]
    #[derive(Debug, Clone)]
    pub struct PutFeed {
        pub id: i64,
        #[body(Text, type = "text/xml")]
        pub body: String,
    }
}

/// A response with its headers.
#[derive(Debug, Clone, FromResponse)]
pub struct GetFeedResponse {
    #[header("etag")]
    pub etag: Option<String>,
    #[body(Text("application/xml"))]
    pub body: String,
}

// Fingerprints of the imported items: `callpoint import --into` keeps what was edited since.
// import: head=1ee629ba use:callpoint=bc55f14e mod:feeds=9878bf1c use:feeds::callpoint=771f8b9c
// import: use:feeds::super=c6d9157b feeds::GetFeed=4885ebae feeds::PutFeed=e7e1a42e
// import: GetFeedResponse=c0ecdeff
