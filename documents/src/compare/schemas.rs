//! Schemas: which values there are.

use std::rc::Rc;

use super::view::{EMPTY, View};
use super::{Comparer, DifferenceKind, Direction, Node, Side, Site};
use crate::description::{Kind, Schema};

/// Two schemas and what they say.
pub(super) struct Both<'v, 'a> {
    pub(super) old: &'v View<'a>,
    pub(super) new: &'v View<'a>,
    pub(super) places: (&'v Rc<str>, &'v Rc<str>),
    pub(super) site: &'v Site,
}

impl Both<'_, '_> {
    /// Whether the client is broken where a set of values became another one: a request by what is not taken any more, a response by what is new.
    pub(super) fn breaks(&self, old_is_in_new: bool, new_is_in_old: bool) -> bool {
        match self.site.direction {
            Direction::Request => !old_is_in_new,
            Direction::Response => !new_is_in_old,
        }
    }

    /// Whether what became narrower, or else wider, breaks the client.
    pub(super) fn breaks_if(&self, is_narrower: bool) -> bool {
        self.breaks(!is_narrower, is_narrower)
    }
}

/// How many schemas are compared inside of each other, before one is put off.
const DEEPEST: usize = 48;

/// A named schema that is all that another one says.
struct Named {
    index: usize,
    /// Or `null`.
    null: bool,
}

/// The named schema that a schema is nothing more than, alone or in an `allOf`, or that or `null`.
fn named(side: &Side<'_>, schema: &Schema) -> Option<Named> {
    let Schema {
        reference,
        kinds,
        format,
        values,
        constant,
        properties,
        required,
        additional,
        items,
        prefix_items,
        all_of,
        one_of,
        any_of,
        ..
    } = schema;
    let is_bare = kinds.is_empty()
        && format.is_none()
        && values.is_empty()
        && constant.is_none()
        && properties.is_empty()
        && required.is_empty()
        && additional.is_none()
        && items.is_none()
        && prefix_items.is_empty();
    if !is_bare {
        return None;
    }
    let is_null = |schema: &Schema| schema.kinds == [Kind::Null];
    let lists = [all_of.as_slice(), one_of.as_slice(), any_of.as_slice()];
    match (reference, lists) {
        (Some(name), [[], [], []]) => {
            let index = side.by_name.get(name.as_str()).copied()?;
            Some(Named { index, null: false })
        }
        (None, [[only], [], []] | [[], [only], []] | [[], [], [only]]) => named(side, only),
        (None, [[], [one, other], []] | [[], [], [one, other]]) => {
            let inner = match (is_null(one), is_null(other)) {
                (false, true) => one,
                (true, false) => other,
                _ => return None,
            };
            let inner = named(side, inner)?;
            Some(Named {
                null: true,
                ..inner
            })
        }
        _ => None,
    }
}

impl<'a> Comparer<'a> {
    /// Compares two schemas, once for each direction. Two that have names are put off until the operations are done.
    pub(super) fn schemas(&mut self, old: &Node<'a>, new: &Node<'a>, site: &Site) {
        let from = named(&self.old, old.schema);
        let to = named(&self.new, new.schema);
        if let (Some(from), Some(to)) = (from, to) {
            self.beside(old, new, (from.null, to.null), site);
            let name = &self.new.named(to.index).name;
            let site = Site {
                operation: "".into(),
                subject: format!("the schema `{name}`").into(),
                field: "".into(),
                ..site.clone()
            };
            let (old, new) = (self.old.root(from.index), self.new.root(to.index));
            if self.is_first(&old, &new, &site) {
                self.waiting.push_back((old, new, site));
            }
            return;
        }
        if !self.is_first(old, new, site) {
            return;
        }
        if self.depth == DEEPEST {
            let put_off = (old.clone(), new.clone(), site.clone());
            self.waiting.push_back(put_off);
            return;
        }
        self.depth += 1;
        self.schemas_inside(old, new, site);
        self.depth -= 1;
    }

    /// Whether two schemas have not been compared in this direction, and there is time for it.
    fn is_first(&mut self, old: &Node<'a>, new: &Node<'a>, site: &Site) -> bool {
        let address = |schema: &'a Schema| std::ptr::from_ref(schema).addr();
        let pair = (address(old.schema), address(new.schema), site.direction);
        self.seen.insert(pair) && self.spend(1)
    }

    /// What stands beside two references.
    fn beside(&mut self, old: &Node<'a>, new: &Node<'a>, (from, to): (bool, bool), site: &Site) {
        let (old_view, new_view) = (View::default(), View::default());
        let both = Both {
            old: &old_view,
            new: &new_view,
            places: (&old.place, &new.place),
            site,
        };
        if from != to {
            self.null(&both, from);
        }
        self.deprecated(&both, (old.schema.deprecated, new.schema.deprecated));
    }

    pub(super) fn schemas_inside(&mut self, old: &Node<'a>, new: &Node<'a>, site: &Site) {
        let (from, to) = (self.view(old, true), self.view(new, false));
        if self.left == 0 {
            // What is half seen would differ.
            return;
        }
        let site = &Site {
            secret: site.secret || from.secret || to.secret,
            ..site.clone()
        };
        if let Some(name) = from.unknown.or(to.unknown) {
            self.not_compared.insert(format!("`{name}`"));
            return;
        }
        let both = Both {
            old: &from,
            new: &to,
            places: (&old.place, &new.place),
            site,
        };
        if from.is_open() || to.is_open() {
            self.open(&both);
        } else if !from.alternatives.is_empty() || !to.alternatives.is_empty() {
            self.nulls(&both);
            self.alternatives(old, new, &both);
        } else if self.kinds(&both) {
            self.nulls(&both);
            self.formats(&both);
            self.values(&both);
            self.objects(&both);
            self.lists(&both);
        }
        self.deprecated(&both, (from.deprecated, to.deprecated));
    }

    fn deprecated(&mut self, both: &Both<'_, 'a>, (from, to): (bool, bool)) {
        if from != to && !both.site.field.is_empty() {
            let what = if to {
                "is deprecated"
            } else {
                "is not deprecated any more"
            };
            self.difference(both, DifferenceKind::FieldDeprecated, false, what);
        }
    }

    pub(super) fn difference(
        &mut self,
        both: &Both<'_, 'a>,
        kind: DifferenceKind,
        breaking: bool,
        what: &str,
    ) {
        self.of_schemas(kind, breaking, both.places, both.site, what);
    }

    /// One of the two allows every value.
    fn open(&mut self, both: &Both<'_, 'a>) {
        let what = match (both.old.is_open(), both.new.is_open()) {
            (true, false) => "is not any value any more",
            (false, true) => "can be any value now",
            _ => return,
        };
        let breaking = both.breaks_if(both.old.is_open());
        // What a declaration leaves open, its values say.
        let breaking = breaking && !(self.is_declared && both.old.is_open());
        self.difference(both, DifferenceKind::TypeChanged, breaking, what);
    }

    /// The types. `false` where they have no value in common.
    fn kinds(&mut self, both: &Both<'_, 'a>) -> bool {
        let (from, to) = (both.old.kinds, both.new.kinds);
        if from == to {
            return true;
        }
        let what = format!("is {}, not {}", to.shown(), from.shown());
        let old_is_in_new = to.is_empty() || (from.is_in(to) && !from.is_empty());
        let new_is_in_old = from.is_empty() || (to.is_in(from) && !to.is_empty());
        let breaking = both.breaks(old_is_in_new, new_is_in_old);
        self.difference(both, DifferenceKind::TypeChanged, breaking, &what);
        from.shares(to)
    }

    fn nulls(&mut self, both: &Both<'_, 'a>) {
        let (from, to) = (
            both.old.null.unwrap_or(false),
            both.new.null.unwrap_or(false),
        );
        if from != to {
            self.null(both, from);
        }
    }

    fn null(&mut self, both: &Both<'_, 'a>, was_there: bool) {
        let what = if was_there {
            "cannot be null"
        } else {
            "can be null"
        };
        let breaking = both.breaks_if(was_there);
        self.difference(both, DifferenceKind::NullChanged, breaking, what);
    }

    /// The items of lists and tuples.
    fn lists(&mut self, both: &Both<'_, 'a>) {
        let (from, to) = (&both.old.prefix, &both.new.prefix);
        if from.len() != to.len() {
            let what = format!(
                "is a list that begins with {} items, not {}",
                to.len(),
                from.len()
            );
            self.difference(both, DifferenceKind::TupleChanged, true, &what);
            return;
        }
        for (index, (old, new)) in from.iter().zip(to).enumerate() {
            let site = both.site.below(&format!("[{index}]"), "");
            self.schemas(old, new, &site);
        }
        let empty = |place: &Rc<str>| Node {
            schema: &EMPTY,
            place: Rc::clone(place),
        };
        if both.old.items.is_some() || both.new.items.is_some() {
            let old = both.old.items.clone();
            let new = both.new.items.clone();
            let old = old.unwrap_or_else(|| empty(both.places.0));
            let new = new.unwrap_or_else(|| empty(both.places.1));
            self.schemas(&old, &new, &both.site.below("[]", ""));
        }
    }
}
