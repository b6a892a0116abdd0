//! The limit on requests in flight.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use callpoint::transport::{Sending, Transport};
use callpoint::{Body, ByteStream, Client, Error, TimeoutKind, TransportErrorKind, endpoint};
use futures_util::future::join_all;
use tokio::time::{Instant, sleep};

#[endpoint(GET, "/links/<id>", 204 => ())]
struct GetLink {
    id: usize,
}

#[endpoint(GET, "/file", 200 => ByteStream as Stream)]
struct File;

/// Takes a second per request and counts concurrent requests. The first request for `/links/503` gets a `Retry-After`; one for `/links/0` gets no
/// response.
#[derive(Clone, Default)]
struct Slow {
    now: Arc<AtomicUsize>,
    most: Arc<AtomicUsize>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Transport for Slow {
    fn send(&self, request: http::Request<Body>) -> Sending<'_> {
        let path = request.uri().path().to_owned();
        Box::pin(async move {
            self.most.fetch_max(
                self.now.fetch_add(1, Ordering::SeqCst) + 1,
                Ordering::SeqCst,
            );
            let under_way = UnderWay(&self.now);
            let is_first = {
                let mut asked = self.asked.lock().unwrap();
                let is_first = !asked.contains(&path);
                asked.push(path.clone());
                is_first
            };
            if path == "/links/0" {
                std::future::pending::<()>().await;
            }
            sleep(Duration::from_secs(1)).await;
            drop(under_way);
            let mut response = http::Response::new(Body::empty());
            *response.status_mut() = match path.as_str() {
                "/links/503" if is_first => http::StatusCode::SERVICE_UNAVAILABLE,
                "/file" => http::StatusCode::OK,
                _ => http::StatusCode::NO_CONTENT,
            };
            let headers = response.headers_mut();
            headers.insert("retry-after", http::HeaderValue::from_static("10"));
            Ok(response)
        })
    }
}

/// Decrements the count when dropped, as when a caller stops waiting for the request.
struct UnderWay<'a>(&'a AtomicUsize);

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

fn client(most: Option<usize>) -> (Client, Slow) {
    let transport = Slow::default();
    let mut builder = Client::builder("https://api.example.com").transport(transport.clone());
    if let Some(most) = most {
        builder = builder.max_in_flight(most);
    }
    (builder.build().unwrap(), transport)
}

#[tokio::test(start_paused = true)]
async fn no_more_than_the_limit_are_in_flight_and_the_others_follow_in_order() {
    // The limit, the number in flight, and the seconds that thirty requests take.
    let cases = [
        (None, 30, 1),
        (Some(1), 1, 30),
        (Some(7), 7, 5),
        (Some(30), 30, 1),
        (Some(usize::MAX), 30, 1),
    ];
    for (limit, most, seconds) in cases {
        let (client, transport) = client(limit);
        let began = Instant::now();
        let calls = (1..=30).map(|id| GetLink::new(id).call(&client));
        for outcome in join_all(calls).await {
            outcome.unwrap();
        }
        assert_eq!(began.elapsed().as_secs(), seconds, "{limit:?}");
        assert_eq!(transport.most.load(Ordering::SeqCst), most, "{limit:?}");
        let in_order: Vec<_> = (1..=30).map(|id| format!("/links/{id}")).collect();
        assert_eq!(*transport.asked.lock().unwrap(), in_order, "{limit:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn waiting_counts_towards_the_call_timeout_and_sends_nothing() {
    let (client, transport) = client(Some(1));
    let first = tokio::spawn(GetLink::new(0).call(&client));
    tokio::task::yield_now().await;
    let began = Instant::now();
    let waiting = GetLink::new(7)
        .call(&client)
        .timeout(Duration::from_secs(3));
    let Err(Error::Transport(error)) = waiting.await else {
        panic!("no permit is available");
    };
    assert_eq!(error.kind(), TransportErrorKind::Timeout(TimeoutKind::Call));
    assert!(!error.maybe_sent());
    assert_eq!(error.attempts(), 0);
    let expected = "GET /links/<id>: the request could not be sent within the call timeout";
    assert_eq!(error.to_string(), expected);
    assert_eq!(began.elapsed(), Duration::from_secs(3));
    assert_eq!(*transport.asked.lock().unwrap(), ["/links/0"]);
    first.abort();
}

/// The attempt's timeout starts when its turn comes; otherwise a call that waited longer than that would fail before its request is sent.
#[tokio::test(start_paused = true)]
async fn waiting_does_not_count_towards_the_attempt_timeout() {
    let (client, transport) = client(Some(1));
    let first = tokio::spawn(
        GetLink::new(0)
            .call(&client)
            .timeout(Duration::from_secs(40)),
    );
    tokio::task::yield_now().await;
    GetLink::new(7).call(&client).max_retries(0).await.unwrap();
    assert!(first.await.unwrap().unwrap_err().is_timeout());
    assert_eq!(*transport.asked.lock().unwrap(), ["/links/0", "/links/7"]);
}

#[tokio::test(start_paused = true)]
async fn a_dropped_call_returns_its_permit() {
    let (client, _) = client(Some(1));
    let has_place = tokio::spawn(GetLink::new(0).call(&client));
    tokio::task::yield_now().await;
    let waits = tokio::spawn(GetLink::new(1).call(&client));
    tokio::task::yield_now().await;
    waits.abort();
    has_place.abort();
    GetLink::new(2).call(&client).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn no_permit_is_held_during_backoff_or_while_a_stream_is_read() {
    let (client, transport) = client(Some(1));
    let stream = File.call(&client).await.unwrap();
    let retried = tokio::spawn(GetLink::new(503).call(&client));
    sleep(Duration::from_secs(2)).await;
    GetLink::new(2).call(&client).await.unwrap();
    retried.await.unwrap().unwrap();
    let order = ["/file", "/links/503", "/links/2", "/links/503"];
    assert_eq!(*transport.asked.lock().unwrap(), order);
    drop(stream);
}
