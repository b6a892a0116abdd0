//! Percent-encoding: which characters of a value are sent unchanged.

use http::header::{self, HeaderName, HeaderValue};
use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, utf8_percent_encode};

/// A value in a path segment: RFC 3986, section 3.3 (`pchar`) without `%`, and without `;`, because some servers treat `..;` as `..`.
pub const SEGMENT: &AsciiSet = &CONTROLS
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
pub const QUERY: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// The unreserved characters of RFC 3986, section 2.3, which are never encoded.
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

/// Appends a text, percent-encoded; whether nothing was to be encoded.
#[inline]
pub(crate) fn push_encoded(out: &mut String, text: &str, set: &'static AsciiSet) -> bool {
    // Most values are ids and numbers, in which nothing is to be encoded.
    let is_plain = text.bytes().all(|byte| UNRESERVED[usize::from(byte)]);
    if is_plain {
        out.push_str(text);
    } else {
        extend_encoded(out, text, set);
    }
    is_plain
}

/// Apart, so that what comes before it is inlined.
fn extend_encoded(out: &mut String, text: &str, set: &'static AsciiSet) {
    out.extend(utf8_percent_encode(text, set));
}

/// A header value that every server reads in the same way: visible ASCII, with space and tab inside (RFC 9110, section 5.5).
#[must_use]
pub fn header_value(text: &str) -> Option<HeaderValue> {
    let is_plain = text.is_ascii() && text.trim_matches([' ', '\t']).len() == text.len();
    HeaderValue::try_from(text).ok().filter(|_| is_plain)
}

/// Checked when this crate is compiled, not once a call.
pub(crate) const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// A media type as a header value. The most common one needs no validation.
pub(crate) fn media_type(text: &'static str) -> Option<HeaderValue> {
    if text == "application/json" {
        return Some(JSON);
    }
    HeaderValue::from_maybe_shared(bytes::Bytes::from_static(text.as_bytes())).ok()
}

/// Whether the transport owns a header: those that frame the message or name the connection (RFC 9110, sections 7.2, 7.6 and 8.6).
pub fn is_framing(name: &HeaderName) -> bool {
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
