//! Shared by several suites: byte-exact servers on loopback, and the memory of processes.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::missing_panics_doc,
    clippy::missing_errors_doc,
    clippy::must_use_candidate,
    reason = "a test that panics has failed"
)]

pub mod listener;
pub mod open;
pub mod process;
pub mod script;
