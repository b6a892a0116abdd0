//! What a schema says, with what its references and its `allOf` say.

use std::collections::HashSet;
use std::rc::Rc;
use std::sync::LazyLock;

use indexmap::IndexMap;

use super::{Comparer, Node, Side};
use crate::description::{Additional, Discriminator, Kind, Schema};
use crate::value::Value;

/// A schema that says nothing.
pub(super) static EMPTY: LazyLock<Schema> = LazyLock::new(Schema::default);

/// A set of kinds, one bit each; nothing is said where it is empty. `null` is not among them.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Kinds(u8);

/// What a schema says.
#[derive(Debug, Default)]
pub(super) struct View<'a> {
    /// The name of a type without a schema.
    pub(super) unknown: Option<&'a str>,
    pub(super) kinds: Kinds,
    /// Whether `null` is a value; `None` where nothing is said.
    pub(super) null: Option<bool>,
    pub(super) format: Option<&'a str>,
    pub(super) values: Option<Vec<&'a Value>>,
    pub(super) properties: IndexMap<&'a str, Property<'a>>,
    pub(super) additional: Option<(&'a Additional, Rc<str>)>,
    pub(super) items: Option<Node<'a>>,
    pub(super) prefix: Vec<Node<'a>>,
    pub(super) alternatives: Vec<Node<'a>>,
    pub(super) discriminator: Option<&'a Discriminator>,
    pub(super) deprecated: bool,
    pub(super) secret: bool,
}

#[derive(Debug)]
pub(super) struct Property<'a> {
    pub(super) node: Node<'a>,
    pub(super) required: bool,
}

impl Kinds {
    pub(super) fn of(kind: Kind) -> Self {
        Self(match kind {
            Kind::Null => 0,
            Kind::Boolean => 1,
            Kind::Integer => 2,
            // An integer is a number.
            Kind::Number => 2 | 4,
            Kind::String => 8,
            Kind::Array => 16,
            Kind::Object => 32,
        })
    }

    pub(super) fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub(super) fn has(self, kind: Kind) -> bool {
        let bits = Self::of(kind).0;
        self.0 & bits == bits
    }

    pub(super) fn is_in(self, other: Self) -> bool {
        self.0 & other.0 == self.0
    }

    pub(super) fn shares(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(super) fn add(&mut self, other: Self) {
        self.0 |= other.0;
    }

    fn narrow(&mut self, other: Self) {
        if self.is_empty() || !self.shares(other) {
            *self = other;
        } else if !other.is_empty() {
            self.0 &= other.0;
        }
    }

    pub(super) fn shown(self) -> String {
        let all = [
            (Kind::Boolean, "boolean"),
            (Kind::Number, "number"),
            (Kind::Integer, "integer"),
            (Kind::String, "string"),
            (Kind::Array, "array"),
            (Kind::Object, "object"),
        ];
        let names = all.into_iter().filter(|(kind, _)| self.has(*kind));
        let names = names.filter(|(kind, _)| *kind != Kind::Integer || !self.has(Kind::Number));
        let names: Vec<&str> = names.map(|(_, name)| name).collect();
        if names.is_empty() {
            "any type".to_owned()
        } else {
            names.join(" or ")
        }
    }
}

impl View<'_> {
    /// Whether nothing is said of the values.
    pub(super) fn is_open(&self) -> bool {
        self.unknown.is_none()
            && self.kinds.is_empty()
            && self.values.is_none()
            && self.properties.is_empty()
            && self.alternatives.is_empty()
            && self.items.is_none()
            && self.additional.is_none()
    }
}

/// A schema that is a part of what is looked at, and whether its own word on `null` counts.
struct Part<'a> {
    node: Node<'a>,
    has_null: bool,
}

impl<'a> Comparer<'a> {
    pub(super) fn view(&mut self, node: &Node<'a>, is_old: bool) -> View<'a> {
        let mut view = View::default();
        let mut seen = HashSet::new();
        let mut waiting = vec![Part {
            node: node.clone(),
            has_null: true,
        }];
        while let Some(part) = waiting.pop() {
            if !self.spend(1 + part.node.schema.properties.len()) {
                break;
            }
            let side = if is_old { &self.old } else { &self.new };
            if let Some(name) = &part.node.schema.reference {
                match side.by_name.get(name.as_str()) {
                    Some(index) if seen.insert(*index) => waiting.push(Part {
                        node: side.root(*index),
                        has_null: part.has_null,
                    }),
                    Some(_) => {}
                    None => view.unknown = Some(name),
                }
            }
            side.part(part, &mut view, &mut waiting);
        }
        infer(&mut view);
        view
    }
}

impl<'a> Side<'a> {
    /// Adds what a schema says itself.
    fn part(&self, part: Part<'a>, view: &mut View<'a>, waiting: &mut Vec<Part<'a>>) {
        let Part { node, has_null } = part;
        let Node { schema, place } = &node;
        let schema: &'a Schema = schema;
        let mut kinds = Kinds::default();
        for kind in &schema.kinds {
            kinds.add(Kinds::of(*kind));
        }
        if !schema.kinds.is_empty() {
            view.kinds.narrow(kinds);
            if has_null {
                let is_null = schema.is(Kind::Null);
                view.null = Some(view.null.unwrap_or(true) && is_null);
            }
        }
        if let Some(format) = &schema.format {
            view.format = Some(format);
        }
        if let Some(value) = &schema.constant {
            view.values = Some(vec![value]);
        } else if !schema.values.is_empty() {
            view.values = Some(schema.values.iter().collect());
        }
        view.deprecated |= schema.deprecated;
        view.secret |= schema.secret;
        self.inside(schema, place, view, waiting);
        let parts = schema.all_of.iter().enumerate();
        waiting.extend(parts.map(|(index, schema)| Part {
            node: self.child(schema, place, &["allOf", &index.to_string()]),
            has_null,
        }));
        self.alternatives(schema, place, view, waiting);
    }

    fn child(&self, schema: &'a Schema, place: &Rc<str>, keys: &[&str]) -> Node<'a> {
        Node {
            schema,
            place: self.below(place, keys),
        }
    }

    /// What is inside objects and lists.
    fn inside(
        &self,
        schema: &'a Schema,
        place: &Rc<str>,
        view: &mut View<'a>,
        waiting: &mut Vec<Part<'a>>,
    ) {
        for property in &schema.properties {
            let node = self.child(&property.schema, place, &["properties", &property.name]);
            if property.flatten {
                waiting.push(Part {
                    node,
                    has_null: false,
                });
                continue;
            }
            let known = view.properties.entry(&property.name);
            let known = known.or_insert(Property {
                node,
                required: false,
            });
            known.required |= property.required;
            if known.node.schema == &*EMPTY {
                known.node = self.child(&property.schema, place, &["properties", &property.name]);
            }
        }
        for name in &schema.required {
            let node = self.child(&EMPTY, place, &["required"]);
            let known = view.properties.entry(name);
            known
                .or_insert(Property {
                    node,
                    required: true,
                })
                .required = true;
        }
        if let Some(additional) = &schema.additional {
            view.additional = Some((additional, self.below(place, &["additionalProperties"])));
        }
        if let Some(items) = &schema.items {
            view.items = Some(self.child(items, place, &["items"]));
        }
        let prefix = schema.prefix_items.iter().enumerate();
        view.prefix
            .extend(prefix.map(|(index, item)| {
                self.child(item, place, &["prefixItems", &index.to_string()])
            }));
    }

    /// `oneOf` and `anyOf`: null is no alternative, and one that is alone is a part.
    fn alternatives(
        &self,
        schema: &'a Schema,
        place: &Rc<str>,
        view: &mut View<'a>,
        waiting: &mut Vec<Part<'a>>,
    ) {
        for (keyword, list) in [("oneOf", &schema.one_of), ("anyOf", &schema.any_of)] {
            let is_null = |schema: &Schema| {
                schema.kinds == [Kind::Null] || schema.constant == Some(Value::Null)
            };
            let numbered = list.iter().enumerate();
            let others: Vec<Node<'a>> = numbered
                .filter(|(_, schema)| !is_null(schema))
                .map(|(index, schema)| self.child(schema, place, &[keyword, &index.to_string()]))
                .collect();
            let has_null = others.len() < list.len();
            if has_null {
                view.null = Some(true);
            }
            if let Some(values) = values_of(&others) {
                view.values.get_or_insert_default().extend(values);
            } else if let [only] = others.as_slice() {
                waiting.push(Part {
                    node: only.clone(),
                    has_null: !has_null,
                });
            } else {
                view.alternatives.extend(others);
            }
        }
        view.discriminator = view.discriminator.or(schema.discriminator.as_ref());
    }
}

/// The values, where each alternative is nothing but some.
fn values_of<'a>(alternatives: &[Node<'a>]) -> Option<Vec<&'a Value>> {
    let mut values = Vec::new();
    for Node { schema, .. } in alternatives {
        let schema: &'a Schema = schema;
        let is_plain = schema.reference.is_none() && schema.properties.is_empty();
        match (&schema.constant, schema.values.as_slice()) {
            (Some(value), _) if is_plain => values.push(value),
            (None, [_, ..]) if is_plain => values.extend(&schema.values),
            _ => return None,
        }
    }
    (!values.is_empty()).then_some(values)
}

/// What follows of other keywords.
fn infer(view: &mut View<'_>) {
    if let Some(values) = &mut view.values {
        if values.iter().any(|value| value.is_null()) {
            values.retain(|value| !value.is_null());
            view.null = Some(true);
        } else if view.kinds.is_empty() {
            view.null = Some(false);
        }
        if view.kinds.is_empty() {
            for value in values {
                view.kinds.add(Kinds::of(kind_of(value)));
            }
        }
    }
    if view.kinds.is_empty() && view.alternatives.is_empty() {
        if !view.properties.is_empty() {
            view.kinds = Kinds::of(Kind::Object);
        } else if view.items.is_some() {
            view.kinds = Kinds::of(Kind::Array);
        }
    }
}

fn kind_of(value: &Value) -> Kind {
    match value {
        Value::Null => Kind::Null,
        Value::Bool(_) => Kind::Boolean,
        Value::Number(number) if number.as_i64().is_some() || number.as_u64().is_some() => {
            Kind::Integer
        }
        Value::Number(_) => Kind::Number,
        Value::String(_) => Kind::String,
        Value::Array(_) => Kind::Array,
        Value::Object(_) => Kind::Object,
    }
}
