//! Updates the files of a package that are not Rust: `Cargo.toml` by its entries, `README.md` as a whole.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::record::{Record, fingerprint};

const COMMENT: &str = "#";

/// An entry of `Cargo.toml`, or the head of a table, with the comments in front of it.
struct Entry {
    /// Unique in the file: `[features]`, `features.all`.
    key: String,
    /// The head of its table.
    table: String,
    text: String,
}

/// Adds the record that an update needs.
pub(crate) fn stamped(text: &str) -> String {
    let (entries, _) = entries(text);
    format!("{}\n\n{}", text.trim_end(), record(&entries).text(COMMENT))
}

fn record(entries: &[Entry]) -> Record {
    let mut record = Record::default();
    for entry in entries {
        record.add(&entry.key, &entry.text);
    }
    record
}

/// The new text of `Cargo.toml`, and what was changed and kept.
pub(super) fn updated(existing: &str, imported: &str) -> (String, Vec<String>) {
    let (old, tail) = entries(existing);
    let (new, _) = entries(Record::cut(imported, COMMENT));
    let known = Record::read(&tail);
    let mut lines = Vec::new();
    if known.is_empty() {
        lines.push("`Cargo.toml` was not imported before: its entries are kept".to_owned());
    }
    let mut recorded = record(&new);
    recorded.keep_others(&known);
    let was_there: HashSet<String> = old.iter().map(|old| old.key.clone()).collect();
    let said: HashMap<&str, &Entry> = new.iter().map(|said| (said.key.as_str(), said)).collect();
    let mut result: Vec<Entry> = Vec::new();
    for mut entry in old {
        let said = said.get(entry.key.as_str());
        let title = format!("`{}` in `Cargo.toml`", entry.key);
        let is_unchanged = known.is_unchanged(&entry.key, &entry.text);
        match said {
            Some(said) if fingerprint(&said.text) == fingerprint(&entry.text) => {}
            Some(said) if is_unchanged => {
                lines.push(format!("updated {title}"));
                entry.text.clone_from(&said.text);
            }
            Some(said) => {
                let is_news = known.get(&entry.key) != Some(fingerprint(&said.text).as_str());
                let news = if is_news && known.get(&entry.key).is_some() {
                    "; the document has changed too"
                } else {
                    ""
                };
                lines.push(format!("kept, because it was edited: {title}{news}"));
            }
            None if known.get(&entry.key).is_some() => {
                lines.push(format!("kept, although no longer in the document: {title}"));
            }
            None => {}
        }
        result.push(entry);
    }
    let mut before: Option<String> = None;
    for entry in new {
        let key = entry.key.clone();
        if !was_there.contains(&key) {
            let title = format!("`{key}` in `Cargo.toml`");
            let place = place(&result, before.as_deref(), &entry);
            match place.filter(|_| known.get(&key).is_none()) {
                Some(place) => {
                    lines.push(format!("added {title}"));
                    result.insert(place, entry);
                }
                None => lines.push(format!("not added: {title} was removed from the file")),
            }
        }
        before = Some(key);
    }
    let mut text: String = result.iter().map(|entry| entry.text.as_str()).collect();
    text.push_str(Record::cut(&tail, COMMENT));
    (
        format!("{}\n\n{}", text.trim_end(), recorded.text(COMMENT)),
        lines,
    )
}

/// Where an entry belongs: behind the one before it in the document, or else at the start of its table; a table at the end. Nowhere where its table is not
/// there.
fn place(result: &[Entry], before: Option<&str>, entry: &Entry) -> Option<usize> {
    if entry.key.starts_with('[') {
        return Some(result.len());
    }
    let is_before =
        |other: &Entry| other.table == entry.table && Some(other.key.as_str()) == before;
    let found = result.iter().position(is_before);
    let found = found.or_else(|| result.iter().position(|other| other.key == entry.table));
    found.map(|found| found + 1)
}

/// The entries, and what is behind the last of them.
fn entries(text: &str) -> (Vec<Entry>, String) {
    let mut entries: Vec<Entry> = Vec::new();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut table = String::new();
    let mut pending = String::new();
    let mut lines = text.split_inclusive('\n');
    while let Some(line) = lines.next() {
        pending.push_str(line);
        let start = line.trim();
        let key = if start.starts_with('[') {
            start.split('#').next().unwrap_or(start).trim().to_owned()
        } else if let (false, Some((key, value))) = (start.starts_with('#'), start.split_once('='))
        {
            let mut value = value.to_owned();
            while is_open(&value) {
                let Some(line) = lines.next() else { break };
                pending.push_str(line);
                value.push_str(line);
            }
            let of = table.trim_matches(['[', ']']);
            format!("{of}.{}", key.trim())
        } else {
            continue;
        };
        let key: String = key.split_whitespace().collect();
        let count = counts.entry(key.clone()).or_default();
        *count += 1;
        let key = if *count > 1 {
            format!("{key}#{count}")
        } else {
            key
        };
        if start.starts_with('[') {
            table.clone_from(&key);
        }
        entries.push(Entry {
            key,
            table: table.clone(),
            text: std::mem::take(&mut pending),
        });
    }
    (entries, pending)
}

/// Whether a value goes on in the next line.
fn is_open(value: &str) -> bool {
    for quotes in ["\"\"\"", "'''"] {
        if value.trim_start().starts_with(quotes) {
            return value.matches(quotes).count() < 2;
        }
    }
    let (mut depth, mut quote, mut is_escaped) = (0_i32, None, false);
    for letter in value.chars() {
        match (quote, letter) {
            (Some('"'), _) if is_escaped => is_escaped = false,
            (Some('"'), '\\') => is_escaped = true,
            (Some(of), _) if of == letter => quote = None,
            (Some(_), '\n') => quote = None,
            // A comment, up to the end of the line.
            (None, '#') => quote = Some('\n'),
            (None, '"' | '\'') => quote = Some(letter),
            (None, '[' | '{') => depth += 1,
            (None, ']' | '}') => depth -= 1,
            _ => {}
        }
    }
    depth > 0
}

const PAGE: (&str, &str) = ("<!-- import: ", " -->");

/// Adds the record of a page to its end, where no reader sees it.
pub(crate) fn stamped_page(text: &str) -> String {
    let text = text.trim_end();
    format!("{text}\n\n{}{}{}\n", PAGE.0, fingerprint(text), PAGE.1)
}

/// The new text of `README.md`, which is kept where it was edited.
pub(super) fn updated_page(existing: &str, imported: &str) -> (String, Vec<String>) {
    let cut = |text: &str| {
        let (text, print) = text.rsplit_once(PAGE.0)?;
        let (print, rest) = print.split_once(PAGE.1)?;
        Some((format!("{}{rest}", text.trim_end()), print.to_owned()))
    };
    let (Some((old, known)), Some((_, news))) = (cut(existing), cut(imported)) else {
        let line = "`README.md` was not imported before: it is kept";
        return (existing.to_owned(), vec![line.to_owned()]);
    };
    if fingerprint(&old) == news {
        return (existing.to_owned(), Vec::new());
    }
    if fingerprint(&old) == known {
        return (imported.to_owned(), vec!["updated `README.md`".to_owned()]);
    }
    let changed = if known == news {
        ""
    } else {
        "; the document has changed too"
    };
    let line = format!("kept, because it was edited: `README.md`{changed}");
    (existing.replace(&known, &news), vec![line])
}
