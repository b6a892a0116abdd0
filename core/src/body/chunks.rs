//! What a body is read from, chunk by chunk, and what is counted of it.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
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

    /// The part of a chunk that is passed on now.
    fn split(&mut self, chunk: Bytes) -> Bytes;

    /// It has ended, and must not be read behind its end.
    fn end(&mut self);
}

/// The chunks of a stream, whose errors say that content could not be read. A large one is split: an HTTP library asks for the next when it has sent one, and
/// until then nobody sees that it is being sent.
pub(super) enum Pieces<S> {
    Reading(Pin<Box<S>>),
    /// With the rest of a large chunk.
    Splitting(Pin<Box<S>>, Bytes),
    Ended,
}

/// The most that is passed on at a time, in bytes.
pub(crate) const LARGEST: usize = 128 * 1024;

/// What is counted of a body while it is read.
pub(super) struct Count {
    /// Whether a length was announced.
    pub(super) is_announced: bool,
    /// How many bytes may still come: of the announced length, or of as many as there can be. Who sees it change knows that the body is being read.
    pub(super) left: Arc<AtomicU64>,
    /// The chunk that completes the announced length.
    pub(super) last: Option<Bytes>,
}

impl<S> Pieces<S> {
    pub(super) fn new(stream: S) -> Self {
        Self::Reading(Box::pin(stream))
    }

    /// The rest of a large chunk that was read before. `None` behind the end.
    #[inline(never)]
    fn rest(&mut self) -> Option<Bytes> {
        match std::mem::replace(self, Self::Ended) {
            Self::Splitting(stream, rest) => {
                *self = Self::Reading(stream);
                Some(rest)
            }
            _ => None,
        }
    }
}

impl<S, E> Source for Pieces<S>
where
    S: Stream<Item = Result<Bytes, E>>,
    E: Into<BoxError>,
{
    #[inline]
    fn poll_data(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, BoxError>>> {
        let Self::Reading(stream) = self else {
            return Poll::Ready(self.rest().map(Ok));
        };
        let chunk = ready!(stream.as_mut().poll_next(cx));
        Poll::Ready(chunk.map(|chunk| chunk.map_err(unreadable)))
    }

    fn split(&mut self, mut chunk: Bytes) -> Bytes {
        if chunk.len() <= LARGEST {
            return chunk;
        }
        let piece = chunk.split_to(LARGEST);
        if let Self::Reading(stream) = std::mem::replace(self, Self::Ended) {
            *self = Self::Splitting(stream, chunk);
        }
        piece
    }

    fn end(&mut self) {
        *self = Self::Ended;
    }
}

impl<S, E> Chunks for Pieces<S>
where
    S: Stream<Item = Result<Bytes, E>> + Send,
    E: Into<BoxError>,
{
    fn poll_frame(&mut self, cx: &mut Context<'_>, count: &mut Count) -> Polled {
        // Not by `poll_data`: the rest of a split chunk would take the way of each small one, through memory.
        let Self::Reading(stream) = self else {
            let rest = self.rest().map(Ok);
            return count.poll_end(self, rest, cx);
        };
        match ready!(stream.as_mut().poll_next(cx)) {
            Some(Ok(data)) if data.len() <= LARGEST && count.count_chunk(&data) => {
                Poll::Ready(Some(Ok(Frame::data(data))))
            }
            chunk => {
                let chunk = chunk.map(|chunk| chunk.map_err(unreadable));
                count.poll_end(self, chunk, cx)
            }
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

    fn split(&mut self, chunk: Bytes) -> Bytes {
        chunk
    }

    fn end(&mut self) {
        *self = Self::empty();
    }
}

impl Chunks for Body {
    fn poll_frame(&mut self, cx: &mut Context<'_>, count: &mut Count) -> Polled {
        if count.is_announced {
            let chunk = ready!(self.poll_data(cx));
            return count.poll_end(self, chunk, cx);
        }
        let frame = ready!(http_body::Body::poll_frame(Pin::new(self), cx));
        if let Some(data) = frame.as_ref().and_then(|it| it.as_ref().ok()?.data_ref()) {
            count.count_chunk(data);
        }
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
    pub(super) fn to(length: Option<u64>) -> Self {
        Self {
            is_announced: length.is_some(),
            left: Arc::new(AtomicU64::new(length.unwrap_or(u64::MAX))),
            last: None,
        }
    }

    /// How much of the announced length is to come.
    pub(super) fn announced(&self) -> Option<u64> {
        self.is_announced.then(|| self.left.load(Ordering::Relaxed))
    }

    /// Counts a chunk, and whether more may come: one that completes the announced length, or is longer, is not counted yet. Nobody else changes the count.
    #[inline]
    fn count_chunk(&self, data: &Bytes) -> bool {
        let left = self.left.load(Ordering::Relaxed);
        let length = data.len() as u64;
        let has_more = length < left;
        if has_more {
            self.left.store(left - length, Ordering::Relaxed);
        }
        has_more
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
            chunk = chunk.map(|chunk| chunk.map(|chunk| source.split(chunk)));
            if !self.is_announced {
                if let Some(Ok(data)) = &chunk {
                    self.count_chunk(data);
                }
                return Poll::Ready(chunk.map(|chunk| chunk.map(Frame::data)));
            }
            let left = self.left.load(Ordering::Relaxed);
            let data = match chunk {
                Some(Ok(data)) => data,
                Some(Err(error)) => return Poll::Ready(Some(Err(unreadable(error)))),
                None if left > 0 => {
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
            self.left.store(rest, Ordering::Relaxed);
            if rest > 0 {
                return Poll::Ready(Some(Ok(Frame::data(data))));
            }
            self.last = self.last.take().or(Some(data));
            chunk = ready!(source.poll_data(cx));
        }
    }
}
