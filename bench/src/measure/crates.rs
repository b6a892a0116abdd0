//! The number of crates that a program depends on.

use std::collections::BTreeSet;

use crate::cargo::{Builds, Kind, Outcome, children_ms, output};
use crate::generate::CRATES;
use crate::table::{Row, tell};

/// The number of crates in a set, without the package itself.
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
    let tree = output(&mut cargo)?;
    let crates: BTreeSet<_> = tree
        .lines()
        .map(|line| line.split(" (").next().unwrap_or(line))
        .collect();
    Ok(f64::from(u32::try_from(crates.len())?) - 1.0)
}

/// Each set of features, compared with the equivalent dependencies without Callpoint.
pub(crate) fn rows(builds: &Builds) -> Outcome<Vec<Row>> {
    tell("counting crates");
    let mut rows = Vec::new();
    for (of, _, baseline, _) in CRATES {
        let ours = count(builds, &crate::generate::crate_package(of))?;
        let theirs = count(builds, &crate::generate::crate_package(baseline))?;
        rows.push(Row::new(
            "crates",
            (of, &[ours]),
            (baseline, &[theirs]),
            true,
        ));
    }
    Ok(rows)
}

/// Seconds of processor time of a clean build of the two sets with TLS, each compared with its baseline.
pub(crate) fn clean_builds(builds: &Builds) -> Outcome<Vec<Row>> {
    let seconds = |set| {
        tell(&format!("building all of {set}"));
        let clean = Builds {
            folder: builds.folder.clone(),
            target: builds.target.join("bench/clean"),
        };
        let before = children_ms()?;
        clean.build(Kind::Dev, &crate::generate::crate_package(set), false)?;
        let took = children_ms()? - before;
        std::fs::remove_dir_all(&clean.target)?;
        Ok::<_, Box<dyn std::error::Error>>(took / 1_000.0)
    };
    let mut rows = Vec::new();
    for (of, _, baseline, _) in CRATES.into_iter().filter(|(of, ..)| WITH_TLS.contains(of)) {
        rows.push(Row::new(
            "seconds of a dev build of all crates",
            (of, &[seconds(of)?]),
            (baseline, &[seconds(baseline)?]),
            false,
        ));
    }
    Ok(rows)
}

/// The sets that most people use.
const WITH_TLS: [&str; 2] = ["callpoint", "callpoint hyper-rustls"];
