//! Lists in pages: how the next request follows from a response, where the names in the document leave no doubt.

mod conventions;
mod find;

use std::collections::HashMap;

use self::conventions::{
    CURRENT, CURSORS, HAS_MORE, LAST, LINKS, NEIGHBOURS, OFFSETS, PAGE_COUNTS, PAGES, Proof, TOTALS,
};
use self::find::{Items, Path, inner, integer, is_text, list, parameter_of, path_to, plain};
use crate::model::{Endpoint, Field, Item, Pages, Struct, Type};

/// The longest chain of calls that rustfmt leaves on a line.
const CHAIN: usize = 60;

/// The longest fields of a struct that rustfmt leaves on a line.
const FIELDS: usize = 18;

/// The names that an implementation needs.
const NAMES: [&str; 3] = ["Next", "Paginate", "Response"];

/// Says of each list in pages how they follow each other.
pub(super) fn declare(items: &mut [Item], types: &[Type]) {
    let structs = types.iter().filter_map(|declared| match declared {
        Type::Struct(declared) => Some((declared.name.as_str(), declared)),
        _ => None,
    });
    let structs: HashMap<&str, &Struct> = structs.collect();
    let is_taken = |name: &str| NAMES.contains(&name);
    let endpoints = crate::model::endpoints(items);
    let of_endpoints = endpoints.iter().map(|endpoint| endpoint.name.as_str());
    let mut names = types.iter().map(Type::name).chain(of_endpoints);
    if !names.any(is_taken) {
        visit(items, &structs);
    }
}

fn visit(items: &mut [Item], structs: &HashMap<&str, &Struct>) {
    for item in items {
        match item {
            Item::Module(module) => visit(&mut module.items, structs),
            Item::Endpoint(endpoint) => endpoint.pages = pages(endpoint, structs),
            Item::Comment(_) => {}
        }
    }
}

/// A page: the path to what it has, and its fields.
struct Page<'a> {
    endpoint: &'a Endpoint,
    structs: &'a HashMap<&'a str, &'a Struct>,
    /// `page` or `page.body`
    path: &'static str,
    body: &'a Struct,
    items: Items<'a>,
}

fn pages(endpoint: &Endpoint, structs: &HashMap<&str, &Struct>) -> Option<Pages> {
    if !["GET", "POST"].contains(&endpoint.method.as_str()) {
        return None;
    }
    let is_success = |arm: &&crate::model::Arm| {
        let first = arm.statuses.first();
        first.is_some_and(|status| status.is_success())
    };
    let mut successes = endpoint.arms.iter().filter(is_success);
    let (arm, None) = (successes.next()?, successes.next()) else {
        return None;
    };
    let output = arm.ty.as_str();
    let declared = *structs.get(output)?;
    let codec = arm.codec.as_deref().unwrap_or("Json");
    if codec == "Whole" {
        let body = declared.fields.iter().find(|field| field.name == "body")?;
        if let Some(made) = by_header(declared, body, structs) {
            return Some(made);
        }
        let body = *structs.get(body.ty.as_str())?;
        return by_body(endpoint, output, "page.body", body, structs);
    }
    let is_value = codec == "Json" || codec.starts_with("Json(") || codec.starts_with("Xml");
    is_value.then(|| by_body(endpoint, output, "page", declared, structs))?
}

/// The `Link` header of a response whose body is a list, or has one.
fn by_header(declared: &Struct, body: &Field, structs: &HashMap<&str, &Struct>) -> Option<Pages> {
    let is_link = |attr: &String| attr.eq_ignore_ascii_case("header(\"link\")");
    let mut headers = declared.fields.iter().flat_map(|field| &field.attrs);
    headers.any(is_link).then_some(())?;
    let next = vec!["Next::link_header(page)".to_owned()];
    if let Some(item) = inner(&body.ty, "Vec<") {
        return Some(Pages {
            item: item.to_owned(),
            output: declared.name.clone(),
            next,
            items: "page.body".to_owned(),
        });
    }
    let items = list(structs.get(body.ty.as_str())?)?;
    Some(Pages {
        item: items.item.to_owned(),
        output: declared.name.clone(),
        next,
        items: items.taken("page.body"),
    })
}

fn by_body(
    endpoint: &Endpoint,
    output: &str,
    path: &'static str,
    body: &Struct,
    structs: &HashMap<&str, &Struct>,
) -> Option<Pages> {
    let page = Page {
        endpoint,
        structs,
        path,
        body,
        items: list(body)?,
    };
    let next = page
        .by_cursor()
        .or_else(|| page.by_last_item())
        .or_else(|| page.by_link())
        .or_else(|| page.by_number())
        .or_else(|| page.by_offset())?;
    Some(Pages {
        item: page.items.item.to_owned(),
        output: output.to_owned(),
        next,
        items: page.items.taken(path),
    })
}

const END: [&str; 2] = ["    return Next::End;", "}"];

fn end() -> impl Iterator<Item = String> {
    END.into_iter().map(str::to_owned)
}

impl<'a> Page<'a> {
    fn path(&self, names: &[&str], fits: impl Fn(&Field) -> bool) -> Option<Path<'a>> {
        path_to(self.body, self.structs, names, &fits)
    }

    /// A number, by any of its names.
    fn number(&self, names: &[&str]) -> Option<Path<'a>> {
        let is_number = |field: &Field| integer(field).is_some();
        names.iter().find_map(|name| self.path(&[name], is_number))
    }

    fn is_proven(path: &Path<'_>, proof: Proof) -> bool {
        let said = |words: &[&str]| {
            let doc = path.last.doc.to_lowercase();
            let mut found = doc.split(|c: char| !c.is_alphanumeric());
            found.any(|word| words.contains(&word))
        };
        match proof {
            Proof::Names => true,
            Proof::SaysNext => said(&["next", "subsequent"]),
            Proof::SaysUrl => {
                let mut beside = path.parent.fields.iter().filter(|field| is_text(field));
                said(&["url", "uri", "href"])
                    || beside.any(|field| NEIGHBOURS.contains(&plain(&field.name).as_str()))
            }
        }
    }

    fn by_cursor(&self) -> Option<Vec<String>> {
        for row in CURSORS {
            let Some(parameter) = parameter_of(self.endpoint, row.parameter, "String") else {
                continue;
            };
            let Some(next) = self.path(row.next, is_text) else {
                continue;
            };
            if !Self::is_proven(&next, row.proof) {
                continue;
            }
            let mut lines = Vec::new();
            let start = next.enter(self.path, &mut lines);
            lines.extend(Self::has_more(next.parent, &start));
            // The flag can stand above the cursor.
            if !next.above.is_empty() {
                lines.splice(0..0, Self::has_more(self.body, self.path));
            }
            lines.extend(next.text(&start));
            lines.push("if next.is_empty() {".to_owned());
            lines.extend(end());
            lines.extend(request(self.endpoint, parameter, "next.to_owned()"));
            return Some(lines);
        }
        None
    }

    /// The end, where an object says that there is no more.
    fn has_more(object: &Struct, path: &str) -> Vec<String> {
        let flag = object.fields.iter().find(|field| {
            HAS_MORE.contains(&plain(&field.name).as_str())
                && ["bool", "Option<bool>"].contains(&field.ty.as_str())
        });
        let Some(flag) = flag else {
            return Vec::new();
        };
        let name = &flag.name;
        let condition = if flag.ty == "bool" {
            format!("if !{path}.{name} {{")
        } else {
            format!("if {path}.{name} == Some(false) {{")
        };
        std::iter::once(condition).chain(end()).collect()
    }

    /// The id of the last item, as Stripe has it.
    fn by_last_item(&self) -> Option<Vec<String>> {
        let parameter = parameter_of(self.endpoint, "startingafter", "String")?;
        let item = self.structs.get(self.items.item)?;
        item.fields
            .iter()
            .find(|field| field.name == "id" && field.ty == "String")?;
        let mut lines = Self::has_more(self.body, self.path);
        if lines.is_empty() || self.items.is_optional {
            return None;
        }
        let (path, list) = (self.path, self.items.field);
        lines.push(format!("let Some(last) = {path}.{list}.last() else {{"));
        lines.extend(["    return Next::End;".to_owned(), "};".to_owned()]);
        lines.extend(request(self.endpoint, parameter, "last.id.clone()"));
        Some(lines)
    }

    fn by_link(&self) -> Option<Vec<String>> {
        let rows = LINKS.into_iter();
        let mut named = rows.filter_map(|(names, proof)| {
            let found = self.path(names, is_text)?;
            Self::is_proven(&found, proof).then_some(found)
        });
        let next = named.next().or_else(|| {
            let said = self.endpoint.next_link.as_deref().map(plain)?;
            self.path(&[&said], is_text)
        })?;
        let mut lines = Vec::new();
        let start = next.enter(self.path, &mut lines);
        let name = &next.last.name;
        let link = if next.last.ty.starts_with("Option<") {
            format!("{start}.{name}.as_deref()")
        } else {
            format!("Some({start}.{name}.as_str())")
        };
        if link.len() + "Next::link()".len() <= CHAIN {
            lines.push(format!("Next::link({link})"));
        } else {
            lines.push(format!("let next = {link};"));
            lines.push("Next::link(next)".to_owned());
        }
        Some(lines)
    }

    /// The number of this page and that of the last: pages begin with 1 where both are said.
    fn by_number(&self) -> Option<Vec<String>> {
        let mut parameters = PAGES.iter().filter_map(|name| {
            let types = ["i32", "i64", "u32", "u64"].into_iter();
            let mut found =
                types.filter_map(|ty| Some((parameter_of(self.endpoint, name, ty)?, ty)));
            found.next()
        });
        let (parameter, ty) = parameters.next()?;
        let counts_from_one = self.endpoint.from_one.contains(&parameter.name);
        let last = self.number(&LAST).or_else(|| {
            let count = self.number(&PAGE_COUNTS)?;
            counts_from_one.then_some(count)
        })?;
        let is_same = |path: &Path<'_>| integer(path.last) == Some(ty);
        if !is_same(&last) {
            return None;
        }
        let mut lines = Vec::new();
        let start = last.enter(self.path, &mut lines);
        let current = if let Some(current) = self.number(&CURRENT).filter(is_same) {
            let is_beside = std::ptr::eq(current.parent, last.parent);
            let start = if is_beside {
                start.clone()
            } else {
                current.enter(self.path, &mut lines)
            };
            current.count(&start)
        } else if counts_from_one {
            let name = &parameter.name;
            if parameter.ty.starts_with("Option<") {
                format!("self.{name}.unwrap_or(1)")
            } else {
                format!("self.{name}")
            }
        } else {
            return None;
        };
        lines.push(format!("let current = {current};"));
        lines.push(format!("if current >= {} {{", last.count(&start)));
        lines.extend(end());
        lines.extend(request(
            self.endpoint,
            parameter,
            "current.saturating_add(1)",
        ));
        Some(lines)
    }

    fn by_offset(&self) -> Option<Vec<String>> {
        let total = self.number(&TOTALS)?;
        let ty = integer(total.last)?;
        let parameter = OFFSETS
            .iter()
            .find_map(|name| parameter_of(self.endpoint, name, ty))?;
        let (path, name, list) = (self.path, &parameter.name, self.items.field);
        let count = if self.items.is_optional {
            format!("{path}.{list}.as_ref().map_or(0, Vec::len)")
        } else {
            format!("{path}.{list}.len()")
        };
        let start = if parameter.ty.starts_with("Option<") {
            format!("self.{name}.unwrap_or_default()")
        } else {
            format!("self.{name}")
        };
        if count.len() > CHAIN {
            return None;
        }
        let mut lines = Vec::new();
        let object = total.enter(path, &mut lines);
        lines.extend([
            format!("let count = {count};"),
            format!("let count = {ty}::try_from(count).unwrap_or({ty}::MAX);"),
            format!("let {name} = {start}.saturating_add(count);"),
            format!("if count == 0 || {name} >= {} {{", total.count(&object)),
        ]);
        lines.extend(end());
        lines.extend(request(self.endpoint, parameter, name));
        Some(lines)
    }
}

/// The request with another value of a parameter.
fn request(endpoint: &Endpoint, parameter: &Field, value: &str) -> Vec<String> {
    let name = &parameter.name;
    let field = if parameter.ty.starts_with("Option<") {
        format!("{name}: Some({value})")
    } else if name == value {
        name.clone()
    } else {
        format!("{name}: {value}")
    };
    if endpoint.fields.len() > 1 {
        return vec![
            "Next::Request(Self {".to_owned(),
            format!("    {field},"),
            "    ..self.clone()".to_owned(),
            "})".to_owned(),
        ];
    }
    if field.len() <= FIELDS {
        return vec![format!("Next::Request(Self {{ {field} }})")];
    }
    vec![
        "Next::Request(Self {".to_owned(),
        format!("    {field},"),
        "})".to_owned(),
    ]
}

#[cfg(test)]
mod tests;
