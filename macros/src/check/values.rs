//! Types that serde does not write as one value, where one value is needed. What a type is behind a name of the user's, the runtime sees.

use syn::ext::IdentExt as _;
use syn::{GenericArgument, Ident, PathArguments, Type, TypePath};

use crate::diag::Errors;
use crate::model::{FieldLocation, optional_type};
use crate::names::{peeled, type_name};
use crate::parse::fields::Field as Written;

/// What a type is made of, as far as its name says it.
enum Shape<'a> {
    /// With the type of its items.
    List(Option<&'a Type>),
    Map,
    /// With the number of its items.
    Tuple(usize),
    Patch(&'a Type),
    /// A text, a number or a `bool`.
    Single,
    Other,
}

/// Types of std that are one value each.
const SINGLE: [&str; 18] = [
    "String", "str", "bool", "char", "f32", "f64", "u8", "u16", "u32", "u64", "u128", "usize",
    "i8", "i16", "i32", "i64", "i128", "isize",
];

/// The field and its place beside each other. A message names the field as the template does, and an edit as the struct does: `r#type`.
pub(super) fn check(written: &Written, location: &FieldLocation, errors: &Errors) {
    let name = &written.ident;
    // Of an attribute with a mistake the style is not known.
    if written.is_broken {
        return;
    }
    let message = match location {
        // An `Option` in the path is reported beside the template.
        FieldLocation::Path | FieldLocation::PathList(_)
            if optional_type(&written.ty).is_some() =>
        {
            None
        }
        FieldLocation::Path => in_path(name, &shape(&written.ty)),
        FieldLocation::PathList(style) => between_items(name, &written.ty, style.word)
            .filter(|_| !style.has_prefix)
            .or_else(|| in_list(name, &shape(&written.ty), "the path", "")),
        FieldLocation::PathSegments => in_list(name, &shape(&written.ty), "the path", ""),
        FieldLocation::Query { style, .. } if style.is_json() => match shape(&written.ty) {
            Shape::Patch(inner) => Some(not_null(name, "the query", inner)),
            _ => None,
        },
        FieldLocation::Query { style, .. } if !style.has_values() => None,
        FieldLocation::Query { style, .. } => between_items(name, &written.ty, style.word)
            .filter(|_| style.is_joined())
            .or_else(|| {
                in_list(
                    name,
                    &shape(&written.ty),
                    "the query",
                    "write `#[query(flatten)]` or `#[query(style = deep)]`",
                )
            }),
        FieldLocation::Cookie(_) => in_cookie(name, &shape(&written.ty)),
        FieldLocation::Header(_) => in_list(name, &shape(&written.ty), "a header", ""),
        _ => None,
    };
    if let Some(message) = message {
        errors.at(&written.ty, message);
    }
}

/// A style that only says what stands between the items of a list says nothing of one value.
fn between_items(name: &Ident, ty: &Type, style: &str) -> Option<String> {
    let Shape::Single = shape(ty) else {
        return None;
    };
    let (item, list) = match optional_type(ty) {
        Some(item) => (item, format!("Option<Vec<{}>>", type_name(item))),
        None => (ty, format!("Vec<{}>", type_name(ty))),
    };
    let (item, plain) = (type_name(item), name.unraw());
    Some(format!(
        "`{plain}` is one `{item}`, but `style = {style}` separates the items of a list\nhelp: write `{name}: {list}`, or remove the style"
    ))
}

/// One segment is one value.
fn in_path(name: &Ident, shape: &Shape<'_>) -> Option<String> {
    let (what, help) = match shape {
        Shape::List(_) => (
            "a list",
            format!(
                "write `<{}..>` for one segment for each item, or `#[path(style = csv)]` for one with commas",
                name.unraw()
            ),
        ),
        Shape::Map => ("a map", "write one field for each value".to_owned()),
        Shape::Tuple(0) => ("nothing", format!("write `{name}: String`")),
        Shape::Tuple(_) => ("a tuple", "write one field for each value".to_owned()),
        Shape::Patch(inner) => return Some(not_null(name, "the path", inner)),
        Shape::Single | Shape::Other => return None,
    };
    Some(format!(
        "`{}` is {what}, but a segment of the path is exactly one value\nhelp: {help}",
        name.unraw()
    ))
}

/// A cookie is one value.
fn in_cookie(name: &Ident, shape: &Shape<'_>) -> Option<String> {
    let what = match shape {
        Shape::List(_) => "a list",
        Shape::Map => "a map",
        Shape::Tuple(1..) => "a tuple",
        Shape::Patch(inner) => return Some(not_null(name, "a cookie", inner)),
        Shape::Tuple(0) | Shape::Single | Shape::Other => return None,
    };
    Some(format!(
        "`{}` is {what}, but a cookie is exactly one value\nhelp: write one field for each value",
        name.unraw()
    ))
}

/// A value, or a list of values.
fn in_list(name: &Ident, shape: &Shape<'_>, location: &str, entries: &str) -> Option<String> {
    let entries = if entries.is_empty() {
        "write one field for each value"
    } else {
        entries
    };
    let (what, help) = match shape {
        Shape::Map => ("a map", entries),
        Shape::List(Some(item)) => match self::shape(item) {
            Shape::List(_) => ("a list of lists", "write one field for each list"),
            Shape::Map => ("a list of maps", entries),
            Shape::Tuple(_) => ("a list of tuples", entries),
            Shape::Patch(_) | Shape::Single | Shape::Other => return None,
        },
        Shape::Patch(inner) => return Some(not_null(name, location, inner)),
        Shape::List(None) | Shape::Tuple(_) | Shape::Single | Shape::Other => return None,
    };
    Some(format!(
        "`{}` is {what}, but {location} takes single values and lists of them\nhelp: {help}",
        name.unraw()
    ))
}

fn not_null(name: &Ident, location: &str, inner: &Type) -> String {
    let inner = type_name(inner);
    let ty = if location == "the path" {
        inner
    } else {
        format!("Option<{inner}>")
    };
    let plain = name.unraw();
    format!("`{plain}` is a `Patch`, but {location} has no `null`\nhelp: write `{name}: {ty}`")
}

/// Through references, boxes and an `Option`: those are written as what they hold.
fn shape(ty: &Type) -> Shape<'_> {
    match peeled(ty) {
        Type::Reference(reference) => shape(&reference.elem),
        Type::Slice(slice) => Shape::List(Some(&slice.elem)),
        Type::Array(array) => Shape::List(Some(&array.elem)),
        Type::Tuple(tuple) => Shape::Tuple(tuple.elems.len()),
        Type::Path(path) => named(path),
        _ => Shape::Other,
    }
}

fn named(path: &TypePath) -> Shape<'_> {
    let Some(last) = path.path.segments.last() else {
        return Shape::Other;
    };
    let PathArguments::AngleBracketed(arguments) = &last.arguments else {
        let is_single = SINGLE.iter().any(|name| last.ident == name);
        return if is_single {
            Shape::Single
        } else {
            Shape::Other
        };
    };
    let inner = arguments.args.iter().find_map(|argument| match argument {
        GenericArgument::Type(inner) => Some(inner),
        _ => None,
    });
    match (last.ident.to_string().as_str(), inner) {
        ("Vec" | "VecDeque" | "LinkedList" | "BTreeSet" | "HashSet" | "BinaryHeap", item) => {
            Shape::List(item)
        }
        ("HashMap" | "BTreeMap", _) => Shape::Map,
        ("Option" | "Box" | "Rc" | "Arc" | "Cow", Some(inner)) => shape(inner),
        ("Patch", Some(inner)) => Shape::Patch(inner),
        _ => Shape::Other,
    }
}
