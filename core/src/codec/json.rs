mod explain;
#[cfg(feature = "drift")]
mod noting;
mod place;
mod reading;

use std::mem::ManuallyDrop;

use bytes::Bytes;
use serde::Serialize;
use serde::de::DeserializeOwned;

use self::reading::Reading;
use super::failure::Failure;
use super::tracked::Tracked;
use super::{Codec, CodecError, Decode, Encode};
use crate::meta::{CodecId, CodecMeta};
use crate::reader::ResponseReader;

/// JSON (RFC 8259), by serde.
#[derive(Debug, Clone, Copy)]
pub struct Json;

impl Codec for Json {
    const META: CodecMeta = CodecMeta::of(CodecId::ApplicationJson, "Json", "application/json");
}

impl<T: Serialize + ?Sized> Encode<T> for Json {
    fn encode(value: &T, out: &mut Vec<u8>) -> Result<(), CodecError> {
        match value.serialize(&mut serde_json::Serializer::new(out)) {
            Ok(()) => Ok(()),
            Err(error) => Err(not_written(error)),
        }
    }
}

impl<T: DeserializeOwned> Decode<T> for Json {
    fn decode(response: &ResponseReader) -> Result<T, CodecError> {
        let body = response.unwatched_body();
        // A body that is looked at is kept elsewhere, and this one is empty. Whether it is long enough for a byte order mark is asked anyway, so that a
        // response that nobody looks at costs nothing.
        #[cfg(feature = "drift")]
        let reading = match body.first_chunk() {
            Some(start) => Reading::beginning(*start, body),
            None => match response.drift() {
                Some(sink) => return noting::decode(response, sink),
                None => Reading::of(body),
            },
        };
        #[cfg(not(feature = "drift"))]
        let reading = Reading::of(body);
        Self::read(reading)
    }
}

impl Json {
    /// Reads a value from bytes: for codecs that are JSON with something around it.
    ///
    /// # Errors
    /// The bytes are no JSON, or JSON of another shape; the error says where.
    pub fn decode_bytes<T: DeserializeOwned>(body: &Bytes) -> Result<T, CodecError> {
        Self::decode_slice(body)
    }

    /// The same.
    #[doc(hidden)]
    pub fn decode_slice<T: DeserializeOwned>(body: &[u8]) -> Result<T, CodecError> {
        Self::read(Reading::of(body))
    }

    fn read<T: DeserializeOwned>(mut reading: Reading<'_>) -> Result<T, CodecError> {
        match T::deserialize(Tracked(&mut reading.json, &reading.kept)) {
            Ok(value) => {
                // A call while there is a value to drop takes more code, in each type.
                let value = ManuallyDrop::new(value);
                let is_at_end = reading.is_at_end();
                let value = ManuallyDrop::into_inner(value);
                if is_at_end {
                    return Ok(value);
                }
                drop(value);
                Err(reading.behind(probe::<T>))
            }
            Err(failure) => Err(reading.explained(failure, probe::<T>)),
        }
    }
}

/// One compiled copy for all types, the end of the error included.
#[cold]
fn not_written(error: serde_json::Error) -> CodecError {
    CodecError::new("expected a value that JSON can hold", error)
}

/// Where and why another body cannot be read as the same type.
#[cold]
#[expect(
    clippy::manual_ok_err,
    reason = "`err` is one more function for each type"
)]
fn probe<T: DeserializeOwned>(reading: &mut Reading<'_>) -> Option<Failure> {
    match T::deserialize(Tracked(&mut reading.json, &reading.kept)) {
        Ok(_value) => None,
        Err(failure) => Some(failure),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, HashMap};

    use serde::Deserialize;
    use serde_json::Value;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "only its shape matters")]
    struct Page {
        links: Option<Vec<Link>>,
        amount: Option<u128>,
        pair: Option<(u8, u8)>,
        array: Option<[u8; 2]>,
        ids: Option<HashMap<u64, u8>>,
        by_wide: Option<BTreeMap<i128, u8>>,
        by_flag: Option<BTreeMap<bool, u8>>,
        by_name: Option<BTreeMap<String, Link>>,
        kind: Option<Kind>,
        strict: Option<Strict>,
        open: Option<Open>,
        tagged: Option<Tagged>,
        any: Option<Value>,
        letter: Option<char>,
    }

    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "only its shape matters")]
    struct Link {
        #[serde(alias = "ID")]
        id: Id,
        even: Option<Even>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(untagged)]
    #[expect(dead_code, reason = "only its shape matters")]
    enum Id {
        Number(u8),
        Text(String),
    }

    #[derive(Debug, Deserialize)]
    #[serde(try_from = "u8")]
    struct Even;

    impl TryFrom<u8> for Even {
        type Error = String;

        fn try_from(number: u8) -> Result<Self, String> {
            if number.is_multiple_of(2) {
                Ok(Self)
            } else {
                Err(format!("{number} is odd"))
            }
        }
    }

    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "only its shape matters")]
    enum Kind {
        Unit,
        Newtype(u8),
        Tuple(u8, u8),
        Struct { of: u8 },
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only its shape matters")]
    struct Strict {
        a: u8,
    }

    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "only its shape matters")]
    struct Open {
        known: u8,
        untagged: Option<Id>,
        #[serde(flatten)]
        rest: BTreeMap<String, Value>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(tag = "t")]
    #[expect(dead_code, reason = "only its shape matters")]
    enum Tagged {
        A { of: u8 },
    }

    fn words<T: DeserializeOwned>(body: &str) -> String {
        let body = Bytes::copy_from_slice(body.as_bytes());
        match Json::decode_bytes::<T>(&body) {
            Ok(_) => "none".to_owned(),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    #[expect(clippy::too_many_lines, reason = "it is a table")]
    fn where_and_why() {
        let cases = [
            (
                r#"{"amount":"1000"}"#,
                "at amount: invalid type: string, expected u128",
            ),
            (r#"{"amount":null}"#, "none"),
            (
                r#"{"amount":{}}"#,
                "at amount: invalid type: map, expected u128",
            ),
            (
                r#"{"amount":1.5}"#,
                "at amount: invalid type: floating point, expected u128",
            ),
            (
                r#"{"amount":-1}"#,
                "at amount: invalid value: integer, expected u128",
            ),
            (
                r#"{"amount":999999999999999999999999999999999999999999}"#,
                "at amount: invalid value: integer, expected u128",
            ),
            (
                r#"{"pair":[1,2,3]}"#,
                "at pair: invalid length, expected 2 elements",
            ),
            (
                r#"{"pair":[1]}"#,
                "at pair: invalid length, expected a tuple of size 2",
            ),
            (
                r#"{"pair":"x"}"#,
                "at pair: invalid type: string, expected a tuple of size 2",
            ),
            (
                r#"{"array":[1,2,3]}"#,
                "at array: invalid length, expected 2 elements",
            ),
            (
                r#"{"pair":[1,256]}"#,
                "at pair[1]: invalid value: integer, expected u8",
            ),
            (
                r#"{"links":[{"id":"a"},{"id":[]}]}"#,
                "at links[1].id: the type does not accept the value",
            ),
            (
                r#"{"links":[{"id":1},{"ID":{}}]}"#,
                "at links[1].ID: the type does not accept the value",
            ),
            (
                r#"{"links":[{"id":1,"even":7}]}"#,
                "at links[0].even: the type does not accept the value",
            ),
            (
                r#"{"links":[{"id":1},{}]}"#,
                "at links[1]: missing field `id`",
            ),
            (
                r#"{"links":[{"id":1,"id":2}]}"#,
                "at links[0]: duplicate field `id`",
            ),
            (
                r#"{"links":[{"id":1,"ID":2}]}"#,
                "at links[0]: duplicate field `id`",
            ),
            (
                r#"{"links":{"a":1}}"#,
                "at links: invalid type: map, expected a sequence",
            ),
            (
                r#"{"ids":{"4929123456781234":"x"}}"#,
                "at ids.*: invalid type: string, expected u8",
            ),
            (
                r#"{"ids":{"1":1,"canary":2}}"#,
                "at ids: a key is not valid for its type",
            ),
            (
                r#"{"ids":{"1":1,"canary":1e999}}"#,
                "at ids: a key is not valid for its type",
            ),
            (
                r#"{"ids":{"-1":1}}"#,
                "at ids: a key is not valid for its type",
            ),
            (
                r#"{"by_wide":{"1.5":1}}"#,
                "at by_wide: a key is not valid for its type",
            ),
            (
                r#"{"by_flag":{"canary":1}}"#,
                "at by_flag: a key is not valid for its type",
            ),
            (
                r#"{"by_flag":{"tr\u0075e":1}}"#,
                "at by_flag: a key is not valid for its type",
            ),
            (
                r#"{"by_name":{"canary":{"id":1},"x":{"id":{}}}}"#,
                "at by_name.*.id: the type does not accept the value",
            ),
            (
                r#"{"kind":7}"#,
                "at kind: invalid type: integer, expected enum Kind",
            ),
            (
                r#"{"kind":"canary"}"#,
                "at kind: unknown variant, expected one of `Unit`, `Newtype`, `Tuple`, `Struct`",
            ),
            (
                r#"{"kind":{"Unit":7}}"#,
                "at kind.Unit: invalid type: integer, expected unit",
            ),
            (
                r#"{"kind":"Newtype"}"#,
                "at kind.Newtype: invalid type: string, expected a newtype variant",
            ),
            (
                r#"{"kind":{"Newtype":"x"}}"#,
                "at kind.Newtype: invalid type: string, expected u8",
            ),
            (
                r#"{"kind":{"Tuple":[1,"x"]}}"#,
                "at kind.Tuple[1]: invalid type: string, expected u8",
            ),
            (
                r#"{"kind":{"Struct":{"of":null}}}"#,
                "at kind.Struct.of: invalid type: null, expected u8",
            ),
            (
                r#"{"kind":{"Newtype":1,"Unit":null}}"#,
                "at kind: invalid value: map, expected enum Kind",
            ),
            (
                r#"{"kind":{}}"#,
                "at kind: invalid value: map, expected one of `Unit`, `Newtype`, `Tuple`, `Struct`",
            ),
            (
                r#"{"strict":{"a":1,"canary":2}}"#,
                "at strict: unknown field, expected `a`",
            ),
            (
                r#"{"strict":[1,2]}"#,
                "at strict: invalid length, expected struct Strict with 1 element",
            ),
            (
                r#"{"open":{"known":"x"}}"#,
                "at open.known: invalid type: string, expected u8",
            ),
            (
                r#"{"open":{"known":1,"untagged":[]}}"#,
                "at open.untagged: the type does not accept the value",
            ),
            (
                r#"{"open":{"known":1,"canary":1e999}}"#,
                "at open.*: a number is out of range",
            ),
            (
                r#"{"open":{"known":{"canary":1e999}}}"#,
                "at open.known: invalid type: map, expected u8",
            ),
            (
                r#"{"open":{"known":["\ud800"]}}"#,
                "at open.known: invalid type: sequence, expected u8",
            ),
            (
                r#"{"open":{"known":{},"canary":1e999}}"#,
                "at open.known: invalid type: map, expected u8",
            ),
            (
                r#"{"ids":{"1":{"canary":1e999}}}"#,
                "at ids.*: invalid type: map, expected u8",
            ),
            (r#"{"open":{"canary":1}}"#, "at open: missing field `known`"),
            (
                r#"{"tagged":{"t":"A","of":"x"}}"#,
                "at tagged: invalid type: string, expected u8",
            ),
            (
                r#"{"any":{"canary":[1,1e999]}}"#,
                "at any.*[1]: a number is out of range",
            ),
            (
                r#"{"letter":"canary"}"#,
                "at letter: invalid value: string, expected a character",
            ),
            (
                "[]",
                "invalid length, expected struct Page with 14 elements",
            ),
        ];
        let wrong: Vec<_> = cases
            .into_iter()
            .map(|(body, expected)| (body, words::<Page>(body), expected))
            .filter(|(_, got, expected)| got != expected)
            .collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn a_body_that_is_not_json() {
        let cases = [
            ("1 2", "invalid JSON at line 1 column 3"),
            ("[1,", "invalid type: sequence, expected u8"),
            ("", "the JSON ends too early, at line 1 column 0"),
            ("\n\n tru", "the JSON ends too early, at line 3 column 4"),
            ("<html>", "invalid JSON at line 1 column 1"),
            ("1e999", "a number is out of range"),
            ("01", "invalid JSON at line 1 column 2"),
            ("\"x", "the JSON ends too early, at line 1 column 2"),
        ];
        for (body, expected) in cases {
            assert_eq!(words::<u8>(body), expected, "{body}");
        }
        let cases = [
            ("[1,", "the JSON ends too early, at line 1 column 3"),
            ("[1\n 2]", "invalid JSON at line 2 column 2"),
            ("[1,]", "invalid JSON at line 1 column 4"),
            ("[\"\\ud800\"]", "invalid JSON at line 1 column 9"),
            ("[1,x]", "invalid JSON at line 1 column 4"),
        ];
        for (body, expected) in cases {
            assert_eq!(words::<Vec<u8>>(body), expected, "{body}");
        }
        assert_eq!(
            words::<Vec<String>>("[\"a\",\n \"\\ud800\"]"),
            "invalid JSON at line 2 column 9"
        );
        assert_eq!(
            words::<u128>("1.5"),
            "invalid type: floating point, expected u128"
        );
        let deep = "[".repeat(10_000);
        assert_eq!(
            words::<Value>(&deep),
            "the JSON is nested too deeply, at line 1 column 128"
        );
    }

    /// Wherever the first invalid byte is: in a string that is read, in one that is ignored, in a key, behind the value.
    #[test]
    fn a_body_that_is_not_utf8() {
        #[derive(Debug, Deserialize)]
        #[expect(dead_code, reason = "only its shape matters")]
        struct Named {
            name: String,
        }
        struct Nothing;
        impl<'de> Deserialize<'de> for Nothing {
            fn deserialize<D: serde::Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
                Ok(Self)
            }
        }
        let cases: [(&[u8], usize, usize); 8] = [
            (b"{\"name\":\"a\xff\"}", 1, 11),
            (b"{\"name\":\"a\",\n\"other\":\"\xff\"}", 2, 10),
            (b"{\"name\":\"a\",\"\xc3\":1}", 1, 14),
            (b"{\"name\":7,\"x\":\"\xf0\x9f\"}", 1, 16),
            (b"{\"name\":\"a\"}\xe2\x82", 1, 13),
            (b"\xff", 1, 1),
            (b"\xef\xbb\xbf\xff", 1, 1),
            // UTF-16.
            (b"\xff\xfe{\0}\0", 1, 1),
        ];
        for (body, line, column) in cases {
            let expected = format!("invalid JSON at line {line} column {column}");
            let body = Bytes::from_static(body);
            let errors = [
                Json::decode_bytes::<Named>(&body).map(drop),
                Json::decode_bytes::<Value>(&body).map(drop),
                Json::decode_bytes::<Option<Nothing>>(&body).map(drop),
                Json::decode_bytes::<Nothing>(&body).map(drop),
            ];
            for error in errors {
                let error = error.unwrap_err();
                assert_eq!(error.to_string(), expected, "{body:?}");
                assert_eq!(error.path(), None, "{body:?}");
            }
        }
    }

    /// A type within itself, so deep that each level counts.
    #[test]
    fn a_deep_path_in_a_large_body() {
        #[derive(Debug, Deserialize)]
        struct Nest {
            #[serde(rename = "in")]
            _in: Option<Box<Nest>>,
        }
        let pad = " ".repeat(1024 * 1024);
        let body = format!("{}7{}{pad}", r#"{"in":"#.repeat(100), "}".repeat(100));
        let error = Json::decode_bytes::<Nest>(&body.into()).unwrap_err();
        assert_eq!(error.path(), Some(vec!["in"; 100].join(".").as_str()));
    }
}
