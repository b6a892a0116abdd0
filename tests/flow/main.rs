//! Streams, events, uploads, pages, retries and whole conversations with a server.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that panics has failed"
)]

mod challenges;
mod codings;
mod compressed;
mod config;
mod connections;
mod credentials;
mod envelope;
mod error_messages;
mod error_types;
mod events;
mod forms;
mod in_flight;
mod lengths;
mod limits;
mod lines;
mod locations;
mod memory;
mod multipart;
mod nested;
mod no_runtime;
mod oauth2;
mod oauth2_concurrent;
mod oauth2_errors;
mod oauth2_rejected;
mod oauth2_responses;
mod oauth2_unreliable;
mod open_enum;
mod options;
mod page_errors;
mod pages;
mod redirects;
mod redirects_elsewhere;
mod responses;
mod resume;
mod retries;
mod service;
mod streams;
mod styles;
mod unsent;
mod uploads;
mod whole;
mod xml;

use callpoint::{BaseUrl, Bytes, Client, Endpoint};

/// A client of the service at `base`.
fn client(base: &str) -> Client {
    Client::builder(base).build().unwrap()
}

/// The request that an endpoint builds, without sending it.
fn request<E: Endpoint>(endpoint: &E) -> http::Request<callpoint::Body> {
    endpoint
        .to_http(&BaseUrl::parse("https://api.example.com").unwrap())
        .unwrap()
}

/// A complete response, as any HTTP client returns it.
fn response(status: u16, headers: &[(&str, &str)], body: &str) -> http::Response<Bytes> {
    let mut builder = http::Response::builder().status(status);
    for (name, value) in headers {
        builder = builder.header(*name, *value);
    }
    builder
        .body(Bytes::copy_from_slice(body.as_bytes()))
        .unwrap()
}

/// A response with a body of known length, as bytes on the wire.
fn wire(status: &str, headers: &str, body: &str) -> String {
    format!(
        "HTTP/1.1 {status}\r\nconnection: close\r\n{headers}content-length: {}\r\n\r\n{body}",
        body.len()
    )
}
