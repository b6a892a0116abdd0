//! The `use` lines of a module: what its items name, and whatever a person wrote.

use std::collections::{BTreeMap, BTreeSet};

use super::record::Record;
use super::several::leaf;
use super::tree::{Kind, Node};
use crate::model::words;
use crate::render::use_lines;

/// The `use` lines of a module with these items; `is_theirs` are those that a person wrote or edited.
pub(super) fn merged(
    old: Vec<Node>,
    new: Vec<Node>,
    items: &[Node],
    is_theirs: impl Fn(&Node) -> bool,
    record: &Record,
    path: &str,
) -> Vec<Node> {
    let named = names(items.iter());
    let own = items.iter().filter(|item| matches!(item.kind, Kind::Other));
    let own: BTreeSet<&str> = own.map(|item| leaf(&item.subject)).collect();
    let mut wanted = leaves(&new);
    let mut theirs: Option<BTreeSet<String>> = None;
    let mut is_named_by_them = |name: &str| {
        let theirs =
            theirs.get_or_insert_with(|| names(items.iter().filter(|item| is_theirs(item))));
        theirs.contains(name)
    };
    let mut kept = Vec::new();
    let was_there: BTreeSet<String> = old.iter().map(|node| node.key.clone()).collect();
    let said: BTreeSet<String> = new.iter().map(|node| node.key.clone()).collect();
    let mut replaced = BTreeSet::new();
    for node in old {
        if record.is_unchanged(&node.key, &node.text) {
            // All names of a module, or a line with attributes: it has no names to be merged.
            if is_whole(&node) && said.contains(&node.key) {
                replaced.insert(node.key);
                continue;
            }
            if is_whole(&node) {
                kept.push(node);
                continue;
            }
            // What was imported before is still needed where an item that stays names it.
            for (path, name) in leaves(std::slice::from_ref(&node))
                .into_iter()
                .flat_map(pairs)
            {
                if !named.contains(&name) {
                    continue;
                }
                // The document has it from somewhere else now. What a person wrote keeps its meaning, where the old place is still there.
                let is_elsewhere = wanted
                    .iter()
                    .any(|(other, names)| *other != path && names.contains(&name));
                if !is_elsewhere || (!is_local(&path) && is_named_by_them(&name)) {
                    forget(&mut wanted, &name);
                    wanted.entry(path).or_default().insert(name);
                }
            }
        } else {
            kept.push(node);
        }
    }
    for (_, name) in leaves(&kept).into_iter().flat_map(pairs) {
        forget(&mut wanted, &name);
    }
    for names in wanted.values_mut() {
        // The attribute of the outer module names the shared error set.
        names.retain(|name| named.contains(name) || name == "ApiError");
        // What was edited stays in its place where the document has it elsewhere now.
        names.retain(|name| !own.contains(name.as_str()));
    }
    wanted.retain(|_, names| !names.is_empty());
    let depth = if path.is_empty() {
        0
    } else {
        path.matches("::").count() + 1
    };
    let mut all: Vec<Node> = new
        .into_iter()
        .filter_map(|node| {
            if !is_whole(&node) {
                return line(node, &mut wanted, depth);
            }
            let is_new = !was_there.contains(&node.key) && record.get(&node.key).is_none();
            (is_new || replaced.contains(&node.key)).then_some(node)
        })
        .collect();
    all.extend(wanted.iter().map(|(path, names)| Node {
        key: String::new(),
        subject: String::new(),
        text: format!("\n{}", use_lines(path, names, depth).trim_end()),
        kind: Kind::Use(None),
    }));
    all.extend(kept);
    all
}

/// A name can come from one place alone.
fn forget(wanted: &mut Leaves, name: &str) {
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
    matches!(node.kind, Kind::Use(None))
}

/// A line of the document, as it is laid out there where it says what is wanted.
fn line(node: Node, wanted: &mut Leaves, depth: usize) -> Option<Node> {
    let (path, names) = leaves(std::slice::from_ref(&node)).into_iter().next()?;
    let still = wanted.remove(&path)?;
    if still == names {
        return Some(node);
    }
    let space = node.text.find("use ").unwrap_or_default();
    let before = node.text[..space].trim_end_matches(' ');
    let text = format!("{before}{}", use_lines(&path, &still, depth).trim_end());
    Some(Node { text, ..node })
}

type Leaves = BTreeMap<String, BTreeSet<String>>;

fn leaves(nodes: &[Node]) -> Leaves {
    let mut all = Leaves::new();
    for node in nodes {
        if let Kind::Use(Some(leaves)) = &node.kind {
            for (path, name) in leaves {
                all.entry(path.clone()).or_default().insert(name.clone());
            }
        }
    }
    all
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
                "use callpoint::{Deserialize, api};\nuse serde::Serialize;\nuse serde::{Deserialize as Read, Serialize};\n",
            ),
            ("it was never imported", OLD.to_owned(), SERDES),
        ];
        for (case, existing, expected) in cases {
            assert_eq!(uses(&existing), expected, "{case}");
        }
    }
}
