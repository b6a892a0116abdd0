//! An answer beside its type.

use std::fmt;
use std::ops::Deref;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;

use crate::answer::Answer;
use crate::codec::{DecodeFailure, Json};

/// A typed answer with the status and the headers beside it: what [`Client::call_full`](crate::Client::call_full) gives.
///
/// It derefs to the value.
pub struct Response<T> {
    status: StatusCode,
    headers: HeaderMap,
    attempts: u32,
    moved: Option<Box<str>>,
    value: T,
}

impl<T> Response<T> {
    pub(crate) fn new(value: T, mut answer: Answer) -> Self {
        let attempts = answer.attempts();
        let moved = answer.take_moved();
        let (status, headers, _) = answer.into_parts();
        Self {
            status,
            headers,
            attempts,
            moved,
            value,
        }
    }

    /// The path that it came from, where redirects were followed.
    pub(crate) fn moved(&self) -> Option<&str> {
        self.moved.as_deref()
    }

    /// The status code.
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        self.status
    }

    /// The header fields.
    #[must_use]
    pub const fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// How many attempts it took: 1 unless it was tried again; see [`RetryPolicy`](crate::RetryPolicy).
    #[must_use]
    pub const fn attempts(&self) -> u32 {
        self.attempts
    }

    /// Status, headers and value.
    #[must_use]
    pub fn into_parts(self) -> (StatusCode, HeaderMap, T) {
        (self.status, self.headers, self.value)
    }

    /// The value alone.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.value
    }
}

impl<T> Deref for Response<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// Header values stay out of it: they may be cookies or tokens.
impl<T: fmt::Debug> fmt::Debug for Response<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("status", &self.status.as_u16())
            .field("value", &self.value)
            .finish_non_exhaustive()
    }
}

/// An answer as it came: the output of an endpoint that declares no success.
#[derive(Clone)]
pub struct RawResponse {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

impl RawResponse {
    pub(crate) fn new(answer: &Answer) -> Self {
        Self {
            status: answer.status(),
            headers: answer.headers().clone(),
            body: answer.body().clone(),
        }
    }

    /// The status code.
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        self.status
    }

    /// The header fields.
    #[must_use]
    pub const fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body.
    #[must_use]
    pub const fn body(&self) -> &Bytes {
        &self.body
    }

    /// The body as text; bytes that are no UTF-8 are replaced by U+FFFD.
    #[must_use]
    pub fn text(&self) -> std::borrow::Cow<'_, str> {
        String::from_utf8_lossy(&self.body)
    }

    /// The body as a `T`, read from JSON.
    ///
    /// # Errors
    /// The body is no JSON, or JSON of another shape; the error says where.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, DecodeFailure> {
        Json::decode_bytes(&self.body)
    }
}

/// Says what came, never what was in it.
impl fmt::Debug for RawResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawResponse")
            .field("status", &self.status.as_u16())
            .field("body", &format_args!("{} bytes", self.body.len()))
            .finish_non_exhaustive()
    }
}
