//! Generates crates of many endpoints, declared and hand-written, to measure the compiler.

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use crate::program::{self, PROGRAMS};

/// How the endpoints of a generated crate are written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// Hand-written with reqwest; all endpoints share the types of their error responses.
    HandWritten,
    /// The same, but each endpoint has its own types for everything.
    HandWrittenOwn,
    /// Declarations with an arm for each error response, whose types are shared.
    Declared,
    /// The same, whose types derive serde's own `Deserialize`.
    DeclaredBySerde,
    /// Declarations with `errors = …`.
    Shared,
    /// Declarations with inline structs for every response, so each has its own types for everything.
    Inline,
}

impl Style {
    pub(crate) const ALL: [Self; 6] = [
        Self::HandWritten,
        Self::HandWrittenOwn,
        Self::Declared,
        Self::DeclaredBySerde,
        Self::Shared,
        Self::Inline,
    ];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::HandWritten => "hand-written",
            Self::HandWrittenOwn => "hand-written-own",
            Self::Declared => "declared",
            Self::DeclaredBySerde => "declared-serde",
            Self::Shared => "shared",
            Self::Inline => "inline",
        }
    }

    /// The hand-written style with the same number of types.
    pub(crate) const fn baseline(self) -> Self {
        match self {
            Self::HandWritten | Self::Declared | Self::DeclaredBySerde | Self::Shared => {
                Self::HandWritten
            }
            Self::HandWrittenOwn | Self::Inline => Self::HandWrittenOwn,
        }
    }

    const fn is_hand_written(self) -> bool {
        matches!(self, Self::HandWritten | Self::HandWrittenOwn)
    }
}

/// The program that times the macros.
pub(crate) const EXPANSION: &str = "expansion";

/// Sets of dependencies to count: ours with its features, and the equivalent without it.
pub(crate) const CRATES: [(&str, &str, &str, &str); 5] = [
    (
        "callpoint",
        "callpoint = { path = RUNTIME }",
        "reqwest json rustls",
        "reqwest = { version = \"0.13.5\", default-features = false, features = [\"json\", \"rustls\"] }",
    ),
    (
        "callpoint without TLS",
        "callpoint = { path = RUNTIME, default-features = false, features = [\"reqwest\"] }",
        "reqwest json",
        "reqwest = { version = \"0.13.5\", default-features = false, features = [\"json\"] }",
    ),
    (
        "callpoint hyper-rustls",
        "callpoint = { path = RUNTIME, default-features = false, features = [\"hyper-rustls\"] }",
        "hyper-util hyper-rustls",
        "hyper-util = { version = \"0.1.21\", default-features = false, features = [\"client-legacy\", \"http1\", \"tokio\"] }\n\
         hyper-rustls = { version = \"0.27.10\", default-features = false, features = [\"http1\", \"native-tokio\", \"ring\", \"tls12\"] }",
    ),
    (
        "callpoint hyper",
        "callpoint = { path = RUNTIME, default-features = false, features = [\"hyper\"] }",
        "hyper-util",
        "hyper-util = { version = \"0.1.21\", default-features = false, features = [\"client-legacy\", \"http1\", \"tokio\"] }",
    ),
    (
        "callpoint without a transport",
        "callpoint = { path = RUNTIME, default-features = false }",
        "http",
        "http = \"1.4\"",
    ),
];

/// The package with one of these sets, and with serde, `serde_json` and tokio, which every program has.
pub(crate) fn crate_package(set: &str) -> String {
    format!("crates-{}", set.replace(' ', "-").to_lowercase())
}

/// A workspace of generated crates, so that they share their dependencies.
pub(crate) struct Generated {
    pub(crate) folder: PathBuf,
}

impl Generated {
    /// Writes a crate for each style and number of endpoints.
    pub(crate) fn write(
        folder: &Path,
        repository: &Path,
        counts: &[usize],
    ) -> Result<Self, Box<dyn Error>> {
        fs::create_dir_all(folder)?;
        fs::write(folder.join("Cargo.toml"), workspace(counts))?;
        // The versions and the compiler that the workspace was tested with.
        for file in ["Cargo.lock", "rust-toolchain.toml"] {
            fs::copy(repository.join(file), folder.join(file))?;
        }
        for style in Style::ALL {
            for &count in counts {
                let package = folder.join(package(style, count));
                fs::create_dir_all(package.join("src"))?;
                let manifest = manifest(style, count, repository);
                fs::write(package.join("Cargo.toml"), manifest)?;
                let (main, source) = (package.join("src/main.rs"), source(style, count));
                // Writing a file makes cargo rebuild it.
                if fs::read_to_string(&main).is_ok_and(|before| before == source) {
                    continue;
                }
                fs::write(main, source)?;
            }
        }
        for (ours, our_crates, theirs, their_crates) in CRATES {
            for (set, crates) in [(ours, our_crates), (theirs, their_crates)] {
                let package = folder.join(crate_package(set));
                fs::create_dir_all(package.join("src"))?;
                fs::write(package.join("src/lib.rs"), "")?;
                let runtime = repository.join("runtime").display().to_string();
                let crates = crates.replace("RUNTIME", &format!("{runtime:?}"));
                let manifest = manifest_of(&crate_package(set), &crates);
                fs::write(package.join("Cargo.toml"), manifest)?;
            }
        }
        program::write(folder, repository)?;
        write_expansion(&folder.join(EXPANSION), &repository.join("macros/src"))?;
        Ok(Self {
            folder: folder.to_owned(),
        })
    }

    pub(crate) fn source_of(&self, style: Style, count: usize) -> PathBuf {
        self.folder.join(package(style, count)).join("src/main.rs")
    }
}

pub(crate) fn package(style: Style, count: usize) -> String {
    format!("endpoints-{}-{count}", style.name())
}

/// The macros as an ordinary program, which a proc-macro crate cannot be: their modules, and a `main` that expands a declaration repeatedly.
fn write_expansion(package: &Path, macros: &Path) -> Result<(), Box<dyn Error>> {
    let sources = package.join("src");
    copy(macros, &sources)?;
    let library = fs::read_to_string(macros.join("lib.rs"))?;
    // What only a proc-macro crate may define is not indented, from its attribute to its closing brace; docs are for nobody here.
    let (mut program, mut is_macro) = (String::new(), false);
    for line in library.lines() {
        is_macro |= line.starts_with("#[proc_macro");
        if !is_macro && !line.starts_with("///") {
            program += line;
            program.push('\n');
        }
        is_macro &= line != "}";
    }
    program += include_str!("templates/expansion.rs");
    fs::write(sources.join("main.rs"), program)?;
    fs::remove_file(sources.join("lib.rs"))?;
    fs::write(
        sources.join("declared.rs"),
        include_str!("templates/declared.rs"),
    )?;
    fs::write(
        sources.join("inline.rs"),
        include_str!("templates/inline.rs"),
    )?;
    let manifest = format!(
        "[package]\nname = \"{EXPANSION}\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n[dependencies]\n\
         proc-macro2 = \"1.0.101\"\nquote = \"1.0.41\"\n\
         syn = {{ version = \"3\", default-features = false, features = [\"clone-impls\", \"derive\", \"parsing\", \"printing\"] }}\n"
    );
    Ok(fs::write(package.join("Cargo.toml"), manifest)?)
}

fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

fn workspace(counts: &[usize]) -> String {
    let members: Vec<_> = Style::ALL
        .into_iter()
        .flat_map(|style| {
            counts
                .iter()
                .map(move |&count| format!("{:?}", package(style, count)))
        })
        .collect();
    let sets = CRATES
        .into_iter()
        .flat_map(|(ours, _, theirs, _)| [ours, theirs])
        .map(|set| format!("{:?}", crate_package(set)));
    let programs = [EXPANSION].into_iter().chain(PROGRAMS);
    let programs = programs.map(|name| format!("{name:?}"));
    let members: Vec<_> = members.into_iter().chain(sets).chain(programs).collect();
    format!(
        "[workspace]\nresolver = \"3\"\nmembers = [{}]\n",
        members.join(", ")
    )
}

fn manifest(style: Style, count: usize, repository: &Path) -> String {
    let name = package(style, count);
    let http = if style.is_hand_written() {
        "reqwest = { version = \"0.13.5\", default-features = false, features = [\"json\", \"rustls\"] }".to_owned()
    } else {
        let runtime = repository.join("runtime");
        format!(
            "callpoint = {{ path = {:?} }}",
            runtime.display().to_string()
        )
    };
    manifest_of(&name, &http)
}

fn manifest_of(name: &str, http: &str) -> String {
    format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n[dependencies]\n{http}\n\
         serde = {{ version = \"1.0.228\", features = [\"derive\"] }}\nserde_json = \"1.0.145\"\n\
         tokio = {{ version = \"1.48\", default-features = false, features = [\"net\", \"rt\", \"time\"] }}\n"
    )
}

/// A whole program: the endpoints, and a table that calls each of them once.
pub(crate) fn source(style: Style, count: usize) -> String {
    let mut source = String::from(match style {
        Style::HandWritten => concat!(
            include_str!("templates/head_hand_written.rs"),
            include_str!("templates/error_types.rs")
        ),
        Style::HandWrittenOwn => include_str!("templates/head_hand_written.rs"),
        Style::Declared | Style::DeclaredBySerde => concat!(
            include_str!("templates/head_declared.rs"),
            include_str!("templates/error_types.rs")
        ),
        Style::Shared => concat!(
            include_str!("templates/head_declared.rs"),
            include_str!("templates/error_types.rs"),
            include_str!("templates/shared_set.rs")
        ),
        Style::Inline => include_str!("templates/head_declared.rs"),
    });
    if style == Style::DeclaredBySerde {
        source = source.replace("use callpoint::Deserialize;", "use serde::Deserialize;");
    }
    if style == Style::HandWritten {
        source += include_str!("templates/shared_rejection.rs");
    }
    let template = match style {
        Style::HandWritten => include_str!("templates/hand_written.rs"),
        Style::HandWrittenOwn => include_str!("templates/hand_written_own.rs"),
        Style::Declared | Style::DeclaredBySerde => include_str!("templates/declared.rs"),
        Style::Shared => include_str!("templates/shared.rs"),
        Style::Inline => include_str!("templates/inline.rs"),
    };
    let mut table = String::new();
    for number in 0..count {
        source += &template.replace("NUMBER", &number.to_string());
        // Writing into a `String` cannot fail.
        let _ = writeln!(table, "    call_{number},");
    }
    source += &include_str!("templates/main.rs").replace("    TABLE\n", &table);
    source
}
