//! Folders that are too large for one file, divided by what their paths are about.

use std::collections::{BTreeMap, HashMap};

use super::Node;
use crate::names::{Taken, field_name};

/// How many endpoints a file has before it is divided: an editor expands all of them again after each key.
const MOST_ENDPOINTS: usize = 30;

/// How few endpoints make a file of their own.
const FEWEST_ENDPOINTS: usize = 5;

/// How many literal segments of a path are compared.
const MOST_SEGMENTS: usize = 6;

/// Divides large folders. What a path is about, and not its position in the document, decides where an endpoint is.
pub(super) fn divide(nodes: Vec<Node>) -> Vec<Node> {
    let mut taken = Taken::default();
    for node in &nodes {
        if let Node::Folder { name, .. } = node {
            taken.reserve(name.clone());
        }
    }
    let mut divided = Vec::new();
    for node in nodes {
        match node {
            Node::Folder { name, doc, nodes } if nodes.len() > MOST_ENDPOINTS => {
                divided.extend(parts(name, doc, nodes, &mut taken));
            }
            node => divided.push(node),
        }
    }
    divided
}

fn parts(name: String, doc: String, nodes: Vec<Node>, taken: &mut Taken) -> Vec<Node> {
    let Some(position) = position(&nodes) else {
        return vec![Node::Folder { name, doc, nodes }];
    };
    let mut counts: HashMap<String, usize> = HashMap::new();
    for word in nodes.iter().filter_map(|node| word(node, position)) {
        *counts.entry(word).or_default() += 1;
    }
    let mut kept = Vec::new();
    let mut groups: BTreeMap<String, Vec<Node>> = BTreeMap::new();
    for node in nodes {
        let word = word(&node, position).filter(|word| {
            counts
                .get(word)
                .is_some_and(|count| *count >= FEWEST_ENDPOINTS)
        });
        match word {
            Some(word) if word != name => groups.entry(word).or_default().push(node),
            _ => kept.push(node),
        }
    }
    let mut folders = Vec::new();
    if !kept.is_empty() {
        folders.push(Node::Folder {
            name: name.clone(),
            doc: doc.clone(),
            nodes: kept,
        });
    }
    for (word, nodes) in groups {
        folders.push(Node::Folder {
            name: taken.take([format!("{name}_{word}")]),
            doc: doc.clone(),
            nodes,
        });
    }
    folders
}

/// The first literal segment that tells the endpoints apart.
fn position(nodes: &[Node]) -> Option<usize> {
    (0..MOST_SEGMENTS).find(|position| {
        let mut counts: HashMap<Option<String>, usize> = HashMap::new();
        for node in nodes {
            *counts.entry(word(node, *position)).or_default() += 1;
        }
        let most = counts.values().max().copied().unwrap_or_default();
        counts.len() > 1 && most * 5 < nodes.len() * 4
    })
}

/// A literal segment of the path of an endpoint, as a name.
fn word(node: &Node, position: usize) -> Option<String> {
    let Node::Draft(draft) = node else {
        return None;
    };
    let path = draft.endpoint.template.split('?').next()?;
    let mut literals = path
        .split('/')
        .filter(|segment| !segment.is_empty() && !segment.contains('<'));
    field_name(literals.nth(position)?)
}
