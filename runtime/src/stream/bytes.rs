use std::fmt;
use std::future::Future as _;
use std::io;
use std::path::Path;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use http::header::CONTENT_LENGTH;
use http_body::Body as _;
use tokio::io::{AsyncWrite, AsyncWriteExt as _};
use tokio::time::{Instant, Sleep, sleep_until};

use super::error::Cause;
use super::{Live, StreamError, next};
use crate::answer::Answer;
use crate::error::{TimeoutKind, TransportErrorKind};
use crate::meta::EndpointMeta;
use crate::transport::kind_of_body;

/// A body, piece by piece as it comes: the type of an arm `200 => ByteStream as Stream`.
///
/// It is a [`Stream`] of `Result<Bytes, StreamError>`. In place of the client's timeouts there is one for the pause between two pieces. A body
/// that breaks off yields what came and then one error, which says how much that was.
pub struct ByteStream {
    meta: &'static EndpointMeta,
    live: Live,
    received: u64,
    expected: Option<u64>,
    /// Runs while the next piece is waited for.
    idle: Option<Pin<Box<Sleep>>>,
    is_done: bool,
    /// The limit, once more has come than it allows.
    exceeded: Option<u64>,
}

impl ByteStream {
    /// The body of an answer: what is still to come, or what is there.
    pub(crate) fn of(answer: &Answer) -> Self {
        let live = answer.take_live().unwrap_or_else(|| Live {
            body: answer.body().clone().into(),
            idle: std::time::Duration::MAX,
            limit: None,
            resume: None,
        });
        let expected = answer
            .headers()
            .get(CONTENT_LENGTH)
            .and_then(|value| value.to_str().ok()?.parse().ok());
        Self {
            meta: answer.meta(),
            live,
            received: 0,
            expected,
            idle: None,
            is_done: false,
            exceeded: None,
        }
    }

    /// The next piece; `None` at the end.
    ///
    /// # Errors
    /// The body broke off.
    pub async fn next(&mut self) -> Option<Result<Bytes, StreamError>> {
        next(self).await
    }

    /// How many bytes came so far.
    #[must_use]
    pub fn received(&self) -> u64 {
        self.received
    }

    /// How many bytes there are in all, where the server says so.
    #[must_use]
    pub fn expected(&self) -> Option<u64> {
        self.expected
    }

    /// The whole body in memory.
    ///
    /// # Errors
    /// The body broke off.
    pub async fn collect(mut self) -> Result<Bytes, StreamError> {
        let mut all = BytesMut::new();
        while let Some(piece) = self.next().await {
            all.extend_from_slice(&piece?);
        }
        Ok(all.freeze())
    }

    /// Writes the body somewhere else, and says how many bytes it had.
    ///
    /// # Errors
    /// The body broke off (the error holds a [`StreamError`]), or the writer failed.
    pub async fn copy_to(&mut self, writer: &mut (impl AsyncWrite + Unpin)) -> io::Result<u64> {
        let mut ended = Ok(());
        while let Some(piece) = self.next().await {
            match piece {
                Ok(piece) => writer.write_all(&piece).await?,
                Err(error) => ended = Err(io::Error::other(error)),
            }
        }
        // What came before an error is written too.
        writer.flush().await?;
        ended.map(|()| self.received)
    }

    /// Writes the body into a file, and says how many bytes it had. An existing file is replaced.
    ///
    /// # Errors
    /// The body broke off (the error holds a [`StreamError`]; what came is in the file), or the file cannot be written.
    pub async fn save(mut self, path: impl AsRef<Path>) -> io::Result<u64> {
        let mut file = tokio::fs::File::create(path).await?;
        self.copy_to(&mut file).await
    }

    pub(super) fn meta(&self) -> &'static EndpointMeta {
        self.meta
    }

    pub(super) fn take_resume(&mut self) -> Option<super::Resume> {
        self.live.resume.take()
    }

    fn fail(&mut self, kind: TransportErrorKind, source: Option<crate::BoxError>) -> StreamError {
        self.is_done = true;
        StreamError::new(self.meta, self.received, Cause::Transport(kind, source))
    }

    /// What is within the limit is handed over; the error comes after it.
    fn within_limit(&mut self, mut piece: Bytes) -> Bytes {
        if let Some(limit) = self.live.limit {
            let left = limit.saturating_sub(self.received);
            if piece.len() as u64 > left {
                self.exceeded = Some(limit);
                piece.truncate(usize::try_from(left).unwrap_or(usize::MAX));
            }
        }
        piece
    }

    /// Whether the pause has become too long.
    fn poll_idle(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let Some(until) = Instant::now().checked_add(self.live.idle) else {
            return Poll::Pending;
        };
        self.idle
            .get_or_insert_with(|| Box::pin(sleep_until(until)))
            .as_mut()
            .poll(cx)
    }
}

impl Stream for ByteStream {
    type Item = Result<Bytes, StreamError>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        if let Some(limit) = this.exceeded.take() {
            return Poll::Ready(Some(Err(
                this.fail(TransportErrorKind::TooLarge { limit }, None)
            )));
        }
        while !this.is_done {
            match Pin::new(&mut this.live.body).poll_frame(cx) {
                Poll::Pending => {
                    if this.poll_idle(cx).is_pending() {
                        return Poll::Pending;
                    }
                    let error = this.fail(TransportErrorKind::Timeout(TimeoutKind::Idle), None);
                    return Poll::Ready(Some(Err(error)));
                }
                Poll::Ready(None) => this.is_done = true,
                Poll::Ready(Some(Err(error))) => {
                    let kind = kind_of_body(&*error);
                    return Poll::Ready(Some(Err(this.fail(kind, Some(error)))));
                }
                Poll::Ready(Some(Ok(frame))) => {
                    this.idle = None;
                    // What is no data are trailers, which no declaration speaks of.
                    let Ok(piece) = frame.into_data() else {
                        continue;
                    };
                    let piece = this.within_limit(piece);
                    this.received += piece.len() as u64;
                    if piece.is_empty() {
                        if let Some(limit) = this.exceeded.take() {
                            let error = this.fail(TransportErrorKind::TooLarge { limit }, None);
                            return Poll::Ready(Some(Err(error)));
                        }
                        continue;
                    }
                    return Poll::Ready(Some(Ok(piece)));
                }
            }
        }
        Poll::Ready(None)
    }
}

/// Says how much came, never what.
impl fmt::Debug for ByteStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ByteStream({} bytes so far)", self.received)
    }
}
