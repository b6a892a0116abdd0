//! Secrets that come back: what was sent as one, and what an answer names as one.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::header::{COOKIE, HeaderMap, HeaderName};
use percent_encoding::{percent_decode_str, utf8_percent_encode};

use super::json::Role;
use super::{
    MASK, Secrets, boundary, is_always_secret, is_key, is_secret_in_form, json, masked_form,
    media_type, parts, url,
};
use crate::body::Body;
use crate::encode::{QUERY, SEGMENT};
use crate::meta::{EndpointMeta, Place};

/// Shorter secrets are taken out where they are all of a text. Inside of others they would take out what is none.
const MIN_INSIDE: usize = 4;

/// Secrets are looked for in keys that are no shorter.
const MIN_KEY: usize = 16;

/// The secrets of one request, to be taken out of its answer.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sent {
    /// The longest first: one may be a part of another.
    values: Vec<String>,
}

impl Sent {
    /// What the head of a request holds.
    pub(crate) fn in_head(
        request: &http::Request<Body>,
        meta: &EndpointMeta,
        keys: &[String],
    ) -> Self {
        let mut sent = Self::default();
        sent.add_form(request.uri().query().unwrap_or_default(), &|name| {
            is_key(keys, name)
        });
        for value in url::values(request, meta) {
            // A path from a link is masked as a whole. What the template does not have may come back alone.
            let own = |part: &&str| !meta.template.split(['/', '?']).any(|text| text == *part);
            for part in value.split('/').filter(own).chain([value.as_str()]) {
                sent.add(&percent_decode_str(part).decode_utf8_lossy());
            }
        }
        for (name, value) in request.headers() {
            if value.is_sensitive() || is_always_secret(name) {
                let value = String::from_utf8_lossy(value.as_bytes());
                sent.add_credentials(&value);
                if name == COOKIE {
                    let values = value.split(';').filter_map(|pair| pair.split_once('='));
                    values.for_each(|(_, value)| sent.add(value));
                }
            }
        }
        sent
    }

    /// What the body of a request holds, as far as it was sent.
    pub(crate) fn add_body(&mut self, secrets: &Secrets<'_>, headers: &HeaderMap, body: &[u8]) {
        if let Some(boundary) = boundary(headers) {
            for part in parts::values(body, &boundary, &|name| secrets.is_part(name)) {
                self.add(&String::from_utf8_lossy(part));
            }
            return;
        }
        let Ok(text) = std::str::from_utf8(body) else {
            return;
        };
        if secrets.declared(Place::Body).next().is_some() {
            self.add(text);
            // A token in it may come back without the rest.
            json::each_value(text, &mut |value| self.add_scalar(value));
        } else if media_type(headers) == "application/x-www-form-urlencoded" {
            self.add_form(text, &|name| secrets.is_field(name));
        } else if media_type(headers).ends_with("xml") && !secrets.has_names() {
            // Which of the texts is the secret is not known here.
            let texts = text.split('>').filter_map(|piece| piece.split('<').next());
            texts.map(str::trim).for_each(|text| self.add(text));
        } else {
            let is_named = secrets.has_names();
            self.add_json(text, &mut |depth, key| {
                !is_named || secrets.is_key(key) || (depth == 1 && secrets.is_field(key))
            });
        }
    }

    fn add_form(&mut self, form: &str, is_secret: &dyn Fn(&str) -> bool) {
        let decoded = |text: &str| {
            let text = text.replace('+', " ");
            percent_decode_str(&text).decode_utf8_lossy().into_owned()
        };
        for pair in form.split('&') {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            let key = decoded(key);
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
            Ok(text) => self.add(&text),
            // `true`, `false` and `null` are no secrets.
            Err(_) if scalar.starts_with(|c: char| c.is_ascii_alphabetic()) => {}
            Err(_) => self.add(scalar),
        }
    }

    /// `Basic …`, `Bearer …`: the secret is behind the scheme.
    fn add_credentials(&mut self, value: &str) {
        self.add(value);
        let Some((_, secret)) = value.split_once(' ') else {
            return;
        };
        self.add(secret);
        let decoded = STANDARD.decode(secret).ok();
        if let Some(pair) = decoded.and_then(|decoded| String::from_utf8(decoded).ok()) {
            if let Some((_, password)) = pair.split_once(':') {
                self.add(password);
            }
            self.add(&pair);
        }
    }

    fn add(&mut self, value: &str) {
        let encoded = [
            value.to_owned(),
            utf8_percent_encode(value, QUERY).to_string(),
            utf8_percent_encode(value, SEGMENT).to_string(),
        ];
        for value in encoded {
            if !value.is_empty() && !self.values.contains(&value) {
                self.values.push(value);
            }
        }
        self.values
            .sort_by_key(|value| std::cmp::Reverse(value.len()));
    }

    /// A text without the secrets.
    pub(crate) fn taken_out(&self, text: &str) -> String {
        if self.values.iter().any(|value| value == text) {
            return MASK.to_owned();
        }
        let long = self.values.iter().filter(|value| value.len() >= MIN_INSIDE);
        long.fold(text.to_owned(), |text, value| text.replace(value, MASK))
    }

    /// The header fields of an answer without the secrets.
    pub(crate) fn taken_out_of_headers(&self, headers: &HeaderMap) -> Vec<(HeaderName, Bytes)> {
        let masked = super::masked_headers(headers).into_iter();
        masked
            .map(|(name, value)| match std::str::from_utf8(&value) {
                Ok(text) => (name, self.taken_out(text).into()),
                Err(_) => (name, value),
            })
            .collect()
    }

    /// The body of an answer without the secrets, and without the values of these keys.
    pub(crate) fn taken_out_of_body(
        &self,
        headers: &HeaderMap,
        body: &[u8],
        keys: &[String],
    ) -> Bytes {
        let Ok(text) = std::str::from_utf8(body) else {
            return self.taken_out_of_bytes(body);
        };
        if let Some(masked) = self.taken_out_of_json(text, keys) {
            return masked.into();
        }
        if media_type(headers) == "application/x-www-form-urlencoded" {
            let masked = masked_form(text, &mut |key| is_key(keys, key));
            return self.taken_out(&masked).into();
        }
        // Lines of JSON, and events with JSON in them.
        let lines = text.split_inclusive('\n').map(|line| {
            let start = line.find(['{', '[']).unwrap_or(line.len());
            let (before, rest) = line.split_at(start);
            let json = self.taken_out_of_json(rest, keys);
            json.map_or_else(
                || self.taken_out(line),
                |json| self.taken_out(before) + &json,
            )
        });
        lines.collect::<String>().into()
    }

    /// Values keep their type, so that the answer can still be read.
    fn taken_out_of_json(&self, text: &str, keys: &[String]) -> Option<String> {
        let change = |scalar: &str, role: Role| {
            let is_secret = role == Role::Secret;
            if let Ok(text) = serde_json::from_str::<String>(scalar) {
                let masked = match role {
                    Role::Secret if !text.is_empty() => MASK.to_owned(),
                    // A short one is a name of the API, even where somebody has it as a password.
                    Role::Key if text.len() < MIN_KEY => return None,
                    _ => self.taken_out(&text),
                };
                return (masked != text).then(|| serde_json::Value::from(masked).to_string());
            }
            let is_number = scalar.starts_with(|c: char| c == '-' || c.is_ascii_digit());
            let hides = is_number && (is_secret || self.values.iter().any(|value| value == scalar));
            hides.then(|| "0".to_owned())
        };
        json::changed(text, &|key| is_key(keys, key), &change)
    }

    fn taken_out_of_bytes(&self, body: &[u8]) -> Bytes {
        let mut bytes = body.to_vec();
        for value in self.values.iter().filter(|value| value.len() >= MIN_INSIDE) {
            let mut from = 0;
            while let Some(at) =
                parts::find(bytes.get(from..).unwrap_or_default(), value.as_bytes())
            {
                let start = from + at;
                bytes.splice(start..start + value.len(), MASK.bytes());
                from = start + MASK.len();
            }
        }
        bytes.into()
    }
}
