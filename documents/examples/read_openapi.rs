//! Reads `OpenAPI` documents and prints what came of them: `cargo run --release --example read_openapi -- FOLDER_OR_FILE…`.
//!
//! With `--notes` it prints every note, with `--slow` every document that takes longer than 100 ms, with `--only` one line for each document.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use std::{env, fs};

use callpoint_documents::openapi;

#[derive(Default)]
struct Totals {
    read: usize,
    refused: BTreeMap<String, usize>,
    operations: usize,
    schemas: usize,
    notes: BTreeMap<String, usize>,
    time: Duration,
    slowest: Duration,
}

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let has = |option: &str| arguments.iter().any(|argument| argument == option);
    let (shows_notes, shows_slow, shows_each) = (has("--notes"), has("--slow"), has("--only"));
    let mut files = Vec::new();
    for argument in arguments
        .iter()
        .filter(|argument| !argument.starts_with("--"))
    {
        collect(Path::new(argument), &mut files);
    }
    files.sort();
    let mut totals = Totals::default();
    for file in files {
        let folder = file.parent().map(Path::to_owned).unwrap_or_default();
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let start = Instant::now();
        let read = openapi::read_files(&name, |path| {
            fs::read_to_string(folder.join(path)).map_err(|error| error.to_string())
        });
        let took = start.elapsed();
        totals.time += took;
        totals.slowest = totals.slowest.max(took);
        if shows_slow && took > Duration::from_millis(100) {
            println!("{took:?} {}", file.display());
        }
        match read {
            Ok(description) => {
                totals.read += 1;
                let operations = description.root.operations();
                totals.operations += operations.len();
                totals.schemas += description.schemas.len();
                let notes = operations.iter().flat_map(|operation| &operation.notes);
                let mut count = 0;
                for note in description.notes.iter().chain(notes) {
                    count += 1;
                    *totals.notes.entry(kind(note)).or_default() += 1;
                    if shows_notes {
                        println!("{}: {note}", file.display());
                    }
                }
                if shows_each {
                    println!(
                        "{}: {} operations, {} schemas, {count} notes",
                        file.display(),
                        operations.len(),
                        description.schemas.len(),
                    );
                }
            }
            Err(error) => {
                println!("refused: {}: {error}", file.display());
                *totals.refused.entry(kind(&error.to_string())).or_default() += 1;
            }
        }
    }
    println!(
        "{} read with {} operations and {} schemas, {} refused, in {:?}; the slowest took {:?}",
        totals.read,
        totals.operations,
        totals.schemas,
        totals.refused.values().sum::<usize>(),
        totals.time,
        totals.slowest,
    );
    let mut kinds: Vec<(&String, &usize)> = totals.notes.iter().collect();
    kinds.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
    for (kind, count) in kinds {
        println!("{count:>8}  {kind}");
    }
}

/// A message without what differs from one document to the next.
fn kind(message: &str) -> String {
    let mut kind = String::new();
    for (at, part) in message.split('`').enumerate() {
        kind.push_str(if at % 2 == 0 { part } else { "…" });
    }
    kind
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) {
    if path.is_dir() {
        let Ok(entries) = fs::read_dir(path) else {
            return;
        };
        for entry in entries.flatten() {
            collect(&entry.path(), files);
        }
    } else {
        let extension = path.extension().unwrap_or_default();
        if ["json", "yaml", "yml"]
            .iter()
            .any(|known| extension == *known)
        {
            files.push(path.to_owned());
        }
    }
}
