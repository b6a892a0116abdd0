//! The table: each figure with its baseline of the same run.

use std::fmt;

/// Minimum, median and maximum of some runs.
#[derive(Clone, Copy)]
pub(crate) struct Spread {
    pub(crate) min: f64,
    pub(crate) median: f64,
    pub(crate) max: f64,
}

impl Spread {
    /// The spread of at least one value.
    pub(crate) fn of(values: &[f64]) -> Self {
        let mut sorted = values.to_vec();
        sorted.sort_by(f64::total_cmp);
        let at = |index: usize| sorted.get(index).copied().unwrap_or(f64::NAN);
        Self {
            min: at(0),
            median: at(sorted.len() / 2),
            max: at(sorted.len().saturating_sub(1)),
        }
    }
}

/// `1,234` or `1.23`; one number where all three are the same.
impl fmt::Display for Spread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = [self.min, self.median, self.max].map(number);
        if shown.iter().all(|number| *number == shown[0]) {
            f.write_str(&shown[0])
        } else {
            f.write_str(&shown.join(" / "))
        }
    }
}

fn number(value: f64) -> String {
    if value.abs() < 100.0 && value.fract().abs() > 1e-9 {
        return format!("{value:.2}");
    }
    let digits = format!("{:.0}", value.abs());
    let mut shown = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    if value < 0.0 {
        shown.insert(0, '-');
    }
    shown
}

/// One figure, and the same figure of its baseline.
pub(crate) struct Row {
    pub(crate) figure: String,
    pub(crate) of: &'static str,
    pub(crate) value: Spread,
    pub(crate) baseline: &'static str,
    pub(crate) baseline_value: Spread,
    /// The multiple of the baseline: the median of the runs, each with the baseline of its own round.
    pub(crate) ratio: f64,
    /// Whether it is the same in every run, so that it can have a budget.
    pub(crate) exact: bool,
}

impl Row {
    /// A row of runs that were made round by round.
    pub(crate) fn new(
        figure: impl Into<String>,
        (of, values): (&'static str, &[f64]),
        (baseline, baselines): (&'static str, &[f64]),
        exact: bool,
    ) -> Self {
        let ratios: Vec<_> = values
            .iter()
            .zip(baselines)
            .map(|(value, baseline)| value / baseline)
            .collect();
        Self {
            figure: figure.into(),
            of,
            value: Spread::of(values),
            baseline,
            baseline_value: Spread::of(baselines),
            ratio: Spread::of(&ratios).median,
            exact,
        }
    }
}

/// Prints the rows as one Markdown table, with one line for all baselines of a figure.
pub(crate) fn print(rows: &[Row]) {
    say("| figure | of | min / median / max | times the baseline (min / median / max) |");
    say("|---|---|---|---|");
    for group in rows.chunk_by(|a, b| a.figure == b.figure && a.of == b.of) {
        let baselines: Vec<_> = group
            .iter()
            .map(|row| {
                format!(
                    "**{:.2}** {} ({})",
                    row.ratio, row.baseline, row.baseline_value
                )
            })
            .collect();
        let (figure, of, value) = (&group[0].figure, group[0].of, group[0].value);
        say(&format!(
            "| {figure} | {of} | {value} | {} |",
            baselines.join(", ")
        ));
    }
}

#[allow(clippy::print_stdout, reason = "the table is the program's output")]
pub(crate) fn say(line: &str) {
    println!("{line}");
}

/// Reports progress.
#[allow(clippy::print_stderr, reason = "a run takes minutes")]
pub(crate) fn tell(line: &str) {
    eprintln!("{line}");
}
