//! The `use` lines of a module: what its items name, and whatever a person wrote.

use std::collections::{BTreeMap, BTreeSet};

use super::record::Record;
use super::several::leaf;
use super::tree::{Kind, Node};
use crate::model::words;
use crate::render::use_lines;

/// The `use` lines of a module with these items.
pub(super) fn merged(
    old: Vec<Node>,
    new: Vec<Node>,
    items: &[Node],
    record: &Record,
    path: &str,
) -> Vec<Node> {
    let named = names(items);
    let own = items.iter().filter(|item| matches!(item.kind, Kind::Other));
    let own: BTreeSet<&str> = own.map(|item| leaf(&item.subject)).collect();
    let mut wanted = leaves(&new);
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
                if named.contains(&name) {
                    wanted.entry(path).or_default().insert(name);
                }
            }
        } else {
            kept.push(node);
        }
    }
    for (path, name) in leaves(&kept).into_iter().flat_map(pairs) {
        if let Some(names) = wanted.get_mut(&path) {
            names.remove(&name);
        }
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
fn names(items: &[Node]) -> BTreeSet<String> {
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
