//! Fields and parameters by their names, however they are written, and the way to a field inside of a page.

use std::collections::HashMap;

use super::CHAIN;
use super::conventions::{BESIDE, CONTAINERS, LISTS};
use crate::model::{Endpoint, Field, Struct};

/// The list of a page.
pub(super) struct Items<'a> {
    pub(super) field: &'a str,
    pub(super) item: &'a str,
    pub(super) is_optional: bool,
}

impl Items<'_> {
    /// The items of a page that is given away.
    pub(super) fn taken(&self, path: &str) -> String {
        let Self {
            field, is_optional, ..
        } = self;
        let end = if *is_optional {
            ".unwrap_or_default()"
        } else {
            ""
        };
        format!("{path}.{field}{end}")
    }
}

/// A field of a page, and the objects that it is in.
pub(super) struct Path<'a> {
    pub(super) above: Vec<&'a Field>,
    pub(super) parent: &'a Struct,
    pub(super) last: &'a Field,
}

impl Path<'_> {
    /// The expression of the object that the field is in; what leads to it is written where it can be absent.
    pub(super) fn enter(&self, page: &str, lines: &mut Vec<String>) -> String {
        let mut object = page.to_owned();
        for field in &self.above {
            let name = &field.name;
            let path = format!("{object}.{name}");
            if field.ty.starts_with("Option<") {
                lines.push(format!("let Some({name}) = &{path} else {{"));
                lines.extend(["    return Next::End;".to_owned(), "};".to_owned()]);
                object.clone_from(name);
            } else {
                object = path;
            }
        }
        object
    }

    /// The text of the field as `next`, empty where it is absent.
    pub(super) fn text(&self, object: &str) -> Vec<String> {
        let name = &self.last.name;
        if !self.last.ty.starts_with("Option<") {
            return vec![format!("let next = {object}.{name}.as_str();")];
        }
        let chain = format!("{object}.{name}.as_deref().unwrap_or_default()");
        if chain.len() <= CHAIN {
            return vec![format!("let next = {chain};")];
        }
        vec![
            format!("let next = &{object}.{name};"),
            "let next = next.as_deref().unwrap_or_default();".to_owned(),
        ]
    }

    /// The number of the field.
    pub(super) fn count(&self, object: &str) -> String {
        let name = &self.last.name;
        let end = if self.last.ty.starts_with("Option<") {
            ".unwrap_or_default()"
        } else {
            ""
        };
        format!("{object}.{name}{end}")
    }
}

/// The field at a path of names, at the top or in an object that speaks of pages.
pub(super) fn path_to<'a>(
    body: &'a Struct,
    structs: &HashMap<&str, &'a Struct>,
    names: &[&str],
    fits: &dyn Fn(&Field) -> bool,
) -> Option<Path<'a>> {
    let at_top = follow(body, structs, names, fits);
    at_top.or_else(|| {
        let containers = body.fields.iter();
        let mut containers = containers.filter(|field| {
            let name = plain(&field.name);
            CONTAINERS.contains(&name.as_str()) && Some(&name.as_str()) != names.first()
        });
        containers.find_map(|container| {
            let object = structs.get(inside(&container.ty))?;
            let mut path = follow(object, structs, names, fits)?;
            path.above.insert(0, container);
            Some(path)
        })
    })
}

fn follow<'a>(
    object: &'a Struct,
    structs: &HashMap<&str, &'a Struct>,
    names: &[&str],
    fits: &dyn Fn(&Field) -> bool,
) -> Option<Path<'a>> {
    let (last, above) = names.split_last()?;
    let mut parent = object;
    let mut fields = Vec::new();
    for name in above {
        let field = named(parent, name)?;
        parent = structs.get(inside(&field.ty))?;
        fields.push(field);
    }
    let last = named(parent, last).filter(|field| fits(field))?;
    Some(Path {
        above: fields,
        parent,
        last,
    })
}

fn named<'a>(object: &'a Struct, name: &str) -> Option<&'a Field> {
    object
        .fields
        .iter()
        .find(|field| plain(&field.name) == name)
}

/// The type in an `Option`, in a `Box`, or in both.
fn inside(ty: &str) -> &str {
    let ty = inner(ty, "Option<").unwrap_or(ty);
    inner(ty, "Box<").unwrap_or(ty)
}

/// A parameter of a type, in the query or in the body.
pub(super) fn parameter_of<'a>(endpoint: &'a Endpoint, name: &str, ty: &str) -> Option<&'a Field> {
    let is_it = |field: &&Field| {
        let is_in_template = endpoint.template.contains(&format!("<{}", field.name));
        let is_elsewhere = |attr: &String| {
            ["header", "cookie", "path", "body", "part", "query("]
                .iter()
                .any(|place| attr.starts_with(place) && !attr.starts_with("query(\""))
        };
        plain(&field.name) == name
            && !is_in_template
            && !field.attrs.iter().any(is_elsewhere)
            && (field.ty == ty || inner(&field.ty, "Option<") == Some(ty))
    };
    endpoint.fields.iter().find(is_it)
}

/// The field of a page that is its list: the only one, or else the one whose name says so.
pub(super) fn list(body: &Struct) -> Option<Items<'_>> {
    let lists = body.fields.iter().filter_map(|field| {
        let optional = inner(&field.ty, "Option<");
        let item = inner(optional.unwrap_or(&field.ty), "Vec<")?;
        Some(Items {
            field: &field.name,
            item,
            is_optional: optional.is_some(),
        })
    });
    let mut lists: Vec<Items<'_>> = lists.collect();
    if lists.len() > 1 {
        lists.retain(|list| !BESIDE.contains(&plain(list.field).as_str()));
    }
    if lists.len() > 1 {
        lists.retain(|list| LISTS.contains(&plain(list.field).as_str()));
    }
    lists.pop().filter(|_| lists.is_empty())
}

pub(super) fn is_text(field: &Field) -> bool {
    field.ty == "String" || field.ty == "Option<String>"
}

pub(super) fn integer(field: &Field) -> Option<&'static str> {
    let ty = inner(&field.ty, "Option<").unwrap_or(&field.ty);
    ["i32", "i64", "u32", "u64"]
        .into_iter()
        .find(|known| *known == ty)
}

/// What stands in the angle brackets of a type.
pub(super) fn inner<'a>(ty: &'a str, outer: &str) -> Option<&'a str> {
    ty.strip_prefix(outer)?.strip_suffix('>')
}

/// A name without what is written in different ways.
pub(super) fn plain(name: &str) -> String {
    let letters = name.trim_start_matches("r#").chars();
    letters
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}
