//! One request from its authorisation to the last byte of its answer.

use std::convert::Infallible;
use std::hash::{BuildHasher as _, RandomState};
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use http_body::{Frame, SizeHint};
use http_body_util::BodyExt as _;
use tokio::time::{Instant, timeout_at};

use super::{Core, Executing};
use crate::answer::Answer;
use crate::body::{Body, BoxError};
use crate::error::{
    BuildError, BuildErrorKind, Error, TimeoutKind, TransportError, TransportErrorKind,
};
use crate::meta::{AnswerMeta, AnswerMode, AuthMeta, EndpointMeta};
use crate::stream::{Live, Resume};
use crate::transport::{SendError, kind_of_body};

/// What has been received so far. It outlives the attempt that receives it, so that a time limit loses nothing.
#[derive(Default)]
struct Received {
    head: Option<(StatusCode, HeaderMap)>,
    first: Bytes,
    rest: BytesMut,
}

impl Received {
    fn len(&self) -> usize {
        self.first.len() + self.rest.len()
    }

    /// Most answers come in one piece, which is kept as it is.
    fn push(&mut self, piece: Bytes) {
        if self.len() == 0 {
            self.first = piece;
            return;
        }
        if !self.first.is_empty() {
            self.rest
                .extend_from_slice(&std::mem::take(&mut self.first));
        }
        self.rest.extend_from_slice(&piece);
    }

    fn into_body(self) -> Bytes {
        if self.rest.is_empty() {
            self.first
        } else {
            self.rest.freeze()
        }
    }
}

/// What holds for one call alone.
#[derive(Debug, Clone, Default)]
pub(crate) struct Options {
    pub(crate) timeout: Option<Duration>,
    pub(crate) headers: HeaderMap,
}

/// Two time limits as one, with the name of the one that comes first.
struct Deadline {
    start: Instant,
    limit: Duration,
    kind: TimeoutKind,
}

impl Deadline {
    /// When it is reached: so long after the start, or after the last piece of an upload.
    fn after(&self, progress: Option<&Progress>) -> Instant {
        let since = progress.map_or(self.start, Progress::last);
        // As far as the clock goes.
        since
            .checked_add(self.limit)
            .unwrap_or_else(|| since + Duration::from_secs(60 * 60 * 24 * 365))
    }
}

/// When the last piece of an upload was taken.
#[derive(Clone)]
struct Progress(Arc<Mutex<Instant>>);

impl Progress {
    /// Watches a body that is sent while it is read; one in memory needs no watching.
    fn watch(request: &mut http::Request<Body>) -> Option<Self> {
        if request.body().as_bytes().is_some() {
            return None;
        }
        let progress = Self(Arc::new(Mutex::new(Instant::now())));
        let body = std::mem::take(request.body_mut());
        *request.body_mut() = Body::wrap(Watched {
            body,
            progress: progress.clone(),
        });
        Some(progress)
    }

    fn last(&self) -> Instant {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A body that says when it is read.
struct Watched {
    body: Body,
    progress: Progress,
}

impl http_body::Body for Watched {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let polled = Pin::new(&mut self.body).poll_frame(cx);
        if polled.is_ready() {
            *self
                .progress
                .0
                .lock()
                .unwrap_or_else(PoisonError::into_inner) = Instant::now();
        }
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

pub(super) fn start(
    core: Arc<Core>,
    request: http::Request<Body>,
    endpoint: &'static EndpointMeta,
    options: Options,
) -> Executing {
    Box::pin(async move { core.execute(request, endpoint, options).await })
}

impl Core {
    async fn execute(
        self: &Arc<Self>,
        mut request: http::Request<Body>,
        endpoint: &'static EndpointMeta,
        options: Options,
    ) -> Result<Answer, Error<Infallible>> {
        let resume = self.resume(&request, endpoint);
        self.prepare(&mut request, endpoint)?;
        for (name, value) in &options.headers {
            request.headers_mut().insert(name, value.clone());
        }
        let own = options.timeout.or(endpoint.timeout);
        let deadline = self.deadline(own);
        // A large upload takes its time: the limits hold from its last piece on, unless this call has one of its own.
        let progress = match own {
            None => Progress::watch(&mut request),
            Some(_) => None,
        };
        let mut received = Received::default();
        let outcome = {
            let mut attempt = pin!(self.attempt(request, endpoint, &mut received));
            loop {
                let at = deadline.after(progress.as_ref());
                match timeout_at(at, attempt.as_mut()).await {
                    Err(_) if deadline.after(progress.as_ref()) > at => {}
                    outcome => break outcome,
                }
            }
        };
        let failure = match (outcome, received.head.take()) {
            (Ok(Ok(Some(body))), Some((status, headers))) => {
                let live = Live {
                    body,
                    idle: self.limits.idle_timeout,
                    limit: endpoint.max_response,
                    resume,
                };
                return Ok(Answer::streamed(endpoint, status, headers, live));
            }
            (Ok(Ok(None)), Some((status, headers))) => {
                let mut response = http::Response::new(received.into_body());
                *response.status_mut() = status;
                *response.headers_mut() = headers;
                return Ok(Answer::new(endpoint, response));
            }
            (Ok(Ok(_)), None) => (SendError::new(TransportErrorKind::Other, true), None),
            (Ok(Err(error)), head) => (error, head),
            (Err(_), head) => (
                SendError::new(TransportErrorKind::Timeout(deadline.kind), true),
                head,
            ),
        };
        let (
            SendError {
                kind,
                maybe_sent,
                source,
            },
            head,
        ) = failure;
        let mut error = TransportError::new(endpoint, kind, maybe_sent);
        if let Some(source) = source {
            error = error.with_source(source);
        }
        if let Some((status, headers)) = head {
            error = error.with_received(status, headers, received.into_body());
        }
        Err(Error::Transport(Box::new(error)))
    }

    /// Adds what every request of this client carries.
    fn prepare(
        &self,
        request: &mut http::Request<Body>,
        endpoint: &'static EndpointMeta,
    ) -> Result<(), BuildError> {
        if !self.base.is_origin_of(request.uri()) {
            return Err(BuildError::new(endpoint, BuildErrorKind::ForeignOrigin, ""));
        }
        for (name, value) in &self.headers {
            request
                .headers_mut()
                .entry(name)
                .or_insert_with(|| value.clone());
        }
        if let Some(name) = endpoint.idempotency_key {
            let name = HeaderName::try_from(name)
                .map_err(|_| BuildError::new(endpoint, BuildErrorKind::InvalidHeader, name))?;
            request
                .headers_mut()
                .entry(name)
                .or_insert_with(idempotency_key);
        }
        if let (Some(credentials), false) = (&self.credentials, endpoint.auth == AuthMeta::None) {
            credentials.authorize(request).map_err(|error| {
                BuildError::new(endpoint, BuildErrorKind::Unauthorized, "")
                    .with_detail(error.to_string())
            })?;
        }
        Ok(())
    }

    /// A timeout of the call or the declaration stands for both limits of the client: an endpoint that may take two minutes may take them in one
    /// attempt.
    fn deadline(&self, own: Option<Duration>) -> Deadline {
        let call = own.unwrap_or(self.limits.timeout);
        let attempt = own.unwrap_or(self.limits.attempt_timeout);
        let (after, kind) = if attempt < call {
            (attempt, TimeoutKind::Attempt)
        } else {
            (call, TimeoutKind::Call)
        };
        Deadline {
            start: Instant::now(),
            limit: after,
            kind,
        }
    }

    /// Sends the request and receives the answer whole, or its head alone and the body of a streamed answer.
    async fn attempt(
        &self,
        request: http::Request<Body>,
        endpoint: &'static EndpointMeta,
        received: &mut Received,
    ) -> Result<Option<Body>, SendError> {
        let limit = endpoint.max_response.unwrap_or(self.limits.max_response);
        let is_head = request.method() == http::Method::HEAD;
        let (head, mut body) = self.transport.send(request).await?.into_parts();
        let announced = content_length(&head.headers).filter(|_| !is_head);
        let is_streamed = (endpoint.answer(head.status.as_u16()))
            .is_some_and(|answer| answer.mode == AnswerMode::Streamed);
        received.head = Some((head.status, head.headers));
        if is_streamed {
            return Ok(Some(body));
        }
        let too_large = || SendError::new(TransportErrorKind::TooLarge { limit }, true);
        if announced.is_some_and(|length| length > limit) {
            return Err(too_large());
        }
        while let Some(frame) = body.frame().await {
            let frame = frame
                .map_err(|error| SendError::new(kind_of_body(&*error), true).with_source(error))?;
            // What is no data are trailers, which no declaration speaks of.
            let Ok(piece) = frame.into_data() else {
                continue;
            };
            let left = limit.saturating_sub(received.len() as u64);
            if piece.len() as u64 > left {
                received.push(piece.slice(..usize::try_from(left).unwrap_or(piece.len())));
                return Err(too_large());
            }
            received.push(piece);
        }
        Ok(None)
    }

    /// How an event stream is asked for once more: the same request, with the id of the last event.
    fn resume(
        self: &Arc<Self>,
        request: &http::Request<Body>,
        endpoint: &'static EndpointMeta,
    ) -> Option<Resume> {
        let is_stream = |answer: &AnswerMeta| answer.mode == AnswerMode::Streamed;
        if request.method() != http::Method::GET || !endpoint.successes.iter().any(is_stream) {
            return None;
        }
        let core = Arc::clone(self);
        let (uri, headers) = (request.uri().clone(), request.headers().clone());
        Some(Arc::new(move |id| {
            let mut request = http::Request::new(Body::empty());
            *request.uri_mut() = uri.clone();
            *request.headers_mut() = headers.clone();
            request.headers_mut().insert("last-event-id", id);
            request.extensions_mut().insert(endpoint);
            start(Arc::clone(&core), request, endpoint, Options::default())
        }))
    }
}

fn content_length(headers: &HeaderMap) -> Option<u64> {
    headers
        .get(header::CONTENT_LENGTH)?
        .to_str()
        .ok()?
        .trim()
        .parse()
        .ok()
}

/// A key that no other call has: 128 random bits. The standard library seeds every `RandomState` with random keys.
fn idempotency_key() -> HeaderValue {
    let half = || RandomState::new().hash_one(0_u8);
    let key = format!("{:016x}{:016x}", half(), half());
    // Hexadecimal digits are valid in every header.
    HeaderValue::try_from(key).unwrap_or_else(|_| HeaderValue::from_static("0"))
}
