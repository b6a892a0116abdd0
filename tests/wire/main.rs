//! The exact request for a declaration and its values.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod alternatives;
mod auth;
mod bases;
mod bodies;
mod call;
mod cookies;
mod counted;
mod custom_endpoints;
mod fields;
mod fixed_headers;
mod form_lists;
mod given_urls;
mod headers;
mod json_parameters;
mod lean_proxies;
mod lengths;
mod media_types;
mod named_bases;
mod path_styles;
mod paths;
mod proxies;
mod raw_names;
mod required;
mod scalars;
mod schemes;
mod segments;
mod serde_names;
mod setters;
mod templates;
mod unusable_proxies;
mod values;

use callpoint::{BaseUrl, Body, BuildError, Endpoint};

/// The request as text: method and target, the header lines sorted by name, and the body.
fn sent<E: Endpoint>(endpoint: &E) -> String {
    text(&endpoint.to_http(&base()).unwrap())
}

fn base() -> BaseUrl {
    BaseUrl::parse("https://api.example.com").unwrap()
}

fn build_error<E: Endpoint>(endpoint: &E) -> BuildError {
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
