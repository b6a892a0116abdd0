//! The program of the README, compared with the same by hand with reqwest: the size of its binary, and the time of a clean build.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::cargo::{Builds, Kind, Outcome, children_ms, output};
use crate::table::{Row, tell};

const OURS: &str = "program-callpoint";
const BY_HAND: &str = "program-reqwest";
/// Both, as members of the workspace of generated crates.
pub(crate) const PROGRAMS: [&str; 2] = [OURS, BY_HAND];

/// Writes both programs.
pub(crate) fn write(folder: &Path, repository: &Path) -> Outcome<()> {
    let readme = fs::read_to_string(repository.join("README.md"))?;
    let (_, ours) = readme.split_once("```rust,no_run\n").ok_or("no program")?;
    let (ours, _) = ours.split_once("```\n").ok_or("no end of the program")?;
    let runtime = repository.join("runtime").display().to_string();
    let callpoint = format!("callpoint = {{ path = {runtime:?} }}");
    let reqwest = "reqwest = { version = \"0.13.5\", default-features = false, features = [\"json\", \"rustls\"] }\n\
         serde = { version = \"1.0.228\", features = [\"derive\"] }";
    let by_hand = include_str!("templates/program_by_hand.rs");
    for (name, source, http) in [(OURS, ours, &*callpoint), (BY_HAND, by_hand, reqwest)] {
        let package = folder.join(name);
        fs::create_dir_all(package.join("src"))?;
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n[dependencies]\n{http}\n\
             tokio = {{ version = \"1.48\", features = [\"macros\", \"rt-multi-thread\"] }}\n"
        );
        fs::write(package.join("Cargo.toml"), manifest)?;
        fs::write(package.join("src/main.rs"), source)?;
    }
    Ok(())
}

/// The bytes of each binary in release, without symbols.
pub(crate) fn bytes(builds: &Builds) -> Outcome<Vec<Row>> {
    let [ours, by_hand] = PROGRAMS.map(|package| {
        tell(&format!("binary of {package}"));
        builds.build(Kind::Release, package, false)?;
        let stripped = builds.target.join(format!("bench/{package}.stripped"));
        let mut strip = Command::new("strip");
        strip.arg("-o").arg(&stripped);
        output(strip.arg(builds.binary(Kind::Release, package)))?;
        Ok::<_, Box<dyn std::error::Error>>(f64::from(u32::try_from(
            fs::metadata(&stripped)?.len(),
        )?))
    });
    Ok(vec![Row::new(
        "bytes of the README's program, release",
        ("callpoint", &[ours?]),
        ("reqwest by hand", &[by_hand?]),
        true,
    )])
}

/// Seconds of processor time of a clean build of each.
pub(crate) fn clean_builds(builds: &Builds) -> Outcome<Vec<Row>> {
    let [ours, by_hand] = PROGRAMS.map(|package| {
        tell(&format!("building all of {package}"));
        let clean = Builds {
            folder: builds.folder.clone(),
            target: builds.target.join("bench/clean"),
        };
        let before = children_ms()?;
        clean.build(Kind::Dev, package, false)?;
        let took = children_ms()? - before;
        fs::remove_dir_all(&clean.target)?;
        Ok::<_, Box<dyn std::error::Error>>(took / 1_000.0)
    });
    Ok(vec![Row::new(
        "seconds of a clean dev build of the README's program",
        ("callpoint", &[ours?]),
        ("reqwest by hand", &[by_hand?]),
        false,
    )])
}
