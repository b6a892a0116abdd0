//! Which items of a package are there with which features.

use crate::model::{Declarations, Item, Module};

/// How many features a type is compiled for at most; one that more modules use is always there.
const MOST_FEATURES: usize = 8;

/// What the docs of the package say of its features.
pub(super) const DOC: &str = "Each module has a feature of its name, and all are on by default. The runtime is here as `callpoint`.";

/// Names that a feature cannot have: those of the package itself, and those of crates that it can depend on.
const RESERVED: [&str; 8] = [
    "all",
    "callpoint",
    "chrono",
    "client",
    "default",
    "schemars",
    "serde",
    "uuid",
];

/// The modules of a package, each with its feature.
pub(super) struct Features<'a> {
    pub(super) modules: Vec<(&'a Module, String)>,
}

impl<'a> Features<'a> {
    pub(super) fn of(all: &'a Declarations) -> Self {
        let modules = all.items.iter().filter_map(|item| match item {
            Item::Module(module) => Some((module, feature(&module.name))),
            _ => None,
        });
        let mut modules: Vec<(&Module, String)> = modules.collect();
        modules.sort_by(|(one, _), (other, _)| one.name.cmp(&other.name));
        Self { modules }
    }

    /// The feature of a module, by its name.
    pub(super) fn feature(&self, module: &str) -> Option<&str> {
        let mut modules = self.modules.iter();
        modules.find_map(|(known, feature)| (known.name == module).then_some(feature.as_str()))
    }

    /// The features that a type is there with, by the modules that use it; none where it is always there.
    pub(super) fn of_users(&self, users: Option<Vec<&str>>) -> Vec<&str> {
        let users = users.unwrap_or_default();
        if users.len() > MOST_FEATURES || users.len() == self.modules.len() {
            return Vec::new();
        }
        users.iter().filter_map(|name| self.feature(name)).collect()
    }
}

/// Without the mark of a raw identifier.
pub(super) fn plain(name: &str) -> &str {
    name.trim_start_matches("r#")
}

fn feature(module: &str) -> String {
    let name = plain(module).replace('_', "-");
    if RESERVED.contains(&name.as_str()) {
        return format!("{name}-calls");
    }
    name
}
