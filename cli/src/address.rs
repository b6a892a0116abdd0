//! An address with variables in it: `{{baseUrl}}/api/links/:id/?page=1`.

use crate::document::{Param, Piece, Url};
use crate::template;

/// Takes an address apart.
pub(crate) fn parse(text: &str, known: &[&str]) -> Url {
    let text = text.trim();
    let (base, rest) = text.split_at(base_length(text));
    let rest = before_fragment(rest);
    let (path, query) = match rest.split_once('?') {
        Some((path, query)) => (path, Some(query)),
        None => (rest, None),
    };
    Url {
        base: base.to_owned(),
        segments: segments(path, known),
        query: query.map(pairs).unwrap_or_default(),
    }
}

/// The segments of a path.
pub(crate) fn segments(path: &str, known: &[&str]) -> Vec<Vec<Piece>> {
    let path = path.strip_prefix('/').unwrap_or(path);
    if path.is_empty() {
        return Vec::new();
    }
    let segment = |text: &str| template::segment(text, known);
    split_outside_variables(path).map(segment).collect()
}

/// The pairs of a query, decoded.
pub(crate) fn pairs(query: &str) -> Vec<Param> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    let pair = |pair: &str| match pair.split_once('=') {
        Some((name, value)) => Param::new(decoded(name), decoded(value)),
        None => Param {
            name: decoded(pair),
            ..Param::default()
        },
    };
    pairs
        .map(pair)
        .filter(|pair| !pair.name.is_empty())
        .collect()
}

/// Percent-encoding and `+` undone; text that is not UTF-8 then stays as it is.
pub(crate) fn decoded(text: &str) -> String {
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
pub(crate) fn encoded(text: &str) -> String {
    let byte = |byte: u8| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            char::from(byte).to_string()
        } else {
            format!("%{byte:02X}")
        }
    };
    text.bytes().map(byte).collect()
}

/// How much of an address is scheme and host.
fn base_length(text: &str) -> usize {
    if let Some(scheme) = text.find("://") {
        let is_scheme = |c: char| c.is_ascii_alphanumeric() || "+-.{}_$".contains(c);
        if text[..scheme].chars().all(is_scheme) {
            let host = scheme + 3;
            return host + host_length(&text[host..]);
        }
    }
    if text.starts_with(['/', '?', '#']) {
        return 0;
    }
    if text.starts_with("{{")
        && let Some(close) = text.find("}}")
    {
        // `{{host}}.example.com`, `{{host}}:8080`; otherwise the path begins behind the variable.
        let rest = &text[close + 2..];
        let is_host = rest.starts_with(['.', ':']) || rest.starts_with("{{");
        return close + 2 + if is_host { host_length(rest) } else { 0 };
    }
    host_length(text)
}

fn host_length(text: &str) -> usize {
    text.find(['/', '?', '#']).unwrap_or(text.len())
}

/// A `#` inside `{{…}}` is none; elsewhere the fragment begins there.
fn before_fragment(text: &str) -> &str {
    text.split_once('#').map_or(text, |(before, _)| before)
}

/// Splits at slashes; one inside `{{…}}` is none.
fn split_outside_variables(path: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0_usize;
    path.split(move |c| {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        c == '/' && depth == 0
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        let cases = [
            (
                "https://domain.com/api/links/:id/",
                "https://domain.com",
                "/api/links/<id>/",
                "",
            ),
            (
                "{{baseUrl}}/api/links/{id}",
                "{{baseUrl}}",
                "/api/links/<id>",
                "",
            ),
            ("{{baseUrl}}api/links", "{{baseUrl}}", "/api/links", ""),
            (
                "{{host}}.example.com:80/x",
                "{{host}}.example.com:80",
                "/x",
                "",
            ),
            (
                "{{protocol}}://{{host}}/x",
                "{{protocol}}://{{host}}",
                "/x",
                "",
            ),
            (
                "domain.com/x?page=1&q=a%20b+c#top",
                "domain.com",
                "/x",
                "page=1&q=a b c",
            ),
            ("/x?flag", "", "/x", "flag"),
            ("https://domain.com", "https://domain.com", "/", ""),
            ("https://domain.com?x=1", "https://domain.com", "/", "x=1"),
            ("https://domain.com/a//b", "https://domain.com", "/a//b", ""),
        ];
        for (text, base, path, query) in cases {
            let url = parse(text, &[]);
            let pairs: Vec<String> = url
                .query
                .iter()
                .map(|pair| match &pair.value {
                    Some(value) => format!("{}={value}", pair.name),
                    None => pair.name.clone(),
                })
                .collect();
            assert_eq!(
                (
                    url.base.as_str(),
                    url.path().as_str(),
                    pairs.join("&").as_str()
                ),
                (base, path, query),
                "{text}"
            );
        }
    }
}
