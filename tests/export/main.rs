//! What declarations and calls become for other tools: curl commands, collections, recordings.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

#[path = "../../examples/belvo/api.rs"]
#[allow(dead_code, unreachable_pub, reason = "declared to be exported")]
mod belvo;
mod collection;
mod curl;
#[path = "../wire/listener.rs"]
mod listener;
mod masking;
mod places;
mod record;
