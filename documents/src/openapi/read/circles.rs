//! Schemas that are parts of themselves: `A` is `B` and `B` is `A` says nothing of any value.

use std::collections::{HashMap, HashSet};

use crate::description::{NamedSchema, Schema};

/// Cuts references that lead back to the schema that has them without going into a property or an item.
pub(super) fn cut(schemas: &mut [NamedSchema], notes: &mut Vec<String>) {
    let by_name: HashMap<&str, usize> = schemas
        .iter()
        .enumerate()
        .map(|(at, named)| (named.name.as_str(), at))
        .collect();
    let edges: Vec<Vec<usize>> = schemas
        .iter()
        .map(|named| {
            let mut names = Vec::new();
            parts(&named.schema, &mut names);
            names
                .iter()
                .filter_map(|name| by_name.get(name).copied())
                .collect()
        })
        .collect();
    for (from, to) in back(&edges) {
        let name = schemas[to].name.clone();
        let NamedSchema { place, schema, .. } = &mut schemas[from];
        remove(schema, &name);
        notes.push(format!(
            "`{place}`: it leads back to itself by `{name}`, which is left out"
        ));
    }
}

/// The names of the schemas that a schema is made of.
fn parts<'s>(schema: &'s Schema, names: &mut Vec<&'s str>) {
    names.extend(schema.reference.as_deref());
    for part in schema
        .all_of
        .iter()
        .chain(&schema.one_of)
        .chain(&schema.any_of)
    {
        parts(part, names);
    }
}

/// Removes a name from what a schema is made of.
fn remove(schema: &mut Schema, name: &str) {
    if schema.reference.as_deref() == Some(name) {
        schema.reference = None;
    }
    for parts in [&mut schema.all_of, &mut schema.one_of, &mut schema.any_of] {
        parts.retain(|part| *part != Schema::reference(name));
        for part in parts {
            remove(part, name);
        }
    }
}

/// The edges that close a circle.
fn back(edges: &[Vec<usize>]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut is_done = vec![false; edges.len()];
    let mut is_open = vec![false; edges.len()];
    for start in 0..edges.len() {
        // Each with how many of its edges were followed: no recursion, because a way can be as long as the document.
        let mut way = vec![(start, 0)];
        while let Some((at, next)) = way.last_mut() {
            let at = *at;
            if *next == 0 {
                if is_done[at] {
                    way.pop();
                    continue;
                }
                is_open[at] = true;
            }
            let Some(to) = edges[at].get(*next).copied() else {
                is_open[at] = false;
                is_done[at] = true;
                way.pop();
                continue;
            };
            *next += 1;
            if is_open[to] {
                found.push((at, to));
            } else if !is_done[to] {
                way.push((to, 0));
            }
        }
    }
    let mut seen = HashSet::new();
    found.retain(|edge| seen.insert(*edge));
    found
}
