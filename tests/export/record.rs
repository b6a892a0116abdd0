//! A recorded exchange is played back without a server, and the file contains no secret.

mod links;

use std::collections::BTreeMap;
use std::error::Error as _;
use std::sync::atomic::{AtomicUsize, Ordering};

use callpoint::pages::{Next, Paginate};
use callpoint::{Body, ByteStream, Bytes, Response, Upload, endpoint};
use callpoint_testing::{PlaybackTransport, RecordTransport};
use futures_util::StreamExt as _;
use serde::Deserialize;
use serde_json::Value;

use crate::service::{File, Service, builder, reason};

#[derive(Debug, Deserialize, PartialEq)]
struct Reflected {
    access_token: String,
    #[serde(rename = "Secret")]
    secret: u64,
    session: Option<String>,
    password: Option<String>,
    note: String,
    list: Vec<String>,
}

#[endpoint(POST, "/a/<path>/<rest..>?<query>&token=<open>", auth = Basic, 200 => Reflected, 400 => String as Text)]
struct Places {
    #[secret]
    path: &'static str,
    #[secret]
    rest: Vec<&'static str>,
    #[secret]
    query: &'static str,
    open: &'static str,
    #[query(style = deep)]
    #[secret]
    deep: BTreeMap<&'static str, &'static str>,
    #[header("x-secret")]
    #[secret]
    header: &'static str,
    #[secret]
    password: &'static str,
    #[secret]
    pin: u32,
    shown: &'static str,
}

fn places() -> Places {
    Places::new(
        "canary-path",
        vec!["canary-rest", "canary/rest"],
        "canary query",
        "canary-token",
        BTreeMap::from([("k", "canary-deep")]),
        "canary-header",
        "canary\"password",
        271_828,
        "shown",
    )
}

/// Everything that was sent is echoed.
fn echo(head: &http::request::Parts, body: &[u8]) -> http::Response<Body> {
    let sent: Value = serde_json::from_slice(body).unwrap();
    let headers: Vec<String> = head
        .headers
        .values()
        .map(|value| value.to_str().unwrap().to_owned())
        .collect();
    let response = serde_json::json!({
        "access_token": "canary-of-the-server",
        "Secret": 314_159,
        "session": "canary-session",
        "password": null,
        "note": format!("{} with {}", head.uri, sent["password"].as_str().unwrap()),
        "list": headers,
        "pin": sent["pin"],
    });
    http::Response::builder()
        .header("set-cookie", "id=canary-cookie")
        .header("content-type", "application/json")
        .header("x-echo", head.headers["x-secret"].clone())
        .body(response.to_string().into())
        .unwrap()
}

#[tokio::test]
async fn no_secret_is_in_the_file() {
    let file = File::new();
    let recorder = RecordTransport::new(Service::new(echo), &file.0)
        .unwrap()
        .redact_key("Session");
    let client = builder(recorder)
        .basic_auth("id", "canary-basic")
        .default_header("cookie", "c=canary-crumb")
        .build()
        .unwrap();
    let response = places().call(&client).await.unwrap();
    assert!(
        response.note.contains("canary-path")
            && response.list.contains(&"c=canary-crumb".to_owned()),
        "the call sees all: {response:?}"
    );
    places()
        .call(&client)
        .base_path("/other/base")
        .await
        .unwrap();

    let text = file.text();
    for hidden in ["canary", "271828", "314159", "aWQ6Y2FuYXJ5"] {
        assert!(!text.contains(hidden), "{hidden} in {text}");
    }
    let entries = file.entries();
    let target = "/a/***/***/***?query=***&token=***&deep%5B***";
    assert_eq!(
        entries[0]["request"]["url"],
        format!("https://api.example.com/v1{target}")
    );
    assert_eq!(
        entries[1]["request"]["url"],
        format!("https://api.example.com/other/base{target}")
    );
    let body = r#"{"password":"***","pin":"***","shown":"shown"}"#;
    assert_eq!(entries[0]["request"]["postData"]["text"], body);
    assert_eq!(entries[0]["_endpoint"], "Places");

    let playback = PlaybackTransport::open(&file.0)
        .unwrap()
        .redact_key("session");
    let client = builder(playback.clone())
        .basic_auth("id", "another")
        .build()
        .unwrap();
    let played = places().call(&client).await.unwrap();
    assert_eq!(
        (
            played.access_token.as_str(),
            played.secret,
            played.session.as_deref(),
            played.password
        ),
        ("***", 0, Some("***"), None)
    );
    assert_eq!(playback.unused(), [format!("POST /other/base{target}")]);
}

#[endpoint(GET, "/users/<user>/links?<key>&<page>", auth = ApiKey, 200 => Page)]
struct List {
    #[secret]
    user: &'static str,
    #[secret]
    key: &'static str,
    page: Option<u8>,
}

#[derive(Debug, Deserialize)]
struct Page {
    next: Option<String>,
    items: Vec<String>,
}

impl Paginate for List {
    type Item = String;

    fn next(&self, page: &Response<Page>) -> Next<Self> {
        Next::link(page.next.as_deref())
    }

    fn items(page: Page) -> Vec<String> {
        page.items
    }
}

#[tokio::test]
async fn links_that_repeat_secrets() {
    let file = File::new();
    // The next page is the same URL with another number, with every secret in it.
    let service = Service::new(|head, _| {
        let url = head.uri.to_string();
        let (before, rest) = url.split_once("page=").unwrap();
        let (number, rest) = rest.split_at(1);
        let number: u8 = number.parse().unwrap();
        let next = (number < 3).then(|| format!("{before}page={}{rest}", number + 1));
        let user = url.split('/').nth(5).unwrap();
        let page = serde_json::json!({ "next": next, "items": [format!("{number} of {user}")] });
        http::Response::new(page.to_string().into())
    });
    let list = || List::new("canary-user", "canary-own").page(1);
    let recorder = RecordTransport::new(service, &file.0).unwrap();
    let client = builder(recorder)
        .api_key_query("api", "canary-key")
        .build()
        .unwrap();
    let mut items = client.pages(list()).items();
    let mut received = 0;
    while let Some(item) = items.next().await {
        received += 1;
        assert_eq!(item.unwrap(), format!("{received} of canary-user"));
    }
    let text = file.text();
    assert!(received == 3 && !text.contains("canary"), "{text}");

    let playback = PlaybackTransport::open(&file.0).unwrap();
    let client = builder(playback.clone())
        .api_key_query("api", "other")
        .build()
        .unwrap();
    let mut items = client.pages(list()).items();
    while let Some(item) = items.next().await {
        received -= 1;
        assert!(item.unwrap().ends_with("of ***"));
    }
    assert!(
        received == 0 && playback.unused().is_empty(),
        "{playback:?}"
    );
}

#[endpoint(POST, "/form", body = Form, 200 => String as Text)]
struct Form {
    #[secret]
    password: &'static str,
    open: &'static str,
}

#[endpoint(POST, "/parts", body = Multipart, 200 => String as Text)]
struct Parts {
    #[secret]
    password: &'static str,
    #[secret]
    file: Upload,
    open: Upload,
}

#[endpoint(POST, "/whole", 200 => String as Text)]
struct Whole {
    #[body]
    #[secret]
    content: Vec<&'static str>,
}

#[endpoint(POST, "/stream", 200 => String as Text)]
struct Stream {
    #[body(Stream)]
    #[secret]
    content: Upload,
}

#[endpoint(POST, "/xml", body = Xml, 200 => String as Text)]
struct Xml {
    #[secret]
    password: &'static str,
}

#[endpoint(GET, "/key?<page>", auth = ApiKey, 200 => String as Text)]
struct Key {
    page: u8,
}

#[tokio::test]
async fn every_body_and_its_echo() {
    let file = File::new();
    let service = Service::new(|head, body| {
        let text = format!("{} {}", head.uri, String::from_utf8_lossy(body));
        http::Response::new(text.into())
    });
    let client = builder(RecordTransport::new(service, &file.0).unwrap())
        .api_key_query("key", "canary-key")
        .build()
        .unwrap();
    let parts = || {
        Parts::new(
            "canary-part",
            Upload::bytes("canary-file"),
            Upload::bytes("shown"),
        )
    };
    let mut sent = vec![
        Form::new("canary-form", "shown")
            .call(&client)
            .await
            .unwrap(),
        parts().call(&client).await.unwrap(),
        Whole::new(vec!["canary-whole"])
            .call(&client)
            .await
            .unwrap(),
        Stream::new(Upload::bytes("canary-stream").length(13))
            .call(&client)
            .await
            .unwrap(),
        Xml::new("canary-xml").call(&client).await.unwrap(),
        Key::new(1).call(&client).await.unwrap(),
    ];
    assert!(
        sent.iter().all(|response| response.contains("canary")),
        "{sent:?}"
    );
    let text = file.text();
    assert!(!text.contains("canary"), "{text}");
    assert_eq!(file.entries().len(), sent.len());

    let playback = PlaybackTransport::open(&file.0).unwrap();
    let client = builder(playback.clone())
        .api_key_query("key", "other")
        .build()
        .unwrap();
    // In another order.
    let played = [
        Key::new(1).call(&client).await.unwrap(),
        Xml::new("other").call(&client).await.unwrap(),
        Stream::new(Upload::bytes("others"))
            .call(&client)
            .await
            .unwrap(),
        Whole::new(vec![]).call(&client).await.unwrap(),
        Parts::new("other", Upload::bytes("other"), Upload::bytes("shown"))
            .call(&client)
            .await
            .unwrap(),
        Form::new("other", "shown").call(&client).await.unwrap(),
    ];
    assert!(playback.unused().is_empty(), "{:?}", playback.unused());
    sent.reverse();
    for (played, sent) in played.iter().zip(&sent) {
        let path = |text: &str| text.split(['?', ' ']).next().map(str::to_owned);
        assert_eq!(path(played), path(sent));
    }
}

#[tokio::test]
async fn requests_that_were_not_recorded() {
    let file = File::new();
    let service = Service::new(|_, _| http::Response::new("ok".into()));
    let client = builder(RecordTransport::new(service, &file.0).unwrap())
        .api_key_query("key", "k3y")
        .build()
        .unwrap();
    Key::new(1).call(&client).await.unwrap();
    Form::new("p", "one").call(&client).await.unwrap();
    let playback = PlaybackTransport::open(&file.0).unwrap();
    let client = builder(playback.clone())
        .api_key_query("key", "k3y")
        .build()
        .unwrap();
    let query = reason(Key::new(2).call(&client).await);
    assert!(
        query.ends_with("the closest is `GET /v1/key?page=1&key=***`, with a different query"),
        "{query}"
    );
    let body = reason(Form::new("p", "two").call(&client).await);
    assert_eq!(
        body,
        "the recording has no response to `POST /v1/form?key=***`; the closest is `POST /v1/form?key=***`, with a different body"
    );
    Key::new(1).call(&client).await.unwrap();
    let repeated = reason(Key::new(1).call(&client).await);
    assert!(
        repeated.ends_with("which has already been played"),
        "{repeated}"
    );
    assert_eq!(playback.unused(), ["POST /v1/form?key=***"]);
}

#[endpoint(GET, "/bytes", 200 => ByteStream as Stream, 404 => Vec<u8> as Raw)]
struct Read;

#[tokio::test]
async fn streams_bytes_and_oversized_bodies() {
    let file = File::new();
    let calls = AtomicUsize::new(0);
    let service = Service::new(move |_, _| match calls.fetch_add(1, Ordering::Relaxed) {
        0 => http::Response::builder()
            .status(404)
            .body(Bytes::from_static(b"\xff\0bytes").into())
            .unwrap(),
        n => {
            let pieces = vec![Bytes::from("piece"); 1 + n];
            let pieces = futures_util::stream::iter(pieces)
                .map(|piece| Ok::<_, std::io::Error>(http_body::Frame::data(piece)));
            http::Response::new(Body::wrap(http_body_util::StreamBody::new(pieces)))
        }
    });
    let client = builder(RecordTransport::new(service, &file.0).unwrap().max_body(12))
        .build()
        .unwrap();
    Read {}.call(&client).await.unwrap_err();
    let mut stream = Read {}.call(&client).await.unwrap();
    assert_eq!(file.entries().len(), 1, "the second is not over");
    while stream.next().await.is_some() {}
    // Dropped before its end.
    drop(Read {}.call(&client).await.unwrap());
    let mut long = Read {}.call(&client).await.unwrap();
    while long.next().await.is_some() {}

    assert!(!file.text().contains("piecepiecep"), "{}", file.text());
    let playback = PlaybackTransport::open(&file.0).unwrap();
    let client = builder(playback.clone()).build().unwrap();
    let error = Read {}.call(&client).await.unwrap_err();
    assert_eq!(error.body().unwrap(), &b"\xff\0bytes"[..]);
    let mut stream = Read {}.call(&client).await.unwrap();
    let mut read = Vec::new();
    while let Some(piece) = stream.next().await {
        read.extend_from_slice(&piece.unwrap());
    }
    assert_eq!(read, b"piecepiece");
    let error = Read {}.call(&client).await.unwrap_err();
    assert!(
        error
            .source()
            .unwrap()
            .to_string()
            .contains("was not recorded completely")
    );
}

#[test]
fn files_that_are_not_recordings() {
    let service = || Service::new(|_, _| http::Response::new(Body::empty()));
    assert!(RecordTransport::new(service(), "/no/such/folder/a.har").is_err());
    let file = File::new();
    assert!(PlaybackTransport::open(&file.0).is_err());
    for text in ["", "{}", r#"{"log":{}}"#, r#"{"log":{"entries":{}}}"#] {
        std::fs::write(&file.0, text).unwrap();
        assert!(PlaybackTransport::open(&file.0).is_err(), "{text}");
    }
    // As another tool may write it.
    let text = r#"{"log":{"entries":[{"request":{"method":"GET","url":"https://h"},"response":{"status":204,"content":{"size":0,"mimeType":""}}}]}}"#;
    std::fs::write(&file.0, text).unwrap();
    assert_eq!(PlaybackTransport::open(&file.0).unwrap().unused(), ["GET "]);
}
