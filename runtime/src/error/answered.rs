//! The errors that carry a complete answer.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::{Call, Status};
use crate::answer::Answer;
use crate::codec::DecodeFailure;
use crate::meta::EndpointMeta;

macro_rules! received {
    ([$($generics:tt)*] $error:ty) => {
        impl<$($generics)*> $error {
            /// The endpoint that was called.
            #[must_use]
            pub fn endpoint(&self) -> &'static EndpointMeta {
                self.answer.meta()
            }

            /// The status code.
            #[must_use]
            pub fn status(&self) -> StatusCode {
                self.answer.status()
            }

            /// The header fields.
            #[must_use]
            pub fn headers(&self) -> &HeaderMap {
                self.answer.headers()
            }

            /// The body as it came.
            #[must_use]
            pub fn body(&self) -> &Bytes {
                self.answer.body()
            }

            /// How many attempts it took: 1 unless it was tried again.
            #[must_use]
            pub fn attempts(&self) -> u32 {
                self.answer.attempts()
            }

            pub(super) fn received(&self) -> (StatusCode, &HeaderMap, &Bytes) {
                (self.status(), self.headers(), self.body())
            }
        }
    };
}

/// A refusal that the declaration knows: the type that it declares for the status, and everything that was received.
pub struct Refusal<E> {
    /// The declared type.
    pub error: E,
    answer: Answer,
}

received!([E] Refusal<E>);

impl<E> Refusal<E> {
    pub(crate) fn new(error: E, answer: Answer) -> Self {
        Self { error, answer }
    }
}

impl<E> fmt::Display for Refusal<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", Call(self.endpoint()), Status(self.status()))
    }
}

/// The variant by its name, not by its content: a refusal may repeat what was sent.
impl<E: fmt::Display> fmt::Debug for Refusal<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Api({self}: {})", self.error)
    }
}

/// A status that the declaration does not know.
pub struct Unexpected {
    answer: Answer,
}

received!([] Unexpected);

impl Unexpected {
    pub(crate) fn new(answer: Answer) -> Self {
        Self { answer }
    }
}

impl fmt::Display for Unexpected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: {}, a status that is not declared",
            Call(self.endpoint()),
            Status(self.status())
        )?;
        if self.headers().contains_key(http::header::LOCATION) && self.status().is_redirection() {
            // Not every redirect is, even by a client that follows some.
            f.write_str("; the redirect is not followed")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Unexpected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Unexpected({self})")
    }
}

/// A declared status whose body has another shape than the declared one.
pub struct DecodeError {
    failure: DecodeFailure,
    answer: Answer,
}

received!([] DecodeError);

impl DecodeError {
    pub(crate) fn new(failure: DecodeFailure, answer: Answer) -> Self {
        Self { failure, answer }
    }

    /// Where in the body it is, and what was expected there.
    #[must_use]
    pub fn failure(&self) -> &DecodeFailure {
        &self.failure
    }

    /// Where in the body it is: `links[3].created`. `None` where the body as a whole is meant.
    #[must_use]
    pub fn path(&self) -> Option<&str> {
        self.failure.path()
    }

    /// The media type that the server gave the body.
    #[must_use]
    pub fn media_type(&self) -> Option<&str> {
        self.answer.media_type()
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: {}, but the body is not what is declared for it",
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
