//! The document's values as expressions of their types.

use callpoint_documents::{Number, Value};

use super::types::Types;
use crate::model::Expr;
use crate::shape::{self, Shape};

/// A JSON value as an expression of its shape's type.
pub(super) fn json(types: &Types, shape: &Shape, value: &Value) -> Expr {
    match (shape, value) {
        (Shape::Nullable(_), Value::Null) => code("None"),
        (Shape::Nullable(inner), value) => some(json(types, inner, value)),
        (Shape::Any(_) | Shape::Unknown, Value::Null) => code("serde_json::Value::Null"),
        (Shape::Any(_) | Shape::Unknown, value) => Expr::Json(macro_text(value)),
        (Shape::Bool, value) => code(if value == &Value::Bool(true) {
            "true"
        } else {
            "false"
        }),
        (Shape::Integer, value) => {
            let number = number(value).and_then(Number::as_i64);
            code(&grouped(&number.unwrap_or_default().to_string()))
        }
        (Shape::Number, value) => code(&float(
            number(value).map(Number::as_f64).unwrap_or_default(),
        )),
        (Shape::Text, value) => text(value.as_str().unwrap_or_default()),
        (Shape::List(item), Value::Array(items)) if !items.is_empty() => {
            Expr::List(items.iter().map(|value| json(types, item, value)).collect())
        }
        (Shape::List(_), _) => code("Vec::new()"),
        (Shape::Map(value), Value::Object(entries)) if !entries.is_empty() => {
            let entry = |(key, inner): (&String, &Value)| {
                Expr::Tuple(vec![text(key), json(types, value, inner)])
            };
            let entries = entries.iter().map(entry).collect();
            Expr::Call("BTreeMap::from", Box::new(Expr::Array(entries)))
        }
        (Shape::Map(_), _) => code("BTreeMap::new()"),
        (Shape::Object(fields), value) => object(types, fields, value),
    }
}

fn number(value: &Value) -> Option<&Number> {
    match value {
        Value::Number(number) => Some(number),
        _ => None,
    }
}

/// JSON as `json!` takes it: its texts are Rust's, with Rust's escapes.
fn macro_text(value: &Value) -> String {
    match value {
        Value::String(text) => crate::render::quoted(text),
        // An integer without its type would be an `i32`.
        Value::Number(number) => match (number.as_i64(), number.as_u64()) {
            (Some(small), _) if i32::try_from(small).is_ok() => grouped(&small.to_string()),
            (Some(large), _) => format!("{}_i64", grouped(&large.to_string())),
            (None, Some(large)) => format!("{}_u64", grouped(&large.to_string())),
            (None, None) => float(number.as_f64()),
        },
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(macro_text).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Object(entries) => {
            let entry = |(key, value): (&String, &Value)| {
                format!("{}: {}", crate::render::quoted(key), macro_text(value))
            };
            let entries: Vec<String> = entries.iter().map(entry).collect();
            format!("{{{}}}", entries.join(", "))
        }
        value => value.to_string(),
    }
}

fn object(types: &Types, fields: &[shape::Field], value: &Value) -> Expr {
    let Some((name, names)) = types.known(fields) else {
        return code("serde_json::Map::new()");
    };
    let fields = names.iter().zip(fields).map(|(name, field)| {
        let value = field_value(types, field, value.get(&field.name));
        (crate::names::ident(name), value)
    });
    Expr::Struct(name, fields.collect())
}

/// The value of a field that may be missing.
pub(super) fn field_value(types: &Types, field: &shape::Field, value: Option<&Value>) -> Expr {
    match value {
        None if field.can_miss => code("None"),
        Some(value) if field.can_miss && !matches!(field.shape, Shape::Nullable(_)) => {
            some(json(types, &field.shape, value))
        }
        value => json(types, &field.shape, value.unwrap_or(&Value::Null)),
    }
}

/// Words in the names of numbers that count.
const COUNTS: [&str; 19] = [
    "amount", "count", "days", "depth", "first", "hours", "last", "length", "limit", "max", "min",
    "offset", "page", "size", "skip", "start", "take", "top", "year",
];

/// The shape of a value that travels as text.
pub(super) fn text_shape(name: &str, value: &str) -> Shape {
    if let Some(shape) = Shape::of_placeholder(value) {
        return match shape {
            Shape::Integer | Shape::Number | Shape::Bool => shape,
            _ => Shape::Text,
        };
    }
    // A number may be the form of an id: what is added or compared is a number, what names something is text.
    let words = crate::names::words(name);
    let counts = words
        .iter()
        .any(|word| COUNTS.contains(&word.to_lowercase().as_str()));
    let is_canonical = value
        .parse::<i64>()
        .is_ok_and(|number| number.to_string() == value);
    match value {
        "true" | "false" => Shape::Bool,
        _ if is_canonical && counts => Shape::Integer,
        _ => Shape::Text,
    }
}

/// A value that travels as text, as an expression of its shape's type.
pub(super) fn of_text(shape: &Shape, value: &str) -> Expr {
    match shape {
        Shape::Integer => code(&grouped(
            &value.parse::<i64>().unwrap_or_default().to_string(),
        )),
        Shape::Number => code(&float(value.parse().unwrap_or_default())),
        Shape::Bool => code(if value == "true" { "true" } else { "false" }),
        _ => text(value),
    }
}

pub(super) fn code(code: &str) -> Expr {
    Expr::Code(code.to_owned())
}

pub(super) fn some(value: Expr) -> Expr {
    Expr::Call("Some", Box::new(value))
}

pub(super) fn text(text: &str) -> Expr {
    if text.is_empty() {
        code("String::new()")
    } else {
        Expr::Text(text.to_owned())
    }
}

/// Digits in groups of three, from five digits on.
fn grouped(number: &str) -> String {
    let (sign, digits) = match number.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", number),
    };
    if digits.len() < 5 {
        return number.to_owned();
    }
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i) % 3 == 0 {
            out.push('_');
        }
        out.push(digit);
    }
    format!("{sign}{out}")
}

/// A float as Rust reads it, its digits in groups.
fn float(number: f64) -> String {
    let written = format!("{number:?}");
    let Some((whole, fraction)) = written.split_once('.').filter(|_| !written.contains('e')) else {
        return written;
    };
    let fraction = if fraction.len() < 5 {
        fraction.to_owned()
    } else {
        let digits: Vec<char> = fraction.chars().collect();
        let groups = digits
            .chunks(3)
            .map(|group| group.iter().collect::<String>());
        groups.collect::<Vec<_>>().join("_")
    };
    format!("{}.{fraction}", grouped(whole))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_written() {
        for (number, expected) in [("1", "1"), ("-12345", "-12_345"), ("1234567", "1_234_567")] {
            assert_eq!(grouped(number), expected);
        }
        for (number, expected) in [
            (1.0, "1.0"),
            (0.123_456_7, "0.123_456_7"),
            (123_456.5, "123_456.5"),
        ] {
            assert_eq!(float(number), expected);
        }
    }

    #[test]
    fn what_travels_as_text() {
        let cases = [
            ("page", "1", Shape::Integer),
            ("page_size", "100", Shape::Integer),
            ("account_id", "100", Shape::Text),
            ("page", "01", Shape::Text),
            ("phone", "5512345", Shape::Text),
            ("verbose", "true", Shape::Bool),
            ("id", "<integer>", Shape::Integer),
            ("id", "<uuid>", Shape::Text),
            ("q", "", Shape::Text),
        ];
        for (name, value, expected) in cases {
            assert_eq!(text_shape(name, value), expected, "{name}={value}");
        }
    }
}
