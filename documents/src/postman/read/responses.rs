//! Saved responses, and what the requests saved with them add.

use std::collections::HashSet;

use super::node::Node;
use super::params::headers;
use super::{Context, body, url};
use crate::authorization::from_header;
use crate::description::{
    Body, Content, Example, Operation, Parameter, Response, Security, Status,
};
use crate::error::DocumentError;
use crate::postman::PARTIAL;

pub(super) fn read(
    operation: &mut Operation,
    item: &Node<'_>,
    context: &Context,
) -> Result<(), DocumentError> {
    let mut seen = Seen::of(operation);
    for response in item.list("response")? {
        response.expect_object()?;
        add_request(operation, &response, context, &mut seen);
        let name = response.text_of("name")?.unwrap_or_default();
        if name == NOTHING_DECLARED && response.get("body").is_none() {
            continue;
        }
        let code = response.get("code").and_then(|code| code.text().ok());
        let code = code.and_then(|code| code.trim().parse::<u64>().ok());
        let status = code.and_then(|code| u16::try_from(code).ok());
        let Some(status) = status.filter(|status| (200..600).contains(status)) else {
            let code = code.map_or_else(|| "no status".to_owned(), |code| format!("status {code}"));
            operation.notes.push(format!(
                "the saved response `{name}` is left out: it has {code}"
            ));
            continue;
        };
        let (name, stands_for) = numbered(&name, status);
        operation.notes.extend(stands_for.map(|what| {
            format!("the saved response with {status} stands for {what}; only {status} is declared")
        }));
        let media_type = media_type(&response, context)?;
        let body = response
            .text_of("body")?
            .filter(|body| !body.trim().is_empty());
        add(&mut operation.responses, status, &name, media_type, body);
    }
    for response in &mut operation.responses {
        response.can_be_empty &= !response.contents.is_empty();
    }
    Ok(())
}

/// What the request has already.
struct Seen {
    /// The names of its query.
    names: HashSet<String>,
    /// The names and texts of its bodies.
    bodies: HashSet<(String, String)>,
}

impl Seen {
    fn of(operation: &Operation) -> Self {
        let names = operation.query.iter().map(|pair| pair.name.clone());
        let contents = operation.body.iter().flat_map(|body| &body.contents);
        let examples = contents.flat_map(|content| match &content.body {
            Body::Whole { examples, .. } => examples.as_slice(),
            _ => &[],
        });
        let bodies = examples.map(|example| (example.name.clone(), example.text.clone()));
        Self {
            names: names.collect(),
            bodies: bodies.collect(),
        }
    }
}

/// Adds an example to the response of its status.
fn add(
    responses: &mut Vec<Response>,
    status: u16,
    name: &str,
    media_type: Option<String>,
    body: Option<String>,
) {
    let status = Status::Code(status);
    let known = responses.iter().position(|known| known.status == status);
    let position = known.unwrap_or_else(|| {
        responses.push(Response {
            name: name.trim().to_owned(),
            ..Response::new(status)
        });
        responses.len() - 1
    });
    let response = &mut responses[position];
    let Some(text) = body else {
        response.can_be_empty = true;
        return;
    };
    let example = Example {
        name: name.to_owned(),
        text,
    };
    match response.contents.last_mut() {
        // Examples keep their order, so those of another media type between them stand apart.
        Some(Content {
            media_type: known,
            body: Body::Whole { examples, .. },
            ..
        }) if *known == media_type => examples.push(example),
        _ => response.contents.push(Content::new(
            media_type,
            Body::Whole {
                examples: vec![example],
                schema: None,
            },
        )),
    }
}

/// What the writer says where a declaration has no success.
const NOTHING_DECLARED: &str = "2xx, shown as 200";

/// The name of a response without its status in front, and the statuses that it stands for, as the writer has them:
/// `404: Not found`, `4xx, shown as 400: Not found`, `any other, shown as 500`, `200, required fields only: The link`.
fn numbered(name: &str, status: u16) -> (String, Option<String>) {
    let (head, rest) = name.split_once(": ").unwrap_or((name, ""));
    let head = head.strip_suffix(PARTIAL).unwrap_or(head);
    let shown = format!(", shown as {status}");
    match head.strip_suffix(&shown) {
        _ if head == status.to_string() => (rest.to_owned(), None),
        Some(statuses) => (rest.to_owned(), Some(statuses.to_owned())),
        None => (name.to_owned(), None),
    }
}

fn media_type(response: &Node<'_>, context: &Context) -> Result<Option<String>, DocumentError> {
    let headers = headers(response, context)?;
    let mut named = headers
        .into_iter()
        .filter(|header| header.name.eq_ignore_ascii_case("content-type"));
    if let Some(value) = named
        .next()
        .and_then(|header| header.value().map(str::to_owned))
    {
        return Ok(Some(value));
    }
    let language = response.text_of("_postman_previewlanguage")?;
    Ok(language
        .as_deref()
        .and_then(body::media_type)
        .map(str::to_owned))
}

/// Bodies and parameters of the request that was saved with a response: other examples of the same operation.
fn add_request(operation: &mut Operation, response: &Node<'_>, context: &Context, seen: &mut Seen) {
    let Some(request) = response
        .get("originalRequest")
        .filter(|node| node.value.is_object())
    else {
        return;
    };
    // What was saved may be of an older form of the request; what it lacks says nothing.
    if let Some(body) = request.get("body")
        && let Ok(Some(saved)) = body::read(&body, context, &mut Vec::new())
    {
        add_examples(operation, saved.body, seen);
    }
    let Some(saved) = request.get("url") else {
        return;
    };
    let Ok(saved) = url::read(&saved, context, &mut Vec::new()) else {
        return;
    };
    for pair in saved.query {
        if seen.names.insert(pair.name.clone()) {
            operation.query.push(Parameter {
                disabled: true,
                ..pair
            });
        }
    }
}

fn add_examples(operation: &mut Operation, saved: Body, seen: &mut Seen) {
    let Some(body) = &mut operation.body else {
        return;
    };
    let known = body
        .contents
        .iter_mut()
        .find_map(|content| match &mut content.body {
            Body::Whole { examples, .. } => Some(examples),
            _ => None,
        });
    if let (Some(known), Body::Whole { examples, .. }) = (known, saved) {
        for example in examples {
            if seen
                .bodies
                .insert((example.name.clone(), example.text.clone()))
            {
                known.push(example);
            }
        }
    }
}

/// The credentials of the first saved request that shows some.
pub(super) fn security(item: &Node<'_>) -> Result<Option<Security>, DocumentError> {
    for response in item.list("response")? {
        let Some(request) = response.get("originalRequest") else {
            continue;
        };
        if !request.value.is_object() {
            continue;
        }
        if let Some(auth) = request.get("auth") {
            return super::auth::security(&auth).map(Some);
        }
        let headers = headers(&request, &Context::default()).unwrap_or_default();
        if let Some(security) = headers.iter().find_map(from_header) {
            return Ok(Some(security));
        }
    }
    Ok(None)
}
