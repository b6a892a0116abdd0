//! Content that is streamed while it is sent, and what is known about it in advance.

use std::fmt;
use std::io;
use std::path::Path;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use http::HeaderValue;

use crate::body::{Body, LARGEST, MakeBody};

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
            Source::Bytes(bytes) => match length {
                Some(length) if length != bytes.len() as u64 => {
                    Body::from(bytes.clone()).with_length(length)
                }
                // As a stream, whose progress is seen.
                _ if bytes.len() > LARGEST => {
                    let (bytes, length) = (bytes.clone(), bytes.len() as u64);
                    let make = move || Body::from_stream(Once(Some(Ok(bytes.clone()))));
                    Body::lazy(Arc::new(make), Some(length))
                }
                _ => bytes.clone().into(),
            },
            Source::File(..) if length == Some(0) => Body::empty(),
            Source::File(_, make) | Source::Replay(make) => Body::lazy(Arc::clone(make), length),
            Source::Once(body) => {
                let source = Arc::clone(body);
                // The first reader takes it.
                let take = move || {
                    let mut source = source.lock().unwrap_or_else(PoisonError::into_inner);
                    source.take().unwrap_or_else(used_up)
                };
                Body::lazy_once(take, length)
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

fn used_up() -> Body {
    let error = io::Error::other("the stream was already sent and cannot be read twice");
    Body::from_stream(Once(Some(Err(error))))
}

/// A stream of a single chunk or error.
struct Once(Option<io::Result<Bytes>>);

impl Stream for Once {
    type Item = Result<Bytes, io::Error>;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.get_mut().0.take())
    }
}
