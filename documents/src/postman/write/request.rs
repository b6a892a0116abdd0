//! The request of an item.

use super::auth;
use super::model::{Body, File, Language, Options, Pair, Request, Url, Variable};
use crate::description::KeyLocation;
use crate::request::{
    self, Entry, EntryKind, RequestBody, Shared, description, owner, path_of, path_value,
};

pub(super) fn request(request: &request::Request<'_>, shared: &mut Shared<'_>) -> Request {
    let operation = request.operation;
    let mut header: Vec<_> = request.headers.iter().map(pair).collect();
    header.extend(operation.idempotency_key.as_ref().map(|name| Pair {
        key: name.clone(),
        // A key that is made for each request.
        value: Some("{{$guid}}".to_owned()),
        ..Pair::default()
    }));
    let (in_query, in_header): (Vec<_>, Vec<_>) =
        auth::further(&operation.security, &mut shared.variables)
            .into_iter()
            .partition(|(location, _)| *location == KeyLocation::Query);
    header.extend(in_header.into_iter().map(|(_, pair)| pair));
    let keys = in_query.into_iter().map(|(_, pair)| pair);
    Request {
        auth: None,
        method: operation.method.clone(),
        header,
        body: body(&request.body),
        url: url(request, keys, shared),
        description: description(operation, &shared.schemas),
    }
}

fn url(
    request: &request::Request<'_>,
    keys: impl Iterator<Item = Pair>,
    shared: &mut Shared<'_>,
) -> Url {
    let operation = request.operation;
    let mut variable = Vec::new();
    let path = path_of(operation, |parameter, is_whole| {
        let value = if parameter.secret {
            request::value(operation, parameter, shared)
        } else {
            path_value(parameter, &shared.schemas)
        };
        // The format has variables that are a whole segment. Text around one takes a variable of the collection.
        if is_whole {
            variable.push(Variable {
                key: parameter.name.clone(),
                value,
                description: parameter.doc.clone(),
            });
            format!(":{}", parameter.name)
        } else if parameter.secret {
            value
        } else {
            shared
                .variables
                .refer(&parameter.name, &value, owner(operation))
        }
    });
    let query: Vec<_> = request.query.iter().map(pair).chain(keys).collect();
    let enabled = query.iter().filter(|pair| !pair.disabled);
    let pairs: Vec<_> = enabled
        .map(|pair| match &pair.value {
            Some(value) => format!("{}={value}", pair.key),
            None => pair.key.clone(),
        })
        .collect();
    let separator = if pairs.is_empty() { "" } else { "?" };
    Url {
        raw: format!(
            "{}/{}{separator}{}",
            request.base,
            path.join("/"),
            pairs.join("&")
        ),
        host: [request.base.clone()],
        path,
        query,
        variable,
    }
}

fn pair(entry: &Entry) -> Pair {
    Pair {
        key: entry.key.clone(),
        value: entry.value.clone(),
        disabled: !entry.enabled || entry.optional,
        description: entry.doc.clone(),
        ..Pair::default()
    }
}

fn field(entry: &Entry) -> Pair {
    let pair = pair(entry);
    match entry.kind {
        EntryKind::File => Pair {
            kind: Some("file"),
            src: Some(pair.value.unwrap_or_default()),
            value: None,
            ..pair
        },
        EntryKind::Json => Pair {
            kind: Some("text"),
            content_type: Some("application/json"),
            ..pair
        },
        EntryKind::Text => Pair {
            kind: Some("text"),
            ..pair
        },
    }
}

fn body(body: &RequestBody) -> Option<Body> {
    Some(match body {
        RequestBody::None => return None,
        RequestBody::Text(text, media_type) => Body::Raw {
            raw: text.clone(),
            options: Options {
                raw: Language {
                    language: language(media_type.as_deref()),
                },
            },
        },
        RequestBody::Form(entries) => Body::Urlencoded {
            urlencoded: entries.iter().map(field).collect(),
        },
        RequestBody::Parts(entries) => Body::Formdata {
            formdata: entries.iter().map(field).collect(),
        },
        RequestBody::File(name) => Body::File {
            file: File { src: name.clone() },
        },
    })
}

/// How the tool colours a text.
pub(super) fn language(media_type: Option<&str>) -> &'static str {
    let media_type = media_type.unwrap_or_default();
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    let essence = essence.to_ascii_lowercase();
    match essence.as_str() {
        "application/json" => "json",
        "application/xml" | "text/xml" => "xml",
        "text/html" => "html",
        essence if essence.ends_with("+json") => "json",
        essence if essence.ends_with("+xml") => "xml",
        _ => "text",
    }
}
