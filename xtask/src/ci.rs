//! The steps that need only Rust and curl, cheapest first.

use std::process::Command;

use crate::metadata;
use crate::run::{Outcome, Step, arguments, capture, cargo, program, run, words_of};
use crate::{api, cycles, features, lines, rows, words};

pub(crate) const STEPS: &[Step] = &[
    Step {
        name: "format",
        what: "rustfmt has nothing to change",
        run: || run(cargo(&["fmt", "--all", "--check"])),
    },
    Step {
        name: "lines",
        what: "no file is too long",
        run: lines::guard,
    },
    Step {
        name: "cycles",
        what: "no import cycles between files",
        run: cycles::guard,
    },
    Step {
        name: "words",
        what: "the public API uses the field's words",
        run: words::guard,
    },
    Step {
        name: "rows",
        what: "the macros know the same codecs, schemes and query styles as the core",
        run: rows::guard,
    },
    Step {
        name: "core",
        what: "the core depends on no async runtime and no HTTP client",
        run: core,
    },
    Step {
        name: "clippy",
        what: "no warnings, in any target",
        run: clippy,
    },
    Step {
        name: "features",
        what: "every feature on its own",
        run: features::singles,
    },
    Step {
        name: "readme",
        what: "the README's commands, and an import of 500 operations",
        run: readme,
    },
    Step {
        name: "examples",
        what: "the examples of the documentation with the default features, and one transport without TLS",
        run: examples,
    },
    Step {
        name: "docs",
        what: "the documentation builds without warnings",
        run: docs,
    },
    Step {
        name: "api-lists",
        what: "every published crate has a list of its public API",
        run: api::lists,
    },
];

fn clippy() -> Outcome {
    let denied = ["--", "-D", "warnings"];
    run(arguments(
        cargo(&["clippy", "--workspace", "--all-targets"]),
        &denied,
    ))?;
    let bench = "clippy -p callpoint-bench --all-targets --features hyper-transport";
    run(arguments(cargo(&words_of(bench)), &denied))
}

fn core() -> Outcome {
    let tree = capture(cargo(&words_of(
        "tree --locked -p callpoint-core -e normal --all-features --no-dedupe --prefix none --format {lib}",
    )))?;
    let foreign = ["tokio", "reqwest", "hyper", "url"];
    let found: Vec<&str> = tree.lines().filter(|name| foreign.contains(name)).collect();
    if found.is_empty() {
        return Ok(());
    }
    Err(format!(
        "callpoint-core depends on {}: `cargo tree -p callpoint-core -e normal --all-features` shows how",
        found.join(", ")
    )
    .into())
}

/// Tests that run on Linux only: they read /proc, or compare the compiler's messages.
const LINUX_ONLY: [&str; 3] = ["peaks", "ui", "lints"];

fn readme() -> Outcome {
    run(cargo(&words_of("run -p callpoint-examples --bin belvo")))?;
    if cfg!(target_os = "linux") {
        run(cargo(&["test", "--workspace"]))?;
        // With features of serde_json that another crate enables.
        run(cargo(&words_of(
            "test --manifest-path tests/features/Cargo.toml",
        )))?;
        run(program("cli/tests/large.sh", &[]))?;
        return run(program("cli/tests/package.sh", &[]));
    }
    run(cargo(&words_of(
        "test --workspace --exclude callpoint-tests",
    )))?;
    let members = metadata::members()?;
    let tests = members
        .iter()
        .find(|member| member.name == "callpoint-tests");
    let tests = tests.ok_or("there is no callpoint-tests")?;
    let mut command = cargo(&["test", "-p", "callpoint-tests"]);
    for test in &tests.tests {
        if !LINUX_ONLY.contains(&test.as_str()) {
            command.args(["--test", test]);
        }
    }
    run(command)
}

fn examples() -> Outcome {
    run(cargo(&words_of("test -p callpoint --doc")))?;
    run(cargo(&words_of(
        "test -p callpoint --lib --no-default-features --features hyper",
    )))
}

fn docs() -> Outcome {
    run(denying(cargo(&words_of("doc --workspace --no-deps"))))?;
    // As on docs.rs, without `native-tls`, which needs a system library.
    let features = features::of_callpoint()?.join(",");
    run(denying(arguments(
        cargo(&words_of("doc -p callpoint --no-deps --features")),
        &[&features],
    )))
}

fn denying(mut command: Command) -> Command {
    command.env("RUSTDOCFLAGS", "-D warnings");
    command
}
