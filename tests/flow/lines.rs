//! JSON values, one per line.

use callpoint::{Endpoint, JsonLines, StreamError, TransportErrorKind, endpoint};
use serde::Deserialize;

use crate::memory::{End, piecewise, responding};

#[endpoint(GET, "/rows", 200 => JsonLines<Row> as NdJson)]
struct GetRows;

#[derive(Debug, Deserialize)]
struct Row {
    id: u32,
}

/// Each item as its id or its error, to the end.
async fn items(mut rows: JsonLines<Row>) -> Vec<Result<u32, StreamError>> {
    let mut items = Vec::new();
    while let Some(item) = rows.next().await {
        items.push(item.map(|row| row.id));
        assert!(items.len() < 100, "it does not end");
    }
    assert!(rows.next().await.is_none());
    items
}

async fn rows(pieces: &'static [&'static str], end: End) -> Vec<Result<u32, StreamError>> {
    items(GetRows::new().call(&piecewise(pieces, end)).await.unwrap()).await
}

#[tokio::test]
async fn lines_across_pieces() {
    let cases: [(&[&str], &[u32]); 10] = [
        (&[], &[]),
        (&["\n", " \r\n"], &[]),
        (&["{\"id\":1}\n{\"id\":2}\n"], &[1, 2]),
        (&["{\"id\":1}\n{\"id\":2}"], &[1, 2]),
        (&["{\"id\":1}\r\n\r\n{\"id\":2}\r\n"], &[1, 2]),
        (&["{\"id\":1}\r", "\n{\"id\":2}"], &[1, 2]),
        (&["{\"i", "d\":", "1", "}\n{\"id\"", ":2}\n"], &[1, 2]),
        (&["{\"id\":1}", "\n", "{\"id\":2}", "\n"], &[1, 2]),
        (&["", "{\"id\":1}\n", "", "{\"id\":2}\n", ""], &[1, 2]),
        (&[" {\"id\": 1 } \n\t{\"id\":2}  "], &[1, 2]),
    ];
    for (pieces, expected) in cases {
        let items = rows(pieces, End::Whole).await;
        let items: Vec<u32> = items.into_iter().map(Result::unwrap).collect();
        assert_eq!(items, expected, "{pieces:?}");
    }
}

#[tokio::test]
async fn an_item_that_fails_to_decode_is_reported_and_the_rest_follows() {
    let pieces = &["{\"id\":1}\n{\"id\":\"x\"}\n{\"id\"\n", "{\"id\":4}\n[5"];
    let items = rows(pieces, End::Whole).await;
    let ids: Vec<_> = items.iter().map(|item| item.as_ref().ok()).collect();
    assert_eq!(ids, [Some(&1), None, None, Some(&4), None]);
    let error = |item: usize| items[item].as_ref().unwrap_err();
    let first = error(1);
    let text = "GET /rows: item 2 does not match the declared type, after 26 bytes";
    assert_eq!(first.to_string(), text);
    let failure = first.failure().unwrap();
    assert_eq!(failure.path(), Some("id"));
    assert_eq!(failure.expected(), "invalid type: string, expected u32");
    assert!(first.kind().is_none() && !first.is_timeout());
    assert!(
        error(2).to_string().contains("item 3 does not match"),
        "{}",
        error(2)
    );
    assert!(
        error(4).to_string().contains("item 5 does not match"),
        "{}",
        error(4)
    );
}

#[tokio::test]
async fn an_interrupted_line_is_not_an_item() {
    let mut items = rows(&["{\"id\":1}\n{\"id\":2}"], End::Broken).await;
    assert_eq!(items.len(), 2, "{items:?}");
    let error = items.pop().unwrap().unwrap_err();
    assert_eq!(items.pop().unwrap().unwrap(), 1);
    assert_eq!(error.received(), 17);
    assert!(matches!(
        error.kind(),
        Some(TransportErrorKind::Other | TransportErrorKind::ConnectionClosed)
    ));
    let text = "GET /rows: the stream was interrupted, after 17 bytes";
    assert_eq!(error.to_string(), text);
}

#[tokio::test]
async fn lines_of_a_response_in_memory() {
    let response = crate::response(200, &[], "{\"id\":1}\n{\"id\":2}");
    let items = items(GetRows::from_http(response).unwrap()).await;
    let items: Vec<u32> = items.into_iter().map(Result::unwrap).collect();
    assert_eq!(items, [1, 2]);
}

#[test]
fn accept_names_json_lines() {
    let request = crate::request(&GetRows::new());
    assert_eq!(request.headers()["accept"], "application/x-ndjson");
}

/// The limit applies to one item, not to what arrives at a time.
#[tokio::test]
async fn a_large_piece_of_small_lines() {
    let line = format!("{{\"id\":1,\"text\":\"{}\"}}\n", "x".repeat(1 << 20));
    let body = line.repeat(17);
    let response = http::Response::new(body.into());
    let items = items(GetRows::from_http(response).unwrap()).await;
    assert_eq!(items.into_iter().filter_map(Result::ok).count(), 17);
    // Items before an oversized one are delivered before the error.
    for end in ["", "\n{\"id\":3}\n"] {
        let body = [line.as_str(), &line.trim_end().repeat(17), end].concat();
        let response = http::Response::new(body.into());
        let mut items = self::items(GetRows::from_http(response).unwrap()).await;
        let error = items.pop().unwrap().unwrap_err();
        assert!(matches!(
            error.kind(),
            Some(TransportErrorKind::BodyTooLarge { .. })
        ));
        assert_eq!(items.len(), 1);
    }
}

/// A carriage return counts wherever the body is cut, so whether a line is too long does not depend on the pieces.
#[tokio::test]
async fn the_limit_of_a_line_does_not_depend_on_pieces() {
    const LIMIT: usize = 16 << 20;
    let cases = [
        (0, "\n", true),
        (0, "\r\n", false),
        (1, "\r\n", true),
        (0, "", true),
    ];
    for (less, end, fits) in cases {
        let padding = " ".repeat(LIMIT - "{\"id\":1}".len() - less);
        let line = format!("{padding}{{\"id\":1}}{end}");
        for cut in [0, 1, LIMIT - 1, LIMIT.min(line.len()), line.len()] {
            let pieces = [&line[..cut], &line[cut..], "\n{\"id\":2}"];
            let pieces = pieces.map(|piece| {
                Ok::<_, std::io::Error>(http_body::Frame::data(piece.to_owned().into()))
            });
            let body = std::sync::Mutex::new(Some(futures_util::stream::iter(pieces)));
            let (client, _) = responding(move |_| {
                let body = http_body_util::StreamBody::new(body.lock().unwrap().take().unwrap());
                http::Response::new(callpoint::Body::wrap(body))
            });
            let items = items(GetRows::new().call(&client).await.unwrap()).await;
            let ids: Vec<_> = items.iter().filter_map(|item| item.as_ref().ok()).collect();
            let expected: &[&u32] = if fits { &[&1, &2] } else { &[] };
            assert_eq!(ids, expected, "{less} {end:?} {cut}");
            assert_eq!(items.len(), if fits { 2 } else { 1 });
        }
    }
}
