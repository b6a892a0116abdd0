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
    let complaints = complaints(&budgets, rows)?;
    if complaints.is_empty() {
        let count = budgets.budget.len();
        say(&format!("{count} figures are within their budgets"));
        Ok(())
    } else {
        Err(format!("over budget:\n{complaints}").into())
    }
}

/// One line for each figure that is over its budget, or is not there.
fn complaints(budgets: &Budgets, rows: &[Row]) -> Result<String, std::fmt::Error> {
    let mut complaints = String::new();
    for budget in &budgets.budget {
        let Budget {
            figure,
            of,
            beside,
            at_most,
        } = budget;
        let row = rows
            .iter()
            .find(|row| row.figure == *figure && row.of == of && row.beside == beside);
        let Some(row) = row else {
            writeln!(
                complaints,
                "{figure} of {of} beside {beside}: it has a budget, but was not measured"
            )?;
            continue;
        };
        // What cannot be compared is over budget too.
        if row.ratio.is_nan() || row.ratio > at_most * SPARE {
            writeln!(
                complaints,
                "{figure} of {of}: {} is {:.4} times {beside} ({}); the budget is {at_most:.4} times, {:.4} with 3 % to spare",
                row.value,
                row.ratio,
                row.baseline,
                at_most * SPARE
            )?;
        } else if row.ratio * SPARE < *at_most {
            say(&format!(
                "{figure} of {of}: {:.4} times {beside}, well under its budget of {at_most:.4}; `bench/run.sh bless` lowers it",
                row.ratio
            ));
        }
    }
    Ok(complaints)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_over_its_budget_is_named_with_both_values() {
        let row = |ours: f64| {
            Row::new(
                "allocations",
                ("callpoint", &[ours]),
                ("reqwest", &[100.0]),
                true,
            )
        };
        let budgets = |figure: &str| {
            let text = format!(
                "[[budget]]\nfigure = {figure:?}\nof = \"callpoint\"\nbeside = \"reqwest\"\nat_most = 1.1"
            );
            toml::from_str(&text).unwrap()
        };
        let of = |figure, ours| complaints(&budgets(figure), &[row(ours)]).unwrap();
        assert_eq!(of("allocations", 113.0), "");
        assert_eq!(
            of("allocations", 114.0),
            "allocations of callpoint: 114 is 1.1400 times reqwest (100); the budget is 1.1000 times, 1.1330 with 3 % to spare\n"
        );
        assert!(of("allocations", f64::NAN).contains("allocations"));
        assert_eq!(
            of("crates", 1.0),
            "crates of callpoint beside reqwest: it has a budget, but was not measured\n"
        );
    }
}
