//! Forms: the properties of a schema as fields and parts.

use std::collections::{HashMap, HashSet};

use super::body::MediaKind;
use super::node::{Node, push};
use super::parameters::{Location, finish};
use super::{Reader, info};
use crate::description::{Kind, Parameter, Part, Style};
use crate::value::Value;

/// The fields of a form, before they are read.
#[derive(Default)]
pub(super) struct Fields<'a> {
    list: Vec<Field<'a>>,
    by_name: HashMap<&'a str, usize>,
    required: HashSet<&'a str>,
    /// Whether the fields are not all that there is to say: there are alternatives, or other names.
    pub(super) is_open: bool,
}

struct Field<'a> {
    name: &'a str,
    value: &'a Value,
    file: usize,
    pointer: String,
    is_required: bool,
}

/// A schema whose properties are collected.
struct Place<'a> {
    value: &'a Value,
    file: usize,
    pointer: String,
    /// Whether it is one of several alternatives.
    is_alternative: bool,
}

impl<'a> Reader<'a> {
    /// The fields of a form: the properties of its schema. `None` where the schema is none of an object.
    pub(super) fn fields(&mut self, node: &Node<'a, '_>) -> Option<Fields<'a>> {
        let mut fields = Fields::default();
        let mut seen: HashSet<(usize, String)> = HashSet::new();
        let mut waiting = vec![Place {
            value: node.value,
            file: node.file,
            pointer: node.pointer(),
            is_alternative: false,
        }];
        let mut is_object = false;
        while let Some(place) = waiting.pop() {
            let Value::Object(object) = place.value else {
                continue;
            };
            if let Some(reference) = object.get("$ref").and_then(Value::as_str) {
                match self.files.target(place.file, reference) {
                    Ok(target) => {
                        let is_new = seen.insert((target.file, target.pointer.clone()));
                        if is_new && self.spend(node, target.value) {
                            waiting.push(Place {
                                value: target.value,
                                file: target.file,
                                pointer: target.pointer,
                                is_alternative: place.is_alternative,
                            });
                        }
                    }
                    // Reading the schema as a whole says what is wrong with it.
                    Err(_) => fields.is_open = true,
                }
            }
            is_object |= object.get("type").and_then(Value::as_str) == Some("object");
            let additional = object.get("additionalProperties");
            fields.is_open |= !matches!(additional, None | Some(Value::Bool(false)));
            if !place.is_alternative
                && let Some(Value::Array(required)) = object.get("required")
            {
                fields
                    .required
                    .extend(required.iter().filter_map(Value::as_str));
            }
            if let Some(Value::Object(properties)) = object.get("properties") {
                is_object = true;
                for (name, value) in properties.iter() {
                    fields.add(name, value, &place);
                }
            }
            for (keyword, is_alternative) in [("anyOf", true), ("oneOf", true), ("allOf", false)] {
                let Some(Value::Array(parts)) = object.get(keyword) else {
                    continue;
                };
                fields.is_open |= is_alternative;
                for (index, value) in parts.iter().enumerate().rev() {
                    waiting.push(Place {
                        value,
                        file: place.file,
                        pointer: format!("{}/{keyword}/{index}", place.pointer),
                        is_alternative: is_alternative || place.is_alternative,
                    });
                }
            }
        }
        for field in &mut fields.list {
            field.is_required |= fields.required.contains(field.name);
        }
        is_object.then_some(fields)
    }

    /// The fields of a form.
    pub(super) fn form(
        &mut self,
        fields: &Fields<'a>,
        encoding: Option<&Node<'a, '_>>,
    ) -> Vec<Parameter> {
        let mut parameters = Vec::new();
        for field in fields.sent() {
            let node = Node::at(field.value, field.file, &field.pointer);
            let mut parameter = self.field(field, &node);
            if let Some(encoding) = encoding.and_then(|encoding| encoding.get(field.name)) {
                match encoding.str_of("contentType") {
                    Some(media_type) if MediaKind::of(media_type) == MediaKind::Json => {
                        parameter.style = Style::Content(media_type.to_owned());
                    }
                    _ => self.style(&encoding, Location::Form, false, &mut parameter),
                }
                parameter.allow_reserved = encoding.flag("allowReserved");
            }
            parameters.push(parameter);
        }
        parameters
    }

    /// The parts of a multipart form.
    pub(super) fn multipart(
        &mut self,
        fields: &Fields<'a>,
        encoding: Option<&Node<'a, '_>>,
    ) -> Vec<Part> {
        let mut parts = Vec::new();
        for field in fields.sent() {
            let node = Node::at(field.value, field.file, &field.pointer);
            let mut part = Part {
                parameter: self.field(field, &node),
                ..Part::default()
            };
            let encoding = encoding.and_then(|encoding| encoding.get(field.name));
            part.media_type = encoding
                .as_ref()
                .and_then(|encoding| encoding.text_of("contentType"));
            if let Some(headers) = encoding
                .as_ref()
                .and_then(|encoding| encoding.get("headers"))
            {
                for (name, node) in headers.entries() {
                    if !name.eq_ignore_ascii_case("content-type") {
                        part.headers.extend(self.header(name, &node));
                    }
                }
            }
            let items = node.get("items");
            let is_list = items.as_ref().is_some_and(|items| self.is_binary(items));
            // A part of which nothing is said but a media type of bytes.
            let essence = part
                .media_type
                .as_deref()
                .map(str::to_ascii_lowercase)
                .unwrap_or_default();
            let is_bytes = MediaKind::of(&essence) == MediaKind::Binary
                && node.get("type").is_none()
                && node.get("$ref").is_none();
            if is_list || is_bytes || self.is_binary(&node) {
                part.files = Some(Vec::new());
            } else if part.media_type.is_none()
                && (self.is_object(&node) || items.is_some_and(|items| self.is_object(&items)))
            {
                // The default of the specification.
                part.media_type = Some("application/json".to_owned());
            }
            parts.push(part);
        }
        parts
    }

    fn field(&mut self, field: &Field<'a>, node: &Node<'a, '_>) -> Parameter {
        let mut parameter = Parameter {
            name: field.name.to_owned(),
            required: field.is_required,
            extensions: info::extensions(node),
            schema: Some(Box::new(self.schema(node))),
            ..Parameter::default()
        };
        finish(&mut parameter);
        // Null has no form of its own: an optional field is absent.
        if let Some(schema) = &mut parameter.schema
            && schema.kinds.len() > 1
            && schema.is(Kind::Null)
        {
            schema.kinds.retain(|kind| *kind != Kind::Null);
            schema.values.retain(|value| !value.is_null());
        }
        parameter
    }
}

impl<'a> Fields<'a> {
    fn add(&mut self, name: &'a str, value: &'a Value, place: &Place<'a>) {
        let mut pointer = format!("{}/properties", place.pointer);
        push(&mut pointer, name);
        let is_required = value.get("required") == Some(&Value::Bool(true));
        let field = Field {
            name,
            value,
            file: place.file,
            pointer,
            is_required: is_required && !place.is_alternative,
        };
        match self.by_name.get(name) {
            // A part of `allOf` that says the same again says it more exactly.
            Some(at) if !place.is_alternative => self.list[*at] = field,
            Some(_) => {}
            None => {
                self.by_name.insert(name, self.list.len());
                self.list.push(field);
            }
        }
    }

    /// Those that a request has: not what is received only.
    fn sent(&self) -> impl Iterator<Item = &Field<'a>> {
        let is_received =
            |field: &&Field<'a>| field.value.get("readOnly") == Some(&Value::Bool(true));
        self.list.iter().filter(move |field| !is_received(field))
    }
}
