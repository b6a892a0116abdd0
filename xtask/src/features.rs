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

/// Few sets of features of `callpoint`, in which every two are on together without any third. [`singles`] lints each alone, so checking is enough.
pub(crate) fn sets() -> Outcome {
    let features = of_callpoint()?;
    for set in together(features.len()) {
        let on = features.iter().zip(set).filter(|(_, is_on)| *is_on);
        let on: Vec<&str> = on.map(|(feature, _)| feature.as_str()).collect();
        check(&on.join(","))?;
    }
    Ok(())
}

/// Every pair of features of `callpoint` alone.
pub(crate) fn pairs() -> Outcome {
    let features = of_callpoint()?;
    for (index, first) in features.iter().enumerate() {
        for second in &features[index + 1..] {
            check(&format!("{first},{second}"))?;
        }
    }
    Ok(())
}

fn check(features: &str) -> Outcome {
    let mut command = cargo(&["check", "--quiet", "-p", "callpoint"]);
    command.args(["--no-default-features", "--features", features]);
    command.env("CARGO_TARGET_DIR", crate::run::target("pairs"));
    command.env("RUSTFLAGS", "-D warnings");
    run(command)
}

/// Sets of `count` switches, so that for any two of them and any third there is a set with these two on and the third off: what two break together shows,
/// unless two others hide it. Each set begins with what none has had, and each further switch is set as most of the rest has it.
fn together(count: usize) -> Vec<Vec<bool>> {
    let mut rest: Vec<[(usize, bool); 3]> = Vec::new();
    for first in 0..count {
        for second in first + 1..count {
            let thirds = (0..count).filter(|third| ![first, second].contains(third));
            rest.extend(thirds.map(|third| [(first, true), (second, true), (third, false)]));
        }
    }
    let mut sets = Vec::new();
    while let Some(begin) = rest.first() {
        let mut set = vec![None; count];
        for (switch, is_on) in *begin {
            set[switch] = Some(is_on);
        }
        for switch in 0..count {
            if set[switch].is_none() {
                let [off, on] = [false, true].map(|is_on| {
                    set[switch] = Some(is_on);
                    let is_new = |wanted: &&[(usize, bool); 3]| {
                        wanted.iter().any(|(at, _)| *at == switch) && has(&set, wanted)
                    };
                    rest.iter().filter(is_new).count()
                });
                set[switch] = Some(on >= off);
            }
        }
        rest.retain(|wanted| !has(&set, wanted));
        sets.push(set.into_iter().flatten().collect());
    }
    sets
}

fn has(set: &[Option<bool>], wanted: &[(usize, bool); 3]) -> bool {
    wanted.iter().all(|(at, is_on)| set[*at] == Some(*is_on))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_two_are_together_without_any_third() {
        for count in [3, 7, 20] {
            let sets = together(count);
            for first in 0..count {
                for second in (0..count).filter(|second| *second != first) {
                    for third in (0..count).filter(|third| ![first, second].contains(third)) {
                        let is_found = |set: &Vec<bool>| set[first] && set[second] && !set[third];
                        assert!(
                            sets.iter().any(is_found),
                            "{count}: {first} {second} {third}"
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn far_fewer_sets_than_pairs_are_built() {
        assert!(together(20).len() <= 25, "{}", together(20).len());
    }
}
