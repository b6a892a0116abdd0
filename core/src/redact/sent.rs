//! The secrets of a request by their values, so that a response that repeats them can be shown.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use percent_encoding::percent_decode_str;

use super::{Keys, Secrets, boundary, is_always_secret, is_secret_in_form, json, parts, url};
use crate::body::Body;
use crate::meta::{EndpointMeta, FieldLocation};

/// The values that were sent as secrets, the longest first: one may begin with another.
#[must_use]
pub fn sent(request: &http::Request<Body>, meta: &EndpointMeta) -> Vec<String> {
    let mut sent = Vec::new();
    for value in url::values(request, meta) {
        // A path from a link is secret as a whole; a segment of it may be repeated alone.
        let is_own = |part: &&str| !meta.template.split(['/', '?']).any(|text| text == *part);
        for part in value.split('/').filter(is_own).chain([value.as_str()]) {
            sent.push(percent_decode_str(part).decode_utf8_lossy().into_owned());
            sent.push(part.to_owned());
        }
    }
    for (name, value) in request.headers() {
        if value.is_sensitive() || is_always_secret(name) {
            add_credentials(&mut sent, &String::from_utf8_lossy(value.as_bytes()));
        }
    }
    add_body(&mut sent, request, meta);
    sent.retain(|value| !value.trim().is_empty());
    sent.sort_by_key(|value| std::cmp::Reverse(value.len()));
    sent.dedup();
    sent
}

/// `Basic …`, `Bearer …`: the secret follows the scheme. Cookies are pairs.
fn add_credentials(sent: &mut Vec<String>, value: &str) {
    sent.push(value.to_owned());
    for pair in value.split("; ") {
        sent.extend(pair.split_once('=').map(|(_, value)| value.to_owned()));
    }
    let Some((_, secret)) = value.split_once(' ') else {
        return;
    };
    sent.push(secret.to_owned());
    let pair = STANDARD.decode(secret).ok();
    let pair = pair.and_then(|pair| String::from_utf8(pair).ok());
    if let Some((_, password)) = pair.as_ref().and_then(|pair| pair.split_once(':')) {
        sent.push(password.to_owned());
    }
}

fn add_body(sent: &mut Vec<String>, request: &http::Request<Body>, meta: &EndpointMeta) {
    let keys = Keys::default();
    let secrets = Secrets::of(meta, &keys);
    let body = request.body().as_bytes().filter(|_| secrets.are_in_body());
    let Some(body) = body else { return };
    let is_whole = secrets.declared(FieldLocation::Body).next().is_some();
    if let Some(boundary) = boundary(request.headers()) {
        let parts = parts::values(body, &boundary, &|name| secrets.is_part(name));
        sent.extend(
            parts
                .iter()
                .map(|part| String::from_utf8_lossy(part).into_owned()),
        );
        return;
    }
    let Ok(text) = std::str::from_utf8(body) else {
        return;
    };
    // Where a secret has another name than its field, each value may be it.
    let is_named = !is_whole && secrets.has_names();
    if let Some(values) = json::values(text, &mut |depth, key| {
        !is_named || (depth == 1 && secrets.is_field(key))
    }) {
        let values = if is_whole { vec![text] } else { values };
        for value in values {
            json::each_value(value, &mut |scalar| {
                // `true`, `false` and `null` are no secrets.
                if let Ok(text) = serde_json::from_str::<String>(scalar) {
                    sent.push(text);
                } else if !scalar.starts_with(|c: char| c.is_ascii_alphabetic()) {
                    sent.push(scalar.to_owned());
                }
            });
        }
        return;
    }
    if is_whole {
        sent.push(text.to_owned());
    }
    for pair in text.split('&') {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        let decoded = |text: &str| {
            let spaced = text.replace('+', " ");
            percent_decode_str(&spaced).decode_utf8_lossy().into_owned()
        };
        let is_secret = &mut |name: &str| !is_named || secrets.is_field(name);
        if is_secret_in_form(&decoded(key), is_secret) {
            sent.push(decoded(value));
        }
    }
}
