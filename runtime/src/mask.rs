//! What people may see of a request: its URL, headers and body with the mask in place of every secret.
//!
//! Whatever shows a request takes it from here.

mod echo;
pub(crate) mod json;
mod parts;
mod url;

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use bytes::Bytes;
use http::Method;
use http::header::{self, HeaderMap, HeaderName, HeaderValue};
use percent_encoding::percent_decode_str;

pub(crate) use self::echo::Sent;
pub(crate) use self::url::UrlSecrets;
use crate::body::Body;
use crate::meta::{EndpointMeta, ParamMeta, Place};
use crate::multipart::{Segment, quoted};
use crate::upload::Source;

/// What stands in place of a secret.
pub(crate) const MASK: &str = "***";

/// A request as it can be shown.
#[derive(Clone)]
pub(crate) struct Shown {
    pub(crate) method: Method,
    pub(crate) url: String,
    pub(crate) headers: Vec<(HeaderName, Bytes)>,
    pub(crate) body: Vec<Piece>,
}

/// A piece of a body.
#[derive(Clone)]
pub(crate) enum Piece {
    Bytes(Bytes),
    File(Arc<Path>),
    /// Content that is not there yet.
    Stream,
}

/// The content of a body that is sent while it is read, in the extensions of its request.
#[derive(Clone)]
pub(crate) struct Content(pub(crate) Arc<[Segment]>);

impl Shown {
    /// The request as it is sent.
    pub(crate) fn whole(request: &http::Request<Body>) -> Self {
        let headers = request.headers().iter();
        Self {
            method: request.method().clone(),
            url: request.uri().to_string(),
            headers: headers
                .map(|(name, value)| (name.clone(), Bytes::copy_from_slice(value.as_bytes())))
                .collect(),
            body: pieces(request),
        }
    }

    /// The request without its secrets.
    pub(crate) fn masked(request: &http::Request<Body>, meta: &EndpointMeta) -> Self {
        let headers = request.headers();
        Self {
            method: request.method().clone(),
            url: url::masked(request, meta),
            headers: masked_headers(headers),
            body: Secrets::of(meta).masked(headers, pieces(request)),
        }
    }
}

fn pieces(request: &http::Request<Body>) -> Vec<Piece> {
    if let Some(bytes) = request.body().as_bytes() {
        return if bytes.is_empty() {
            Vec::new()
        } else {
            vec![Piece::Bytes(Bytes::copy_from_slice(bytes))]
        };
    }
    let Some(Content(segments)) = request.extensions().get() else {
        return vec![Piece::Stream];
    };
    let pieces = segments.iter().map(|segment| match segment {
        Segment::Bytes(bytes) => Piece::Bytes(bytes.clone()),
        Segment::Upload(upload) => match upload.source() {
            Source::Bytes(bytes) => Piece::Bytes(bytes.clone()),
            Source::Path(path) => Piece::File(Arc::clone(path)),
            Source::Replay(_) | Source::Once(_) => Piece::Stream,
        },
    });
    pieces.collect()
}

/// The header fields, secret values masked. The scheme of credentials is no secret.
pub(crate) fn masked_headers(headers: &HeaderMap) -> Vec<(HeaderName, Bytes)> {
    let masked = |name: &HeaderName, value: &HeaderValue| {
        if !value.is_sensitive() && !is_always_secret(name) {
            return Bytes::copy_from_slice(value.as_bytes());
        }
        let scheme = ["Basic", "Bearer", "Digest"].into_iter().find(|scheme| {
            let rest = value.as_bytes().strip_prefix(scheme.as_bytes());
            rest.is_some_and(|rest| rest.starts_with(b" "))
        });
        scheme.map_or(Bytes::from_static(MASK.as_bytes()), |scheme| {
            format!("{scheme} {MASK}").into()
        })
    };
    headers
        .iter()
        .map(|(name, value)| (name.clone(), masked(name, value)))
        .collect()
}

/// Whether a header holds a secret by what it is for, be it marked or not.
fn is_always_secret(name: &HeaderName) -> bool {
    const SECRET: [HeaderName; 4] = [
        header::AUTHORIZATION,
        header::PROXY_AUTHORIZATION,
        header::COOKIE,
        header::SET_COOKIE,
    ];
    SECRET.contains(name) || ["x-api-key", "api-key", "x-auth-token"].contains(&name.as_str())
}

/// What is secret in a body.
pub(crate) struct Secrets<'a> {
    meta: &'a EndpointMeta,
    /// Keys in JSON and in forms that are secrets wherever they stand, besides those of the declaration, in lower case.
    keys: &'a [String],
}

impl<'a> Secrets<'a> {
    pub(crate) fn of(meta: &'a EndpointMeta) -> Self {
        Self { meta, keys: &[] }
    }

    pub(crate) fn with_keys(self, keys: &'a [String]) -> Self {
        Self { keys, ..self }
    }

    fn declared(&self, place: Place) -> impl Iterator<Item = &'static ParamMeta> + use<> {
        let parameters = self.meta.parameters.iter();
        parameters.filter(move |parameter| parameter.secret && parameter.place == place)
    }

    fn is_key(&self, name: &str) -> bool {
        is_key(self.keys, name)
    }

    fn is_field(&self, name: &str) -> bool {
        self.is_key(name)
            || self
                .declared(Place::BodyField)
                .any(|field| field.name == name)
    }

    fn is_part(&self, name: &str) -> bool {
        // In the head of a part a name is written with its quotes encoded.
        self.is_key(name)
            || self
                .declared(Place::Part)
                .any(|part| quoted(part.name) == name)
    }

    /// Whether the secrets in the body stand under their own names. Another codec may write them under others, and so may serde.
    fn has_names(&self) -> bool {
        let mut fields = self.declared(Place::BodyField).peekable();
        let codec = self.meta.body.unwrap_or_default();
        fields.peek().is_none()
            || (["Json", "Form"].contains(&codec) && !fields.any(|field| field.flatten))
    }

    /// A body whose secrets are masked; all of it where they cannot be told from the rest.
    pub(crate) fn masked(&self, headers: &HeaderMap, pieces: Vec<Piece>) -> Vec<Piece> {
        if pieces.is_empty() {
            return pieces;
        }
        let all = || vec![Piece::Bytes(Bytes::from_static(MASK.as_bytes()))];
        if self.declared(Place::Body).next().is_some() {
            return all();
        }
        if let Some(boundary) = boundary(headers) {
            return parts::masked(pieces, &boundary, &|name| self.is_part(name));
        }
        let has_secrets = self.declared(Place::BodyField).next().is_some()
            || self.declared(Place::Part).next().is_some();
        let text = match pieces.as_slice() {
            [Piece::Bytes(bytes)] => std::str::from_utf8(bytes).ok(),
            _ => None,
        };
        match text.and_then(|text| self.masked_text(&media_type(headers), text)) {
            Some(masked) => vec![Piece::Bytes(masked.into())],
            None if has_secrets => all(),
            None => pieces,
        }
    }

    /// A text whose secrets are masked, where it is in a format that has names.
    fn masked_text(&self, media_type: &str, text: &str) -> Option<String> {
        let names: Vec<&ParamMeta> = self.declared(Place::BodyField).collect();
        if !self.has_names() {
            return None;
        }
        let mut found = Vec::new();
        let masked = if media_type == "application/json" || media_type.ends_with("+json") {
            json::masked(text, &mut |depth, key| {
                let declared = depth == 1 && names.iter().any(|name| name.name == key);
                if declared {
                    found.push(key.to_owned());
                }
                declared || self.is_key(key)
            })?
        } else if media_type == "application/x-www-form-urlencoded" {
            masked_form(text, &mut |key| {
                let declared = names.iter().any(|name| name.name == key);
                if declared {
                    found.push(key.to_owned());
                }
                declared || self.is_key(key)
            })
        } else {
            return None;
        };
        // What must be there and is not there may be there in another way.
        let is_missing =
            |name: &&ParamMeta| name.required && !found.iter().any(|key| key == name.name);
        (self.meta.body != Some("Json") || !names.iter().any(is_missing)).then_some(masked)
    }
}

/// Whether a name is one of those that are secrets everywhere.
pub(crate) fn is_key(keys: &[String], name: &str) -> bool {
    let name = name.to_lowercase();
    keys.contains(&name)
}

/// Whether a key of a form is a secret, by itself or by what it is a part of: what stands in brackets belongs to the name before them. A name may
/// have brackets too (`user[password]`).
fn is_secret_in_form(key: &str, is_secret: &mut dyn FnMut(&str) -> bool) -> bool {
    let outer = key.match_indices('[').map(|(end, _)| &key[..end]);
    // All are asked, because who asks may keep count.
    outer
        .chain([key])
        .fold(false, |is, name| is_secret(name) | is)
}

/// A form, `a=1&b=2`, secret values masked.
pub(crate) fn masked_form(text: &str, is_secret: &mut dyn FnMut(&str) -> bool) -> String {
    let mut ranges = Vec::new();
    let mut start = 0;
    for pair in text.split('&') {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        let key = key.replace('+', " ");
        let decoded = percent_decode_str(&key).decode_utf8_lossy();
        if is_secret_in_form(&decoded, is_secret) {
            ranges.push(start + pair.len() - value.len()..start + pair.len());
        }
        start += pair.len() + 1;
    }
    without(text, ranges, MASK)
}

/// The media type that a message says it has, in lower case and without parameters.
pub(crate) fn media_type(headers: &HeaderMap) -> String {
    let value = headers.get(header::CONTENT_TYPE);
    let value = value
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let media_type = value.split(';').next().unwrap_or_default();
    media_type.trim().to_ascii_lowercase()
}

/// What separates the parts of a multipart form.
pub(crate) fn boundary(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
    let (_, boundary) = value.strip_prefix("multipart/")?.split_once("boundary=")?;
    let boundary = boundary.split(';').next()?.trim().trim_matches('"');
    Some(boundary.to_owned())
}

/// A text with the mask in place of what stands in the ranges.
fn without(text: &str, mut ranges: Vec<Range<usize>>, mask: &str) -> String {
    ranges.sort_by_key(|range| range.start);
    let mut masked = String::with_capacity(text.len());
    let mut end = 0;
    for range in ranges.into_iter().filter(|range| !range.is_empty()) {
        // One secret inside another is gone with it.
        if range.start >= end {
            masked.push_str(text.get(end..range.start).unwrap_or_default());
            masked.push_str(mask);
        }
        end = end.max(range.end);
    }
    masked.push_str(text.get(end..).unwrap_or_default());
    masked
}
