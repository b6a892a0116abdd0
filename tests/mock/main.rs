//! Users' tests, with `MockTransport` instead of a server.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod failures;
mod panics;
mod requests;
mod responses;
mod secrets;
mod streams;

use std::panic::{AssertUnwindSafe, catch_unwind};

use callpoint::{Client, ProblemDetails, RetryPolicy, endpoint};
use callpoint_testing::MockTransport;
use futures_util::FutureExt as _;
use serde::Deserialize;

#[endpoint(PUT, "/api/links/<id>/",
    200 => Link,
    400 | 401 => Rejected(Vec<Reason>),
    428 => TokenRequired { session: String },
    5xx => Down(ProblemDetails),
)]
struct UpdateLink {
    id: String,
    #[secret]
    password: String,
    #[header("x-mode")]
    mode: Option<String>,
    note: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Link {
    id: String,
}

#[derive(Debug, Deserialize)]
struct Reason {
    code: String,
}

#[endpoint(GET, "/links/<id>?<page>", 200 => Link, 404 => (), 503 => Busy(String as Text))]
struct GetLink {
    id: String,
    page: Option<u32>,
}

/// A client that uses the mock.
fn client(mock: &MockTransport) -> Client {
    let builder = Client::builder("https://api.example.com/v1");
    let builder = builder.retry(RetryPolicy::none());
    builder.transport(mock.clone()).build().unwrap()
}

/// The text of a panic, with this file's line numbers replaced.
fn panic_of<T>(work: impl FnOnce() -> T) -> String {
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(_) => panic!("nothing panicked"),
        Err(panic) => text(&*panic),
    }
}

/// The same for a call.
async fn panic_in<F: Future>(call: F) -> String {
    match AssertUnwindSafe(call).catch_unwind().await {
        Ok(_) => panic!("nothing panicked"),
        Err(panic) => text(&*panic),
    }
}

fn text(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().unwrap();
    // `tests/mock/panics.rs:12:5` becomes `HERE`, because the line does not matter.
    text.split(' ')
        .map(|word| match word.split_once(".rs:") {
            Some((_, rest)) => {
                let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == ':');
                format!("HERE{rest}")
            }
            None => word.to_owned(),
        })
        .collect::<Vec<_>>()
        .join(" ")
}
