//! The error of a client that could not be built.

use std::fmt;

use crate::body::BoxError;

/// An invalid setting of a client: which one and why. Its text never contains the value.
pub struct ConfigError {
    setting: &'static str,
    problem: &'static str,
    source: Option<BoxError>,
}

impl ConfigError {
    /// An error for a setting, and what is wrong with it.
    #[doc(hidden)]
    #[must_use]
    pub fn new(setting: &'static str, problem: &'static str) -> Self {
        Self {
            setting,
            problem,
            source: None,
        }
    }

    #[doc(hidden)]
    #[must_use]
    pub fn with_source(mut self, source: impl Into<BoxError>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// The name of the builder's method.
    #[must_use]
    pub fn setting(&self) -> &'static str {
        self.setting
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.setting, self.problem)
    }
}

impl fmt::Debug for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ConfigError({self}")?;
        if let Some(source) = &self.source {
            write!(f, ": {source}")?;
        }
        f.write_str(")")
    }
}

impl std::error::Error for ConfigError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}
