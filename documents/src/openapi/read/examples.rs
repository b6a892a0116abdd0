//! Example values.

use super::Reader;
use super::node::Node;
use crate::description::Example;
use crate::value::Value;

/// The examples of a parameter: text, or JSON where it is more than a scalar.
pub(super) fn of_parameter<'a>(reader: &mut Reader<'a>, node: &Node<'a, '_>) -> Vec<Example> {
    of(reader, node, |value| match value {
        Value::String(text) => text.clone(),
        value => value.to_string(),
    })
}

/// The examples of a body in a media type.
pub(super) fn of_body<'a>(
    reader: &mut Reader<'a>,
    node: &Node<'a, '_>,
    is_json: bool,
) -> Vec<Example> {
    of(reader, node, |value| body(value, is_json))
}

/// An example as it is sent in a body.
pub(super) fn body(value: &Value, is_json: bool) -> String {
    match value {
        // JSON that the document has as text.
        Value::String(text) if is_json && !is_json_text(text) => value.to_string(),
        Value::String(text) => text.clone(),
        value => value.to_string(),
    }
}

fn is_json_text(text: &str) -> bool {
    let is_whole = text.trim_start().starts_with(['{', '[']);
    is_whole && serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok()
}

fn of<'a>(
    reader: &mut Reader<'a>,
    node: &Node<'a, '_>,
    text: impl Fn(&Value) -> String,
) -> Vec<Example> {
    let mut examples = Vec::new();
    if let Some(example) = node
        .value
        .get("example")
        .filter(|example| !example.is_null())
    {
        examples.push(Example::new(text(example)));
    }
    let Some(all) = node.get("examples") else {
        return examples;
    };
    // A list is not what the specification has, and what people write.
    examples.extend(all.items().map(|item| Example::new(text(item.value))));
    for (name, node) in all.entries() {
        let Some(resolved) = reader.resolve(&node) else {
            continue;
        };
        let node = resolved.node();
        let value = ["value", "dataValue"]
            .into_iter()
            .find_map(|name| node.value.get(name));
        let text = match (node.str_of("serializedValue"), value) {
            (Some(text), _) => text.to_owned(),
            (None, Some(value)) => text(value),
            // It stands elsewhere.
            (None, None) => continue,
        };
        let mut example = Example::new(text);
        name.clone_into(&mut example.name);
        examples.push(example);
    }
    examples
}
