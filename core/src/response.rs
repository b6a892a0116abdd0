//! A decoded body with its status and headers.

use std::fmt;
use std::ops::Deref;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;

use crate::codec::{CodecError, Json};
use crate::reader::ResponseReader;

/// A decoded body with the status and the headers of its response: what `Client::call_with_response` returns.
///
/// It dereferences to the value.
pub struct Response<T> {
    status: StatusCode,
    headers: HeaderMap,
    attempts: u32,
    moved: Option<Box<str>>,
    value: T,
}

impl<T> Response<T> {
    #[doc(hidden)]
    pub fn new(value: T, mut response: ResponseReader) -> Self {
        let attempts = response.attempts();
        let moved = response.take_moved();
        let (status, headers, _) = response.into_parts();
        Self {
            status,
            headers,
            attempts,
            moved,
            value,
        }
    }

    /// The path after the last followed redirect.
    #[doc(hidden)]
    pub fn moved(&self) -> Option<&str> {
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

    /// How many attempts were made: 1 without a retry; see `RetryPolicy`.
    #[must_use]
    pub const fn attempts(&self) -> u32 {
        self.attempts
    }

    /// The status, the headers and the value.
    #[must_use]
    pub fn into_parts(self) -> (StatusCode, HeaderMap, T) {
        (self.status, self.headers, self.value)
    }

    /// The value.
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

/// Header values are not shown: they may be cookies or tokens.
impl<T: fmt::Debug> fmt::Debug for Response<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("status", &self.status.as_u16())
            .field("value", &self.value)
            .finish_non_exhaustive()
    }
}

/// A response with its body as received: the output of an endpoint that declares no success.
#[derive(Clone)]
pub struct RawResponse {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

impl RawResponse {
    pub(crate) fn new(response: &ResponseReader) -> Self {
        Self {
            status: response.status(),
            headers: response.headers().clone(),
            body: response.body().clone(),
        }
    }

    /// The status, the header fields and the body.
    #[cfg(feature = "serve")]
    pub(crate) fn into_parts(self) -> (StatusCode, HeaderMap, Bytes) {
        (self.status, self.headers, self.body)
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

    /// The body as text; invalid UTF-8 is replaced by U+FFFD.
    #[must_use]
    pub fn text(&self) -> std::borrow::Cow<'_, str> {
        String::from_utf8_lossy(&self.body)
    }

    /// Decodes the body as JSON.
    ///
    /// # Errors
    /// The body is not valid JSON, or does not match `T`; the error says where.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, CodecError> {
        Json::decode_bytes(&self.body)
    }
}

impl From<http::Response<Bytes>> for RawResponse {
    fn from(response: http::Response<Bytes>) -> Self {
        let (head, body) = response.into_parts();
        Self {
            status: head.status,
            headers: head.headers,
            body,
        }
    }
}

/// Shows the size of the body, never its content.
impl fmt::Debug for RawResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawResponse")
            .field("status", &self.status.as_u16())
            .field("body", &format_args!("{} bytes", self.body.len()))
            .finish_non_exhaustive()
    }
}
