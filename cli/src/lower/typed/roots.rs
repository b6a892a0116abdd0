//! The schemas that an operation names.

use callpoint_documents::description::{Body, Operation, Parameter, Piece, Style};

use crate::lower::contents::{Medium, choices, choose, is_typed, schema};
use crate::lower::schema::{Collector, Place, Root};

use super::body::is_nothing;
use super::parameter::is_json;

/// Hands all schemas of an operation to the collector. What is read here is what is declared later.
pub(in crate::lower) fn roots<'a>(
    operation: &'a Operation,
    endpoint: &str,
    collector: &mut Collector<'a>,
) {
    let others = in_path(operation)
        .chain(&operation.headers)
        .chain(&operation.cookies);
    let others = others.map(|parameter| (parameter, false));
    let query = operation.query.iter().map(|parameter| (parameter, true));
    for (parameter, is_in_query) in others.chain(query) {
        let is_text = match &parameter.style {
            Style::Content(media_type) => !(is_in_query && is_json(media_type)),
            _ => false,
        };
        if let Some(schema) = parameter.schema.as_ref().filter(|_| !is_text) {
            let place = Place::of(endpoint, &parameter.name);
            collector.root(schema, &place, Root::Written);
        }
    }
    for response in &operation.responses {
        let choices = choices(&response.contents, response.status.is_success());
        for choice in choices.iter().filter(|choice| is_typed(choice.content)) {
            let content = choice.content;
            let is_alone = operation.responses.len() == 1;
            let key = if response.status.is_success() || is_alone {
                "response"
            } else {
                "problem"
            };
            // The items of a stream are others than the response as a whole.
            let key = if choice.selector.is_some() {
                "event"
            } else {
                key
            };
            let place = Place::of(endpoint, key);
            let items = content.item_schema.as_deref();
            if let Some(schema) = items.or_else(|| schema(content))
                && !matches!(choice.medium, Medium::Text | Medium::Bytes)
            {
                match choice.medium {
                    Medium::Xml => collector.xml_root(schema, &place, Root::Read),
                    _ => collector.root(schema, &place, Root::Read),
                }
            }
        }
        for header in &response.headers {
            if let Some(schema) = &header.schema {
                collector.root(schema, &Place::of(endpoint, &header.name), Root::Header);
            }
        }
    }
    let Some(body) = &operation.body else { return };
    let Some(choice) = choose(&body.contents).filter(|choice| is_typed(choice.content)) else {
        return;
    };
    if ["HEAD", "TRACE"].contains(&operation.method.as_str()) || is_nothing(operation) {
        return;
    }
    match &choice.content.body {
        Body::Whole { schema, .. } => {
            if let (Some(schema), Medium::Xml) = (schema, choice.medium) {
                collector.xml_root(schema, &Place::of(endpoint, "body"), Root::Written);
            }
            if let (Some(schema), Medium::Json) = (schema, choice.medium) {
                let can_inline =
                    body.required && ["POST", "PUT", "PATCH"].contains(&operation.method.as_str());
                let root = if can_inline {
                    Root::Body
                } else {
                    Root::Written
                };
                collector.root(schema, &Place::of(endpoint, "body"), root);
            }
        }
        Body::Form(fields) => {
            for field in fields {
                if let Some(schema) = &field.schema {
                    collector.root(schema, &Place::of(endpoint, &field.name), Root::Written);
                }
            }
        }
        Body::Multipart(parts) => {
            for part in parts {
                if let Some(schema) = &part.parameter.schema {
                    let place = Place::of(endpoint, &part.parameter.name);
                    collector.root(schema, &place, Root::Written);
                }
            }
        }
        Body::File(_) => {}
    }
}

/// Whether an operation has a schema that says what a value is.
pub(in crate::lower) fn has_schemas(operation: &Operation) -> bool {
    let mut parameters = in_path(operation)
        .chain(&operation.query)
        .chain(&operation.headers)
        .chain(&operation.cookies);
    let body = operation.body.iter().flat_map(|body| &body.contents);
    let responses = operation.responses.iter();
    let mut contents = body.chain(responses.flat_map(|response| &response.contents));
    parameters.any(|parameter| parameter.schema.is_some())
        || contents.any(|content| schema(content).is_some() && is_typed(content))
}

fn in_path(operation: &Operation) -> impl Iterator<Item = &Parameter> {
    let pieces = operation.path.iter().flatten();
    pieces.filter_map(|piece| match piece {
        Piece::Parameter(parameter) => Some(parameter),
        Piece::Text(_) => None,
    })
}
