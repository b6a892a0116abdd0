//! Streaming request bodies.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use callpoint::transport::{TowerTransport, Transport};
use callpoint::{Body, BoxError, Bytes, Client, Error, TransportErrorKind, Upload, endpoint};
use futures_util::stream::{self, Iter, Stream, StreamExt as _};
use http_body_util::BodyExt as _;
use tokio::time::Instant;

use crate::client;
use callpoint_test_support::script::{Message, Script};

#[endpoint(PUT, "/file", 204 => ())]
struct Put {
    #[body(Stream)]
    file: Upload,
}

#[endpoint(POST, "/file", 204 => ())]
struct Post {
    #[header("content-type")]
    media_type: Option<&'static str>,
    #[body(Stream)]
    file: Option<Upload>,
}

const DONE: &str = "HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n";

type Pieces = Iter<std::vec::IntoIter<io::Result<Bytes>>>;

fn pieces(pieces: &[&'static str]) -> Pieces {
    let pieces: Vec<_> = pieces.iter().map(|&piece| Ok(Bytes::from(piece))).collect();
    stream::iter(pieces)
}

/// Makes a call with this upload and returns what the server received.
async fn put(upload: Upload) -> (Result<(), Error<std::convert::Infallible>>, Vec<Message>) {
    let server = Script::start([DONE]).await;
    let result = Put::new(upload).call(&client(&server.base)).await;
    (result, server.received())
}

/// The values of `Content-Length` and `Transfer-Encoding`.
fn framing(message: &Message) -> (Option<&str>, Option<&str>) {
    let header = |name| message.header(name);
    (header("content-length"), header("transfer-encoding"))
}

/// A file with that content, which is removed on drop.
struct TempFile(std::path::PathBuf);

impl TempFile {
    fn new(name: &str, content: &[u8]) -> Self {
        let path = std::env::temp_dir().join(format!("callpoint-{}-{name}", std::process::id()));
        std::fs::write(&path, content).unwrap();
        Self(path)
    }
}

impl Drop for TempFile {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

#[tokio::test]
async fn every_source_on_the_wire() {
    let file = TempFile::new("source", b"abcde");
    let empty = TempFile::new("empty", b"");
    let chunked = (None, Some("chunked"));
    let known = (Some("5"), None);
    let zero = (Some("0"), None);
    let replay = || Upload::replay(|| pieces(&["ab", "cde"]));
    let cases = [
        (Upload::bytes("abcde"), known, "abcde"),
        (Upload::bytes(""), zero, ""),
        (Upload::file(&file.0).await.unwrap(), known, "abcde"),
        (Upload::file(&empty.0).await.unwrap(), zero, ""),
        (Upload::stream(pieces(&["ab", "cde"])), chunked, "abcde"),
        (Upload::stream(pieces(&[])), chunked, ""),
        (
            Upload::stream(pieces(&["ab", "cde"])).length(5),
            known,
            "abcde",
        ),
        (replay(), chunked, "abcde"),
        (replay().length(5), known, "abcde"),
    ];
    for (upload, expected, body) in cases {
        let shown = format!("{upload:?}");
        let (result, received) = put(upload).await;
        result.unwrap();
        assert_eq!(received.len(), 1, "{shown}");
        assert_eq!(framing(&received[0]), expected, "{shown}");
        assert_eq!(received[0].body, body.as_bytes(), "{shown}");
        let content_type = received[0].header("content-type");
        assert_eq!(content_type, Some("application/octet-stream"), "{shown}");
    }
}

#[tokio::test]
async fn a_large_file_arrives_unchanged() {
    let content: Vec<u8> = (0..300_000_u32)
        .map(|n| n.to_le_bytes()[0] ^ n.to_le_bytes()[1])
        .collect();
    let file = TempFile::new("large", &content);
    let (result, received) = put(Upload::file(&file.0).await.unwrap()).await;
    result.unwrap();
    assert_eq!(received[0].header("content-length"), Some("300000"));
    assert!(received[0].body == content);
}

/// The server never receives a complete message whose content differs from the declared length.
#[tokio::test]
async fn a_declared_length_is_checked() {
    assert_rejected("fewer", Upload::stream(pieces(&["ab"])).length(3)).await;
    assert_rejected("more", Upload::stream(pieces(&["ab", "cd"])).length(3)).await;
    assert_rejected("none", Upload::stream(pieces(&[])).length(3)).await;
    assert_rejected(
        "fewer, replayable",
        Upload::replay(|| pieces(&["ab"])).length(3),
    )
    .await;
    assert_rejected(
        "more, replayable",
        Upload::replay(|| pieces(&["abcd"])).length(3),
    )
    .await;
}

#[tokio::test]
async fn a_declared_length_is_checked_across_pieces() {
    assert_rejected("more", Upload::stream(pieces(&["abc", "d"])).length(3)).await;
    assert_rejected(
        "more, replayable",
        Upload::replay(|| pieces(&["ab", "c", "d"])).length(3),
    )
    .await;
    assert_rejected(
        "more than nothing",
        Upload::stream(pieces(&["a"])).length(0),
    )
    .await;
}

#[tokio::test]
async fn a_declared_length_is_checked_for_bytes_in_memory() {
    assert_rejected("fewer", Upload::bytes("ab").length(3)).await;
    assert_rejected("more", Upload::bytes("abcd").length(3)).await;
}

async fn assert_rejected(case: &str, upload: Upload) {
    let (result, received) = put(upload).await;
    let Err(error) = result else {
        panic!(
            "{case}: sent as {:?}",
            String::from_utf8_lossy(&received[0].body)
        )
    };
    assert!(matches!(error, Error::Transport(_)), "{case}: {error:?}");
    let is_whole = received.first().is_some_and(|message| message.is_whole);
    assert!(!is_whole, "{case}: {:?}", received[0].body);
    let text = format!("{error:?}");
    assert!(text.contains("than its announced length"), "{case}: {text}");
}

#[tokio::test]
async fn a_file_that_changes_after_it_was_measured() {
    for content in ["ab", "abcd"] {
        let file = TempFile::new("changes", b"abc");
        let upload = Upload::file(&file.0).await.unwrap();
        std::fs::write(&file.0, content).unwrap();
        let (result, received) = put(upload).await;
        assert!(result.is_err(), "sent as {:?}", received[0].body);
    }
    let file = TempFile::new("vanishes", b"abc");
    let upload = Upload::file(&file.0).await.unwrap();
    drop(file);
    let (result, _) = put(upload).await;
    assert!(matches!(result, Err(Error::Transport(_))), "{result:?}");
}

/// Virtual files whose content is generated while they are read have no length beforehand.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_file_that_reports_no_length_but_is_not_empty() {
    let upload = Upload::file("/proc/self/comm").await.unwrap();
    let (result, received) = put(upload).await;
    result.unwrap();
    let expected = std::fs::read("/proc/self/comm").unwrap();
    assert!(!expected.is_empty());
    assert_eq!(received[0].body.len(), expected.len());
}

#[tokio::test]
async fn not_a_regular_file() {
    let error = Upload::file(std::env::temp_dir()).await.unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::InvalidInput);
    let error = Upload::file("no/such/file").await.unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::NotFound);
}

#[tokio::test]
async fn a_source_that_fails_ends_the_call() {
    let items: [io::Result<Bytes>; 2] =
        [Ok("ab".into()), Err(io::Error::other("the disk is gone"))];
    let (result, received) = put(Upload::stream(stream::iter(items))).await;
    let error = result.unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    assert!(
        format!("{error:?}").contains("the disk is gone"),
        "{error:?}"
    );
    assert!(!received.first().is_some_and(|message| message.is_whole));
}

#[tokio::test]
async fn which_uploads_are_replayable() {
    let server = Script::start([DONE, DONE, DONE]).await;
    let client = client(&server.base);
    let replayed = Put::new(Upload::replay(|| pieces(&["ab", "c"])));
    replayed.call(&client).await.unwrap();
    replayed.call(&client).await.unwrap();
    let once = Put::new(Upload::stream(pieces(&["ab", "c"])));
    once.call(&client).await.unwrap();
    let error = once.call(&client).await.unwrap_err();
    assert!(
        format!("{error:?}").contains("was already sent"),
        "{error:?}"
    );
    let received = server.received();
    let whole = received.iter().filter(|message| message.is_whole);
    let bodies: Vec<_> = whole.map(|message| message.body.as_slice()).collect();
    assert_eq!(bodies, [b"abc", b"abc", b"abc"]);
    for (upload, is_cloneable) in [
        (Upload::bytes("abc"), true),
        (Upload::replay(|| pieces(&["abc"])), true),
        (Upload::stream(pieces(&["abc"])), false),
    ] {
        let body = crate::request(&Put::new(upload)).into_body();
        assert_eq!(body.try_clone().is_some(), is_cloneable);
    }
}

/// A stream that is created and not read may already have consumed something.
#[tokio::test]
async fn a_stream_is_created_once_per_attempt() {
    let busy = "HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
    for (responses, is_measured) in [
        (vec![DONE], false),
        (vec![DONE], true),
        (vec![busy, DONE], false),
        (vec![busy, DONE], true),
    ] {
        let attempts = responses.len();
        let server = Script::start(responses).await;
        let made = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&made);
        let upload = Upload::replay(move || {
            count.fetch_add(1, Ordering::Relaxed);
            pieces(&["ab", "c"])
        });
        let upload = if is_measured {
            upload.length(3)
        } else {
            upload
        };
        Put::new(upload).call(&client(&server.base)).await.unwrap();
        assert_eq!(made.load(Ordering::Relaxed), attempts);
        let received = server.received();
        let whole = received.iter().filter(|message| message.is_whole);
        assert!(
            whole
                .map(|message| &message.body)
                .all(|body| body == b"abc")
        );
        assert_eq!(received.len(), attempts);
    }
}

/// The chunks of a source that panics if it is read behind its end.
fn counted_out(chunks: usize, pause: Duration) -> impl Stream<Item = io::Result<Bytes>> + Send {
    stream::unfold(0, move |n| async move {
        tokio::time::sleep(pause).await;
        (n < chunks).then(|| (Ok(Bytes::from_static(b"ab")), n + 1))
    })
}

#[tokio::test]
async fn a_source_is_not_read_behind_its_end() {
    let source = || counted_out(2, Duration::ZERO);
    let uploads = [
        Upload::stream(source()),
        Upload::stream(source()).length(4),
        Upload::replay(source).length(4),
    ];
    for upload in uploads {
        // A reader that does not go by the length, as HTTP/2 does not, asks until it is told of the end.
        let mut body = crate::request(&Put::new(upload)).into_body();
        let mut content = Vec::new();
        while let Some(frame) = body.frame().await {
            content.extend(frame.unwrap().into_data().unwrap());
        }
        assert_eq!(content, b"abab");
    }
}

/// A server in memory that reads the content and has no hurry.
fn reader() -> Client {
    let service = tower::service_fn(|request: http::Request<Body>| async move {
        request.into_body().collect().await?;
        Ok::<_, BoxError>(http::Response::builder().status(204).body(Body::empty())?)
    });
    client_of(TowerTransport::new(service))
}

fn client_of(transport: impl Transport + 'static) -> Client {
    Client::builder("http://localhost")
        .timeout(Duration::from_secs(3_600))
        .attempt_timeout(Duration::from_secs(16))
        .transport(transport)
        .build()
        .unwrap()
}

/// The time is tokio's own here, and stands still while something is done.
#[tokio::test(start_paused = true)]
async fn an_upload_may_take_longer_than_an_attempt_while_it_goes_on() {
    let upload = Upload::stream(counted_out(20, Duration::from_secs(10)));
    Put::new(upload).call(&reader()).await.unwrap();
}

/// A server in memory that takes ten seconds for 128 KiB.
fn slow_reader() -> Client {
    let service = tower::service_fn(|request: http::Request<Body>| async move {
        let mut content = request.into_body();
        while let Some(frame) = content.frame().await {
            let length = frame?.into_data().unwrap_or_default().len();
            tokio::time::sleep(
                Duration::from_secs(10) * u32::try_from(length.div_ceil(128 * 1024))?,
            )
            .await;
        }
        Ok::<_, BoxError>(http::Response::builder().status(204).body(Body::empty())?)
    });
    client_of(TowerTransport::new(service))
}

/// One chunk of a megabyte goes on while its pieces are taken.
#[tokio::test(start_paused = true)]
async fn a_large_chunk_may_take_longer_than_an_attempt_while_it_goes_on() {
    let chunk = || Bytes::from(vec![b'x'; 1_000_000]);
    let one = move || stream::iter([Ok::<_, io::Error>(chunk())]);
    let uploads = [
        Upload::bytes(chunk()),
        Upload::stream(one()),
        Upload::stream(one()).length(1_000_000),
        Upload::replay(one),
    ];
    for upload in uploads {
        let began = Instant::now();
        Put::new(upload).call(&slow_reader()).await.unwrap();
        assert_eq!(began.elapsed(), Duration::from_secs(80));
    }
}

#[tokio::test]
async fn a_large_chunk_is_sent_in_pieces_of_128_kib() {
    const MOST: usize = 128 * 1024;
    for length in [1, MOST - 1, MOST, MOST + 1, 3 * MOST, 3 * MOST + 1] {
        let content: Vec<u8> = (0..=250).cycle().take(length).collect();
        let chunks = || {
            let chunks = [content.clone(), b"end".to_vec()].map(|it| Ok::<_, io::Error>(it.into()));
            stream::iter(chunks)
        };
        let whole = [&content[..], b"end"].concat();
        let announced = whole.len() as u64;
        let uploads = [
            (Upload::bytes(whole.clone()), true),
            (Upload::stream(chunks()), true),
            (Upload::stream(chunks()).length(announced), true),
            (Upload::stream(chunks()).length(announced - 1), false),
            (Upload::stream(chunks()).length(announced + 1), false),
        ];
        for (upload, is_right) in uploads {
            let mut body = crate::request(&Put::new(upload)).into_body();
            let mut sent = Vec::new();
            let mut failed = false;
            while let Some(frame) = body.frame().await {
                let Ok(frame) = frame else {
                    failed = true;
                    break;
                };
                let data = frame.into_data().unwrap();
                assert!(data.len() <= MOST, "{length}: {}", data.len());
                sent.extend(data);
            }
            assert_eq!(failed, !is_right, "{length}");
            if is_right {
                assert!(sent == whole, "{length}");
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn an_upload_that_stands_still_ends_a_sixteenth_late_at_most() {
    for chunks in [0, 1, 5] {
        let began = Instant::now();
        let source = counted_out(chunks, Duration::from_secs(3)).chain(stream::pending());
        let upload = Upload::stream(source);
        let error = Put::new(upload).call(&reader()).await.unwrap_err();
        let Error::Transport(error) = error else {
            panic!("{chunks}: {error:?}")
        };
        assert!(
            matches!(error.kind(), TransportErrorKind::Timeout(_)),
            "{error:?}"
        );
        let took = began.elapsed();
        let last_chunk = Duration::from_secs(3) * u32::try_from(chunks).unwrap();
        let least = last_chunk + Duration::from_secs(16);
        let most = last_chunk + Duration::from_millis(17_010);
        assert!((least..=most).contains(&took), "{chunks}: {took:?}");
    }
}

#[test]
fn the_content_type() {
    let content_type = |media_type, file: Option<Upload>| {
        let request = crate::request(&Post { media_type, file });
        let value = request.headers().get("content-type").cloned();
        value.map(|value| value.to_str().unwrap().to_owned())
    };
    let zip = || Upload::bytes("x").content_type("application/zip");
    let plain = || Upload::bytes("x");
    let cases = [
        (None, None, None),
        (None, Some(plain()), Some("application/octet-stream")),
        (None, Some(zip()), Some("application/zip")),
        (Some("text/css"), Some(zip()), Some("text/css")),
        (
            None,
            Some(plain().content_type("a\nb")),
            Some("application/octet-stream"),
        ),
    ];
    for (header, upload, expected) in cases {
        assert_eq!(content_type(header, upload).as_deref(), expected);
    }
}

#[tokio::test]
async fn without_an_upload_there_is_no_body() {
    let server = Script::start([DONE, DONE]).await;
    let client: Client = client(&server.base);
    Post::new().call(&client).await.unwrap();
    Post::new()
        .file(Upload::bytes("x"))
        .call(&client)
        .await
        .unwrap();
    let received = server.received();
    assert_eq!(framing(&received[0]), (Some("0"), None));
    assert_eq!(received[0].header("content-type"), None);
    assert_eq!(received[1].body, b"x");
    let request = crate::request(&Post::new());
    assert_eq!(request.into_body().as_bytes(), Some(&b""[..]));
}
