use std::marker::PhantomData;
use std::panic::Location;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde::Serialize;

use super::answer::{Answered, Content, Reply};
use super::request::MockRequest;
use super::{Shared, body, compare, is_same, report};
use crate::base::BaseUrl;
use crate::body::Body;
use crate::endpoint::Endpoint;
use crate::error::{Error, TransportErrorKind};
use crate::meta::{AnswerMeta, EndpointMeta, StatusMatch};
use crate::transport::SendError;

/// Everything that a mock knows.
#[derive(Default)]
pub(super) struct State {
    pub(super) rules: Vec<Kept>,
    pub(super) requests: Vec<MockRequest>,
    pub(super) failures: Vec<String>,
}

impl State {
    /// The rules of an endpoint, by their number.
    pub(super) fn conditions(&self, meta: &EndpointMeta) -> Vec<(usize, Conditions)> {
        let rules = self.rules.iter().enumerate();
        rules
            .filter(|(_, rule)| is_same(rule.meta, meta))
            .map(|(index, rule)| (index, rule.conditions.clone()))
            .collect()
    }
}

/// A rule that has an answer.
pub(super) struct Kept {
    pub(super) meta: &'static EndpointMeta,
    pub(super) place: &'static Location<'static>,
    pub(super) conditions: Conditions,
    pub(super) replies: Vec<Reply>,
    pub(super) is_optional: bool,
    /// Whether it was reported as not used up.
    pub(super) is_reported: bool,
}

impl Kept {
    /// The next answer, where there is one left.
    pub(super) fn take(&mut self) -> Option<Planned> {
        let last = self.replies.len().checked_sub(1)?;
        let mut replies = self.replies.iter_mut().enumerate();
        replies.find_map(|(index, reply)| reply.take(index == last))
    }
}

/// What is about to be given.
pub(super) struct Planned {
    pub(super) delay: Duration,
    pub(super) outcome: Result<http::Response<Body>, SendError>,
}

/// A rule that did not answer a request: where it is in the list, and what did not match. Nothing, where it has no answer left.
pub(super) struct Mismatch {
    pub(super) index: usize,
    pub(super) differences: Vec<String>,
}

/// What must hold for a request.
#[derive(Clone, Default)]
pub(super) struct Conditions(Vec<Condition>);

#[derive(Clone)]
enum Condition {
    When(Arc<dyn Fn(&MockRequest) -> bool + Send + Sync>),
    Given(MockRequest),
}

impl Conditions {
    /// What does not hold.
    pub(super) fn differences(&self, request: &MockRequest) -> Vec<String> {
        let conditions = self.0.iter();
        conditions
            .flat_map(|condition| match condition {
                Condition::Given(wanted) => compare::differences(wanted, request),
                Condition::When(holds) => {
                    let request = request.watched();
                    let differs = !holds(&request);
                    differs
                        .then(|| report::condition(&request.looks()))
                        .into_iter()
                        .collect()
                }
            })
            .collect()
    }
}

/// A rule of a [`MockTransport`](super::MockTransport) under construction: conditions first, then what the answer has beside its body, then the answer.
///
/// `S` says whether it is the rule's first answer or one behind [`then`](Answered::then), which has no conditions of its own.
#[must_use = "a rule without an answer is none"]
pub struct Rule<E, S = First> {
    shared: Arc<Shared>,
    target: Target,
    delay: Duration,
    headers: HeaderMap,
    endpoint: PhantomData<fn() -> (E, S)>,
}

/// The first answer of a rule.
#[derive(Debug, Clone, Copy)]
pub struct First;

/// An answer behind another.
#[derive(Debug, Clone, Copy)]
pub struct Following;

enum Target {
    New(&'static Location<'static>, Conditions),
    Kept(usize),
}

impl<E: Endpoint> Rule<E> {
    pub(super) fn new(shared: Arc<Shared>, place: &'static Location<'static>) -> Self {
        Self::at(shared, Target::New(place, Conditions::default()))
    }

    /// Answers only calls for which this holds, beside all other conditions. It may look at the request in any way; what it looks at is named where
    /// no rule answers a call.
    pub fn when(self, holds: impl Fn(&MockRequest) -> bool + Send + Sync + 'static) -> Self {
        self.condition(Condition::When(Arc::new(holds)))
    }

    /// Answers only the request that this value writes: the same path, query and headers, and the same body. What the client adds to it
    /// (credentials, default headers) does not matter.
    ///
    /// # Panics
    /// The value cannot be sent; or its body is a form of several parts, whose boundary is made by chance, or is sent while it is read: use
    /// [`when`](Self::when).
    #[track_caller]
    pub fn given(self, request: &E) -> Self {
        // Where it goes does not matter.
        let base = BaseUrl::parse("http://mock.test").map_err(|error| error.to_string());
        let request = base.and_then(|base| request.to_http(&base).map_err(|e| e.to_string()));
        let (head, body) = match request {
            Ok(request) => request.into_parts(),
            Err(error) => panic!("MockTransport: {error}"),
        };
        let Some(body) = body
            .as_bytes()
            .filter(|_| E::META.body != Some("Multipart"))
        else {
            panic!("{}", report::not_comparable(E::META));
        };
        let body = Bytes::copy_from_slice(body);
        self.condition(Condition::Given(MockRequest::new(E::META, head, body)))
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
        Self::at(shared, Target::Kept(index))
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

    /// Waits so long before the answer. With tokio's paused time the test does not.
    pub fn delay(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// Adds a header to the answer. A `content-type` stands for the one that the declared codec has.
    ///
    /// # Panics
    /// No header has such a name or such a value.
    #[track_caller]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        match (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            (Ok(name), Ok(value)) => drop(self.headers.append(name, value)),
            _ => panic!("MockTransport: no header can be `{name}` with this value"),
        }
        self
    }

    /// Answers with the first declared success: its status, and the body as its codec reads it.
    ///
    /// # Panics
    /// The declaration cannot read the answer; or its codec hands it over as it comes: use [`stream`](Self::stream).
    #[track_caller]
    pub fn reply(self, body: impl Serialize) -> Answered<E> {
        let status = success(E::META.successes.first());
        self.declared(status, &body)
    }

    /// Answers with a declared status: the body as its codec reads it. A codec of your own is written as JSON; anything else goes by
    /// [`reply_raw`](Self::reply_raw).
    ///
    /// # Panics
    /// The status is not declared, or the declaration cannot read the answer.
    #[track_caller]
    pub fn status(self, status: u16, body: impl Serialize) -> Answered<E> {
        self.declared(status, &body)
    }

    /// Answers with what the declaration does not know, on purpose: another status, or a body of another shape. A text is sent as it is,
    /// everything else as JSON.
    ///
    /// # Panics
    /// The declaration can read the answer: then [`status`](Self::status) is meant.
    #[track_caller]
    pub fn undeclared(self, status: u16, body: impl Serialize) -> Answered<E> {
        let response = self.response(status, None, &body);
        assert!(
            checked::<E>(&response).is_err(),
            "{}",
            report::is_declared(E::META, response.status())
        );
        self.answer(Content::Response(response))
    }

    /// Answers with a response as it is. A body that is still to come must be one that can come again: [`Body::from_fn`].
    ///
    /// # Panics
    /// The status is not declared, the declaration cannot read the body where it is in memory, or the body can be read once only.
    #[track_caller]
    pub fn reply_raw<B: Into<Body>>(self, response: http::Response<B>) -> Answered<E> {
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
        self.answer(Content::Response(response))
    }

    /// Answers with the first declared success whose body is handed over as it comes, or the first at all, in these pieces.
    ///
    /// # Panics
    /// The declaration cannot read the pieces as a whole.
    #[track_caller]
    pub fn stream<P: Into<Bytes>>(self, pieces: impl IntoIterator<Item = P>) -> Answered<E> {
        self.pieces(pieces.into_iter().map(Into::into).collect(), false)
    }

    /// The same, and behind the last piece the connection ends too early.
    #[track_caller]
    pub fn break_off<P: Into<Bytes>>(self, pieces: impl IntoIterator<Item = P>) -> Answered<E> {
        self.pieces(pieces.into_iter().map(Into::into).collect(), true)
    }

    /// Gives no answer at all: the transport fails in this way. `maybe_sent` says whether the server may have got the request.
    #[expect(clippy::must_use_candidate, reason = "the rule is made")]
    pub fn fail(self, kind: TransportErrorKind, maybe_sent: bool) -> Answered<E> {
        self.answer(Content::Fault(kind, maybe_sent))
    }

    #[track_caller]
    fn declared<T: Serialize>(self, status: u16, body: &T) -> Answered<E> {
        let response = self.response(status, E::META.answer(status), body);
        if let Err(text) = checked::<E>(&response) {
            panic!("{text}");
        }
        self.answer(Content::Response(response))
    }

    #[track_caller]
    fn response<T: Serialize>(
        &self,
        status: u16,
        answer: Option<&AnswerMeta>,
        body: &T,
    ) -> http::Response<Body> {
        let status = match StatusCode::from_u16(status) {
            Ok(status) if !status.is_informational() => status,
            _ => panic!("MockTransport: no answer has the status {status}"),
        };
        // RFC 9110, sections 15.3.5, 15.3.6 and 15.4.5.
        let has_body = E::META.method != "HEAD" && !matches!(status.as_u16(), 204 | 205 | 304);
        match body::write(answer, has_body, body) {
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
    fn pieces(self, pieces: Vec<Bytes>, breaks_off: bool) -> Answered<E> {
        let successes = E::META.successes;
        let streamed = successes.iter().find(|answer| report::is_streamed(answer));
        let answer = streamed.or(successes.first());
        let head = (StatusCode::from_u16(success(answer)).ok())
            .map(|status| self.head(status, body::media_type(answer)));
        let head = head.unwrap_or_default();
        if !breaks_off {
            let whole = Body::from(pieces.concat());
            if let Err(text) = checked::<E>(&head.clone().map(|()| whole)) {
                panic!("{text}");
            }
        }
        let body = body::pieces(pieces, breaks_off);
        self.answer(Content::Response(head.map(|()| body)))
    }

    fn answer(self, content: Content) -> Answered<E> {
        let reply = Reply::new(content, self.delay);
        let mut state = self.shared.lock();
        let index = match self.target {
            Target::Kept(index) => index,
            Target::New(place, conditions) => {
                state.rules.push(Kept {
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
        Answered::new(self.shared, index)
    }
}

/// The status that stands for a declared success.
fn success(answer: Option<&AnswerMeta>) -> u16 {
    match answer.and_then(|answer| answer.statuses.first()) {
        Some(StatusMatch::Code(code)) => *code,
        Some(StatusMatch::Class(class)) => u16::from(*class) * 100,
        Some(StatusMatch::Any) | None => 200,
    }
}

/// Whether the declaration can read an answer, as far as it is in memory.
///
/// # Errors
/// The text of the panic.
fn checked<E: Endpoint>(response: &http::Response<Body>) -> Result<(), String> {
    let status = response.status();
    let is_streamed = E::META
        .answer(status.as_u16())
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
