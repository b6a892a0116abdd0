//! The types as they are declared.

use std::collections::HashSet;

use super::enums::{variant_rule, variants};
use super::graph::Form;
use super::graph::{Def, DefId, DefKind, FieldDef, StructDef, Ty, UnionDef, VariantDef};
use super::names_of_fields;
use super::recursion::{Spot, UNION};
use super::{Schemas, with_remarks};
use crate::lower::renames::rename_rule;
use crate::lower::types::{Use, VALUE};
use crate::model::{Enum, Expr, Field, More, Struct, Type, Variant};
use crate::names::{Taken, field_name, ident, is_plural, upper_camel, words};

/// What a type is declared for.
#[derive(Debug, Clone, Copy)]
struct For {
    is_read: bool,
    is_written: bool,
}

impl For {
    /// The use by which inner types are chosen.
    fn usage(self) -> Use {
        if self.is_read {
            Use::Read
        } else {
            Use::Written
        }
    }
}

impl Schemas<'_> {
    /// All types that are used, in the order in which operations name them.
    pub(in crate::lower) fn declared(&self) -> Vec<Type> {
        let mut types = Vec::new();
        for (at, def) in self.defs.iter().enumerate() {
            if !self.is_declared(at) {
                continue;
            }
            let (is_read, is_written) = (self.uses.is_read[at], self.uses.is_written[at]);
            if self.uses.is_split[at] {
                for usage in [Use::Read, Use::Written] {
                    let only = For {
                        is_read: usage == Use::Read,
                        is_written: usage == Use::Written,
                    };
                    types.extend(self.declare(at, def, only));
                }
            } else {
                types.extend(self.declare(
                    at,
                    def,
                    For {
                        is_read,
                        is_written,
                    },
                ));
            }
        }
        types
    }

    fn declare(&self, at: DefId, def: &Def<'_>, only: For) -> Option<Type> {
        let name = self.name(at, only.usage()).to_owned();
        let doc = self.doc(at, def, only);
        Some(match &def.kind {
            DefKind::Struct(declared) => {
                Type::Struct(self.structure(at, declared, name, doc, def, only))
            }
            DefKind::Enum(texts) => Type::Enum(enumeration(texts, name, doc, only)),
            DefKind::Constant(text) => Type::Enum(constant(text, name, doc, only)),
            DefKind::Union(union) => Type::Enum(self.union(at, union, name, doc, def, only)),
            DefKind::Newtype(ty) => Type::Struct(Struct {
                newtype: Some(self.boxed(ty, (at, 0), only.usage())),
                ..empty(name, doc, only)
            }),
            DefKind::Pending => return None,
        })
    }

    fn doc(&self, at: DefId, def: &Def<'_>, only: For) -> String {
        let mut remarks = Vec::new();
        if def.is_deprecated {
            remarks.push("Deprecated.".to_owned());
        }
        if self.uses.is_split[at] && !only.is_read {
            remarks.push(format!("What is sent of `{}`.", self.name(at, Use::Read)));
        }
        let doc = if def.doc.trim().is_empty() && remarks.is_empty() {
            self.origin(def)
        } else {
            def.doc.to_owned()
        };
        with_remarks(&doc, &remarks)
    }

    fn structure(
        &self,
        at: DefId,
        declared: &StructDef<'_>,
        name: String,
        doc: String,
        def: &Def<'_>,
        only: For,
    ) -> Struct {
        let tag = self.uses.tags.get(&at).copied();
        let kept = declared.fields.iter().enumerate().filter(|(_, field)| {
            let is_left_out = (field.value.is_read_only && !only.is_read)
                || (field.value.is_write_only && !only.is_written);
            !is_left_out && Some(field.wire) != tag
        });
        let kept: Vec<(usize, &FieldDef<'_>)> = kept.collect();
        let wires: Vec<&str> = kept.iter().map(|(_, field)| field.wire).collect();
        let mut taken = Taken::default();
        let names = names_of_fields(&wires, &mut taken);
        let wires: Vec<String> = kept
            .iter()
            .map(|(_, field)| field.form.wire(field.element.unwrap_or(field.wire)))
            .collect();
        let pairs: Vec<(&str, &str)> = names
            .iter()
            .map(String::as_str)
            .zip(wires.iter().map(String::as_str))
            .collect();
        let is_plain = declared.union.is_none() && declared.additional.is_none();
        let rule = rename_rule(&pairs).filter(|_| is_plain || pairs.len() > 1);
        let is_strict = self.uses.is_strict[at];
        let mut fields: Vec<Field> = kept
            .iter()
            .zip(&pairs)
            .map(|((spot, field), (name, wire))| {
                let rename = (rule.is_none() && name != wire).then_some(*wire);
                self.field(field, (at, *spot), ident(name), rename, is_strict, only)
            })
            .collect();
        if let Some(union) = &declared.union {
            let base = ["kind".to_owned(), "variant".to_owned()];
            let name = taken.take(base);
            let ty = self.boxed(union, (at, UNION), only.usage());
            fields.push(flattened(&name, ty, "What differs."));
        }
        if let Some(additional) = &declared.additional {
            let name = taken.take(["other".to_owned(), "additional".to_owned()]);
            let ty = self.text(additional, only.usage());
            fields.push(flattened(&name, ty, "The values under all other names."));
        }
        let element = def.element.filter(|element| *element != name);
        Struct {
            notes: def.notes.clone(),
            rename: element.map(str::to_owned),
            rename_all: rule,
            fields,
            ..empty(name, doc, only)
        }
    }

    fn field(
        &self,
        field: &FieldDef<'_>,
        spot: Spot,
        name: String,
        rename: Option<&str>,
        is_strict: bool,
        only: For,
    ) -> Field {
        let value = &field.value;
        let mut remarks = value.remarks.clone();
        let ty = match value.constant {
            Some((text, _)) if !is_strict => {
                remarks.insert(0, format!("Always `{text}`."));
                "String".to_owned()
            }
            _ => self.boxed(&value.ty, spot, only.usage()),
        };
        // In a type for both, what is only sent or only received can be absent.
        let is_one_way =
            only.is_read && only.is_written && (value.is_read_only || value.is_write_only);
        let is_optional = !field.is_required || is_one_way;
        let is_any = ty == VALUE;
        let mut serde: Vec<String> = rename
            .map(|wire| format!("rename = {wire:?}"))
            .into_iter()
            .collect();
        let ty = if field.form == Form::List {
            // An empty list is no element.
            if only.is_read || self.is_served {
                serde.push("default".to_owned());
            }
            ty
        } else if is_optional && value.is_nullable && only.is_written && !self.defs[spot.0].is_xml {
            serde.push("default".to_owned());
            serde.push("skip_serializing_if = \"Patch::is_absent\"".to_owned());
            format!("Patch<{ty}>")
        } else if is_optional || (value.is_nullable && !is_any) {
            if is_optional && (only.is_written || self.is_served) {
                serde.push("skip_serializing_if = \"Option::is_none\"".to_owned());
            }
            format!("Option<{ty}>")
        } else {
            ty
        };
        let attr = (!serde.is_empty()).then(|| format!("serde({})", serde.join(", ")));
        Field {
            doc: with_remarks(value.doc, &remarks),
            notes: value.notes.clone(),
            attrs: attr.into_iter().collect(),
            example: None,
            name,
            ty,
            value: Expr::List(Vec::new()),
        }
    }

    /// A type, in a `Box` where it would have no size otherwise.
    fn boxed(&self, ty: &Ty, spot: Spot, usage: Use) -> String {
        let text = self.text(ty, usage);
        if !self.boxes.contains(&spot) {
            return text;
        }
        match text
            .strip_prefix("Option<")
            .and_then(|text| text.strip_suffix('>'))
        {
            Some(inner) => format!("Option<Box<{inner}>>"),
            None => format!("Box<{text}>"),
        }
    }

    fn union(
        &self,
        at: DefId,
        union: &UnionDef<'_>,
        name: String,
        doc: String,
        def: &Def<'_>,
        only: For,
    ) -> Enum {
        let mut attrs = Vec::new();
        match union.tag {
            Some(tag) => attrs.push(format!("serde(tag = {tag:?})")),
            None => attrs.push("serde(untagged)".to_owned()),
        }
        let mut notes = def.notes.clone();
        if union.is_ambiguous {
            notes.push("nothing tells all variants apart; the first that fits is taken".to_owned());
        }
        let mut taken = Taken::default();
        let large = self.large_variants(at, union);
        let mut made: Vec<Variant> = Vec::new();
        let mut bare: HashSet<String> = HashSet::new();
        for (spot, variant) in union.variants.iter().enumerate() {
            let ty = if large.contains(&spot) && !self.boxes.contains(&(at, spot)) {
                format!("Box<{}>", self.text(&variant.ty, only.usage()))
            } else {
                self.boxed(&variant.ty, (at, spot), only.usage())
            };
            // serde reads the first of two variants of one type.
            if union.tag.is_none() && !bare.insert(ty.clone()) {
                continue;
            }
            let own = variant_name(&ty, &name);
            let by_title = variant
                .title
                .as_deref()
                .map(words)
                .filter(|words| words.len() <= 4)
                .and_then(|words| upper_camel(&words));
            let by_tag = variant
                .tags
                .first()
                .and_then(|tag| upper_camel(&words(tag)));
            let is_inline = !matches!(variant.ty, Ty::Def(inner) if self.is_named(inner));
            let mut candidates: Vec<String> = by_title.filter(|_| is_inline).into_iter().collect();
            if is_inline {
                candidates.extend(by_tag.into_iter().chain([own]));
            } else {
                candidates.extend(std::iter::once(own).chain(by_tag));
            }
            let variant_name = taken.take(candidates);
            let mut serde = Vec::new();
            if let (Some(_), Some((first, more))) = (union.tag, variant.tags.split_first()) {
                if *first != variant_name {
                    serde.push(format!("rename = {first:?}"));
                }
                serde.extend(more.iter().map(|tag| format!("alias = {tag:?}")));
            }
            made.push(Variant {
                doc: variant.doc.clone(),
                attrs: (!serde.is_empty())
                    .then(|| format!("serde({})", serde.join(", ")))
                    .into_iter()
                    .collect(),
                name: variant_name,
                ty: Some(ty),
            });
        }
        let holds_all = made
            .iter()
            .any(|variant| variant.ty.as_deref() == Some(VALUE));
        if only.is_read && !holds_all {
            let name = taken.take(["Other", "Unknown", "Undocumented"].map(str::to_owned));
            made.push(Variant {
                doc: "What is not documented.".to_owned(),
                attrs: union
                    .tag
                    .map(|_| "serde(untagged)".to_owned())
                    .into_iter()
                    .collect(),
                name,
                ty: Some(VALUE.to_owned()),
            });
        }
        Enum {
            name,
            doc,
            notes,
            derives: derives(&["Debug", "Clone"], only),
            attrs,
            variants: made,
        }
    }

    /// The variants that are much larger than all others, which would make each value as large: with the largest in a box, it can be the next one.
    fn large_variants(&self, at: DefId, union: &UnionDef<'_>) -> Vec<usize> {
        let size = |(spot, variant): (usize, &VariantDef)| {
            let is_boxed = self.boxes.contains(&(at, spot));
            let size = if is_boxed {
                BOX
            } else {
                self.sizes.of(&variant.ty)
            };
            (size, spot)
        };
        let mut sizes: Vec<(usize, usize)> = union.variants.iter().enumerate().map(size).collect();
        sizes.sort_unstable();
        let mut large = Vec::new();
        while let Some((largest, spot)) = sizes.pop() {
            // `Other` has 32 bytes.
            let second = sizes.last().map_or(32, |(size, _)| (*size).max(32));
            if largest <= second + 120 {
                break;
            }
            large.push(spot);
        }
        large
    }
}

/// How large a box is.
const BOX: usize = 8;

fn empty(name: String, doc: String, only: For) -> Struct {
    Struct {
        name,
        doc,
        notes: Vec::new(),
        is_written: only.is_written,
        is_read: only.is_read,
        is_response: false,
        has_message: false,
        newtype: None,
        rename: None,
        rename_all: None,
        fields: Vec::new(),
        more: More::default(),
    }
}

fn flattened(name: &str, ty: String, doc: &str) -> Field {
    Field {
        doc: doc.to_owned(),
        notes: Vec::new(),
        attrs: vec!["serde(flatten)".to_owned()],
        example: None,
        name: ident(name),
        ty,
        value: Expr::List(Vec::new()),
    }
}

fn derives(first: &[&'static str], only: For) -> Vec<&'static str> {
    let mut derives = first.to_vec();
    if only.is_read {
        derives.push("Deserialize");
    }
    if only.is_written {
        derives.push("Serialize");
    }
    derives
}

fn enumeration(texts: &[&str], name: String, doc: String, only: For) -> Enum {
    let mut taken = Taken::default();
    let names = variants(texts, &mut taken);
    let pairs: Vec<(&str, &str)> = names
        .iter()
        .map(String::as_str)
        .zip(texts.iter().copied())
        .collect();
    let rule = variant_rule(&pairs);
    let mut made: Vec<Variant> = pairs
        .iter()
        .map(|(name, text)| Variant {
            doc: String::new(),
            attrs: (rule.is_none() && name != text)
                .then(|| format!("serde(rename = {text:?})"))
                .into_iter()
                .collect(),
            name: (*name).to_owned(),
            ty: None,
        })
        .collect();
    let derives = if only.is_read {
        let name = taken.take(["Unknown", "Other", "Undocumented"].map(str::to_owned));
        made.push(Variant {
            doc: "What is not documented.".to_owned(),
            attrs: Vec::new(),
            name,
            ty: Some("String".to_owned()),
        });
        vec!["Debug", "Clone", "PartialEq", "Eq", "OpenEnum"]
    } else {
        vec!["Debug", "Clone", "Copy", "PartialEq", "Eq", "Serialize"]
    };
    Enum {
        name,
        doc,
        notes: Vec::new(),
        derives,
        attrs: rule
            .map(|rule| format!("serde(rename_all = {rule:?})"))
            .into_iter()
            .collect(),
        variants: made,
    }
}

fn constant(text: &str, name: String, doc: String, only: For) -> Enum {
    let mut taken = Taken::default();
    let names = variants(&[text], &mut taken);
    let variants = names.into_iter().map(|name| Variant {
        doc: format!("`{text}`"),
        attrs: std::iter::once("default".to_owned())
            .chain((name != text).then(|| format!("serde(rename = {text:?})")))
            .collect(),
        name,
        ty: None,
    });
    Enum {
        name,
        doc,
        notes: Vec::new(),
        derives: derives(
            &["Debug", "Clone", "Copy", "Default", "PartialEq", "Eq"],
            only,
        ),
        attrs: Vec::new(),
        variants: variants.collect(),
    }
}

/// What a variant is called after its type, without the words of the enum.
fn variant_name<'a>(ty: &'a str, outer: &str) -> String {
    let unwrapped = |ty: &'a str| {
        let held = ty.strip_prefix("Box<").or(ty.strip_prefix("Option<"))?;
        held.strip_suffix('>')
    };
    let mut inner = ty;
    while let Some(held) = unwrapped(inner) {
        inner = held;
    }
    let word = crate::model::words(inner).last().unwrap_or_default();
    match inner {
        "String" => "Text".to_owned(),
        "bool" => "Boolean".to_owned(),
        "f64" | "f32" => "Number".to_owned(),
        "serde_json::Value" => "Any".to_owned(),
        _ if inner.starts_with("serde_json::Map") => "Object".to_owned(),
        _ if inner.starts_with("chrono") => "Date".to_owned(),
        _ if inner.starts_with("uuid") => "Uuid".to_owned(),
        _ if inner.starts_with("BTreeMap<") => "Map".to_owned(),
        _ if inner.starts_with("Vec<") => match word {
            "String" => "Texts".to_owned(),
            word if word.starts_with(char::is_uppercase) && word != "Value" => {
                if is_plural(word) {
                    format!("{word}List")
                } else {
                    format!("{word}s")
                }
            }
            _ => "List".to_owned(),
        },
        _ if inner.starts_with('(') => "Tuple".to_owned(),
        _ if inner.starts_with(char::is_lowercase) => "Integer".to_owned(),
        // `GetLinkResponse::Problem` and not `GetLinkResponse::GetLinkResponseProblem`.
        _ => match word.strip_prefix(outer) {
            Some(rest) if rest.starts_with(char::is_uppercase) => rest.to_owned(),
            _ => word.to_owned(),
        },
    }
}

/// The name of a field for a name on the wire.
pub(super) fn base_name(wire: &str) -> String {
    field_name(wire).unwrap_or_else(|| "field".to_owned())
}
