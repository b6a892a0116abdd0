//! Captures bodies as they pass through.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http_body::{Frame, SizeHint};

use super::capture::{Capture, Shared};
use super::exchange::Exchange;
use callpoint::{Body, BoxError};

/// A body that is captured while it is read. The end of a response body finishes the exchange.
pub(super) struct Watched {
    body: Body,
    captured: Shared,
    pub(super) exchange: Option<Exchange>,
}

impl Watched {
    pub(super) fn new(body: Body, captured: &Shared) -> Self {
        Capture::begin(captured, &body);
        Self {
            body,
            captured: Arc::clone(captured),
            exchange: None,
        }
    }
}

impl http_body::Body for Watched {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let this = self.get_mut();
        let frame = ready!(Pin::new(&mut this.body).poll_frame(cx));
        match &frame {
            Some(Ok(frame)) => {
                if let Some(piece) = frame.data_ref() {
                    Capture::push(&this.captured, piece);
                }
            }
            Some(Err(_)) => {}
            None => {
                Capture::end(&this.captured);
                this.exchange.take().into_iter().for_each(Exchange::finish);
            }
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// A body that is dropped early finishes the exchange too.
impl Drop for Watched {
    fn drop(&mut self) {
        self.exchange.take().into_iter().for_each(Exchange::finish);
    }
}
