//! The command `callpoint`: from documentation to declarations.

use std::fmt;
use std::fs;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use callpoint_cli::{Imported, Options, curl, postman};
use clap::{Args, Parser, Subcommand};

/// From documentation to declarations.
#[derive(Debug, Parser)]
#[command(name = "callpoint", version, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Makes a Rust module out of documentation.
    #[command(subcommand)]
    Import(Import),
}

#[derive(Debug, Subcommand)]
enum Import {
    /// A Postman collection (2.1 or 2.0), or one of its folders or items.
    Postman {
        /// The file; `-` for standard input.
        file: PathBuf,
        #[command(flatten)]
        target: Target,
    },
    /// curl commands.
    Curl {
        /// A command in quotes, or a file with any number of them; `-` for standard input.
        source: String,
        /// A literal value in the path that stands for a parameter, and the parameter's name. Can be given several times.
        #[arg(long, value_name = "VALUE=NAME", value_parser = param)]
        params: Vec<(String, String)>,
        #[command(flatten)]
        target: Target,
    },
}

/// Where the module goes; to standard output unless one of these is given.
#[derive(Debug, Args)]
struct Target {
    /// Brings a file up to date that was imported before. What was changed in it by hand stays.
    #[arg(long, value_name = "FILE", conflicts_with = "out")]
    into: Option<PathBuf>,
    /// A new file (`….rs`), or a new folder with one module for each folder of the collection.
    #[arg(long, value_name = "PATH")]
    out: Option<PathBuf>,
}

fn param(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((value, name)) if !value.is_empty() && !name.is_empty() => {
            Ok((value.to_owned(), name.to_owned()))
        }
        _ => Err("write the value, `=`, and the name of the parameter".to_owned()),
    }
}

fn main() -> ExitCode {
    let Command::Import(import) = Cli::parse().command;
    match run(import) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::FAILURE
        }
    }
}

/// What went wrong, with the file that it is about.
struct Failure(String);

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn about(place: impl fmt::Display, error: impl fmt::Display) -> Failure {
    Failure(format!("{place}: {error}"))
}

fn run(import: Import) -> Result<(), Failure> {
    match import {
        Import::Postman { file, target } => {
            let text = read(&file)?;
            let imported = postman(&text, &target.options(&[]));
            target.write(imported.map_err(|error| about(file.display(), error))?)
        }
        Import::Curl {
            source,
            params,
            target,
        } => {
            let mut words = source.split_whitespace().filter(|word| *word != "$");
            let is_command = words.next() == Some("curl");
            let (place, text) = if is_command {
                ("the command".to_owned(), source)
            } else {
                let text = read(Path::new(&source))?;
                (source, text)
            };
            let imported = curl(&text, &target.options(&params));
            target.write(imported.map_err(|error| about(place, error))?)
        }
    }
}

fn read(path: &Path) -> Result<String, Failure> {
    let bytes = if path.as_os_str() == "-" {
        let mut bytes = Vec::new();
        io::stdin().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        fs::read(path)
    };
    let bytes = bytes.map_err(|error| about(path.display(), error))?;
    String::from_utf8(bytes).map_err(|error| about(path.display(), format!("not UTF-8: {error}")))
}

impl Target {
    /// A folder is meant where the path does not end as a file of Rust does.
    fn folder(&self) -> Option<&Path> {
        let out = self.out.as_deref()?;
        out.extension()
            .is_none_or(|extension| extension != "rs")
            .then_some(out)
    }

    fn options(&self, params: &[(String, String)]) -> Options {
        let options = Options::default().split(self.folder().is_some());
        params
            .iter()
            .fold(options, |options, (value, name)| options.param(value, name))
    }

    fn write(&self, imported: Imported) -> Result<(), Failure> {
        let summary = match (&self.into, &self.out) {
            (Some(file), _) if file.exists() => {
                let existing = read(file)?;
                let (text, summary) = imported
                    .update(&existing)
                    .map_err(|error| about(file.display(), error))?;
                save(file, &text)?;
                summary
            }
            (Some(file), _) => {
                create(file, &imported.files[0].text)?;
                imported.summary
            }
            (None, Some(_)) => {
                self.create_all(&imported)?;
                imported.summary
            }
            (None, None) => {
                let text = imported.files.iter().map(|file| file.text.as_str());
                let text: String = text.collect();
                let written = io::stdout().write_all(text.as_bytes());
                written.map_err(|error| about("standard output", error))?;
                imported.summary
            }
        };
        eprint!("{summary}");
        Ok(())
    }

    fn create_all(&self, imported: &Imported) -> Result<(), Failure> {
        if let Some(folder) = self.folder() {
            fs::create_dir_all(folder).map_err(|error| about(folder.display(), error))?;
            let paths: Vec<PathBuf> = imported
                .files
                .iter()
                .map(|file| folder.join(&file.name))
                .collect();
            // All or nothing: half an import beside an older one would not compile.
            if let Some(path) = paths.iter().find(|path| path.exists()) {
                return Err(about(path.display(), THERE));
            }
            let mut files = paths.iter().zip(&imported.files);
            return files.try_for_each(|(path, file)| save(path, &file.text));
        }
        let Some(out) = &self.out else { return Ok(()) };
        let text: String = imported
            .files
            .iter()
            .map(|file| file.text.as_str())
            .collect();
        create(out, &text)
    }
}

const THERE: &str =
    "is there already; `--into` brings a file up to date, and nothing is overwritten";

fn create(path: &Path, text: &str) -> Result<(), Failure> {
    if path.exists() {
        return Err(about(path.display(), THERE));
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| about(folder.display(), error))?;
    }
    save(path, text)
}

fn save(path: &Path, text: &str) -> Result<(), Failure> {
    fs::write(path, text).map_err(|error| about(path.display(), error))
}
