//! Decoding: the value, or the error, that a declaration makes of a response.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod any_variant;
mod api;
mod canary;
mod charsets;
mod codecs;
mod content_types;
mod derive_parity;
mod empty;
mod formats;
mod header_lists;
mod inline_struct;
mod messages;
mod serde_parity;
mod shapes;
mod socket;
mod statuses;
mod transport;

use std::error::Error as StdError;

use callpoint::Bytes;

const JSON: &str = "application/json";

/// A response as any HTTP client returns it.
fn response(status: u16, content_type: &str, body: impl Into<Bytes>) -> http::Response<Bytes> {
    let builder = http::Response::builder()
        .status(status)
        .header("x-request-id", "r-1");
    let builder = if content_type.is_empty() {
        builder
    } else {
        builder.header("content-type", content_type)
    };
    builder.body(body.into()).unwrap()
}

fn json(status: u16, body: &'static str) -> http::Response<Bytes> {
    response(status, JSON, body)
}

/// The same as bytes on the wire.
fn wire(status: &str, headers: &str, body: &str) -> String {
    format!(
        "HTTP/1.1 {status}\r\n{headers}content-length: {}\r\n\r\n{body}",
        body.len()
    )
}

/// The texts of an error and of its sources, outermost first.
fn chain(error: &dyn StdError) -> Vec<String> {
    let mut texts = vec![error.to_string()];
    let mut next = error.source();
    while let Some(source) = next {
        texts.push(source.to_string());
        next = source.source();
    }
    texts
}
