//! Which operation of one description is which of the other.

use std::collections::HashMap;

use super::Side;
use crate::description::{Operation, Piece};

/// The pairs, with the positions of both, and what has no partner.
#[derive(Default)]
pub(super) struct Pairs<'a> {
    pub(super) same: Vec<(&'a Operation, &'a Operation)>,
    pub(super) moved: Vec<(&'a Operation, &'a Operation)>,
    pub(super) removed: Vec<&'a Operation>,
    pub(super) added: Vec<&'a Operation>,
}

pub(super) fn of<'a>(old: &Side<'a>, new: &Side<'a>) -> Pairs<'a> {
    let mut pairs = Pairs::default();
    let (old_base, new_base) = (base(old), base(new));
    let mut free: Vec<Option<&Operation>> = Vec::new();
    let mut by_path: HashMap<String, Vec<usize>> = HashMap::new();
    for operation in new.description.root.operations() {
        let path = key(operation);
        by_path.entry(path).or_default().push(free.len());
        free.push(Some(operation));
    }
    let mut take = |path: &str| {
        let found = by_path.get_mut(path)?;
        let index = found.iter().position(|at| free[*at].is_some())?;
        free[found.remove(index)].take()
    };
    let mut left = Vec::new();
    for operation in old.description.root.operations() {
        let (method, path) = (&operation.method, shape(operation));
        // A server's path can be a part of the paths of the other description.
        let shorter = path.strip_prefix(new_base.as_str()).unwrap_or(&path);
        let found = take(&format!("{method} {path}"))
            .or_else(|| take(&format!("{method} {old_base}{path}")))
            .or_else(|| take(&format!("{method} {shorter}")));
        match found {
            Some(found) => pairs.same.push((operation, found)),
            None => left.push(operation),
        }
    }
    let mut by_id: HashMap<String, usize> = HashMap::new();
    for (index, operation) in free.iter().enumerate() {
        let id = operation.and_then(|operation| operation.id.as_deref());
        if let Some(id) = id.map(plain).filter(|id| !id.is_empty()) {
            by_id.entry(id).or_insert(index);
        }
    }
    for operation in left {
        let id = operation.id.as_deref().map(plain);
        let found = id.and_then(|id| by_id.get(&id).copied());
        match found.and_then(|index| free[index].take()) {
            Some(found) => pairs.moved.push((operation, found)),
            None => pairs.removed.push(operation),
        }
    }
    pairs.added = free.into_iter().flatten().collect();
    pairs
}

/// The letters and digits of a name, so that `getLink` and `GetLink` are one.
pub(super) fn plain(name: &str) -> String {
    let letters = name.chars().filter(|letter| letter.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

fn key(operation: &Operation) -> String {
    format!("{} {}", operation.method, shape(operation))
}

/// The path without the names of its parameters.
fn shape(operation: &Operation) -> String {
    let mut path = String::new();
    for segment in &operation.path {
        path.push('/');
        for piece in segment {
            match piece {
                Piece::Text(text) => path.push_str(text),
                Piece::Parameter(_) => path.push_str("{}"),
            }
        }
    }
    if path.is_empty() {
        "/".to_owned()
    } else {
        path
    }
}

/// The path of the first server, without a slash at its end.
fn base(side: &Side<'_>) -> String {
    let url = side.description.base();
    let path = match url.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("", |slash| &rest[slash..]),
        None => url,
    };
    let path = path.trim_end_matches('/');
    let is_path = path.starts_with('/') && !path.contains(['{', '?', '#']);
    if is_path {
        path.to_owned()
    } else {
        String::new()
    }
}
