//! The errors of a call, and what each of them knows.

mod build;
mod config;
mod page;
mod received;
mod send;
mod stream;
mod transport;

use std::convert::Infallible;
use std::fmt;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

pub use self::build::{BuildError, BuildErrorKind};
pub use self::config::ConfigError;
pub use self::page::{PageCause, PageError};
pub use self::received::{ApiError, DecodeError, UnexpectedStatus};
pub use self::send::SendError;
pub use self::stream::{StreamCause, StreamError};
pub use self::transport::{TimeoutKind, TransportError, TransportErrorKind};
use crate::meta::EndpointMeta;

/// Why a call did not return its output.
///
/// `E` is the endpoint's set of declared error responses. Every error names the endpoint by method and template, never by URL. Its `Display`
/// and `Debug` texts contain no value from the request, no header value and no part of a body, but for the [`message`](Self::message) of a declared
/// error response; use the accessors for those.
///
/// ```
/// # use callpoint::{Error, endpoint};
/// # #[endpoint(GET, "/links/<id>", 404 => Missing { code: String })]
/// # struct GetLink { id: String }
/// fn report(error: &Error<GetLinkError>) -> String {
///     match error {
///         Error::Api(error) => match &error.body {
///             GetLinkError::Missing(missing) => format!("no such link ({})", missing.code),
///         },
///         other if other.is_timeout() => "please retry later".to_owned(),
///         other => other.to_string(),
///     }
/// }
/// ```
pub enum Error<E> {
    /// The request could not be built; nothing was sent.
    Build(Box<BuildError>),
    /// No complete response was received.
    Transport(Box<TransportError>),
    /// A declared error response.
    Api(Box<ApiError<E>>),
    /// The status is not declared.
    Unexpected(Box<UnexpectedStatus>),
    /// The status is declared, but its body does not match the declared type.
    Decode(Box<DecodeError>),
}

// Each variant is one pointer, whatever the error type: a `Result` stays small.
const _: () = assert!(size_of::<Error<[u8; 512]>>() <= 2 * size_of::<usize>());

impl<E> Error<E> {
    /// The endpoint that was called.
    #[must_use]
    pub fn endpoint(&self) -> &'static EndpointMeta {
        match self {
            Self::Build(error) => error.endpoint(),
            Self::Transport(error) => error.endpoint(),
            Self::Api(error) => error.endpoint(),
            Self::Unexpected(error) => error.endpoint(),
            Self::Decode(error) => error.endpoint(),
        }
    }

    /// The status code, if a response head was received.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.received().map(|(status, ..)| status)
    }

    /// Whether a response with this status was received, whatever its body was.
    ///
    /// ```
    /// # use callpoint::Error;
    /// # fn skip<E>(error: &Error<E>) -> bool {
    /// error.is_status(404)
    /// # }
    /// ```
    #[must_use]
    pub fn is_status(&self, status: u16) -> bool {
        self.status().is_some_and(|received| received == status)
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

    fn received(&self) -> Option<(StatusCode, &HeaderMap, &Bytes)> {
        match self {
            Self::Build(_) => None,
            Self::Transport(error) => error.received(),
            Self::Api(error) => Some(error.received()),
            Self::Unexpected(error) => Some(error.received()),
            Self::Decode(error) => Some(error.received()),
        }
    }

    /// The server's id for this call: the value of `x-request-id` or `request-id`, if there is one.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        let headers = self.headers()?;
        let value = headers
            .get("x-request-id")
            .or_else(|| headers.get("request-id"))?;
        value.to_str().ok()
    }

    /// How long the server asks to wait before a retry: `Retry-After`, in seconds or as a date (RFC 9110, section 10.2.3). A date counts from when the client
    /// received the response, or, with [`Endpoint::from_http`](crate::Endpoint::from_http), from the response's own `Date`.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        crate::retry_after::after(self.headers()?, self.arrived())
    }

    /// When the response came, where the client has noted it.
    fn arrived(&self) -> Option<SystemTime> {
        match self {
            Self::Build(_) => None,
            Self::Transport(error) => error.arrived(),
            Self::Api(error) => error.arrived(),
            Self::Unexpected(error) => error.arrived(),
            Self::Decode(error) => error.arrived(),
        }
    }

    /// Whether a time limit ended the call; [`TransportError::kind`] says which.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        matches!(self, Self::Transport(error) if matches!(error.kind(), TransportErrorKind::Timeout(_)))
    }

    /// Whether a retry could succeed and is safe. The failure is transient (no connection, a closed connection, a timeout, or the status 408, 425, 429,
    /// 500, 502, 503 or 504), and either the endpoint is idempotent or the request was certainly not sent.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        let is_transient = match self {
            Self::Build(_) | Self::Decode(_) => false,
            Self::Transport(error) => error.is_transient(),
            Self::Api(_) | Self::Unexpected(_) => {
                matches!(
                    self.status().map(|status| status.as_u16()),
                    Some(408 | 425 | 429 | 500 | 502 | 503 | 504)
                )
            }
        };
        is_transient && (self.endpoint().idempotent || !self.maybe_sent())
    }

    /// Whether the server may have acted on the request: `false` only if it was certainly not sent.
    #[must_use]
    pub fn maybe_sent(&self) -> bool {
        match self {
            Self::Build(_) => false,
            Self::Transport(error) => error.maybe_sent(),
            Self::Api(_) | Self::Unexpected(_) | Self::Decode(_) => true,
        }
    }

    /// How many attempts were made. 0 if the call ended before the first, as with [`Build`](Self::Build). A followed redirect, and the second request
    /// after the credentials were refreshed, belong to the same attempt.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        match self {
            Self::Build(_) => 0,
            Self::Transport(error) => error.attempts(),
            Self::Api(error) => error.attempts(),
            Self::Unexpected(error) => error.attempts(),
            Self::Decode(error) => error.attempts(),
        }
    }

    /// The body of the declared error response, if it is one.
    #[must_use]
    pub fn api(&self) -> Option<&E> {
        match self {
            Self::Api(error) => Some(&error.body),
            _ => None,
        }
    }

    /// The message of a declared error response, if its declaration names the field that holds it; `Display` shows it.
    ///
    /// It is one line of at most 200 characters: control characters are escaped, and so are those that change the direction of text. Secrets of the
    /// request are redacted where a client made the call; [`Endpoint::from_http`](crate::Endpoint::from_http) does not know the request.
    ///
    /// ```
    /// # use callpoint::{Bytes, Endpoint, endpoint};
    /// #[endpoint(GET, "/links/<id>",
    ///     #[message(detail)]
    ///     404 => Missing { code: String, detail: String },
    /// )]
    /// struct GetLink { id: String }
    ///
    /// let body = Bytes::from(r#"{"code": "x1", "detail": "no such link"}"#);
    /// let mut response = http::Response::new(body);
    /// *response.status_mut() = http::StatusCode::NOT_FOUND;
    /// let error = GetLink::from_http(response).unwrap_err();
    /// assert_eq!(error.message(), Some("no such link"));
    /// assert_eq!(error.to_string(), "GET /links/<id>: 404 Not Found: no such link");
    /// # let _ = GetLink::new("7");
    /// ```
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        match self {
            Self::Api(error) => error.message(),
            _ => None,
        }
    }

    /// The body of the declared error response by value.
    ///
    /// # Errors
    /// The error itself, if it is not a declared error response.
    pub fn into_api(self) -> Result<E, Self> {
        match self {
            Self::Api(error) => Ok(error.body),
            other => Err(other),
        }
    }
}

impl<E> Error<E> {
    /// Converts the body of a declared error response; every other error stays as it is.
    ///
    /// ```
    /// # use callpoint::Error;
    /// # struct GetLinkError;
    /// # enum AppError { Link(GetLinkError) }
    /// # fn convert(error: Error<GetLinkError>) -> Error<AppError> {
    /// error.map_api(AppError::Link)
    /// # }
    /// ```
    #[must_use]
    pub fn map_api<F>(self, convert: impl FnOnce(E) -> F) -> Error<F> {
        match self {
            Self::Build(error) => Error::Build(error),
            Self::Transport(error) => Error::Transport(error),
            Self::Api(error) => Error::Api(Box::new(error.map(convert))),
            Self::Unexpected(error) => Error::Unexpected(error),
            Self::Decode(error) => Error::Decode(error),
        }
    }
}

impl Error<Infallible> {
    /// Converts the error of an endpoint without declared error responses to any error type, so that `?` works where another endpoint is called too.
    #[must_use]
    pub fn widen<E>(self) -> Error<E> {
        match self {
            Self::Build(error) => Error::Build(error),
            Self::Transport(error) => Error::Transport(error),
            Self::Api(error) => match error.body {},
            Self::Unexpected(error) => Error::Unexpected(error),
            Self::Decode(error) => Error::Decode(error),
        }
    }
}

impl<E> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Build(error) => error.fmt(f),
            Self::Transport(error) => error.fmt(f),
            Self::Api(error) => error.fmt(f),
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
            Self::Api(error) => error.fmt(f),
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
            Self::Api(error) => Some(&error.body),
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

/// `PUT /api/links/<id>/`: the start of every message.
struct Call(&'static EndpointMeta);

impl fmt::Display for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.0.method, self.0.template)
    }
}

/// `404 Not Found`, or the number alone if the status has no standard reason phrase.
struct Status(StatusCode);

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.as_u16())?;
        self.0
            .canonical_reason()
            .map_or(Ok(()), |reason| write!(f, " {reason}"))
    }
}
