//! Saved answers, and what the requests saved beside them add.

use super::collection::headers;
use super::node::Node;
use super::{Context, body, url};
use crate::authorization::from_header;
use crate::document::{Auth, Body, Call, Param, Saved};
use crate::error::ImportError;

pub(super) fn read(call: &mut Call, item: &Node<'_>, context: &Context) -> Result<(), ImportError> {
    for response in item.list("response")? {
        response.expect_object()?;
        add_request(call, &response, context);
        let name = response.text_of("name")?.unwrap_or_default();
        if name == NOTHING_DECLARED && response.get("body").is_none() {
            continue;
        }
        let code = response.get("code").and_then(|code| code.text().ok());
        let code = code.and_then(|code| code.trim().parse::<u64>().ok());
        let status = code.and_then(|code| u16::try_from(code).ok());
        let Some(status) = status.filter(|status| (200..600).contains(status)) else {
            let code = code.map_or_else(|| "no status".to_owned(), |code| format!("status {code}"));
            call.notes.push(format!(
                "the saved answer `{name}` has {code}, which no answer has; it is left out"
            ));
            continue;
        };
        let (name, stands_for) = numbered(&name, status);
        call.notes.extend(stands_for.map(|what| {
            format!("the saved answer with {status} stands for {what}; {status} alone is declared")
        }));
        call.answers.push(Saved {
            name,
            status,
            media: media(&response, context)?,
            body: response
                .text_of("body")?
                .filter(|body| !body.trim().is_empty()),
        });
    }
    Ok(())
}

/// What `callpoint::postman` writes where a declaration says nothing of its answers.
const NOTHING_DECLARED: &str = "2xx, shown as 200";

/// The name of an answer without its status in front, and the statuses that it stands for, as `callpoint::postman` writes them:
/// `404: Not found`, `4xx, shown as 400: Not found`, `any other, shown as 500`.
fn numbered(name: &str, status: u16) -> (String, Option<String>) {
    let (head, rest) = name.split_once(": ").unwrap_or((name, ""));
    let shown = format!(", shown as {status}");
    match head.strip_suffix(&shown) {
        _ if head == status.to_string() => (rest.to_owned(), None),
        Some(statuses) => (rest.to_owned(), Some(statuses.to_owned())),
        None => (name.to_owned(), None),
    }
}

fn media(response: &Node<'_>, context: &Context) -> Result<Option<String>, ImportError> {
    let headers = headers(response, context)?;
    let mut named = headers
        .into_iter()
        .filter(|header| header.name.eq_ignore_ascii_case("content-type"));
    if let Some(value) = named.next().and_then(|header| header.value) {
        return Ok(Some(value));
    }
    let language = response.text_of("_postman_previewlanguage")?;
    Ok(language
        .as_deref()
        .and_then(body::media_type)
        .map(str::to_owned))
}

/// Bodies and parameters of the request that was saved with an answer: other examples of the same call.
fn add_request(call: &mut Call, response: &Node<'_>, context: &Context) {
    let Some(request) = response
        .get("originalRequest")
        .filter(|node| node.value.is_object())
    else {
        return;
    };
    // What was saved may be of an older form of the request; what it lacks says nothing.
    if let Some(body) = request.get("body")
        && let Ok(Body::Raw { texts: more, .. }) = body::read(&body, context, &mut Vec::new())
        && let Body::Raw { texts, .. } = &mut call.body
    {
        for text in more {
            if !texts.contains(&text) {
                texts.push(text);
            }
        }
    }
    let Some(saved) = request.get("url") else {
        return;
    };
    let Ok(saved) = url::read(&saved, context) else {
        return;
    };
    for pair in saved.query {
        if call.url.query.iter().all(|known| known.name != pair.name) {
            call.url.query.push(Param {
                disabled: true,
                ..pair
            });
        }
    }
}

/// The scheme of the first saved request that shows one.
pub(super) fn auth(item: &Node<'_>) -> Result<Option<Auth>, ImportError> {
    for response in item.list("response")? {
        let Some(request) = response.get("originalRequest") else {
            continue;
        };
        if !request.value.is_object() {
            continue;
        }
        if let Some(auth) = request.get("auth") {
            return super::auth::scheme(&auth).map(Some);
        }
        let headers = headers(&request, &Context::default()).unwrap_or_default();
        if let Some(auth) = headers.iter().find_map(from_header) {
            return Ok(Some(auth));
        }
    }
    Ok(None)
}
