//! The target of a request, read back by its template.

use super::names::{self, decoded};
use crate::meta::{EndpointMeta, Place, QueryStyle};

/// The values of the path parameters, in the order of the template. What is no request of it has none.
pub(super) fn path(meta: &EndpointMeta, path: &str) -> Vec<(&'static str, String)> {
    let template = meta.template.split('?').next().unwrap_or_default();
    let wanted: Vec<&'static str> = template.split('/').skip(1).collect();
    let given: Vec<&str> = path.split('/').skip(1).collect();
    let rest = wanted.iter().position(|segment| segment.contains("..>"));
    // The base's path stands before the template's. Before a rest parameter it is found by the segments in front of that.
    let before = match rest {
        None => given.len().checked_sub(wanted.len()),
        Some(rest) => (0..given.len()).find(|&before| {
            wanted[..rest]
                .iter()
                .zip(&given[before..])
                .all(|(wanted, given)| value(wanted, given).is_some())
        }),
    };
    let Some(given) = before.and_then(|before| given.get(before..)) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let mut next = 0;
    for (index, segment) in wanted.iter().enumerate() {
        let count = if Some(index) == rest {
            (given.len() + 1).saturating_sub(wanted.len())
        } else {
            1
        };
        let taken = given.get(next..next + count).unwrap_or_default().join("/");
        if let Some(Segment::Parameter(name, value)) = value(segment, &taken) {
            found.push((name, value));
        }
        next += count;
    }
    found
}

/// A segment of the path, by that of the template.
enum Segment {
    Literal,
    Parameter(&'static str, String),
}

/// What a segment is, where it is one of the template's.
fn value(wanted: &'static str, given: &str) -> Option<Segment> {
    let Some((before, rest)) = wanted.split_once('<') else {
        return (wanted == given).then_some(Segment::Literal);
    };
    let (name, after) = rest.split_once('>')?;
    let value = given.strip_prefix(before)?.strip_suffix(after)?;
    let name = name.trim_end_matches("..").trim();
    Some(Segment::Parameter(name, decoded(value)))
}

/// The pairs of the query, those of a list in one pair apart.
pub(super) fn query(meta: &EndpointMeta, query: &str) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        let key = decoded(key);
        let style = names::query_parameter(meta, &key).map(|parameter| parameter.place);
        let separator = match style {
            Some(Place::Query(QueryStyle::Csv)) => ",",
            Some(Place::Query(QueryStyle::Pipes)) => "%7C",
            Some(Place::Query(QueryStyle::Spaces)) => "%20",
            _ => "",
        };
        if separator.is_empty() {
            pairs.push((key, decoded(value)));
        } else {
            let items = value.split(separator);
            pairs.extend(items.map(|item| (key.clone(), decoded(item))));
        }
    }
    pairs
}
