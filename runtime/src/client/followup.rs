//! What follows an attempt: a retry, a redirect, or the end of the call.

use std::time::{Duration, SystemTime};

use http::{HeaderMap, Method};
use tokio::time::sleep;

use super::Core;
use super::prepared::ReplayableRequest;
use super::state::{CallState, Outcome};
use crate::trace;
use callpoint_core::__private::redact::is_secret_header;
use callpoint_core::__private::{UrlSecrets, retry_after};
use callpoint_core::BaseUrl;
use callpoint_core::Body;
use callpoint_core::ResponseReader;
use callpoint_core::auth::Rejected;
use callpoint_core::meta::{EndpointMeta, StatusPattern};
use callpoint_core::redirect::{Redirect, Redirected};
use callpoint_core::retry::{self, Attempt};
use callpoint_core::{TransportError, TransportErrorKind};

/// What follows an attempt.
pub(super) enum Next {
    /// Nothing: the call is complete.
    End,
    /// Retry after a backoff.
    Retry(Duration),
    /// Repeat the request after refreshing the credentials of this generation.
    RefreshCredentials(u64),
    /// Follow a redirect.
    Redirect(Redirect),
    /// More redirects than the client follows.
    TooManyRedirects,
}

impl Core {
    /// A copy of the request for another attempt, if there may be one. It is large to pass on.
    #[inline]
    pub(super) fn copy(
        &self,
        request: &http::Request<Body>,
        state: &CallState,
    ) -> Option<ReplayableRequest> {
        let can_refresh = || {
            let credentials = state.credentials.as_ref();
            credentials.is_some_and(|credentials| credentials.generation().is_some())
        };
        if state.attempt > state.max_retries && self.redirects.most() == 0 && !can_refresh() {
            return None;
        }
        let fields = request.headers().iter();
        let mut fields = fields.map(|(name, value)| (name.clone(), value.clone()));
        Some(ReplayableRequest {
            body: request.body().try_clone()?,
            method: request.method().clone(),
            target: request.uri().path_and_query()?.clone(),
            fields: [fields.next(), fields.next()],
            more: fields.collect(),
            extensions: (!request.extensions().is_empty())
                .then(|| Box::new(request.extensions().clone())),
        })
    }

    /// Decides what follows an attempt.
    pub(super) fn next(
        &self,
        state: &mut CallState,
        replayable: Option<&ReplayableRequest>,
        generation: Option<u64>,
        result: &mut Outcome,
    ) -> Next {
        if let Some(generation) = generation.filter(|_| state.needs_refresh(result)) {
            return Next::RefreshCredentials(generation);
        }
        if let Ok(response) = result
            && response.status().is_redirection()
            && !is_declared(state.endpoint, response.code())
        {
            match self.redirect(state, replayable, response) {
                Ok(redirect) => {
                    state.hops += 1;
                    return if state.hops > self.redirects.most() {
                        Next::TooManyRedirects
                    } else {
                        Next::Redirect(redirect)
                    };
                }
                Err(reason) => response.set_unfollowed(reason),
            }
        }
        if replayable.is_none() {
            return Next::End;
        }
        match self.backoff(state, result) {
            Some(backoff) if self.budget.withdraw() => Next::Retry(backoff),
            _ => Next::End,
        }
    }

    /// Where a redirect leads, or why it is not followed.
    fn redirect(
        &self,
        state: &CallState,
        request: Option<&ReplayableRequest>,
        response: &ResponseReader,
    ) -> Result<Redirect, &'static str> {
        let method = Method::from_bytes(state.endpoint.method.as_bytes()).unwrap_or_default();
        let redirected = Redirected {
            method: request.map_or(&method, |request| &request.method),
            base: state.base(self),
            path: request.map(|request| request.target.path()),
            is_bodyless: request.is_some_and(|request| {
                let body = request.body.as_bytes();
                body.is_some_and(<[u8]>::is_empty)
            }),
        };
        self.redirects
            .target(redirected, response.code(), response.headers())
    }

    /// The backoff before the next attempt, if there is one.
    fn backoff(&self, state: &CallState, result: &Outcome) -> Option<Duration> {
        let outcome = match result {
            // Most responses need neither the clock nor a random number.
            Ok(response) if !retry::is_transient_status(response.code()) => return None,
            Ok(response) => retry::Outcome::Response(
                response.code(),
                retry_after(response.headers(), Some(SystemTime::now())),
            ),
            Err(error) => retry::Outcome::Failed {
                kind: error.kind(),
                maybe_sent: error.maybe_sent(),
                has_head: error.status().is_some(),
            },
        };
        let attempt = Attempt {
            number: state.attempt,
            outcome,
            idempotent: state.endpoint.idempotent,
            left: state.deadline.left(),
            jitter: retry::jitter(state.attempt),
        };
        retry::backoff(self.retry.max_retries(state.max_retries), &attempt)
    }
}

impl CallState {
    /// Prepares what follows an attempt: the next request, or the outcome if there is none.
    pub(super) async fn proceed(
        &mut self,
        next: Next,
        replayable: Option<ReplayableRequest>,
        core: &Core,
        result: Outcome,
    ) -> Result<(http::Request<Body>, Box<Outcome>), Box<Outcome>> {
        let result = Box::new(result);
        let redirect = match next {
            Next::End => return Err(result),
            Next::TooManyRedirects => return Err(Box::new(Err(self.too_many_redirects(*result)))),
            Next::Redirect(redirect) => Some(redirect),
            Next::RefreshCredentials(generation) => {
                // Refreshed even if this request cannot be repeated: the next call needs valid credentials.
                let Ok(response) = &*result else {
                    return Err(result);
                };
                let target = replayable.as_ref().map(|request| request.target.as_str());
                let rejected = Rejected::new(generation, self.endpoint, target, response.headers());
                if !self.refresh(core, &rejected).await {
                    return Err(result);
                }
                None
            }
            Next::Retry(backoff) => {
                trace::retry(backoff);
                sleep(backoff).await;
                self.attempt += 1;
                None
            }
        };
        let Some(mut request) =
            replayable.and_then(|replayable| replayable.into_request(self.base(core)))
        else {
            return Err(result);
        };
        if let Some(redirect) = redirect {
            let uri = match redirect {
                Redirect::Here(uri) => uri,
                Redirect::Elsewhere(uri, origin) => {
                    self.leave(origin, request.headers_mut());
                    uri
                }
            };
            self.moved = Some(uri.path().into());
            *request.uri_mut() = uri;
            // The recorded positions of secrets are those in the previous URL. In a URL from the server, secrets are found by name.
            request.extensions_mut().remove::<UrlSecrets>();
        }
        Ok((request, result))
    }

    /// Another origin gets no credentials and no header field that holds a secret.
    fn leave(&mut self, origin: BaseUrl, headers: &mut HeaderMap) {
        self.elsewhere = Some(Box::new(origin));
        self.credentials = None;
        *headers = std::mem::take(headers)
            .iter()
            .filter(|(name, value)| !is_secret_header(name, value))
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect();
    }

    /// The error of a call with too many redirects; it holds the last response.
    fn too_many_redirects(&self, last: Outcome) -> TransportError {
        let mut error =
            TransportError::new(self.endpoint, TransportErrorKind::TooManyRedirects, true);
        error.after(self.attempt, true);
        match last {
            Ok(response) => {
                let (status, headers, body) = response.into_parts();
                error.with_received(status, headers, body)
            }
            Err(_) => error,
        }
    }
}

/// Whether a declaration covers a status, by its code or its class.
fn is_declared(endpoint: &'static EndpointMeta, status: u16) -> bool {
    endpoint.responses().any(|response| {
        let mut patterns = response.statuses.iter();
        patterns.any(|pattern| !matches!(pattern, StatusPattern::Any) && pattern.contains(status))
    })
}
