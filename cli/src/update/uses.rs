//! The `use` lines of a module: what its items name, and whatever a person wrote.

use std::collections::{BTreeMap, BTreeSet};

use super::record::Record;
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
    let mut wanted = leaves(&new);
    let mut kept = Vec::new();
    for node in old {
        if record.is_unchanged(&node.key, &node.text) {
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
    wanted.retain(|_, names| !names.is_empty());
    let depth = if path.is_empty() {
        0
    } else {
        path.matches("::").count() + 1
    };
    let mut said = new;
    // Lines of the document come as they were laid out; what is more has a line of its own.
    said.retain(|node| {
        let own = leaves(std::slice::from_ref(node));
        own.iter()
            .all(|(path, names)| wanted.get(path) == Some(names))
    });
    for node in &said {
        for path in leaves(std::slice::from_ref(node)).keys() {
            wanted.remove(path);
        }
    }
    let others = wanted.iter().map(|(path, names)| Node {
        key: String::new(),
        subject: String::new(),
        text: format!("\n{}", use_lines(path, names, depth).trim_end()),
        kind: Kind::Use(None),
    });
    let others: Vec<Node> = others.collect();
    let mut all = said;
    all.extend(others);
    all.extend(kept);
    all
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
            // What is inside a module has imports of its own.
            Kind::Module { .. } => text.push_str(&item.text),
            _ => item.write(&mut text),
        }
        text.push(' ');
    }
    words(&text).map(str::to_owned).collect()
}
