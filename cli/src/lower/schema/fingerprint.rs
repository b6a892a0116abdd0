//! Whether two schemas without names are the same.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use callpoint_documents::description::{Additional, Schema};

/// A number for each schema: that of its content. Each schema is read once.
#[derive(Debug, Default)]
pub(super) struct Fingerprints {
    known: HashMap<*const Schema, u64>,
    /// Whether what they are in XML tells them apart.
    is_xml: bool,
}

impl Fingerprints {
    pub(super) fn xml() -> Self {
        Self {
            is_xml: true,
            ..Self::default()
        }
    }

    pub(super) fn of(&mut self, schema: &Schema) -> u64 {
        let key = std::ptr::from_ref(schema);
        if let Some(known) = self.known.get(&key) {
            return *known;
        }
        let mut hasher = DefaultHasher::new();
        let texts = [&schema.reference, &schema.type_name, &schema.format];
        texts.hash(&mut hasher);
        schema.kinds.hash(&mut hasher);
        let is_enum = !schema.values.is_empty() || schema.constant.is_some();
        if !is_enum {
            schema.doc.hash(&mut hasher);
        }
        for value in schema.values.iter().chain(&schema.constant) {
            value.to_string().hash(&mut hasher);
        }
        for property in &schema.properties {
            property.name.hash(&mut hasher);
            property.required.hash(&mut hasher);
            self.of(&property.schema).hash(&mut hasher);
            let default = property.schema.default.as_ref();
            default.map(ToString::to_string).hash(&mut hasher);
        }
        schema.required.hash(&mut hasher);
        match &schema.additional {
            None => 0_u8.hash(&mut hasher),
            Some(Additional::Forbidden) => 1_u8.hash(&mut hasher),
            Some(Additional::Schema(inner)) => self.of(inner).hash(&mut hasher),
        }
        schema
            .items
            .as_ref()
            .map(|items| self.of(items))
            .hash(&mut hasher);
        for list in [
            &schema.prefix_items,
            &schema.all_of,
            &schema.one_of,
            &schema.any_of,
        ] {
            list.len().hash(&mut hasher);
            for inner in list {
                self.of(inner).hash(&mut hasher);
            }
        }
        if let Some(discriminator) = &schema.discriminator {
            discriminator.property.hash(&mut hasher);
            discriminator.mapping.hash(&mut hasher);
        }
        [schema.read_only, schema.write_only, schema.deprecated].hash(&mut hasher);
        let xml = schema.other.get("xml").filter(|_| self.is_xml);
        xml.map(ToString::to_string).hash(&mut hasher);
        let fingerprint = hasher.finish();
        self.known.insert(key, fingerprint);
        fingerprint
    }
}
