//! Decompression of response bodies. Done here and not in a transport, so that it works with every transport and the size limit applies to its
//! output.

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

use crate::framing::Framed;
use crate::transport::SendError;
use callpoint_core::{Body, BoxError, TransportErrorKind};

/// The value of `Accept-Encoding`: the codings that are compiled in, the best first.
pub(crate) const ACCEPTED: HeaderValue = HeaderValue::from_static(accepted());

/// One string per set of features; a `const` cannot join them.
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

/// The body without its content codings (RFC 9110, section 8.4), and the headers as they would be without any. If one of them is not compiled in, all
/// are left alone: the header says what the body is. The output of each is limited, so that none can be a bomb for the next.
pub(crate) fn decompressed(headers: &mut HeaderMap, mut body: Framed, limit: u64) -> Framed {
    let mut codings = codings(headers).unwrap_or_default();
    // An empty body has no coding; an empty stream would be invalid.
    if codings.is_empty() || body.is_end_stream() {
        return body;
    }
    headers.remove(CONTENT_ENCODING);
    headers.remove(CONTENT_LENGTH);
    // They are listed in the order in which they were applied.
    // What was received is not the output of a coding.
    let mut limit_of_input = u64::MAX;
    while let Some(coding) = codings.pop() {
        let pieces = Pieces {
            body,
            is_ended: false,
            size: 0,
            limit: std::mem::replace(&mut limit_of_input, limit),
        };
        body = Framed::without_length(Body::wrap(Decoded {
            buffer: BytesMut::new(),
            state: State::Start(coding, Some(StreamReader::new(pieces))),
        }));
    }
    body
}

/// A content coding that is compiled in.
#[derive(Clone, Copy)]
enum Coding {
    #[cfg(feature = "gzip")]
    Gzip,
    #[cfg(feature = "brotli")]
    Brotli,
    #[cfg(feature = "zstd")]
    Zstd,
    #[cfg(feature = "deflate")]
    Deflate,
}

/// How many codings a body may have: each needs memory for its window.
const MOST: usize = 3;

/// The codings of a body. Several lines form one list (RFC 9110, section 5.3). `None` if one of them is unknown, or if there are too many.
fn codings(headers: &HeaderMap) -> Option<Vec<Coding>> {
    let mut codings = Vec::new();
    for line in headers.get_all(CONTENT_ENCODING) {
        for name in line.to_str().ok()?.split(',') {
            codings.push(match name.trim().to_ascii_lowercase().as_str() {
                "" | "identity" => continue,
                #[cfg(feature = "gzip")]
                "gzip" | "x-gzip" => Coding::Gzip,
                #[cfg(feature = "brotli")]
                "br" => Coding::Brotli,
                #[cfg(feature = "zstd")]
                "zstd" => Coding::Zstd,
                #[cfg(feature = "deflate")]
                "deflate" => Coding::Deflate,
                _ => return None,
            });
        }
    }
    (codings.len() <= MOST).then_some(codings)
}

impl Coding {
    /// The decoder of data that begins with this byte.
    #[cfg_attr(
        not(any(feature = "brotli", feature = "deflate")),
        expect(unused_variables, reason = "only these two look at it")
    )]
    #[cfg_attr(
        not(feature = "brotli"),
        expect(clippy::unnecessary_wraps, reason = "only brotli can be rejected")
    )]
    fn decoder(self, first: u8, pieces: Reader) -> io::Result<Pin<Box<dyn Decoder>>> {
        Ok(match self {
            #[cfg(feature = "gzip")]
            Self::Gzip => {
                let mut decoder = bufread::GzipDecoder::new(pieces);
                decoder.multiple_members(true);
                Box::pin(decoder)
            }
            #[cfg(feature = "brotli")]
            Self::Brotli if has_large_window(first) => {
                let error = "the brotli window is larger than the format allows";
                return Err(io::Error::new(io::ErrorKind::InvalidData, error));
            }
            #[cfg(feature = "brotli")]
            Self::Brotli => Box::pin(bufread::BrotliDecoder::new(pieces)),
            #[cfg(feature = "zstd")]
            Self::Zstd => {
                let window = async_compression::zstd::DParameter::window_log_max(ZSTD_WINDOW);
                let mut decoder = bufread::ZstdDecoder::with_params(pieces, &[window]);
                decoder.multiple_members(true);
                Box::pin(decoder)
            }
            // Some servers leave out the head of zlib's format (RFC 9110, section 8.4.1.2), which names its method in these bits. In raw data they
            // would be unused ones.
            #[cfg(feature = "deflate")]
            Self::Deflate if first & 0x0f != 8 => Box::pin(bufread::DeflateDecoder::new(pieces)),
            #[cfg(feature = "deflate")]
            Self::Deflate => Box::pin(bufread::ZlibDecoder::new(pieces)),
        })
    }
}

/// The maximum window as a power of two: 8 MiB (RFC 9659, section 3). The decoder would accept 128 MiB and allocate it.
#[cfg(feature = "zstd")]
const ZSTD_WINDOW: u32 = 23;

/// Whether brotli data begins with a "large window" of up to 1 GiB, which the decoder would accept. The format allows at most 16 MiB, and this start
/// is invalid in it (RFC 7932, section 9.1).
#[cfg(feature = "brotli")]
fn has_large_window(first: u8) -> bool {
    first & 0x7f == 0x11
}

type Reader = StreamReader<Pieces, Bytes>;

/// The data of a body as a reader.
struct Pieces {
    body: Framed,
    is_ended: bool,
    size: u64,
    limit: u64,
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
                Some(Err(error)) => {
                    return Poll::Ready(Some(Err(io::Error::other(BodyError(error)))));
                }
                Some(Ok(frame)) => {
                    // Other frames are trailers.
                    let Ok(piece) = frame.into_data() else {
                        continue;
                    };
                    self.size += piece.len() as u64;
                    if self.size > self.limit {
                        let kind = TransportErrorKind::BodyTooLarge { limit: self.limit };
                        let error = BodyError(SendError::new(kind, true).into());
                        return Poll::Ready(Some(Err(io::Error::other(error))));
                    }
                    return Poll::Ready(Some(Ok(piece)));
                }
            }
        }
    }
}

/// An error of the body itself, passed through the decoder.
#[derive(Debug)]
struct BodyError(BoxError);

impl fmt::Display for BodyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for BodyError {}

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

decoders!("gzip" GzipDecoder, "brotli" BrotliDecoder, "zstd" ZstdDecoder, "deflate" ZlibDecoder, "deflate" DeflateDecoder);

/// The output of a decoder as a body.
struct Decoded {
    buffer: BytesMut,
    state: State,
}

enum State {
    /// Nothing was received yet. An empty body is not decoded.
    Start(Coding, Option<Reader>),
    /// Until the content `is_complete`. The connection can be reused once the body has ended too.
    Decoding {
        decoder: Pin<Box<dyn Decoder>>,
        is_complete: bool,
    },
    Done,
}

/// How many bytes are decoded at a time.
const PIECE: usize = 16 * 1024;

/// The first byte that is not decoded yet; `None` at the end.
fn poll_first(
    mut reader: Pin<&mut Reader>,
    cx: &mut Context<'_>,
) -> Poll<Result<Option<u8>, BoxError>> {
    let left = ready!(reader.as_mut().poll_fill_buf(cx));
    let first = left.map(|left| left.first().copied());
    Poll::Ready(first.map_err(|error| cause(error, reader.get_ref().is_ended)))
}

/// The next piece of content; empty at the end.
fn poll_decode(
    buffer: &mut BytesMut,
    decoder: &mut Pin<Box<dyn Decoder>>,
    cx: &mut Context<'_>,
) -> Poll<Result<Bytes, BoxError>> {
    buffer.resize(PIECE, 0);
    let mut piece = ReadBuf::new(buffer);
    let polled = ready!(decoder.as_mut().poll_read(cx, &mut piece));
    let length = piece.filled().len();
    polled.map_err(|error| cause(error, decoder.as_mut().reader().get_ref().is_ended))?;
    Poll::Ready(Ok(buffer.split_to(length).freeze()))
}

/// Gives the error a kind that tells truncated from invalid data; decoders do not agree on the kinds they use.
fn cause(error: io::Error, is_ended: bool) -> BoxError {
    match error.downcast::<BodyError>() {
        Ok(BodyError(error)) => error,
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

impl http_body::Body for Decoded {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let this = &mut *self;
        loop {
            match &mut this.state {
                State::Start(coding, reader) => {
                    let first = match reader {
                        Some(reader) => ready!(poll_first(Pin::new(reader), cx))?,
                        None => None,
                    };
                    this.state = match first.zip(reader.take()) {
                        Some((first, reader)) => State::Decoding {
                            decoder: coding.decoder(first, reader)?,
                            is_complete: false,
                        },
                        None => State::Done,
                    };
                }
                State::Decoding {
                    decoder,
                    is_complete: true,
                } => {
                    ready!(poll_first(decoder.as_mut().reader(), cx))?;
                    this.state = State::Done;
                }
                State::Decoding {
                    decoder,
                    is_complete,
                } => {
                    let piece = ready!(poll_decode(&mut this.buffer, decoder, cx))?;
                    if !piece.is_empty() {
                        return Poll::Ready(Some(Ok(Frame::data(piece))));
                    }
                    *is_complete = true;
                }
                State::Done => return Poll::Ready(None),
            }
        }
    }
}
