//! The minimum versions of the dependencies in the manifests.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::run::{Outcome, arguments, capture, cargo_of, program, root, run, target, words_of};
use crate::{features, metadata};

/// Builds the published crates with the minimum versions of their dependencies, in a copy of the tree because that needs a separate lock file.
pub(crate) fn guard() -> Outcome {
    let copy = copied()?;
    let in_copy = |mut command: Command| {
        command.current_dir(&copy);
        command
    };
    let update = words_of("update -Z direct-minimal-versions");
    run(in_copy(cargo_of("nightly", "minimal", &update)?))?;

    // With the pinned compiler.
    let mut check = program("cargo", &words_of("check --locked --lib"));
    check.env("CARGO_TARGET_DIR", target("minimal"));
    let mut features: Vec<String> = features::of_callpoint()?
        .iter()
        .map(|feature| format!("callpoint/{feature}"))
        .collect();
    for member in metadata::published()? {
        check.args(["-p", &member.name]);
        if member.name != "callpoint" {
            let own = member.features.iter();
            features.extend(own.map(|feature| format!("{}/{feature}", member.name)));
        }
    }
    run(in_copy(arguments(
        check,
        &["--features", &features.join(",")],
    )))
}

/// Copies every source file of the tree.
fn copied() -> Outcome<PathBuf> {
    let copy = target("minimal").join("tree");
    if copy.exists() {
        fs::remove_dir_all(&copy)?;
    }
    let list = "ls-files -z --cached --others --exclude-standard";
    let files = capture(program("git", &words_of(list)))?;
    for file in files.split_terminator('\0') {
        let (from, to) = (root().join(file), copy.join(file));
        // Deleted files that are not yet committed are listed too.
        if from.is_file() {
            fs::create_dir_all(to.parent().unwrap_or(Path::new(".")))?;
            fs::copy(from, to)?;
        }
    }
    Ok(copy)
}
