//! Schemas of values (feature `schema`): what schemars says of the types of a declaration.

use std::borrow::Cow;
use std::marker::PhantomData;

pub use schemars;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value};

use crate::patch::Patch;

/// Adds the schema of a type to a generator: that of what is sent or that of what is received, as the generator is set.
pub type SchemaFn = fn(&mut SchemaGenerator) -> Schema;

/// The name of a schema.
pub type SchemaName = Cow<'static, str>;

/// The schema of a type, if it has one. The fallback is [`NoSchema`]'s, as for [`CodecOf`](crate::facts::CodecOf): also for a type parameter without that bound.
#[derive(Debug)]
pub struct SchemaOf<T: ?Sized>(PhantomData<fn() -> Box<T>>);

impl<T: JsonSchema + ?Sized> SchemaOf<T> {
    /// It has one.
    pub const SCHEMA: Option<SchemaFn> = Some(SchemaGenerator::subschema_for::<T>);
}

/// The fallback for a type without a schema.
pub trait NoSchema {
    /// None.
    const SCHEMA: Option<SchemaFn> = None;
}

impl<T: ?Sized> NoSchema for SchemaOf<T> {}

/// What stands in the schema of an inline struct for a type that has none: its name.
pub const UNKNOWN_TYPE: &str = "x-callpoint-type";

/// A field of an inline struct.
#[derive(Debug, Clone, Copy)]
pub struct StructField {
    /// The name in the body.
    pub name: &'static str,
    /// The type as it is written in the declaration.
    pub type_name: &'static str,
    /// Whether it can be missing.
    pub is_optional: bool,
    /// The doc comment.
    pub doc: &'static str,
    /// The schema of its type, if that has one.
    pub schema: Option<SchemaFn>,
}

/// The schema of an inline struct.
#[must_use]
pub fn struct_schema(generator: &mut SchemaGenerator, doc: &str, fields: &[StructField]) -> Schema {
    let mut properties = Map::new();
    let mut required = Vec::new();
    for field in fields {
        let mut schema = match field.schema {
            Some(of) => of(generator),
            None => json_schema!({ UNKNOWN_TYPE: field.type_name }),
        };
        if !field.doc.is_empty() {
            schema.insert("description".to_owned(), field.doc.into());
        }
        properties.insert(field.name.to_owned(), schema.to_value());
        if !field.is_optional {
            required.push(Value::from(field.name));
        }
    }
    let mut schema = json_schema!({ "type": "object", "properties": properties });
    if !required.is_empty() {
        schema.insert("required".to_owned(), required.into());
    }
    if !doc.is_empty() {
        schema.insert("description".to_owned(), doc.into());
    }
    schema
}

/// `Null` is a value; an absent field is for the struct to say.
impl<T: JsonSchema> JsonSchema for Patch<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        Option::<T>::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        Option::<T>::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Option::<T>::json_schema(generator)
    }
}

/// Adds the schema of a type to the metadata of a field, a response or a header.
#[doc(hidden)]
#[macro_export]
macro_rules! __schema {
    ([] $($meta:tt)*) => { $($meta)* };
    ([$($ty:tt)*] $($meta:tt)*) => {
        $($meta)*.schema($crate::__private::SchemaOf::<$($ty)*>::SCHEMA)
    };
}

/// Adds the schemas of their types to several; one without a type stays as it is.
#[doc(hidden)]
#[macro_export]
macro_rules! __schemas {
    ($($(#[$cfg:meta])* [$($ty:ty)?] $meta:expr),*) => {
        &[$($(#[$cfg])* $crate::__schema!([$($ty)?] $meta)),*]
    };
}

/// The schema of an inline struct.
#[doc(hidden)]
#[macro_export]
macro_rules! __struct_schema {
    ($ident:ident, $name:literal, $doc:expr, $([$field:literal, [$($ty:tt)*], $type_name:literal, $is_optional:literal, $doc_of_field:expr]),*) => {
        #[automatically_derived]
        impl $crate::__private::schemars::JsonSchema for $ident {
            fn schema_name() -> $crate::__private::SchemaName {
                $crate::__private::SchemaName::Borrowed($name)
            }

            fn schema_id() -> $crate::__private::SchemaName {
                $crate::__private::SchemaName::Borrowed(::core::concat!(::core::module_path!(), "::", $name))
            }

            fn json_schema(
                generator: &mut $crate::__private::schemars::SchemaGenerator,
            ) -> $crate::__private::schemars::Schema {
                $crate::__private::struct_schema(generator, $doc, &[$($crate::__private::StructField {
                    name: $field,
                    type_name: $type_name,
                    is_optional: $is_optional,
                    doc: $doc_of_field,
                    schema: $crate::__private::SchemaOf::<$($ty)*>::SCHEMA,
                }),*])
            }
        }
    };
}
