//! Captures bodies as they pass through.

use std::mem;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::{Bytes, BytesMut};
use http_body::{Body as _, Frame, SizeHint};

use super::content::LeftOut;
use super::exchange::Exchange;
use callpoint::{Body, BoxError};

pub(super) type Shared = Arc<Mutex<Capture>>;

/// The captured part of a body.
pub(super) struct Capture {
    bytes: BytesMut,
    left: usize,
    announced: Option<u64>,
    /// Whether the body ended and was captured completely.
    is_complete: bool,
    is_cut: bool,
}

impl Capture {
    pub(super) fn shared(limit: usize) -> Shared {
        Arc::new(Mutex::new(Self {
            bytes: BytesMut::new(),
            left: limit,
            announced: None,
            is_complete: false,
            is_cut: false,
        }))
    }

    pub(super) fn watch(body: Body, captured: &Shared) -> Watched {
        {
            let mut captured = captured.lock().unwrap_or_else(PoisonError::into_inner);
            captured.announced = body.size_hint().exact();
            captured.is_complete = captured.announced == Some(0);
        }
        Watched {
            body,
            captured: Arc::clone(captured),
            exchange: None,
        }
    }

    pub(super) fn push(shared: &Shared, piece: &[u8]) {
        let mut captured = shared.lock().unwrap_or_else(PoisonError::into_inner);
        let length = piece.len().min(captured.left);
        captured.is_cut |= length < piece.len();
        captured.left -= length;
        captured.bytes.extend_from_slice(&piece[..length]);
        // A sender may stop reading a body at its announced length.
        captured.is_complete |= captured.announced == Some(captured.bytes.len() as u64);
    }

    pub(super) fn end(shared: &Shared) {
        let mut captured = shared.lock().unwrap_or_else(PoisonError::into_inner);
        captured.is_complete = !captured.is_cut;
    }

    /// The captured bytes, and why they are not complete.
    pub(super) fn take(shared: &Shared) -> (Bytes, Option<LeftOut>) {
        let mut captured = shared.lock().unwrap_or_else(PoisonError::into_inner);
        let missing = match (captured.is_complete, captured.is_cut) {
            (true, _) => None,
            (false, true) => Some(LeftOut::TooLong),
            (false, false) => Some(LeftOut::NotReceived),
        };
        (mem::take(&mut captured.bytes).freeze(), missing)
    }
}

/// A body that is captured while it is read. The end of a response body finishes the exchange.
pub(super) struct Watched {
    body: Body,
    captured: Shared,
    pub(super) exchange: Option<Exchange>,
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
