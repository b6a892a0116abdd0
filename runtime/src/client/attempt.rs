//! One attempt of a call, from the first byte sent to the last byte received, and its limits.

use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use http::{Extensions, HeaderMap, StatusCode};
use http_body::Body as _;
use http_body_util::BodyExt as _;
use tokio::time::{Instant, timeout_at};

use super::Core;
use super::state::CallState;
use super::streaming::Streaming;
use crate::framing::Framed;
use crate::stream::{Resume, StreamingBody};
use crate::transport::{SendError, kind_of_body};
use callpoint_core::__private::redact::sent;
use callpoint_core::__private::{Collected, Extent, Framing, Incoming, last_poll, media_type_of};
use callpoint_core::Body;
use callpoint_core::ResponseReader;
use callpoint_core::meta::{BodyMode, EndpointMeta};
use callpoint_core::{TransportError, TransportErrorKind};

/// What has been received so far. It outlives the attempt, so that nothing is lost when a time limit ends it.
#[derive(Default)]
struct Received {
    head: Option<(StatusCode, HeaderMap)>,
    content: Collected,
}

/// When the last chunk of an upload was read. Noting the time of each would cost more than sending it: it is when this finds that one was read.
struct Progress {
    /// Changes with each chunk.
    left: Arc<AtomicU64>,
    /// What it was when this looked.
    seen: u64,
    last: Instant,
}

impl Progress {
    /// Tracks a streamed request body; a body in memory needs no tracking.
    fn watch(request: &mut http::Request<Body>) -> Option<Box<Self>> {
        let left = request.body_mut().watch()?;
        Some(Box::new(Self {
            seen: left.load(Ordering::Relaxed),
            left,
            last: Instant::now(),
        }))
    }

    fn last(&mut self) -> Instant {
        let left = self.left.load(Ordering::Relaxed);
        if left != self.seen {
            self.seen = left;
            self.last = Instant::now();
        }
        self.last
    }
}

impl Core {
    /// One attempt. The error holds what was received of an incomplete response.
    pub(super) async fn attempt(
        &self,
        request: &mut Option<http::Request<Body>>,
        state: &CallState,
        resume: Option<&Resume>,
    ) -> Result<ResponseReader, TransportError> {
        let (endpoint, deadline) = (state.endpoint, &state.deadline);
        let began = if state.attempt == 1 {
            deadline.ready
        } else {
            Instant::now()
        };
        // A large upload may take longer, unless this call has its own limit.
        let mut progress = (!state.has_own_limit)
            .then(|| Progress::watch(request.as_mut()?))
            .flatten();
        let mut received = Received::default();
        let secrets =
            (request.as_ref().filter(|_| endpoint.has_messages)).map(|it| sent(it, endpoint));
        let outcome = {
            let mut receiving = pin!(self.receive(request, endpoint, &mut received));
            loop {
                let last = progress.as_mut().map(|progress| progress.last());
                let (at, kind) = deadline.next(began, last);
                let until = last.map_or(at, |_| at.min(deadline.look()));
                match timeout_at(until, receiving.as_mut()).await {
                    Ok(outcome) => break outcome,
                    Err(_) if until < at => {}
                    Err(_) if (progress.as_mut()).is_some_and(|it| Some(it.last()) > last) => {}
                    // Only who has not begun to send gives up in the last poll.
                    Err(_) => {
                        let outcome = last_poll(receiving.as_mut());
                        let maybe_sent = !matches!(outcome, Some(Err(it)) if !it.maybe_sent());
                        break Err(SendError::new(
                            TransportErrorKind::Timeout(kind),
                            maybe_sent,
                        ));
                    }
                }
            }
        };
        match (outcome, received.head.take()) {
            (Ok(Some(body)), Some((status, headers))) => {
                let streaming = StreamingBody {
                    limit: endpoint.max_response,
                    collect_limit: endpoint.max_response.unwrap_or(self.limits.max_response),
                    resume: resume.cloned(),
                };
                let mut extensions = Extensions::new();
                extensions.insert(streaming);
                let body = Body::wrap(Streaming::new(body, self.limits.idle_timeout));
                let incoming = Incoming { body, extensions };
                let response = ResponseReader::streamed(endpoint, status, headers, incoming);
                Ok(response)
            }
            (Ok(None), Some((status, headers))) => {
                let body = received.content.into_bytes();
                let mut response = ResponseReader::received(endpoint, status, headers, body);
                response.hide(secrets.unwrap_or_default());
                Ok(response)
            }
            (Ok(_), None) => {
                let kind = TransportErrorKind::Other;
                Err(TransportError::new(endpoint, kind, true))
            }
            (Err(error), head) => {
                let failure = error.of(endpoint);
                Err(match head {
                    Some((status, headers)) => {
                        failure.with_received(status, headers, received.content.into_bytes())
                    }
                    None => failure,
                })
            }
        }
    }

    /// Sends the request and receives the complete response, or only its head and a body to stream.
    async fn receive(
        &self,
        request: &mut Option<http::Request<Body>>,
        endpoint: &'static EndpointMeta,
        received: &mut Received,
    ) -> Result<Option<Framed>, SendError> {
        let request = request.take().unwrap_or_default();
        let response = self.transport.send(request).await?;
        let (status, mut body) = self.head(response, endpoint, received)?;
        let limit = self.body_limit(endpoint, status);
        let is_streamed = endpoint.has_streams
            && received.head.as_ref().is_some_and(|(status, headers)| {
                let media_type = media_type_of(headers);
                let declared = endpoint.response_of_type(status.as_u16(), media_type);
                declared.is_some_and(|declared| declared.codec.mode == BodyMode::Streamed)
            });
        if is_streamed {
            return Ok(Some(body));
        }
        let too_large = || SendError::new(TransportErrorKind::BodyTooLarge { limit }, true);
        // The announced length.
        if body.least() > limit {
            return Err(too_large());
        }
        // Known to have ended, it is not asked again.
        while !body.is_end_stream()
            && let Some(frame) = body.frame().await
        {
            let frame = frame
                .map_err(|error| SendError::new(kind_of_body(&*error), true).with_source(error))?;
            // Other frames are trailers, which declarations do not cover.
            let Ok(piece) = frame.into_data() else {
                continue;
            };
            let left = limit.saturating_sub(received.content.length() as u64);
            if piece.len() as u64 > left {
                let length = usize::try_from(left).unwrap_or(piece.len());
                received.content.push(piece.slice(..length), 0);
                return Err(too_large());
            }
            received.content.push(piece, body.least().min(left));
        }
        Ok(None)
    }

    /// Records the head of a response and returns the body. An invalid head is recorded too.
    fn head(
        &self,
        response: http::Response<Body>,
        endpoint: &'static EndpointMeta,
        received: &mut Received,
    ) -> Result<(StatusCode, Framed), SendError> {
        let (head, body) = response.into_parts();
        let framing = Framing::of(endpoint.method, &head);
        let length = match framing.extent {
            Extent::Ambiguous => Err(TransportErrorKind::InvalidMessage),
            _ if framing.size > self.limits.max_header_bytes => {
                Err(TransportErrorKind::HeadersTooLarge)
            }
            Extent::Announced(length) => Ok(Some(length)),
            Extent::Any => Ok(None),
        };
        #[cfg_attr(not(feature = "_decompress"), expect(unused_variables))]
        let (status, headers) = received.head.insert((head.status, head.headers));
        let length = length.map_err(|kind| SendError::new(kind, true))?;
        let body = Framed::new(body, length);
        #[cfg(feature = "_decompress")]
        let body = if headers.contains_key(http::header::CONTENT_ENCODING) {
            let limit = match endpoint.max_response {
                // Where it may be a stream, it may have any length.
                None if endpoint.has_streams => u64::MAX,
                _ => self.body_limit(endpoint, *status),
            };
            crate::decompress::decompressed(headers, body, limit)
        } else {
            body
        };
        Ok((*status, body))
    }

    /// The limit of a response body in bytes.
    fn body_limit(&self, endpoint: &'static EndpointMeta, status: StatusCode) -> u64 {
        let limit = endpoint.max_response.unwrap_or(self.limits.max_response);
        if status.as_u16() >= 400 {
            limit.min(self.limits.max_error_response)
        } else {
            limit
        }
    }
}
