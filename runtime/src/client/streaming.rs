//! The body of a streamed response with an idle timeout.

use std::future::Future as _;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use callpoint_core::BoxError;
use http_body::{Frame, SizeHint};
use tokio::time::{Instant, Sleep, sleep_until};

use super::in_runtime;
use crate::framing::Framed;
use crate::transport::IdleTimeout;

/// A body that fails if no data is received for longer than its limit.
pub(super) struct Streaming {
    body: Framed,
    limit: Duration,
    /// When the wait for the next chunk ends, if it is waited for.
    until: Option<Instant>,
    /// It is reset only when it goes off, because nearly all chunks arrive long before that.
    idle: Option<Pin<Box<Sleep>>>,
}

impl Streaming {
    pub(super) const fn new(body: Framed, limit: Duration) -> Self {
        Self {
            body,
            limit,
            until: None,
            idle: None,
        }
    }

    /// The error of a stream that has received nothing for too long.
    fn poll_idle(&mut self, cx: &mut Context<'_>) -> Poll<BoxError> {
        let ends = || Instant::now().checked_add(self.limit);
        let Some(until) = self.until.or_else(ends) else {
            return Poll::Pending;
        };
        self.until = Some(until);
        if self.idle.is_none()
            && let Err(error) = in_runtime()
        {
            return Poll::Ready(error.into());
        }
        let idle = (self.idle).get_or_insert_with(|| Box::pin(sleep_until(until)));
        loop {
            ready!(idle.as_mut().poll(cx));
            if idle.deadline() >= until {
                return Poll::Ready(Box::new(IdleTimeout));
            }
            idle.as_mut().reset(until);
        }
    }
}

impl http_body::Body for Streaming {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let this = self.get_mut();
        let polled = Pin::new(&mut this.body).poll_frame(cx);
        if polled.is_ready() {
            this.until = None;
            return polled;
        }
        this.poll_idle(cx).map(|error| Some(Err(error)))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
