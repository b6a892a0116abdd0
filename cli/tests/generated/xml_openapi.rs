//! Feeds.
//!
//! It needs the feature `xml` of `callpoint`.

use callpoint::{Deserialize, FromResponse, OpenEnum, api};
use serde::Serialize;

#[api]
pub mod feeds {
    use callpoint::endpoint;

    use super::{Fault, Feed, FeedXmlResponse, NewFeed, PutFeedResponse};

    /// `GET /feeds/<id>`
    #[endpoint(GET, "/feeds/<id>",
        /// The feed.
        200 => FeedXmlResponse as Whole,
        /// Not a feed.; No feed.
        400 | 404 => Rejected(Fault as Xml("text/xml")),
        /// Anything.
        500 => String as Text("text/xml"),
    )]
    #[derive(Debug, Clone)]
    pub struct GetFeed {
        pub id: i64,
    }

    /// `PUT /feeds/<id>`
    // note: the body of status 409 is XML, which is text here
    // note: the namespace `urn:feeds` of the body is not sent
    #[endpoint(PUT, "/feeds/<id>",
        /// As JSON.
        200 => Feed,
        /// All.
        202 => PutFeedResponse as Xml,
        /// One of two.
        409 => String as Text("application/xml"),
    )]
    #[derive(Debug, Clone)]
    pub struct PutFeed {
        pub id: i64,
        #[body(Xml, type = "text/xml")]
        pub body: NewFeed,
    }
}

// note: `tag` is left out: another property is the element `tag` too
#[derive(Debug, Clone, Deserialize)]
pub struct FeedXml {
    #[serde(rename = "@id")]
    pub id: i64,
    #[serde(rename = "Title")]
    pub title: Option<String>,
    pub status: FeedXmlStatus,
    #[serde(rename = "list")]
    pub entries: FeedXmlEntries,
    #[serde(rename = "tag", default)]
    pub tags: Vec<String>,
    #[serde(default)]
    pub scores: Vec<f64>,
    #[serde(rename = "About")]
    pub about: Option<EntryXml>,
}

#[derive(Debug, Clone, Deserialize)]
pub struct Fault {
    #[serde(rename = "Code")]
    pub code: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
pub struct Feed {
    pub id: i64,
    pub title: Option<String>,
    pub tag: Option<String>,
    pub status: FeedStatus,
    pub entries: Vec<Entry>,
    pub tags: Option<Vec<String>>,
    pub scores: Option<Vec<f64>>,
    pub about: Option<Entry>,
}

/// The `response` of `PutFeed`.
#[derive(Debug, Clone, Deserialize)]
pub struct PutFeedResponse {
    #[serde(default)]
    pub feed: Vec<FeedXml>,
}

#[derive(Debug, Clone, Serialize)]
#[serde(rename = "new-feed")]
pub struct NewFeed {
    pub title: String,
    #[serde(rename = "@lang", skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<NewFeedTags>,
    #[serde(rename = "link")]
    pub links: Vec<String>,
}

/// The `status` of `FeedXml`.
#[derive(Debug, Clone, PartialEq, Eq, OpenEnum)]
#[serde(rename_all = "lowercase")]
pub enum FeedXmlStatus {
    Open,
    Closed,
    /// What is not documented.
    Unknown(String),
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EntryXml {
    pub at: String,
    pub is_read: Option<bool>,
    pub parent: Option<Box<EntryXml>>,
}

/// The `entries` of `FeedXml`.
#[derive(Debug, Clone, Deserialize)]
pub struct FeedXmlEntries {
    #[serde(default)]
    pub entry: Vec<EntryXml>,
}

/// The `status` of `Feed`.
#[derive(Debug, Clone, PartialEq, Eq, OpenEnum)]
#[serde(rename_all = "lowercase")]
pub enum FeedStatus {
    Open,
    Closed,
    /// What is not documented.
    Unknown(String),
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Entry {
    pub at: String,
    pub is_read: Option<bool>,
    pub parent: Option<Box<Entry>>,
}

/// The `tags` of `NewFeed`.
#[derive(Debug, Clone, Serialize)]
pub struct NewFeedTags {
    pub tag: Vec<String>,
}

/// A response with its headers.
#[derive(Debug, Clone, FromResponse)]
pub struct FeedXmlResponse {
    #[header("ETag")]
    pub e_tag: Option<String>,
    #[body(Xml)]
    pub body: FeedXml,
}

// Fingerprints of the imported items: `callpoint import --into` keeps what was edited since.
// import: head=adaf067d use:callpoint=53e55004 use:serde=37375d31 mod:feeds=9878bf1c
// import: use:feeds::callpoint=771f8b9c use:feeds::super=6471c27b feeds::GetFeed=5992dea3
// import: feeds::PutFeed=01e3f10b FeedXml=e28dfbec Fault=8cd28f11 Feed=f6f78bfb
// import: PutFeedResponse=610e8433 NewFeed=90dd31ca FeedXmlStatus=09e85ba5 EntryXml=812923cb
// import: FeedXmlEntries=fe10e911 FeedStatus=c5b34689 Entry=66181cd1 NewFeedTags=b4c70553
// import: FeedXmlResponse=2e42777b
