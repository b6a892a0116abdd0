//! `README.md`.

use std::fmt::Write as _;

use super::super::docs::{self, Piece};
use super::super::features::plain;
use super::{Package, declared};
use crate::model::Declarations;

/// How much of a description a table shows, in characters.
const LONGEST: usize = 160;

pub(super) fn readme(all: &Declarations, package: &Package<'_>, call: Option<&str>) -> String {
    let name = package.name;
    let title = all.title.as_deref().unwrap_or(name);
    let mut text = format!("# {name}\n\n{}\n\n", line(title));
    let _ = write!(
        text,
        "A client made of the documentation of the API: each operation is a struct that declares the call, and the compiler checks it. It calls by\n[callpoint](https://docs.rs/callpoint), which is here as `{}::callpoint`.\n\n",
        package.krate()
    );
    let _ = write!(
        text,
        "```toml\n[dependencies]\n{name} = \"0.1\"\ntokio = {{ version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }}\n```\n"
    );
    if let Some(call) = call {
        let code = call.split_once("\n\n").map_or(call, |(_, code)| code);
        let _ = write!(text, "\n```rust,no_run\n{code}```\n");
    }
    text.push_str("\n## Features\n\nEach module has a feature. All are on by default; a program that needs few of them is built faster with\n");
    let first = package.features.modules.first();
    let first = first.map_or("all", |(_, feature)| feature.as_str());
    let _ = write!(
        text,
        "`default-features = false, features = [\"client\", \"{first}\"]`. `client` is the client with its default transport.\n\n"
    );
    text.push_str("| feature | module | calls | what it is about |\n|---|---|---|---|\n");
    for (module, feature) in &package.features.modules {
        let about = line(module.doc.lines().next().unwrap_or_default());
        let _ = writeln!(
            text,
            "| `{feature}` | `{}` | {} | {about} |",
            plain(&module.name),
            declared(module).len()
        );
    }
    text.push_str("\n## Tests\n\n`cargo test` reads every response that the documentation shows by its declaration.\n");
    text
}

/// A text of the document on one line of Markdown, cut, for a cell of a table.
fn line(text: &str) -> String {
    if text.trim().is_empty() {
        return String::new();
    }
    let lines = docs::lines(&[Piece::Line(text)], None);
    let line = lines.into_iter().next().unwrap_or_default();
    let line = line.replace('|', "\\|");
    if line.chars().count() <= LONGEST {
        return line;
    }
    // What is open at the cut would run on: code, emphasis, links.
    let is_word = |c: &char| !"`*_[]<>\\".contains(*c);
    let cut: String = line.chars().filter(is_word).take(LONGEST).collect();
    format!("{}…", cut.trim_end())
}
