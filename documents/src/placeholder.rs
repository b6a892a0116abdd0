//! Values to show.

#![cfg_attr(
    not(any(feature = "http-file", feature = "postman")),
    allow(dead_code, reason = "a description takes the items of lists alone")
)]

use crate::description::{Kind, Parameter};
use crate::value::Value;

/// The values of a list whose example is a JSON array, as text. An empty one has none to show.
pub(crate) fn items(parameter: &Parameter) -> Option<Vec<String>> {
    let schema = parameter.schema.as_ref()?;
    if parameter.secret || !schema.is(Kind::Array) {
        return None;
    }
    let example: Value = parameter.value()?.parse().ok()?;
    let items = example.as_array()?.iter().map(plain);
    Some(items.collect()).filter(|items: &Vec<_>| !items.is_empty())
}

/// A JSON value outside of JSON: a text without its quotes.
pub(crate) fn plain(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

/// A text as JSON.
pub(crate) fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}
