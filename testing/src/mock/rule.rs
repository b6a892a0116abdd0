use std::marker::PhantomData;
use std::panic::Location;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde::Serialize;

use super::names::success;
use super::request::MockRequest;
use super::state::{Condition, Conditions, RegisteredRule, Reply, ReplyContent, Shared};
use super::{body, report};
use callpoint::__private::media_type_of;
use callpoint::BaseUrl;
use callpoint::Body;
use callpoint::Endpoint;
use callpoint::meta::{CodecMeta, ResponseMeta};
use callpoint::{Error, TransportErrorKind};

/// A rule of a [`MockTransport`](super::MockTransport) under construction: conditions first, then delay and headers, then the reply.
///
/// `S` is a typestate: the first reply of a rule, or one after [`then`](Stub::then), which takes no conditions.
#[must_use = "a rule without a reply has no effect"]
pub struct Rule<E, S = First> {
    shared: Arc<Shared>,
    target: Target,
    delay: Duration,
    headers: HeaderMap,
    endpoint: PhantomData<fn() -> (E, S)>,
}

/// The first reply of a rule.
#[doc(hidden)]
#[derive(Debug, Clone, Copy)]
pub struct First;

/// A reply after another.
#[doc(hidden)]
#[derive(Debug, Clone, Copy)]
pub struct Following;

enum Target {
    New(&'static Location<'static>, Conditions),
    Registered(usize),
}

impl<E: Endpoint> Rule<E> {
    pub(super) fn new(shared: Arc<Shared>, place: &'static Location<'static>) -> Self {
        Self::at(shared, Target::New(place, Conditions::default()))
    }

    /// Matches only calls for which `holds` returns true, in addition to all other conditions. If no rule matches a call, the message names
    /// what the condition inspected.
    pub fn when(self, holds: impl Fn(&MockRequest) -> bool + Send + Sync + 'static) -> Self {
        self.condition(Condition::When(Arc::new(holds)))
    }

    /// Matches only a request with the same path, query, headers and body as this value. What the client adds (credentials, default headers)
    /// is ignored.
    ///
    /// # Panics
    /// The value cannot be sent; or its body is a multipart form, whose boundary is random, or a stream: use [`when`](Self::when).
    #[track_caller]
    pub fn matching(self, request: &E) -> Self {
        // The base URL does not matter.
        let base = BaseUrl::parse("http://mock.test").map_err(|error| error.to_string());
        let request = base.and_then(|base| request.to_http(&base).map_err(|e| e.to_string()));
        let (head, body) = match request {
            Ok(request) => request.into_parts(),
            Err(error) => panic!("MockTransport: {error}"),
        };
        let Some(body) = body
            .as_bytes()
            .filter(|_| E::META.body != Some(CodecMeta::MULTIPART))
        else {
            panic!("{}", report::not_comparable(E::META));
        };
        let body = Bytes::copy_from_slice(body);
        self.condition(Condition::Matching(MockRequest::new(E::META, head, body)))
    }

    fn condition(mut self, condition: Condition) -> Self {
        if let Target::New(_, conditions) = &mut self.target {
            conditions.0.push(condition);
        }
        self
    }
}

impl<E: Endpoint> Rule<E, Following> {
    pub(super) fn after(shared: Arc<Shared>, index: usize) -> Self {
        Self::at(shared, Target::Registered(index))
    }
}

impl<E: Endpoint, S> Rule<E, S> {
    fn at(shared: Arc<Shared>, target: Target) -> Self {
        Self {
            shared,
            target,
            delay: Duration::ZERO,
            headers: HeaderMap::new(),
            endpoint: PhantomData,
        }
    }

    /// Waits this long before the reply. With tokio's paused time the test does not wait.
    pub fn delay(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// Adds a header to the reply. A `content-type` replaces that of the declared codec.
    ///
    /// # Panics
    /// The name or the value is not valid in a header.
    #[track_caller]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        match (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            (Ok(name), Ok(value)) => drop(self.headers.append(name, value)),
            _ => panic!("MockTransport: the name or the value of header `{name}` is invalid"),
        }
        self
    }

    /// Replies with the first declared success: its status, and the body encoded for its codec.
    ///
    /// # Panics
    /// The body does not match the declaration; or the response is streamed: use [`stream`](Self::stream).
    #[track_caller]
    pub fn reply(self, body: impl Serialize) -> Stub<E> {
        let status = success(E::META.successes.first());
        self.declared(status, &body)
    }

    /// Replies with a declared status, and the body encoded for its codec. For a custom codec the body is encoded as JSON; for any other
    /// format use [`reply_raw`](Self::reply_raw).
    ///
    /// # Panics
    /// The status is not declared, or the body does not match the declaration.
    #[track_caller]
    pub fn status(self, status: u16, body: impl Serialize) -> Stub<E> {
        self.declared(status, &body)
    }

    /// Replies with an undeclared status, or with a body that does not match the declaration. A string is sent as it is, everything else as
    /// JSON.
    ///
    /// # Panics
    /// The response matches the declaration: use [`status`](Self::status).
    #[track_caller]
    pub fn undeclared(self, status: u16, body: impl Serialize) -> Stub<E> {
        let response = self.response(status, None, &body);
        assert!(
            checked::<E>(&response).is_err(),
            "{}",
            report::is_declared(E::META, response.status())
        );
        self.push(ReplyContent::Response(response))
    }

    /// Replies with this response. A streamed body must be one that can be sent again: [`Body::from_fn`].
    ///
    /// # Panics
    /// The status is not declared, a body in memory does not match the declaration, or the body can be read only once.
    #[track_caller]
    pub fn reply_raw<B: Into<Body>>(self, response: http::Response<B>) -> Stub<E> {
        let mut response = response.map(Into::into);
        for (name, value) in &self.headers {
            response.headers_mut().append(name, value.clone());
        }
        assert!(
            response.body().try_clone().is_some(),
            "{}",
            report::read_once(E::META)
        );
        if let Err(text) = checked::<E>(&response) {
            panic!("{text}");
        }
        self.push(ReplyContent::Response(response))
    }

    /// Replies with the first declared success that is streamed, or else the first success, in these chunks.
    ///
    /// # Panics
    /// The complete body does not match the declaration.
    #[track_caller]
    pub fn stream<P: Into<Bytes>>(self, chunks: impl IntoIterator<Item = P>) -> Stub<E> {
        self.chunks(chunks.into_iter().map(Into::into).collect(), false)
    }

    /// The same, but the connection closes unexpectedly after the last chunk.
    #[track_caller]
    pub fn break_off<P: Into<Bytes>>(self, chunks: impl IntoIterator<Item = P>) -> Stub<E> {
        self.chunks(chunks.into_iter().map(Into::into).collect(), true)
    }

    /// Fails in the transport, without a response. `maybe_sent` says whether the server may have received the request.
    #[expect(clippy::must_use_candidate, reason = "the rule is registered")]
    pub fn fail(self, kind: TransportErrorKind, maybe_sent: bool) -> Stub<E> {
        self.push(ReplyContent::Error(kind, maybe_sent))
    }

    #[track_caller]
    fn declared<T: Serialize>(self, status: u16, body: &T) -> Stub<E> {
        let response = self.response(status, self.meant(status), body);
        if let Err(text) = checked::<E>(&response) {
            panic!("{text}");
        }
        self.push(ReplyContent::Response(response))
    }

    /// The declared response for a status: by the media type if the rule names one, otherwise one that is not streamed.
    fn meant(&self, status: u16) -> Option<&'static ResponseMeta> {
        let declared = E::META.response(status)?;
        if self.headers.contains_key(CONTENT_TYPE) {
            let media_type = media_type_of(&self.headers);
            return E::META
                .response_of_type(status, media_type)
                .or(Some(declared));
        }
        let of_status = |it: &&ResponseMeta| it.statuses == declared.statuses;
        let mut others = E::META.responses().filter(of_status);
        others
            .find(|other| !report::is_streamed(other))
            .or(Some(declared))
    }

    #[track_caller]
    fn response<T: Serialize>(
        &self,
        status: u16,
        response: Option<&ResponseMeta>,
        body: &T,
    ) -> http::Response<Body> {
        let status = match StatusCode::from_u16(status) {
            Ok(status) if !status.is_informational() => status,
            _ => panic!("MockTransport: a response cannot have the status {status}"),
        };
        // RFC 9110, sections 15.3.5, 15.3.6 and 15.4.5.
        let has_body = E::META.method != "HEAD" && !matches!(status.as_u16(), 204 | 205 | 304);
        match body::write(response, has_body, body) {
            Ok((bytes, media_type)) => self.head(status, media_type).map(|()| bytes.into()),
            Err(text) => panic!("{}", report::not_written(E::META, status, &text)),
        }
    }

    fn head(&self, status: StatusCode, media_type: Option<&'static str>) -> http::Response<()> {
        let mut response = http::Response::new(());
        *response.status_mut() = status;
        response.headers_mut().clone_from(&self.headers);
        if let Some(media_type) = media_type {
            let headers = response.headers_mut();
            headers
                .entry(CONTENT_TYPE)
                .or_insert(HeaderValue::from_static(media_type));
        }
        response
    }

    #[track_caller]
    fn chunks(self, chunks: Vec<Bytes>, is_truncated: bool) -> Stub<E> {
        let successes = E::META.successes;
        let streamed = successes
            .iter()
            .find(|response| report::is_streamed(response));
        let response = streamed.or(successes.first());
        let head = (StatusCode::from_u16(success(response)).ok())
            .map(|status| self.head(status, body::media_type(response)));
        let head = head.unwrap_or_default();
        if !is_truncated {
            let whole = Body::from(chunks.concat());
            if let Err(text) = checked::<E>(&head.clone().map(|()| whole)) {
                panic!("{text}");
            }
        }
        let body = body::chunked(chunks, is_truncated);
        self.push(ReplyContent::Response(head.map(|()| body)))
    }

    fn push(self, content: ReplyContent) -> Stub<E> {
        let reply = Reply::new(content, self.delay);
        let mut state = self.shared.lock();
        let index = match self.target {
            Target::Registered(index) => index,
            Target::New(place, conditions) => {
                state.rules.push(RegisteredRule {
                    meta: E::META,
                    place,
                    conditions,
                    replies: Vec::new(),
                    is_optional: false,
                    is_reported: false,
                });
                state.rules.len() - 1
            }
        };
        state.rules[index].replies.push(reply);
        drop(state);
        Stub::new(self.shared, index)
    }
}

/// A rule of a [`MockTransport`](super::MockTransport) that has a reply, and can get more.
pub struct Stub<E> {
    shared: Arc<Shared>,
    index: usize,
    endpoint: PhantomData<fn() -> E>,
}

impl<E: Endpoint> Stub<E> {
    pub(super) fn new(shared: Arc<Shared>, index: usize) -> Self {
        Self {
            shared,
            index,
            endpoint: PhantomData,
        }
    }

    /// Sends the latest reply exactly this many times. By default the last reply of a rule is sent for every further call, and any other
    /// reply once.
    ///
    /// # Panics
    /// `times` is 0.
    #[track_caller]
    #[expect(
        clippy::return_self_not_must_use,
        clippy::must_use_candidate,
        reason = "the rule is registered"
    )]
    pub fn times(self, times: u32) -> Self {
        assert!(
            times > 0,
            "MockTransport: `times(0)` would never send the reply"
        );
        let mut state = self.shared.lock();
        if let Some(reply) = state.rules[self.index].replies.last_mut() {
            reply.times = Some(times);
        }
        drop(state);
        self
    }

    /// Starts the next reply.
    pub fn then(self) -> Rule<E, Following> {
        Rule::after(self.shared, self.index)
    }

    /// Allows the rule, with all its replies, to stay unused.
    #[expect(
        clippy::return_self_not_must_use,
        clippy::must_use_candidate,
        reason = "the rule is registered"
    )]
    pub fn optional(self) -> Self {
        self.shared.lock().rules[self.index].is_optional = true;
        self
    }
}

/// Checks that a response matches the declaration, if its body is in memory.
///
/// # Errors
/// The panic message.
fn checked<E: Endpoint>(response: &http::Response<Body>) -> Result<(), String> {
    let status = response.status();
    let is_streamed = E::META
        .response_of_type(status.as_u16(), media_type_of(response.headers()))
        .is_some_and(report::is_streamed);
    let body = response.body().as_bytes().map(Bytes::copy_from_slice);
    let is_here = body.is_some() || is_streamed;
    let mut whole = http::Response::new(body.unwrap_or_default());
    *whole.status_mut() = status;
    whole.headers_mut().clone_from(response.headers());
    match E::from_http(whole) {
        Ok(_) | Err(Error::Api(_)) => Ok(()),
        Err(Error::Unexpected(_)) => Err(report::is_undeclared(E::META, status)),
        Err(Error::Decode(_)) if !is_here => Ok(()),
        Err(Error::Decode(error)) => Err(report::unreadable(E::META, status, error.failure())),
        Err(other) => Err(format!("MockTransport: {other}")),
    }
}
