//! Answers that are handed over as they come: bytes, lines and events.

mod bytes;
mod error;
mod events;
mod lines;

use std::sync::Arc;
use std::time::Duration;

use http::HeaderValue;

pub use self::bytes::ByteStream;
pub use self::error::StreamError;
pub use self::events::{Event, Events};
pub use self::lines::JsonLines;
use crate::body::Body;
use crate::client::Executing;

/// A body that is still to come, and what is needed to read it.
pub(crate) struct Live {
    pub(crate) body: Body,
    /// How long to wait for the next piece.
    pub(crate) idle: Duration,
    /// How many bytes may come, where there is a limit.
    pub(crate) limit: Option<u64>,
    /// Asks once more, from an event on.
    pub(crate) resume: Option<Resume>,
}

/// How many bytes an item may have that has no end yet: as many as an answer that is received whole, unless the client says otherwise.
const LONGEST: usize = 16 * 1024 * 1024;

/// Sends the request again with `Last-Event-ID`.
pub(crate) type Resume = Arc<dyn Fn(HeaderValue) -> Executing + Send + Sync>;

/// The next item of a stream, for an `async fn next`.
pub(crate) async fn next<S: futures_core::Stream + Unpin>(stream: &mut S) -> Option<S::Item> {
    std::future::poll_fn(|cx| std::pin::Pin::new(&mut *stream).poll_next(cx)).await
}
