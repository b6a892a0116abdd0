//! What was recorded once is answered again without a server, and no secret is in the file.

use std::collections::BTreeMap;
use std::error::Error as _;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use callpoint::pages::{Next, Paginate};
use callpoint::transport::{PlaybackTransport, RecordTransport, Sending, Transport};
use callpoint::{
    Body, ByteStream, Bytes, Client, ClientBuilder, Error, Response, Upload, endpoint,
};
use futures_util::StreamExt as _;
use serde::Deserialize;
use serde_json::Value;

/// A file that is gone with the test.
struct File(PathBuf);

impl File {
    fn new() -> Self {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("callpoint-{}-{number}.har", std::process::id());
        Self(std::env::temp_dir().join(name))
    }

    fn text(&self) -> String {
        std::fs::read_to_string(&self.0).unwrap()
    }

    fn entries(&self) -> Vec<Value> {
        let har: Value = serde_json::from_str(&self.text()).unwrap();
        assert_eq!(har["log"]["version"], "1.2");
        har["log"]["entries"].as_array().unwrap().clone()
    }
}

impl Drop for File {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

type Answer = Arc<dyn Fn(&http::request::Parts, &[u8]) -> http::Response<Body> + Send + Sync>;

/// A service that is a function. It reads the whole request first.
struct Service(Answer);

impl Service {
    fn new(
        answer: impl Fn(&http::request::Parts, &[u8]) -> http::Response<Body> + Send + Sync + 'static,
    ) -> Self {
        Self(Arc::new(answer))
    }
}

impl Transport for Service {
    fn send(&self, request: http::Request<Body>) -> Sending<'_> {
        Box::pin(async move {
            let (head, body) = request.into_parts();
            let body = http_body_util::BodyExt::collect(body).await.unwrap();
            Ok((self.0)(&head, &body.to_bytes()))
        })
    }
}

fn builder(transport: impl Transport) -> ClientBuilder<callpoint::auth::Anonymous> {
    Client::builder("https://api.example.com/v1").transport(transport)
}

#[derive(Debug, Deserialize, PartialEq)]
struct Answered {
    access_token: String,
    #[serde(rename = "Secret")]
    secret: u64,
    session: Option<String>,
    password: Option<String>,
    note: String,
    list: Vec<String>,
}

#[endpoint(POST, "/a/<path>/<rest..>?<query>&token=<open>", auth = Basic, 200 => Answered, 400 => String as Text)]
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

/// Everything that was sent comes back.
fn echo(head: &http::request::Parts, body: &[u8]) -> http::Response<Body> {
    let sent: Value = serde_json::from_slice(body).unwrap();
    let headers: Vec<String> = head
        .headers
        .values()
        .map(|value| value.to_str().unwrap().to_owned())
        .collect();
    let answer = serde_json::json!({
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
        .body(answer.to_string().into())
        .unwrap()
}

#[tokio::test]
async fn no_secret_is_in_the_file() {
    let file = File::new();
    let recorder = RecordTransport::new(Service::new(echo), &file.0)
        .unwrap()
        .mask_key("Session");
    let client = builder(recorder)
        .basic_auth("id", "canary-basic")
        .default_header("cookie", "c=canary-crumb")
        .build()
        .unwrap();
    let answer = places().call(&client).await.unwrap();
    assert!(
        answer.note.contains("canary-path") && answer.list.contains(&"c=canary-crumb".to_owned()),
        "the call sees all: {answer:?}"
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
    let target = "/a/***/***/***?query=***&token=***&deep%5Bk%5D=***";
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
        .mask_key("session");
    let client = builder(playback.clone())
        .basic_auth("id", "another")
        .build()
        .unwrap();
    let again = places().call(&client).await.unwrap();
    assert_eq!(
        (
            again.access_token.as_str(),
            again.secret,
            again.session.as_deref(),
            again.password
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
        sent.iter().all(|answer| answer.contains("canary")),
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

fn reason<T: std::fmt::Debug, E: std::error::Error + 'static>(
    result: Result<T, Error<E>>,
) -> String {
    result.unwrap_err().source().unwrap().to_string()
}

#[tokio::test]
async fn what_the_recording_does_not_have() {
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
        query.ends_with("the nearest is `GET /v1/key?page=1&key=***`, with another query"),
        "{query}"
    );
    let body = reason(Form::new("p", "two").call(&client).await);
    assert_eq!(
        body,
        "the recording has no answer to `POST /v1/form?key=***`; the nearest is `POST /v1/form?key=***`, with another body"
    );
    Key::new(1).call(&client).await.unwrap();
    let again = reason(Key::new(1).call(&client).await);
    assert!(again.ends_with("which was played before"), "{again}");
    assert_eq!(playback.unused(), ["POST /v1/form?key=***"]);
}

#[endpoint(GET, "/bytes", 200 => ByteStream as Stream, 404 => Vec<u8> as Raw)]
struct Read;

#[tokio::test]
async fn streams_bytes_and_what_is_too_long() {
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
            .contains("was not recorded whole")
    );
}

#[test]
fn files_that_are_no_recordings() {
    let service = || Service::new(|_, _| http::Response::new(Body::empty()));
    assert!(RecordTransport::new(service(), "/no/such/folder/a.har").is_err());
    let file = File::new();
    assert!(PlaybackTransport::open(&file.0).is_err());
    for text in [
        "",
        "{}",
        r#"{"log":{"entries":[{"request":{"method":"GET","url":"https://h"},"response":{"status":2,"content":{}}}]}}"#,
    ] {
        std::fs::write(&file.0, text).unwrap();
        assert!(PlaybackTransport::open(&file.0).is_err(), "{text}");
    }
    // As another tool may write it.
    let text = r#"{"log":{"entries":[{"request":{"method":"GET","url":"https://h"},"response":{"status":204,"content":{"size":0,"mimeType":""}}}]}}"#;
    std::fs::write(&file.0, text).unwrap();
    assert_eq!(PlaybackTransport::open(&file.0).unwrap().unused(), ["GET "]);
}

#[endpoint(GET, "/a/<user>/items?<key>", 204 => ())]
struct Moved {
    #[secret]
    user: &'static str,
    #[secret]
    key: &'static str,
}

/// A redirect leads to another URL, in which the secrets stand at other places.
#[tokio::test]
async fn a_redirect_that_repeats_secrets() {
    let file = File::new();
    let service = Service::new(|head, _| {
        let mut answer = http::Response::new(Body::empty());
        *answer.status_mut() = http::StatusCode::NO_CONTENT;
        if head.uri.path() == "/v1/a/canary-user/items" {
            *answer.status_mut() = http::StatusCode::TEMPORARY_REDIRECT;
            let there = "/v2/canary-user?key=canary-own&and=some-more-of-what-is-open";
            let there = http::HeaderValue::from_static(there);
            answer.headers_mut().insert("location", there);
        }
        answer
    });
    let recorder = RecordTransport::new(service, &file.0).unwrap();
    let client = builder(recorder)
        .redirects(callpoint::Redirects::same_origin())
        .build()
        .unwrap();
    let moved = Moved::new("canary-user", "canary-own");
    moved.call(&client).await.unwrap();
    let text = file.text();
    assert_eq!(file.entries().len(), 2);
    assert!(!text.contains("canary"), "{text}");
    assert!(text.contains("some-more-of-what-is-open"), "{text}");
}

#[endpoint(GET, "/pages?<number>", 200 => NextPage { next: Option<String> })]
struct GetPages {
    number: u8,
}

impl Paginate for GetPages {
    type Item = ();

    fn next(&self, page: &Response<NextPage>) -> Next<Self> {
        Next::link(page.next.as_deref())
    }

    fn items(_: NextPage) -> Vec<()> {
        Vec::new()
    }
}

/// A server that reads the URL and writes it again may encode the key in another way.
#[tokio::test]
async fn a_link_that_repeats_the_key_in_its_own_encoding() {
    for written in [
        "canary~key+1*",
        "canary%7Ekey%201%2A",
        "canary%7ekey+1%2a",
        "%63anary~key%201*",
    ] {
        let file = File::new();
        let service = Service::new(move |head, _| {
            let query = head.uri.query().unwrap();
            assert_eq!(query.matches("api=").count(), 1, "{query}");
            let next = query.starts_with("number=1&");
            let next = next.then(|| format!("/v1/pages?api={written}&number=2"));
            let page = serde_json::json!({ "next": next });
            http::Response::new(page.to_string().into())
        });
        let recorder = RecordTransport::new(service, &file.0).unwrap();
        let client = builder(recorder)
            .api_key_query("api", "canary~key 1*")
            .build()
            .unwrap();
        let pages: Vec<_> = client.pages(GetPages::new(1)).collect().await;
        assert!(pages.len() == 2 && pages.iter().all(Result::is_ok));
        let requests = file.entries();
        let url = requests[1]["request"]["url"].as_str().unwrap();
        assert_eq!(url, "https://api.example.com/v1/pages?api=***&number=2");
    }
}
