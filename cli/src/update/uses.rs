//! The `use` lines of a module: what its items name, and whatever a person wrote.

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};

use super::layout::{Lead, on_new_line};
use super::order::{insert, is_in_order, joins};
use super::record::{Record, fingerprint};
use super::several::leaf;
use super::tree::{Kind, Node};
use crate::model::words;
use crate::render::use_lines;

/// Names by the path that they come from.
type Names = BTreeMap<String, BTreeSet<String>>;

/// What becomes of an item in its place.
enum Fate {
    Kept,
    /// A line of the import that is more than names: that of now.
    Whole,
    /// A line of the import: its path, for the names that are still needed.
    Names(String),
    Gone,
}

/// The items of a module with its `use` lines, those that are there in their places; `is_theirs` are items that a person wrote or edited,
/// `heads` the heads of the modules around them, whose attributes name types for what is inside.
pub(super) fn merged(
    old: Vec<Node>,
    new: Vec<Node>,
    is_theirs: impl Fn(&Node) -> bool,
    record: &Record,
    heads: &[&str],
) -> Vec<Node> {
    let depth = heads.len();
    let (fates, mut wanted) = fates(&old, &new, is_theirs, record, heads);
    let was_there: BTreeSet<&str> = old.iter().map(|node| node.key.as_str()).collect();
    let is_new = |node: &Node| {
        is_whole(node) && !was_there.contains(node.key.as_str()) && record.get(&node.key).is_none()
    };
    let added: BTreeSet<String> = new
        .iter()
        .filter(|node| is_new(node))
        .map(|node| node.key.clone())
        .collect();
    let mut nodes = Vec::new();
    let mut rest = Rest::default();
    let mut rewritten = Vec::new();
    for (node, fate) in old.into_iter().zip(fates) {
        match fate {
            Fate::Kept => nodes.push(rest.before(node, nodes.is_empty())),
            Fate::Whole => {
                let said = new.iter().find(|said| said.key == node.key);
                let item = said.map(|said| item(&said.text).to_owned());
                let node = with(node, &item.unwrap_or_default(), said, record);
                nodes.push(rest.before(node, nodes.is_empty()));
            }
            Fate::Names(path) => {
                let Some(names) = wanted.remove(&path) else {
                    rest.gone(node, record);
                    continue;
                };
                let said = new.iter().find(|said| path_of(said) == Some(&path));
                let node = if path_names(&node) == names {
                    let item = item(&node.text).to_owned();
                    with(node, &item, said, record)
                } else {
                    rewritten.push((nodes.len(), path.clone(), names.clone()));
                    with(node, &use_lines(&path, &names, depth), said, record)
                };
                nodes.push(rest.before(node, nodes.is_empty()));
            }
            Fate::Gone => rest.gone(node, record),
        }
    }
    if let Some(last) = nodes.last_mut() {
        last.text.push_str(&rest.comments);
    }
    // With other names, a line can have another place.
    for (at, path, names) in rewritten.into_iter().rev() {
        if !has_comment(&nodes[at].text) && !is_in_order(&nodes, at) {
            let mut gone = Rest::default();
            gone.gone(nodes.remove(at), record);
            if at < nodes.len() {
                let behind = nodes.remove(at);
                nodes.insert(at, gone.before(behind, at == 0));
            }
            wanted.insert(path, names);
        }
    }
    for node in new {
        let text = if is_whole(&node) {
            added.contains(&node.key).then(|| node.text.clone())
        } else {
            let path = path_of(&node).unwrap_or_default();
            let names = wanted.remove(path);
            names.map(|names| {
                format!(
                    "{}{}",
                    before(&node.text),
                    use_lines(path, &names, depth).trim()
                )
            })
        };
        if let Some(text) = text {
            insert(&mut nodes, &text, depth);
        }
    }
    for (path, names) in wanted {
        insert(&mut nodes, use_lines(&path, &names, depth).trim(), depth);
    }
    nodes
}

/// What becomes of each item, and the names that are wanted.
fn fates(
    old: &[Node],
    new: &[Node],
    is_theirs: impl Fn(&Node) -> bool,
    record: &Record,
    heads: &[&str],
) -> (Vec<Fate>, Names) {
    let items = || old.iter().filter(|node| !node.is_use());
    let mut named = names(items());
    named.extend(heads.iter().flat_map(|head| words(head)).map(str::to_owned));
    let own = items().filter(|item| matches!(item.kind, Kind::Other));
    let own: BTreeSet<&str> = own.map(|item| leaf(&item.subject)).collect();
    let named_by_them = LazyCell::new(|| names(items().filter(|item| is_theirs(item))));
    let mut wanted = Names::new();
    for node in new.iter().filter(|node| !is_whole(node)) {
        collect(node, &mut wanted);
    }
    let said: BTreeSet<&str> = new.iter().map(|node| node.key.as_str()).collect();
    let mut kept = Names::new();
    let mut placed = BTreeSet::new();
    let fates = old.iter().map(|node| {
        if !node.is_use() {
            return Fate::Kept;
        }
        if !is_imported(node, record) {
            collect(node, &mut kept);
            return Fate::Kept;
        }
        if is_whole(node) {
            return if said.contains(node.key.as_str()) {
                Fate::Whole
            } else {
                Fate::Kept
            };
        }
        // What was imported before is still needed where an item that stays names it.
        let mut before = Names::new();
        collect(node, &mut before);
        for (path, name) in before.into_iter().flat_map(pairs) {
            if !named.contains(&name) {
                continue;
            }
            // The document has it from somewhere else now. What a person wrote keeps its meaning, where the old place is still there.
            let is_elsewhere = wanted
                .iter()
                .any(|(other, names)| *other != path && names.contains(&name));
            if !is_elsewhere || (!is_local(&path) && named_by_them.contains(&name)) {
                forget(&mut wanted, &name);
                wanted.entry(path).or_default().insert(name);
            }
        }
        match path_of(node) {
            Some(path) if placed.insert(path) => Fate::Names(path.to_owned()),
            _ => Fate::Gone,
        }
    });
    let fates = fates.collect();
    for (_, name) in kept.into_iter().flat_map(pairs) {
        forget(&mut wanted, &name);
    }
    for names in wanted.values_mut() {
        names.retain(|name| named.contains(name));
        // What was edited stays in its place where the document has it elsewhere now.
        names.retain(|name| !own.contains(name.as_str()));
    }
    wanted.retain(|_, names| !names.is_empty());
    (fates, wanted)
}

/// Whether a line is still as it was imported: whatever comment is above it, and whatever other line of its path was put before it.
fn is_imported(node: &Node, record: &Record) -> bool {
    is_as_imported(node, &node.text, record) || is_as_imported(node, item(&node.text), record)
}

fn is_as_imported(node: &Node, text: &str, record: &Record) -> bool {
    let key = node.key.split('#').next().unwrap_or_default();
    let print = fingerprint(text);
    let mut key_of_next = key.to_owned();
    let mut count = 1;
    while let Some(known) = record.get(&key_of_next) {
        if known == print {
            return true;
        }
        count += 1;
        key_of_next = format!("{key}#{count}");
    }
    false
}

/// What is above an item.
fn before(text: &str) -> &str {
    &text[..Lead::of(text).item]
}

fn item(text: &str) -> &str {
    &text[Lead::of(text).item..]
}

fn has_comment(text: &str) -> bool {
    !before(text).trim().is_empty()
}

/// A line with another text, under the comments that are there. Those that were imported are the document's.
fn with(node: Node, item: &str, said: Option<&Node>, record: &Record) -> Node {
    let is_theirs = !is_as_imported(&node, &node.text, record);
    let space = match said {
        Some(said) if !is_theirs && (has_comment(&said.text) || has_comment(&node.text)) => {
            before(&said.text)
        }
        _ => before(&node.text),
    };
    let text = format!("{space}{}", item.trim());
    Node { text, ..node }
}

/// What stays of lines that are gone.
#[derive(Default)]
struct Rest {
    /// The comments of a person's.
    comments: String,
    /// The line that is gone right before.
    last: Option<Node>,
}

impl Rest {
    fn gone(&mut self, node: Node, record: &Record) {
        if has_comment(&node.text) && !is_as_imported(&node, &node.text, record) {
            self.comments.push_str(before(&node.text).trim_end());
        }
        self.last.get_or_insert(node);
    }

    /// The next item in the place of those that are gone before it.
    fn before(&mut self, mut node: Node, is_first: bool) -> Node {
        if let Some(gone) = self.last.take()
            && !has_comment(&node.text)
            && (is_first || joins(&node))
        {
            let space = before(&gone.text);
            let space = &space[..space.len() - space.trim_start().len()];
            node.text = format!("{space}{}", item(&node.text));
        }
        if !self.comments.is_empty() {
            let comments = std::mem::take(&mut self.comments);
            node.text = format!("{comments}{}", on_new_line(&node.text, 0));
        }
        node
    }
}

/// A name can come from one place alone.
fn forget(wanted: &mut Names, name: &str) {
    for names in wanted.values_mut() {
        names.remove(name);
    }
}

/// Whether it is a path in the files of the import.
fn is_local(path: &str) -> bool {
    let first = path.split("::").next().unwrap_or_default();
    ["super", "self", "crate"].contains(&first)
}

fn is_whole(node: &Node) -> bool {
    matches!(
        node.kind,
        Kind::Use {
            is_plain: false,
            ..
        }
    )
}

/// The path of a line of the import.
fn path_of(node: &Node) -> Option<&str> {
    match &node.kind {
        Kind::Use { names, .. } => names.first().map(|(path, _)| path.as_str()),
        _ => None,
    }
}

/// The names of a line of the import.
fn path_names(node: &Node) -> BTreeSet<String> {
    let mut all = Names::new();
    collect(node, &mut all);
    all.into_values().flatten().collect()
}

fn collect(node: &Node, all: &mut Names) {
    if let Kind::Use { names, .. } = &node.kind {
        for (path, name) in names {
            all.entry(path.clone()).or_default().insert(name.clone());
        }
    }
}

fn pairs((path, names): (String, BTreeSet<String>)) -> Vec<(String, String)> {
    names.into_iter().map(|name| (path.clone(), name)).collect()
}

/// All words of the items.
fn names<'a>(items: impl Iterator<Item = &'a Node>) -> BTreeSet<String> {
    let mut text = String::new();
    for item in items {
        match &item.kind {
            // A module has its own imports.
            Kind::Module { .. } => text.push_str(&item.text),
            _ => item.write(&mut text),
        }
        text.push(' ');
    }
    words(&text).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use crate::update::{stamped, updated};

    /// What an importer wrote that took `Deserialize` from serde.
    const OLD: &str = "//! Links.\n\nuse callpoint::api;\nuse serde::{Deserialize, Serialize};\n\n#[derive(Deserialize, Serialize)]\npub struct Link {\n    pub id: i64,\n}\n\n#[api]\npub mod links {}\n";
    /// The same of now, with one more type.
    const NEW: &str = "//! Links.\n\nuse callpoint::{Deserialize, api};\nuse serde::Serialize;\n\n#[derive(Deserialize, Serialize)]\npub struct Link {\n    pub id: i64,\n}\n\n#[api]\npub mod links {}\n\n#[derive(Deserialize)]\npub struct News {}\n";

    const OURS: &str = "use callpoint::{Deserialize, api};\nuse serde::Serialize;\n";
    const SERDES: &str = "use callpoint::api;\nuse serde::{Deserialize, Serialize};\n";

    /// The head of the file after an update, which a second one leaves alone.
    fn uses(existing: &str) -> String {
        let new = stamped(NEW.to_owned());
        let (text, _) = updated(existing, &new).unwrap();
        assert!(text.contains("pub struct News"), "{text}");
        let (again, lines) = updated(&text, &new).unwrap();
        assert_eq!(again, text, "{lines:?}");
        let lines = text.split_inclusive('\n');
        lines.filter(|line| line.starts_with("use ")).collect()
    }

    #[test]
    fn a_name_is_from_one_place() {
        let edit = |from: &str, to: &str| {
            let old = stamped(OLD.to_owned());
            let edited = old.replace(from, to);
            assert_ne!(edited, old);
            edited
        };
        let own = "#[derive(Deserialize)]\npub struct Own<'a>(&'a str);\n\n// Fingerprints";
        let cases = [
            ("nothing was edited", stamped(OLD.to_owned()), OURS),
            ("a type is a person's", edit("// Fingerprints", own), SERDES),
            ("a type was edited", edit("id: i64", "id: u64"), SERDES),
            (
                "a type of a person's is without it",
                edit("// Fingerprints", "pub struct Own;\n\n// Fingerprints"),
                OURS,
            ),
            (
                "a line was edited",
                edit("Serialize};", "Serialize, Serializer};"),
                "use callpoint::api;\nuse serde::{Deserialize, Serialize, Serializer};\n",
            ),
            (
                "a line was made two",
                edit(
                    "use serde::{Deserialize, Serialize};",
                    "use serde::Deserialize;\nuse serde::Serialize;",
                ),
                "use callpoint::api;\nuse serde::Deserialize;\nuse serde::Serialize;\n",
            ),
            (
                "a name is another here",
                edit(
                    "{Deserialize, Serialize}",
                    "{Deserialize as Read, Serialize}",
                ),
                "use callpoint::{Deserialize, api};\nuse serde::{Deserialize as Read, Serialize};\n",
            ),
            ("it was never imported", OLD.to_owned(), SERDES),
        ];
        for (case, existing, expected) in cases {
            assert_eq!(uses(&existing), expected, "{case}");
        }
    }
}
