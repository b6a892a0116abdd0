//! The request of an item.

use super::model::{Body, File, Language, Options, Pair, Request, Url, Variable};
use crate::export::operation::{self, Content, Entry, Operation, Variables, path_value};
use crate::export::values;
use crate::meta::ParamMeta;

pub(super) fn request(operation: &Operation, variables: &mut Variables) -> Request {
    let mut header: Vec<_> = operation.headers.iter().map(pair).collect();
    header.extend(operation.meta.idempotency_key.map(|name| Pair {
        key: name.to_owned(),
        // A key that is made for each request.
        value: Some("{{$guid}}".to_owned()),
        ..Pair::default()
    }));
    Request {
        auth: None,
        method: operation.meta.method,
        header,
        body: body(operation),
        url: url(operation, variables),
        description: operation.description(),
    }
}

fn url(operation: &Operation, variables: &mut Variables) -> Url {
    let mut variable = Vec::new();
    let path = operation.path.iter().map(|segment| {
        let Some(parameter) = segment.parameter else {
            return segment.before.to_owned();
        };
        let value = value(operation, parameter, variables);
        // The format has variables that are a whole segment. Text around one takes a variable of the collection.
        if segment.before.is_empty() && segment.after.is_empty() {
            variable.push(Variable {
                key: parameter.name.to_owned(),
                value,
                description: parameter.doc,
            });
            return format!(":{}", parameter.name);
        }
        let reference = if parameter.secret {
            value
        } else {
            variables.refer(parameter.name, &value, operation.meta.name)
        };
        format!("{}{reference}{}", segment.before, segment.after)
    });
    let path: Vec<_> = path.collect();
    let query: Vec<_> = operation.query.iter().map(pair).collect();
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
            "{{{{baseUrl}}}}/{}{separator}{}",
            path.join("/"),
            pairs.join("&")
        ),
        host: ["{{baseUrl}}"],
        path,
        query,
        variable,
    }
}

fn value(
    operation: &Operation,
    parameter: &'static ParamMeta,
    variables: &mut Variables,
) -> String {
    if parameter.secret {
        let example = parameter.example.unwrap_or_default();
        return variables.refer(parameter.name, example, operation.meta.name);
    }
    path_value(parameter)
}

fn pair(entry: &Entry) -> Pair {
    Pair {
        key: entry.key.clone(),
        value: entry.value.clone(),
        disabled: !entry.enabled || entry.optional,
        description: entry.doc,
        ..Pair::default()
    }
}

fn field(entry: &Entry) -> Pair {
    let pair = pair(entry);
    match entry.content {
        Content::File => Pair {
            kind: Some("file"),
            src: Some(pair.value.unwrap_or_default()),
            value: None,
            ..pair
        },
        Content::Json => Pair {
            kind: Some("text"),
            content_type: Some("application/json"),
            ..pair
        },
        Content::Text => Pair {
            kind: Some("text"),
            ..pair
        },
    }
}

fn body(operation: &Operation) -> Option<Body> {
    Some(match &operation.body {
        operation::Body::None => return None,
        operation::Body::Text(text, media_type) => Body::Raw {
            raw: text.clone(),
            options: Options {
                raw: Language {
                    language: language(*media_type),
                },
            },
        },
        operation::Body::Form(entries) => Body::Urlencoded {
            urlencoded: entries.iter().map(field).collect(),
        },
        operation::Body::Parts(entries) => Body::Formdata {
            formdata: entries.iter().map(field).collect(),
        },
        operation::Body::File(name) => Body::File {
            file: File { src: name },
        },
    })
}

/// How the tool colours a text.
pub(super) fn language(media_type: Option<&str>) -> &'static str {
    match media_type {
        Some("application/json") => "json",
        Some("application/xml") => "xml",
        _ => "text",
    }
}

/// A body of an answer.
pub(super) fn placeholder(codec: &str, type_name: &str) -> Option<String> {
    match codec {
        _ if type_name == "()" => None,
        "Json" => Some(values::placeholder(type_name)),
        _ => Some(values::placeholder_text(type_name)),
    }
}
