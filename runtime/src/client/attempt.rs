//! One attempt of a call, from its first byte to the last of its answer, and the limits that hold for it.

use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::{HeaderMap, StatusCode, header};
use http_body::{Body as _, Frame, SizeHint};
use http_body_util::BodyExt as _;
use tokio::time::{Instant, timeout_at};

use super::Core;
use super::course::Course;
use crate::answer::Answer;
use crate::body::{Body, BoxError};
use crate::error::{TimeoutKind, TransportError, TransportErrorKind};
use crate::meta::{AnswerMode, EndpointMeta};
use crate::stream::{Live, Resume};
use crate::transport::{SendError, kind_of_body};

/// What has been received so far. It outlives the attempt that receives it, so that a time limit loses nothing.
#[derive(Default)]
struct Received {
    head: Option<(StatusCode, HeaderMap)>,
    content: Content,
}

/// Most answers come in one piece, which is kept as it is.
enum Content {
    Whole(Bytes),
    Growing(BytesMut),
}

impl Default for Content {
    fn default() -> Self {
        Self::Whole(Bytes::new())
    }
}

impl Content {
    fn len(&self) -> usize {
        match self {
            Self::Whole(content) => content.len(),
            Self::Growing(content) => content.len(),
        }
    }

    fn push(&mut self, piece: Bytes) {
        match self {
            Self::Whole(content) if content.is_empty() => *content = piece,
            Self::Whole(content) => {
                let mut growing = BytesMut::with_capacity(2 * (content.len() + piece.len()));
                growing.extend_from_slice(content);
                growing.extend_from_slice(&piece);
                *self = Self::Growing(growing);
            }
            Self::Growing(content) => content.extend_from_slice(&piece),
        }
    }

    fn into_bytes(self) -> Bytes {
        match self {
            Self::Whole(content) => content,
            Self::Growing(content) => content.freeze(),
        }
    }
}

/// The time limits of an attempt: its own, and what is left of the call's.
pub(super) struct Deadline {
    /// When the call began.
    pub(super) began: Instant,
    /// When the first attempt began: with the call, and later by what the call has waited for its turn and for credentials.
    pub(super) ready: Instant,
    pub(super) call: Duration,
    pub(super) attempt: Duration,
}

impl Deadline {
    /// How much of the call's time is left.
    pub(super) fn left(&self) -> Duration {
        self.call.saturating_sub(self.began.elapsed())
    }

    /// The limit that comes first, and when. Both hold from the last piece of an upload on.
    fn next(&self, began: Instant, progress: Option<&Progress>) -> (Instant, TimeoutKind) {
        let piece = progress.map(Progress::last);
        let attempt = later(piece.unwrap_or(began), self.attempt);
        let call = later(piece.unwrap_or(self.began), self.call);
        if attempt < call {
            (attempt, TimeoutKind::Attempt)
        } else {
            (call, TimeoutKind::Call)
        }
    }
}

/// A point in time that far away, or as far as the clock goes.
fn later(since: Instant, after: Duration) -> Instant {
    let farthest = Duration::from_secs(60 * 60 * 24 * 365);
    since.checked_add(after).unwrap_or_else(|| since + farthest)
}

/// When the last piece of an upload was taken.
#[derive(Clone)]
pub(super) struct Progress(Arc<Mutex<Instant>>);

impl Progress {
    /// Watches a body that is sent while it is read; one in memory needs no watching.
    pub(super) fn watch(request: &mut http::Request<Body>) -> Option<Self> {
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

impl Core {
    /// One attempt. What was received of an answer that is not complete is in the error.
    pub(super) async fn attempt(
        &self,
        request: &mut http::Request<Body>,
        course: &Course,
        resume: Option<&Resume>,
    ) -> Result<Answer, TransportError> {
        let (endpoint, deadline) = (course.endpoint, &course.deadline);
        let began = if course.attempt == 1 {
            deadline.ready
        } else {
            Instant::now()
        };
        // A large upload takes its time, unless this call has a limit of its own.
        let progress = (!course.has_own_limit)
            .then(|| Progress::watch(request))
            .flatten();
        let mut received = Received::default();
        let outcome = {
            let mut receiving = pin!(self.receive(request, endpoint, &mut received));
            loop {
                let (at, kind) = deadline.next(began, progress.as_ref());
                match timeout_at(at, receiving.as_mut()).await {
                    Ok(outcome) => break outcome,
                    Err(_) if deadline.next(began, progress.as_ref()).0 > at => {}
                    Err(_) => break Err(SendError::new(TransportErrorKind::Timeout(kind), true)),
                }
            }
        };
        match (outcome, received.head.take()) {
            (Ok(Some(body)), Some((status, headers))) => {
                let live = Live {
                    body,
                    idle: self.limits.idle_timeout,
                    limit: endpoint.max_response,
                    resume: resume.cloned(),
                };
                Ok(Answer::streamed(endpoint, status, headers, live))
            }
            (Ok(None), Some((status, headers))) => {
                let mut response = http::Response::new(received.content.into_bytes());
                *response.status_mut() = status;
                *response.headers_mut() = headers;
                Ok(Answer::new(endpoint, response))
            }
            (Ok(_), None) => Err(TransportError::new(
                endpoint,
                TransportErrorKind::Other,
                true,
            )),
            (Err(failed), head) => {
                let mut error = TransportError::new(endpoint, failed.kind, failed.maybe_sent);
                if let Some(source) = failed.source {
                    error = error.with_source(source);
                }
                Err(match head {
                    Some((status, headers)) => {
                        error.with_received(status, headers, received.content.into_bytes())
                    }
                    None => error,
                })
            }
        }
    }

    /// Sends the request and receives the answer whole, or its head alone and the body of a streamed answer.
    async fn receive(
        &self,
        request: &mut http::Request<Body>,
        endpoint: &'static EndpointMeta,
        received: &mut Received,
    ) -> Result<Option<Body>, SendError> {
        let answer = self.transport.send(std::mem::take(request)).await?;
        let (status, mut body) = self.head(answer, received)?;
        let limit = self.body_limit(endpoint, status);
        let is_streamed = endpoint.has_streams
            && (endpoint.answer(status.as_u16()))
                .is_some_and(|answer| answer.mode == AnswerMode::Streamed);
        if is_streamed {
            return Ok(Some(body));
        }
        let too_large = || SendError::new(TransportErrorKind::TooLarge { limit }, true);
        // What the server announces.
        if body.size_hint().lower() > limit {
            return Err(too_large());
        }
        while let Some(frame) = body.frame().await {
            let frame = frame
                .map_err(|error| SendError::new(kind_of_body(&*error), true).with_source(error))?;
            // What is no data are trailers, which no declaration speaks of.
            let Ok(piece) = frame.into_data() else {
                continue;
            };
            let left = limit.saturating_sub(received.content.len() as u64);
            if piece.len() as u64 > left {
                received
                    .content
                    .push(piece.slice(..usize::try_from(left).unwrap_or(piece.len())));
                return Err(too_large());
            }
            received.content.push(piece);
        }
        Ok(None)
    }

    /// Keeps the head of an answer and gives the body. A head that is none to go on with is kept too.
    fn head(
        &self,
        answer: http::Response<Body>,
        received: &mut Received,
    ) -> Result<(StatusCode, Body), SendError> {
        let (head, body) = answer.into_parts();
        let refused = if is_ambiguous(&head.headers) {
            Some(TransportErrorKind::InvalidMessage)
        } else if size(&head.headers) > self.limits.max_head {
            Some(TransportErrorKind::HeadTooLarge)
        } else {
            None
        };
        #[cfg_attr(not(feature = "_decompress"), expect(unused_variables))]
        let (status, headers) = received.head.insert((head.status, head.headers));
        if let Some(kind) = refused {
            return Err(SendError::new(kind, true));
        }
        #[cfg(feature = "_decompress")]
        let body = crate::decompress::decompressed(headers, body);
        Ok((*status, body))
    }

    /// How many bytes the body of an answer may have.
    fn body_limit(&self, endpoint: &'static EndpointMeta, status: StatusCode) -> u64 {
        let limit = endpoint.max_response.unwrap_or(self.limits.max_response);
        if status.as_u16() >= 400 {
            limit.min(self.limits.max_error_response)
        } else {
            limit
        }
    }
}

/// Whether nobody can say for sure where the content ends: two lengths, or a coding that was not asked for (RFC 9112, section 6.3).
fn is_ambiguous(headers: &HeaderMap) -> bool {
    headers
        .get(header::TRANSFER_ENCODING)
        .is_some_and(|coding| {
            !coding.as_bytes().eq_ignore_ascii_case(b"chunked")
                || headers.contains_key(header::CONTENT_LENGTH)
        })
}

/// How many bytes header fields have, names and values.
fn size(headers: &HeaderMap) -> u64 {
    let sizes = headers
        .iter()
        .map(|(name, value)| name.as_str().len() + value.len());
    sizes.sum::<usize>() as u64
}
