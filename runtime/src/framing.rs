//! Whether the content of a response ends where its head says. Checked here and not in a transport, so that it holds for every transport: an HTTP/2
//! stream may end without an error before all content was received, and a custom transport may check nothing.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http_body::{Body as _, Frame, SizeHint};

use crate::transport::is_malformed_stream;
use callpoint_core::{Body, BoxError};

/// The body of a response as received, checked against the length in its head. This is before decompression, which changes the length.
pub(crate) struct Framed {
    body: Body,
    /// How many bytes are left, if the head announced a length.
    left: Option<u64>,
    /// Whether more data was received than announced.
    is_over: bool,
}

impl Framed {
    pub(crate) const fn new(body: Body, length: Option<u64>) -> Self {
        Self {
            body,
            left: length,
            is_over: false,
        }
    }

    /// A body without a length to check: it is complete or was decompressed.
    #[cfg(feature = "_decompress")]
    pub(crate) fn without_length(body: impl Into<Body>) -> Self {
        Self::new(body.into(), None)
    }

    /// The minimum length of the body in bytes. Behind an announced length nothing is passed on.
    pub(crate) fn least(&self) -> u64 {
        (self.left).unwrap_or_else(|| self.body.size_hint().lower())
    }

    /// Counts received data and truncates it to the announced length.
    fn count(&mut self, piece: Bytes) -> Bytes {
        let Some(left) = &mut self.left else {
            return piece;
        };
        if let Some(rest) = left.checked_sub(piece.len() as u64) {
            *left = rest;
            return piece;
        }
        self.is_over = true;
        // The remaining length fits a `usize`, because it is less than the length of the chunk.
        piece.slice(..usize::try_from(*left).unwrap_or(piece.len()))
    }

    /// The error of a body that ends here, if it is too short; returned once.
    fn end(&mut self) -> Option<BoxError> {
        let is_short = self.left.take().is_some_and(|left| left > 0);
        is_short.then(|| {
            io_error(
                io::ErrorKind::UnexpectedEof,
                "the body is shorter than its announced length",
            )
        })
    }

    /// HTTP/2 reports a wrong length as a malformed stream.
    fn cause(&mut self, error: BoxError) -> BoxError {
        match self.left {
            Some(left) if left > 0 && is_malformed_stream(&*error) => self.end().unwrap_or(error),
            _ => error,
        }
    }
}

/// An error whose kind says what happened, as transports report it.
fn io_error(kind: io::ErrorKind, text: &'static str) -> BoxError {
    io::Error::new(kind, text).into()
}

impl http_body::Body for Framed {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let this = self.get_mut();
        if this.is_over {
            let error = io_error(
                io::ErrorKind::InvalidData,
                "the body is longer than its announced length",
            );
            return Poll::Ready(Some(Err(error)));
        }
        let frame = match ready!(Pin::new(&mut this.body).poll_frame(cx)) {
            None => return Poll::Ready(this.end().map(Err)),
            Some(Err(error)) => return Poll::Ready(Some(Err(this.cause(error)))),
            Some(Ok(frame)) => frame,
        };
        Poll::Ready(Some(Ok(match frame.into_data() {
            Ok(piece) => Frame::data(this.count(piece)),
            Err(trailers) => trailers,
        })))
    }

    fn is_end_stream(&self) -> bool {
        // A body that ends too early still has an error to report. This is asked first, because asking the body passes through several.
        self.left.unwrap_or_default() == 0 && !self.is_over && self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use http_body_util::BodyExt as _;

    use super::*;
    use crate::transport::kind_of_body;
    use callpoint_core::TransportErrorKind::{ConnectionClosed, InvalidMessage};

    #[tokio::test]
    async fn a_body_is_as_long_as_announced() {
        let cases = [
            (None, vec!["do", "ne"], "done", None),
            (Some(4), vec!["do", "ne"], "done", None),
            (Some(0), vec![], "", None),
            (Some(4), vec!["do"], "do", Some(ConnectionClosed)),
            (Some(4), vec![], "", Some(ConnectionClosed)),
            (Some(4), vec!["do", "nely"], "done", Some(InvalidMessage)),
            (Some(4), vec!["done", "x"], "done", Some(InvalidMessage)),
            (Some(0), vec!["x"], "", Some(InvalidMessage)),
        ];
        for (length, pieces, data, kind) in cases {
            let frames = pieces.iter().map(|piece| {
                let piece = Bytes::copy_from_slice(piece.as_bytes());
                Ok::<_, BoxError>(Frame::data(piece))
            });
            let body = Body::wrap(Pieces(frames.collect::<Vec<_>>().into_iter()));
            let mut body = Framed::new(body, length);
            let mut received = Vec::new();
            let mut ended = None;
            while let Some(frame) = body.frame().await {
                match frame {
                    Ok(frame) => received.extend_from_slice(&frame.into_data().unwrap()),
                    Err(error) => {
                        ended = Some(kind_of_body(&*error));
                        break;
                    }
                }
            }
            assert_eq!(received, data.as_bytes(), "{length:?} {pieces:?}");
            assert_eq!(ended, kind, "{length:?} {pieces:?}");
        }
    }

    struct Pieces(std::vec::IntoIter<Result<Frame<Bytes>, BoxError>>);

    impl http_body::Body for Pieces {
        type Data = Bytes;
        type Error = BoxError;

        fn poll_frame(
            mut self: Pin<&mut Self>,
            _: &mut Context<'_>,
        ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
            Poll::Ready(self.0.next())
        }
    }
}
