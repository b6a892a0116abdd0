//! Content that is streamed while it is sent, and what is known about it in advance.

use std::fmt;
use std::io;
use std::path::Path;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use http::HeaderValue;
use http_body::{Frame, SizeHint};

use crate::body::{Body, BoxError};

/// Content that is streamed while it is sent: what an `Upload` wraps.
#[derive(Clone)]
pub struct StreamedContent {
    /// The source of the content.
    pub source: Source,
    /// The length in bytes, if known.
    pub length: Option<u64>,
    /// The value of `Content-Type`.
    pub content_type: Option<HeaderValue>,
    /// The file name of the part.
    pub file_name: Option<String>,
}

/// Creates a body each time it is called.
pub(crate) type MakeBody = Arc<dyn Fn() -> Body + Send + Sync>;

/// The source of streamed content.
#[derive(Clone)]
pub enum Source {
    /// Bytes in memory.
    Bytes(Bytes),
    /// A file: its path, and a function that opens it.
    File(Arc<Path>, MakeBody),
    /// A stream that is created for each attempt.
    Replay(MakeBody),
    /// A stream that can be read only once.
    Once(Arc<Mutex<Option<Body>>>),
}

impl StreamedContent {
    /// Content with a source and possibly a length, and nothing else.
    #[must_use]
    pub const fn new(source: Source, length: Option<u64>) -> Self {
        Self {
            source,
            length,
            content_type: None,
            file_name: None,
        }
    }

    /// Whether it can be sent a second time.
    #[must_use]
    pub const fn is_replayable(&self) -> bool {
        !matches!(self.source, Source::Once(_))
    }

    /// The content, read from its start. Opening a [`Source::Once`] a second time gives a body that fails.
    #[must_use]
    pub fn open(&self) -> Body {
        let length = self.length;
        match &self.source {
            Source::Bytes(bytes) if length == Some(bytes.len() as u64) => bytes.clone().into(),
            Source::Bytes(bytes) => with_length(bytes.clone().into(), length),
            Source::File(..) if length == Some(0) => Body::empty(),
            Source::File(_, make) | Source::Replay(make) => {
                let make = Arc::clone(make);
                Body::from_fn(move || {
                    let make = Arc::clone(&make);
                    with_length(Body::wrap(Lazy::new(move || make())), length)
                })
            }
            Source::Once(body) => {
                let source = Arc::clone(body);
                // The first reader takes it.
                let take = move || {
                    let mut source = source.lock().unwrap_or_else(PoisonError::into_inner);
                    source.take().unwrap_or_else(used_up)
                };
                with_length(Body::wrap(Lazy::new(take)), length)
            }
        }
    }
}

/// Shows the length, never the content.
impl fmt::Debug for StreamedContent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.length {
            Some(length) => write!(f, "Upload({length} bytes)"),
            None => f.write_str("Upload(stream)"),
        }
    }
}

impl Body {
    /// A body from a stream of chunks.
    pub fn from_stream<S, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<Bytes, E>> + Send + 'static,
        E: Into<BoxError>,
    {
        Self::wrap(Pieces::new(stream, None))
    }
}

fn with_length(body: Body, length: Option<u64>) -> Body {
    if length.is_none() {
        body
    } else {
        Body::wrap(Pieces::new(BodyPieces(body), length))
    }
}

/// A stream that is created by the first poll: a request that is only inspected, or kept for a retry, opens nothing.
struct Lazy<F> {
    make: F,
    made: Option<Body>,
}

impl<F> Lazy<F> {
    fn new(make: F) -> Self {
        Self { make, made: None }
    }
}

impl<F: Fn() -> Body + Unpin> http_body::Body for Lazy<F> {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let this = self.get_mut();
        let body = this.made.get_or_insert_with(&this.make);
        Pin::new(body).poll_frame(cx)
    }
}

fn used_up() -> Body {
    let error = io::Error::other("the stream was already sent and cannot be read twice");
    Body::from_stream(Failed(Some(error)))
}

/// A stream as a body. If its length is announced, the stream must match it.
struct Pieces<S> {
    left: Option<u64>,
    /// The chunk that completes the announced length.
    last: Option<Bytes>,
    stream: Pin<Box<S>>,
}

impl<S> Pieces<S> {
    fn new(stream: S, length: Option<u64>) -> Self {
        Self {
            left: length,
            last: None,
            stream: Box::pin(stream),
        }
    }
}

impl<S, E> http_body::Body for Pieces<S>
where
    S: Stream<Item = Result<Bytes, E>>,
    E: Into<BoxError>,
{
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let this = self.get_mut();
        loop {
            let piece = ready!(this.stream.as_mut().poll_next(cx));
            let left = match (piece, this.left) {
                (Some(Err(error)), _) => return Poll::Ready(Some(Err(unreadable(error)))),
                (Some(Ok(piece)), None) => return Poll::Ready(Some(Ok(Frame::data(piece)))),
                (Some(Ok(piece)), Some(left)) => match left.checked_sub(piece.len() as u64) {
                    // The HTTP library stops reading at the announced length, so the last chunk is held back until the stream is known to end there.
                    Some(0) => {
                        this.last = this.last.take().or(Some(piece));
                        0
                    }
                    Some(left) => {
                        this.left = Some(left);
                        return Poll::Ready(Some(Ok(Frame::data(piece))));
                    }
                    None => {
                        let error = unreadable("the content is longer than its announced length");
                        return Poll::Ready(Some(Err(error)));
                    }
                },
                (None, Some(1..)) => {
                    let error = unreadable("the content is shorter than its announced length");
                    return Poll::Ready(Some(Err(error)));
                }
                (None, _) => {
                    return Poll::Ready(this.last.take().map(|last| Ok(Frame::data(last))));
                }
            };
            this.left = Some(left);
        }
    }

    fn size_hint(&self) -> SizeHint {
        // A library would never poll a body with an announced length of zero; the stream must be polled to see that it is empty.
        let held = self.last.as_ref().map_or(0, |last| last.len() as u64);
        self.left
            .map(|left| left + held)
            .filter(|&left| left > 0)
            .map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}

/// Why content could not be read, to tell it apart from a connection error.
#[derive(Debug)]
pub struct Unreadable(BoxError);

fn unreadable(error: impl Into<BoxError>) -> BoxError {
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

/// The data of a body as a stream.
struct BodyPieces(Body);

impl Stream for BodyPieces {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let body = &mut self.get_mut().0;
        loop {
            match ready!(http_body::Body::poll_frame(Pin::new(&mut *body), cx)) {
                None => return Poll::Ready(None),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                Some(Ok(frame)) => {
                    if let Ok(data) = frame.into_data() {
                        return Poll::Ready(Some(Ok(data)));
                    }
                }
            }
        }
    }
}

/// A stream of a single error.
struct Failed(Option<io::Error>);

impl Stream for Failed {
    type Item = Result<Bytes, io::Error>;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.get_mut().0.take().map(Err))
    }
}
