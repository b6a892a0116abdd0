use bytes::Bytes;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_path_to_error::Segment;

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
        serde_json::to_writer(out, value).map_err(EncodeFailure::new)
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
        serde_json::from_slice(body).map_err(|_| locate::<T>(body))
    }
}

/// A second pass that keeps track of the path. It costs more, so it runs only after a failure.
#[cold]
fn locate<T: DeserializeOwned>(body: &[u8]) -> DecodeFailure {
    let mut deserializer = serde_json::Deserializer::from_slice(body);
    match serde_path_to_error::deserialize::<_, T>(&mut deserializer) {
        Err(error) => {
            let failure = failure(error.inner());
            match shown_path::<T>(body, &error, &failure) {
                Some(path) => failure.at(path),
                None => failure,
            }
        }
        // The value itself is right: what is wrong comes after it.
        Ok(_) => match deserializer.end() {
            Err(error) => failure(&error),
            Ok(()) => DecodeFailure::new(
                "expected the shape that is declared",
                "the value is refused",
            ),
        },
    }
}

/// How many bytes are read again to tell keys of maps from fields. In a larger body every key is shown as `*`.
const MOST_PROBED: usize = 16 * 1024 * 1024;

type Located = serde_path_to_error::Error<serde_json::Error>;

/// `links[3].created`: the names of fields and the numbers of items. A key of a map is a part of the body and shown as `*`, and a field that
/// the type does not know is not shown.
fn shown_path<T: DeserializeOwned>(
    body: &[u8],
    error: &Located,
    failure: &DecodeFailure,
) -> Option<String> {
    // In a body that is no JSON the line and the column say where.
    let value: Value = serde_json::from_slice(body).ok()?;
    let mut segments: Vec<&Segment> = error.path().iter().collect();
    if failure.expected().starts_with("unknown field") {
        segments.pop();
    }
    let keys = segments
        .iter()
        .filter(|segment| matches!(segment, Segment::Map { .. }))
        .count();
    let can_probe = keys.saturating_mul(body.len()) <= MOST_PROBED;
    let mut path = String::new();
    for (depth, segment) in segments.iter().enumerate() {
        match segment {
            Segment::Seq { index } => {
                path.push('[');
                path.push_str(&index.to_string());
                path.push(']');
            }
            Segment::Map { key } => {
                let is_map = !can_probe || is_key_of_map::<T>(&value, &segments[..depth], key);
                path += if path.is_empty() { "" } else { "." };
                path += if is_map { "*" } else { key };
            }
            // The variant is a name of the type; untagged places have none.
            Segment::Enum { .. } | Segment::Unknown => {}
        }
    }
    (!path.is_empty()).then_some(path)
}

/// Whether a type takes any key at a place: under another key it meets the same mistake there, where a struct would pass it over.
fn is_key_of_map<T: DeserializeOwned>(value: &Value, place: &[&Segment], key: &str) -> bool {
    const OTHER: &str = "callpoint: another key";
    let mut probe = value.clone();
    let mut parent = &mut probe;
    for segment in place {
        let child = match segment {
            Segment::Seq { index } => parent.get_mut(index),
            Segment::Map { key } => parent.get_mut(key),
            Segment::Enum { .. } | Segment::Unknown => continue,
        };
        match child {
            Some(child) => parent = child,
            // What cannot be told apart is not shown.
            None => return true,
        }
    }
    let Some(object) = parent.as_object_mut() else {
        return true;
    };
    if let Some(wrong) = object.remove(key) {
        object.insert(OTHER.to_owned(), wrong);
    }
    let Err(error) = serde_path_to_error::deserialize::<_, T>(probe) else {
        return false;
    };
    error
        .path()
        .iter()
        .any(|segment| matches!(segment, Segment::Map { key } if key == OTHER))
        && !error.inner().to_string().starts_with("unknown field")
}

fn failure(error: &serde_json::Error) -> DecodeFailure {
    let detail = error.to_string();
    let at = format!("line {} column {}", error.line(), error.column());
    let expected = match error.classify() {
        serde_json::error::Category::Data => without_values(&detail),
        serde_json::error::Category::Eof => format!("the JSON ends too early, at {at}"),
        serde_json::error::Category::Syntax | serde_json::error::Category::Io => {
            format!("invalid JSON at {at}")
        }
    };
    DecodeFailure::new(expected, detail)
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
