//! What kind of type a schema is.

use callpoint_documents::description::{Discriminator, Kind, Schema};
use callpoint_documents::{Number, Value};

use super::view::{Named, Variants, View};
use crate::lower::types::VALUE;
use crate::options::Formats;

/// How far references to references are followed.
const MOST_HOPS: usize = 32;

/// The kind of type that a schema is.
#[derive(Debug)]
pub(super) enum Class<'a> {
    /// The type of that name.
    Reference(&'a str),
    /// One of these texts.
    Enum(Vec<&'a str>),
    /// Always this text.
    Constant(&'a str),
    /// A type that is not declared.
    Code(&'static str),
    Struct,
    Union(Variants<'a>),
    /// The schemas that extend this one.
    Children(&'a Discriminator, Vec<&'a str>),
    /// Values of several kinds.
    Kinds(Vec<Kind>),
    List(Option<&'a Schema>),
    Tuple(&'a [Schema]),
    Map(&'a Schema),
}

/// A class, what the docs say of its values besides, and what is lost.
#[derive(Debug)]
pub(super) struct Classified<'a> {
    pub(super) class: Class<'a>,
    pub(super) remark: Option<String>,
    pub(super) note: Option<String>,
}

impl<'a> From<Class<'a>> for Classified<'a> {
    fn from(class: Class<'a>) -> Self {
        Self {
            class,
            remark: None,
            note: None,
        }
    }
}

/// The class of a schema; `own` is its name, where it has one.
pub(super) fn classify<'a>(
    view: &View<'a>,
    own: Option<NamedParent<'a>>,
    named: &Named<'a>,
    formats: &Formats,
) -> Classified<'a> {
    if let Some(name) = view.reference {
        return Class::Reference(name).into();
    }
    if !view.values.is_empty() {
        return of_values(view);
    }
    if let Some(variants) = view.unions.first() {
        if !view.properties.is_empty() {
            return Class::Struct.into();
        }
        return of_union(variants, named).unwrap_or_else(|| Class::Union(variants.clone()).into());
    }
    if let Some(own) = own {
        let children = named.children(own.name);
        if !children.is_empty() {
            return Class::Children(own.discriminator, children.to_vec()).into();
        }
    }
    of_kinds(view, formats)
}

/// A named schema with a discriminator.
#[derive(Debug, Clone, Copy)]
pub(super) struct NamedParent<'a> {
    pub(super) name: &'a str,
    pub(super) discriminator: &'a Discriminator,
}

fn of_values<'a>(view: &View<'a>) -> Classified<'a> {
    let texts: Option<Vec<&str>> = view.values.iter().map(|value| value.as_str()).collect();
    if let Some(mut texts) = texts {
        let mut seen = std::collections::HashSet::new();
        texts.retain(|text| seen.insert(*text));
        return match texts.as_slice() {
            [only] => Class::Constant(only).into(),
            _ => Class::Enum(texts).into(),
        };
    }
    let code = view
        .values
        .iter()
        .map(|value| match value {
            Value::Bool(_) => Some("bool"),
            Value::Number(number) if number.as_i64().is_some() => Some("i64"),
            Value::Number(_) => Some("f64"),
            _ => None,
        })
        .reduce(|one, other| match (one, other) {
            (Some("i64"), Some("f64")) | (Some("f64"), Some("i64")) => Some("f64"),
            (one, other) if one == other => one,
            _ => None,
        });
    let written: Vec<String> = view
        .values
        .iter()
        .map(|value| format!("`{value}`"))
        .collect();
    let remark = match written.as_slice() {
        [only] => format!("Always {only}."),
        values if values.len() <= 20 => format!("One of {}.", values.join(", ")),
        values => format!("One of {} values.", values.len()),
    };
    let is_both = code == Some(Some("bool")) && view.values.len() > 1;
    match code.flatten() {
        Some(code) => Classified {
            class: Class::Code(code),
            remark: (!is_both).then_some(remark),
            note: None,
        },
        None => Classified {
            class: Class::Code(VALUE),
            remark: Some(remark),
            note: Some("its values are of several kinds".to_owned()),
        },
    }
}

/// A union that is no type of its own: texts, or numbers.
fn of_union<'a>(variants: &Variants<'a>, named: &Named<'a>) -> Option<Classified<'a>> {
    if variants.discriminator.is_some() {
        return None;
    }
    let scalars: Option<Vec<(Kind, &Schema)>> = variants
        .schemas
        .iter()
        .map(|variant| scalar(variant, named))
        .collect();
    let scalars = scalars?;
    if scalars.iter().all(|(kind, _)| *kind == Kind::String) {
        let mut texts: Vec<&str> = Vec::new();
        for (_, schema) in &scalars {
            let values = schema.constant.iter().chain(&schema.values);
            for text in values.filter_map(Value::as_str) {
                if !texts.contains(&text) {
                    texts.push(text);
                }
            }
        }
        return Some(match texts.as_slice() {
            [] => Class::Code("String").into(),
            _ => Class::Enum(texts).into(),
        });
    }
    let is_number = |kind: Kind| matches!(kind, Kind::Integer | Kind::Number);
    let is_free = |schema: &Schema| schema.values.is_empty() && schema.constant.is_none();
    if scalars.iter().all(|(kind, _)| is_number(*kind))
        && scalars.iter().any(|(_, schema)| is_free(schema))
    {
        let is_integer = scalars.iter().all(|(kind, _)| *kind == Kind::Integer);
        return Some(Class::Code(if is_integer { "i64" } else { "f64" }).into());
    }
    None
}

/// The one kind of a schema that is text or number and nothing else.
pub(super) fn scalar<'a>(schema: &'a Schema, named: &Named<'a>) -> Option<(Kind, &'a Schema)> {
    let mut schema = schema;
    for _ in 0..MOST_HOPS {
        if let Some(name) = &schema.reference {
            schema = &named.get(name)?.schema;
            continue;
        }
        let is_plain =
            schema.all_of.is_empty() && schema.one_of.is_empty() && schema.any_of.is_empty();
        let kind = match schema.kinds.as_slice() {
            [kind @ (Kind::String | Kind::Integer | Kind::Number | Kind::Boolean)] => *kind,
            [] => match schema.constant.iter().chain(&schema.values).next()? {
                Value::String(_) => Kind::String,
                _ => return None,
            },
            _ => return None,
        };
        return is_plain.then_some((kind, schema));
    }
    None
}

fn of_kinds<'a>(view: &View<'a>, formats: &Formats) -> Classified<'a> {
    let has_properties = !view.properties.is_empty();
    match view.kinds.as_slice() {
        [Kind::Object] => object(view),
        [Kind::Array] => list(view),
        [Kind::String] => text(view, formats),
        [Kind::Integer] => Class::Code(integer(view)).into(),
        [Kind::Number] => Class::Code(float(view)).into(),
        [Kind::Boolean] => Class::Code("bool").into(),
        [] if has_properties || view.additional.is_some() => object(view),
        [] if view.items.is_some() || !view.prefix_items.is_empty() => list(view),
        [Kind::Integer, Kind::Number] | [Kind::Number, Kind::Integer] => {
            Class::Code(float(view)).into()
        }
        [] => Class::Code(VALUE).into(),
        kinds if kinds.len() < 5 => {
            let mut kinds = kinds.to_vec();
            // Every integer is a number.
            if kinds.contains(&Kind::Number) {
                kinds.retain(|kind| *kind != Kind::Integer);
            }
            Class::Kinds(kinds).into()
        }
        _ => Class::Code(VALUE).into(),
    }
}

fn object<'a>(view: &View<'a>) -> Classified<'a> {
    match view.additional {
        _ if !view.properties.is_empty() => Class::Struct.into(),
        Some(additional) if super::view::says_type(additional) => Class::Map(additional).into(),
        _ => Class::Code(crate::lower::types::MAP).into(),
    }
}

fn list<'a>(view: &View<'a>) -> Classified<'a> {
    match view.prefix_items {
        // serde reads tuples of up to 16; one of one is a list.
        items if (2..=12).contains(&items.len()) && view.items.is_none() => {
            Class::Tuple(items).into()
        }
        [] => Class::List(view.items).into(),
        _ => Classified {
            class: Class::List(None),
            remark: None,
            note: Some("its items differ by their position".to_owned()),
        },
    }
}

fn text<'a>(view: &View<'a>, formats: &Formats) -> Classified<'a> {
    let (code, remark) = match view.format.unwrap_or_default() {
        "byte" | "base64" | "base64url" => ("String", Some("Encoded in Base64.")),
        "date-time" => (formats.date_time, None),
        "date" => (formats.date, None),
        "uuid" => (formats.uuid, None),
        _ => ("String", None),
    };
    Classified {
        class: Class::Code(code),
        remark: remark.map(str::to_owned),
        note: None,
    }
}

/// The integer of a format, wide enough for the bounds.
fn integer(view: &View<'_>) -> &'static str {
    let number = |value: Option<&'_ Value>| match value {
        Some(Value::Number(number)) => Some(number.clone()),
        _ => None,
    };
    let (minimum, maximum) = (number(view.minimum), number(view.maximum));
    let is_beyond = |number: &Number| number.as_i64().is_none() && number.as_f64() > 0.0;
    let is_wide = maximum.as_ref().is_some_and(is_beyond);
    let is_unsigned = minimum
        .as_ref()
        .and_then(Number::as_i64)
        .is_some_and(|minimum| minimum >= 0);
    let limit = |code: &'static str, low: i64, high: i64| {
        let is_in = |bound: &Option<Number>| {
            bound.as_ref().is_none_or(|bound| {
                bound
                    .as_i64()
                    .is_some_and(|bound| (low..=high).contains(&bound))
            })
        };
        let is_limit = is_in(&minimum) && is_in(&maximum);
        if is_limit { code } else { "i64" }
    };
    match view.format.unwrap_or_default() {
        "int8" => limit("i8", -128, 127),
        "int16" => limit("i16", -32_768, 32_767),
        "int32" => limit("i32", i64::from(i32::MIN), i64::from(i32::MAX)),
        "uint8" => limit("u8", 0, 255),
        "uint16" => limit("u16", 0, 65_535),
        "uint32" => limit("u32", 0, i64::from(u32::MAX)),
        "uint64" | "uint" => "u64",
        _ if is_wide && is_unsigned => "u64",
        _ => "i64",
    }
}

fn float(view: &View<'_>) -> &'static str {
    match view.format {
        Some("float") => "f32",
        _ => "f64",
    }
}
