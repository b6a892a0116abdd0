//! What may be shown of a request: its URL, headers and body with every secret replaced by [`MASK`].
//!
//! Everything that shows a request uses this module.

pub mod json;
mod keys;
pub mod parts;
mod sent;
pub mod url;

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use bytes::Bytes;
use http::Method;
use http::header::{self, HeaderMap, HeaderName, HeaderValue};
use percent_encoding::percent_decode_str;

pub use self::keys::Keys;
pub use self::sent::sent;
pub use self::url::UrlSecrets;
use crate::body::Body;
use crate::content::Source;
use crate::meta::{CodecId, EndpointMeta, FieldLocation, ParamMeta};
use crate::multipart::{Content, Segment, quoted};

/// The replacement of a secret.
pub const MASK: &str = "***";

/// A request in a form that can be shown.
#[derive(Clone)]
pub struct Shown {
    pub method: Method,
    pub url: String,
    pub headers: Vec<(HeaderName, Bytes)>,
    pub body: Vec<Piece>,
}

/// A part of a body.
#[derive(Clone)]
pub enum Piece {
    Bytes(Bytes),
    File(Arc<Path>),
    /// Content of a stream, which has not been read.
    Stream,
}

impl Shown {
    /// The request as it is sent.
    pub fn unredacted(request: &http::Request<Body>) -> Self {
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

    /// The request with its secrets redacted.
    pub fn redacted(request: &http::Request<Body>, meta: &EndpointMeta) -> Self {
        let headers = request.headers();
        Self {
            method: request.method().clone(),
            url: url::redacted(request, meta),
            headers: redacted_headers(headers),
            body: Secrets::of(meta, &Keys::default()).redacted(headers, pieces(request)),
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
        Segment::Streamed(content) => match &content.source {
            Source::Bytes(bytes) => Piece::Bytes(bytes.clone()),
            Source::File(path, _) => Piece::File(Arc::clone(path)),
            Source::Replay(_) | Source::Once(_) => Piece::Stream,
        },
    });
    pieces.collect()
}

/// The header fields with secret values redacted. The scheme of credentials (`Bearer`) is not secret.
#[must_use]
pub fn redacted_headers(headers: &HeaderMap) -> Vec<(HeaderName, Bytes)> {
    let redacted = |name: &HeaderName, value: &HeaderValue| {
        if !is_secret_header(name, value) {
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
        .map(|(name, value)| (name.clone(), redacted(name, value)))
        .collect()
}

/// Whether a header holds a secret: it is marked as sensitive, or does so by its purpose.
#[must_use]
pub fn is_secret_header(name: &HeaderName, value: &HeaderValue) -> bool {
    value.is_sensitive() || is_always_secret(name)
}

/// Whether a header holds a secret by its purpose, whether or not it is marked as sensitive.
pub fn is_always_secret(name: &HeaderName) -> bool {
    const SECRET: [HeaderName; 4] = [
        header::AUTHORIZATION,
        header::PROXY_AUTHORIZATION,
        header::COOKIE,
        header::SET_COOKIE,
    ];
    const BY_NAME: [&str; 12] = [
        "authentication-info",
        "proxy-authentication-info",
        "token",
        "auth-token",
        "private-token",
        "job-token",
        "vault-token",
        "csrf-token",
        "xsrf-token",
        "session-token",
        "security-token",
        "password",
    ];
    let name = name.as_str();
    let bare = name.strip_prefix("x-").unwrap_or(name);
    // `x-amz-security-token`, `x-goog-api-key`, `x-shopify-access-token`
    let by_end = ["api-key", "access-token", "security-token", "client-secret"];
    SECRET.iter().any(|secret| secret == name)
        || BY_NAME.contains(&bare)
        || by_end.iter().any(|end| {
            let before = bare.strip_suffix(end);
            before.is_some_and(|before| before.is_empty() || before.ends_with('-'))
        })
}

/// The secrets of a body.
pub struct Secrets<'a> {
    meta: &'a EndpointMeta,
    /// Names that are secret everywhere, in addition to those of the declaration.
    keys: &'a Keys,
}

impl<'a> Secrets<'a> {
    /// The secrets of a declaration, and `keys`.
    #[must_use]
    pub fn of(meta: &'a EndpointMeta, keys: &'a Keys) -> Self {
        Self { meta, keys }
    }

    #[must_use]
    pub fn keys(&self) -> &'a Keys {
        self.keys
    }

    /// Whether the declaration has secrets in the body.
    #[must_use]
    pub fn are_in_body(&self) -> bool {
        let places = [
            FieldLocation::Body,
            FieldLocation::BodyField,
            FieldLocation::Part,
        ];
        places
            .into_iter()
            .any(|place| self.declared(place).next().is_some())
    }

    pub fn declared(
        &self,
        place: FieldLocation,
    ) -> impl Iterator<Item = &'static ParamMeta> + use<> {
        let parameters = self.meta.parameters.iter();
        parameters.filter(move |parameter| parameter.secret && parameter.location == place)
    }

    #[must_use]
    pub fn is_key(&self, name: &str) -> bool {
        self.keys.has(name)
    }

    #[must_use]
    pub fn is_field(&self, name: &str) -> bool {
        self.is_key(name)
            || self
                .declared(FieldLocation::BodyField)
                .any(|field| field.name == name)
    }

    #[must_use]
    pub fn is_part(&self, name: &str) -> bool {
        // The name of a part has its quotes encoded.
        self.is_key(name)
            || self
                .declared(FieldLocation::Part)
                .any(|part| quoted(part.name) == name)
    }

    fn codec(&self) -> Option<CodecId> {
        self.meta.body.map(|codec| codec.id)
    }

    /// Whether the secrets in the body have the names of the declaration. Another codec, or serde attributes, may write them under other names.
    #[must_use]
    pub fn has_names(&self) -> bool {
        let mut fields = self.declared(FieldLocation::BodyField).peekable();
        fields.peek().is_none()
            || (matches!(
                self.codec(),
                Some(CodecId::ApplicationJson | CodecId::UrlEncoded)
            ) && !fields.any(|field| field.flatten))
    }

    /// A body with its secrets redacted; all of it if they cannot be located.
    #[must_use]
    pub fn redacted(&self, headers: &HeaderMap, pieces: Vec<Piece>) -> Vec<Piece> {
        if pieces.is_empty() {
            return pieces;
        }
        let all = || vec![Piece::Bytes(Bytes::from_static(MASK.as_bytes()))];
        if self.declared(FieldLocation::Body).next().is_some() {
            return all();
        }
        if let Some(boundary) = boundary(headers) {
            return parts::redacted(pieces, &boundary, &|name| self.is_part(name));
        }
        let has_secrets = self.declared(FieldLocation::BodyField).next().is_some()
            || self.declared(FieldLocation::Part).next().is_some();
        let text = match pieces.as_slice() {
            [Piece::Bytes(bytes)] => std::str::from_utf8(bytes).ok(),
            _ => None,
        };
        let redacted = text.and_then(|text| {
            // A byte order mark does not belong to the content.
            let rest = text.strip_prefix('\u{FEFF}').unwrap_or(text);
            let mark = text.get(..text.len() - rest.len())?;
            Some(mark.to_owned() + &self.redacted_text(&media_type(headers), rest)?)
        });
        match redacted {
            Some(redacted) => vec![Piece::Bytes(redacted.into())],
            None if has_secrets => all(),
            None => pieces,
        }
    }

    /// A text with its secrets redacted, if its format has names.
    fn redacted_text(&self, media_type: &str, text: &str) -> Option<String> {
        let names: Vec<&ParamMeta> = self.declared(FieldLocation::BodyField).collect();
        if !self.has_names() {
            return None;
        }
        let mut found = Vec::new();
        let is_declared = || {
            let codec = self.meta.body;
            codec.is_some_and(|codec| {
                codec.id == CodecId::ApplicationJson && is_essence(codec.content_type, media_type)
            })
        };
        let is_json = media_type == "application/json" || media_type.ends_with("+json");
        let redacted = if is_json || is_declared() {
            json::redacted(text, &mut |depth, key| {
                let declared = depth == 1 && names.iter().any(|name| name.name == key);
                if declared {
                    found.push(key.to_owned());
                }
                declared || self.is_key(key)
            })?
        } else if media_type == "application/x-www-form-urlencoded" {
            redacted_form(text, &mut |key, _| {
                let declared = names.iter().any(|name| name.name == key);
                if declared {
                    found.push(key.to_owned());
                }
                declared || self.is_key(key)
            })
        } else {
            return None;
        };
        // A required secret that was not found may be there under another name.
        let is_missing =
            |name: &&ParamMeta| name.required && !found.iter().any(|key| key == name.name);
        (self.codec() != Some(CodecId::ApplicationJson) || !names.iter().any(is_missing))
            .then_some(redacted)
    }
}

/// Whether a key of a form is secret. Each name in brackets counts on its own, and so does the key up to each bracket, because a declared name may
/// contain brackets (`user[password]`).
pub fn is_secret_in_form(key: &str, is_secret: &mut dyn FnMut(&str) -> bool) -> bool {
    let outer = key.match_indices('[').map(|(end, _)| &key[..end]);
    let inner = key
        .split('[')
        .skip(1)
        .map(|name| name.trim_end_matches(']'));
    // All names are passed to the closure, because the caller may count them.
    outer
        .chain(inner)
        .chain([key])
        .fold(false, |is, name| is_secret(name) | is)
}

/// A form (`a=1&b=2`) with the values redacted that are secret, by their key or by the value as it is written.
pub fn redacted_form(text: &str, is_secret: &mut dyn FnMut(&str, &[u8]) -> bool) -> String {
    let mut ranges = Vec::new();
    let mut start = 0;
    for pair in text.split('&') {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        let key = key.replace('+', " ");
        let decoded = percent_decode_str(&key).decode_utf8_lossy();
        if is_secret_in_form(&decoded, &mut |key| is_secret(key, value.as_bytes())) {
            let value_start = pair.len() - value.len();
            let entry = secret_entry(&decoded, &mut |key| is_secret(key, value.as_bytes()));
            let from = entry.and_then(|entry| after_bracket(pair, entry));
            let from = from.map_or(value_start, |from| from.min(value_start));
            ranges.push(start + from..start + pair.len());
        }
        start += pair.len() + 1;
    }
    without(text, ranges, MASK)
}

/// Whether a media type is this one without its parameters, in lower case.
fn is_essence(media_type: &str, essence: &str) -> bool {
    let own = media_type.split(';').next().unwrap_or_default();
    own.trim().eq_ignore_ascii_case(essence)
}

/// Which bracket of a key begins the key of an entry of a secret map; an index of a list is no secret.
fn secret_entry(key: &str, is_secret: &mut dyn FnMut(&str) -> bool) -> Option<usize> {
    let mut brackets = key.match_indices('[').enumerate();
    let (first, _) = brackets.find(|(_, (end, _))| is_secret(&key[..*end]))?;
    let names = key.split('[').skip(1).enumerate().skip(first);
    let is_index = |name: &str| {
        let name = name.trim_end_matches(']');
        name.bytes().all(|byte| byte.is_ascii_digit())
    };
    let mut entries = names.filter(|(_, name)| !is_index(name));
    entries.next().map(|(number, _)| number)
}

/// The position behind a bracket of a pair, as it is written.
fn after_bracket(pair: &str, number: usize) -> Option<usize> {
    let bytes = pair.as_bytes();
    let mut ends = (0..bytes.len()).filter_map(|at| match &bytes[at..] {
        [b'[', ..] => Some(at + 1),
        [b'%', b'5', b'B' | b'b', ..] => Some(at + 3),
        _ => None,
    });
    ends.nth(number)
}

/// The media type of a message, in lower case and without parameters.
pub fn media_type(headers: &HeaderMap) -> String {
    let value = headers.get(header::CONTENT_TYPE);
    let value = value
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let media_type = value.split(';').next().unwrap_or_default();
    media_type.trim().to_ascii_lowercase()
}

/// The boundary of a multipart form.
pub fn boundary(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
    let lower = value.to_ascii_lowercase();
    let start = lower
        .starts_with("multipart/")
        .then(|| lower.find("boundary="))??;
    let rest = value.get(start + "boundary=".len()..)?;
    let boundary = match rest.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next()?,
        None => rest.split(';').next()?.trim(),
    };
    parts::is_boundary(boundary.as_bytes()).then(|| boundary.to_owned())
}

/// A text with each of the ranges replaced by `replacement`.
#[must_use]
pub fn without(text: &str, mut ranges: Vec<Range<usize>>, replacement: &str) -> String {
    ranges.sort_by_key(|range| range.start);
    let mut redacted = String::with_capacity(text.len());
    let mut end = 0;
    for range in ranges.into_iter().filter(|range| !range.is_empty()) {
        // A secret inside another one is already gone.
        if range.start >= end {
            redacted.push_str(text.get(end..range.start).unwrap_or_default());
            redacted.push_str(replacement);
        }
        end = end.max(range.end);
    }
    redacted.push_str(text.get(end..).unwrap_or_default());
    redacted
}
