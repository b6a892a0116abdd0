//! The error of a call without a complete response.

use std::fmt;
use std::time::SystemTime;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::{Call, Status};
use crate::body::BoxError;
use crate::meta::EndpointMeta;

/// No complete response was received. It keeps what was received.
pub struct TransportError {
    meta: &'static EndpointMeta,
    kind: TransportErrorKind,
    maybe_sent: bool,
    attempts: u32,
    head: Option<Box<(StatusCode, HeaderMap, Bytes)>>,
    arrived: Option<SystemTime>,
    source: Option<BoxError>,
}

/// What went wrong in transport.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// No connection could be made: the name does not resolve, or the connection was refused.
    Connect,
    /// The TLS handshake failed.
    Tls,
    /// A time limit passed.
    Timeout(TimeoutKind),
    /// The connection closed before the response was complete.
    ConnectionClosed,
    /// The response is not valid HTTP.
    InvalidMessage,
    /// The request body could not be read: a file is gone, a stream failed, or its length is not the announced one.
    RequestBody,
    /// The status line and the header fields are larger than the limit.
    HeadersTooLarge,
    /// The response body is larger than the limit.
    BodyTooLarge {
        /// The limit in bytes.
        limit: u64,
    },
    /// There were more redirects than the client follows.
    TooManyRedirects,
    /// The credentials could not be fetched, and a later call may succeed: a token endpoint is overloaded, or there was no connection to it. The request
    /// itself was not sent; the source is an [`AuthError`](crate::auth::AuthError).
    Credentials,
    /// Any other failure; the source has the details.
    Other,
}

/// Which time limit was exceeded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum TimeoutKind {
    /// The limit for making a connection.
    Connect,
    /// The limit for an attempt, from its start, or from the last chunk of an upload, to the last byte received.
    Attempt,
    /// The limit for the whole call.
    Call,
    /// The limit for the time between two chunks of a stream.
    Idle,
}

impl TransportErrorKind {
    /// A stable name for logs and metrics, such as `connect` or `timeout.attempt`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Connect => "connect",
            Self::Tls => "tls",
            Self::Timeout(TimeoutKind::Connect) => "timeout.connect",
            Self::Timeout(TimeoutKind::Attempt) => "timeout.attempt",
            Self::Timeout(TimeoutKind::Call) => "timeout.call",
            Self::Timeout(TimeoutKind::Idle) => "timeout.idle",
            Self::ConnectionClosed => "connection_closed",
            Self::InvalidMessage => "invalid_message",
            Self::HeadersTooLarge => "headers_too_large",
            Self::BodyTooLarge { .. } => "body_too_large",
            Self::TooManyRedirects => "too_many_redirects",
            Self::Credentials => "credentials",
            Self::RequestBody => "request_body",
            Self::Other => "other",
        }
    }
}

/// A short description.
impl fmt::Display for TransportErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Connect => "no connection",
            Self::Tls => "the TLS handshake failed",
            Self::Timeout(TimeoutKind::Connect) => "no connection within the connect timeout",
            Self::Timeout(TimeoutKind::Attempt) => {
                "no complete response within the attempt timeout"
            }
            Self::Timeout(TimeoutKind::Call) => "no complete response within the call timeout",
            Self::Timeout(TimeoutKind::Idle) => "no data within the idle timeout",
            Self::ConnectionClosed => "the connection closed before the response was complete",
            Self::InvalidMessage => "the response is not valid HTTP",
            Self::HeadersTooLarge => "the header fields are larger than the limit",
            Self::BodyTooLarge { limit } => {
                return write!(f, "the body is larger than the limit of {limit} bytes");
            }
            Self::TooManyRedirects => "more redirects than the client follows",
            Self::Credentials => "the credentials could not be fetched",
            Self::RequestBody => "the request body could not be read",
            Self::Other => "the transport failed",
        })
    }
}

impl TransportError {
    #[doc(hidden)]
    #[must_use]
    pub fn new(meta: &'static EndpointMeta, kind: TransportErrorKind, maybe_sent: bool) -> Self {
        Self {
            meta,
            kind,
            maybe_sent,
            attempts: 1,
            head: None,
            arrived: None,
            source: None,
        }
    }

    /// The same error after `attempts` attempts, any of which may have been sent.
    #[doc(hidden)]
    pub fn after(&mut self, attempts: u32, maybe_sent: bool) {
        self.attempts = attempts;
        self.maybe_sent = maybe_sent;
    }

    #[doc(hidden)]
    #[must_use]
    pub fn with_source(mut self, source: BoxError) -> Self {
        self.source = Some(source);
        self
    }

    #[doc(hidden)]
    #[must_use]
    pub fn with_received(mut self, status: StatusCode, headers: HeaderMap, body: Bytes) -> Self {
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

    /// Whether the server may have acted on the request: `false` only if it was certainly not sent, in any attempt.
    #[must_use]
    pub fn maybe_sent(&self) -> bool {
        self.maybe_sent
    }

    /// How many attempts were made. 0 if its credentials could not be fetched, or not in time.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// The status code, if a response head was received.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.received().map(|(status, ..)| status)
    }

    /// The header fields, if a response head was received.
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.received().map(|(_, headers, _)| headers)
    }

    /// The body, as far as it was received.
    #[must_use]
    pub fn body(&self) -> Option<&Bytes> {
        self.received().map(|(.., body)| body)
    }

    /// Notes when the head came: the core reads no clock.
    #[doc(hidden)]
    pub fn arrived_at(&mut self, time: SystemTime) {
        self.arrived = Some(time);
    }

    pub(super) const fn arrived(&self) -> Option<SystemTime> {
        self.arrived
    }

    pub(super) fn received(&self) -> Option<(StatusCode, &HeaderMap, &Bytes)> {
        self.head
            .as_deref()
            .map(|(status, headers, body)| (*status, headers, body))
    }

    /// Whether such a failure is transient.
    pub(super) fn is_transient(&self) -> bool {
        matches!(
            self.kind,
            TransportErrorKind::Connect
                | TransportErrorKind::Timeout(_)
                | TransportErrorKind::ConnectionClosed
                | TransportErrorKind::Credentials
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
        let limit = match self.kind {
            TransportErrorKind::Timeout(TimeoutKind::Attempt) if !self.maybe_sent => "attempt",
            TransportErrorKind::Timeout(TimeoutKind::Call) if !self.maybe_sent => "call",
            kind => return kind.fmt(f),
        };
        // It waited for a connection, for one of the requests in flight to end, or for credentials.
        write!(
            f,
            "the request could not be sent within the {limit} timeout"
        )
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
