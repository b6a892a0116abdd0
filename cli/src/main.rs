//! The command `callpoint`: imports API documentation as declarations, and compares documents.

mod differ;
mod folder;
mod output;
mod progress;

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use callpoint_cli::{
    Imported, Options, Selector, Summary, curl, is_current, openapi, openapi_files, postman,
};
use clap::{Args, Parser, Subcommand};

use self::folder::Folder;

/// Generates callpoint declarations from API documentation, and says what changed in it.
#[derive(Debug, Parser)]
#[command(name = "callpoint", version, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Imports documentation as a Rust module.
    #[command(subcommand)]
    Import(Import),
    /// Compares two `OpenAPI` documents. The exit code is 0 where no client of the first breaks, 1 where one does, and 2 where a document cannot be read.
    Diff(differ::Diff),
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
    /// An `OpenAPI` document (3.0, 3.1, 3.2, or Swagger 2.0), as JSON or YAML.
    #[command(name = "openapi")]
    OpenApi {
        /// The file; `-` for standard input.
        file: PathBuf,
        /// The folder that references to other files may lead to, with all that is in it; that of the document by default.
        #[arg(long, value_name = "FOLDER")]
        root: Option<PathBuf>,
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

/// What is imported, and where the module is written: to standard output by default.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag by itself")]
struct Target {
    /// Imports only these operations, with the types that they need: `tag=Links`, `path=/links/**`, `method=GET` or `id=listLinks`. Can be given
    /// several times.
    #[arg(long, value_name = "KIND=PATTERN")]
    include: Vec<Selector>,
    /// Leaves these operations out, also of those that are included.
    #[arg(long, value_name = "KIND=PATTERN")]
    exclude: Vec<Selector>,
    /// Texts of the formats `date-time` and `date` as types of the crate chrono.
    #[arg(long)]
    chrono: bool,
    /// Texts of the format `uuid` as types of the crate uuid.
    #[arg(long)]
    uuid: bool,
    /// Fields that are an id, or the object of that id where a request asks for it (`x-expansionResources`, as Stripe has it), as the id alone: without the
    /// types of all objects that can be reached.
    #[arg(long)]
    expandable_ids: bool,
    /// Has a typed fake serve the declarations, too: their types are sent and received. It needs the feature `serve` of callpoint.
    #[arg(long)]
    serve: bool,
    /// Has the types derive `schemars::JsonSchema`, so that an exported document has their fields. It needs the feature `schema` of callpoint, and schemars.
    #[arg(long)]
    schema: bool,
    /// Writes nothing, and fails where a file is not what would be written.
    #[arg(long)]
    check: bool,
    /// Updates what was imported before: a file, a folder of modules, or with `--crate` a package. What was edited since is kept.
    #[arg(long, value_name = "PATH", conflicts_with = "out")]
    into: Option<PathBuf>,
    /// Makes a package of that name in a new folder: `Cargo.toml`, a module with a feature for each tag or folder, a README, an example, and tests
    /// that read every response of the document. The folder is `--out` or `--into`, or has the name of the package.
    #[arg(long = "crate", value_name = "NAME", value_parser = package)]
    package: Option<String>,
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

fn package(text: &str) -> Result<String, String> {
    callpoint_cli::package_name(text).map(str::to_owned)
}

fn main() -> ExitCode {
    let import = match Cli::parse().command {
        Command::Import(import) => import,
        Command::Diff(command) => return differ::run(&command),
    };
    match run(import) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::FAILURE
        }
    }
}

/// An error with the file that it is about.
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
    let (Import::Postman { target, .. }
    | Import::OpenApi { target, .. }
    | Import::Curl { target, .. }) = &import;
    target.check_into()?;
    match import {
        Import::Postman { file, target } => {
            let text = read(&file)?;
            let options = target.options(&[]);
            let imported = progress::shown(&shown(&file), || postman(&text, &options));
            target.write(imported.map_err(|error| about(file.display(), error))?)
        }
        Import::OpenApi { file, root, target } => {
            let options = target.options(&[]);
            let imported = if file.as_os_str() == "-" {
                let text = read(&file)?;
                progress::shown(&shown(&file), || openapi(&text, &options))
            } else {
                let folder = Folder::of(&file, root.as_deref())?;
                let load = |path: &str| folder.read(path);
                progress::shown(&shown(&file), || {
                    openapi_files(folder.name(), load, &options)
                })
            };
            target.write(imported.map_err(|error| about(file.display(), error))?)
        }
        Import::Curl {
            source,
            params,
            target,
        } => {
            let mut words = source.split_whitespace().filter(|word| *word != "$");
            let is_command = matches!(words.next(), Some("curl" | "curl.exe"));
            let (place, text) = if is_command {
                ("the command".to_owned(), source)
            } else {
                let text = read(Path::new(&source))?;
                (source, text)
            };
            let options = target.options(&params);
            let imported = progress::shown(&place, || curl(&text, &options));
            target.write(imported.map_err(|error| about(place, error))?)
        }
    }
}

/// A file as a message names it.
fn shown(file: &Path) -> String {
    match file.to_str() {
        Some("-") => "standard input".to_owned(),
        _ => file.display().to_string(),
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

/// The files of an import that a folder has, by their names.
fn existing(folder: &Path, imported: &Imported) -> Result<BTreeMap<String, String>, Failure> {
    let mut existing = BTreeMap::new();
    for file in &imported.files {
        let path = folder.join(&file.name);
        if output::is_there(&path) {
            output::is_file(&path)?;
            existing.insert(file.name.clone(), read(&path)?);
        }
    }
    Ok(existing)
}

impl Target {
    /// Fails where modules would be put beside the files of a package.
    fn check_into(&self) -> Result<(), Failure> {
        match &self.into {
            Some(into) if self.package.is_none() && into.join("Cargo.toml").is_file() => {
                let why = "this is a package\nhelp: write `--crate NAME` with its name too";
                Err(about(into.display(), why))
            }
            _ => Ok(()),
        }
    }

    /// The path is a folder where it does not end in `.rs`.
    fn folder(&self) -> Option<&Path> {
        let out = self.into.as_deref().or(self.out.as_deref());
        if let Some(package) = &self.package {
            return Some(out.unwrap_or(Path::new(package)));
        }
        let out = out?;
        out.extension()
            .is_none_or(|extension| extension != "rs")
            .then_some(out)
    }

    fn options(&self, params: &[(String, String)]) -> Options {
        let options = Options::default()
            .split(self.folder().is_some())
            .chrono(self.chrono)
            .uuid(self.uuid)
            .expandable_ids(self.expandable_ids)
            .serve(self.serve)
            .schema(self.schema);
        let options = match &self.package {
            Some(name) => options.package(name),
            None => options,
        };
        let options = self.include.iter().cloned().fold(options, Options::include);
        let options = self.exclude.iter().cloned().fold(options, Options::exclude);
        params
            .iter()
            .fold(options, |options, (value, name)| options.param(value, name))
    }

    /// Fails where a file is stale.
    fn check(&self, imported: &Imported) -> Result<(), Failure> {
        let text_of = || -> String {
            imported
                .files
                .iter()
                .map(|file| file.text.as_str())
                .collect()
        };
        let mut files = Vec::new();
        match (&self.into, self.folder(), &self.out) {
            (Some(_), Some(folder), _) => {
                let existing = existing(folder, imported)?;
                let (updated, summary) = imported
                    .update_files(&existing)
                    .map_err(|error| about(folder.display(), error))?;
                for file in updated {
                    let text = existing.get(&file.name).cloned().unwrap_or_default();
                    let summary = Some(summary.clone());
                    files.push((folder.join(&file.name), text, file.text, summary));
                }
            }
            (Some(into), None, _) => {
                let existing = read(into)?;
                let (text, summary) = imported
                    .update(&existing)
                    .map_err(|error| about(into.display(), error))?;
                files.push((into.clone(), existing, text, Some(summary)));
            }
            (None, Some(folder), _) => {
                for file in &imported.files {
                    let path = folder.join(&file.name);
                    files.push((path.clone(), read(&path)?, file.text.clone(), None));
                }
            }
            (None, None, Some(out)) => files.push((out.clone(), read(out)?, text_of(), None)),
            (None, None, None) => {
                return Err(Failure(
                    "`--check` needs the file: write `--into FILE` or `--out PATH`".to_owned(),
                ));
            }
        }
        for (path, existing, text, summary) in files {
            let is_rust = path.extension().is_some_and(|extension| extension == "rs");
            let is_same = existing == text || is_rust && is_current(&existing, &text);
            if !is_same {
                let updates = summary
                    .map(|Summary { update, .. }| update)
                    .unwrap_or_default();
                let mut lines = vec!["stale: the document says otherwise".to_owned()];
                lines.extend(updates);
                return Err(about(path.display(), lines.join("\n")));
            }
        }
        Ok(())
    }

    fn write(&self, imported: Imported) -> Result<(), Failure> {
        if self.check {
            return self.check(&imported);
        }
        let summary = match (&self.into, &self.out) {
            (Some(_), _) if self.folder().is_some_and(Path::is_dir) => {
                self.update_all(&imported)?
            }
            (Some(_), _) if self.folder().is_some() => {
                self.create_all(&imported)?;
                imported.summary
            }
            (Some(file), _) if output::is_there(file) => {
                output::is_file(file)?;
                let existing = read(file)?;
                let (text, summary) = imported
                    .update(&existing)
                    .map_err(|error| about(file.display(), error))?;
                output::replace(file, &text)?;
                summary
            }
            (Some(file), _) => {
                output::create(file, &imported.files[0].text)?;
                imported.summary
            }
            (None, _) if self.package.is_some() || self.out.is_some() => {
                self.create_all(&imported)?;
                imported.summary
            }
            (None, _) => {
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

    /// Updates the files of a folder, all or none.
    fn update_all(&self, imported: &Imported) -> Result<Summary, Failure> {
        let Some(folder) = self.folder() else {
            return Ok(imported.summary.clone());
        };
        let existing = existing(folder, imported)?;
        let (files, summary) = imported
            .update_files(&existing)
            .map_err(|error| about(folder.display(), error))?;
        for file in files {
            let path = folder.join(&file.name);
            match existing.get(&file.name) {
                Some(text) if *text == file.text => {}
                Some(_) => output::replace(&path, &file.text)?,
                None => output::create(&path, &file.text)?,
            }
        }
        Ok(summary)
    }

    fn create_all(&self, imported: &Imported) -> Result<(), Failure> {
        if let Some(folder) = self.folder() {
            fs::create_dir_all(folder).map_err(|error| about(folder.display(), error))?;
            let paths: Vec<PathBuf> = imported
                .files
                .iter()
                .map(|file| folder.join(&file.name))
                .collect();
            // All or nothing: half an import next to an older one would not compile.
            paths.iter().try_for_each(|path| output::is_new(path))?;
            let mut files = paths.iter().zip(&imported.files);
            return files.try_for_each(|(path, file)| output::create(path, &file.text));
        }
        let Some(out) = &self.out else { return Ok(()) };
        let text: String = imported
            .files
            .iter()
            .map(|file| file.text.as_str())
            .collect();
        output::create(out, &text)
    }
}
