//! What holds for a call under way, and what has happened so far.

use std::convert::Infallible;
use std::sync::Arc;

use tokio::time::{Instant, timeout};

use super::Core;
use super::attempt::Deadline;
use super::execute::Options;
use crate::answer::Answer;
use crate::auth::Credentials;
use crate::error::{Error, TimeoutKind, TransportError, TransportErrorKind};
use crate::meta::EndpointMeta;

/// What came of an attempt.
pub(super) type Outcome = Result<Answer, TransportError>;

/// A call under way: what holds for it, and what has happened so far.
pub(super) struct Course {
    pub(super) endpoint: &'static EndpointMeta,
    pub(super) credentials: Option<Arc<dyn Credentials>>,
    pub(super) deadline: Deadline,
    /// Whether this call has a limit of its own, which holds for an upload too. Otherwise a large upload takes its time.
    pub(super) has_own_limit: bool,
    pub(super) retries: u32,
    /// The number of the attempt, redirects not counted.
    pub(super) attempt: u32,
    /// How many redirects were followed.
    pub(super) hops: u32,
    /// The path that the last of them led to.
    pub(super) moved: Option<Box<str>>,
    /// Whether the credentials were renewed for this call.
    is_renewed: bool,
    /// Whether the server may have got one of the requests.
    pub(super) maybe_sent: bool,
}

impl Core {
    pub(super) fn course(&self, endpoint: &'static EndpointMeta, options: &Options) -> Course {
        // A timeout of the call or the declaration stands for both limits of the client: an endpoint that may take two minutes may take
        // them in one attempt.
        let own = options.timeout.or(endpoint.timeout);
        let began = Instant::now();
        Course {
            endpoint,
            credentials: self.credentials(endpoint, options.auth),
            deadline: Deadline {
                began,
                ready: began,
                call: own.unwrap_or(self.limits.timeout),
                attempt: own.unwrap_or(self.limits.attempt_timeout),
            },
            has_own_limit: own.is_some(),
            retries: (options.retries.or(endpoint.retries)).unwrap_or(self.retry.retries),
            attempt: 1,
            hops: 0,
            moved: None,
            is_renewed: false,
            maybe_sent: false,
        }
    }
}

impl Deadline {
    /// Waits for what has to happen before a request is sent, as long as the call has time. That is no part of an attempt.
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

impl Course {
    /// Whether the server refused the credentials, and this call has not renewed them yet.
    pub(super) fn is_refused(&self, result: &Outcome) -> bool {
        !self.is_renewed && result.as_ref().is_ok_and(|answer| answer.code() == 401)
    }

    /// Renews the credentials that the server refused, once a call; `false` where that cannot be. The caller gets the server's answer then.
    pub(super) async fn renew(&mut self, version: u64) -> bool {
        self.is_renewed = true;
        let credentials = self.credentials.clone();
        match credentials.as_ref().and_then(|it| it.renew(version)) {
            Some(renewing) => {
                let renewed = self.deadline.in_time(self.endpoint, renewing).await;
                matches!(renewed, Ok(Ok(())))
            }
            None => false,
        }
    }

    /// Tells an outcome of the attempts before it.
    pub(super) fn count(&mut self, result: &mut Outcome) {
        match result {
            Ok(answer) => {
                self.maybe_sent = true;
                answer.after(self.attempt);
                if let Some(path) = &self.moved {
                    answer.moved(path.clone());
                }
            }
            Err(error) => {
                self.maybe_sent |= error.maybe_sent();
                error.after(self.attempt, self.maybe_sent);
            }
        }
    }
}
