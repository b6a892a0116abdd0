//! What a path refers to.

use super::Written;
use super::modules::{Crate, Module};

#[derive(Clone, Copy)]
enum Named {
    Module(usize),
    /// An item of this module.
    Item(usize),
}

/// The file that defines the item of a path; `None` for a module, or an item of another crate.
pub(super) fn file_of(krate: &Crate, from: usize, path: &[String]) -> Option<String> {
    match (Resolver { krate, steps: 0 }).path(from, path)? {
        Named::Item(module) => Some(krate.modules[module].file.clone()),
        Named::Module(_) => None,
    }
}

/// More than any path needs: globs can form cycles.
const MOST_STEPS: u32 = 200;

struct Resolver<'a> {
    krate: &'a Crate,
    steps: u32,
}

impl Resolver<'_> {
    fn path(&mut self, from: usize, path: &[String]) -> Option<Named> {
        self.steps += 1;
        if self.steps > MOST_STEPS {
            return None;
        }
        let mut at = from;
        let mut is_first = true;
        for (index, segment) in path.iter().enumerate() {
            match (is_first, segment.as_str()) {
                (true, "crate") => at = 0,
                (true, "self") => {}
                (_, "super") => {
                    at = self.module(at).parent?;
                    is_first = true;
                    continue;
                }
                (_, name) => match self.name(at, name, index + 1 == path.len())? {
                    Named::Module(module) => at = module,
                    // What follows is a variant or an associated item.
                    item @ Named::Item(_) => return Some(item),
                },
            }
            is_first = false;
        }
        Some(Named::Module(at))
    }

    /// What a name refers to in a module. If a module and an item share it, it is the module, except as the last segment.
    fn name(&mut self, at: usize, name: &str, is_last: bool) -> Option<Named> {
        let module = self.module(at);
        let child = module.children.get(name).copied().map(Named::Module);
        let item = module.items.iter().any(|item| item == name);
        let item = item.then_some(Named::Item(at));
        let here = if is_last {
            item.or(child)
        } else {
            child.or(item)
        };
        if here.is_some() {
            return here;
        }
        let bound = module.bound.iter().filter(|(bound, _)| bound == name);
        let bound: Vec<Written> = bound.map(|(_, path)| path.clone()).collect();
        for path in bound {
            // `use a::x` with `pub use x`, and macros: a name that refers to itself resolves to nothing.
            if path.len() > 1
                && let Some(found) = self.path(at, &path)
            {
                return Some(found);
            }
        }
        let globs = self.module(at).globs.clone();
        globs.iter().find_map(|glob| match self.path(at, glob)? {
            Named::Module(module) if module != at => self.name(module, name, is_last),
            _ => None,
        })
    }

    fn module(&self, at: usize) -> &Module {
        &self.krate.modules[at]
    }
}
