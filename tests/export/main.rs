//! What declarations and calls become for other tools: curl commands, collections, recordings.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod curl;
#[path = "../wire/listener.rs"]
mod listener;
mod masking;
mod record;
