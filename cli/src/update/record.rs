//! What each item looked like when it was imported, as a comment at the end of the file.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::tree::{Kind, Node, Tree};

const TITLE: &str =
    "Fingerprints of the imported items: `callpoint import --into` keeps what was edited since.";
const MARK: &str = "import: ";

/// The fingerprints of the items, in their order.
#[derive(Debug, Default)]
pub(super) struct Record {
    order: Vec<String>,
    prints: BTreeMap<String, String>,
}

impl Record {
    pub(super) fn of(tree: &Tree) -> Self {
        let mut record = Self::default();
        record.add("head", &tree.head);
        record.nodes(&tree.nodes);
        record
    }

    fn nodes(&mut self, nodes: &[Node]) {
        for node in nodes {
            self.add(&node.key, &node.text);
            if let Kind::Module { children, .. } = &node.kind {
                self.nodes(children);
            }
        }
    }

    pub(super) fn add(&mut self, key: &str, text: &str) {
        self.order.push(key.to_owned());
        self.prints.insert(key.to_owned(), fingerprint(text));
    }

    /// Takes the record out of a file, wherever it is by now; its comments begin like that.
    pub(super) fn take(text: &str, comment: &str) -> (Self, String) {
        let mut record = Self::default();
        let mut rest = String::with_capacity(text.len());
        let mut is_behind = false;
        for line in text.split_inclusive('\n') {
            let words = line.trim().strip_prefix(comment).map(str::trim_start);
            let entries = words.and_then(|words| words.strip_prefix(MARK).and_then(entries));
            if let Some(entries) = &entries {
                for (key, print) in entries {
                    record.order.push((*key).to_owned());
                    record.prints.insert((*key).to_owned(), (*print).to_owned());
                }
            }
            if entries.is_some() || words == Some(TITLE) {
                is_behind = true;
            } else if !(is_behind && line.trim().is_empty()) {
                is_behind = false;
                rest.push_str(line);
            }
        }
        (record, rest)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.prints.is_empty()
    }

    pub(super) fn get(&self, key: &str) -> Option<&str> {
        self.prints.get(key).map(String::as_str)
    }

    /// Whether an item is still as it was imported.
    pub(super) fn is_unchanged(&self, key: &str, text: &str) -> bool {
        self.get(key) == Some(fingerprint(text).as_str())
    }

    /// Keeps what only an earlier record has.
    pub(super) fn keep_others(&mut self, earlier: &Self) {
        for key in &earlier.order {
            if let (None, Some(print)) = (self.get(key), earlier.get(key)) {
                let print = print.to_owned();
                self.order.push(key.clone());
                self.prints.insert(key.clone(), print);
            }
        }
    }

    /// The record in comments that begin like that.
    pub(super) fn text(&self, comment: &str) -> String {
        let mark = format!("{comment} {MARK}");
        let mut text = format!("{comment} {TITLE}\n");
        let mut line = String::new();
        for key in &self.order {
            let print = self.prints.get(key).map_or("", String::as_str);
            let entry = format!("{key}={print}");
            if !line.is_empty()
                && mark.len() + line.chars().count() + 1 + entry.chars().count() > 100
            {
                let _ = writeln!(text, "{mark}{line}");
                line.clear();
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(&entry);
        }
        if !line.is_empty() {
            let _ = writeln!(text, "{mark}{line}");
        }
        text
    }
}

/// The entries of a line, if it has nothing else.
fn entries(line: &str) -> Option<Vec<(&str, &str)>> {
    let is_print =
        |print: &str| print.len() == 8 && print.bytes().all(|byte| byte.is_ascii_hexdigit());
    let entries = line.split_whitespace().map(|entry| entry.rsplit_once('='));
    entries
        .map(|entry| entry.filter(|(_, print)| is_print(print)))
        .collect()
}

/// A hash of a text (FNV-1a) that is the same however it is laid out: without space and commas.
pub(super) fn fingerprint(text: &str) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for letter in text
        .chars()
        .filter(|letter| !letter.is_whitespace() && *letter != ',')
    {
        let mut bytes = [0; 4];
        for byte in letter.encode_utf8(&mut bytes).bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    format!("{:08x}", (hash >> 32) ^ (hash & 0xffff_ffff))
}
