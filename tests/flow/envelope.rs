//! Custom codecs: an envelope around every body, and an error inside a 200.

use callpoint::codec::{CodecError, Decode, Encode, Json};
use callpoint::{BaseUrl, BuildErrorKind, Endpoint, Error, ResponseReader, endpoint};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::client;
use crate::{request, response, wire};
use callpoint_test_support::script::Script;

/// `{"ok":true,"result":…}`, or `{"ok":false,"error":…}`, both with 200.
struct Rpc;

#[derive(Deserialize)]
#[serde(untagged)]
enum Envelope<T> {
    Result { result: T },
    Error { error: RpcError },
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
struct RpcError {
    code: i32,
}

impl callpoint::codec::Codec for Rpc {
    const META: callpoint::meta::CodecMeta =
        callpoint::meta::CodecMeta::new("Rpc", "application/json")
            .content_type("application/json-rpc");
}

impl<T: DeserializeOwned> Decode<Result<T, RpcError>> for Rpc {
    fn decode(response: &ResponseReader) -> Result<Result<T, RpcError>, CodecError> {
        Ok(match Json::decode_bytes(response.body())? {
            Envelope::Result { result } => Ok(result),
            Envelope::Error { error } => Err(error),
        })
    }
}

impl<T: Serialize + ?Sized> Encode<T> for Rpc {
    fn encode(value: &T, out: &mut Vec<u8>) -> Result<(), CodecError> {
        let params = serde_json::to_value(value)
            .map_err(|error| CodecError::new("expected a value that JSON can hold", error))?;
        let call = serde_json::json!({"method": "add", "params": params});
        out.extend_from_slice(call.to_string().as_bytes());
        Ok(())
    }
}

#[endpoint(POST, "/rpc", body = Rpc, 200 => Result<u64, RpcError> as Rpc, 500 => Down(Result<String, RpcError> as Rpc))]
struct Add {
    left: u64,
    right: u64,
}

#[endpoint(POST, "/rpc", 200 => Result<Vec<u8>, RpcError> as Rpc)]
struct AddAll {
    #[body(Rpc)]
    numbers: Vec<u64>,
}

#[tokio::test]
async fn an_error_inside_a_success() {
    let result = wire("200 OK", "", r#"{"ok":true,"result":3}"#);
    let failure = wire("200 OK", "", r#"{"ok":false,"error":{"code":-32}}"#);
    let server = Script::start([result, failure]).await;
    let client = client(&server.base);
    let add = Add::new(1, 2);
    assert_eq!(add.call(&client).await.unwrap(), Ok(3));
    assert_eq!(
        add.call(&client).await.unwrap(),
        Err(RpcError { code: -32 })
    );
    let received = server.received().remove(0);
    assert_eq!(
        received.header("content-type"),
        Some("application/json-rpc")
    );
    assert_eq!(
        received.body,
        br#"{"method":"add","params":{"left":1,"right":2}}"#
    );
}

#[test]
fn one_field_as_the_body_with_the_same_codec() {
    let written = request(&AddAll::new(vec![1, 2]));
    let body = br#"{"method":"add","params":[1,2]}"#;
    assert_eq!(written.body().as_bytes(), Some(&body[..]));
    let read = AddAll::from_http(response(200, &[], r#"{"result":[3]}"#)).unwrap();
    assert_eq!(read, Ok(vec![3]));
}

#[test]
fn a_body_the_codec_cannot_decode() {
    for body in ["", "{}", r#"{"result":"x"}"#, "<html>"] {
        let error = Add::from_http(response(200, &[], body)).unwrap_err();
        assert!(matches!(error, Error::Decode(_)), "{body}: {error}");
        assert_eq!(error.body().unwrap(), body);
    }
    let error = Add::from_http(response(500, &[], r#"{"error":{"code":1}}"#)).unwrap_err();
    let down = error.api().unwrap().as_down().unwrap();
    assert_eq!(down, &Err(RpcError { code: 1 }));
}

/// Always fails to encode.
struct Never;

impl callpoint::codec::Codec for Never {
    const META: callpoint::meta::CodecMeta = callpoint::meta::CodecMeta::new("Never", "text/plain");
}

impl<T: ?Sized> Encode<T> for Never {
    fn encode(_: &T, _: &mut Vec<u8>) -> Result<(), CodecError> {
        Err(CodecError::new("expected a value", "canary"))
    }
}

#[endpoint(POST, "/never", body = Never, 204 => ())]
struct SendNever {
    value: u8,
}

#[test]
fn a_body_the_codec_cannot_encode_is_not_sent() {
    let base = BaseUrl::parse("https://h").unwrap();
    let error = SendNever::new(1).to_http(&base).unwrap_err();
    assert_eq!(
        (error.kind(), error.detail()),
        (BuildErrorKind::Body, Some("canary"))
    );
    assert!(!format!("{error} {error:?}").contains("canary"));
    assert!(error.to_string().contains("Never"), "{error}");
}
