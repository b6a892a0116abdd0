//! Fakes of imported modules: clients call them by the imported declarations, and Schemathesis by the documents that are exported of them.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that panics has failed, which is what it is for"
)]

mod calls;
mod exports;
mod fakes;
mod prism;

/// What `callpoint import --serve --schema` writes.
#[allow(dead_code, unreachable_pub)]
mod api {
    pub mod forms;
    pub mod hard;
    pub mod keys;
    pub mod pages;
    pub mod pets;
    pub mod shop;
    pub mod xml;
}
