//! What is sent, what is received, and what each type has to be for it.

use std::collections::{HashMap, HashSet};

use super::graph::{Def, DefId, DefKind, Ty};
use crate::lower::types::Use;

/// What the types are used for.
#[derive(Debug, Default)]
pub(super) struct Uses<'a> {
    pub(super) is_read: Vec<bool>,
    pub(super) is_written: Vec<bool>,
    /// Whether what is sent is another type than what is received.
    pub(super) is_split: Vec<bool>,
    /// Whether its constants are types, because a value has to have them.
    pub(super) is_strict: Vec<bool>,
    /// How often each is named.
    pub(super) mentions: Vec<usize>,
    /// The property that the enum around writes.
    pub(super) tags: HashMap<DefId, &'a str>,
}

/// Where the types of operations begin: each mention.
#[derive(Debug, Default)]
pub(super) struct Roots {
    pub(super) read: Vec<DefId>,
    pub(super) written: Vec<DefId>,
    /// The types of bodies, which an endpoint can have as its own fields.
    pub(super) bodies: Vec<DefId>,
}

impl<'a> Uses<'a> {
    /// Follows the uses of all types. A union whose tag is none loses it.
    pub(super) fn of(defs: &mut [Def<'a>], roots: &Roots, is_served: bool) -> Self {
        let count = defs.len();
        let mut uses = Self {
            is_read: vec![false; count],
            is_written: vec![false; count],
            is_split: vec![false; count],
            is_strict: vec![false; count],
            mentions: vec![0; count],
            tags: HashMap::new(),
        };
        let all = defs.iter().flat_map(|def| edges(def, None));
        let all: Vec<DefId> = all
            .chain(roots.read.iter().copied())
            .chain(roots.written.iter().copied())
            .chain(roots.bodies.iter().copied())
            .collect();
        for def in all {
            uses.mentions[def] += 1;
        }
        reach(defs, &roots.read, Use::Read, &mut uses.is_read);
        let written: Vec<DefId> = roots.written.iter().chain(&roots.bodies).copied().collect();
        reach(defs, &written, Use::Written, &mut uses.is_written);
        uses.tags(defs, is_served);
        uses.strict(defs);
        uses.split(defs);
        uses
    }

    pub(super) fn is_used(&self, def: DefId) -> bool {
        self.is_read[def] || self.is_written[def]
    }

    /// Decides which unions have a tag: those whose variants are never sent without it.
    fn tags(&mut self, defs: &mut [Def<'a>], is_served: bool) {
        let mut tagged: HashMap<(DefId, &str), usize> = HashMap::new();
        for def in defs.iter() {
            if let DefKind::Union(union) = &def.kind
                && let Some(tag) = union.tag
            {
                for variant in &union.variants {
                    if let Ty::Def(inner) = variant.ty {
                        *tagged.entry((inner, tag)).or_default() += 1;
                    }
                }
            }
        }
        for at in 0..defs.len() {
            let DefKind::Union(union) = &defs[at].kind else {
                continue;
            };
            let Some(tag) = union.tag else { continue };
            let fits = union.variants.iter().all(|variant| {
                let Ty::Def(inner) = variant.ty else {
                    return false;
                };
                let by_tag = tagged.get(&(inner, tag)).copied().unwrap_or_default();
                let is_alone = self.mentions[inner] > by_tag;
                let is_struct = matches!(defs[inner].kind, DefKind::Struct(_));
                let has_other = self.tags.get(&inner).is_some_and(|other| *other != tag);
                // What has no such property is the same with the tag and without it.
                let is_written = is_served || self.is_written[inner];
                let needs_it = has_other || is_alone && is_written;
                is_struct && !(needs_it && has_field(&defs[inner], tag))
            });
            if fits {
                let inner = union
                    .variants
                    .iter()
                    .filter_map(|variant| match variant.ty {
                        Ty::Def(inner) if has_field(&defs[inner], tag) => Some((inner, tag)),
                        _ => None,
                    });
                let inner: Vec<(DefId, &str)> = inner.collect();
                self.tags.extend(inner);
                continue;
            }
            // Without constants, nothing but the order tells the variants apart.
            let is_told = union.variants.iter().all(|variant| match variant.ty {
                Ty::Def(inner) => defs[inner]
                    .kind
                    .fields()
                    .iter()
                    .any(|field| field.wire == tag && field.value.constant.is_some()),
                _ => false,
            });
            if let DefKind::Union(union) = &mut defs[at].kind {
                union.tag = None;
                union.is_ambiguous = !is_told;
            }
        }
    }

    fn strict(&mut self, defs: &[Def<'a>]) {
        for (at, def) in defs.iter().enumerate() {
            if matches!(def.kind, DefKind::Struct(_)) && self.is_written[at] {
                self.is_strict[at] = true;
            }
            if let DefKind::Union(union) = &def.kind
                && union.tag.is_none()
            {
                for variant in &union.variants {
                    if let Ty::Def(inner) = variant.ty {
                        self.is_strict[inner] = true;
                    }
                }
            }
        }
        for (at, def) in defs.iter().enumerate() {
            for field in def.kind.fields() {
                let Some((_, constant)) = field.value.constant else {
                    continue;
                };
                if self.tags.get(&at) == Some(&field.wire) {
                    continue;
                }
                if self.is_strict[at] {
                    self.is_read[constant] |= self.is_read[at];
                    self.is_written[constant] |= self.is_written[at];
                }
            }
        }
    }

    /// Two types where one cannot be both: what is only received is required, or what is only sent.
    fn split(&mut self, defs: &[Def<'a>]) {
        let is_both = |uses: &Self, def: DefId| uses.is_read[def] && uses.is_written[def];
        let mut users: HashMap<DefId, Vec<DefId>> = HashMap::new();
        let mut todo = Vec::new();
        for (at, def) in defs.iter().enumerate() {
            if !is_both(self, at) {
                continue;
            }
            for inner in edges(def, None) {
                users.entry(inner).or_default().push(at);
            }
            let differs = def.kind.fields().iter().any(|field| {
                field.is_required && (field.value.is_read_only || field.value.is_write_only)
            });
            if differs {
                todo.push(at);
            }
        }
        while let Some(at) = todo.pop() {
            if !std::mem::replace(&mut self.is_split[at], true) {
                todo.extend(users.get(&at).into_iter().flatten());
            }
        }
    }
}

fn has_field(def: &Def<'_>, name: &str) -> bool {
    def.kind.fields().iter().any(|field| field.wire == name)
}

/// The types that a type names, in what is sent or received of it.
pub(super) fn edges(def: &Def<'_>, usage: Option<Use>) -> Vec<DefId> {
    let mut found = Vec::new();
    match &def.kind {
        DefKind::Struct(declared) => {
            for field in &declared.fields {
                let is_left_out = match usage {
                    Some(Use::Read) => field.value.is_write_only,
                    Some(Use::Written) => field.value.is_read_only && field.is_required,
                    None => false,
                };
                if !is_left_out && field.value.constant.is_none() {
                    field.value.ty.defs(&mut found);
                }
            }
            for ty in declared.union.iter().chain(&declared.additional) {
                ty.defs(&mut found);
            }
        }
        DefKind::Union(union) => {
            for variant in &union.variants {
                variant.ty.defs(&mut found);
            }
        }
        DefKind::Newtype(ty) => ty.defs(&mut found),
        DefKind::Pending | DefKind::Enum(_) | DefKind::Constant(_) => {}
    }
    found
}

fn reach(defs: &[Def<'_>], roots: &[DefId], usage: Use, reached: &mut [bool]) {
    let mut todo: Vec<DefId> = roots.to_vec();
    let mut seen: HashSet<DefId> = HashSet::new();
    while let Some(at) = todo.pop() {
        if seen.insert(at) {
            reached[at] = true;
            todo.extend(edges(&defs[at], Some(usage)));
        }
    }
}
