//! Where everything stands: in one file, or in one for each folder.

use std::collections::{BTreeMap, BTreeSet};

use super::imports::{Imports, named};
use super::{Lines, endpoint, structs};
use crate::model::{Declarations, Endpoint, Item, Module, Struct, words};

/// A scope: which types are where, seen from it.
struct Scope<'a> {
    examples: bool,
    refusals: Option<&'a str>,
    /// The path from the file's level to each type: nothing for its own, `super` for those of the file above.
    homes: BTreeMap<&'a str, &'static str>,
}

/// The files with their names.
pub(crate) fn files(all: &Declarations, split: bool, examples: bool) -> Vec<(String, String)> {
    let has_modules = all.items.iter().any(|item| matches!(item, Item::Module(_)));
    if !(split && has_modules) {
        return vec![("mod.rs".to_owned(), one_file(all, examples))];
    }
    let homes = homes(all);
    let mut files = vec![("mod.rs".to_owned(), root_file(all, &homes, examples))];
    for item in &all.items {
        if let Item::Module(module) = item {
            let name = format!("{}.rs", module.name.trim_start_matches("r#"));
            files.push((name, module_file(all, module, &homes, examples)));
        }
    }
    files
}

fn one_file(all: &Declarations, examples: bool) -> String {
    let names = all
        .structs
        .iter()
        .map(|declared| (declared.name.as_str(), ""));
    let mut scope = scope(all, examples);
    scope.homes.extend(names);
    let mut lines = Lines::default();
    head(&mut lines, &all.doc, &all.notes);
    let mut imports = Imports::default();
    for item in &all.items {
        match item {
            Item::Module(_) => imports.callpoint("api"),
            Item::Endpoint(endpoint) => imports.endpoint(endpoint),
            Item::Comment(_) => {}
        }
    }
    finish_imports(&mut imports, all, all.structs.iter());
    imports.write(&mut lines);
    items(&mut lines, &all.items, &scope, 0);
    types(&mut lines, all, all.structs.iter(), examples);
    lines.text
}

fn scope(all: &Declarations, examples: bool) -> Scope<'_> {
    let refusals = all.refusals.as_ref().map(|refusals| refusals.name.as_str());
    let mut homes = BTreeMap::new();
    homes.extend(refusals.map(|name| (name, "")));
    Scope {
        examples,
        refusals,
        homes,
    }
}

/// What the types of a file need.
fn finish_imports<'a>(
    imports: &mut Imports,
    all: &Declarations,
    structs: impl Iterator<Item = &'a Struct>,
) {
    if let Some(refusals) = &all.refusals {
        imports.callpoint("Responses");
        if refusals
            .arms
            .iter()
            .any(|arm| words(&arm.ty).any(|word| word == "Bytes"))
        {
            imports.callpoint("Bytes");
        }
    }
    for declared in structs {
        imports.structure(declared);
    }
}

fn head(lines: &mut Lines, doc: &str, notes: &[String]) {
    if !doc.trim().is_empty() {
        lines.docs("//!", doc);
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
    structs: impl Iterator<Item = &'a Struct>,
    examples: bool,
) {
    if let Some(refusals) = &all.refusals {
        lines.blank();
        structs::refusals(lines, refusals, examples);
    }
    for declared in structs {
        lines.blank();
        structs::structure_of(lines, declared);
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
                lines.blank();
                endpoint::example_fn(lines, declared);
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
    let doc = match module.doc.trim() {
        "" => format!("The calls of `{}`.", module.name.trim_start_matches("r#")),
        doc => doc.to_owned(),
    };
    lines.docs("///", &doc);
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
    for endpoint in &direct {
        imports.endpoint(endpoint);
        for name in named(endpoint, scope.refusals) {
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

/// The folder that each type belongs to: the only one that names it.
fn homes(all: &Declarations) -> BTreeMap<String, Option<String>> {
    let mut users: BTreeMap<&str, BTreeSet<Option<&str>>> = BTreeMap::new();
    let mut todo: Vec<(Option<&str>, String)> = Vec::new();
    for item in &all.items {
        if let Item::Module(module) = item {
            for endpoint in module.endpoints() {
                let names = named(endpoint, None);
                todo.extend(
                    names
                        .into_iter()
                        .map(|name| (Some(module.name.as_str()), name.to_owned())),
                );
            }
        }
    }
    for arm in all.refusals.iter().flat_map(|refusals| &refusals.arms) {
        todo.extend(words(&arm.ty).map(|word| (None, word.to_owned())));
    }
    while let Some((user, name)) = todo.pop() {
        let Some(declared) = all.structs.iter().find(|declared| declared.name == name) else {
            continue;
        };
        if users.entry(&declared.name).or_default().insert(user) {
            let types = declared.fields.iter().flat_map(|field| words(&field.ty));
            todo.extend(types.map(|word| (user, word.to_owned())));
        }
    }
    let home = |(name, users): (&str, BTreeSet<Option<&str>>)| {
        let mut users = users.into_iter();
        let only = match (users.next(), users.next()) {
            (Some(only), None) => only.map(str::to_owned),
            _ => None,
        };
        (name.to_owned(), only)
    };
    users.into_iter().map(home).collect()
}

fn root_file(
    all: &Declarations,
    homes: &BTreeMap<String, Option<String>>,
    examples: bool,
) -> String {
    let is_here = |declared: &&Struct| homes.get(&declared.name).is_none_or(Option::is_none);
    let mut lines = Lines::default();
    head(&mut lines, &all.doc, &all.notes);
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
        lines.line(&format!("pub mod {name};"));
    }
    let mut imports = Imports::default();
    finish_imports(&mut imports, all, all.structs.iter().filter(is_here));
    let mut uses = Lines::default();
    imports.write(&mut uses);
    if !uses.text.is_empty() {
        lines.blank();
        lines.text.push_str(&uses.text);
    }
    types(
        &mut lines,
        all,
        all.structs.iter().filter(is_here),
        examples,
    );
    lines.text
}

fn module_file(
    all: &Declarations,
    module: &Module,
    homes: &BTreeMap<String, Option<String>>,
    examples: bool,
) -> String {
    let is_own = |declared: &&Struct| {
        homes.get(&declared.name).and_then(Option::as_deref) == Some(module.name.as_str())
    };
    let mut scope = scope(all, examples);
    for home in scope.homes.values_mut() {
        *home = "super";
    }
    for declared in &all.structs {
        let home = if is_own(&declared) { "" } else { "super" };
        scope.homes.insert(&declared.name, home);
    }
    let mut lines = Lines::default();
    let doc = match module.doc.trim() {
        "" => format!("The calls of `{}`.", module.name.trim_start_matches("r#")),
        doc => doc.to_owned(),
    };
    head(&mut lines, &doc, &[]);
    let mut imports = Imports::default();
    imports.callpoint("api");
    for declared in all.structs.iter().filter(is_own) {
        imports.structure(declared);
        for name in declared.fields.iter().flat_map(|field| words(&field.ty)) {
            if scope.homes.get(name) == Some(&"super") {
                imports.local("super", name);
            }
        }
    }
    let mut uses = Lines::default();
    imports.write(&mut uses);
    let (others, local) = match uses.text.split_once("\n\nuse super::") {
        Some((others, local)) => (others.to_owned() + "\n", format!("use super::{local}")),
        None => (uses.text, String::new()),
    };
    lines.text.push_str(&others);
    lines.blank();
    lines.line("pub use self::endpoints::*;");
    lines.text.push_str(&local);
    lines.blank();
    self::module(&mut lines, module, &scope, 0, "mod");
    for declared in all.structs.iter().filter(is_own) {
        lines.blank();
        structs::structure_of(&mut lines, declared);
    }
    lines.text
}
