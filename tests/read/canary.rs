//! A canary in everything that is sent and received: no error, client or request shows it.

use std::collections::BTreeMap;
use std::error::Error as StdError;
use std::fmt::{Debug, Write as _};
use std::time::Duration;

use callpoint::{Client, ClientBuilder, Endpoint, Error, auth, endpoint};
use serde::{Deserialize, Serialize};

use crate::wire;
use callpoint_test_support::listener::{Listener, unused_port};

const CANARY: &str = "canary-5f0c";

/// Every text of an error except the declared error response, which is the caller's own value.
fn shown<E: StdError + 'static>(error: &Error<E>) -> String {
    let mut text = format!("{error} {error:?} {error:#} {error:#?}");
    let mut next = error.source();
    while let Some(source) = next {
        write!(text, " {source}").unwrap();
        if !matches!(error, Error::Api(_)) {
            write!(text, " {source:?} {source:#?}").unwrap();
        }
        next = source.source();
    }
    text
}

fn assert_no_canary(text: &str) {
    assert!(!text.contains("canary"), "{text}");
}

/// It is sent in every location and echoed in every way.
#[endpoint(POST, "/c/<path>/<rest..>?<query>", body = Form, timeout = "300ms", max_response = "200 B",
    200 => Shape,
    400 => Invalid(String as Text),
    409 => Conflict { code: u8 },
)]
#[derive(Debug, Clone)]
struct Call {
    #[secret]
    path: String,
    #[secret]
    rest: Vec<String>,
    #[secret]
    query: String,
    #[query(flatten)]
    #[secret]
    flat: Option<Bad>,
    #[header("X-Secret")]
    #[secret]
    header: String,
    #[secret]
    body: Option<String>,
    #[secret]
    #[serde(rename = "map")]
    unwritable: Option<Bad>,
    #[secret]
    token: Option<Vec<String>>,
    shown: u8,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "only its shape matters")]
struct Shape {
    number: u8,
    mode: Option<Mode>,
    #[serde(default, deserialize_with = "never")]
    invalid: u8,
    #[serde(default)]
    by_name: BTreeMap<String, u8>,
}

#[derive(Debug, Deserialize)]
enum Mode {
    Known,
}

fn never<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<u8, D::Error> {
    let text = String::deserialize(deserializer)?;
    Err(serde::de::Error::custom(format!(
        "{text}, expected `{text}`"
    )))
}

/// Its value appears in the error when it cannot be serialized.
#[derive(Debug, Clone)]
struct Bad;

impl Serialize for Bad {
    fn serialize<S: serde::Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(serde::ser::Error::custom(CANARY))
    }
}

fn call() -> Call {
    Call::new(CANARY, vec![CANARY.to_owned()], CANARY, CANARY, 7)
        .body(CANARY)
        .token(vec![CANARY.to_owned()])
}

fn response(status: &str, media_type: &str, body: &str) -> String {
    let headers = format!(
        "x-request-id: {CANARY}\r\nset-cookie: {CANARY}\r\ncontent-type: {media_type}; canary={CANARY}\r\n"
    );
    wire(status, &headers, body)
}

/// Makes the call with every kind of credentials; no output may show the canary.
async fn assert_hidden(base: &str, call: &Call) {
    let builder = || {
        Client::builder(base)
            .default_header("x-default", CANARY)
            .user_agent(CANARY)
    };
    one(builder().basic_auth(CANARY, CANARY), call).await;
    one(builder().bearer_token(CANARY), call).await;
    one(builder().api_key_header("x-api-key", CANARY), call).await;
    one(builder().api_key_query("key", CANARY), call).await;
}

async fn one<A>(builder: ClientBuilder<A>, call: &Call)
where
    A: auth::Provides<auth::AnyAuth>,
{
    assert_no_canary(&format!("{builder:?}"));
    let client = builder.build().unwrap();
    assert_no_canary(&format!("{client:?} {call:?} {:#?}", client.call(call)));
    assert_no_canary(&shown(
        &client
            .call(call)
            .await
            .map(|output| format!("{output:?}"))
            .unwrap_err(),
    ));
    assert_no_canary(&shown(
        &client
            .call_with_response(call)
            .await
            .map(|output| format!("{output:?}"))
            .unwrap_err(),
    ));
}

#[tokio::test]
async fn in_responses() {
    for status in [
        "418 canary",
        "302 canary",
        "400 canary",
        "409 canary",
        "200 canary",
    ] {
        let page = format!("<p>{CANARY}</p>");
        let listener = Listener::responding(response(status, "text/html", &page)).await;
        assert_hidden(&listener.base, &call()).await;
    }
    let large =
        Listener::responding(response("400 canary", "text/plain", &CANARY.repeat(50))).await;
    assert_hidden(&large.base, &call()).await;
}

#[tokio::test]
async fn in_json_that_does_not_match() {
    let bodies = [
        format!(r#"{{"number":"{CANARY}"}}"#),
        format!(r#"{{"number":1,"mode":"{CANARY}"}}"#),
        format!(r#"{{"number":1,"mode":{{"{CANARY}":1}}}}"#),
        format!(r#"{{"number":1,"invalid":"{CANARY}"}}"#),
        format!(r#"{{"number":1,"{CANARY}":1}}"#),
        format!(r#"{{"number":1,"by_name":{{"{CANARY}":"x"}}}}"#),
        format!(r#"{{"number":1,"by_name":{{"{CANARY}":1,"{CANARY}":"x"}}}}"#),
        format!(r#"{{"number":1,"{CANARY}"#),
        format!(r#""{CANARY}, expected u8""#),
        format!(r#"["{CANARY}"]"#),
        CANARY.to_owned(),
    ];
    let mut loud = Vec::new();
    for body in bodies {
        let listener = Listener::responding(response("200 OK", "application/json", &body)).await;
        let client = Client::builder(&listener.base).build().unwrap();
        let error = client.call(&call()).await.unwrap_err();
        assert!(matches!(error, Error::Decode(_)), "{body}: {error:?}");
        loud.extend(shown(&error).contains("canary").then_some(body));
    }
    assert!(loud.is_empty(), "a part of these is shown: {loud:#?}");
}

#[tokio::test]
async fn in_calls_without_a_response() {
    let broken = [
        CANARY.to_owned(),
        String::new(),
        format!("HTTP/1.1 200 OK\r\n{CANARY}\r\n\r\n"),
        format!("HTTP/1.1 200 OK\r\nx: {CANARY}\r\ncontent-length: 90\r\n\r\n{CANARY}"),
        format!("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n{CANARY}"),
    ];
    for response in broken {
        assert_hidden(&Listener::responding(response).await.base, &call()).await;
    }
    for response in [
        String::new(),
        format!("HTTP/1.1 200 OK\r\nx: {CANARY}\r\ncontent-length: 90\r\n\r\n{CANARY}"),
    ] {
        assert_hidden(&Listener::silent_after(response).await.base, &call()).await;
    }
    assert_hidden(&unused_port().await, &call()).await;
    assert_hidden(&unused_port().await.replace("http:", "https:"), &call()).await;
}

#[tokio::test]
async fn in_requests_that_cannot_be_built() {
    let bad = format!("{CANARY}\r\n");
    let long = CANARY.repeat(10_000);
    let calls = [
        Call {
            path: bad.clone(),
            ..call()
        },
        Call {
            path: long.clone(),
            ..call()
        },
        Call {
            rest: vec![CANARY.to_owned(), bad.clone()],
            ..call()
        },
        Call {
            query: long,
            ..call()
        },
        Call {
            header: bad,
            ..call()
        },
        call().flat(Bad),
        call().unwritable(Bad),
    ];
    for call in calls {
        assert_hidden("http://127.0.0.1:1", &call).await;
    }
}

#[test]
fn in_secret_fields() {
    let debug = format!("{:?}", call().flat(Bad));
    assert_eq!(
        debug,
        "Call { path: …, rest: …, query: …, flat: …, header: …, body: …, unwritable: …, token: …, shown: 7 }"
    );
    let request = call()
        .to_http(&callpoint::BaseUrl::parse("https://h").unwrap())
        .unwrap();
    assert_no_canary(&format!("{:?} {:?}", request.headers(), request.body()));
}

/// One secret, and a derived `Debug`.
#[endpoint(GET, "/q")]
struct Quiet {
    #[query]
    #[secret]
    key: &'static str,
    #[query]
    other: u8,
}

#[test]
fn in_a_derived_debug() {
    let shown = |value: &dyn Debug| format!("{value:?}");
    let quiet = Quiet::new(CANARY, 1);
    assert_eq!((shown(&quiet).as_str(), quiet.other), ("Quiet { .. }", 1));
}

#[tokio::test]
async fn in_a_successful_response() {
    let listener =
        Listener::responding(response("200 OK", "application/json", r#"{"number":1}"#)).await;
    let client = Client::builder(&listener.base)
        .timeout(Duration::from_secs(5))
        .build()
        .unwrap();
    let response = client.call_with_response(&call()).await.unwrap();
    assert_eq!(response.headers()["set-cookie"], CANARY);
    assert_no_canary(&format!("{response:?} {response:#?} {client:?}"));
}
