//! The differences between the expected and the received request.

use serde_json::{Map, Value};

use super::request::MockRequest;
use super::{names, report};
use callpoint::meta::FieldLocation;

/// Describes every part that differs, without secrets. Empty if the requests are equal apart from what the client adds.
pub(super) fn differences(wanted: &MockRequest, got: &MockRequest) -> Vec<String> {
    let mut found = Vec::new();
    if wanted.method() != got.method() {
        found.push(format!(
            "the method is {}, expected {}",
            got.method(),
            wanted.method()
        ));
    }
    path(wanted, got, &mut found);
    query(wanted, got, &mut found);
    headers(wanted, got, &mut found);
    body(wanted, got, &mut found);
    found
}

fn path(wanted: &MockRequest, got: &MockRequest, found: &mut Vec<String>) {
    for (name, value) in wanted.path_pairs() {
        let is_same = got
            .path_pairs()
            .iter()
            .any(|pair| *pair == (*name, value.clone()));
        if !is_same {
            let (wanted, got) = (wanted.shown_path(name), got.shown_path(name));
            found.push(format!(
                "path parameter `{name}` is {got}, expected {wanted}"
            ));
        }
    }
}

fn query(wanted: &MockRequest, got: &MockRequest, found: &mut Vec<String>) {
    let mut keys: Vec<&str> = Vec::new();
    for (key, _) in wanted.query_pairs().iter().chain(got.query_pairs()) {
        if !keys.contains(&key.as_str()) {
            keys.push(key);
        }
    }
    let values = |request: &MockRequest, key: &str| -> Vec<String> {
        let pairs = request.query_pairs().iter();
        pairs
            .filter(|pair| pair.0 == key)
            .map(|pair| pair.1.clone())
            .collect()
    };
    let wanted_meta = wanted.meta();
    for key in keys {
        // A key that the declaration does not have comes from the client's credentials.
        let known = names::in_query(wanted.meta());
        let is_open = known.is_none_or(|known| known.iter().any(|known| known == key));
        let is_ours = is_open || names::query_parameter(wanted.meta(), key).is_some();
        if is_ours && values(wanted, key) != values(got, key) {
            let (wanted, got) = (wanted.shown_query(key), got.shown_query(key));
            let key = names::shown_key(wanted_meta, key);
            let difference = format!("query parameter `{key}` is {got}, expected {wanted}");
            if !found.contains(&difference) {
                found.push(difference);
            }
        }
    }
}

/// Compares the headers that the expected request sets, and those that it could have set.
fn headers(wanted: &MockRequest, got: &MockRequest, found: &mut Vec<String>) {
    let written = wanted.headers().keys().map(http::HeaderName::as_str);
    let declared = (wanted.meta().parameters.iter())
        .filter(|parameter| parameter.location == FieldLocation::Header)
        .map(|parameter| parameter.name);
    let mut names: Vec<String> = written
        .chain(declared)
        .map(str::to_ascii_lowercase)
        .collect();
    names.sort_unstable();
    names.dedup();
    for name in names {
        let is_same = wanted
            .headers()
            .get_all(&name)
            .iter()
            .eq(got.headers().get_all(&name).iter());
        if !is_same {
            let (wanted, got) = (wanted.shown_header(&name), got.shown_header(&name));
            found.push(format!("header `{name}` is {got}, expected {wanted}"));
        }
    }
}

fn body(wanted: &MockRequest, got: &MockRequest, found: &mut Vec<String>) {
    if wanted.body() == got.body() {
        return;
    }
    let object = |request: &MockRequest| serde_json::from_slice::<Value>(request.body()).ok();
    match (object(wanted), object(got)) {
        // Maps are serialized in any order.
        (Some(one), Some(other)) if one == other => {}
        (Some(Value::Object(wanted_fields)), Some(Value::Object(fields))) => {
            body_fields(wanted, &wanted_fields, &fields, found);
        }
        _ => found.push(format!(
            "the body differs: it has {} bytes, expected {}",
            got.body().len(),
            wanted.body().len()
        )),
    }
}

fn body_fields(
    request: &MockRequest,
    wanted: &Map<String, Value>,
    got: &Map<String, Value>,
    found: &mut Vec<String>,
) {
    let names = wanted
        .keys()
        .chain(got.keys().filter(|key| !wanted.contains_key(*key)));
    for name in names {
        let (wanted, got) = (wanted.get(name), got.get(name));
        if wanted == got {
            continue;
        }
        // A whole body may contain secrets that the declaration does not know.
        let is_field = |location| location == FieldLocation::BodyField;
        let is_declared = (request.meta().parameters.iter())
            .any(|parameter| is_field(parameter.location) && parameter.name == name);
        let is_hidden = !is_declared || names::is_secret(request.meta(), is_field, name);
        let shown = |value: Option<&Value>| {
            let text = value.map(|value| match value {
                Value::String(text) => text.clone(),
                other => other.to_string(),
            });
            report::values(text.iter().map(String::as_str), is_hidden)
        };
        let (wanted, got) = (shown(wanted), shown(got));
        found.push(format!("body field `{name}` is {got}, expected {wanted}"));
    }
}
