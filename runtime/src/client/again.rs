//! What follows on an attempt: another one, elsewhere or after a pause, or the end.

use std::hash::{BuildHasher as _, RandomState};
use std::time::{Duration, SystemTime};

use http::uri::PathAndQuery;
use http::{Extensions, HeaderName, HeaderValue, Method, Uri};
use tokio::time::sleep;

use super::Core;
use super::course::{Course, Outcome};
use crate::answer::Answer;
use crate::base::BaseUrl;
use crate::body::Body;
use crate::error::{TransportError, TransportErrorKind};
use crate::mask::UrlSecrets;
use crate::meta::{EndpointMeta, StatusMatch};
use crate::redirect;
use crate::retry::{self, Attempt};
use crate::trace;

/// A request that may have to be made once more. Most are not, so it is kept in a form that is cheap to make and to throw away: a list in place of a
/// map.
pub(super) struct Copied {
    method: Method,
    /// The origin is the client's.
    target: PathAndQuery,
    fields: Vec<(HeaderName, HeaderValue)>,
    extensions: Option<Box<Extensions>>,
    body: Body,
}

impl Copied {
    fn into_request(self, base: &BaseUrl) -> Option<http::Request<Body>> {
        let mut request = http::Request::new(self.body);
        *request.method_mut() = self.method;
        *request.uri_mut() = base.clone().into_uri(self.target)?;
        for (name, value) in self.fields {
            request.headers_mut().append(name, value);
        }
        if let Some(extensions) = self.extensions {
            *request.extensions_mut() = *extensions;
        }
        Some(request)
    }
}

/// What follows on an attempt.
pub(super) enum Next {
    /// Nothing: it was the last.
    End,
    /// The same request once more, after a pause.
    Again(Duration),
    /// The same request once more, if there are others than these credentials.
    Renew(u64),
    /// The same request elsewhere.
    Elsewhere(Uri),
    /// One redirect too many.
    Circles,
}

impl Core {
    /// What one more attempt needs, where there may be one.
    pub(super) fn copy(&self, request: &http::Request<Body>, course: &Course) -> Option<Copied> {
        let may_be_renewed = || {
            let credentials = course.credentials.as_ref();
            credentials.is_some_and(|credentials| credentials.version().is_some())
        };
        if course.attempt > course.retries && self.redirects.most() == 0 && !may_be_renewed() {
            return None;
        }
        let fields = request.headers().iter();
        Some(Copied {
            body: request.body().try_clone()?,
            method: request.method().clone(),
            target: request.uri().path_and_query()?.clone(),
            fields: fields
                .map(|(name, value)| (name.clone(), value.clone()))
                .collect(),
            extensions: (!request.extensions().is_empty())
                .then(|| Box::new(request.extensions().clone())),
        })
    }

    /// What follows on an attempt.
    pub(super) fn next(
        &self,
        course: &mut Course,
        again: Option<&Copied>,
        version: Option<u64>,
        result: &Outcome,
    ) -> Next {
        if let Some(version) = version.filter(|_| course.is_refused(result)) {
            return Next::Renew(version);
        }
        let Some(again) = again else {
            return Next::End;
        };
        if let Ok(answer) = result
            && let Some(uri) = self.elsewhere(course.endpoint, again, answer)
        {
            course.hops += 1;
            return if course.hops > self.redirects.most() {
                Next::Circles
            } else {
                Next::Elsewhere(uri)
            };
        }
        match self.pause(course, result) {
            Some(pause) if self.budget.spend() => Next::Again(pause),
            _ => Next::End,
        }
    }

    /// Where a redirect leads that is to be followed.
    fn elsewhere(
        &self,
        endpoint: &'static EndpointMeta,
        request: &Copied,
        answer: &Answer,
    ) -> Option<Uri> {
        if self.redirects.most() == 0 || is_declared(endpoint, answer.code()) {
            return None;
        }
        redirect::target(
            &request.method,
            answer.code(),
            answer.headers(),
            &self.base,
            request.target.path(),
        )
    }

    /// How long to wait for the next attempt, where there is one.
    fn pause(&self, course: &Course, result: &Outcome) -> Option<Duration> {
        let outcome = match result {
            // Most answers: neither clock nor chance is needed.
            Ok(answer) if !retry::is_passing(answer.code()) => return None,
            Ok(answer) => retry::Outcome::Answered(
                answer.code(),
                retry::after(answer.headers(), SystemTime::now()),
            ),
            Err(error) => retry::Outcome::Failed {
                kind: error.kind(),
                maybe_sent: error.maybe_sent(),
                has_head: error.status().is_some(),
            },
        };
        let attempt = Attempt {
            number: course.attempt,
            outcome,
            idempotent: course.endpoint.idempotent,
            left: course.deadline.left(),
            // The upper half of a hash whose key is random.
            chance: u32::try_from(RandomState::new().hash_one(course.attempt) >> 32)
                .unwrap_or(u32::MAX),
        };
        retry::pause(self.retry.retries(course.retries), &attempt)
    }
}

impl Course {
    /// Makes ready what follows on an attempt: the next request, or the outcome where there is none after all.
    pub(super) async fn proceed(
        &mut self,
        next: Next,
        again: Option<Copied>,
        base: &BaseUrl,
        result: Outcome,
    ) -> Result<(http::Request<Body>, Box<Outcome>), Box<Outcome>> {
        let result = Box::new(result);
        let uri = match next {
            Next::End => return Err(result),
            Next::Circles => return Err(Box::new(Err(self.circles(*result)))),
            Next::Elsewhere(uri) => Some(uri),
            Next::Renew(version) => {
                // The next call needs others, even where this one cannot be made again.
                if !self.renew(version).await {
                    return Err(result);
                }
                None
            }
            Next::Again(pause) => {
                trace::again(pause);
                sleep(pause).await;
                self.attempt += 1;
                None
            }
        };
        let Some(mut request) = again.and_then(|again| again.into_request(base)) else {
            return Err(result);
        };
        if let Some(uri) = uri {
            self.moved = Some(uri.path().into());
            *request.uri_mut() = uri;
            // They say where secrets stand in the URL before. In one that a server gives they are found by their names.
            request.extensions_mut().remove::<UrlSecrets>();
        }
        Ok((request, result))
    }

    /// The error of a call that was sent from one place to the next; it keeps the last answer.
    fn circles(&self, last: Outcome) -> TransportError {
        let mut error = TransportError::new(self.endpoint, TransportErrorKind::Redirects, true);
        error.after(self.attempt, true);
        match last {
            Ok(answer) => {
                let (status, headers, body) = answer.into_parts();
                error.with_received(status, headers, body)
            }
            Err(_) => error,
        }
    }
}

/// Whether a declaration speaks of a status, by its code or its class.
fn is_declared(endpoint: &'static EndpointMeta, status: u16) -> bool {
    endpoint.answers().any(|answer| {
        let mut patterns = answer.statuses.iter();
        patterns.any(|pattern| !matches!(pattern, StatusMatch::Any) && pattern.contains(status))
    })
}
