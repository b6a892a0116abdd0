//! Schemas: JSON Schema 2020-12, as `OpenAPI` 3.1 has it.

use crate::value::{Object, Value};

/// A set of JSON values. An empty schema allows every value.
#[derive(Debug, Default, Clone, PartialEq)]
#[non_exhaustive]
#[expect(clippy::struct_excessive_bools, reason = "each is true by itself")]
pub struct Schema {
    /// `$ref`: the name of a schema that applies too. It can name a type that the description does not have.
    pub reference: Option<String>,
    /// The type as a declaration writes it, where it is one.
    pub type_name: Option<String>,
    /// What it is called.
    pub title: Option<String>,
    /// What it means, in Markdown.
    pub doc: String,
    /// `type`: empty allows every type.
    pub kinds: Vec<Kind>,
    /// The format of a text or a number: `date-time`, `int64`, `binary`.
    pub format: Option<String>,
    /// `enum`
    pub values: Vec<Value>,
    /// `const`
    pub constant: Option<Value>,
    /// The value that an absent one means.
    pub default: Option<Value>,
    /// Example values, each as JSON text.
    pub examples: Vec<String>,
    /// The properties of an object.
    pub properties: Vec<Property>,
    /// Required names that are not among the properties.
    pub required: Vec<String>,
    /// `additionalProperties`
    pub additional: Option<Additional>,
    /// The items of a list.
    pub items: Option<Box<Schema>>,
    /// `prefixItems`: the items of a tuple.
    pub prefix_items: Vec<Schema>,
    /// `allOf`
    pub all_of: Vec<Schema>,
    /// `oneOf`
    pub one_of: Vec<Schema>,
    /// `anyOf`
    pub any_of: Vec<Schema>,
    /// `not`
    pub not: Option<Box<Schema>>,
    /// The property that selects one of `one_of` or `any_of`.
    pub discriminator: Option<Discriminator>,
    /// Whether it is received only.
    pub read_only: bool,
    /// Whether it is sent only.
    pub write_only: bool,
    /// Whether it should no longer be used.
    pub deprecated: bool,
    /// Whether its value is a secret.
    pub secret: bool,
    /// All other keywords: `minimum`, `pattern`, `x-…`.
    pub other: Object,
}

/// A JSON type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// `null`
    Null,
    /// `boolean`
    Boolean,
    /// `integer`
    Integer,
    /// `number`
    Number,
    /// `string`
    String,
    /// `array`
    Array,
    /// `object`
    Object,
}

/// A schema that others refer to.
#[derive(Debug, Default, Clone, PartialEq)]
#[non_exhaustive]
pub struct NamedSchema {
    /// Its name.
    pub name: String,
    /// Its place in the document, for messages.
    pub place: String,
    /// The schema.
    pub schema: Schema,
}

/// A property of an object.
#[derive(Debug, Default, Clone, PartialEq)]
#[non_exhaustive]
pub struct Property {
    /// Its name.
    pub name: String,
    /// Whether an object must have it.
    pub required: bool,
    /// Whether its own properties are inlined in its place, as serde's `flatten` does; `allOf` in `OpenAPI`.
    pub flatten: bool,
    /// Its values.
    pub schema: Schema,
}

/// The values of an object under names that are not among its properties.
#[derive(Debug, Clone, PartialEq)]
pub enum Additional {
    /// `false`: other names are not allowed.
    Forbidden,
    /// Their schema.
    Schema(Box<Schema>),
}

/// The property that selects a schema.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Discriminator {
    /// The name of the property.
    pub property: String,
    /// The values, each with the name of its schema. The value of a schema that is not among them is its name.
    pub mapping: Vec<(String, String)>,
    /// The name of the schema for every other value.
    pub default: Option<String>,
}

impl Schema {
    /// Values of one kind.
    #[must_use]
    pub fn of(kind: Kind) -> Self {
        Self {
            kinds: vec![kind],
            ..Self::default()
        }
    }

    /// The schema of that name.
    #[must_use]
    pub fn reference(name: impl Into<String>) -> Self {
        Self {
            reference: Some(name.into()),
            ..Self::default()
        }
    }

    /// A list of these.
    #[must_use]
    pub fn list(items: Self) -> Self {
        Self {
            items: Some(Box::new(items)),
            ..Self::of(Kind::Array)
        }
    }

    /// Bytes: `format: binary`.
    #[must_use]
    pub fn binary() -> Self {
        Self {
            format: Some("binary".to_owned()),
            ..Self::of(Kind::String)
        }
    }

    /// Whether `type` has this type.
    #[must_use]
    pub fn is(&self, kind: Kind) -> bool {
        self.kinds.contains(&kind)
    }
}

impl Kind {
    /// As JSON Schema writes it.
    #[cfg(feature = "openapi")]
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "boolean",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::String => "string",
            Self::Array => "array",
            Self::Object => "object",
        }
    }
}
