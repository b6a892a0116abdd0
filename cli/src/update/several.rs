//! Updates the files of a folder together: what an import puts into another file than before is moved.

use std::collections::{BTreeMap, BTreeSet};

use super::tree::{Kind, Node, Tree};
use super::{manifest, merge};
use crate::File;
use crate::error::ImportError;

/// A file of Rust that is there.
struct There {
    old: Tree,
    new: Tree,
}

/// The new files, and what was changed and kept.
pub(crate) fn updated(
    existing: &BTreeMap<String, String>,
    imported: &[File],
) -> Result<(Vec<File>, Vec<String>), ImportError> {
    let mut there = BTreeMap::new();
    let mut arrived = BTreeSet::new();
    for file in imported.iter().filter(|file| is_rust(&file.name)) {
        let about = |error| ImportError::whole(format!("{}: {error}", file.name));
        let new = Tree::of_import(&file.text).map_err(about)?;
        match existing.get(&file.name) {
            Some(text) => {
                let old = Tree::parse(text).map_err(about)?;
                arrived.extend(super::arrived(&old, &new));
                there.insert(file.name.as_str(), There { old, new });
            }
            None => arrived.extend(super::arrived(&Tree::default(), &new)),
        }
    }
    let mut files = Vec::new();
    let mut lines = Vec::new();
    for file in imported {
        let name = file.name.as_str();
        let (text, told) = match (existing.get(name), there.remove(name)) {
            (_, Some(There { old, new })) => merge(old, &new, &arrived),
            (Some(text), None) if name == "Cargo.toml" => manifest::updated(text, &file.text),
            (Some(text), None) if name == "README.md" => manifest::updated_page(text, &file.text),
            (Some(text), None) if *text == file.text => continue,
            // What the document shows, word for word.
            (Some(_), None) => (file.text.clone(), vec![format!("updated `{name}`")]),
            (None, None) => (file.text.clone(), vec![format!("new file: `{name}`")]),
        };
        let is_said_once = |line: &String| line.contains(name) || line.contains("Cargo.toml");
        lines.extend(told.into_iter().map(|line| {
            if is_said_once(&line) {
                line
            } else {
                format!("{name}: {line}")
            }
        }));
        files.push(File {
            name: file.name.clone(),
            text,
        });
    }
    Ok((files, lines))
}

fn is_rust(name: &str) -> bool {
    std::path::Path::new(name)
        .extension()
        .is_some_and(|extension| extension == "rs")
}

/// The last name of what an item is about.
pub(super) fn leaf(subject: &str) -> &str {
    subject.rsplit("::").next().unwrap_or(subject)
}

/// The items in a tree that have a name of their own, also those inside of modules.
pub(super) fn named<'a>(nodes: &'a [Node], found: &mut Vec<&'a Node>) {
    for node in nodes {
        match &node.kind {
            Kind::Module { children, .. } => named(children, found),
            Kind::Other if !node.key.starts_with("mod:") => found.push(node),
            Kind::Other | Kind::Use { .. } | Kind::Impl => {}
        }
    }
}
