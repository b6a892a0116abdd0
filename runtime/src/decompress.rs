//! Bodies that were compressed on the way. It is done here and not in a transport, so that every transport does it and one limit holds for what comes out.

use std::fmt;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use async_compression::tokio::bufread;
use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH, HeaderMap, HeaderValue};
use http_body::{Body as _, Frame};
use tokio::io::{AsyncBufRead as _, AsyncRead, ReadBuf};
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
    let mut codings = headers.get_all(CONTENT_ENCODING).iter();
    // Several lines are one list (RFC 9110, section 5.3), and what was coded more than once is left alone.
    let (Some(coding), None) = (codings.next(), codings.next()) else {
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
    let pieces = StreamReader::new(Pieces {
        body,
        is_ended: false,
    });
    let decoder: Pin<Box<dyn Decoder>> = match coding.as_str() {
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
        _ => return pieces.into_inner().body,
    };
    headers.remove(CONTENT_ENCODING);
    headers.remove(CONTENT_LENGTH);
    Body::wrap(Decoded {
        decoder,
        buffer: BytesMut::new(),
        state: State::Start,
    })
}

type Reader = StreamReader<Pieces, Bytes>;

/// The data of a body, for a reader.
struct Pieces {
    body: Body,
    is_ended: bool,
}

impl Stream for Pieces {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            match ready!(Pin::new(&mut self.body).poll_frame(cx)) {
                None => {
                    self.is_ended = true;
                    return Poll::Ready(None);
                }
                Some(Err(error)) => return Poll::Ready(Some(Err(io::Error::other(Broken(error))))),
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

/// An error of the body itself, on its way through the decoder.
#[derive(Debug)]
struct Broken(BoxError);

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Broken {}

/// A decoder of any coding, with the body that it reads.
trait Decoder: AsyncRead + Send {
    fn reader(self: Pin<&mut Self>) -> Pin<&mut Reader>;
}

macro_rules! decoders {
    ($($feature:literal $decoder:ident),+) => {
        $(#[cfg(feature = $feature)]
        impl Decoder for bufread::$decoder<Reader> {
            fn reader(self: Pin<&mut Self>) -> Pin<&mut Reader> {
                self.get_pin_mut()
            }
        })+
    };
}

decoders!("gzip" GzipDecoder, "brotli" BrotliDecoder, "zstd" ZstdDecoder, "deflate" ZlibDecoder);

/// What a decoder gives, as a body.
struct Decoded {
    decoder: Pin<Box<dyn Decoder>>,
    buffer: BytesMut,
    state: State,
}

enum State {
    /// Nothing came yet. Where nothing comes at all there is nothing to decode.
    Start,
    Decoding,
    /// The content is whole. The connection can be used again once the body has ended too.
    Ending,
    Done,
}

/// How much is decoded at a time.
const PIECE: usize = 16 * 1024;

impl Decoded {
    /// Whether there is nothing more to decode.
    fn poll_is_empty(&mut self, cx: &mut Context<'_>) -> Poll<Result<bool, BoxError>> {
        let left = ready!(self.decoder.as_mut().reader().poll_fill_buf(cx));
        let is_empty = left.map(<[u8]>::is_empty);
        Poll::Ready(is_empty.map_err(|error| self.cause(error)))
    }

    fn poll_decode(&mut self, cx: &mut Context<'_>) -> Poll<Result<Bytes, BoxError>> {
        self.buffer.resize(PIECE, 0);
        let mut piece = ReadBuf::new(&mut self.buffer);
        let polled = ready!(self.decoder.as_mut().poll_read(cx, &mut piece));
        let length = piece.filled().len();
        polled.map_err(|error| self.cause(error))?;
        Poll::Ready(Ok(self.buffer.split_to(length).freeze()))
    }
}

impl Decoded {
    /// What is wrong with a body that gives this error, said so that it can be told apart; decoders do not agree on the kind of an error.
    fn cause(&mut self, error: io::Error) -> BoxError {
        let is_ended = self.decoder.as_mut().reader().get_ref().is_ended;
        match error.downcast::<Broken>() {
            Ok(Broken(error)) => error,
            Err(error) => {
                let kind = if is_ended {
                    io::ErrorKind::UnexpectedEof
                } else {
                    io::ErrorKind::InvalidData
                };
                io::Error::new(kind, error).into()
            }
        }
    }
}

impl http_body::Body for Decoded {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let this = &mut *self;
        loop {
            this.state = match this.state {
                State::Start => {
                    if ready!(this.poll_is_empty(cx))? {
                        State::Done
                    } else {
                        State::Decoding
                    }
                }
                State::Decoding => {
                    let piece = ready!(this.poll_decode(cx))?;
                    if !piece.is_empty() {
                        return Poll::Ready(Some(Ok(Frame::data(piece))));
                    }
                    State::Ending
                }
                State::Ending => {
                    ready!(this.poll_is_empty(cx))?;
                    State::Done
                }
                State::Done => return Poll::Ready(None),
            };
        }
    }
}
