//! OAuth 2.0: the errors where the token endpoint grants no token.

use std::error::Error as StdError;
use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Duration;

use callpoint::auth::OAuth2;
use callpoint::{BuildError, BuildErrorKind, Error, TimeoutKind, TransportErrorKind};

use crate::oauth2::{Put, api, authority, by_credentials, client, granted};
use crate::service::{Service, response};

/// Every text of an error and its sources.
fn shown(error: &(dyn StdError + 'static)) -> String {
    let mut text = String::new();
    let mut next = Some(error);
    while let Some(error) = next {
        write!(text, "{error} {error:#} {error:?} {error:#?} ").unwrap();
        next = error.source();
    }
    text
}

fn build_error<T>(result: Result<T, Error<std::convert::Infallible>>) -> BuildError {
    match result {
        Err(Error::Build(error)) => *error,
        Err(error) => panic!("{error}"),
        Ok(_) => panic!("it was sent"),
    }
}

#[tokio::test]
async fn where_no_token_is_granted() {
    let denied =
        |code| format!(r#"{{"error":"{code}","error_description":"canary","error_uri":"canary"}}"#);
    let (bad, unauthorized) = ("400 Bad Request", "401 Unauthorized");
    let unusable = "the authorization server sent an invalid token";
    let none = "no token could be fetched";
    let cases = [
        (bad, denied("invalid_request"), "no token: invalid_request"),
        (bad, denied("invalid_client"), "no token: invalid_client"),
        (
            unauthorized,
            denied("invalid_client"),
            "no token: invalid_client",
        ),
        (bad, denied("invalid_grant"), "no token: invalid_grant"),
        (
            bad,
            denied("unauthorized_client"),
            "no token: unauthorized_client",
        ),
        (
            bad,
            denied("unsupported_grant_type"),
            "no token: unsupported_grant_type",
        ),
        (bad, denied("invalid_scope"), "no token: invalid_scope"),
        (
            bad,
            denied("canary"),
            "the authorization server returned no token",
        ),
        (bad, "<p>canary</p>".to_owned(), none),
        ("501 Not Implemented", "canary".to_owned(), none),
        ("302 Found", "canary".to_owned(), none),
        ("200 OK", "canary".to_owned(), none),
        ("200 OK", String::new(), none),
        ("200 OK", r#"{"token_type":"canary"}"#.to_owned(), none),
        ("200 OK", r#"{"access_token":["canary"]}"#.to_owned(), none),
        (
            "200 OK",
            r#"{"access_token":"canary canary"}"#.to_owned(),
            unusable,
        ),
        (
            "200 OK",
            r#"{"access_token":"canary\r\ncanary: canary"}"#.to_owned(),
            unusable,
        ),
        ("200 OK", r#"{"access_token":""}"#.to_owned(), unusable),
        (
            "200 OK",
            r#"{"access_token":"canary","token_type":"canary"}"#.to_owned(),
            "the authorization server sent a token that is not a bearer token",
        ),
        (
            "200 OK",
            r#"{"access_token":"canary","token_type":"DPoP"}"#.to_owned(),
            "the authorization server sent a token that is not a bearer token",
        ),
    ];
    let api = api(None).await;
    for (status, body, detail) in cases {
        let authority = authority(&[(status, body.clone())]).await;
        let url = format!("{}/canary?canary", authority.base);
        let tokens = || OAuth2::refresh_token(&url, "canary", Some("canary".to_owned()), "canary");
        for tokens in [tokens(), tokens().credentials_in_body()] {
            let client = client(&api, tokens.scope("canary").audience("canary"));
            let error = build_error(Put.call(&client).await);
            assert_eq!(
                (error.kind(), error.detail()),
                (BuildErrorKind::Unauthorized, Some(detail)),
                "{status} {body}"
            );
            let source = error.source().expect("a source").to_string();
            assert_eq!(source, detail);
            let text = shown(&Error::<std::convert::Infallible>::from(error));
            assert!(!text.contains("canary"), "{status} {body}: {text}");
        }
        assert_eq!(
            authority.received().len(),
            2,
            "{status}: a code is good for one request"
        );
    }
    assert!(api.received().is_empty());
}

/// These may succeed later, so they are no mistake in the request.
#[tokio::test]
async fn an_unreachable_token_endpoint() {
    let transport_error = async |client: callpoint::Client<callpoint::auth::Bearer>| {
        let error = Put.call(&client).max_retries(0).await.unwrap_err();
        assert!(error.is_retryable() && !error.maybe_sent());
        let text = shown(&error);
        assert!(text.contains("no token could be fetched"), "{text}");
        assert!(!text.contains("canary"), "{text}");
        let Error::Transport(error) = error else {
            panic!("{error}")
        };
        assert_eq!(error.kind(), TransportErrorKind::Credentials);
        text
    };
    let api = api(None).await;
    let base = Service::responding("").await.base.clone();
    let tokens = OAuth2::client_credentials(format!("{base}/canary"), "canary", "canary");
    let text = transport_error(client(&api, tokens)).await;
    assert!(text.contains("no connection"), "{text}");
    // It closes the connection.
    let authority = Service::responding("").await;
    transport_error(client(&api, by_credentials(&authority))).await;
    assert_eq!(authority.received().len(), 1);
    // It sends something that is not HTTP, which does not get better.
    let authority = Service::responding("canary\r\n\r\n").await;
    let error = build_error(Put.call(&client(&api, by_credentials(&authority))).await);
    assert_eq!(error.detail(), Some("no token could be fetched"));
    assert!(!shown(&error).contains("canary"), "{}", shown(&error));
    assert_eq!(authority.received().len(), 1);
    assert!(api.received().is_empty());
}

#[tokio::test]
async fn a_slow_token_endpoint() {
    let go_on = Arc::new(tokio::sync::Notify::new());
    let gate = Arc::clone(&go_on);
    let authority = Service::start(move |_| {
        let gate = Arc::clone(&gate);
        async move {
            gate.notified().await;
            let (status, body) = granted("t-1", "");
            response(status, "", body)
        }
    })
    .await;
    let api = api(None).await;
    let client = client(&api, by_credentials(&authority));
    let call = Put.call(&client).timeout(Duration::from_millis(50));
    let Err(Error::Transport(error)) = call.await else {
        panic!("no transport error")
    };
    assert_eq!(error.kind(), TransportErrorKind::Timeout(TimeoutKind::Call));
    assert!(!error.maybe_sent());
    assert!(api.received().is_empty());
    // The request continues, and the next call uses its token.
    go_on.notify_one();
    assert_eq!(Put.call(&client).await.unwrap(), "Bearer t-1");
    assert_eq!(authority.received().len(), 1);
}
