//! The operators: one for each keyword of operations and schemas that the engine knows.

mod operations;
mod schemas;

use callpoint_testing::DifferenceKind;
use serde_json::Value;

use crate::mutations::Mutation;

/// Every change of a document by every operator at every place.
pub(crate) fn all(document: &Value) -> Vec<Mutation> {
    let mut changes = Changes {
        document,
        all: Vec::new(),
    };
    operations::apply(&mut changes);
    schemas::apply(&mut changes);
    changes.all
}

struct Changes<'a> {
    document: &'a Value,
    all: Vec<Mutation>,
}

impl Changes<'_> {
    /// A change, which breaks all clients or none.
    fn add(
        &mut self,
        operator: &'static str,
        place: &str,
        kind: DifferenceKind,
        breaks: bool,
        change: impl FnOnce(&mut Value),
    ) {
        self.add_declared(operator, place, kind, (breaks, breaks), change);
    }

    /// A change, which can break clients of the document and not those of the declarations.
    fn add_declared(
        &mut self,
        operator: &'static str,
        place: &str,
        kind: DifferenceKind,
        (breaks, breaks_declared): (bool, bool),
        change: impl FnOnce(&mut Value),
    ) {
        let mut document = self.document.clone();
        change(&mut document);
        assert_ne!(
            document, *self.document,
            "{operator} changes nothing at {place}"
        );
        self.all.push(Mutation {
            operator,
            place: place.to_owned(),
            document,
            kind,
            breaks,
            breaks_declared,
        });
    }
}

/// Removes a name of an object.
fn remove(document: &mut Value, pointer: &str, name: &str) -> Option<Value> {
    document.pointer_mut(pointer)?.as_object_mut()?.remove(name)
}

/// Sets a name of an object.
fn set(document: &mut Value, pointer: &str, name: &str, value: impl Into<Value>) {
    document.pointer_mut(pointer).unwrap()[name] = value.into();
}
