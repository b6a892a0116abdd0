//! What is said of a body that could not be read. It costs more than reading, so it runs only after a failure, and once.

use std::ops::Range;
use std::str::Utf8Error;

use serde::de::{DeserializeOwned, IgnoredAny};

use super::place::{self, Place, Segment, place};
use super::reading::{Probe, Reading};
use crate::codec::CodecError;
use crate::codec::failure::{Asked, At, Failure, Reason, ShownPath, Step, one_of};
use crate::json_tokens::Tokens;

impl Reading<'_> {
    /// Says what is behind the value.
    #[cold]
    pub(super) fn behind(&mut self, probe: Probe) -> CodecError {
        let failure = match self.json.end() {
            Ok(()) => Failure::behind("nothing"),
            Err(error) => Failure::behind(error),
        };
        self.explained(failure, probe)
    }

    #[cold]
    pub(super) fn explained(&self, failure: Failure, probe: Probe) -> CodecError {
        if let Some(error) = self.invalid {
            return not_utf8(self.body, error);
        }
        explained(self.body, failure, self.kept.wide.get(), probe)
    }
}

/// How deep a value of `serde_json` may be.
const MAX_DEPTH: usize = 127;

/// How many bytes are read again to tell keys of maps from fields. In a larger body every such key is shown as `*`.
const MAX_PROBED: usize = 1024 * 1024;

/// Says what the mistake is and where, and shows nothing of the body. `wide` is the last type of 128 bits that was read.
#[cold]
pub(super) fn explained(
    body: &[u8],
    failure: Failure,
    wide: Option<&'static str>,
    probe: Probe,
) -> CodecError {
    let (reason, detail, steps) = failure.into_parts();
    let stop = Stop { body, wide };
    let is_kind = matches!(
        &reason,
        Reason::Format {
            expected: Some(_),
            at: At::Value,
            ..
        }
    );
    let (expected, place) = match reason {
        Reason::Type(words) => (words, Some(place(body, &steps))),
        Reason::Format {
            expected,
            asked,
            at: At::Value,
        } => stop.value(place(body, &steps), expected, asked),
        Reason::Format { at: At::Next, .. } => stop.next(&steps),
    };
    let error = CodecError::new(expected, detail);
    match place {
        Some(place) => {
            let until = (is_kind && can_probe(body, &steps)).then(|| until(body, &place));
            shown(until.as_deref().unwrap_or(body), &place, &steps, probe).of(error)
        }
        None => error,
    }
}

/// Says where a body stops to be UTF-8.
#[cold]
pub(super) fn not_utf8(body: &[u8], error: Utf8Error) -> CodecError {
    // Counted from one, as `serde_json` does.
    let (line, column) = place::line_and_column(body, error.valid_up_to() + 1);
    CodecError::new(
        format!("invalid JSON at line {line} column {column}"),
        error,
    )
}

/// The body until a value whose kind is wrong, whatever is inside and behind it: both may have what cannot be read under another key either.
fn until(body: &[u8], place: &Place) -> Vec<u8> {
    let mut text = body.get(..place.value.start).unwrap_or(body).to_vec();
    let first = body.get(place.value.clone()).unwrap_or_default();
    text.extend(match kind(first) {
        "map" => b"{}",
        "sequence" => b"[]",
        _ => first,
    });
    text.extend(place.segments.iter().rev().map(|segment| match segment {
        Segment::Item(_) => b']',
        Segment::Member(..) => b'}',
    }));
    text
}

/// Whether there are keys to tell from fields, and reading the body once for each costs little.
fn can_probe(body: &[u8], steps: &[Step]) -> bool {
    let unnamed = steps.iter().filter(|step| step.names.is_empty()).count();
    unnamed > 0 && unnamed.saturating_mul(body.len()) <= MAX_PROBED
}

/// The path to a place.
fn shown(body: &[u8], place: &Place, steps: &[Step], probe: Probe) -> ShownPath {
    let can_probe = can_probe(body, steps);
    let mut path = ShownPath::default();
    for (number, segment) in place.segments.iter().enumerate() {
        match segment {
            Segment::Item(index) => path.item(*index),
            Segment::Member(key, names) => {
                let name = body.get(key.clone()).map(serde_json::from_slice::<String>);
                let name = name.and_then(Result::ok).filter(|name| {
                    if names.is_empty() {
                        can_probe && !is_key_of_map(body, key, &steps[..=number], probe)
                    } else {
                        names.contains(&name.as_str())
                    }
                });
                path.name(name.as_deref());
            }
        }
    }
    path
}

/// Whether a type takes any key at a place: with another key it fails there as well, where it would pass over what is not its field. With `flatten` serde
/// does not tell the fields.
fn is_key_of_map(body: &[u8], key: &Range<usize>, steps: &[Step], probe: Probe) -> bool {
    const OTHER: &[u8] = br#""callpoint: another key""#;
    let other = [&body[..key.start], OTHER, &body[key.end..]].concat();
    let Some(failure) = probe(&mut Reading::of(&other)) else {
        return false;
    };
    let (_, _, others) = failure.into_parts();
    let mut pairs = steps.iter().zip(&others);
    others.len() >= steps.len() && pairs.all(|(step, other)| step.index == other.index)
}

/// Where `serde_json` stopped. Its error says why in words alone; the text says it too.
struct Stop<'a> {
    body: &'a [u8],
    wide: Option<&'static str>,
}

impl Stop<'_> {
    /// Where an entry or item should begin, or behind the whole: the words, and the place where they say none.
    fn next(&self, steps: &[Step]) -> (String, Option<Place>) {
        let (last, around) = match steps.split_last() {
            Some((last, around)) => (Some(last), around),
            None => (None, steps),
        };
        let outer = place(self.body, around);
        let start = outer.value.start;
        let error = match last {
            Some(_) => prefix::<IgnoredAny>(self.body, start),
            None => serde_json::from_slice::<IgnoredAny>(self.body).err(),
        };
        if let Some(error) = error {
            return (self.syntax(start, &error), None);
        }
        if let Some(words) = self.behind_fraction(steps) {
            return words;
        }
        // It is the key.
        let key = place(self.body, steps).segments.pop();
        if let Some(Segment::Member(key, names)) = key {
            if let Some(error) = prefix::<serde_json::Value>(self.body, key.start) {
                return (self.syntax(key.start, &error), None);
            }
            if !names.is_empty() {
                let one_of = one_of(names, "fields");
                return (format!("unknown field, {one_of}"), Some(outer));
            }
        }
        ("a key is not valid for its type".to_owned(), Some(outer))
    }

    /// Of a fraction a type of 128 bits reads the digits in front, and `serde_json` fails at what comes next.
    fn behind_fraction(&self, steps: &[Step]) -> Option<(String, Option<Place>)> {
        let expected = self.wide?;
        let before = match steps.split_last() {
            Some((last, around)) => {
                let index = last.index.checked_sub(1)?;
                let step = Step {
                    index,
                    names: last.names,
                };
                let steps = around.iter().chain([&step]);
                place(self.body, steps)
            }
            None => place(self.body, []),
        };
        let kind = kind(self.body.get(before.value.clone())?);
        (kind == "floating point").then(|| (invalid_type(kind, expected), Some(before)))
    }

    /// At a value.
    fn value(
        &self,
        place: Place,
        expected: Option<String>,
        asked: Asked,
    ) -> (String, Option<Place>) {
        let value = self.body.get(place.value.clone()).unwrap_or_default();
        let kind = kind(value);
        if let Some(expected) = expected {
            return (invalid_type(kind, &expected), Some(place));
        }
        let start = place.value.start;
        let is_scalar = !matches!(kind, "map" | "sequence");
        if !is_scalar && place.segments.len() >= MAX_DEPTH {
            let at = self.at(start + 1);
            return (format!("the JSON is nested too deeply, at {at}"), None);
        }
        let error = if is_scalar {
            prefix::<serde_json::Value>(self.body, start)
        } else {
            prefix::<IgnoredAny>(self.body, start)
        };
        if let Some(error) = error {
            if prefix::<IgnoredAny>(self.body, start).is_none() && is_number(kind) {
                return ("a number is out of range".to_owned(), Some(place));
            }
            return (self.syntax(start, &error), None);
        }
        let words = match asked {
            Asked::Enum(_, variants) | Asked::Variant(variants) => self
                .variant(&place, kind, variants)
                .unwrap_or_else(|| words(kind, asked)),
            _ => words(kind, asked),
        };
        (words, Some(place))
    }

    /// A name that is not one of the variants.
    fn variant(&self, place: &Place, kind: &str, variants: &[&str]) -> Option<String> {
        let text = self.body.get(place.value.start..)?;
        let mut tokens = Tokens::new(text);
        let (_, name) = match kind {
            "string" => tokens.next()?,
            "map" => tokens.nth(1)?,
            _ => return None,
        };
        let name: String = serde_json::from_slice(text.get(name)?).ok()?;
        let is_unknown = !variants.contains(&name.as_str());
        is_unknown.then(|| format!("unknown variant, {}", one_of(variants, "variants")))
    }

    /// What is wrong with a text that is not JSON from `start` on.
    fn syntax(&self, start: usize, error: &serde_json::Error) -> String {
        let text = self.body.get(start..).unwrap_or_default();
        let at = self.at(start + place::offset(text, error.line(), error.column()));
        match error.classify() {
            serde_json::error::Category::Eof => format!("the JSON ends too early, at {at}"),
            _ => format!("invalid JSON at {at}"),
        }
    }

    fn at(&self, offset: usize) -> String {
        let (line, column) = place::line_and_column(self.body, offset);
        format!("line {line} column {column}")
    }
}

/// The error in the one value that begins there.
fn prefix<T: DeserializeOwned>(body: &[u8], start: usize) -> Option<serde_json::Error> {
    let text = body.get(start..).unwrap_or_default();
    T::deserialize(&mut serde_json::Deserializer::from_slice(text)).err()
}

fn words(kind: &str, asked: Asked) -> String {
    match asked {
        // Another integer would be one.
        Asked::Type(expected @ ("i128" | "u128")) if kind == "integer" => {
            format!("invalid value: integer, expected {expected}")
        }
        Asked::Type(expected) => invalid_type(kind, expected),
        Asked::Enum(name, _) if kind == "map" => {
            format!("invalid value: map, expected enum {name}")
        }
        Asked::Enum(name, _) => invalid_type(kind, &format!("enum {name}")),
        Asked::Variant(variants) => {
            format!("invalid value: {kind}, {}", one_of(variants, "variants"))
        }
        Asked::Items(count) => {
            format!("invalid length, expected {}", elements(count))
        }
        Asked::Struct(name, count) => {
            format!(
                "invalid length, expected struct {name} with {}",
                elements(count)
            )
        }
    }
}

fn elements(count: usize) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} element{plural}")
}

fn invalid_type(kind: &str, expected: &str) -> String {
    format!("invalid type: {kind}, expected {expected}")
}

fn is_number(kind: &str) -> bool {
    matches!(kind, "integer" | "floating point")
}

/// What a value is, by its first token.
fn kind(token: &[u8]) -> &'static str {
    match token.first() {
        Some(b'"') => "string",
        Some(b'{') => "map",
        Some(b'[') => "sequence",
        Some(b't' | b'f') => "boolean",
        Some(b'n') => "null",
        _ if token.iter().any(|byte| b".eE".contains(byte)) => "floating point",
        _ => "integer",
    }
}
