//! A server for tests that is no server: answers by endpoint, checked against its declaration. Feature `mock`.
//!
//! [`MockTransport`] has the overview; the guide's page on testing has recipes.

// It is test support: a mistake in a test, or a call that the test does not expect, ends the test.
#![allow(
    clippy::panic,
    reason = "a panic is how a test fails, and this exists for tests alone"
)]

mod answer;
mod body;
mod compare;
mod names;
mod report;
mod request;
mod rule;
mod target;

use std::fmt;
use std::panic::Location;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use http_body_util::BodyExt as _;

pub use self::answer::Answered;
pub use self::request::MockRequest;
pub use self::rule::Rule;
use self::rule::{Mismatch, Planned, State};
use crate::body::Body;
use crate::endpoint::Endpoint;
use crate::error::TransportErrorKind;
use crate::meta::EndpointMeta;
use crate::transport::{SendError, Sending, Transport, kind_of};

/// Answers the calls of a test, endpoint by endpoint. Feature `mock`.
///
/// ```
/// use callpoint::transport::MockTransport;
/// use callpoint::{Client, endpoint};
/// use serde_json::json;
///
/// #[endpoint(GET, "/links/<id>", 200 => Link { id: String }, 404 => Missing { code: String })]
/// struct GetLink {
///     id: String,
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let mock = MockTransport::new();
/// mock.on::<GetLink>().when(|request| request.path("id") == Some("7")).reply(json!({ "id": "7" }));
/// mock.on::<GetLink>().status(404, json!({ "code": "gone" }));
///
/// let client = Client::builder("https://api.example.com").transport(mock.clone()).build()?;
/// assert_eq!(GetLink::new("7").call(&client).await?.id, "7");
/// assert!(GetLink::new("8").call(&client).await.unwrap_err().api().unwrap().is_missing());
/// assert_eq!(mock.calls::<GetLink>(), 2);
/// # Ok(()) }
/// ```
///
/// **Rules** are tried in the order in which they were made; the first whose conditions hold and that has an answer left gives it. An endpoint is
/// known by the name of its struct, its method and its template.
///
/// **A rule is checked when it is made.** Its status must be declared, and the declaration must be able to read its body; otherwise it panics,
/// because such a rule is a mistake in the test. [`undeclared`](Rule::undeclared) says it on purpose.
///
/// **A call that no rule answers panics**, and says which rule came nearest and what did not match. Because a spawned task can swallow a
/// panic, the mock keeps it and fails again where it is verified.
///
/// **A rule that is not used up fails the test too**: every answer must have been given, `times(n)` of them that often, unless the rule is
/// [`optional`](Answered::optional). That is looked at when the `MockTransport` that [`new`](Self::new) made is dropped, or
/// [`verify`](Self::verify) is called; clones do not verify. Nothing shows the value of a field with `#[secret]`.
pub struct MockTransport {
    shared: Arc<Shared>,
    /// A clone answers, but does not verify.
    is_original: bool,
}

/// What a mock and its clones have in common.
#[derive(Default)]
struct Shared(Mutex<State>);

impl Shared {
    /// A panic elsewhere does not make the rules wrong.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps a failure, so that it is seen even where its panic is swallowed.
    fn fail(&self, failure: &str) -> ! {
        self.lock().failures.push(failure.to_owned());
        panic!("{failure}")
    }

    /// The answer to a request, or the end of the test.
    fn answer(&self, request: &MockRequest) -> Planned {
        // Conditions are the test's own code, which may ask the mock: they run without the lock.
        let conditions = {
            let mut state = self.lock();
            state.requests.push(request.clone());
            state.conditions(request.meta())
        };
        let mut mismatches: Vec<Mismatch> = Vec::new();
        for (index, conditions) in conditions {
            let differences = {
                let _guard = Remember(self, request.meta());
                conditions.differences(request)
            };
            if differences.is_empty()
                && let Some(planned) = self.lock().rules[index].take()
            {
                return planned;
            }
            mismatches.push(Mismatch { index, differences });
        }
        let text = report::unmatched(&self.lock(), request, &mismatches);
        self.fail(&text)
    }
}

/// Keeps the panic of a condition.
struct Remember<'a>(&'a Shared, &'static EndpointMeta);

impl Drop for Remember<'_> {
    fn drop(&mut self) {
        if thread::panicking() {
            let text = format!("a condition for `{}` panicked", self.1.name);
            self.0.lock().failures.push(text);
        }
    }
}

impl MockTransport {
    /// A mock without rules: every call fails.
    #[must_use]
    pub fn new() -> Self {
        Self {
            shared: Arc::default(),
            is_original: true,
        }
    }

    /// Begins a rule for an endpoint. Without a condition it answers every call.
    #[track_caller]
    pub fn on<E: Endpoint>(&self) -> Rule<E> {
        Rule::new(Arc::clone(&self.shared), Location::caller())
    }

    /// How many calls of an endpoint were received, with all their attempts.
    #[must_use]
    pub fn calls<E: Endpoint>(&self) -> usize {
        self.requests::<E>().len()
    }

    /// The requests of an endpoint that were received, in their order.
    #[must_use]
    pub fn requests<E: Endpoint>(&self) -> Vec<MockRequest> {
        let state = self.shared.lock();
        let requests = state.requests.iter();
        requests
            .filter(|request| is_same(request.meta(), E::META))
            .cloned()
            .collect()
    }

    /// Looks at what has happened so far: what failed, and what was not used up.
    ///
    /// # Panics
    /// A call had no answer, or a rule that is not [`optional`](Answered::optional) has answers left. What was reported once is not
    /// reported again.
    #[track_caller]
    pub fn verify(&self) {
        let report = report::verdict(&mut self.shared.lock());
        if let Some(report) = report {
            panic!("{report}");
        }
    }
}

/// Metadata is a constant, of which there may be several copies: the address says nothing.
fn is_same(one: &EndpointMeta, other: &EndpointMeta) -> bool {
    let key = |meta: &EndpointMeta| (meta.name, meta.method, meta.template);
    key(one) == key(other)
}

impl Transport for MockTransport {
    fn send(&self, request: http::Request<Body>) -> Sending<'_> {
        Box::pin(async move {
            let (head, body) = request.into_parts();
            let Some(meta) = head.extensions.get::<&'static EndpointMeta>().copied() else {
                self.shared.fail(report::WITHOUT_ENDPOINT)
            };
            let body = body.collect().await.map_err(|error| {
                let kind = match kind_of(&*error) {
                    TransportErrorKind::Other => TransportErrorKind::Upload,
                    kind => kind,
                };
                SendError::new(kind, true).with_source(error)
            })?;
            let request = MockRequest::new(meta, head, body.to_bytes());
            let planned = self.shared.answer(&request);
            if !planned.delay.is_zero() {
                tokio::time::sleep(planned.delay).await;
            }
            planned.outcome
        })
    }
}

impl Default for MockTransport {
    fn default() -> Self {
        Self::new()
    }
}

/// A clone has the same rules. It does not verify.
impl Clone for MockTransport {
    fn clone(&self) -> Self {
        Self {
            shared: Arc::clone(&self.shared),
            is_original: false,
        }
    }
}

impl Drop for MockTransport {
    fn drop(&mut self) {
        // A second panic would abort, and hide the first.
        if self.is_original && !thread::panicking() {
            self.verify();
        }
    }
}

impl fmt::Debug for MockTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.shared.lock();
        write!(
            f,
            "MockTransport({} rules, {} calls)",
            state.rules.len(),
            state.requests.len()
        )
    }
}
