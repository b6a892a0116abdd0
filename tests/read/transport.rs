//! Missing and incomplete responses: the kind of error, and what is kept of the response.

use std::time::Duration;

use callpoint::{
    Client, ClientBuilder, Endpoint, Error, TimeoutKind, TransportErrorKind, auth, endpoint,
};

use callpoint_test_support::listener::{Listener, plain_http_as_https, unused_port};

#[endpoint(GET, "/slow", 200 => Vec<u8>)]
struct Slow;

#[endpoint(GET, "/slow", timeout = "100ms", 200 => Vec<u8>)]
struct Impatient;

#[endpoint(GET, "/slow", timeout = "30s", max_response = "4 B", 200 => String as Text)]
struct Small;

#[endpoint(POST, "/slow", 200 => Vec<u8>)]
struct Post;

const SHORT: Duration = Duration::from_millis(100);
const LONG: Duration = Duration::from_secs(20);

fn builder(base: &str) -> ClientBuilder<auth::Anonymous> {
    Client::builder(base).attempt_timeout(LONG).timeout(LONG)
}

/// The error of a call without a complete response.
async fn failed<E>(client: ClientBuilder<auth::Anonymous>, endpoint: E) -> Error<E::Error>
where
    E: Endpoint<Auth = auth::AnyAuth, Output: Sized>,
    E::Error: std::fmt::Display,
{
    match client.build().unwrap().call(&endpoint).await {
        Ok(_) => panic!("a response arrived"),
        Err(error) => error,
    }
}

fn kind<E: std::fmt::Display>(error: &Error<E>) -> TransportErrorKind {
    match error {
        Error::Transport(error) => error.kind(),
        other => panic!("{other}"),
    }
}

#[tokio::test]
async fn a_server_that_sends_nothing() {
    let listener = Listener::silent_after("").await;
    let attempt = failed(builder(&listener.base).attempt_timeout(SHORT), Slow).await;
    assert_eq!(
        kind(&attempt),
        TransportErrorKind::Timeout(TimeoutKind::Attempt)
    );
    assert_eq!(
        attempt.to_string(),
        "GET /slow: no complete response within the attempt timeout"
    );
    let call = failed(builder(&listener.base).timeout(SHORT), Slow).await;
    assert_eq!(kind(&call), TransportErrorKind::Timeout(TimeoutKind::Call));
    assert_eq!(
        call.to_string(),
        "GET /slow: no complete response within the call timeout"
    );
    let own = failed(builder(&listener.base), Impatient).await;
    assert_eq!(kind(&own), TransportErrorKind::Timeout(TimeoutKind::Call));
    for error in [attempt, call, own] {
        assert!(error.is_timeout() && error.maybe_sent() && error.is_retryable());
        assert!(error.status().is_none() && error.headers().is_none() && error.body().is_none());
    }
    let post = failed(builder(&listener.base).timeout(SHORT), Post).await;
    assert!(post.is_timeout() && !post.is_retryable());
}

#[tokio::test]
async fn an_endpoint_timeout_may_be_longer() {
    let listener = Listener::responding("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok").await;
    let client = builder(&listener.base)
        .attempt_timeout(Duration::from_nanos(1))
        .build()
        .unwrap();
    assert_eq!(Small::new().call(&client).await.unwrap(), "ok");
}

#[tokio::test]
async fn a_server_that_falls_silent_in_the_body() {
    let listener = Listener::silent_after(
        "HTTP/1.1 200 OK\r\nx-request-id: r-1\r\ncontent-length: 100\r\n\r\n[1,2",
    )
    .await;
    let error = failed(
        builder(&listener.base).attempt_timeout(Duration::from_millis(500)),
        Slow,
    )
    .await;
    assert_eq!(
        kind(&error),
        TransportErrorKind::Timeout(TimeoutKind::Attempt)
    );
    assert_eq!(error.status().unwrap(), 200);
    assert_eq!(error.request_id(), Some("r-1"));
    assert_eq!(error.body().unwrap(), "[1,2");
    assert_eq!(
        error.to_string(),
        "GET /slow: 200 OK, but no complete response within the attempt timeout"
    );
}

#[tokio::test]
async fn a_connection_that_ends_in_the_body() {
    for (framing, body) in [
        ("content-length: 100\r\n\r\n[1,2", "[1,2"),
        ("transfer-encoding: chunked\r\n\r\n2\r\n[1\r\n9\r\n", "[1"),
    ] {
        let listener = Listener::responding(format!("HTTP/1.1 200 OK\r\n{framing}")).await;
        let error = failed(builder(&listener.base), Slow).await;
        assert_eq!(
            kind(&error),
            TransportErrorKind::ConnectionClosed,
            "{error:?}"
        );
        assert_eq!(error.status().unwrap(), 200);
        assert_eq!(error.body().unwrap(), body);
        assert_eq!(
            error.to_string(),
            "GET /slow: 200 OK, but the connection closed before the response was complete"
        );
        assert!(error.maybe_sent() && error.is_retryable() && !error.is_timeout());
    }
}

#[tokio::test]
async fn a_connection_that_ends_before_the_response() {
    for response in ["", "HTTP/1.1 200 OK\r\ncontent-le"] {
        let listener = Listener::responding(response).await;
        let error = failed(builder(&listener.base), Post).await;
        assert_eq!(
            kind(&error),
            TransportErrorKind::ConnectionClosed,
            "{error:?}"
        );
        assert!(error.maybe_sent() && !error.is_retryable() && error.status().is_none());
        assert_eq!(
            error.to_string(),
            "POST /slow: the connection closed before the response was complete"
        );
        assert_eq!(listener.received().await.len(), 1);
    }
}

#[tokio::test]
async fn invalid_http() {
    let responses = [
        "SSH-2.0-OpenSSH_9.6\r\n\r\n",
        "HTTP/1.1 abc\r\n\r\n",
        "HTTP/1.1 200 OK\r\nbad header\r\n\r\n",
    ];
    for response in responses {
        let listener = Listener::responding(response).await;
        let error = failed(builder(&listener.base), Slow).await;
        assert_eq!(
            kind(&error),
            TransportErrorKind::InvalidMessage,
            "{error:?}"
        );
        assert_eq!(
            error.to_string(),
            "GET /slow: the response is not valid HTTP"
        );
        assert!(error.maybe_sent() && !error.is_retryable());
    }
    let listener = Listener::responding(
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1\r\n[\r\nzz\r\n",
    )
    .await;
    let error = failed(builder(&listener.base), Slow).await;
    assert_eq!(
        kind(&error),
        TransportErrorKind::InvalidMessage,
        "{error:?}"
    );
    assert_eq!(
        (
            error.status().unwrap().as_u16(),
            error.body().unwrap().as_ref()
        ),
        (200, &b"["[..])
    );
}

#[tokio::test]
async fn nothing_listens() {
    for error in [
        failed(builder(&unused_port().await), Post).await,
        failed(builder("http://host.invalid"), Post).await,
    ] {
        assert_eq!(kind(&error), TransportErrorKind::Connect, "{error:?}");
        assert!(!error.maybe_sent() && error.is_retryable() && error.status().is_none());
        assert_eq!(error.to_string(), "POST /slow: no connection");
    }
    let https = unused_port().await.replace("http:", "https:");
    assert_eq!(
        kind(&failed(builder(&https), Slow).await),
        TransportErrorKind::Connect
    );
    let error = failed(builder(&plain_http_as_https().await), Slow).await;
    assert_eq!(kind(&error), TransportErrorKind::Tls, "{error:?}");
    assert_eq!(error.to_string(), "GET /slow: the TLS handshake failed");
    assert!(!error.maybe_sent());
}

#[tokio::test]
async fn a_body_that_is_too_large() {
    let head = "HTTP/1.1 200 OK\r\nx-request-id: r-1\r\n";
    let announced = Listener::silent_after(format!("{head}content-length: 5\r\n\r\n12345")).await;
    let chunked = Listener::silent_after(format!(
        "{head}transfer-encoding: chunked\r\n\r\n3\r\n123\r\n2\r\n45\r\n"
    ))
    .await;
    let closed = Listener::responding(format!("{head}\r\n12345")).await;
    for (listener, body) in [(announced, ""), (chunked, "1234"), (closed, "1234")] {
        let error = failed(builder(&listener.base), Small).await;
        assert_eq!(kind(&error), TransportErrorKind::BodyTooLarge { limit: 4 });
        assert_eq!(
            (error.status().unwrap().as_u16(), error.request_id()),
            (200, Some("r-1"))
        );
        assert_eq!(error.body().unwrap(), body);
        assert_eq!(
            error.to_string(),
            "GET /slow: 200 OK, but the body is larger than the limit of 4 bytes"
        );
        assert!(error.maybe_sent() && !error.is_retryable());
    }
    let exact = Listener::responding(format!("{head}\r\n1234")).await;
    assert_eq!(
        Small::new()
            .call(&builder(&exact.base).max_response(0).build().unwrap())
            .await
            .unwrap(),
        "1234"
    );
    let error = failed(
        builder(&Listener::responding(format!("{head}\r\n[1]")).await.base).max_response(2),
        Slow,
    )
    .await;
    assert_eq!(kind(&error), TransportErrorKind::BodyTooLarge { limit: 2 });
}
