//! Streamed responses: bytes, lines and events.

mod bytes;
mod events;
mod lines;
#[cfg(feature = "serve")]
mod made;

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

pub use callpoint_core::StreamError;
use callpoint_core::{Error, ResponseReader};
use http::HeaderValue;

pub use self::bytes::ByteStream;
pub use self::events::Events;
pub use self::lines::JsonLines;

/// How to read a body that is still being received.
#[derive(Clone)]
pub(crate) struct StreamingBody {
    /// The maximum number of bytes, if there is a limit.
    pub(crate) limit: Option<u64>,
    /// The maximum number of bytes that may be collected in memory.
    pub(crate) collect_limit: u64,
    /// Repeats the request, from an event on.
    pub(crate) resume: Option<Resume>,
}

/// Repeats the request after a delay, with `Last-Event-ID`.
pub(crate) type Resume = Arc<dyn Fn(HeaderValue, Duration) -> Resuming + Send + Sync>;

/// A request that resumes a stream.
pub(crate) type Resuming =
    Pin<Box<dyn Future<Output = Result<ResponseReader, Error<Infallible>>> + Send>>;

/// The next item of a stream, for an `async fn next`.
pub(crate) async fn next<S: futures_core::Stream + Unpin>(stream: &mut S) -> Option<S::Item> {
    std::future::poll_fn(|cx| std::pin::Pin::new(&mut *stream).poll_next(cx)).await
}
