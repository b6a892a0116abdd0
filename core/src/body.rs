//! The body of a request or a response.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
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
    Opened(Box<Opened>),
}

/// A body that is made when it is read, that can be made again, whose length is announced, or that somebody watches: one step between the reader
/// and the source, whichever of these it is.
struct Opened {
    make: Option<Make>,
    /// The body that is being read. `None` until the first poll: a request that is only inspected, or kept for a retry, opens nothing.
    body: Option<Body>,
    /// The announced length.
    length: Option<u64>,
    /// What is still to come of it.
    left: Option<u64>,
    /// The chunk that completes the announced length.
    last: Option<Bytes>,
    on_read: Option<Box<dyn OnRead>>,
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

/// Is called each time a chunk of a body was read.
pub trait OnRead: Send {
    /// A chunk, an error or the end was read.
    fn read(&mut self);
}

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
            left: Some(length),
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
            left: length,
            last: None,
            on_read: None,
        })))
    }

    /// Has `on_read` called each time a chunk of this body was read. Bytes in memory are one chunk, which nobody watches.
    #[doc(hidden)]
    #[must_use]
    pub fn on_read(self, on_read: impl OnRead + 'static) -> Self {
        let mut opened = match self.0 {
            Inner::Empty | Inner::Bytes(_) => return self,
            Inner::Opened(opened) if opened.on_read.is_none() => opened,
            inner => Box::new(Opened::of(Self(inner))),
        };
        opened.on_read = Some(Box::new(on_read));
        Self(Inner::Opened(opened))
    }

    /// The bytes, if they are in memory: always, except for a stream.
    #[must_use]
    pub fn as_bytes(&self) -> Option<&[u8]> {
        match &self.0 {
            Inner::Empty => Some(&[]),
            Inner::Bytes(bytes) => Some(bytes),
            Inner::Opened(opened) if opened.left.is_none() => opened.body.as_ref()?.as_bytes(),
            Inner::Opened(_) | Inner::Stream(_) => None,
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
            Inner::Stream(_) => None,
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

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let inner = &mut self.get_mut().0;
        match inner {
            Inner::Empty => Poll::Ready(None),
            Inner::Bytes(bytes) => {
                let bytes = std::mem::take(bytes);
                *inner = Inner::Empty;
                Poll::Ready(Some(Ok(Frame::data(bytes))))
            }
            Inner::Stream(body) => Pin::new(body).poll_frame(cx),
            Inner::Opened(opened) => {
                let polled = opened.poll(cx);
                if let (Poll::Ready(_), Some(on_read)) = (&polled, &mut opened.on_read) {
                    on_read.read();
                }
                polled
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        match &self.0 {
            Inner::Empty => true,
            Inner::Bytes(_) => false,
            Inner::Stream(body) => body.is_end_stream(),
            Inner::Opened(opened) => opened.is_end_stream(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match &self.0 {
            Inner::Empty => SizeHint::with_exact(0),
            Inner::Bytes(bytes) => SizeHint::with_exact(bytes.len() as u64),
            Inner::Stream(body) => body.size_hint(),
            Inner::Opened(opened) => opened.size_hint(),
        }
    }
}

impl Opened {
    const fn of(body: Body) -> Self {
        Self {
            make: None,
            body: Some(body),
            length: None,
            left: None,
            last: None,
            on_read: None,
        }
    }

    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let body = match &mut self.body {
            Some(body) => body,
            body => body.insert(match &mut self.make {
                Some(Make::Each(make, _)) => make(),
                Some(Make::Once(make)) => make.take().map_or_else(Body::empty, |make| make()),
                None => Body::empty(),
            }),
        };
        loop {
            let frame = ready!(http_body::Body::poll_frame(Pin::new(&mut *body), cx));
            let Some(left) = self.left else {
                return Poll::Ready(frame);
            };
            let data = match frame {
                Some(Ok(frame)) => match frame.into_data() {
                    Ok(data) => data,
                    // Trailers.
                    Err(_) => continue,
                },
                Some(Err(error)) => return Poll::Ready(Some(Err(unreadable(error)))),
                None if left > 0 => {
                    let error = unreadable("the content is shorter than its announced length");
                    return Poll::Ready(Some(Err(error)));
                }
                None => return Poll::Ready(self.last.take().map(|last| Ok(Frame::data(last)))),
            };
            match left.checked_sub(data.len() as u64) {
                // The HTTP library stops reading at the announced length, so the last chunk is held back until the source is known to end there.
                Some(0) => {
                    self.left = Some(0);
                    self.last = self.last.take().or(Some(data));
                }
                Some(left) => {
                    self.left = Some(left);
                    return Poll::Ready(Some(Ok(Frame::data(data))));
                }
                None => {
                    let error = unreadable("the content is longer than its announced length");
                    return Poll::Ready(Some(Err(error)));
                }
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        // A source with an announced length is read up to its end.
        self.left.is_none()
            && self
                .body
                .as_ref()
                .is_some_and(http_body::Body::is_end_stream)
    }

    fn size_hint(&self) -> SizeHint {
        let Some(left) = self.left else {
            let body = self.body.as_ref();
            return body.map_or_else(SizeHint::default, http_body::Body::size_hint);
        };
        // A library would never poll a body with an announced length of zero; the source must be polled to see that it is empty.
        match left + self.last.as_ref().map_or(0, |last| last.len() as u64) {
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
