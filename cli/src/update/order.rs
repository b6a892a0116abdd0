//! Where a `use` line belongs: in its group, as rustfmt sorts it.

use std::ops::Range;

use syn::{ItemUse, UseTree};

use super::layout::{Lead, apart, on_new_line};
use super::tree::{Kind, Node};
use crate::render::sort_key;

/// Where a line comes in its group, as style edition 2024 has it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Order(Vec<Segment>);

/// In rustfmt's order.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Segment {
    Myself,
    Super,
    Crate,
    Name(SortKey, Option<String>),
    Glob,
    List(Vec<Order>),
}

type SortKey = (bool, Vec<(String, u64)>);

/// The groups that an import makes, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Origin {
    Standard,
    Crates,
    Local,
}

impl Order {
    fn of(text: &str) -> Option<(Self, Origin)> {
        let item: ItemUse = syn::parse_str(text).ok()?;
        let mut tree = &item.tree;
        while let UseTree::Group(group) = tree {
            tree = group.items.first()?;
        }
        let first = match tree {
            UseTree::Path(path) => path.ident.to_string(),
            _ => String::new(),
        };
        let origin = match first.as_str() {
            "std" | "core" | "alloc" => Origin::Standard,
            "self" | "super" | "crate" => Origin::Local,
            _ => Origin::Crates,
        };
        Some((Self::of_tree(&item.tree), origin))
    }

    fn of_tree(mut tree: &UseTree) -> Self {
        let mut segments = Vec::new();
        while let UseTree::Path(path) = tree {
            segments.push(segment(&path.ident.to_string(), None));
            tree = &path.tree;
        }
        let last = match tree {
            UseTree::Rename(name) => {
                segment(&name.ident.to_string(), Some(name.rename.to_string()))
            }
            UseTree::Glob(_) => Segment::Glob,
            UseTree::Group(group) if group.items.len() == 1 => {
                segments.extend(group.items.iter().flat_map(|item| Self::of_tree(item).0));
                return Self(segments);
            }
            UseTree::Group(group) => {
                let mut items: Vec<Self> = group.items.iter().map(Self::of_tree).collect();
                items.sort();
                Segment::List(items)
            }
            UseTree::Name(name) => segment(&name.ident.to_string(), None),
            UseTree::Path(_) => return Self(segments),
        };
        segments.push(last);
        Self(segments)
    }
}

fn segment(name: &str, alias: Option<String>) -> Segment {
    match name {
        "self" => Segment::Myself,
        "super" => Segment::Super,
        "crate" => Segment::Crate,
        name => Segment::Name(sort_key(name.trim_start_matches("r#")), alias),
    }
}

/// Whether a line is in the group of the one before it, if that is a `use` too: rustfmt sorts those together that have no empty line and no comment
/// between them.
pub(super) fn joins(node: &Node) -> bool {
    let before = &node.text[..Lead::of(&node.text).item];
    node.is_use() && before.matches('\n').count() < 2
}

fn groups(nodes: &[Node]) -> Vec<Range<usize>> {
    let mut groups: Vec<Range<usize>> = Vec::new();
    for (at, node) in nodes.iter().enumerate().filter(|(_, node)| node.is_use()) {
        match groups.last_mut() {
            Some(last) if last.end == at && joins(node) => last.end += 1,
            _ => groups.push(at..at + 1),
        }
    }
    groups
}

/// Whether a line is in its place in its group.
pub(super) fn is_in_order(nodes: &[Node], at: usize) -> bool {
    let order = |node: &Node| Order::of(&node.text).map(|(order, _)| order);
    let group = groups(nodes).into_iter().find(|group| group.contains(&at));
    let (Some(group), Some(own)) = (group, order(&nodes[at])) else {
        return true;
    };
    let is_behind = group.start == at || order(&nodes[at - 1]).is_none_or(|before| before <= own);
    let is_before = group.end == at + 1 || order(&nodes[at + 1]).is_none_or(|behind| own <= behind);
    is_behind && is_before
}

/// Puts a line into its group, or makes one.
pub(super) fn insert(nodes: &mut Vec<Node>, text: &str, depth: usize) {
    let mut line = Node {
        key: String::new(),
        subject: String::new(),
        text: text.trim_start().to_owned(),
        kind: Kind::Use {
            names: Vec::new(),
            is_plain: false,
        },
    };
    let Some((order, origin)) = Order::of(text) else {
        return nodes.push(line);
    };
    let groups = groups(nodes);
    let orders = nodes
        .iter()
        .map(|node| node.is_use().then(|| Order::of(&node.text))?);
    let orders: Vec<_> = orders.collect();
    let origin_at = |at: usize| orders[at].as_ref().map(|(_, origin)| *origin);
    let is_same = |group: &&Range<usize>| (**group).clone().any(|at| origin_at(at) == Some(origin));
    if let Some(group) = groups.iter().find(is_same) {
        let is_later = |at: &usize| matches!(&orders[*at], Some((other, _)) if *other > order);
        let at = group.clone().find(is_later).unwrap_or(group.end);
        if at == group.start {
            return put_before(nodes, Some(at), line, depth);
        }
        line.text = on_new_line(&line.text, depth);
        return nodes.insert(at, line);
    }
    let later = groups
        .iter()
        .find(|group| origin_at(group.start) > Some(origin));
    // The last of those that are together.
    let last = groups.windows(2).find(|two| two[0].end != two[1].start);
    let last = last.map_or_else(|| groups.last(), |two| two.first());
    match (later, last) {
        (None, Some(last)) => {
            line.text = apart(&line.text, depth);
            let behind = last.end;
            nodes.insert(behind, line);
        }
        (Some(group), _) => {
            let start = group.start;
            put_before(nodes, Some(start), line, depth);
            nodes[start + 1].text = apart(&nodes[start + 1].text, depth);
        }
        (None, None) => {
            let place = (!nodes.is_empty()).then_some(0);
            put_before(nodes, place, line, depth);
        }
    }
}

/// Puts an item before another, or at the end. Comments at the start of a file stay there.
pub(super) fn put_before(nodes: &mut Vec<Node>, place: Option<usize>, mut new: Node, depth: usize) {
    let Some(place) = place else {
        new.text = apart(&new.text, depth);
        return nodes.push(new);
    };
    let old = &mut nodes[place];
    let lead = Lead::of(&old.text);
    let are_both_uses = old.is_use() && new.is_use();
    let cut = match (place, depth) {
        (0, 0) if old.is_use() => old.text[..lead.item].rfind('\n').unwrap_or_default(),
        (0, _) => lead.attached,
        _ if old.is_use() => lead.attached,
        _ => 0,
    };
    let (above, below) = old.text.split_at(cut);
    let text = on_new_line(new.text.trim_start(), depth);
    // The line end before the old one is that of the new one.
    new.text = format!("{above}{text}");
    if place > 0 && !new.is_use() {
        new.text = apart(&new.text, depth);
    }
    old.text = if are_both_uses {
        on_new_line(below, depth)
    } else {
        apart(below, depth)
    };
    nodes.insert(place, new);
}
