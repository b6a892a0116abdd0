//! The codecs of streamed responses.

use serde::de::DeserializeOwned;

use crate::stream::{ByteStream, Events, JsonLines};
use callpoint_core::ResponseReader;
use callpoint_core::codec::{Codec, CodecError, Decode};
use callpoint_core::meta::{CodecId, CodecMeta};

/// A streamed body: the codec of [`ByteStream`]. A field with `#[body(Stream)]` is an [`Upload`](crate::Upload).
#[derive(Debug, Clone, Copy)]
pub struct Stream;

/// Server-sent events (`text/event-stream`): the codec of [`Events`].
#[derive(Debug, Clone, Copy)]
pub struct Sse;

/// Newline-delimited JSON (`application/x-ndjson`): the codec of [`JsonLines`].
#[derive(Debug, Clone, Copy)]
pub struct NdJson;

impl Codec for Stream {
    const META: CodecMeta = CodecMeta::of(CodecId::Streaming, "Stream", "*/*")
        .content_type("application/octet-stream")
        .streamed();
}

impl Codec for Sse {
    const META: CodecMeta =
        CodecMeta::of(CodecId::EventStream, "Sse", "text/event-stream").streamed();
}

impl Codec for NdJson {
    const META: CodecMeta =
        CodecMeta::of(CodecId::NewlineJson, "NdJson", "application/x-ndjson").streamed();
}

callpoint_core::__serve_streams!();

impl Decode<ByteStream> for Stream {
    fn decode(response: &ResponseReader) -> Result<ByteStream, CodecError> {
        Ok(ByteStream::of(response))
    }
}

impl<T, C: Decode<T>> Decode<Events<T, C>> for Sse {
    fn decode(response: &ResponseReader) -> Result<Events<T, C>, CodecError> {
        Ok(Events::of(response))
    }
}

impl<T: DeserializeOwned> Decode<JsonLines<T>> for NdJson {
    fn decode(response: &ResponseReader) -> Result<JsonLines<T>, CodecError> {
        Ok(JsonLines::of(response))
    }
}
