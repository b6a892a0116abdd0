//! Conflicts of fields with each other and with the template.

use syn::ext::IdentExt as _;
use syn::{DeriveInput, Ident, Type};

use crate::check::responses::declared;
use crate::diag::Errors;
use crate::model::{Field, FieldLocation, Presence, generic_argument, optional_type, presence};
use crate::names;
use crate::parse::Args;
use crate::parse::arms::Arm;
use crate::parse::fields::{Field as Written, FieldLocation as WrittenLocation};
use crate::parse::options::Options;
use crate::suggest;
use crate::template::{QueryPiece, Template};

/// Checks that every template parameter is a field. Returns the fields that misspelt parameters probably mean.
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

/// A setter is named after its field, so an optional field cannot have the name of a method.
pub(super) fn check_setters(written: &[Written], errors: &Errors) {
    for field in written
        .iter()
        .filter(|field| !matches!(presence(&field.ty), Presence::Required))
    {
        let name = field.name();
        if ["new", "call"].contains(&name.as_str()) {
            errors.at(
                &field.ident,
                format!("the setter of `{name}` clashes with the method `{name}`\nhelp: rename the field, and give its wire name in its attribute"),
            );
        }
    }
}

/// The struct that `new` takes has fields, and a name of its own.
pub(super) fn check_required(
    args: &Args,
    item: &DeriveInput,
    written: &[Written],
    errors: &Errors,
) {
    let Some(given) = &args.options.required else {
        return;
    };
    let is_required = |field: &Written| matches!(presence(&field.ty), Presence::Required);
    if !written.iter().any(is_required) {
        errors.at(
            &given.key,
            format!(
                "no field of `{}` is required, so `new` takes none\nhelp: remove `required = {}`",
                item.ident, given.value
            ),
        );
    }
    if is_taken(&given.value, &args.arms, &args.options, item) {
        errors.at(
            &given.value,
            format!(
                "`{}` is already the name of another type of this endpoint\nhelp: choose another name, like `{}Fields`",
                given.value,
                item.ident.unraw()
            ),
        );
    }
}

/// Whether the endpoint makes another type of that name.
pub(in crate::check) fn is_taken(
    name: &Ident,
    arms: &[Arm],
    options: &Options,
    item: &DeriveInput,
) -> bool {
    let declared = declared(arms, options, item);
    let others = [
        item.ident.clone(),
        names::error_enum(&item.ident),
        names::output_enum(&item.ident),
    ];
    let mut taken = others.iter().chain(declared.iter().map(|def| &def.ident));
    taken.any(|other| names::is_same(other, name))
}

/// `Patch` is the type that distinguishes an absent field from a null one.
pub(super) fn check_option_of_option(written: &[Written], errors: &Errors) {
    for field in written {
        if let Some((outer, inner)) = generic_argument(&field.ty)
            && let Some((name, value)) = generic_argument(inner).filter(|_| outer == "Option")
            && name == "Option"
        {
            let value = crate::names::type_name(value);
            errors.at(
                        &field.ty,
                        format!("a nested `Option` does not distinguish absent from null\nhelp: write `Patch<{value}>`"),
                    );
        }
    }
}

/// `deep` and `flatten` send the entries of a struct or a map; a single value or a list has none.
pub(super) fn check_styles(written: &[Written], errors: &Errors) {
    const SINGLE: [&str; 17] = [
        "String", "str", "bool", "char", "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16",
        "i32", "i64", "i128", "f32", "f64",
    ];
    for field in written {
        let Some((_, WrittenLocation::Query { style, .. })) = &field.location else {
            continue;
        };
        if !style.has_entries() {
            continue;
        }
        let style = style.word;
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
        // A list of name-value pairs works like a map.
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

/// No two fields share a name at the same location. Fields with a `cfg` are exempt, since perhaps only one exists.
pub(super) fn check_wire_names(written: &[Written], fields: &[Field], errors: &Errors) {
    let mut seen: Vec<(&str, &str, String)> = Vec::new();
    let unconditional = written
        .iter()
        .zip(fields)
        .filter(|(_, field)| field.cfgs.is_empty());
    for (written, field) in unconditional {
        let (location, name) = match &field.location {
            FieldLocation::Query { key, style } if !style.has_own_names() => {
                ("query parameter", key.as_str())
            }
            FieldLocation::Header(name) => ("header", name.as_str()),
            FieldLocation::Cookie(name) => ("cookie", name.as_str()),
            FieldLocation::BodyField { name, .. } => ("body field", name.as_str()),
            _ => continue,
        };
        if let Some((.., first)) = seen
            .iter()
            .find(|(other, known, _)| *other == location && *known == name)
        {
            let help = match field.location {
                FieldLocation::Cookie(_) => "rename one",
                _ => "make them one list, or rename one",
            };
            errors.at(
                &written.ident,
                format!(
                    "`{}` and `{first}` are both sent as {location} `{name}`\nhelp: {help}",
                    written.name()
                ),
            );
        }
        seen.push((location, name, written.name()));
    }
}

/// All cookies travel in one header, which no field can be besides.
pub(super) fn check_cookies(written: &[Written], fields: &[Field], errors: &Errors) {
    let Some(cookie) = (written.iter().zip(fields))
        .find(|(_, field)| matches!(field.location, FieldLocation::Cookie(_)))
    else {
        return;
    };
    let is_header =
        |field: &Field| matches!(&field.location, FieldLocation::Header(name) if name == "cookie");
    for (written, _) in written
        .iter()
        .zip(fields)
        .filter(|(_, field)| is_header(field))
    {
        let (name, cookie) = (written.name(), cookie.0.name());
        errors.at(
            written.location.as_ref().map(|(attr, _)| attr),
            format!("`{name}` is the header that holds the cookie `{cookie}`\nhelp: mark it `#[cookie(\"…\")]`, with the name of the cookie"),
        );
    }
}

/// A fixed pair of the template is always sent: a field of that name would send a second pair.
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
        let FieldLocation::Query { key, style } = &field.location else {
            continue;
        };
        let same = |pair: &&&str| pair.split('=').next() == Some(key);
        if let Some(pair) = fixed.iter().find(same).filter(|_| style.has_plain_key()) {
            let name = written.name();
            let help = if *key == name {
                format!("<{name}>")
            } else {
                format!("{key}=<{name}>")
            };
            errors.at(
                &written.ident,
                format!("the template already sends `{pair}`\nhelp: write `{help}` instead"),
            );
        }
    }
}
