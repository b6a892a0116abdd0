//! The modules of a corpus, checked by rustc in crates of some documents each.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::Instant;

use serde_json::Value;

use crate::run::{Outcome, cargo, root, target};

/// The documents of one crate: enough that few crates are linked, few enough that rustc needs less than a gigabyte.
const DOCUMENTS: usize = 25;

/// The names of the documents whose modules did not compile the last time, one a line.
pub(crate) fn failed() -> PathBuf {
    target("corpus").join("failed.txt")
}

/// Checks modules, each with the name of its document. A warning is an error.
pub(crate) fn compile(modules: &[(&str, &Path)]) -> Outcome {
    let start = Instant::now();
    let folder = target("corpus").join("compiled");
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    for (at, modules) in modules.chunks(DOCUMENTS).enumerate() {
        package(&folder.join(format!("part_{at}")), modules)?;
    }
    std::fs::write(
        folder.join("Cargo.toml"),
        "[workspace]\nresolver = \"3\"\nmembers = [\"part_*\"]\n",
    )?;
    // The versions that the workspace has.
    std::fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock"))?;
    let mut command = cargo(&[
        "check",
        "--quiet",
        "--workspace",
        "--keep-going",
        "--message-format=json",
        "--manifest-path",
    ]);
    command.arg(folder.join("Cargo.toml"));
    // Cargo's own lock is not in the way of other builds.
    command.env("CARGO_TARGET_DIR", target("corpus").join("target"));
    command.env("CARGO_INCREMENTAL", "0");
    let output = command
        .stderr(std::process::Stdio::inherit())
        .output()
        .map_err(|error| format!("cargo check: {error}"))?;
    let names: BTreeMap<String, &str> = modules
        .iter()
        .map(|(name, module)| (module.display().to_string(), *name))
        .collect();
    let mut wrong: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for line in String::from_utf8(output.stdout)?.lines() {
        let message: Value = serde_json::from_str(line)?;
        let Some((file, text)) = reported(&message, &names) else {
            continue;
        };
        let name = names.get(&file).copied().unwrap_or("elsewhere");
        wrong.entry(name).or_default().push(text);
    }
    let all: Vec<&str> = wrong.keys().copied().collect();
    std::fs::write(failed(), all.join("\n"))?;
    for (name, messages) in &wrong {
        println!("\n== {name}: {} messages", messages.len());
        for message in messages.iter().take(3) {
            println!("{message}");
        }
    }
    if !wrong.is_empty() {
        return Err(format!(
            "{} of {} documents have errors or warnings; `corpus compile failed` takes only those",
            wrong.len(),
            modules.len()
        )
        .into());
    }
    if !output.status.success() {
        return Err(format!("failed ({}): cargo check", output.status).into());
    }
    let took = start.elapsed().as_secs();
    println!("{} compiled without a warning in {took} s", modules.len());
    Ok(())
}

/// One crate.
fn package(folder: &Path, modules: &[(&str, &Path)]) -> Outcome {
    std::fs::create_dir_all(folder.join("src"))?;
    let mut text = String::from("//! What the importer made of some documents.\n");
    for (at, (_, module)) in modules.iter().enumerate() {
        let path = module.display().to_string();
        writeln!(text, "#[path = {path:?}]\npub mod document_{at};")?;
    }
    std::fs::write(folder.join("src/lib.rs"), text)?;
    let name = folder.file_name().unwrap_or_default().display();
    let manifest = format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n[dependencies]\n\
         callpoint = {{ path = {:?}, default-features = false, features = [\"client\", \"xml\"] }}\n\
         serde = {{ version = \"1\", features = [\"derive\"] }}\nserde_json = \"1\"\n",
        root().join("runtime").display().to_string()
    );
    std::fs::write(folder.join("Cargo.toml"), manifest)?;
    Ok(())
}

/// The file and the text of an error or a warning.
fn reported(message: &Value, names: &BTreeMap<String, &str>) -> Option<(String, String)> {
    let message = message.get("message")?;
    if !matches!(message["level"].as_str()?, "error" | "warning") {
        return None;
    }
    // The span in an attribute may be that of a macro, which names where it was used.
    let mut files = Vec::new();
    for span in message["spans"].as_array()? {
        let mut span = Some(span);
        while let Some(Value::Object(fields)) = span {
            files.extend(fields.get("file_name").and_then(Value::as_str));
            span = fields.get("expansion").and_then(|at| at.get("span"));
        }
    }
    // The last line of every failure, which counts the others, has no place.
    let file = files.iter().find(|file| names.contains_key(**file));
    let file = file.or(files.first())?;
    Some(((*file).to_owned(), message["rendered"].as_str()?.to_owned()))
}
