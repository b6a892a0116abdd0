//! Values to show: an example, or a placeholder by the schema.

#![cfg_attr(
    not(any(feature = "http-file", feature = "postman")),
    allow(dead_code, reason = "a description takes the items of lists alone")
)]

use crate::description::{Kind, Parameter, Schema};
use crate::value::Value;

/// A value outside of JSON.
pub(crate) fn text(parameter: &Parameter) -> String {
    let example = parameter.value().map(str::to_owned);
    example.unwrap_or_else(|| text_of(parameter.schema.as_deref()))
}

/// A value of a schema outside of JSON.
pub(crate) fn text_of(schema: Option<&Schema>) -> String {
    match schema {
        Some(Schema {
            items: Some(items), ..
        }) => text_of(Some(items)),
        schema => format!("<{}>", word(schema)),
    }
}

/// A value of a schema as JSON.
pub(crate) fn json_of(schema: Option<&Schema>) -> String {
    if let Some(Schema { examples, .. }) = schema
        && let Some(example) = examples.first()
    {
        return example.clone();
    }
    match schema {
        Some(Schema {
            items: Some(items), ..
        }) => format!("[{}]", json_of(Some(items))),
        schema => quoted(&text_of(schema)),
    }
}

/// What a schema is called: by its name, or by what it is.
pub(crate) fn word(schema: Option<&Schema>) -> &str {
    let Some(schema) = schema else {
        return "string";
    };
    if let Some(name) = &schema.reference {
        return name;
    }
    let is_null = |schema: &&Schema| schema.kinds == [Kind::Null];
    if schema.kinds.is_empty()
        && let Some(other) = schema.any_of.iter().find(|it| !is_null(it))
    {
        return word(Some(other));
    }
    match schema.kinds.iter().find(|kind| **kind != Kind::Null) {
        Some(Kind::Boolean) => "boolean",
        Some(Kind::Integer) => "integer",
        Some(Kind::Number) => "number",
        Some(Kind::Array) => "array",
        Some(Kind::Object) => "object",
        Some(Kind::String) => "string",
        Some(Kind::Null) | None => "any",
    }
}

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
