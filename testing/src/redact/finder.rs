//! Finds known secrets in any text in one pass.

use std::collections::BTreeSet;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use super::encoded;
use super::hit::Hit;

/// Shorter secrets are redacted only where they are a complete value. Inside other values they would match by chance.
const MIN_INSIDE: usize = 4;

/// The maximum length of a search pattern; the rest of a longer secret is compared after a match.
const MAX_NEEDLE: usize = 256;

/// Searches a text for secrets.
#[derive(Default)]
pub(crate) struct Finder {
    values: BTreeSet<Vec<u8>>,
    /// The search patterns, by index.
    needles: Vec<Needle>,
    machine: Option<AhoCorasick>,
    /// Whether there are too many patterns to search for, so that any text may contain one.
    is_blind: bool,
}

struct Needle {
    /// The complete form in the text.
    whole: Vec<u8>,
    /// Whether it is a piece of base64, of which the adjacent characters hold some bits too.
    is_base64: bool,
}

impl Finder {
    pub(crate) fn new(values: BTreeSet<Vec<u8>>) -> Self {
        let mut needles = Vec::new();
        for value in values.iter().filter(|value| value.len() >= MIN_INSIDE) {
            let mut add = |whole, is_base64| needles.push(Needle { whole, is_base64 });
            if value.len() <= MAX_NEEDLE {
                let forms = encoded::forms(value).into_iter();
                forms.for_each(|form| add(form, true));
            }
            if let Some(latin1) = in_latin1(value) {
                add(latin1, false);
            }
            add(value.clone(), false);
        }
        let patterns = needles
            .iter()
            .map(|needle| &needle.whole[..needle.whole.len().min(MAX_NEEDLE)]);
        let machine = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            // The other kinds take more memory for the same results.
            .kind(Some(AhoCorasickKind::NoncontiguousNFA))
            .build(patterns);
        Self {
            is_blind: machine.is_err(),
            machine: machine.ok().filter(|_| !needles.is_empty()),
            needles,
            values,
        }
    }

    /// Whether a text is a secret from its first byte to its last.
    pub(super) fn is_value(&self, text: &[u8]) -> bool {
        self.values.contains(text)
    }

    pub(super) fn hits(&self, text: &[u8], hits: &mut Vec<Hit>) {
        if self.is_blind {
            hits.push(Hit::text(0..text.len()));
        }
        let Some(machine) = &self.machine else {
            return;
        };
        for found in machine.find_iter(text) {
            let needle = &self.needles[found.pattern().as_usize()];
            let (mut start, mut end) = (found.start(), found.end());
            let rest = needle.whole.iter().skip(end - start);
            let same = rest
                .zip(&text[end..])
                .take_while(|(one, other)| one == other);
            end += same.count();
            if needle.is_base64 {
                let is_part = |byte: Option<&u8>| byte.is_some_and(|&byte| encoded::is_any(byte));
                start -= usize::from(start > 0 && is_part(text.get(start - 1)));
                end += usize::from(is_part(text.get(end)));
            }
            hits.push(Hit::text(start..end));
        }
    }
}

/// A non-ASCII text in ISO-8859-1.
fn in_latin1(value: &[u8]) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(value).ok()?;
    let bytes: Option<Vec<u8>> = text.chars().map(|c| u8::try_from(c).ok()).collect();
    bytes.filter(|_| !text.is_ascii())
}
