//! The error of a transport.

use std::error::Error as StdError;
use std::fmt;

use super::{TransportError, TransportErrorKind};
use crate::body::BoxError;
use crate::meta::EndpointMeta;

/// Why an attempt got no response.
#[derive(Debug)]
pub struct SendError {
    kind: TransportErrorKind,
    maybe_sent: bool,
    source: Option<BoxError>,
}

impl SendError {
    /// What happened, and whether the server may have received the request. If in doubt, pass `true`.
    #[must_use]
    pub const fn new(kind: TransportErrorKind, maybe_sent: bool) -> Self {
        Self {
            kind,
            maybe_sent,
            source: None,
        }
    }

    /// What happened.
    #[must_use]
    pub const fn kind(&self) -> TransportErrorKind {
        self.kind
    }

    /// Whether the server may have received the request.
    #[must_use]
    pub const fn maybe_sent(&self) -> bool {
        self.maybe_sent
    }

    /// Adds the cause. Its text must not contain the URL.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<BoxError>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// The error of a call of the endpoint.
    #[doc(hidden)]
    #[must_use]
    pub fn of(self, endpoint: &'static EndpointMeta) -> TransportError {
        let error = TransportError::new(endpoint, self.kind, self.maybe_sent);
        match self.source {
            Some(source) => error.with_source(source),
            None => error,
        }
    }
}

impl fmt::Display for SendError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.kind.fmt(f)
    }
}

impl StdError for SendError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}
