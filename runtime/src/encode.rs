//! Percent-encoding: which characters of a value travel as they are.

use std::fmt;

use http::header::{self, HeaderName, HeaderValue};
use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, utf8_percent_encode};

/// A value in a path segment: RFC 3986, section 3.3 (`pchar`) without `%`, and without `;`, because some servers take
/// `..;` for `..`.
pub(crate) const SEGMENT: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'/')
    .add(b';')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// A key or value in the query: everything but the unreserved characters of RFC 3986, section 2.3. Servers disagree about `+`, `;`,
/// `,` and brackets; about `%2B` they agree.
pub(crate) const QUERY: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// The unreserved characters of RFC 3986, section 2.3: they travel as they are everywhere.
const UNRESERVED: [bool; 256] = {
    let mut unreserved = [false; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        unreserved[byte as usize] =
            byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~');
        byte += 1;
    }
    unreserved
};

/// A sink that percent-encodes what is formatted into it.
pub(crate) struct Encoder<'a> {
    pub(crate) out: &'a mut String,
    pub(crate) set: &'static AsciiSet,
    /// Whether a control character came by.
    pub(crate) control: bool,
}

impl<'a> Encoder<'a> {
    pub(crate) fn new(out: &'a mut String, set: &'static AsciiSet) -> Self {
        Self {
            out,
            set,
            control: false,
        }
    }
}

impl fmt::Write for Encoder<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        // Most values are ids and numbers, in which nothing is to be encoded.
        if text.bytes().all(|byte| UNRESERVED[usize::from(byte)]) {
            self.out.push_str(text);
            return Ok(());
        }
        self.control |= text.chars().any(char::is_control);
        self.out.extend(utf8_percent_encode(text, self.set));
        Ok(())
    }
}

/// A header value that every server reads as it is written: visible ASCII, with space and tab inside (RFC 9110, section 5.5).
pub(crate) fn header_value(text: &str) -> Option<HeaderValue> {
    let is_plain = text.is_ascii() && text.trim_matches([' ', '\t']).len() == text.len();
    HeaderValue::try_from(text).ok().filter(|_| is_plain)
}

/// A media type as a header value. The one that nearly every request has needs no look at its text.
pub(crate) fn media_type(text: &'static str) -> Option<HeaderValue> {
    const JSON: HeaderValue = HeaderValue::from_static("application/json");
    if text == "application/json" {
        return Some(JSON);
    }
    HeaderValue::from_maybe_shared(bytes::Bytes::from_static(text.as_bytes())).ok()
}

/// Whether a header frames the message or names the connection: that is the transport's (RFC 9110, sections 7.2, 7.6 and 8.6).
pub(crate) fn is_framing(name: &HeaderName) -> bool {
    const FRAMING: [HeaderName; 7] = [
        header::HOST,
        header::CONTENT_LENGTH,
        header::TRANSFER_ENCODING,
        header::CONNECTION,
        header::TE,
        header::TRAILER,
        header::UPGRADE,
    ];
    FRAMING.contains(name)
}
