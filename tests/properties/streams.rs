//! What is read of a stream does not depend on how it is cut.

use callpoint::transport::MockTransport;
use callpoint::{Bytes, Events, JsonLines, codec, endpoint};
use futures_util::StreamExt as _;
use proptest::prelude::*;
use serde_json::Value;

use crate::{client, text, wait};

// A POST is not asked for again where it ends.
#[endpoint(POST, "/events", 200 => Events<String, codec::Text> as Sse)]
struct GetEvents;

#[endpoint(POST, "/rows", 200 => JsonLines<Value> as NdJson)]
struct GetRows;

/// A body, cut at these places.
fn cut(body: &[u8], places: &[prop::sample::Index]) -> Vec<Bytes> {
    let mut places: Vec<usize> = places
        .iter()
        .map(|place| place.index(body.len() + 1))
        .collect();
    places.sort_unstable();
    let mut pieces = Vec::new();
    let mut start = 0;
    for place in places {
        pieces.push(Bytes::copy_from_slice(&body[start..place]));
        start = place;
    }
    pieces.push(Bytes::copy_from_slice(&body[start..]));
    pieces
}

/// The events of a body in pieces: kind, id and data. Text that is no UTF-8 has been replaced before it is data.
fn events(pieces: Vec<Bytes>) -> Vec<(String, String, String)> {
    let mock = MockTransport::new();
    mock.on::<GetEvents>().stream(pieces);
    let client = client(&mock);
    wait(async {
        let events = GetEvents.call(&client).await.unwrap();
        let events = events.map(|event| {
            event
                .map(|event| (event.event, event.id, event.data))
                .unwrap()
        });
        events.collect().await
    })
}

/// The items of a body in pieces, or what is wrong with them.
fn rows(pieces: Vec<Bytes>) -> Vec<Result<Value, String>> {
    let mock = MockTransport::new();
    mock.on::<GetRows>().stream(pieces);
    let client = client(&mock);
    wait(async {
        let rows = GetRows.call(&client).await.unwrap();
        let rows = rows.map(|row| row.map_err(|error| error.failure().unwrap().to_string()));
        rows.collect().await
    })
}

fn places() -> impl Strategy<Value = Vec<prop::sample::Index>> {
    proptest::collection::vec(any::<prop::sample::Index>(), 0..12)
}

/// A body in which the words of a format are frequent.
fn body(words: Vec<&'static [u8]>) -> impl Strategy<Value = Vec<u8>> {
    let word = prop_oneof![
        6 => proptest::sample::select(words).prop_map(<[u8]>::to_vec),
        1 => any::<Vec<u8>>(),
        1 => text().prop_map(String::into_bytes),
    ];
    proptest::collection::vec(word, 0..20).prop_map(|words| words.concat())
}

fn event_stream() -> impl Strategy<Value = Vec<u8>> {
    body(vec![
        b"data",
        b"data:",
        b"data: a",
        b": ",
        b"event: tick",
        b"id: 7",
        b"id",
        b"id: \0",
        b"retry: 1",
        b"\n",
        b"\n\n",
        b"\r\n",
        b"\r",
        b"\r\r",
        b"\xef\xbb\xbf",
        b" ",
        b":",
        "é😀".as_bytes(),
        b"\xff",
        b"\xf0\x9f",
    ])
}

fn json_lines() -> impl Strategy<Value = Vec<u8>> {
    body(vec![
        b"{\"a\":",
        b"1}",
        b"\n",
        b"\r\n",
        b"\n\n",
        b"[]",
        b"null",
        b"7",
        b"\"x",
        b"\"",
        b" ",
        b"}",
        "é".as_bytes(),
        b"\xff",
    ])
}

/// The name of an event, or a line of its data.
fn line() -> impl Strategy<Value = String> {
    text().prop_map(|text| text.replace(['\r', '\n', '\0'], "").trim_start().to_owned())
}

proptest! {
    #[test]
    fn events_are_the_same_however_they_are_cut(body in event_stream(), places in places()) {
        prop_assert_eq!(events(cut(&body, &places)), events(vec![body.into()]));
    }

    #[test]
    fn rows_are_the_same_however_they_are_cut(body in json_lines(), places in places()) {
        prop_assert_eq!(rows(cut(&body, &places)), rows(vec![body.into()]));
    }

    #[test]
    fn events_come_back(
        sent in proptest::collection::vec((line(), line(), proptest::collection::vec(line(), 1..3)), 0..4),
        end in proptest::sample::select(vec!["\n", "\r\n", "\r"]),
        places in places(),
    ) {
        let mut body = String::new();
        let mut expected = Vec::new();
        for (event, id, data) in sent {
            body.extend(["event: ", &event, end, "id: ", &id, end]);
            for line in &data {
                body.extend(["data: ", line, end]);
            }
            body += end;
            let event = if event.is_empty() { "message".to_owned() } else { event };
            expected.push((event, id, data.join("\n")));
        }
        prop_assert_eq!(events(cut(body.as_bytes(), &places)), expected);
    }

    #[test]
    fn rows_come_back(sent in proptest::collection::vec(text(), 0..5), end in proptest::sample::select(vec!["\n", "\r\n", "\n \n"]), places in places()) {
        let lines: Vec<_> = sent.iter().map(|text| serde_json::to_string(text).unwrap() + end).collect();
        let expected: Vec<_> = sent.into_iter().map(|text| Ok(Value::String(text))).collect();
        prop_assert_eq!(rows(cut(lines.concat().as_bytes(), &places)), expected);
    }
}
