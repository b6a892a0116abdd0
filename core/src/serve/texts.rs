//! The texts of a parameter, and the value that they stand for.

use std::fmt;

use serde::de::DeserializeOwned;

use super::parse::ParsedValues;
use super::rejection::{Rejection, RejectionKind, shown};
use crate::codec::from_texts;
use crate::meta::EndpointMeta;

/// The texts of a parameter as they were received, decoded: none, one, or several.
#[must_use]
pub struct Texts {
    meta: &'static EndpointMeta,
    kind: RejectionKind,
    name: &'static str,
    values: Vec<String>,
    /// What a list reads instead of them.
    items: Option<Vec<String>>,
    is_of_segments: bool,
}

/// What a server can read from the text of a parameter.
///
/// Every type with [`Deserialize`](serde::Deserialize) that borrows nothing has it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read from a request",
    label = "needs `serde::Deserialize`",
    note = "`serve` reads what the endpoint sends: put `#[derive(callpoint::Deserialize)]` above the type; if it is sent by its `Display`, it needs \
            `std::str::FromStr`"
)]
pub trait FieldValue: DeserializeOwned {}

#[diagnostic::do_not_recommend]
impl<T: DeserializeOwned> FieldValue for T {}

impl Texts {
    pub(super) fn new(
        meta: &'static EndpointMeta,
        kind: RejectionKind,
        name: &'static str,
        values: Vec<String>,
    ) -> Self {
        Self {
            meta,
            kind,
            name,
            values,
            items: None,
            is_of_segments: false,
        }
    }

    /// They are lines of a header, which for a list are these items.
    pub(super) fn or_items(mut self, items: Vec<String>) -> Self {
        self.items = Some(items);
        self
    }

    /// They are segments of a path: a single text has the slashes between them.
    pub(super) fn segments(mut self) -> Self {
        self.is_of_segments = true;
        self
    }

    /// The value, by serde: a number or a boolean where the type asks for one.
    ///
    /// # Errors
    /// The type is not read from these texts.
    pub fn value<T: FieldValue>(self) -> Result<T, Rejection> {
        let (meta, kind, name) = (self.meta, self.kind, self.name);
        let rejected = |reason| Rejection::new(meta, kind, shown(name), reason);
        from_texts(self.values, self.items, self.is_of_segments).map_err(rejected)
    }

    /// The value of a type that is sent by its `Display`, by its `FromStr`.
    ///
    /// # Errors
    /// The type is not read from these texts.
    pub fn parse<T: ParsedValues<Kind>, Kind>(mut self) -> Result<T, Rejection> {
        let (meta, kind, name) = (self.meta, self.kind, self.name);
        let rejected = |reason| Rejection::new(meta, kind, shown(name), reason);
        if self.is_of_segments && !T::IS_LIST {
            self.values = vec![self.values.join("/")];
        }
        if let (true, Some(items)) = (T::IS_LIST, self.items) {
            self.values = items;
        }
        T::parse(self.values).map_err(rejected)
    }
}

/// Shows how many there are.
impl fmt::Debug for Texts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Texts")
            .field("name", &self.name)
            .field("count", &self.values.len())
            .finish_non_exhaustive()
    }
}
