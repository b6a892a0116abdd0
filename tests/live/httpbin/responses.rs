//! Complete responses: codecs, headers, errors for a body of another kind.

use std::collections::BTreeMap;

use callpoint::http::HeaderMap;
use callpoint::{Bytes, Error, FromResponse, TransportErrorKind, endpoint};
use serde::Deserialize;

use crate::{builder, client};

#[endpoint(GET, "/uuid", 200 => Made { uuid: String })]
struct Uuid;

#[endpoint(GET, "/html", 200 => String as Text)]
struct Html;

#[endpoint(GET, "/xml", 200 => String as Text)]
struct Xml;

#[endpoint(GET, "/robots.txt", 200 => String as Text)]
struct Robots;

#[endpoint(GET, "/encoding/utf8", 200 => String as Text)]
struct Utf8;

#[tokio::test]
#[ignore = "needs httpbin: tests/live/httpbin.sh"]
async fn text_of_every_kind() {
    let client = client();
    let texts = [
        (Html::new().call(&client).await, "Herman Melville"),
        (Xml::new().call(&client).await, "<slideshow"),
        (Robots::new().call(&client).await, "Disallow: /deny"),
        (Utf8::new().call(&client).await, "გთხოვთ"),
    ];
    for (text, part) in texts {
        assert!(text.unwrap().contains(part), "{part}");
    }
    assert_eq!(Uuid::new().call(&client).await.unwrap().uuid.len(), 36);
}

#[endpoint(GET, "/deny", 200 => Denied { message: String })]
struct Deny;

#[tokio::test]
#[ignore = "needs httpbin: tests/live/httpbin.sh"]
async fn a_body_of_another_kind() {
    let client = client();
    let Err(Error::Decode(error)) = Deny::new().call(&client).await else {
        panic!("text is not JSON")
    };
    assert_eq!(error.media_type(), Some("text/plain"));
    assert_eq!(
        error.failure().to_string(),
        "expected application/json, got text/plain"
    );
    assert!(error.body().ends_with(b"YOU SHOULDN'T BE HERE\n"));
    assert_eq!(error.path(), None);
}

#[derive(Debug, Clone, Deserialize)]
struct Slideshow {
    slides: Vec<Slide>,
}

#[derive(Debug, Clone, Deserialize)]
struct Slide {
    #[serde(rename = "items")]
    _items: Vec<String>,
}

#[endpoint(GET, "/json", 200 => Show { slideshow: Slideshow })]
struct Json;

#[tokio::test]
#[ignore = "needs httpbin: tests/live/httpbin.sh"]
async fn a_body_that_does_not_match() {
    let client = client();
    let error = match Json::new().call(&client).await {
        Ok(show) => panic!("{:?}", show.slideshow.slides),
        Err(error) => error,
    };
    let Error::Decode(error) = error else {
        panic!("{error}")
    };
    assert_eq!(error.path(), Some("slideshow.slides[0]"));
    assert_eq!(error.status(), 200);
}

#[derive(Debug, FromResponse)]
struct Unpacked {
    #[header("content-encoding")]
    encoding: Option<String>,
    #[body]
    body: BTreeMap<String, serde_json::Value>,
}

#[endpoint(GET, "/<coding>", 200 => Unpacked as Whole)]
struct Packed {
    coding: &'static str,
}

#[tokio::test]
#[ignore = "needs httpbin: tests/live/httpbin.sh"]
async fn a_compressed_body_is_decompressed() {
    let client = client();
    for (coding, key) in [
        ("gzip", "gzipped"),
        ("deflate", "deflated"),
        ("brotli", "brotli"),
    ] {
        let unpacked = Packed::new(coding).call(&client).await.unwrap();
        assert_eq!(unpacked.encoding, None);
        assert_eq!(unpacked.body[key], true, "{coding}");
    }
}

#[derive(Debug, FromResponse)]
struct Described {
    #[status]
    status: u16,
    #[header("x-pages")]
    pages: u32,
    #[header("etag")]
    etag: Option<String>,
    #[headers]
    headers: HeaderMap,
    #[body]
    body: BTreeMap<String, serde_json::Value>,
}

#[endpoint(GET, "/response-headers", 200 => Described as Whole)]
struct Describe {
    #[query("X-Pages")]
    pages: Option<&'static str>,
    #[query("ETag")]
    etag: Option<&'static str>,
    #[query("X-Tag")]
    tags: Vec<&'static str>,
}

#[tokio::test]
#[ignore = "needs httpbin: tests/live/httpbin.sh"]
async fn headers_with_the_body() {
    let client = client();
    let request = Describe::new(vec!["a", "b"]).pages("3").etag("\"v1\"");
    let described = request.call(&client).await.unwrap();
    assert_eq!((described.status, described.pages), (200, 3));
    assert_eq!(described.etag.as_deref(), Some("\"v1\""));
    assert_eq!(described.body["X-Tag"], serde_json::json!(["a", "b"]));
    let tags: Vec<_> = described.headers.get_all("x-tag").iter().collect();
    assert_eq!(tags, ["a", "b"]);

    let missing = Describe::new(vec![]).call(&client).await.unwrap_err();
    let wrong = Describe::new(vec![]).pages("many").call(&client).await;
    let problems = [
        (missing, "expected a header `x-pages`"),
        (
            wrong.unwrap_err(),
            "expected a valid value of the header `x-pages`",
        ),
    ];
    for (error, problem) in problems {
        let Error::Decode(error) = error else {
            panic!("{error}")
        };
        assert_eq!(error.failure().to_string(), problem);
    }
}

#[endpoint(GET, "/bytes/<count>", 200 => Bytes as Raw)]
struct Random {
    count: u32,
}

#[tokio::test]
#[ignore = "needs httpbin: tests/live/httpbin.sh"]
async fn bytes_and_their_limit() {
    let builder = builder();
    let client = builder.max_response(5000).build().unwrap();
    let bytes = Random::new(5000).call(&client).await.unwrap();
    assert_eq!(bytes.len(), 5000);
    let Err(Error::Transport(error)) = Random::new(5001).call(&client).await else {
        panic!("the limit is 5000")
    };
    assert_eq!(
        error.kind(),
        TransportErrorKind::BodyTooLarge { limit: 5000 }
    );
    assert_eq!(error.status().unwrap(), 200);
}

#[endpoint(HEAD, "/get", 200 => ())]
struct Head;

#[endpoint(HEAD, "/status/404", 200 => (), 404 => Missing(()))]
struct HeadMissing;

#[tokio::test]
#[ignore = "needs httpbin: tests/live/httpbin.sh"]
async fn a_head_alone() {
    let client = client();
    let head = client.call_with_response(&Head::new()).await.unwrap();
    assert_eq!(head.headers()["content-type"], "application/json");
    assert!(head.headers().contains_key("content-length"));
    let error = HeadMissing::new().call(&client).await.unwrap_err();
    assert!(error.into_api().unwrap().is_missing());
}
