//! Servers.

/// A base URL, to which paths are appended.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Server {
    /// The URL, or a text with `{name}` or `{{name}}` for what varies.
    pub url: String,
    /// What it is for, in Markdown.
    pub doc: String,
    /// What varies in the URL.
    pub variables: Vec<ServerVariable>,
}

/// A variable of a server's URL.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ServerVariable {
    /// Its name.
    pub name: String,
    /// Its value by default.
    pub default: String,
    /// The allowed values; empty allows any.
    pub values: Vec<String>,
    /// What it is, in Markdown.
    pub doc: String,
}

impl Server {
    /// A server without variables.
    #[must_use]
    pub fn new(url: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            ..Self::default()
        }
    }
}
