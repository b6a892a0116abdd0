//! Finds secrets in text of any format and encoding: known secrets, values of secret names, and tokens.

use super::finder::Finder;
use super::hit::Hit;
use super::view::View;
use super::{encoded, named};
use callpoint::__private::redact::Keys;
use callpoint::__private::redact::MASK;

/// The number of nested encodings that are decoded.
const DEPTH: usize = 2;

/// The kind of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A body, which has lines.
    Body,
    /// The body of an event stream.
    Events,
    /// A value: a header field, or a JSON string.
    Value,
}

/// Finds secrets.
pub(crate) struct Scanner<'a> {
    pub(super) sent: &'a Finder,
    pub(super) keys: &'a Keys,
}

impl Scanner<'_> {
    /// The text with each secret replaced.
    pub(super) fn redacted(&self, text: &[u8], kind: Kind) -> Vec<u8> {
        without(text, self.hits(text, kind))
    }

    /// The secrets that are found by their names in this text.
    pub(super) fn named(&self, text: &[u8], kind: Kind) -> Vec<Vec<u8>> {
        let hits = self.hits(text, kind).into_iter();
        hits.filter_map(|hit| hit.value).collect()
    }

    fn hits(&self, text: &[u8], kind: Kind) -> Vec<Hit> {
        let mut hits = Vec::new();
        if kind == Kind::Events {
            // A value that spans several lines contains the `data:` of each line.
            let view = View::of_events(text);
            self.add_hits(&view.text, Kind::Body, DEPTH, &mut hits);
            return hits.into_iter().map(|hit| view.origin(hit)).collect();
        }
        self.add_hits(text, kind, DEPTH, &mut hits);
        hits
    }

    fn add_hits(&self, text: &[u8], kind: Kind, depth: usize, hits: &mut Vec<Hit>) {
        self.sent.hits(text, hits);
        if !self.keys.is_empty() {
            named::hits(text, self.keys, kind != Kind::Value, hits);
            let tokens = encoded::tokens(text).into_iter();
            hits.extend(tokens.map(|range| Hit {
                value: text.get(range.clone()).map(<[u8]>::to_vec),
                ..Hit::text(range)
            }));
        }
        let Some(depth) = depth.checked_sub(1) else {
            return;
        };
        for (range, decoded) in encoded::runs(text) {
            let mut inside = Vec::new();
            self.sent.hits(&decoded, &mut inside);
            // Random bytes of this length are not valid UTF-8.
            if std::str::from_utf8(&decoded).is_ok() {
                self.add_hits(&decoded, Kind::Value, depth, &mut inside);
            }
            if !inside.is_empty() {
                let values = inside.into_iter().filter(|hit| hit.value.is_some());
                hits.extend(values.map(|hit| Hit {
                    range: range.clone(),
                    is_number: false,
                    ..hit
                }));
                hits.push(Hit::text(range));
            }
        }
        for view in View::all(text) {
            let mut inside = Vec::new();
            self.add_hits(&view.text, kind, depth, &mut inside);
            hits.extend(inside.into_iter().map(|hit| view.origin(hit)));
        }
    }
}

/// The text with each hit replaced.
fn without(text: &[u8], mut hits: Vec<Hit>) -> Vec<u8> {
    hits.sort_by_key(|hit| (hit.range.start, std::cmp::Reverse(hit.range.end)));
    let mut redacted = Vec::with_capacity(text.len());
    let mut end = 0;
    for hit in hits.iter().filter(|hit| !hit.range.is_empty()) {
        // A secret inside another is redacted with it.
        if hit.range.start >= end {
            redacted.extend_from_slice(text.get(end..hit.range.start).unwrap_or_default());
            let replacement = if hit.is_number { "0" } else { MASK };
            redacted.extend_from_slice(replacement.as_bytes());
        }
        end = end.max(hit.range.end);
    }
    redacted.extend_from_slice(text.get(end..).unwrap_or_default());
    redacted
}
