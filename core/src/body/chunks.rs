//! What a body is read from, chunk by chunk, and what is counted of it.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use http_body::{Frame, SizeHint};

use super::{Body, BoxError, unreadable};

/// What polling a body gives.
pub(super) type Polled = Poll<Option<Result<Frame<Bytes>, BoxError>>>;

/// What a body is read from.
pub(super) trait Chunks: Send {
    /// The next frame. It is made and counted where the source is known: it is large to pass on, because it may hold trailers.
    fn poll_frame(&mut self, cx: &mut Context<'_>, count: &mut Count) -> Polled;

    /// The bytes, if they are in memory.
    fn as_bytes(&self) -> Option<&[u8]> {
        None
    }

    fn is_end_stream(&self) -> bool {
        false
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::default()
    }
}

/// Where the data of a body comes from.
trait Source {
    /// The next chunk.
    fn poll_data(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, BoxError>>>;

    /// It has ended, and must not be read behind its end.
    fn end(&mut self);
}

/// The chunks of a stream, whose errors say that content could not be read. `None` behind its end.
pub(super) struct Pieces<S>(Option<Pin<Box<S>>>);

/// What is counted of a body while it is read.
#[derive(Default)]
pub(super) struct Count {
    /// What is still to come of the announced length, if there is one.
    pub(super) left: Option<u64>,
    /// The chunk that completes it.
    pub(super) last: Option<Bytes>,
    /// How often the body was read.
    pub(super) reads: Option<Arc<AtomicUsize>>,
}

impl<S> Pieces<S> {
    pub(super) fn new(stream: S) -> Self {
        Self(Some(Box::pin(stream)))
    }
}

impl<S, E> Source for Pieces<S>
where
    S: Stream<Item = Result<Bytes, E>>,
    E: Into<BoxError>,
{
    #[inline]
    fn poll_data(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, BoxError>>> {
        let Some(stream) = &mut self.0 else {
            return Poll::Ready(None);
        };
        let piece = ready!(stream.as_mut().poll_next(cx));
        Poll::Ready(piece.map(|piece| piece.map_err(unreadable)))
    }

    fn end(&mut self) {
        self.0 = None;
    }
}

impl<S, E> Chunks for Pieces<S>
where
    S: Stream<Item = Result<Bytes, E>> + Send,
    E: Into<BoxError>,
{
    fn poll_frame(&mut self, cx: &mut Context<'_>, count: &mut Count) -> Polled {
        let chunk = ready!(self.poll_data(cx));
        count.read();
        match chunk {
            Some(Ok(data)) if count.left.is_none_or(|left| (data.len() as u64) < left) => {
                if let Some(left) = &mut count.left {
                    *left -= data.len() as u64;
                }
                Poll::Ready(Some(Ok(Frame::data(data))))
            }
            chunk => count.poll_end(self, chunk, cx),
        }
    }
}

/// Data alone: trailers are passed over.
impl Source for Body {
    fn poll_data(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, BoxError>>> {
        loop {
            let frame = ready!(http_body::Body::poll_frame(Pin::new(&mut *self), cx));
            match frame.map(|frame| frame.map(Frame::into_data)) {
                Some(Ok(Ok(data))) => return Poll::Ready(Some(Ok(data))),
                Some(Ok(Err(_))) => {}
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }

    fn end(&mut self) {
        *self = Self::empty();
    }
}

impl Chunks for Body {
    fn poll_frame(&mut self, cx: &mut Context<'_>, count: &mut Count) -> Polled {
        if count.left.is_some() {
            let chunk = ready!(self.poll_data(cx));
            count.read();
            return count.poll_end(self, chunk, cx);
        }
        let frame = ready!(http_body::Body::poll_frame(Pin::new(self), cx));
        count.read();
        Poll::Ready(frame)
    }

    fn as_bytes(&self) -> Option<&[u8]> {
        Self::as_bytes(self)
    }

    fn is_end_stream(&self) -> bool {
        http_body::Body::is_end_stream(self)
    }

    fn size_hint(&self) -> SizeHint {
        http_body::Body::size_hint(self)
    }
}

impl Count {
    pub(super) const fn to(length: Option<u64>) -> Self {
        Self {
            left: length,
            last: None,
            reads: None,
        }
    }

    /// A chunk, an error or the end was read.
    #[inline]
    fn read(&self) {
        if let Some(reads) = &self.reads {
            reads.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Checks the announced length after `chunk`, if there is one. The HTTP library stops reading there, so the last chunk is held back until the
    /// source is known to end with it.
    #[inline(never)]
    fn poll_end(
        &mut self,
        source: &mut dyn Source,
        mut chunk: Option<Result<Bytes, BoxError>>,
        cx: &mut Context<'_>,
    ) -> Polled {
        loop {
            let Some(left) = &mut self.left else {
                return Poll::Ready(chunk.map(|chunk| chunk.map(Frame::data)));
            };
            let data = match chunk {
                Some(Ok(data)) => data,
                Some(Err(error)) => return Poll::Ready(Some(Err(unreadable(error)))),
                None if *left > 0 => {
                    let error = unreadable("the content is shorter than its announced length");
                    return Poll::Ready(Some(Err(error)));
                }
                None => {
                    // Who does not go by the length asks once more behind the last chunk.
                    source.end();
                    return Poll::Ready(self.last.take().map(|last| Ok(Frame::data(last))));
                }
            };
            let Some(rest) = left.checked_sub(data.len() as u64) else {
                let error = unreadable("the content is longer than its announced length");
                return Poll::Ready(Some(Err(error)));
            };
            *left = rest;
            if rest > 0 {
                return Poll::Ready(Some(Ok(Frame::data(data))));
            }
            self.last = self.last.take().or(Some(data));
            chunk = ready!(source.poll_data(cx));
        }
    }
}
