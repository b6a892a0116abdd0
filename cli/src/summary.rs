//! What was imported, in a few lines.

use std::fmt;

/// What an import did.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Summary {
    /// How many endpoints were declared.
    pub endpoints: usize,
    /// How many types their bodies have.
    pub types: usize,
    /// How many operations the options left out.
    pub left_out: usize,
    /// What could not be declared, each with its place in the document. Each is also a `// note:` in the module.
    pub notes: Vec<String>,
    /// How many values of secret headers were not copied.
    pub hidden_values: usize,
    /// What an update changed and what it kept.
    pub update: Vec<String>,
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = |number: usize, one: &str, many: &str| {
            format!("{number} {}", if number == 1 { one } else { many })
        };
        writeln!(
            f,
            "{}, {}, {}",
            count(self.endpoints, "endpoint", "endpoints"),
            count(self.types, "type", "types"),
            count(self.notes.len(), "note", "notes")
        )?;
        if self.left_out > 0 {
            let operations = count(self.left_out, "operation", "operations");
            writeln!(f, "{operations} left out")?;
        }
        for note in &self.notes {
            writeln!(f, "note: {note}")?;
        }
        if self.hidden_values > 0 {
            let values = count(
                self.hidden_values,
                "value of a secret header was",
                "values of secret headers were",
            );
            writeln!(f, "{values} not copied")?;
        }
        for line in &self.update {
            writeln!(f, "{line}")?;
        }
        Ok(())
    }
}
