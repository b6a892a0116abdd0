//! Expressions, broken over lines where rustfmt breaks them.

use super::{WIDTH, quoted};
use crate::model::Expr;

/// How wide what stands between brackets may be on one line.
const ITEMS: usize = 60;

/// How wide the fields of a struct may be on one line.
const FIELDS: usize = 18;

/// How wide an item is that several stand on a line with.
const SHORT: usize = 10;

/// An expression that begins at a column, in a line of a depth, with something of a width behind it.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) depth: usize,
    pub(super) column: usize,
    pub(super) behind: usize,
}

/// The text of an expression.
pub(super) fn written(expr: &Expr, place: Place) -> String {
    match one_line(expr) {
        Some(line) if fits(&line, place) => line,
        _ => broken(expr, place),
    }
}

fn width(text: &str) -> usize {
    text.chars().count()
}

fn fits(line: &str, place: Place) -> bool {
    place.column + width(line) + place.behind <= WIDTH
}

/// The expression on one line; `None` where rustfmt would not leave it there, whatever the room.
fn one_line(expr: &Expr) -> Option<String> {
    Some(match expr {
        Expr::Code(code) => code.clone(),
        Expr::Text(text) => format!("{}.to_owned()", quoted(text)),
        Expr::Json(json) => format!("serde_json::json!({json})"),
        Expr::Call(name, inner) => format!("{name}({})", one_line(inner)?),
        Expr::List(items) => format!("vec![{}]", joined(items)?),
        Expr::Array(items) => format!("[{}]", joined(items)?),
        Expr::Tuple(items) => format!("({})", joined(items)?),
        Expr::Struct(name, fields) => {
            let fields = fields
                .iter()
                .map(|(name, value)| Some(format!("{name}: {}", one_line(value)?)));
            let fields: Vec<String> = fields.collect::<Option<_>>()?;
            let fields = fields.join(", ");
            if width(&fields) > FIELDS {
                return None;
            }
            format!("{name} {{ {fields} }}")
        }
        Expr::Chain(links) => {
            let line = links.concat();
            if links.len() > 1 && width(&line) > ITEMS {
                return None;
            }
            line
        }
    })
}

fn joined(items: &[Expr]) -> Option<String> {
    let items: Vec<String> = items.iter().map(one_line).collect::<Option<_>>()?;
    let items = items.join(", ");
    (width(&items) <= ITEMS).then_some(items)
}

fn broken(expr: &Expr, place: Place) -> String {
    match expr {
        Expr::Code(_) | Expr::Text(_) | Expr::Json(_) => one_line(expr).unwrap_or_default(),
        Expr::Call(name, inner) => call(name, inner, place),
        Expr::List(items) => items_in("vec![", items, "]", place),
        Expr::Array(items) => items_in("[", items, "]", place),
        Expr::Tuple(items) => items_in("(", items, ")", place),
        Expr::Struct(name, fields) => {
            let mut out = format!("{name} {{\n");
            for (name, value) in fields {
                out.push_str(&field(name, value, place.depth + 1));
            }
            out + &"    ".repeat(place.depth) + "}"
        }
        Expr::Chain(links) => {
            let separator = format!("\n{}", "    ".repeat(place.depth + 1));
            links.join(&separator)
        }
    }
}

/// `name: value,` on its own line.
pub(super) fn field(name: &str, value: &Expr, depth: usize) -> String {
    let place = Place {
        depth,
        column: depth * 4 + width(name) + 2,
        behind: 1,
    };
    format!(
        "{}{name}: {},\n",
        "    ".repeat(depth),
        written(value, place)
    )
}

fn call(name: &str, inner: &Expr, place: Place) -> String {
    let hangs = matches!(
        inner,
        Expr::List(_) | Expr::Array(_) | Expr::Struct(..) | Expr::Call(..)
    );
    if hangs {
        let inner_place = Place {
            column: place.column + width(name) + 1,
            behind: place.behind + 1,
            ..place
        };
        return format!("{name}({})", written(inner, inner_place));
    }
    let depth = place.depth + 1;
    let inner_place = Place {
        depth,
        column: depth * 4,
        behind: 1,
    };
    let indent = "    ".repeat(depth);
    let outer = "    ".repeat(place.depth);
    let inner_text = written(inner, inner_place);
    // A text that is too wide for any line stays where it is.
    if matches!(inner, Expr::Text(_) | Expr::Code(_)) {
        return format!("{name}({inner_text})");
    }
    format!("{name}(\n{indent}{inner_text},\n{outer})")
}

fn items_in(open: &str, items: &[Expr], close: &str, place: Place) -> String {
    if let [only] = items
        && matches!(only, Expr::Struct(..) | Expr::Tuple(_))
        && open != "("
    {
        let inner = Place {
            column: place.column + width(open),
            behind: place.behind + width(close),
            ..place
        };
        return format!("{open}{}{close}", written(only, inner));
    }
    let depth = place.depth + 1;
    let indent = "    ".repeat(depth);
    let outer = "    ".repeat(place.depth);
    let inner = Place {
        depth,
        column: depth * 4,
        behind: 1,
    };
    let lines: Vec<String> = items.iter().map(|item| written(item, inner)).collect();
    let are_short = open != "("
        && lines
            .iter()
            .all(|line| width(line) <= SHORT && !line.contains('\n'));
    let body = if are_short {
        filled(&lines, depth, WIDTH, WIDTH)
    } else {
        lines.join(&format!(",\n{indent}")) + ","
    };
    format!("{open}\n{indent}{body}\n{outer}{close}")
}

/// As many on a line as it holds: `line` columns, and `last` where the line ends with the last one.
pub(super) fn filled(items: &[String], depth: usize, line: usize, last: usize) -> String {
    let indent = "    ".repeat(depth);
    let mut out = String::new();
    let mut column = depth * 4;
    for (at, item) in items.iter().enumerate() {
        let length = width(item) + 1;
        let room = if at + 1 == items.len() { last } else { line };
        if out.is_empty() {
            column += length;
        } else if column + 1 + length <= room {
            out.push(' ');
            column += 1 + length;
        } else {
            out.push('\n');
            out.push_str(&indent);
            column = depth * 4 + length;
        }
        out.push_str(item);
        out.push(',');
    }
    out
}
