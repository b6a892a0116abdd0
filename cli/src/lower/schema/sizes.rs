//! How large values are, about: an enum is as large as its largest variant.

use super::graph::{Def, DefId, DefKind, Ty};
use super::recursion::{Spot, UNION};
use std::collections::HashSet;

/// The sizes of types on a machine of 64 bits.
#[derive(Debug, Default)]
pub(super) struct Sizes(Vec<usize>);

impl Sizes {
    /// The sizes of all types, each after those that it holds.
    pub(super) fn new(defs: &[Def<'_>], boxes: &HashSet<Spot>) -> Self {
        let mut sizes = Self(vec![0; defs.len()]);
        let mut states = vec![0_u8; defs.len()];
        for root in 0..defs.len() {
            let mut path = vec![root];
            while let Some(&at) = path.last() {
                if states[at] == 2 {
                    path.pop();
                    continue;
                }
                if states[at] == 1 {
                    sizes.0[at] = sizes.size(at, &defs[at], boxes);
                    states[at] = 2;
                    path.pop();
                    continue;
                }
                states[at] = 1;
                let mut inner = Vec::new();
                each(&defs[at], |spot, ty| {
                    if !boxes.contains(&(at, spot)) {
                        ty.held(&mut inner);
                    }
                });
                path.extend(inner.into_iter().filter(|inner| states[*inner] == 0));
            }
        }
        sizes
    }

    fn size(&self, at: DefId, def: &Def<'_>, boxes: &HashSet<Spot>) -> usize {
        let is_union = matches!(def.kind, DefKind::Union(_));
        let mut size = if is_union { 32 } else { 0 };
        each(def, |spot, ty| {
            let one = if boxes.contains(&(at, spot)) {
                8
            } else {
                self.of(ty)
            };
            size = if is_union { size.max(one) } else { size + one };
        });
        match def.kind {
            DefKind::Enum(_) => 24,
            DefKind::Union(_) => size + 8,
            _ => size,
        }
    }

    pub(super) fn of(&self, ty: &Ty) -> usize {
        match ty {
            Ty::Code("bool" | "i8" | "u8" | "i16" | "u16" | "i32" | "u32" | "f32") => 8,
            Ty::Code("i64" | "u64" | "f64") => 16,
            Ty::Code(code) if *code == crate::lower::types::VALUE => 32,
            Ty::Code(_) | Ty::List(_) | Ty::Map(_) => 24,
            Ty::Def(def) => self.0.get(*def).copied().unwrap_or_default(),
            Ty::Tuple(items) => items.iter().map(|item| self.of(item)).sum(),
            Ty::Nullable(inner) => self.of(inner),
        }
    }
}

fn each<'d>(def: &'d Def<'_>, mut visit: impl FnMut(usize, &'d Ty)) {
    match &def.kind {
        DefKind::Struct(declared) => {
            for (spot, field) in declared.fields.iter().enumerate() {
                visit(spot, &field.value.ty);
            }
            if let Some(union) = &declared.union {
                visit(UNION, union);
            }
            if let Some(additional) = &declared.additional {
                visit(UNION, additional);
            }
        }
        DefKind::Union(union) => {
            for (spot, variant) in union.variants.iter().enumerate() {
                visit(spot, &variant.ty);
            }
        }
        DefKind::Newtype(ty) => visit(0, ty),
        DefKind::Pending | DefKind::Enum(_) | DefKind::Constant(_) => {}
    }
}
