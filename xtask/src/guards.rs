//! The steps that install tools and toolchains, or take minutes.

use crate::run::{
    Outcome, Step, arguments, capture, cargo, cargo_of, need_target, need_tool, program, run,
    target, words_of,
};
use crate::{api, features, metadata, minimal};

pub(crate) const STEPS: &[Step] = &[
    Step {
        name: "msrv",
        what: "the minimum Rust version builds and tests the published crates",
        run: msrv,
    },
    Step {
        name: "minimal",
        what: "the minimum versions of the dependencies build",
        run: minimal::guard,
    },
    Step {
        name: "sets",
        what: "every two features together, without any third",
        run: features::sets,
    },
    Step {
        name: "api",
        what: "the public API matches the committed lists",
        run: api::guard,
    },
    Step {
        name: "alone",
        what: "every member builds on its own, and so do the workspaces beside this one",
        run: alone,
    },
    Step {
        name: "wasm",
        what: "the crates without I/O build for wasm32-unknown-unknown",
        run: wasm,
    },
    Step {
        name: "windows",
        what: "everything that needs no C compiler builds for Windows",
        run: windows,
    },
    Step {
        name: "deny",
        what: "licences, bans, sources, and advisories if the database is available",
        run: deny,
    },
    Step {
        name: "semver",
        what: "the version matches the changes since the last release",
        run: semver,
    },
];

fn msrv() -> Outcome {
    let published = metadata::published()?;
    let stated = published
        .first()
        .and_then(|member| member.rust_version.clone());
    let stated = stated.ok_or("no `rust-version` is stated")?;
    for member in &published {
        if member.rust_version.as_ref() != Some(&stated) {
            return Err(format!(
                "{} states a different `rust-version` than {stated}",
                member.name
            )
            .into());
        }
    }
    // Not the suites in tests/: their tools need a newer compiler, and the messages in ui/ depend on its version.
    let mut command = cargo_of(&stated, "msrv", &words_of("test --locked --lib"))?;
    for member in &published {
        command.args(["-p", &member.name]);
    }
    run(command)
}

/// A workspace unites the features of its members, so what one forgets to name may be turned on by another.
fn alone() -> Outcome {
    for member in metadata::members()? {
        let mut command = cargo(&["check", "--quiet", "--locked", "--all-targets", "-p"]);
        command
            .arg(&member.name)
            .env("CARGO_TARGET_DIR", target("alone"));
        run(command)?;
    }
    let check = ["check", "--quiet", "--manifest-path"];
    let mut features = cargo(&check);
    features
        .arg("tests/features/Cargo.toml")
        .arg("--all-targets");
    run(features)?;
    let mut fuzz = cargo_of("nightly", "fuzz", &check)?;
    fuzz.arg("fuzz/Cargo.toml");
    run(fuzz)?;
    Ok(())
}

/// The crates that do no I/O, with the features to build.
const WASM: &[&str] = &[
    "-p callpoint-core --all-features",
    "-p callpoint-macros",
    "-p callpoint --no-default-features",
];

fn wasm() -> Outcome {
    for_target("wasm32-unknown-unknown", WASM)
}

/// TLS and some decompressors compile C.
const WINDOWS: &[&str] = &[
    "-p callpoint-core --all-features",
    "-p callpoint-macros",
    "-p callpoint-documents",
    "-p callpoint-cli",
    "-p callpoint-testing --all-features",
    "-p callpoint --no-default-features --features reqwest,hyper,http2,blocking,tracing,tower,gzip,brotli,deflate,xml",
];

fn windows() -> Outcome {
    for_target("x86_64-pc-windows-gnu", WINDOWS)
}

fn for_target(target: &str, which: &[&str]) -> Outcome {
    need_target(target)?;
    for which in which {
        let command = cargo(&["check", "--locked", "--target", target]);
        run(arguments(command, &words_of(which)))?;
    }
    Ok(())
}

fn deny() -> Outcome {
    need_tool("deny", "0.20.2")?;
    run(cargo(&words_of(
        "deny --all-features check bans licenses sources",
    )))?;
    // The database is a separate repository, which may be unavailable. With ADVISORIES=required that is an error.
    match run(cargo(&words_of("deny fetch db"))) {
        Ok(()) => run(cargo(&words_of(
            "deny --all-features check --disable-fetch advisories",
        ))),
        Err(error) if std::env::var_os("ADVISORIES").is_some() => Err(error),
        Err(error) => {
            println!("the advisories were NOT checked: {error}");
            Ok(())
        }
    }
}

/// Compares with the last release, or the revision in `BASELINE`. Before the first release there is nothing to compare with.
fn semver() -> Outcome {
    let Some(baseline) = baseline()? else {
        println!(
            "nothing is released yet: no tag begins with `v`; BASELINE=<revision> names another"
        );
        return Ok(());
    };
    need_tool("semver-checks", "0.51.0")?;
    let mut command = cargo(&["semver-checks", "--baseline-rev", &baseline]);
    for member in metadata::published()? {
        // The tool cannot read the API of a proc-macro crate.
        if member.name != "callpoint-macros" {
            command.args(["-p", &member.name]);
        }
    }
    command.env("CARGO_TARGET_DIR", target("semver"));
    run(command)
}

fn baseline() -> Outcome<Option<String>> {
    if let Ok(baseline) = std::env::var("BASELINE") {
        return Ok(Some(baseline));
    }
    let tags = ["tag", "--list", "v*", "--sort=-version:refname"];
    let tags = capture(program("git", &tags))?;
    Ok(tags.lines().next().map(str::to_owned))
}
