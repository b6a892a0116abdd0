//! Types that hold themselves: where a `Box` has to be.

use std::collections::HashSet;

use super::graph::{Def, DefId, DefKind};

/// A field or a variant: the type that it is of, and its position there.
pub(super) type Spot = (DefId, usize);

/// The position of the union of a struct, behind all fields.
pub(super) const UNION: usize = usize::MAX;

/// The spots that need a `Box`: those that lead back to a type that is being walked. All types then have a size, and none of these boxes
/// can be left out alone.
pub(super) fn boxes(defs: &[Def<'_>], order: &[DefId]) -> HashSet<Spot> {
    const NEW: u8 = 0;
    const OPEN: u8 = 1;
    const DONE: u8 = 2;
    let mut boxes = HashSet::new();
    let mut states = vec![NEW; defs.len()];
    let mut path: Vec<(DefId, Vec<(usize, DefId)>)> = Vec::new();
    // From what is required to what is not, so that the box is in an `Option` where there is one.
    let needs = |def: &Def<'_>| {
        let mut fields = def.kind.fields().iter();
        fields.any(|field| field.is_required && !field.value.is_nullable && holds(&field.value.ty))
    };
    let (first, last): (Vec<DefId>, Vec<DefId>) =
        order.iter().copied().partition(|def| needs(&defs[*def]));
    for root in first.into_iter().chain(last) {
        if states[root] != NEW {
            continue;
        }
        states[root] = OPEN;
        path.push((root, held(&defs[root])));
        while let Some((at, todo)) = path.last_mut() {
            let at = *at;
            let Some((spot, next)) = todo.pop() else {
                states[at] = DONE;
                path.pop();
                continue;
            };
            match states[next] {
                OPEN => {
                    boxes.insert((at, spot));
                }
                NEW if !boxes.contains(&(at, spot)) => {
                    states[next] = OPEN;
                    path.push((next, held(&defs[next])));
                }
                _ => {}
            }
        }
    }
    boxes
}

fn holds(ty: &super::graph::Ty) -> bool {
    let mut inner = Vec::new();
    ty.held(&mut inner);
    !inner.is_empty()
}

/// What a type holds without a pointer, the last first.
fn held(def: &Def<'_>) -> Vec<(usize, DefId)> {
    let mut found = Vec::new();
    let mut add = |spot: usize, ty: &super::graph::Ty| {
        let mut inner = Vec::new();
        ty.held(&mut inner);
        found.extend(inner.into_iter().map(|inner| (spot, inner)));
    };
    match &def.kind {
        DefKind::Struct(declared) => {
            let mut fields: Vec<_> = declared.fields.iter().enumerate().collect();
            // The order of the document does not decide.
            fields.sort_by_key(|(_, field)| (!field.is_required, field.wire));
            for (spot, field) in fields {
                add(spot, &field.value.ty);
            }
            if let Some(union) = &declared.union {
                add(UNION, union);
            }
        }
        DefKind::Union(union) => {
            for (spot, variant) in union.variants.iter().enumerate() {
                add(spot, &variant.ty);
            }
        }
        DefKind::Newtype(ty) => add(0, ty),
        DefKind::Pending | DefKind::Enum(_) | DefKind::Constant(_) => {}
    }
    found.reverse();
    found
}
