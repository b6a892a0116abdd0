use std::fmt;

use crate::body::BoxError;
use crate::codec::DecodeFailure;
use crate::error::{TimeoutKind, TransportErrorKind};
use crate::meta::EndpointMeta;

/// A stream that ended before its end. What came before was handed over; nothing comes after.
pub struct StreamError {
    meta: &'static EndpointMeta,
    received: u64,
    cause: Cause,
}

pub(super) enum Cause {
    Transport(TransportErrorKind, Option<BoxError>),
    /// An item with another shape, by its number.
    Item(u64, DecodeFailure),
    /// An answer to the request that should have gone on.
    Resumed(Box<crate::error::Error<std::convert::Infallible>>),
}

impl StreamError {
    pub(super) fn new(meta: &'static EndpointMeta, received: u64, cause: Cause) -> Self {
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

    /// How many bytes came.
    #[must_use]
    pub fn received(&self) -> u64 {
        self.received
    }

    /// What happened to the connection; `None` where an item had another shape.
    #[must_use]
    pub fn kind(&self) -> Option<TransportErrorKind> {
        match &self.cause {
            Cause::Transport(kind, _) => Some(*kind),
            Cause::Item(..) | Cause::Resumed(_) => None,
        }
    }

    /// Where and why an item has another shape than the declared one.
    #[must_use]
    pub fn failure(&self) -> Option<&DecodeFailure> {
        match &self.cause {
            Cause::Item(_, failure) => Some(failure),
            Cause::Transport(..) | Cause::Resumed(_) => None,
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
            Cause::Transport(TransportErrorKind::Timeout(TimeoutKind::Idle), _) => {
                f.write_str("nothing came within the idle timeout")
            }
            Cause::Transport(TransportErrorKind::TooLarge { limit }, _) => {
                write!(
                    f,
                    "the stream, or an item of it, is longer than the limit of {limit} bytes"
                )
            }
            Cause::Transport(..) => f.write_str("the stream broke off"),
            Cause::Item(number, _) => write!(f, "item {number} is not what is declared"),
            Cause::Resumed(_) => f.write_str("the stream broke off and did not go on"),
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
            Cause::Transport(_, source) => source.as_deref().map(|source| source as _),
            Cause::Item(_, failure) => Some(failure),
            Cause::Resumed(error) => Some(error),
        }
    }
}
