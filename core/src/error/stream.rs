use std::convert::Infallible;
use std::fmt;

use super::{Error, TimeoutKind, TransportErrorKind};
use crate::body::BoxError;
use crate::codec::CodecError;
use crate::meta::EndpointMeta;

/// A stream that failed. All items before the error were yielded; none follow it.
pub struct StreamError {
    meta: &'static EndpointMeta,
    received: u64,
    cause: StreamCause,
}

#[doc(hidden)]
pub enum StreamCause {
    /// Nothing more was received.
    Transport(TransportErrorKind, Option<BoxError>),
    /// The item with this number does not match the declared type.
    Item(u64, CodecError),
    /// The response to a request that should have resumed the stream.
    Resumed(Box<Error<Infallible>>),
}

impl StreamError {
    #[doc(hidden)]
    #[must_use]
    pub const fn new(meta: &'static EndpointMeta, received: u64, cause: StreamCause) -> Self {
        Self {
            meta,
            received,
            cause,
        }
    }

    /// The endpoint that was called.
    #[must_use]
    pub fn endpoint(&self) -> &'static EndpointMeta {
        self.meta
    }

    /// How many bytes were received.
    #[must_use]
    pub fn received(&self) -> u64 {
        self.received
    }

    /// What went wrong in transport, when the stream was read or resumed. `None` if an item did not match the declared type, or if the request that should
    /// have resumed the stream got another response: that is the [`source`](std::error::Error::source).
    #[must_use]
    pub fn kind(&self) -> Option<TransportErrorKind> {
        match &self.cause {
            StreamCause::Transport(kind, _) => Some(*kind),
            StreamCause::Resumed(error) => match &**error {
                Error::Transport(error) => Some(error.kind()),
                _ => None,
            },
            StreamCause::Item(..) => None,
        }
    }

    /// Why an item does not match the declared type, and where.
    #[must_use]
    pub fn failure(&self) -> Option<&CodecError> {
        match &self.cause {
            StreamCause::Item(_, failure) => Some(failure),
            StreamCause::Transport(..) | StreamCause::Resumed(_) => None,
        }
    }

    /// Whether a time limit ended the stream.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        matches!(self.kind(), Some(TransportErrorKind::Timeout(_)))
    }
}

impl fmt::Display for StreamError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}: ", self.meta.method, self.meta.template)?;
        match &self.cause {
            StreamCause::Transport(TransportErrorKind::Timeout(TimeoutKind::Idle), _) => {
                f.write_str("no data within the idle timeout")
            }
            StreamCause::Transport(TransportErrorKind::BodyTooLarge { limit }, _) => {
                write!(
                    f,
                    "the stream, or an item of it, is longer than the limit of {limit} bytes"
                )
            }
            StreamCause::Transport(..) => f.write_str("the stream was interrupted"),
            StreamCause::Item(number, _) => {
                write!(f, "item {number} does not match the declared type")
            }
            StreamCause::Resumed(_) => {
                f.write_str("the stream was interrupted and could not be resumed")
            }
        }?;
        let unit = if self.received == 1 { "byte" } else { "bytes" };
        write!(f, ", after {} {unit}", self.received)
    }
}

impl fmt::Debug for StreamError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "StreamError({self})")
    }
}

impl std::error::Error for StreamError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.cause {
            StreamCause::Transport(_, source) => source.as_deref().map(|source| source as _),
            StreamCause::Item(_, failure) => Some(failure),
            StreamCause::Resumed(error) => Some(error),
        }
    }
}
