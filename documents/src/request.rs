//! An operation as one example of its request: what every writer of examples needs, in no form of document.

mod body;
mod query;

use callpoint_core::__private::SEGMENT;
use percent_encoding::utf8_percent_encode;

use self::body::body;
#[cfg(feature = "postman")]
pub(crate) use self::body::description;
use self::query::queries;
use crate::by_schema::{Schemas, is_placeholder};
use crate::description::{Content, Description, Operation, Parameter, Piece, Style};
use crate::placeholder;
use crate::variables::Variables;

/// What the requests of a document share.
#[derive(Debug)]
pub(crate) struct Shared<'a> {
    /// The server that `{{baseUrl}}` stands for.
    pub(crate) base: &'a str,
    pub(crate) schemas: Schemas<'a>,
    pub(crate) variables: Variables,
}

impl<'a> Shared<'a> {
    pub(crate) fn of(description: &'a Description) -> Self {
        Self {
            base: description.base(),
            schemas: Schemas::of(description),
            variables: Variables::default(),
        }
    }
}

/// A name with a value, in query, header, form or multipart form.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) key: String,
    /// `None` where the name stands alone.
    pub(crate) value: Option<String>,
    /// Whether it is sent by default.
    pub(crate) enabled: bool,
    /// Whether a call may leave it out.
    pub(crate) optional: bool,
    pub(crate) kind: EntryKind,
    #[cfg_attr(
        not(feature = "postman"),
        expect(dead_code, reason = "`.http` files have no place for it")
    )]
    pub(crate) doc: String,
}

/// What the value of an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum EntryKind {
    Text,
    /// The name of a file.
    File,
    /// A part in JSON.
    Json,
}

#[derive(Debug)]
pub(crate) enum RequestBody {
    None,
    /// Text with its media type, where it is known.
    Text(String, Option<String>),
    Form(Vec<Entry>),
    Parts(Vec<Entry>),
    /// The content of a file, by the name in its example.
    #[cfg_attr(
        not(feature = "postman"),
        expect(dead_code, reason = "`.http` files have no place for it")
    )]
    File(String),
}

#[derive(Debug)]
pub(crate) struct Request<'a> {
    pub(crate) operation: &'a Operation,
    /// What stands before the path: `{{baseUrl}}`, or a server of the operation.
    pub(crate) base: String,
    pub(crate) query: Vec<Entry>,
    pub(crate) headers: Vec<Entry>,
    pub(crate) body: RequestBody,
}

impl<'a> Request<'a> {
    pub(crate) fn new(operation: &'a Operation, shared: &mut Shared<'_>) -> Self {
        let mut body = body(operation, shared);
        let mut headers: Vec<Entry> = operation
            .headers
            .iter()
            .flat_map(|header| entries_of(operation, header, shared))
            .collect();
        headers.extend(cookies(operation, shared));
        if let RequestBody::Text(_, Some(content_type)) = &mut body
            && !headers
                .iter()
                .any(|header| header.key.eq_ignore_ascii_case("content-type"))
        {
            headers.push(entry("content-type", content_type));
        }
        let own = operation.base();
        Self {
            operation,
            base: if own.is_empty() || own == shared.base {
                "{{baseUrl}}".to_owned()
            } else {
                own_base(operation, shared)
            },
            query: queries(operation, shared),
            headers,
            body,
        }
    }
}

/// The URL of an operation's own server, with references to its variables.
fn own_base(operation: &Operation, shared: &mut Shared<'_>) -> String {
    let mut url = operation.base().to_owned();
    let server = operation.servers.first();
    for variable in server.map_or(&[][..], |server| &server.variables) {
        let name = format!("{{{}}}", variable.name);
        if url.contains(&name) {
            let reference = shared
                .variables
                .refer(&variable.name, &variable.default, "");
            url = url.replace(&name, &reference);
        }
    }
    url
}

/// The one header that holds all cookies. It is shown if one of them is.
fn cookies(operation: &Operation, shared: &mut Shared<'_>) -> Option<Entry> {
    let shown = |cookie: &&Parameter| cookie.required || !cookie.examples.is_empty();
    let is_shown = operation.cookies.iter().any(|cookie| shown(&cookie));
    let pairs: Vec<String> = (operation.cookies.iter())
        .filter(|cookie| !is_shown || shown(cookie))
        .map(|cookie| format!("{}={}", cookie.name, value(operation, cookie, shared)))
        .collect();
    (!pairs.is_empty()).then(|| Entry {
        enabled: is_shown,
        optional: !is_shown,
        ..entry("Cookie", &pairs.join("; "))
    })
}

/// The name of an operation for variables that are its own.
pub(crate) fn owner(operation: &Operation) -> &str {
    let id = operation.id.as_ref().or(operation.name.as_ref());
    id.map_or("", String::as_str)
}

/// A value in the path.
pub(crate) fn path_value(parameter: &Parameter, schemas: &Schemas<'_>) -> String {
    let text = schemas.text(parameter);
    if parameter.examples.is_empty() && is_placeholder(&text) {
        return text;
    }
    let encoded = |text: &str| utf8_percent_encode(text, SEGMENT).to_string();
    if parameter.style == Style::Segments {
        let segments: Vec<_> = text.split('/').map(encoded).collect();
        segments.join("/")
    } else {
        encoded(&text)
    }
}

/// The segments of the path, each parameter as `write` has it.
pub(crate) fn path_of(
    operation: &Operation,
    mut write: impl FnMut(&Parameter, bool) -> String,
) -> Vec<String> {
    let segments = operation.path.iter().map(|pieces| {
        let is_whole = pieces.len() == 1;
        let piece = |piece: &Piece| match piece {
            Piece::Text(text) => text.clone(),
            Piece::Parameter(parameter) => write(parameter, is_whole),
        };
        pieces.iter().map(piece).collect()
    });
    segments.collect()
}

/// A value outside of JSON: a secret is a variable.
pub(crate) fn value(
    operation: &Operation,
    parameter: &Parameter,
    shared: &mut Shared<'_>,
) -> String {
    if parameter.secret {
        let example = parameter.value().unwrap_or_default();
        return shared
            .variables
            .refer(&parameter.name, example, owner(operation));
    }
    shared.schemas.text(parameter)
}

fn entry(key: &str, value: &str) -> Entry {
    Entry {
        key: key.to_owned(),
        value: Some(value.to_owned()),
        enabled: true,
        optional: false,
        kind: EntryKind::Text,
        doc: String::new(),
    }
}

fn entry_of(operation: &Operation, parameter: &Parameter, shared: &mut Shared<'_>) -> Entry {
    entry_with(parameter, &value(operation, parameter, shared))
}

fn entry_with(parameter: &Parameter, value: &str) -> Entry {
    let is_shown = parameter.required || !parameter.examples.is_empty();
    Entry {
        enabled: is_shown && !parameter.disabled,
        optional: !parameter.required,
        doc: parameter.doc.clone(),
        ..entry(&parameter.name, value)
    }
}

/// An entry for each value: a list has several.
fn entries_of(operation: &Operation, parameter: &Parameter, shared: &mut Shared<'_>) -> Vec<Entry> {
    let whole = entry_of(operation, parameter, shared);
    let Some(items) = placeholder::items(parameter) else {
        return vec![whole];
    };
    let entry = |value| Entry {
        value: Some(value),
        ..whole.clone()
    };
    items.into_iter().map(entry).collect()
}

pub(crate) fn is_json(content: &Content) -> bool {
    let essence = content.essence();
    essence == "application/json" || essence.ends_with("+json")
}
