//! Codecs: a custom one, text in its charset, forms and bytes.

use std::collections::BTreeMap;

use callpoint::codec::{CodecError, Decode, Json};
use callpoint::{Bytes, Endpoint, Error, ResponseReader, endpoint};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::{JSON, json, response};

/// `{"data": …}` around every body; `{"error": …}` inside a success.
struct Enveloped;

#[derive(Deserialize)]
struct Envelope<T> {
    data: Option<T>,
    error: Option<String>,
}

impl callpoint::codec::Codec for Enveloped {
    const META: callpoint::meta::CodecMeta =
        callpoint::meta::CodecMeta::new("Enveloped", "application/vnd.api+json");
}

impl<T: DeserializeOwned> Decode<T> for Enveloped {
    fn decode(response: &ResponseReader) -> Result<T, CodecError> {
        let envelope: Envelope<T> = Json::decode_bytes(response.body())?;
        envelope.data.ok_or_else(|| {
            CodecError::new(
                "the envelope holds an error",
                envelope.error.unwrap_or_default(),
            )
        })
    }
}

#[endpoint(GET, "/e", 200 => Link as Enveloped, 404 => Gone(String as Enveloped))]
struct GetLink;

#[derive(Debug, Deserialize)]
struct Link {
    id: u8,
}

#[test]
fn a_custom_codec() {
    let request = GetLink::new()
        .to_http(&callpoint::BaseUrl::parse("https://h").unwrap())
        .unwrap();
    assert_eq!(request.headers()["accept"], "application/vnd.api+json");
    assert_eq!(
        GetLink::from_http(json(200, r#"{"data":{"id":3}}"#))
            .unwrap()
            .id,
        3
    );
    let gone = GetLink::from_http(json(404, r#"{"data":"x"}"#)).unwrap_err();
    assert_eq!(gone.api().unwrap().as_gone().unwrap(), "x");
    let failure = |body: &'static str| match GetLink::from_http(json(200, body)) {
        Err(Error::Decode(error)) => (
            error.failure().to_string(),
            error.failure().detail().to_owned(),
        ),
        other => panic!("{other:?}"),
    };
    assert_eq!(
        failure(r#"{"error":"no"}"#),
        ("the envelope holds an error".to_owned(), "no".to_owned())
    );
    assert_eq!(
        failure(r#"{"data":{"id":"x"}}"#).0,
        "at data.id: invalid type: string, expected u8"
    );
}

/// The error does not repeat the body.
#[test]
fn decoder_messages_are_short() {
    for text in ["x".repeat(3 << 20), "\u{7f}".repeat(3 << 20)] {
        let body = [r#"{"data":{"id":""#, &text, r#""}}"#].concat();
        let response = http::Response::new(body.into());
        let Err(Error::Decode(error)) = GetLink::from_http(response) else {
            panic!("no decode error")
        };
        let failure = error.failure();
        let detail = failure.detail();
        assert!(detail.len() < 10 * 1024, "{}", detail.len());
        assert!(detail.starts_with("invalid type: string \""), "{detail}");
        assert!(
            detail.contains(" … ") && detail.contains(", expected u8"),
            "{detail}"
        );
        assert_eq!(failure.path(), Some("data.id"));
        assert_eq!(failure.expected(), "invalid type: string, expected u8");
    }
}

#[endpoint(GET, "/text", 200 => String as Text, 206 => Box<str> as Text)]
struct GetText;

#[endpoint(GET, "/form", 200 => BTreeMap<String, String> as Form, 4xx => Denied(Token as Form))]
struct GetForm;

#[derive(Debug, Deserialize)]
struct Token {
    error: String,
}

#[endpoint(GET, "/limits", 200 => Limits as Form)]
struct GetLimits;

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "it is read and shown")]
struct Limits {
    user: User,
    left: Option<i32>,
    share: f64,
    is_open: bool,
    plan: Option<Plan>,
    note: Option<String>,
    tags: String,
    more: Option<u8>,
}

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "it is read and shown")]
struct User(u64);

#[derive(Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Plan {
    Pro,
}

#[endpoint(GET, "/bytes", 200 => Bytes as Raw, 206 => Part(Vec<u8> as Raw))]
struct GetBytes;

#[test]
fn text_is_decoded_by_its_charset() {
    let text = |content_type: &str, body: &'static [u8]| match GetText::from_http(response(
        200,
        content_type,
        body,
    )) {
        Ok(output) => output.as_ok().unwrap().clone(),
        Err(Error::Decode(error)) => error.failure().to_string(),
        Err(error) => error.to_string(),
    };
    assert_eq!(
        text("text/plain; charset=utf-8", "naïve".as_bytes()),
        "naïve"
    );
    assert_eq!(text("", "naïve".as_bytes()), "naïve");
    assert_eq!(text("text/plain; charset=ISO-8859-1", b"na\xefve"), "naïve");
    assert_eq!(
        text("text/plain; a=b;Charset=\"iso-8859-1\"", b"na\xefve"),
        "naïve"
    );
    assert_eq!(
        text("text/plain", b"na\xefve"),
        "expected text in UTF-8, byte 2 is invalid"
    );
    assert_eq!(text("text/plain", b""), "");
}

#[test]
fn forms_and_bytes() {
    let form = GetForm::from_http(response(
        200,
        "application/x-www-form-urlencoded",
        "a=1+2&b=%C3%A9&c&=&a%26=%3D",
    ))
    .unwrap();
    let pairs: Vec<_> = form
        .iter()
        .map(|(key, value)| format!("{key}:{value}"))
        .collect();
    assert_eq!(pairs, [":", "a:1 2", "a&:=", "b:é", "c:"]);
    let denied = GetForm::from_http(response(403, "", "error=slow_down")).unwrap_err();
    assert_eq!(
        denied.api().unwrap().as_denied().unwrap().error,
        "slow_down"
    );
    assert!(matches!(
        GetForm::from_http(response(403, "", "x=%ff")),
        Err(Error::Decode(_))
    ));
    assert!(matches!(
        GetForm::from_http(response(403, "", "x=y")),
        Err(Error::Decode(_))
    ));

    let limits = "user=7&left=-1&share=0.5&is_open=true&plan=pro&note=5&tags=";
    let limits = GetLimits::from_http(response(200, "", limits)).unwrap();
    assert_eq!(
        format!("{limits:?}"),
        r#"Limits { user: User(7), left: Some(-1), share: 0.5, is_open: true, plan: Some(Pro), note: Some("5"), tags: "", more: None }"#
    );
    for wrong in [
        "user=7&share=0.5&is_open=yes&tags=",
        "user=-7&share=0.5&is_open=true&tags=",
        "user=7&share=0.5&is_open=true&plan=free&tags=",
        "user=7&share=0.5&is_open=true&left=&tags=",
    ] {
        let error = GetLimits::from_http(response(200, "", wrong)).unwrap_err();
        assert!(matches!(error, Error::Decode(_)), "{wrong}: {error:?}");
    }

    let bytes = GetBytes::from_http(response(200, JSON, &b"\0\xff"[..])).unwrap();
    assert_eq!(bytes.as_ok().unwrap(), &b"\0\xff"[..]);
    let part = GetBytes::from_http(response(206, "", "x")).unwrap();
    assert_eq!(part.as_part().unwrap(), b"x");
}
