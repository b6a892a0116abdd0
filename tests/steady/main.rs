//! A call dropped at any point leaves nothing behind: no connection, no task, and a working client.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that panics has failed"
)]

mod slow_server;
use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use callpoint::auth::{Bearer, OAuth2};
use callpoint::transport::{HyperTransport, ReqwestTransport, Transport};
use callpoint::{ByteStream, Bytes, Client, RedirectPolicy, RetryPolicy, Upload, endpoint};
use futures_util::StreamExt as _;
use tokio::runtime::Handle;
use tokio::time::sleep;

use self::slow_server::SlowServer;

#[endpoint(GET, "/quick/<id>", auth = none, 200 => String as Text)]
struct Quick {
    id: usize,
}

#[endpoint(GET, "/<kind>?<call>", auth = none, 200 => Bytes as Raw)]
struct Get {
    kind: &'static str,
    call: usize,
}

#[endpoint(GET, "/chunked", auth = none, 200 => ByteStream as Stream)]
struct GetStream;

#[endpoint(PUT, "/upload", auth = none, 200 => Bytes as Raw)]
struct Put {
    #[body(Stream)]
    content: Upload,
}

#[endpoint(PUT, "/protected?<call>", auth = Bearer, 200 => Bytes as Raw)]
struct WithToken {
    call: usize,
}

type CallFuture = Pin<Box<dyn Future<Output = ()>>>;

/// A future that is dropped after a number of polls; then `None`.
struct Polled {
    future: Option<CallFuture>,
    left: usize,
}

impl Future for Polled {
    type Output = Option<()>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<()>> {
        let this = &mut *self;
        let polled = match &mut this.future {
            Some(future) if this.left > 0 => future.as_mut().poll(cx),
            _ => Poll::Pending,
        };
        this.left = this.left.saturating_sub(1);
        match polled {
            Poll::Ready(()) => Poll::Ready(Some(())),
            Poll::Pending if this.left == 0 => {
                this.future = None;
                Poll::Ready(None)
            }
            Poll::Pending => Poll::Pending,
        }
    }
}

/// A name, the least number of waits, and the future of that scenario.
type Scenario = (&'static str, usize, fn(&Client<Bearer>) -> CallFuture);

/// The server sends in pieces, and each is waited for. On a busy machine pieces arrive together and are read in one poll, so a scenario is run again
/// where it waited too seldom.
const RUNS: usize = 10;

const SCENARIOS: [Scenario; 9] = [
    ("a body of known length", 5, |client| whole(client, "known")),
    ("a chunked body", 5, |client| whole(client, "chunked")),
    ("a body that ends with the connection", 5, |client| {
        whole(client, "closing")
    }),
    ("a compressed body", 5, |client| whole(client, "gzip")),
    ("a retry", 7, |client| whole(client, "busy")),
    ("a redirect", 7, |client| whole(client, "moved")),
    ("a stream", 5, stream),
    ("an upload", 7, upload),
    ("a token that is fetched, rejected and refreshed", 8, token),
];

/// A number that is unique to each call.
fn number() -> usize {
    static LAST: AtomicUsize = AtomicUsize::new(0);
    LAST.fetch_add(1, Ordering::Relaxed)
}

fn whole(client: &Client<Bearer>, kind: &'static str) -> CallFuture {
    let call = client.call(&Get::new(kind, number()));
    Box::pin(async move { assert_eq!(call.await.unwrap(), slow_server::CONTENT) })
}

fn stream(client: &Client<Bearer>) -> CallFuture {
    let call = client.call(&GetStream);
    Box::pin(async move {
        let mut stream = call.await.unwrap();
        let mut received = Vec::new();
        while let Some(piece) = stream.next().await {
            received.extend_from_slice(&piece.unwrap());
        }
        assert_eq!(received, slow_server::CONTENT.as_bytes());
    })
}

fn upload(client: &Client<Bearer>) -> CallFuture {
    let pieces = futures_util::stream::iter(["a", "b", "c"]).then(|piece| async move {
        sleep(Duration::from_millis(2)).await;
        Ok::<_, std::io::Error>(Bytes::from(piece))
    });
    let call = client.call(&Put::new(Upload::stream(Box::pin(pieces))));
    Box::pin(async move { assert_eq!(call.await.unwrap(), slow_server::CONTENT) })
}

fn token(client: &Client<Bearer>) -> CallFuture {
    let call = client.call(&WithToken::new(number()));
    Box::pin(async move {
        match call.await {
            Ok(content) => assert_eq!(content, slow_server::CONTENT),
            // The server rejects the first request of each call. A token that another call has just refreshed is not refreshed again for that.
            Err(error) => assert_eq!(error.status().unwrap().as_u16(), 401, "{error}"),
        }
    })
}

fn client(server: &SlowServer, transport: fn() -> Box<dyn Transport>) -> Client<Bearer> {
    let url = format!("{}/token", server.base);
    let tokens = OAuth2::client_credentials(url, "id", "secret").transport(transport());
    Client::builder(&server.base)
        .credentials(tokens.build().unwrap())
        .transport(transport())
        .redirects(RedirectPolicy::same_origin())
        .retry(RetryPolicy::default().initial_backoff(Duration::from_millis(5)))
        .build()
        .unwrap()
}

/// Waits until the condition holds, and fails if that takes too long.
async fn comes_true(what: &str, holds: impl Fn() -> bool) {
    for _ in 0..1_000 {
        if holds() {
            return;
        }
        sleep(Duration::from_millis(10)).await;
    }
    panic!("{what}: the condition never held");
}

/// Drops a call after 0, 1, 2 … polls, until one completes; how many polls that took.
async fn dropped_at_each_poll(
    name: &str,
    client: &Client<Bearer>,
    scenario: fn(&Client<Bearer>) -> CallFuture,
) -> usize {
    let mut polls = 0;
    loop {
        let polled = Polled {
            future: Some(scenario(client)),
            left: polls,
        };
        let outcome = tokio::time::timeout(Duration::from_secs(20), polled).await;
        let outcome = outcome.unwrap_or_else(|_| panic!("{name}: it hangs after {polls} polls"));
        // Nothing of the previous call is left: it would be read here. Ten calls deposit what a retry costs.
        for _ in 0..10 {
            let quick = Quick::new(polls).call(client).await;
            assert_eq!(quick.unwrap(), polls.to_string(), "{name}, {polls} polls");
        }
        if outcome.is_some() {
            return polls;
        }
        polls += 1;
    }
}

async fn dropped_everywhere(transport: fn() -> Box<dyn Transport>) {
    let tasks = || Handle::current().metrics().num_alive_tasks();
    assert_eq!(tasks(), 0);
    for (name, least, scenario) in SCENARIOS {
        let server = SlowServer::start();
        let client = client(&server, transport);
        let mut polls = 0;
        for _ in 0..RUNS {
            polls = polls.max(dropped_at_each_poll(name, &client, scenario).await);
            if polls > least {
                break;
            }
        }
        assert!(polls > least, "{name}: only {polls} polls");
        // An abandoned connection is closed. A few idle ones are kept, by the client and by its tokens.
        let what = format!("{name}: few connections");
        comes_true(&what, || server.open() <= 4).await;
        let what = format!("{name}: few tasks");
        comes_true(&what, || tasks() <= 2 * 4 + 2).await;
        drop(client);
        comes_true(&format!("{name}: no connections"), || server.open() == 0).await;
        comes_true(&format!("{name}: no tasks"), || tasks() == 0).await;
        println!("{name}: dropped after 0 to {polls} polls");
    }
}

#[tokio::test]
async fn a_dropped_call_by_reqwest() {
    dropped_everywhere(|| Box::new(ReqwestTransport::new(Duration::from_secs(5)).unwrap())).await;
}

#[tokio::test]
async fn a_dropped_call_by_hyper() {
    dropped_everywhere(|| Box::new(HyperTransport::new(Duration::from_secs(5)).unwrap())).await;
}

/// Many concurrent calls, dropped at arbitrary points.
async fn dropped_in_crowds(transport: fn() -> Box<dyn Transport>) {
    let tasks = || Handle::current().metrics().num_alive_tasks();
    let server = SlowServer::start();
    let client = client(&server, transport);
    // The budget does not cover that many concurrent retries.
    let scenarios = SCENARIOS.iter();
    let scenarios = scenarios.filter(|(name, ..)| *name != "a retry");
    let scenarios: Vec<_> = scenarios.collect();
    for round in 0..20_u64 {
        let calls = (0..32).map(|number| {
            let (.., scenario) = scenarios[number % scenarios.len()];
            scenario(&client)
        });
        let calls = futures_util::future::join_all(calls);
        drop(tokio::time::timeout(Duration::from_millis(round * 2), calls).await);
    }
    let quick = Quick::new(7).call(&client).await;
    assert_eq!(quick.unwrap(), "7");
    drop(client);
    comes_true("no connections", || server.open() == 0).await;
    comes_true("no tasks", || tasks() == 0).await;
}

#[tokio::test]
async fn crowds_by_reqwest() {
    dropped_in_crowds(|| Box::new(ReqwestTransport::new(Duration::from_secs(5)).unwrap())).await;
}

#[tokio::test]
async fn crowds_by_hyper() {
    dropped_in_crowds(|| Box::new(HyperTransport::new(Duration::from_secs(5)).unwrap())).await;
}
