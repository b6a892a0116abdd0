//! Parameters, by what the operation and its path declare.

use std::borrow::Cow;
use std::collections::HashMap;

use callpoint_core::meta::QueryForm;

use super::node::{Node, shown};
use super::paths::PathItem;
use super::version::Version;
use super::{Reader, Resolved, examples, info};
use crate::description::{Example, Parameter, Schema, Style};
use crate::value::Value;

/// Where a parameter is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Location {
    Path,
    Query,
    /// All of the query, as one value.
    QueryString,
    Header,
    Cookie,
    /// The body of 2.0.
    Body,
    /// A field of a form of 2.0.
    Form,
}

/// A parameter before it is read.
pub(super) struct Declared<'a> {
    pub(super) location: Location,
    pub(super) name: &'a str,
    pub(super) resolved: Resolved<'a>,
}

impl<'a> Reader<'a> {
    /// The parameters of an operation: those of its path first, where it does not declare them itself.
    pub(super) fn declared(
        &mut self,
        node: &Node<'a, '_>,
        item: &PathItem<'a>,
    ) -> Vec<Declared<'a>> {
        let mut all: Vec<Declared<'a>> = Vec::new();
        let mut known: HashMap<(Location, Cow<'a, str>), usize> = HashMap::new();
        let mut owners: Vec<Node<'a, '_>> = item.nodes.iter().rev().map(Resolved::node).collect();
        owners.push(*node);
        for owner in owners {
            let Some(list) = owner.get("parameters") else {
                continue;
            };
            if !list.value.is_array() {
                self.expected("an array", &list);
            }
            let first = all.len();
            for node in list.items() {
                let Some(declared) = self.declared_one(&node) else {
                    continue;
                };
                let key = (declared.location, identity(&declared));
                match known.get(&key).copied() {
                    Some(at) if at < first => all[at] = declared,
                    Some(_) => {
                        let name = shown(declared.name);
                        self.note(
                            &node,
                            format!(
                                "the parameter `{name}` is declared twice; the first one counts"
                            ),
                        );
                    }
                    None => {
                        known.insert(key, all.len());
                        all.push(declared);
                    }
                }
            }
        }
        all
    }

    fn declared_one(&mut self, node: &Node<'a, '_>) -> Option<Declared<'a>> {
        if !node.value.is_object() {
            self.expected("a parameter", node);
            return None;
        }
        let resolved = self.resolve(node)?;
        let target = resolved.node();
        let location = match target.str_of("in").map(str::to_ascii_lowercase).as_deref() {
            Some("path") => Location::Path,
            Some("query") => Location::Query,
            Some("querystring") => Location::QueryString,
            Some("header") => Location::Header,
            Some("cookie") => Location::Cookie,
            Some("body") => Location::Body,
            Some("formdata") => Location::Form,
            _ => {
                self.note(
                    node,
                    "the parameter is left out: it has no `in` that is known",
                );
                return None;
            }
        };
        let name = match target.str_of("name") {
            Some(name) if !name.trim().is_empty() => name,
            // They have a name that is not sent.
            _ if matches!(location, Location::Body | Location::QueryString) => "",
            _ => {
                self.note(node, "the parameter is left out: it has no name");
                return None;
            }
        };
        Some(Declared {
            location,
            name,
            resolved,
        })
    }

    pub(super) fn parameter(
        &mut self,
        node: &Node<'a, '_>,
        declared: &Declared<'a>,
        is_shared: bool,
    ) -> Parameter {
        let name = declared.name.trim();
        if name != declared.name {
            let (declared, name) = (shown(declared.name), shown(name));
            self.note(
                node,
                format!("the name `{declared}` has spaces around it; `{name}` is sent"),
            );
        }
        let mut parameter = Parameter {
            name: name.to_owned(),
            required: node.flag("required"),
            deprecated: node.flag("deprecated"),
            allow_reserved: node.flag("allowReserved"),
            allow_empty: node.flag("allowEmptyValue"),
            doc: node.text_of("description").unwrap_or_default(),
            extensions: info::extensions(node),
            ..Parameter::default()
        };
        if self.version(node) == Version::V2 {
            self.swagger_parameter(node, declared.location, &mut parameter);
        } else if let Some(content) = node.get("content") {
            self.content_parameter(&content, is_shared, &mut parameter);
        } else {
            let schema = node.get("schema");
            parameter.schema =
                schema.map(|schema| Box::new(self.shared_schema(&schema, is_shared)));
            let is_object = node
                .get("schema")
                .is_some_and(|schema| self.is_object(&schema));
            self.style(node, declared.location, is_object, &mut parameter);
        }
        parameter
            .examples
            .extend(examples::of_parameter(self, node));
        finish(&mut parameter);
        parameter
    }

    /// A parameter that is encoded as a media type.
    fn content_parameter(
        &mut self,
        content: &Node<'a, '_>,
        is_shared: bool,
        parameter: &mut Parameter,
    ) {
        let Some((media_type, node)) = content.entries().next() else {
            self.note(content, "it has no media type");
            return;
        };
        let Some(resolved) = self.resolve(&node) else {
            return;
        };
        parameter.style = Style::Content(media_type.to_owned());
        let node = resolved.node();
        let schema = node.get("schema");
        parameter.schema = schema.map(|schema| Box::new(self.shared_schema(&schema, is_shared)));
        parameter.examples = examples::of_parameter(self, &node);
    }

    pub(super) fn style(
        &mut self,
        node: &Node<'a, '_>,
        location: Location,
        is_object: bool,
        parameter: &mut Parameter,
    ) {
        let style = node.str_of("style").unwrap_or_default();
        let explode = node.optional_flag("explode");
        let joined = |separator| Style::Query(QueryForm::Joined { separator });
        parameter.style = match (location, style) {
            (Location::Path | Location::Header, "" | "simple") => Style::Default,
            (Location::Path, "label") => Style::Label,
            (Location::Path, "matrix") => Style::Matrix,
            (Location::Query | Location::Cookie | Location::Form, "" | "form" | "cookie") => {
                match explode.unwrap_or(true) {
                    false => joined(","),
                    true if is_object => Style::Query(QueryForm::Entries { in_brackets: false }),
                    true => Style::Default,
                }
            }
            (Location::Query | Location::Form, "spaceDelimited") if explode != Some(true) => {
                joined("%20")
            }
            (Location::Query | Location::Form, "pipeDelimited") if explode != Some(true) => {
                joined("%7C")
            }
            (Location::Query | Location::Form, "spaceDelimited" | "pipeDelimited") => {
                Style::Default
            }
            (Location::Query | Location::Form, "deepObject") => {
                Style::Query(QueryForm::Entries { in_brackets: true })
            }
            (_, style) => {
                let style = shown(style);
                self.note(
                    node,
                    format!("the style `{style}` is not known here; the default is taken"),
                );
                Style::Default
            }
        };
        // With `form` it is said by the style already.
        parameter.explode =
            explode == Some(true) && matches!(location, Location::Path | Location::Header);
    }

    /// A schema of something that many operations share: where it is more than a scalar, it gets a name.
    pub(super) fn shared_schema(&mut self, node: &Node<'a, '_>, is_shared: bool) -> Schema {
        if !is_shared {
            return self.schema(node);
        }
        if is_composed(node.value) {
            return self.named(node);
        }
        let mut schema = self.schema(node);
        if let Some(items) = node.get("items").filter(|items| is_composed(items.value)) {
            schema.items = Some(Box::new(self.named(&items)));
        }
        schema
    }

    fn named(&mut self, node: &Node<'a, '_>) -> Schema {
        let name = if node.file == 0 {
            ""
        } else {
            &self.files.list[node.file].name
        };
        Schema::reference(
            self.schemas
                .name(node.value, node.file, &node.pointer(), name),
        )
    }

    /// Whether a schema is of objects, be it behind references.
    pub(super) fn is_object(&self, node: &Node<'a, '_>) -> bool {
        let (mut value, mut file) = (node.value, node.file);
        for _ in 0..8 {
            match value.get("$ref").and_then(Value::as_str) {
                Some(reference) => match self.files.target(file, reference) {
                    Ok(target) => (value, file) = (target.value, target.file),
                    Err(_) => return false,
                },
                None => break,
            }
        }
        match value.get("type") {
            Some(Value::String(kind)) => kind == "object",
            Some(Value::Array(kinds)) => kinds.iter().any(|kind| kind.as_str() == Some("object")),
            _ => value.get("properties").is_some(),
        }
    }
}

/// What tells a parameter from others of its place: the name, which has no case in headers (RFC 9110, section 5.1).
fn identity<'a>(declared: &Declared<'a>) -> Cow<'a, str> {
    match declared.location {
        Location::Header => Cow::Owned(declared.name.trim().to_ascii_lowercase()),
        _ => Cow::Borrowed(declared.name),
    }
}

/// Whether a schema has parts of its own, so that a name is better than many copies.
fn is_composed(value: &Value) -> bool {
    let has = |name| value.get(name).is_some();
    !has("$ref")
        && ["properties", "allOf", "oneOf", "anyOf", "enum"]
            .into_iter()
            .any(has)
}

/// What the schema of a parameter says of the parameter itself.
pub(super) fn finish(parameter: &mut Parameter) {
    let Some(schema) = &mut parameter.schema else {
        return;
    };
    if parameter.doc.is_empty() {
        parameter.doc = std::mem::take(&mut schema.doc);
    }
    parameter.deprecated |= schema.deprecated;
    parameter.secret |= schema.secret;
    if parameter.examples.is_empty() {
        let examples = std::mem::take(&mut schema.examples).into_iter();
        parameter.examples = examples.map(|json| Example::new(plain(json))).collect();
    }
}

/// JSON as a parameter has it: text without quotes.
fn plain(json: String) -> String {
    match json.parse() {
        Ok(Value::String(text)) => text,
        _ => json,
    }
}
