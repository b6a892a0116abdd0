//! Properties for all values: a value arrives unchanged or nothing is sent; and any response becomes at worst an error.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod bases;
mod decoding;
mod links;
mod messages;
mod parts;
mod queries;
mod responses;
mod streams;
mod targets;
mod values;

use callpoint::{BaseUrl, Body, BuildError, Client, Endpoint};
use callpoint_testing::MockTransport;
use proptest::prelude::*;

/// Text in which characters that are dangerous somewhere are frequent.
fn text() -> impl Strategy<Value = String> {
    let dangerous = vec![
        ".", "..", "%", "%2e", "%252E", "/", "\\", "?", "#", ";", ":", "@", "&", "=", "+", ",",
        "|", " ", "\t", "\u{a0}", "é", "\u{feff}", "\u{202e}", "😀", "a", "http://", "[", "]",
        "\r", "\n", "\r\n", "\0", "\u{7f}", "~", "\"", "'", "<", ">", "--",
    ];
    let piece = prop_oneof![
        2 => any::<String>(),
        5 => proptest::sample::select(dangerous).prop_map(str::to_owned),
    ];
    proptest::collection::vec(piece, 0..5).prop_map(|pieces| pieces.concat())
}

fn texts() -> impl Strategy<Value = Vec<String>> {
    proptest::collection::vec(text(), 0..4)
}

fn request<E: Endpoint>(endpoint: &E) -> Result<http::Request<Body>, BuildError> {
    endpoint.to_http(&BaseUrl::parse("https://api.example.com/v1").unwrap())
}

fn client(mock: &MockTransport) -> Client {
    let builder = Client::builder("https://api.example.com/v1");
    builder.transport(mock.clone()).build().unwrap()
}

/// Runs a future that never waits for I/O.
fn wait<F: Future>(work: F) -> F::Output {
    let runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = { runtime }.enable_time().build().unwrap();
    runtime.block_on(work)
}

/// Percent-decoding (RFC 3986, section 2.1), independent of the library.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let mut digit = || char::from(rest.next().unwrap()).to_digit(16).unwrap();
            bytes.push(u8::try_from(digit() * 16 + digit()).unwrap());
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).unwrap()
}
