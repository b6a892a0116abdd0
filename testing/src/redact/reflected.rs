//! Redacts responses: secrets that were sent and are reflected, and values of secret names.

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::header::{COOKIE, HeaderMap, HeaderName};
use percent_encoding::percent_decode_str;

use super::finder::Finder;
use super::scan::{Kind, Scanner};
use callpoint::__private::redact::Keys;
use callpoint::__private::redact::json::Role;
use callpoint::__private::redact::{
    MASK, Secrets, boundary, is_always_secret, is_secret_in_form, json, media_type, parts,
    redacted_form, url,
};
use callpoint::Body;
use callpoint::meta::{EndpointMeta, FieldLocation};

/// Keys of at least this length are searched for secrets.
const MIN_KEY: usize = 16;

/// The byte order mark of UTF-8, which is not part of the text.
const MARK: &[u8] = b"\xEF\xBB\xBF";

/// The secrets of one request, to be redacted in its response.
#[derive(Debug, Clone, Default)]
pub(crate) struct SentSecrets {
    values: BTreeSet<Vec<u8>>,
}

impl SentSecrets {
    /// Collects the secrets in the head of a request.
    pub(crate) fn in_head(request: &http::Request<Body>, meta: &EndpointMeta, keys: &Keys) -> Self {
        let mut sent = Self::default();
        let nothing = Finder::default();
        let scanner = Scanner {
            sent: &nothing,
            keys,
        };
        sent.add_form(request.uri().query().unwrap_or_default(), &|name| {
            keys.has(name)
        });
        sent.add_all(&scanner.named(request.uri().to_string().as_bytes(), Kind::Value));
        for value in url::values(request, meta) {
            // A path from a link is redacted as a whole. A segment that is not in the template may be reflected alone.
            let own = |part: &&str| !meta.template.split(['/', '?']).any(|text| text == *part);
            for part in value.split('/').filter(own).chain([value.as_str()]) {
                sent.add(&percent_decode_str(part).collect::<Vec<u8>>());
            }
        }
        for (name, value) in request.headers() {
            if value.is_sensitive() || is_always_secret(name) {
                sent.add_credentials(value.as_bytes());
                if name == COOKIE {
                    let pairs = value.as_bytes().split(|&byte| byte == b';');
                    let values = pairs.filter_map(|pair| {
                        let equals = pair.iter().position(|&byte| byte == b'=')?;
                        pair.get(equals + 1..)
                    });
                    values.for_each(|value| sent.add(value));
                }
            } else {
                sent.add_all(&scanner.named(value.as_bytes(), Kind::Value));
            }
        }
        sent
    }

    /// Adds the secrets in the part of the request body that was sent.
    pub(crate) fn add_body(&mut self, secrets: &Secrets<'_>, headers: &HeaderMap, body: &[u8]) {
        let body = body.strip_prefix(MARK).unwrap_or(body);
        let media_type = media_type(headers);
        let text = std::str::from_utf8(body);
        if secrets.declared(FieldLocation::Body).next().is_some() {
            self.add(body);
            let Ok(text) = text else { return };
            // A token in it may be reflected alone.
            json::each_value(text, &mut |value| self.add_scalar(value));
            if media_type == "application/x-www-form-urlencoded" {
                self.add_form(text, &|_| true);
            } else if media_type.ends_with("xml") {
                self.add_texts(text);
            }
        } else if let Some(boundary) = boundary(headers) {
            for part in parts::values(body, &boundary, &|name| secrets.is_part(name)) {
                self.add(part);
            }
        } else if let Ok(text) = text {
            if media_type == "application/x-www-form-urlencoded" {
                self.add_form(text, &|name| secrets.is_field(name));
            } else if media_type.ends_with("xml") && !secrets.has_names() {
                // It is unknown which of the texts is the secret.
                self.add_texts(text);
            } else {
                let is_named = secrets.has_names();
                self.add_json(text, &mut |depth, key| {
                    !is_named || secrets.is_key(key) || (depth == 1 && secrets.is_field(key))
                });
            }
        }
        let scanner = Scanner {
            sent: &Finder::default(),
            keys: secrets.keys(),
        };
        self.add_all(&scanner.named(body, Kind::Body));
    }

    /// Adds the texts of an XML document.
    fn add_texts(&mut self, xml: &str) {
        let texts = xml.split('>').filter_map(|piece| piece.split('<').next());
        texts.for_each(|text| self.add(text.trim().as_bytes()));
    }

    fn add_form(&mut self, form: &str, is_secret: &dyn Fn(&str) -> bool) {
        for pair in form.split('&') {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            let key = String::from_utf8_lossy(&decoded(key)).into_owned();
            if is_secret_in_form(&key, &mut |name| is_secret(name)) {
                self.add(&decoded(value));
            }
        }
    }

    fn add_json(&mut self, text: &str, is_secret: &mut dyn FnMut(usize, &str) -> bool) {
        for value in json::values(text, is_secret).unwrap_or_default() {
            json::each_value(value, &mut |value| self.add_scalar(value));
        }
    }

    fn add_scalar(&mut self, scalar: &str) {
        match serde_json::from_str::<String>(scalar) {
            Ok(text) => self.add(text.as_bytes()),
            // `true`, `false` and `null` are not secrets.
            Err(_) if scalar.starts_with(|c: char| c.is_ascii_alphabetic()) => {}
            Err(_) => self.add(scalar.as_bytes()),
        }
    }

    /// `Basic …`, `Bearer …`: the secret follows the scheme.
    fn add_credentials(&mut self, value: &[u8]) {
        self.add(value);
        let Some(space) = value.iter().position(|&byte| byte == b' ') else {
            return;
        };
        let secret = &value[space + 1..];
        self.add(secret);
        if let Ok(pair) = STANDARD.decode(secret) {
            if let Some(colon) = pair.iter().position(|&byte| byte == b':') {
                self.add(&pair[colon + 1..]);
            }
            self.add(&pair);
        }
    }

    fn add_all(&mut self, values: &[Vec<u8>]) {
        for value in values {
            self.add(value);
        }
    }

    fn add(&mut self, value: &[u8]) {
        // An already redacted value is not a secret.
        if !value.is_empty() && value != MASK.as_bytes() {
            self.values.insert(value.to_vec());
        }
    }

    /// A finder for these secrets.
    pub(crate) fn finder(&self) -> Finder {
        Finder::new(self.values.clone())
    }
}

/// Decodes a name or value of a form.
fn decoded(text: &str) -> Vec<u8> {
    percent_decode_str(&text.replace('+', " ")).collect()
}

impl<'a> Scanner<'a> {
    pub(crate) fn new(sent: &'a Finder, keys: &'a Keys) -> Self {
        Self { sent, keys }
    }

    /// Redacts a value: a header field, a URL.
    pub(crate) fn redacted_value(&self, value: &[u8]) -> Bytes {
        if self.is_secret(value) {
            return Bytes::from_static(MASK.as_bytes());
        }
        self.redacted(value, Kind::Value).into()
    }

    /// Redacts the headers.
    pub(crate) fn redacted_headers(&self, headers: &HeaderMap) -> Vec<(HeaderName, Bytes)> {
        let redacted = callpoint::__private::redact::redacted_headers(headers).into_iter();
        redacted
            .map(|(name, value)| (name, self.redacted_value(&value)))
            .collect()
    }

    /// Whether a value is a secret from its first byte to its last.
    fn is_secret(&self, value: &[u8]) -> bool {
        self.sent.is_value(value)
            || std::str::from_utf8(value)
                .is_ok_and(|text| text.contains(['%', '+']) && self.sent.is_value(&decoded(text)))
    }

    /// Redacts a body: secrets that were sent, and values of secret names. Everything else stays unchanged, byte for byte.
    pub(crate) fn redacted_body(&self, headers: &HeaderMap, body: &[u8]) -> Bytes {
        let (mark, body) = body.split_at(if body.starts_with(MARK) {
            MARK.len()
        } else {
            0
        });
        let redacted = self.redacted_content(headers, body);
        if mark.is_empty() {
            return redacted;
        }
        [mark, &redacted].concat().into()
    }

    fn redacted_content(&self, headers: &HeaderMap, body: &[u8]) -> Bytes {
        if self.is_secret(body.trim_ascii()) {
            return Bytes::from_static(MASK.as_bytes());
        }
        let text = std::str::from_utf8(body);
        if let Some(redacted) = text.ok().and_then(|text| self.redacted_json(text)) {
            return redacted.into();
        }
        let media_type = media_type(headers);
        if let Ok(text) = text
            && media_type == "application/x-www-form-urlencoded"
        {
            let redacted = redacted_form(text, &mut |key, value| {
                self.keys.has(key) || self.is_secret(value)
            });
            return self.redacted(redacted.as_bytes(), Kind::Body).into();
        }
        let boundary = boundary(headers).or_else(|| parts::boundary_of(body));
        let redacted = match boundary {
            Some(boundary) => parts::redacted_bytes(body, &boundary, &|name| self.keys.has(name)),
            None => self.redacted_lines(body),
        };
        let kind = if media_type == "text/event-stream" {
            Kind::Events
        } else {
            Kind::Body
        };
        self.redacted(&redacted, kind).into()
    }

    /// Redacts lines of JSON, and events that contain JSON.
    fn redacted_lines(&self, body: &[u8]) -> Vec<u8> {
        let mut redacted = Vec::with_capacity(body.len());
        for line in body.split_inclusive(|&byte| byte == b'\n') {
            let is_open = |byte: &u8| matches!(byte, b'{' | b'[');
            let start = line.iter().position(is_open).unwrap_or(line.len());
            let (before, rest) = line.split_at(start);
            let text = std::str::from_utf8(rest).ok();
            let json = text.and_then(|text| self.redacted_json(text));
            redacted.extend_from_slice(before);
            redacted.extend_from_slice(json.as_deref().map_or(rest, str::as_bytes));
        }
        redacted
    }

    /// Redacts JSON. Values keep their type, so that the response can still be deserialized.
    fn redacted_json(&self, text: &str) -> Option<String> {
        let change = |scalar: &str, role: Role| {
            let is_secret = role == Role::Secret;
            if let Ok(text) = serde_json::from_str::<String>(scalar) {
                let redacted = match role {
                    Role::Secret if !text.is_empty() => MASK.to_owned(),
                    // A short key is a name of the API, even if it equals somebody's password.
                    Role::Key if text.len() < MIN_KEY => return None,
                    _ if self.is_secret(text.as_bytes()) => MASK.to_owned(),
                    _ => {
                        let redacted = self.redacted(text.as_bytes(), Kind::Value);
                        String::from_utf8_lossy(&redacted).into_owned()
                    }
                };
                return (redacted != text).then(|| serde_json::Value::from(redacted).to_string());
            }
            let is_number = scalar.starts_with(|c: char| c == '-' || c.is_ascii_digit());
            let hides = is_number && (is_secret || self.sent.is_value(scalar.as_bytes()));
            hides.then(|| "0".to_owned())
        };
        json::changed(text, &|key| self.keys.has(key), &change)
    }
}
