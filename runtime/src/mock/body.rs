//! The bodies of prepared answers.

use std::collections::VecDeque;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::Frame;
use serde::Serialize;

use crate::body::{Body, BoxError};
use crate::codec::{Encode, EncodeFailure, Form, Json};
use crate::meta::AnswerMeta;

/// A body in pieces, which may break off behind the last.
struct Pieces {
    pieces: VecDeque<Bytes>,
    breaks_off: bool,
}

/// A body that comes in pieces, anew for each answer.
pub(super) fn pieces(pieces: Vec<Bytes>, breaks_off: bool) -> Body {
    Body::from_fn(move || {
        Body::wrap(Pieces {
            pieces: pieces.iter().cloned().collect(),
            breaks_off,
        })
    })
}

impl http_body::Body for Pieces {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        if let Some(piece) = self.pieces.pop_front() {
            return Poll::Ready(Some(Ok(Frame::data(piece))));
        }
        let broken = std::mem::take(&mut self.breaks_off);
        Poll::Ready(broken.then(|| Err(io::Error::from(io::ErrorKind::UnexpectedEof).into())))
    }
}

/// What a value is on the wire, and its media type.
pub(super) type Written = (Vec<u8>, Option<&'static str>);

/// Writes a value as the declared answer is read.
///
/// # Errors
/// Why it cannot be, in words for the panic.
pub(super) fn write<T: Serialize + ?Sized>(
    answer: Option<&AnswerMeta>,
    has_body: bool,
    value: &T,
) -> Result<Written, String> {
    let json = || encoded::<Json, T>(value);
    let text = match json()? {
        (bytes, _) if bytes == b"null" => Some(String::new()),
        (bytes, _) => serde_json::from_slice(&bytes).ok(),
    };
    let codec = answer.map(|answer| answer.codec);
    if !has_body || codec == Some("Empty") {
        return match text {
            Some(text) if text.is_empty() => Ok((Vec::new(), None)),
            _ if has_body => json(),
            _ => Err("such an answer has no body: give `()`".to_owned()),
        };
    }
    match (codec, text) {
        (Some("Text"), Some(text)) => Ok((text.into(), Some("text/plain; charset=utf-8"))),
        (Some("Raw"), Some(text)) => Ok((text.into(), Some("application/octet-stream"))),
        (Some(codec @ ("Text" | "Raw")), None) => Err(format!(
            "`{codec}` reads what is no JSON: give a text, or bytes by `reply_raw`"
        )),
        (Some("Stream" | "Sse" | "NdJson"), _) => {
            Err("it is handed over as it comes: give its pieces by `.stream([…])`".to_owned())
        }
        (Some("Form"), _) => encoded::<Form, T>(value),
        #[cfg(feature = "xml")]
        (Some("Xml"), _) => encoded::<crate::codec::Xml, T>(value),
        // Nothing says how it is read: a text is itself.
        (None | Some("Whole"), Some(text)) => Ok((text.into(), Some("text/plain; charset=utf-8"))),
        _ => json(),
    }
}

fn encoded<C: Encode<T>, T: ?Sized>(value: &T) -> Result<Written, String> {
    let mut out = Vec::new();
    C::encode(value, &mut out)
        .map_err(|failure: EncodeFailure| failure.detail().to_owned())
        .map(|()| (out, Some(C::CONTENT_TYPE)))
}

/// What the pieces of a streamed answer are.
pub(super) fn media_type(answer: Option<&AnswerMeta>) -> Option<&'static str> {
    match answer?.codec {
        "Sse" => Some("text/event-stream"),
        "NdJson" => Some("application/x-ndjson"),
        "Json" => Some("application/json"),
        "Text" => Some("text/plain; charset=utf-8"),
        "Stream" | "Raw" => Some("application/octet-stream"),
        _ => None,
    }
}
