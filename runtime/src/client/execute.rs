//! A call from its authorisation to its answer, with all its attempts.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, Method};
use tokio::sync::SemaphorePermit;

use super::again::Next;
use super::course::{Course, Outcome};
use super::{Core, Executing, Ready};
use crate::answer::Answer;
use crate::body::Body;
use crate::error::Error;
use crate::mask::UrlSecrets;
use crate::meta::EndpointMeta;
use crate::stream::Resume;
use crate::trace;

/// What holds for one call alone.
#[derive(Debug, Clone, Default)]
pub(crate) struct Options {
    pub(crate) timeout: Option<Duration>,
    pub(crate) retries: Option<u32>,
    pub(crate) headers: HeaderMap,
    /// Which of the client's credentials.
    pub(crate) auth: usize,
}

/// Starts a request that goes to the client's own origin.
pub(super) fn start(ready: Box<Ready>) -> Executing {
    Box::pin(trace::call(ready.endpoint, execute(ready)))
}

/// The future of this function is moved when a call starts and allocated once a call, so what hardly any call needs stands in boxes of its own.
async fn execute(mut ready: Box<Ready>) -> Result<Answer, Error<Infallible>> {
    let Ready {
        core,
        request,
        endpoint,
        options,
        base: _,
    } = &mut *ready;
    let mut course = core.course(endpoint, options);
    core.prepare(request, endpoint)?;
    let resume = core.resume(request, endpoint, options);
    core.budget.save();
    let mut last: Option<Box<_>> = None;
    loop {
        let again = core.copy(request, &course);
        let (place, version) = match (core.admit(request, &mut course, options).await, last) {
            (Ok(admitted), _) => admitted,
            (Err(error), None) => return Err(error),
            // What came of the attempt before says more, and that one was sent.
            (Err(_), Some(last)) => return finished(*last),
        };
        let attempt = core.attempt(request, &course, resume.as_ref());
        // The block ends before what follows is waited for, so that the result has no place in the future.
        let proceeding = {
            let mut result = trace::attempt(endpoint, &core.base, course.attempt, attempt).await;
            drop(place);
            course.count(&mut result);
            let next = core.next(&mut course, again.as_ref(), version, &result);
            if matches!(next, Next::End) {
                return finished(result);
            }
            Box::pin(course.proceed(next, again, &core.base, result))
        };
        match proceeding.await {
            Ok((again, result)) => {
                *request = again;
                last = Some(result);
            }
            Err(result) => return finished(*result),
        }
    }
}

impl Core {
    /// Waits until a request may be sent, and makes it ready. Gives its place among those under way and the version of its credentials.
    async fn admit(
        &self,
        request: &mut http::Request<Body>,
        course: &mut Course,
        options: &Options,
    ) -> Result<(Option<SemaphorePermit<'_>>, Option<u64>), Error<Infallible>> {
        let place = match &self.places {
            // In a box, because most clients have no limit.
            Some(places) => {
                let waiting = (course.deadline).in_time(course.endpoint, places.acquire());
                Box::pin(waiting).await?.ok()
            }
            None => None,
        };
        // After the waiting, in which a token may have expired.
        let version = self.authorize(request, course, options).await?;
        Ok((place, version))
    }

    /// How an event stream is asked for once more: the same request, with the id of the last event.
    fn resume(
        self: &Arc<Self>,
        request: &http::Request<Body>,
        endpoint: &'static EndpointMeta,
        options: &Options,
    ) -> Option<Resume> {
        if request.method() != Method::GET || !endpoint.has_streams {
            return None;
        }
        let core = Arc::clone(self);
        let (uri, headers) = (request.uri().clone(), request.headers().clone());
        let secrets = request.extensions().get::<UrlSecrets>().cloned();
        let options = options.clone();
        Some(Arc::new(move |id| {
            let mut request = http::Request::new(Body::empty());
            *request.uri_mut() = uri.clone();
            *request.headers_mut() = headers.clone();
            request.headers_mut().insert("last-event-id", id);
            request.extensions_mut().insert(endpoint);
            if let Some(secrets) = secrets.clone() {
                request.extensions_mut().insert(secrets);
            }
            start(Box::new(Ready {
                core: Arc::clone(&core),
                request,
                endpoint,
                options: options.clone(),
                base: None,
            }))
        }))
    }
}

fn finished(result: Outcome) -> Result<Answer, Error<Infallible>> {
    result.map_err(|error| Error::Transport(Box::new(error)))
}
