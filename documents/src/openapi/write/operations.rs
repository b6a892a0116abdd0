//! Operations, and the templates of their paths.

use std::collections::HashMap;

use super::fields::Fields;
use super::{Writer, servers};
use crate::description::{Callback, Operation, Piece, Security};
use crate::value::{Object, Value};

/// The template of an operation, `/links/{id}`, and its shape, `/links/{}`.
pub(super) fn template(operation: &Operation) -> (String, String) {
    let (mut template, mut shape) = (String::new(), String::new());
    for segment in &operation.path {
        template.push('/');
        shape.push('/');
        for piece in segment {
            match piece {
                Piece::Text(text) => {
                    template.push_str(text);
                    shape.push_str(text);
                }
                Piece::Parameter(parameter) => {
                    template.extend(["{", &parameter.name, "}"]);
                    shape.push_str("{}");
                }
            }
        }
    }
    if template.is_empty() {
        template.push('/');
        shape.push('/');
    }
    (template, shape)
}

/// The names of the second template's parameters, each with that of the first in its place, where they differ.
pub(super) fn renamed(known: &str, template: &str) -> HashMap<String, String> {
    let names = |text: &str| -> Vec<String> {
        let opened = text.split('{').skip(1);
        let closed = opened.filter_map(|text| text.split_once('}'));
        closed.map(|(name, _)| name.to_owned()).collect()
    };
    let pairs = names(template).into_iter().zip(names(known));
    pairs.filter(|(own, first)| own != first).collect()
}

/// The headers that are no parameters: media types and credentials say them.
fn is_ignored(name: &str) -> bool {
    ["accept", "authorization", "content-type"].contains(&name.to_ascii_lowercase().as_str())
}

/// The first line of a text where it is a paragraph, and the rest.
fn summary(doc: &str) -> (&str, &str) {
    let (first, rest) = doc.split_once("\n\n").unwrap_or((doc, ""));
    let is_line = !first.contains('\n') && !first.starts_with(['#', '-', '*', '>', '|', '`', ' ']);
    if is_line { (first, rest) } else { ("", doc) }
}

impl Writer {
    pub(super) fn operation(
        &mut self,
        operation: &Operation,
        tag: &str,
        renamed: &HashMap<String, String>,
    ) -> Object {
        let mut tags: Vec<Value> = Vec::new();
        for name in [tag]
            .into_iter()
            .chain(operation.tags.iter().map(String::as_str))
        {
            if !name.is_empty() && !tags.contains(&name.into()) {
                tags.push(name.into());
            }
        }
        let mut parameters = Vec::new();
        for piece in operation.path.iter().flatten() {
            if let Piece::Parameter(parameter) = piece {
                let name = renamed.get(&parameter.name);
                parameters.push(self.parameter(parameter, "path", name).into());
            }
        }
        for (location, list) in [
            ("query", &operation.query),
            ("header", &operation.headers),
            ("cookie", &operation.cookies),
        ] {
            for parameter in list {
                if location == "header" && is_ignored(&parameter.name) {
                    let name = &parameter.name;
                    self.note(
                        operation,
                        &format!(
                            "the header `{name}` is left out: the format ignores it as a parameter"
                        ),
                    );
                    continue;
                }
                parameters.push(self.parameter(parameter, location, None).into());
            }
        }
        if let Some(name) = &operation.idempotency_key {
            let key = Fields::default()
                .set("name", name.as_str())
                .set("in", "header")
                .set(
                    "description",
                    "A key that is made once a call and kept over its retries.",
                )
                .set("required", true)
                .set("schema", Fields::default().set("type", "string").done())
                .set("x-callpoint-idempotency-key", true);
            parameters.push(key.done().into());
        }
        if operation.query_string.is_some() {
            self.note(operation, "the query as one value is left out");
        }
        let body = operation
            .body
            .as_ref()
            .map(|body| self.request_body(body, operation));
        let responses = self.responses(operation);
        let security = match &operation.security {
            Security::Unspecified => None,
            Security::None => Some(Vec::new()),
            Security::AnyOf(requirements) => Some(self.requirements(requirements)),
        };
        let callbacks = self.callbacks(&operation.callbacks);
        let (summary, description) = summary(&operation.doc);
        Fields::default()
            .list("tags", tags)
            .text("summary", summary)
            .text("description", description)
            .some("operationId", self.operation_id(operation, tag))
            .list("parameters", parameters)
            .some("requestBody", body)
            .set("responses", responses)
            .object("callbacks", callbacks)
            .flag("deprecated", operation.deprecated)
            .some("security", security)
            .list("servers", servers(&operation.servers))
            .extensions(&operation.extensions)
            .done()
    }

    /// Identifiers are unique in a document; the names of declarations are in their modules.
    fn operation_id(&mut self, operation: &Operation, tag: &str) -> Option<String> {
        let id = operation.id.as_ref()?;
        let mut unique = id.clone();
        if self.operation_ids.contains(&unique) && !tag.is_empty() {
            unique = format!("{}_{id}", tag.replace('/', "_"));
        }
        let mut number = 2;
        while !self.operation_ids.insert(unique.clone()) {
            unique = format!("{id}_{number}");
            number += 1;
        }
        Some(unique)
    }

    fn callbacks(&mut self, callbacks: &[Callback]) -> Object {
        let mut written = Object::default();
        for callback in callbacks {
            let mut item = Object::default();
            item.insert(callback.url.clone(), self.path_item(&callback.operation));
            written.insert(callback.name.clone(), item);
        }
        written
    }

    pub(super) fn note(&mut self, operation: &Operation, what: &str) {
        self.notes.push(format!("`{}`: {what}", operation.place));
    }
}
