//! A client with a sink: what it reports of its calls, and how often.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use callpoint::drift::{Drift, DriftSink};
use callpoint::{Client, Events, JsonLines, endpoint};
use callpoint_testing::MockTransport;
use serde::Deserialize;
use serde_json::json;

use crate::shown;

#[endpoint(GET, "/links/<id>", 200 => Link, 404 => Gone { code: String })]
struct GetLink {
    id: u64,
}

#[endpoint(GET, "/events", 200 => Events<Link> as Sse)]
struct Watch;

#[endpoint(GET, "/lines", 200 => JsonLines<Link> as NdJson)]
struct Export;

#[derive(Debug, Deserialize)]
struct Link {
    id: u64,
}

/// What is reported.
type Found = Arc<Mutex<Vec<String>>>;

fn client(mock: &MockTransport, one_in: u32) -> (Client, Found) {
    let found = Found::default();
    let kept = Arc::clone(&found);
    let sink = DriftSink::new(move |drift: &Drift| kept.lock().unwrap().push(shown(drift)));
    let client = Client::builder("https://api.example.com")
        .transport(mock.clone())
        .on_drift(sink.one_in(one_in))
        .build()
        .unwrap();
    (client, found)
}

#[tokio::test]
async fn each_is_reported_once_a_client() {
    let mock = MockTransport::new();
    mock.on::<GetLink>()
        .when(|it| it.path("id") == Some("1"))
        .undeclared(500, "x");
    mock.on::<GetLink>()
        .when(|it| it.path("id") == Some("2"))
        .reply(json!({"id": 1, "x": 1, "y": 1}));
    mock.on::<GetLink>()
        .when(|it| it.path("id") == Some("3"))
        .status(404, json!({"code": "x", "x": 1}));
    mock.on::<GetLink>().reply(json!({"id": 1, "x": [1]}));
    let (client, found) = client(&mock, 1);
    for _ in 0..3 {
        GetLink::new(1).call(&client).await.unwrap_err();
        assert_eq!(GetLink::new(2).call(&client).await.unwrap().id, 1);
        GetLink::new(3)
            .call(&client)
            .await
            .unwrap_err()
            .api()
            .unwrap();
        assert_eq!(GetLink::new(4).call(&client.clone()).await.unwrap().id, 1);
    }
    // The same field of another status is another place.
    let expected = [
        "UndeclaredStatus ",
        "UnknownField /x",
        "UnknownField /y",
        "UnknownField /x",
    ];
    assert_eq!(*found.lock().unwrap(), expected);
}

#[tokio::test]
async fn items_of_streams() {
    let mock = MockTransport::new();
    mock.on::<Watch>()
        .stream(["data: {\"id\": 1}\n\n", "data: {\"id\": 2, \"x\": 1}\n\n"]);
    mock.on::<Export>()
        .stream(["{\"id\": 1, \"y\": 1}\n", "{\"id\": 2, \"y\": 1}\n"]);
    let (client, found) = client(&mock, 1);
    let mut events = Watch.call(&client).await.unwrap();
    while let Some(event) = events.next().await {
        event.unwrap();
    }
    let mut lines = Export.call(&client).await.unwrap();
    while let Some(line) = lines.next().await {
        line.unwrap();
    }
    assert_eq!(
        *found.lock().unwrap(),
        ["UnknownField /x", "UnknownField /y"]
    );
}

#[tokio::test]
async fn a_sample_is_looked_at() {
    let mock = MockTransport::new();
    let number = AtomicUsize::new(0);
    mock.on::<GetLink>()
        .when(move |_| number.fetch_add(1, Ordering::Relaxed).is_multiple_of(2))
        .reply(json!({"id": 1, "x": 1}));
    mock.on::<GetLink>().reply(json!({"id": 1, "y": 1}));
    // Every second call of the same kind: a sample that takes turns would see only one of the two.
    let (client, found) = client(&mock, 2);
    for _ in 0..64 {
        GetLink::new(1).call(&client).await.unwrap();
    }
    let mut seen = found.lock().unwrap().clone();
    seen.sort();
    assert_eq!(seen, ["UnknownField /x", "UnknownField /y"]);

    let (client, found) = self::client(&mock, 1_000_000);
    for _ in 0..64 {
        GetLink::new(1).call(&client).await.unwrap();
    }
    assert_eq!(*found.lock().unwrap(), [""; 0]);
}
