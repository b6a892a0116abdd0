//! What goes out: the exact request that a declaration and its values make.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod auth;
mod bases;
mod bodies;
mod by_hand;
mod call;
mod fields;
mod headers;
mod lengths;
mod listener;
mod paths;
mod places;
mod proxies;
mod serde_names;
mod values;

use callpoint::{BaseUrl, Body, BuildError, Endpoint};

/// The request as text: method and target, the header lines in the order of their names, and the body.
fn sent<E: Endpoint>(endpoint: &E) -> String {
    text(&endpoint.to_http(&base()).unwrap())
}

fn base() -> BaseUrl {
    BaseUrl::parse("https://api.example.com").unwrap()
}

fn refused<E: Endpoint>(endpoint: &E) -> BuildError {
    endpoint
        .to_http(&base())
        .map(|request| text(&request))
        .unwrap_err()
}

fn text(request: &http::Request<Body>) -> String {
    let target = request.uri().path_and_query().unwrap();
    let mut headers: Vec<_> = (request.headers().iter())
        .map(|(name, value)| format!("{name}: {}\n", String::from_utf8_lossy(value.as_bytes())))
        .collect();
    headers.sort_by(|one, other| one.split(':').next().cmp(&other.split(':').next()));
    let body = String::from_utf8_lossy(request.body().as_bytes().unwrap()).into_owned();
    format!(
        "{} {target}\n{}\n{body}",
        request.method(),
        headers.concat()
    )
}

/// The target of a request: path and query.
fn target<E: Endpoint>(endpoint: &E) -> String {
    endpoint
        .to_http(&base())
        .unwrap()
        .uri()
        .path_and_query()
        .unwrap()
        .to_string()
}

/// The body of a request.
fn body<E: Endpoint>(endpoint: &E) -> String {
    let request = endpoint.to_http(&base()).unwrap();
    String::from_utf8(request.body().as_bytes().unwrap().to_vec()).unwrap()
}
