//! What a comparison found.

use std::fmt;

use serde::Serialize;
use serde::ser::{SerializeStruct as _, Serializer};

use super::{Accepted, Comparer, Difference, DifferenceKind};
use crate::description::Description;

/// What a comparison found. `Display` writes it for people, and serde as JSON for programs.
///
/// No value of a secret is in it.
#[derive(Clone, PartialEq, Eq)]
pub struct Report {
    differences: Vec<Difference>,
    not_compared: Vec<String>,
    notes: Vec<String>,
    is_declared: bool,
}

impl Report {
    pub(super) fn new(comparer: Comparer<'_>, old: &Description, new: &Description) -> Self {
        let mut differences = comparer.differences;
        // The order of the documents, in which what breaks comes first.
        differences.sort_by_key(|difference| !difference.breaking);
        Self {
            differences,
            not_compared: comparer.not_compared.into_iter().collect(),
            notes: notes(old).chain(notes(new)).collect(),
            is_declared: comparer.is_declared,
        }
    }

    /// All differences; those that break a client come first.
    #[must_use]
    pub fn differences(&self) -> &[Difference] {
        &self.differences
    }

    /// Whether a difference breaks a client of the first description and is not accepted.
    #[must_use]
    pub fn is_breaking(&self) -> bool {
        self.breaking().next().is_some()
    }

    /// The differences that break a client of the first description, without those that are accepted.
    pub fn breaking(&self) -> impl Iterator<Item = &Difference> {
        let differences = self.differences.iter();
        differences.filter(|difference| difference.breaking && difference.reason.is_none())
    }

    /// What was not compared: the types that have no schema.
    #[must_use]
    pub fn not_compared(&self) -> &[String] {
        &self.not_compared
    }

    /// What the documents say and the description cannot represent, such as places that are invalid. All others were compared.
    #[must_use]
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// Accepts the differences of a list. The lines of the list that accept nothing become [notes](Self::notes).
    #[must_use]
    pub fn accept(mut self, accepted: &Accepted) -> Self {
        for line in accepted.mark(&mut self.differences) {
            self.notes.push(format!(
                "line {line} of the accepted differences accepts nothing"
            ));
        }
        self
    }

    /// The report as JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        // Texts and lists of them always have a form in JSON.
        serde_json::to_string_pretty(self).unwrap_or_default()
    }

    /// Commands that mark the differences in a run of GitHub Actions, at a file.
    #[must_use]
    pub fn to_annotations(&self, file: &str) -> String {
        let mut lines = Vec::new();
        for difference in &self.differences {
            let level = match (difference.breaking, &difference.reason) {
                (true, None) => "error",
                _ => "notice",
            };
            let (file, title) = (property(file), property(difference.kind.id()));
            let message = data(&format!("{difference} ({})", difference.place()));
            lines.push(format!("::{level} file={file},title={title}::{message}\n"));
        }
        for note in &self.notes {
            let file = property(file);
            lines.push(format!("::warning file={file}::{}\n", data(note)));
        }
        lines.concat()
    }
}

/// A message of a workflow command ends with its line.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

fn notes(description: &Description) -> impl Iterator<Item = String> + use<> {
    let mut notes = description.notes.clone();
    for operation in description.root.operations() {
        notes.extend(operation.notes.iter().cloned());
    }
    notes.into_iter()
}

/// How many operations that nothing declares are listed one by one.
const LISTED: usize = 5;

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let is_listed = |difference: &&Difference| {
            !self.is_declared || difference.kind != DifferenceKind::OperationAdded
        };
        for difference in self.differences.iter().filter(is_listed) {
            line(f, difference)?;
        }
        let undeclared: Vec<&Difference> =
            (self.differences.iter().filter(|it| !is_listed(it))).collect();
        for difference in undeclared.iter().take(LISTED) {
            line(f, difference)?;
        }
        if let Some(more) = undeclared
            .len()
            .checked_sub(LISTED)
            .filter(|more| *more > 0)
        {
            writeln!(f, "and {more} more operations that are not declared")?;
        }
        for note in &self.notes {
            writeln!(f, "note: {note}")?;
        }
        if !self.not_compared.is_empty() {
            let count = self.not_compared.len();
            writeln!(
                f,
                "not compared ({count}): {}",
                self.not_compared.join(", ")
            )?;
        }
        let breaking = self.breaking().count();
        let accepted = self.differences.iter().filter(|it| it.reason.is_some());
        let accepted = accepted.count();
        let others = self.differences.len() - breaking - accepted;
        write!(
            f,
            "{breaking} breaking, {others} other, {accepted} accepted"
        )
    }
}

fn line(f: &mut fmt::Formatter<'_>, difference: &Difference) -> fmt::Result {
    let level = match (&difference.reason, difference.breaking) {
        (Some(_), _) => "accepted",
        (None, true) => "breaking",
        (None, false) => "changed",
    };
    writeln!(f, "{level}: {difference}")?;
    write!(f, "    {}", difference.kind)?;
    match (&difference.old, &difference.new) {
        (Some(old), Some(new)) if old == new => write!(f, " at {new}")?,
        (Some(old), Some(new)) => write!(f, " at {old} and {new}")?,
        (Some(place), None) | (None, Some(place)) => write!(f, " at {place}")?,
        (None, None) => {}
    }
    if let Some(reason) = &difference.reason {
        write!(f, "; {reason}")?;
    }
    writeln!(f)
}

/// The text for people: a test that fails shows it.
impl fmt::Debug for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Report {}

impl Serialize for Report {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut report = serializer.serialize_struct("Report", 4)?;
        report.serialize_field("breaking", &self.is_breaking())?;
        report.serialize_field("differences", &self.differences)?;
        report.serialize_field("notCompared", &self.not_compared)?;
        report.serialize_field("notes", &self.notes)?;
        report.end()
    }
}

impl Serialize for Difference {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut difference = serializer.serialize_struct("Difference", 7)?;
        difference.serialize_field("kind", self.kind.id())?;
        difference.serialize_field("breaking", &self.breaking)?;
        difference.serialize_field("operation", &self.operation)?;
        difference.serialize_field("old", &self.old)?;
        difference.serialize_field("new", &self.new)?;
        difference.serialize_field("message", &self.message)?;
        difference.serialize_field("accepted", &self.reason)?;
        difference.end()
    }
}
