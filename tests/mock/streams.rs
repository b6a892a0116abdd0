//! Streaming responses.

use callpoint::{ByteStream, Bytes, Events, JsonLines, TransportErrorKind, endpoint};
use callpoint_testing::MockTransport;
use serde_json::{Value, json};

use crate::{GetLink, client};

#[endpoint(GET, "/bytes", 200 => ByteStream as Stream, 404 => ())]
struct GetBytes;

#[endpoint(GET, "/rows", 200 => JsonLines<Value> as NdJson)]
struct GetRows;

#[endpoint(GET, "/events", 204 => (), 200 => Events<Value> as Sse)]
struct GetEvents;

#[tokio::test]
async fn pieces_come_one_by_one() {
    let mock = MockTransport::new();
    mock.on::<GetBytes>().stream(["ab", "", "c"]);
    mock.on::<GetRows>().stream(["{\"a\":1}\n{\"a\"", ":2}"]);
    mock.on::<GetEvents>()
        .stream(["event: tick\ndata: ", "1\n\n", "data: 2\n\n"]);
    let client = client(&mock);

    let mut bytes = GetBytes.call(&client).await.unwrap();
    let mut pieces = Vec::new();
    while let Some(piece) = bytes.next().await {
        pieces.push(piece.unwrap());
    }
    assert_eq!(pieces, [Bytes::from("ab"), Bytes::from("c")]);

    let mut rows = GetRows.call(&client).await.unwrap();
    assert_eq!(rows.next().await.unwrap().unwrap(), json!({ "a": 1 }));
    assert_eq!(rows.next().await.unwrap().unwrap(), json!({ "a": 2 }));
    assert!(rows.next().await.is_none());

    let GetEventsOutput::Ok(mut events) = GetEvents.call(&client).await.unwrap() else {
        panic!("it is a stream")
    };
    let first = events.next().await.unwrap().unwrap();
    assert_eq!((first.event.as_str(), first.data), ("tick", json!(1)));
    assert_eq!(events.next().await.unwrap().unwrap().data, json!(2));
    assert!(events.next().await.is_none());
}

#[tokio::test]
async fn a_stream_can_be_interrupted() {
    let mock = MockTransport::new();
    mock.on::<GetBytes>().break_off(["ab"]);
    let mut bytes = GetBytes.call(&client(&mock)).await.unwrap();
    assert_eq!(bytes.next().await.unwrap().unwrap(), "ab");
    let error = bytes.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), Some(TransportErrorKind::ConnectionClosed));
    assert!(bytes.next().await.is_none());
}

#[tokio::test]
async fn a_collected_response_can_be_interrupted() {
    let mock = MockTransport::new();
    mock.on::<GetLink>()
        .stream(["{\"id\":", "\"7\"}"])
        .then()
        .break_off(["{\"id\":"]);
    let client = client(&mock);
    assert_eq!(GetLink::new("7").call(&client).await.unwrap().id, "7");
    let error = GetLink::new("7").call(&client).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 200);
    assert_eq!(error.body().unwrap(), "{\"id\":");
    assert!(error.maybe_sent());
}
