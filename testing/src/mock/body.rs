//! The bodies of mock responses.

use std::collections::VecDeque;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::Frame;
use serde::Serialize;

use callpoint::codec::{CodecError, Encode, Form, Json};
use callpoint::meta::{BodyMode, CodecId, CodecMeta, ResponseMeta};
use callpoint::{Body, BoxError};

/// A body in chunks, which may fail after the last one.
struct Chunks {
    chunks: VecDeque<Bytes>,
    is_truncated: bool,
}

/// A body in chunks that can be sent more than once.
pub(super) fn chunked(chunks: Vec<Bytes>, is_truncated: bool) -> Body {
    Body::from_fn(move || {
        Body::wrap(Chunks {
            chunks: chunks.iter().cloned().collect(),
            is_truncated,
        })
    })
}

impl http_body::Body for Chunks {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        if let Some(chunk) = self.chunks.pop_front() {
            return Poll::Ready(Some(Ok(Frame::data(chunk))));
        }
        let is_truncated = std::mem::take(&mut self.is_truncated);
        Poll::Ready(is_truncated.then(|| Err(io::Error::from(io::ErrorKind::UnexpectedEof).into())))
    }
}

/// An encoded value and its media type.
pub(super) type Written = (Vec<u8>, Option<&'static str>);

/// Encodes a value in the format of the declared response.
///
/// # Errors
/// Why it cannot be encoded, for the panic message.
pub(super) fn write<T: Serialize + ?Sized>(
    response: Option<&ResponseMeta>,
    has_body: bool,
    value: &T,
) -> Result<Written, String> {
    let json = || encoded::<Json, T>(value);
    let text = match json()? {
        (bytes, _) if bytes == b"null" => Some(String::new()),
        (bytes, _) => serde_json::from_slice(&bytes).ok(),
    };
    let is_empty = response.is_some_and(|response| response.codec.id == CodecId::NoContent);
    if !has_body || is_empty {
        return match text {
            Some(text) if text.is_empty() => Ok((Vec::new(), None)),
            _ if has_body => json(),
            _ => Err("this response has no body: pass `()`".to_owned()),
        };
    }
    let Some(codec) = response.and_then(body_codec) else {
        // The format is unknown: a string is sent as it is.
        return text.map_or_else(json, |text| {
            Ok((text.into(), Some("text/plain; charset=utf-8")))
        });
    };
    if codec.mode == BodyMode::Streamed {
        return Err("it is streamed: pass its chunks with `.stream([…])`".to_owned());
    }
    // The declaration may name another media type than the codec's.
    let typed = |written: Result<Written, String>| {
        written.map(|(bytes, _)| (bytes, Some(codec.content_type)))
    };
    match codec.id {
        CodecId::PlainText | CodecId::OctetStream => match text {
            Some(text) => Ok((text.into(), Some(codec.content_type))),
            None => Err(format!(
                "`{}` does not read JSON: pass a string, or bytes with `reply_raw`",
                codec.name
            )),
        },
        CodecId::UrlEncoded => typed(encoded::<Form, T>(value)),
        #[cfg(feature = "xml")]
        CodecId::ApplicationXml => typed(encoded::<callpoint::codec::Xml, T>(value)),
        // Of a user's codec only the media type is known.
        CodecId::Custom if codec.media_type != "*/*" => typed(json()),
        CodecId::ApplicationJson => typed(json()),
        _ => json(),
    }
}

/// The codec of a declared body, if its format is known.
fn body_codec(response: &ResponseMeta) -> Option<CodecMeta> {
    let codec = response.body_codec();
    codec.filter(|codec| codec.id != CodecId::WholeResponse)
}

fn encoded<C: Encode<T>, T: ?Sized>(value: &T) -> Result<Written, String> {
    let mut out = Vec::new();
    C::encode(value, &mut out)
        .map_err(|failure: CodecError| failure.detail().to_owned())
        .map(|()| (out, Some(C::META.content_type)))
}

/// The media type of a streamed response.
pub(super) fn media_type(response: Option<&ResponseMeta>) -> Option<&'static str> {
    let codec = body_codec(response?)?;
    (codec.content_type != "*/*").then_some(codec.content_type)
}
