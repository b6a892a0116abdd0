//! Writes crates of many endpoints, as declarations and by hand, for the compiler to work on.

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// How the endpoints of a generated crate are written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// reqwest by hand; all endpoints share the types of their refusals.
    ByHand,
    /// The same, but each endpoint has its own types for everything.
    ByHandOwn,
    /// Declarations with an arm for each refusal, whose types are shared.
    Declared,
    /// Declarations with `errors = …`.
    Shared,
    /// Declarations with every answer in place, so each has its own types for everything.
    InPlace,
}

impl Style {
    pub(crate) const ALL: [Self; 5] = [
        Self::ByHand,
        Self::ByHandOwn,
        Self::Declared,
        Self::Shared,
        Self::InPlace,
    ];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::ByHand => "by-hand",
            Self::ByHandOwn => "by-hand-own",
            Self::Declared => "declared",
            Self::Shared => "shared",
            Self::InPlace => "in-place",
        }
    }

    /// What it is to be compared with: the style by hand with as many types.
    pub(crate) const fn baseline(self) -> Self {
        match self {
            Self::ByHand | Self::Declared | Self::Shared => Self::ByHand,
            Self::ByHandOwn | Self::InPlace => Self::ByHandOwn,
        }
    }

    const fn is_by_hand(self) -> bool {
        matches!(self, Self::ByHand | Self::ByHandOwn)
    }
}

/// A workspace of generated crates, so that they share what they are built of.
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
        // The versions that the workspace was tested with.
        fs::copy(repository.join("Cargo.lock"), folder.join("Cargo.lock"))?;
        for style in Style::ALL {
            for &count in counts {
                let package = folder.join(package(style, count));
                fs::create_dir_all(package.join("src"))?;
                let manifest = manifest(style, count, repository);
                fs::write(package.join("Cargo.toml"), manifest)?;
                fs::write(package.join("src/main.rs"), source(style, count))?;
            }
        }
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

fn workspace(counts: &[usize]) -> String {
    let members: Vec<_> = Style::ALL
        .into_iter()
        .flat_map(|style| {
            counts
                .iter()
                .map(move |&count| format!("{:?}", package(style, count)))
        })
        .collect();
    format!(
        "[workspace]\nresolver = \"3\"\nmembers = [{}]\n",
        members.join(", ")
    )
}

fn manifest(style: Style, count: usize, repository: &Path) -> String {
    let name = package(style, count);
    let http = if style.is_by_hand() {
        "reqwest = { version = \"0.13.5\", default-features = false, features = [\"json\", \"rustls\"] }".to_owned()
    } else {
        let runtime = repository.join("runtime");
        format!(
            "callpoint = {{ path = {:?} }}",
            runtime.display().to_string()
        )
    };
    format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n[dependencies]\n{http}\n\
         serde = {{ version = \"1.0.228\", features = [\"derive\"] }}\n\
         tokio = {{ version = \"1.48\", default-features = false, features = [\"net\", \"rt\", \"time\"] }}\n"
    )
}

/// A whole program: the endpoints, and a table that calls each of them once.
pub(crate) fn source(style: Style, count: usize) -> String {
    let mut source = String::from(match style {
        Style::ByHand => concat!(
            include_str!("templates/head_by_hand.rs"),
            include_str!("templates/refusals.rs")
        ),
        Style::ByHandOwn => include_str!("templates/head_by_hand.rs"),
        Style::Declared => concat!(
            include_str!("templates/head_declared.rs"),
            include_str!("templates/refusals.rs")
        ),
        Style::Shared => concat!(
            include_str!("templates/head_declared.rs"),
            include_str!("templates/refusals.rs"),
            include_str!("templates/shared_set.rs")
        ),
        Style::InPlace => include_str!("templates/head_declared.rs"),
    });
    if style == Style::ByHand {
        source += include_str!("templates/shared_rejection.rs");
    }
    let template = match style {
        Style::ByHand => include_str!("templates/by_hand.rs"),
        Style::ByHandOwn => include_str!("templates/by_hand_own.rs"),
        Style::Declared => include_str!("templates/declared.rs"),
        Style::Shared => include_str!("templates/shared.rs"),
        Style::InPlace => include_str!("templates/in_place.rs"),
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
