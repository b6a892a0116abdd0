//! The schemas that types derive by schemars.
//!
//! A type has two of them: what is sent of it and what is received. Where they differ, that of the request has a name of its own.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashSet};

use callpoint_core::__private::UNKNOWN_TYPE;
use callpoint_core::meta::{EndpointMeta, SchemaFn};
use schemars::SchemaGenerator;
use schemars::generate::SchemaSettings;
use serde::Deserialize as _;

use super::schema as schema_by_name;
use super::width::Width;
use crate::description::{Additional, Kind, NamedSchema, Property, Schema};
use crate::value::{Object, Value};

pub(super) struct Derived {
    requests: RefCell<SchemaGenerator>,
    responses: RefCell<SchemaGenerator>,
    /// What both generators call the same and is not the same.
    different: HashSet<String>,
    names: HashSet<String>,
    schemas: Vec<NamedSchema>,
}

impl Derived {
    pub(super) fn of(endpoints: &[&'static EndpointMeta]) -> Self {
        let settings = SchemaSettings::draft2020_12;
        let mut requests = settings().for_serialize().into_generator();
        let mut responses = settings().for_deserialize().into_generator();
        // All are defined before the first is written: a name can belong to two of them.
        for meta in endpoints {
            for of in meta.parameters.iter().filter_map(|field| field.schema) {
                of(&mut requests);
            }
            for response in meta.responses() {
                let whole = response.whole.as_ref();
                let headers = whole.map_or(&[][..], |whole| whole.headers);
                let headers = headers.iter().filter_map(|header| header.schema);
                let body = whole.map_or(response.schema, |whole| whole.schema);
                for of in headers.chain(body) {
                    of(&mut responses);
                }
            }
        }
        let (sent, received) = (definitions(&requests), definitions(&responses));
        let different = different(&sent, &received);
        let named = |name: &str, schema: &Value, renamed: &HashSet<String>| NamedSchema {
            name: renamed_to(name, renamed),
            place: name.to_owned(),
            schema: converted(schema, renamed),
        };
        let none = HashSet::new();
        let mut schemas: Vec<NamedSchema> = received
            .iter()
            .map(|(name, schema)| named(name, schema, &none))
            .collect();
        let only_sent = sent
            .iter()
            .filter(|(name, _)| different.contains(*name) || !received.contains_key(*name));
        schemas.extend(only_sent.map(|(name, schema)| named(name, schema, &different)));
        Self {
            requests: RefCell::new(requests),
            responses: RefCell::new(responses),
            names: schemas.iter().map(|named| named.name.clone()).collect(),
            different,
            schemas,
        }
    }

    pub(super) fn named(&self) -> Vec<NamedSchema> {
        self.schemas.clone()
    }

    pub(super) fn sent(&self, of: SchemaFn, type_name: &str) -> Schema {
        let schema = of(&mut self.requests.borrow_mut());
        typed(&own(schema.as_value()), &self.different, type_name)
    }

    pub(super) fn received(&self, of: SchemaFn, type_name: &str) -> Schema {
        let schema = of(&mut self.responses.borrow_mut());
        typed(&own(schema.as_value()), &HashSet::new(), type_name)
    }

    /// A type without a schema can have the name of another one that has a schema.
    pub(super) fn apart(&self, mut schema: Schema) -> Schema {
        if let Some(items) = &mut schema.items {
            let inner = std::mem::take(&mut **items);
            **items = self.apart(inner);
        }
        for inner in &mut schema.any_of {
            *inner = self.apart(std::mem::take(inner));
        }
        if let Some(Additional::Schema(values)) = &mut schema.additional {
            let inner = std::mem::take(&mut **values);
            **values = self.apart(inner);
        }
        if let Some(name) = &mut schema.reference
            && self.names.contains(name)
        {
            name.push_str(" without a schema");
        }
        schema
    }
}

fn typed(value: &Value, renamed: &HashSet<String>, type_name: &str) -> Schema {
    Schema {
        type_name: Some(type_name.to_owned()),
        ..converted(value, renamed)
    }
}

fn definitions(generator: &SchemaGenerator) -> BTreeMap<String, Value> {
    let definitions = generator.definitions().iter();
    definitions
        .map(|(name, schema)| (name.clone(), own(schema)))
        .collect()
}

/// In the order of its names: that of `serde_json`'s maps depends on a feature, which any crate of a program may turn on.
fn own(value: &serde_json::Value) -> Value {
    match value {
        serde_json::Value::Array(items) => Value::Array(items.iter().map(own).collect()),
        serde_json::Value::Object(object) => {
            let sorted: BTreeMap<&String, &serde_json::Value> = object.iter().collect();
            let mut object = Object::default();
            for (name, value) in sorted {
                object.insert(name.clone(), own(value));
            }
            Value::Object(object)
        }
        // A value of JSON is one of ours.
        value => Value::deserialize(value).unwrap_or_default(),
    }
}

/// The names of two that differ, or that refer to such.
fn different(one: &BTreeMap<String, Value>, other: &BTreeMap<String, Value>) -> HashSet<String> {
    let mut found = HashSet::new();
    let mut users: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    let mut waiting = Vec::new();
    for (name, schema) in one {
        let mut names = BTreeSet::new();
        references(schema, &mut names);
        for used in names {
            users.entry(used).or_default().push(name);
        }
        if other.get(name).is_some_and(|other| other != schema) {
            waiting.push(name.as_str());
        }
    }
    while let Some(name) = waiting.pop() {
        if found.insert(name.to_owned()) {
            waiting.extend(users.get(name).into_iter().flatten());
        }
    }
    found
}

fn references(value: &Value, names: &mut BTreeSet<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| references(item, names)),
        Value::Object(object) => {
            for (name, value) in object.iter() {
                match value {
                    Value::String(text) if name == "$ref" => {
                        names.insert(last(text));
                    }
                    value => references(value, names),
                }
            }
        }
        _ => {}
    }
}

/// `Link` of `#/$defs/Link`.
fn last(reference: &str) -> String {
    let last = reference.rsplit('/').next().unwrap_or_default();
    let last = percent_encoding::percent_decode_str(last).decode_utf8_lossy();
    last.replace("~1", "/").replace("~0", "~")
}

fn renamed_to(name: &str, renamed: &HashSet<String>) -> String {
    if renamed.contains(name) {
        format!("{name}Request")
    } else {
        name.to_owned()
    }
}

/// A schema as schemars writes it, which is JSON Schema 2020-12 without what documents have beside it.
fn converted(value: &Value, renamed: &HashSet<String>) -> Schema {
    let Value::Object(object) = value else {
        let not = (*value == Value::Bool(false)).then(Box::default);
        return Schema {
            not,
            ..Schema::default()
        };
    };
    if let Some(type_name) = object.get(UNKNOWN_TYPE).and_then(Value::as_str) {
        return Schema {
            doc: text(object, "description"),
            ..schema_by_name(type_name)
        };
    }
    let mut schema = Schema::default();
    let one = |value: &Value| converted(value, renamed);
    let list = |value: &Value| -> Vec<Schema> {
        value
            .as_array()
            .unwrap_or_default()
            .iter()
            .map(one)
            .collect()
    };
    for (name, value) in object.iter() {
        match name.as_str() {
            "$ref" => {
                let name = value.as_str().map(last);
                schema.reference = name.map(|name| renamed_to(&name, renamed));
            }
            "type" => schema.kinds = kinds(value),
            "title" => schema.title = value.as_str().map(str::to_owned),
            "description" => schema.doc = text(object, name),
            "format" => schema.format = value.as_str().map(str::to_owned),
            "enum" => schema.values = value.as_array().unwrap_or_default().to_vec(),
            "const" => schema.constant = Some(value.clone()),
            "default" => schema.default = Some(value.clone()),
            "examples" => {
                let examples = value.as_array().unwrap_or_default().iter();
                schema.examples = examples.map(ToString::to_string).collect();
            }
            "properties" => schema.properties = properties(value, object, renamed),
            "required" => {}
            "items" => schema.items = Some(Box::new(one(value))),
            "prefixItems" => schema.prefix_items = list(value),
            "additionalProperties" => {
                schema.additional = Some(match value {
                    Value::Bool(false) => Additional::Forbidden,
                    value => Additional::Schema(Box::new(one(value))),
                });
            }
            "allOf" => schema.all_of = list(value),
            "oneOf" => schema.one_of = list(value),
            "anyOf" => schema.any_of = list(value),
            "not" => schema.not = Some(Box::new(one(value))),
            "readOnly" => schema.read_only = *value == Value::Bool(true),
            "writeOnly" => schema.write_only = *value == Value::Bool(true),
            "deprecated" => schema.deprecated = *value == Value::Bool(true),
            _ => schema.other.insert(name.clone(), value.clone()),
        }
    }
    schema.secret = schema.format.as_deref() == Some("password");
    Width::limit(&mut schema);
    schema
}

fn text(object: &Object, name: &str) -> String {
    let text = object.get(name).and_then(Value::as_str);
    text.unwrap_or_default().to_owned()
}

fn kinds(value: &Value) -> Vec<Kind> {
    let one = std::slice::from_ref(value);
    let kinds = value.as_array().unwrap_or(one).iter();
    let kind = |value: &Value| {
        Some(match value.as_str()? {
            "null" => Kind::Null,
            "boolean" => Kind::Boolean,
            "integer" => Kind::Integer,
            "number" => Kind::Number,
            "string" => Kind::String,
            "array" => Kind::Array,
            "object" => Kind::Object,
            _ => return None,
        })
    };
    kinds.filter_map(kind).collect()
}

fn properties(value: &Value, object: &Object, renamed: &HashSet<String>) -> Vec<Property> {
    let required = object.get("required").and_then(Value::as_array);
    let required: HashSet<&str> = required
        .unwrap_or_default()
        .iter()
        .filter_map(Value::as_str)
        .collect();
    let properties = value.as_object().into_iter().flat_map(Object::iter);
    properties
        .map(|(name, value)| Property {
            name: name.clone(),
            required: required.contains(name.as_str()),
            flatten: false,
            schema: converted(value, renamed),
        })
        .collect()
}
