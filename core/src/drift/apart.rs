//! An error of a format under another type.

use std::fmt::{self, Display};

use serde::de::{Error, Expected, Unexpected};

/// What a derived type makes of a name depends on the error alone: with the format's own it would be compiled once for this and for a client without a sink,
/// out of line, and cost that client a call for each field.
pub(super) struct Apart<E>(E);

impl<E> Apart<E> {
    /// The error itself.
    pub(super) fn joined<T>(result: Result<T, Self>) -> Result<T, E> {
        match result {
            Ok(value) => Ok(value),
            Err(Self(error)) => Err(error),
        }
    }
}

impl<E: fmt::Debug> fmt::Debug for Apart<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<E: Display> Display for Apart<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<E: std::error::Error> std::error::Error for Apart<E> {}

impl<E: Error> Error for Apart<E> {
    fn custom<T: Display>(message: T) -> Self {
        Self(E::custom(message))
    }

    fn invalid_type(got: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self(E::invalid_type(got, expected))
    }

    fn invalid_value(got: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self(E::invalid_value(got, expected))
    }

    fn unknown_variant(variant: &str, expected: &'static [&'static str]) -> Self {
        Self(E::unknown_variant(variant, expected))
    }

    fn unknown_field(field: &str, expected: &'static [&'static str]) -> Self {
        Self(E::unknown_field(field, expected))
    }
}
