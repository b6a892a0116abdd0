//! The table: each figure beside its baseline of the same run.

use std::fmt;

/// Minimum, median and maximum of some runs.
#[derive(Clone, Copy)]
pub(crate) struct Spread {
    pub(crate) min: f64,
    pub(crate) median: f64,
    pub(crate) max: f64,
}

impl Spread {
    /// The spread of what was measured, which is at least one value.
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

/// One figure, of what it is, and the same figure of what it stands beside.
pub(crate) struct Row {
    pub(crate) figure: String,
    pub(crate) of: &'static str,
    pub(crate) value: Spread,
    pub(crate) beside: &'static str,
    pub(crate) baseline: Spread,
    /// How many times the baseline: the median of the runs, each with the baseline of its own round.
    pub(crate) ratio: f64,
    /// Whether it is the same in every run, so that it can have a budget.
    pub(crate) exact: bool,
}

impl Row {
    /// A row of runs that were made round by round.
    pub(crate) fn new(
        figure: impl Into<String>,
        (of, values): (&'static str, &[f64]),
        (beside, baselines): (&'static str, &[f64]),
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
            beside,
            baseline: Spread::of(baselines),
            ratio: Spread::of(&ratios).median,
            exact,
        }
    }
}

/// Prints the rows as one table of Markdown, one line for all that a figure stands beside.
pub(crate) fn print(rows: &[Row]) {
    say("| figure | of | min / median / max | times what it stands beside (min / median / max) |");
    say("|---|---|---|---|");
    for group in rows.chunk_by(|a, b| a.figure == b.figure && a.of == b.of) {
        let beside: Vec<_> = group
            .iter()
            .map(|row| format!("**{:.2}** {} ({})", row.ratio, row.beside, row.baseline))
            .collect();
        let (figure, of, value) = (&group[0].figure, group[0].of, group[0].value);
        say(&format!(
            "| {figure} | {of} | {value} | {} |",
            beside.join(", ")
        ));
    }
}

#[allow(
    clippy::print_stdout,
    reason = "the table is what the program is asked for"
)]
pub(crate) fn say(line: &str) {
    println!("{line}");
}

/// What is going on, for whoever waits.
#[allow(clippy::print_stderr, reason = "a run takes minutes")]
pub(crate) fn tell(line: &str) {
    eprintln!("{line}");
}
