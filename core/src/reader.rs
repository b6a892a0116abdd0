//! A received response, before and while it is decoded.

use std::fmt;
#[cfg(feature = "drift")]
use std::sync::Arc;
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use bytes::Bytes;
use http::{Extensions, HeaderMap, StatusCode, header};

use crate::body::Body;
#[cfg(feature = "drift")]
use crate::drift::DriftSink;
use crate::fields::only;
use crate::meta::EndpointMeta;

/// A response body that is not received yet, with data for its reader.
pub struct Incoming {
    /// The body.
    pub body: Body,
    /// What the receiver knows about it.
    pub extensions: Extensions,
}

/// A response to decode: status, headers and body, and the endpoint that was called.
pub struct ResponseReader {
    meta: &'static EndpointMeta,
    status: StatusCode,
    headers: HeaderMap,
    /// Empty where `rare` has it.
    body: Bytes,
    /// The body of a streamed response, until it is taken.
    incoming: Mutex<Option<Incoming>>,
    /// How many attempts were made.
    attempts: u32,
    /// What few responses have: a response without it costs no more than one pointer.
    rare: Option<Box<Rare>>,
}

#[derive(Default)]
struct Rare {
    /// The secrets of the request, where a message could repeat them.
    sent_secrets: Vec<String>,
    /// The message of an error response, as it may be shown.
    message: Option<Box<str>>,
    /// The path after the last followed redirect.
    moved: Option<Box<str>>,
    /// Why the redirect that it is was not followed.
    unfollowed: Option<&'static str>,
    /// When it came, where that counts.
    arrived: Option<SystemTime>,
    /// Who is told what of the body the declaration does not know.
    #[cfg(feature = "drift")]
    drift: Option<Watched>,
}

/// A body that is looked at while it is decoded. It is kept apart: where the body of a response is too short to be one, a decoder asks for this, and a
/// response that nobody looks at costs nothing more.
#[cfg(feature = "drift")]
struct Watched {
    sink: Arc<DriftSink>,
    body: Bytes,
}

impl ResponseReader {
    /// The response to a call of `meta`'s endpoint.
    #[must_use]
    pub fn new(meta: &'static EndpointMeta, response: http::Response<Bytes>) -> Self {
        let (head, body) = response.into_parts();
        Self::received(meta, head.status, head.headers, body)
    }

    /// A response that was received completely.
    #[doc(hidden)]
    pub fn received(
        meta: &'static EndpointMeta,
        status: StatusCode,
        headers: HeaderMap,
        body: Bytes,
    ) -> Self {
        Self {
            meta,
            status,
            headers,
            body,
            incoming: Mutex::new(None),
            attempts: 1,
            rare: None,
        }
    }

    /// An item of a stream, to be decoded as the body of a response is.
    #[doc(hidden)]
    pub fn item(meta: &'static EndpointMeta, content: Bytes) -> Self {
        let mut item = Self::new(meta, http::Response::new(content));
        item.attempts = 0;
        item
    }

    /// The same with the next item.
    #[doc(hidden)]
    pub fn set_item(&mut self, content: Bytes) {
        #[cfg(feature = "drift")]
        if let Some(watched) = self.watched_mut() {
            watched.body = content;
            return;
        }
        self.body = content;
    }

    /// Whether it is an item of a stream: no attempt was made for it.
    pub(crate) const fn is_item(&self) -> bool {
        self.attempts == 0
    }

    /// A response whose body is not received yet.
    #[doc(hidden)]
    pub fn streamed(
        meta: &'static EndpointMeta,
        status: StatusCode,
        headers: HeaderMap,
        incoming: Incoming,
    ) -> Self {
        Self {
            incoming: Mutex::new(Some(incoming)),
            ..Self::received(meta, status, headers, Bytes::new())
        }
    }

    /// Sets the number of attempts.
    #[doc(hidden)]
    pub fn after(&mut self, attempts: u32) {
        self.attempts = attempts;
    }

    /// Sets the path after the last followed redirect.
    #[doc(hidden)]
    pub fn moved(&mut self, path: Box<str>) {
        self.rare.get_or_insert_default().moved = Some(path);
    }

    /// Takes the path after the last followed redirect.
    pub(crate) fn take_moved(&mut self) -> Option<Box<str>> {
        self.rare.as_mut()?.moved.take()
    }

    /// Sets the secrets of the request, which its message must not repeat.
    #[doc(hidden)]
    pub fn hide(&mut self, secrets: Vec<String>) {
        if !secrets.is_empty() {
            self.rare.get_or_insert_default().sent_secrets = secrets;
        }
    }

    pub(crate) fn sent_secrets(&self) -> &[String] {
        (self.rare.as_ref()).map_or(&[], |rare| &rare.sent_secrets)
    }

    pub(crate) fn set_message(&mut self, message: Box<str>) {
        self.rare.get_or_insert_default().message = Some(message);
    }

    pub(crate) fn message(&self) -> Option<&str> {
        self.rare.as_ref()?.message.as_deref()
    }

    /// Sets why the redirect that it is was not followed.
    #[doc(hidden)]
    pub fn set_unfollowed(&mut self, reason: &'static str) {
        self.rare.get_or_insert_default().unfollowed = Some(reason);
    }

    pub(crate) fn unfollowed(&self) -> Option<&'static str> {
        self.rare.as_ref()?.unfollowed
    }

    /// Sets when it was received: the core reads no clock.
    #[doc(hidden)]
    pub fn arrived_at(&mut self, time: SystemTime) {
        self.rare.get_or_insert_default().arrived = Some(time);
    }

    pub(crate) fn arrived(&self) -> Option<SystemTime> {
        self.rare.as_ref()?.arrived
    }

    /// Has the body looked at while it is decoded.
    #[cfg(feature = "drift")]
    pub(crate) fn look_for_drift(&mut self, sink: Arc<DriftSink>) {
        if self.watched_mut().is_none() {
            let body = std::mem::take(&mut self.body);
            self.rare.get_or_insert_default().drift = Some(Watched { sink, body });
        }
    }

    #[cfg(feature = "drift")]
    fn watched_mut(&mut self) -> Option<&mut Watched> {
        self.rare.as_mut()?.drift.as_mut()
    }

    /// Who is told what of the body the declaration does not know.
    #[cfg(feature = "drift")]
    #[doc(hidden)]
    pub fn drift(&self) -> Option<&Arc<DriftSink>> {
        Some(&self.rare.as_ref()?.drift.as_ref()?.sink)
    }

    /// The body of a response that nobody looks at; empty where somebody does.
    pub(crate) const fn unwatched_body(&self) -> &Bytes {
        &self.body
    }

    /// Has an item of a stream looked at as the response that it comes from.
    #[cfg(feature = "drift")]
    #[doc(hidden)]
    pub fn drift_item(&self) -> Option<Self> {
        let sink = Arc::clone(self.drift()?);
        let mut item = Self::item(self.meta, Bytes::new());
        item.status = self.status;
        item.look_for_drift(sink);
        Some(item)
    }

    /// Whether there is anything to decode, as far as that is known.
    #[cfg(feature = "drift")]
    pub(crate) fn has_body(&self) -> bool {
        let is_incoming = || {
            let incoming = self.incoming.lock();
            incoming.unwrap_or_else(PoisonError::into_inner).is_some()
        };
        !self.body().is_empty() || is_incoming()
    }

    /// How many attempts were made.
    #[doc(hidden)]
    pub const fn attempts(&self) -> u32 {
        self.attempts
    }

    /// Takes the body that is not received yet.
    #[doc(hidden)]
    pub fn take_incoming(&self) -> Option<Incoming> {
        self.incoming
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

    /// The body as received; empty for a streamed response.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        #[cfg(feature = "drift")]
        if self.body.is_empty()
            && let Some(watched) = self.rare.as_ref().and_then(|rare| rare.drift.as_ref())
        {
            return &watched.body;
        }
        &self.body
    }

    /// The media type of the body without parameters, as the server named it (RFC 9110, section 8.3). `None` if it named two different ones.
    #[must_use]
    pub fn media_type(&self) -> Option<&str> {
        media_type_of(&self.headers)
    }

    #[doc(hidden)]
    #[cfg_attr(not(feature = "drift"), expect(unused_mut))]
    pub fn into_parts(mut self) -> (StatusCode, HeaderMap, Bytes) {
        #[cfg(feature = "drift")]
        if let Some(watched) = self.watched_mut() {
            self.body = std::mem::take(&mut watched.body);
        }
        (self.status, self.headers, self.body)
    }
}

/// The media type of a body without parameters, as its header fields name it.
#[must_use]
pub fn media_type_of(headers: &HeaderMap) -> Option<&str> {
    let value = only(headers, &header::CONTENT_TYPE)?.to_str().ok()?;
    Some(value.split(';').next().unwrap_or(value).trim())
}

/// Shows the size of the body, never its content.
impl fmt::Debug for ResponseReader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResponseReader")
            .field("endpoint", &self.meta.name)
            .field("status", &self.status.as_u16())
            .field("body", &format_args!("{} bytes", self.body().len()))
            .finish_non_exhaustive()
    }
}
