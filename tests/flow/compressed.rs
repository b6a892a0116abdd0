//! Compressed responses, and the limit on the decompressed size.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use async_compression::Level;
use async_compression::tokio::write;
use callpoint::{
    Body, ByteStream, Bytes, Client, Error, Events, TransportError, TransportErrorKind, endpoint,
};
use futures_util::{StreamExt as _, stream};
use http_body::Frame;
use http_body_util::StreamBody;
use tokio::io::AsyncWriteExt as _;

use crate::memory;
use crate::service::{Service, response};

#[endpoint(GET, "/file", 200 => Bytes as Raw)]
pub(crate) struct Get;

#[endpoint(HEAD, "/file", 200 => ())]
struct Head;

#[endpoint(GET, "/file", 200 => ByteStream as Stream)]
struct GetStream;

#[endpoint(GET, "/events", 200 => Events<u8> as Sse)]
struct Listen;

const CODINGS: [&str; 4] = ["gzip", "deflate", "br", "zstd"];

/// The same in a content coding, flushed after each piece.
macro_rules! encoded {
    ($encoder:ident, $pieces:expr) => {{
        let mut encoder = write::$encoder::with_quality(Vec::new(), Level::Fastest);
        let mut flushed = Vec::new();
        for piece in $pieces {
            encoder.write_all(piece).await.unwrap();
            encoder.flush().await.unwrap();
            flushed.push(encoder.get_ref().clone());
        }
        encoder.shutdown().await.unwrap();
        flushed.push(encoder.into_inner());
        flushed
    }};
}

/// The bytes written after each piece, and at the end.
async fn flushed(coding: &str, pieces: &[&[u8]]) -> Vec<Vec<u8>> {
    match coding {
        "gzip" => encoded!(GzipEncoder, pieces),
        "deflate" => encoded!(ZlibEncoder, pieces),
        "br" => encoded!(BrotliEncoder, pieces),
        "zstd" => encoded!(ZstdEncoder, pieces),
        "raw deflate" => encoded!(DeflateEncoder, pieces),
        other => panic!("{other}"),
    }
}

pub(crate) async fn encode(coding: &str, data: &[u8]) -> Vec<u8> {
    flushed(coding, &[data]).await.pop().unwrap()
}

/// Text that is neither very compressible nor incompressible.
pub(crate) fn text(lines: usize) -> Vec<u8> {
    let line = |number| format!("{number}: {:x}\n", number * 2_654_435_761_usize);
    (0..lines).map(line).collect::<String>().into_bytes()
}

pub(crate) fn compressed(coding: &str, body: &[u8]) -> Vec<u8> {
    response(
        "200 OK",
        &format!("content-encoding: {coding}\r\nx-kept: yes\r\n"),
        body,
    )
}

pub(crate) fn chunked(coding: &str, body: &[u8]) -> Vec<u8> {
    let head = format!(
        "HTTP/1.1 200 OK\r\ncontent-encoding: {coding}\r\nx-kept: yes\r\ntransfer-encoding: chunked\r\n\r\n"
    );
    let mut bytes = head.into_bytes();
    for chunk in body.chunks(7) {
        bytes.extend_from_slice(format!("{:x}\r\n", chunk.len()).as_bytes());
        bytes.extend_from_slice(chunk);
        bytes.extend_from_slice(b"\r\n");
    }
    bytes.extend_from_slice(b"0\r\n\r\n");
    bytes
}

pub(crate) async fn failed(client: &Client) -> TransportError {
    match Get.call(client).max_retries(0).await {
        Err(Error::Transport(error)) => *error,
        Err(error) => panic!("{error}"),
        Ok(body) => panic!("{} bytes came", body.len()),
    }
}

#[tokio::test]
async fn every_coding_round_trips() {
    for coding in CODINGS {
        for lines in [0, 1, 20_000] {
            let content = text(lines);
            let body = encode(coding, &content).await;
            for wire in [compressed(coding, &body), chunked(coding, &body)] {
                let service = Service::responding(wire).await;
                let client = crate::client(&service.base);
                let got = client.call_with_response(&Get).await.unwrap();
                assert!(**got == content, "{coding}, {lines} lines");
                for gone in ["content-encoding", "content-length"] {
                    assert!(!got.headers().contains_key(gone), "{coding} {gone}");
                }
                assert_eq!(got.headers()["x-kept"], "yes");
                let asked = service.received().remove(0);
                assert_eq!(
                    asked.header("accept-encoding"),
                    Some("zstd, br, gzip, deflate")
                );
            }
        }
    }
}

#[tokio::test]
async fn other_spellings_of_a_coding() {
    let body = encode("gzip", b"hello").await;
    for coding in ["x-gzip", "GZIP", "  gzip  "] {
        let service = Service::responding(compressed(coding, &body)).await;
        assert_eq!(
            Get.call(&crate::client(&service.base)).await.unwrap(),
            "hello",
            "{coding}"
        );
    }
}

/// The caller may send its own `Accept-Encoding`.
#[tokio::test]
async fn accept_encoding_can_be_overridden() {
    let service = Service::responding(response("200 OK", "", "plain")).await;
    let builder = Client::builder(&service.base).default_header("accept-encoding", "identity");
    let client = builder.build().unwrap();
    Get.call(&client).await.unwrap();
    Get.call(&client)
        .header("accept-encoding", "br")
        .await
        .unwrap();
    let received = service.received();
    let asked: Vec<_> = received
        .iter()
        .map(|message| message.header("accept-encoding"))
        .collect();
    assert_eq!(asked, [Some("identity"), Some("br")]);
}

#[tokio::test]
async fn a_response_compressed_in_parts() {
    for coding in ["gzip", "zstd"] {
        let body = [encode(coding, b"one ").await, encode(coding, b"two").await].concat();
        for wire in [compressed(coding, &body), chunked(coding, &body)] {
            let service = Service::responding(wire).await;
            let got = Get.call(&crate::client(&service.base)).await.unwrap();
            assert_eq!(got, "one two", "{coding}");
        }
    }
}

/// Servers send `Content-Encoding` even where the body is empty.
#[tokio::test]
async fn an_empty_body_is_not_decoded() {
    for coding in CODINGS {
        for wire in [compressed(coding, b""), chunked(coding, b"")] {
            let service = Service::responding(wire).await;
            let got = Get.call(&crate::client(&service.base)).await;
            assert_eq!(got.unwrap(), "", "{coding}");
        }
        let head =
            format!("HTTP/1.1 200 OK\r\ncontent-encoding: {coding}\r\ncontent-length: 99\r\n\r\n");
        let service = Service::responding(head).await;
        let client = crate::client(&service.base);
        let got = client.call_with_response(&Head).await.unwrap();
        assert_eq!(got.headers()["content-encoding"], coding);
        assert_eq!(got.headers()["content-length"], "99");
    }
}

#[tokio::test]
async fn an_unknown_coding_is_left_alone() {
    for coding in [
        "compress",
        "identity",
        "Identity, identity",
        "gzip, compress",
        "gzipp",
        "",
        ", ,",
        // Each needs memory for its window.
        "gzip, gzip, gzip, gzip",
    ] {
        let service = Service::responding(compressed(coding, b"as it is")).await;
        let client = crate::client(&service.base);
        let got = client.call_with_response(&Get).await.unwrap();
        assert_eq!(**got, *b"as it is", "{coding}");
        assert_eq!(got.headers()["content-encoding"], coding);
        assert_eq!(got.headers()["content-length"], "8");
    }
}

/// What could be decoded is kept, as for an uncompressed response.
#[tokio::test]
async fn a_body_that_ends_too_early() {
    let content = text(20_000);
    for coding in CODINGS {
        let body = encode(coding, &content).await;
        let half = &body[..body.len() / 2];
        let unfinished = {
            let mut wire = chunked(coding, half);
            wire.truncate(wire.len() - "0\r\n\r\n".len());
            [
                b"HTTP/1.1 200 OK\r\nconnection: close\r\n",
                &wire["HTTP/1.1 200 OK\r\n".len()..],
            ]
            .concat()
        };
        for (name, wire) in [("whole", compressed(coding, half)), ("cut", unfinished)] {
            let service = Service::responding(wire).await;
            let error = failed(&crate::client(&service.base)).await;
            let case = format!("{coding} {name}: {error:?}");
            assert_eq!(error.kind(), TransportErrorKind::ConnectionClosed, "{case}");
            assert_eq!(error.status().unwrap(), 200);
            assert_eq!(error.headers().unwrap()["x-kept"], "yes");
            let kept = error.body().unwrap();
            assert!(
                kept.len() > content.len() / 4,
                "{} bytes, {case}",
                kept.len()
            );
            assert!(content.starts_with(kept), "{case}");
            assert!(error.maybe_sent());
        }
    }
}

#[tokio::test]
async fn a_body_that_is_not_in_its_declared_coding() {
    let mut bodies = Vec::new();
    for coding in CODINGS {
        bodies.push((coding, br#"{"error":"not compressed at all"}"#.to_vec()));
        // The others have no checksum.
        if ["gzip", "deflate"].contains(&coding) {
            let mut spoilt = encode(coding, &text(2_000)).await;
            let middle = spoilt.len() / 2;
            spoilt[middle..middle + 40].fill(0xa5);
            bodies.push((coding, spoilt));
        }
    }
    for (coding, body) in bodies {
        let service = Service::responding(compressed(coding, &body)).await;
        let client = crate::client(&service.base);
        let error = failed(&client).await;
        let kind = error.kind();
        assert_eq!(
            kind,
            TransportErrorKind::InvalidMessage,
            "{coding}: {error:?}"
        );
        assert_eq!(error.status().unwrap(), 200);
        assert!(error.maybe_sent());
        // A second request would get the same response.
        let calls = service.received().len();
        assert!(Get.call(&client).await.is_err());
        assert_eq!(service.received().len(), calls + 1, "{coding}");
    }
}

/// The window is memory that a few bytes can claim: zstd allows 8 MiB (RFC 9659), and brotli's "large" windows are not allowed (RFC 7932).
#[tokio::test]
async fn a_window_that_is_too_large() {
    // A frame with that window, whose last block repeats one byte three times.
    let zstd = |log: u8| {
        let header = [0x28, 0xb5, 0x2f, 0xfd, 0, (log - 10) << 3];
        [&header[..], &[3 << 3 | 1 << 1 | 1, 0, 0, b'a']].concat()
    };
    // An empty last block after the bits of the window.
    let cases = [
        ("zstd", zstd(10), Some("aaa")),
        ("zstd", zstd(23), Some("aaa")),
        ("zstd", zstd(24), None),
        ("zstd", zstd(27), None),
        ("zstd", zstd(31), None),
        ("br", vec![0x3f], Some("")),
        ("br", vec![0x11, 30, 3], None),
        ("br", vec![0x11, 24, 3], None),
        ("br", vec![0x91, 16, 3], None),
    ];
    for (coding, body, expected) in cases {
        for pieces in [vec![&body[..]], body.chunks(1).collect()] {
            let pieces: Vec<_> = pieces.into_iter().map(Bytes::copy_from_slice).collect();
            let (transport, _) = memory::transport(move |_| {
                let pieces = pieces.clone().into_iter();
                let frames = pieces.map(|piece| Ok::<_, io::Error>(Frame::data(piece)));
                let body = Body::wrap(StreamBody::new(stream::iter(frames)));
                let response = http::Response::builder().header("content-encoding", coding);
                response.body(body).unwrap()
            });
            let client = Client::builder("https://api.example.com").transport(transport);
            let client = client.build().unwrap();
            if let Some(expected) = expected {
                assert_eq!(Get.call(&client).await.unwrap(), expected, "{body:?}");
            } else {
                let kind = failed(&client).await.kind();
                assert_eq!(kind, TransportErrorKind::InvalidMessage, "{body:?}");
            }
        }
    }
}

const MIB: usize = 1024 * 1024;

/// A transport that responds with that body in small pieces, and the number of pieces that were read.
fn in_pieces(status: u16, coding: &'static str, body: &[u8]) -> (Client, Arc<AtomicUsize>, usize) {
    let pieces: Vec<_> = body.chunks(64).map(Bytes::copy_from_slice).collect();
    let (read, all) = (Arc::<AtomicUsize>::default(), pieces.len());
    let counted = Arc::clone(&read);
    let (client, _) = memory::responding(move |_| {
        let counted = Arc::clone(&counted);
        let pieces = stream::iter(pieces.clone()).map(move |piece| {
            counted.fetch_add(1, Ordering::SeqCst);
            Ok::<_, io::Error>(Frame::data(piece))
        });
        let mut response = http::Response::new(Body::wrap(StreamBody::new(pieces)));
        *response.status_mut() = status.try_into().unwrap();
        response
            .headers_mut()
            .insert("content-encoding", coding.parse().unwrap());
        response
    });
    (client, read, all)
}

#[endpoint(GET, "/file", max_response = "64 KiB", 200 => Bytes as Raw)]
struct GetSmall;

/// A few bytes that decompress to very many.
#[tokio::test]
async fn a_bomb_stops_at_the_limit() {
    let zeros = vec![0; 16 * MIB];
    for coding in CODINGS {
        let bomb = encode(coding, &zeros).await;
        assert!(bomb.len() < zeros.len() / 100, "{coding} {}", bomb.len());
        // Two copies: brotli compresses one so well that it would arrive as a single piece.
        let bomb = if coding == "br" {
            bomb
        } else {
            [bomb.clone(), bomb].concat()
        };
        let (client, read, all) = in_pieces(200, coding, &bomb);
        let Err(Error::Transport(error)) = GetSmall.call(&client).await else {
            panic!("no transport error")
        };
        assert_eq!(
            error.kind(),
            TransportErrorKind::BodyTooLarge { limit: 64 * 1024 },
            "{coding}"
        );
        assert_eq!(error.body().unwrap().len(), 64 * 1024, "{coding}");
        let read = read.load(Ordering::SeqCst);
        assert!(
            read * 4 <= all.max(8),
            "{coding}: {read} of {all} pieces were read"
        );
        // The default limit applies to it too.
        let (client, ..) = in_pieces(200, coding, &encode(coding, &vec![0; 17 * MIB]).await);
        assert_eq!(
            failed(&client).await.kind(),
            TransportErrorKind::BodyTooLarge {
                limit: 16 * MIB as u64
            }
        );
        // The body of an error has a smaller limit.
        let (client, ..) = in_pieces(500, coding, &bomb);
        let error = failed(&client).await;
        assert_eq!(
            error.kind(),
            TransportErrorKind::BodyTooLarge { limit: MIB as u64 }
        );
        assert_eq!(
            (
                error.status().unwrap().as_u16(),
                error.body().unwrap().len()
            ),
            (500, MIB)
        );
    }
}

#[tokio::test]
async fn a_compressed_stream() {
    let content = text(20_000);
    for coding in CODINGS {
        let body = encode(coding, &content).await;
        let service = Service::responding(chunked(coding, &body)).await;
        let client = crate::client(&service.base);
        let got = GetStream.call(&client).await.unwrap();
        assert_eq!(got.expected(), None, "the declared length differs");
        assert!(got.collect().await.unwrap() == content, "{coding}");
        // One that ends too early.
        let service = Service::responding(compressed(coding, &body[..body.len() / 2])).await;
        let client = crate::client(&service.base);
        let mut got = GetStream.call(&client).await.unwrap();
        let mut received = Vec::new();
        let error = loop {
            match got.next().await.expect("an error before the end") {
                Ok(piece) => received.extend_from_slice(&piece),
                Err(error) => break error,
            }
        };
        assert_eq!(
            error.kind(),
            Some(TransportErrorKind::ConnectionClosed),
            "{coding}"
        );
        assert!(
            !received.is_empty() && content.starts_with(&received),
            "{coding}"
        );
        assert!(got.next().await.is_none());
    }
}

/// An event is delivered when the server has flushed it, not when the next one arrives.
#[tokio::test]
async fn a_compressed_event_is_delivered_at_once() {
    for coding in CODINGS {
        let flushed = flushed(coding, &[b"data: 1\n\n", b"data: 2\n\n"]).await;
        let (first, both) = (flushed[0].clone(), flushed[1].clone());
        let (client, _) = memory::responding(move |_| {
            let pieces = [first.clone(), both[first.len()..].to_vec()];
            let pieces = pieces.map(|piece| Ok::<_, io::Error>(Frame::data(Bytes::from(piece))));
            let body = StreamBody::new(stream::iter(pieces).chain(stream::pending()));
            let mut response = http::Response::new(Body::wrap(body));
            let headers = response.headers_mut();
            headers.insert("content-encoding", coding.parse().unwrap());
            headers.insert("content-type", "text/event-stream".parse().unwrap());
            response
        });
        let mut events = Listen.call(&client).await.unwrap();
        for expected in [1, 2] {
            let event = tokio::time::timeout(Duration::from_secs(10), events.next());
            let event = event
                .await
                .unwrap_or_else(|_| panic!("{coding}: event {expected} does not come"));
            assert_eq!(event.unwrap().unwrap().data, expected);
        }
    }
}

#[tokio::test]
async fn a_connection_is_kept() {
    for coding in CODINGS {
        let body = encode(coding, &text(100)).await;
        for wire in [compressed(coding, &body), chunked(coding, &body)] {
            let service = Service::responding(wire).await;
            let client = crate::client(&service.base);
            for _ in 0..3 {
                Get.call(&client).await.unwrap();
            }
            assert_eq!(service.connections(), 1, "{coding}");
        }
    }
}
