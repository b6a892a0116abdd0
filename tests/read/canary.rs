//! A canary in everything that is sent and received: no error, no client and no request shows it.

use std::collections::BTreeMap;
use std::error::Error as StdError;
use std::fmt::{Debug, Write as _};
use std::time::Duration;

use callpoint::{Client, ClientBuilder, Endpoint, Error, auth, endpoint};
use serde::{Deserialize, Serialize};

use crate::listener::{Listener, nobody};
use crate::wire;

const CANARY: &str = "canary-5f0c";

/// Everything that can be shown of an error but the declared refusal, which is the caller's own value.
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

fn silent(text: &str) {
    assert!(!text.contains("canary"), "{text}");
}

/// It travels everywhere, and comes back in every way.
#[endpoint(POST, "/c/<path>/<rest..>?<query>", body = Form, timeout = "300ms", max_response = "200 B",
    200 => Shape,
    400 => Refused(String as Text),
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
    refused: u8,
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

/// What says its value when it cannot be written.
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

fn answer(status: &str, media_type: &str, body: &str) -> String {
    let headers = format!(
        "x-request-id: {CANARY}\r\nset-cookie: {CANARY}\r\ncontent-type: {media_type}; canary={CANARY}\r\n"
    );
    wire(status, &headers, body)
}

/// Makes the call with every kind of credentials; nothing that it leaves behind may show the canary.
async fn makes_no_sound(base: &str, call: &Call) {
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
    silent(&format!("{builder:?}"));
    let client = builder.build().unwrap();
    silent(&format!("{client:?} {call:?} {:#?}", client.call(call)));
    silent(&shown(
        &client
            .call(call)
            .await
            .map(|output| format!("{output:?}"))
            .unwrap_err(),
    ));
    silent(&shown(
        &client
            .call_full(call)
            .await
            .map(|output| format!("{output:?}"))
            .unwrap_err(),
    ));
}

#[tokio::test]
async fn in_answers() {
    for status in [
        "418 canary",
        "302 canary",
        "400 canary",
        "409 canary",
        "200 canary",
    ] {
        let page = format!("<p>{CANARY}</p>");
        let listener = Listener::answering(answer(status, "text/html", &page)).await;
        makes_no_sound(&listener.base, &call()).await;
    }
    let large = Listener::answering(answer("400 canary", "text/plain", &CANARY.repeat(50))).await;
    makes_no_sound(&large.base, &call()).await;
}

#[tokio::test]
async fn in_json_of_another_shape() {
    let bodies = [
        format!(r#"{{"number":"{CANARY}"}}"#),
        format!(r#"{{"number":1,"mode":"{CANARY}"}}"#),
        format!(r#"{{"number":1,"mode":{{"{CANARY}":1}}}}"#),
        format!(r#"{{"number":1,"refused":"{CANARY}"}}"#),
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
        let listener = Listener::answering(answer("200 OK", "application/json", &body)).await;
        let client = Client::builder(&listener.base).build().unwrap();
        let error = client.call(&call()).await.unwrap_err();
        assert!(matches!(error, Error::Decode(_)), "{body}: {error:?}");
        loud.extend(shown(&error).contains("canary").then_some(body));
    }
    assert!(loud.is_empty(), "a part of these is shown: {loud:#?}");
}

#[tokio::test]
async fn in_calls_without_an_answer() {
    let broken = [
        CANARY.to_owned(),
        String::new(),
        format!("HTTP/1.1 200 OK\r\n{CANARY}\r\n\r\n"),
        format!("HTTP/1.1 200 OK\r\nx: {CANARY}\r\ncontent-length: 90\r\n\r\n{CANARY}"),
        format!("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n{CANARY}"),
    ];
    for answer in broken {
        makes_no_sound(&Listener::answering(answer).await.base, &call()).await;
    }
    for answer in [
        String::new(),
        format!("HTTP/1.1 200 OK\r\nx: {CANARY}\r\ncontent-length: 90\r\n\r\n{CANARY}"),
    ] {
        makes_no_sound(&Listener::silent_after(answer).await.base, &call()).await;
    }
    makes_no_sound(&nobody().await, &call()).await;
    makes_no_sound(&nobody().await.replace("http:", "https:"), &call()).await;
}

#[tokio::test]
async fn in_requests_that_cannot_be_made() {
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
        makes_no_sound("http://127.0.0.1:1", &call).await;
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
    silent(&format!("{:?} {:?}", request.headers(), request.body()));
}

/// One secret, and a `Debug` that nobody asked for.
#[endpoint(GET, "/q")]
struct Quiet {
    #[query]
    #[secret]
    key: &'static str,
    #[query]
    other: u8,
}

#[test]
fn in_a_debug_that_nobody_asked_for() {
    let shown = |value: &dyn Debug| format!("{value:?}");
    let quiet = Quiet::new(CANARY, 1);
    assert_eq!((shown(&quiet).as_str(), quiet.other), ("Quiet { .. }", 1));
}

#[tokio::test]
async fn in_what_a_call_leaves_behind() {
    let listener =
        Listener::answering(answer("200 OK", "application/json", r#"{"number":1}"#)).await;
    let client = Client::builder(&listener.base)
        .timeout(Duration::from_secs(5))
        .build()
        .unwrap();
    let response = client.call_full(&call()).await.unwrap();
    assert_eq!(response.headers()["set-cookie"], CANARY);
    silent(&format!("{response:?} {response:#?} {client:?}"));
}
