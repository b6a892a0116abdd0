//! The body of a request or a response.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use http_body::{Frame, SizeHint};
use http_body_util::BodyExt as _;
use http_body_util::combinators::UnsyncBoxBody;

/// Any error that can be sent between threads.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// The body of a request or a response: empty, bytes in memory, or a stream.
///
/// It implements [`http_body::Body`], so HTTP libraries can send it. [`Body::wrap`] turns any response body into one.
#[derive(Default)]
pub struct Body(Inner);

#[derive(Default)]
enum Inner {
    #[default]
    Empty,
    Bytes(Bytes),
    Stream(UnsyncBoxBody<Bytes, BoxError>),
    /// Data alone: frames are large to pass on, because they may hold trailers.
    Chunks(Box<dyn Chunks>),
    Opened(Box<Opened>),
}

/// Where the data of a body comes from.
trait Source {
    /// The next chunk.
    fn poll_data(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, BoxError>>>;

    /// It has ended, and must not be read behind its end.
    fn end(&mut self);
}

/// The chunks of a body.
trait Chunks: Send {
    /// The next chunk. The frame is made and counted where the source is known: it is large to pass on.
    fn poll_frame(
        &mut self,
        cx: &mut Context<'_>,
        count: &mut Count,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>>;
}

/// The chunks of a stream, whose errors say that content could not be read. `None` behind its end.
struct Pieces<S>(Option<Pin<Box<S>>>);

/// What is counted of a body while it is read.
#[derive(Default)]
struct Count {
    /// What is still to come of the announced length, if there is one.
    left: Option<u64>,
    /// The chunk that completes it.
    last: Option<Bytes>,
    /// How often the body was read.
    reads: Option<Arc<AtomicUsize>>,
}

/// A body that is made when it is read, that can be made again, whose length is announced, or that somebody watches: one step between the reader
/// and the source, whichever of these it is.
struct Opened {
    make: Option<Make>,
    /// The body that is being read. `None` until the first poll: a request that is only inspected, or kept for a retry, opens nothing.
    body: Option<Body>,
    /// The announced length.
    length: Option<u64>,
    count: Count,
}

/// What makes the body of [`Opened`].
enum Make {
    /// A body for each attempt.
    Each(MakeBody, When),
    /// One that can be read only once.
    Once(Option<Box<dyn FnOnce() -> Body + Send>>),
}

/// When the body of an attempt is made.
#[derive(Clone, Copy, PartialEq)]
enum When {
    Now,
    Read,
}

/// Creates a body each time it is called.
pub(crate) type MakeBody = Arc<dyn Fn() -> Body + Send + Sync>;

impl Body {
    /// An empty body.
    #[must_use]
    pub const fn empty() -> Self {
        Self(Inner::Empty)
    }

    /// Wraps a body of another type.
    pub fn wrap<B>(body: B) -> Self
    where
        B: http_body::Body<Data = Bytes> + Send + 'static,
        B::Error: Into<BoxError>,
    {
        Self(Inner::Stream(body.map_err(Into::into).boxed_unsync()))
    }

    /// A body that `make` creates for each attempt, so that a retry can send it again.
    pub fn from_fn(make: impl Fn() -> Self + Send + Sync + 'static) -> Self {
        Self::opened(Make::Each(Arc::new(make), When::Now), None)
    }

    /// A body that `make` creates for each attempt when it is read, and that must have the length.
    pub(crate) fn lazy(make: MakeBody, length: Option<u64>) -> Self {
        Self::opened(Make::Each(make, When::Read), length)
    }

    /// A body that `make` creates when it is read, once, and that must have the length.
    pub(crate) fn lazy_once(
        make: impl FnOnce() -> Self + Send + 'static,
        length: Option<u64>,
    ) -> Self {
        Self::opened(Make::Once(Some(Box::new(make))), length)
    }

    /// This body, which must have the length.
    pub(crate) fn with_length(self, length: u64) -> Self {
        let opened = Opened {
            length: Some(length),
            count: Count::to(Some(length)),
            ..Opened::of(self)
        };
        Self(Inner::Opened(Box::new(opened)))
    }

    fn opened(make: Make, length: Option<u64>) -> Self {
        let body = match &make {
            Make::Each(make, When::Now) => Some(make()),
            Make::Each(_, When::Read) | Make::Once(_) => None,
        };
        Self(Inner::Opened(Box::new(Opened {
            make: Some(make),
            body,
            length,
            count: Count::to(length),
        })))
    }

    /// Counts how often a chunk, an error or the end of this body is read. `None` for bytes in memory: they are one chunk, which nobody counts.
    #[doc(hidden)]
    pub fn count_reads(&mut self) -> Option<Arc<AtomicUsize>> {
        if self.as_bytes().is_some() {
            return None;
        }
        let mut opened = match std::mem::take(self).0 {
            Inner::Opened(opened) => opened,
            inner => Box::new(Opened::of(Self(inner))),
        };
        let reads = Arc::clone(opened.count.reads.get_or_insert_default());
        self.0 = Inner::Opened(opened);
        Some(reads)
    }

    /// A body from a stream of chunks.
    pub fn from_stream<S, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<Bytes, E>> + Send + 'static,
        E: Into<BoxError>,
    {
        Self(Inner::Chunks(Box::new(Pieces(Some(Box::pin(stream))))))
    }

    /// The bytes, if they are in memory: always, except for a stream.
    #[must_use]
    pub fn as_bytes(&self) -> Option<&[u8]> {
        match &self.0 {
            Inner::Empty => Some(&[]),
            Inner::Bytes(bytes) => Some(bytes),
            Inner::Opened(opened) if opened.count.left.is_none() => {
                opened.body.as_ref()?.as_bytes()
            }
            Inner::Opened(_) | Inner::Chunks(_) | Inner::Stream(_) => None,
        }
    }

    /// A second body with the same content. `None` for a stream that can be read only once.
    #[must_use]
    pub fn try_clone(&self) -> Option<Self> {
        match &self.0 {
            Inner::Empty => Some(Self::empty()),
            Inner::Bytes(bytes) => Some(Self(Inner::Bytes(bytes.clone()))),
            Inner::Opened(opened) => match &opened.make {
                Some(Make::Each(make, when)) => Some(Self::opened(
                    Make::Each(Arc::clone(make), *when),
                    opened.length,
                )),
                Some(Make::Once(_)) | None => None,
            },
            Inner::Chunks(_) | Inner::Stream(_) => None,
        }
    }

    /// The bytes, if they are in memory.
    ///
    /// # Errors
    /// The body itself, if it is a stream.
    pub fn try_into_bytes(self) -> Result<Bytes, Self> {
        match self.0 {
            Inner::Empty => Ok(Bytes::new()),
            Inner::Bytes(bytes) => Ok(bytes),
            _ => Err(self),
        }
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        if bytes.is_empty() {
            Self::empty()
        } else {
            Self(Inner::Bytes(bytes))
        }
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Bytes::from(bytes).into()
    }
}

impl From<String> for Body {
    fn from(text: String) -> Self {
        Bytes::from(text).into()
    }
}

impl From<&'static str> for Body {
    fn from(text: &'static str) -> Self {
        Bytes::from_static(text.as_bytes()).into()
    }
}

/// Shows the length, never the content.
impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.as_bytes() {
            Some(bytes) => write!(f, "Body({} bytes)", bytes.len()),
            None => f.write_str("Body(stream)"),
        }
    }
}

impl http_body::Body for Body {
    type Data = Bytes;
    type Error = BoxError;

    #[inline]
    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let inner = &mut self.get_mut().0;
        // What may have many frames is little enough to be inlined into the reader.
        match inner {
            Inner::Stream(body) => Pin::new(body).poll_frame(cx),
            Inner::Opened(opened) => opened.poll_frame(cx),
            Inner::Empty | Inner::Bytes(_) | Inner::Chunks(_) => poll_other(inner, cx),
        }
    }

    fn is_end_stream(&self) -> bool {
        match &self.0 {
            Inner::Empty => true,
            Inner::Bytes(_) | Inner::Chunks(_) => false,
            Inner::Stream(body) => body.is_end_stream(),
            Inner::Opened(opened) => opened.is_end_stream(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match &self.0 {
            Inner::Empty => SizeHint::with_exact(0),
            Inner::Bytes(bytes) => SizeHint::with_exact(bytes.len() as u64),
            Inner::Chunks(_) => SizeHint::default(),
            Inner::Stream(body) => body.size_hint(),
            Inner::Opened(opened) => opened.size_hint(),
        }
    }
}

/// Of what is in memory, and of chunks that nobody counts.
#[inline(never)]
fn poll_other(
    inner: &mut Inner,
    cx: &mut Context<'_>,
) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
    if let Inner::Chunks(chunks) = inner {
        return chunks.poll_frame(cx, &mut Count::default());
    }
    Poll::Ready(match std::mem::take(inner) {
        Inner::Bytes(bytes) => Some(Ok(Frame::data(bytes))),
        _ => None,
    })
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
    fn poll_frame(
        &mut self,
        cx: &mut Context<'_>,
        count: &mut Count,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let chunk = ready!(self.poll_data(cx));
        if let Some(reads) = &count.reads {
            reads.fetch_add(1, Ordering::Relaxed);
        }
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

impl Count {
    const fn to(length: Option<u64>) -> Self {
        Self {
            left: length,
            last: None,
            reads: None,
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
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
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

impl Opened {
    const fn of(body: Body) -> Self {
        Self {
            make: None,
            body: Some(body),
            length: None,
            count: Count::to(None),
        }
    }

    #[inline]
    fn poll_frame(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        if let Some(Body(Inner::Chunks(chunks))) = &mut self.body {
            return chunks.poll_frame(cx, &mut self.count);
        }
        self.poll_other(cx)
    }

    /// What does not happen for each chunk: the body is made, or is not one of chunks.
    #[inline(never)]
    fn poll_other(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let make = &mut self.make;
        let body = self.body.get_or_insert_with(|| match make {
            Some(Make::Each(make, _)) => make(),
            Some(Make::Once(make)) => make.take().map_or_else(Body::empty, |make| make()),
            None => Body::empty(),
        });
        let polled = if self.count.left.is_some() {
            let chunk = ready!(body.poll_data(cx));
            self.count.poll_end(body, chunk, cx)
        } else {
            http_body::Body::poll_frame(Pin::new(body), cx)
        };
        if let (Poll::Ready(_), Some(reads)) = (&polled, &self.count.reads) {
            reads.fetch_add(1, Ordering::Relaxed);
        }
        polled
    }

    fn is_end_stream(&self) -> bool {
        // A source with an announced length is read up to its end.
        self.count.left.is_none()
            && self
                .body
                .as_ref()
                .is_some_and(http_body::Body::is_end_stream)
    }

    fn size_hint(&self) -> SizeHint {
        let Some(left) = self.count.left else {
            let body = self.body.as_ref();
            return body.map_or_else(SizeHint::default, http_body::Body::size_hint);
        };
        // A library would never poll a body with an announced length of zero; the source must be polled to see that it is empty.
        match left + self.count.last.as_ref().map_or(0, |last| last.len() as u64) {
            0 => SizeHint::default(),
            left => SizeHint::with_exact(left),
        }
    }
}

/// Why content could not be read, to tell it apart from a connection error.
#[derive(Debug)]
pub struct Unreadable(BoxError);

pub(crate) fn unreadable(error: impl Into<BoxError>) -> BoxError {
    let error = error.into();
    // A nested body has wrapped the error already.
    if error.is::<Unreadable>() {
        error
    } else {
        Box::new(Unreadable(error))
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the content could not be read")
    }
}

impl std::error::Error for Unreadable {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&*self.0)
    }
}
