//! The committed lists of the public API: one file per crate, so that a review shows every change of it.

use std::path::PathBuf;

use crate::features;
use crate::metadata::{self, Member};
use crate::run::{Outcome, capture, need_tool, program, root, target};

/// Each version of cargo-public-api reads the output of particular nightlies of rustdoc.
const TOOL: &str = "0.52.0";

/// Checks that each published crate has a list; [`guard`] checks its content.
pub(crate) fn lists() -> Outcome {
    for member in metadata::published()? {
        let file = file(&member);
        if !file.exists() {
            return Err(format!("{} is missing: cargo xtask bless api", file.display()).into());
        }
    }
    Ok(())
}

pub(crate) fn guard() -> Outcome {
    let mut changed = Vec::new();
    for member in metadata::published()? {
        let now = list(&member)?;
        let file = file(&member);
        let committed = std::fs::read_to_string(&file).unwrap_or_default();
        // A checkout may have other line endings.
        let committed = committed.replace("\r\n", "\n");
        if now != committed {
            println!("{}:", file.display());
            differences(&committed, &now);
            changed.push(member.name);
        }
    }
    if changed.is_empty() {
        return Ok(());
    }
    Err(format!(
        "the public API of {} changed: if that is intended, run `cargo xtask bless api`",
        changed.join(", ")
    )
    .into())
}

pub(crate) fn bless() -> Outcome {
    std::fs::create_dir_all(root().join("api"))?;
    for member in metadata::published()? {
        std::fs::write(file(&member), list(&member)?)?;
    }
    Ok(())
}

fn file(member: &Member) -> PathBuf {
    root().join("api").join(format!("{}.txt", member.name))
}

/// Every public item of a crate, one per line, without derived and blanket implementations.
fn list(member: &Member) -> Outcome<String> {
    need_tool("public-api", TOOL)?;
    let features = if member.name == "callpoint" {
        features::of_callpoint()?
    } else {
        member.features.clone()
    };
    let mut command = program("cargo", &["public-api", "-sss", "--color=never", "-p"]);
    command.args([&member.name, "--features", &features.join(",")]);
    command.env("CARGO_TARGET_DIR", target("api"));
    command.env("RUSTUP_TOOLCHAIN", "nightly");
    capture(command)
}

fn differences(before: &str, after: &str) {
    let all = |text: &'_ str| -> std::collections::BTreeSet<String> {
        text.lines().map(str::to_owned).collect()
    };
    let (before, after) = (all(before), all(after));
    for line in before.difference(&after) {
        println!("- {line}");
    }
    for line in after.difference(&before) {
        println!("+ {line}");
    }
}
