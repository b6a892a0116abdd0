//! A value that a schema allows.

use callpoint::meta::SchemaFn;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value};

/// How deep a value is made: a type that contains itself has an end.
const DEEPEST: usize = 16;

/// An example of a type, as it is received.
pub(super) fn example(of: SchemaFn) -> Option<String> {
    let settings = SchemaSettings::draft2020_12();
    let mut generator = settings.for_deserialize().into_generator();
    let schema = of(&mut generator);
    let root = Value::Object(Map::from_iter([(
        "$defs".to_owned(),
        Value::Object(generator.take_definitions(true)),
    )]));
    let value = value(schema.as_value(), &root, DEEPEST)?;
    Some(value.to_string())
}

fn value(schema: &Value, root: &Value, depth: usize) -> Option<Value> {
    let depth = depth.checked_sub(1)?;
    if let Some(said) = schema.get("const").or_else(|| schema.get("default")) {
        return Some(said.clone());
    }
    if let Some(Value::Array(said)) = schema.get("examples").or_else(|| schema.get("enum")) {
        return said.first().cloned();
    }
    if let Some(Value::String(reference)) = schema.get("$ref") {
        let target = root.pointer(reference.strip_prefix('#')?)?;
        return value(target, root, depth);
    }
    for key in ["oneOf", "anyOf"] {
        if let Some(Value::Array(members)) = schema.get(key) {
            let mut all = members
                .iter()
                .filter_map(|member| value(member, root, depth));
            let one = all.next();
            let found = match one {
                Some(Value::Null) => all.next().or(Some(Value::Null)),
                other => other,
            };
            return Some(merged(found?, fields(schema, root, depth)?));
        }
    }
    if let Some(Value::Array(members)) = schema.get("allOf") {
        let first = Value::Object(fields(schema, root, depth)?);
        return members.iter().try_fold(first, |all, member| {
            Some(match (all, value(member, root, depth)?) {
                (all, Value::Object(more)) => merged(all, more),
                (_, other) => other,
            })
        });
    }
    typed(kind(schema), schema, root, depth)
}

/// The type, or that of several that says most.
fn kind(schema: &Value) -> &str {
    match schema.get("type") {
        Some(Value::String(kind)) => kind,
        Some(Value::Array(kinds)) => {
            let mut kinds = kinds.iter().filter_map(Value::as_str);
            kinds.find(|kind| *kind != "null").unwrap_or("null")
        }
        _ if schema.get("properties").is_some() => "object",
        _ => "",
    }
}

fn typed(kind: &str, schema: &Value, root: &Value, depth: usize) -> Option<Value> {
    let number = |key: &str| schema.get(key).and_then(Value::as_u64);
    Some(match kind {
        "object" => Value::Object(fields(schema, root, depth)?),
        "array" => {
            let fixed = schema.get("prefixItems").and_then(Value::as_array);
            if let Some(items) = fixed {
                let items = items.iter().map(|item| value(item, root, depth));
                return items.collect::<Option<_>>().map(Value::Array);
            }
            let item = schema
                .get("items")
                .and_then(|item| value(item, root, depth));
            let count = usize::try_from(number("minItems").unwrap_or(1)).ok()?;
            Value::Array(item.into_iter().cycle().take(count.clamp(1, 64)).collect())
        }
        "integer" => number("minimum").unwrap_or(1).into(),
        "number" => schema.get("minimum").cloned().unwrap_or_else(|| 1.5.into()),
        "boolean" => true.into(),
        "null" => Value::Null,
        "string" => text(schema).into(),
        _ => Value::Object(Map::new()),
    })
}

/// The required properties.
fn fields(schema: &Value, root: &Value, depth: usize) -> Option<Map<String, Value>> {
    let properties = schema.get("properties").and_then(Value::as_object);
    let required = schema.get("required").and_then(Value::as_array);
    let mut fields = Map::new();
    for name in required.into_iter().flatten().filter_map(Value::as_str) {
        let property = properties.and_then(|all| all.get(name));
        let property = property.unwrap_or(&Value::Null);
        fields.insert(name.to_owned(), value(property, root, depth)?);
    }
    Some(fields)
}

fn merged(mut value: Value, more: Map<String, Value>) -> Value {
    match &mut value {
        Value::Object(fields) => fields.extend(more),
        _ if !more.is_empty() => return Value::Object(more),
        _ => {}
    }
    value
}

fn text(schema: &Value) -> String {
    let text = match schema.get("format").and_then(Value::as_str) {
        Some("date-time" | "partial-date-time") => "2024-01-02T03:04:05Z",
        Some("date") => "2024-01-02",
        Some("time" | "partial-time") => "03:04:05Z",
        Some("uuid") => "6e789e6a-a1b9-45f4-86c4-5d188009454f",
        Some("uri") => "https://example.com/",
        Some("ipv4" | "ip") => "192.0.2.1",
        Some("ipv6") => "2001:db8::1",
        _ => "text",
    };
    let least = schema.get("minLength").and_then(Value::as_u64);
    let least = usize::try_from(least.unwrap_or_default()).unwrap_or_default();
    let mut text = text.to_owned();
    while text.len() < least.min(1024) {
        text.push('x');
    }
    text
}
