//! Formats and enumerations.

use super::schemas::Both;
use super::{Comparer, DifferenceKind};
use crate::description::Kind;
use crate::secrets::is_secret;
use crate::value::Value;

/// The formats of texts that types are made of.
const TYPES: [&str; 12] = [
    "binary",
    "byte",
    "date",
    "date-time",
    "decimal",
    "duration",
    "ipv4",
    "ipv6",
    "time",
    "uri",
    "url",
    "uuid",
];

impl<'a> Comparer<'a> {
    pub(super) fn formats(&mut self, both: &Both<'_, 'a>) {
        let kinds = both.old.kinds;
        let is_number = kinds.has(Kind::Integer);
        let known = |format: Option<&'a str>| match format {
            Some(format) if kinds.has(Kind::String) => {
                let format = if format == "partial-date-time" {
                    "date-time"
                } else {
                    format
                };
                Some(format).filter(|format| TYPES.contains(format))
            }
            Some(format) if is_number => Some(format).filter(|format| bits(format).is_some()),
            _ => None,
        };
        let (from, to) = (known(both.old.format), known(both.new.format));
        if from == to {
            return;
        }
        let shown = |format: Option<&str>| match format {
            Some(format) => format!("`{format}`"),
            None => "no format".to_owned(),
        };
        let what = format!("has {}, not {}", shown(to), shown(from));
        let breaking = match (from, to) {
            // The number of bits is what can be too small; a sign is said by limits.
            (Some(from), Some(to)) if is_number => {
                let (from, to) = (bits(from), bits(to));
                both.breaks(from <= to, to <= from)
            }
            _ if is_number => false,
            (None, Some(_)) => both.breaks_if(true) && !self.is_declared,
            (Some(_), None) => both.breaks_if(false),
            _ => true,
        };
        self.difference(both, DifferenceKind::FormatChanged, breaking, &what);
    }

    pub(super) fn values(&mut self, both: &Both<'_, 'a>) {
        match (&both.old.values, &both.new.values) {
            (None, None) => {}
            (Some(_), None) => {
                let breaking = both.breaks_if(false);
                let what = "can have other values than those of the list";
                self.difference(both, DifferenceKind::ValueAdded, breaking, what);
            }
            (None, Some(to)) => {
                let breaking = both.breaks_if(true) && !self.is_declared;
                let what = format!("can only be {}", shown(to, both));
                self.difference(both, DifferenceKind::ValueRemoved, breaking, &what);
            }
            (Some(from), Some(to)) => {
                let without = |list: &[&'a Value], other: &[&'a Value]| -> Vec<&'a Value> {
                    let names = texts(other);
                    let new = list.iter().copied();
                    new.filter(|value| !names.contains(&value.to_string()))
                        .collect()
                };
                let (added, removed) = (without(to, from), without(from, to));
                if !added.is_empty() {
                    let what = format!("can be {}", shown(&added, both));
                    let breaking = both.breaks_if(false);
                    self.difference(both, DifferenceKind::ValueAdded, breaking, &what);
                }
                if !removed.is_empty() {
                    let what = format!("cannot be {} any more", shown(&removed, both));
                    let breaking = both.breaks_if(true);
                    self.difference(both, DifferenceKind::ValueRemoved, breaking, &what);
                }
            }
        }
    }
}

/// The values of a list as JSON, to find one without looking at all.
fn texts(values: &[&Value]) -> std::collections::HashSet<String> {
    values.iter().map(ToString::to_string).collect()
}

/// The values, unless they are secret.
fn shown(values: &[&Value], both: &Both<'_, '_>) -> String {
    const MOST: usize = 8;
    let last = both.site.field.rsplit('.').next().unwrap_or_default();
    if both.site.secret || is_secret(last.trim_end_matches("[]")) {
        return "other values, which are secret".to_owned();
    }
    let mut shown: Vec<String> = values
        .iter()
        .take(MOST)
        .map(|value| format!("`{value}`"))
        .collect();
    if values.len() > MOST {
        shown.push(format!("{} more", values.len() - MOST));
    }
    shown.join(", ")
}

fn bits(format: &str) -> Option<u32> {
    match format {
        "int8" | "uint8" => Some(8),
        "int16" | "uint16" => Some(16),
        // `float` and `double` are one type of numbers with another precision.
        "int32" | "uint32" | "float" => Some(32),
        "int64" | "uint64" | "uint" | "int" | "double" => Some(64),
        "int128" | "uint128" => Some(128),
        _ => None,
    }
}
