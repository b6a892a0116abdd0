//! What the exact figures may be at most.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use serde::Deserialize;

use crate::cargo::{Outcome, repository};
use crate::table::{Row, say};

/// How much more than its budget a figure may be, so that a new version of a dependency or compiler does not stop everybody.
const SPARE: f64 = 1.03;

#[derive(Deserialize)]
struct Budgets {
    budget: Vec<Budget>,
}

#[derive(Deserialize)]
struct Budget {
    figure: String,
    of: String,
    beside: String,
    /// How many times the baseline.
    at_most: f64,
}

fn file() -> Outcome<PathBuf> {
    Ok(repository()?.join("bench/budgets.toml"))
}

/// Compares a run with the budgets.
///
/// # Errors
/// A figure is over its budget, or a budget has no figure; the text names them all.
pub(crate) fn check(rows: &[Row]) -> Outcome<()> {
    let budgets: Budgets = toml::from_str(&fs::read_to_string(file()?)?)?;
    let mut complaints = String::new();
    for Budget {
        figure,
        of,
        beside,
        at_most,
    } in &budgets.budget
    {
        let row = rows
            .iter()
            .find(|row| row.figure == *figure && row.of == of && row.beside == beside);
        match row {
            None => writeln!(
                complaints,
                "{figure} of {of} beside {beside}: it has a budget, but was not measured"
            )?,
            Some(row) if row.ratio > at_most * SPARE => writeln!(
                complaints,
                "{figure} of {of}: {:.4} times {beside} ({} to {}); the budget is {at_most}, with 3 % to spare {:.4}",
                row.ratio,
                row.value,
                row.baseline,
                at_most * SPARE
            )?,
            Some(row) if row.ratio * SPARE < *at_most => say(&format!(
                "{figure} of {of}: {:.4} times {beside}, well under its budget {at_most}; `bench/run.sh bless` lowers it",
                row.ratio
            )),
            Some(_) => {}
        }
    }
    if complaints.is_empty() {
        say(&format!(
            "{} figures are within their budgets",
            budgets.budget.len()
        ));
        Ok(())
    } else {
        Err(format!("over budget:\n{complaints}").into())
    }
}

/// Makes what was measured the budget.
pub(crate) fn write(rows: &[Row]) -> Outcome<()> {
    let mut text = String::from(
        "# What a figure may be at most, as a multiple of the same written by hand, measured in the same run.\n\
         # `bench/run.sh budgets` fails where a figure is 3 % over; `bench/run.sh bless` writes this file anew: say why in the commit.\n",
    );
    for row in rows.iter().filter(|row| row.exact) {
        write!(
            text,
            "\n[[budget]]\nfigure = {:?}\nof = {:?}\nbeside = {:?}\nat_most = {:.4}\n",
            row.figure, row.of, row.beside, row.ratio
        )?;
    }
    Ok(fs::write(file()?, text)?)
}
