//! Values with a name.

use callpoint_core::meta::QueryForm;

use super::{Example, Schema};
use crate::value::Object;

/// A named value: in path, query, header, cookie or form. Its list in the [`Operation`](super::Operation) says where it is sent.
#[derive(Debug, Default, Clone, PartialEq)]
#[non_exhaustive]
#[expect(clippy::struct_excessive_bools, reason = "each is true by itself")]
pub struct Parameter {
    /// The name on the wire.
    pub name: String,
    /// How a value that is more than one value is written.
    pub style: Style,
    /// Whether each item and each entry is written by itself, where the style leaves it open: `simple`, `label`, `matrix`.
    pub explode: bool,
    /// Whether reserved characters are sent as they are, without percent-encoding.
    pub allow_reserved: bool,
    /// Whether the value can be empty.
    pub allow_empty: bool,
    /// Whether it must be sent.
    pub required: bool,
    /// Whether it is documented but not sent by default.
    pub disabled: bool,
    /// Whether it is always sent with the value of its example, which is already encoded.
    pub fixed: bool,
    /// Whether it should no longer be sent.
    pub deprecated: bool,
    /// Whether its value is a secret.
    pub secret: bool,
    /// What it means, in Markdown.
    pub doc: String,
    /// Example values, as text. Those of lists and objects can be JSON.
    pub examples: Vec<Example>,
    /// Its values.
    pub schema: Option<Box<Schema>>,
    /// The extensions of the document: `x-…`.
    pub extensions: Object,
}

/// How a value is written, with the name that `OpenAPI` has for it.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Style {
    /// The default of the location: `simple` in path and header, `form` with `explode` elsewhere, `a=1&a=2`.
    #[default]
    Default,
    /// What `OpenAPI` says by `form` without `explode`, `spaceDelimited`, `pipeDelimited` and `deepObject`, and what it has no word for.
    Query(QueryForm),
    /// `.a`: `label`.
    Label,
    /// `;name=a`: `matrix`.
    Matrix,
    /// `a/b`: several segments of the path.
    Segments,
    /// Encoded as this media type: `content`.
    Content(String),
}

impl Style {
    /// The name alone: `a`.
    pub const FLAG: Self = Self::Query(QueryForm::KeyAlone);

    /// What the query makes of a value.
    #[must_use]
    pub fn form(&self) -> QueryForm {
        match self {
            Self::Query(form) => *form,
            _ => QueryForm::Repeated { suffix: "" },
        }
    }
}

impl Parameter {
    /// A required parameter without an example.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            required: true,
            ..Self::default()
        }
    }

    /// Sets the example value.
    #[must_use]
    pub fn example(mut self, text: impl Into<String>) -> Self {
        self.examples = vec![Example::new(text)];
        self
    }

    /// The first example value.
    #[must_use]
    pub fn value(&self) -> Option<&str> {
        self.examples.first().map(|example| example.text.as_str())
    }
}
