//! Objects, field by field: what is empty is left out.

use crate::value::{Object, Value};

#[derive(Default)]
pub(super) struct Fields(Object);

impl Fields {
    pub(super) fn set(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.0.insert(name, value);
        self
    }

    pub(super) fn some(self, name: &str, value: Option<impl Into<Value>>) -> Self {
        match value {
            Some(value) => self.set(name, value),
            None => self,
        }
    }

    pub(super) fn text(self, name: &str, text: &str) -> Self {
        self.some(name, (!text.is_empty()).then_some(text))
    }

    pub(super) fn flag(self, name: &str, is_set: bool) -> Self {
        self.some(name, is_set.then_some(true))
    }

    pub(super) fn list(self, name: &str, items: Vec<Value>) -> Self {
        self.some(name, (!items.is_empty()).then_some(items))
    }

    pub(super) fn object(self, name: &str, object: Object) -> Self {
        self.some(name, (!object.is_empty()).then_some(object))
    }

    /// The extensions of a document that was read.
    pub(super) fn extensions(mut self, extensions: &Object) -> Self {
        for (name, value) in extensions.iter() {
            self.0.insert(name.clone(), value.clone());
        }
        self
    }

    pub(super) fn done(self) -> Object {
        self.0
    }
}
