//! Who adds the fields of a body to an endpoint.

use super::Context;
use crate::model::Endpoint;
use crate::names::{Taken, field_name};

/// The endpoint with what its fields are named and typed by.
pub(super) struct Writer<'a, 'd> {
    pub(super) endpoint: &'a mut Endpoint,
    pub(super) taken: &'a mut Taken,
    pub(super) context: &'a mut Context<'d>,
}

impl Writer<'_, '_> {
    /// A name for a field of the body: that on the wire, where path and query leave it.
    pub(super) fn name(&mut self, wire: &str) -> String {
        let base = field_name(wire).unwrap_or_else(|| "field".to_owned());
        self.taken.take([base.clone(), format!("body_{base}")])
    }
}
