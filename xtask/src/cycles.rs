//! Import cycles between the files of a crate.
//!
//! A file imports another if it names an item defined there: with `use`, or with a path in its code. A name that is re-exported with `pub use` counts
//! for the file that defines it, and a module that is only part of a path does not count. A module and its submodules are one unit:
//! imports between them do not count. Tests and items of other crates do not count either.

mod modules;
mod paths;
mod resolve;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::run::{Outcome, root};

/// The roots of the checked crates.
const CRATES: [&str; 8] = [
    "core/src/lib.rs",
    "macros/src/lib.rs",
    "runtime/src/lib.rs",
    "documents/src/lib.rs",
    "testing/src/lib.rs",
    "cli/src/lib.rs",
    "cli/src/main.rs",
    "xtask/src/main.rs",
];

/// The known cycles. The list may only shrink.
const ALLOWED: &str = "xtask/cycles.allow";

/// A path as written, segment by segment.
type Written = Vec<String>;
/// Which file imports which others.
type Imports = BTreeMap<String, BTreeSet<String>>;
/// The files of a cycle, sorted.
type Cycle = Vec<String>;

/// Prints every cycle, and what its files import from each other.
pub(crate) fn report() -> Outcome {
    for file in CRATES {
        let imports = imports(&root(), file)?;
        for cycle in cycles(&imports) {
            println!("{} files:", cycle.len());
            for file in &cycle {
                let others = imports[file].iter().filter(|other| cycle.contains(other));
                let others: Vec<&str> = others.map(String::as_str).collect();
                println!("  {file} -> {}", others.join(" "));
            }
        }
    }
    Ok(())
}

pub(crate) fn guard() -> Outcome {
    let allowed = allowed(&std::fs::read_to_string(root().join(ALLOWED))?);
    let wrong = compared(&large(&root())?, &allowed);
    if wrong.is_empty() {
        return Ok(());
    }
    Err(wrong.join("\n").into())
}

/// Removes from the list what is gone. What is new remains an error.
pub(crate) fn bless() -> Outcome {
    let file = root().join(ALLOWED);
    let text = std::fs::read_to_string(&file)?;
    let allowed = allowed(&text);
    let comments = text.lines().filter(|line| line.starts_with('#'));
    let mut lines: Vec<String> = comments.map(str::to_owned).collect();
    for cycle in large(&root())? {
        if allowed.iter().any(|old| is_part(&cycle, old)) {
            lines.push(cycle.join(" "));
        }
    }
    std::fs::write(file, lines.join("\n") + "\n")?;
    guard()
}

/// The cycles of more than two files, of all crates.
fn large(root: &Path) -> Outcome<Vec<Cycle>> {
    let mut found = Vec::new();
    for file in CRATES {
        let cycles = cycles(&imports(root, file)?).into_iter();
        found.extend(cycles.filter(|cycle| cycle.len() > 2));
    }
    Ok(found)
}

fn allowed(text: &str) -> Vec<Cycle> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let cycles = lines.map(|line| line.split_whitespace().map(str::to_owned).collect());
    cycles.filter(|cycle: &Cycle| !cycle.is_empty()).collect()
}

/// The differences between the cycles that exist and those that are allowed.
fn compared(found: &[Cycle], allowed: &[Cycle]) -> Vec<String> {
    let mut wrong = Vec::new();
    for cycle in found {
        if allowed.contains(cycle) {
            continue;
        }
        if allowed.iter().any(|old| is_part(cycle, old)) {
            wrong.push(format!(
                "an import cycle has become smaller, `cargo xtask bless cycles` records that: {}",
                cycle.join(" ")
            ));
        } else {
            wrong.push(format!(
                "these files import each other in a cycle, `cargo xtask cycles` shows how: {}",
                cycle.join(" ")
            ));
        }
    }
    for old in allowed {
        if !found.iter().any(|cycle| is_part(cycle, old)) {
            wrong.push(format!(
                "an import cycle is gone, `cargo xtask bless cycles` removes it from {ALLOWED}: {}",
                old.join(" ")
            ));
        }
    }
    wrong
}

fn is_part(cycle: &[String], of: &[String]) -> bool {
    cycle.iter().all(|file| of.contains(file))
}

/// The imports of the crate with this root.
fn imports(root: &Path, file: &str) -> Outcome<Imports> {
    let krate = modules::read(root, file)?;
    let mut imports = Imports::new();
    for module in 0..krate.modules.len() {
        let from = &krate.modules[module].file;
        for path in &krate.modules[module].paths {
            if let Some(to) = resolve::file_of(&krate, module, path)
                && krate.are_apart(from, &to)
            {
                imports.entry(to.clone()).or_default();
                imports.entry(from.clone()).or_default().insert(to);
            }
        }
    }
    Ok(imports)
}

/// The sets of two or more files in which each file reaches all others.
fn cycles(imports: &Imports) -> Vec<Cycle> {
    let reach: BTreeMap<&str, BTreeSet<&str>> = imports
        .keys()
        .map(|file| (file.as_str(), reached(imports, file)))
        .collect();
    let mut found = BTreeSet::new();
    for file in imports.keys() {
        let cycle: Cycle = reach[file.as_str()]
            .iter()
            .filter(|other| reach[**other].contains(file.as_str()))
            .map(|other| (*other).to_owned())
            .collect();
        if cycle.len() > 1 {
            found.insert(cycle);
        }
    }
    found.into_iter().collect()
}

/// Everything that a file imports, directly and indirectly.
fn reached<'a>(imports: &'a Imports, file: &str) -> BTreeSet<&'a str> {
    let mut found = BTreeSet::new();
    let mut open: Vec<&'a String> = imports[file].iter().collect();
    while let Some(next) = open.pop() {
        if found.insert(next.as_str()) {
            open.extend(&imports[next]);
        }
    }
    found
}
