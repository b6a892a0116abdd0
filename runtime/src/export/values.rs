//! Values to show: the example of a field, or a placeholder by the name of its type.

use serde::de::IgnoredAny;
use serde_json::{Map, Value};

use crate::meta::ParamMeta;

/// What a type is, as far as its name says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind<'a> {
    Text,
    Integer,
    Number,
    Boolean,
    List(&'a str),
    /// A type of somebody's own.
    Named(&'a str),
}

impl<'a> Kind<'a> {
    fn of(type_name: &'a str) -> Self {
        let name = type_name.trim();
        if let Some(inner) = referenced(name) {
            return Self::of(inner);
        }
        if let Some(inside) = name
            .strip_prefix('[')
            .and_then(|name| name.strip_suffix(']'))
        {
            let item = inside.rsplit_once(';').map_or(inside, |(item, _)| item);
            return Self::List(item);
        }
        let (outer, argument) = name
            .strip_suffix('>')
            .and_then(|name| name.split_once('<'))
            .map_or((name, None), |(outer, argument)| (outer, Some(argument)));
        match (outer.rsplit("::").next().unwrap_or(outer), argument) {
            ("Option" | "Patch" | "Box" | "Arc" | "Rc", Some(inner)) => Self::of(inner),
            ("Cow", Some(inner)) => Self::of(inner.rsplit(',').next().unwrap_or(inner)),
            ("Vec" | "VecDeque" | "HashSet" | "BTreeSet", Some(item)) => Self::List(item),
            ("String" | "str" | "char", None) => Self::Text,
            ("bool", None) => Self::Boolean,
            ("f32" | "f64", None) => Self::Number,
            (
                "u8" | "u16" | "u32" | "u64" | "u128" | "usize" | "i8" | "i16" | "i32" | "i64"
                | "i128" | "isize",
                None,
            ) => Self::Integer,
            _ => Self::Named(name),
        }
    }

    fn placeholder(self) -> String {
        match self {
            Self::Text => "<string>".to_owned(),
            Self::Integer => "<integer>".to_owned(),
            Self::Number => "<number>".to_owned(),
            Self::Boolean => "<boolean>".to_owned(),
            Self::List(item) => Self::of(item).placeholder(),
            Self::Named(name) => format!("<{name}>"),
        }
    }
}

/// The `T` of `&'a T`.
fn referenced(name: &str) -> Option<&str> {
    let rest = name.strip_prefix('&')?.trim_start();
    let rest = if rest.starts_with('\'') {
        rest.split_once(' ')?.1
    } else {
        rest
    };
    Some(rest.strip_prefix("mut ").unwrap_or(rest))
}

/// A value outside of JSON.
pub(super) fn text(parameter: &ParamMeta) -> String {
    parameter
        .example
        .map_or_else(|| placeholder_text(parameter.type_name), str::to_owned)
}

/// A value of a type outside of JSON.
pub(super) fn placeholder_text(type_name: &str) -> String {
    Kind::of(type_name).placeholder()
}

/// The values of a list whose example is a JSON array, as text. An empty one has none to show.
pub(super) fn items(parameter: &ParamMeta) -> Option<Vec<String>> {
    let example = parameter.example.filter(|_| !parameter.secret)?;
    if !matches!(Kind::of(parameter.type_name), Kind::List(_)) {
        return None;
    }
    let items: Vec<Value> = serde_json::from_str(example).ok()?;
    let text = |item: Value| match item {
        Value::String(text) => text,
        item => item.to_string(),
    };
    Some(items.into_iter().map(text).collect()).filter(|items: &Vec<_>| !items.is_empty())
}

/// Whether a value outside of JSON is JSON: an object of somebody's own type.
pub(super) fn is_object(parameter: &ParamMeta) -> bool {
    let fields = |example| serde_json::from_str::<Map<String, Value>>(example);
    matches!(Kind::of(parameter.type_name), Kind::Named(_))
        && parameter
            .example
            .is_some_and(|example| fields(example).is_ok())
}

/// A value as JSON.
pub(super) fn json(parameter: &ParamMeta) -> String {
    let Some(example) = parameter.example else {
        return placeholder(parameter.type_name);
    };
    let is_json = serde_json::from_str::<IgnoredAny>(example).is_ok();
    if is_json && Kind::of(parameter.type_name) != Kind::Text {
        example.to_owned()
    } else {
        quoted(example)
    }
}

/// A variable in JSON: in quotes, unless the value takes none.
pub(super) fn json_variable(parameter: &ParamMeta, variable: &str) -> String {
    match Kind::of(parameter.type_name) {
        Kind::Integer | Kind::Number | Kind::Boolean => variable.to_owned(),
        _ => quoted(variable),
    }
}

/// A value of a type as JSON.
pub(super) fn placeholder(type_name: &str) -> String {
    match Kind::of(type_name) {
        Kind::List(item) => format!("[{}]", placeholder(item)),
        kind => quoted(&kind.placeholder()),
    }
}

/// Whether a value is a file.
pub(super) fn is_upload(type_name: &str) -> bool {
    let kind = match Kind::of(type_name) {
        Kind::List(item) => Kind::of(item),
        kind => kind,
    };
    matches!(kind, Kind::Named(name) if name.rsplit("::").next() == Some("Upload"))
}

/// A text as JSON.
pub(super) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// `UpdateLink` as words: `Update link`.
pub(super) fn words(name: &str) -> String {
    let chars: Vec<char> = name.chars().collect();
    let mut words = String::new();
    for (i, &c) in chars.iter().enumerate() {
        let before = i.checked_sub(1).and_then(|i| chars.get(i));
        let after = chars.get(i + 1);
        let begins_word = c.is_uppercase()
            && before.is_some_and(|before| {
                !before.is_uppercase() || after.is_some_and(|after| after.is_lowercase())
            });
        if begins_word {
            words.push(' ');
        }
        // The letters of an abbreviation stay as they are.
        let is_word = after.is_none_or(|after| !after.is_uppercase());
        if begins_word && is_word {
            words.extend(c.to_lowercase());
        } else {
            words.push(c);
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::meta::Place;

    #[test]
    fn placeholders_by_type() {
        for (type_name, expected) in [
            ("String", "\"<string>\""),
            ("&'a str", "\"<string>\""),
            ("Option<Cow<'a, str>>", "\"<string>\""),
            ("Patch<u32>", "\"<integer>\""),
            ("f64", "\"<number>\""),
            ("Option<bool>", "\"<boolean>\""),
            ("Vec<Vec<u8>>", "[[\"<integer>\"]]"),
            ("&[Problem]", "[\"<Problem>\"]"),
            ("[String; 2]", "[\"<string>\"]"),
            ("models::Page<Link>", "\"<models::Page<Link>>\""),
        ] {
            assert_eq!(placeholder(type_name), expected, "{type_name}");
        }
    }

    #[test]
    fn examples_by_type() {
        for (type_name, example, expected) in [
            ("String", "7", "\"7\""),
            ("u8", "7", "7"),
            ("Option<Mode>", "single", "\"single\""),
            ("Mode", "\"single\"", "\"single\""),
            ("Vec<u8>", "[1, 2]", "[1, 2]"),
        ] {
            let parameter = ParamMeta::new("a", Place::BodyField, type_name).example(example);
            assert_eq!(json(&parameter), expected, "{type_name}");
        }
    }

    #[test]
    fn names_as_words() {
        for (name, expected) in [
            ("UpdateLink", "Update link"),
            ("CompleteMFASession", "Complete MFA session"),
            ("GetV2", "Get v2"),
            ("List", "List"),
        ] {
            assert_eq!(words(name), expected);
        }
    }
}
