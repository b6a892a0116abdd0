//! The saved responses of an item: one for each status, or for each example of one.

use callpoint_core::http::StatusCode;

use super::model::{self, Pair};
use super::request::{language, request};
use crate::description::{Body, Content, Response, Schema, Status};
use crate::placeholder;
use crate::request::{Request, is_json};
use crate::variables::Variables;

pub(super) fn responses(made: &Request<'_>, variables: &mut Variables) -> Vec<model::Response> {
    let operation = made.operation;
    let mut saved = |name: String, code: u16, shown: Option<Shown<'_>>| {
        let media_type = shown.as_ref().and_then(|shown| shown.media_type);
        // The response to a HEAD request has no body (RFC 9110, section 9.3.2).
        let body = shown
            .filter(|_| operation.method != "HEAD")
            .map(|shown| shown.text);
        let content_type = media_type
            .filter(|_| body.is_some())
            .map(|media_type| Pair {
                key: "content-type".to_owned(),
                value: Some(media_type.to_owned()),
                ..Pair::default()
            });
        model::Response {
            name,
            original_request: request(made, variables).without_notes(),
            status: StatusCode::from_u16(code)
                .ok()
                .and_then(|code| code.canonical_reason())
                .unwrap_or_default(),
            code,
            preview_language: language(media_type),
            header: content_type.into_iter().collect(),
            cookie: [],
            body,
        }
    };
    let mut list = Vec::new();
    let responses = &operation.responses;
    if !responses
        .iter()
        .any(|response| response.status.is_success())
    {
        list.push(saved("2xx, shown as 200".to_owned(), 200, None));
    }
    for (index, response) in responses.iter().enumerate() {
        // A status that an earlier response takes is not this one's.
        let Some(code) = representative(responses, index) else {
            continue;
        };
        let mut shown = response.contents.iter().flat_map(shown).peekable();
        if shown.peek().is_none() {
            list.push(saved(name(response, code), code, None));
        }
        for shown in shown {
            list.push(saved(name(response, code), code, Some(shown)));
        }
    }
    list
}

/// A body to show.
struct Shown<'a> {
    media_type: Option<&'a str>,
    text: String,
}

/// The examples of a content, or else what its schema says.
fn shown(content: &Content) -> Vec<Shown<'_>> {
    let Body::Whole { examples, schema } = &content.body else {
        return Vec::new();
    };
    let mut texts: Vec<String> = examples
        .iter()
        .map(|example| example.text.clone())
        .collect();
    if texts.is_empty() {
        texts.push(placeholder_of(content, schema.as_deref()));
    }
    let shown = |text| Shown {
        media_type: content.media_type.as_deref(),
        text,
    };
    texts.into_iter().map(shown).collect()
}

fn placeholder_of(content: &Content, schema: Option<&Schema>) -> String {
    if is_json(content) {
        placeholder::json_of(schema)
    } else {
        placeholder::text_of(schema)
    }
}

/// A status that a response stands for and no response before it takes.
fn representative(responses: &[Response], index: usize) -> Option<u16> {
    let status = responses[index].status;
    let is_free = |&code: &u16| {
        let mut before = responses[..index].iter();
        status.contains(code) && !before.any(|before| before.status.contains(code))
    };
    // `default` is for what goes wrong in a way that is not described.
    let preferred = (status == Status::Default).then_some(500);
    let known = (100..600).filter(|&code| {
        StatusCode::from_u16(code).is_ok_and(|code| code.canonical_reason().is_some())
    });
    preferred
        .into_iter()
        .chain(known)
        .chain(200..600)
        .find(is_free)
}

/// `404: Not found`, or `4xx, shown as 400`, and what it means.
fn name(response: &Response, code: u16) -> String {
    let status = match response.status {
        Status::Code(code) => code.to_string(),
        Status::Class(class) => format!("{class}xx, shown as {code}"),
        Status::Default => format!("any other, shown as {code}"),
    };
    let doc = response.doc.lines().next().unwrap_or_default();
    match (doc, response.name.as_str()) {
        ("", "") => status,
        ("", name) => format!("{status}: {name}"),
        (doc, _) => format!("{status}: {}", doc.trim_end_matches('.')),
    }
}
