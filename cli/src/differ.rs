//! The command `diff`: what changed from one document to another.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use callpoint_cli::{Accepted, Description, Report, described, described_files, diff};
use clap::{Args, ValueEnum};

use crate::folder::Folder;
use crate::{Failure, about, read};

/// What `diff` takes.
#[derive(Debug, Args)]
pub(crate) struct Diff {
    /// The `OpenAPI` document that clients are written by; `-` for standard input.
    old: PathBuf,
    /// The newer document.
    new: PathBuf,
    /// For people, for programs, or for a run of GitHub Actions.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// A list of accepted differences: on each line a kind, a place and a reason.
    #[arg(long, value_name = "FILE")]
    accept: Option<PathBuf>,
    /// The folder that references to other files may lead to, with all that is in it; that of each document by default.
    #[arg(long, value_name = "FOLDER")]
    root: Option<PathBuf>,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    #[default]
    Text,
    Json,
    Github,
}

/// There is a difference that breaks clients.
const BREAKING: u8 = 1;
/// A document or the list cannot be read. It is what clap ends with where the arguments are wrong.
const UNREADABLE: u8 = 2;

/// Compares, and says by the exit code whether clients break.
pub(crate) fn run(command: &Diff) -> ExitCode {
    match compared(command).and_then(|report| show(command, &report)) {
        Ok(false) => ExitCode::SUCCESS,
        Ok(true) => BREAKING.into(),
        Err(failure) => {
            eprintln!("error: {failure}");
            UNREADABLE.into()
        }
    }
}

fn compared(command: &Diff) -> Result<Report, Failure> {
    let accepted = match &command.accept {
        None => Accepted::default(),
        Some(file) => {
            let text = fs::read_to_string(file).map_err(|error| about(file.display(), error))?;
            text.parse().map_err(|error| about(file.display(), error))?
        }
    };
    let root = command.root.as_deref();
    let (old, new) = (document(&command.old, root)?, document(&command.new, root)?);
    let report = diff(&old, &new).map_err(|error| about(command.new.display(), error))?;
    Ok(report.accept(&accepted))
}

fn document(file: &Path, root: Option<&Path>) -> Result<Description, Failure> {
    let described = if file.as_os_str() == "-" {
        described(&read(file)?)
    } else {
        let folder = Folder::of(file, root)?;
        described_files(folder.name(), |path| folder.read(path))
    };
    described.map_err(|error| about(file.display(), error))
}

/// Writes the report. Whether it has what breaks clients.
fn show(command: &Diff, report: &Report) -> Result<bool, Failure> {
    let text = match command.format {
        Format::Text => format!("{report}\n"),
        Format::Json => format!("{}\n", report.to_json()),
        Format::Github => report.to_annotations(&command.new.to_string_lossy()),
    };
    let written = io::stdout().write_all(text.as_bytes());
    written.map_err(|error| about("standard output", error))?;
    Ok(report.is_breaking())
}
