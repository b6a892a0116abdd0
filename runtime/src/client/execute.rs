//! A call from its authorisation to its answer, with all its attempts.

use std::convert::Infallible;
use std::hash::{BuildHasher as _, RandomState};
use std::sync::{Arc, PoisonError};
use std::time::{Duration, SystemTime};

use http::uri::PathAndQuery;
use http::{Extensions, HeaderMap, HeaderName, HeaderValue, Method, Uri};
use tokio::time::{Instant, sleep, timeout};

use super::attempt::Deadline;
use super::{Core, Executing, Ready};
use crate::answer::Answer;
use crate::auth::{AuthorizeError, Credentials, GettingReady};
use crate::base::BaseUrl;
use crate::body::Body;
use crate::error::{
    BuildError, BuildErrorKind, Error, TimeoutKind, TransportError, TransportErrorKind,
};
use crate::mask::UrlSecrets;
use crate::meta::{AuthMeta, EndpointMeta, StatusMatch};
use crate::redirect;
use crate::retry::{self, Attempt};
use crate::stream::Resume;
use crate::trace;

/// What came of an attempt.
type Outcome = Result<Answer, TransportError>;

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

/// A call under way: what holds for it, and what has happened so far.
pub(super) struct Course {
    pub(super) endpoint: &'static EndpointMeta,
    credentials: Option<Arc<dyn Credentials>>,
    pub(super) deadline: Deadline,
    /// Whether this call has a limit of its own, which holds for an upload too. Otherwise a large upload takes its time.
    pub(super) has_own_limit: bool,
    retries: u32,
    /// The number of the attempt, redirects not counted.
    pub(super) attempt: u32,
    /// How many redirects were followed.
    hops: u32,
    /// Whether the credentials were renewed for this call.
    is_renewed: bool,
    /// Whether the server may have got one of the requests.
    maybe_sent: bool,
}

/// A request that may have to be made once more. Most are not, so it is kept in a form that is cheap to make and to throw away: a list in place of a
/// map.
struct Copied {
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
enum Next {
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
        let version = match (core.authorize(request, &course, options).await, last) {
            (Ok(version), _) => version,
            (Err(error), None) => return Err(error),
            // What came of the attempt before says more, and that one was sent.
            (Err(_), Some(last)) => return finished(*last),
        };
        let attempt = core.attempt(request, &course, resume.as_ref());
        // The block ends before what follows is waited for, so that the result has no place in the future.
        let proceeding = {
            let mut result = trace::attempt(endpoint, &core.base, course.attempt, attempt).await;
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
    fn course(&self, endpoint: &'static EndpointMeta, options: &Options) -> Course {
        // A timeout of the call or the declaration stands for both limits of the client: an endpoint that may take two minutes may take
        // them in one attempt.
        let own = options.timeout.or(endpoint.timeout);
        Course {
            endpoint,
            credentials: self.credentials(endpoint, options.auth),
            deadline: Deadline {
                began: Instant::now(),
                call: own.unwrap_or(self.limits.timeout),
                attempt: own.unwrap_or(self.limits.attempt_timeout),
            },
            has_own_limit: own.is_some(),
            retries: (options.retries.or(endpoint.retries)).unwrap_or(self.retry.retries),
            attempt: 1,
            hops: 0,
            is_renewed: false,
            maybe_sent: false,
        }
    }

    /// The credentials that go with a request, as they are now.
    fn credentials(
        &self,
        endpoint: &'static EndpointMeta,
        auth: usize,
    ) -> Option<Arc<dyn Credentials>> {
        if endpoint.auth == AuthMeta::None {
            return None;
        }
        let place = self.credentials.get(auth)?;
        let current = place.read().unwrap_or_else(PoisonError::into_inner);
        Some(Arc::clone(&current))
    }

    /// What one more attempt needs, where there may be one.
    fn copy(&self, request: &http::Request<Body>, course: &Course) -> Option<Copied> {
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

    /// Adds what every request of this client carries.
    fn prepare(
        &self,
        request: &mut http::Request<Body>,
        endpoint: &'static EndpointMeta,
    ) -> Result<(), BuildError> {
        for (name, value) in &self.headers {
            request
                .headers_mut()
                .entry(name)
                .or_insert_with(|| value.clone());
        }
        if let Some(name) = endpoint.idempotency_key {
            let name = HeaderName::try_from(name)
                .map_err(|_| BuildError::new(endpoint, BuildErrorKind::InvalidHeader, name))?;
            request
                .headers_mut()
                .entry(name)
                .or_insert_with(idempotency_key);
        }
        Ok(())
    }

    /// Makes a request what would be sent, without waiting for credentials that have to be fetched first.
    pub(crate) fn prepare_now(
        &self,
        request: &mut http::Request<Body>,
        endpoint: &'static EndpointMeta,
        auth: usize,
    ) -> Result<(), BuildError> {
        self.prepare(request, endpoint)?;
        match self.credentials(endpoint, auth) {
            Some(credentials) => add_credentials(&*credentials, request)
                .map_err(|error| unauthorized(endpoint, error)),
            None => Ok(()),
        }
    }

    /// Adds the credentials and the header fields of this call alone. Gives the version of the credentials.
    async fn authorize(
        &self,
        request: &mut http::Request<Body>,
        course: &Course,
        options: &Options,
    ) -> Result<Option<u64>, Error<Infallible>> {
        let mut version = None;
        if let Some(credentials) = &course.credentials {
            if let Some(getting_ready) = credentials.get_ready() {
                // In a box, because most calls have nothing to wait for.
                Box::pin(course.wait(getting_ready)).await?;
            }
            version = credentials.version();
            let authorized = add_credentials(&**credentials, request);
            authorized.map_err(|error| unauthorized(course.endpoint, error))?;
        }
        for (name, value) in &options.headers {
            request.headers_mut().insert(name, value.clone());
        }
        Ok(version)
    }

    /// What follows on an attempt.
    fn next(
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

impl Course {
    /// Makes ready what follows on an attempt: the next request, or `None` where there is none after all.
    async fn proceed(
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
            *request.uri_mut() = uri;
        }
        Ok((request, result))
    }

    /// Waits for credentials, as long as there is time.
    async fn wait(&self, getting_ready: GettingReady<'_>) -> Result<(), Error<Infallible>> {
        let ready = timeout(self.deadline.left(), getting_ready).await;
        ready.map_or_else(
            |_| {
                let kind = TransportErrorKind::Timeout(TimeoutKind::Call);
                let mut error = TransportError::new(self.endpoint, kind, false);
                error.after(0, false);
                Err(Error::Transport(Box::new(error)))
            },
            |ready| ready.map_err(|error| unauthorized(self.endpoint, error).into()),
        )
    }

    /// Whether the server refused the credentials, and this call has not renewed them yet.
    fn is_refused(&self, result: &Outcome) -> bool {
        !self.is_renewed && result.as_ref().is_ok_and(|answer| answer.code() == 401)
    }

    /// Renews the credentials that the server refused, once a call; `false` where that cannot be. The caller gets the server's answer then.
    async fn renew(&mut self, version: u64) -> bool {
        self.is_renewed = true;
        let credentials = self.credentials.clone();
        match credentials.as_ref().and_then(|it| it.renew(version)) {
            Some(renewing) => self.wait(renewing).await.is_ok(),
            None => false,
        }
    }

    /// Tells an outcome of the attempts before it.
    fn count(&mut self, result: &mut Outcome) {
        match result {
            Ok(answer) => {
                self.maybe_sent = true;
                answer.after(self.attempt);
            }
            Err(error) => {
                self.maybe_sent |= error.maybe_sent();
                error.after(self.attempt, self.maybe_sent);
            }
        }
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

/// Adds credentials, and remembers what of the URL is theirs.
fn add_credentials(
    credentials: &dyn Credentials,
    request: &mut http::Request<Body>,
) -> Result<(), AuthorizeError> {
    let target = request.uri().path_and_query().cloned();
    credentials.authorize(request)?;
    UrlSecrets::add_credentials(request, target.as_ref());
    Ok(())
}

fn unauthorized(endpoint: &'static EndpointMeta, error: AuthorizeError) -> BuildError {
    BuildError::new(endpoint, BuildErrorKind::Unauthorized, "").with_source(error)
}

fn finished(result: Outcome) -> Result<Answer, Error<Infallible>> {
    result.map_err(|error| Error::Transport(Box::new(error)))
}

/// Whether a declaration speaks of a status, by its code or its class.
fn is_declared(endpoint: &'static EndpointMeta, status: u16) -> bool {
    endpoint.answers().any(|answer| {
        let mut patterns = answer.statuses.iter();
        patterns.any(|pattern| !matches!(pattern, StatusMatch::Any) && pattern.contains(status))
    })
}

/// A key that no other call has: 128 random bits. The standard library seeds every `RandomState` with random keys.
fn idempotency_key() -> HeaderValue {
    let half = || RandomState::new().hash_one(0_u8);
    let key = format!("{:016x}{:016x}", half(), half());
    // Hexadecimal digits are valid in every header.
    HeaderValue::try_from(key).unwrap_or_else(|_| HeaderValue::from_static("0"))
}
