//! What flows: streams, events, uploads, pages, and whole conversations with a server.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that panics has failed"
)]

mod answers;
mod compressed;
mod config;
mod credentials;
mod envelope;
mod events;
mod forms;
mod in_flight;
mod limits;
mod lines;
mod memory;
mod multipart;
mod nested;
mod oauth2;
mod oauth2_faults;
mod oauth2_together;
mod open_enum;
mod options;
mod page_ends;
mod pages;
mod redirects;
mod resume;
mod retries;
mod script;
mod service;
mod streams;
mod styles;
mod uploads;
mod whole;
mod xml;

use callpoint::{BaseUrl, Bytes, Client, Endpoint};

/// A client of the service at `base`.
fn client(base: &str) -> Client {
    Client::builder(base).build().unwrap()
}

/// The request that an endpoint makes, sent nowhere.
fn request<E: Endpoint>(endpoint: &E) -> http::Request<callpoint::Body> {
    endpoint
        .to_http(&BaseUrl::parse("https://api.example.com").unwrap())
        .unwrap()
}

/// A complete answer, as any HTTP client hands it over.
fn response(status: u16, headers: &[(&str, &str)], body: &str) -> http::Response<Bytes> {
    let mut builder = http::Response::builder().status(status);
    for (name, value) in headers {
        builder = builder.header(*name, *value);
    }
    builder
        .body(Bytes::copy_from_slice(body.as_bytes()))
        .unwrap()
}

/// An answer with a body of known length, as bytes on the wire.
fn wire(status: &str, headers: &str, body: &str) -> String {
    format!(
        "HTTP/1.1 {status}\r\nconnection: close\r\n{headers}content-length: {}\r\n\r\n{body}",
        body.len()
    )
}
