//! A client could not be built.

use std::fmt;

use crate::body::BoxError;

/// A setting with which no client can work: which one, and why. The value is never shown.
pub struct ConfigError {
    setting: &'static str,
    problem: &'static str,
    source: Option<BoxError>,
}

impl ConfigError {
    /// A setting and what is wrong with it.
    pub(crate) fn new(setting: &'static str, problem: &'static str) -> Self {
        Self {
            setting,
            problem,
            source: None,
        }
    }

    pub(crate) fn with_source(mut self, source: impl Into<BoxError>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// The setting, by the name of the builder's method.
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
