//! Unions: what tells their variants apart.

use std::collections::{HashMap, HashSet};

use callpoint_documents::description::{Discriminator, Kind, Schema};

use super::build::Builder;
use super::graph::{DefId, Place, Ty, UnionDef, VariantDef};
use super::view::{Variants, View};
use crate::lower::types::{MAP, VALUE};

/// What is known of a variant besides its type.
struct Variant<'a> {
    ty: Ty,
    schema: &'a Schema,
    view: View<'a>,
    tags: Vec<String>,
}

impl<'a> Builder<'a> {
    /// Alternatives.
    pub(super) fn union(&mut self, def: DefId, variants: &Variants<'a>) -> UnionDef<'a> {
        let by_name = variants.discriminator.map(values_by_name);
        let mut found: Vec<Variant<'a>> = Vec::new();
        let mut known: HashSet<Ty> = HashSet::new();
        for (at, schema) in variants.schemas.iter().enumerate() {
            let place = Place::in_def(def, &variant_key(schema, at));
            let ty = self.ty(schema, &place);
            let tags = match (&by_name, schema.reference.as_deref()) {
                (Some(by_name), Some(name)) => match by_name.get(name) {
                    Some(values) => values.clone(),
                    None => vec![name.to_owned()],
                },
                _ => Vec::new(),
            };
            // What two alternatives share is one variant, unless a tag tells them apart.
            if !known.insert(ty.clone()) && tags.is_empty() {
                continue;
            }
            let view = self.view_of(schema);
            found.push(Variant {
                ty,
                schema,
                view,
                tags,
            });
        }
        let tag = match variants.discriminator {
            Some(discriminator) => self.declared_tag(discriminator, &mut found),
            None => self.inferred_tag(&mut found),
        };
        let is_ambiguous = tag.is_none() && order(&mut found);
        let variants = found.into_iter().map(|variant| VariantDef {
            ty: variant.ty,
            tags: variant.tags,
            title: variant.schema.title.clone(),
            doc: variant.schema.doc.clone(),
        });
        UnionDef {
            variants: variants.collect(),
            tag,
            is_ambiguous,
        }
    }

    /// The schemas that extend one with a discriminator.
    pub(super) fn children(
        &mut self,
        discriminator: &'a Discriminator,
        names: Vec<&'a str>,
    ) -> UnionDef<'a> {
        let by_name = values_by_name(discriminator);
        let mut todo: Vec<&str> = names;
        todo.reverse();
        let mut seen = HashSet::new();
        let mut variants = Vec::new();
        while let Some(name) = todo.pop() {
            if !seen.insert(name) {
                continue;
            }
            let below = self.named.children(name);
            if !below.is_empty() {
                todo.extend(below.iter().rev());
                continue;
            }
            let ty = self.of_name(name);
            let tags = by_name
                .get(name)
                .cloned()
                .unwrap_or_else(|| vec![name.to_owned()]);
            variants.push(VariantDef {
                ty,
                tags,
                title: None,
                doc: String::new(),
            });
        }
        UnionDef {
            variants,
            tag: Some(&discriminator.property),
            is_ambiguous: false,
        }
    }

    /// Values of several kinds.
    pub(super) fn kinds(&mut self, def: DefId, kinds: &[Kind], view: &View<'a>) -> UnionDef<'a> {
        let mut variants = Vec::new();
        for kind in kinds {
            let ty = match kind {
                Kind::Null => continue,
                Kind::Boolean => Ty::Code("bool"),
                Kind::Integer => Ty::Code("i64"),
                Kind::Number => Ty::Code("f64"),
                Kind::String => Ty::Code("String"),
                Kind::Array => Ty::List(Box::new(match view.items {
                    Some(items) => self.ty(items, &Place::in_def(def, "item")),
                    None => Ty::Code(VALUE),
                })),
                Kind::Object => Ty::Code(MAP),
            };
            variants.push(VariantDef {
                ty,
                tags: Vec::new(),
                title: None,
                doc: String::new(),
            });
        }
        UnionDef {
            variants,
            tag: None,
            is_ambiguous: false,
        }
    }

    /// The property of a discriminator, where each variant has a value of it.
    fn declared_tag(
        &self,
        discriminator: &'a Discriminator,
        variants: &mut [Variant<'a>],
    ) -> Option<&'a str> {
        let mut seen = HashSet::new();
        for variant in variants {
            // What the variant itself says of its value is what is sent.
            let own = self.constant(&variant.view, &discriminator.property);
            if let Some(own) = own {
                let is_mapped = variant.tags.iter().any(|tag| tag == own);
                if !is_mapped && discriminator.mapping.is_empty() {
                    variant.tags = vec![own.to_owned()];
                }
            }
            if variant.tags.is_empty() || !variant.tags.iter().all(|tag| seen.insert(tag.clone())) {
                return None;
            }
        }
        Some(&discriminator.property)
    }

    /// A required property that has one value in each variant, each time another.
    fn inferred_tag(&self, variants: &mut [Variant<'a>]) -> Option<&'a str> {
        let first = variants.first()?;
        let candidates: Vec<&str> = first
            .view
            .properties
            .iter()
            .filter(|property| property.is_required)
            .map(|property| property.name)
            .take(32)
            .collect();
        let tag = candidates.into_iter().find(|name| {
            let mut seen = HashSet::new();
            variants.iter().all(|variant| {
                self.constant(&variant.view, name)
                    .is_some_and(|value| seen.insert(value))
            })
        })?;
        for variant in variants {
            let value = self.constant(&variant.view, tag).unwrap_or_default();
            variant.tags = vec![value.to_owned()];
        }
        Some(tag)
    }

    /// The only value of a property, where it is one text.
    fn constant(&self, view: &View<'a>, name: &str) -> Option<&'a str> {
        let property = view
            .properties
            .iter()
            .find(|property| property.name == name && property.is_required)?;
        let inner = self.view_of(property.schema?);
        match inner.values.as_slice() {
            [only] if !inner.is_nullable => only.as_str(),
            _ => None,
        }
    }
}

/// The values of a discriminator by the name of their schema.
fn values_by_name(discriminator: &Discriminator) -> HashMap<&str, Vec<String>> {
    let mut by_name: HashMap<&str, Vec<String>> = HashMap::new();
    for (value, name) in &discriminator.mapping {
        let values = by_name.entry(name).or_default();
        if !values.contains(value) {
            values.push(value.clone());
        }
    }
    by_name
}

/// What a variant without a name is called after.
fn variant_key(schema: &Schema, at: usize) -> String {
    let constants = schema.properties.iter().filter_map(|property| {
        let schema = &property.schema;
        match (&schema.constant, schema.values.as_slice()) {
            (Some(value), _) => value.as_str(),
            (None, [only]) => only.as_str(),
            _ => None,
        }
    });
    let mut constants = constants.filter(|text| !text.is_empty());
    if let Some(first) = constants.next() {
        return first.to_owned();
    }
    match schema.kinds.as_slice() {
        [Kind::Array] => "item".to_owned(),
        _ => format!("variant {}", at + 1),
    }
}

/// Sorts variants, so that the first that reads a value is the right one, and loses the least of it. Returns whether nothing tells some of them apart.
fn order(variants: &mut [Variant<'_>]) -> bool {
    variants.sort_by_key(|variant| {
        let required = variant
            .view
            .properties
            .iter()
            .filter(|property| property.is_required)
            .count();
        let all = variant.view.properties.len();
        let properties = std::cmp::Reverse((required, all));
        (rank(&variant.ty), properties)
    });
    let objects: Vec<&Variant<'_>> = variants
        .iter()
        .filter(|variant| matches!(kind_of(variant), Some(Kind::Object) | None))
        .collect();
    // Each but the last has a required property that no later one has.
    let mut later: HashSet<&str> = HashSet::new();
    let mut is_ambiguous = false;
    for (at, variant) in objects.iter().rev().enumerate() {
        let mut required = variant
            .view
            .properties
            .iter()
            .filter(|property| property.is_required);
        is_ambiguous |= at > 0 && required.all(|property| later.contains(property.name));
        later.extend(variant.view.properties.iter().map(|property| property.name));
    }
    let lists = variants
        .iter()
        .filter(|variant| kind_of(variant) == Some(Kind::Array))
        .count();
    let texts = variants
        .iter()
        .filter(|variant| kind_of(variant) == Some(Kind::String))
        .count();
    is_ambiguous || lists > 1 || texts > 1
}

/// Before what a type could be read as something else: integers before floats, texts with a form before all texts.
fn rank(ty: &Ty) -> usize {
    match ty {
        Ty::Code("bool") => 0,
        Ty::Code("f64" | "f32") => 2,
        Ty::Code("String") => 4,
        Ty::Code(code) if *code == MAP => 6,
        Ty::Code(code) if *code == VALUE => 8,
        Ty::Code(_) => 1,
        Ty::Def(_) | Ty::Tuple(_) => 3,
        Ty::List(_) => 5,
        Ty::Map(_) => 6,
        Ty::Nullable(inner) => rank(inner),
    }
}

fn kind_of(variant: &Variant<'_>) -> Option<Kind> {
    match variant.view.kinds.as_slice() {
        [kind] => Some(*kind),
        [] if !variant.view.properties.is_empty() => Some(Kind::Object),
        [] if variant.view.items.is_some() => Some(Kind::Array),
        [] if variant.view.values.iter().any(|value| value.is_string()) => Some(Kind::String),
        _ => None,
    }
}
