//! One operation.

use super::node::Node;
use super::parameters::{Declared, Location};
use super::paths::{PathItem, texts};
use super::version::Version;
use super::{Reader, info, servers, template};
use crate::authorization::from_header;
use crate::description::{Body, Content, Operation, Parameter, RequestBody, Security};
use crate::secrets;

impl<'a> Reader<'a> {
    pub(super) fn operation(
        &mut self,
        node: &Node<'a, '_>,
        item: &PathItem<'a>,
        method: &str,
        path: &str,
        outer: &Security,
    ) -> Operation {
        let mut operation = Operation {
            id: node
                .text_of("operationId")
                .filter(|id| !id.trim().is_empty()),
            name: node
                .text_of("summary")
                .filter(|summary| !summary.trim().is_empty()),
            place: self.place(node.file, &node.pointer()),
            deprecated: node.flag("deprecated"),
            tags: node
                .get("tags")
                .map(|tags| texts(&tags))
                .unwrap_or_default(),
            method: method.to_owned(),
            extensions: info::extensions(node),
            ..Operation::default()
        };
        operation.doc = doc(node, item);
        let owners = item.nodes.iter().map(super::Resolved::node);
        let own = std::iter::once(*node).chain(owners).find_map(|owner| {
            let servers = owner.get("servers")?;
            Some(servers::read(self, &servers))
        });
        operation.servers = own.unwrap_or_default();
        let version = self.version(node);
        if version == Version::V2
            && let Some(schemes) = node.get("schemes")
        {
            operation.servers = servers::with_schemes(self.files, &schemes);
        }
        operation.security = match node.get("security") {
            Some(security) => self.security(&security),
            None => outer.clone(),
        };
        let declared = self.declared(node, item);
        self.parameters(&declared, path, &mut operation);
        operation.body = match version {
            Version::V2 => self.swagger_body(node, &declared),
            Version::V3 => node
                .get("requestBody")
                .and_then(|body| self.request_body(&body)),
        };
        drop_empty_body(&mut operation);
        if let Some(responses) = node.get("responses") {
            operation.responses = self.responses(&responses, node);
        }
        if let Some(callbacks) = node.get("callbacks") {
            if item.has_callbacks {
                operation.callbacks = self.callbacks(&callbacks);
            } else {
                self.note(&callbacks, "callbacks of a callback are left out");
            }
        }
        secrets::mark(&mut operation);
        operation
    }

    fn parameters(&mut self, declared: &[Declared<'a>], path: &str, operation: &mut Operation) {
        let mut in_path = Vec::new();
        for declared in declared {
            let node = declared.resolved.node();
            let is_shared = declared.resolved.is_shared();
            match declared.location {
                Location::Path => in_path.push(Parameter {
                    required: true,
                    ..self.parameter(&node, declared, is_shared)
                }),
                Location::Query => {
                    let parameter = self.parameter(&node, declared, is_shared);
                    operation.query.push(parameter);
                }
                Location::Header => {
                    let header = self.parameter(&node, declared, is_shared);
                    add_header(operation, header);
                }
                Location::Cookie => {
                    let cookie = self.parameter(&node, declared, is_shared);
                    operation.cookies.push(cookie);
                }
                Location::QueryString => {
                    let content = node.get("content");
                    let contents = content.map(|content| self.contents(&content, is_shared, true));
                    operation.query_string = contents.into_iter().flatten().next();
                }
                Location::Body | Location::Form => {}
            }
        }
        let template = template::read(path, &mut in_path);
        operation.path = template.segments;
        for pair in template.query {
            if operation.query.iter().all(|known| known.name != pair.name) {
                operation.query.push(pair);
            }
        }
        let place = &operation.place;
        let notes = template
            .notes
            .into_iter()
            .map(|note| format!("`{place}`: {note}"));
        self.notes.extend(notes);
        // A callback has no path.
        if !path.is_empty() {
            for parameter in in_path {
                let name = super::shown(&parameter.name);
                self.notes.push(format!(
                    "`{place}`: the path has no parameter `{name}`; it is left out"
                ));
            }
        }
    }

    fn request_body(&mut self, node: &Node<'a, '_>) -> Option<RequestBody> {
        let resolved = self.resolve(node)?;
        let is_shared = resolved.is_shared();
        let node = resolved.node();
        if !node.value.is_object() {
            self.expected("a request body", &node);
            return None;
        }
        let mut body = RequestBody {
            name: resolved.name.clone(),
            required: node.flag("required"),
            doc: node.text_of("description").unwrap_or_default(),
            contents: Vec::new(),
        };
        match node.get("content") {
            Some(content) => body.contents = self.contents(&content, is_shared, true),
            None => self.note(&node, "the request body has no `content`"),
        }
        (!body.contents.is_empty()).then_some(body)
    }
}

/// What the operation does: its summary and its description.
fn doc(node: &Node<'_, '_>, item: &PathItem<'_>) -> String {
    let owner = |name| {
        let texts = item.nodes.iter().map(|owner| owner.node().text_of(name));
        texts.flatten().find(|text| !text.trim().is_empty())
    };
    let own = |name| node.text_of(name).filter(|text| !text.trim().is_empty());
    let summary = own("summary").map(|summary| summary.trim().to_owned());
    let mut doc = match (summary, own("description")) {
        (None, None) => owner("description")
            .or_else(|| owner("summary"))
            .unwrap_or_default(),
        (Some(text), None) | (None, Some(text)) => text,
        (Some(summary), Some(description)) => {
            let plain = summary.trim_end_matches('.');
            if description.trim_start().starts_with(plain) {
                description
            } else {
                format!("{summary}\n\n{description}")
            }
        }
    };
    info::see_also(node, &mut doc);
    doc
}

/// Adds a header. `Accept` and `Content-Type` are for the media types to say, and `Authorization` is for the credentials.
fn add_header(operation: &mut Operation, header: Parameter) {
    let is = |name: &str| header.name.eq_ignore_ascii_case(name);
    if is("accept") || is("content-type") {
        return;
    }
    if is("authorization") {
        match &operation.security {
            Security::AnyOf(_) => return,
            Security::Unspecified | Security::None => {
                if let Some(security) = from_header(&header) {
                    operation.security = security;
                    return;
                }
            }
        }
    }
    operation.headers.push(header);
}

/// A body that says nothing, where the method seldom has one.
fn drop_empty_body(operation: &mut Operation) {
    if !["GET", "HEAD", "DELETE"].contains(&operation.method.as_str()) {
        return;
    }
    let is_empty = |content: &Content| {
        content.item_schema.is_none()
            && match &content.body {
                Body::Whole { examples, schema } => {
                    examples.is_empty() && schema.as_ref().is_none_or(|schema| is_nothing(schema))
                }
                Body::Form(fields) => fields.is_empty() && content.schema.is_none(),
                Body::Multipart(parts) => parts.is_empty() && content.schema.is_none(),
                Body::File(_) => false,
            }
    };
    let body = &operation.body;
    if body
        .as_ref()
        .is_some_and(|body| !body.required && body.contents.iter().all(is_empty))
    {
        operation.body = None;
    }
}

fn is_nothing(schema: &crate::description::Schema) -> bool {
    use crate::description::{Kind, Schema};
    *schema == Schema::default() || *schema == Schema::of(Kind::Object)
}
