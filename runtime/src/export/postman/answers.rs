//! The saved answers of an item: one for each status of the declaration.

use http::StatusCode;

use super::model::{Pair, Response};
use super::request::{language, placeholder, request};
use crate::export::operation::{Operation, Variables, media_type};
use crate::meta::{AnswerMeta, EndpointMeta, StatusMatch};

pub(super) fn answers(operation: &Operation, variables: &mut Variables) -> Vec<Response> {
    let mut answer = |status: String, code: u16, answer: Option<&AnswerMeta>| {
        let codec = answer.map_or("", |answer| answer.codec);
        let media_type = media_type(Some(codec));
        // What answers a HEAD has no body (RFC 9110, section 9.3.2).
        let shown = answer.filter(|_| operation.meta.method != "HEAD");
        let body = shown.and_then(|answer| {
            let example = answer.example.map(str::to_owned);
            example.or_else(|| placeholder(codec, answer.type_name))
        });
        let content_type = media_type
            .filter(|_| body.is_some())
            .map(|media_type| Pair {
                key: "content-type".to_owned(),
                value: Some(media_type.to_owned()),
                ..Pair::default()
            });
        Response {
            name: status,
            original_request: request(operation, variables).without_notes(),
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
    let meta = operation.meta;
    let mut list = Vec::new();
    if meta.successes.is_empty() {
        list.push(answer("2xx, shown as 200".to_owned(), 200, None));
    }
    for (index, declared) in meta.answers().enumerate() {
        for pattern in declared.statuses {
            // A status that an earlier answer takes is not this one's.
            if let Some(code) = representative(meta, index, *pattern) {
                list.push(answer(name(declared, *pattern, code), code, Some(declared)));
            }
        }
    }
    list
}

/// A status that the pattern stands for and no answer before takes.
fn representative(meta: &EndpointMeta, index: usize, pattern: StatusMatch) -> Option<u16> {
    let takes =
        |answer: &AnswerMeta, code| answer.statuses.iter().any(|status| status.contains(code));
    let is_free = |&code: &u16| {
        pattern.contains(code) && !meta.answers().take(index).any(|before| takes(before, code))
    };
    // `_` is for what goes wrong in a way that nobody speaks of.
    let preferred = (pattern == StatusMatch::Any).then_some(500);
    let known = (100..600).filter(|&code| {
        StatusCode::from_u16(code).is_ok_and(|code| code.canonical_reason().is_some())
    });
    preferred
        .into_iter()
        .chain(known)
        .chain(200..600)
        .find(is_free)
}

/// `404 Not found`, or `4xx, shown as 400`, and what it means.
fn name(answer: &AnswerMeta, pattern: StatusMatch, code: u16) -> String {
    let status = match pattern {
        StatusMatch::Code(code) => code.to_string(),
        StatusMatch::Class(class) => format!("{class}xx, shown as {code}"),
        StatusMatch::Any => format!("any other, shown as {code}"),
    };
    let doc = answer.doc.lines().next().unwrap_or_default();
    match (doc, answer.variant) {
        ("", None) => status,
        ("", Some(variant)) => format!("{status}: {}", crate::export::values::words(variant)),
        (doc, _) => format!("{status}: {}", doc.trim_end_matches('.')),
    }
}
