//! A body must have its declared length on every transport: a custom transport checks nothing, and an HTTP/2 stream may end without an error.

use std::convert::Infallible;
use std::future::ready;

use async_compression::tokio::write::GzipEncoder;
use callpoint::transport::{Sending, TowerTransport, Transport};
use callpoint::{Body, ByteStream, Bytes, Client, Error, Events, JsonLines, StreamError, endpoint};
use callpoint_testing::MockTransport;
use futures_util::stream;
use http::{HeaderMap, HeaderName, HeaderValue, Version};
use http_body::Frame;
use http_body_util::StreamBody;
use tokio::io::AsyncWriteExt as _;

#[endpoint(GET, "/file", 200 => String as Text)]
struct Get;

#[endpoint(HEAD, "/file", 200 => ())]
struct Head;

#[endpoint(DELETE, "/file", 204 => ())]
struct Delete;

#[endpoint(GET, "/file", 200 => ByteStream as Stream)]
struct GetStream;

#[endpoint(GET, "/rows", 200 => JsonLines<u8> as NdJson)]
struct Rows;

#[endpoint(GET, "/events", 200 => Events<u8> as Sse)]
struct Listen;

/// A response whose body arrives in pieces, and whose length only its header fields declare.
#[derive(Clone, Default)]
struct PiecewiseResponse {
    status: u16,
    version: Version,
    headers: HeaderMap,
    pieces: Vec<Bytes>,
}

impl PiecewiseResponse {
    /// `|` separates two lines of a field, and two pieces.
    fn new(lengths: Option<&str>, pieces: &str) -> Self {
        let pieces = pieces.split('|').filter(|piece| !piece.is_empty());
        let response = Self {
            status: 200,
            pieces: pieces
                .map(|it| Bytes::copy_from_slice(it.as_bytes()))
                .collect(),
            ..Self::default()
        };
        lengths.map_or(response.clone(), |lines| {
            response.field("content-length", lines)
        })
    }

    fn field(mut self, name: &'static str, lines: &str) -> Self {
        for line in lines.split('|') {
            let name = HeaderName::from_static(name);
            self.headers
                .append(name, HeaderValue::try_from(line).unwrap());
        }
        self
    }

    fn status(self, status: u16) -> Self {
        Self { status, ..self }
    }

    fn version(self, version: Version) -> Self {
        Self { version, ..self }
    }

    fn response(&self) -> http::Response<Body> {
        let frames = self.pieces.clone().into_iter();
        let frames = frames.map(|piece| Ok::<_, Infallible>(Frame::data(piece)));
        let mut response = http::Response::new(Body::wrap(StreamBody::new(stream::iter(frames))));
        *response.status_mut() = self.status.try_into().unwrap();
        *response.version_mut() = self.version;
        *response.headers_mut() = self.headers.clone();
        response
    }

    fn client(&self) -> Client {
        let builder = Client::builder("https://api.example.com");
        builder.transport(self.clone()).build().unwrap()
    }
}

impl Transport for PiecewiseResponse {
    fn send(&self, _: http::Request<Body>) -> Sending<'_> {
        Box::pin(ready(Ok(self.response())))
    }
}

/// `ConnectionClosed, do` or `ok done`.
fn outcome(result: Result<String, Error<Infallible>>) -> String {
    match result {
        Ok(text) => format!("ok {text}"),
        Err(Error::Transport(error)) => {
            assert!(error.maybe_sent());
            let body = error.body().expect("the head came");
            format!("{:?}, {}", error.kind(), String::from_utf8_lossy(body))
        }
        Err(error) => panic!("{error}"),
    }
}

const CASES: [(Option<&str>, &str, &str); 21] = [
    (None, "do|ne", "ok done"),
    (Some("4"), "do|ne", "ok done"),
    (Some("4"), "done", "ok done"),
    (Some("0"), "", "ok "),
    (Some("4|4"), "done", "ok done"),
    (Some("4, 4"), "done", "ok done"),
    (Some("04"), "done", "ok done"),
    (Some("4"), "do", "ConnectionClosed, do"),
    (Some("4"), "", "ConnectionClosed, "),
    (Some("10"), "do|ne", "ConnectionClosed, done"),
    (Some("4"), "do|nely", "InvalidMessage, done"),
    (Some("4"), "done|ly", "InvalidMessage, done"),
    (Some("0"), "done", "InvalidMessage, "),
    (Some("4|5"), "done", "InvalidMessage, "),
    (Some("4, 5"), "done", "InvalidMessage, "),
    (Some("4|"), "done", "InvalidMessage, "),
    (Some("+4"), "done", "InvalidMessage, "),
    (Some("-4"), "done", "InvalidMessage, "),
    (Some("0x4"), "done", "InvalidMessage, "),
    (Some("four"), "done", "InvalidMessage, "),
    (Some("99999999999999999999"), "done", "InvalidMessage, "),
];

#[tokio::test]
async fn the_length_is_checked_for_custom_transports() {
    for (length, pieces, expected) in CASES {
        let response = PiecewiseResponse::new(length, pieces);
        let got = Get.call(&response.client()).max_retries(0).await;
        assert_eq!(outcome(got), expected, "{length:?} {pieces}");

        // With tower layers.
        let service = tower_of(response.clone());
        let client = Client::builder("https://api.example.com").transport(service);
        let got = Get.call(&client.build().unwrap()).max_retries(0).await;
        assert_eq!(outcome(got), expected, "tower: {length:?} {pieces}");

        // With the mock.
        let mock = MockTransport::new();
        let whole = Bytes::from(response.pieces.concat());
        mock.on::<Get>()
            .reply_raw(response.response().map(|_| whole));
        let client = Client::builder("https://api.example.com").transport(mock);
        let got = Get.call(&client.build().unwrap()).max_retries(0).await;
        assert_eq!(outcome(got), expected, "mock: {length:?} {pieces}");
    }
}

fn tower_of(response: PiecewiseResponse) -> impl Transport {
    TowerTransport::new(callpoint::transport::TransportService::new(response))
}

#[tokio::test]
async fn the_length_of_an_omitted_body_is_ignored() {
    let response = PiecewiseResponse::new(Some("400"), "");
    Head.call(&response.client()).await.unwrap();
    Delete.call(&response.status(204).client()).await.unwrap();
    for (status, length) in [(304, "400"), (304, "4|5"), (204, "four")] {
        let response = PiecewiseResponse::new(Some(length), "").status(status);
        let error = Get.call(&response.client()).await.unwrap_err();
        assert!(matches!(error, Error::Unexpected(_)), "{status}: {error}");
    }
}

#[tokio::test]
async fn transfer_encoding_overrides_the_length_in_http_1_1_only() {
    let cases = [
        ("chunked", Version::HTTP_11, "ok done"),
        ("chunked", Version::HTTP_10, "InvalidMessage, "),
        ("chunked", Version::HTTP_2, "InvalidMessage, "),
        ("chunked|identity", Version::HTTP_11, "InvalidMessage, "),
        ("identity|chunked", Version::HTTP_11, "InvalidMessage, "),
        ("gzip, chunked", Version::HTTP_11, "InvalidMessage, "),
    ];
    for (lines, version, expected) in cases {
        let response = PiecewiseResponse::new(None, "done").version(version);
        let response = response.field("transfer-encoding", lines);
        let got = Get.call(&response.client()).max_retries(0).await;
        assert_eq!(outcome(got), expected, "{version:?} {lines}");
    }
}

/// The items of a stream, and how it ended.
fn ended(error: &StreamError) -> String {
    format!("{:?} after {}", error.kind().unwrap(), error.received())
}

#[tokio::test]
async fn the_length_of_a_stream_is_checked() {
    let cases = [
        (Some("4"), "do|ne", "done", None),
        (None, "do", "do", None),
        (Some("4"), "do", "do", Some("ConnectionClosed after 2")),
        (Some("4"), "", "", Some("ConnectionClosed after 0")),
        (Some("4"), "do|nely", "done", Some("InvalidMessage after 4")),
        (Some("0"), "x", "", Some("InvalidMessage after 0")),
    ];
    for (length, pieces, came, error) in cases {
        let client = PiecewiseResponse::new(length, pieces).client();
        let mut stream = GetStream.call(&client).await.unwrap();
        let (mut received, mut last) = (Vec::new(), None);
        while let Some(piece) = stream.next().await {
            match piece {
                Ok(piece) => received.extend_from_slice(&piece),
                Err(error) => last = Some(ended(&error)),
            }
        }
        assert_eq!(received, came.as_bytes(), "{length:?} {pieces}");
        assert_eq!(last.as_deref(), error, "{length:?} {pieces}");

        let whole = GetStream.call(&client).await.unwrap().collect().await;
        assert_eq!(whole.is_err(), error.is_some(), "{length:?} {pieces}");

        let file = std::env::temp_dir().join(format!("lengths-{}", std::process::id()));
        let saved = GetStream.call(&client).await.unwrap().save(&file).await;
        assert_eq!(saved.is_err(), error.is_some(), "{length:?} {pieces}");
        assert_eq!(
            std::fs::read(&file).unwrap(),
            came.as_bytes(),
            "{length:?} {pieces}"
        );
        std::fs::remove_file(file).unwrap();
    }
}

#[tokio::test]
async fn the_length_of_lines_and_events_is_checked() {
    let client = PiecewiseResponse::new(Some("6"), "1\n2\n").client();
    let mut rows = Rows.call(&client).await.unwrap();
    assert_eq!(rows.next().await.unwrap().unwrap(), 1);
    assert_eq!(rows.next().await.unwrap().unwrap(), 2);
    let error = rows.next().await.unwrap().unwrap_err();
    assert_eq!(ended(&error), "ConnectionClosed after 4");

    let events = PiecewiseResponse::new(Some("20"), "data: 1\n\n");
    let client = events.field("content-type", "text/event-stream").client();
    let mut events = Listen.call(&client).await.unwrap();
    assert_eq!(events.next().await.unwrap().unwrap().data, 1);
    let error = events.next().await.unwrap().unwrap_err();
    assert_eq!(ended(&error), "ConnectionClosed after 9");
}

/// The length is that of the coded form (RFC 9110, section 8.6).
#[tokio::test]
async fn the_length_is_that_of_the_coded_body() {
    let mut encoder = GzipEncoder::new(Vec::new());
    encoder.write_all(b"done").await.unwrap();
    encoder.shutdown().await.unwrap();
    let coded = encoder.into_inner();
    let exact = coded.len();
    // How much of it is decoded by then is up to the decoder.
    let cases = [
        (exact, exact, "ok done"),
        // The coding itself is complete.
        (exact + 1, exact, "ConnectionClosed, "),
        (exact, exact - 1, "ConnectionClosed, "),
        (exact - 1, exact, "InvalidMessage, "),
        (4, exact, "InvalidMessage, "),
    ];
    for (length, sent, expected) in cases {
        let response = PiecewiseResponse {
            pieces: vec![Bytes::copy_from_slice(&coded[..sent])],
            ..PiecewiseResponse::new(Some(&length.to_string()), "")
        };
        let client = response.field("content-encoding", "gzip").client();
        let got = Get.call(&client).max_retries(0).await;
        let outcome = outcome(got);
        assert!(
            outcome.starts_with(expected),
            "{length} of {sent}: {outcome}"
        );
    }
}

#[tokio::test]
async fn a_declared_length_over_the_limit_fails_early() {
    let client = Client::builder("https://api.example.com")
        .max_response(3)
        .transport(PiecewiseResponse::new(Some("4"), "done"))
        .build()
        .unwrap();
    let got = Get.call(&client).max_retries(0).await;
    assert_eq!(outcome(got), "BodyTooLarge { limit: 3 }, ");
}
