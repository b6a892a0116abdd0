//! Why a document cannot be read.

#![cfg_attr(
    not(all(feature = "curl", feature = "postman")),
    allow(dead_code, reason = "each form of document has places of its kind")
)]

use std::fmt;

/// Why a document cannot be read at all. What can be read in part is no error: the description has a note of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentError {
    place: Place,
    message: String,
}

/// Where in the document it is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Place {
    Whole,
    /// Both count from 1, the column in characters.
    Line {
        line: usize,
        column: usize,
    },
    /// The names of the folders and of the item, then the key.
    Item(String),
}

impl DocumentError {
    pub(crate) fn whole(message: impl Into<String>) -> Self {
        Self::new(Place::Whole, message)
    }

    pub(crate) fn at(line: usize, column: usize, message: impl Into<String>) -> Self {
        Self::new(Place::Line { line, column }, message)
    }

    pub(crate) fn item(path: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(Place::Item(path.into()), message)
    }

    /// The place of a byte of the text.
    pub(crate) fn at_byte(text: &str, byte: usize, message: impl Into<String>) -> Self {
        let before = text.get(..byte).unwrap_or(text);
        let line = before.matches('\n').count() + 1;
        let start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Self::at(line, before[start..].chars().count() + 1, message)
    }

    fn new(place: Place, message: impl Into<String>) -> Self {
        Self {
            place,
            message: message.into(),
        }
    }

    /// Line and column, both from 1, where the mistake has them.
    #[must_use]
    pub fn line_and_column(&self) -> Option<(usize, usize)> {
        match self.place {
            Place::Line { line, column } => Some((line, column)),
            Place::Whole | Place::Item(_) => None,
        }
    }

    /// The item it is about, as `Links / Update / request.url`, where it is about one.
    #[must_use]
    pub fn path(&self) -> Option<&str> {
        match &self.place {
            Place::Item(path) => Some(path),
            Place::Whole | Place::Line { .. } => None,
        }
    }
}

impl fmt::Display for DocumentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place {
            Place::Whole => f.write_str(&self.message),
            Place::Line { line, column } => {
                write!(f, "line {line}, column {column}: {}", self.message)
            }
            Place::Item(path) => write!(f, "{path}: {}", self.message),
        }
    }
}

impl std::error::Error for DocumentError {}
