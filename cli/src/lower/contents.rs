//! Media types, and the choice among several.

use std::collections::HashSet;

use callpoint_documents::description::{Body, Content, Kind, Schema};

use super::schema::says_type;

/// What a media type is read and written as, in the order of preference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Medium {
    Json,
    Multipart,
    Form,
    Events,
    JsonLines,
    Text,
    Bytes,
    Xml,
}

/// A content that is declared.
pub(super) struct Choice<'a> {
    pub(super) content: &'a Content,
    pub(super) medium: Medium,
    /// Its media type, where it is one.
    pub(super) media_type: Option<String>,
    /// The media type of the arm, where the status has several.
    pub(super) selector: Option<String>,
    /// The media types that are not declared.
    pub(super) left_out: Vec<&'a str>,
}

impl Choice<'_> {
    /// What the document says of the media type, where that is none.
    pub(super) fn misspelled(&self) -> Option<String> {
        let said = self.content.media_type.as_deref()?;
        let essence = essence_of(said);
        match essence.as_str() {
            "" => Some("the media type is empty".to_owned()),
            _ if essence.contains('/') => None,
            _ => Some(format!("`{essence}` is no media type")),
        }
    }
}

/// The content that a declaration takes of several.
pub(super) fn choose(contents: &[Content]) -> Option<Choice<'_>> {
    let mut all: Vec<(Medium, bool, bool, &Content)> = contents
        .iter()
        .map(|content| {
            let is_suffixed = !matches!(content.essence().as_str(), "application/json" | "");
            // Some documents have examples under `application/json`, and the schema under the same with a charset.
            let has_no_schema = schema(content).is_none();
            (medium(content), has_no_schema, is_suffixed, content)
        })
        .collect();
    let has_schema = all.iter().any(|(_, has_no_schema, ..)| !has_no_schema);
    all.sort_by_key(|(medium, has_no_schema, is_suffixed, content)| {
        // What has a type comes before a file of which nothing is said, and anything before a form without fields.
        let is_unknown =
            (has_schema && *has_no_schema && *medium == Medium::Bytes) || is_empty_form(content);
        (is_unknown, *medium, *has_no_schema, *is_suffixed)
    });
    let mut all = all.into_iter();
    let (medium, _, _, content) = all.next()?;
    let others = all.filter(|(.., other)| other.essence() != content.essence());
    let left_out = others.filter_map(|(.., other)| other.media_type.as_deref());
    Some(Choice {
        content,
        medium,
        media_type: media_type(content),
        selector: None,
        left_out: left_out.collect(),
    })
}

/// Whether a content is a form whose fields nobody knows.
pub(super) fn is_empty_form(content: &Content) -> bool {
    match &content.body {
        Body::Form(fields) => fields.is_empty(),
        Body::Multipart(parts) => parts.is_empty(),
        Body::Whole { .. } | Body::File(_) => false,
    }
}

/// The contents of a response that are declared: beside JSON what is received in another way, as a stream or as a file.
pub(super) fn choices(contents: &[Content], is_success: bool) -> Vec<Choice<'_>> {
    let Some(mut first) = choose(contents) else {
        return Vec::new();
    };
    let mut others: Vec<Choice<'_>> = Vec::new();
    let mut seen = HashSet::from([first.content.essence()]);
    if first.medium == Medium::Json && is_success {
        for content in contents {
            let medium = medium(content);
            let is_other = matches!(medium, Medium::Events | Medium::JsonLines | Medium::Bytes)
                // Converters list what the whole API produces: what they say of JSON is no file.
                && (content.item_schema.is_some() || schema(content) != schema(first.content));
            let Some(selector) = media_type(content).filter(|_| is_other) else {
                continue;
            };
            let selector = essence_of(&selector);
            if seen.insert(selector.clone()) {
                others.push(Choice {
                    content,
                    medium,
                    media_type: None,
                    selector: Some(selector),
                    left_out: Vec::new(),
                });
            }
        }
    }
    first.left_out.retain(|left_out| {
        let is_declared = |other: &Choice<'_>| other.selector.as_deref() == Some(left_out);
        !others.iter().any(is_declared)
    });
    others.push(first);
    others
}

/// The media type as a declaration names it; `None` where it is a range of all, or invalid.
fn media_type(content: &Content) -> Option<String> {
    let said = content.media_type.as_deref()?;
    let is_token = |text: &str| {
        let is_mark = |c: char| "!#$%&'*+-.^_`|~".contains(c);
        !text.is_empty()
            && text
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || is_mark(c))
    };
    let mut pieces = said.split(';').map(str::trim);
    let essence = pieces.next()?.to_ascii_lowercase();
    let is_valid = (essence.split_once('/'))
        .is_some_and(|(kind, name)| is_token(kind) && is_token(name) && kind != "*");
    let mut written = essence;
    for piece in pieces.filter(|piece| !piece.is_empty()) {
        let (name, value) = piece.split_once('=')?;
        let is_utf8 = name.eq_ignore_ascii_case("charset") && value.eq_ignore_ascii_case("utf-8");
        if !is_token(name) || !is_token(value) {
            return None;
        }
        if !is_utf8 {
            written = format!("{written}; {piece}");
        }
    }
    is_valid.then_some(written)
}

/// Without parameters.
fn essence_of(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.trim().to_owned()
}

fn medium(content: &Content) -> Medium {
    match content.body {
        Body::Form(_) => return Medium::Form,
        Body::Multipart(_) => return Medium::Multipart,
        Body::File(_) => return Medium::Bytes,
        Body::Whole { .. } => {}
    }
    let essence = content.essence();
    let is_json = |name: &str| name == "json" || name.ends_with("+json") || name.ends_with("-json");
    let (kind, name) = essence.split_once('/').unwrap_or(("", &essence));
    match (kind, name) {
        ("text", "event-stream") => Medium::Events,
        (
            "application",
            "x-ndjson" | "jsonl" | "json-lines" | "x-jsonlines" | "stream+json" | "json-seq",
        )
        | (_, "ndjson" | "x-json-stream") => Medium::JsonLines,
        // JSON has no bytes: it is a file of JSON.
        (_, name) if name.contains("json") && is_binary(content) => Medium::Bytes,
        (_, name) if is_json(name) || name.contains("json") => Medium::Json,
        ("application", "x-www-form-urlencoded") => Medium::Form,
        ("multipart", _) => Medium::Multipart,
        ("text" | "application", "xml") => Medium::Xml,
        (_, name) if name.ends_with("+xml") && kind != "image" => Medium::Xml,
        ("text", _) => Medium::Text,
        ("application", "yaml" | "x-yaml" | "javascript" | "graphql" | "jwt" | "sql") => {
            Medium::Text
        }
        // Every media type: what the schema says decides.
        ("" | "*", _) => match schema(content) {
            Some(_) if is_binary(content) => Medium::Bytes,
            Some(_) => Medium::Json,
            None => Medium::Bytes,
        },
        _ => Medium::Bytes,
    }
}

fn is_binary(content: &Content) -> bool {
    schema(content).is_some_and(|schema| schema.format.as_deref() == Some("binary"))
}

/// The schema of a content as one value.
pub(super) fn schema(content: &Content) -> Option<&Schema> {
    match &content.body {
        Body::Whole { schema, .. } => schema.as_deref().or(content.schema.as_deref()),
        _ => content.schema.as_deref(),
    }
}

/// Whether the type of a content is what its schema says: otherwise it is what its examples have in common.
pub(super) fn is_typed(content: &Content) -> bool {
    match &content.body {
        Body::Whole { examples, schema } => match schema {
            Some(schema) => examples.is_empty() || describes(schema),
            None => examples.is_empty(),
        },
        Body::Form(fields) => fields.iter().any(|field| field.schema.is_some()),
        Body::Multipart(parts) => parts.iter().any(|part| part.parameter.schema.is_some()),
        Body::File(_) => false,
    }
}

/// Whether a schema says more than the names of properties.
fn describes(schema: &Schema) -> bool {
    let is_object = schema.kinds.is_empty() || schema.kinds == [Kind::Object];
    let has_only_names = is_object
        && !schema.properties.is_empty()
        && (schema.properties.iter()).all(|property| !says_type(&property.schema));
    !has_only_names
}
