//! Streaming request bodies.

use callpoint::{ByteStream, Upload, endpoint};

use crate::multipart::Temporary;
use crate::{Echo, client};

#[endpoint(POST, "/anything", 200 => Echo)]
struct Send {
    #[body(Stream)]
    content: Upload,
}

#[endpoint(GET, "/range/<count>", 200 => ByteStream as Stream)]
struct Letters {
    count: u32,
}

#[tokio::test]
#[ignore = "needs httpbin: tests/live/httpbin.sh"]
async fn bytes_and_a_file() {
    let client = client();
    let text = "0123456789".repeat(20_000);
    let file = Temporary::new("upload.txt", text.as_bytes());
    for upload in [
        Upload::bytes(text.clone()),
        Upload::file(&file.0).await.unwrap(),
    ] {
        let request = Send::new(upload.content_type("text/plain"));
        for _ in 0..2 {
            let echo = request.call(&client).await.unwrap();
            assert_eq!(echo.header("Content-Length"), Some("200000"));
            assert_eq!(echo.header("Content-Type"), Some("text/plain"));
            assert!(echo.data == text);
        }
    }
    let echo = Send::new(Upload::bytes("")).call(&client).await.unwrap();
    assert_eq!(echo.data, "");
}

#[tokio::test]
#[ignore = "needs httpbin: tests/live/httpbin.sh"]
async fn a_stream_with_its_length_and_without() {
    let client = client();
    for announced in [None, Some(30_000)] {
        let letters = Letters::new(30_000).call(&client).await.unwrap();
        let upload = Upload::stream(letters);
        let upload = announced.map_or(upload.clone(), |length| upload.length(length));
        let request = Send::new(upload);
        let echo = request.call(&client).await.unwrap();
        assert_eq!((echo.data.len(), &echo.data[25..28]), (30_000, "zab"));
        // A stream can be read only once.
        let error = request.call(&client).await.unwrap_err();
        assert!(error.status().is_none(), "{error}");
    }
}

#[tokio::test]
#[ignore = "needs httpbin: tests/live/httpbin.sh"]
async fn a_replayable_stream() {
    let client = client();
    let mut streams = Vec::new();
    // Two are sent; how many are created is up to the client.
    for _ in 0..8 {
        streams.push(Letters::new(10).call(&client).await.unwrap());
    }
    let streams = std::sync::Mutex::new(streams);
    let upload = Upload::replay(move || streams.lock().unwrap().pop().unwrap());
    let request = Send::new(upload.length(10));
    for _ in 0..2 {
        assert_eq!(request.call(&client).await.unwrap().data, "abcdefghij");
    }
}

#[tokio::test]
#[ignore = "needs httpbin: tests/live/httpbin.sh"]
async fn a_stream_that_differs_from_its_declared_length() {
    let client = client();
    for (announced, problem) in [(9, "longer"), (11, "shorter")] {
        let letters = Letters::new(10).call(&client).await.unwrap();
        let request = Send::new(Upload::stream(letters).length(announced));
        let error = request.call(&client).await.unwrap_err();
        assert!(error.status().is_none(), "{error}");
        let text = format!("{error:?}");
        assert!(text.contains(problem), "{announced}: {text}");
    }
}
