//! A file that was imported before, with what the document says now and what a person changed since.

mod record;
mod tree;
mod uses;

use std::collections::BTreeSet;

use self::record::{Record, fingerprint};
use self::tree::{Kind, Node, Tree};
use crate::error::ImportError;

/// Adds the record that an update goes by.
pub(crate) fn stamped(text: &str) -> String {
    match Tree::parse(text) {
        Ok(tree) => {
            let record = Record::of(&tree);
            format!(
                "{}\n{record}",
                text.trim_end_matches('\n').to_owned() + "\n"
            )
        }
        // It would be a fault of this crate; the module is of more use without a record than not at all.
        Err(_) => text.to_owned(),
    }
}

/// The new text of a file, and what was done and not done.
pub(crate) fn updated(
    existing: &str,
    imported: &str,
) -> Result<(String, Vec<String>), ImportError> {
    let old = Tree::parse(existing)?;
    let new = Tree::parse(imported)?;
    let mut update = Update {
        record: Record::read(&old.tail),
        lines: Vec::new(),
    };
    if update.record.is_empty() {
        update
            .lines
            .push("the file was not imported before: what is in it stays as it is".to_owned());
    }
    let head = if update.record.is_unchanged("head", &old.head) {
        new.head.clone()
    } else {
        old.head.clone()
    };
    let nodes = update.merged(old.nodes, new.nodes.clone(), "");
    let mut record = Record::of(&new);
    record.keep_others(&update.record);
    let tail = Record::cut(&old.tail);
    let mut text = head;
    for node in &nodes {
        node.write(&mut text);
    }
    text.push_str(tail);
    let text = text.trim_end();
    Ok((format!("{text}\n\n{record}"), update.lines))
}

struct Update {
    record: Record,
    lines: Vec<String>,
}

impl Update {
    /// The items of one module.
    fn merged(&mut self, old: Vec<Node>, new: Vec<Node>, path: &str) -> Vec<Node> {
        let (old_uses, old): (Vec<Node>, Vec<Node>) = old.into_iter().partition(Node::is_use);
        let (new_uses, new): (Vec<Node>, Vec<Node>) = new.into_iter().partition(Node::is_use);
        let changed = self.changed_names(&old, &new);
        let known: BTreeSet<String> = old.iter().map(|node| node.key.clone()).collect();
        let mut result = Vec::new();
        let mut told = BTreeSet::new();
        for node in old {
            let said = new.iter().find(|said| said.key == node.key).cloned();
            result.push(self.item(node, said, &changed, &mut told));
        }
        let mut before: Option<String> = None;
        for node in new {
            let key = node.key.clone();
            if !known.contains(&key) && !changed.contains(&node.subject) {
                if self.record.get(&key).is_none() {
                    if !matches!(node.kind, Kind::Impl) {
                        self.lines.push(format!("added {}", node.title()));
                    }
                    insert(&mut result, node, before.as_deref());
                } else if !matches!(node.kind, Kind::Impl) {
                    self.lines.push(format!(
                        "not added again: {} was removed by hand",
                        node.title()
                    ));
                }
            }
            before = Some(key);
        }
        let mut uses = uses::merged(old_uses, new_uses, &result, &self.record, path);
        uses.extend(result);
        uses
    }

    /// An item of the file, beside what the document says of it now.
    fn item(
        &mut self,
        old: Node,
        said: Option<Node>,
        changed: &BTreeSet<String>,
        told: &mut BTreeSet<String>,
    ) -> Node {
        let Some(said) = said else {
            if self.record.get(&old.key).is_some() && !matches!(old.kind, Kind::Impl) {
                self.lines.push(format!(
                    "no longer in the document, left as it is: {}",
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
                    "left as it is, because it was changed by hand: the head of {}",
                    old.title()
                ));
            }
            let children = self.merged(children.clone(), now.clone(), &old.key);
            return Node {
                text: if is_unchanged { said.text } else { old.text },
                kind: Kind::Module {
                    children,
                    close: close.clone(),
                },
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
                "; the document says something else now"
            } else {
                ""
            };
            self.lines.push(format!(
                "left as it is, because it was changed by hand: {}{news}",
                old.title()
            ));
        }
        old
    }

    /// What was changed by hand. A struct and its `impl` belong together: one alone might not compile with the other's new form.
    fn changed_names(&self, old: &[Node], new: &[Node]) -> BTreeSet<String> {
        let is_ours = |node: &Node| {
            self.record.get(&node.key).is_some() || new.iter().any(|said| said.key == node.key)
        };
        let is_changed = |node: &&Node| {
            !matches!(node.kind, Kind::Module { .. })
                && is_ours(node)
                && !self.record.is_unchanged(&node.key, &node.text)
        };
        old.iter()
            .filter(is_changed)
            .map(|node| node.subject.clone())
            .collect()
    }
}

/// Behind the item that comes before it in the document; at the end where that is not there.
fn insert(nodes: &mut Vec<Node>, node: Node, before: Option<&str>) {
    let position = before.and_then(|before| nodes.iter().position(|known| known.key == before));
    let position = match (position, before) {
        (Some(position), _) => position + 1,
        (None, None) => 0,
        (None, Some(_)) => nodes.len(),
    };
    nodes.insert(position, node);
}
