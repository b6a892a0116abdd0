//! Where the content of a response ends. Checked here and not in a transport, so that it holds for every transport: an HTTP/2 stream may end without
//! an error before all content was received, and a custom transport may check nothing.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http::header::{CONTENT_LENGTH, TRANSFER_ENCODING};
use http::response::Parts;
use http::{HeaderValue, StatusCode, Version};
use http_body::{Body as _, Frame, SizeHint};

use crate::transport::is_malformed_stream;
use callpoint_core::{Body, BoxError};

/// The size of a head, and the length of its content.
pub(crate) struct Framing {
    /// The size of the fields in bytes, names and values.
    pub(crate) size: u64,
    pub(crate) extent: Extent,
}

/// The length of the content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extent {
    /// Until the end of the body.
    Any,
    /// This many bytes.
    Announced(u64),
    /// The end of the content is ambiguous (RFC 9112, section 6.3): there are different or invalid lengths, a length together with a transfer coding,
    /// or a coding that was not requested.
    Ambiguous,
}

impl Framing {
    /// All lines of a field count: with several codings, transports use the last one and other readers the first. The fields are visited one by one,
    /// because looking up a name costs more.
    pub(crate) fn of(method: &str, head: &Parts) -> Self {
        let mut size = 0;
        let mut is_coded = false;
        let mut is_ambiguous = false;
        let mut length = None;
        for (name, value) in &head.headers {
            size += (name.as_str().len() + value.len()) as u64;
            if *name == CONTENT_LENGTH {
                let announced = self::length(value);
                is_ambiguous |= announced.is_none() || length.is_some_and(|it| it != announced);
                length = Some(announced);
            } else if *name == TRANSFER_ENCODING {
                // HTTP/1.0 and HTTP/2 have none (RFC 9112, section 6.1; RFC 9113, section 8.2.2).
                let is_known = head.version == Version::HTTP_11
                    && value.as_bytes().eq_ignore_ascii_case(b"chunked");
                is_ambiguous |= !is_known || is_coded;
                is_coded = true;
            }
        }
        let extent = match length.flatten() {
            _ if is_coded && (is_ambiguous || length.is_some()) => Extent::Ambiguous,
            _ if !is_coded && has_no_content(method, head.status) => Extent::Any,
            _ if is_ambiguous => Extent::Ambiguous,
            Some(length) => Extent::Announced(length),
            None => Extent::Any,
        };
        Self { size, extent }
    }
}

/// Whether a length belongs to content that is not sent (RFC 9110, section 8.6).
fn has_no_content(method: &str, status: StatusCode) -> bool {
    status.is_informational()
        || matches!(status, StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED)
        || method == "HEAD"
}

/// The length in one line. A list of identical lengths is valid (RFC 9110, section 8.6).
fn length(line: &HeaderValue) -> Option<u64> {
    let line = line.as_bytes();
    if let Some(length) = number(line) {
        return Some(length);
    }
    let mut elements = line.split(|&byte| byte == b',').map(number);
    let first = elements.next()??;
    elements
        .all(|element| element == Some(first))
        .then_some(first)
}

/// Only digits: `parse` would also accept a sign.
fn number(element: &[u8]) -> Option<u64> {
    let digits = element.trim_ascii();
    if digits.is_empty() {
        return None;
    }
    digits.iter().try_fold(0_u64, |number, byte| {
        let digit = byte.is_ascii_digit().then(|| byte - b'0')?;
        number.checked_mul(10)?.checked_add(digit.into())
    })
}

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

    /// The minimum length of the body in bytes.
    pub(crate) fn least(&self) -> u64 {
        self.left
            .unwrap_or_default()
            .max(self.body.size_hint().lower())
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
        // A body that ends too early still has an error to report.
        self.body.is_end_stream() && !self.is_over && self.left.unwrap_or_default() == 0
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use http_body_util::BodyExt as _;

    use super::Extent::{Ambiguous, Announced, Any};
    use super::*;
    use crate::transport::kind_of_body;
    use callpoint_core::TransportErrorKind::{ConnectionClosed, InvalidMessage};

    fn head(status: u16, version: Version, fields: &[(&'static str, &str)]) -> Parts {
        let mut response = http::Response::builder().status(status).version(version);
        for &(name, value) in fields {
            response = response.header(name, value);
        }
        response.body(()).unwrap().into_parts().0
    }

    fn content(method: &str, head: &Parts) -> Extent {
        Framing::of(method, head).extent
    }

    #[test]
    fn the_size_of_a_head_is_that_of_its_fields() {
        let head = head(
            200,
            Version::HTTP_11,
            &[("x-a", "12"), ("content-length", "4")],
        );
        assert_eq!(Framing::of("GET", &head).size, 5 + 15);
    }

    #[test]
    fn all_lines_decide_where_the_content_ends() {
        let cases: &[(&[&str], _)] = &[
            (&[], Any),
            (&["4"], Announced(4)),
            (&["0"], Announced(0)),
            (&["004"], Announced(4)),
            (&[" 4\t"], Announced(4)),
            (&["4", "4"], Announced(4)),
            (&["4, 4"], Announced(4)),
            (&["4,4", "4"], Announced(4)),
            (&["18446744073709551615"], Announced(u64::MAX)),
            (&["18446744073709551616"], Ambiguous),
            (&["4", "5"], Ambiguous),
            (&["4, 5"], Ambiguous),
            (&["4", "4, 5"], Ambiguous),
            (&["4,"], Ambiguous),
            (&["4", ""], Ambiguous),
            (&[""], Ambiguous),
            (&["+4"], Ambiguous),
            (&["-4"], Ambiguous),
            (&["4 4"], Ambiguous),
            (&["0x4"], Ambiguous),
            (&["4.0"], Ambiguous),
            (&["four"], Ambiguous),
        ];
        for (lines, expected) in cases {
            let fields: Vec<_> = lines.iter().map(|line| ("content-length", *line)).collect();
            let head = head(200, Version::HTTP_11, &fields);
            assert_eq!(content("GET", &head), *expected, "{lines:?}");
        }
    }

    #[test]
    fn one_transfer_coding_is_known() {
        let cases = [
            ("chunked", Version::HTTP_11, true),
            ("Chunked", Version::HTTP_11, true),
            ("chunked", Version::HTTP_10, false),
            ("chunked", Version::HTTP_2, false),
            ("identity", Version::HTTP_11, false),
            ("", Version::HTTP_11, false),
            ("chunked,", Version::HTTP_11, false),
            ("gzip, chunked", Version::HTTP_11, false),
            ("xchunked", Version::HTTP_11, false),
            ("chunked|identity", Version::HTTP_11, false),
            ("identity|chunked", Version::HTTP_11, false),
            ("chunked|chunked", Version::HTTP_11, false),
        ];
        for (lines, version, is_known) in cases {
            let lines = lines.split('|').map(|line| ("transfer-encoding", line));
            let head = head(200, version, &lines.collect::<Vec<_>>());
            let expected = if is_known { Any } else { Ambiguous };
            assert_eq!(content("GET", &head), expected, "{head:?}");
        }
        let both = [("transfer-encoding", "chunked"), ("content-length", "4")];
        let head = head(200, Version::HTTP_11, &both);
        assert_eq!(content("GET", &head), Ambiguous);
    }

    #[test]
    fn a_length_of_content_that_is_not_sent_is_ignored() {
        let cases = [
            ("GET", 200, Announced(4)),
            ("POST", 205, Announced(4)),
            ("GET", 500, Announced(4)),
            ("GET", 204, Any),
            ("GET", 304, Any),
            ("GET", 101, Any),
            ("HEAD", 200, Any),
            ("HEAD", 404, Any),
        ];
        for (method, status, expected) in cases {
            let head = head(status, Version::HTTP_11, &[("content-length", "4")]);
            assert_eq!(content(method, &head), expected, "{method} {status}");
        }
    }

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
