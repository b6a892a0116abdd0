//! The extensions that our writer adds: what the format has no words for.

use crate::description::{
    Body, Content, Description, Entry, Folder, Operation, Parameter, Piece, Property, Response,
    Schema, Style,
};
use crate::value::{Object, Value};

/// Takes them out of the description, and says what they mean in its own words.
pub(super) fn take(description: &mut Description) {
    for named in &mut description.schemas {
        schema(&mut named.schema);
    }
    folder(&mut description.root);
}

fn folder(folder_: &mut Folder) {
    for entry in &mut folder_.entries {
        match entry {
            Entry::Folder(inner) => folder(inner),
            Entry::Operation(inner) => operation(inner),
        }
    }
}

fn operation(operation: &mut Operation) {
    for piece in operation.path.iter_mut().flatten() {
        if let Piece::Parameter(inner) = piece {
            parameter(inner);
        }
    }
    let lists = [
        &mut operation.query,
        &mut operation.headers,
        &mut operation.cookies,
    ];
    for inner in lists.into_iter().flatten() {
        parameter(inner);
    }
    let is_key = |header: &mut Parameter| flag(&mut header.extensions, "idempotency-key");
    if let Some(at) = operation.headers.iter_mut().position(is_key) {
        operation.idempotency_key = Some(operation.headers.remove(at).name);
    }
    if let Some(body) = &mut operation.body {
        body.contents.iter_mut().for_each(content);
    }
    operation.responses.iter_mut().for_each(response);
}

fn response(response: &mut Response) {
    response.headers.iter_mut().for_each(parameter);
    response.contents.iter_mut().for_each(content);
}

fn content(content: &mut Content) {
    match &mut content.body {
        Body::Whole { schema: inner, .. } => inner.iter_mut().for_each(|inner| schema(inner)),
        Body::Form(fields) => fields.iter_mut().for_each(parameter),
        Body::Multipart(parts) => {
            for part in parts {
                parameter(&mut part.parameter);
            }
        }
        Body::File(_) => {}
    }
}

fn parameter(parameter: &mut Parameter) {
    let extensions = &mut parameter.extensions;
    parameter.secret |= flag(extensions, "secret");
    if flag(extensions, "segments") {
        parameter.style = Style::Segments;
    }
    if flag(extensions, "flag") {
        parameter.style = Style::FLAG;
        parameter.allow_empty = false;
    }
    if let Some(inner) = &mut parameter.schema {
        schema(inner);
        parameter.secret |= inner.secret;
    }
}

/// Schemas are as deep as the reader lets them be.
fn schema(schema_: &mut Schema) {
    schema_.secret |= flag(&mut schema_.other, "secret");
    for Property { schema: inner, .. } in &mut schema_.properties {
        schema(inner);
    }
    schema_.items.iter_mut().for_each(|inner| schema(inner));
    let lists = [
        &mut schema_.all_of,
        &mut schema_.one_of,
        &mut schema_.any_of,
        &mut schema_.prefix_items,
    ];
    lists.into_iter().flatten().for_each(schema);
}

/// Whether an extension is set; it is taken out.
fn flag(extensions: &mut Object, name: &str) -> bool {
    if extensions.is_empty() {
        return false;
    }
    let value = extensions.remove(&format!("x-callpoint-{name}"));
    value == Some(Value::Bool(true))
}
