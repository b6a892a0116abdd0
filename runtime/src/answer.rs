//! What came back, before and while it is given a type.

use std::convert::Infallible;
use std::fmt;
use std::sync::{Mutex, PoisonError};

use bytes::Bytes;
use http::{HeaderMap, StatusCode, header};

use crate::codec::{Decode, DecodeFailure};
use crate::error::{DecodeError, Error, Refusal, Unexpected};
use crate::meta::EndpointMeta;
use crate::stream::Live;

/// A complete answer that has no type yet: status, headers and body, and the endpoint that it answers.
pub struct Answer {
    meta: &'static EndpointMeta,
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    /// The body of a streamed answer, until somebody reads it.
    live: Mutex<Option<Live>>,
    /// How many attempts it took.
    attempts: u32,
    /// The path that it came from, where redirects were followed.
    moved: Option<Box<str>>,
}

impl Answer {
    /// The answer of `meta`'s endpoint that a response is.
    #[must_use]
    pub fn new(meta: &'static EndpointMeta, response: http::Response<Bytes>) -> Self {
        let (head, body) = response.into_parts();
        Self {
            meta,
            status: head.status,
            headers: head.headers,
            body,
            live: Mutex::new(None),
            attempts: 1,
            moved: None,
        }
    }

    /// An answer whose body is still to come.
    pub(crate) fn streamed(
        meta: &'static EndpointMeta,
        status: StatusCode,
        headers: HeaderMap,
        live: Live,
    ) -> Self {
        Self {
            meta,
            status,
            headers,
            body: Bytes::new(),
            live: Mutex::new(Some(live)),
            attempts: 1,
            moved: None,
        }
    }

    /// The same answer after so many attempts.
    pub(crate) fn after(&mut self, attempts: u32) {
        self.attempts = attempts;
    }

    /// The same answer from another path than the one that was asked for.
    pub(crate) fn moved(&mut self, path: Box<str>) {
        self.moved = Some(path);
    }

    /// The path that it came from, where redirects were followed; once.
    pub(crate) fn take_moved(&mut self) -> Option<Box<str>> {
        self.moved.take()
    }

    /// How many attempts it took.
    pub(crate) const fn attempts(&self) -> u32 {
        self.attempts
    }

    /// The body that is still to come, once.
    pub(crate) fn take_live(&self) -> Option<Live> {
        self.live
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take()
    }

    /// The endpoint that was called.
    #[must_use]
    pub const fn meta(&self) -> &'static EndpointMeta {
        self.meta
    }

    /// The status code.
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        self.status
    }

    /// The status code as a number, for a `match`.
    #[must_use]
    pub fn code(&self) -> u16 {
        self.status.as_u16()
    }

    /// The header fields.
    #[must_use]
    pub const fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body as it came.
    #[must_use]
    pub const fn body(&self) -> &Bytes {
        &self.body
    }

    /// The media type of the body without its parameters, as the server names it (RFC 9110, section 8.3).
    #[must_use]
    pub fn media_type(&self) -> Option<&str> {
        let value = self.headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
        Some(value.split(';').next().unwrap_or(value).trim())
    }

    /// Reads the body as a `T` by the codec `C`.
    ///
    /// # Errors
    /// The body is no `T`.
    // One copy for all endpoints that share a type.
    #[inline(never)]
    pub fn decode<T, C: Decode<T>>(&self) -> Result<T, NotRead> {
        match C::decode(self) {
            Ok(value) => Ok(value),
            Err(failure) => Err(self.not_read(failure, C::MEDIA_TYPE)),
        }
    }

    /// One compiled copy for all types.
    #[cold]
    fn not_read(&self, failure: DecodeFailure, media_type: &'static str) -> NotRead {
        NotRead::Decode(Box::new(failure.checked(self, media_type)))
    }

    pub(crate) fn into_parts(self) -> (StatusCode, HeaderMap, Bytes) {
        (self.status, self.headers, self.body)
    }
}

/// Says what came, never what was in it.
impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer")
            .field("endpoint", &self.meta.name)
            .field("status", &self.status.as_u16())
            .field("body", &format_args!("{} bytes", self.body.len()))
            .finish_non_exhaustive()
    }
}

/// Why an answer has no declared type.
#[derive(Debug)]
#[non_exhaustive]
pub enum NotRead {
    /// The status is not declared.
    Undeclared,
    /// The status is declared, but the body has another shape.
    Decode(Box<DecodeFailure>),
}

/// What an answer is when it is no success: a declared refusal, or nothing that the declaration knows.
#[derive(Debug)]
pub enum Unread<E> {
    /// A declared refusal.
    Api(E),
    /// No declared type.
    Not(NotRead),
}

impl<E> Unread<E> {
    /// The status is not declared.
    #[must_use]
    pub const fn undeclared() -> Self {
        Self::Not(NotRead::Undeclared)
    }

    /// The error that a caller sees, with everything that was received. Not inlined, because it is the same code for all endpoints whose refusals are
    /// laid out alike.
    #[inline(never)]
    pub(crate) fn into_error(self, answer: Answer) -> Error<E> {
        match self {
            Self::Api(error) => Error::Api(Box::new(Refusal::new(error, answer))),
            Self::Not(not_read) => widen(not_read.into_error(answer)),
        }
    }
}

impl<E> From<NotRead> for Unread<E> {
    fn from(not_read: NotRead) -> Self {
        Self::Not(not_read)
    }
}

impl NotRead {
    pub(crate) fn into_error(self, answer: Answer) -> Error<Infallible> {
        match self {
            Self::Undeclared => Error::Unexpected(Box::new(Unexpected::new(answer))),
            Self::Decode(failure) => Error::Decode(Box::new(DecodeError::new(*failure, answer))),
        }
    }
}

/// Widens what cannot be a refusal to any kind of refusal.
pub(crate) fn widen<E>(error: Error<Infallible>) -> Error<E> {
    match error {
        Error::Build(error) => Error::Build(error),
        Error::Transport(error) => Error::Transport(error),
        Error::Api(refusal) => match refusal.error {},
        Error::Unexpected(error) => Error::Unexpected(error),
        Error::Decode(error) => Error::Decode(error),
    }
}
