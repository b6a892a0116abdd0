//! The saved responses of an item: one for each status, or for each example of one.

use callpoint_core::http::StatusCode;

use super::model::{self, Pair};
use super::request::{language, request};
use crate::by_schema::Schemas;
use crate::description::{Body, Content, Parameter, Response, Status};
use crate::postman::PARTIAL;
use crate::request::{Request, Shared, is_json};

pub(super) fn responses(made: &Request<'_>, shared: &mut Shared<'_>) -> Vec<model::Response> {
    let operation = made.operation;
    let saved = |name: String,
                 code: u16,
                 headers: &[Parameter],
                 shown: Option<Shown<'_>>,
                 shared: &mut Shared<'_>| {
        // The response to a HEAD request has no body (RFC 9110, section 9.3.2).
        let shown = shown.filter(|_| operation.method != "HEAD");
        let media_type = shown.as_ref().and_then(|shown| shown.media_type);
        let is_partial = shown.as_ref().is_some_and(|shown| shown.is_partial);
        let body = shown.as_ref().map(|shown| shown.text.clone());
        let mut header: Vec<Pair> = (media_type.into_iter())
            .map(|media_type| Pair {
                key: "content-type".to_owned(),
                value: Some(media_type.to_owned()),
                ..Pair::default()
            })
            .collect();
        let others = (headers.iter())
            .filter(|header| header.required || !is_partial)
            .filter(|header| !header.name.eq_ignore_ascii_case("content-type"));
        header.extend(others.map(|header| Pair {
            key: header.name.clone(),
            value: Some(shared.schemas.text(header)),
            description: header.doc.clone(),
            ..Pair::default()
        }));
        model::Response {
            name,
            original_request: request(made, shared).without_notes(),
            status: StatusCode::from_u16(code)
                .ok()
                .and_then(|code| code.canonical_reason())
                .unwrap_or_default(),
            code,
            preview_language: language(media_type),
            header,
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
        let name = "2xx, shown as 200".to_owned();
        list.push(saved(name, 200, &[], None, shared));
    }
    for (index, response) in responses.iter().enumerate() {
        // A status that an earlier response takes is not this one's.
        let Some(code) = representative(responses, index) else {
            continue;
        };
        let contents = response.contents.iter();
        let shown: Vec<_> = contents
            .flat_map(|content| shown(content, &shared.schemas))
            .collect();
        if shown.is_empty() {
            let name = name(response, code, "");
            list.push(saved(name, code, &response.headers, None, shared));
        }
        for shown in shown {
            let partial = if shown.is_partial { PARTIAL } else { "" };
            let name = name(response, code, partial);
            list.push(saved(name, code, &response.headers, Some(shown), shared));
        }
    }
    list
}

/// A body to show.
struct Shown<'a> {
    media_type: Option<&'a str>,
    text: String,
    /// Whether it is without what can be absent.
    is_partial: bool,
}

/// The examples of a content, or else what its schema says.
fn shown<'a>(content: &'a Content, schemas: &Schemas<'_>) -> Vec<Shown<'a>> {
    let Body::Whole { examples, schema } = &content.body else {
        return Vec::new();
    };
    let shown = |text, is_partial| Shown {
        media_type: content.media_type.as_deref(),
        text,
        is_partial,
    };
    if !examples.is_empty() {
        let texts = examples.iter().map(|example| example.text.clone());
        return texts.map(|text| shown(text, false)).collect();
    }
    if !is_json(content) {
        return vec![shown(schemas.text_of(schema.as_deref()), false)];
    }
    let texts = schemas.received(schema.as_deref()).into_iter();
    let texts = texts.enumerate();
    texts.map(|(index, text)| shown(text, index > 0)).collect()
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
fn name(response: &Response, code: u16, partial: &str) -> String {
    let status = match response.status {
        Status::Code(code) => code.to_string(),
        Status::Class(class) => format!("{class}xx, shown as {code}"),
        Status::Default => format!("any other, shown as {code}"),
    } + partial;
    let doc = response.doc.lines().next().unwrap_or_default();
    match (doc, response.name.as_str()) {
        ("", "") => status,
        ("", name) => format!("{status}: {name}"),
        (doc, _) => format!("{status}: {}", doc.trim_end_matches('.')),
    }
}
