//! What fields may not be beside each other, or with what the template says.

use syn::{DeriveInput, Type};

use super::super::{generic_argument, optional_type, presence};
use crate::diag::Errors;
use crate::model::{Field, Place, Presence, Style};
use crate::names;
use crate::parse::fields::{Field as Written, Place as WrittenPlace};
use crate::suggest;
use crate::template::{QueryPiece, Template};

/// Every parameter of the template is a field. The fields that a near miss probably means are returned.
pub(super) fn check_names(
    template: &Template,
    item: &DeriveInput,
    written: &[Written],
    errors: &Errors,
) -> Vec<String> {
    let fields: Vec<String> = written.iter().map(Written::name).collect();
    let mut meant = Vec::new();
    for name in template.names().filter(|name| !fields.contains(&name.text)) {
        let (missing, item) = (&name.text, &item.ident);
        let fields = fields.iter().map(String::as_str);
        let message = match suggest::nearest(missing, fields.clone()) {
            Some(near) => {
                meant.push(near.to_owned());
                format!("no field `{missing}` in `{item}`; did you mean `<{near}>`?")
            }
            None if written.is_empty() => {
                format!("no field `{missing}` in `{item}`\nhelp: add `{missing}: String`")
            }
            None => format!(
                "no field `{missing}` in `{item}`\nhelp: add `{missing}: String`, or rename the parameter; the fields are {}",
                suggest::list(fields)
            ),
        };
        errors.at_span(name.span, message);
    }
    meant
}

/// A setter has the name of its field, so an optional field cannot have the name of a method.
pub(super) fn check_setters(written: &[Written], errors: &Errors) {
    for field in written
        .iter()
        .filter(|field| !matches!(presence(&field.ty), Presence::Required))
    {
        let name = field.name();
        if ["new", "call"].contains(&name.as_str()) {
            errors.at(
                &field.ident,
                format!("the setter of `{name}` would have the name of the method `{name}`\nhelp: rename the field, and give its name on the wire in its attribute"),
            );
        }
    }
}

/// An absent field and a null field are the states of a `Patch`.
pub(super) fn check_option_of_option(written: &[Written], errors: &Errors) {
    for field in written {
        if let Some((outer, inner)) = generic_argument(&field.ty)
            && let Some((name, value)) = generic_argument(inner).filter(|_| outer == "Option")
            && name == "Option"
        {
            let value = crate::names::type_name(value);
            errors.at(
                        &field.ty,
                        format!("an `Option` in an `Option` is absent or null\nhelp: write `Patch<{value}>`, which says which"),
                    );
        }
    }
}

/// `deep` and `flatten` spread the entries of a struct or a map; a single value or a list has none.
pub(super) fn check_styles(written: &[Written], errors: &Errors) {
    const SINGLE: [&str; 17] = [
        "String", "str", "bool", "char", "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16",
        "i32", "i64", "i128", "f32", "f64",
    ];
    for field in written {
        let Some((_, WrittenPlace::Query { style, .. })) = &field.place else {
            continue;
        };
        let style = match style {
            Style::Deep => "deep",
            Style::Flatten => "flatten",
            _ => continue,
        };
        let ty = optional_type(&field.ty).unwrap_or(&field.ty);
        let ty = match names::peeled(ty) {
            Type::Reference(reference) => names::peeled(&reference.elem),
            ty => ty,
        };
        let list = match (ty, generic_argument(ty)) {
            (Type::Slice(slice), _) => Some(&*slice.elem),
            (Type::Array(array), _) => Some(&*array.elem),
            (_, Some((name, item))) if name == "Vec" => Some(item),
            _ => None,
        };
        // A list of pairs of name and value is as good as a map.
        let is_list = list.is_some_and(|item| {
            style == "deep" || !matches!(names::peeled(item), Type::Tuple(_) | Type::Reference(_))
        });
        let name = names::type_name(ty);
        if is_list {
            errors.at(
                &field.ty,
                format!("`{style}` is for a struct or a map, but `{}` is a list\nhelp: write `#[query]`, or `#[query(style = brackets)]`", field.name()),
            );
        } else if SINGLE.contains(&name.as_str()) {
            errors.at(
                &field.ty,
                format!("`{style}` is for a struct or a map, but `{}` is a single value\nhelp: write `#[query]`", field.name()),
            );
        }
    }
}

/// No two fields have the same name at the same place; of those with a `cfg` perhaps one is there.
pub(super) fn check_wire_names(written: &[Written], fields: &[Field], errors: &Errors) {
    let mut seen: Vec<(&str, &str, String)> = Vec::new();
    let unconditional = written
        .iter()
        .zip(fields)
        .filter(|(_, field)| field.cfgs.is_empty());
    for (written, field) in unconditional {
        let (place, name) = match &field.place {
            Place::Query { key, style } if *style != Style::Flatten => {
                ("query parameter", key.as_str())
            }
            Place::Header(name) => ("header", name.as_str()),
            Place::BodyField { name, .. } => ("field of the body", name.as_str()),
            _ => continue,
        };
        if let Some((.., first)) = seen
            .iter()
            .find(|(other, known, _)| *other == place && *known == name)
        {
            errors.at(
                &written.ident,
                format!("`{}` and `{first}` are both sent as {place} `{name}`\nhelp: make them one list, or rename one", written.name()),
            );
        }
        seen.push((place, name, written.name()));
    }
}

/// What stands in the template is sent as it stands there: a field of that name would be a second pair.
pub(super) fn check_fixed(
    template: &Template,
    written: &[Written],
    fields: &[Field],
    errors: &Errors,
) {
    let fixed: Vec<&str> = template
        .query
        .iter()
        .filter_map(|piece| match piece {
            QueryPiece::Fixed(pair) => Some(pair.as_str()),
            QueryPiece::Param { .. } => None,
        })
        .collect();
    for (written, field) in written.iter().zip(fields) {
        let Place::Query { key, style } = &field.place else {
            continue;
        };
        let is_spread = matches!(style, Style::Deep | Style::Brackets | Style::Flatten);
        let same = |pair: &&&str| pair.split('=').next() == Some(key);
        if let Some(pair) = fixed.iter().find(same).filter(|_| !is_spread) {
            let name = written.name();
            let help = if *key == name {
                format!("<{name}>")
            } else {
                format!("{key}=<{name}>")
            };
            errors.at(
                &written.ident,
                format!("the template sends `{pair}` already\nhelp: write `{help}` in its place"),
            );
        }
    }
}
