//! Encoding and decoding in a program whose `serde_json` keeps number digits and key order, and supports raw values.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeMap;

use callpoint::{
    BaseUrl, BuildErrorKind, Client, Endpoint, Error, OpenEnum, Patch, ProblemDetails, endpoint,
};
use callpoint_testing::MockTransport;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use serde_json::{Number, Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

type Map = BTreeMap<String, Value>;

/// A number with more digits than any Rust type holds.
const DIGITS: &str = "1234567890.12345678901234567890";

fn map(value: &str) -> Map {
    BTreeMap::from([("n".to_owned(), serde_json::from_str(value).unwrap())])
}

fn number(digits: &str) -> Number {
    serde_json::from_str(digits).unwrap()
}

fn sent<E: Endpoint>(endpoint: &E) -> (String, String) {
    let base = BaseUrl::parse("https://h").unwrap();
    let request = endpoint.to_http(&base).unwrap();
    let body = String::from_utf8(request.body().as_bytes().unwrap().to_vec()).unwrap();
    (request.uri().path_and_query().unwrap().to_string(), body)
}

#[test]
fn the_features_are_on() {
    assert_eq!(number(DIGITS).to_string(), DIGITS);
    assert_eq!(json!({"b": 1, "a": 2}).to_string(), r#"{"b":1,"a":2}"#);
}

#[endpoint(GET, "/q/<path>", 204 => ())]
struct Query {
    path: Number,
    #[query(flatten)]
    flat: Map,
    #[query(style = deep)]
    deep: Map,
    #[query]
    one: Number,
    #[query]
    list: Vec<Number>,
    #[header("x-number")]
    header: Number,
}

#[endpoint(POST, "/f", body = Form, 204 => ())]
struct Form {
    one: Number,
    list: Vec<Value>,
    #[serde(flatten)]
    rest: Map,
}

#[endpoint(POST, "/j", 204 => ())]
struct Json {
    one: Number,
    raw: Box<RawValue>,
    patch: Patch<Number>,
    #[serde(flatten)]
    rest: Map,
}

#[test]
fn numbers_are_sent_with_all_digits() {
    for digits in ["7", "-7", "18446744073709551616", "1.50", "1e400", DIGITS] {
        let query = Query::new(
            number(digits),
            map(digits),
            map(&format!("[{digits}, {{\"a\": {digits}}}]")),
            number(digits),
            vec![number(digits)],
            number(digits),
        );
        // `serde_json` writes `1e400` as `1e+400`.
        let digits = number(digits).to_string();
        let (written, digits) = (digits.replace('+', "%2B"), digits.as_str());
        let expected = format!(
            "/q/{digits}?n={written}&deep%5Bn%5D={written}&deep%5Bn%5D%5B1%5D%5Ba%5D={written}&one={written}&list={written}"
        );
        assert_eq!(sent(&query).0, expected);
        let list = vec![json!(number(digits)), Value::Null];
        assert_eq!(
            sent(&Form::new(number(digits), list, map(digits))).1,
            format!("one={written}&list={written}&n={written}")
        );
        let raw = RawValue::from_string(format!("[ {digits} ]")).unwrap();
        let json = Json::new(number(digits), raw, map(digits)).patch(number(digits));
        assert_eq!(
            sent(&json).1,
            format!(r#"{{"one":{digits},"raw":[ {digits} ],"patch":{digits},"n":{digits}}}"#)
        );
    }
}

#[endpoint(POST, "/x", body = Xml, 204 => ())]
struct Xml {
    a: Box<RawValue>,
}

#[endpoint(POST, "/x", body = Xml, 204 => ())]
struct XmlNumber {
    a: Number,
}

#[endpoint(POST, "/x", body = Xml, 204 => ())]
struct XmlMap {
    a: Map,
}

#[endpoint(GET, "/r", 204 => ())]
struct Raw<T: Serialize> {
    #[query(flatten)]
    flat: BTreeMap<&'static str, T>,
}

#[endpoint(POST, "/r", body = Form, 204 => ())]
struct RawForm<T: Serialize> {
    field: T,
}

#[test]
fn internal_markers_of_serde_json_are_rejected() {
    let raw = || RawValue::from_string("{}".to_owned()).unwrap();
    let base = BaseUrl::parse("https://h").unwrap();
    let why = "`$serde_json::private::RawValue` is a form that only its own library writes";
    for (made, kind, name) in [
        (
            Raw::new(BTreeMap::from([("a", raw())])).to_http(&base),
            BuildErrorKind::Unformattable,
            "flat",
        ),
        (
            RawForm::new(raw()).to_http(&base),
            BuildErrorKind::Body,
            "Form",
        ),
    ] {
        let error = made.unwrap_err();
        assert_eq!((error.kind(), error.name()), (kind, name));
        assert_eq!(error.detail(), Some(why));
    }
    // No XML element can have such a name.
    for made in [
        Xml::new(raw()).to_http(&base),
        XmlNumber::new(number("7")).to_http(&base),
        XmlMap::new(map("7")).to_http(&base),
    ] {
        assert_eq!(made.unwrap_err().kind(), BuildErrorKind::Body);
    }
}

#[endpoint(GET, "/a", 200 => Read {
    float: f64,
    wide: u128,
    number: Number,
    any: Value,
    maybe: Option<f32>,
    raw: Box<RawValue>,
    state: State,
}, 4xx => ProblemDetails, 500 => Derived as Json, 501 => Untagged)]
struct Get;

#[derive(Debug, Clone, PartialEq, OpenEnum)]
enum State {
    On,
    Unknown(String),
}

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "it is read and shown")]
struct Derived {
    float: f64,
    #[serde(flatten)]
    rest: Map,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
#[expect(dead_code, reason = "it is read and shown")]
enum Untagged {
    Float(f64),
    Text(String),
}

fn response(status: u16, body: &str) -> http::Response<bytes::Bytes> {
    let mut response = http::Response::new(bytes::Bytes::from(body.to_owned()));
    *response.status_mut() = http::StatusCode::from_u16(status).unwrap();
    response
}

#[test]
fn numbers_are_decoded() {
    let body = format!(
        r#"{{"float":1.5,"wide":340282366920938463463374607431768211455,"number":{DIGITS},"any":[{DIGITS}],"maybe":2,"raw": {{ }},"state":"x"}}"#
    );
    let read = Get::from_http(response(200, &body)).unwrap();
    assert_eq!(
        (read.float, read.wide, read.maybe),
        (1.5, u128::MAX, Some(2.0))
    );
    assert_eq!(read.number.to_string(), DIGITS);
    assert_eq!(read.any.to_string(), format!("[{DIGITS}]"));
    assert_eq!(read.raw.get(), "{ }");
    assert_eq!(read.state, State::Unknown("x".to_owned()));

    let error = Get::from_http(response(404, r#"{"status":404,"balance":30.50}"#)).unwrap_err();
    let problem = error.api().unwrap().as_client_error().unwrap();
    assert_eq!(problem.status, Some(404));
    assert_eq!(problem.extensions["balance"].to_string(), "30.50");
}

/// A type that serde decodes through a copy is accepted, or not, exactly as by `serde_json` itself.
#[test]
fn types_are_decoded_as_by_serde_json() {
    fn alike<T: DeserializeOwned + std::fmt::Debug>(body: &str) {
        let plain = serde_json::from_str::<T>(body).ok();
        let ours = callpoint::codec::Json::decode_bytes::<T>(&bytes::Bytes::from(body.to_owned()));
        assert_eq!(format!("{:?}", ours.ok()), format!("{plain:?}"), "{body}");
    }
    for body in [
        r#"{"float":1.5,"more":2.50}"#,
        r#"{"float":7}"#,
        "1.5",
        "7",
        "\"x\"",
        "[1.5]",
    ] {
        alike::<Derived>(body);
        alike::<Untagged>(body);
        alike::<Patch<f64>>(body);
        alike::<Option<Vec<Value>>>(body);
        alike::<State>(body);
    }
}

#[test]
fn a_number_in_place_of_a_string() {
    for (digits, expected) in [
        ("7", "at state: invalid type: integer, expected a string"),
        ("1.5", "at state: invalid type: floating point, expected a string"),
    ] {
        let body = format!(r#"{{"float":1,"wide":1,"number":1,"any":1,"raw":1,"state":{digits}}}"#);
        let Error::Decode(error) = Get::from_http(response(200, &body)).unwrap_err() else {
            panic!("another error")
        };
        assert_eq!(error.failure().to_string(), expected);
    }
}

#[tokio::test]
async fn a_mock_compares_numbers() {
    let mock = MockTransport::new();
    let json = || {
        let raw = RawValue::from_string("1".to_owned()).unwrap();
        Json::new(number("1.50"), raw, map("[1.50]"))
    };
    mock.on::<Json>().matching(&json()).reply(());
    let client = Client::builder("https://h")
        .transport(mock.clone())
        .build()
        .unwrap();
    json().call(&client).await.unwrap();
}

/// The URL of a request is composed of parts that went through `serde_json`.
#[tokio::test]
async fn a_call_by_the_default_transport() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let served = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(stream.read_u8().await.unwrap());
        }
        stream
            .write_all(b"HTTP/1.1 204 No Content\r\n\r\n")
            .await
            .unwrap();
        String::from_utf8(head).unwrap()
    });
    let client = Client::builder(base).build().unwrap();
    let flat = BTreeMap::from([("n", json!(7))]);
    Raw::new(flat).call(&client).await.unwrap();
    let head = served.await.unwrap();
    assert!(head.starts_with("GET /r?n=7 HTTP/1.1\r\n"), "{head}");
}
