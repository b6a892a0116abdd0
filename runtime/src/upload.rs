//! Content that is streamed while it is sent: from memory, a file or a stream.

#[cfg(feature = "client")]
mod file;

use std::fmt;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use futures_core::Stream;
use http::HeaderValue;

use crate::__private::Streamed;
use callpoint_core::multipart::Files;
use callpoint_core::{Body, BoxError};
use callpoint_core::{Source, StreamedContent};

/// Content to send: the value of a `#[body(Stream)]` field or of a `#[part]`.
///
/// It is read while it is sent, so its size does not matter. Its length is announced if known; otherwise it is sent in chunks (RFC 9112, section
/// 7.1). A retry sends the content a second time if it can be read again, which a [`stream`](Self::stream) cannot.
///
/// The client's attempt and call timeouts start again with each chunk that is taken from it, of at most 128 KiB; [`Call::timeout`](crate::Call::timeout) and that of
/// a declaration do not.
#[derive(Clone)]
pub struct Upload {
    content: StreamedContent,
}

impl Upload {
    /// Bytes in memory.
    pub fn bytes(bytes: impl Into<Bytes>) -> Self {
        let bytes = bytes.into();
        let length = bytes.len() as u64;
        Self::new(Source::Bytes(bytes), Some(length))
    }

    /// A stream that can be read only once. A call with it is never retried.
    pub fn stream<S, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<Bytes, E>> + Send + 'static,
        E: Into<BoxError>,
    {
        let body = Body::from_stream(stream);
        Self::new(Source::Once(Arc::new(Mutex::new(Some(body)))), None)
    }

    /// A stream that `make` creates for each attempt.
    pub fn replay<S, E>(make: impl Fn() -> S + Send + Sync + 'static) -> Self
    where
        S: Stream<Item = Result<Bytes, E>> + Send + 'static,
        E: Into<BoxError>,
    {
        let make = move || Body::from_stream(make());
        Self::new(Source::Replay(Arc::new(make)), None)
    }

    fn new(source: Source, length: Option<u64>) -> Self {
        Self {
            content: StreamedContent::new(source, length),
        }
    }

    /// Announces the length in bytes. A stream with another length is an error when it is sent, and so is one that does not end behind it.
    #[must_use]
    pub fn length(mut self, bytes: u64) -> Self {
        self.content.length = Some(bytes);
        self
    }

    /// Sets `Content-Type`. Default: `application/octet-stream`. A value that is not valid in a header is ignored.
    #[must_use]
    pub fn content_type(mut self, media_type: &str) -> Self {
        self.content.content_type = HeaderValue::try_from(media_type).ok();
        self
    }

    /// Sets the file name of the part.
    #[must_use]
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.content.file_name = Some(name.into());
        self
    }
}

impl Streamed for Upload {
    fn content(&self) -> &StreamedContent {
        &self.content
    }
}

#[diagnostic::do_not_recommend]
impl Files for Upload {
    fn each(&self, visit: &mut dyn FnMut(&StreamedContent)) {
        visit(&self.content);
    }
}

callpoint_core::__serve_uploads!();

/// Shows the length, never the content.
impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.content.fmt(f)
    }
}
