//! An endpoint as an example of its request: what every export needs, in no export's form.

mod body;
mod query;

use std::fmt::Write as _;

use percent_encoding::utf8_percent_encode;

use self::body::body;
use self::query::queries;
use super::values;
use crate::encode::SEGMENT;
use crate::meta::{EndpointMeta, ParamMeta, Place};

/// The variables of an export in their order.
#[derive(Debug, Default)]
pub(super) struct Variables {
    pub(super) list: Vec<(String, String)>,
}

impl Variables {
    /// The reference to a variable of this name. One that has another value already is not meant. A value that is a reference itself
    /// stays one.
    pub(super) fn refer(&mut self, name: &str, value: &str, owner: &str) -> String {
        if let Some(referenced) = reference(value) {
            // What the tool makes for each request is no variable of the collection.
            if referenced.starts_with('$') {
                return value.to_owned();
            }
            return self.refer(referenced, "", owner);
        }
        let own = format!("{owner}-{name}");
        for key in [name, &own] {
            match self.list.iter_mut().find(|(known, _)| known == key) {
                Some((_, known)) if known.is_empty() || value.is_empty() || known == value => {
                    if known.is_empty() {
                        value.clone_into(known);
                    }
                    return format!("{{{{{key}}}}}");
                }
                Some(_) => {}
                None => {
                    self.list.push((key.to_owned(), value.to_owned()));
                    return format!("{{{{{key}}}}}");
                }
            }
        }
        format!("{{{{{own}}}}}")
    }
}

/// The `name` of `{{name}}`.
fn reference(value: &str) -> Option<&str> {
    let name = value.strip_prefix("{{")?.strip_suffix("}}")?;
    (!name.is_empty() && !name.contains(['{', '}'])).then_some(name)
}

/// A name with a value, in query, header, form or multipart form.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) key: String,
    /// `None` where the name stands alone.
    pub(super) value: Option<String>,
    /// Whether it is sent unless somebody asks for it.
    pub(super) enabled: bool,
    /// Whether a call may leave it out.
    pub(super) optional: bool,
    pub(super) content: Content,
    pub(super) doc: &'static str,
}

/// What the value of an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    Text,
    /// The name of a file.
    File,
    /// A part in JSON.
    Json,
}

/// A segment of the path.
#[derive(Debug)]
pub(super) struct Segment {
    pub(super) before: &'static str,
    pub(super) parameter: Option<&'static ParamMeta>,
    pub(super) after: &'static str,
}

#[derive(Debug)]
pub(super) enum Body {
    None,
    /// Text with its media type, where it is known.
    Text(String, Option<&'static str>),
    Form(Vec<Entry>),
    Parts(Vec<Entry>),
    /// The content of a file, by the name in its example.
    File(&'static str),
}

#[derive(Debug)]
pub(super) struct Operation {
    pub(super) meta: &'static EndpointMeta,
    pub(super) path: Vec<Segment>,
    pub(super) query: Vec<Entry>,
    pub(super) headers: Vec<Entry>,
    pub(super) body: Body,
}

impl Operation {
    pub(super) fn new(meta: &'static EndpointMeta, variables: &mut Variables) -> Self {
        let (path, query) = meta.template.split_once('?').unwrap_or((meta.template, ""));
        let mut body = body(meta, variables);
        let mut headers = headers(meta, variables);
        if let Body::Text(_, content_type) = &mut body {
            *content_type = content_type.take().or(media_type(meta.body));
            let is_given = headers.iter().any(|header| header.key == "content-type");
            if let (Some(content_type), false) = (content_type, is_given) {
                headers.push(entry("content-type", content_type));
            }
        }
        Self {
            meta,
            path: path
                .split('/')
                .skip(1)
                .map(segment)
                .map(|segment| segment.with(meta))
                .collect(),
            query: queries(meta, query, variables),
            headers,
            body,
        }
    }

    /// The documentation, with that of the fields of the body, which have no other place for it.
    pub(super) fn description(&self) -> String {
        let mut text = self.meta.doc.to_owned();
        let fields = || {
            self.meta
                .parameters
                .iter()
                .filter(|field| field.place == Place::BodyField)
        };
        if !matches!(self.body, Body::Text(..)) || fields().next().is_none() {
            return text;
        }
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        text.push_str("The fields of the body:\n");
        for field in fields() {
            let optional = if field.required { "" } else { ", optional" };
            // Writing into a string cannot fail.
            let _ = write!(
                text,
                "\n- `{}` (`{}`{optional})",
                field.name, field.type_name
            );
            if !field.doc.is_empty() {
                let _ = write!(text, ": {}", field.doc.replace('\n', " "));
            }
        }
        text
    }
}

/// `<id>:validate`, its parameter by name.
struct Unresolved {
    before: &'static str,
    name: Option<&'static str>,
    after: &'static str,
}

fn segment(text: &'static str) -> Unresolved {
    let parts = text
        .split_once('<')
        .and_then(|(before, rest)| Some((before, rest.split_once('>')?)));
    parts.map_or(
        Unresolved {
            before: text,
            name: None,
            after: "",
        },
        |(before, (name, after))| Unresolved {
            before,
            name: Some(name.trim_end_matches("..")),
            after,
        },
    )
}

impl Unresolved {
    fn with(self, meta: &'static EndpointMeta) -> Segment {
        let is_path = |place| matches!(place, Place::Path | Place::PathRest);
        let parameter = self.name.and_then(|name| {
            let mut parameters = meta.parameters.iter();
            parameters.find(|parameter| parameter.name == name && is_path(parameter.place))
        });
        Segment {
            before: self.before,
            parameter,
            after: self.after,
        }
    }
}

/// A value in the path.
pub(super) fn path_value(parameter: &'static ParamMeta) -> String {
    let text = values::text(parameter);
    if parameter.example.is_none() {
        return text;
    }
    let encoded = |text: &str| utf8_percent_encode(text, SEGMENT).to_string();
    if parameter.place == Place::PathRest {
        let segments: Vec<_> = text.split('/').map(encoded).collect();
        segments.join("/")
    } else {
        encoded(&text)
    }
}

/// A value outside of JSON: a secret is a variable.
fn value(meta: &EndpointMeta, parameter: &ParamMeta, variables: &mut Variables) -> String {
    if parameter.secret {
        let example = parameter.example.unwrap_or_default();
        return variables.refer(parameter.name, example, meta.name);
    }
    values::text(parameter)
}

fn entry(key: &str, value: &str) -> Entry {
    Entry {
        key: key.to_owned(),
        value: Some(value.to_owned()),
        enabled: true,
        optional: false,
        content: Content::Text,
        doc: "",
    }
}

fn entry_of(meta: &EndpointMeta, parameter: &ParamMeta, variables: &mut Variables) -> Entry {
    let is_file = parameter.place == Place::Part && values::is_upload(parameter.type_name);
    let value = if is_file {
        // The name of one: a placeholder would name a file that nobody has.
        parameter.example.unwrap_or_default().to_owned()
    } else {
        value(meta, parameter, variables)
    };
    Entry {
        enabled: parameter.required || parameter.example.is_some(),
        optional: !parameter.required,
        content: match parameter.place {
            Place::Part if is_file => Content::File,
            Place::Part if values::is_object(parameter) => Content::Json,
            _ => Content::Text,
        },
        doc: parameter.doc,
        ..entry(parameter.name, &value)
    }
}

/// An entry for each value: a list has several.
fn entries_of(meta: &EndpointMeta, parameter: &ParamMeta, variables: &mut Variables) -> Vec<Entry> {
    let whole = entry_of(meta, parameter, variables);
    let Some(items) = values::items(parameter) else {
        return vec![whole];
    };
    let entry = |value| Entry {
        value: Some(value),
        ..whole.clone()
    };
    items.into_iter().map(entry).collect()
}

fn headers(meta: &'static EndpointMeta, variables: &mut Variables) -> Vec<Entry> {
    let fields = meta
        .parameters
        .iter()
        .filter(|field| field.place == Place::Header);
    fields
        .flat_map(|field| entries_of(meta, field, variables))
        .collect()
}

/// What the codecs of ours say of their bodies.
pub(super) fn media_type(codec: Option<&str>) -> Option<&'static str> {
    match codec? {
        "Json" => Some("application/json"),
        "Form" => Some("application/x-www-form-urlencoded"),
        "Xml" => Some("application/xml"),
        "Text" => Some("text/plain; charset=utf-8"),
        "Raw" | "Stream" => Some("application/octet-stream"),
        "Sse" => Some("text/event-stream"),
        "NdJson" => Some("application/x-ndjson"),
        _ => None,
    }
}
