//! Counts instructions with valgrind: the same in every run, where times are not.

use std::process::Command;

use crate::cargo::{Outcome, output};

/// The user-space instructions of a program from its start to its end.
pub(crate) fn instructions(words: &[String]) -> Outcome<f64> {
    let (program, args) = words.split_first().ok_or("no program")?;
    let log = std::env::temp_dir().join(format!("callpoint-bench-{}.log", std::process::id()));
    output(
        Command::new("valgrind")
            .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
            .arg(format!("--log-file={}", log.display()))
            .arg(program)
            .args(args),
    )?;
    let counted = collected(&std::fs::read_to_string(&log)?);
    std::fs::remove_file(&log)?;
    counted
}

/// What valgrind's log says.
pub(crate) fn collected(log: &str) -> Outcome<f64> {
    let line = log.lines().find_map(|line| line.split_once("Collected : "));
    let (_, number) = line.ok_or("valgrind has counted nothing")?;
    Ok(number.trim().parse()?)
}
