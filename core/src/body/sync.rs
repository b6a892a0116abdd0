//! A body for a library that requires `Sync`.

use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::Context;

use bytes::Bytes;
use http_body::SizeHint;

use super::chunks::Polled;
use super::opened::Opened;
use super::{Body, BoxError, Inner};

/// A body that is `Sync`, as reqwest requires, although only one thread polls it. The mutex is never contended.
pub struct SyncBody {
    opened: Mutex<Opened>,
    /// Known without the mutex, because hyper asks after each chunk.
    is_end: bool,
}

impl SyncBody {
    /// The same body.
    pub fn of(body: Body) -> Self {
        let opened = match body.0 {
            Inner::Opened(opened) => *opened,
            inner => Opened::of(Body(inner)),
        };
        Self {
            is_end: opened.is_end_stream(),
            opened: Mutex::new(opened),
        }
    }
}

impl http_body::Body for SyncBody {
    type Data = Bytes;
    type Error = BoxError;

    #[inline]
    fn poll_frame(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Polled {
        let opened = self.get_mut().opened.get_mut();
        opened
            .unwrap_or_else(PoisonError::into_inner)
            .poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.is_end
    }

    fn size_hint(&self) -> SizeHint {
        let opened = self.opened.lock();
        opened.unwrap_or_else(PoisonError::into_inner).size_hint()
    }
}
