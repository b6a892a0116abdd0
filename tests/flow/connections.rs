//! The connections of the lean transport: how many there are, and who gets them.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use callpoint::transport::HyperTransport;
use callpoint::{
    ByteStream, Client, Error, RetryPolicy, TimeoutKind, TransportErrorKind, endpoint,
};
use futures_util::future::join_all;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};

#[endpoint(GET, "/links/<id>", 204 => ())]
struct GetLink {
    id: usize,
}

#[endpoint(GET, "/file", 200 => ByteStream as Stream)]
struct File;

const NO_CONTENT: &str = "HTTP/1.1 204 No Content\r\n\r\n";
const CLOSED: &str = "HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n";

/// A service that counts its connections. It responds to a request for a link when it is allowed to.
#[derive(Clone)]
struct Service {
    base: String,
    /// How many connections are open, at most were, and were made.
    now: Arc<AtomicUsize>,
    most: Arc<AtomicUsize>,
    made: Arc<AtomicUsize>,
    /// The paths in the order of the requests.
    asked: Arc<Mutex<Vec<String>>>,
    /// How many requests may be responded to.
    allowed: Arc<Semaphore>,
}

impl Service {
    async fn start(response: &'static str) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let service = Self {
            base: format!("http://{}", listener.local_addr().unwrap()),
            now: Arc::default(),
            most: Arc::default(),
            made: Arc::default(),
            asked: Arc::default(),
            allowed: Arc::new(Semaphore::new(0)),
        };
        let serving = service.clone();
        tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                let serving = serving.clone();
                tokio::spawn(async move { serving.serve(stream, response).await });
            }
        });
        service
    }

    async fn serve(self, mut stream: TcpStream, response: &'static str) {
        self.made.fetch_add(1, Ordering::SeqCst);
        let now = self.now.fetch_add(1, Ordering::SeqCst) + 1;
        self.most.fetch_max(now, Ordering::SeqCst);
        let mut head = Vec::new();
        while let Ok(byte) = stream.read_u8().await {
            head.push(byte);
            if !head.ends_with(b"\r\n\r\n") {
                continue;
            }
            let text = String::from_utf8(std::mem::take(&mut head)).unwrap();
            let path = text.split(' ').nth(1).unwrap().to_owned();
            self.asked.lock().unwrap().push(path.clone());
            if path == "/file" {
                let start = b"HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\ndo";
                stream.write_all(start).await.unwrap();
                continue;
            }
            self.allowed.acquire().await.unwrap().forget();
            if response == CLOSED {
                // Before the client knows it.
                self.now.fetch_sub(1, Ordering::SeqCst);
                drop(stream.write_all(response.as_bytes()).await);
                return;
            }
            if stream.write_all(response.as_bytes()).await.is_err() {
                break;
            }
        }
        self.now.fetch_sub(1, Ordering::SeqCst);
    }

    fn client(&self, connections: usize) -> Client {
        let transport = HyperTransport::new(Duration::from_secs(5)).unwrap();
        Client::builder(&self.base)
            .transport(transport.max_connections(connections))
            .retry(RetryPolicy::none())
            .build()
            .unwrap()
    }

    /// Waits for so many requests.
    async fn asked(&self, requests: usize) -> Vec<String> {
        let reached = async {
            while self.asked.lock().unwrap().len() < requests {
                sleep(Duration::from_millis(1)).await;
            }
        };
        timeout(Duration::from_secs(10), reached).await.unwrap();
        self.asked.lock().unwrap().clone()
    }
}

fn paths(ids: impl IntoIterator<Item = usize>) -> Vec<String> {
    ids.into_iter().map(|id| format!("/links/{id}")).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn there_are_no_more_connections_than_the_limit() {
    // Zero counts as one.
    for (limit, most) in [(1, 1), (4, 4), (0, 1)] {
        for response in [NO_CONTENT, CLOSED] {
            let service = Service::start(response).await;
            service.allowed.add_permits(1_000);
            let client = service.client(limit);
            let calls = (0..200).map(|id| {
                let client = client.clone();
                tokio::spawn(async move { GetLink::new(id).call(&client).await })
            });
            for outcome in join_all(calls).await {
                outcome.unwrap().unwrap();
            }
            let reached = service.most.load(Ordering::SeqCst);
            assert!(reached <= most, "{limit}: {reached}");
            let made = service.made.load(Ordering::SeqCst);
            if response == CLOSED {
                assert_eq!(made, 200, "{limit}");
            } else {
                assert!(made <= most, "{limit}: {made}");
            }
        }
    }
}

/// A request that waits for one of the connections was not sent, so it is retried whatever its method.
#[tokio::test]
async fn a_request_that_waits_for_a_connection_was_not_sent() {
    #[endpoint(POST, "/orders", 204 => ())]
    struct Order;

    for limit in [1, 3] {
        let service = Service::start(NO_CONTENT).await;
        let client = service.client(limit);
        let first = (0..limit).map(|id| tokio::spawn(GetLink::new(id).call(&client)));
        let first: Vec<_> = first.collect();
        service.asked(limit).await;

        let waiting = Order.call(&client).timeout(Duration::from_millis(200));
        let Err(Error::Transport(error)) = waiting.await else {
            panic!("no connection is free");
        };
        assert_eq!(error.kind(), TransportErrorKind::Timeout(TimeoutKind::Call));
        assert!(!error.maybe_sent());
        assert_eq!(
            error.to_string(),
            "POST /orders: the request could not be sent within the call timeout"
        );

        let transport = HyperTransport::new(Duration::from_secs(5)).unwrap();
        let patient = Client::builder(&service.base)
            .transport(transport.max_connections(limit))
            .attempt_timeout(Duration::from_millis(500))
            .build()
            .unwrap();
        let held = (0..limit).map(|id| {
            // Its own timeout replaces that of an attempt.
            let held = GetLink::new(id).call(&patient);
            tokio::spawn(held.timeout(Duration::from_secs(30)))
        });
        let held: Vec<_> = held.collect();
        service.asked(2 * limit).await;
        let waiting = tokio::spawn(patient.call_with_response(&Order));
        sleep(Duration::from_millis(700)).await;
        service.allowed.add_permits(2 * limit + 1);
        let response = waiting.await.unwrap().unwrap();
        assert!(response.attempts() > 1, "{limit}");
        for call in first.into_iter().chain(held) {
            call.await.unwrap().unwrap();
        }
        let asked = service.asked(2 * limit + 1).await;
        assert_eq!(asked.len(), 2 * limit + 1, "{limit}");
        assert_eq!(asked.iter().filter(|path| *path == "/orders").count(), 1);
    }
}

/// Several origins do not share a limit.
#[tokio::test]
async fn the_limit_is_that_of_one_origin() {
    let (one, other) = (
        Service::start(NO_CONTENT).await,
        Service::start(NO_CONTENT).await,
    );
    let transport = HyperTransport::new(Duration::from_secs(5)).unwrap();
    let transport = transport.max_connections(1);
    let client = |base: &str| {
        let builder = Client::builder(base).transport(transport.clone());
        builder.build().unwrap()
    };
    let (first, second) = (client(&one.base), client(&other.base));
    other.allowed.add_permits(1);
    let waiting = tokio::spawn(async move { GetLink::new(1).call(&first).await });
    one.asked(1).await;
    GetLink::new(2).call(&second).await.unwrap();
    one.allowed.add_permits(1);
    waiting.await.unwrap().unwrap();
}

#[tokio::test]
async fn calls_that_wait_get_a_connection_in_their_order() {
    for response in [NO_CONTENT, CLOSED] {
        let service = Service::start(response).await;
        let client = service.client(1);
        let mut calls = Vec::new();
        for id in 0..8 {
            let client = client.clone();
            calls.push(tokio::spawn(
                async move { GetLink::new(id).call(&client).await },
            ));
            // On one thread, it waits now.
            tokio::task::yield_now().await;
        }
        service.asked(1).await;
        // Two of those who wait have enough, one of them the next.
        for id in [1, 4] {
            calls[id].abort();
        }
        service.allowed.add_permits(8);
        for (id, call) in calls.into_iter().enumerate() {
            match call.await {
                Ok(outcome) => outcome.unwrap(),
                Err(aborted) => assert!(aborted.is_cancelled() && [1, 4].contains(&id)),
            }
        }
        assert_eq!(service.asked(6).await, paths([0, 2, 3, 5, 6, 7]));
        assert_eq!(service.most.load(Ordering::SeqCst), 1);
    }
}

/// Waiting is part of the attempt, and a call that has waited for too long leaves nothing behind.
#[tokio::test]
async fn the_attempt_timeout_bounds_the_wait() {
    let service = Service::start(NO_CONTENT).await;
    let client = service.client(1);
    let first = client.clone();
    let first = tokio::spawn(async move { GetLink::new(1).call(&first).await });
    service.asked(1).await;
    let limit = Duration::from_millis(50);
    let late = GetLink::new(2).call(&client).timeout(limit).await;
    match late.unwrap_err() {
        Error::Transport(error) => {
            let kind = TransportErrorKind::Timeout(TimeoutKind::Call);
            assert_eq!(error.kind(), kind);
        }
        other => panic!("{other:?}"),
    }
    service.allowed.add_permits(2);
    first.await.unwrap().unwrap();
    GetLink::new(3).call(&client).await.unwrap();
    assert_eq!(service.asked(2).await, paths([1, 3]));
    assert_eq!(service.made.load(Ordering::SeqCst), 1);
}

/// A connection that ends unused makes room for another one.
#[tokio::test]
async fn a_stream_uses_its_connection_until_it_is_dropped() {
    let service = Service::start(NO_CONTENT).await;
    let client = service.client(1);
    let mut file = File.call(&client).await.unwrap();
    assert_eq!(file.next().await.unwrap().unwrap(), "do");
    let other = client.clone();
    let other = tokio::spawn(async move { GetLink::new(1).call(&other).await });
    sleep(Duration::from_millis(50)).await;
    assert_eq!(service.asked(1).await, ["/file"]);
    service.allowed.add_permits(1);
    drop(file);
    other.await.unwrap().unwrap();
    assert_eq!(service.made.load(Ordering::SeqCst), 2);
}

/// Nor is the request sent twice.
#[tokio::test]
async fn a_connection_that_the_server_has_closed_is_not_used() {
    let service = Service::start(CLOSED).await;
    let transport = HyperTransport::new(Duration::from_secs(5)).unwrap();
    let builder = Client::builder(&service.base).transport(transport);
    let client = builder.retry(RetryPolicy::none()).build().unwrap();
    service.allowed.add_permits(20);
    for id in 0..20 {
        GetLink::new(id).call(&client).await.unwrap();
    }
    assert_eq!(service.made.load(Ordering::SeqCst), 20);
    assert_eq!(service.asked(20).await, paths(0..20));
}
