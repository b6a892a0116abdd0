//! Paths and their operations, in the folders of their tags.

use std::collections::HashMap;

use super::node::{Node, shown};
use super::{Reader, Resolved, info, size};
use crate::description::{Callback, Description, Entry, Folder, Operation, Security};
use crate::value::Value;

/// How deep tags nest in other tags.
const MAX_FOLDERS: usize = 8;

/// How many references may lead from one path item to the next.
const MAX_HOPS: usize = 8;

/// The methods with a name of their own in a path item.
const METHODS: [&str; 9] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
];

/// What holds for every operation.
pub(super) struct Outer {
    pub(super) security: Security,
    size: usize,
}

/// A path item, with what its reference leads to.
pub(super) struct PathItem<'a> {
    /// What stands in the place itself, then what the reference leads to.
    pub(super) nodes: Vec<Resolved<'a>>,
    /// Whether its operations can have callbacks: those of callbacks do not, so that references in circles end.
    pub(super) has_callbacks: bool,
}

pub(super) fn read<'a>(
    reader: &mut Reader<'a>,
    root: &Node<'a, '_>,
    security: Security,
    description: &mut Description,
) {
    let size = root
        .get("security")
        .map_or(0, |security| size(security.value));
    let outer = Outer { security, size };
    let mut operations = Vec::new();
    if let Some(paths) = root.get("paths") {
        if !paths.value.is_object() {
            reader.expected("an object", &paths);
        }
        for (path, node) in paths.entries() {
            if !path.starts_with("x-") {
                operations.extend(reader.path_item(&node, path, &outer, true));
            }
        }
    }
    note_duplicates(reader, &operations);
    for name in ["webhooks", "x-webhooks"] {
        let Some(webhooks) = root.get(name) else {
            continue;
        };
        for (name, node) in webhooks.entries() {
            if name.starts_with("x-") {
                continue;
            }
            // Some documents write them as callbacks, with a URL.
            let is_url =
                |(url, _): (&str, Node<'_, '_>)| url.starts_with("{$") || url.contains("://");
            if node.entries().any(is_url) {
                let callbacks = reader.callback(name, &node, &outer);
                description.webhooks.extend(callbacks);
                continue;
            }
            let operations = reader.path_item(&node, "", &outer, true).into_iter();
            description
                .webhooks
                .extend(operations.map(|operation| Callback {
                    name: name.to_owned(),
                    url: String::new(),
                    operation,
                }));
        }
    }
    description.root.entries = folders(reader, root, operations);
}

/// Identifiers that several operations have.
fn note_duplicates(reader: &mut Reader<'_>, operations: &[Operation]) {
    let mut seen: HashMap<&str, &str> = HashMap::new();
    for operation in operations {
        let Some(id) = &operation.id else { continue };
        if let Some(first) = seen.insert(id, &operation.place) {
            let (id, place) = (shown(id), &operation.place);
            reader.notes.push(format!(
                "`{place}`: `{first}` has the `operationId` `{id}` too"
            ));
        }
    }
}

impl<'a> Reader<'a> {
    /// The operations of a path item.
    fn path_item(
        &mut self,
        node: &Node<'a, '_>,
        path: &str,
        outer: &Outer,
        has_callbacks: bool,
    ) -> Vec<Operation> {
        if !node.value.is_object() {
            self.expected("an object", node);
            return Vec::new();
        }
        let mut nodes = vec![Resolved {
            value: node.value,
            file: node.file,
            pointer: node.pointer(),
            name: None,
        }];
        // Each of a chain of references can say something of its own.
        for hops in 0.. {
            let Some(last) = nodes.last().filter(|last| last.value.get("$ref").is_some()) else {
                break;
            };
            if hops == MAX_HOPS {
                self.note(node, "the references go in a circle");
                break;
            }
            let (file, pointer) = (last.file, last.pointer.clone());
            let Some(next) = self.step(&Node::at(last.value, file, &pointer)) else {
                break;
            };
            nodes.push(next);
        }
        let item = PathItem {
            nodes,
            has_callbacks,
        };
        let mut done: Vec<&str> = Vec::new();
        let mut operations = Vec::new();
        for resolved in &item.nodes {
            let node = resolved.node();
            for (name, child) in node.entries() {
                let lower = name.to_ascii_lowercase();
                if METHODS.contains(&lower.as_str()) {
                    if !done.contains(&name) {
                        done.push(name);
                        let method = lower.to_ascii_uppercase();
                        operations.extend(self.one(&child, &item, &method, path, outer));
                    }
                } else if name == "additionalOperations" {
                    for (method, child) in child.entries() {
                        operations.extend(self.one(&child, &item, method, path, outer));
                    }
                } else if !["$ref", "summary", "description", "servers", "parameters"]
                    .contains(&name)
                    && !name.starts_with("x-")
                {
                    self.note(&child, "it is no method, and nothing else that a path has");
                }
            }
        }
        operations
    }

    /// One operation, with its own notes.
    fn one(
        &mut self,
        node: &Node<'a, '_>,
        item: &PathItem<'a>,
        method: &str,
        path: &str,
        outer: &Outer,
    ) -> Option<Operation> {
        if !node.value.is_object() {
            self.expected("an operation", node);
            return None;
        }
        let shared = ["parameters", "servers"].into_iter();
        let shared = shared.flat_map(|name| {
            item.nodes
                .iter()
                .filter_map(move |node| node.value.get(name))
        });
        let shared: usize = shared.map(size).sum();
        let inherited = if node.get("security").is_some() {
            0
        } else {
            outer.size
        };
        let Some(left) = self.left.checked_sub(shared + inherited) else {
            self.note(
                node,
                "it is left out: too much is repeated in too many places",
            );
            return None;
        };
        self.left = left;
        let before = std::mem::take(&mut self.notes);
        let mut operation = self.operation(node, item, method, path, &outer.security);
        operation.notes.append(&mut self.notes);
        self.notes = before;
        Some(operation)
    }

    /// The callbacks of an operation.
    pub(super) fn callbacks(&mut self, node: &Node<'a, '_>) -> Vec<Callback> {
        let outer = Outer {
            security: Security::Unspecified,
            size: 0,
        };
        let mut callbacks = Vec::new();
        for (name, node) in node.entries() {
            if name.starts_with("x-") {
                continue;
            }
            callbacks.extend(self.callback(name, &node, &outer));
        }
        callbacks
    }

    /// The requests of a callback, by their URLs.
    fn callback(&mut self, name: &str, node: &Node<'a, '_>, outer: &Outer) -> Vec<Callback> {
        let mut callbacks = Vec::new();
        let Some(resolved) = self.resolve(node) else {
            return callbacks;
        };
        for (url, node) in resolved.node().entries() {
            if url.starts_with("x-") {
                continue;
            }
            let operations = self.path_item(&node, "", outer, false).into_iter();
            callbacks.extend(operations.map(|operation| Callback {
                name: name.to_owned(),
                url: url.to_owned(),
                operation,
            }));
        }
        callbacks
    }
}

/// A tag of the document.
struct Tag {
    folder: Folder,
    parent: Option<usize>,
}

/// The operations in the folders of their first tags: in the order of the document's tags, then in that of the operations.
fn folders<'a>(
    reader: &mut Reader<'a>,
    root: &Node<'a, '_>,
    operations: Vec<Operation>,
) -> Vec<Entry> {
    let mut tags: Vec<Tag> = Vec::new();
    let mut by_name: HashMap<String, usize> = HashMap::new();
    let mut parents: Vec<Option<String>> = Vec::new();
    let nodes = root.get("tags");
    for node in nodes.iter().flat_map(Node::items) {
        let Some(name) = node.text_of("name").or_else(|| node.text()) else {
            reader.note(&node, "the tag has no name");
            continue;
        };
        if by_name.contains_key(&name) {
            continue;
        }
        let mut folder = Folder::new(name.clone());
        folder.doc = node
            .text_of("description")
            .or_else(|| node.text_of("summary"))
            .unwrap_or_default();
        info::see_also(&node, &mut folder.doc);
        by_name.insert(name, tags.len());
        parents.push(node.text_of("parent"));
        tags.push(Tag {
            folder,
            parent: None,
        });
    }
    for (at, parent) in parents.iter().enumerate() {
        tags[at].parent = parent
            .as_ref()
            .and_then(|parent| by_name.get(parent).copied());
    }
    let mut loose = Vec::new();
    for mut operation in operations {
        let Some(first) = operation.tags.first().filter(|tag| !tag.trim().is_empty()) else {
            loose.push(operation.into());
            continue;
        };
        let at = *by_name.entry(first.clone()).or_insert_with(|| {
            tags.push(Tag {
                folder: Folder::new(first.clone()),
                parent: None,
            });
            tags.len() - 1
        });
        operation.tags.remove(0);
        tags[at].folder.entries.push(operation.into());
    }
    let mut entries = nested(tags);
    entries.append(&mut loose);
    entries
}

/// Puts folders into those of their parents, where that is not too deep and no circle.
fn nested(mut tags: Vec<Tag>) -> Vec<Entry> {
    let depth = |mut at: usize| {
        let mut depth = 0;
        while let Some(parent) = tags[at].parent
            && depth <= MAX_FOLDERS
        {
            at = parent;
            depth += 1;
        }
        depth
    };
    let depths: Vec<usize> = (0..tags.len()).map(depth).collect();
    let mut order: Vec<usize> = (0..tags.len()).collect();
    // The innermost first; each goes into its parent, which keeps the order of its folders.
    order.sort_by_key(|at| std::cmp::Reverse((depths[*at], *at)));
    let mut inner: Vec<Vec<Entry>> = tags.iter().map(|_| Vec::new()).collect();
    let mut top = Vec::new();
    for at in order {
        let mut folder = std::mem::take(&mut tags[at].folder);
        let mut folders = std::mem::take(&mut inner[at]);
        folders.reverse();
        folder.entries.append(&mut folders);
        if folder.entries.is_empty() {
            continue;
        }
        match tags[at].parent.filter(|_| depths[at] <= MAX_FOLDERS) {
            Some(parent) => inner[parent].push(Entry::Folder(folder)),
            None => top.push((at, folder)),
        }
    }
    top.sort_by_key(|(at, _)| *at);
    top.into_iter()
        .map(|(_, folder)| Entry::Folder(folder))
        .collect()
}

/// Whether a value of the document is a text.
pub(super) fn texts(node: &Node<'_, '_>) -> Vec<String> {
    let texts = node.value.as_array().unwrap_or_default().iter();
    texts.filter_map(Value::as_str).map(str::to_owned).collect()
}
