//! What a description says of an `OpenAPI` document, one small document for each rule.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::format_push_string,
    reason = "a test that panics has failed"
)]

mod bodies;
mod documents;
mod hostile;
mod operations;
mod parameters;
mod references;
mod schemas;
mod shown;
