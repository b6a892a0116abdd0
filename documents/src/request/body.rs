//! The body, by its media type.

#[cfg(feature = "postman")]
use std::fmt::Write as _;

use callpoint_core::meta::QueryForm;

use super::{Entry, EntryKind, RequestBody, Shared, entries_of, entry_with, is_json, owner};
#[cfg(feature = "postman")]
use crate::by_schema::Schemas;
use crate::description::{Body, Kind, Operation, Parameter, Part, Property, Schema};
use crate::placeholder;
use crate::value::Value;

pub(super) fn body(operation: &Operation, shared: &mut Shared<'_>) -> RequestBody {
    let body = operation.body.as_ref();
    let Some((body, content)) = body.and_then(|body| Some((body, body.contents.first()?))) else {
        return RequestBody::None;
    };
    match &content.body {
        Body::Form(fields) => {
            let entries = fields
                .iter()
                .flat_map(|field| listed(field, entries_of(operation, field, shared)));
            RequestBody::Form(entries.collect())
        }
        Body::Multipart(parts) => {
            let entries = parts
                .iter()
                .flat_map(|part| entries_of_part(operation, part, shared));
            RequestBody::Parts(entries.collect())
        }
        Body::File(name) => RequestBody::File(name.clone().unwrap_or_default()),
        Body::Whole { examples, schema } => {
            let schema = schema.as_deref();
            let example = examples.first().map(|example| example.text.as_str());
            let text = match (example, schema) {
                (example, Some(schema)) if schema.secret => {
                    let name = body.name.as_deref().unwrap_or("body");
                    shared
                        .variables
                        .refer(name, example.unwrap_or_default(), owner(operation))
                }
                (Some(example), _) => example.to_owned(),
                (None, Some(schema)) if !schema.properties.is_empty() => {
                    if is_json(content) {
                        object(operation, &schema.properties, shared)
                    } else {
                        // How the format writes them is not known.
                        String::new()
                    }
                }
                (None, schema) if is_json(content) => shared.schemas.sent(schema),
                (None, schema) if content.essence() == "text/plain" => {
                    shared.schemas.text_of(schema)
                }
                (None, _) => String::new(),
            };
            RequestBody::Text(text, content.media_type.clone())
        }
    }
}

/// The items of a list in a form, by its style.
fn listed(field: &Parameter, mut entries: Vec<Entry>) -> Vec<Entry> {
    if placeholder::items(field).is_none() {
        return entries;
    }
    match field.style.form() {
        QueryForm::Repeated { suffix } if !suffix.is_empty() => {
            for entry in &mut entries {
                entry.key.push_str("[]");
            }
        }
        QueryForm::Joined { separator } => {
            let values: Vec<_> = entries.iter().filter_map(|it| it.value.clone()).collect();
            entries.truncate(1);
            for entry in &mut entries {
                entry.value = Some(values.join(separator));
            }
        }
        _ => {}
    }
    entries
}

fn entries_of_part(
    operation: &Operation,
    part: &Part,
    shared: &mut Shared<'_>,
) -> Vec<super::Entry> {
    let Some(files) = &part.files else {
        let mut entries = entries_of(operation, &part.parameter, shared);
        let is_json = part.media_type.as_deref() == Some("application/json");
        for entry in entries.iter_mut().filter(|_| is_json) {
            entry.kind = EntryKind::Json;
        }
        return entries;
    };
    // A placeholder would name a file that does not exist.
    let none = [String::new()];
    let files = if files.is_empty() { &none[..] } else { files };
    let entry = |file: &String| super::Entry {
        kind: EntryKind::File,
        ..entry_with(&part.parameter, file)
    };
    files.iter().map(entry).collect()
}

/// The properties of a JSON body that are always there, and those with an example.
fn object(operation: &Operation, properties: &[Property], shared: &mut Shared<'_>) -> String {
    let is_shown = |property: &&Property| property.required || !property.schema.examples.is_empty();
    let lines = properties.iter().filter(is_shown).filter_map(|property| {
        let schema = &property.schema;
        let value = if schema.secret {
            let example = schema.examples.first().map(|example| plain(example));
            let example = example.unwrap_or_default();
            json_variable(
                schema,
                &shared
                    .variables
                    .refer(&property.name, &example, owner(operation)),
            )
        } else {
            unquoted(schema, shared.schemas.sent(Some(schema)))
        };
        if !property.flatten {
            return Some(format!(
                "  {}: {}",
                placeholder::quoted(&property.name),
                indented(&value)
            ));
        }
        // Its entries stand among the others.
        let example = schema.examples.first()?;
        let inside = example.trim().strip_prefix('{')?.strip_suffix('}')?;
        Some(format!("  {}", indented(inside.trim())))
    });
    let lines: Vec<_> = lines.collect();
    if lines.is_empty() {
        return "{}".to_owned();
    }
    format!("{{\n{}\n}}", lines.join(",\n"))
}

/// A variable in place of a value of any type, which has no quotes.
fn unquoted(schema: &Schema, json: String) -> String {
    let is_any = schema.type_name.as_deref() == Some("serde_json::Value");
    let name = json
        .strip_prefix("\"{{")
        .and_then(|rest| rest.strip_suffix("}}\""));
    match name {
        Some(name) if is_any && !name.contains(['"', '\\', '{', '}']) => format!("{{{{{name}}}}}"),
        _ => json,
    }
}

/// JSON outside of JSON: a text without its quotes.
fn plain(json: &str) -> String {
    let value = json.parse::<Value>();
    value.map_or_else(
        |_| json.to_owned(),
        |value| match value {
            Value::String(text) => text,
            _ => json.to_owned(),
        },
    )
}

/// A variable in JSON: in quotes, but for numbers and booleans.
fn json_variable(schema: &Schema, variable: &str) -> String {
    let is_bare = [Kind::Integer, Kind::Number, Kind::Boolean]
        .into_iter()
        .any(|kind| schema.is(kind));
    if is_bare {
        variable.to_owned()
    } else {
        placeholder::quoted(variable)
    }
}

fn indented(json: &str) -> String {
    json.replace('\n', "\n  ")
}

/// The documentation, with that of the properties of the body, which have no other place for it.
#[cfg(feature = "postman")]
pub(crate) fn description(operation: &Operation, schemas: &Schemas<'_>) -> String {
    let mut text = operation.doc.clone();
    let content = operation
        .body
        .as_ref()
        .and_then(|body| body.contents.first());
    let properties = match content.map(|content| &content.body) {
        Some(Body::Whole {
            schema: Some(schema),
            ..
        }) if !schema.properties.is_empty() => &schema.properties,
        _ => return text,
    };
    if !text.is_empty() {
        text.push_str("\n\n");
    }
    text.push_str("The fields of the body:\n");
    for property in properties {
        let optional = if property.required { "" } else { ", optional" };
        let label = schemas.label(&property.schema);
        // Writing into a string cannot fail.
        let _ = write!(text, "\n- `{}` (`{label}`{optional})", property.name);
        if !property.schema.doc.is_empty() {
            let _ = write!(text, ": {}", property.schema.doc.replace('\n', " "));
        }
    }
    text
}
