//! Why a document cannot be imported.

use std::fmt;

use callpoint_documents::DocumentError;

/// Why a document cannot be imported at all. What can be imported in part is no error: it has a `// note:` and a line in the summary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportError(Kind);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    Document(DocumentError),
    /// The place counts from 1, the column in characters.
    Other {
        place: Option<(usize, usize)>,
        message: String,
    },
}

impl ImportError {
    pub(crate) fn whole(message: impl Into<String>) -> Self {
        Self(Kind::Other {
            place: None,
            message: message.into(),
        })
    }

    pub(crate) fn at(line: usize, column: usize, message: impl Into<String>) -> Self {
        Self(Kind::Other {
            place: Some((line, column)),
            message: message.into(),
        })
    }

    /// Line and column, both from 1, where the mistake has them.
    #[must_use]
    pub fn line_and_column(&self) -> Option<(usize, usize)> {
        match &self.0 {
            Kind::Document(error) => error.line_and_column(),
            Kind::Other { place, .. } => *place,
        }
    }

    /// The item it is about, as `Links / Update / request.url`, where it is about one.
    #[must_use]
    pub fn path(&self) -> Option<&str> {
        match &self.0 {
            Kind::Document(error) => error.path(),
            Kind::Other { .. } => None,
        }
    }
}

impl From<DocumentError> for ImportError {
    fn from(error: DocumentError) -> Self {
        Self(Kind::Document(error))
    }
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Document(error) => error.fmt(f),
            Kind::Other {
                place: Some((line, column)),
                message,
            } => write!(f, "line {line}, column {column}: {message}"),
            Kind::Other {
                place: None,
                message,
            } => f.write_str(message),
        }
    }
}

impl std::error::Error for ImportError {}
