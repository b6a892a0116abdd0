//! What can go wrong with a call, and what is known when it does.

mod answered;
mod build;
mod config;
mod transport;

use std::fmt;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

pub use self::answered::{DecodeError, Refusal, Unexpected};
pub use self::build::{BuildError, BuildErrorKind};
pub use self::config::ConfigError;
pub use self::transport::{TimeoutKind, TransportError, TransportErrorKind};
use crate::meta::EndpointMeta;

/// Why a call did not give its output.
///
/// `E` is the endpoint's own set of declared refusals. Every variant names the endpoint by method and template, never by the URL that
/// was called; no text of it holds a value of the request, a header value or a part of a body. Those are there by their accessors.
///
/// ```
/// # use callpoint::{Error, endpoint};
/// # #[endpoint(GET, "/links/<id>", 404 => Missing { code: String })]
/// # struct GetLink { id: String }
/// fn report(error: &Error<GetLinkError>) -> String {
///     match error {
///         Error::Api(refusal) => match &refusal.error {
///             GetLinkError::Missing(missing) => format!("no such link ({})", missing.code),
///         },
///         other if other.is_timeout() => "try again later".to_owned(),
///         other => other.to_string(),
///     }
/// }
/// ```
pub enum Error<E> {
    /// The request could not be made; nothing was sent.
    Build(Box<BuildError>),
    /// No complete answer came.
    Transport(Box<TransportError>),
    /// A declared refusal.
    Api(Box<Refusal<E>>),
    /// A status that is not declared.
    Unexpected(Box<Unexpected>),
    /// A declared status whose body has another shape.
    Decode(Box<DecodeError>),
}

// A variant is one pointer, whatever the refusal: a `Result` stays small.
const _: () = assert!(size_of::<Error<[u8; 512]>>() <= 2 * size_of::<usize>());

impl<E> Error<E> {
    /// The endpoint that was called.
    #[must_use]
    pub fn endpoint(&self) -> &'static EndpointMeta {
        match self {
            Self::Build(error) => error.endpoint(),
            Self::Transport(error) => error.endpoint(),
            Self::Api(refusal) => refusal.endpoint(),
            Self::Unexpected(error) => error.endpoint(),
            Self::Decode(error) => error.endpoint(),
        }
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

    fn received(&self) -> Option<(StatusCode, &HeaderMap, &Bytes)> {
        match self {
            Self::Build(_) => None,
            Self::Transport(error) => error.received(),
            Self::Api(refusal) => Some(refusal.received()),
            Self::Unexpected(error) => Some(error.received()),
            Self::Decode(error) => Some(error.received()),
        }
    }

    /// The server's own name for this call, where it gives one in `x-request-id` or `request-id`.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        let headers = self.headers()?;
        let value = headers
            .get("x-request-id")
            .or_else(|| headers.get("request-id"))?;
        value.to_str().ok()
    }

    /// How long the server asks to wait before the next attempt: `Retry-After`, in seconds or as a date (RFC 9110, section 10.2.3).
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        crate::retry::after(self.headers()?, SystemTime::now())
    }

    /// Whether a time limit ended the call; [`TransportError::kind`] says which.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        matches!(self, Self::Transport(error) if matches!(error.kind(), TransportErrorKind::Timeout(_)))
    }

    /// Whether the same call could succeed later and may be repeated: the fault is one that passes (no connection, 408, 425, 429, 500,
    /// 502, 503, 504), and a second request does no harm, because the endpoint is idempotent or the first was certainly not sent.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        let passes = match self {
            Self::Build(_) | Self::Decode(_) => false,
            Self::Transport(error) => error.is_passing(),
            Self::Api(_) | Self::Unexpected(_) => {
                matches!(
                    self.status().map(|status| status.as_u16()),
                    Some(408 | 425 | 429 | 500 | 502 | 503 | 504)
                )
            }
        };
        passes && (self.endpoint().idempotent || !self.maybe_sent())
    }

    /// Whether the server may have acted on the request: `false` only where it certainly was not sent.
    #[must_use]
    pub fn maybe_sent(&self) -> bool {
        match self {
            Self::Build(_) => false,
            Self::Transport(error) => error.maybe_sent(),
            Self::Api(_) | Self::Unexpected(_) | Self::Decode(_) => true,
        }
    }

    /// How many attempts were made: 0 where it did not come to one, as for [`Build`](Self::Build). A redirect that was followed, and the second request after credentials were renewed,
    /// belong to the attempt that they are part of.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        match self {
            Self::Build(_) => 0,
            Self::Transport(error) => error.attempts(),
            Self::Api(refusal) => refusal.attempts(),
            Self::Unexpected(error) => error.attempts(),
            Self::Decode(error) => error.attempts(),
        }
    }

    /// The declared refusal, where it is one.
    #[must_use]
    pub fn api(&self) -> Option<&E> {
        match self {
            Self::Api(refusal) => Some(&refusal.error),
            _ => None,
        }
    }

    /// The declared refusal by value, or the error back where it is none.
    ///
    /// # Errors
    /// The error itself, where it is no declared refusal.
    pub fn into_api(self) -> Result<E, Self> {
        match self {
            Self::Api(refusal) => Ok(refusal.error),
            other => Err(other),
        }
    }
}

impl<E> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Build(error) => error.fmt(f),
            Self::Transport(error) => error.fmt(f),
            Self::Api(refusal) => refusal.fmt(f),
            Self::Unexpected(error) => error.fmt(f),
            Self::Decode(error) => error.fmt(f),
        }
    }
}

impl<E: fmt::Display> fmt::Debug for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Build(error) => error.fmt(f),
            Self::Transport(error) => error.fmt(f),
            Self::Api(refusal) => refusal.fmt(f),
            Self::Unexpected(error) => error.fmt(f),
            Self::Decode(error) => error.fmt(f),
        }
    }
}

impl<E: std::error::Error + 'static> std::error::Error for Error<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Build(error) => error.source(),
            Self::Transport(error) => error.source(),
            Self::Api(refusal) => Some(&refusal.error),
            Self::Unexpected(_) => None,
            Self::Decode(error) => Some(error.failure()),
        }
    }
}

impl<E> From<BuildError> for Error<E> {
    fn from(error: BuildError) -> Self {
        Self::Build(Box::new(error))
    }
}

/// `PUT /api/links/<id>/`: how every message begins.
struct Call(&'static EndpointMeta);

impl fmt::Display for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.0.method, self.0.template)
    }
}

/// `404 Not Found`, or the number alone where it has no name.
struct Status(StatusCode);

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.as_u16())?;
        self.0
            .canonical_reason()
            .map_or(Ok(()), |reason| write!(f, " {reason}"))
    }
}
