//! The state of a call in progress.

use std::sync::Arc;
use std::time::SystemTime;

use http::header::RETRY_AFTER;
use tokio::time::Instant;

use super::Core;
use super::deadline::Deadline;
use super::prepared::Options;
use crate::trace;
use callpoint_core::BaseUrl;
use callpoint_core::ResponseReader;
use callpoint_core::TransportError;
use callpoint_core::auth::{Credentials, Rejected};
use callpoint_core::meta::EndpointMeta;

/// The outcome of an attempt.
pub(super) type Outcome = Result<ResponseReader, TransportError>;

/// The state of a call in progress.
pub(super) struct CallState {
    pub(super) endpoint: &'static EndpointMeta,
    /// The origin of the requests, if it is another one than the endpoint's.
    pub(super) elsewhere: Option<Box<BaseUrl>>,
    pub(super) credentials: Option<Arc<dyn Credentials>>,
    pub(super) deadline: Deadline,
    /// Whether this call has its own limit, which applies to uploads too. Otherwise a large upload may take longer.
    pub(super) has_own_limit: bool,
    pub(super) max_retries: u32,
    /// The number of the attempt, not counting redirects.
    pub(super) attempt: u32,
    /// How many redirects were followed.
    pub(super) hops: u32,
    /// The path after the last redirect.
    pub(super) moved: Option<Box<str>>,
    /// Whether the credentials were refreshed for this call.
    is_refreshed: bool,
    /// Whether the server may have received one of the requests.
    pub(super) maybe_sent: bool,
}

impl Core {
    pub(super) fn state(&self, endpoint: &'static EndpointMeta, options: &Options) -> CallState {
        // A timeout of the call or the declaration replaces both limits of the client: an endpoint that may take two minutes may take them in one
        // attempt.
        let own = options.timeout.or(endpoint.timeout);
        let began = Instant::now();
        CallState {
            endpoint,
            credentials: match options.elsewhere {
                None => self.credentials(endpoint, options.auth),
                Some(_) => None,
            },
            elsewhere: options.elsewhere.clone(),
            deadline: Deadline {
                began,
                ready: began,
                call: own.unwrap_or(self.limits.timeout),
                attempt: own.unwrap_or(self.limits.attempt_timeout),
            },
            has_own_limit: own.is_some(),
            max_retries: (options.max_retries.or(endpoint.max_retries))
                .unwrap_or(self.retry.max_retries),
            attempt: 1,
            hops: 0,
            moved: None,
            is_refreshed: false,
            maybe_sent: false,
        }
    }
}

impl CallState {
    /// The base URL of the requests of this call.
    pub(super) fn base<'a>(&'a self, core: &'a Core) -> &'a BaseUrl {
        if let Some(elsewhere) = &self.elsewhere {
            return elsewhere;
        }
        core.server(self.endpoint).unwrap_or(&core.server).base()
    }

    /// Whether the server rejected the credentials and this call has not refreshed them yet.
    pub(super) fn needs_refresh(&self, result: &Outcome) -> bool {
        !self.is_refreshed && result.as_ref().is_ok_and(|response| response.code() == 401)
    }

    /// Refreshes the rejected credentials, once per call. `false` if that is not possible; the caller then gets the server's response.
    pub(super) async fn refresh(&mut self, core: &Core, rejected: &Rejected<'_>) -> bool {
        self.is_refreshed = true;
        let Some(credentials) = self.credentials.as_deref() else {
            return false;
        };
        let Some(refreshing) = credentials.challenged(rejected) else {
            return false;
        };
        let (deadline, retries) = (&mut self.deadline, &mut self.max_retries);
        let again = || credentials.prepare();
        let obtaining = core.obtain(refreshing, again, deadline, retries, self.endpoint);
        let obtained = obtaining.await;
        if let Err(error) = &obtained {
            trace::not_refreshed(error);
        }
        obtained.is_ok()
    }

    /// Records the previous attempts in an outcome.
    pub(super) fn count(&mut self, result: &mut Outcome) {
        match result {
            Ok(response) => {
                self.maybe_sent = true;
                response.after(self.attempt);
                // Seldom: a date to wait for counts from now.
                if !response.status().is_success() && response.headers().contains_key(RETRY_AFTER) {
                    response.arrived_at(SystemTime::now());
                }
                if let Some(path) = &self.moved {
                    response.moved(path.clone());
                }
            }
            Err(error) => {
                self.maybe_sent |= error.maybe_sent();
                error.after(self.attempt, self.maybe_sent);
                if error.headers().is_some() {
                    error.arrived_at(SystemTime::now());
                }
            }
        }
    }
}
