//! Objects: their fields.

use std::rc::Rc;

use super::schemas::Both;
use super::view::{EMPTY, Property, View};
use super::{Comparer, Difference, DifferenceKind, Direction, Node};
use crate::description::{Additional, Schema};

/// What an object says of names that are not its fields.
enum Others<'a> {
    /// Nothing, or that all are allowed.
    Any {
        is_said: bool,
    },
    Forbidden,
    Typed(Node<'a>),
}

impl<'a> Comparer<'a> {
    pub(super) fn objects(&mut self, both: &Both<'_, 'a>) {
        let (from, to) = (both.old, both.new);
        for (name, old) in &from.properties {
            if self.is_other_way(old, true, both) {
                continue;
            }
            match to.properties.get(name) {
                Some(new) if self.is_other_way(new, false, both) => {
                    self.field_removed(name, old, both);
                }
                Some(new) => self.field(name, old, new, both),
                None => self.field_removed(name, old, both),
            }
        }
        for (name, new) in &to.properties {
            if self.is_other_way(new, false, both) {
                continue;
            }
            let old = from.properties.get(name);
            if old.is_none_or(|old| self.is_other_way(old, true, both)) {
                self.field_added(name, new, both);
            }
        }
        self.others(both);
    }

    /// Whether a field is received only, in a request, or sent only, in a response.
    fn is_other_way(&self, property: &Property<'a>, is_old: bool, both: &Both<'_, 'a>) -> bool {
        let side = if is_old { &self.old } else { &self.new };
        let schema = property.node.schema;
        let named = schema.reference.as_deref();
        let named = named.and_then(|name| side.by_name.get(name));
        let named = named.map(|index| &side.named(*index).schema);
        let is = |of: fn(&Schema) -> bool| of(schema) || named.is_some_and(of);
        match both.site.direction {
            Direction::Request => is(|schema| schema.read_only),
            Direction::Response => is(|schema| schema.write_only),
        }
    }

    fn field(&mut self, name: &str, old: &Property<'a>, new: &Property<'a>, both: &Both<'_, 'a>) {
        let site = both.site.below(name, ".");
        if old.required != new.required {
            let what = if new.required {
                "is now required"
            } else {
                "can be missing"
            };
            let breaking = both.breaks_if(new.required);
            let places = (&old.node.place, &new.node.place);
            self.of_schemas(DifferenceKind::FieldRequired, breaking, places, &site, what);
        }
        self.schemas(&old.node, &new.node, &site);
    }

    fn field_removed(&mut self, name: &str, old: &Property<'a>, both: &Both<'_, 'a>) {
        let breaking = match both.site.direction {
            Direction::Request => !is_map(both.new),
            Direction::Response => old.required,
        };
        let site = both.site.below(name, ".");
        self.add(Difference {
            kind: DifferenceKind::FieldRemoved,
            breaking,
            operation: site.operation.to_string(),
            old: Some(old.node.place.to_string()),
            new: Some(both.places.1.to_string()),
            message: format!("{} is not there any more", site.name()),
            reason: None,
        });
    }

    fn field_added(&mut self, name: &str, new: &Property<'a>, both: &Both<'_, 'a>) {
        let is_refused = matches!(both.old.additional, Some((Additional::Forbidden, _)));
        let breaking = match both.site.direction {
            Direction::Request => new.required,
            Direction::Response => is_refused,
        };
        let site = both.site.below(name, ".");
        let what = if new.required {
            "is new and required"
        } else {
            "is new"
        };
        self.add(Difference {
            kind: DifferenceKind::FieldAdded,
            breaking,
            operation: site.operation.to_string(),
            old: Some(both.places.0.to_string()),
            new: Some(new.node.place.to_string()),
            message: format!("{} {what}", site.name()),
            reason: None,
        });
    }

    /// Fields that have no name.
    fn others(&mut self, both: &Both<'_, 'a>) {
        let (old, new) = (others(both.old), others(both.new));
        let kind = DifferenceKind::OtherFields;
        let is_map = is_map(both.old);
        match (&old, &new) {
            (Others::Typed(from), Others::Typed(to)) => {
                self.schemas(from, to, &both.site.below("*", "."));
            }
            (Others::Any { .. }, Others::Any { .. }) | (Others::Forbidden, Others::Forbidden) => {}
            (_, Others::Forbidden) => {
                // What a client sends beside its fields is what a map has.
                let breaking = both.site.direction == Direction::Request && is_map;
                self.difference(both, kind, breaking, "cannot have other fields any more");
            }
            (Others::Forbidden, _) => {
                let breaking = both.site.direction == Direction::Response;
                self.difference(both, kind, breaking, "can have other fields now");
            }
            (Others::Any { is_said }, Others::Typed(_)) => {
                let breaking = both.site.direction == Direction::Request && *is_said && is_map;
                self.difference(both, kind, breaking, "has a type for its other fields");
            }
            (Others::Typed(_), Others::Any { .. }) => {
                let breaking = both.site.direction == Direction::Response;
                self.difference(both, kind, breaking, "has no type for its other fields");
            }
        }
    }
}

fn others<'a>(view: &View<'a>) -> Others<'a> {
    match &view.additional {
        None => Others::Any { is_said: false },
        Some((Additional::Forbidden, _)) => Others::Forbidden,
        Some((Additional::Schema(schema), _)) if **schema == *EMPTY => {
            Others::Any { is_said: true }
        }
        Some((Additional::Schema(schema), place)) => Others::Typed(Node {
            schema,
            place: Rc::clone(place),
        }),
    }
}

/// Whether it has fields of any name.
fn is_map(view: &View<'_>) -> bool {
    matches!(view.additional, Some((Additional::Schema(_), _)))
}
