//! The pairs of a query or a form, and their percent-encoding.

use crate::description::{Parameter, Style};

/// What to say of a pair without a name: a declaration has a name for each.
pub(crate) fn nameless(what: &str) -> String {
    format!("the {what} has a pair without a name, which is left out")
}

/// The pairs of a query or of a form, which is `what` in a note, decoded.
pub(crate) fn pairs(query: &str, what: &str, notes: &mut Vec<String>) -> Vec<Parameter> {
    let pairs = query.split('&');
    if !query.is_empty()
        && pairs
            .clone()
            .any(|pair| pair.is_empty() || pair.starts_with('='))
    {
        notes.push(nameless(what));
    }
    let pair = |pair: &str| match pair.split_once('=') {
        Some((name, value)) => Parameter::new(decoded(name)).example(decoded(value)),
        None => Parameter {
            style: Style::FLAG,
            ..Parameter::new(decoded(pair))
        },
    };
    let pairs = pairs.map(pair);
    let mut pairs: Vec<Parameter> = pairs.filter(|pair| !pair.name.is_empty()).collect();
    pairs.shrink_to_fit();
    pairs
}

/// Percent-encoding and `+` undone; text that is not UTF-8 then stays as it is.
#[must_use]
pub fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        rest = after;
        let hex = after.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        let hex = hex.filter(|hex| hex.bytes().all(|byte| byte.is_ascii_hexdigit()));
        match (first, hex.and_then(|hex| u8::from_str_radix(hex, 16).ok())) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            (b'+', _) => bytes.push(b' '),
            _ => bytes.push(first),
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// Everything encoded but the unreserved characters of RFC 3986.
#[must_use]
pub fn encoded(text: &str) -> String {
    let byte = |byte: u8| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            char::from(byte).to_string()
        } else {
            format!("%{byte:02X}")
        }
    };
    text.bytes().map(byte).collect()
}
