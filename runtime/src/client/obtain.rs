//! Credentials that have to be fetched before a request can be sent.

use std::convert::Infallible;

use tokio::time::sleep;

use super::Core;
use super::deadline::Deadline;
use super::prepare::unauthorized;
use crate::trace;
use callpoint_core::auth::{AuthError, PrepareFuture};
use callpoint_core::meta::EndpointMeta;
use callpoint_core::retry::{self, Attempt, Outcome};
use callpoint_core::{Error, TransportError, TransportErrorKind};

impl Core {
    /// Waits for credentials within the time of the call. After a transient failure they are requested again, by the policy of this client; that uses
    /// up `retries` of the call.
    pub(super) async fn obtain<'a>(
        &self,
        mut preparing: PrepareFuture<'a>,
        mut again: impl FnMut() -> Option<PrepareFuture<'a>> + Send,
        deadline: &mut Deadline,
        retries: &mut u32,
        endpoint: &'static EndpointMeta,
    ) -> Result<(), Error<Infallible>> {
        let policy = self.retry.max_retries(*retries);
        let (began, call) = (deadline.began, deadline.call);
        let obtaining = async {
            let mut number = 1;
            loop {
                let Err(error) = preparing.await else {
                    return (Ok(()), number);
                };
                let backoff = error.retry_after().and_then(|asked| {
                    let attempt = Attempt {
                        number,
                        outcome: Outcome::Response(503, Some(asked)),
                        idempotent: true,
                        left: call.saturating_sub(began.elapsed()),
                        jitter: retry::jitter(number),
                    };
                    retry::backoff(policy, &attempt)
                });
                let Some(backoff) = backoff.filter(|_| self.budget.withdraw()) else {
                    return (Err(error), number);
                };
                trace::retry(backoff);
                sleep(backoff).await;
                number += 1;
                match again() {
                    Some(next) => preparing = next,
                    // Another call has obtained them.
                    None => return (Ok(()), number),
                }
            }
        };
        let (obtained, number) = deadline.in_time(endpoint, obtaining).await?;
        *retries = retries.saturating_sub(number - 1);
        obtained.map_err(|error| failed(endpoint, error))
    }
}

/// A request without credentials is not built, unless they could be had later.
fn failed(endpoint: &'static EndpointMeta, error: AuthError) -> Error<Infallible> {
    if error.retry_after().is_none() {
        return unauthorized(endpoint, error).into();
    }
    let failure = TransportError::new(endpoint, TransportErrorKind::Credentials, false);
    let mut failure = failure.with_source(error.into());
    failure.after(0, false);
    Error::Transport(Box::new(failure))
}
