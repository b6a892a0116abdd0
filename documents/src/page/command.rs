//! The curl command of an operation. Credentials and secrets are variables of the shell.

use callpoint_core::__private::shell::argument;

use crate::description::{Description, KeyLocation, Operation, SecuritySchemeKind};
use crate::request::{Entry, EntryKind, Request, RequestBody, Shared, path_of, path_value};

/// The command, one option a line.
pub(super) fn curl(operation: &Operation, description: &Description) -> String {
    let mut shared = Shared::of(description);
    let request = Request::new(operation, &mut shared);
    let base = shared.base;
    let base = if base.is_empty() {
        "https://api.example.com"
    } else {
        base
    };
    let own = operation.base();
    let mut url = if own.is_empty() { base } else { own }
        .trim_end_matches('/')
        .to_owned();
    for segment in path_of(operation, |parameter, _| {
        if parameter.secret {
            format!("{{{{{}}}}}", parameter.name)
        } else {
            path_value(parameter, &shared.schemas)
        }
    }) {
        url.push('/');
        url.push_str(&segment);
    }
    let mut query: Vec<String> = sent(&request.query)
        .map(|entry| match &entry.value {
            Some(value) => format!("{}={value}", entry.key),
            None => entry.key.clone(),
        })
        .collect();
    let mut options = Vec::new();
    for scheme in operation.security.example() {
        match &scheme.kind {
            SecuritySchemeKind::Basic => {
                options.push("--user \"$USER_ID:$USER_PASSWORD\"".to_owned());
            }
            SecuritySchemeKind::Bearer(_) | SecuritySchemeKind::OAuth2(_) => {
                options.push(format!(
                    "--header {}",
                    quoted("authorization: Bearer {{TOKEN}}")
                ));
            }
            SecuritySchemeKind::ApiKey { location, name } => {
                let key = variable(&scheme.name);
                let name = name.as_deref().unwrap_or("x-api-key");
                match location {
                    Some(KeyLocation::Query) => query.push(format!("{name}={{{{{key}}}}}")),
                    Some(KeyLocation::Cookie) => {
                        options.push(format!(
                            "--cookie {}",
                            quoted(&format!("{name}={{{{{key}}}}}"))
                        ));
                    }
                    _ => options.push(format!(
                        "--header {}",
                        quoted(&format!("{name}: {{{{{key}}}}}"))
                    )),
                }
            }
            _ => {}
        }
    }
    if !query.is_empty() {
        url = format!("{url}?{}", query.join("&"));
    }
    for header in sent(&request.headers) {
        let value = header.value.as_deref().unwrap_or_default();
        options.push(format!(
            "--header {}",
            quoted(&format!("{}: {value}", header.key))
        ));
    }
    if let Some(name) = &operation.idempotency_key {
        options.push(format!("--header \"{name}: $(uuidgen)\""));
    }
    options.extend(body(&request.body));
    let method = match operation.method.as_str() {
        "GET" if matches!(request.body, RequestBody::None) => String::new(),
        "HEAD" => " --head".to_owned(),
        method if method.bytes().all(|byte| byte.is_ascii_alphanumeric()) => {
            format!(" --request {method}")
        }
        method => format!(" --request {}", argument(method.as_bytes())),
    };
    let mut lines = vec![format!("curl --globoff{method} {}", quoted(&url))];
    lines.extend(options);
    lines.join(" \\\n  ")
}

fn sent(entries: &[Entry]) -> impl Iterator<Item = &Entry> {
    entries.iter().filter(|entry| entry.enabled)
}

fn body(body: &RequestBody) -> Vec<String> {
    let value = |entry: &Entry| entry.value.clone().unwrap_or_default();
    match body {
        RequestBody::None => Vec::new(),
        RequestBody::Text(text, _) => vec![format!("--data-raw {}", quoted(text))],
        RequestBody::Form(entries) => sent(entries)
            .map(|entry| {
                let pair = format!("{}={}", entry.key, value(entry));
                format!("--data-urlencode {}", quoted(&pair))
            })
            .collect(),
        RequestBody::Parts(entries) => sent(entries)
            .map(|entry| {
                let pair = match entry.kind {
                    EntryKind::File => format!("{}=@{}", entry.key, value(entry)),
                    _ => format!("{}={}", entry.key, value(entry)),
                };
                let option = if entry.kind == EntryKind::File {
                    "--form"
                } else {
                    "--form-string"
                };
                format!("{option} {}", quoted(&pair))
            })
            .collect(),
        RequestBody::File(name) => vec![format!("--data-binary {}", quoted(&format!("@{name}")))],
    }
}

/// A word of the shell, in which `{{name}}` is a variable.
fn quoted(text: &str) -> String {
    let mut word = String::new();
    let mut rest = text;
    while let Some((before, opened)) = rest.split_once("{{") {
        let Some((name, after)) = opened.split_once("}}") else {
            break;
        };
        if name.is_empty() || name.contains(['{', '"', '\n']) {
            break;
        }
        if !before.is_empty() {
            word += &argument(before.as_bytes());
        }
        word += &["\"${", &variable(name), "}\""].concat();
        rest = after;
    }
    if !rest.is_empty() || word.is_empty() {
        word += &argument(rest.as_bytes());
    }
    word
}

/// The variable of a name.
pub(super) fn variable(name: &str) -> String {
    let mut variable = String::new();
    let mut before_is_lower = false;
    for character in name.chars() {
        if character.is_uppercase() && before_is_lower {
            variable.push('_');
        }
        before_is_lower = character.is_lowercase();
        if character.is_ascii_alphanumeric() {
            variable.push(character.to_ascii_uppercase());
        } else {
            variable.push('_');
        }
    }
    if variable.starts_with(|first: char| first.is_ascii_digit()) || variable.is_empty() {
        variable.insert(0, '_');
    }
    variable
}
