//! Example values.

/// An example value.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Example {
    /// Its name; empty by default.
    pub name: String,
    /// The value as it is sent, before it is encoded for its location.
    pub text: String,
}

impl Example {
    /// An example without a name.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            name: String::new(),
            text: text.into(),
        }
    }
}
