//! The shape of values: what a placeholder says, and what the examples of one thing have in common.

use std::collections::{BTreeSet, HashMap};

use callpoint_documents::__private::json;
use callpoint_documents::Value;

/// What a value looks like.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Shape {
    /// No example says anything: the item of an empty list.
    Unknown,
    Bool,
    Integer,
    Number,
    Text,
    List(Box<Shape>),
    Object(Vec<Field>),
    /// An object whose keys are data.
    Map(Box<Shape>),
    /// `null`, or this.
    Nullable(Box<Shape>),
    /// Anything: why there is no one shape.
    Any(String),
}

/// A field of an object.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) shape: Shape,
    /// Whether an example is without it.
    pub(crate) can_miss: bool,
}

impl Shape {
    /// The shape of a JSON body. The document does not say what stands for a variable without quotes.
    pub(crate) fn of_body(read: &json::Read) -> Self {
        Self::of_value(&read.value, &read.bare)
    }

    /// The shape of one JSON value.
    #[cfg(test)]
    fn of(value: &Value) -> Self {
        Self::of_value(value, &BTreeSet::new())
    }

    fn of_value(value: &Value, bare: &BTreeSet<String>) -> Self {
        let of = |value: &Value| Self::of_value(value, bare);
        match value {
            Value::Null => Self::Nullable(Box::new(Self::Unknown)),
            Value::Bool(_) => Self::Bool,
            Value::Number(number) if number.as_i64().is_some() => Self::Integer,
            Value::Number(number) if number.as_u64().is_some() => {
                Self::Any(format!("{number} is larger than an `i64` holds"))
            }
            Value::Number(_) => Self::Number,
            Value::String(text) if bare.contains(text) => {
                Self::Any(format!("`{text}` can be a value of any type"))
            }
            Value::String(text) => Self::of_placeholder(text).unwrap_or(Self::Text),
            Value::Array(items) => {
                let item = Self::merge_all(items.iter().map(of));
                Self::List(Box::new(item.unwrap_or(Self::Unknown)))
            }
            Value::Object(entries) if has_keys_of_data(entries.iter().map(|(name, _)| name)) => {
                let values = entries.iter().map(|(_, value)| of(value));
                let value = Self::merge_all(values);
                Self::Map(Box::new(value.unwrap_or(Self::Unknown)))
            }
            Value::Object(entries) => Self::Object(
                entries
                    .iter()
                    .map(|(name, value)| Field {
                        name: name.clone(),
                        shape: of(value),
                        can_miss: false,
                    })
                    .collect(),
            ),
        }
    }

    /// Whether a value is one of its shape: no text in it stands for a value of another kind.
    pub(crate) fn is_example(value: &Value) -> bool {
        !any_text(value, |text| {
            Self::of_placeholder(text).is_some_and(|shape| shape != Self::Text)
        })
    }

    /// Whether a text in a value stands for another value.
    pub(crate) fn has_placeholder(value: &Value) -> bool {
        any_text(value, |text| Self::of_placeholder(text).is_some())
    }

    /// What `<integer>` stands for; `None` where the text is no placeholder.
    pub(crate) fn of_placeholder(text: &str) -> Option<Self> {
        let word = text.strip_prefix('<')?.strip_suffix('>')?;
        let is_word = |c: char| c.is_alphanumeric() || "_- ".contains(c);
        if word.is_empty() || !word.chars().all(is_word) {
            return None;
        }
        Some(match word.to_lowercase().as_str() {
            "integer" | "int" | "int32" | "int64" | "long" | "short" => Self::Integer,
            "number" | "float" | "double" | "decimal" => Self::Number,
            "boolean" | "bool" => Self::Bool,
            "object" | "any" => Self::Any(format!("the document says `{text}`")),
            "array" => Self::List(Box::new(Self::Unknown)),
            "null" => Self::Nullable(Box::new(Self::Unknown)),
            _ => Self::Text,
        })
    }

    /// What examples have in common; `None` where there are none.
    ///
    /// Shapes of as many examples are merged first: one by one, each would be compared with all that is known so far.
    pub(crate) fn merge_all(shapes: impl Iterator<Item = Self>) -> Option<Self> {
        let mut merged: Vec<(u32, Self)> = Vec::new();
        for shape in shapes {
            let mut pair = (0, shape);
            while let Some((rank, known)) = merged.pop() {
                if rank > pair.0 {
                    merged.push((rank, known));
                    break;
                }
                pair = (rank + 1, known.merge(pair.1));
            }
            merged.push(pair);
        }
        let shapes = merged.into_iter().rev().map(|(_, shape)| shape);
        shapes.reduce(|later, earlier| earlier.merge(later))
    }

    /// What two examples have in common.
    pub(crate) fn merge(self, other: Self) -> Self {
        match (self, other) {
            (one, other) if one == other => one,
            (Self::Unknown, known) | (known, Self::Unknown) => known,
            (Self::Nullable(one), Self::Nullable(other)) => nullable(one.merge(*other)),
            (Self::Nullable(inner), other) | (other, Self::Nullable(inner)) => {
                nullable(inner.merge(other))
            }
            (Self::Any(why), _) | (_, Self::Any(why)) => Self::Any(why),
            (Self::Integer, Self::Number) | (Self::Number, Self::Integer) => Self::Number,
            (Self::List(one), Self::List(other)) => Self::List(Box::new(one.merge(*other))),
            (Self::Map(one), Self::Map(other)) => Self::Map(Box::new(one.merge(*other))),
            (Self::Map(value), Self::Object(fields)) | (Self::Object(fields), Self::Map(value))
                if fields.is_empty() =>
            {
                Self::Map(value)
            }
            (Self::Object(one), Self::Object(other)) => Self::Object(merge_fields(one, other)),
            (one, other) => Self::Any(format!(
                "the examples disagree: {} and {}",
                one.word(),
                other.word()
            )),
        }
    }

    /// Whether examples disagree in it.
    pub(crate) fn is_any(&self) -> bool {
        match self {
            Self::Any(_) => true,
            Self::List(inner) | Self::Map(inner) | Self::Nullable(inner) => inner.is_any(),
            Self::Object(fields) => fields.iter().any(|field| field.shape.is_any()),
            Self::Unknown | Self::Bool | Self::Integer | Self::Number | Self::Text => false,
        }
    }

    fn word(&self) -> &'static str {
        match self {
            Self::Unknown => "nothing",
            Self::Bool => "a boolean",
            Self::Integer | Self::Number => "a number",
            Self::Text => "a string",
            Self::List(_) => "an array",
            Self::Object(_) => "an object",
            Self::Map(_) => "an object whose keys are data",
            Self::Nullable(inner) => inner.word(),
            Self::Any(_) => "anything",
        }
    }

    /// Without the possibility of `null`.
    pub(crate) fn solid(&self) -> &Self {
        match self {
            Self::Nullable(inner) => inner.solid(),
            shape => shape,
        }
    }
}

fn any_text(value: &Value, is: impl Fn(&str) -> bool) -> bool {
    let mut open = vec![value];
    while let Some(value) = open.pop() {
        match value {
            Value::Array(items) => open.extend(items),
            Value::Object(entries) => open.extend(entries.iter().map(|(_, value)| value)),
            Value::String(text) if is(text) => return true,
            _ => {}
        }
    }
    false
}

fn nullable(inner: Shape) -> Shape {
    match inner {
        Shape::Nullable(_) | Shape::Any(_) => inner,
        inner => Shape::Nullable(Box::new(inner)),
    }
}

/// The fields of both in the order of the first; what one of them lacks can be missing.
fn merge_fields(one: Vec<Field>, other: Vec<Field>) -> Vec<Field> {
    let places = other.iter().enumerate();
    let places: HashMap<String, usize> = places
        .map(|(place, field)| (field.name.clone(), place))
        .collect();
    let mut other: Vec<Option<Field>> = other.into_iter().map(Some).collect();
    let mut fields = Vec::new();
    for field in one {
        let place = places.get(&field.name);
        let second = place.and_then(|place| other.get_mut(*place)?.take());
        fields.push(match second {
            Some(second) => Field {
                name: field.name,
                shape: field.shape.merge(second.shape),
                can_miss: field.can_miss || second.can_miss,
            },
            None => Field {
                can_miss: true,
                ..field
            },
        });
    }
    fields.extend(other.into_iter().flatten().map(|field| Field {
        can_miss: true,
        ..field
    }));
    fields
}

/// Whether keys are ids and not names: numbers, UUIDs, dates, or the placeholder of any.
fn has_keys_of_data<'a>(mut keys: impl Iterator<Item = &'a String>) -> bool {
    let Some(first) = keys.next() else {
        return false;
    };
    let is_data = |key: &String| {
        let is_id = |c: char| c.is_ascii_hexdigit() || c == '-';
        let is_number =
            !key.is_empty() && key.chars().all(|c| c.is_ascii_digit() || "-.".contains(c));
        is_number
            || Shape::of_placeholder(key).is_some()
            || (key.len() == 36 && key.matches('-').count() == 4 && key.chars().all(is_id))
    };
    is_data(first) && keys.all(is_data)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(texts: &[&str]) -> Shape {
        let shapes = texts.iter().map(|text| Shape::of(&text.parse().unwrap()));
        shapes.reduce(Shape::merge).unwrap()
    }

    fn written(shape: &Shape) -> String {
        match shape {
            Shape::Unknown => "?".to_owned(),
            Shape::Bool => "bool".to_owned(),
            Shape::Integer => "int".to_owned(),
            Shape::Number => "number".to_owned(),
            Shape::Text => "text".to_owned(),
            Shape::List(item) => format!("[{}]", written(item)),
            Shape::Map(value) => format!("map {}", written(value)),
            Shape::Nullable(inner) => format!("{} or null", written(inner)),
            Shape::Any(why) => format!("any ({why})"),
            Shape::Object(fields) => {
                let field = |field: &Field| {
                    let mark = if field.can_miss { "?" } else { "" };
                    format!("{}{mark}: {}", field.name, written(&field.shape))
                };
                format!(
                    "{{{}}}",
                    fields.iter().map(field).collect::<Vec<_>>().join(", ")
                )
            }
        }
    }

    #[test]
    fn shapes() {
        let cases: [(&[&str], &str); 22] = [
            (&[r#""a""#], "text"),
            (&[r#""<integer>""#], "int"),
            (&[r#""<long>""#], "int"),
            (&[r#""<number>""#], "number"),
            (&[r#""<boolean>""#], "bool"),
            (&[r#""<dateTime>""#], "text"),
            (&[r#""<uuid>""#], "text"),
            (&[r#""<a href=x>""#], "text"),
            (&["1", "1.5"], "number"),
            (
                &["18446744073709551615"],
                "any (18446744073709551615 is larger than an `i64` holds)",
            ),
            (&["1", "null"], "int or null"),
            (&["null"], "? or null"),
            (&["[]"], "[?]"),
            (&["[]", "[1]"], "[int]"),
            (&[r#"[{"a": 1}, {"b": "x"}]"#], "[{a?: int, b?: text}]"),
            (&[r#"{"a": null}"#, r#"{"a": [1]}"#], "{a: [int] or null}"),
            (
                &[r#"{"a": 1}"#, r#"{"a": "x"}"#],
                "{a: any (the examples disagree: a number and a string)}",
            ),
            (&[r#"{"1": {"a": 1}, "2": {"a": 2}}"#], "map {a: int}"),
            (&["{}", r#"{"a": 1}"#], "{a?: int}"),
            (&[r#"{"<string>": "<integer>"}"#], "map int"),
            (&[r#"{"<string>": 1, "a": 2}"#], "{<string>: int, a: int}"),
            (&[r#""<object>""#], "any (the document says `<object>`)"),
        ];
        for (texts, expected) in cases {
            assert_eq!(written(&shape(texts)), expected, "{texts:?}");
        }
    }
}
