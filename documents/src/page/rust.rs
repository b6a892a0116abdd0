//! The Rust call of an operation.

use callpoint_core::meta::{EndpointMeta, FieldLocation, ParamMeta};
use serde_json::Value;

/// The longest call that stands on one line.
const WIDTH: usize = 100;

/// The call, with the examples of the declaration. It compiles where `client`, the struct and, for secrets, `?` are at hand.
pub(super) fn call(meta: &EndpointMeta) -> String {
    let required = meta.parameters.iter().filter(|field| field.required);
    let arguments = required.map(|field| {
        let value = value(field, field.type_name, meta.required.is_none());
        match meta.required {
            Some(_) => format!("{}: {value}", name(own_name(field))),
            None => value,
        }
    });
    let arguments: Vec<String> = arguments.collect();
    let optional = meta.parameters.iter().filter(|field| {
        !field.required && (field.example.is_some() || field.secret) && is_plain(inner(field))
    });
    let optional = optional.filter(|field| !matches!(own_name(field), "new" | "call"));
    let setters = optional.map(|field| {
        let value = value(field, inner(field), !field.type_name.starts_with("Patch"));
        format!(".{}({value})", name(own_name(field)))
    });
    let new = format!("{}::new", name(meta.name));
    let (open, space, close) = match meta.required {
        Some(required) => (format!("({} {{", name(required)), " ", "})"),
        None => ("(".to_owned(), "", ")"),
    };
    let short = format!("{new}{open}{space}{}{space}{close}", arguments.join(", "));
    let start = if short.len() > WIDTH {
        let arguments = arguments.join(",\n        ");
        format!("{new}{open}\n        {arguments},\n    {close}")
    } else {
        short
    };
    let calls = ["call(&client)", "await?"].map(|call| format!(".{call}"));
    let chain: Vec<String> = setters.chain(calls).collect();
    let line = format!("let response = {start}{};", chain.concat());
    if line.len() <= WIDTH && !line.contains('\n') {
        return line;
    }
    format!("let response = {start}\n    {};", chain.join("\n    "))
}

fn own_name(field: &ParamMeta) -> &'static str {
    field.field.unwrap_or(field.name)
}

/// An identifier, which may be a keyword.
fn name(name: &str) -> String {
    const KEYWORDS: [&str; 50] = [
        "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do",
        "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in",
        "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref",
        "return", "static", "struct", "trait", "true", "try", "type", "typeof", "union", "unsafe",
        "unsized", "use", "virtual", "where", "while", "yield", "default",
    ];
    let is_keyword = KEYWORDS.contains(&name) && !matches!(name, "union" | "default");
    if is_keyword {
        format!("r#{name}")
    } else {
        name.to_owned()
    }
}

/// The type of an optional field's value.
fn inner(field: &ParamMeta) -> &'static str {
    generic(field.type_name, "Option")
        .or_else(|| generic(field.type_name, "Patch"))
        .unwrap_or(field.type_name)
}

/// The `T` of `Name<T>`, with any path before the name.
fn generic(ty: &'static str, name: &str) -> Option<&'static str> {
    let (path, inner) = ty.strip_suffix('>')?.split_once('<')?;
    (path.rsplit("::").next() == Some(name)).then_some(inner)
}

/// The last word of a type's path.
fn last(ty: &str) -> &str {
    ty.rsplit("::").next().unwrap_or(ty)
}

const INTEGERS: [&str; 12] = [
    "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32", "u64", "u128", "usize",
];

/// Whether the value of a type can be written.
fn is_plain(ty: &'static str) -> bool {
    match last(ty) {
        "String" | "bool" | "f32" | "f64" => true,
        other => {
            INTEGERS.contains(&other)
                || is_text(ty)
                || generic(ty, "Vec")
                    .is_some_and(|item| generic(item, "Vec").is_none() && is_plain(item))
        }
    }
}

fn is_text(ty: &str) -> bool {
    let ty = ty.trim_start_matches('&');
    ty == "str"
        || ty.starts_with('\'') && ty.ends_with(" str")
        || ty.starts_with("Cow<") && ty.ends_with("str>")
}

/// The value of a field. `into` tells whether a `&str` is taken for a `String`.
fn value(field: &ParamMeta, ty: &'static str, into: bool) -> String {
    if field.secret {
        return secret(field, ty);
    }
    let example = field.example.unwrap_or_default();
    let is_json = matches!(
        field.location,
        FieldLocation::BodyField | FieldLocation::Body
    );
    let example = if is_json {
        unquoted(example)
    } else {
        example.to_owned()
    };
    if let Some(item) = generic(ty, "Vec").filter(|_| is_plain(ty)) {
        return list(&example, item);
    }
    plain(&example, ty, into).unwrap_or_else(|| format!("todo!(\"{}\")", ty.escape_default()))
}

/// Where the value of a secret comes from.
fn secret(field: &ParamMeta, ty: &'static str) -> String {
    let variable = super::command::variable(field.name);
    match last(ty) {
        "String" => format!("std::env::var(\"{variable}\")?"),
        _ if is_text(ty) && !ty.starts_with("Cow") => format!("&std::env::var(\"{variable}\")?"),
        _ => format!("todo!(\"{}\")", ty.escape_default()),
    }
}

fn list(example: &str, item: &'static str) -> String {
    let items = match serde_json::from_str(example) {
        Ok(Value::Array(items)) => items.iter().map(text_of).collect(),
        _ if example.is_empty() => Vec::new(),
        _ => vec![example.to_owned()],
    };
    let items: Vec<String> = items
        .iter()
        .filter_map(|text| plain(text, item, false))
        .collect();
    format!("vec![{}]", items.join(", "))
}

/// A value of a type, by its example where that is one.
fn plain(example: &str, ty: &'static str, into: bool) -> Option<String> {
    let text = if example.is_empty() { "…" } else { example };
    Some(match last(ty) {
        "String" if into => format!("{text:?}"),
        "String" => format!("{text:?}.to_owned()"),
        "bool" if example == "false" => "false".to_owned(),
        "bool" => "true".to_owned(),
        "f32" | "f64" => {
            let number: f64 = example.parse().ok().filter(|it: &f64| it.is_finite())?;
            format!("{number:?}")
        }
        integer if INTEGERS.contains(&integer) => {
            let digits = example.strip_prefix('-').unwrap_or(example);
            let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
            if is_number { example } else { "1" }.to_owned()
        }
        _ if ty.starts_with("Cow<") && !into => format!("{text:?}.into()"),
        _ if ty.starts_with("Cow<") => format!("{text:?}"),
        _ if is_text(ty) => format!("{text:?}"),
        _ => return None,
    })
}

/// A JSON text as the text that it means; everything else as it is.
fn unquoted(example: &str) -> String {
    match serde_json::from_str(example) {
        Ok(Value::String(text)) => text,
        _ => example.to_owned(),
    }
}

fn text_of(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
