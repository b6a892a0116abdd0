//! What can be called after a response.

/// An operation that takes values of a response.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Link {
    /// Its name in the document.
    pub name: String,
    /// The identifier of the operation, or the reference to it where it has none.
    pub operation: String,
    /// The parameters of the operation, each with its value: text, or a runtime expression as `$response.body#/id`.
    pub parameters: Vec<(String, String)>,
    /// The body of the request: text, or a runtime expression.
    pub body: Option<String>,
    /// What it is for, in Markdown.
    pub doc: String,
}
