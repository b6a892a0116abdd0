//! The time limits of a call and its attempts.

use std::convert::Infallible;
use std::io;
use std::time::Duration;

use callpoint_core::meta::EndpointMeta;
use callpoint_core::{Error, TimeoutKind, TransportError, TransportErrorKind};
use tokio::runtime::Handle;
use tokio::task;
use tokio::time::{Instant, timeout};

/// Timers, connections and files panic without a Tokio runtime; this is an error instead.
#[inline]
pub(crate) fn in_runtime() -> io::Result<()> {
    // A task runs in a runtime, and its id takes no reference to one.
    if task::try_id().is_some() {
        return Ok(());
    }
    let outside = "there is no Tokio runtime; await this in one";
    Handle::try_current()
        .map(drop)
        .map_err(|_| io::Error::other(outside))
}

/// The time limits of an attempt: its own, and what is left of the call's.
pub(super) struct Deadline {
    /// When the call began.
    pub(super) began: Instant,
    /// When the first attempt began: the start of the call plus the time it waited for a permit and for credentials.
    pub(super) ready: Instant,
    pub(super) call: Duration,
    pub(super) attempt: Duration,
}

impl Deadline {
    /// What is left of the call's time.
    pub(super) fn left(&self) -> Duration {
        self.call.saturating_sub(self.began.elapsed())
    }

    /// The earlier of the two limits, and its kind. During an upload, both count from its last chunk.
    pub(super) fn next(
        &self,
        began: Instant,
        last_piece: Option<Instant>,
    ) -> (Instant, TimeoutKind) {
        let attempt = later(last_piece.unwrap_or(began), self.attempt);
        let call = later(last_piece.unwrap_or(self.began), self.call);
        if attempt < call {
            (attempt, TimeoutKind::Attempt)
        } else {
            (call, TimeoutKind::Call)
        }
    }

    /// When to find out whether more of an upload was read: its timeouts may be a sixteenth late.
    pub(super) fn look(&self) -> Instant {
        later(Instant::now(), self.attempt.min(self.call) / 16)
    }

    /// Waits within the call's time for what must happen before a request is sent. This does not count towards an attempt.
    pub(super) async fn in_time<T>(
        &mut self,
        endpoint: &'static EndpointMeta,
        future: impl Future<Output = T>,
    ) -> Result<T, Error<Infallible>> {
        let since = Instant::now();
        let done = timeout(self.left(), future).await;
        self.ready += since.elapsed();
        done.map_err(|_| {
            let kind = TransportErrorKind::Timeout(TimeoutKind::Call);
            let mut error = TransportError::new(endpoint, kind, false);
            error.after(0, false);
            Error::Transport(Box::new(error))
        })
    }
}

/// `since` plus `after`, saturating.
fn later(since: Instant, after: Duration) -> Instant {
    let farthest = Duration::from_secs(60 * 60 * 24 * 365);
    since.checked_add(after).unwrap_or_else(|| since + farthest)
}
