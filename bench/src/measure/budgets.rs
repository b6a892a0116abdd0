//! The maximum of each exact figure.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use serde::Deserialize;

use crate::cargo::{Outcome, repository};
use crate::table::{Row, say};

/// The tolerance above a budget, so that a new version of a dependency or compiler does not block everybody.
const TOLERANCE: f64 = 1.03;

#[derive(Deserialize)]
struct Budgets {
    budget: Vec<Budget>,
}

#[derive(Deserialize)]
struct Budget {
    figure: String,
    of: String,
    baseline: String,
    /// A multiple of the baseline.
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
            baseline,
            at_most,
        } = budget;
        let row = rows
            .iter()
            .find(|row| row.figure == *figure && row.of == of && row.baseline == baseline);
        let Some(row) = row else {
            writeln!(
                complaints,
                "{figure} of {of} compared with {baseline}: it has a budget, but was not measured"
            )?;
            continue;
        };
        // A figure that cannot be compared is over budget too.
        if row.ratio.is_nan() || row.ratio > at_most * TOLERANCE {
            writeln!(
                complaints,
                "{figure} of {of}: {} is {:.4} times {baseline} ({}); the budget is {at_most:.4} times, {:.4} with 3 % tolerance",
                row.value,
                row.ratio,
                row.baseline_value,
                at_most * TOLERANCE
            )?;
        } else if row.ratio * TOLERANCE < *at_most {
            say(&format!(
                "{figure} of {of}: {:.4} times {baseline}, well under its budget of {at_most:.4}; `bench/run.sh bless` lowers it",
                row.ratio
            ));
        }
    }
    Ok(complaints)
}

/// Writes the measured figures as the budgets.
pub(crate) fn write(rows: &[Row]) -> Outcome<()> {
    let mut text = String::from(
        "# The maximum of each figure, as a multiple of the equivalent hand-written code, measured in the same run.\n\
         # `bench/run.sh budgets` fails if a figure is more than 3 % above it; `bench/run.sh bless` regenerates this file: say why in the commit.\n",
    );
    for row in rows.iter().filter(|row| row.exact) {
        write!(
            text,
            "\n[[budget]]\nfigure = {:?}\nof = {:?}\nbaseline = {:?}\nat_most = {:.4}\n",
            row.figure, row.of, row.baseline, row.ratio
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
                "[[budget]]\nfigure = {figure:?}\nof = \"callpoint\"\nbaseline = \"reqwest\"\nat_most = 1.1"
            );
            toml::from_str(&text).unwrap()
        };
        let of = |figure, ours| complaints(&budgets(figure), &[row(ours)]).unwrap();
        assert_eq!(of("allocations", 113.0), "");
        assert_eq!(
            of("allocations", 114.0),
            "allocations of callpoint: 114 is 1.1400 times reqwest (100); the budget is 1.1000 times, 1.1330 with 3 % tolerance\n"
        );
        assert!(of("allocations", f64::NAN).contains("allocations"));
        assert_eq!(
            of("crates", 1.0),
            "crates of callpoint compared with reqwest: it has a budget, but was not measured\n"
        );
    }
}
