//! Partial content, and conditional requests.

use std::str::FromStr;

use callpoint::{Bytes, FromResponse, endpoint};

use crate::{Echo, client};

/// `bytes 2-5/10` (RFC 9110, section 14.4).
#[derive(Debug, PartialEq, Eq)]
struct ContentRange {
    first: u64,
    last: u64,
    whole: u64,
}

impl FromStr for ContentRange {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let mut numbers = text
            .strip_prefix("bytes ")
            .ok_or(())?
            .split(['-', '/'])
            .map(|number| number.parse().map_err(|_| ()));
        let mut next = || numbers.next().ok_or(())?;
        Ok(Self {
            first: next()?,
            last: next()?,
            whole: next()?,
        })
    }
}

#[derive(Debug, FromResponse)]
struct Piece {
    #[header("content-range")]
    range: ContentRange,
    #[header("etag")]
    etag: Option<String>,
    #[body(Raw)]
    content: Bytes,
}

#[endpoint(GET, "/range/<count>",
    200 => Whole(Bytes as Raw),
    206 => Piece as Whole,
    416 => ()
)]
struct Letters {
    count: u32,
    #[header("range")]
    range: Option<String>,
}

#[tokio::test]
#[ignore = "needs httpbin: tests/live/httpbin.sh"]
async fn a_range_and_the_whole() {
    let client = client();
    let whole = Letters::new(10).call(&client).await.unwrap();
    assert_eq!(whole.as_whole().unwrap(), "abcdefghij");
    let ranges = [
        ("bytes=2-5", 2, 5, "cdef"),
        ("bytes=7-", 7, 9, "hij"),
        ("bytes=-3", 7, 9, "hij"),
    ];
    for (range, first, last, content) in ranges {
        let output = Letters::new(10).range(range).call(&client).await.unwrap();
        let LettersOutput::PartialContent(piece) = output else {
            panic!("{range} gives a part")
        };
        let expected = ContentRange {
            first,
            last,
            whole: 10,
        };
        assert_eq!(
            (piece.range, &piece.content[..]),
            (expected, content.as_bytes())
        );
        assert_eq!(piece.etag.as_deref(), Some("range10"));
    }
    let error = Letters::new(10).range("bytes=20-30").call(&client).await;
    let error = error.unwrap_err();
    assert_eq!(error.headers().unwrap()["content-range"], "bytes */10");
    assert!(error.into_api().unwrap().is_range_not_satisfiable());
}

#[endpoint(GET, "/etag/<tag>",
    200 => Fresh(Echo),
    304 => Unchanged(()),
    412 => Changed(()),
)]
struct Tagged {
    tag: &'static str,
    #[header("if-none-match")]
    if_none_match: Option<&'static str>,
    #[header("if-match")]
    if_match: Option<&'static str>,
}

#[tokio::test]
#[ignore = "needs httpbin: tests/live/httpbin.sh"]
async fn an_unchanged_resource_is_not_sent() {
    let client = client();
    let fresh = client.call_with_response(&Tagged::new("v1")).await.unwrap();
    assert!(fresh.is_fresh());
    assert_eq!(fresh.headers()["etag"], "v1");
    let conditional = Tagged::new("v1").if_none_match("v1").call(&client).await;
    assert!(conditional.unwrap().is_unchanged());
    let newer = Tagged::new("v2").if_none_match("v1").call(&client).await;
    assert!(newer.unwrap().is_fresh());
    let other = Tagged::new("v2").if_match("v1").call(&client).await;
    assert!(other.unwrap_err().into_api().unwrap().is_changed());
}

#[endpoint(GET, "/cache", 200 => Echo)]
struct Cache {
    #[header("if-modified-since")]
    since: Option<&'static str>,
}

#[tokio::test]
#[ignore = "needs httpbin: tests/live/httpbin.sh"]
async fn an_undeclared_status() {
    let client = client();
    assert!(Cache::new().call(&client).await.unwrap().args.is_empty());
    let call = Cache::new().since("Thu, 01 Jan 2026 00:00:00 GMT");
    let error = call.call(&client).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 304);
    assert!(matches!(error, callpoint::Error::Unexpected(_)), "{error}");
}
