//! The project's own checks. Without an argument it prints its commands.

mod api;
mod bless;
mod ci;
mod corpus;
mod cycles;
mod features;
mod guards;
mod lines;
mod metadata;
mod minimal;
mod rows;
mod run;
mod tree;
mod words;

use std::process::ExitCode;

use crate::run::Outcome;

const USAGE: &str = "\
cargo xtask ci [STEP…]      the steps that need only Rust and curl, cheapest first
cargo xtask guards [STEP…]  the steps that install tools and toolchains, or take minutes
cargo xtask bless WHAT…     regenerates expected output: snapshots, ui, export, import, faults, api, cycles
cargo xtask corpus [compile N | sample N] [FOLDER…]
                            imports public OpenAPI documents, and counts what is lost
cargo xtask corpus twins FOLDER
                            compares them with the Postman collections of the same APIs
cargo xtask pairs           every pair of features alone: what the step `sets` samples
cargo xtask cycles          the import cycles between files, including those of two
cargo xtask lines           the files that are too long
cargo xtask words           the words of the public API
cargo xtask list            the steps of `ci` and `guards`";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match command(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\n{error}");
            ExitCode::FAILURE
        }
    }
}

fn command(arguments: &[&str]) -> Outcome {
    match arguments {
        ["ci", steps @ ..] => run::steps(ci::STEPS, steps),
        ["guards", steps @ ..] => run::steps(guards::STEPS, steps),
        ["bless", what @ ..] if !what.is_empty() => bless::all(what),
        ["corpus", arguments @ ..] => corpus::command(arguments),
        ["pairs"] => features::pairs(),
        ["cycles"] => cycles::report(),
        ["lines"] => lines::guard(),
        ["words"] => words::guard(),
        ["list"] => {
            for (command, steps) in [("ci", ci::STEPS), ("guards", guards::STEPS)] {
                for step in steps {
                    println!("{command} {:<12} {}", step.name, step.what);
                }
            }
            Ok(())
        }
        [] => {
            println!("{USAGE}");
            Ok(())
        }
        _ => Err(format!("no such command\n{USAGE}").into()),
    }
}
