//! What of a body has passed through.

use std::mem;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::{Bytes, BytesMut};
use http_body::Body as _;

use super::content::LeftOut;
use callpoint::Body;

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

    /// Begins with a body.
    pub(super) fn begin(shared: &Shared, body: &Body) {
        let mut captured = shared.lock().unwrap_or_else(PoisonError::into_inner);
        captured.announced = body.size_hint().exact();
        captured.is_complete = captured.announced == Some(0);
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
