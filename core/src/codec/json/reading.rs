//! A body while it is read: what is the same for all types, and compiled once.

use std::str::Utf8Error;

use crate::codec::failure::{Failure, Kept};

/// Some servers send it, and a reader may ignore it (RFC 8259, section 8.1).
const BYTE_ORDER_MARK: [u8; 3] = *b"\xEF\xBB\xBF";

type Deserializer<'a> = serde_json::Deserializer<serde_json::de::StrRead<'a>>;

/// What is the same for all types, and compiled once.
pub(super) struct Reading<'a> {
    pub(super) body: &'a [u8],
    /// Reads nothing where the body is not UTF-8.
    pub(super) json: Deserializer<'a>,
    /// Why the body is not UTF-8, as JSON is (RFC 8259, section 8.1). The body is checked once as a whole, which costs less than string by string.
    pub(super) invalid: Option<Utf8Error>,
    pub(super) kept: Kept,
}

impl<'a> Reading<'a> {
    pub(super) fn of(body: &'a [u8]) -> Self {
        match body.first_chunk() {
            Some(start) => Self::beginning(*start, body),
            None => Self::without_mark(body),
        }
    }

    /// Of a body that begins so.
    pub(super) fn beginning(start: [u8; 3], body: &'a [u8]) -> Self {
        let mark = (start == BYTE_ORDER_MARK).then_some(BYTE_ORDER_MARK.len());
        Self::without_mark(mark.and_then(|mark| body.get(mark..)).unwrap_or(body))
    }

    fn without_mark(body: &'a [u8]) -> Self {
        let (text, invalid) = match std::str::from_utf8(body) {
            Ok(text) => (text, None),
            Err(error) => ("", Some(error)),
        };
        Self {
            body,
            json: Deserializer::from_str(text),
            invalid,
            kept: Kept::default(),
        }
    }

    /// Whether the body was read and nothing is behind the value.
    pub(super) fn is_at_end(&mut self) -> bool {
        self.invalid.is_none() && self.json.end().is_ok()
    }
}

/// Where and why another body cannot be read as the same type.
pub(super) type Probe = fn(&mut Reading<'_>) -> Option<Failure>;
