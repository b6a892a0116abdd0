//! What is the same on the wire: paths, and media types of codecs.

use std::fmt::Write as _;

/// An outline in which a parameter takes its whole segment.
pub(super) fn coarse(outline: &str) -> String {
    let segments = outline.split('/').map(|segment| {
        if segment.contains("{}") {
            "{}"
        } else {
            segment
        }
    });
    segments.collect::<Vec<_>>().join("/")
}

/// A path with `{id}` for a segment `:id`.
pub(super) fn braced(path: &str) -> String {
    let is_name = |name: &&str| {
        name.starts_with(|c: char| c.is_alphabetic() || c == '_')
            && name.chars().all(|c| c.is_alphanumeric() || c == '_')
    };
    let segments = path
        .split('/')
        .map(|segment| match segment.strip_prefix(':').filter(is_name) {
            Some(name) => format!("{{{name}}}"),
            None => segment.to_owned(),
        });
    segments.collect::<Vec<_>>().join("/")
}

/// A path with its parameters without names, and its text without the difference of percent-encoding.
pub(super) fn outline(path: &str, open: char, close: char) -> String {
    let mut outline = String::new();
    let mut rest = path;
    while let Some((before, after)) = rest.split_once(open) {
        let Some((_, after)) = after.split_once(close) else {
            break;
        };
        outline.push_str(&literal(before));
        outline.push_str("{}");
        rest = after;
    }
    outline.push_str(&literal(rest));
    outline
}

fn literal(text: &str) -> String {
    let mut literal = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~!$&'()*+,;=:@%".contains(&byte) {
            literal.push(char::from(byte));
        } else {
            // Writing to a text cannot fail.
            let _ = write!(literal, "%{byte:02X}");
        }
    }
    literal
}

/// A media type without its parameters.
pub(super) fn essence(media_type: &str) -> &str {
    media_type.split(';').next().unwrap_or_default().trim()
}

/// Whether a codec is of this media type.
pub(super) fn fits(codec: &str, media_type: &str) -> bool {
    let (_, subtype) = media_type.split_once('/').unwrap_or(("", media_type));
    match codec.rsplit("::").next().unwrap_or_default() {
        "Json" => media_type == "application/json" || media_type == "*/*",
        "Form" => media_type == "application/x-www-form-urlencoded",
        "Multipart" => media_type.starts_with("multipart/"),
        "Xml" => subtype == "xml" || subtype.ends_with("+xml"),
        "Sse" => media_type == "text/event-stream",
        "NdJson" => subtype.contains("ndjson") || subtype.contains("jsonl"),
        // They are what the document says they are.
        _ => true,
    }
}

/// Whether a media type is one of XML.
pub(super) fn is_xml(media_type: &str) -> bool {
    fits("Xml", media_type)
}
