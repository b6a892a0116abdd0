//! The way of a request through a fake.

use std::collections::HashMap;
use std::future::Future;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH};
use http::{HeaderMap, StatusCode, request};
use http_body_util::BodyExt as _;

use super::credentials::{self, Accepted};
use super::failure::{Failure, Outcome};
use super::handler::guarded;
use super::plan::Plan;
use super::problem::{FakeProblem, WriteProblem};
use super::route::{Handled, Received, Route, Routes};
use callpoint::meta::EndpointMeta;
use callpoint::{Body, BoxError};

/// What a fake and its clones share.
pub(super) struct Shared<S> {
    pub(super) state: Mutex<S>,
    pub(super) settings: RwLock<Settings<S>>,
    pub(super) plan: Arc<Plan>,
    calls: Mutex<HashMap<Key, u64>>,
    /// The bytes of request bodies that are held now.
    held: AtomicUsize,
    problems: AtomicU64,
    requests: AtomicU64,
}

/// Name, method and template: metadata may exist in several copies.
type Key = (&'static str, &'static str, &'static str);

const fn key(meta: &EndpointMeta) -> Key {
    (meta.name, meta.method, meta.template)
}

pub(super) struct Settings<S> {
    pub(super) routes: Routes<S>,
    pub(super) base_path: String,
    pub(super) checks_credentials: bool,
    pub(super) accepted: Vec<Accepted>,
    pub(super) authenticate: Option<Authenticate<S>>,
    pub(super) write_problem: Option<WriteProblem>,
    pub(super) limits: Limits,
}

/// Whether the credentials of a request are right, by the state.
pub(super) type Authenticate<S> = Arc<dyn Fn(&http::Request<Bytes>, &mut S) -> bool + Send + Sync>;

/// What requests may cost.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    pub(super) head: usize,
    pub(super) body: usize,
    pub(super) connections: usize,
    pub(super) time: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            head: 64 << 10,
            body: 16 << 20,
            connections: 256,
            time: Duration::from_secs(10),
        }
    }
}

/// How many bodies of the greatest length are held at once.
const BODIES: usize = 4;

/// What of the settings one request needs.
struct Chosen<S> {
    routes: Vec<Route<S>>,
    unmatched: Option<FakeProblem>,
    base_path: String,
    authenticate: Option<Authenticate<S>>,
    write_problem: Option<WriteProblem>,
}

impl<S> Shared<S> {
    pub(super) fn new(state: S) -> Self {
        Self {
            state: Mutex::new(state),
            settings: RwLock::new(Settings {
                routes: Routes::default(),
                base_path: String::new(),
                checks_credentials: true,
                accepted: Vec::new(),
                authenticate: None,
                write_problem: None,
                limits: Limits::default(),
            }),
            plan: Arc::default(),
            calls: Mutex::default(),
            held: AtomicUsize::new(0),
            problems: AtomicU64::new(0),
            requests: AtomicU64::new(0),
        }
    }

    /// Ignores poisoning: a handler that panics is a response, and its state the user's.
    pub(super) fn set(&self, set: impl FnOnce(&mut Settings<S>)) {
        set(&mut self
            .settings
            .write()
            .unwrap_or_else(PoisonError::into_inner));
    }

    pub(super) fn get<T>(&self, get: impl FnOnce(&Settings<S>) -> T) -> T {
        get(&self.settings.read().unwrap_or_else(PoisonError::into_inner))
    }

    pub(super) fn calls(&self, meta: &EndpointMeta) -> u64 {
        let calls = self.calls.lock().unwrap_or_else(PoisonError::into_inner);
        calls.get(&key(meta)).copied().unwrap_or_default()
    }

    pub(super) fn problems(&self) -> u64 {
        self.problems.load(Ordering::Relaxed)
    }

    pub(super) fn requests(&self) -> u64 {
        self.requests.load(Ordering::Relaxed)
    }

    /// Receives a body, within the limits of size, memory and time, and responds.
    pub(super) async fn receive<B>(&self, request: http::Request<B>) -> Outcome
    where
        B: http_body::Body<Data = Bytes>,
        B::Error: Into<BoxError>,
    {
        self.requests.fetch_add(1, Ordering::Relaxed);
        let (head, body) = request.into_parts();
        let limits = self.get(|settings| settings.limits);
        let mut counted = Held(&self.held, 0);
        let body = read(&head.headers, body, limits, &mut counted);
        match tokio::time::timeout(limits.time, body).await {
            Ok(Ok(body)) => self.respond(head, body).await,
            Ok(Err(problem)) => Outcome::Response(self.failed(&problem)),
            Err(_) => {
                let detail = "the body of the request did not come in time";
                let problem = FakeProblem::new(StatusCode::REQUEST_TIMEOUT, detail);
                Outcome::Response(self.failed(&problem))
            }
        }
    }

    fn failed(&self, problem: &FakeProblem) -> http::Response<Body> {
        let write = self.get(|settings| settings.write_problem.clone());
        self.written(problem, write.as_ref())
    }

    fn written(&self, problem: &FakeProblem, write: Option<&WriteProblem>) -> http::Response<Body> {
        self.problems.fetch_add(1, Ordering::Relaxed);
        problem.response(write)
    }

    /// Responds to a request.
    pub(super) async fn respond(&self, head: request::Parts, body: Bytes) -> Outcome {
        let is_head = head.method == http::Method::HEAD;
        let request = http::Request::from_parts(head, body);
        match self.outcome(request).await {
            Outcome::Response(response) => Outcome::Response(framed(response, is_head)),
            broken @ Outcome::Broken(_) => broken,
        }
    }

    async fn outcome(&self, request: http::Request<Bytes>) -> Outcome {
        let chosen = self.choose(&request);
        let write = chosen.write_problem.as_ref();
        let meta = chosen.routes.first().map(|route| route.meta);
        if let Some(meta) = meta {
            let mut calls = self.calls.lock().unwrap_or_else(PoisonError::into_inner);
            *calls.entry(key(meta)).or_default() += 1;
        }
        let failed = |problem: FakeProblem| {
            let problem = match meta {
                Some(meta) if problem.endpoint.is_none() => problem.of(meta),
                _ => problem,
            };
            self.written(&problem, write)
        };
        if let Some(problem) = chosen.unmatched.clone() {
            return self.spoiled(meta, async { failed(problem) }).await;
        }
        if let Some(after) = self.plan.exceeded(meta) {
            let detail = "more requests than the rate limit of the fake allows";
            let problem = FakeProblem::new(StatusCode::TOO_MANY_REQUESTS, detail);
            return Outcome::Response(failed(problem.retry_after(after)));
        }
        let response = async {
            if let Some(meta) = meta
                && let Err(problem) = self.authorized(meta, &request)
            {
                return failed(problem);
            }
            let received = Received {
                request,
                base_path: &chosen.base_path,
            };
            // The state is free again while a handler waits.
            let handled = self.handled(&chosen, &received);
            let response = match handled {
                Ok((_, Handled::Now(response))) => Ok(response),
                Ok((meta, Handled::Later(response))) => {
                    response.await.map_err(|problem| problem.of(meta))
                }
                Err(problem) => Err(problem),
            };
            response.unwrap_or_else(failed)
        };
        self.spoiled(meta, response).await
    }

    /// Responds, with the failure that the request has.
    async fn spoiled(
        &self,
        meta: Option<&'static EndpointMeta>,
        response: impl Future<Output = http::Response<Body>>,
    ) -> Outcome {
        let Some(failure) = self.plan.failure(meta) else {
            return Outcome::Response(response.await);
        };
        let response = self.instead(&failure, meta, response).await;
        failure.apply(response).await
    }

    /// A response that is not awaited is not made: nothing has happened then.
    async fn instead(
        &self,
        failure: &Failure,
        meta: Option<&'static EndpointMeta>,
        response: impl Future<Output = http::Response<Body>>,
    ) -> http::Response<Body> {
        if let Some(mut problem) = failure.problem() {
            if failure.is_handled {
                drop(response.await);
            }
            problem.endpoint = meta;
            return self.failed(&problem);
        }
        if failure.is_handled {
            response.await
        } else {
            http::Response::default()
        }
    }

    fn choose(&self, request: &http::Request<Bytes>) -> Chosen<S> {
        self.get(|settings| {
            let base_path = settings.base_path.as_str();
            let routes = settings.routes.of(request, base_path);
            Chosen {
                unmatched: routes
                    .is_empty()
                    .then(|| settings.routes.unmatched(request, base_path)),
                routes,
                base_path: base_path.to_owned(),
                authenticate: settings.authenticate.clone(),
                write_problem: settings.write_problem.clone(),
            }
        })
    }

    /// Checks the credentials of a request.
    fn authorized(
        &self,
        meta: &'static EndpointMeta,
        request: &http::Request<Bytes>,
    ) -> Result<(), FakeProblem> {
        let (headers, uri) = (request.headers(), request.uri());
        self.get(|settings| {
            if !settings.checks_credentials {
                return Ok(());
            }
            if !credentials::are_present(&meta.auth, headers, uri) {
                let detail = format!("the request has no credentials for {}", meta.auth);
                return unauthorized(meta, detail);
            }
            let mut accepted = settings.accepted.iter();
            if credentials::are_required(&meta.auth)
                && !settings.accepted.is_empty()
                && !accepted.any(|accepts| accepts(headers, uri))
            {
                let detail = "the credentials are not those that the fake accepts";
                return unauthorized(meta, detail);
            }
            Ok(())
        })
    }

    /// The response of the first handler whose declaration allows the request.
    ///
    /// # Errors
    /// Why the likeliest does not.
    fn handled(
        &self,
        chosen: &Chosen<S>,
        received: &Received<'_>,
    ) -> Result<(&'static EndpointMeta, Handled), FakeProblem> {
        // Handlers run alone, so that a state may say who calls. One that has panicked leaves it to the user what the state is.
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let first = chosen.routes.first().map(|route| route.meta);
        if let (Some(meta), Some(authenticate)) = (first, &chosen.authenticate)
            && credentials::are_required(&meta.auth)
            && !guarded(|| authenticate(&received.request, &mut state))?
        {
            return unauthorized(meta, "the credentials are not those of a user of the fake");
        }
        let mut first = None;
        for route in &chosen.routes {
            match (route.handle)(received, &mut state) {
                Ok(handled) => return Ok((route.meta, handled)),
                Err(problem) => drop(first.get_or_insert(problem.of(route.meta))),
            }
        }
        let none = || {
            FakeProblem::new(
                StatusCode::NOT_IMPLEMENTED,
                "no handler is for this request",
            )
        };
        Err(first.unwrap_or_else(none))
    }
}

fn unauthorized<T>(
    meta: &'static EndpointMeta,
    detail: impl Into<String>,
) -> Result<T, FakeProblem> {
    let problem = FakeProblem::new(StatusCode::UNAUTHORIZED, detail);
    Err(problem.challenge(credentials::challenge(&meta.auth)))
}

/// Bytes that count as held until this is dropped.
struct Held<'a>(&'a AtomicUsize, usize);

impl Held<'_> {
    /// Counts more bytes; false if there are too many now.
    fn add(&mut self, bytes: usize, most: usize) -> bool {
        self.1 += bytes;
        self.0.fetch_add(bytes, Ordering::Relaxed) + bytes <= most
    }
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(self.1, Ordering::Relaxed);
    }
}

async fn read<B>(
    headers: &HeaderMap,
    body: B,
    limits: Limits,
    held: &mut Held<'_>,
) -> Result<Bytes, FakeProblem>
where
    B: http_body::Body<Data = Bytes>,
    B::Error: Into<BoxError>,
{
    let codings = headers.get_all(CONTENT_ENCODING).iter();
    let mut codings = codings.filter(|coding| *coding != "identity" && !coding.is_empty());
    if codings.next().is_some() {
        let detail = "the fake decodes no content coding of a request";
        let problem = FakeProblem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, detail);
        return Err(problem.field("content-encoding"));
    }
    let too_large = || {
        let detail = format!("the body has more than {} bytes", limits.body);
        FakeProblem::new(StatusCode::PAYLOAD_TOO_LARGE, detail)
    };
    let length = headers.get(CONTENT_LENGTH).and_then(|it| it.to_str().ok());
    let length = length.and_then(|length| length.parse::<usize>().ok());
    if length.is_some_and(|length| length > limits.body) {
        return Err(too_large());
    }
    let mut body = std::pin::pin!(body);
    let mut first = Bytes::new();
    let mut rest = BytesMut::new();
    while let Some(frame) = body.as_mut().frame().await {
        let Ok(frame) = frame else {
            let detail = "the body of the request is incomplete";
            return Err(FakeProblem::new(StatusCode::BAD_REQUEST, detail));
        };
        let data = frame.into_data().unwrap_or_default();
        if first.len() + rest.len() + data.len() > limits.body {
            return Err(too_large());
        }
        if !held.add(data.len(), limits.body.saturating_mul(BODIES)) {
            let detail = "the fake holds too many bodies of requests";
            let problem = FakeProblem::new(StatusCode::SERVICE_UNAVAILABLE, detail);
            return Err(problem.retry_after(Duration::from_secs(1)));
        }
        if first.is_empty() {
            first = data;
        } else {
            rest.extend_from_slice(&data);
        }
    }
    if rest.is_empty() {
        return Ok(first);
    }
    let mut whole = BytesMut::with_capacity(first.len() + rest.len());
    whole.extend_from_slice(&first);
    whole.extend_from_slice(&rest);
    Ok(whole.freeze())
}

/// Removes a body where a response has none (RFC 9110, sections 9.3.2, 15.3.5 and 15.4.5). A final response is not an informational one.
fn framed(mut response: http::Response<Body>, is_head: bool) -> http::Response<Body> {
    let status = response.status();
    if status.is_informational() {
        let detail = format!("a handler responded with the status {}", status.as_u16());
        return FakeProblem::new(StatusCode::INTERNAL_SERVER_ERROR, detail).response(None);
    }
    if is_head || matches!(status.as_u16(), 204 | 304) {
        *response.body_mut() = Body::empty();
    }
    response
}
