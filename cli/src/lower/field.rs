//! One field for the parameters of one name, whose values travel as text.

use std::collections::HashMap;

use callpoint_documents::Value;
use callpoint_documents::description::Parameter;

use super::values::{code, of_text, some, text_shape};
use crate::model::{Example, Expr, Field};
use crate::shape::Shape;

/// The type of what travels as text.
pub(super) fn scalar(shape: &Shape) -> &'static str {
    match shape {
        Shape::Integer => "i64",
        Shape::Number => "f64",
        Shape::Bool => "bool",
        _ => "String",
    }
}

/// Parameters of one name belong together.
pub(super) fn grouped(params: &[Parameter]) -> Vec<Vec<&Parameter>> {
    grouped_by(params, str::to_owned)
}

/// The same of those whose names have one key.
pub(super) fn grouped_by(params: &[Parameter], key: fn(&str) -> String) -> Vec<Vec<&Parameter>> {
    let mut groups: Vec<Vec<&Parameter>> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for param in params {
        let group = *known.entry(key(&param.name)).or_insert(groups.len());
        match groups.get_mut(group) {
            Some(group) => group.push(param),
            None => groups.push(vec![param]),
        }
    }
    groups
}

/// Whether parameters of one name can be left out.
pub(super) fn is_optional(params: &[&Parameter]) -> bool {
    !params.iter().any(|param| param.required)
}

/// A field for values that travel as text: one, or a list of them.
pub(super) fn textual(
    name: String,
    params: &[&Parameter],
    is_list: bool,
    is_optional: bool,
) -> Field {
    let sent: Vec<&Parameter> = params
        .iter()
        .copied()
        .filter(|param| !param.disabled)
        .collect();
    let value_of = |param: &Parameter| param.value().unwrap_or_default().to_owned();
    let shape = params
        .iter()
        .map(|param| text_shape(&param.name, &value_of(param)))
        .reduce(|one, other| if one == other { one } else { Shape::Text })
        .unwrap_or(Shape::Text);
    let mut ty = scalar(&shape).to_owned();
    let mut value = if is_list {
        ty = format!("Vec<{ty}>");
        match sent.as_slice() {
            [] => code("Vec::new()"),
            sent => Expr::List(
                sent.iter()
                    .map(|param| of_text(&shape, &value_of(param)))
                    .collect(),
            ),
        }
    } else {
        of_text(&shape, &value_of(params[0]))
    };
    if is_optional {
        ty = format!("Option<{ty}>");
        value = if sent.is_empty() {
            code("None")
        } else {
            some(value)
        };
    }
    let docs: Vec<&str> = params.iter().map(|param| param.doc.trim()).collect();
    Field {
        doc: docs
            .iter()
            .find(|doc| !doc.is_empty())
            .copied()
            .unwrap_or_default()
            .to_owned(),
        notes: Vec::new(),
        attrs: Vec::new(),
        example: example(params, &shape),
        name,
        ty,
        value,
    }
}

/// The value to show, or all values of a list. The placeholder of the type says no more than the type.
fn example(params: &[&Parameter], shape: &Shape) -> Option<Example> {
    let is_any_sent = params.iter().any(|param| !param.disabled);
    let shown = params
        .iter()
        .filter(|param| !param.disabled || !is_any_sent);
    let texts: Vec<&str> = shown.filter_map(|param| param.value()).collect();
    let says_something = |text: &&str| !text.is_empty() && !is_placeholder_of(shape, text);
    if !texts.iter().any(says_something) {
        return None;
    }
    match texts.as_slice() {
        [text] => Some(Example::Plain((*text).to_owned())),
        texts => Some(Example::Json(array(texts, shape))),
    }
}

/// Values that travel as text, as a JSON array.
pub(super) fn array(texts: &[&str], shape: &Shape) -> String {
    let value = |text: &&str| match shape {
        Shape::Text => Value::from(*text),
        _ => text.parse().unwrap_or_else(|_| Value::from(*text)),
    };
    Value::from(texts.iter().map(value).collect::<Vec<_>>()).to_string()
}

/// What an export writes for a type without a value.
pub(super) fn is_placeholder_of(shape: &Shape, text: &str) -> bool {
    text == match shape {
        Shape::Integer => "<integer>",
        Shape::Number => "<number>",
        Shape::Bool => "<boolean>",
        _ => "<string>",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_of_one_name_keep_their_order() {
        let params: Vec<Parameter> = (0..100_000)
            .map(|n| Parameter::new(format!("P{}", n % 60_000)))
            .collect();
        let groups = grouped(&params);
        assert_eq!(groups.len(), 60_000);
        assert_eq!((groups[0].len(), groups[59_999].len()), (2, 1));
        assert_eq!(groups[7][1].name, "P7");
        let headers = [
            Parameter::new("X-A"),
            Parameter::new("b"),
            Parameter::new("x-a"),
        ];
        let groups = grouped_by(&headers, str::to_ascii_lowercase);
        let names: Vec<Vec<&str>> = groups
            .iter()
            .map(|group| group.iter().map(|param| param.name.as_str()).collect())
            .collect();
        assert_eq!(names, [vec!["X-A", "x-a"], vec!["b"]]);
    }
}
