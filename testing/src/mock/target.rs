//! Parses the target of a request with its template.

use super::names::{self, decoded};
use callpoint::meta::{EndpointMeta, QueryForm};

/// The values of the path parameters, in the order of the template. Empty if the path does not match the template.
pub(super) fn path(meta: &EndpointMeta, path: &str) -> Vec<(&'static str, String)> {
    matched(meta, path).unwrap_or_default()
}

/// The same; `None` if the path does not match the template.
pub(crate) fn matched(meta: &EndpointMeta, path: &str) -> Option<Vec<(&'static str, String)>> {
    let wanted = segments(meta);
    let given: Vec<&str> = path.split('/').skip(1).collect();
    let rest = wanted.iter().position(|segment| segment.contains("..>"));
    // The base URL's path precedes the template's. With a rest parameter, its length is found by the segments before that parameter.
    let before = match rest {
        None => given.len().checked_sub(wanted.len()),
        Some(rest) => (0..given.len()).find(|&before| {
            wanted[..rest]
                .iter()
                .zip(&given[before..])
                .all(|(wanted, given)| value(wanted, given).is_some())
        }),
    };
    from_start(meta, &wanted, given.get(before?..)?)
}

/// The segments of the template.
pub(crate) fn segments(meta: &EndpointMeta) -> Vec<&'static str> {
    let template = meta.template.split('?').next().unwrap_or_default();
    template.split('/').skip(1).collect()
}

/// Matches all segments.
fn from_start(
    meta: &EndpointMeta,
    wanted: &[&'static str],
    given: &[&str],
) -> Option<Vec<(&'static str, String)>> {
    let rest = wanted.iter().position(|segment| segment.contains("..>"));
    let mut found = Vec::new();
    let mut next = 0;
    for (index, segment) in wanted.iter().enumerate() {
        let count = if Some(index) == rest {
            (given.len() + 1)
                .checked_sub(wanted.len())
                .filter(|count| *count > 0)?
        } else {
            1
        };
        let taken = given.get(next..next + count).unwrap_or_default().join("/");
        for (name, value) in value(segment, &taken)? {
            let style = names::list_style(meta, name);
            let prefix = style.map(|style| style.prefix(name)).unwrap_or_default();
            let value = value.strip_prefix(&prefix).unwrap_or(&value).to_owned();
            found.push((name, value));
        }
        next += count;
    }
    (next == given.len()).then_some(found)
}

/// Matches a segment with one of the template's: the values of its parameters.
pub(crate) fn value(wanted: &'static str, given: &str) -> Option<Vec<(&'static str, String)>> {
    let mut found = Vec::new();
    let (before, mut wanted) = wanted.split_once('<').unwrap_or((wanted, ""));
    let mut given = given.strip_prefix(before)?;
    while let Some((name, rest)) = wanted.split_once('>') {
        let name = name.trim_end_matches("..").trim();
        // The text between two parameters stands where it does in one place only.
        let (value, next) = if let Some((between, rest)) = rest.split_once('<') {
            wanted = rest;
            given.split_once(between)?
        } else {
            wanted = "";
            (given.strip_suffix(rest)?, "")
        };
        given = next;
        found.push((name, decoded(value)));
    }
    given.is_empty().then_some(found)
}

/// The pairs of the query, with a list in one pair split into its items.
pub(super) fn query(meta: &EndpointMeta, query: &str) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        let key = decoded(key);
        let form = names::query_parameter(meta, &key)
            .and_then(|parameter| parameter.location.query_form());
        if let Some(QueryForm::Joined { separator }) = form {
            let items = value.split(separator);
            pairs.extend(items.map(|item| (key.clone(), decoded(item))));
        } else {
            pairs.push((key, decoded(value)));
        }
    }
    pairs
}
