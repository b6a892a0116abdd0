//! Streaming responses.

use std::time::Duration;

use callpoint::{ByteStream, JsonLines, TransportErrorKind, endpoint};
use serde::Deserialize;

use crate::multipart::Temporary;
use crate::{builder, client};

#[endpoint(GET, "/stream/<count>", 200 => JsonLines<Row> as NdJson)]
struct Rows {
    count: u32,
}

#[derive(Debug, Deserialize)]
struct Row {
    id: u64,
    url: String,
}

#[tokio::test]
#[ignore = "needs httpbin: tests/live/httpbin.sh"]
async fn json_lines() {
    let client = client();
    let mut rows = Rows::new(20).call(&client).await.unwrap();
    let mut ids = Vec::new();
    while let Some(row) = rows.next().await {
        let row = row.unwrap();
        assert!(row.url.ends_with("/stream/20"));
        ids.push(row.id);
    }
    assert_eq!(ids, (0..20).collect::<Vec<_>>());
    assert!(rows.next().await.is_none());
}

#[derive(Debug, Deserialize)]
struct Other {
    #[serde(rename = "origin")]
    _origin: u8,
}

#[endpoint(GET, "/stream/2", 200 => JsonLines<Other> as NdJson)]
struct OtherRows;

#[tokio::test]
#[ignore = "needs httpbin: tests/live/httpbin.sh"]
async fn a_line_that_fails_to_decode_does_not_end_the_stream() {
    let client = client();
    let mut rows = OtherRows::new().call(&client).await.unwrap();
    for number in 1..=2 {
        let error = rows.next().await.unwrap().unwrap_err();
        let text = format!("GET /stream/2: item {number} does not match the declared type");
        assert!(error.to_string().starts_with(&text), "{error}");
        assert_eq!(error.failure().unwrap().path(), Some("origin"));
        assert!(error.kind().is_none() && error.received() > 0);
    }
    assert!(rows.next().await.is_none());
}

#[endpoint(GET, "/drip?delay=0&<numbytes>&<duration>", 200 => ByteStream as Stream, 5xx => Down(()))]
struct Drip {
    numbytes: u32,
    duration: f32,
    #[query]
    code: Option<u16>,
}

#[tokio::test]
#[ignore = "needs httpbin: tests/live/httpbin.sh"]
async fn progress_while_bytes_arrive_slowly() {
    let builder = builder();
    // The timeouts of complete responses do not apply to a stream.
    let builder = builder.timeout(Duration::from_millis(600));
    let client = builder.build().unwrap();
    let mut bytes = Drip::new(5, 1.5).call(&client).await.unwrap();
    let mut progress = vec![(bytes.received(), bytes.expected())];
    while let Some(piece) = bytes.next().await {
        assert!(piece.unwrap().iter().all(|&byte| byte == b'*'));
        progress.push((bytes.received(), bytes.expected()));
    }
    assert!(progress.len() > 3, "{progress:?}");
    assert!(progress.is_sorted(), "{progress:?}");
    assert_eq!(progress.first(), Some(&(0, Some(5))));
    assert_eq!(progress.last(), Some(&(5, Some(5))));
}

#[tokio::test]
#[ignore = "needs httpbin: tests/live/httpbin.sh"]
async fn a_stream_that_stalls() {
    let builder = builder();
    let idle = Duration::from_millis(400);
    let client = builder.idle_timeout(idle).build().unwrap();
    let mut bytes = Drip::new(2, 3.0).call(&client).await.unwrap();
    assert_eq!(bytes.next().await.unwrap().unwrap(), "*");
    let error = bytes.next().await.unwrap().unwrap_err();
    assert!(error.is_timeout());
    assert_eq!(error.received(), 1);
    let text = error.to_string();
    assert!(text.contains("no data within the idle timeout"), "{text}");
    assert!(text.contains("after 1 byte"), "{text}");
    assert!(bytes.next().await.is_none());
}

#[tokio::test]
#[ignore = "needs httpbin: tests/live/httpbin.sh"]
async fn an_error_response_in_place_of_a_stream() {
    let client = client();
    let call = Drip::new(1, 0.0).code(500).call(&client);
    assert!(call.await.unwrap_err().into_api().unwrap().is_down());
}

#[endpoint(GET, "/stream-bytes/<count>?chunk_size=1000", 200 => ByteStream as Stream)]
struct Random {
    count: u32,
    #[query]
    seed: u8,
}

#[tokio::test]
#[ignore = "needs httpbin: tests/live/httpbin.sh"]
async fn a_stream_of_unknown_length() {
    let client = client();
    let request = Random::new(50_000, 7);
    let bytes = client.call_with_response(&request).await.unwrap();
    assert_eq!(bytes.headers()["content-type"], "application/octet-stream");
    assert_eq!(bytes.expected(), None);

    // The random numbers of httpbin are global: those of another request may mix with these.
    for _ in 0..10 {
        let bytes = request.call(&client).await.unwrap();
        let whole = bytes.collect().await.unwrap();
        assert_eq!(whole.len(), 50_000);

        let mut copy = Vec::new();
        let mut bytes = request.call(&client).await.unwrap();
        assert_eq!(bytes.copy_to(&mut copy).await.unwrap(), 50_000);

        let file = Temporary::new("random", b"what was there before");
        let bytes = request.call(&client).await.unwrap();
        assert_eq!(bytes.save(&file.0).await.unwrap(), 50_000);
        if copy == whole && std::fs::read(&file.0).unwrap() == whole {
            return;
        }
    }
    panic!("the three ways never gave the same bytes");
}

#[endpoint(GET, "/bytes/<count>", max_response = "1000 B", 200 => ByteStream as Stream)]
struct Few {
    count: u32,
}

#[tokio::test]
#[ignore = "needs httpbin: tests/live/httpbin.sh"]
async fn a_stream_that_is_longer_than_its_limit() {
    let client = client();
    let few = Few::new(1000).call(&client).await.unwrap();
    assert_eq!(few.collect().await.unwrap().len(), 1000);
    let few = Few::new(1001).call(&client).await.unwrap();
    let error = few.collect().await.unwrap_err();
    let limit = TransportErrorKind::BodyTooLarge { limit: 1000 };
    assert_eq!(error.kind(), Some(limit), "{error}");
    let none = Few::new(0).call(&client).await.unwrap();
    assert_eq!(none.expected(), Some(0));
    assert!(none.collect().await.unwrap().is_empty());
}
