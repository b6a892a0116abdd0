//! Responses.

use super::node::{Node, shown};
use super::parameters::{Declared, Location, finish};
use super::version::Version;
use super::{Reader, Resolved};
use crate::description::{Link, Parameter, Response, Status};
use crate::value::Value;

impl<'a> Reader<'a> {
    /// The responses of an operation.
    pub(super) fn responses(
        &mut self,
        node: &Node<'a, '_>,
        operation: &Node<'a, '_>,
    ) -> Vec<Response> {
        if !node.value.is_object() {
            self.expected("an object", node);
        }
        let mut responses: Vec<Response> = Vec::new();
        // Every code, every class and the default.
        let mut seen = [false; 620];
        for (key, node) in node.entries() {
            if key.starts_with("x-") {
                continue;
            }
            let Some(status) = status(key) else {
                let key = shown(key);
                self.note(
                    &node,
                    format!("the response is left out: `{key}` is no status"),
                );
                continue;
            };
            let slot = match status {
                Status::Code(code) => usize::from(code),
                Status::Class(class) => 600 + usize::from(class),
                Status::Default => 610,
            };
            if std::mem::replace(&mut seen[slot], true) {
                self.note(
                    &node,
                    format!("the response for {status} is declared twice; the first one counts"),
                );
                continue;
            }
            let Some(resolved) = self.resolve(&node) else {
                // The status is declared, whatever its body is.
                responses.push(Response::new(status));
                continue;
            };
            responses.push(self.response(&resolved, status, operation));
        }
        responses
    }

    fn response(
        &mut self,
        resolved: &Resolved<'a>,
        status: Status,
        operation: &Node<'a, '_>,
    ) -> Response {
        let node = resolved.node();
        let is_shared = resolved.is_shared();
        let mut response = Response::new(status);
        if let Value::String(text) = node.value {
            // A description alone.
            response.doc.clone_from(text);
            return response;
        }
        if !node.value.is_object() {
            self.expected("a response", &node);
            return response;
        }
        response.name = resolved.name.clone().unwrap_or_default();
        response.doc = node
            .text_of("description")
            .or_else(|| node.text_of("summary"))
            .unwrap_or_default();
        if let Some(headers) = node.get("headers") {
            for (name, node) in headers.entries() {
                if !name.eq_ignore_ascii_case("content-type") {
                    response.headers.extend(self.header(name, &node));
                }
            }
        }
        if let Some(links) = node.get("links") {
            for (name, node) in links.entries() {
                response.links.extend(self.link(name, &node));
            }
        }
        if self.version(&node) == Version::V2 {
            response.contents = self.swagger_contents(&node, is_shared, operation);
        } else if let Some(content) = node.get("content") {
            response.contents = self.contents(&content, is_shared, false);
        }
        response
    }

    /// A header field of a response or of a part.
    pub(super) fn header(&mut self, name: &'a str, node: &Node<'a, '_>) -> Option<Parameter> {
        let resolved = self.resolve(node)?;
        let is_shared = resolved.is_shared();
        let node = resolved.node();
        if !node.value.is_object() {
            self.expected("a header", &node);
            return None;
        }
        let declared = Declared {
            location: Location::Header,
            name,
            resolved: Resolved {
                value: node.value,
                file: node.file,
                pointer: String::new(),
                name: None,
            },
        };
        let mut header = self.parameter(&node, &declared, is_shared);
        finish(&mut header);
        Some(header)
    }

    fn link(&mut self, name: &str, node: &Node<'a, '_>) -> Option<Link> {
        let resolved = self.resolve(node)?;
        let node = resolved.node();
        let operation = node
            .text_of("operationId")
            .or_else(|| node.text_of("operationRef"));
        let Some(operation) = operation else {
            self.note(&node, "the link leads to no operation");
            return None;
        };
        let text = |value: &Value| match value {
            Value::String(text) => text.clone(),
            value => value.to_string(),
        };
        let parameters = node.get("parameters");
        let parameters = parameters.iter().flat_map(Node::entries);
        Some(Link {
            name: name.to_owned(),
            operation,
            parameters: parameters
                .map(|(name, node)| (name.to_owned(), text(node.value)))
                .collect(),
            body: node.get("requestBody").map(|body| text(body.value)),
            doc: node.text_of("description").unwrap_or_default(),
        })
    }
}

fn status(key: &str) -> Option<Status> {
    let key = key.trim();
    if key.eq_ignore_ascii_case("default") {
        return Some(Status::Default);
    }
    if let Some(class) = key.strip_suffix("XX").or_else(|| key.strip_suffix("xx")) {
        let class = class.parse().ok()?;
        return (1..=5).contains(&class).then_some(Status::Class(class));
    }
    let code = key.parse().ok().filter(|code| (100..600).contains(code))?;
    (key.len() == 3).then_some(Status::Code(code))
}
