//! The types of bodies. One shape is one type, wherever it occurs.

use std::collections::{BTreeSet, HashMap};

use callpoint_documents::description::Status;

use super::renames::rename_rule;
use crate::model::{Expr, Field, More, Struct};
use crate::names::{Taken, field_name, ident, singular, type_name, words};
use crate::shape::{self, Shape};
use crate::summary::Summary;

pub(super) const VALUE: &str = "serde_json::Value";
pub(super) const MAP: &str = "serde_json::Map<String, serde_json::Value>";

/// Keys under which every API has its lists: they name nothing.
const GENERIC: [&str; 14] = [
    "content", "data", "elements", "entries", "entities", "hits", "items", "list", "objects",
    "records", "result", "results", "rows", "values",
];

/// How many objects of the same keys that disagree are remembered. Each is compared with each.
const VARIANTS: usize = 16;

/// Whether a type is sent or received.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    Written,
    Read,
}

/// How a type would like to be called.
#[derive(Debug, Default, Clone)]
pub(super) struct Wanted {
    /// The best first.
    pub(super) names: Vec<String>,
    /// What the path speaks of, for lists under keys that say nothing.
    pub(super) noun: Option<String>,
    pub(super) doc: String,
}

struct Type {
    name: String,
    doc: String,
    fields: Vec<shape::Field>,
    types: Vec<String>,
    is_written: bool,
    is_read: bool,
}

pub(super) struct Types {
    list: Vec<Type>,
    by_fields: HashMap<Vec<shape::Field>, usize>,
    pub(super) taken: Taken,
    /// The error statuses that a shape is the body of.
    errors: HashMap<Vec<shape::Field>, BTreeSet<Status>>,
    /// Objects by their keys: what all examples of such an object have in common.
    whole: HashMap<BTreeSet<String>, Vec<Vec<shape::Field>>>,
    /// Whether all of them are written.
    is_served: bool,
}

impl Types {
    /// Takes all shapes of responses by their statuses, and the names that the endpoints have taken.
    pub(super) fn new(shapes: Vec<(Status, Shape)>, names: &[String], is_served: bool) -> Self {
        let mut types = Self {
            list: Vec::new(),
            by_fields: HashMap::new(),
            taken: Taken::default(),
            errors: HashMap::new(),
            whole: HashMap::new(),
            is_served,
        };
        for name in names {
            types.taken.reserve(name.clone());
            types.taken.reserve(format!("{name}Error"));
            types.taken.reserve(format!("{name}Output"));
        }
        types.taken.reserve("ApiError");
        for (_, shape) in &shapes {
            types.learn(shape);
        }
        for (status, shape) in shapes {
            let shape = types.refined(shape);
            if let Some(fields) = object(&shape).filter(|_| !status.is_success()) {
                let statuses = types.errors.entry(fields.clone()).or_default();
                statuses.insert(status);
            }
        }
        types
    }

    /// Remembers the objects of a shape.
    fn learn(&mut self, shape: &Shape) {
        match shape {
            Shape::List(inner) | Shape::Map(inner) | Shape::Nullable(inner) => self.learn(inner),
            Shape::Object(fields) => {
                for field in fields {
                    self.learn(&field.shape);
                }
                let variants = self.whole.entry(keys(fields)).or_default();
                for known in variants.iter_mut() {
                    if let Some(both) = together(known, fields) {
                        *known = both;
                        return;
                    }
                }
                if variants.len() < VARIANTS {
                    variants.push(fields.clone());
                }
            }
            _ => {}
        }
    }

    /// A shape whose objects are all that the document shows of them elsewhere: what is `null` in one response is a string in another.
    pub(super) fn refined(&self, shape: Shape) -> Shape {
        self.refined_in(shape, &mut Vec::new())
    }

    /// `outer` are the objects around: one that holds its like would grow forever.
    fn refined_in(&self, shape: Shape, outer: &mut Vec<BTreeSet<String>>) -> Shape {
        match shape {
            Shape::List(inner) => Shape::List(Box::new(self.refined_in(*inner, outer))),
            Shape::Map(inner) => Shape::Map(Box::new(self.refined_in(*inner, outer))),
            Shape::Nullable(inner) => Shape::Nullable(Box::new(self.refined_in(*inner, outer))),
            Shape::Object(fields) => {
                let keys = keys(&fields);
                let variants = self.whole.get(&keys).into_iter().flatten();
                let mut covering = variants
                    .filter(|known| together(known, &fields).as_ref() == Some(*known))
                    .filter(|_| !outer.contains(&keys));
                let fields = covering.next().cloned().unwrap_or(fields);
                outer.push(keys);
                let refined = fields.into_iter().map(|field| shape::Field {
                    shape: self.refined_in(field.shape, outer),
                    ..field
                });
                let refined = refined.collect();
                outer.pop();
                Shape::Object(refined)
            }
            shape => shape,
        }
    }

    /// Whether this is the body of more than one error status.
    pub(super) fn is_problem(&self, shape: &Shape) -> bool {
        let statuses = object(shape).and_then(|fields| self.errors.get(fields));
        statuses.is_some_and(|statuses| statuses.len() > 1)
    }

    /// The Rust type of a shape.
    pub(super) fn ty(&mut self, shape: &Shape, wanted: &Wanted, usage: Use) -> String {
        match shape {
            Shape::Unknown | Shape::Any(_) => VALUE.to_owned(),
            Shape::Bool => "bool".to_owned(),
            Shape::Integer => "i64".to_owned(),
            Shape::Number => "f64".to_owned(),
            Shape::Text => "String".to_owned(),
            Shape::List(item) => format!("Vec<{}>", self.ty(item, wanted, usage)),
            Shape::Map(value) => format!("BTreeMap<String, {}>", self.ty(value, wanted, usage)),
            Shape::Nullable(inner) => format!("Option<{}>", self.ty(inner, wanted, usage)),
            Shape::Object(fields) if fields.is_empty() => MAP.to_owned(),
            Shape::Object(fields) => self.object(fields, wanted, usage),
        }
    }

    fn object(&mut self, fields: &[shape::Field], wanted: &Wanted, usage: Use) -> String {
        let index = match self.by_fields.get(fields) {
            Some(&index) => index,
            None => self.insert(fields, wanted),
        };
        let name = self.list[index].name.clone();
        let known = match usage {
            Use::Written => &mut self.list[index].is_written,
            Use::Read => &mut self.list[index].is_read,
        };
        if std::mem::replace(known, true) {
            return name;
        }
        let types: Vec<String> = fields
            .iter()
            .map(|field| {
                let wanted = inner(&name, &field.name, &field.shape, wanted.noun.as_ref());
                self.field(field, &wanted, usage)
            })
            .collect();
        self.list[index].types = types;
        name
    }

    fn insert(&mut self, fields: &[shape::Field], wanted: &Wanted) -> usize {
        let index = self.list.len();
        self.list.push(Type {
            name: self.taken.take(wanted.names.clone()),
            doc: wanted.doc.clone(),
            fields: fields.to_vec(),
            types: Vec::new(),
            is_written: false,
            is_read: false,
        });
        self.by_fields.insert(fields.to_vec(), index);
        index
    }

    /// The type of a field that may be missing.
    pub(super) fn field(&mut self, field: &shape::Field, wanted: &Wanted, usage: Use) -> String {
        let ty = self.ty(&field.shape, wanted, usage);
        if field.can_miss && !ty.starts_with("Option<") {
            format!("Option<{ty}>")
        } else {
            ty
        }
    }

    /// The name of the type of an object, and the names of its fields.
    pub(super) fn known(&self, fields: &[shape::Field]) -> Option<(String, Vec<String>)> {
        let known = &self.list[*self.by_fields.get(fields)?];
        Some((known.name.clone(), field_names(&known.fields)))
    }

    /// All of them, in the order in which they were first met.
    pub(super) fn structs(&self, summary: &mut Summary) -> Vec<Struct> {
        let structs = self.list.iter().map(|one| one.declared(self.is_served));
        let structs: Vec<Struct> = structs.collect();
        for declared in &structs {
            for field in &declared.fields {
                let notes = field.notes.iter();
                summary.notes.extend(
                    notes.map(|note| format!("{}: `{}`: {note}", declared.name, field.name)),
                );
            }
        }
        structs
    }
}

impl Type {
    fn declared(&self, is_served: bool) -> Struct {
        let names = field_names(&self.fields);
        let pairs: Vec<(&str, &str)> = names
            .iter()
            .zip(&self.fields)
            .map(|(name, field)| (name.as_str(), field.name.as_str()))
            .collect();
        let rule = rename_rule(&pairs);
        let fields = pairs.iter().zip(&self.fields).zip(&self.types);
        let fields = fields.map(|((&(name, wire), field), ty)| {
            let mut serde = Vec::new();
            if rule.is_none() && name != wire {
                serde.push(format!("rename = {wire:?}"));
            }
            if (self.is_written || is_served) && field.can_miss {
                serde.push("skip_serializing_if = \"Option::is_none\"".to_owned());
            }
            let attr = (!serde.is_empty()).then(|| format!("serde({})", serde.join(", ")));
            Field {
                doc: String::new(),
                notes: disagreement(&field.shape).into_iter().collect(),
                attrs: attr.into_iter().collect(),
                example: None,
                name: ident(name),
                ty: ty.clone(),
                value: Expr::List(Vec::new()),
            }
        });
        Struct {
            name: self.name.clone(),
            doc: self.doc.clone(),
            notes: Vec::new(),
            is_written: self.is_written,
            is_read: self.is_read,
            is_response: false,
            has_message: false,
            newtype: None,
            rename: None,
            rename_all: rule,
            fields: fields.collect(),
            more: More::default(),
        }
    }
}

fn keys(fields: &[shape::Field]) -> BTreeSet<String> {
    fields.iter().map(|field| field.name.clone()).collect()
}

/// Whether the objects inside of two can be of one type: they share most of their keys. Pages of different things have the same keys themselves.
fn are_alike(one: &[shape::Field], other: &[shape::Field]) -> bool {
    one.iter().all(|field| {
        let second = other.iter().find(|second| second.name == field.name);
        let inner = second.map(|second| (object_in(&field.shape), object_in(&second.shape)));
        let Some((Some(one), Some(other))) = inner else {
            return true;
        };
        let (one_keys, other_keys) = (keys(one), keys(other));
        let shared = one_keys.intersection(&other_keys).count();
        let is_empty = one.is_empty() || other.is_empty();
        let most = one_keys.len().max(other_keys.len());
        (is_empty || shared * 2 > most) && are_alike(one, other)
    })
}

/// The fields of an object, or of the items of a list.
fn object_in(shape: &Shape) -> Option<&[shape::Field]> {
    match shape {
        Shape::Object(fields) => Some(fields),
        Shape::List(inner) | Shape::Map(inner) | Shape::Nullable(inner) => object_in(inner),
        _ => None,
    }
}

/// What two objects have in common; `None` where they disagree.
fn together(one: &[shape::Field], other: &[shape::Field]) -> Option<Vec<shape::Field>> {
    let is_any = |fields: &[shape::Field]| fields.iter().any(|field| field.shape.is_any());
    if !are_alike(one, other) {
        return None;
    }
    match Shape::Object(one.to_vec()).merge(Shape::Object(other.to_vec())) {
        Shape::Object(both) if !is_any(&both) || is_any(one) || is_any(other) => Some(both),
        _ => None,
    }
}

/// Why a shape, or the items of its lists, are a `serde_json::Value`.
pub(super) fn disagreement(shape: &Shape) -> Option<String> {
    match shape {
        Shape::Any(why) => Some(why.clone()),
        Shape::List(inner) | Shape::Map(inner) | Shape::Nullable(inner) => disagreement(inner),
        _ => None,
    }
}

/// How the type of a field would like to be called: after its key.
pub(super) fn inner(outer: &str, key: &str, shape: &Shape, noun: Option<&String>) -> Wanted {
    let is_list = matches!(shape.solid(), Shape::List(_) | Shape::Map(_));
    let is_generic = GENERIC.contains(&key.to_lowercase().as_str());
    let word = if is_list {
        singular(key)
    } else {
        key.to_owned()
    };
    let by_key = type_name(&words(&word));
    let with_outer = by_key.as_ref().map(|name| format!("{outer}{name}"));
    let by_noun = noun.filter(|_| is_generic).cloned();
    let by_key = by_key.filter(|_| !is_generic);
    let mut names: Vec<String> = by_noun
        .into_iter()
        .chain(by_key)
        .chain(with_outer)
        .collect();
    if names.is_empty() {
        names.push(format!("{outer}Item"));
    }
    let doc = if is_list {
        format!("An item of `{key}` in `{outer}`.")
    } else {
        format!("The `{key}` of `{outer}`.")
    };
    Wanted {
        names,
        noun: noun.cloned(),
        doc,
    }
}

/// Whether an object is a page: it holds a list under a key that says nothing.
pub(super) fn is_page(shape: &Shape) -> bool {
    let Shape::Object(fields) = shape else {
        return false;
    };
    fields.iter().any(|field| {
        let is_generic = GENERIC.contains(&field.name.to_lowercase().as_str());
        is_generic && matches!(field.shape.solid(), Shape::List(_))
    })
}

/// The object of a shape, or that of its list.
fn object(shape: &Shape) -> Option<&Vec<shape::Field>> {
    match shape {
        Shape::Object(fields) if !fields.is_empty() => Some(fields),
        Shape::List(inner) | Shape::Nullable(inner) => object(inner),
        _ => None,
    }
}

/// The names of fields in Rust: unique, without `r#`.
fn field_names(fields: &[shape::Field]) -> Vec<String> {
    let mut taken = Taken::default();
    let name = |field: &shape::Field| {
        let name = field_name(&field.name).unwrap_or_else(|| "field".to_owned());
        taken.take([name])
    };
    fields.iter().map(name).collect()
}
