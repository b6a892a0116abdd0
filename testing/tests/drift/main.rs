//! What of a response its declaration does not know: found with its kind and its place, once, and without a value.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod bodies;
mod clients;
mod heads;
mod hostile;
mod recorded;

use callpoint::Endpoint;
use callpoint::drift::{Drift, of_response};

/// What is found, each as its kind and its place.
fn found<E: Endpoint>(response: http::Response<bytes::Bytes>) -> Vec<String> {
    of_response::<E>(response).iter().map(shown).collect()
}

fn shown(drift: &Drift) -> String {
    let place = drift.header.unwrap_or(&drift.pointer);
    format!("{:?} {place}", drift.kind)
}
