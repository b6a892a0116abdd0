//! Updates the files of a package that are not Rust: `Cargo.toml` by its entries, `README.md` as a whole.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::layout::Layout;
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
    let (layout, existing) = Layout::take(existing);
    let (known, existing) = Record::take(&existing, COMMENT);
    let (old, tail) = entries(&existing);
    let (new, _) = entries(&Record::take(imported, COMMENT).1);
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
    text.push_str(&tail);
    let text = format!("{}\n\n{}", text.trim_end(), recorded.text(COMMENT));
    (layout.put_back(&text), lines)
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
            let mut state = Scanned::default();
            state.line(value);
            while state.is_open() {
                let Some(line) = lines.next() else { break };
                pending.push_str(line);
                state.line(line);
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

/// What has been seen of a value, line by line, so that each is read once.
#[derive(Default)]
struct Scanned {
    depth: i32,
    /// The quotes of a text with several lines.
    several: Option<&'static str>,
}

impl Scanned {
    fn line(&mut self, line: &str) {
        let mut rest = line;
        while let Some(letter) = rest.chars().next() {
            if let Some(quotes) = self.several {
                let Some((_, after)) = rest.split_once(quotes) else {
                    return;
                };
                self.several = None;
                rest = after;
                continue;
            }
            let opening = ["\"\"\"", "'''"];
            if let Some(quotes) = opening.into_iter().find(|quotes| rest.starts_with(quotes)) {
                self.several = Some(quotes);
                rest = &rest[quotes.len()..];
                continue;
            }
            rest = &rest[letter.len_utf8()..];
            match letter {
                // A comment.
                '#' => return,
                '"' | '\'' => rest = behind_text(rest, letter),
                '[' | '{' => self.depth += 1,
                ']' | '}' => self.depth -= 1,
                _ => {}
            }
        }
    }

    /// Whether the value goes on in the next line.
    fn is_open(&self) -> bool {
        self.depth > 0 || self.several.is_some()
    }
}

/// What follows a text that ends with this quote; a `"` inside of one may be escaped.
fn behind_text(rest: &str, quote: char) -> &str {
    let mut is_escaped = false;
    for (at, letter) in rest.char_indices() {
        match letter {
            _ if is_escaped => is_escaped = false,
            '\\' if quote == '"' => is_escaped = true,
            _ if letter == quote => return &rest[at + 1..],
            _ => {}
        }
    }
    ""
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
    // Nothing but the record at the end.
    let record = format!("{}{known}{}", PAGE.0, PAGE.1);
    let (before, after) = existing.rsplit_once(&record).unwrap_or((existing, ""));
    let page = format!("{before}{}{news}{}{after}", PAGE.0, PAGE.1);
    (page, vec![line])
}

#[cfg(test)]
mod tests {
    use super::{entries, stamped, stamped_page, updated, updated_page};

    #[test]
    fn an_entry_has_all_its_lines() {
        let cases = [
            "a = [ # ]\n  \"]\",\n]\n",
            "a = \"\"\"\nb = 1\n\"\"\"\n",
            "a = { b = '''\n}\n''' }\n",
            "a = \"\\\"[\" # [\n",
            "a = ['\\', \"#\",\n]\n",
        ];
        for value in cases {
            let (entries, rest) = entries(&format!("[t]\n{value}c = 2\n"));
            let texts: Vec<&str> = entries.iter().map(|entry| entry.text.as_str()).collect();
            assert_eq!(texts, ["[t]\n", value, "c = 2\n"]);
            assert_eq!(rest, "");
        }
    }

    #[test]
    fn a_long_list_is_read_once() {
        let features = "  \"feature\",\n".repeat(200_000);
        let manifest = stamped(&format!("[features]\nall = [\n{features}]\n"));
        assert_eq!(updated(&manifest, &manifest), (manifest.clone(), vec![]));
    }

    #[test]
    fn an_edited_page_keeps_every_letter() {
        let (old, new) = (stamped_page("# Old"), stamped_page("# New"));
        let record = old.rsplit_once("import: ").unwrap().1;
        let print = record.split_once(' ').unwrap().0;
        for edited in [
            old.replace("# Old", &format!("# Ours {print}")),
            old.replace("# Old", "# Ours").replace(print, ""),
        ] {
            let ours = edited.rsplit_once("\n\n<!--").unwrap().0;
            let (page, lines) = updated_page(&edited, &new);
            let expected = format!("{ours}\n\n<!--{}", new.rsplit_once("<!--").unwrap().1);
            assert_eq!(page, expected);
            assert_eq!(
                lines,
                ["kept, because it was edited: `README.md`; the document has changed too"]
            );
        }
    }
}
