//! The fields of a body, as the expansion writes and describes them.

use serde::Serializer;
use serde::ser::SerializeStruct as _;

use super::BodyField;
use crate::meta::{FieldLocation, ParamMeta};

/// Starts a body with its required fields, and those of its optional ones that are there.
///
/// # Errors
/// The serializer's.
pub fn fields<S: Serializer>(
    serializer: S,
    name: &'static str,
    required: usize,
    optional: &[bool],
) -> Result<S::SerializeStruct, S::Error> {
    let optional: usize = optional.iter().map(|is_there| usize::from(*is_there)).sum();
    serializer.serialize_struct(name, required + optional)
}

/// The metadata of a field of the body.
#[must_use]
pub const fn body_field(
    name: &'static str,
    type_name: &'static str,
    is_optional: bool,
    is_secret: bool,
) -> ParamMeta {
    let mut meta = ParamMeta::new(name, FieldLocation::BodyField, type_name);
    if is_optional {
        meta = meta.optional();
    }
    if is_secret {
        meta = meta.secret();
    }
    meta
}

/// Writes a field.
///
/// # Errors
/// The serializer's.
pub fn field<T: BodyField + ?Sized, S: Serializer>(
    fields: &mut S::SerializeStruct,
    name: &'static str,
    value: &T,
) -> Result<(), S::Error> {
    fields.serialize_field(name, value)
}

/// Writes a field that may be absent.
///
/// # Errors
/// The serializer's.
pub fn optional_field<T: BodyField, S: Serializer>(
    fields: &mut S::SerializeStruct,
    name: &'static str,
    value: &Option<T>,
) -> Result<(), S::Error> {
    if value.is_none() {
        return Ok(());
    }
    fields.serialize_field(name, value)
}

/// `Debug` of a struct that shows no field.
///
/// # Errors
/// The formatter's.
pub fn undisclosed(f: &mut std::fmt::Formatter<'_>, name: &str) -> std::fmt::Result {
    f.debug_struct(name).finish_non_exhaustive()
}

/// Whether there is a value.
#[must_use]
pub const fn some<T>(value: &Option<T>) -> bool {
    value.is_some()
}

/// Ends a body.
///
/// # Errors
/// The serializer's.
pub fn end<S: Serializer>(fields: S::SerializeStruct) -> Result<S::Ok, S::Error> {
    fields.end()
}
