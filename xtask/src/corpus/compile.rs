//! One crate with all modules of a corpus, checked.

use std::fmt::Write as _;
use std::path::Path;

use crate::run::{Outcome, cargo, root, run, target};

/// Checks the modules in a folder. A warning is an error.
pub(crate) fn compile(modules: &Path) -> Outcome {
    let folder = target("corpus").join("compiled");
    std::fs::create_dir_all(folder.join("src"))?;
    let mut names: Vec<String> = Vec::new();
    for entry in std::fs::read_dir(modules)? {
        names.push(entry?.path().display().to_string());
    }
    names.sort_unstable();
    let mut text =
        String::from("//! What the importer made of the documents.\n#![deny(warnings)]\n");
    for (at, name) in names.iter().enumerate() {
        writeln!(text, "#[path = {name:?}]\npub mod document_{at};")?;
    }
    std::fs::write(folder.join("src/lib.rs"), text)?;
    let manifest = format!(
        "[package]\nname = \"corpus\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n[workspace]\n\n[dependencies]\n\
         callpoint = {{ path = {:?}, default-features = false, features = [\"client\", \"xml\"] }}\n\
         serde = {{ version = \"1\", features = [\"derive\"] }}\nserde_json = \"1\"\n",
        root().join("runtime").display().to_string()
    );
    std::fs::write(folder.join("Cargo.toml"), manifest)?;
    // The versions that the workspace has.
    std::fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock"))?;
    let mut command = cargo(&["check", "--manifest-path"]);
    command.arg(folder.join("Cargo.toml"));
    command.env("RUSTFLAGS", "-Dwarnings");
    // Cargo's own lock is not in the way of other builds.
    command.env("CARGO_TARGET_DIR", target("corpus").join("target"));
    run(command)
}
