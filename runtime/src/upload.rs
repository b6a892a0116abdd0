//! Content that is sent as it is read: from memory, from a file, from a stream.

use std::fmt;
use std::future::Future;
use std::io;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use http::HeaderValue;
use http_body::{Frame, SizeHint};
use tokio::fs::File;
use tokio::io::AsyncReadExt as _;

use crate::body::{Body, BoxError};

/// Content to send: the value of a `#[body(Stream)]` field, or of a `#[part]`.
///
/// It is read while it is sent, so its size does not matter. Its length is announced where it is known; otherwise it is sent in chunks
/// (RFC 9112, section 7.1). Content that can be read again is sent again by a retry; a [`stream`](Self::stream) cannot.
#[derive(Clone)]
pub struct Upload {
    source: Source,
    length: Option<u64>,
    content_type: Option<HeaderValue>,
    file_name: Option<String>,
}

/// Where content comes from.
#[derive(Clone)]
pub(crate) enum Source {
    Bytes(Bytes),
    Path(Arc<Path>),
    Replay(Arc<dyn Fn() -> Body + Send + Sync>),
    Once(Arc<Mutex<Option<Body>>>),
}

/// How much of a file is read at a time.
const PIECE: usize = 64 * 1024;

impl Upload {
    /// Bytes in memory.
    pub fn bytes(bytes: impl Into<Bytes>) -> Self {
        let bytes = bytes.into();
        let length = bytes.len() as u64;
        Self::new(Source::Bytes(bytes), Some(length))
    }

    /// A file, read when it is sent. Its name is that of the file unless [`file_name`](Self::file_name) gives another.
    ///
    /// # Errors
    /// There is no such file, or it is no file.
    pub async fn file(path: impl Into<PathBuf>) -> io::Result<Self> {
        let path = path.into();
        let metadata = tokio::fs::metadata(&path).await?;
        if !metadata.is_file() {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "not a file"));
        }
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        // Files that the system makes up while they are read say that they are empty.
        let is_measured = metadata.len() > 0 || is_empty(&path).await?;
        let length = is_measured.then_some(metadata.len());
        let upload = Self::new(Source::Path(path.into()), length);
        Ok(Self {
            file_name: name,
            ..upload
        })
    }

    /// A stream that can be read once. A call with it is never retried.
    pub fn stream<S, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<Bytes, E>> + Send + 'static,
        E: Into<BoxError>,
    {
        let body = Body::wrap(Pieces {
            stream: Box::pin(stream),
            left: None,
            last: None,
        });
        Self::new(Source::Once(Arc::new(Mutex::new(Some(body)))), None)
    }

    /// A stream that is made anew for each attempt.
    pub fn replay<S, E>(make: impl Fn() -> S + Send + Sync + 'static) -> Self
    where
        S: Stream<Item = Result<Bytes, E>> + Send + 'static,
        E: Into<BoxError>,
    {
        let make = move || {
            Body::wrap(Pieces {
                stream: Box::pin(make()),
                left: None,
                last: None,
            })
        };
        Self::new(Source::Replay(Arc::new(make)), None)
    }

    fn new(source: Source, length: Option<u64>) -> Self {
        Self {
            source,
            length,
            content_type: None,
            file_name: None,
        }
    }

    /// Announces how many bytes there are. A stream with fewer or more of them is an error when it is sent.
    #[must_use]
    pub fn length(mut self, bytes: u64) -> Self {
        self.length = Some(bytes);
        self
    }

    /// What `Content-Type` says of it: `application/octet-stream` unless given. What no header can carry is ignored.
    #[must_use]
    pub fn content_type(mut self, media_type: &str) -> Self {
        self.content_type = HeaderValue::try_from(media_type).ok();
        self
    }

    /// The file name that a part announces.
    #[must_use]
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    pub(crate) fn name(&self) -> Option<&str> {
        self.file_name.as_deref()
    }

    pub(crate) fn media_type(&self) -> Option<&HeaderValue> {
        self.content_type.as_ref()
    }

    pub(crate) fn known_length(&self) -> Option<u64> {
        self.length
    }

    pub(crate) fn source(&self) -> &Source {
        &self.source
    }

    /// Whether it can be sent a second time.
    pub(crate) fn is_replayable(&self) -> bool {
        !matches!(self.source, Source::Once(_))
    }

    /// The content, to be read from its start. A stream that was read before is an error when it is read again.
    pub(crate) fn open(&self) -> Body {
        let length = self.length;
        match &self.source {
            Source::Bytes(bytes) if length == Some(bytes.len() as u64) => bytes.clone().into(),
            Source::Bytes(bytes) => with_length(bytes.clone().into(), length),
            Source::Path(_) if length == Some(0) => Body::empty(),
            Source::Path(path) => {
                let path = Arc::clone(path);
                Body::from_fn(move || {
                    Body::wrap(Pieces {
                        stream: Box::pin(FilePieces::new(&path)),
                        left: length,
                        last: None,
                    })
                })
            }
            Source::Replay(make) => {
                let make = Arc::clone(make);
                Body::from_fn(move || {
                    let make = Arc::clone(&make);
                    with_length(Body::wrap(Lazy::new(move || make())), length)
                })
            }
            Source::Once(body) => {
                let source = Arc::clone(body);
                // It belongs to whoever reads it first.
                let take = move || {
                    let mut source = source.lock().unwrap_or_else(PoisonError::into_inner);
                    source.take().unwrap_or_else(used_up)
                };
                with_length(Body::wrap(Lazy::new(take)), length)
            }
        }
    }
}

fn with_length(body: Body, length: Option<u64>) -> Body {
    if length.is_none() {
        body
    } else {
        Body::wrap(Pieces {
            stream: Box::pin(BodyPieces(body)),
            left: length,
            last: None,
        })
    }
}

/// A stream that is made by the first poll: a request that is only looked at, or kept for another attempt, takes nothing.
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
    let error = io::Error::other("the stream was sent before and cannot be read again");
    Body::wrap(Pieces {
        stream: Box::pin(Failed(Some(error))),
        left: None,
        last: None,
    })
}

/// Says how much there is, never what.
impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.length {
            Some(length) => write!(f, "Upload({length} bytes)"),
            None => f.write_str("Upload(to come)"),
        }
    }
}

/// A stream as a body, held to its length where that is announced.
struct Pieces<S: ?Sized> {
    left: Option<u64>,
    /// The piece that makes it complete.
    last: Option<Bytes>,
    stream: Pin<Box<S>>,
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
                    // Whoever sends it stops reading at the announced length, so the last piece waits until nothing comes after it.
                    Some(0) => {
                        this.last = this.last.take().or(Some(piece));
                        0
                    }
                    Some(left) => {
                        this.left = Some(left);
                        return Poll::Ready(Some(Ok(Frame::data(piece))));
                    }
                    None => {
                        let error = unreadable("the content is longer than announced");
                        return Poll::Ready(Some(Err(error)));
                    }
                },
                (None, Some(1..)) => {
                    let error = unreadable("the content is shorter than announced");
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
        // What announces no content at all would never be read: its stream has to show that there is none.
        let held = self.last.as_ref().map_or(0, |last| last.len() as u64);
        self.left
            .map(|left| left + held)
            .filter(|&left| left > 0)
            .map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}

/// Why content could not be read, so that it is not taken for a fault of the connection.
#[derive(Debug)]
pub(crate) struct Unreadable(BoxError);

fn unreadable(error: impl Into<BoxError>) -> BoxError {
    let error = error.into();
    // A body inside another has said so already.
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

/// One error and nothing else.
struct Failed(Option<io::Error>);

impl Stream for Failed {
    type Item = Result<Bytes, io::Error>;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.get_mut().0.take().map(Err))
    }
}

/// A file, opened by the first poll.
struct FilePieces {
    reading: Reading,
}

type Read = io::Result<(File, Bytes)>;

enum Reading {
    Under(Pin<Box<dyn Future<Output = Read> + Send>>),
    Done,
}

impl FilePieces {
    fn new(path: &Arc<Path>) -> Self {
        let path = Arc::clone(path);
        let first = async move { read(File::open(path).await?).await };
        Self {
            reading: Reading::Under(Box::pin(first)),
        }
    }
}

async fn is_empty(path: &Path) -> io::Result<bool> {
    let (_, first) = read(File::open(path).await?).await?;
    Ok(first.is_empty())
}

async fn read(mut file: File) -> Read {
    let mut piece = BytesMut::with_capacity(PIECE);
    file.read_buf(&mut piece).await?;
    Ok((file, piece.freeze()))
}

impl Stream for FilePieces {
    type Item = io::Result<Bytes>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        let Reading::Under(reading) = &mut this.reading else {
            return Poll::Ready(None);
        };
        let read_so_far = ready!(reading.as_mut().poll(cx));
        this.reading = Reading::Done;
        Poll::Ready(match read_so_far {
            Ok((_, piece)) if piece.is_empty() => None,
            Ok((file, piece)) => {
                this.reading = Reading::Under(Box::pin(read(file)));
                Some(Ok(piece))
            }
            Err(error) => Some(Err(error)),
        })
    }
}
