//! Server-sent events on one connection.

use callpoint::codec::Text;
use callpoint::{Endpoint, Events, StreamError, TransportErrorKind, endpoint};
use serde::Deserialize;

use crate::memory::{End, answering, piecewise};

#[endpoint(GET, "/ticks", 200 => Events<Tick> as Sse)]
struct GetTicks;

#[endpoint(GET, "/notes", 200 => Events<String, Text> as Sse, 401 => Denied(String as Text))]
struct GetNotes;

#[derive(Debug, Deserialize)]
struct Tick {
    n: u32,
}

/// Kind, id and data of each event, or its error.
async fn notes(pieces: &'static [&'static str], end: End) -> Vec<Result<String, StreamError>> {
    let mut events = GetNotes::new().call(&piecewise(pieces, end)).await.unwrap();
    let mut all = Vec::new();
    while let Some(event) = events.next().await {
        all.push(event.map(|event| format!("{}|{}|{}", event.event, event.id, event.data)));
        assert!(all.len() < 100, "it does not end");
    }
    assert!(events.next().await.is_none());
    all
}

#[tokio::test]
async fn events_of_text() {
    let cases: [(&[&str], &[&str]); 8] = [
        (&[], &[]),
        (&[": hello\n\n"], &[]),
        (&["data: a\n\ndata:b\n\n"], &["message||a", "message||b"]),
        (&["data: a\r", "\ndata: b\r\n\r", "\n"], &["message||a\nb"]),
        (&["event: add\ndata: {not json\n\n"], &["add||{not json"]),
        (&["da", "ta: é", "\n", "\n"], &["message||é"]),
        (
            &["data\n\n", "data:  two\n\n"],
            &["message||", "message|| two"],
        ),
        (&["data: a\n\ndata: no end\n"], &["message||a"]),
    ];
    for (pieces, expected) in cases {
        let events = notes(pieces, End::Whole).await;
        let events: Vec<String> = events.into_iter().map(Result::unwrap).collect();
        assert_eq!(events, expected, "{pieces:?}");
    }
}

#[tokio::test]
async fn a_letter_that_two_pieces_share() {
    let (client, _) = answering(|_| {
        let pieces = [&b"data: \xc3"[..], b"\xa9\n\n"].map(|piece| {
            let data = callpoint::Bytes::from_static(piece);
            Ok::<_, std::io::Error>(http_body::Frame::data(data))
        });
        let pieces = futures_util::stream::iter(pieces);
        let body = http_body_util::StreamBody::new(pieces);
        http::Response::new(callpoint::Body::wrap(body))
    });
    let mut events = GetNotes::new().call(&client).await.unwrap();
    assert_eq!(events.next().await.unwrap().unwrap().data, "é");
}

#[tokio::test]
async fn events_of_json() {
    let pieces = &[
        "event: tick\nid: 7\ndata: {\"n\":1}\n\ndata: {\"n\":\n",
        "data: 2}\n\n",
    ];
    let client = piecewise(pieces, End::Whole);
    let mut ticks = GetTicks::new().call(&client).await.unwrap();
    let tick = ticks.next().await.unwrap().unwrap();
    assert_eq!(
        (tick.event.as_str(), tick.id.as_str(), tick.data.n),
        ("tick", "7", 1)
    );
    let tick = ticks.next().await.unwrap().unwrap();
    assert_eq!(
        (tick.event.as_str(), tick.id.as_str(), tick.data.n),
        ("message", "7", 2)
    );
}

#[tokio::test]
async fn an_event_of_another_shape_is_named_and_the_rest_comes() {
    let pieces = &["data: {\"n\":1}\n\ndata: {\"n\":\"x\"}\n\ndata: {\"n\":3}\n\n"];
    let mut ticks = GetTicks::new()
        .call(&piecewise(pieces, End::Whole))
        .await
        .unwrap();
    assert_eq!(ticks.next().await.unwrap().unwrap().data.n, 1);
    let error = ticks.next().await.unwrap().unwrap_err();
    let text = error.to_string();
    assert!(
        text.starts_with("GET /ticks: item 2 is not what is declared"),
        "{text}"
    );
    assert_eq!(error.failure().unwrap().path(), Some("n"));
    assert_eq!(ticks.next().await.unwrap().unwrap().data.n, 3);
    assert!(ticks.next().await.is_none());
}

#[tokio::test]
async fn a_stream_without_ids_that_breaks_off() {
    let mut events = notes(&["data: a\n\ndata: b\n"], End::Broken).await;
    let error = events.pop().unwrap().unwrap_err();
    assert!(
        error
            .kind()
            .is_some_and(|kind| kind != TransportErrorKind::Connect)
    );
    assert_eq!(error.received(), 17);
    assert_eq!(events.len(), 1);
    assert_eq!(events[0].as_ref().unwrap(), "message||a");
}

#[tokio::test]
async fn a_response_in_memory_has_events_too() {
    let body = "id: 1\ndata: a\n\n";
    let mut events = GetNotes::from_http(crate::response(200, &[], body)).unwrap();
    assert_eq!(events.next().await.unwrap().unwrap().data, "a");
    assert!(events.next().await.is_none());
    let refused = GetNotes::from_http(crate::response(401, &[], "no")).unwrap_err();
    assert_eq!(refused.api().unwrap().as_denied().unwrap(), "no");
}

/// Nothing comes after an error that ends the stream.
#[tokio::test]
async fn the_events_before_one_that_is_too_large() {
    for end in ["", "\n\ndata: b\n\n"] {
        let body = format!("data: a\n\ndata: {}{end}", "x".repeat(17 << 20));
        let mut events = GetNotes::from_http(http::Response::new(body.into())).unwrap();
        assert_eq!(events.next().await.unwrap().unwrap().data, "a");
        let error = events.next().await.unwrap().unwrap_err();
        assert!(matches!(
            error.kind(),
            Some(TransportErrorKind::TooLarge { .. })
        ));
        assert!(events.next().await.is_none());
    }
}

/// What is no event stream has no events, and must not look like one that had none.
#[tokio::test]
async fn another_media_type_in_the_place_of_events() {
    let cases = [
        ("text/html; charset=utf-8", "<p>Log in</p>\n\n", true),
        ("text/html", "", true),
        ("text/html", "data: a\n\n", false),
        ("text/event-stream; charset=utf-8", ": nothing\n\n", false),
        ("TEXT/EVENT-STREAM", "", false),
        ("", "", false),
    ];
    for (media_type, body, is_mistaken) in cases {
        let headers = [("content-type", media_type)];
        let headers = &headers[..usize::from(!media_type.is_empty())];
        let mut events = GetNotes::from_http(crate::response(200, headers, body)).unwrap();
        let mut last = None;
        while let Some(event) = events.next().await {
            last = event.err();
        }
        let text = last.map(|error| {
            assert!(error.kind().is_none());
            error.failure().unwrap().to_string()
        });
        let expected = "expected text/event-stream, got text/html";
        assert_eq!(
            text.as_deref(),
            is_mistaken.then_some(expected),
            "{media_type} {body}"
        );
    }
}

#[test]
fn events_are_asked_for() {
    let request = crate::request(&GetTicks::new());
    assert_eq!(request.headers()["accept"], "text/event-stream");
}
