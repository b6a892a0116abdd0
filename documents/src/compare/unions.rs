//! `oneOf` and `anyOf`: which alternative of one is which of the other.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::rc::Rc;

use super::pairs::plain;
use super::schemas::Both;
use super::view::{Kinds, View};
use super::{Comparer, DifferenceKind, Node};
use crate::description::{Additional, Schema};

/// What an alternative is known by, the surest first.
const KEYS: usize = 4;

type Keys = [Option<String>; KEYS];

impl<'a> Comparer<'a> {
    pub(super) fn alternatives(&mut self, old: &Node<'a>, new: &Node<'a>, both: &Both<'_, 'a>) {
        if !self.shares_kinds(both) {
            return;
        }
        self.discriminator(both);
        // What is no union is one alternative, with all that it says.
        let alone = |node: &Node<'a>, list: &[Node<'a>]| {
            if list.is_empty() {
                vec![node.clone()]
            } else {
                list.to_vec()
            }
        };
        let from = alone(old, &both.old.alternatives);
        let to = alone(new, &both.new.alternatives);
        let from_keys: Vec<Keys> = from.iter().map(|node| self.keys(node, true)).collect();
        let to_keys: Vec<Keys> = to.iter().map(|node| self.keys(node, false)).collect();
        let mut partners = partners(&from_keys, &to_keys);
        // What is left is compared in its order, so that its fields say what changed.
        let mut free: Vec<usize> = (0..to.len())
            .filter(|at| !partners.contains(&Some(*at)))
            .collect();
        free.reverse();
        if from.len() == to.len() {
            for partner in partners.iter_mut().filter(|partner| partner.is_none()) {
                *partner = free.pop();
            }
        }
        for (index, partner) in partners.iter().enumerate() {
            if let Some(at) = partner {
                self.schemas(&from[index], &to[*at], both.site);
            } else {
                let what = format!("cannot be {} any more", shown(&from[index], index));
                let breaking = both.breaks_if(true);
                self.difference(both, DifferenceKind::AlternativeRemoved, breaking, &what);
            }
        }
        for index in (0..to.len()).filter(|index| !partners.contains(&Some(*index))) {
            let what = format!("can be {}", shown(&to[index], index));
            let breaking = both.breaks_if(false);
            self.difference(both, DifferenceKind::AlternativeAdded, breaking, &what);
        }
        if !both.old.alternatives.is_empty() && !both.new.alternatives.is_empty() {
            // What stands beside the alternatives.
            self.objects(both);
        }
    }

    /// Whether there is a type that both have, where one is a union and the other is not.
    fn shares_kinds(&mut self, both: &Both<'_, 'a>) -> bool {
        if both.old.alternatives.is_empty() == both.new.alternatives.is_empty() {
            return true;
        }
        let (from, to) = (
            self.kinds_of(both.old, true),
            self.kinds_of(both.new, false),
        );
        if from.is_empty() || to.is_empty() || from.shares(to) {
            return true;
        }
        let what = format!("is {}, not {}", to.shown(), from.shown());
        self.difference(both, DifferenceKind::TypeChanged, true, &what);
        false
    }

    /// The types of all alternatives; nothing where one of them leaves it open.
    fn kinds_of(&mut self, view: &View<'a>, is_old: bool) -> Kinds {
        let mut kinds = view.kinds;
        for node in &view.alternatives {
            let inner = self.view(node, is_old).kinds;
            if inner.is_empty() {
                return inner;
            }
            kinds.add(inner);
        }
        kinds
    }

    fn discriminator(&mut self, both: &Both<'_, 'a>) {
        let (from, to) = (both.old.discriminator, both.new.discriminator);
        let kind = DifferenceKind::DiscriminatorChanged;
        // A declaration selects by the values of a field, without a keyword for it.
        let (Some(from), Some(to)) = (from, to) else {
            return;
        };
        if from.property != to.property {
            let (from, to) = (&from.property, &to.property);
            let what = format!("is selected by `{to}`, not by `{from}`");
            self.difference(both, kind, true, &what);
            return;
        }
        let mut from: Vec<_> = from.mapping.iter().map(|(value, _)| value).collect();
        let mut to: Vec<_> = to.mapping.iter().map(|(value, _)| value).collect();
        from.sort();
        to.sort();
        if from != to {
            let breaking = both.breaks(
                from.iter().all(|value| to.contains(value)),
                to.iter().all(|value| from.contains(value)),
            );
            let what = "is selected by other values";
            self.difference(both, kind, breaking, what);
        }
    }

    fn keys(&mut self, node: &Node<'a>, is_old: bool) -> Keys {
        let view = self.view(node, is_old);
        let mut tags: Vec<String> = view
            .properties
            .iter()
            .filter_map(|(name, property)| {
                let schema = property.node.schema;
                let ((Some(value), _) | (None, [value])) =
                    (&schema.constant, schema.values.as_slice())
                else {
                    return None;
                };
                Some(format!("{name}={value}"))
            })
            .collect();
        tags.sort();
        let name = node
            .schema
            .reference
            .as_ref()
            .or(node.schema.title.as_ref());
        let kinds = view.kinds.shown();
        [
            Some(fingerprint(node.schema).to_string()),
            (!tags.is_empty()).then(|| tags.join(",")),
            name.map(|name| plain(name)),
            Some(kinds),
        ]
    }
}

/// For each alternative of one the position of its partner in the other.
fn partners(from: &[Keys], to: &[Keys]) -> Vec<Option<usize>> {
    let mut partners = vec![None; from.len()];
    let mut is_taken = vec![false; to.len()];
    for key in 0..KEYS {
        let mut by_key: HashMap<&str, Vec<usize>> = HashMap::new();
        for (at, keys) in to.iter().enumerate().rev() {
            if let Some(text) = keys[key].as_deref().filter(|_| !is_taken[at]) {
                by_key.entry(text).or_default().push(at);
            }
        }
        for (partner, keys) in partners.iter_mut().zip(from) {
            if partner.is_some() {
                continue;
            }
            let found = keys[key].as_deref().and_then(|text| by_key.get_mut(text));
            *partner = found.and_then(Vec::pop);
            if let Some(at) = *partner {
                is_taken[at] = true;
            }
        }
    }
    partners
}

/// What a schema says without its texts, and without order.
fn fingerprint(schema: &Schema) -> u64 {
    let mut hasher = DefaultHasher::new();
    let Schema {
        reference,
        kinds,
        format,
        values,
        constant,
        ..
    } = schema;
    (reference, format).hash(&mut hasher);
    let unordered = |hashes: &mut dyn Iterator<Item = u64>| {
        hashes.fold(0, |sum: u64, hash| sum.wrapping_add(hash))
    };
    let of = |value: &dyn ToString| {
        let mut hasher = DefaultHasher::new();
        value.to_string().hash(&mut hasher);
        hasher.finish()
    };
    unordered(&mut kinds.iter().map(|kind| of(&format!("{kind:?}")))).hash(&mut hasher);
    unordered(&mut values.iter().map(|value| of(value))).hash(&mut hasher);
    constant.as_ref().map(ToString::to_string).hash(&mut hasher);
    let properties = &mut schema.properties.iter().map(|property| {
        let mut hasher = DefaultHasher::new();
        (&property.name, property.required).hash(&mut hasher);
        fingerprint(&property.schema).hash(&mut hasher);
        hasher.finish()
    });
    unordered(properties).hash(&mut hasher);
    for list in [&schema.all_of, &schema.one_of, &schema.any_of] {
        unordered(&mut list.iter().map(fingerprint)).hash(&mut hasher);
    }
    schema.items.as_deref().map(fingerprint).hash(&mut hasher);
    match &schema.additional {
        None => 0_u8.hash(&mut hasher),
        Some(Additional::Forbidden) => 1_u8.hash(&mut hasher),
        Some(Additional::Schema(inner)) => fingerprint(inner).hash(&mut hasher),
    }
    let prefix: Vec<u64> = schema.prefix_items.iter().map(fingerprint).collect();
    prefix.hash(&mut hasher);
    hasher.finish()
}

fn shown(node: &Node<'_>, index: usize) -> Rc<str> {
    let schema = node.schema;
    let name = schema.reference.as_ref().or(schema.title.as_ref());
    match name {
        Some(name) => format!("`{name}`").into(),
        None => format!("its alternative {}", index + 1).into(),
    }
}
