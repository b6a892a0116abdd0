//! Declarations against httpbin, a server that says what it received. `httpbin.sh` beside this file starts one and runs this.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that panics has failed"
)]

#[path = "httpbin/answers.rs"]
mod answers;
#[path = "httpbin/auth.rs"]
mod auth;
#[path = "httpbin/bodies.rs"]
mod bodies;
#[path = "httpbin/caches.rs"]
mod caches;
#[path = "httpbin/echo.rs"]
mod echo;
#[path = "httpbin/multipart.rs"]
mod multipart;
#[path = "httpbin/statuses.rs"]
mod statuses;
#[path = "httpbin/streams.rs"]
mod streams;
#[path = "httpbin/times.rs"]
mod times;
#[path = "httpbin/uploads.rs"]
mod uploads;

use std::collections::BTreeMap;

use callpoint::{Client, ClientBuilder, auth::Anonymous};
use serde::Deserialize;
use serde_json::Value;

/// A client for the server that `HTTPBIN_URL` names. Without one the test says that it is skipped.
fn builder() -> Option<ClientBuilder<Anonymous>> {
    let Ok(url) = std::env::var("HTTPBIN_URL") else {
        println!(
            "skipped: HTTPBIN_URL is not set; tests/live/httpbin.sh starts a server and sets it"
        );
        return None;
    };
    Some(Client::builder(url))
}

fn client() -> Option<Client> {
    builder().map(|builder| builder.build().unwrap())
}

/// What httpbin received.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Echo {
    method: String,
    url: String,
    args: BTreeMap<String, Value>,
    headers: BTreeMap<String, String>,
    /// A body that is no form; what is no UTF-8 is a `data:` URL.
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
