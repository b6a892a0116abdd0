//! Limits on the length of files, and on the size of the runtime crate.

use std::path::Path;

use crate::run::{Outcome, root};
use crate::tree::rust_files;

/// A longer file is about more than one thing.
const LONGEST: usize = 550;
/// All of `runtime/src`.
const RUNTIME: usize = 8_000;

const FOLDERS: [&str; 8] = [
    "core",
    "macros",
    "runtime",
    "documents",
    "testing",
    "cli",
    "xtask",
    "tests",
];
/// Output of the importer is as long as its input.
const GENERATED: [&str; 3] = [
    "cli/tests/generated",
    "cli/tests/round",
    "cli/tests/served/api",
];

pub(crate) fn guard() -> Outcome {
    let mut found = too_long(&root(), &FOLDERS, LONGEST)?;
    let runtime: usize = lines(&root(), "runtime/src")?
        .iter()
        .map(|(_, lines)| lines)
        .sum();
    println!("runtime/src has {runtime} lines of {RUNTIME}");
    if runtime > RUNTIME {
        found.push(format!(
            "runtime/src has {runtime} lines, more than {RUNTIME}"
        ));
    }
    if found.is_empty() {
        return Ok(());
    }
    Err(found.join("\n").into())
}

fn too_long(root: &Path, folders: &[&str], longest: usize) -> Outcome<Vec<String>> {
    let mut found = Vec::new();
    for folder in folders {
        for (file, lines) in lines(root, folder)? {
            if lines > longest && !GENERATED.iter().any(|folder| file.starts_with(folder)) {
                found.push(format!(
                    "{file} has {lines} lines, more than {longest}: split it by what it is about"
                ));
            }
        }
    }
    Ok(found)
}

/// Each Rust file below a folder, and its number of lines.
fn lines(root: &Path, folder: &str) -> Outcome<Vec<(String, usize)>> {
    let files = rust_files(root, folder)?.into_iter();
    files
        .map(|file| {
            let text = std::fs::read_to_string(root.join(&file))?;
            Ok((file, text.lines().count()))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_above_the_limit_is_found() {
        let folder =
            crate::tree::Planted::new(&[("a/src/x.rs", "1\n2\n3\n"), ("a/src/y.rs", "1\n2\n")]);
        assert_eq!(
            too_long(folder.path(), &["a"], 3).unwrap(),
            Vec::<String>::new()
        );
        assert_eq!(
            too_long(folder.path(), &["a"], 2).unwrap(),
            ["a/src/x.rs has 3 lines, more than 2: split it by what it is about"]
        );
    }
}
