//! Runs cargo and other programs, and reads their output.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

pub(crate) type Outcome<T> = Result<T, Box<dyn Error>>;

/// Runs a program to its end and returns its output.
pub(crate) fn output(command: &mut Command) -> Outcome<String> {
    let result = command.stdin(Stdio::null()).output()?;
    if !result.status.success() {
        let stderr = String::from_utf8_lossy(&result.stderr).into_owned();
        return Err(format!("{command:?} failed: {}\n{stderr}", result.status).into());
    }
    Ok(String::from_utf8(result.stdout)?)
}

/// Where the generated crates are built: the target folder of the workspace, so that their dependencies are already built.
pub(crate) struct Builds {
    pub(crate) folder: PathBuf,
    pub(crate) target: PathBuf,
}

/// The kind of a build.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    Check,
    Dev,
    Release,
}

impl Kind {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Dev => "dev",
            Self::Release => "release",
        }
    }

    const fn args(self) -> &'static [&'static str] {
        match self {
            Self::Check => &["check"],
            Self::Dev => &["build"],
            Self::Release => &["build", "--release"],
        }
    }
}

impl Builds {
    pub(crate) fn cargo(&self) -> Command {
        let mut command = Command::new("cargo");
        command
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", &self.target)
            .env("CARGO_INCREMENTAL", "0")
            .env_remove("RUSTFLAGS");
        command
    }

    /// Builds one package and returns how long it took.
    pub(crate) fn build(&self, kind: Kind, package: &str, incremental: bool) -> Outcome<Duration> {
        let mut cargo = self.cargo();
        cargo.args(kind.args()).args(["--quiet", "-p", package]);
        if incremental {
            cargo.env("CARGO_INCREMENTAL", "1");
        }
        let began = Instant::now();
        output(&mut cargo)?;
        Ok(began.elapsed())
    }

    /// The IR of one package before LLVM's passes.
    pub(crate) fn ir(&self, release: bool, package: &str) -> Outcome<PathBuf> {
        let profile = if release { "release" } else { "dev" };
        let folder = self.target.join("bench/ir");
        std::fs::create_dir_all(&folder)?;
        let file = folder.join(format!("{package}-{profile}.ll"));
        let emit = format!("--emit=llvm-ir={}", file.display());
        let mut cargo = self.cargo();
        cargo.args([
            "rustc",
            "--quiet",
            "-p",
            package,
            "--profile",
            profile,
            "--",
        ]);
        cargo.args([
            &emit,
            "-Cno-prepopulate-passes",
            "-Cpasses=name-anon-globals",
            "-Ccodegen-units=1",
            "-Cdebuginfo=0",
        ]);
        if file.exists() {
            std::fs::remove_file(&file)?;
        }
        self.touch(package)?;
        output(&mut cargo)?;
        Ok(file)
    }

    /// Touches a package, so that cargo rebuilds it.
    pub(crate) fn touch(&self, package: &str) -> Outcome<()> {
        let source = self.folder.join(package).join("src/main.rs");
        let text = std::fs::read(&source)?;
        Ok(std::fs::write(source, text)?)
    }

    pub(crate) fn binary(&self, kind: Kind, package: &str) -> PathBuf {
        let profile = if kind == Kind::Release {
            "release"
        } else {
            "debug"
        };
        self.target.join(profile).join(package)
    }
}

/// The processor time of all finished child processes. The kernel counts it in hundredths of a second.
pub(crate) fn children_ms() -> Outcome<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    // The name of the program, in parentheses, may contain spaces.
    let (_, fields) = stat
        .rsplit_once(')')
        .ok_or("/proc/self/stat is not understood")?;
    let fields: Vec<_> = fields.split_whitespace().collect();
    let field = |index: usize| -> Outcome<f64> {
        Ok(fields.get(index).ok_or("a field is missing")?.parse()?)
    };
    Ok((field(13)? + field(14)?) * 10.0)
}

/// The repository that this program was built in.
pub(crate) fn repository() -> Outcome<&'static Path> {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .ok_or_else(|| "the crate has no parent folder".into())
}
