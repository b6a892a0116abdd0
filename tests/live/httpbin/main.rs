//! Declarations against httpbin, a server that echoes what it received. `../httpbin.sh` starts one and runs this.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that panics has failed"
)]

mod auth;
mod bodies;
mod caches;
mod echo;
mod multipart;
mod responses;
mod statuses;
mod streams;
mod timeouts;
mod uploads;

use std::collections::BTreeMap;

use callpoint::{Client, ClientBuilder, auth::Anonymous};
use serde::Deserialize;
use serde_json::Value;

/// A client for the server in `HTTPBIN_URL`.
fn builder() -> ClientBuilder<Anonymous> {
    let url = std::env::var("HTTPBIN_URL");
    Client::builder(url.expect("tests/live/httpbin.sh starts a server and sets HTTPBIN_URL"))
}

fn client() -> Client {
    builder().build().unwrap()
}

/// What httpbin received.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Echo {
    method: String,
    url: String,
    args: BTreeMap<String, Value>,
    headers: BTreeMap<String, String>,
    /// A body that is not a form; one that is not UTF-8 is a `data:` URL.
    data: String,
    json: Value,
    form: BTreeMap<String, Value>,
    files: BTreeMap<String, Value>,
}

impl Echo {
    fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(String::as_str)
    }

    /// The path and the query as httpbin shows them: decoded.
    fn target(&self) -> &str {
        let (_, rest) = self.url.split_once("://").unwrap();
        &rest[rest.find('/').unwrap()..]
    }
}
