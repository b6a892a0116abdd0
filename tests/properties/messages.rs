//! Headers and bodies.

use std::collections::BTreeMap;

use callpoint::{BuildErrorKind, Patch, endpoint};
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use url::form_urlencoded;

use crate::{request, text, texts};

#[endpoint(GET, "/")]
struct Headers {
    #[header("x-one")]
    one: Option<String>,
    #[secret]
    #[header("x-several")]
    several: Vec<String>,
}

#[endpoint(POST, "/")]
struct Body {
    text: String,
    number: i64,
    large: u64,
    maybe: Option<String>,
    list: Vec<String>,
    map: BTreeMap<String, Option<bool>>,
    patch: Patch<String>,
}

#[endpoint(POST, "/", body = Form)]
struct Form {
    text: String,
    list: Vec<String>,
    maybe: Option<String>,
}

#[endpoint(POST, "/")]
struct Raw {
    #[body(Raw)]
    content: Vec<u8>,
}

/// RFC 9110, section 5.5: values that arrive unchanged at every server.
fn can_be_a_header(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b'\t' | b' '..=b'~'))
        && text.trim_matches([' ', '\t']) == text
}

/// RFC 9110, section 5.6.1: a recipient reads it as one item, whatever follows behind a comma.
fn is_item(text: &str) -> bool {
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        let is_whole = match c {
            ',' => false,
            '"' => loop {
                match rest.next() {
                    Some('"') => break true,
                    Some('\\') if rest.next().is_some() => {}
                    Some(c) if c != '\\' => {}
                    _ => break false,
                }
            },
            _ => true,
        };
        if !is_whole {
            return false;
        }
    }
    !text.is_empty() && text.trim_matches([' ', '\t']) == text
}

fn patch() -> impl Strategy<Value = Patch<String>> {
    prop_oneof![
        Just(Patch::Absent),
        Just(Patch::Null),
        text().prop_map(Patch::Value),
    ]
}

proptest! {
    #[test]
    fn a_header_is_sent_unchanged_or_rejected(one in proptest::option::of(text()), several in texts()) {
        let mut headers = Headers::new(several.clone());
        headers.one.clone_from(&one);
        let all: Vec<&String> = one.iter().chain(&several).collect();
        match request(&headers) {
            Ok(request) => {
                let got = |name: &str| -> Vec<String> {
                    let values = request.headers().get_all(name).iter();
                    values.map(|value| value.to_str().unwrap().to_owned()).collect()
                };
                prop_assert_eq!(got("x-one"), one.into_iter().collect::<Vec<_>>());
                prop_assert!(several.iter().all(|item| is_item(item)));
                let line = several.join(",");
                prop_assert_eq!(got("x-several"), if several.is_empty() { vec![] } else { vec![line] });
                prop_assert!(request.headers().get_all("x-several").iter().all(http::HeaderValue::is_sensitive));
                prop_assert_eq!(request.headers().keys().filter(|name| name.as_str().starts_with("x-")).count()
                    , usize::from(request.headers().contains_key("x-one")) + usize::from(request.headers().contains_key("x-several")));
            }
            Err(error) => {
                let is_wrong = match error.kind() {
                    BuildErrorKind::InvalidHeader => !all.iter().all(|value| can_be_a_header(value)),
                    BuildErrorKind::Unformattable => !several.iter().all(|item| is_item(item)),
                    _ => false,
                };
                prop_assert!(is_wrong, "{error:?}");
            }
        }
    }

    #[test]
    fn a_valid_header_value_is_sent(value in "[!-~]([ -~]{0,20}[!-~])?") {
        let list = request(&Headers::new(vec![value.clone()]));
        prop_assert_eq!(list.is_ok(), is_item(&value));
        let mut headers = Headers::new(vec![]);
        headers.one = Some(value);
        prop_assert!(request(&headers).is_ok());
    }

    #[test]
    fn a_json_body_round_trips(
        text in text(),
        numbers in any::<(i64, u64)>(),
        maybe in proptest::option::of(text()),
        list in texts(),
        map in proptest::collection::btree_map(text(), any::<Option<bool>>(), 0..4),
        patch in patch(),
    ) {
        let mut body = Body::new(text.clone(), numbers.0, numbers.1, list.clone(), map.clone());
        body.maybe.clone_from(&maybe);
        body.patch = patch.clone();
        let mut expected = Map::from_iter([
            ("text".to_owned(), json!(text)),
            ("number".to_owned(), json!(numbers.0)),
            ("large".to_owned(), json!(numbers.1)),
            ("list".to_owned(), json!(list)),
            ("map".to_owned(), json!(map)),
        ]);
        expected.extend(maybe.map(|text| ("maybe".to_owned(), json!(text))));
        match patch {
            Patch::Absent => {}
            Patch::Null => drop(expected.insert("patch".to_owned(), Value::Null)),
            Patch::Value(text) => drop(expected.insert("patch".to_owned(), json!(text))),
        }
        let request = request(&body).unwrap();
        let got: Value = serde_json::from_slice(request.body().as_bytes().unwrap()).unwrap();
        prop_assert_eq!(got, Value::Object(expected));
        prop_assert_eq!(&request.headers()["content-type"], "application/json");
    }

    #[test]
    fn a_form_round_trips(text in text(), list in texts(), maybe in proptest::option::of(text())) {
        let mut form = Form::new(text.clone(), list.clone());
        form.maybe.clone_from(&maybe);
        let mut expected = vec![("text".to_owned(), text)];
        expected.extend(list.into_iter().map(|item| ("list".to_owned(), item)));
        expected.extend(maybe.map(|text| ("maybe".to_owned(), text)));
        let request = request(&form).unwrap();
        let pairs: Vec<_> = form_urlencoded::parse(request.body().as_bytes().unwrap()).into_owned().collect();
        prop_assert_eq!(pairs, expected);
    }

    #[test]
    fn bytes_are_sent_unchanged(content in any::<Vec<u8>>()) {
        let request = request(&Raw::new(content.clone())).unwrap();
        prop_assert_eq!(request.body().as_bytes().unwrap(), content);
    }
}
