//! Parameters, with their styles.

use callpoint_core::meta::QueryForm;

use super::Writer;
use super::fields::Fields;
use crate::description::{Example, Kind, Parameter, Schema, Style};
use crate::value::{Object, Value};

impl Writer {
    /// A parameter, under its own name or the one that the path has for it.
    pub(super) fn parameter(
        &mut self,
        parameter: &Parameter,
        location: &str,
        name: Option<&String>,
    ) -> Object {
        let suffix = match &parameter.style {
            // The format has no style with brackets for lists: they are a part of the name.
            Style::Query(QueryForm::Repeated { suffix: "%5B%5D" }) => "[]",
            _ => "",
        };
        let shown = name.unwrap_or(&parameter.name);
        let fields = Fields::default()
            .set("name", format!("{}{suffix}", decoded(shown)))
            .set("in", location)
            .text("description", &parameter.doc)
            .flag("required", parameter.required || location == "path")
            .flag("deprecated", parameter.deprecated)
            .flag(
                "allowEmptyValue",
                parameter.allow_empty && location == "query",
            );
        let fields =
            style(fields, parameter, location).flag("allowReserved", parameter.allow_reserved);
        let fields = self.value_of(fields, parameter);
        fields
            .flag("x-callpoint-secret", parameter.secret)
            .flag("x-callpoint-segments", parameter.style == Style::Segments)
            .some("x-callpoint-name", name.map(|_| parameter.name.as_str()))
            .extensions(&parameter.extensions)
            .done()
    }

    /// The schema and the examples, or the media type that has them.
    fn value_of(&mut self, fields: Fields, parameter: &Parameter) -> Fields {
        let schema = parameter.schema.as_deref().cloned().unwrap_or_default();
        let schema = if parameter.fixed {
            let value = parameter.value().unwrap_or_default();
            Schema {
                constant: Some(decoded(value).into()),
                ..Schema::of(Kind::String)
            }
        } else if parameter.style == Style::FLAG && schema == Schema::default() {
            Schema::of(Kind::Boolean)
        } else {
            schema
        };
        let examples = if parameter.fixed {
            Object::default()
        } else {
            examples(&parameter.examples, &schema, separator(&parameter.style))
        };
        let schema = self.schema(&schema);
        let media_type = match &parameter.style {
            Style::Content(media_type) => Some(media_type.as_str()),
            Style::Query(QueryForm::ApplicationJson) => Some("application/json"),
            _ => None,
        };
        if let Some(media_type) = media_type {
            let content = Fields::default().set("schema", schema);
            let content = content.object("examples", examples).done();
            let by_type = Fields::default().set(media_type, content).done();
            return fields.set("content", by_type);
        }
        fields.set("schema", schema).object("examples", examples)
    }
}

fn style(fields: Fields, parameter: &Parameter, location: &str) -> Fields {
    let explode = |fields: Fields, default: bool| {
        if parameter.explode == default {
            fields
        } else {
            fields.set("explode", parameter.explode)
        }
    };
    match &parameter.style {
        Style::Default if location == "path" || location == "header" => explode(fields, false),
        Style::Default
        | Style::Segments
        | Style::Content(_)
        | Style::Query(QueryForm::Repeated { .. } | QueryForm::Entries { in_brackets: false }) => {
            fields
        }
        Style::Label => explode(fields.set("style", "label"), false),
        Style::Matrix => explode(fields.set("style", "matrix"), false),
        Style::Query(QueryForm::Joined { separator }) => {
            let style = match *separator {
                "%7C" => "pipeDelimited",
                "%20" => "spaceDelimited",
                _ => "form",
            };
            fields.set("style", style).set("explode", false)
        }
        Style::Query(QueryForm::Entries { in_brackets: true }) => {
            fields.set("style", "deepObject").set("explode", true)
        }
        Style::Query(QueryForm::KeyAlone) => fields
            .set("allowEmptyValue", true)
            .set("x-callpoint-flag", true),
        Style::Query(_) => fields,
    }
}

/// What stands between the items of a list.
fn separator(style: &Style) -> Option<&str> {
    match style {
        Style::Query(QueryForm::Joined { separator: "%7C" }) => Some("|"),
        Style::Query(QueryForm::Joined { separator: "%20" }) => Some(" "),
        Style::Query(QueryForm::Joined { separator }) => Some(separator),
        Style::Segments => Some("/"),
        _ => None,
    }
}

/// Examples by name. A text is the value as it is sent; JSON where the value is no text. One that is no list is the only item of one, or its items with
/// the separator between them.
pub(super) fn examples(examples: &[Example], schema: &Schema, separator: Option<&str>) -> Object {
    let mut written = Object::default();
    for (index, example) in examples.iter().enumerate() {
        let name = match example.name.as_str() {
            "" if index == 0 => "example".to_owned(),
            "" => format!("example {}", index + 1),
            name => name.to_owned(),
        };
        let list = schema.items.as_deref().filter(|_| schema.is(Kind::Array));
        let shown = match (list, value(&example.text, schema)) {
            (None, value) | (_, value @ Value::Array(_)) => value,
            (Some(items), _) => {
                let texts = match separator {
                    Some(separator) => example.text.split(separator).collect(),
                    None => vec![example.text.as_str()],
                };
                let values: Vec<Value> = texts.into_iter().map(|text| value(text, items)).collect();
                values.into()
            }
        };
        let shown = Fields::default().set("value", shown);
        written.insert(name, shown.done());
    }
    written
}

pub(super) fn value(text: &str, schema: &Schema) -> Value {
    if schema.is(Kind::String) {
        return text.into();
    }
    text.parse().unwrap_or_else(|_| text.into())
}

/// The name as people read it: the description has it as it is sent.
fn decoded(text: &str) -> String {
    percent_encoding::percent_decode_str(text)
        .decode_utf8()
        .map_or_else(|_| text.to_owned(), Into::into)
}
