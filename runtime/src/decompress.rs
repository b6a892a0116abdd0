//! Bodies that were compressed on the way. It is done here and not in a transport, so that every transport does it and one limit holds for what comes out.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use async_compression::tokio::bufread;
use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH, HeaderMap, HeaderValue};
use http_body::{Body as _, Frame};
use tokio::io::{AsyncRead, ReadBuf};
use tokio_util::io::StreamReader;

use crate::body::{Body, BoxError};

/// What `Accept-Encoding` says: the codings that were compiled in, the best first.
pub(crate) const ACCEPTED: HeaderValue = HeaderValue::from_static(accepted());

/// One string a set of features; a `const` cannot join them.
const fn accepted() -> &'static str {
    match (
        cfg!(feature = "zstd"),
        cfg!(feature = "brotli"),
        cfg!(feature = "gzip"),
        cfg!(feature = "deflate"),
    ) {
        (true, true, true, true) => "zstd, br, gzip, deflate",
        (true, true, true, false) => "zstd, br, gzip",
        (true, true, false, true) => "zstd, br, deflate",
        (true, true, false, false) => "zstd, br",
        (true, false, true, true) => "zstd, gzip, deflate",
        (true, false, true, false) => "zstd, gzip",
        (true, false, false, true) => "zstd, deflate",
        (true, false, false, false) => "zstd",
        (false, true, true, true) => "br, gzip, deflate",
        (false, true, true, false) => "br, gzip",
        (false, true, false, true) => "br, deflate",
        (false, true, false, false) => "br",
        (false, false, true, true) => "gzip, deflate",
        (false, false, true, false) => "gzip",
        (false, false, false, _) => "deflate",
    }
}

/// The body without its content coding (RFC 9110, section 8.4), and the header fields as they would be without one. A coding that was not compiled in is
/// left alone: the header says what the body is.
pub(crate) fn decompressed(headers: &mut HeaderMap, body: Body) -> Body {
    let Some(coding) = headers.get(CONTENT_ENCODING) else {
        return body;
    };
    // No body, no coding; an empty stream is no valid one.
    if body.is_end_stream() {
        return body;
    }
    let coding = coding
        .to_str()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    let pieces = StreamReader::new(Pieces(body));
    let decoded: Pin<Box<dyn AsyncRead + Send>> = match coding.as_str() {
        #[cfg(feature = "gzip")]
        "gzip" | "x-gzip" => {
            let mut decoder = bufread::GzipDecoder::new(pieces);
            decoder.multiple_members(true);
            Box::pin(decoder)
        }
        #[cfg(feature = "brotli")]
        "br" => Box::pin(bufread::BrotliDecoder::new(pieces)),
        #[cfg(feature = "zstd")]
        "zstd" => {
            let mut decoder = bufread::ZstdDecoder::new(pieces);
            decoder.multiple_members(true);
            Box::pin(decoder)
        }
        #[cfg(feature = "deflate")]
        "deflate" => Box::pin(bufread::ZlibDecoder::new(pieces)),
        _ => return pieces.into_inner().0,
    };
    headers.remove(CONTENT_ENCODING);
    headers.remove(CONTENT_LENGTH);
    Body::wrap(Decoded {
        decoded,
        buffer: BytesMut::new(),
    })
}

/// The data of a body, for a reader.
struct Pieces(Body);

impl Stream for Pieces {
    type Item = std::io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            match ready!(Pin::new(&mut self.0).poll_frame(cx)) {
                None => return Poll::Ready(None),
                Some(Err(error)) => return Poll::Ready(Some(Err(std::io::Error::other(error)))),
                Some(Ok(frame)) => {
                    // What is no data are trailers.
                    if let Ok(piece) = frame.into_data() {
                        return Poll::Ready(Some(Ok(piece)));
                    }
                }
            }
        }
    }
}

/// What a reader gives, as a body.
struct Decoded {
    decoded: Pin<Box<dyn AsyncRead + Send>>,
    buffer: BytesMut,
}

/// How much is decoded at a time.
const PIECE: usize = 16 * 1024;

impl http_body::Body for Decoded {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let this = &mut *self;
        this.buffer.resize(PIECE, 0);
        let mut piece = ReadBuf::new(&mut this.buffer);
        ready!(this.decoded.as_mut().poll_read(cx, &mut piece))?;
        let length = piece.filled().len();
        let piece = this.buffer.split_to(length).freeze();
        Poll::Ready((length > 0).then(|| Ok(Frame::data(piece))))
    }
}
