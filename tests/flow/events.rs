//! Server-sent events on one connection.

use callpoint::codec::Text;
use callpoint::{Endpoint, Events, StreamError, TransportErrorKind, endpoint};
use serde::Deserialize;

use crate::memory::{End, piecewise, responding};

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
async fn a_character_split_across_two_pieces() {
    let (client, _) = responding(|_| {
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
async fn an_event_that_fails_to_decode_is_reported_and_the_rest_follows() {
    let pieces = &["data: {\"n\":1}\n\ndata: {\"n\":\"x\"}\n\ndata: {\"n\":3}\n\n"];
    let mut ticks = GetTicks::new()
        .call(&piecewise(pieces, End::Whole))
        .await
        .unwrap();
    assert_eq!(ticks.next().await.unwrap().unwrap().data.n, 1);
    let error = ticks.next().await.unwrap().unwrap_err();
    let text = error.to_string();
    assert!(
        text.starts_with("GET /ticks: item 2 does not match the declared type"),
        "{text}"
    );
    assert_eq!(error.failure().unwrap().path(), Some("n"));
    assert_eq!(ticks.next().await.unwrap().unwrap().data.n, 3);
    assert!(ticks.next().await.is_none());
}

#[tokio::test]
async fn an_interrupted_stream_without_ids() {
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
async fn events_of_a_response_in_memory() {
    let body = "id: 1\ndata: a\n\n";
    let mut events = GetNotes::from_http(crate::response(200, &[], body)).unwrap();
    assert_eq!(events.next().await.unwrap().unwrap().data, "a");
    assert!(events.next().await.is_none());
    let error = GetNotes::from_http(crate::response(401, &[], "no")).unwrap_err();
    assert_eq!(error.api().unwrap().as_denied().unwrap(), "no");
}

/// Nothing follows an error that ends the stream.
#[tokio::test]
async fn events_before_an_oversized_one_are_delivered() {
    for end in ["", "\n\ndata: b\n\n"] {
        let body = format!("data: a\n\ndata: {}{end}", "x".repeat(17 << 20));
        let mut events = GetNotes::from_http(http::Response::new(body.into())).unwrap();
        assert_eq!(events.next().await.unwrap().unwrap().data, "a");
        let error = events.next().await.unwrap().unwrap_err();
        assert!(matches!(
            error.kind(),
            Some(TransportErrorKind::BodyTooLarge { .. })
        ));
        assert!(events.next().await.is_none());
    }
}

/// An id may be as long as a header value, and all events it applies to share it.
#[tokio::test]
async fn the_id_is_limited_and_shared() {
    const KIB: usize = 1024;
    let cases = [
        (64 * KIB, None),
        (64 * KIB + 1, Some(64 * KIB as u64)),
        (8 * KIB * KIB, Some(64 * KIB as u64)),
    ];
    for (length, limit) in cases {
        let id = "i".repeat(length);
        let body = ["id: 1\ndata: a\n\nid: ", &id, "\n", &"data\n\n".repeat(400)].concat();
        let mut events = GetNotes::from_http(http::Response::new(body.into())).unwrap();
        assert_eq!(events.next().await.unwrap().unwrap().id, "1");
        let mut kept = Vec::new();
        let mut error = None;
        while let Some(event) = events.next().await {
            match event {
                Ok(event) => kept.push(event.id),
                Err(failed) => error = Some(failed),
            }
        }
        let kind = error.as_ref().and_then(StreamError::kind);
        let expected = limit.map(|limit| TransportErrorKind::BodyTooLarge { limit });
        assert_eq!(kind, expected, "{length}");
        assert_eq!(kept.len(), if limit.is_none() { 400 } else { 0 });
        assert!(kept.iter().all(|kept| *kept == id));
        assert!(
            kept.windows(2)
                .all(|two| two[0].as_ptr() == two[1].as_ptr())
        );
        if let Some(error) = error {
            let text = error.to_string();
            assert!(
                text.contains("longer than the limit of 65536 bytes"),
                "{text}"
            );
        }
    }
}

/// The event name counts towards the limit; ignored fields do not.
#[tokio::test]
async fn what_counts_towards_the_event_limit() {
    let long = "x".repeat(9 << 20);
    let cases = [
        (format!("event: {long}\ndata: a\n\n"), true),
        (format!("event: {long}\ndata: {long}\n\n"), false),
        (format!("data: {long}\ndata: {long}\n\n"), false),
        (format!("event: {long}\nevent: b\ndata: {long}\n\n"), true),
        (format!(":{long}\n{long}: {long}\ndata: {long}\n\n"), true),
    ];
    for (number, (body, fits)) in cases.into_iter().enumerate() {
        let mut events = GetNotes::from_http(http::Response::new(body.into())).unwrap();
        let event = events.next().await.unwrap();
        assert_eq!(event.is_ok(), fits, "{number}");
        let limit = TransportErrorKind::BodyTooLarge { limit: 16 << 20 };
        assert_eq!(
            event.err().and_then(|error| error.kind()),
            (!fits).then_some(limit)
        );
        assert!(events.next().await.is_none());
    }
}

/// A body that is not an event stream must not look like an empty one.
#[tokio::test]
async fn another_media_type_instead_of_events() {
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
fn accept_names_the_event_stream() {
    let request = crate::request(&GetTicks::new());
    assert_eq!(request.headers()["accept"], "text/event-stream");
}
