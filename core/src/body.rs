//! The body of a request or a response.

mod chunks;
mod opened;
mod sync;

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use http_body::{Frame, SizeHint};
use http_body_util::BodyExt as _;
use http_body_util::combinators::UnsyncBoxBody;

pub(crate) use self::chunks::LARGEST;
use self::chunks::{Chunks, Pieces, Polled};
pub(crate) use self::opened::MakeBody;
use self::opened::{Make, Opened, When};
pub use self::sync::SyncBody;

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
    Chunks(Box<dyn Chunks>),
    Opened(Box<Opened>),
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
        Self(Inner::Opened(Box::new(
            Opened::of(self).with_length(length),
        )))
    }

    fn opened(make: Make, length: Option<u64>) -> Self {
        Self(Inner::Opened(Box::new(Opened::new(make, length))))
    }

    /// A number that changes when a chunk of this body is read. `None` for bytes in memory: they are one chunk, which nobody watches.
    #[doc(hidden)]
    pub fn watch(&mut self) -> Option<Arc<AtomicU64>> {
        if self.as_bytes().is_some() {
            return None;
        }
        let opened = match std::mem::take(self).0 {
            Inner::Opened(opened) => opened,
            inner => Box::new(Opened::of(Self(inner))),
        };
        let left = opened.watch();
        self.0 = Inner::Opened(opened);
        Some(left)
    }

    /// A body from a stream of chunks.
    pub fn from_stream<S, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<Bytes, E>> + Send + 'static,
        E: Into<BoxError>,
    {
        Self(Inner::Chunks(Box::new(Pieces::new(stream))))
    }

    /// The bytes, if they are in memory: always, except for a stream.
    #[must_use]
    pub fn as_bytes(&self) -> Option<&[u8]> {
        match &self.0 {
            Inner::Empty => Some(&[]),
            Inner::Bytes(bytes) => Some(bytes),
            Inner::Opened(opened) => opened.as_bytes(),
            Inner::Chunks(_) | Inner::Stream(_) => None,
        }
    }

    /// A second body with the same content. `None` for a stream that can be read only once.
    #[must_use]
    pub fn try_clone(&self) -> Option<Self> {
        match &self.0 {
            Inner::Empty => Some(Self::empty()),
            Inner::Bytes(bytes) => Some(Self(Inner::Bytes(bytes.clone()))),
            Inner::Opened(opened) => {
                let opened = opened.try_clone()?;
                Some(Self(Inner::Opened(Box::new(opened))))
            }
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
    fn poll_frame(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Polled {
        let inner = &mut self.get_mut().0;
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

/// Of what is in memory, and the first time of chunks that nobody has counted.
#[inline(never)]
fn poll_other(inner: &mut Inner, cx: &mut Context<'_>) -> Polled {
    Poll::Ready(match std::mem::take(inner) {
        Inner::Bytes(bytes) => Some(Ok(Frame::data(bytes))),
        chunks @ Inner::Chunks(_) => {
            let mut opened = Box::new(Opened::of(Body(chunks)));
            let polled = opened.poll_frame(cx);
            *inner = Inner::Opened(opened);
            return polled;
        }
        _ => None,
    })
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
