//! What is in which file: one file, or one for each folder.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::docs::Piece;
use super::features::{self, Features};
use super::imports::{Imports, named};
use super::{Lines, endpoint, structs};
use crate::model::{Declarations, Endpoint, Item, Module, Type, auth_words, words};
use crate::options::Options;

/// Which types are where, seen from one module.
struct Scope<'a> {
    examples: bool,
    errors: Option<&'a str>,
    /// The path from the file's level to each type: nothing for its own, `super` for those of the file above.
    homes: BTreeMap<&'a str, &'static str>,
    /// What the `auth = …` of an `#[api(…)]` around the module names.
    auth: Vec<String>,
}

/// The files with their names.
pub(super) fn modules(all: &Declarations, options: &Options) -> Vec<(String, String)> {
    let examples = options.examples;
    let has_modules = all.items.iter().any(|item| matches!(item, Item::Module(_)));
    if !(options.split && has_modules) {
        return vec![("mod.rs".to_owned(), one_file(all, examples))];
    }
    let users = Users::of(all);
    let root = root_file(all, &users, examples, None);
    let mut files = vec![("mod.rs".to_owned(), root)];
    for item in &all.items {
        if let Item::Module(module) = item {
            let name = format!("{}.rs", module.name.trim_start_matches("r#"));
            files.push((name, module_file(all, module, &users, examples)));
        }
    }
    files
}

fn one_file(all: &Declarations, examples: bool) -> String {
    let names = all.types.iter().map(|declared| (declared.name(), ""));
    let mut scope = scope(all, examples);
    scope.homes.extend(names);
    let mut lines = Lines::of(all);
    head(&mut lines, &about(all), &all.notes);
    let mut imports = Imports::default();
    for item in &all.items {
        match item {
            Item::Module(_) => imports.callpoint("api"),
            Item::Endpoint(endpoint) => imports.endpoint(endpoint),
            Item::Comment(_) => {}
        }
    }
    finish_imports(&mut imports, all, all.types.iter());
    imports.write(&mut lines);
    constants(&mut lines, all);
    items(&mut lines, &all.items, &scope, 0);
    types(&mut lines, all, all.types.iter(), examples, |_| Vec::new());
    lines.text
}

fn scope(all: &Declarations, examples: bool) -> Scope<'_> {
    let errors = all.errors.as_ref().map(|errors| errors.name.as_str());
    let mut homes = BTreeMap::new();
    homes.extend(errors.map(|name| (name, "")));
    Scope {
        examples,
        errors,
        homes,
        auth: Vec::new(),
    }
}

/// What the types of a file need.
fn finish_imports<'a>(
    imports: &mut Imports,
    all: &Declarations,
    declared: impl Iterator<Item = &'a Type>,
) {
    if let Some(errors) = &all.errors {
        imports.callpoint("ErrorSet");
        if errors
            .arms
            .iter()
            .any(|arm| words(&arm.ty).any(|word| word == "Bytes"))
        {
            imports.callpoint("Bytes");
        }
    }
    for declared in declared {
        imports.declared(declared);
    }
}

/// The docs of the module as a whole: a description that ends in the middle of a list or of code ends there.
fn about(all: &Declarations) -> Vec<Piece<'_>> {
    let title = all.title.as_deref().map(Piece::Line);
    let doc = all.doc.iter().map(|doc| Piece::Page(doc));
    title.into_iter().chain(doc).collect()
}

fn head(lines: &mut Lines, doc: &[Piece<'_>], notes: &[String]) {
    let before = lines.text.len();
    lines.docs("//!", doc);
    if lines.text.len() > before {
        lines.blank();
    }
    if !notes.is_empty() {
        lines.notes(notes);
        lines.blank();
    }
}

fn types<'a>(
    lines: &mut Lines,
    all: &Declarations,
    declared: impl Iterator<Item = &'a Type>,
    examples: bool,
    condition: impl Fn(&str) -> Vec<&'a str>,
) {
    if let Some(errors) = &all.errors {
        lines.blank();
        structs::error_set(lines, errors, examples);
    }
    for declared in declared {
        lines.blank();
        let features = condition(declared.name());
        structs::declared(lines, declared, &features);
    }
}

fn constants(lines: &mut Lines, all: &Declarations) {
    for constant in &all.constants {
        lines.blank();
        lines.docs("///", &[Piece::Page(&constant.doc)]);
        let value = super::quoted(&constant.value);
        lines.line(&format!("pub const {}: &str = {value};", constant.name));
    }
}

/// The items of a module, `depth` modules below the level of the file.
fn items(lines: &mut Lines, items: &[Item], scope: &Scope<'_>, depth: usize) {
    for item in items {
        lines.blank();
        match item {
            Item::Module(module) => self::module(lines, module, scope, depth, "pub mod"),
            Item::Endpoint(declared) => {
                endpoint::endpoint(lines, declared, scope.examples);
                if declared.has_example {
                    lines.blank();
                    endpoint::example_fn(lines, declared);
                }
                if let Some(pages) = &declared.pages {
                    lines.blank();
                    super::pages::pages(lines, declared, pages);
                }
            }
            Item::Comment(texts) => {
                for text in texts {
                    lines.comment("note: ", text);
                }
            }
        }
    }
}

fn module(lines: &mut Lines, module: &Module, scope: &Scope<'_>, depth: usize, keyword: &str) {
    lines.docs("///", &[Piece::Page(&module.doc)]);
    lines.notes(&module.notes);
    match module.api.as_deref() {
        None => {}
        Some([]) => lines.line("#[api]"),
        Some(options) => lines.line(&format!("#[api({})]", options.join(", "))),
    }
    let name = match keyword {
        "mod" => "endpoints",
        _ => &module.name,
    };
    lines.line(&format!("{keyword} {name} {{"));
    lines.depth += 1;
    let direct = module.items.iter().filter_map(|item| match item {
        Item::Endpoint(endpoint) => Some(&**endpoint),
        _ => None,
    });
    let direct: Vec<&Endpoint> = direct.collect();
    let mut imports = Imports::default();
    let up = vec!["super"; depth + 1].join("::");
    let around = match auth_words(module.api.as_deref().unwrap_or_default()) {
        Some(words) => words.map(str::to_owned).collect(),
        None => scope.auth.clone(),
    };
    let scope = &Scope {
        homes: scope.homes.clone(),
        auth: around,
        ..*scope
    };
    for endpoint in &direct {
        imports.endpoint(endpoint);
        let mut names = named(endpoint, scope.errors);
        if auth_words(&endpoint.options).is_none() {
            names.extend(scope.auth.iter().map(String::as_str));
        }
        for name in names {
            match scope.homes.get(name) {
                Some(&"") => imports.local(&up, name),
                Some(home) => imports.local(&format!("{up}::{home}"), name),
                None => {}
            }
        }
    }
    let before = lines.text.len();
    imports.write(lines);
    let has_imports = lines.text.len() > before;
    let start = lines.text.len();
    items(lines, &module.items, scope, depth + 1);
    if !has_imports && lines.text[start..].starts_with('\n') {
        lines.text.remove(start);
    }
    lines.depth -= 1;
    lines.line("}");
}

/// The modules that use each type, directly or by another; `None` among them is the root.
pub(super) struct Users<'a>(BTreeMap<&'a str, BTreeSet<Option<&'a str>>>);

impl<'a> Users<'a> {
    pub(super) fn of(all: &'a Declarations) -> Self {
        let mut users: BTreeMap<&str, BTreeSet<Option<&str>>> = BTreeMap::new();
        let mut todo: Vec<(Option<&str>, &str)> = Vec::new();
        for item in &all.items {
            if let Item::Module(module) = item {
                let user = Some(module.name.as_str());
                let options = module.api.as_deref().unwrap_or_default();
                let schemes = auth_words(options).into_iter().flatten();
                todo.extend(schemes.map(|name| (user, name)));
                for endpoint in module.endpoints() {
                    todo.extend(named(endpoint, None).into_iter().map(|name| (user, name)));
                }
            }
        }
        for arm in all.errors.iter().flat_map(|errors| &errors.arms) {
            todo.extend(words(&arm.ty).map(|word| (None, word)));
        }
        let by_name: HashMap<&str, &Type> = all
            .types
            .iter()
            .map(|declared| (declared.name(), declared))
            .collect();
        while let Some((user, name)) = todo.pop() {
            let Some(declared) = by_name.get(name) else {
                continue;
            };
            if users.entry(declared.name()).or_default().insert(user) {
                let types = declared.types().into_iter().flat_map(words);
                todo.extend(types.map(|word| (user, word)));
            }
        }
        Self(users)
    }

    /// The module that a type belongs to: the only one that uses it.
    pub(super) fn home(&self, name: &str) -> Option<&'a str> {
        let users = self.0.get(name)?;
        let only = users.first().copied().flatten();
        only.filter(|_| users.len() == 1)
    }

    /// The modules that use a type; `None` where the root does, or nothing.
    fn modules(&self, name: &str) -> Option<Vec<&'a str>> {
        self.0.get(name)?.iter().copied().collect()
    }
}

/// The file around those of the modules. In a package, each module is there with its feature, and a type with those of its users.
pub(super) fn root_file(
    all: &Declarations,
    users: &Users<'_>,
    examples: bool,
    package: Option<&Features<'_>>,
) -> String {
    let is_here = |declared: &&Type| users.home(declared.name()).is_none();
    let mut lines = Lines::of(all);
    let mut doc = about(all);
    if package.is_some() {
        doc.push(Piece::Page(features::DOC));
    }
    head(&mut lines, &doc, &all.notes);
    if package.is_some() {
        lines.comment(
            "",
            "A type is there with the features of the modules that use it.",
        );
        lines.line("#![cfg_attr(not(feature = \"all\"), allow(unused_imports))]");
        lines.blank();
    }
    let mut names: Vec<&str> = all
        .items
        .iter()
        .filter_map(|item| match item {
            Item::Module(module) => Some(module.name.as_str()),
            _ => None,
        })
        .collect();
    names.sort_unstable();
    for name in names {
        let feature = package.and_then(|package| package.feature(name));
        lines.cfg(feature.as_slice());
        lines.line(&format!("pub mod {name};"));
    }
    if package.is_some() {
        lines.blank();
        lines.line("pub use callpoint;");
    }
    let mut imports = Imports::default();
    finish_imports(&mut imports, all, all.types.iter().filter(is_here));
    let mut imported = Lines::default();
    imports.write(&mut imported);
    if !imported.text.is_empty() {
        lines.blank();
        lines.text.push_str(&imported.text);
    }
    constants(&mut lines, all);
    let condition = |name: &str| match package {
        Some(features) => features.of_users(users.modules(name)),
        None => Vec::new(),
    };
    let here = all.types.iter().filter(is_here);
    types(&mut lines, all, here, examples, condition);
    lines.text
}

pub(super) fn module_file(
    all: &Declarations,
    module: &Module,
    users: &Users<'_>,
    examples: bool,
) -> String {
    let is_own = |declared: &&Type| users.home(declared.name()) == Some(module.name.as_str());
    let mut scope = scope(all, examples);
    for home in scope.homes.values_mut() {
        *home = "super";
    }
    for declared in &all.types {
        let home = if is_own(&declared) { "" } else { "super" };
        scope.homes.insert(declared.name(), home);
    }
    let mut lines = Lines::of(all);
    head(&mut lines, &[Piece::Page(&module.doc)], &[]);
    let mut imports = Imports::default();
    imports.callpoint("api");
    for declared in all.types.iter().filter(is_own) {
        imports.declared(declared);
        for name in declared.types().into_iter().flat_map(words) {
            if scope.homes.get(name) == Some(&"super") {
                imports.local("super", name);
            }
        }
    }
    let mut imported = Lines::default();
    imports.write(&mut imported);
    let (others, local) = match imported.text.split_once("\n\nuse super::") {
        Some((others, local)) => (others.to_owned() + "\n", format!("use super::{local}")),
        None => (imported.text, String::new()),
    };
    lines.text.push_str(&others);
    lines.blank();
    lines.line("pub use self::endpoints::*;");
    lines.text.push_str(&local);
    lines.blank();
    self::module(&mut lines, module, &scope, 0, "mod");
    for declared in all.types.iter().filter(is_own) {
        lines.blank();
        structs::declared(&mut lines, declared, &[]);
    }
    lines.text
}
