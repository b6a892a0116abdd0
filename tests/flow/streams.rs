//! Streaming bodies.

use std::time::Duration;

use callpoint::{
    ByteStream, Client, Endpoint, Error, StreamError, TimeoutKind, TransportErrorKind, endpoint,
};

use crate::client;
use crate::memory::{self, End, json, piecewise, responding};
use callpoint_test_support::script::{Script, ScriptedResponse};

#[endpoint(GET, "/file",
    200 | 206 => ByteStream as Stream,
    404 => Missing { name: String },
)]
struct GetFile;

#[endpoint(GET, "/file", max_response = "4 B", 200 => ByteStream as Stream)]
struct GetSmall;

#[endpoint(GET, "/file", timeout = "200ms", 200 => ByteStream as Stream)]
struct GetSoon;

/// The pieces, the error after them, and that nothing follows.
async fn pieces(mut stream: ByteStream) -> (Vec<String>, Option<StreamError>) {
    let mut pieces = Vec::new();
    let error = loop {
        match stream.next().await {
            Some(Ok(piece)) => pieces.push(String::from_utf8(piece.to_vec()).unwrap()),
            Some(Err(error)) => break Some(error),
            None => break None,
        }
    };
    for _ in 0..2 {
        assert!(stream.next().await.is_none(), "something after the end");
    }
    (pieces, error)
}

async fn stream(client: &Client) -> ByteStream {
    GetFile::new().call(client).await.unwrap()
}

#[tokio::test]
async fn pieces_come_as_they_are() {
    let client = piecewise(&["ab", "", "cde"], End::Whole);
    let mut stream = stream(&client).await;
    assert_eq!((stream.received(), stream.expected()), (0, None));
    let mut progress = Vec::new();
    while let Some(piece) = stream.next().await {
        progress.push((piece.unwrap().len(), stream.received()));
    }
    progress.retain(|(length, _)| *length > 0);
    assert_eq!(progress, [(2, 2), (3, 5)]);
    assert!(stream.next().await.is_none());
    assert_eq!(format!("{stream:?}"), "ByteStream(5 bytes so far)");
}

#[tokio::test]
async fn a_stream_is_collected() {
    let client = piecewise(&["ab", "cde"], End::Whole);
    assert_eq!(stream(&client).await.collect().await.unwrap(), "abcde");
    let mut copy = Vec::new();
    let length = stream(&client).await.copy_to(&mut copy).await.unwrap();
    assert_eq!((length, copy.as_slice()), (5, &b"abcde"[..]));
    let path = std::env::temp_dir().join(format!("callpoint-flow-save-{}", std::process::id()));
    for _ in 0..2 {
        assert_eq!(stream(&client).await.save(&path).await.unwrap(), 5);
        assert_eq!(std::fs::read(&path).unwrap(), b"abcde");
    }
    std::fs::remove_file(&path).unwrap();
}

/// tokio writes files in the background, so the data is in the file only once it has been flushed.
#[tokio::test]
async fn an_interrupted_download_keeps_what_arrived_in_the_file() {
    let path = std::env::temp_dir().join(format!("callpoint-flow-cut-{}", std::process::id()));
    for _ in 0..50 {
        let cut = stream(&piecewise(&["xy"], End::Broken)).await;
        let error = cut.save(&path).await.unwrap_err();
        let inner = error.get_ref().unwrap().downcast_ref::<StreamError>();
        assert_eq!(inner.unwrap().received(), 2);
        assert_eq!(std::fs::read(&path).unwrap(), b"xy");
    }
    std::fs::remove_file(&path).unwrap();
}

#[tokio::test]
async fn a_body_that_is_interrupted_on_the_wire() {
    let head = "HTTP/1.1 200 OK\r\n";
    let announced = format!("{head}content-length: 10\r\n\r\nabcde");
    let chunked = format!("{head}transfer-encoding: chunked\r\n\r\n5\r\nabcde\r\n9\r\nx");
    for (response, came, expected) in [(announced, "abcde", Some(10)), (chunked, "abcdex", None)] {
        let server = Script::start([response]).await;
        let stream = stream(&client(&server.base)).await;
        assert_eq!(stream.expected(), expected);
        let (pieces, error) = pieces(stream).await;
        let error = error.unwrap();
        let all = pieces.concat();
        assert_eq!(error.received(), all.len() as u64, "{error}");
        assert!(came.starts_with(&all) && all.len() >= 5, "{pieces:?}");
        assert_eq!(error.kind(), Some(TransportErrorKind::ConnectionClosed));
        assert!(!error.is_timeout() && error.failure().is_none());
        let text = format!(
            "GET /file: the stream was interrupted, after {} bytes",
            all.len()
        );
        assert_eq!(error.to_string(), text);
        assert_eq!(error.endpoint().name, "GetFile");
    }
}

#[tokio::test]
async fn a_body_that_stalls() {
    let response = "HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc".to_owned();
    let server = Script::start([ScriptedResponse::Silence(response)]).await;
    let client = Client::builder(&server.base)
        .idle_timeout(Duration::from_millis(100))
        .build()
        .unwrap();
    let (pieces, error) = pieces(stream(&client).await).await;
    let error = error.unwrap();
    assert_eq!(pieces.concat(), "abc");
    let timeout = TransportErrorKind::Timeout(TimeoutKind::Idle);
    assert_eq!((error.kind(), error.received()), (Some(timeout), 3));
    assert!(error.is_timeout());
    let text = "GET /file: no data within the idle timeout, after 3 bytes";
    assert_eq!(error.to_string(), text);
}

/// The call's timeouts end when the headers have arrived.
#[tokio::test]
async fn a_stream_may_take_longer_than_its_call() {
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0))
        .await
        .unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
        let (mut stream, _) = listener.accept().await.unwrap();
        // The request is small enough to arrive in one piece.
        assert_ne!(stream.read(&mut [0; 4096]).await.unwrap(), 0);
        let head = b"HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\n";
        stream.write_all(head).await.unwrap();
        for piece in ["ab", "cd", "ef"] {
            tokio::time::sleep(Duration::from_millis(150)).await;
            stream.write_all(piece.as_bytes()).await.unwrap();
        }
    });
    let stream = GetSoon::new().call(&client(&base)).await.unwrap();
    assert_eq!(stream.collect().await.unwrap(), "abcdef");
}

#[tokio::test]
async fn the_limit_of_a_declaration_holds_for_a_stream() {
    let sent = [
        (&["ab", "cd"][..], true),
        (&["ab", "cde", "f"], false),
        (&["abcdefg"], false),
    ];
    for (sent, is_whole) in sent {
        let client = piecewise(sent, End::Whole);
        let (pieces, error) = pieces(GetSmall::new().call(&client).await.unwrap()).await;
        // As with a response in memory, what is within the limit is kept.
        assert_eq!(pieces.concat(), "abcd", "{sent:?}");
        let limit = TransportErrorKind::BodyTooLarge { limit: 4 };
        let kind = error.and_then(|error| error.kind());
        assert_eq!(kind, (!is_whole).then_some(limit), "{sent:?}");
    }
}

#[tokio::test]
async fn an_error_response_in_place_of_a_stream_has_its_type() {
    let missing = r#"{"name":"file"}"#;
    let client = responding(|_| json(404, r#"{"name":"file"}"#)).0;
    let error = GetFile::new().call(&client).await.unwrap_err();
    assert_eq!(error.api().unwrap().as_missing().unwrap().name, "file");
    assert_eq!(error.body().unwrap(), missing);
    let client = responding(|_| json(500, "no luck")).0;
    let error = GetFile::new().call(&client).await.unwrap_err();
    assert!(matches!(error, Error::Unexpected(_)), "{error}");
    assert_eq!(error.body().unwrap(), "no luck");
}

#[tokio::test]
async fn status_and_headers_of_a_stream() {
    let response = "HTTP/1.1 206 Partial Content\r\ncontent-range: bytes 0-2/9\r\ncontent-length: 3\r\n\r\nabc";
    let server = Script::start([response]).await;
    let response = client(&server.base)
        .call_with_response(&GetFile::new())
        .await
        .unwrap();
    assert_eq!(response.status(), 206);
    assert_eq!(response.headers()["content-range"], "bytes 0-2/9");
    assert_eq!(response.expected(), Some(3));
    let all = response.into_inner().collect().await.unwrap();
    assert_eq!(all, "abc");
}

#[tokio::test]
async fn a_response_in_memory_is_a_stream_too() {
    let headers = [("content-length", "5")];
    let stream = GetFile::from_http(crate::response(200, &headers, "abcde")).unwrap();
    assert_eq!(stream.expected(), Some(5));
    let (pieces, error) = pieces(stream).await;
    assert!(error.is_none());
    assert_eq!(pieces, ["abcde"]);
    let stream = GetFile::from_http(crate::response(200, &[], "")).unwrap();
    assert_eq!(stream.collect().await.unwrap(), "");
    let error = GetFile::from_http(crate::response(404, &[], r#"{"name":"x"}"#));
    assert!(error.unwrap_err().api().unwrap().is_missing());
}

/// A stream has no known end, but what is collected from it is limited.
#[tokio::test]
async fn a_collected_stream_has_the_response_limit() {
    let large = || http::Response::new(vec![b'x'; 17 << 20].into());
    let cases = [
        (None, Some(16 << 20)),
        (Some(5), Some(5)),
        (Some(20 << 20), None),
    ];
    for (limit, passed) in cases {
        let (transport, _) = memory::transport(move |_| large());
        let mut builder = Client::builder("https://api.example.com").transport(transport);
        if let Some(limit) = limit {
            builder = builder.max_response(limit);
        }
        let client = builder.build().unwrap();
        let collected = stream(&client).await.collect().await;
        let kind = collected.err().and_then(|error| error.kind());
        let expected = passed.map(|limit| TransportErrorKind::BodyTooLarge { limit });
        assert_eq!(kind, expected, "{limit:?}");
        // Read piece by piece, it may have any length.
        let copied = stream(&client).await.copy_to(&mut tokio::io::sink()).await;
        assert_eq!(copied.unwrap(), 17 << 20);
    }
    // A body that is already in memory needs no limit.
    let stream = GetFile::from_http(http::Response::new(vec![b'x'; 17 << 20].into())).unwrap();
    assert_eq!(stream.collect().await.unwrap().len(), 17 << 20);
}
