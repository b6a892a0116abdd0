//! The charset of a text, by the parameter of its media type (RFC 9110, section 8.3.2).

use std::borrow::Cow;

use http::header::CONTENT_TYPE;

use super::CodecError;
use crate::fields::only;
use crate::reader::ResponseReader;

/// The byte order mark of UTF-8.
const MARK: &[u8] = b"\xEF\xBB\xBF";

enum Charset<'a> {
    /// Also ASCII, which is a part of it, and a text that names no charset.
    Utf8,
    Latin1,
    Other(&'a str),
}

/// The names of IANA's registry, and common ones beside them.
fn named(label: &str) -> Charset<'_> {
    const UTF_8: [&str; 6] = ["", "utf-8", "utf8", "us-ascii", "ascii", "iso646-us"];
    const LATIN_1: [&str; 6] = [
        "iso-8859-1",
        "iso_8859-1",
        "iso8859-1",
        "iso88591",
        "latin1",
        "l1",
    ];
    let is_among = |names: &[&str]| names.iter().any(|it| it.eq_ignore_ascii_case(label));
    if is_among(&UTF_8) {
        Charset::Utf8
    } else if is_among(&LATIN_1) {
        Charset::Latin1
    } else {
        Charset::Other(label)
    }
}

/// The label of a response's charset; empty if it has none, or different ones.
fn label(response: &ResponseReader) -> &str {
    let value = only(response.headers(), &CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let parameters = value.into_iter().flat_map(|value| value.split(';').skip(1));
    let mut labels = parameters.filter_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        let is_charset = name.trim().eq_ignore_ascii_case("charset");
        is_charset.then(|| value.trim().trim_matches(['"', '\'']).trim())
    });
    labels.next().unwrap_or_default()
}

/// The body as text, without a byte order mark. The mark is surer than a label (WHATWG Encoding, section 6.1). Within a stream it is a character.
pub(super) fn text(response: &ResponseReader) -> Result<Cow<'_, str>, CodecError> {
    let body = response.body();
    let marked = body.strip_prefix(MARK).filter(|_| !response.is_item());
    match named(if marked.is_some() {
        ""
    } else {
        label(response)
    }) {
        Charset::Utf8 => match std::str::from_utf8(marked.unwrap_or(body)) {
            Ok(text) => Ok(text.into()),
            Err(error) => {
                let at = error.valid_up_to() + marked.map_or(0, |_| MARK.len());
                let expected = format!("expected text in UTF-8, byte {at} is invalid");
                Err(CodecError::new(expected, error))
            }
        },
        Charset::Latin1 => Ok(body.iter().map(|&byte| char::from(byte)).collect()),
        Charset::Other(label) => Err(other("text in UTF-8 or ISO-8859-1", label)),
    }
}

/// The error of a body that is not JSON because it has another charset. JSON is UTF-8, whatever its label says (RFC 8259, section 8.1), so this is
/// asked only where it could not be read.
pub(crate) fn not_json(response: &ResponseReader) -> Option<CodecError> {
    let label = label(response);
    let is_other = match named(label) {
        Charset::Utf8 => false,
        Charset::Latin1 => std::str::from_utf8(response.body()).is_err(),
        Charset::Other(_) => true,
    };
    is_other.then(|| other("JSON in UTF-8", label))
}

#[cold]
fn other(expected: &str, label: &str) -> CodecError {
    // It goes into logs, so it must not be anything that a server likes to write there.
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.:+".contains(&byte);
    let named = if label.len() <= 40 && label.bytes().all(is_plain) {
        format!("`{label}`")
    } else {
        "another one".to_owned()
    };
    CodecError::new(
        format!("expected {expected}, the charset is {named}"),
        "another charset",
    )
}
