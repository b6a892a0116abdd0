//! Responses that a document allows: of each a full one, a least one, and some with nulls.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::sites::{keys, operations};

/// A response of an operation.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Instance {
    pub(crate) operation: String,
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Option<String>,
}

/// What is chosen where a schema leaves it open.
#[derive(Debug, Clone, Copy)]
enum Choice {
    /// Everything that is optional, the last of alternatives.
    Full,
    /// Nothing that is optional, the first of alternatives.
    Least,
    /// Everything, and null where it is allowed at this depth.
    Null(usize),
}

/// Deeper than the types of the declarations but for those that contain themselves.
const DEPTH: usize = 7;

pub(crate) fn all(document: &Value) -> Vec<Instance> {
    let mut all = Vec::new();
    for pointer in operations(document) {
        let operation = document.pointer(&pointer).unwrap();
        for status in keys(&operation["responses"]) {
            let response = &operation["responses"][&status];
            let head = Instance {
                operation: operation["operationId"].as_str().unwrap().to_owned(),
                status: match status.as_str() {
                    "default" => 599,
                    class if class.ends_with("XX") => class[..1].parse::<u16>().unwrap() * 100 + 22,
                    code => code.parse().unwrap(),
                },
                headers: headers(response),
                body: None,
            };
            let Some(content) = response["content"].as_object() else {
                all.push(head);
                continue;
            };
            for (media_type, content) in content {
                let choices = [Choice::Full, Choice::Least].into_iter();
                for choice in choices.chain((0..DEPTH).map(Choice::Null)) {
                    let mut instance = head.clone();
                    instance
                        .headers
                        .push(("content-type".to_owned(), media_type.clone()));
                    let value = value(document, &content["schema"], choice, 0);
                    instance.body = Some(if media_type.contains("json") {
                        value.to_string()
                    } else {
                        "text".to_owned()
                    });
                    all.push(instance);
                }
            }
        }
    }
    all
}

fn headers(response: &Value) -> Vec<(String, String)> {
    let headers = response["headers"].as_object().into_iter().flatten();
    let required = headers.filter(|(_, header)| header["required"] == true);
    required
        .map(|(name, _)| (name.clone(), "1".to_owned()))
        .collect()
}

fn value(document: &Value, schema: &Value, choice: Choice, depth: usize) -> Value {
    if let Some(target) = schema["$ref"].as_str() {
        let target = document.pointer(target.trim_start_matches('#')).unwrap();
        return value(document, target, choice, depth);
    }
    let is_null = matches!(choice, Choice::Null(at) if at == depth) || depth > DEPTH;
    if is_null && allows_null(schema) {
        return Value::Null;
    }
    if let Some(value) = schema.get("const") {
        return value.clone();
    }
    if let Some(values) = schema["enum"].as_array() {
        let mut values = values.iter().filter(|value| !value.is_null());
        let value = match choice {
            Choice::Least => values.next(),
            _ => values.next_back(),
        };
        return value.unwrap().clone();
    }
    for key in ["oneOf", "anyOf", "allOf"] {
        if let Some(list) = schema[key].as_array() {
            let mut list = list.iter().filter(|it| it["type"] != "null");
            let chosen = match choice {
                Choice::Least => list.next(),
                _ => list.next_back(),
            };
            return value(document, chosen.unwrap(), choice, depth);
        }
    }
    let kind = match &schema["type"] {
        Value::Array(kinds) => kinds.iter().find(|kind| *kind != "null"),
        kind => Some(kind),
    };
    let format = schema["format"].as_str().unwrap_or_default();
    match kind.and_then(Value::as_str) {
        Some("string") => json!("text"),
        Some("boolean") => json!(true),
        Some("number") => json!(1.5),
        Some("integer") if format.contains("64") => json!(1_u64 << 40),
        Some("integer") => json!(1),
        Some("array") => array(document, schema, choice, depth),
        Some("object") => object(document, schema, choice, depth),
        _ => json!([{"any": "thing"}]),
    }
}

fn allows_null(schema: &Value) -> bool {
    let is_null = |it: &Value| it == "null" || it["type"] == "null";
    let among = |list: &Value| list.as_array().is_some_and(|list| list.iter().any(is_null));
    ["type", "anyOf", "oneOf"]
        .iter()
        .any(|key| among(&schema[*key]))
}

fn array(document: &Value, schema: &Value, choice: Choice, depth: usize) -> Value {
    if let Some(items) = schema["prefixItems"].as_array() {
        return items
            .iter()
            .map(|item| value(document, item, choice, depth + 1))
            .collect();
    }
    if depth > DEPTH {
        return json!([]);
    }
    json!([value(document, &schema["items"], choice, depth + 1)])
}

fn object(document: &Value, schema: &Value, choice: Choice, depth: usize) -> Value {
    let required = schema["required"].as_array().cloned().unwrap_or_default();
    let mut object = Map::new();
    // By their names: two responses are the same however the schema is sorted.
    let properties = schema["properties"].as_object().into_iter().flatten();
    for (name, property) in properties.collect::<BTreeMap<_, _>>() {
        let is_required = required.contains(&name.as_str().into());
        let is_wanted = !matches!(choice, Choice::Least) && depth <= DEPTH;
        if is_required || is_wanted {
            object.insert(name.clone(), value(document, property, choice, depth + 1));
        }
    }
    if schema["additionalProperties"].is_object() && !matches!(choice, Choice::Least) {
        let item = value(document, &schema["additionalProperties"], choice, depth + 1);
        object.insert("a key".to_owned(), item);
    }
    object.into()
}
