//! Codecs of one's own: an envelope around everything, and an error inside a 200.

use callpoint::codec::{Decode, DecodeFailure, Encode, EncodeFailure, Json};
use callpoint::{Answer, BaseUrl, BuildErrorKind, Endpoint, Error, endpoint};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::client;
use crate::script::Script;
use crate::{request, response, wire};

/// `{"ok":true,"result":…}`, or `{"ok":false,"error":…}`, both with 200.
struct Rpc;

#[derive(Deserialize)]
#[serde(untagged)]
enum Envelope<T> {
    Result { result: T },
    Error { error: Fault },
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
struct Fault {
    code: i32,
}

impl<T: DeserializeOwned> Decode<Result<T, Fault>> for Rpc {
    const MEDIA_TYPE: &'static str = "application/json";

    fn decode(answer: &Answer) -> Result<Result<T, Fault>, DecodeFailure> {
        Ok(match Json::decode_bytes(answer.body())? {
            Envelope::Result { result } => Ok(result),
            Envelope::Error { error } => Err(error),
        })
    }
}

impl<T: Serialize + ?Sized> Encode<T> for Rpc {
    const CONTENT_TYPE: &'static str = "application/json-rpc";

    fn encode(value: &T, out: &mut Vec<u8>) -> Result<(), EncodeFailure> {
        let params = serde_json::to_value(value).map_err(EncodeFailure::new)?;
        let call = serde_json::json!({"method": "add", "params": params});
        out.extend_from_slice(call.to_string().as_bytes());
        Ok(())
    }
}

#[endpoint(POST, "/rpc", body = Rpc, 200 => Result<u64, Fault> as Rpc, 500 => Down(Result<String, Fault> as Rpc))]
struct Add {
    left: u64,
    right: u64,
}

#[endpoint(POST, "/rpc", 200 => Result<Vec<u8>, Fault> as Rpc)]
struct AddAll {
    #[body(Rpc)]
    numbers: Vec<u64>,
}

#[tokio::test]
async fn an_error_inside_a_success() {
    let result = wire("200 OK", "", r#"{"ok":true,"result":3}"#);
    let fault = wire("200 OK", "", r#"{"ok":false,"error":{"code":-32}}"#);
    let server = Script::start([result, fault]).await;
    let client = client(&server.base);
    let add = Add::new(1, 2);
    assert_eq!(add.call(&client).await.unwrap(), Ok(3));
    assert_eq!(add.call(&client).await.unwrap(), Err(Fault { code: -32 }));
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
fn a_whole_body_by_the_same_codec() {
    let written = request(&AddAll::new(vec![1, 2]));
    let body = br#"{"method":"add","params":[1,2]}"#;
    assert_eq!(written.body().as_bytes(), Some(&body[..]));
    let read = AddAll::from_http(response(200, &[], r#"{"result":[3]}"#)).unwrap();
    assert_eq!(read, Ok(vec![3]));
}

#[test]
fn what_the_codec_cannot_read() {
    for body in ["", "{}", r#"{"result":"x"}"#, "<html>"] {
        let error = Add::from_http(response(200, &[], body)).unwrap_err();
        assert!(matches!(error, Error::Decode(_)), "{body}: {error}");
        assert_eq!(error.body().unwrap(), body);
    }
    let error = Add::from_http(response(500, &[], r#"{"error":{"code":1}}"#)).unwrap_err();
    let down = error.api().unwrap().as_down().unwrap();
    assert_eq!(down, &Err(Fault { code: 1 }));
}

/// Writes nothing.
struct Never;

impl<T: ?Sized> Encode<T> for Never {
    const CONTENT_TYPE: &'static str = "text/plain";

    fn encode(_: &T, _: &mut Vec<u8>) -> Result<(), EncodeFailure> {
        Err(EncodeFailure::new("canary"))
    }
}

#[endpoint(POST, "/never", body = Never, 204 => ())]
struct SendNever {
    value: u8,
}

#[test]
fn what_a_codec_cannot_write_is_not_sent() {
    let base = BaseUrl::parse("https://h").unwrap();
    let error = SendNever::new(1).to_http(&base).unwrap_err();
    assert_eq!(
        (error.kind(), error.detail()),
        (BuildErrorKind::Body, Some("canary"))
    );
    assert!(!format!("{error} {error:?}").contains("canary"));
    assert!(error.to_string().contains("Never"), "{error}");
}
