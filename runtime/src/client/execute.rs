//! A call from its authorisation to its answer, with all its attempts.

use std::convert::Infallible;
use std::hash::{BuildHasher as _, RandomState};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use http::{HeaderMap, HeaderName, HeaderValue};
use tokio::time::{Instant, sleep};

use super::attempt::Deadline;
use super::{Core, Executing};
use crate::answer::Answer;
use crate::body::Body;
use crate::error::{BuildError, BuildErrorKind, Error, TransportError};
use crate::mask::UrlSecrets;
use crate::meta::{AnswerMeta, AnswerMode, AuthMeta, EndpointMeta};
use crate::retry::{self, Attempt, Outcome};
use crate::stream::Resume;

/// What holds for one call alone.
#[derive(Debug, Clone, Default)]
pub(crate) struct Options {
    pub(crate) timeout: Option<Duration>,
    pub(crate) headers: HeaderMap,
}

pub(super) fn start(
    core: Arc<Core>,
    request: http::Request<Body>,
    endpoint: &'static EndpointMeta,
    options: Options,
) -> Executing {
    Box::pin(async move { core.execute(request, endpoint, options).await })
}

impl Core {
    async fn execute(
        self: &Arc<Self>,
        mut request: http::Request<Body>,
        endpoint: &'static EndpointMeta,
        options: Options,
    ) -> Result<Answer, Error<Infallible>> {
        let resume = self.resume(&request, endpoint, &options);
        self.prepare(&mut request, endpoint)?;
        for (name, value) in &options.headers {
            request.headers_mut().insert(name, value.clone());
        }
        // A timeout of the call or the declaration stands for both limits of the client: an endpoint that may take two minutes may take
        // them in one attempt.
        let own = options.timeout.or(endpoint.timeout);
        let deadline = Deadline {
            began: Instant::now(),
            call: own.unwrap_or(self.limits.timeout),
            attempt: own.unwrap_or(self.limits.attempt_timeout),
        };
        self.budget.save();
        let mut number = 1;
        loop {
            let again = self.copy(&request, number);
            // A large upload takes its time, unless this call has a limit of its own.
            let waits_for_upload = own.is_none();
            let attempt = self.attempt(
                request,
                endpoint,
                deadline,
                waits_for_upload,
                resume.clone(),
            );
            let result = attempt.await;
            let pause = self.pause(endpoint, number, again.is_some(), &result, deadline.left());
            match (again, pause) {
                (Some(again), Some(pause)) if self.budget.spend() => {
                    sleep(pause).await;
                    request = again;
                    number += 1;
                }
                _ => {
                    let result = result.map(|answer| answer.after(number));
                    return result.map_err(|error| Error::Transport(Box::new(error)));
                }
            }
        }
    }

    /// The request for one more attempt, where there may be one.
    fn copy(&self, request: &http::Request<Body>, number: u32) -> Option<http::Request<Body>> {
        if number > self.retry.retries {
            return None;
        }
        let mut again = http::Request::new(request.body().try_clone()?);
        *again.method_mut() = request.method().clone();
        *again.uri_mut() = request.uri().clone();
        *again.headers_mut() = request.headers().clone();
        *again.extensions_mut() = request.extensions().clone();
        Some(again)
    }

    /// How long to wait for the next attempt, where there is one.
    fn pause(
        &self,
        endpoint: &'static EndpointMeta,
        number: u32,
        replayable: bool,
        result: &Result<Answer, TransportError>,
        left: Duration,
    ) -> Option<Duration> {
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
            number,
            outcome,
            idempotent: endpoint.idempotent,
            replayable,
            left,
            // The upper half of a hash whose key is random.
            chance: u32::try_from(RandomState::new().hash_one(number) >> 32).unwrap_or(u32::MAX),
        };
        retry::pause(self.retry, &attempt)
    }

    /// Adds what every request of this client carries.
    pub(crate) fn prepare(
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
        if let (Some(credentials), false) = (&self.credentials, endpoint.auth == AuthMeta::None) {
            let url = request.uri().clone();
            credentials.authorize(request).map_err(|error| {
                BuildError::new(endpoint, BuildErrorKind::Unauthorized, "")
                    .with_detail(error.to_string())
            })?;
            UrlSecrets::add_credentials(request, &url);
        }
        Ok(())
    }

    /// How an event stream is asked for once more: the same request, with the id of the last event.
    fn resume(
        self: &Arc<Self>,
        request: &http::Request<Body>,
        endpoint: &'static EndpointMeta,
        options: &Options,
    ) -> Option<Resume> {
        let is_stream = |answer: &AnswerMeta| answer.mode == AnswerMode::Streamed;
        if request.method() != http::Method::GET || !endpoint.successes.iter().any(is_stream) {
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
            start(Arc::clone(&core), request, endpoint, options.clone())
        }))
    }
}

/// A key that no other call has: 128 random bits. The standard library seeds every `RandomState` with random keys.
fn idempotency_key() -> HeaderValue {
    let half = || RandomState::new().hash_one(0_u8);
    let key = format!("{:016x}{:016x}", half(), half());
    // Hexadecimal digits are valid in every header.
    HeaderValue::try_from(key).unwrap_or_else(|_| HeaderValue::from_static("0"))
}
