//! The end of an HTTP/2 body, which hyper reports by a flag and not always by an error.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http::Version;
use http_body::{Body, Frame, SizeHint};

use crate::body::BoxError;

/// A response body of hyper. It reports no error for an HTTP/2 stream that was reset with `NO_ERROR` before its end; only its end flag shows that the
/// end is missing.
pub struct Ended<B> {
    body: B,
    /// Whether the end must have its flag.
    is_marked: bool,
}

impl<B> Ended<B> {
    /// The body of a response with this version.
    pub fn of_hyper(body: B, version: Version) -> Self {
        Self {
            body,
            is_marked: version == Version::HTTP_2,
        }
    }
}

impl<B> Body for Ended<B>
where
    B: Body<Data = Bytes> + Unpin,
    B::Error: Into<BoxError>,
{
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let this = self.get_mut();
        let frame = ready!(Pin::new(&mut this.body).poll_frame(cx));
        // The error is returned once.
        if frame.is_none() && std::mem::take(&mut this.is_marked) && !this.body.is_end_stream() {
            let error = io::Error::new(
                io::ErrorKind::UnexpectedEof,
                "the stream was reset before its end",
            );
            return Poll::Ready(Some(Err(error.into())));
        }
        Poll::Ready(frame.map(|frame| frame.map_err(Into::into)))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
