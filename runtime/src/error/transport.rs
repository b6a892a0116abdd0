//! No complete answer came.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::{Call, Status};
use crate::body::BoxError;
use crate::meta::EndpointMeta;

/// A call without a complete answer. What was received of it is kept.
pub struct TransportError {
    meta: &'static EndpointMeta,
    kind: TransportErrorKind,
    maybe_sent: bool,
    attempts: u32,
    head: Option<Box<(StatusCode, HeaderMap, Bytes)>>,
    source: Option<BoxError>,
}

/// What happened to the connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// No connection could be made: the name has no address, or nobody answers there.
    Connect,
    /// The connection could not be secured.
    Tls,
    /// A time limit passed.
    Timeout(TimeoutKind),
    /// The connection ended before the answer did.
    Interrupted,
    /// What came is not HTTP.
    InvalidMessage,
    /// The content to send could not be read: a file is gone, a stream broke off, or it is not as long as announced.
    Upload,
    /// The status line and the header fields are larger than the limit.
    HeadTooLarge,
    /// The body is larger than the limit, in bytes.
    TooLarge {
        /// The limit.
        limit: u64,
    },
    /// The server sent the request from one place to the next more often than the client follows.
    Redirects,
    /// Anything else; the source says what.
    Other,
}

/// Which time limit passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum TimeoutKind {
    /// The one for making a connection.
    Connect,
    /// The one for an attempt, from the first byte sent to the last byte received.
    Attempt,
    /// The one for the call as a whole.
    Call,
    /// The one for the pause between two pieces of a stream.
    Idle,
}

/// What happened, in a few words.
impl fmt::Display for TransportErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Connect => "no connection",
            Self::Tls => "the connection could not be secured",
            Self::Timeout(TimeoutKind::Connect) => "no connection within the connect timeout",
            Self::Timeout(TimeoutKind::Attempt) => "no complete answer within the attempt timeout",
            Self::Timeout(TimeoutKind::Call) => "no complete answer within the call timeout",
            Self::Timeout(TimeoutKind::Idle) => "nothing came within the idle timeout",
            Self::Interrupted => "the connection ended before the answer did",
            Self::InvalidMessage => "the answer is not valid HTTP",
            Self::HeadTooLarge => "the header fields are larger than the limit",
            Self::TooLarge { limit } => {
                return write!(f, "the body is larger than the limit of {limit} bytes");
            }
            Self::Redirects => "more redirects than are followed",
            Self::Upload => "the content to send could not be read",
            Self::Other => "the transport failed",
        })
    }
}

impl TransportError {
    pub(crate) fn new(
        meta: &'static EndpointMeta,
        kind: TransportErrorKind,
        maybe_sent: bool,
    ) -> Self {
        Self {
            meta,
            kind,
            maybe_sent,
            attempts: 1,
            head: None,
            source: None,
        }
    }

    /// The same error after so many attempts, of which any may have been sent.
    pub(crate) fn after(&mut self, attempts: u32, maybe_sent: bool) {
        self.attempts = attempts;
        self.maybe_sent = maybe_sent;
    }

    pub(crate) fn with_source(mut self, source: BoxError) -> Self {
        self.source = Some(source);
        self
    }

    pub(crate) fn with_received(
        mut self,
        status: StatusCode,
        headers: HeaderMap,
        body: Bytes,
    ) -> Self {
        self.head = Some(Box::new((status, headers, body)));
        self
    }

    /// The endpoint that was called.
    #[must_use]
    pub fn endpoint(&self) -> &'static EndpointMeta {
        self.meta
    }

    /// What happened.
    #[must_use]
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }

    /// Whether the server may have acted on the request.
    #[must_use]
    pub fn maybe_sent(&self) -> bool {
        self.maybe_sent
    }

    /// How many attempts were made: 0 where the time for the call was over before its credentials were there.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// The status code, where a head was received.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.received().map(|(status, ..)| status)
    }

    /// The header fields, where a head was received.
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.received().map(|(_, headers, _)| headers)
    }

    /// The body as far as it was received.
    #[must_use]
    pub fn body(&self) -> Option<&Bytes> {
        self.received().map(|(.., body)| body)
    }

    pub(super) fn received(&self) -> Option<(StatusCode, &HeaderMap, &Bytes)> {
        self.head
            .as_deref()
            .map(|(status, headers, body)| (*status, headers, body))
    }

    /// Whether such a fault passes by itself.
    pub(super) fn is_passing(&self) -> bool {
        matches!(
            self.kind,
            TransportErrorKind::Connect
                | TransportErrorKind::Timeout(_)
                | TransportErrorKind::Interrupted
        )
    }

    pub(super) fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", Call(self.meta))?;
        if let Some(status) = self.status() {
            write!(f, "{}, but ", Status(status))?;
        }
        self.kind.fmt(f)
    }
}

impl fmt::Debug for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Transport({self}")?;
        let mut source = self.source();
        while let Some(error) = source {
            write!(f, ": {error}")?;
            source = error.source();
        }
        f.write_str(")")
    }
}
