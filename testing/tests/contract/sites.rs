//! Places of a document, and what is known of each.

use std::collections::BTreeMap;

use serde_json::Value;

/// In which direction the values of a schema go.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ways {
    pub(crate) request: bool,
    pub(crate) response: bool,
}

/// A schema.
#[derive(Debug, Clone)]
pub(crate) struct Site {
    pub(crate) pointer: String,
    pub(crate) ways: Ways,
    /// Whether it is the schema of a field, and whether that is required.
    pub(crate) field: Option<bool>,
}

/// All schemas that something refers to.
pub(crate) fn schemas(document: &Value) -> Vec<Site> {
    let mut found = Found {
        document,
        ways: BTreeMap::new(),
        fields: BTreeMap::new(),
    };
    for pointer in operations(document) {
        let operation = document.pointer(&pointer).unwrap();
        let request = Ways {
            request: true,
            response: false,
        };
        let response = Ways {
            request: false,
            response: true,
        };
        for index in 0..operation["parameters"].as_array().map_or(0, Vec::len) {
            found.schema(
                &format!("{pointer}/parameters/{index}/schema"),
                None,
                request,
            );
        }
        found.contents(&format!("{pointer}/requestBody"), request);
        for status in keys(&operation["responses"]) {
            let place = format!("{pointer}/responses/{status}");
            found.contents(&place, response);
            for header in keys(&document.pointer(&place).unwrap()["headers"]) {
                found.schema(&format!("{place}/headers/{header}/schema"), None, response);
            }
        }
    }
    let Found { ways, fields, .. } = found;
    ways.into_iter()
        .map(|(pointer, ways)| Site {
            field: fields.get(&pointer).copied(),
            pointer,
            ways,
        })
        .collect()
}

struct Found<'a> {
    document: &'a Value,
    ways: BTreeMap<String, Ways>,
    fields: BTreeMap<String, bool>,
}

impl Found<'_> {
    fn contents(&mut self, place: &str, ways: Ways) {
        let content = self.document.pointer(&format!("{place}/content"));
        for media_type in content.map(keys).unwrap_or_default() {
            self.schema(&format!("{place}/content/{media_type}/schema"), None, ways);
        }
    }

    fn schema(&mut self, pointer: &str, field: Option<bool>, ways: Ways) {
        let Some(schema) = self.document.pointer(pointer) else {
            return;
        };
        if let Some(field) = field {
            self.fields.insert(pointer.to_owned(), field);
        }
        let known = self.ways.entry(pointer.to_owned()).or_default();
        let before = *known;
        known.request |= ways.request;
        known.response |= ways.response;
        if before == *known {
            return;
        }
        if let Some(target) = schema["$ref"].as_str() {
            self.schema(target.trim_start_matches('#'), None, ways);
        }
        let required: Vec<&Value> = schema["required"]
            .as_array()
            .into_iter()
            .flatten()
            .collect();
        for name in keys(&schema["properties"]) {
            let is_required = required.contains(&&Value::from(unescaped(&name)));
            self.schema(
                &format!("{pointer}/properties/{name}"),
                Some(is_required),
                ways,
            );
        }
        for key in ["items", "additionalProperties"] {
            if schema[key].is_object() {
                self.schema(&format!("{pointer}/{key}"), None, ways);
            }
        }
        for key in ["oneOf", "anyOf", "allOf", "prefixItems"] {
            for index in 0..schema[key].as_array().map_or(0, Vec::len) {
                self.schema(&format!("{pointer}/{key}/{index}"), None, ways);
            }
        }
    }
}

/// The pointers of all operations.
pub(crate) fn operations(document: &Value) -> Vec<String> {
    let mut found = Vec::new();
    for path in keys(&document["paths"]) {
        let item = document.pointer(&format!("/paths/{path}")).unwrap();
        for method in keys(item) {
            found.push(format!("/paths/{path}/{method}"));
        }
    }
    found
}

/// The names of an object, as a pointer has them.
pub(crate) fn keys(value: &Value) -> Vec<String> {
    let object = value.as_object().into_iter().flatten();
    object
        .map(|(name, _)| name.replace('~', "~0").replace('/', "~1"))
        .collect()
}

pub(crate) fn unescaped(key: &str) -> String {
    key.replace("~1", "/").replace("~0", "~")
}

/// The pointer of what holds a value, and the value's own key.
pub(crate) fn parent(pointer: &str) -> (&str, String) {
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    (parent, unescaped(key))
}
