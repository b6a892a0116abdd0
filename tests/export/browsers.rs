//! HAR files of browsers and proxies are played back, whatever else is in them.

use std::error::Error as _;

use callpoint::{Client, Error, endpoint};
use callpoint_testing::PlaybackTransport;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use crate::service::File;

#[endpoint(GET, "/text/<id>?<q>", 200 => String as Text)]
struct Get {
    id: u32,
    q: Option<String>,
}

#[endpoint(POST, "/form", body = Form, 200 => String as Text)]
struct Post {
    a: String,
    b: String,
}

#[endpoint(POST, "/login?<access_token>", 200 => String as Text)]
struct Login {
    access_token: String,
    password: String,
}

fn open(har: &[u8]) -> std::io::Result<PlaybackTransport> {
    let file = File::new();
    std::fs::write(&file.0, har).unwrap();
    PlaybackTransport::open(&file.0)
}

fn har(entries: &[Value]) -> Vec<u8> {
    let log = json!({ "log": { "version": "1.2", "creator": { "name": "WebInspector", "version": "1" }, "entries": entries } });
    serde_json::to_vec(&log).unwrap()
}

fn client(har: &[u8]) -> Client {
    let builder = Client::builder("https://api.example.com").transport(open(har).unwrap());
    builder.build().unwrap()
}

/// An entry with nothing but what a playback needs.
fn entry(id: u32, text: &str) -> Value {
    json!({
        "request": { "method": "GET", "url": format!("https://h/text/{id}") },
        "response": { "status": 200, "content": { "text": text } },
    })
}

/// Sets a member of an entry by its path.
fn set(mut entry: Value, path: &str, value: Value) -> Value {
    let (parent, name) = path.rsplit_once('/').unwrap();
    entry.pointer_mut(parent).unwrap()[name] = value;
    entry
}

#[tokio::test]
async fn what_a_playback_does_not_use_may_be_anything() {
    let cookie = json!([{ "name": "a", "value": "b", "httpOnly": true }]);
    for (path, value) in [
        ("/request/cookies", cookie.clone()),
        ("/response/cookies", cookie),
        ("/request/httpVersion", json!("h3")),
        ("/response/httpVersion", json!("http/2.0")),
        ("/response/httpVersion", Value::Null),
        ("/request/queryString", json!("a=b")),
        ("/request/headers", Value::Null),
        (
            "/response/headers",
            json!([null, 7, { "name": ":status", "value": "200" }]),
        ),
        (
            "/response/headers",
            json!([{ "name": "content-encoding", "value": "gzip" }, { "name": "Content-Length", "value": "3" }]),
        ),
        (
            "/response/headers",
            json!([{ "name": "transfer-encoding", "value": "chunked" }, { "name": "Connection", "value": "close" }]),
        ),
        (
            "/response/headers",
            json!([{ "name": "set-cookie", "value": "a=b\nc=d" }]),
        ),
        // The text holds characters, whatever bytes the server sent.
        (
            "/response/headers",
            json!([{ "name": "Content-Type", "value": "text/plain; x=y; charset=shift_jis" }]),
        ),
        (
            "/response/headers",
            json!([{ "name": "Content-Type", "value": "text/plain;charset=iso-8859-1" }]),
        ),
        ("/response/content/size", json!(-1)),
        ("/response/content/size", json!(1.5)),
        ("/response/content/mimeType", Value::Null),
        ("/response/content/compression", json!(-9)),
        ("/response/bodySize", json!(null)),
        ("/response/headersSize", json!("-1")),
        ("/response/status", json!(200.0)),
        ("/request/postData", Value::Null),
        ("/request/postData", json!({ "mimeType": "", "params": [] })),
        (
            "/timings",
            json!({ "blocked": -1, "dns": -1, "ssl": -1, "_blocked_queueing": 0.5 }),
        ),
        ("/time", json!(null)),
        ("/cache", json!({ "beforeRequest": null })),
        ("/startedDateTime", json!(7)),
        ("/_webSocketMessages", json!([])),
    ] {
        let file = har(&[set(entry(7, "é"), path, value.clone())]);
        for file in [file.clone(), [b"\xEF\xBB\xBF", &*file].concat()] {
            let got = Get::new(7).call(&client(&file)).await;
            assert_eq!(got.unwrap(), "é", "{path} {value}");
        }
    }
}

/// The bytes of a base64 text keep the charset of their media type.
#[tokio::test]
async fn content_in_base64() {
    let file = set(
        entry(7, "6Q=="),
        "/response/content/encoding",
        json!("base64"),
    );
    let headers = json!([{ "name": "content-type", "value": "text/plain; charset=iso-8859-1" }]);
    let file = har(&[set(file, "/response/headers", headers)]);
    assert_eq!(Get::new(7).call(&client(&file)).await.unwrap(), "é");
}

/// Several lines of a field, which browsers join.
#[tokio::test]
async fn cookies_of_a_response() {
    let headers = json!([{ "name": "Set-Cookie", "value": "a=b\nc=d" }]);
    let file = har(&[set(entry(7, "x"), "/response/headers", headers)]);
    let got = client(&file)
        .call_with_response(&Get::new(7))
        .await
        .unwrap();
    let cookies: Vec<_> = got.headers().get_all("set-cookie").iter().collect();
    assert_eq!(cookies, ["a=b", "c=d"]);
}

#[tokio::test]
async fn an_entry_that_cannot_be_played_is_skipped() {
    for (path, value, why) in [
        (
            "/response/status",
            json!(0),
            "entry 1 (`GET /text/7`): it has no response",
        ),
        (
            "/response/status",
            json!("abc"),
            "entry 1 (`GET /text/7`): it has no response",
        ),
        (
            "/response/status",
            json!(-1),
            "entry 1 (`GET /text/7`): it has no response",
        ),
        (
            "/response/status",
            json!(1e300),
            "entry 1 (`GET /text/7`): it has no response",
        ),
        (
            "/response",
            Value::Null,
            "entry 1 (`GET /text/7`): it has no response",
        ),
        (
            "/response/status",
            json!(101),
            "entry 1 (`GET /text/7`): its response is not a final one",
        ),
        ("/request", json!([]), "entry 1: it has no request"),
        (
            "/request/method",
            json!(7),
            "entry 1 (`/text/7`): it has no request",
        ),
        (
            "/request/url",
            json!("data:text/plain,hello"),
            "entry 1 (`GET`): its URL is not one of HTTP",
        ),
        (
            "/request/url",
            json!("wss://h/text/7"),
            "entry 1 (`GET`): its URL is not one of HTTP",
        ),
        (
            "/request/url",
            json!("chrome-extension://h/text/7"),
            "entry 1 (`GET`): its URL is not one of HTTP",
        ),
        (
            "/response/content",
            json!({ "text": "{}", "encoding": "base64" }),
            "entry 1 (`GET /text/7`): its base64 is invalid",
        ),
    ] {
        let file = har(&[set(entry(7, "seven"), path, value), entry(8, "eight")]);
        let client = client(&file);
        assert_eq!(Get::new(8).call(&client).await.unwrap(), "eight");
        let error = Get::new(7).call(&client).await.unwrap_err();
        let source = error.source().unwrap().to_string();
        let expected = format!(
            "the recording has no response to `GET /text/7`; the closest is `GET /text/8`, with a different path; skipped: {why}"
        );
        assert_eq!(source, expected, "{path}");
    }
    // The rest is counted.
    let none: Vec<_> = (1..=7).map(|_| json!(null)).collect();
    let error = Get::new(7).call(&client(&har(&none))).await.unwrap_err();
    let source = error.source().unwrap().to_string();
    assert!(source.ends_with("it is empty; skipped: entry 1: it has no request, entry 2: it has no request, entry 3: it has no request, entry 4: it has no request, entry 5: it has no request and 2 more"), "{source}");
}

/// Chrome leaves out large content, and all of them leave out what they have not kept.
#[tokio::test]
async fn content_that_is_not_in_the_file() {
    let content = json!({ "size": 1000, "mimeType": "text/plain", "comment": "Response bodies are not included." });
    let client = client(&har(&[set(entry(7, ""), "/response/content", content)]));
    let error = Get::new(7).call(&client).await.unwrap_err();
    let source = error.source().unwrap().to_string();
    assert!(
        source.ends_with("was not recorded completely: Response bodies are not included."),
        "{source}"
    );
}

#[tokio::test]
async fn a_form() {
    let plain = json!([{ "name": "a", "value": "x y" }, { "name": "b", "value": "é&=" }]);
    let encoded =
        json!([{ "name": "a", "value": "x+y" }, { "name": "b", "value": "%C3%A9%26%3D" }]);
    let mime = "application/x-www-form-urlencoded";
    for (data, is_played) in [
        (json!({ "mimeType": mime, "params": plain }), true),
        (
            json!({ "mimeType": mime, "params": encoded, "text": "" }),
            true,
        ),
        (
            json!({ "mimeType": mime, "params": encoded, "text": "a=x%20y&b=%C3%A9%26%3D" }),
            true,
        ),
        (
            json!({ "mimeType": mime, "params": [{ "name": "a", "value": "x y" }] }),
            false,
        ),
        (
            json!({ "mimeType": mime, "params": [{ "name": "a", "value": "x y" }, { "name": "b", "value": "e" }] }),
            false,
        ),
        (
            json!({ "mimeType": "multipart/form-data; boundary=x", "params": [{ "name": "a", "fileName": "f" }] }),
            true,
        ),
    ] {
        let file = json!({
            "request": { "method": "POST", "url": "https://h/form", "postData": data },
            "response": { "status": 200, "content": { "text": "done" } },
        });
        let got = Post::new("x y", "é&=").call(&client(&har(&[file]))).await;
        assert_eq!(got.is_ok(), is_played, "{data}");
    }
}

/// A browser does not redact what it records; the program has other secrets.
#[tokio::test]
async fn secrets_are_ignored() {
    let file = json!({
        "request": {
            "method": "POST", "url": "https://h/login?access_token=recorded",
            "headers": [{ "name": "Content-Type", "value": "application/json" }],
            "postData": { "mimeType": "application/json", "text": "{\"password\":\"recorded\"}" },
        },
        "response": { "status": 200, "content": { "text": "done" } },
    });
    let got = Login::new("given", "given")
        .call(&client(&har(&[file])))
        .await;
    assert_eq!(got.unwrap(), "done");
}

/// Members that HAR 1.2 or a browser has; each may be left out.
fn optional(members: Vec<(&'static str, Value)>) -> impl Strategy<Value = Map<String, Value>> {
    let count = members.len();
    proptest::collection::vec(any::<bool>(), count).prop_map(move |kept| {
        let members = members.iter().zip(kept).filter(|(_, is_kept)| *is_kept);
        members
            .map(|((name, value), _)| ((*name).to_owned(), value.clone()))
            .collect()
    })
}

fn merged(mut to: Value, from: Map<String, Value>) -> Value {
    to.as_object_mut().unwrap().extend(from);
    to
}

/// An entry in the shape of a browser, with the fields of its documentation, and the text of its response.
fn recorded(id: u32) -> impl Strategy<Value = (Value, String)> {
    let outer = optional(vec![
        ("startedDateTime", json!("2026-11-01T10:00:00.000+01:00")),
        ("time", json!(12.5)),
        ("pageref", json!("page_1")),
        ("cache", json!({})),
        (
            "timings",
            json!({ "blocked": -1, "dns": -1, "connect": -1, "ssl": -1, "send": 0, "wait": 1, "receive": 0, "_blocked_queueing": 1.5 }),
        ),
        ("serverIPAddress", json!("[::1]")),
        ("connection", json!("443")),
        // Chrome
        (
            "_initiator",
            json!({ "type": "script", "stack": { "callFrames": [] } }),
        ),
        ("_priority", json!("High")),
        ("_resourceType", json!("fetch")),
        ("_connectionId", json!("17")),
        // Firefox
        ("_securityState", json!("secure")),
        // Safari
        ("_fetchType", json!("Network Load")),
    ]);
    let request = optional(vec![
        ("httpVersion", json!("HTTP/2")),
        (
            "cookies",
            json!([{ "name": "s", "value": "1", "path": "/", "domain": "h", "expires": "2027-01-01T00:00:00.000Z", "httpOnly": true, "secure": true, "sameSite": "Lax" }]),
        ),
        (
            "headers",
            json!([{ "name": ":authority", "value": "h" }, { "name": "accept", "value": "*/*" }]),
        ),
        ("queryString", json!([])),
        ("headersSize", json!(-1)),
        ("bodySize", json!(0)),
    ]);
    let response = optional(vec![
        ("statusText", json!("")),
        ("httpVersion", json!("h3")),
        ("cookies", json!([{ "name": "s", "value": "1" }])),
        (
            "headers",
            json!([{ "name": "content-type", "value": "text/plain; charset=windows-1252" }, { "name": "content-encoding", "value": "br" }, { "name": "set-cookie", "value": "a=1\nb=2" }]),
        ),
        ("redirectURL", json!("")),
        ("headersSize", json!(-1)),
        ("bodySize", json!(-1)),
        ("_transferSize", json!(312)),
        ("_error", Value::Null),
        ("_fetchedViaServiceWorker", json!(false)),
    ]);
    let content = optional(vec![
        ("size", json!(5)),
        ("mimeType", json!("text/plain")),
        ("compression", json!(-2)),
    ]);
    (outer, request, response, content, ".{0,20}").prop_map(
        move |(outer, request, response, content, text)| {
            let content = merged(json!({ "text": text }), content);
            let response = merged(json!({ "status": 200, "content": content }), response);
            let url = format!("https://h/text/{id}");
            let request = merged(json!({ "method": "GET", "url": url }), request);
            (
                merged(json!({ "request": request, "response": response }), outer),
                text,
            )
        },
    )
}

/// Entries that no call can be answered with.
fn unusable() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(
            json!({ "request": { "method": "GET", "url": "https://h/text/1" }, "response": { "status": 0, "content": {}, "_error": "net::ERR_BLOCKED_BY_CLIENT" } })
        ),
        Just(
            json!({ "request": { "method": "GET", "url": "data:image/png;base64,AA==" }, "response": { "status": 200, "content": { "size": 1 } } })
        ),
        Just(
            json!({ "request": { "method": "GET", "url": "wss://h/text/1" }, "response": { "status": 101, "content": {} }, "_webSocketMessages": [] })
        ),
        Just(
            json!({ "request": { "method": "GET", "url": "blob:https://h/8" }, "response": { "status": 200 } })
        ),
        Just(json!({})),
        Just(Value::Null),
        Just(json!([1])),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn the_files_of_browsers_are_played((first, one) in recorded(1), other in proptest::collection::vec(unusable(), 0..3), (second, two) in recorded(2), mark in any::<bool>()) {
        let entries = [&[first], other.as_slice(), &[second]].concat();
        let mut file = har(&entries);
        if mark {
            file.splice(..0, *b"\xEF\xBB\xBF");
        }
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let client = client(&file);
            prop_assert_eq!(Get::new(2).call(&client).await.unwrap(), two.strip_prefix('\u{feff}').unwrap_or(&two));
            prop_assert_eq!(Get::new(1).call(&client).await.unwrap(), one.strip_prefix('\u{feff}').unwrap_or(&one));
            let Err(Error::Transport(error)) = Get::new(1).call(&client).await else {
                panic!("it was played twice")
            };
            prop_assert!(!error.maybe_sent());
            Ok(())
        })?;
    }
}
