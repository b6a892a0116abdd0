//! The items of a stream do not depend on how it is cut into pieces.

use callpoint::{Bytes, Events, JsonLines, codec, endpoint};
use callpoint_testing::MockTransport;
use futures_util::StreamExt as _;
use proptest::prelude::*;
use serde_json::Value;

use crate::{client, text, wait};

// A POST is not retried when the connection ends.
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

/// The events of a body in pieces: kind, id and data. Invalid UTF-8 is replaced before it becomes data.
fn events(pieces: Vec<Bytes>) -> Vec<(String, String, String)> {
    let mock = MockTransport::new();
    mock.on::<GetEvents>().stream(pieces);
    let client = client(&mock);
    wait(async {
        let events = GetEvents.call(&client).await.unwrap();
        let events = events.map(|event| {
            event
                .map(|event| (event.event, event.id.into(), event.data))
                .unwrap()
        });
        events.collect().await
    })
}

/// The events of a whole body, step by step in the words of the standard (WHATWG HTML, "Interpreting an event stream"), regardless of cost.
fn by_the_standard(body: &[u8]) -> Vec<(String, String, String)> {
    let text = String::from_utf8_lossy(body);
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut lines: Vec<&str> = text.split('\n').collect();
    // A line without an end is ignored.
    lines.pop();
    let (mut data, mut event, mut id) = (String::new(), String::new(), String::new());
    let mut events = Vec::new();
    for line in lines {
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "" if line.is_empty() => {
                if let Some(data) = data.strip_suffix('\n') {
                    let event = if event.is_empty() { "message" } else { &event };
                    events.push((event.to_owned(), id.clone(), data.to_owned()));
                }
                data.clear();
                event.clear();
            }
            "event" => value.clone_into(&mut event),
            "data" => {
                data += value;
                data.push('\n');
            }
            "id" if !value.contains('\0') => value.clone_into(&mut id),
            _ => {}
        }
    }
    events
}

/// The items of a whole body, line by line; `None` for invalid JSON.
fn by_lines(body: &[u8]) -> Vec<Option<Value>> {
    body.split(|&byte| byte == b'\n')
        .filter(|line| !line.trim_ascii().is_empty())
        .map(|line| {
            let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
            serde_json::from_slice(line).ok()
        })
        .collect()
}

/// The items of a body in pieces, or their errors.
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

/// A body in which the keywords of a format are frequent.
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
        b"8\x009",
        b"retry: 1",
        b"database: 1",
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
    fn events_are_those_of_the_standard_however_they_are_cut(body in event_stream(), places in places()) {
        let expected = by_the_standard(&body);
        prop_assert_eq!(&events(cut(&body, &places)), &expected);
        let bytes = body.iter().map(|&byte| Bytes::copy_from_slice(&[byte]));
        prop_assert_eq!(&events(bytes.collect()), &expected);
        prop_assert_eq!(&events(vec![body.into()]), &expected);
    }

    #[test]
    fn rows_are_the_same_however_they_are_cut(body in json_lines(), places in places()) {
        let expected = by_lines(&body);
        let whole = rows(vec![body.clone().into()]);
        prop_assert_eq!(&rows(cut(&body, &places)), &whole);
        let items: Vec<_> = whole.into_iter().map(Result::ok).collect();
        prop_assert_eq!(items, expected);
    }

    #[test]
    fn events_round_trip(
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
    fn rows_round_trip(sent in proptest::collection::vec(text(), 0..5), end in proptest::sample::select(vec!["\n", "\r\n", "\n \n"]), places in places()) {
        let lines: Vec<_> = sent.iter().map(|text| serde_json::to_string(text).unwrap() + end).collect();
        let expected: Vec<_> = sent.into_iter().map(|text| Ok(Value::String(text))).collect();
        prop_assert_eq!(rows(cut(lines.concat().as_bytes(), &places)), expected);
    }
}
