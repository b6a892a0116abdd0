//! Steps, and the commands that they run.

use std::path::PathBuf;
use std::process::Command;
use std::time::Instant;

pub(crate) type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;

/// One check.
pub(crate) struct Step {
    pub(crate) name: &'static str,
    pub(crate) what: &'static str,
    pub(crate) run: fn() -> Outcome,
}

/// Runs the named steps in the order of the list, or all if none is named.
pub(crate) fn steps(all: &[Step], names: &[&str]) -> Outcome {
    if let Some(unknown) = names
        .iter()
        .find(|name| all.iter().all(|step| step.name != **name))
    {
        return Err(format!("no step is named `{unknown}`; see `cargo xtask list`").into());
    }
    let start = Instant::now();
    for step in all {
        if names.is_empty() || names.contains(&step.name) {
            let start = Instant::now();
            println!("\n== {}: {}", step.name, step.what);
            (step.run)().map_err(|error| format!("{}: {error}", step.name))?;
            println!("-- {} took {} s", step.name, start.elapsed().as_secs());
        }
    }
    println!("\nAll steps passed, after {} s.", start.elapsed().as_secs());
    Ok(())
}

/// The root folder of the workspace.
pub(crate) fn root() -> PathBuf {
    let xtask = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().map(PathBuf::from).unwrap_or(xtask)
}

/// The target folder of a guard whose build is kept separate.
pub(crate) fn target(name: &str) -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR");
    let target = target.map_or_else(|| root().join("target"), |folder| root().join(folder));
    target.join(name)
}

/// Cargo of this toolchain, in the root of the workspace.
pub(crate) fn cargo(arguments: &[&str]) -> Command {
    let mut command = program("cargo", &[]);
    command.args(arguments);
    command
}

/// Cargo of another toolchain, which is installed if it is missing. It builds in a separate folder.
pub(crate) fn cargo_of(toolchain: &str, folder: &str, arguments: &[&str]) -> Outcome<Command> {
    need_toolchain(toolchain)?;
    let mut command = program("rustup", &["run", toolchain, "cargo"]);
    command
        .args(arguments)
        .env("CARGO_TARGET_DIR", target(folder));
    Ok(command)
}

fn need_toolchain(toolchain: &str) -> Outcome {
    let installed = capture(program("rustup", &["toolchain", "list"]))?;
    if installed
        .lines()
        .any(|line| line.starts_with(&format!("{toolchain}-")))
    {
        return Ok(());
    }
    run(program(
        "rustup",
        &["toolchain", "install", toolchain, "--profile", "minimal"],
    ))
}

/// Installs the standard library for another target, for the pinned toolchain.
pub(crate) fn need_target(target: &str) -> Outcome {
    let installed = capture(program("rustup", &["target", "list", "--installed"]))?;
    if installed.lines().any(|line| line == target) {
        return Ok(());
    }
    run(program("rustup", &["target", "add", target]))
}

/// Installs a cargo subcommand if it is missing.
pub(crate) fn need_tool(name: &str, version: &str) -> Outcome {
    let mut version_command = program("cargo", &[name, "--version"]);
    version_command.stderr(std::process::Stdio::null());
    if version_command
        .output()
        .is_ok_and(|output| output.status.success())
    {
        return Ok(());
    }
    let package = format!("cargo-{name}@{version}");
    // Not with the pinned toolchain: a tool may need a newer one.
    run(program(
        "rustup",
        &["run", "stable", "cargo", "install", "--locked", &package],
    ))
}

/// A program in the root of the workspace.
pub(crate) fn program(name: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(name);
    command.args(arguments).current_dir(root());
    command
}

/// Runs a command, and fails if it fails.
pub(crate) fn run(mut command: Command) -> Outcome {
    println!("$ {}", shown(&command));
    let status = command
        .status()
        .map_err(|error| format!("{}: {error}", shown(&command)))?;
    if status.success() {
        return Ok(());
    }
    Err(format!("failed ({status}): {}", shown(&command)).into())
}

/// The standard output of a command.
pub(crate) fn capture(mut command: Command) -> Outcome<String> {
    let output = command
        .stderr(std::process::Stdio::inherit())
        .output()
        .map_err(|error| format!("{}: {error}", shown(&command)))?;
    if !output.status.success() {
        return Err(format!("failed ({}): {}", output.status, shown(&command)).into());
    }
    Ok(String::from_utf8(output.stdout)?)
}

/// A command as typed in a shell.
fn shown(command: &Command) -> String {
    let set = command
        .get_envs()
        .filter_map(|(name, value)| Some(format!("{}={} ", name.display(), value?.display())));
    let set: String = set.collect();
    let arguments = command.get_args().map(|argument| {
        if argument.is_empty() {
            return " ''".to_owned();
        }
        format!(" {}", argument.display())
    });
    let arguments: String = arguments.collect();
    format!("{set}{}{arguments}", command.get_program().display())
}

pub(crate) fn arguments(mut command: Command, arguments: &[&str]) -> Command {
    command.args(arguments);
    command
}

/// The words of a command whose arguments have no spaces.
pub(crate) fn words_of(command: &str) -> Vec<&str> {
    command.split(' ').collect()
}
