//! The codecs of answers that are handed over as they come.

use serde::de::DeserializeOwned;

use super::{Decode, DecodeFailure};
use crate::answer::Answer;
use crate::stream::{ByteStream, Events, JsonLines};

/// The body as it comes, in pieces: the codec of [`ByteStream`]. A field with `#[body(Stream)]` is an [`Upload`](crate::Upload).
#[derive(Debug, Clone, Copy)]
pub struct Stream;

/// Server-sent events (`text/event-stream`): the codec of [`Events`].
#[derive(Debug, Clone, Copy)]
pub struct Sse;

/// JSON values, one a line (`application/x-ndjson`): the codec of [`JsonLines`].
#[derive(Debug, Clone, Copy)]
pub struct NdJson;

impl Stream {
    /// The media type that it reads, whatever the type.
    pub const MEDIA_TYPE: &'static str = "*/*";
}

impl Sse {
    /// The media type that it reads, whatever the type.
    pub const MEDIA_TYPE: &'static str = "text/event-stream";
}

impl NdJson {
    /// The media type that it reads, whatever the type.
    pub const MEDIA_TYPE: &'static str = "application/x-ndjson";
}

impl Decode<ByteStream> for Stream {
    const MEDIA_TYPE: &'static str = Self::MEDIA_TYPE;

    fn decode(answer: &Answer) -> Result<ByteStream, DecodeFailure> {
        Ok(ByteStream::of(answer))
    }
}

impl<T, C: Decode<T>> Decode<Events<T, C>> for Sse {
    const MEDIA_TYPE: &'static str = Self::MEDIA_TYPE;

    fn decode(answer: &Answer) -> Result<Events<T, C>, DecodeFailure> {
        Ok(Events::of(answer))
    }
}

impl<T: DeserializeOwned> Decode<JsonLines<T>> for NdJson {
    const MEDIA_TYPE: &'static str = Self::MEDIA_TYPE;

    fn decode(answer: &Answer) -> Result<JsonLines<T>, DecodeFailure> {
        Ok(JsonLines::new(ByteStream::of(answer)))
    }
}
