//! What a call that runs out of time says of its request: whether anything of it may have been sent.

use std::future::{pending, ready};
use std::task::{Context, Poll};
use std::time::Duration;

use callpoint::transport::{
    HyperTransport, ReqwestTransport, SendError, Sending, TowerTransport, Transport,
    TransportService,
};
use callpoint::{Body, Client, Error, TimeoutKind, TransportErrorKind, Upload, endpoint};
use callpoint_test_support::listener::{Listener, full_queue};
use futures_util::future::join_all;
use tower::Service;

#[endpoint(POST, "/orders", 204 => ())]
struct Order {
    item: u8,
}

#[endpoint(POST, "/files", 204 => ())]
struct Store {
    #[body(Stream)]
    file: Upload,
}

/// Longer than any call takes.
const LONG: Duration = Duration::from_secs(60);
/// Long enough to send a request.
const SHORT: Duration = Duration::from_millis(1500);

/// The transports that know when they begin to send.
fn transports() -> Vec<(&'static str, Box<dyn Transport>)> {
    let hyper = || HyperTransport::new(LONG).unwrap();
    let boxed: Box<dyn Transport> = Box::new(hyper());
    vec![
        ("hyper", Box::new(hyper())),
        ("hyper, boxed", Box::new(boxed)),
        ("hyper, limited", Box::new(hyper().max_connections(1))),
        (
            "tower",
            Box::new(TowerTransport::new(TransportService::new(hyper()))),
        ),
    ]
}

/// Which of the limits passes.
#[derive(Debug, Clone, Copy)]
enum Limit {
    Attempt,
    Call,
    /// That of a call, which replaces both.
    Own,
}

/// A call that runs out of time. Its error.
async fn late(base: &str, transport: impl Transport, limit: Limit, is_upload: bool) -> Error<()> {
    let builder = Client::builder(base).transport(transport);
    let builder = match limit {
        Limit::Attempt => builder.attempt_timeout(SHORT),
        Limit::Call => builder.timeout(SHORT),
        Limit::Own => builder,
    };
    let client = builder
        .retry(callpoint::RetryPolicy::none())
        .build()
        .unwrap();
    let outcome = if is_upload {
        let file = Upload::stream(futures_util::stream::pending::<Result<_, SendError>>());
        let call = Store::new(file).call(&client);
        match limit {
            Limit::Own => call.timeout(SHORT).await,
            _ => call.await,
        }
    } else {
        let call = Order::new(7).call(&client);
        match limit {
            Limit::Own => call.timeout(SHORT).await,
            _ => call.await,
        }
    };
    outcome.unwrap_err().map_api(|never| match never {})
}

/// What has to be said of it.
fn check(error: &Error<()>, limit: Limit, is_sent: bool, case: &str) {
    let (kind, name) = match limit {
        Limit::Attempt => (TimeoutKind::Attempt, "attempt"),
        Limit::Call | Limit::Own => (TimeoutKind::Call, "call"),
    };
    let Error::Transport(transport) = error else {
        panic!("{case}: {error}");
    };
    assert_eq!(
        transport.kind(),
        TransportErrorKind::Timeout(kind),
        "{case}"
    );
    assert_eq!(error.maybe_sent(), is_sent, "{case}");
    assert_eq!(error.is_retryable(), !is_sent, "{case}");
    let expected = if is_sent {
        format!("no complete response within the {name} timeout")
    } else {
        format!("the request could not be sent within the {name} timeout")
    };
    let text = error.to_string();
    assert!(text.ends_with(&format!(": {expected}")), "{case}: {text}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_request_without_a_connection_was_not_sent() {
    let (queue, _waiting) = full_queue().await;
    // The system makes its connections, and nobody speaks TLS on them.
    let mute = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let full = format!("http://{}", queue.local_addr().unwrap());
    let silent = format!("https://{}", mute.local_addr().unwrap());
    let mut calls = Vec::new();
    for base in [&full, &silent] {
        for limit in [Limit::Attempt, Limit::Call, Limit::Own] {
            for is_upload in [false, true] {
                for (name, transport) in transports() {
                    calls.push(async move {
                        let error = late(base, transport, limit, is_upload).await;
                        let case = format!("{name}, {base}, {limit:?}, {is_upload}");
                        check(&error, limit, false, &case);
                    });
                }
            }
        }
    }
    join_all(calls).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_request_that_the_server_has_read_may_have_been_sent() {
    let mut calls = Vec::new();
    for limit in [Limit::Attempt, Limit::Call, Limit::Own] {
        let usual: Box<dyn Transport> = Box::new(ReqwestTransport::new(LONG).unwrap());
        for (name, transport) in transports().into_iter().chain([("reqwest", usual)]) {
            calls.push(async move {
                let server = Listener::silent_after("").await;
                let error = late(&server.base, transport, limit, false).await;
                check(&error, limit, true, &format!("{name}, {limit:?}"));
                assert_eq!(server.received().await.len(), 1, "{name}");
            });
        }
    }
    join_all(calls).await;
}

/// Whoever says nothing of it may have sent it.
struct Mute;

impl Transport for Mute {
    fn send(&self, _: http::Request<Body>) -> Sending<'_> {
        Box::pin(pending())
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_not_known_may_have_been_sent() {
    let (queue, _waiting) = full_queue().await;
    let base = format!("http://{}", queue.local_addr().unwrap());
    let client = ReqwestTransport::from(reqwest::Client::new());
    let usual = ReqwestTransport::new(LONG).unwrap();
    let transports: [(_, Box<dyn Transport>); 3] = [
        ("a custom one", Box::new(Mute)),
        ("a client of reqwest", Box::new(client)),
        ("reqwest", Box::new(usual)),
    ];
    for (name, transport) in transports {
        let error = late(&base, transport, Limit::Attempt, false).await;
        check(&error, Limit::Attempt, true, name);
    }
}

/// A service that is ready so often, and closes each connection.
#[derive(Clone)]
struct Ready(std::sync::Arc<std::sync::atomic::AtomicUsize>);

impl Ready {
    fn times(times: usize) -> TowerTransport<Self> {
        TowerTransport::new(Self(std::sync::Arc::new(times.into())))
    }
}

impl Service<http::Request<Body>> for Ready {
    type Response = http::Response<Body>;
    type Error = SendError;
    type Future = std::future::Ready<Result<Self::Response, SendError>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), SendError>> {
        let order = std::sync::atomic::Ordering::SeqCst;
        match self
            .0
            .fetch_update(order, order, |left| left.checked_sub(1))
        {
            Ok(_) => Poll::Ready(Ok(())),
            Err(_) => Poll::Pending,
        }
    }

    fn call(&mut self, _: http::Request<Body>) -> Self::Future {
        ready(Err(SendError::new(
            TransportErrorKind::ConnectionClosed,
            true,
        )))
    }
}

#[tokio::test]
async fn a_service_that_is_not_ready_was_sent_nothing() {
    let error = late("http://localhost", Ready::times(0), Limit::Attempt, false).await;
    check(&error, Limit::Attempt, false, "never ready");
}

/// An earlier attempt may have been sent, so the call may have been.
#[tokio::test]
async fn a_retry_that_is_not_sent_does_not_take_back_the_first_attempt() {
    #[endpoint(PUT, "/orders/7", 204 => ())]
    struct Replace;

    let client = Client::builder("http://localhost")
        .transport(Ready::times(1))
        .timeout(Duration::from_millis(300))
        .build()
        .unwrap();
    let Err(Error::Transport(error)) = Replace.call(&client).await else {
        panic!("no response comes");
    };
    assert_eq!(error.kind(), TransportErrorKind::Timeout(TimeoutKind::Call));
    assert_eq!(error.attempts(), 2);
    assert!(error.maybe_sent());
    assert_eq!(
        error.to_string(),
        "PUT /orders/7: no complete response within the call timeout"
    );
}
