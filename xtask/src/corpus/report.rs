//! The figures of a corpus.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use super::Result;
use super::compare::CHOICE;
use crate::run::Outcome;

/// The share of operations that must be declared, in thousandths.
const DECLARED: usize = 995;

/// The share of operations of which attributes, shipped codecs and derives must say all, in thousandths.
const COMPLETE: usize = 990;

/// The fewest documents whose share says something of all.
const MANY: usize = 1000;

#[derive(Default)]
struct Figures {
    documents: usize,
    operations: usize,
    declared: usize,
    complete: usize,
}

#[derive(Default)]
pub(crate) struct Report {
    versions: BTreeMap<String, Figures>,
    total: Figures,
    /// What was lost, by kind: with a note, and without one.
    losses: BTreeMap<&'static str, (usize, usize)>,
    notes: BTreeMap<String, usize>,
    failures: Vec<String>,
    invented: usize,
    slowest: Option<(Duration, String)>,
    importing: Duration,
    took: Duration,
    lines: Vec<String>,
}

impl Report {
    pub(crate) fn new(results: &[Result], took: Duration) -> Self {
        let mut report = Self {
            took,
            ..Self::default()
        };
        for result in results {
            let (comparison, notes) = match &result.outcome {
                Ok(outcome) => outcome,
                Err(error) => {
                    report.failures.push(format!("{}: {error}", result.name));
                    continue;
                }
            };
            let of_version = report.versions.entry(result.version.clone()).or_default();
            for figures in [of_version, &mut report.total] {
                figures.documents += 1;
                figures.operations += comparison.operations;
                figures.declared += comparison.declared;
                figures.complete += comparison.complete;
            }
            for loss in &comparison.losses {
                let (said, silent) = report.losses.entry(loss.kind).or_default();
                *(if loss.is_noted { said } else { silent }) += 1;
                let note = if loss.is_noted { "noted" } else { "SILENT" };
                report.lines.push(format!(
                    "{note} {}: {} {}",
                    loss.kind, result.name, loss.what
                ));
            }
            for note in notes {
                *report.notes.entry(kind(note)).or_default() += 1;
            }
            report.invented += comparison.invented;
            report.importing += result.time;
            let slowest = report
                .slowest
                .as_ref()
                .is_none_or(|(time, _)| result.time > *time);
            if slowest {
                report.slowest = Some((result.time, result.name.clone()));
            }
        }
        report
    }

    /// Each loss on a line.
    pub(crate) fn losses(&self) -> String {
        self.lines.join("\n")
    }

    /// Fails where an import failed, something was lost without a note, or too little was declared.
    pub(crate) fn outcome(&self) -> Outcome {
        let silent: usize = self.losses.values().map(|(_, silent)| silent).sum();
        if !self.failures.is_empty() {
            return Err(format!("{} documents were not imported", self.failures.len()).into());
        }
        if silent > 0 {
            return Err(format!("{silent} things were lost without a note").into());
        }
        if self.total.declared * 1000 < self.total.operations * DECLARED {
            return Err(format!("fewer than {DECLARED} of 1000 operations were declared").into());
        }
        let is_short = self.total.complete * 1000 < self.total.operations * COMPLETE;
        if self.total.documents >= MANY && is_short {
            return Err(format!("fewer than {COMPLETE} of 1000 operations were complete").into());
        }
        Ok(())
    }
}

/// A note without its place and its names.
fn kind(note: &str) -> String {
    let text = note.split_once(": ").map_or(note, |(_, text)| text);
    let mut kind = String::new();
    let mut is_name = false;
    for part in text.split('`') {
        kind.push_str(if is_name { "…" } else { part });
        is_name = !is_name;
    }
    for listed in [", …", ", or …", " and …"] {
        while kind.contains(&format!("…{listed}")) {
            kind = kind.replace(&format!("…{listed}"), "…");
        }
    }
    let words = kind.split(' ').map(|word| {
        let is_varied = word.starts_with(|c: char| c.is_ascii_digit())
            || word.contains("://")
            || word.contains("#/");
        if is_varied { "…" } else { word }
    });
    words.collect::<Vec<_>>().join(" ")
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "| version | documents | operations | declared | complete |\n|---|---|---|---|---|"
        )?;
        let total = ("all".to_owned(), &self.total);
        let versions = self
            .versions
            .iter()
            .map(|(version, figures)| (version.clone(), figures));
        for (version, figures) in versions.chain([total]) {
            let Figures {
                documents,
                operations,
                declared,
                complete,
            } = figures;
            let share = |part: &usize| {
                let hundredths = (part * 10_000).checked_div(*operations).unwrap_or(10_000);
                format!("{part} ({}.{:02}%)", hundredths / 100, hundredths % 100)
            };
            writeln!(
                f,
                "| {version} | {documents} | {operations} | {} | {} |",
                share(declared),
                share(complete)
            )?;
        }
        writeln!(f, "\n| lost | with a note | without |\n|---|---|---|")?;
        for (kind, (noted, silent)) in &self.losses {
            let no_loss = if *kind == CHOICE { " (no loss)" } else { "" };
            writeln!(f, "| {kind}{no_loss} | {noted} | {silent} |")?;
        }
        writeln!(f, "\n| note | times |\n|---|---|")?;
        let mut notes: Vec<_> = self.notes.iter().collect();
        notes.sort_by_key(|(_, times)| std::cmp::Reverse(**times));
        for (note, times) in notes {
            writeln!(f, "| {note} | {times} |")?;
        }
        writeln!(f, "\n{} documents were not imported", self.failures.len())?;
        for failure in &self.failures {
            writeln!(f, "{failure}")?;
        }
        writeln!(f, "{} endpoints are of no operation", self.invented)?;
        write!(
            f,
            "{:.1} s, of which the imports took {:.1} s",
            self.took.as_secs_f64(),
            self.importing.as_secs_f64()
        )?;
        if let Some((time, name)) = &self.slowest {
            write!(f, "; the slowest {:.2} s: {name}", time.as_secs_f64())?;
        }
        writeln!(f)
    }
}
