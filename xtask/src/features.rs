//! Every feature of the published crates, alone and in pairs.

use crate::metadata;
use crate::run::{Outcome, arguments, cargo, run};

/// It needs a system library, so neither pairs nor documentation are built with it here.
const NEEDS_SYSTEM: &str = "native-tls";

/// The features of `callpoint`, except the one that needs more than Rust.
pub(crate) fn of_callpoint() -> Outcome<Vec<String>> {
    let members = metadata::members()?;
    let callpoint = members
        .into_iter()
        .find(|member| member.name == "callpoint");
    let mut features = callpoint.ok_or("there is no callpoint")?.features;
    features.retain(|feature| feature != NEEDS_SYSTEM);
    Ok(features)
}

/// Each published crate without features, and with each alone.
pub(crate) fn singles() -> Outcome {
    for member in metadata::published()? {
        let features = member.features.iter().map(String::as_str);
        for feature in [""].into_iter().chain(features) {
            if feature != NEEDS_SYSTEM {
                let package = ["clippy", "--quiet", "--no-default-features", "-p"];
                run(arguments(
                    cargo(&package),
                    &[&member.name, "--features", feature, "--", "-D", "warnings"],
                ))?;
            }
        }
    }
    Ok(())
}

/// Every pair of features of `callpoint`. [`singles`] lints each alone, so checking is enough.
pub(crate) fn pairs() -> Outcome {
    let features = of_callpoint()?;
    for (index, first) in features.iter().enumerate() {
        for second in &features[index + 1..] {
            let mut command = cargo(&["check", "--quiet", "-p", "callpoint"]);
            command.args(["--no-default-features", "--features"]);
            command.arg(format!("{first},{second}"));
            command.env("CARGO_TARGET_DIR", crate::run::target("pairs"));
            command.env("RUSTFLAGS", "-D warnings");
            run(command)?;
        }
    }
    Ok(())
}
