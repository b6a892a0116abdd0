//! A mock transport for tests: responses by endpoint, checked against its declaration. Feature `mock`.
//!
//! [`MockTransport`] has the overview; the guide's page on testing has recipes.
//!
//! # Why it is no layer of the fake
//!
//! Both find an endpoint for a request, name the nearest, and write bodies by codec; that is one code (`names`, `target`, `report`). What is left differs:
//!
//! - A mock judges the code under test. A call that no rule expects, and a rule that is not used up, is a panic at its line. A fake judges nobody: every request
//!   gets a response, as from a service, also from another process.
//! - A mock compares with the request that a value makes, and its responses are values that the declaration decodes. It asks for the direction that every
//!   declaration has. A fake needs the other one: `serve`, with `Serialize` on the types of responses and `Deserialize` on those of requests.
//! - A mock fails as a transport does, with a `TransportErrorKind` and whether the request may have been sent. A service cannot say that: it closes connections.
//!
//! As a layer, a mock would turn off each of these in the fake, and every test with one would compile its server.

// This is test support: a mistake in a test, or an unexpected call, fails the test.
#![allow(
    clippy::panic,
    reason = "a panic is how a test fails, and this is for tests only"
)]

mod body;
mod compare;
pub(crate) mod names;
pub(crate) mod report;
mod request;
mod rule;
mod state;
pub(crate) mod target;

use std::fmt;
use std::panic::Location;
use std::sync::Arc;
use std::thread;

use http_body_util::BodyExt as _;

use self::names::is_same;
pub use self::request::MockRequest;
pub use self::rule::{Rule, Stub};
use self::state::Shared;
use callpoint::__private::kind_of;
use callpoint::Body;
use callpoint::Endpoint;
use callpoint::TransportErrorKind;
use callpoint::meta::EndpointMeta;
use callpoint::transport::{SendError, Sending, Transport};

/// Responds to the calls of a test, by endpoint. Feature `mock`.
///
/// ```
/// use callpoint_testing::MockTransport;
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
/// **Rules** are tried in the order in which they were added; the first whose conditions hold and that has a reply left is used. An endpoint
/// is identified by the name of its struct, its method and its template.
///
/// **A rule is checked when it is added.** Its status must be declared, and its body must match the declared type; otherwise it panics,
/// because such a rule is a mistake in the test. [`undeclared`](Rule::undeclared) allows both on purpose.
///
/// **A call that no rule matches panics**, and the message names the closest rule and what did not match. Because a spawned task can swallow
/// a panic, the mock keeps it and also fails when it is verified.
///
/// **A rule that is not used up fails the test too**: every reply must have been sent, with `times(n)` exactly n times, unless the rule is
/// [`optional`](Stub::optional). This is checked when the `MockTransport` from [`new`](Self::new) is dropped, or when
/// [`verify`](Self::verify) is called; clones do not verify. No message shows the value of a field with `#[secret]`.
pub struct MockTransport {
    shared: Arc<Shared>,
    /// A clone responds to calls, but does not verify.
    is_original: bool,
}

impl MockTransport {
    /// Creates a mock without rules: every call panics.
    #[must_use]
    pub fn new() -> Self {
        Self {
            shared: Arc::default(),
            is_original: true,
        }
    }

    /// Starts a rule for an endpoint. Without a condition it matches every call.
    #[track_caller]
    pub fn on<E: Endpoint>(&self) -> Rule<E> {
        Rule::new(Arc::clone(&self.shared), Location::caller())
    }

    /// The number of requests received for an endpoint, retries included.
    #[must_use]
    pub fn calls<E: Endpoint>(&self) -> usize {
        self.requests::<E>().len()
    }

    /// The requests received for an endpoint, in order.
    #[must_use]
    pub fn requests<E: Endpoint>(&self) -> Vec<MockRequest> {
        let state = self.shared.lock();
        let requests = state.requests.iter();
        requests
            .filter(|request| is_same(request.meta(), E::META))
            .cloned()
            .collect()
    }

    /// Checks what has happened so far: calls that failed, and rules that are not used up.
    ///
    /// # Panics
    /// A call matched no rule, or a rule that is not [`optional`](Stub::optional) has replies left. Each failure is reported only once.
    #[track_caller]
    pub fn verify(&self) {
        let report = self.shared.lock().report();
        if let Some(report) = report {
            panic!("{report}");
        }
    }
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
                    TransportErrorKind::Other => TransportErrorKind::RequestBody,
                    kind => kind,
                };
                SendError::new(kind, true).with_source(error)
            })?;
            let request = MockRequest::new(meta, head, body.to_bytes());
            let planned = self.shared.response(&request);
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
        // A second panic would abort and hide the first.
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
