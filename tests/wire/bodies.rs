//! Bodies: the remaining fields, or one field that is the whole body.

use callpoint::codec::{CodecError, Encode};
use callpoint::{BuildErrorKind, Bytes, Patch, endpoint};
use serde::Serialize;

use crate::{body, build_error, sent};

#[endpoint(POST, "/b")]
struct Json<'a, T: Serialize> {
    text: &'a str,
    number: f64,
    maybe: Option<bool>,
    nested: T,
    list: Vec<T>,
}

#[test]
fn remaining_fields_form_a_json_object() {
    let head = "POST /b\naccept: */*\ncontent-type: application/json\n\n";
    let json = |maybe| Json {
        text: "a\"\u{1}",
        number: 0.5,
        maybe,
        nested: (1, "x"),
        list: vec![],
    };
    assert_eq!(
        sent(&json(None)),
        format!(
            "{head}{}",
            r#"{"text":"a\"\u0001","number":0.5,"nested":[1,"x"],"list":[]}"#
        )
    );
    assert!(body(&json(Some(true))).contains(r#""maybe":true,"#));
}

#[endpoint(PUT, "/b", body = Form)]
struct Form {
    text: String,
    maybe: Option<u8>,
    tags: Vec<&'static str>,
}

#[test]
fn remaining_fields_form_a_form() {
    let head = "PUT /b\naccept: */*\ncontent-type: application/x-www-form-urlencoded\n\n";
    assert_eq!(
        sent(&Form::new("a b&c=d+é", vec!["x", "y"])),
        format!("{head}text=a%20b%26c%3Dd%2B%C3%A9&tags=x&tags=y")
    );
    assert_eq!(
        sent(&Form::new("", vec![]).maybe(1)),
        format!("{head}text=&maybe=1")
    );
}

#[endpoint(PATCH, "/b")]
struct Edit {
    name: Patch<String>,
    age: Patch<u8>,
}

#[endpoint(PATCH, "/b")]
#[serde(rename_all = "UPPERCASE")]
struct EditByDerive {
    #[serde(with = "hex")]
    id: u8,
    name: Patch<String>,
}

mod hex {
    use serde::Serializer;

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's signature")]
    pub(super) fn serialize<S: Serializer>(value: &u8, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&format!("{value:x}"))
    }
}

#[test]
fn a_patch_has_three_states() {
    assert_eq!(body(&Edit::new()), "{}");
    assert_eq!(
        body(&Edit::new().name(Patch::Null).age(7)),
        r#"{"name":null,"age":7}"#
    );
    assert_eq!(body(&Edit::new().name("ann")), r#"{"name":"ann"}"#);
    assert_eq!(body(&EditByDerive::new(255)), r#"{"ID":"ff"}"#);
    assert_eq!(
        body(&EditByDerive::new(1).name(Patch::Null)),
        r#"{"ID":"1","NAME":null}"#
    );
    assert_eq!(
        body(&EditByDerive::new(1).name("x")),
        r#"{"ID":"1","NAME":"x"}"#
    );
}

#[derive(Serialize)]
struct Point {
    x: u8,
    y: Option<u8>,
}

#[endpoint(POST, "/w")]
struct WholeJson {
    #[body]
    point: Point,
    #[query]
    dry: Option<bool>,
}

#[endpoint(POST, "/w")]
struct WholeForm {
    #[body(Form)]
    point: Point,
}

#[endpoint(POST, "/w")]
struct WholeText<'a> {
    #[body(Text)]
    text: &'a str,
}

#[endpoint(DELETE, "/w")]
struct WholeRaw {
    #[body(Raw)]
    bytes: Bytes,
    #[header("content-type")]
    media_type: Option<&'static str>,
}

#[endpoint(PUT, "/w", body = Form)]
struct Named {
    #[body]
    pairs: Vec<(String, u8)>,
}

#[test]
fn one_field_is_the_whole_body() {
    let sent_as = |content_type: &str, body: &str| {
        format!("POST /w\naccept: */*\ncontent-type: {content_type}\n\n{body}")
    };
    let point = |y| Point { x: 1, y };
    assert_eq!(
        sent(&WholeJson::new(point(None))),
        sent_as("application/json", r#"{"x":1,"y":null}"#)
    );
    assert!(sent(&WholeJson::new(point(None)).dry(true)).starts_with("POST /w?dry=true\n"));
    assert_eq!(
        sent(&WholeForm::new(point(None))),
        sent_as("application/x-www-form-urlencoded", "x=1")
    );
    assert_eq!(
        sent(&WholeForm::new(point(Some(2)))),
        sent_as("application/x-www-form-urlencoded", "x=1&y=2")
    );
    assert_eq!(
        sent(&WholeText::new("é")),
        sent_as("text/plain; charset=utf-8", "é")
    );
    let delete = |line: &str| format!("DELETE /w\naccept: */*\ncontent-type: {line}\n\nab");
    assert_eq!(
        sent(&WholeRaw::new("ab")),
        delete("application/octet-stream")
    );
    assert_eq!(
        sent(&WholeRaw::new("ab").media_type("image/png")),
        delete("image/png")
    );
    assert_eq!(
        body(&Named::new(vec![("a".into(), 1), ("a".into(), 2)])),
        "a=1&a=2"
    );
}

#[endpoint(POST, "/w")]
struct Maybe {
    #[body]
    point: Option<Point>,
}

#[endpoint(DELETE, "/w")]
struct MaybeDelete {
    #[body(Text)]
    why: Option<String>,
}

#[test]
fn a_body_may_be_absent() {
    assert_eq!(
        sent(&Maybe::new()),
        "POST /w\naccept: */*\ncontent-length: 0\n\n"
    );
    assert_eq!(
        body(&Maybe::new().point(Point { x: 3, y: None })),
        r#"{"x":3,"y":null}"#
    );
    assert_eq!(sent(&MaybeDelete::new()), "DELETE /w\naccept: */*\n\n");
    assert_eq!(body(&MaybeDelete::new().why("x")), "x");
}

/// Fails with every built-in codec.
struct Upper;

impl callpoint::codec::Codec for Upper {
    const META: callpoint::meta::CodecMeta =
        callpoint::meta::CodecMeta::new("Upper", "text/x-upper");
}

impl Encode<str> for Upper {
    fn encode(value: &str, out: &mut Vec<u8>) -> Result<(), CodecError> {
        if value.is_empty() {
            return Err(CodecError::new("expected a text", "nothing to shout"));
        }
        out.extend(value.to_uppercase().bytes());
        Ok(())
    }
}

impl Encode<String> for Upper {
    fn encode(value: &String, out: &mut Vec<u8>) -> Result<(), CodecError> {
        <Self as Encode<str>>::encode(value, out)
    }
}

#[endpoint(POST, "/w")]
struct Shout {
    #[body(Upper)]
    text: String,
}

#[test]
fn a_custom_codec() {
    assert_eq!(
        sent(&Shout::new("abc")),
        "POST /w\naccept: */*\ncontent-type: text/x-upper\n\nABC"
    );
    let error = build_error(&Shout::new(""));
    assert_eq!(error.kind(), BuildErrorKind::Body);
    assert_eq!(
        error.to_string(),
        "POST /w: the body cannot be written as Upper; nothing was sent"
    );
    assert_eq!(error.detail(), Some("nothing to shout"));
}

#[endpoint(POST, "/w")]
struct NoJson {
    map: std::collections::BTreeMap<(u8, u8), u8>,
}

#[test]
fn a_value_without_a_json_form_is_an_error() {
    let error = build_error(&NoJson::new([((1, 2), 3)].into()));
    assert_eq!((error.kind(), error.name()), (BuildErrorKind::Body, "Json"));
    assert_eq!(
        error.to_string(),
        "POST /w: the body cannot be written as Json; nothing was sent"
    );
}
