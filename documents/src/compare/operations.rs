//! Operations.

use super::pairs::{self, plain};
use super::{Comparer, Difference, DifferenceKind, title};
use crate::description::Operation;

pub(super) fn compare(comparer: &mut Comparer<'_>) {
    let found = pairs::of(&comparer.old, &comparer.new);
    for (old, new) in found.same {
        renamed(comparer, old, new);
        comparer.operation(old, new);
    }
    for (old, new) in found.moved {
        let message = format!("the operation was `{}`", title(old));
        comparer.of_operation(DifferenceKind::OperationMoved, true, (old, new), message);
        comparer.operation(old, new);
    }
    for old in found.removed {
        comparer.add(Difference {
            kind: DifferenceKind::OperationRemoved,
            breaking: true,
            operation: title(old),
            old: Some(old.place.clone()),
            new: None,
            message: "the operation is not there any more".to_owned(),
            reason: None,
        });
    }
    for new in found.added {
        let message = if comparer.is_declared {
            "the operation is not declared"
        } else {
            "the operation is new"
        };
        comparer.add(Difference {
            kind: DifferenceKind::OperationAdded,
            breaking: false,
            operation: title(new),
            old: None,
            new: Some(new.place.clone()),
            message: message.to_owned(),
            reason: None,
        });
    }
}

/// Identifiers are not sent.
fn renamed(comparer: &mut Comparer<'_>, old: &Operation, new: &Operation) {
    let (Some(from), Some(to)) = (&old.id, &new.id) else {
        return;
    };
    if plain(from) != plain(to) {
        let message = format!("the operation `{from}` is called `{to}`");
        comparer.of_operation(DifferenceKind::OperationRenamed, false, (old, new), message);
    }
}

impl<'a> Comparer<'a> {
    /// Everything but where it is sent.
    fn operation(&mut self, old: &'a Operation, new: &'a Operation) {
        if old.deprecated != new.deprecated {
            let message = if new.deprecated {
                "the operation is deprecated"
            } else {
                "the operation is not deprecated any more"
            };
            self.of_operation(
                DifferenceKind::OperationDeprecated,
                false,
                (old, new),
                message.to_owned(),
            );
        }
        self.parameters(old, new);
        self.request_body(old, new);
        self.responses(old, new);
        self.security(old, new);
    }
}
