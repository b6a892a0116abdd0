//! Reads `multipart/form-data` (RFC 7578) that is in memory.

use std::fmt;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
use memchr::memmem;

use crate::meta::EndpointMeta;
use crate::multipart::quoted;

/// The parts of a form.
pub struct Parts {
    pub(super) meta: &'static EndpointMeta,
    parts: Vec<Part>,
}

pub(super) struct Part {
    /// Encoded.
    name: String,
    pub(super) file_name: Option<String>,
    pub(super) content_type: Option<HeaderValue>,
    pub(super) content: Bytes,
}

/// More than any form has: each costs as much memory as it has, and some more.
const MOST: usize = 10_000;

impl Parts {
    pub(super) fn read(
        meta: &'static EndpointMeta,
        headers: &HeaderMap,
        body: &Bytes,
    ) -> Result<Self, &'static str> {
        let content_type = headers.get(CONTENT_TYPE).and_then(|it| it.to_str().ok());
        let boundary = content_type
            .and_then(|text| parameter(text, "boundary"))
            .filter(|boundary| !boundary.is_empty() && boundary.len() <= 70)
            .ok_or("it names no boundary of its parts")?;
        let mut parts = Vec::new();
        let ends = "it does not end as its parts do";
        let first = format!("--{boundary}");
        let between = format!("\r\n--{boundary}");
        let between = memmem::Finder::new(&between);
        let mut start = match body.strip_prefix(first.as_bytes()) {
            Some(_) => first.len(),
            // What is before the first part is ignored (RFC 2046, section 5.1.1).
            None => between.find(body).ok_or(ends)? + between.needle().len(),
        };
        loop {
            let rest = body.get(start..).unwrap_or_default();
            if rest.starts_with(b"--") {
                return Ok(Self { meta, parts });
            }
            let line = memmem::find(rest, b"\r\n").ok_or(ends)?;
            if !rest[..line].iter().all(|byte| b" \t".contains(byte)) {
                return Err(ends);
            }
            // The line feed before the head belongs to an empty one too.
            let head_start = start + line;
            let head_length = memmem::find(&body[head_start..], b"\r\n\r\n").ok_or(ends)?;
            let content_start = head_start + head_length + 4;
            // Where the content is empty, the line break that ends the head is the one before the boundary.
            let length = between.find(&body[content_start - 2..]).ok_or(ends)?;
            let content_end = (content_start + length)
                .saturating_sub(2)
                .max(content_start);
            let content = body.slice(content_start..content_end);
            let head = &body[head_start..head_start + head_length];
            parts.push(Part::read(head, content).ok_or("a part has no name")?);
            if parts.len() > MOST {
                return Err("it has too many parts");
            }
            start = content_start - 2 + length + between.needle().len();
        }
    }

    /// The parts of a name. Both are compared as they are written, where a percent sign stands for itself.
    pub(super) fn named(&self, name: &str) -> impl Iterator<Item = &Part> {
        let name = quoted(name);
        self.parts.iter().filter(move |part| part.name == name)
    }
}

impl Part {
    fn read(head: &[u8], content: Bytes) -> Option<Self> {
        let head = std::str::from_utf8(head).ok()?;
        let (mut disposition, mut content_type) = (None, None);
        for line in head.split("\r\n").filter(|line| !line.is_empty()) {
            let (name, value) = line.split_once(':')?;
            let value = value.trim_matches([' ', '\t']);
            if name.eq_ignore_ascii_case("content-disposition") {
                disposition = Some(value);
            } else if name.eq_ignore_ascii_case("content-type") {
                content_type = Some(HeaderValue::from_str(value).ok()?);
            }
        }
        let disposition = disposition?;
        Some(Self {
            name: parameter(disposition, "name")?,
            file_name: parameter(disposition, "filename").map(|name| unquoted(&name)),
            content_type,
            content,
        })
    }
}

/// A parameter of a header value. In a quoted one nothing but the quote is special (WHATWG HTML, "multipart/form-data encoding algorithm").
fn parameter(value: &str, wanted: &str) -> Option<String> {
    let mut rest = value;
    loop {
        let (_, after) = rest.split_once(';')?;
        let (name, text) = after.split_once('=')?;
        let (text, next) = match text.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"')?,
            None => text.split_at(text.find(';').unwrap_or(text.len())),
        };
        if name.trim().eq_ignore_ascii_case(wanted) {
            return Some(text.to_owned());
        }
        rest = next;
    }
}

/// A name with quotes and control characters, which are written encoded.
fn unquoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        out.push_str(before);
        let code = after
            .get(..2)
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        if let Some(code) = code.filter(|code| *code == b'"' || code.is_ascii_control()) {
            out.push(char::from(code));
            rest = after.get(2..).unwrap_or_default();
        } else {
            out.push('%');
            rest = after;
        }
    }
    out + rest
}

/// Shows how many there are.
impl fmt::Debug for Parts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Parts({})", self.parts.len())
    }
}
