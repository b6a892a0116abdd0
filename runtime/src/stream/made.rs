//! Streams that no server has sent: what the handler of a fake responds with.

use http::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
use http::{Extensions, StatusCode};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{ByteStream, Events, JsonLines};
use callpoint_core::__private::{Incoming, event_stream_text};
use callpoint_core::codec::{CodecError, Decode, Encode, Json};
use callpoint_core::meta::EndpointMeta;
use callpoint_core::{Body, Event, ResponseReader};

/// What errors of such a stream name.
static MADE: EndpointMeta = EndpointMeta::new("Stream", "GET", "/");

fn made(body: Body, content_type: &'static str) -> ResponseReader {
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    let extensions = Extensions::new();
    ResponseReader::streamed(
        &MADE,
        StatusCode::OK,
        headers,
        Incoming { body, extensions },
    )
}

/// For a handler of a fake: bytes, or the chunks of `Body::from_stream` as they come.
impl From<Body> for ByteStream {
    fn from(body: Body) -> Self {
        Self::of(&made(body, "application/octet-stream"))
    }
}

/// For a handler of a fake: the text of an event stream. [`from_events`](Events::from_events) writes it.
impl<T, C: Decode<T>> From<Body> for Events<T, C> {
    fn from(body: Body) -> Self {
        Self::of(&made(body, "text/event-stream"))
    }
}

/// For a handler of a fake: JSON values, each with a line feed behind it. [`from_items`](JsonLines::from_items) writes them.
impl<T: DeserializeOwned> From<Body> for JsonLines<T> {
    fn from(body: Body) -> Self {
        Self::of(&made(body, "application/x-ndjson"))
    }
}

impl<T, C: Decode<T> + Encode<T>> Events<T, C> {
    /// A stream of these events: what the handler of a fake responds with.
    ///
    /// # Errors
    /// The codec does not write a value, or writes what is no text; or the type or id of an event has a line break.
    pub fn from_events(events: impl IntoIterator<Item = Event<T>>) -> Result<Self, CodecError> {
        let text = event_stream_text::<T, C>(events)?;
        Ok(Body::from(text).into())
    }
}

impl<T: Serialize + DeserializeOwned> JsonLines<T> {
    /// A stream of these items: what the handler of a fake responds with.
    ///
    /// # Errors
    /// An item is not written as JSON.
    pub fn from_items(items: impl IntoIterator<Item = T>) -> Result<Self, CodecError> {
        let mut lines = Vec::new();
        for item in items {
            Json::encode(&item, &mut lines)?;
            lines.push(b'\n');
        }
        Ok(Body::from(lines).into())
    }
}
