//! Updates a file that was imported before: what the document says now, and what was edited since.

mod cut;
mod layout;
pub(crate) mod manifest;
mod order;
mod record;
pub(crate) mod several;
mod tree;
mod uses;

use std::collections::{BTreeSet, HashMap, HashSet};

use self::layout::{apart, is_on_new_line, on_new_line};
use self::order::put_before;
use self::record::{Record, fingerprint};
use self::several::{leaf, named};
use self::tree::{Kind, Node, Tree};
use crate::error::ImportError;

const COMMENT: &str = "//";

/// Adds the record that an update needs.
pub(crate) fn stamped(mut text: String) -> String {
    // Otherwise there is a bug in this crate; the module is still useful without a record.
    if let Ok(record) = Tree::of_import(&text).map(|tree| Record::of(&tree)) {
        let end = text.trim_end_matches('\n').len();
        text.truncate(end);
        text.push_str("\n\n");
        text.push_str(&record.text(COMMENT));
    }
    text
}

/// The new text of a file, and what was changed and kept.
pub(crate) fn updated(
    existing: &str,
    imported: &str,
) -> Result<(String, Vec<String>), ImportError> {
    let old = Tree::parse(existing)?;
    let new = Tree::of_import(imported)?;
    let arrived = arrived(&old, &new);
    Ok(merge(old, &new, &arrived))
}

/// The names that the import declares in a place where the file neither has nor had them.
fn arrived(old: &Tree, new: &Tree) -> BTreeSet<String> {
    let (mut there, mut said) = (Vec::new(), Vec::new());
    named(&old.nodes, &mut there);
    named(&new.nodes, &mut said);
    let there: BTreeSet<&str> = there.iter().map(|node| node.key.as_str()).collect();
    let said = said
        .iter()
        .filter(|node| !there.contains(node.key.as_str()) && old.record.get(&node.key).is_none());
    said.map(|node| leaf(&node.subject).to_owned()).collect()
}

/// The new text of a file, and what was changed and kept; `arrived` are the names of what is somewhere else than before.
fn merge(old: Tree, new: &Tree, arrived: &BTreeSet<String>) -> (String, Vec<String>) {
    let moved = moved(&old, new, arrived);
    let mut update = Update {
        record: old.record,
        moved,
        lines: Vec::new(),
    };
    if update.record.is_empty() {
        update
            .lines
            .push("the file was not imported before: its items are kept".to_owned());
    }
    let is_new_head = update.record.is_unchanged("head", &old.head);
    let mut head = if is_new_head { &new.head } else { &old.head }.clone();
    let mut tail = old.tail;
    if old.nodes.is_empty() {
        // The comments of a file that has nothing else stay at its start.
        head.push_str(std::mem::take(&mut tail).trim_end());
    }
    let mut nodes = update.merged(old.nodes, new.nodes.clone(), &[]);
    if let Some(first) = nodes.first_mut().filter(|_| head != old.head) {
        first.text = apart(&first.text, 0);
    }
    let mut record = Record::of(new);
    record.keep_others(&update.record);
    let mut text = head;
    for node in &nodes {
        node.write(&mut text);
    }
    text.push_str(&tail);
    let text = format!("{}\n\n{}", text.trim_end(), record.text(COMMENT));
    (old.layout.put_back(&text), update.lines)
}

/// What the import no longer has in this place but in another, where nobody edited it here.
fn moved(old: &Tree, new: &Tree, arrived: &BTreeSet<String>) -> BTreeSet<String> {
    let record = &old.record;
    let (mut there, mut said) = (Vec::new(), Vec::new());
    named(&old.nodes, &mut there);
    named(&new.nodes, &mut said);
    let said: BTreeSet<&str> = said.iter().map(|node| node.key.as_str()).collect();
    let gone = there.iter().filter(|node| {
        !said.contains(node.key.as_str())
            && record.is_unchanged(&node.key, &node.text)
            && arrived.contains(leaf(&node.subject))
    });
    let mut moved: BTreeSet<String> = gone.map(|node| node.subject.clone()).collect();
    let mut edited = BTreeSet::new();
    owners(&old.nodes, &mut |node, owner| {
        if !record.is_unchanged(&node.key, &node.text) {
            edited.insert(owner.to_owned());
        }
    });
    moved.retain(|subject| !edited.contains(subject));
    moved
}

/// Each `impl`, with the path of its type.
fn owners(nodes: &[Node], found: &mut impl FnMut(&Node, &str)) {
    for node in nodes {
        match &node.kind {
            Kind::Module { children, .. } => owners(children, found),
            Kind::Impl => found(node, owner(&node.subject)),
            Kind::Use { .. } | Kind::Other => {}
        }
    }
}

/// `links::Link` of `links::Link:Paginate`, the `impl` of a trait.
fn owner(subject: &str) -> &str {
    match subject.rsplit_once(':') {
        Some((owner, name)) if !owner.ends_with(':') && !name.is_empty() => owner,
        _ => subject,
    }
}

/// Whether two files are the same but for their layout.
pub(crate) fn is_same(one: &str, other: &str) -> bool {
    fingerprint(one) == fingerprint(other)
}

struct Update {
    record: Record,
    /// What is in another place now.
    moved: BTreeSet<String>,
    lines: Vec<String>,
}

impl Update {
    /// The items inside of modules with these heads. What was there stays in its order.
    fn merged(&mut self, old: Vec<Node>, new: Vec<Node>, heads: &[&str]) -> Vec<Node> {
        let lines = SharedLines::of(&old);
        let (new_uses, new): (Vec<Node>, Vec<Node>) = new.into_iter().partition(Node::is_use);
        let is_moved = |node: &Node| !node.is_use() && self.moved.contains(owner(&node.subject));
        let (away, old): (Vec<Node>, Vec<Node>) = old.into_iter().partition(is_moved);
        for node in away.iter().filter(|node| !matches!(node.kind, Kind::Impl)) {
            self.lines.push(format!("moved {}", node.title()));
        }
        let changed = self.changed_names(&old, &new);
        let known: BTreeSet<String> = old.iter().map(|node| node.key.clone()).collect();
        let mut result = Vec::new();
        let mut told = BTreeSet::new();
        let by_key: HashMap<&str, &Node> = by_key(&new);
        let said: HashSet<String> = by_key.keys().map(|key| (*key).to_owned()).collect();
        for node in old {
            if node.is_use() {
                result.push(node);
                continue;
            }
            let said = by_key.get(node.key.as_str()).map(|said| (*said).clone());
            result.push(self.item(node, said, &changed, &mut told, heads));
        }
        let mut added = Added::default();
        let mut before: Option<String> = None;
        for node in new {
            let key = node.key.clone();
            if !known.contains(&key) && !changed.contains(&node.subject) {
                if self.record.get(&key).is_none() {
                    if !matches!(node.kind, Kind::Impl) {
                        self.lines.push(format!("added {}", node.title()));
                    }
                    added.insert(node, before.as_deref(), &known);
                } else if !matches!(node.kind, Kind::Impl) {
                    self.lines.push(format!(
                        "not added: {} was removed from the file",
                        node.title()
                    ));
                }
            }
            before = Some(key);
        }
        let depth = heads.len();
        let result = added.merged(result, depth);
        let is_theirs = |node: &Node| {
            let is_own = self.record.get(&node.key).is_none() && !said.contains(&node.key);
            is_own || changed.contains(&node.subject)
        };
        let mut nodes = uses::merged(result, new_uses, is_theirs, &self.record, heads);
        lines.part(&mut nodes, depth);
        nodes
    }

    /// An item of the file, given what the document says of it now.
    fn item(
        &mut self,
        old: Node,
        said: Option<Node>,
        changed: &BTreeSet<String>,
        told: &mut BTreeSet<String>,
        heads: &[&str],
    ) -> Node {
        let Some(said) = said else {
            if self.record.get(&old.key).is_some() && !matches!(old.kind, Kind::Impl) {
                self.lines.push(format!(
                    "kept, although no longer in the document: {}",
                    old.title()
                ));
            }
            return old;
        };
        if let (Kind::Module { children, close }, Kind::Module { children: now, .. }) =
            (&old.kind, &said.kind)
        {
            let is_unchanged = self.record.is_unchanged(&old.key, &old.text);
            if !is_unchanged && fingerprint(&old.text) != fingerprint(&said.text) {
                self.lines.push(format!(
                    "kept, because it was edited: the head of {}",
                    old.title()
                ));
            }
            let last = children.last().map(|last| &last.key);
            let text = if is_unchanged { said.text } else { old.text };
            let heads = [heads, &[text.as_str()]].concat();
            let children = self.merged(children.clone(), now.clone(), &heads);
            let close = if children.last().map(|last| &last.key) == last {
                close.clone()
            } else {
                on_new_line(close, heads.len() - 1)
            };
            return Node {
                text,
                kind: Kind::Module { children, close },
                ..old
            };
        }
        if !changed.contains(&old.subject) {
            if fingerprint(&old.text) != fingerprint(&said.text) && told.insert(old.subject.clone())
            {
                self.lines.push(format!("updated {}", old.title()));
            }
            return said;
        }
        let is_same = fingerprint(&old.text) == fingerprint(&said.text);
        if !is_same && told.insert(old.subject.clone()) {
            let is_news = self.record.get(&old.key) != Some(fingerprint(&said.text).as_str());
            let news = if is_news && self.record.get(&old.key).is_some() {
                "; the document has changed too"
            } else {
                ""
            };
            self.lines.push(format!(
                "kept, because it was edited: {}{news}",
                old.title()
            ));
        }
        old
    }

    /// What was edited. A struct and its `impl` belong together: one might not compile with the other's new form.
    fn changed_names(&self, old: &[Node], new: &[Node]) -> BTreeSet<String> {
        let new = by_key(new);
        let is_ours = |node: &Node| {
            self.record.get(&node.key).is_some() || new.contains_key(node.key.as_str())
        };
        let is_changed = |node: &&Node| {
            !matches!(node.kind, Kind::Module { .. } | Kind::Use { .. })
                && is_ours(node)
                && !self.record.is_unchanged(&node.key, &node.text)
        };
        old.iter()
            .filter(is_changed)
            .map(|node| node.subject.clone())
            .collect()
    }
}

/// The items that are on a line with the one before them, by its key: they need a line of their own behind another.
struct SharedLines(HashMap<String, Option<String>>);

impl SharedLines {
    fn of(nodes: &[Node]) -> Self {
        let mut before = None;
        let mut shared = HashMap::new();
        for node in nodes {
            if !is_on_new_line(&node.text) {
                shared.insert(node.key.clone(), before.clone());
            }
            before = Some(node.key.clone());
        }
        Self(shared)
    }

    fn part(&self, nodes: &mut [Node], depth: usize) {
        let mut before: Option<&str> = None;
        for node in nodes {
            if self.0.get(&node.key).map(Option::as_deref) != Some(before) {
                node.text = on_new_line(&node.text, depth);
            }
            before = Some(&node.key);
        }
    }
}

fn by_key(nodes: &[Node]) -> HashMap<&str, &Node> {
    let mut by_key = HashMap::new();
    for node in nodes {
        by_key.entry(node.key.as_str()).or_insert(node);
    }
    by_key
}

/// New items by where they belong: behind the item that comes before it in the document; at the end where that is not in the file.
#[derive(Debug, Default)]
struct Added {
    first: Option<Node>,
    /// By the key of the item before. Each has only one behind it, because keys are unique.
    behind: HashMap<String, Node>,
    last: Vec<Node>,
    keys: HashSet<String>,
}

impl Added {
    /// `known` are the keys of the file.
    fn insert(&mut self, node: Node, before: Option<&str>, known: &BTreeSet<String>) {
        self.keys.insert(node.key.clone());
        match before {
            None => self.first = Some(node),
            Some(before) if known.contains(before) || self.keys.contains(before) => {
                self.behind.insert(before.to_owned(), node);
            }
            Some(_) => self.last.push(node),
        }
    }

    fn merged(mut self, mut nodes: Vec<Node>, depth: usize) -> Vec<Node> {
        if let Some(first) = self.first.take() {
            let place = nodes.iter().position(|node| !node.is_use());
            put_before(&mut nodes, place, first, depth);
        }
        let last = std::mem::take(&mut self.last);
        let mut merged = Vec::new();
        for node in nodes.into_iter().chain(last) {
            let mut next = Some(node);
            while let Some(node) = next {
                next = self.behind.remove(&node.key);
                merged.push(node);
            }
        }
        merged
    }
}
