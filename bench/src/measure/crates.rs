//! How many crates a program is built of.

use std::collections::BTreeSet;

use crate::cargo::{Builds, Outcome, output};
use crate::generate::CRATES;
use crate::table::{Row, tell};

/// The crates of a set, without the one that asks for them.
fn count(builds: &Builds, package: &str) -> Outcome<f64> {
    let mut cargo = builds.cargo();
    cargo.args(["tree", "--quiet", "-p", package]);
    cargo.args([
        "-e",
        "normal",
        "--prefix",
        "none",
        "--no-dedupe",
        "--format",
        "{p}",
    ]);
    let told = output(&mut cargo)?;
    let crates: BTreeSet<_> = told
        .lines()
        .map(|line| line.split(" (").next().unwrap_or(line))
        .collect();
    Ok(f64::from(u32::try_from(crates.len())?) - 1.0)
}

/// Each set of features beside what one would depend on without Callpoint.
pub(crate) fn rows(builds: &Builds) -> Outcome<Vec<Row>> {
    tell("counting crates");
    let mut rows = Vec::new();
    for (of, _, beside, _) in CRATES {
        let ours = count(builds, &crate::generate::crate_package(of))?;
        let theirs = count(builds, &crate::generate::crate_package(beside))?;
        rows.push(Row::new("crates", (of, &[ours]), (beside, &[theirs]), true));
    }
    Ok(rows)
}
