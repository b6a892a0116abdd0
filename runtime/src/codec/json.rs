mod outlined;
mod place;

use std::ops::Range;

use bytes::Bytes;
use serde::Serialize;
use serde::de::{DeserializeOwned, IgnoredAny};

use self::outlined::Outlined;
use self::place::{Step, path_at};
use super::{Decode, DecodeFailure, Encode, EncodeFailure};
use crate::answer::Answer;

/// JSON (RFC 8259), by serde.
#[derive(Debug, Clone, Copy)]
pub struct Json;

impl Json {
    /// The media type that it reads, whatever the type.
    pub const MEDIA_TYPE: &'static str = "application/json";
}

impl<T: Serialize + ?Sized> Encode<T> for Json {
    const CONTENT_TYPE: &'static str = "application/json";

    fn encode(value: &T, out: &mut Vec<u8>) -> Result<(), EncodeFailure> {
        match serde_json::to_writer(out, value) {
            Ok(()) => Ok(()),
            Err(error) => Err(not_written(error)),
        }
    }
}

impl<T: DeserializeOwned> Decode<T> for Json {
    const MEDIA_TYPE: &'static str = Self::MEDIA_TYPE;

    fn decode(answer: &Answer) -> Result<T, DecodeFailure> {
        Self::decode_bytes(answer.body())
    }
}

impl Json {
    /// Reads a value from bytes: for codecs that are JSON with something around it.
    ///
    /// # Errors
    /// The bytes are no JSON, or JSON of another shape; the error says where.
    pub fn decode_bytes<T: DeserializeOwned>(body: &Bytes) -> Result<T, DecodeFailure> {
        let mut value = None;
        match read(body, &mut Place(&mut value)) {
            None => value.ok_or_else(nothing),
            Some(failure) => Err(failure),
        }
    }
}

/// One compiled copy for all types, the end of the error included.
#[cold]
fn not_written(error: serde_json::Error) -> EncodeFailure {
    EncodeFailure::new(error)
}

/// Where a value goes, whatever its type: the one function that is compiled for each type.
trait Target {
    fn read(&mut self, json: &mut Deserializer<'_>) -> serde_json::Result<()>;
}

type Deserializer<'a> = serde_json::Deserializer<serde_json::de::SliceRead<'a>>;

/// A closure would be compiled twice: once to be called, and once to be consumed.
struct Place<'a, T>(&'a mut Option<T>);

impl<T: DeserializeOwned> Target for Place<'_, T> {
    fn read(&mut self, json: &mut Deserializer<'_>) -> serde_json::Result<()> {
        match T::deserialize(Outlined(json)) {
            Ok(value) => {
                *self.0 = Some(value);
                Ok(())
            }
            Err(error) => Err(error),
        }
    }
}

fn read(body: &[u8], target: &mut dyn Target) -> Option<DecodeFailure> {
    // Some servers send a byte order mark, which a reader may ignore (RFC 8259, section 8.1).
    let body = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body);
    let error = mistake(body, target)?;
    Some(located(body, &error, target))
}

/// Reads the whole of a body; what is wrong with it, if anything is.
fn mistake(body: &[u8], target: &mut dyn Target) -> Option<serde_json::Error> {
    let mut json = Deserializer::from_slice(body);
    let read = target.read(&mut json);
    read.and_then(|()| json.end()).err()
}

/// What is read without a mistake is there.
#[cold]
fn nothing() -> DecodeFailure {
    DecodeFailure::new("expected a value", "there is none")
}

/// Says what the mistake is and where. It costs more, so it runs only after a failure.
#[cold]
fn located(body: &[u8], error: &serde_json::Error, target: &mut dyn Target) -> DecodeFailure {
    let failure = failure(error);
    // In a body that is no JSON the line and the column say where.
    if !error.is_data() && !is_out_of_range(error) {
        return failure;
    }
    if serde_json::from_slice::<IgnoredAny>(body).is_err() {
        return failure;
    }
    match shown_path(body, &place(body, error), target) {
        Some(path) => failure.at(path),
        None => failure,
    }
}

/// The path to the value that an error is about.
fn place(body: &[u8], error: &serde_json::Error) -> Vec<Step> {
    let before = error.line().saturating_sub(1);
    let mut lines = body.split_inclusive(|&byte| byte == b'\n');
    let start: usize = lines.by_ref().take(before).map(<[u8]>::len).sum();
    path_at(body, start + error.column())
}

/// How many bytes are read again to tell keys of maps from fields. In a larger body every key is shown as `*`.
const MOST_PROBED: usize = 16 * 1024 * 1024;

/// `links[3].created`: the names of fields and the numbers of items. A key of a map is a part of the body and shown as `*`.
fn shown_path(body: &[u8], steps: &[Step], target: &mut dyn Target) -> Option<String> {
    let is_member = |step: &&Step| matches!(step, Step::Member(_));
    let members = steps.iter().filter(is_member).count();
    let can_probe = members.saturating_mul(body.len()) <= MOST_PROBED;
    let mut path = String::new();
    for step in steps {
        match step {
            Step::Item(index) => {
                path.push('[');
                path.push_str(&index.to_string());
                path.push(']');
            }
            Step::Member(key) => {
                let is_map = !can_probe || is_key_of_map(body, key, target);
                let name = serde_json::from_slice::<String>(&body[key.clone()]);
                path += if path.is_empty() { "" } else { "." };
                path += match &name {
                    Ok(name) if !is_map => name,
                    _ => "*",
                };
            }
        }
    }
    (!path.is_empty()).then_some(path)
}

/// Whether a type takes any key at a place: under another key it meets the same mistake there, where a struct would pass it over.
fn is_key_of_map(body: &[u8], key: &Range<usize>, target: &mut dyn Target) -> bool {
    const OTHER: &[u8] = br#""callpoint: another key""#;
    let probe = [&body[..key.start], OTHER, &body[key.end..]].concat();
    let Some(error) = mistake(&probe, target) else {
        return false;
    };
    let other = Step::Member(key.start..key.start + OTHER.len());
    place(&probe, &error).contains(&other) && !error.to_string().starts_with("unknown field")
}

fn failure(error: &serde_json::Error) -> DecodeFailure {
    let detail = error.to_string();
    let at = format!("line {} column {}", error.line(), error.column());
    let expected = match error.classify() {
        serde_json::error::Category::Data => without_values(&detail),
        serde_json::error::Category::Eof => format!("the JSON ends too early, at {at}"),
        _ if is_out_of_range(error) => "a number is out of range".to_owned(),
        _ if detail.starts_with("recursion limit exceeded") => {
            format!("the JSON is nested too deeply, at {at}")
        }
        serde_json::error::Category::Syntax | serde_json::error::Category::Io => {
            format!("invalid JSON at {at}")
        }
    };
    DecodeFailure::new(expected, detail)
}

/// A number that is valid JSON, but larger than any type of Rust's: `serde_json` counts it among the mistakes of syntax.
fn is_out_of_range(error: &serde_json::Error) -> bool {
    error.to_string().starts_with("number out of range")
}

/// What serde says of a value, less the value: ``invalid type: string "…", expected u64`` becomes
/// `invalid type: string, expected u64`. A message that is not serde's own may hold anything and stays in the detail.
fn without_values(detail: &str) -> String {
    if detail.starts_with("missing field `") || detail.starts_with("duplicate field `") {
        // The name is the user's own field.
        return detail
            .split(" at line ")
            .next()
            .unwrap_or(detail)
            .to_owned();
    }
    for known in [
        "invalid type: ",
        "invalid value: ",
        "invalid length ",
        "unknown variant ",
        "unknown field ",
    ] {
        let Some(rest) = detail.strip_prefix(known) else {
            continue;
        };
        // A value may itself contain the words; what was expected stands after the last of them.
        let expected = rest
            .rsplit_once(", expected ")
            .map_or("another", |(_, expected)| expected);
        let expected = expected.split(" at line ").next().unwrap_or(expected);
        let kind = rest
            .split([' ', ','])
            .next()
            .filter(|_| known.ends_with(": "))
            .unwrap_or_default();
        let kind = if known.ends_with(": ") {
            kind_of_value(kind)
        } else {
            ""
        };
        return format!(
            "{}{kind}, expected {expected}",
            if kind.is_empty() {
                known.trim_end_matches([':', ' '])
            } else {
                known
            }
        );
    }
    "a value is refused by its type".to_owned()
}

/// serde's names for what it met (`serde::de::Unexpected`).
fn kind_of_value(first_word: &str) -> &'static str {
    match first_word {
        "boolean" => "boolean",
        "integer" => "integer",
        "floating" => "floating point",
        "character" | "string" => "string",
        "null" | "unit" => "null",
        "sequence" => "sequence",
        "map" => "map",
        "enum" | "unit-variant" | "newtype" | "tuple" | "struct" => "enum",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stay_out_of_the_message() {
        let cases = [
            (
                "invalid type: string \"canary\", expected u64 at line 1 column 9",
                "invalid type: string, expected u64",
            ),
            (
                "invalid type: string \"x, expected y\", expected u64 at line 1 column 9",
                "invalid type: string, expected u64",
            ),
            (
                "invalid type: null, expected a string at line 3 column 4",
                "invalid type: null, expected a string",
            ),
            (
                "invalid type: floating point `1.5`, expected u8",
                "invalid type: floating point, expected u8",
            ),
            (
                "invalid value: integer `300`, expected u8",
                "invalid value: integer, expected u8",
            ),
            (
                "invalid length 3, expected an array of length 2",
                "invalid length, expected an array of length 2",
            ),
            (
                "unknown variant `canary`, expected `a` or `b`",
                "unknown variant, expected `a` or `b`",
            ),
            (
                "missing field `id` at line 1 column 2",
                "missing field `id`",
            ),
            ("canary is not a colour", "a value is refused by its type"),
        ];
        for (detail, shown) in cases {
            assert_eq!(without_values(detail), shown, "{detail}");
        }
    }

    #[test]
    fn the_path_names_the_place() {
        #[derive(Debug, serde::Deserialize)]
        struct Page {
            #[serde(rename = "links")]
            _links: Vec<Link>,
        }
        #[derive(Debug, serde::Deserialize)]
        struct Link {
            #[serde(rename = "created")]
            _created: String,
        }
        let body = Bytes::from_static(br#"{"links":[{"created":"a"},{"created":null}]}"#);
        let failure = Json::decode_bytes::<Page>(&body).unwrap_err();
        assert_eq!(failure.path(), Some("links[1].created"));
        assert_eq!(
            failure.to_string(),
            "at links[1].created: invalid type: null, expected a string"
        );

        let twice = Bytes::from_static(b"1 2");
        assert_eq!(
            Json::decode_bytes::<u8>(&twice).unwrap_err().to_string(),
            "invalid JSON at line 1 column 3"
        );
        let cut = Bytes::from_static(b"[1,");
        assert_eq!(
            Json::decode_bytes::<Vec<u8>>(&cut).unwrap_err().to_string(),
            "the JSON ends too early, at line 1 column 3"
        );
    }

    #[test]
    fn a_large_body_is_not_read_again_and_again() {
        // A type within itself: every level is one more key to tell apart.
        #[derive(Debug, serde::Deserialize)]
        struct Nest {
            #[serde(rename = "in")]
            _in: Option<Box<Nest>>,
        }
        let nested = |padding: usize| {
            let pad = " ".repeat(padding);
            let body = format!("{}7{}{pad}", r#"{"in":"#.repeat(100), "}".repeat(100));
            Json::decode_bytes::<Nest>(&body.into()).unwrap_err()
        };
        let fields = vec!["in"; 100].join(".");
        assert_eq!(nested(0).path(), Some(fields.as_str()));
        let hidden = vec!["*"; 100].join(".");
        assert_eq!(nested(1024 * 1024).path(), Some(hidden.as_str()));
    }
}
