//! Endpoints written by hand and requests from elsewhere: what the expansion never does is refused too.

use std::convert::Infallible;

use callpoint::meta::EndpointMeta;
use callpoint::{
    Answer, BaseUrl, Body, BuildErrorKind, Client, Endpoint, Error, RequestWriter, Unread, auth,
};

use crate::listener::{EMPTY, Listener};
use crate::{refused, sent};

/// Writes its text where a path should stand.
struct ByHand<const PATH: usize>;

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

impl<const PATH: usize> Endpoint for ByHand<PATH> {
    const META: &'static EndpointMeta = &EndpointMeta::new("ByHand", "GET", "/right");
    type Auth = auth::AnyAuth;
    type Output = ();
    type Error = Infallible;

    fn write(&self, request: &mut RequestWriter) {
        request.literal(PATHS[PATH]);
    }

    fn read(_: &mut Answer) -> Result<(), Unread<Infallible>> {
        Ok(())
    }
}

#[test]
fn a_path_that_is_none_is_refused() {
    assert_eq!(sent(&ByHand::<0>), "GET /right\n\n");
    let kinds = [
        refused(&ByHand::<1>).kind(),
        refused(&ByHand::<2>).kind(),
        refused(&ByHand::<3>).kind(),
        refused(&ByHand::<4>).kind(),
        refused(&ByHand::<5>).kind(),
        refused(&ByHand::<6>).kind(),
        refused(&ByHand::<7>).kind(),
    ];
    assert_eq!(kinds, [BuildErrorKind::UrlMismatch; 7]);
}

#[test]
fn a_path_that_libraries_resolve_is_refused() {
    let request = ByHand::<8>.to_http(&BaseUrl::parse("https://h").unwrap());
    assert!(
        request.is_err(),
        "{:?}",
        request.map(|request| request.uri().clone())
    );
}

/// Its method is two words.
struct TwoWords;

impl Endpoint for TwoWords {
    const META: &'static EndpointMeta = &EndpointMeta::new("TwoWords", "GET /evil", "/right");
    type Auth = auth::AnyAuth;
    type Output = ();
    type Error = Infallible;

    fn write(&self, request: &mut RequestWriter) {
        request.literal("/right");
    }

    fn read(_: &mut Answer) -> Result<(), Unread<Infallible>> {
        Ok(())
    }
}

#[test]
fn a_method_that_is_no_token_is_refused() {
    assert_eq!(refused(&TwoWords).kind(), BuildErrorKind::InvalidMethod);
}

#[tokio::test]
async fn credentials_stay_at_their_origin() {
    let other = Listener::answering(EMPTY).await;
    let client = Client::builder("http://127.0.0.1:1")
        .bearer_token("canary")
        .build()
        .unwrap();
    let request = http::Request::get(format!("{}/right", other.base))
        .body(Body::empty())
        .unwrap();
    let Err(Error::Build(error)) = client.execute(request, ByHand::<0>::META).await else {
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
    let listener = Listener::answering(EMPTY).await;
    let client = Client::builder(&listener.base)
        .bearer_token("t")
        .build()
        .unwrap();
    let request = http::Request::get(format!("{}/elsewhere", listener.base))
        .body(Body::empty())
        .unwrap();
    let answer = client.execute(request, ByHand::<0>::META).await.unwrap();
    assert_eq!(answer.code(), 204);
    let message = listener.message().await;
    assert!(
        message.starts_with("GET /elsewhere HTTP/1.1\r\n")
            && message.contains("authorization: Bearer t\r\n")
    );
}
