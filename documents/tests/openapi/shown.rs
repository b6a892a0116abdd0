//! A description as text, so that a table says in one line what to expect.

use callpoint_documents::description::{
    Additional, Body, Content, Description, Entry, Folder, Kind, Operation, Parameter, Piece,
    Requirement, Schema, Security, SecuritySchemeKind, Style,
};
use callpoint_documents::openapi;

pub(crate) fn read(text: &str) -> Description {
    openapi::read(text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// All notes: those of the document, then those of the operations.
pub(crate) fn notes(description: &Description) -> Vec<String> {
    let operations = description.root.operations();
    let operations = operations.iter().flat_map(|operation| &operation.notes);
    description
        .notes
        .iter()
        .chain(operations)
        .cloned()
        .collect()
}

/// The one operation of a document without notes.
pub(crate) fn one(text: &str) -> Operation {
    let description = read(text);
    assert_eq!(notes(&description), [""; 0], "{text}");
    let [operation] = description.root.operations()[..] else {
        panic!("not one operation: {text}")
    };
    operation.clone()
}

pub(crate) fn folder(folder: &Folder) -> String {
    let entry = |entry: &Entry| match entry {
        Entry::Folder(inner) => format!("{}[{}]", inner.name, self::folder(inner)),
        Entry::Operation(operation) => operation.id.clone().unwrap_or_default(),
    };
    folder
        .entries
        .iter()
        .map(entry)
        .collect::<Vec<_>>()
        .join(" ")
}

pub(crate) fn path(operation: &Operation) -> String {
    let mut text = String::new();
    for segment in &operation.path {
        text.push('/');
        for piece in segment {
            match piece {
                Piece::Text(literal) => text.push_str(literal),
                Piece::Parameter(found) => text.extend(["<", &parameter(found), ">"]),
            }
        }
    }
    text
}

/// `name!: schema csv = example`
pub(crate) fn parameter(parameter: &Parameter) -> String {
    let mut text = parameter.name.clone();
    if parameter.required {
        text.push('!');
    }
    if let Some(found) = &parameter.schema {
        text.push_str(": ");
        text.push_str(&schema(found));
    }
    match &parameter.style {
        Style::Default => {}
        style => text.push_str(&format!(" {style:?}")),
    }
    let flags = [
        (parameter.explode, "explode"),
        (parameter.allow_reserved, "reserved"),
        (parameter.allow_empty, "empty"),
        (parameter.deprecated, "deprecated"),
        (parameter.secret, "secret"),
        (parameter.fixed, "fixed"),
    ];
    for (_, word) in flags.iter().filter(|(is_set, _)| *is_set) {
        text.push(' ');
        text.push_str(word);
    }
    for example in &parameter.examples {
        text.push_str(" = ");
        text.push_str(&example.text);
    }
    text
}

pub(crate) fn parameters(all: &[Parameter]) -> String {
    all.iter().map(parameter).collect::<Vec<_>>().join(", ")
}

pub(crate) fn contents(all: &[Content]) -> String {
    all.iter().map(content).collect::<Vec<_>>().join(" | ")
}

fn content(content: &Content) -> String {
    let mut text = content.media_type.clone().unwrap_or_default();
    match &content.body {
        Body::File(_) => text.push_str(" file"),
        Body::Form(fields) => text.push_str(&format!(" form({})", parameters(fields))),
        Body::Multipart(parts) => {
            let part = |part: &callpoint_documents::description::Part| {
                let mut text = parameter(&part.parameter);
                if part.files.is_some() {
                    text.push_str(" file");
                }
                if let Some(media_type) = &part.media_type {
                    text.push_str(&format!(" as {media_type}"));
                }
                if !part.headers.is_empty() {
                    text.push_str(&format!(" with {}", parameters(&part.headers)));
                }
                text
            };
            let parts: Vec<String> = parts.iter().map(part).collect();
            text.push_str(&format!(" multipart({})", parts.join(", ")));
        }
        Body::Whole {
            examples,
            schema: found,
        } => {
            if let Some(found) = found {
                text.push_str(&format!(" {}", schema(found)));
            }
            for example in examples {
                text.push_str(&format!(" = {}", example.text));
            }
        }
    }
    if let Some(found) = &content.schema {
        text.push_str(&format!(" all {}", schema(found)));
    }
    if let Some(found) = &content.item_schema {
        text.push_str(&format!(" each {}", schema(found)));
    }
    text
}

pub(crate) fn responses(operation: &Operation) -> Vec<String> {
    let response = |response: &callpoint_documents::description::Response| {
        let mut text = response.status.to_string();
        if !response.name.is_empty() {
            text.push_str(&format!(" {}", response.name));
        }
        if !response.headers.is_empty() {
            text.push_str(&format!(" [{}]", parameters(&response.headers)));
        }
        if !response.contents.is_empty() {
            text.push_str(&format!(": {}", contents(&response.contents)));
        }
        text
    };
    operation.responses.iter().map(response).collect()
}

pub(crate) fn security(security: &Security) -> String {
    let requirement = |requirement: &Requirement| {
        let schemes = requirement.all_of.iter().map(|required| {
            let kind = match &required.scheme.kind {
                SecuritySchemeKind::OAuth2(flows) => format!("OAuth2({})", flows.len()),
                kind => format!("{kind:?}"),
            };
            let scopes = required.scopes.join("+");
            format!(
                "{}={kind}{}{scopes}",
                required.scheme.name,
                if scopes.is_empty() { "" } else { " " }
            )
        });
        schemes.collect::<Vec<_>>().join(" & ")
    };
    match security {
        Security::Unspecified => "unspecified".to_owned(),
        Security::None => "none".to_owned(),
        Security::AnyOf(all) => all.iter().map(requirement).collect::<Vec<_>>().join(" | "),
    }
}

/// A schema: `&Name`, `string(date)`, `[items]`, `{name!: schema, …: additional}`, `allOf(…)`.
#[expect(clippy::too_many_lines, reason = "it goes through all keywords")]
pub(crate) fn schema(schema: &Schema) -> String {
    let mut parts = Vec::new();
    if let Some(name) = &schema.reference {
        parts.push(format!("&{name}"));
    }
    let kinds: Vec<&str> = schema.kinds.iter().map(|kind| kind_name(*kind)).collect();
    let mut kinds = kinds.join("|");
    if let Some(format) = &schema.format {
        kinds.push_str(&format!("({format})"));
    }
    if !kinds.is_empty() {
        parts.push(kinds);
    }
    if !schema.values.is_empty() {
        let values: Vec<String> = schema.values.iter().map(ToString::to_string).collect();
        parts.push(format!("enum({})", values.join(",")));
    }
    if let Some(value) = &schema.constant {
        parts.push(format!("const({value})"));
    }
    if !schema.properties.is_empty() || schema.additional.is_some() {
        let mut names: Vec<String> = Vec::new();
        for property in &schema.properties {
            let mark = if property.required { "!" } else { "" };
            names.push(format!(
                "{}{mark}: {}",
                property.name,
                self::schema(&property.schema)
            ));
        }
        match &schema.additional {
            None => {}
            Some(Additional::Forbidden) => names.push("no others".to_owned()),
            Some(Additional::Schema(others)) => {
                names.push(format!("others: {}", self::schema(others)));
            }
        }
        parts.push(format!("{{{}}}", names.join(", ")));
    }
    if !schema.required.is_empty() {
        parts.push(format!("required({})", schema.required.join(",")));
    }
    if let Some(items) = &schema.items {
        parts.push(format!("[{}]", self::schema(items)));
    }
    let lists = [
        ("tuple", &schema.prefix_items),
        ("allOf", &schema.all_of),
        ("oneOf", &schema.one_of),
        ("anyOf", &schema.any_of),
    ];
    for (name, list) in lists {
        if !list.is_empty() {
            let list: Vec<String> = list.iter().map(self::schema).collect();
            parts.push(format!("{name}({})", list.join(", ")));
        }
    }
    if let Some(not) = &schema.not {
        parts.push(format!("not({})", self::schema(not)));
    }
    if let Some(discriminator) = &schema.discriminator {
        let mapping: Vec<String> = discriminator
            .mapping
            .iter()
            .map(|(value, name)| format!("{value}={name}"))
            .collect();
        let default = discriminator.default.iter().map(|name| format!("*={name}"));
        let mapping: Vec<String> = mapping.into_iter().chain(default).collect();
        parts.push(format!(
            "by {}({})",
            discriminator.property,
            mapping.join(",")
        ));
    }
    let flags = [
        (schema.read_only, "readOnly"),
        (schema.write_only, "writeOnly"),
        (schema.deprecated, "deprecated"),
        (schema.secret, "secret"),
    ];
    parts.extend(
        flags
            .iter()
            .filter(|(is_set, _)| *is_set)
            .map(|(_, word)| (*word).to_owned()),
    );
    if let Some(default) = &schema.default {
        parts.push(format!("default({default})"));
    }
    parts.extend(
        schema
            .examples
            .iter()
            .map(|example| format!("example({example})")),
    );
    if !schema.other.is_empty() {
        let other = callpoint_documents::Value::from(schema.other.clone());
        parts.push(other.to_string());
    }
    if parts.is_empty() {
        "any".to_owned()
    } else {
        parts.join(" ")
    }
}

fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Null => "null",
        Kind::Boolean => "boolean",
        Kind::Integer => "integer",
        Kind::Number => "number",
        Kind::String => "string",
        Kind::Array => "array",
        Kind::Object => "object",
    }
}
