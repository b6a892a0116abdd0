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

    /// Reads the record at the end of a file.
    pub(super) fn read(tail: &str) -> Self {
        let mut record = Self::default();
        let lines = tail
            .lines()
            .filter_map(|line| {
                line.trim_start()
                    .trim_start_matches(['/', '#'])
                    .strip_prefix(' ')
            })
            .filter_map(|line| line.trim_end().strip_prefix(MARK));
        for (key, print) in lines
            .flat_map(str::split_whitespace)
            .filter_map(|entry| entry.rsplit_once('='))
        {
            record.order.push(key.to_owned());
            record.prints.insert(key.to_owned(), print.to_owned());
        }
        record
    }

    /// The end of a file without its record, which is in comments that begin like that.
    pub(super) fn cut<'a>(tail: &'a str, comment: &str) -> &'a str {
        let line = |text: &str| tail.find(&format!("{comment} {text}"));
        let start = line(TITLE).or_else(|| line(MARK));
        tail.get(..start.unwrap_or(tail.len())).unwrap_or(tail)
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
