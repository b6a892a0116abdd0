//! Lists in pages: how the next request follows from a response, where the names in the document leave no doubt.

use std::collections::HashMap;

use crate::model::{Endpoint, Field, Item, Pages, Struct, Type};

/// Parameters of a cursor, each with the field of the response that has the next one.
const CURSORS: [(&str, &str); 9] = [
    ("pagetoken", "nextpagetoken"),
    ("cursor", "nextcursor"),
    ("nextcursor", "nextcursor"),
    ("nexttoken", "nexttoken"),
    ("marker", "nextmarker"),
    ("continuationtoken", "nextcontinuationtoken"),
    ("continuationtoken", "continuationtoken"),
    ("paginationtoken", "nextpaginationtoken"),
    ("paginationtoken", "paginationtoken"),
];

/// Fields that have the URL of the next page.
const LINKS: [&str; 7] = [
    "nextlink",
    "odatanextlink",
    "nextpagelink",
    "nextpageurl",
    "nextpageuri",
    "nexturl",
    "nexturi",
];

/// Fields with the number of all items.
const TOTALS: [&str; 4] = ["total", "totalcount", "totalitems", "totalresults"];

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
    output: &'a str,
    /// `page` or `page.body`
    path: &'static str,
    body: &'a Struct,
    items: Items<'a>,
}

/// The only list of a page.
struct Items<'a> {
    field: &'a str,
    item: &'a str,
    is_optional: bool,
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
        return by_body(endpoint, output, "page.body", body);
    }
    let is_value = codec == "Json" || codec.starts_with("Json(") || codec.starts_with("Xml");
    is_value.then(|| by_body(endpoint, output, "page", declared))?
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
    let items = only_list(structs.get(body.ty.as_str())?)?;
    Some(Pages {
        item: items.item.to_owned(),
        output: declared.name.clone(),
        next,
        items: items.taken("page.body"),
    })
}

fn by_body(endpoint: &Endpoint, output: &str, path: &'static str, body: &Struct) -> Option<Pages> {
    let page = Page {
        output,
        path,
        body,
        items: only_list(body)?,
    };
    let next = page
        .by_cursor(endpoint)
        .or_else(|| page.by_link(endpoint))
        .or_else(|| page.by_number(endpoint))
        .or_else(|| page.by_offset(endpoint))?;
    Some(Pages {
        item: page.items.item.to_owned(),
        output: page.output.to_owned(),
        next,
        items: page.items.taken(path),
    })
}

impl Items<'_> {
    fn taken(&self, path: &str) -> String {
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

impl Page<'_> {
    fn field(&self, names: &[&str]) -> Option<&Field> {
        let fields = &self.body.fields;
        names
            .iter()
            .find_map(|name| fields.iter().find(|field| plain(&field.name) == *name))
    }

    fn by_cursor(&self, endpoint: &Endpoint) -> Option<Vec<String>> {
        for (parameter, next) in CURSORS {
            let Some(parameter) = parameter_of(endpoint, parameter, "String") else {
                continue;
            };
            let Some(next) = self.field(&[next]).filter(|field| is_text(field)) else {
                continue;
            };
            let mut lines = self.text(next);
            lines.extend(["if next.is_empty() {", "    return Next::End;", "}"].map(str::to_owned));
            lines.extend(request(endpoint, parameter, "next.to_owned()"));
            return Some(lines);
        }
        None
    }

    /// The text of a field, empty where it is absent.
    fn text(&self, field: &Field) -> Vec<String> {
        let (path, name) = (self.path, &field.name);
        if !field.ty.starts_with("Option<") {
            return vec![format!("let next = {path}.{name}.as_str();")];
        }
        let chain = format!("{path}.{name}.as_deref().unwrap_or_default()");
        if chain.len() <= CHAIN {
            return vec![format!("let next = {chain};")];
        }
        vec![
            format!("let next = &{path}.{name};"),
            "let next = next.as_deref().unwrap_or_default();".to_owned(),
        ]
    }

    fn by_link(&self, endpoint: &Endpoint) -> Option<Vec<String>> {
        let named = self.field(&LINKS).or_else(|| {
            let said = endpoint.next_link.as_deref().map(plain)?;
            self.field(&[&said])
        });
        // `next` beside `previous` is what is a URL in all that have both.
        let next = named.or_else(|| {
            self.field(&["previous", "prev"])?;
            self.field(&["results"])?;
            self.field(&["next"])
        });
        let next = next.filter(|field| is_text(field))?;
        let (path, name) = (self.path, &next.name);
        let line = if next.ty.starts_with("Option<") {
            format!("Next::link({path}.{name}.as_deref())")
        } else {
            format!("Next::link(Some({path}.{name}.as_str()))")
        };
        (line.len() <= CHAIN).then(|| vec![line])
    }

    /// The number of this page and that of the last: pages begin with 1 where both are said.
    fn by_number(&self, endpoint: &Endpoint) -> Option<Vec<String>> {
        let (current, last) = (self.field(&["currentpage"])?, self.field(&["lastpage"])?);
        let ty = integer(current).filter(|ty| integer(last) == Some(ty))?;
        let parameter = parameter_of(endpoint, "page", ty)?;
        let mut lines = vec![
            format!("let current = {};", self.number(current)),
            format!("if current >= {} {{", self.number(last)),
            "    return Next::End;".to_owned(),
            "}".to_owned(),
        ];
        lines.extend(request(endpoint, parameter, "current.saturating_add(1)"));
        Some(lines)
    }

    fn number(&self, field: &Field) -> String {
        let (path, name) = (self.path, &field.name);
        let end = if field.ty.starts_with("Option<") {
            ".unwrap_or_default()"
        } else {
            ""
        };
        format!("{path}.{name}{end}")
    }

    fn by_offset(&self, endpoint: &Endpoint) -> Option<Vec<String>> {
        let total = self.field(&TOTALS)?;
        let ty = integer(total)?;
        let parameter = ["offset", "skip"]
            .iter()
            .find_map(|name| parameter_of(endpoint, name, ty))?;
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
        let mut lines = vec![
            format!("let count = {count};"),
            format!("let count = {ty}::try_from(count).unwrap_or({ty}::MAX);"),
            format!("let {name} = {start}.saturating_add(count);"),
            format!("if count == 0 || {name} >= {} {{", self.number(total)),
            "    return Next::End;".to_owned(),
            "}".to_owned(),
        ];
        lines.extend(request(endpoint, parameter, name));
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

/// A parameter of a type, in the query or in the body.
fn parameter_of<'a>(endpoint: &'a Endpoint, name: &str, ty: &str) -> Option<&'a Field> {
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

/// The only field of a page that is a list.
fn only_list(body: &Struct) -> Option<Items<'_>> {
    let lists = body.fields.iter().filter_map(|field| {
        let optional = inner(&field.ty, "Option<");
        let item = inner(optional.unwrap_or(&field.ty), "Vec<")?;
        Some(Items {
            field: &field.name,
            item,
            is_optional: optional.is_some(),
        })
    });
    let mut lists = lists.into_iter();
    lists.next().filter(|_| lists.next().is_none())
}

fn is_text(field: &Field) -> bool {
    field.ty == "String" || field.ty == "Option<String>"
}

fn integer(field: &Field) -> Option<&'static str> {
    let ty = inner(&field.ty, "Option<").unwrap_or(&field.ty);
    ["i32", "i64", "u32", "u64"]
        .into_iter()
        .find(|known| *known == ty)
}

/// What stands in the angle brackets of a type.
fn inner<'a>(ty: &'a str, outer: &str) -> Option<&'a str> {
    ty.strip_prefix(outer)?.strip_suffix('>')
}

/// A name without what is written in different ways.
fn plain(name: &str) -> String {
    let letters = name.trim_start_matches("r#").chars();
    letters
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}
