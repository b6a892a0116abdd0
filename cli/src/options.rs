//! What an import can be told.

/// How to import.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Options {
    /// Whether the values of the document stand as `#[example("…")]` on fields and answers, so that the metadata has them. On by default.
    pub examples: bool,
    /// Literal values in the paths of curl commands that stand for a parameter, each with the parameter's name.
    pub params: Vec<(String, String)>,
    /// Whether each folder of a collection becomes a file of its own. Off by default: one file.
    pub split: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            examples: true,
            params: Vec::new(),
            split: false,
        }
    }
}

impl Options {
    /// Sets whether examples stand as attributes.
    #[must_use]
    pub fn examples(mut self, examples: bool) -> Self {
        self.examples = examples;
        self
    }

    /// Says that a literal value in the path of a curl command stands for a parameter.
    #[must_use]
    pub fn param(mut self, value: impl Into<String>, name: impl Into<String>) -> Self {
        self.params.push((value.into(), name.into()));
        self
    }

    /// Sets whether each folder of a collection becomes a file of its own.
    #[must_use]
    pub fn split(mut self, split: bool) -> Self {
        self.split = split;
        self
    }
}
