use std::fmt;
#[cfg(feature = "client")]
use std::io;
#[cfg(feature = "client")]
use std::path::Path;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use http::Extensions;
use http::header::CONTENT_LENGTH;
use http_body::Body as _;
#[cfg(feature = "client")]
use tokio::io::{AsyncWrite, AsyncWriteExt as _};

use super::{StreamError, StreamingBody, next};
use crate::transport::{IdleTimeout, kind_of_body};
use callpoint_core::__private::{Collected, StreamCause as Cause};
use callpoint_core::TransportErrorKind;
use callpoint_core::meta::EndpointMeta;
use callpoint_core::{Body, ResponseReader};

/// A streamed body: the type of a response `200 => ByteStream as Stream`.
///
/// It is a [`Stream`] of `Result<Bytes, StreamError>`. Only the idle timeout applies, not the client's other timeouts. An interrupted body yields
/// what was received and then one error, which says how much that was.
pub struct ByteStream {
    meta: &'static EndpointMeta,
    body: Body,
    streaming: StreamingBody,
    received: u64,
    expected: Option<u64>,
    is_done: bool,
    /// The limit, once it was exceeded.
    exceeded: Option<u64>,
}

impl ByteStream {
    /// The body of a response, streamed or already received.
    pub(crate) fn of(response: &ResponseReader) -> Self {
        let incoming = response.take_incoming();
        let (body, extensions) = incoming.map_or_else(
            || (response.body().clone().into(), Extensions::new()),
            |incoming| (incoming.body, incoming.extensions),
        );
        let streaming = extensions.get().cloned().unwrap_or(StreamingBody {
            limit: None,
            // It is in memory already.
            collect_limit: u64::MAX,
            resume: None,
        });
        let expected = response
            .headers()
            .get(CONTENT_LENGTH)
            .and_then(|value| value.to_str().ok()?.parse().ok());
        Self {
            meta: response.meta(),
            body,
            streaming,
            received: 0,
            expected,
            is_done: false,
            exceeded: None,
        }
    }

    /// The next chunk; `None` at the end.
    ///
    /// # Errors
    /// The body was interrupted.
    pub async fn next(&mut self) -> Option<Result<Bytes, StreamError>> {
        next(self).await
    }

    /// How many bytes were received so far.
    #[must_use]
    pub fn received(&self) -> u64 {
        self.received
    }

    /// The total number of bytes, if the server announced it in `Content-Length`.
    #[must_use]
    pub fn expected(&self) -> Option<u64> {
        self.expected
    }

    /// Collects the body in memory, up to the limit of a response that is not streamed
    /// ([`max_response`](crate::ClientBuilder::max_response), or that of the declaration).
    ///
    /// # Errors
    /// The body was interrupted, or exceeds the limit.
    pub async fn collect(mut self) -> Result<Bytes, StreamError> {
        let limit = self.streaming.collect_limit;
        let mut all = Collected::default();
        while let Some(piece) = self.next().await {
            let piece = piece?;
            if (all.length() + piece.len()) as u64 > limit {
                return Err(self.fail(TransportErrorKind::BodyTooLarge { limit }, None));
            }
            all.push(piece, 0);
        }
        Ok(all.into_bytes())
    }

    pub(super) fn meta(&self) -> &'static EndpointMeta {
        self.meta
    }

    pub(super) fn take_resume(&mut self) -> Option<super::Resume> {
        self.streaming.resume.take()
    }

    fn fail(
        &mut self,
        kind: TransportErrorKind,
        source: Option<callpoint_core::BoxError>,
    ) -> StreamError {
        self.is_done = true;
        StreamError::new(self.meta, self.received, Cause::Transport(kind, source))
    }

    /// Data within the limit is yielded first; the error follows it.
    fn within_limit(&mut self, mut piece: Bytes) -> Bytes {
        if let Some(limit) = self.streaming.limit {
            let left = limit.saturating_sub(self.received);
            if piece.len() as u64 > left {
                self.exceeded = Some(limit);
                piece.truncate(usize::try_from(left).unwrap_or(usize::MAX));
            }
        }
        piece
    }
}

#[cfg(feature = "client")]
impl ByteStream {
    /// Writes the body to a writer and returns its length in bytes.
    ///
    /// # Errors
    /// The body was interrupted (the error holds a [`StreamError`]), or the writer failed.
    pub async fn copy_to(&mut self, writer: &mut (impl AsyncWrite + Unpin)) -> io::Result<u64> {
        let mut ended = Ok(());
        while let Some(piece) = self.next().await {
            match piece {
                Ok(piece) => writer.write_all(&piece).await?,
                Err(error) => ended = Err(io::Error::other(error)),
            }
        }
        // Data received before an error is written too.
        writer.flush().await?;
        ended.map(|()| self.received)
    }

    /// Writes the body to a file and returns its length in bytes. An existing file is replaced.
    ///
    /// # Errors
    /// The body was interrupted (the error holds a [`StreamError`]; what was received is in the file), or the file could not be written.
    pub async fn save(mut self, path: impl AsRef<Path>) -> io::Result<u64> {
        crate::client::in_runtime()?;
        let mut file = tokio::fs::File::create(path).await?;
        self.copy_to(&mut file).await
    }
}

impl Stream for ByteStream {
    type Item = Result<Bytes, StreamError>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        if let Some(limit) = this.exceeded.take() {
            return Poll::Ready(Some(Err(
                this.fail(TransportErrorKind::BodyTooLarge { limit }, None)
            )));
        }
        while !this.is_done {
            match ready!(Pin::new(&mut this.body).poll_frame(cx)) {
                None => this.is_done = true,
                Some(Err(error)) => {
                    let kind = kind_of_body(&*error);
                    // The kind says it all.
                    let source = (!error.is::<IdleTimeout>()).then_some(error);
                    return Poll::Ready(Some(Err(this.fail(kind, source))));
                }
                Some(Ok(frame)) => {
                    // Other frames are trailers, which declarations do not cover.
                    let Ok(piece) = frame.into_data() else {
                        continue;
                    };
                    let piece = this.within_limit(piece);
                    this.received += piece.len() as u64;
                    if piece.is_empty() {
                        if let Some(limit) = this.exceeded.take() {
                            let error = this.fail(TransportErrorKind::BodyTooLarge { limit }, None);
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

/// Shows the number of bytes received, never the content.
impl fmt::Debug for ByteStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ByteStream({} bytes so far)", self.received)
    }
}
