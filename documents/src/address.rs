//! An address with variables in it: `{{baseUrl}}/api/links/:id/?page=1`.

use std::collections::HashSet;

use crate::description::{Parameter, Piece};
use crate::pairs::pairs;
use crate::template;

/// An address taken apart.
#[derive(Debug, Default, Clone)]
pub(crate) struct Url {
    /// Scheme and host, or the variable that stands for them.
    pub(crate) base: String,
    /// The path, split at its slashes; a last empty segment is a slash at the end.
    pub(crate) segments: Vec<Vec<Piece>>,
    pub(crate) query: Vec<Parameter>,
}

/// Takes an address apart. What is left out of it is noted.
pub(crate) fn parse(text: &str, known: &HashSet<&str>, notes: &mut Vec<String>) -> Url {
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
        query: query.map_or_else(Vec::new, |query| pairs(query, "query", notes)),
    }
}

/// The segments of a path.
pub(crate) fn segments(path: &str, known: &HashSet<&str>) -> Vec<Vec<Piece>> {
    let path = path.strip_prefix('/').unwrap_or(path);
    if path.is_empty() {
        return Vec::new();
    }
    let segment = |text: &str| template::segment(text, known);
    split_outside_variables(path).map(segment).collect()
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

/// The text up to the fragment.
fn before_fragment(text: &str) -> &str {
    text.split_once('#').map_or(text, |(before, _)| before)
}

/// Splits at slashes that are not inside `{{…}}`.
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
            let url = parse(text, &HashSet::new(), &mut Vec::new());
            let pairs: Vec<String> = url
                .query
                .iter()
                .map(|pair| match pair.value() {
                    Some(value) => format!("{}={value}", pair.name),
                    None => pair.name.clone(),
                })
                .collect();
            assert_eq!(
                (
                    url.base.as_str(),
                    crate::description::display_path(&url.segments).as_str(),
                    pairs.join("&").as_str()
                ),
                (base, path, query),
                "{text}"
            );
        }
    }
}
