//! The words of the public API: each has its source in the glossary, or is a plain word that needs none.

use std::collections::BTreeSet;
use std::path::Path;

use crate::run::{Outcome, root};

/// The words of public names, with their meaning and source.
const GLOSSARY: &str = "docs/glossary.md";
/// The words that no public name uses, each with its replacement and the source of that.
const REPLACED: &str = "xtask/words.txt";
/// The words that mean in public names what they mean everywhere.
const PLAIN: &str = "xtask/plain-words.txt";

pub(crate) fn guard() -> Outcome {
    let read = |file: &str| std::fs::read_to_string(root().join(file));
    let mut lists = String::new();
    for entry in std::fs::read_dir(root().join("api"))? {
        lists += &std::fs::read_to_string(entry?.path())?;
    }
    let glossary = glossary(&read(GLOSSARY)?);
    let plain = lines(&root().join(PLAIN))?;
    let plain = plain.iter().flat_map(|line| line.split_whitespace());
    let known: BTreeSet<&str> = glossary.iter().map(String::as_str).chain(plain).collect();
    let wrong = wrong(&lists, &lines(&root().join(REPLACED))?, &known);
    if wrong.is_empty() {
        return Ok(());
    }
    Err(wrong.join("\n").into())
}

/// The names that use a replaced word, or one that is not known.
fn wrong(lists: &str, replaced: &BTreeSet<String>, known: &BTreeSet<&str>) -> Vec<String> {
    let mut wrong = Vec::new();
    for name in own_names(lists) {
        for word in words(name) {
            let line = replaced.iter().find_map(|line| {
                let (replaced, replacement) = line.split_once(' ')?;
                (replaced == word).then_some(replacement.trim())
            });
            if let Some(replacement) = line {
                wrong.push(format!("the public name `{name}`: use {replacement}"));
            } else if !is_known(&word, known) {
                wrong.push(format!(
                    "the public name `{name}`: add `{word}` to {GLOSSARY} with its source, or to {PLAIN} if it needs none"
                ));
            }
        }
    }
    wrong
}

/// A plural is known by its singular.
fn is_known(word: &str, known: &BTreeSet<&str>) -> bool {
    let singular = word.strip_suffix("es").filter(|word| known.contains(word));
    let singular = singular.or_else(|| word.strip_suffix('s'));
    known.contains(word) || singular.is_some_and(|word| known.contains(word))
}

/// The segments of the paths that begin with one of our crates.
fn own_names(lists: &str) -> BTreeSet<&str> {
    let paths = lists.split(|c: char| !c.is_alphanumeric() && c != '_' && c != ':');
    let own = paths.filter_map(|path| {
        let (krate, rest) = path.split_once("::")?;
        krate.starts_with("callpoint").then_some(rest)
    });
    own.flat_map(|rest| rest.trim_end_matches(':').split("::"))
        .filter(|name| !name.is_empty())
        .collect()
}

/// The words in the first column of the tables.
fn glossary(page: &str) -> BTreeSet<String> {
    let rows = page.lines().filter_map(|line| line.strip_prefix('|'));
    let columns = rows.filter_map(|row| row.split('|').next());
    let names = columns.flat_map(|column| column.split(|c: char| !c.is_alphanumeric()));
    names
        .flat_map(words)
        .filter(|word| !word.is_empty())
        .collect()
}

/// The words of a name in lower case: `max_header_bytes`, `StatusPattern`, `NONE`.
fn words(name: &str) -> Vec<String> {
    let is_constant = !name.contains(char::is_lowercase);
    let mut words = vec![String::new()];
    for c in name.chars() {
        let begins_word = c == '_' || (c.is_uppercase() && !is_constant);
        if begins_word && words.last().is_some_and(|word| !word.is_empty()) {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut()
            && c != '_'
        {
            word.extend(c.to_lowercase());
        }
    }
    words
}

fn lines(file: &Path) -> Outcome<BTreeSet<String>> {
    let text = std::fs::read_to_string(file)?;
    let lines = text
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    Ok(lines.map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_are_replaced_or_unknown() {
        let replaced = BTreeSet::from(["answer `response` (RFC 9110)".to_owned()]);
        let page = "| word | here | source |\n|---|---|---|\n| meta, status code | x | y |\n";
        let glossary = glossary(page);
        let known = glossary.iter().map(String::as_str).chain(["get"]).collect();
        let list = "pub fn callpoint::AnswerMeta::get_answer(&self) -> callpoint_core::Statuses\n\
                    pub callpoint::meta::Gizmo: u8";
        assert_eq!(
            wrong(list, &replaced, &known),
            [
                "the public name `AnswerMeta`: use `response` (RFC 9110)",
                "the public name `Gizmo`: add `gizmo` to docs/glossary.md with its source, or to xtask/plain-words.txt if it needs none",
                "the public name `get_answer`: use `response` (RFC 9110)",
            ]
        );
    }

    #[test]
    fn names_are_split_into_words() {
        assert_eq!(words("max_header_bytes"), ["max", "header", "bytes"]);
        assert_eq!(words("StatusPattern"), ["status", "pattern"]);
        assert_eq!(words("NO_BODY"), ["no", "body"]);
    }
}
