//! Differences that somebody has looked at.

use std::fmt;

use super::{Difference, DifferenceKind};

/// A list of accepted differences, each with its reason.
///
/// A line has the kind of a difference or `*`, its place or a beginning of it that ends in `*`, and the reason. `#` at the beginning of a line is a
/// comment. A space in a place is written `%20`.
///
/// ```
/// use callpoint_documents::compare::Accepted;
///
/// let accepted = "
/// ## kind          place                            reason
/// field-removed    #/components/schemas/Link/*      nothing reads the old fields
/// ".parse::<Accepted>()?;
/// assert_eq!(accepted.len(), 1);
/// # Ok::<(), callpoint_documents::compare::InvalidAccepted>(())
/// ```
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Accepted {
    entries: Vec<Entry>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    line: usize,
    /// `None` accepts every kind.
    kind: Option<DifferenceKind>,
    place: String,
    reason: String,
}

/// A line of a list that says no accepted difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidAccepted {
    line: usize,
    message: String,
}

impl Accepted {
    /// How many entries there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Gives each difference that the list accepts its reason; what is returned are the lines that accept nothing.
    pub(super) fn mark(&self, differences: &mut [Difference]) -> Vec<usize> {
        let mut used = vec![false; self.entries.len()];
        for difference in differences {
            let mut entries = self.entries.iter().zip(&mut used);
            if let Some((entry, used)) = entries.find(|(entry, _)| entry.accepts(difference)) {
                *used = true;
                difference.reason = Some(entry.reason.clone());
            }
        }
        let unused = self.entries.iter().zip(used).filter(|(_, used)| !used);
        unused.map(|(entry, _)| entry.line).collect()
    }
}

impl Entry {
    fn accepts(&self, difference: &Difference) -> bool {
        let places = [&difference.old, &difference.new];
        let is_place = |place: &String| match self.place.strip_suffix('*') {
            Some(start) => place.starts_with(start),
            None => *place == self.place,
        };
        self.kind.is_none_or(|kind| kind == difference.kind)
            && places.into_iter().flatten().any(is_place)
    }
}

impl std::str::FromStr for Accepted {
    type Err = InvalidAccepted;

    fn from_str(text: &str) -> Result<Self, InvalidAccepted> {
        let mut accepted = Self::default();
        for (index, line) in text.lines().map(str::trim).enumerate() {
            if !line.is_empty() && !line.starts_with('#') {
                accepted.entries.push(entry(index + 1, line)?);
            }
        }
        Ok(accepted)
    }
}

fn entry(line: usize, text: &str) -> Result<Entry, InvalidAccepted> {
    let invalid = |message: String| InvalidAccepted { line, message };
    let (kind, rest) = text
        .split_once(char::is_whitespace)
        .ok_or_else(|| invalid("the place and the reason are missing".to_owned()))?;
    let rest = rest.trim_start();
    let (place, reason) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(invalid("the reason is missing".to_owned()));
    }
    let kind = match kind {
        "*" => None,
        id => {
            let mut known = DifferenceKind::ALL.iter().copied();
            let found = known.find(|known| known.id() == id);
            Some(found.ok_or_else(|| invalid(format!("`{id}` is no kind of difference")))?)
        }
    };
    Ok(Entry {
        line,
        kind,
        place: place.replace("%20", " "),
        reason: reason.to_owned(),
    })
}

impl InvalidAccepted {
    /// The line, from 1.
    #[must_use]
    pub fn line(&self) -> usize {
        self.line
    }
}

impl fmt::Display for InvalidAccepted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

impl std::error::Error for InvalidAccepted {}
