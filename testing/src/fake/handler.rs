//! Handlers with the types of their endpoint.

use std::future::{Future, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Weak};
use std::task::Poll;

use bytes::Bytes;
use http::header::HeaderName;
use http::{HeaderValue, StatusCode};

use super::Fake;
use super::problem::FakeProblem;
use super::respond::Shared;
use super::route::{Handle, Handled, Received};
use callpoint::serve::{Rejection, Serve};
use callpoint::{Body, BuildError};

/// What a handler responds with, where that is more than a value: one of several declared statuses, or headers.
///
/// ```
/// use callpoint_testing::Reply;
/// use http::header::{HeaderValue, LOCATION};
///
/// let reply = Reply::new("created").status(201).header(LOCATION, HeaderValue::from_static("/links/7"));
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct Reply<T>(Box<Parts<T>>);

/// Boxed, so that an `Err` with a reply is small.
#[derive(Debug, Clone)]
struct Parts<T> {
    value: T,
    status: Option<u16>,
    headers: Vec<(HeaderName, HeaderValue)>,
}

impl<T> Reply<T> {
    /// The first status that is declared for the value, and no headers beside its own.
    pub fn new(value: T) -> Self {
        Self(Box::new(Parts {
            value,
            status: None,
            headers: Vec::new(),
        }))
    }

    /// Another status that is declared for it. If it is not, the response is a 500 that says so.
    pub fn status(mut self, status: u16) -> Self {
        self.0.status = Some(status);
        self
    }

    /// Adds a header.
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.0.headers.push((name, value));
        self
    }

    /// The response, by what writes the value.
    fn written(self, write: Write<T>) -> Result<http::Response<Body>, String> {
        let parts = *self.0;
        let status = match parts.status.map(StatusCode::from_u16) {
            Some(Err(_)) => return Err("the status is no number from 100 to 999".to_owned()),
            Some(Ok(status)) => Some(status),
            None => None,
        };
        let mut response = write(parts.value, status).map_err(|error| error.to_string())?;
        for (name, value) in parts.headers {
            response.headers_mut().append(name, value);
        }
        Ok(response)
    }
}

type Write<T> = fn(T, Option<StatusCode>) -> Result<http::Response<Body>, BuildError>;

/// A value with its first declared status.
impl<T> From<T> for Reply<T> {
    fn from(value: T) -> Self {
        Self::new(value)
    }
}

/// A handler of an endpoint with `serve`.
pub(super) fn typed<E, S, F>(handle: F) -> Handle<S>
where
    E: Serve,
    F: Fn(E, &mut S) -> Result<Reply<E::Output>, Reply<E::Error>> + Send + Sync + 'static,
{
    Arc::new(move |received: &Received<'_>, state| {
        let read = E::from_request(&received.request, received.base_path);
        let request = read.map_err(|rejection| bad_request(&rejection))?;
        let response = guarded(|| written::<E>(handle(request, state)));
        response
            .map(Handled::Now)
            .map_err(|problem| problem.of(E::META))
    })
}

/// A handler of an endpoint with `serve` that waits, with the fake that it is one of.
pub(super) fn waiting<E, S, F, R>(shared: Weak<Shared<S>>, handle: F) -> Handle<S>
where
    E: Serve + Send + 'static,
    S: Send + 'static,
    F: Fn(E, Fake<S>) -> R + Send + Sync + 'static,
    R: Future<Output = Result<Reply<E::Output>, Reply<E::Error>>> + Send + 'static,
{
    let handle = Arc::new(handle);
    Arc::new(move |received: &Received<'_>, _| {
        let read = E::from_request(&received.request, received.base_path);
        let request = read.map_err(|rejection| bad_request(&rejection))?;
        let gone = || FakeProblem::new(StatusCode::INTERNAL_SERVER_ERROR, "the fake is gone");
        let shared = shared.upgrade().ok_or_else(gone)?;
        let handle = Arc::clone(&handle);
        Ok(Handled::Later(Box::pin(async move {
            let mut waiting = guarded(|| Box::pin(handle(request, Fake { shared })))?;
            let replied = poll_fn(|cx| match guarded(|| waiting.as_mut().poll(cx)) {
                Ok(poll) => poll.map(Ok),
                Err(problem) => Poll::Ready(Err(problem)),
            });
            let replied = replied.await?;
            guarded(|| written::<E>(replied))
        })))
    })
}

/// The response that a value is, or a 500 that says why it is none.
fn written<E: Serve>(replied: Result<Reply<E::Output>, Reply<E::Error>>) -> http::Response<Body> {
    let response = match replied {
        Ok(output) => output.written(E::output_to_http),
        Err(error) => error.written(E::error_to_http),
    };
    response.unwrap_or_else(|why| server_error::<E>(&why))
}

/// A handler of requests and responses as they are.
pub(super) fn untyped<S, B, F>(handle: F) -> Handle<S>
where
    B: Into<Body>,
    F: Fn(&http::Request<Bytes>, &mut S) -> http::Response<B> + Send + Sync + 'static,
{
    Arc::new(move |received: &Received<'_>, state| {
        guarded(|| handle(&received.request, state).map(Into::into)).map(Handled::Now)
    })
}

/// Runs what the user wrote; its panic is a response. The state is the user's own: what it is then, they have to say.
pub(super) fn guarded<T>(run: impl FnOnce() -> T) -> Result<T, FakeProblem> {
    catch_unwind(AssertUnwindSafe(run))
        .map_err(|_| FakeProblem::new(StatusCode::INTERNAL_SERVER_ERROR, "the handler panicked"))
}

fn bad_request(rejection: &Rejection) -> FakeProblem {
    let problem = FakeProblem::new(StatusCode::BAD_REQUEST, rejection.to_string());
    problem.field(rejection.name()).of(rejection.endpoint())
}

fn server_error<E: Serve>(why: &str) -> http::Response<Body> {
    let detail = format!("what the handler returned is no declared response: {why}");
    FakeProblem::new(StatusCode::INTERNAL_SERVER_ERROR, detail)
        .of(E::META)
        .response(None)
}
