//! Counts the lines of LLVM's IR, by function.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::Path;

/// The lines of each function, and its number of copies.
pub(crate) type Functions = BTreeMap<String, (u64, u64)>;

/// The functions of one `.ll` file, named without the hash and without the number of an endpoint.
pub(crate) fn functions(file: &Path) -> Result<Functions, Box<dyn Error>> {
    let text = fs::read_to_string(file)?;
    let mut functions = Functions::new();
    let mut current: Option<(String, u64)> = None;
    for line in text.lines() {
        if let Some((name, lines)) = &mut current {
            *lines += 1;
            if line == "}" {
                let entry = functions.entry(std::mem::take(name)).or_default();
                entry.0 += *lines;
                entry.1 += 1;
                current = None;
            }
        } else if let Some(rest) = line.strip_prefix("define ") {
            current = Some((name_of(rest), 1));
        }
    }
    Ok(functions)
}

/// The name in `… @_ZN…E(…) …`.
fn name_of(definition: &str) -> String {
    let symbol = definition
        .split_once('@')
        .and_then(|(_, rest)| rest.split_once('('))
        .map_or(definition, |(symbol, _)| symbol);
    let name = format!("{:#}", rustc_demangle::demangle(symbol.trim_matches('"')));
    without_digits_after(
        name,
        &[
            "endpoints_hand_written_own_",
            "endpoints_hand_written_",
            "endpoints_declared_",
            "endpoints_inline_",
            "endpoints_shared_",
            "Link",
            "link_",
            "call_",
            "Problem",
            "TokenChallenge",
            "Rejection",
        ],
    )
}

/// `UpdateLink17` as `UpdateLink#`, so that the functions of all endpoints are grouped.
fn without_digits_after(name: String, words: &[&str]) -> String {
    let mut short = name;
    for word in words {
        let pieces: Vec<_> = short
            .split(word)
            .enumerate()
            .map(|(index, piece)| {
                let rest = piece.trim_start_matches(|c: char| c.is_ascii_digit());
                if index > 0 && rest.len() < piece.len() {
                    format!("#{rest}")
                } else {
                    piece.to_owned()
                }
            })
            .collect();
        short = pieces.join(word);
    }
    short
}

/// All lines.
pub(crate) fn total(functions: &Functions) -> u64 {
    functions.values().map(|(lines, _)| lines).sum()
}
