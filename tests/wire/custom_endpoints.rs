//! Custom implementations of `Endpoint` and requests built elsewhere: requests that the expansion never makes are errors too.

use std::convert::Infallible;

use callpoint::meta::EndpointMeta;
use callpoint::{
    BaseUrl, Body, BuildErrorKind, Client, Endpoint, Error, ReadError, RequestWriter,
    ResponseReader, auth,
};

use crate::{build_error, sent};
use callpoint_test_support::listener::{EMPTY, Listener};

/// Writes its text as the path.
struct CustomPath<const PATH: usize>;

const PATHS: [&str; 9] = [
    "/right",
    "/a?b",
    "/a#b",
    "/a b",
    "/é",
    "",
    "right",
    "@evil.com/",
    "/a/../b",
];

impl<const PATH: usize> Endpoint for CustomPath<PATH> {
    const META: &'static EndpointMeta = &EndpointMeta::new("CustomPath", "GET", "/right");
    type Auth = auth::AnyAuth;
    type Output = ();
    type Error = Infallible;

    fn write(&self, request: &mut RequestWriter) {
        request.literal(PATHS[PATH]);
    }

    fn read(_: &mut ResponseReader) -> Result<(), ReadError<Infallible>> {
        Ok(())
    }
}

#[test]
fn an_invalid_path_is_an_error() {
    assert_eq!(sent(&CustomPath::<0>), "GET /right\naccept: */*\n\n");
    let kinds = [
        build_error(&CustomPath::<1>).kind(),
        build_error(&CustomPath::<2>).kind(),
        build_error(&CustomPath::<3>).kind(),
        build_error(&CustomPath::<4>).kind(),
        build_error(&CustomPath::<5>).kind(),
        build_error(&CustomPath::<6>).kind(),
        build_error(&CustomPath::<7>).kind(),
    ];
    assert_eq!(kinds, [BuildErrorKind::UrlMismatch; 7]);
}

#[test]
fn a_path_that_url_libraries_resolve_is_an_error() {
    let request = CustomPath::<8>.to_http(&BaseUrl::parse("https://h").unwrap());
    assert!(
        request.is_err(),
        "{:?}",
        request.map(|request| request.uri().clone())
    );
}

/// Its method consists of two words.
struct TwoWords;

impl Endpoint for TwoWords {
    const META: &'static EndpointMeta = &EndpointMeta::new("TwoWords", "GET /evil", "/right");
    type Auth = auth::AnyAuth;
    type Output = ();
    type Error = Infallible;

    fn write(&self, request: &mut RequestWriter) {
        request.literal("/right");
    }

    fn read(_: &mut ResponseReader) -> Result<(), ReadError<Infallible>> {
        Ok(())
    }
}

#[test]
fn a_method_that_is_not_a_token_is_an_error() {
    assert_eq!(build_error(&TwoWords).kind(), BuildErrorKind::InvalidMethod);
}

#[tokio::test]
async fn credentials_stay_at_their_origin() {
    let other = Listener::responding(EMPTY).await;
    let client = Client::builder("http://127.0.0.1:1")
        .bearer_token("canary")
        .build()
        .unwrap();
    let request = http::Request::get(format!("{}/right", other.base))
        .body(Body::empty())
        .unwrap();
    let Err(Error::Build(error)) = client.execute(request, CustomPath::<0>::META).await else {
        panic!("it was sent")
    };
    assert_eq!(error.kind(), BuildErrorKind::ForeignOrigin);
    assert_eq!(
        error.to_string(),
        "GET /right: the request goes to another origin than the client's base URL; nothing was sent"
    );
    assert_eq!(other.received().await, [""; 0]);
}

#[tokio::test]
async fn a_request_to_the_same_origin_is_sent() {
    let listener = Listener::responding(EMPTY).await;
    let client = Client::builder(&listener.base)
        .bearer_token("t")
        .build()
        .unwrap();
    let request = http::Request::get(format!("{}/elsewhere", listener.base))
        .body(Body::empty())
        .unwrap();
    let response = client
        .execute(request, CustomPath::<0>::META)
        .await
        .unwrap();
    assert_eq!(response.code(), 204);
    let message = listener.message().await;
    assert!(
        message.starts_with("GET /elsewhere HTTP/1.1\r\n")
            && message.contains("authorization: Bearer t\r\n")
    );
}
