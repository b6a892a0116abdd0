//! Regenerates expected output. Review what you bless.

use crate::run::{Outcome, cargo, run, words_of};
use crate::{api, cycles};

pub(crate) fn all(what: &[&str]) -> Outcome {
    what.iter().try_for_each(|what| one(what))
}

fn one(what: &str) -> Outcome {
    match what {
        "snapshots" => tests("callpoint-macros"),
        "ui" => {
            let mut command = cargo(&words_of("test -p callpoint-tests --test ui"));
            command.env("TRYBUILD", "overwrite");
            run(command)
        }
        "export" => tests("callpoint-tests --test export"),
        "faults" => tests("callpoint-tests --test faults"),
        "import" => tests("callpoint-cli --test import"),
        "api" => api::bless(),
        "cycles" => cycles::bless(),
        _ => Err(format!("no expected output is named `{what}`").into()),
    }
}

fn tests(which: &str) -> Outcome {
    let mut command = cargo(&words_of(&format!("test -p {which}")));
    command.env("BLESS", "1");
    run(command)
}
