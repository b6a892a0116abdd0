//! The page of one operation.

use callpoint_core::meta::{EndpointMeta, FieldLocation, ParamMeta, ResponseMeta};

use super::block::{Block, Cell};
use super::{command, rust};
use crate::description::{Additional, Description, Kind, Operation, Schema, Security};
use crate::postman::item_json;

const FIELDS: &[&str] = &["name", "in", "type", "required", ""];
const RESPONSES: &[&str] = &["status", "type", "media type", ""];
const PROPERTIES: &[&str] = &["field", "type", "required", ""];

pub(super) fn blocks(
    meta: &EndpointMeta,
    operation: &Operation,
    description: &Description,
) -> Vec<Block> {
    let mut blocks = vec![Block::Code(
        "text",
        format!("{} {}", meta.method, meta.template),
    )];
    if !meta.doc.is_empty() {
        blocks.push(Block::Doc(meta.doc.to_owned()));
    }
    let heading = |text: &str| Block::Heading(2, text.to_owned());
    blocks.extend([heading("Rust"), Block::Code("rust", rust::call(meta))]);
    blocks.extend([
        heading("curl"),
        Block::Code("sh", command::curl(operation, description)),
    ]);
    blocks.extend([
        heading("Postman"),
        Block::Code("json", item_json(operation, description)),
    ]);
    blocks.extend([
        heading("Credentials"),
        Block::Doc(credentials(&operation.security)),
    ]);
    if !meta.parameters.is_empty() {
        let rows = meta.parameters.iter().map(parameter).collect();
        blocks.extend([heading("Parameters"), Block::Table(FIELDS, rows)]);
    }
    blocks.push(heading("Responses"));
    let rows: Vec<_> = meta.responses().flat_map(response).collect();
    if rows.is_empty() {
        blocks.push(Block::Doc(
            "Any 2xx is a success; its body is not declared.".to_owned(),
        ));
    } else {
        blocks.push(Block::Table(RESPONSES, rows));
    }
    for declared in meta.responses() {
        if let Some(example) = declared.example {
            let name = format!("Example of {}", statuses(declared));
            blocks.extend([
                Block::Heading(3, name),
                Block::Code("json", example.to_owned()),
            ]);
        }
    }
    blocks.extend(types(operation, description));
    blocks
}

fn credentials(security: &Security) -> String {
    match security {
        Security::Unspecified => "Whatever the client has.".to_owned(),
        Security::None => "None are sent.".to_owned(),
        Security::AnyOf(alternatives) => {
            let alternatives = alternatives.iter().map(|requirement| {
                let names = requirement.all_of.iter().map(|it| it.scheme.name.as_str());
                let names: Vec<_> = names.collect();
                if names.is_empty() {
                    "none".to_owned()
                } else {
                    names.join(" and ")
                }
            });
            let alternatives: Vec<_> = alternatives.collect();
            alternatives.join(", or ") + "."
        }
    }
}

fn parameter(field: &ParamMeta) -> Vec<Cell> {
    let location = match field.location {
        FieldLocation::Path | FieldLocation::PathSegments => "path",
        FieldLocation::Query(_) => "query",
        FieldLocation::Header => "header",
        FieldLocation::Cookie => "cookie",
        FieldLocation::BodyField => "body",
        FieldLocation::Body => "the body",
        FieldLocation::Part => "part",
        _ => "",
    };
    let secret = if field.secret { "Secret. " } else { "" };
    vec![
        Cell::Code(field.name.to_owned()),
        Cell::Text(location.to_owned()),
        Cell::Code(field.type_name.to_owned()),
        Cell::Text(if field.required { "yes" } else { "no" }.to_owned()),
        Cell::Text(format!("{secret}{}", field.doc)),
    ]
}

/// A response, and the headers that its type reads.
fn response(declared: &ResponseMeta) -> Vec<Vec<Cell>> {
    let codec = declared.body_codec();
    let media_type = codec.map_or("", |codec| codec.media_type);
    let name = declared.variant.map(|variant| format!("{variant}. "));
    let mut rows = vec![vec![
        Cell::Text(statuses(declared)),
        Cell::Code(declared.type_name.to_owned()),
        Cell::Text(media_type.to_owned()),
        Cell::Text(format!("{}{}", name.unwrap_or_default(), declared.doc)),
    ]];
    let headers = declared.whole.map_or(&[][..], |whole| whole.headers);
    rows.extend(headers.iter().map(|header| {
        vec![
            Cell::Text(String::new()),
            Cell::Code(header.type_name.to_owned()),
            Cell::Text(format!("header {}", header.name)),
            Cell::Text(
                if header.required {
                    ""
                } else {
                    "It can be missing."
                }
                .to_owned(),
            ),
        ]
    }));
    rows
}

fn statuses(declared: &ResponseMeta) -> String {
    let statuses: Vec<String> = declared.statuses.iter().map(ToString::to_string).collect();
    statuses.join(", ").replace('_', "any other")
}

/// The types that the operation speaks of, with their fields, where that is known.
fn types(operation: &Operation, description: &Description) -> Vec<Block> {
    let mut names: Vec<&str> = Vec::new();
    let mut schemas: Vec<&Schema> = Vec::new();
    let contents = operation.body.iter().flat_map(|body| &body.contents);
    let contents = contents.chain(operation.responses.iter().flat_map(|it| &it.contents));
    for content in contents {
        if let crate::description::Body::Whole { schema, .. } = &content.body {
            schemas.extend(schema.as_deref());
        }
        schemas.extend(content.schema.as_deref());
    }
    schemas.reverse();
    let mut blocks = Vec::new();
    while let Some(schema) = schemas.pop() {
        if let Some(name) = &schema.reference
            && !names.contains(&name.as_str())
        {
            names.push(name);
            let found = description.schemas.iter().find(|it| it.name == *name);
            if let Some(found) = found {
                blocks.extend(fields(name, &found.schema));
                schemas.push(&found.schema);
            }
        }
        let inner = schema.items.as_deref().into_iter();
        let inner = inner.chain(schema.properties.iter().map(|it| &it.schema));
        let lists = [
            &schema.prefix_items,
            &schema.all_of,
            &schema.one_of,
            &schema.any_of,
        ];
        let inner = inner.chain(lists.into_iter().flatten());
        let additional = match &schema.additional {
            Some(Additional::Schema(values)) => Some(values.as_ref()),
            _ => None,
        };
        let inner: Vec<_> = inner.chain(additional).collect();
        schemas.extend(inner.into_iter().rev());
    }
    if !blocks.is_empty() {
        blocks.insert(0, Block::Heading(2, "Types".to_owned()));
    }
    blocks
}

fn fields(name: &str, schema: &Schema) -> Vec<Block> {
    let mut blocks = vec![Block::Heading(3, name.to_owned())];
    if !schema.doc.is_empty() {
        blocks.push(Block::Doc(schema.doc.clone()));
    }
    if schema.properties.is_empty() {
        blocks.push(Block::Doc(format!("{}.", word(schema))));
        return blocks;
    }
    let rows = schema.properties.iter().map(|property| {
        vec![
            Cell::Code(property.name.clone()),
            Cell::Text(word(&property.schema)),
            Cell::Text(if property.required { "yes" } else { "no" }.to_owned()),
            Cell::Text(property.schema.doc.clone()),
        ]
    });
    blocks.push(Block::Table(PROPERTIES, rows.collect()));
    blocks
}

/// What values a schema has, in a few words.
fn word(schema: &Schema) -> String {
    if let Some(name) = &schema.reference {
        return name.clone();
    }
    let alternatives = [&schema.one_of, &schema.any_of];
    if let Some(list) = alternatives.into_iter().find(|list| !list.is_empty()) {
        let words: Vec<String> = list.iter().map(word).collect();
        return words.join(" or ");
    }
    if !schema.values.is_empty() {
        let values: Vec<String> = schema.values.iter().map(ToString::to_string).collect();
        return values.join(", ");
    }
    if let Some(constant) = &schema.constant {
        return constant.to_string();
    }
    let kinds = schema.kinds.iter().map(|kind| match kind {
        Kind::Null => "null".to_owned(),
        Kind::Boolean => "boolean".to_owned(),
        Kind::Integer => "integer".to_owned(),
        Kind::Number => "number".to_owned(),
        Kind::String => schema.format.clone().unwrap_or_else(|| "string".to_owned()),
        Kind::Array => match &schema.items {
            Some(items) => format!("list of {}", word(items)),
            None => "list".to_owned(),
        },
        Kind::Object => match &schema.additional {
            Some(Additional::Schema(values)) => format!("map of {}", word(values)),
            _ => "object".to_owned(),
        },
    });
    let kinds: Vec<String> = kinds.collect();
    if kinds.is_empty() {
        schema.type_name.clone().unwrap_or_else(|| "any".to_owned())
    } else {
        kinds.join(" or ")
    }
}
