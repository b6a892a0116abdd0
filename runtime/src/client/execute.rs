//! A call from authorisation to response, with all its attempts.

use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};

use http::Method;
use tokio::time::sleep;

use super::followup::Next;
use super::gate::Pass;
use super::prepared::{Options, PreparedCall};
use super::state::{CallState, Outcome};
use super::{Core, Executing, in_runtime};
use crate::stream::Resume;
use crate::trace;
use callpoint_core::__private::{UrlSecrets, add_key};
use callpoint_core::Body;
use callpoint_core::ResponseReader;
use callpoint_core::meta::EndpointMeta;
use callpoint_core::{BuildError, BuildErrorKind, Error};

/// Starts a request that goes to the client's own origin.
pub(super) fn start(ready: Box<PreparedCall>) -> Executing {
    Box::pin(trace::call(ready.endpoint, execute(ready)))
}

/// This future is moved when a call starts and allocated once per call, so what few calls need is boxed.
async fn execute(mut ready: Box<PreparedCall>) -> Result<ResponseReader, Error<Infallible>> {
    let PreparedCall {
        core,
        request: slot,
        endpoint,
        options,
        base: _,
        replayable,
    } = &mut *ready;
    if in_runtime().is_err() {
        return Err(BuildError::new(endpoint, BuildErrorKind::NoRuntime, "").into());
    }
    let mut state = core.state(endpoint, options);
    let request = slot.get_or_insert_default();
    add_key(request, endpoint)?;
    let resume = core.resume(request, endpoint, options);
    core.budget.deposit();
    let mut last: Option<Box<_>> = None;
    loop {
        let request = slot.get_or_insert_default();
        *replayable = core.copy(request, &state);
        // After the copy, which is cheaper without what each attempt adds.
        core.prepare(request, state.elsewhere.is_some());
        let (pass, generation) = match (core.admit(request, &mut state, options).await, last) {
            (Ok(admitted), _) => admitted,
            (Err(error), None) => return Err(error),
            // The outcome of the previous attempt says more, and that attempt was sent.
            (Err(_), Some(last)) => return core.finished_before(*last),
        };
        // The block ends before the await, so that the result takes no space in the future.
        let proceeding = {
            let mut result = trace::attempt(
                endpoint,
                state.base(core),
                state.attempt,
                core.attempt(slot, &state, resume.as_ref()),
            )
            .await;
            state.count(&mut result);
            let next = core.next(&mut state, replayable.as_ref(), generation, &mut result);
            let is_end = matches!(next, Next::End);
            if let Some(pass) = pass {
                pass.end(is_end, &mut result);
            }
            if is_end {
                return finished(result);
            }
            Box::pin(state.proceed(next, replayable.take(), core, result))
        };
        match proceeding.await {
            Ok((next, result)) => {
                *slot = Some(next);
                last = Some(result);
            }
            Err(result) => return core.finished_before(*result),
        }
    }
}

fn finished(outcome: Outcome) -> Result<ResponseReader, Error<Infallible>> {
    outcome.map_err(|error| Error::Transport(Box::new(error)))
}

impl Core {
    /// The outcome of an earlier attempt, which was not the last one when it came.
    #[cold]
    fn finished_before(&self, mut outcome: Outcome) -> Result<ResponseReader, Error<Infallible>> {
        if let Some(gate) = &self.gate {
            gate.watch(&mut outcome);
        }
        finished(outcome)
    }

    /// Waits until a request may be sent, and authorises it. Returns its pass and the generation of its credentials.
    async fn admit(
        &self,
        request: &mut http::Request<Body>,
        state: &mut CallState,
        options: &Options,
    ) -> Result<(Option<Pass<'_>>, Option<u64>), Error<Infallible>> {
        let pass = match &self.gate {
            // Boxed because most clients have no limit.
            Some(gate) => {
                let permit = match gate.permits() {
                    Some(permits) => {
                        let waiting = (state.deadline).in_time(state.endpoint, permits.acquire());
                        Box::pin(waiting).await?.ok()
                    }
                    None => None,
                };
                Some(gate.pass(permit))
            }
            None => None,
        };
        // After waiting, because a token may have expired meanwhile.
        let generation = self.authorize(request, state, options).await?;
        Ok((pass, generation))
    }

    /// How an event stream is resumed: the same request with the id of the last event.
    fn resume(
        self: &Arc<Self>,
        request: &http::Request<Body>,
        endpoint: &'static EndpointMeta,
        options: &Options,
    ) -> Option<Resume> {
        if !endpoint.has_streams || request.method() != Method::GET {
            return None;
        }
        // A body is not `Sync`.
        let body = Mutex::new(request.body().try_clone()?);
        let core = Arc::clone(self);
        let (uri, headers) = (request.uri().clone(), request.headers().clone());
        let secrets = request.extensions().get::<UrlSecrets>().cloned();
        let options = options.clone();
        Some(Arc::new(move |id, backoff| {
            let body = body.lock().unwrap_or_else(PoisonError::into_inner);
            let mut request = http::Request::new(body.try_clone().unwrap_or_default());
            drop(body);
            *request.uri_mut() = uri.clone();
            *request.headers_mut() = headers.clone();
            request.headers_mut().insert("last-event-id", id);
            request.extensions_mut().insert(endpoint);
            if let Some(secrets) = secrets.clone() {
                request.extensions_mut().insert(secrets);
            }
            let resumed = start(PreparedCall::new(
                Arc::clone(&core),
                request,
                endpoint,
                options.clone(),
            ));
            // No server decides how long a client waits.
            let backoff = backoff.min(core.limits.idle_timeout);
            Box::pin(async move {
                if in_runtime().is_ok() {
                    sleep(backoff).await;
                }
                resumed.await
            })
        }))
    }
}
