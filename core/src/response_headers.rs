//! The headers of a response as values, and as lists of them (RFC 9110, section 5.6.1).

use std::str::FromStr;

use http::HeaderMap;

use crate::codec::CodecError;
use crate::fields::combined;
use crate::reader::ResponseReader;

/// A header of a response, parsed.
///
/// # Errors
/// It is missing or invalid.
pub fn header<T: FromStr>(response: &ResponseReader, name: &'static str) -> Result<T, CodecError> {
    optional_header(response, name)?.ok_or_else(|| {
        let expected = format!("expected a header `{name}`");
        CodecError::new(expected, "it is missing")
    })
}

/// A header of a response, parsed, that may be missing.
///
/// # Errors
/// It is invalid.
pub fn optional_header<T: FromStr>(
    response: &ResponseReader,
    name: &'static str,
) -> Result<Option<T>, CodecError> {
    let Some(value) = combined(response.headers(), name) else {
        return Ok(None);
    };
    let text = String::from_utf8_lossy(&value);
    text.trim().parse().map(Some).map_err(|_| {
        let expected = format!("expected a valid value of the header `{name}`");
        CodecError::new(expected, format!("its value is {text:?}"))
    })
}

/// The items of a header, parsed; none if it is missing.
///
/// # Errors
/// One of them is invalid.
pub fn header_list<T: FromStr>(
    response: &ResponseReader,
    name: &'static str,
) -> Result<Vec<T>, CodecError> {
    let mut list = Vec::new();
    for text in texts(response.headers(), name) {
        list.push(text.parse().map_err(|_| {
            let expected = format!("expected valid items of the header `{name}`");
            CodecError::new(expected, format!("one of them is {text:?}"))
        })?);
    }
    Ok(list)
}

/// One compiled copy for all types. A comma in quotes separates nothing, neither does one in the URL of a link (RFC 8288, section 3), nor one in a cookie,
/// which has a line of its own.
pub(crate) fn texts(headers: &HeaderMap, name: &'static str) -> Vec<String> {
    let mut texts = Vec::new();
    for line in headers.get_all(name) {
        let line = String::from_utf8_lossy(line.as_bytes());
        if name == "set-cookie" {
            texts.push(line.into_owned());
        } else {
            texts.extend(items(&line, name).map(str::to_owned));
        }
    }
    texts
}

fn items<'a>(line: &'a str, name: &str) -> impl Iterator<Item = &'a str> {
    let is_link = name.eq_ignore_ascii_case("link");
    let (mut is_quoted, mut is_escaped, mut is_url) = (false, false, false);
    let items = line.split(move |c| {
        let is_text = std::mem::take(&mut is_escaped);
        match c {
            '"' if !is_text => is_quoted = !is_quoted,
            '\\' if is_quoted && !is_text => is_escaped = true,
            '<' if is_link && !is_quoted => is_url = true,
            '>' => is_url = false,
            _ => {}
        }
        c == ',' && !is_quoted && !is_url
    });
    let items = items.map(|item| item.trim_matches([' ', '\t']));
    items.filter(|item| !item.is_empty())
}

/// Whether a text in a list, with others behind it, is read as the item that it is.
pub(crate) fn is_item(text: &str, name: &str) -> bool {
    items(&format!("{text},-"), name).eq([text, "-"])
}
