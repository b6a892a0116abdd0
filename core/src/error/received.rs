//! The errors that hold a complete response.

use std::fmt;
use std::time::SystemTime;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::{Call, Status};
use crate::codec::CodecError;
use crate::meta::EndpointMeta;
use crate::reader::ResponseReader;

macro_rules! received {
    ([$($generics:tt)*] $error:ty, $body:ident) => {
        impl<$($generics)*> $error {
            /// The endpoint that was called.
            #[must_use]
            pub fn endpoint(&self) -> &'static EndpointMeta {
                self.response.meta()
            }

            /// The status code.
            #[must_use]
            pub fn status(&self) -> StatusCode {
                self.response.status()
            }

            /// The header fields.
            #[must_use]
            pub fn headers(&self) -> &HeaderMap {
                self.response.headers()
            }

            /// The body as received.
            #[must_use]
            pub fn $body(&self) -> &Bytes {
                self.response.body()
            }

            /// How many attempts were made: 1 without a retry.
            #[must_use]
            pub fn attempts(&self) -> u32 {
                self.response.attempts()
            }

            pub(super) fn arrived(&self) -> Option<SystemTime> {
                self.response.arrived()
            }

            pub(super) fn received(&self) -> (StatusCode, &HeaderMap, &Bytes) {
                (self.status(), self.headers(), self.response.body())
            }
        }
    };
}

/// A declared error response: its decoded body, with the status, the headers and the raw body.
pub struct ApiError<E> {
    /// The body, decoded as the type that is declared for the status.
    pub body: E,
    response: ResponseReader,
}

received!([E] ApiError<E>, raw_body);

impl<E> ApiError<E> {
    pub(crate) fn new(body: E, response: ResponseReader) -> Self {
        Self { body, response }
    }

    /// The message of the error, if its declaration names the field that holds it: `#[message(detail)]`. It is one line of at most 200 characters,
    /// control characters are escaped, and secrets of the request are redacted, if the call was made by a client.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.response.message()
    }

    /// Converts the body; status, headers and raw body stay as they are.
    #[must_use]
    pub fn map<F>(self, convert: impl FnOnce(E) -> F) -> ApiError<F> {
        ApiError {
            body: convert(self.body),
            response: self.response,
        }
    }
}

impl<E> fmt::Display for ApiError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", Call(self.endpoint()), Status(self.status()))?;
        self.message()
            .map_or(Ok(()), |message| write!(f, ": {message}"))
    }
}

/// Shows the name of the variant and the message that the declaration names, no other content: an error response may repeat the request.
impl<E: fmt::Display> fmt::Debug for ApiError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Api({self}: {})", self.body)
    }
}

/// A response whose status is not declared.
pub struct UnexpectedStatus {
    response: ResponseReader,
}

received!([] UnexpectedStatus, body);

impl UnexpectedStatus {
    pub(crate) fn new(response: ResponseReader) -> Self {
        Self { response }
    }
}

impl fmt::Display for UnexpectedStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: {}, a status that is not declared",
            Call(self.endpoint()),
            Status(self.status())
        )?;
        if self.headers().contains_key(http::header::LOCATION) && self.status().is_redirection() {
            // Even a client that follows redirects does not follow all of them.
            f.write_str("; the redirect is not followed")?;
            if let Some(reason) = self.response.unfollowed() {
                write!(f, ": {reason}")?;
            }
        }
        Ok(())
    }
}

impl fmt::Debug for UnexpectedStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Unexpected({self})")
    }
}

/// The status is declared, but its body does not match the declared type.
pub struct DecodeError {
    failure: CodecError,
    response: ResponseReader,
}

received!([] DecodeError, body);

impl DecodeError {
    pub(crate) fn new(failure: CodecError, response: ResponseReader) -> Self {
        Self { failure, response }
    }

    /// Where in the body the mismatch is, and what was expected there.
    #[must_use]
    pub fn failure(&self) -> &CodecError {
        &self.failure
    }

    /// The location in the body, such as `links[3].created`. `None` if the error concerns the whole body.
    #[must_use]
    pub fn path(&self) -> Option<&str> {
        self.failure.path()
    }

    /// The media type of the body, as the server named it.
    #[must_use]
    pub fn media_type(&self) -> Option<&str> {
        self.response.media_type()
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: {}, but the body does not match the declared type",
            Call(self.endpoint()),
            Status(self.status())
        )
    }
}

impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Decode({self}: {})", self.failure)
    }
}
