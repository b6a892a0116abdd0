//! The other direction of a declaration: a request is read back to its struct, and what a handler gives is a response that is read back to it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::type_complexity,
    clippy::trivially_copy_pass_by_ref,
    reason = "a test fails by panicking, and a table is one type"
)]

mod bodies;
mod parameters;
mod properties;
mod rejections;
mod responses;

use std::fmt::Debug;

use bytes::Bytes;
use callpoint::serve::Serve;
use callpoint::{BaseUrl, Body};
use http::{Request, Response};

/// The request that a client sends, as a server has received it.
fn sent<E: Serve>(endpoint: &E) -> Option<Request<Bytes>> {
    let base = BaseUrl::parse("https://api.example.com/v1").unwrap();
    let request = endpoint.to_http(&base).ok()?;
    let (head, body) = request.into_parts();
    Some(Request::from_parts(head, received(body)))
}

fn received(body: Body) -> Bytes {
    match body.try_into_bytes() {
        Ok(bytes) => bytes,
        Err(body) => {
            let collected = http_body_util::BodyExt::collect(body);
            let runtime = tokio::runtime::Builder::new_current_thread().build();
            runtime.unwrap().block_on(collected).unwrap().to_bytes()
        }
    }
}

fn answered(response: Response<Body>) -> Response<Bytes> {
    response.map(received)
}

/// Whatever is sent is read back, from below the base path.
#[track_caller]
fn is_read_back<E: Serve + Debug + PartialEq>(endpoint: &E) {
    let request = sent(endpoint).expect("it can be sent");
    match E::from_request(&request, "/v1") {
        Ok(read) => assert_eq!(read, *endpoint),
        Err(rejection) => panic!(
            "{endpoint:?} is not read from {}: {rejection}",
            request.uri()
        ),
    }
}
