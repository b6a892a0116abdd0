//! Schemas of all versions as JSON Schema 2020-12.

use std::collections::HashSet;

use super::Reader;
use super::node::{Node, shown};
use crate::description::{Additional, Discriminator, Kind, Property, Schema};
use crate::value::{Object, Value};

impl<'a> Reader<'a> {
    /// A schema. What is invalid in it is a note, and allows every value.
    pub(super) fn schema(&mut self, node: &Node<'a, '_>) -> Schema {
        let mut schema = Schema::default();
        match node.value {
            Value::Bool(true) => {}
            Value::Bool(false) => schema.not = Some(Box::default()),
            Value::Object(object) => self.keywords(object, node, &mut schema),
            _ => self.expected("a schema", node),
        }
        schema
    }

    fn boxed(&mut self, node: &Node<'a, '_>) -> Box<Schema> {
        Box::new(self.schema(node))
    }

    fn keywords(&mut self, object: &'a Object, node: &Node<'a, '_>, schema: &mut Schema) {
        let mut nullable = None;
        for (name, value) in object.iter() {
            let child = node.child(name, value);
            match name.as_str() {
                "$ref" => schema.reference = self.schema_reference(node, &child),
                "type" => self.kinds(&child, schema),
                "title" => schema.title = child.text().filter(|text| !text.trim().is_empty()),
                "description" => schema.doc = child.text().unwrap_or_default(),
                "format" => schema.format = child.text().or(schema.format.take()),
                "enum" => match value {
                    Value::Array(values) => schema.values.clone_from(values),
                    _ => self.expected("an array", &child),
                },
                "const" => schema.constant = Some(value.clone()),
                "default" => schema.default = Some(value.clone()),
                "example" | "x-example" if !value.is_null() => {
                    schema.examples.push(value.to_string());
                }
                "examples" => Self::schema_examples(&child, schema),
                "properties" => self.properties(&child, object, schema),
                "required" => {}
                "items" => self.items(&child, schema),
                "prefixItems" => schema.prefix_items = self.schema_list(&child),
                "additionalProperties" => match value {
                    Value::Bool(false) => schema.additional = Some(Additional::Forbidden),
                    _ => schema.additional = Some(Additional::Schema(self.boxed(&child))),
                },
                "allOf" => schema.all_of = self.schema_list(&child),
                "oneOf" => schema.one_of = self.schema_list(&child),
                "anyOf" => schema.any_of = self.schema_list(&child),
                "not" => schema.not = Some(self.boxed(&child)),
                "discriminator" => schema.discriminator = self.discriminator(&child),
                "readOnly" => schema.read_only = node.flag(name),
                "writeOnly" => schema.write_only = node.flag(name),
                "deprecated" => schema.deprecated = node.flag(name),
                "nullable" | "x-nullable" => nullable = node.optional_flag(name),
                _ => {
                    schema.other.insert(name.clone(), value.clone());
                }
            }
        }
        // An object without properties can require names as well.
        if object.get("properties").is_none() {
            self.required(object.get("required"), node, schema, &HashSet::new());
        }
        normalize(schema);
        if nullable == Some(true) {
            make_nullable(schema);
        }
        // `null` alone, as 3.0 has to write it.
        if schema.values == [Value::Null] && schema.is(Kind::Null) {
            schema.kinds = vec![Kind::Null];
            schema.values.clear();
        }
        if schema.format.as_deref() == Some("password") {
            schema.secret = true;
        }
    }

    /// The name of the schema that a reference leads to.
    fn schema_reference(&mut self, node: &Node<'a, '_>, child: &Node<'a, '_>) -> Option<String> {
        let Value::String(reference) = child.value else {
            self.expected("a reference", child);
            return None;
        };
        let reason = match self.reference_name(node.file, reference) {
            Ok(name) => return Some(name),
            Err(reason) => reason,
        };
        self.note(
            child,
            format!("the reference `{}` is left out: {reason}", shown(reference)),
        );
        None
    }

    fn reference_name(&mut self, file: usize, reference: &str) -> Result<String, String> {
        let files = self.files;
        let target = files.target(file, reference);
        // `Pet` alone, and `#/definitions/Pet` in a document that has moved to 3.0.
        let last = reference.rsplit(['/', '#']).next().unwrap_or_default();
        let moved = reference.starts_with("#/definitions/") || !reference.contains(['/', '#']);
        let target = target.or_else(|error| {
            let by_name = files.component(file, last).filter(|_| moved);
            by_name.ok_or(error)
        })?;
        if !matches!(target.value, Value::Object(_) | Value::Bool(_)) {
            return Err("it is not a schema".to_owned());
        }
        let file_name = if target.file == 0 {
            ""
        } else {
            &files.list[target.file].name
        };
        Ok(self
            .schemas
            .name(target.value, target.file, &target.pointer, file_name))
    }

    fn kinds(&mut self, node: &Node<'a, '_>, schema: &mut Schema) {
        if let Value::Array(_) = node.value {
            for item in node.items() {
                self.kind(&item, schema);
            }
        } else {
            self.kind(node, schema);
        }
    }

    fn kind(&mut self, node: &Node<'a, '_>, schema: &mut Schema) {
        let Some(text) = node.value.as_str() else {
            if node.value.is_null() {
                // YAML takes `null` without quotes for a value.
                push(&mut schema.kinds, Kind::Null);
            } else {
                self.expected("a type", node);
            }
            return;
        };
        let lower = text.trim().to_ascii_lowercase();
        let (kind, format) = match lower.as_str() {
            "null" => (Kind::Null, None),
            "boolean" | "bool" => (Kind::Boolean, None),
            "integer" | "int" | "long" => (Kind::Integer, None),
            "number" => (Kind::Number, None),
            "string" => (Kind::String, None),
            "array" => (Kind::Array, None),
            "object" => (Kind::Object, None),
            "file" => (Kind::String, Some("binary")),
            // What people write instead, with what they mean.
            "float" | "double" => (Kind::Number, Some(lower.as_str())),
            "date" | "date-time" | "uuid" => (Kind::String, Some(lower.as_str())),
            "datetime" => (Kind::String, Some("date-time")),
            _ => {
                self.note(node, format!("the type `{}` is not known", shown(text)));
                return;
            }
        };
        let standard = [
            "null", "boolean", "integer", "number", "string", "array", "object", "file",
        ];
        if !standard.contains(&text) {
            self.note(
                node,
                format!("the type `{}` is read as `{}`", shown(text), kind.name()),
            );
        }
        push(&mut schema.kinds, kind);
        if let Some(format) = format
            && schema.format.is_none()
        {
            schema.format = Some(format.to_owned());
        }
    }

    fn schema_examples(node: &Node<'a, '_>, schema: &mut Schema) {
        match node.value {
            Value::Array(values) => schema.examples.extend(values.iter().map(Value::to_string)),
            // As media types have them.
            Value::Object(values) => {
                let values = values
                    .iter()
                    .map(|(_, value)| value.get("value").unwrap_or(value));
                schema.examples.extend(values.map(Value::to_string));
            }
            _ => {}
        }
    }

    fn properties(&mut self, node: &Node<'a, '_>, object: &'a Object, schema: &mut Schema) {
        let Value::Object(properties) = node.value else {
            return self.expected("an object", node);
        };
        let names: HashSet<&str> = properties.iter().map(|(name, _)| name.as_str()).collect();
        let required = self.required(object.get("required"), node, schema, &names);
        schema.properties.reserve(properties.len());
        for (name, value) in properties.iter() {
            let child = node.child(name, value);
            let mut is_required = required.contains(name.as_str());
            // As version 3 of JSON Schema had it.
            if value.get("required") == Some(&Value::Bool(true)) {
                self.note(
                    &child,
                    "`required` belongs to the object; it is read as if it stood there",
                );
                is_required = true;
            }
            schema.properties.push(Property {
                name: name.clone(),
                required: is_required,
                flatten: false,
                schema: self.schema(&child),
            });
        }
    }

    /// The required names; those that are no properties are the schema's own.
    fn required(
        &mut self,
        value: Option<&'a Value>,
        node: &Node<'a, '_>,
        schema: &mut Schema,
        properties: &HashSet<&str>,
    ) -> HashSet<&'a str> {
        let mut required = HashSet::new();
        match value {
            Some(Value::Array(names)) => {
                for name in names {
                    let Some(name) = name.as_str() else {
                        self.note(node, "`required` has something that is no name");
                        continue;
                    };
                    if !required.insert(name) {
                        continue;
                    }
                    if !properties.contains(name) {
                        schema.required.push(name.to_owned());
                    }
                }
            }
            // The property's own: its object reads it.
            None | Some(Value::Bool(_) | Value::Null) => {}
            Some(_) => self.note(node, "`required` is not a list of names"),
        }
        required
    }

    fn items(&mut self, node: &Node<'a, '_>, schema: &mut Schema) {
        match node.value {
            // As it was before 2020-12.
            Value::Array(_) => schema.prefix_items = self.schema_list(node),
            Value::Bool(false) => {
                schema.other.insert("items", false);
            }
            _ => schema.items = Some(self.boxed(node)),
        }
    }

    fn schema_list(&mut self, node: &Node<'a, '_>) -> Vec<Schema> {
        if !node.value.is_array() {
            self.expected("an array", node);
        }
        // `{nullable: true}` beside other schemas is how 3.0 writes null.
        let only = |object: &Object, name: &str| {
            object.len() == 1 && object.get(name) == Some(&Value::Bool(true))
        };
        let schema = |item: Node<'a, '_>| match item.value {
            Value::Object(object) if only(object, "nullable") || only(object, "x-nullable") => {
                Schema::of(Kind::Null)
            }
            _ => self.schema(&item),
        };
        node.items().map(schema).collect()
    }

    fn discriminator(&mut self, node: &Node<'a, '_>) -> Option<Discriminator> {
        if let Some(property) = node.value.as_str() {
            // As 2.0 has it.
            return Some(Discriminator {
                property: property.to_owned(),
                ..Discriminator::default()
            });
        }
        let Some(property) = node.text_of("propertyName") else {
            self.note(node, "the discriminator has no `propertyName`");
            return None;
        };
        let mut discriminator = Discriminator {
            property,
            ..Discriminator::default()
        };
        if let Some(mapping) = node.get("mapping") {
            for (value, target) in mapping.entries() {
                if let Some(name) = self.mapped(&target) {
                    discriminator.mapping.push((value.to_owned(), name));
                }
            }
        }
        let default = node.get("defaultMapping");
        discriminator.default = default.and_then(|target| self.mapped(&target));
        Some(discriminator)
    }

    /// A schema of a mapping: its name or a reference to it.
    fn mapped(&mut self, node: &Node<'a, '_>) -> Option<String> {
        let Some(text) = node.value.as_str() else {
            self.expected("the name of a schema", node);
            return None;
        };
        if let Some(target) = self.files.component(node.file, text) {
            let files = self.files;
            let file_name = if target.file == 0 {
                ""
            } else {
                &files.list[target.file].name
            };
            return Some(
                self.schemas
                    .name(target.value, target.file, &target.pointer, file_name),
            );
        }
        let name = if text.contains(['/', '#', '.']) {
            self.reference_name(node.file, text)
        } else {
            Err("no schema has that name".to_owned())
        };
        name.map_err(|reason| {
            let shown = shown(text);
            self.note(
                node,
                format!("the schema `{shown}` of the mapping is left out: {reason}"),
            );
        })
        .ok()
    }
}

fn push(kinds: &mut Vec<Kind>, kind: Kind) {
    if !kinds.contains(&kind) {
        kinds.push(kind);
    }
}

/// What older versions say in other ways.
fn normalize(schema: &mut Schema) {
    for (name, exclusive) in [
        ("minimum", "exclusiveMinimum"),
        ("maximum", "exclusiveMaximum"),
    ] {
        match schema.other.get(exclusive) {
            Some(Value::Bool(true)) => {
                let limit = schema.other.remove(name);
                match limit {
                    Some(limit) => schema.other.insert(exclusive, limit),
                    None => drop(schema.other.remove(exclusive)),
                }
            }
            Some(Value::Bool(false)) => drop(schema.other.remove(exclusive)),
            _ => {}
        }
    }
    if schema.format.is_none() && schema.is(Kind::String) {
        let keyword = |name| schema.other.get(name).and_then(Value::as_str);
        match (keyword("contentEncoding"), keyword("contentMediaType")) {
            (Some("base64"), _) => schema.format = Some("byte".to_owned()),
            (None | Some("binary"), Some("application/octet-stream")) | (Some("binary"), None) => {
                schema.format = Some("binary".to_owned());
            }
            _ => {}
        }
    }
    // `{nullable: true}` as a part of `allOf` allows null beside the other parts.
    let parts = schema.all_of.len();
    schema.all_of.retain(|part| !is_null_alone(part));
    if schema.all_of.len() < parts {
        make_nullable(schema);
    }
}

/// Whether `null` is all that is allowed.
fn is_null_alone(schema: &Schema) -> bool {
    schema.kinds == [Kind::Null]
        && schema.properties.is_empty()
        && schema.values.iter().all(Value::is_null)
        && schema.reference.is_none()
}

/// `nullable` of 3.0 and `x-nullable` of 2.0: the schema allows null as well.
fn make_nullable(schema: &mut Schema) {
    let null = || Schema::of(Kind::Null);
    let has_union = !schema.one_of.is_empty() || !schema.any_of.is_empty();
    if !schema.values.is_empty() && !schema.values.contains(&Value::Null) {
        schema.values.push(Value::Null);
    }
    if !schema.kinds.is_empty() {
        push(&mut schema.kinds, Kind::Null);
    }
    if schema.reference.is_some() || !schema.all_of.is_empty() {
        // The parts are one alternative, null is the other.
        let mut all_of = std::mem::take(&mut schema.all_of);
        let reference = schema.reference.take();
        let inner = match (reference, all_of.as_slice()) {
            (None, [_]) => all_of.remove(0),
            (reference, _) => Schema {
                reference,
                all_of,
                properties: std::mem::take(&mut schema.properties),
                required: std::mem::take(&mut schema.required),
                additional: schema.additional.take(),
                one_of: std::mem::take(&mut schema.one_of),
                discriminator: schema.discriminator.take(),
                ..Schema::default()
            },
        };
        if schema.any_of.is_empty() {
            schema.any_of = vec![inner, null()];
        } else {
            let any_of = std::mem::take(&mut schema.any_of);
            let union = Schema {
                any_of,
                ..Schema::default()
            };
            let both = Schema {
                all_of: vec![inner, union],
                ..Schema::default()
            };
            schema.any_of = vec![both, null()];
        }
    } else if has_union {
        let union = if schema.one_of.is_empty() {
            &mut schema.any_of
        } else {
            &mut schema.one_of
        };
        if !union.iter().any(is_null_alone) {
            union.push(null());
        }
    } else if !schema.properties.is_empty() && schema.kinds.is_empty() {
        schema.kinds = vec![Kind::Object, Kind::Null];
    }
}
