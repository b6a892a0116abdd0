//! A call from its authorisation to its answer, with all its attempts.

use std::convert::Infallible;
use std::hash::{BuildHasher as _, RandomState};
use std::sync::{Arc, PoisonError};
use std::time::{Duration, SystemTime};

use http::{HeaderMap, HeaderName, HeaderValue, Method, Uri};
use tokio::time::{Instant, sleep, timeout};

use super::attempt::Deadline;
use super::{Core, Executing};
use crate::answer::Answer;
use crate::auth::{AuthorizeError, Credentials, GettingReady};
use crate::body::Body;
use crate::error::{
    BuildError, BuildErrorKind, Error, TimeoutKind, TransportError, TransportErrorKind,
};
use crate::meta::{AnswerMeta, AnswerMode, AuthMeta, EndpointMeta, StatusMatch};
use crate::redirect;
use crate::retry::{self, Attempt, Outcome};
use crate::stream::Resume;

/// What holds for one call alone.
#[derive(Debug, Clone, Default)]
pub(crate) struct Options {
    pub(crate) timeout: Option<Duration>,
    pub(crate) retries: Option<u32>,
    pub(crate) headers: HeaderMap,
    /// Which of the client's credentials.
    pub(crate) auth: usize,
}

pub(super) fn start(
    core: Arc<Core>,
    request: http::Request<Body>,
    endpoint: &'static EndpointMeta,
    options: Options,
) -> Executing {
    Box::pin(async move { core.execute(request, endpoint, options).await })
}

/// A call under way: what holds for it, and what has happened so far.
struct Course {
    endpoint: &'static EndpointMeta,
    options: Options,
    credentials: Option<Arc<dyn Credentials>>,
    deadline: Deadline,
    retries: u32,
    /// The number of the attempt, redirects not counted.
    attempt: u32,
    /// How many redirects were followed.
    hops: u32,
    /// Whether the credentials were renewed for this call.
    is_renewed: bool,
    /// Whether the server may have got one of the requests.
    maybe_sent: bool,
}

/// What follows on an attempt.
enum Next {
    /// Nothing: it was the last.
    End,
    /// The same request once more, after a pause.
    Again(Duration),
    /// The same request once more, with other credentials.
    Renewed,
    /// The same request elsewhere.
    Elsewhere(Uri),
    /// One redirect too many.
    Circles,
}

impl Core {
    async fn execute(
        self: &Arc<Self>,
        mut request: http::Request<Body>,
        endpoint: &'static EndpointMeta,
        options: Options,
    ) -> Result<Answer, Error<Infallible>> {
        self.prepare(&mut request, endpoint)?;
        let mut course = self.course(endpoint, options);
        let resume = self.resume(&request, &course);
        self.budget.save();
        let mut last = None;
        loop {
            let again = self.copy(&request, &course);
            let version = match (self.authorize(&mut request, &course).await, last) {
                (Ok(version), _) => version,
                (Err(error), None) => return Err(error),
                // What came of the attempt before says more, and that one was sent.
                (Err(_), Some(last)) => return finished(last),
            };
            let target = (request.method().clone(), request.uri().clone());
            let result = self
                .attempt(
                    request,
                    endpoint,
                    course.deadline,
                    course.own_limit(),
                    resume.clone(),
                )
                .await;
            course.maybe_sent |= result
                .as_ref()
                .map_or_else(TransportError::maybe_sent, |_| true);
            let Some(again) = again else {
                // The next call needs others, even where this one cannot be made again.
                course.renew_refused(version, &result).await;
                return finished(course.counted(result));
            };
            let next = self.next(&mut course, &target, version, &result).await;
            let result = course.counted(result);
            match next {
                Next::End => return finished(result),
                Next::Circles => {
                    return finished(result.and_then(|answer| Err(course.circles(answer))));
                }
                Next::Again(pause) => {
                    sleep(pause).await;
                    course.attempt += 1;
                    request = again;
                }
                Next::Renewed => request = again,
                Next::Elsewhere(uri) => {
                    request = again;
                    *request.uri_mut() = uri;
                }
            }
            last = Some(result);
        }
    }

    fn course(&self, endpoint: &'static EndpointMeta, options: Options) -> Course {
        // A timeout of the call or the declaration stands for both limits of the client: an endpoint that may take two minutes may take
        // them in one attempt.
        let own = options.timeout.or(endpoint.timeout);
        Course {
            endpoint,
            credentials: self.credentials(endpoint, &options),
            deadline: Deadline {
                began: Instant::now(),
                call: own.unwrap_or(self.limits.timeout),
                attempt: own.unwrap_or(self.limits.attempt_timeout),
            },
            retries: (options.retries.or(endpoint.retries)).unwrap_or(self.retry.retries),
            options,
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
        options: &Options,
    ) -> Option<Arc<dyn Credentials>> {
        if endpoint.auth == AuthMeta::None {
            return None;
        }
        let place = self.credentials.get(options.auth)?;
        let current = place.read().unwrap_or_else(PoisonError::into_inner);
        Some(Arc::clone(&current))
    }

    /// The request for one more attempt, where there may be one.
    fn copy(&self, request: &http::Request<Body>, course: &Course) -> Option<http::Request<Body>> {
        let may_be_renewed = || {
            let credentials = course.credentials.as_ref();
            credentials.is_some_and(|credentials| credentials.version().is_some())
        };
        if course.attempt > course.retries && self.redirects.most() == 0 && !may_be_renewed() {
            return None;
        }
        let mut again = http::Request::new(request.body().try_clone()?);
        *again.method_mut() = request.method().clone();
        *again.uri_mut() = request.uri().clone();
        *again.headers_mut() = request.headers().clone();
        *again.extensions_mut() = request.extensions().clone();
        Some(again)
    }

    /// Adds what every request of this client carries.
    fn prepare(
        &self,
        request: &mut http::Request<Body>,
        endpoint: &'static EndpointMeta,
    ) -> Result<(), BuildError> {
        if !self.base.is_origin_of(request.uri()) {
            return Err(BuildError::new(endpoint, BuildErrorKind::ForeignOrigin, ""));
        }
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

    /// Adds the credentials and the header fields of this call alone. Gives the version of the credentials.
    async fn authorize(
        &self,
        request: &mut http::Request<Body>,
        course: &Course,
    ) -> Result<Option<u64>, Error<Infallible>> {
        let mut version = None;
        if let Some(credentials) = &course.credentials {
            if let Some(getting_ready) = credentials.get_ready() {
                course.wait(getting_ready).await?;
            }
            version = credentials.version();
            let authorized = credentials.authorize(request);
            authorized.map_err(|error| course.unauthorized(error))?;
        }
        for (name, value) in &course.options.headers {
            request.headers_mut().insert(name, value.clone());
        }
        Ok(version)
    }

    /// What follows on an attempt whose request could be sent once more.
    async fn next(
        &self,
        course: &mut Course,
        (method, uri): &(Method, Uri),
        version: Option<u64>,
        result: &Result<Answer, TransportError>,
    ) -> Next {
        if course.renew_refused(version, result).await {
            return Next::Renewed;
        }
        if let Ok(answer) = result
            && let Some(uri) = self.elsewhere(course.endpoint, method, uri, answer)
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
        method: &Method,
        uri: &Uri,
        answer: &Answer,
    ) -> Option<Uri> {
        if self.redirects.most() == 0 || is_declared(endpoint, answer.code()) {
            return None;
        }
        redirect::target(method, answer.code(), answer.headers(), &self.base, uri)
    }

    /// How long to wait for the next attempt, where there is one.
    fn pause(&self, course: &Course, result: &Result<Answer, TransportError>) -> Option<Duration> {
        let outcome = match result {
            Ok(answer) => Outcome::Answered(
                answer.code(),
                retry::after(answer.headers(), SystemTime::now()),
            ),
            Err(error) => Outcome::Failed {
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
    fn resume(self: &Arc<Self>, request: &http::Request<Body>, course: &Course) -> Option<Resume> {
        let endpoint = course.endpoint;
        let is_stream = |answer: &AnswerMeta| answer.mode == AnswerMode::Streamed;
        if request.method() != Method::GET || !endpoint.successes.iter().any(is_stream) {
            return None;
        }
        let core = Arc::clone(self);
        let (uri, headers) = (request.uri().clone(), request.headers().clone());
        let options = course.options.clone();
        Some(Arc::new(move |id| {
            let mut request = http::Request::new(Body::empty());
            *request.uri_mut() = uri.clone();
            *request.headers_mut() = headers.clone();
            request.headers_mut().insert("last-event-id", id);
            request.extensions_mut().insert(endpoint);
            start(Arc::clone(&core), request, endpoint, options.clone())
        }))
    }
}

impl Course {
    /// Whether this call has a limit of its own, which holds for an upload too. Otherwise a large upload takes its time.
    fn own_limit(&self) -> bool {
        self.options.timeout.or(self.endpoint.timeout).is_some()
    }

    /// Waits for credentials, as long as there is time.
    async fn wait(&self, getting_ready: GettingReady<'_>) -> Result<(), Error<Infallible>> {
        let ready = timeout(self.deadline.left(), getting_ready).await;
        ready.map_or_else(
            |_| {
                let kind = TransportErrorKind::Timeout(TimeoutKind::Call);
                let error = TransportError::new(self.endpoint, kind, false);
                Err(Error::Transport(Box::new(error)))
            },
            |ready| ready.map_err(|error| self.unauthorized(error)),
        )
    }

    /// Renews the credentials that the server refused, once a call; `false` where that cannot be. The caller gets the server's answer then.
    async fn renew_refused(
        &mut self,
        version: Option<u64>,
        result: &Result<Answer, TransportError>,
    ) -> bool {
        let is_refused = result.as_ref().is_ok_and(|answer| answer.code() == 401);
        let Some(version) = version.filter(|_| is_refused && !self.is_renewed) else {
            return false;
        };
        self.is_renewed = true;
        let credentials = self.credentials.clone();
        match credentials.as_ref().and_then(|it| it.renew(version)) {
            Some(renewing) => self.wait(renewing).await.is_ok(),
            None => false,
        }
    }

    /// An outcome that knows of the attempts before it.
    fn counted(&self, result: Result<Answer, TransportError>) -> Result<Answer, TransportError> {
        match result {
            Ok(answer) => Ok(answer.after(self.attempt)),
            Err(error) => Err(error.after(self.attempt, self.maybe_sent)),
        }
    }

    /// The error of a call that was sent from one place to the next; it keeps the last answer.
    fn circles(&self, answer: Answer) -> TransportError {
        let error = TransportError::new(self.endpoint, TransportErrorKind::Redirects, true);
        let (status, headers, body) = answer.into_parts();
        let error = error.with_received(status, headers, body);
        error.after(self.attempt, true)
    }

    fn unauthorized(&self, error: AuthorizeError) -> Error<Infallible> {
        let refused = BuildError::new(self.endpoint, BuildErrorKind::Unauthorized, "");
        refused.with_source(error).into()
    }
}

fn finished(result: Result<Answer, TransportError>) -> Result<Answer, Error<Infallible>> {
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
