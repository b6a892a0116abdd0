//! Schemas: JSON Schema 2020-12 in 3.1, and its subset with `nullable` in 3.0.

use std::collections::{HashMap, HashSet};

use super::Writer;
use super::fields::Fields;
use super::security::component_name;
use crate::description::{Additional, Discriminator, Kind, NamedSchema, Property, Schema};
use crate::value::{Object, Value};

/// The names of schemas as components have them.
#[derive(Default)]
pub(super) struct Names {
    by_name: HashMap<String, String>,
    used: HashSet<String>,
    known: HashSet<String>,
}

impl Names {
    pub(super) fn of(schemas: &[NamedSchema]) -> Self {
        let mut names = Self::default();
        for schema in schemas {
            names.known.insert(schema.name.clone());
            names.component(&schema.name);
        }
        names
    }

    pub(super) fn component(&mut self, name: &str) -> String {
        if let Some(known) = self.by_name.get(name) {
            return known.clone();
        }
        let plain = component_name(name);
        let mut unique = plain.clone();
        let mut number = 2;
        while !self.used.insert(unique.clone()) {
            unique = format!("{plain}_{number}");
            number += 1;
        }
        self.by_name.insert(name.to_owned(), unique.clone());
        unique
    }
}

impl Writer {
    pub(super) fn schema(&mut self, schema: &Schema) -> Object {
        let reference = schema.reference.as_ref().map(|name| self.reference(name));
        let has_siblings = {
            let alone = Schema {
                reference: schema.reference.clone(),
                type_name: schema.type_name.clone(),
                ..Schema::default()
            };
            *schema != alone
        };
        let mut all_of: Vec<Value> = schema
            .all_of
            .iter()
            .map(|part| self.schema(part).into())
            .collect();
        let mut fields = Fields::default();
        match reference {
            // 3.0 ignores what stands beside a reference.
            Some(reference) if has_siblings && self.is_3_0() => {
                let part = Fields::default().set("$ref", reference).done();
                all_of.insert(0, part.into());
            }
            Some(reference) => fields = fields.set("$ref", reference),
            None => {}
        }
        let (fields, mut any_of) = self.kinds(fields, schema);
        any_of.extend(
            schema
                .any_of
                .iter()
                .map(|part| Value::from(self.schema(part))),
        );
        let fields = fields
            .some("title", schema.title.as_deref())
            .text("description", &schema.doc);
        let fields = self.values(fields, schema);
        let fields = self.shape(fields, schema, &mut all_of);
        let one_of = schema.one_of.iter().map(|part| self.schema(part).into());
        let one_of = one_of.collect();
        let not = schema.not.as_deref().map(|not| self.schema(not));
        let discriminator = schema.discriminator.as_ref();
        let discriminator = discriminator.map(|it| self.discriminator(it));
        fields
            .list("allOf", all_of)
            .list("oneOf", one_of)
            .list("anyOf", any_of)
            .some("not", not)
            .some("discriminator", discriminator)
            .flag("readOnly", schema.read_only)
            .flag("writeOnly", schema.write_only)
            .flag("deprecated", schema.deprecated)
            .flag(
                "x-callpoint-secret",
                schema.secret && !Self::is_password(schema),
            )
            .extensions(&schema.other)
            .done()
    }

    /// A secret text is a password; another secret has an extension.
    fn is_password(schema: &Schema) -> bool {
        schema.secret
            && schema.is(Kind::String)
            && schema.format.as_deref().is_none_or(|it| it == "password")
    }

    fn reference(&mut self, name: &str) -> String {
        if !self.names.known.contains(name) {
            self.open.insert(name.to_owned());
        }
        format!("#/components/schemas/{}", self.names.component(name))
    }

    /// `type` and `format`. 3.0 has one type and `nullable`; several are alternatives there.
    fn kinds(&mut self, fields: Fields, schema: &Schema) -> (Fields, Vec<Value>) {
        let format = match &schema.format {
            None if Self::is_password(schema) => Some("password"),
            format => format.as_deref(),
        };
        let format = |fields: Fields| fields.some("format", format);
        let others: Vec<Kind> = schema
            .kinds
            .iter()
            .copied()
            .filter(|kind| *kind != Kind::Null)
            .collect();
        if !self.is_3_0() {
            let kinds = match schema.kinds.as_slice() {
                [] => None,
                [one] => Some(Value::from(one.name())),
                many => Some(
                    many.iter()
                        .map(|kind| kind.name().into())
                        .collect::<Vec<_>>()
                        .into(),
                ),
            };
            return (format(fields.some("type", kinds)), Vec::new());
        }
        let nullable = schema.is(Kind::Null);
        let fields = match others.as_slice() {
            // It has no type for `null` alone, and `nullable` says nothing where no type stands beside it.
            [] if nullable => fields.set("type", "string").set("enum", vec![Value::Null]),
            [one] => fields.set("type", one.name()),
            _ => fields,
        };
        let alternatives = match others.as_slice() {
            [] | [_] => Vec::new(),
            many => many
                .iter()
                .map(|kind| Fields::default().set("type", kind.name()).done().into())
                .collect(),
        };
        (format(fields.flag("nullable", nullable)), alternatives)
    }

    fn values(&self, fields: Fields, schema: &Schema) -> Fields {
        let parsed = |text: &String| text.parse().unwrap_or_else(|_| Value::from(text.as_str()));
        let mut examples: Vec<Value> = schema.examples.iter().map(parsed).collect();
        let fields = if self.is_3_0() {
            let constant = schema.constant.clone().map(|value| vec![value]);
            fields.some("enum", constant)
        } else {
            fields.some("const", schema.constant.clone())
        };
        let fields = fields
            .list("enum", schema.values.clone())
            .some("default", schema.default.clone());
        if self.is_3_0() {
            let first = (!examples.is_empty()).then(|| examples.remove(0));
            return fields.some("example", first);
        }
        fields.list("examples", examples)
    }

    /// What is inside objects and lists.
    fn shape(&mut self, fields: Fields, schema: &Schema, all_of: &mut Vec<Value>) -> Fields {
        let mut properties = Object::default();
        let mut required: Vec<Value> = Vec::new();
        for property in &schema.properties {
            if property.flatten {
                all_of.push(self.flattened(property).into());
                continue;
            }
            let written = self.schema(&property.schema);
            properties.insert(property.name.clone(), written);
            if property.required {
                required.push(property.name.as_str().into());
            }
        }
        required.extend(
            schema
                .required
                .iter()
                .map(|name| Value::from(name.as_str())),
        );
        let additional = match &schema.additional {
            None => None,
            Some(Additional::Forbidden) => Some(Value::Bool(false)),
            Some(Additional::Schema(inner)) if **inner == Schema::default() => {
                Some(Value::Bool(true))
            }
            Some(Additional::Schema(inner)) => Some(self.schema(inner).into()),
        };
        // An array has to say its items in 3.0, and a tuple to some tools of 3.1, where `maxItems` says that no more follow.
        let has_to_say = self.is_3_0() || !schema.prefix_items.is_empty();
        let of_tuple = match schema.prefix_items.as_slice() {
            [first, others @ ..] if others.iter().all(|other| other == first) => Some(first),
            _ => None,
        };
        let items = match schema.items.as_deref().or(of_tuple) {
            Some(items) => Some(self.schema(items)),
            None => (has_to_say && schema.is(Kind::Array)).then(Object::default),
        };
        let prefix: Vec<Value> = if self.is_3_0() {
            Vec::new()
        } else {
            schema
                .prefix_items
                .iter()
                .map(|item| self.schema(item).into())
                .collect()
        };
        fields
            .object("properties", properties)
            .list("required", required)
            .some("additionalProperties", additional)
            .list("prefixItems", prefix)
            .some("items", items)
    }

    /// The entries of a map or struct in its place.
    fn flattened(&mut self, property: &Property) -> Object {
        self.schema(&property.schema)
    }

    fn discriminator(&mut self, discriminator: &Discriminator) -> Object {
        let mut mapping = Object::default();
        for (value, name) in &discriminator.mapping {
            mapping.insert(value.clone(), self.reference(name));
        }
        Fields::default()
            .set("propertyName", discriminator.property.as_str())
            .object("mapping", mapping)
            .done()
    }
}
