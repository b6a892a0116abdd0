//! Bodies that are kept while they go by.

use std::mem;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::{Bytes, BytesMut};
use http_body::{Body as _, Frame, SizeHint};

use super::exchange::Exchange;
use crate::body::{Body, BoxError};

pub(super) type Shared = Arc<Mutex<Kept>>;

/// What is kept of a body that goes by.
pub(super) struct Kept {
    bytes: BytesMut,
    left: usize,
    announced: Option<u64>,
    /// Whether its end was seen, and all of it is here.
    is_complete: bool,
    is_cut: bool,
}

impl Kept {
    pub(super) fn shared(limit: usize) -> Shared {
        Arc::new(Mutex::new(Self {
            bytes: BytesMut::new(),
            left: limit,
            announced: None,
            is_complete: false,
            is_cut: false,
        }))
    }

    pub(super) fn watch(body: Body, kept: &Shared) -> Watched {
        kept.lock()
            .unwrap_or_else(PoisonError::into_inner)
            .announced = body.size_hint().exact();
        Watched {
            body,
            kept: Arc::clone(kept),
            exchange: None,
        }
    }

    pub(super) fn push(shared: &Shared, piece: &[u8]) {
        let mut kept = shared.lock().unwrap_or_else(PoisonError::into_inner);
        let length = piece.len().min(kept.left);
        kept.is_cut |= length < piece.len();
        kept.left -= length;
        kept.bytes.extend_from_slice(&piece[..length]);
        // Whoever sends a body may stop reading at its announced length.
        kept.is_complete |= kept.announced == Some(kept.bytes.len() as u64);
    }

    pub(super) fn end(shared: &Shared) {
        let mut kept = shared.lock().unwrap_or_else(PoisonError::into_inner);
        kept.is_complete = !kept.is_cut;
    }

    pub(super) fn take(shared: &Shared) -> (Bytes, bool) {
        let mut kept = shared.lock().unwrap_or_else(PoisonError::into_inner);
        (mem::take(&mut kept.bytes).freeze(), kept.is_complete)
    }
}

/// A body that is kept while it goes by. With the end of an answer the exchange is over.
pub(super) struct Watched {
    body: Body,
    kept: Shared,
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
                    Kept::push(&this.kept, piece);
                }
            }
            Some(Err(_)) => {}
            None => {
                Kept::end(&this.kept);
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

/// What is not read to its end has come as far as it has.
impl Drop for Watched {
    fn drop(&mut self) {
        self.exchange.take().into_iter().for_each(Exchange::finish);
    }
}
