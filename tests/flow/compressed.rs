//! Answers that were compressed on the way, and the limit that holds for what comes out.

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
use crate::service::{Service, answer};

#[endpoint(GET, "/file", 200 => Bytes as Raw)]
struct Get;

#[endpoint(HEAD, "/file", 200 => ())]
struct Head;

#[endpoint(GET, "/file", 200 => ByteStream as Stream)]
struct GetStream;

#[endpoint(GET, "/events", 200 => Events<u8> as Sse)]
struct Listen;

const CODINGS: [&str; 4] = ["gzip", "deflate", "br", "zstd"];

/// The same in a content coding, with what was flushed after each piece.
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

/// What is there after each piece, and at the end.
async fn flushed(coding: &str, pieces: &[&[u8]]) -> Vec<Vec<u8>> {
    match coding {
        "gzip" => encoded!(GzipEncoder, pieces),
        "deflate" => encoded!(ZlibEncoder, pieces),
        "br" => encoded!(BrotliEncoder, pieces),
        "zstd" => encoded!(ZstdEncoder, pieces),
        other => panic!("{other}"),
    }
}

async fn encode(coding: &str, data: &[u8]) -> Vec<u8> {
    flushed(coding, &[data]).await.pop().unwrap()
}

/// What compresses neither well nor badly.
fn text(lines: usize) -> Vec<u8> {
    let line = |number| format!("{number}: {:x}\n", number * 2_654_435_761_usize);
    (0..lines).map(line).collect::<String>().into_bytes()
}

fn compressed(coding: &str, body: &[u8]) -> Vec<u8> {
    answer(
        "200 OK",
        &format!("content-encoding: {coding}\r\nx-kept: yes\r\n"),
        body,
    )
}

fn chunked(coding: &str, body: &[u8]) -> Vec<u8> {
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

async fn failed(client: &Client) -> TransportError {
    match Get.call(client).retries(0).await {
        Err(Error::Transport(error)) => *error,
        Err(error) => panic!("{error}"),
        Ok(body) => panic!("{} bytes came", body.len()),
    }
}

#[tokio::test]
async fn every_coding_there_and_back() {
    for coding in CODINGS {
        for lines in [0, 1, 20_000] {
            let content = text(lines);
            let body = encode(coding, &content).await;
            for wire in [compressed(coding, &body), chunked(coding, &body)] {
                let service = Service::saying(wire).await;
                let client = crate::client(&service.base);
                let got = client.call_full(&Get).await.unwrap();
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
        let service = Service::saying(compressed(coding, &body)).await;
        assert_eq!(
            Get.call(&crate::client(&service.base)).await.unwrap(),
            "hello",
            "{coding}"
        );
    }
}

/// The caller may ask for something else.
#[tokio::test]
async fn what_is_accepted_can_be_said() {
    let service = Service::saying(answer("200 OK", "", "plain")).await;
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
async fn an_answer_that_was_compressed_in_parts() {
    for coding in ["gzip", "zstd"] {
        let body = [encode(coding, b"one ").await, encode(coding, b"two").await].concat();
        for wire in [compressed(coding, &body), chunked(coding, &body)] {
            let service = Service::saying(wire).await;
            let got = Get.call(&crate::client(&service.base)).await.unwrap();
            assert_eq!(got, "one two", "{coding}");
        }
    }
}

/// Servers name a coding although there is nothing to code.
#[tokio::test]
async fn nothing_has_no_coding() {
    for coding in CODINGS {
        for wire in [compressed(coding, b""), chunked(coding, b"")] {
            let service = Service::saying(wire).await;
            let got = Get.call(&crate::client(&service.base)).await;
            assert_eq!(got.unwrap(), "", "{coding}");
        }
        let head =
            format!("HTTP/1.1 200 OK\r\ncontent-encoding: {coding}\r\ncontent-length: 99\r\n\r\n");
        let service = Service::saying(head).await;
        let client = crate::client(&service.base);
        let got = client.call_full(&Head).await.unwrap();
        assert_eq!(got.headers()["content-encoding"], coding);
        assert_eq!(got.headers()["content-length"], "99");
    }
}

#[tokio::test]
async fn a_coding_that_nobody_knows_is_left_alone() {
    for coding in ["compress", "identity", "gzip, br", "gzipp", ""] {
        let service = Service::saying(compressed(coding, b"as it is")).await;
        let client = crate::client(&service.base);
        let got = client.call_full(&Get).await.unwrap();
        assert_eq!(**got, *b"as it is", "{coding}");
        assert_eq!(got.headers()["content-encoding"], coding);
        assert_eq!(got.headers()["content-length"], "8");
    }
}

#[tokio::test]
async fn codings_in_several_lines_are_left_alone_too() {
    let twice = b"HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-encoding: br\r\ncontent-length: 8\r\n\r\nas it is";
    let service = Service::saying(*twice).await;
    let client = crate::client(&service.base);
    let got = client.call_full(&Get).await.unwrap();
    assert_eq!(**got, *b"as it is");
    let codings: Vec<_> = got.headers().get_all("content-encoding").iter().collect();
    assert_eq!(codings, ["gzip", "br"]);
}

/// What could be read is kept, as it is of an answer that was not compressed.
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
            let service = Service::saying(wire).await;
            let error = failed(&crate::client(&service.base)).await;
            let case = format!("{coding} {name}: {error:?}");
            assert_eq!(error.kind(), TransportErrorKind::Interrupted, "{case}");
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
async fn what_is_not_in_its_coding() {
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
        let service = Service::saying(compressed(coding, &body)).await;
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
        // A second request would be answered alike.
        let calls = service.received().len();
        assert!(Get.call(&client).await.is_err());
        assert_eq!(service.received().len(), calls + 1, "{coding}");
    }
}

const MIB: usize = 1024 * 1024;

/// A transport whose answer is that body, in small pieces, and how many of them were read.
fn in_pieces(status: u16, coding: &'static str, body: &[u8]) -> (Client, Arc<AtomicUsize>, usize) {
    let pieces: Vec<_> = body.chunks(64).map(Bytes::copy_from_slice).collect();
    let (read, all) = (Arc::<AtomicUsize>::default(), pieces.len());
    let counted = Arc::clone(&read);
    let (client, _) = memory::answering(move |_| {
        let counted = Arc::clone(&counted);
        let pieces = stream::iter(pieces.clone()).map(move |piece| {
            counted.fetch_add(1, Ordering::SeqCst);
            Ok::<_, io::Error>(Frame::data(piece))
        });
        let mut answer = http::Response::new(Body::wrap(StreamBody::new(pieces)));
        *answer.status_mut() = status.try_into().unwrap();
        answer
            .headers_mut()
            .insert("content-encoding", coding.parse().unwrap());
        answer
    });
    (client, read, all)
}

#[endpoint(GET, "/file", max_response = "64 KiB", 200 => Bytes as Raw)]
struct GetSmall;

/// A few bytes that unpack to very many.
#[tokio::test]
async fn a_bomb_stops_at_the_limit() {
    let zeros = vec![0; 16 * MIB];
    for coding in CODINGS {
        let bomb = encode(coding, &zeros).await;
        assert!(bomb.len() < zeros.len() / 100, "{coding} {}", bomb.len());
        // Two of the same: brotli makes so little of it that one piece would be all.
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
            TransportErrorKind::TooLarge { limit: 64 * 1024 },
            "{coding}"
        );
        assert_eq!(error.body().unwrap().len(), 64 * 1024, "{coding}");
        let read = read.load(Ordering::SeqCst);
        assert!(
            read * 4 <= all.max(8),
            "{coding}: {read} of {all} pieces were read"
        );
        // The default holds for it too.
        let (client, ..) = in_pieces(200, coding, &encode(coding, &vec![0; 17 * MIB]).await);
        assert_eq!(
            failed(&client).await.kind(),
            TransportErrorKind::TooLarge {
                limit: 16 * MIB as u64
            }
        );
        // An error says what happened, and need not be large for that.
        let (client, ..) = in_pieces(500, coding, &bomb);
        let error = failed(&client).await;
        assert_eq!(
            error.kind(),
            TransportErrorKind::TooLarge { limit: MIB as u64 }
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
        let service = Service::saying(chunked(coding, &body)).await;
        let client = crate::client(&service.base);
        let got = GetStream.call(&client).await.unwrap();
        assert_eq!(got.expected(), None, "what was announced is another length");
        assert!(got.collect().await.unwrap() == content, "{coding}");
        // One that ends too early.
        let service = Service::saying(compressed(coding, &body[..body.len() / 2])).await;
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
            Some(TransportErrorKind::Interrupted),
            "{coding}"
        );
        assert!(
            !received.is_empty() && content.starts_with(&received),
            "{coding}"
        );
        assert!(got.next().await.is_none());
    }
}

/// An event is there when the server has flushed it, not when the next one comes.
#[tokio::test]
async fn a_compressed_event_comes_at_once() {
    for coding in CODINGS {
        let flushed = flushed(coding, &[b"data: 1\n\n", b"data: 2\n\n"]).await;
        let (first, both) = (flushed[0].clone(), flushed[1].clone());
        let (client, _) = memory::answering(move |_| {
            let pieces = [first.clone(), both[first.len()..].to_vec()];
            let pieces = pieces.map(|piece| Ok::<_, io::Error>(Frame::data(Bytes::from(piece))));
            let body = StreamBody::new(stream::iter(pieces).chain(stream::pending()));
            let mut answer = http::Response::new(Body::wrap(body));
            let headers = answer.headers_mut();
            headers.insert("content-encoding", coding.parse().unwrap());
            headers.insert("content-type", "text/event-stream".parse().unwrap());
            answer
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
            let service = Service::saying(wire).await;
            let client = crate::client(&service.base);
            for _ in 0..3 {
                Get.call(&client).await.unwrap();
            }
            assert_eq!(service.connections(), 1, "{coding}");
        }
    }
}
