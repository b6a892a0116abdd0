//! A server that is typed by declarations: [`Fake`] has the overview.

mod connection;
mod credentials;
mod declared;
mod examples;
mod failure;
mod handler;
mod plan;
mod problem;
mod respond;
mod route;
#[cfg(feature = "schema")]
mod schema;
mod server;
mod service;
mod spoiled;

use std::fmt;
use std::future::Future;
use std::io;
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;

pub use self::failure::Failure;
pub use self::handler::Reply;
pub use self::plan::{FailureRule, RateLimit};
pub use self::problem::FakeProblem;
use self::respond::Shared;
use self::route::{Handle, Received, Route};
pub use self::server::FakeServer;
use crate::playback::PlaybackTransport;
use callpoint::auth::{NamedScheme, ValueOf};
use callpoint::meta::EndpointMeta;
use callpoint::serve::Serve;
use callpoint::{Body, Endpoint};

/// A server that behaves like a service, typed by the declarations of its client: for work while the service is down, rate-limited or not built yet.
///
/// A handler gets the struct of a request and gives an output or a declared error. The declaration asks for the other direction with `serve`:
///
/// ```
/// use std::collections::BTreeMap;
///
/// use callpoint::{Client, endpoint};
/// use callpoint_testing::Fake;
/// use serde::{Deserialize, Serialize};
///
/// #[endpoint(PUT, "/links/<id>", serve, 200 => Link, 404 => Missing { code: String })]
/// struct UpdateLink {
///     id: String,
///     owner: String,
/// }
///
/// #[derive(Debug, Clone, Serialize, Deserialize)]
/// struct Link {
///     id: String,
///     owner: String,
/// }
///
/// type Links = BTreeMap<String, Link>;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let link = Link { id: "7".to_owned(), owner: "ann".to_owned() };
/// let fake = Fake::new(Links::from([("7".to_owned(), link)]));
/// fake.on::<UpdateLink>(|request, links| {
///     let link = links.get_mut(&request.id).ok_or_else(|| UpdateLinkError::Missing(Missing { code: "gone".to_owned() }))?;
///     link.owner = request.owner;
///     Ok(link.clone())
/// });
///
/// // In memory; `fake.serve().await?` is the same on a socket, and `Router::new().fallback_service(fake)` in axum.
/// let client = Client::builder("https://api.example.com").transport(fake.clone()).build()?;
/// assert_eq!(UpdateLink::new("7", "bob").call(&client).await?.owner, "bob");
/// assert!(UpdateLink::new("8", "bob").call(&client).await.unwrap_err().is_status(404));
/// assert_eq!(fake.state(|links| links["7"].owner.clone()), "bob");
/// # Ok(()) }
/// ```
///
/// **What is no call.** A request that the declaration makes of no value gets a 400 with problem details (RFC 9457) that name the field; one without the
/// credentials that its endpoint requires a 401; one that no handler is for a 501 with the nearest handler and what differs.
/// [`on_problem`](Self::on_problem) writes them as the service does. Of the values of a request they show only a segment of a path that differs, and none
/// where the path of the nearest endpoint has a secret.
///
/// **What goes wrong** is added by [`fail`](Self::fail) and [`rate_limit`](Self::rate_limit).
///
/// **Handlers** run one at a time, each alone with the state, but for those of [`on_async`](Self::on_async). One that panics is a 500.
///
/// **Clones** are the same fake. No request panics, whatever it holds. Each costs bounded memory: see [`max_body`](Self::max_body).
pub struct Fake<S = ()> {
    shared: Arc<Shared<S>>,
}

impl<S: Send + 'static> Fake<S> {
    /// A fake with a state that its handlers share, and no handlers.
    #[must_use]
    pub fn new(state: S) -> Self {
        Self {
            shared: Arc::new(Shared::new(state)),
        }
    }

    /// Adds a handler, in place of an earlier one for the endpoint.
    ///
    /// An output has the first status that is declared for it, and so has an error; [`on_reply`](Self::on_reply) chooses among several.
    pub fn on<E: Serve + 'static>(
        &self,
        handle: impl Fn(E, &mut S) -> Result<E::Output, E::Error> + Send + Sync + 'static,
    ) -> &Self {
        self.on_reply::<E>(move |request, state| {
            handle(request, state).map(Reply::new).map_err(Reply::new)
        })
    }

    /// As [`on`](Self::on), with a status and headers beside the value. Values become replies by `into()` and by `?`.
    ///
    /// ```
    /// use callpoint::{Client, endpoint};
    /// use callpoint_testing::{Fake, Reply};
    ///
    /// #[endpoint(GET, "/links/<id>", serve, 200 => Link { id: String }, 404 | 410 => Missing { code: String })]
    /// struct GetLink {
    ///     id: String,
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let fake = Fake::new(());
    /// fake.on_reply::<GetLink>(|request, ()| match request.id.as_str() {
    ///     "7" => Ok(Link { id: request.id }.into()),
    ///     _ => Err(Reply::new(GetLinkError::Missing(Missing { code: "deleted".to_owned() })).status(410)),
    /// });
    ///
    /// let client = Client::builder("https://api.example.com").transport(fake).build()?;
    /// let error = GetLink::new("8").call(&client).await.unwrap_err();
    /// assert_eq!(error.status().unwrap(), 410);
    /// # Ok(()) }
    /// ```
    pub fn on_reply<E: Serve + 'static>(
        &self,
        handle: impl Fn(E, &mut S) -> Result<Reply<E::Output>, Reply<E::Error>> + Send + Sync + 'static,
    ) -> &Self {
        self.insert(E::META, handler::typed::<E, S, _>(handle))
    }

    /// As [`on_reply`](Self::on_reply), by a handler that waits: for another service, for a file, or until a test lets it go on.
    ///
    /// It gets the fake, whose [state](Self::state) it takes only while it needs it: handlers that wait run beside all others.
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// use callpoint::{Client, endpoint};
    /// use callpoint_testing::Fake;
    ///
    /// #[endpoint(GET, "/jobs/<id>", serve, 200 => Job { id: u32, runs: u32 })]
    /// struct GetJob {
    ///     id: u32,
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let fake = Fake::new(0_u32);
    /// fake.on_async::<GetJob, _>(|request, fake| async move {
    ///     tokio::time::sleep(Duration::from_millis(1)).await;
    ///     let runs = fake.state(|runs| {
    ///         *runs += 1;
    ///         *runs
    ///     });
    ///     Ok(Job { id: request.id, runs }.into())
    /// });
    ///
    /// let client = Client::builder("https://api.example.com").transport(fake).build()?;
    /// assert_eq!(GetJob::new(7_u32).call(&client).await?.runs, 1);
    /// # Ok(()) }
    /// ```
    pub fn on_async<E, F>(&self, handle: impl Fn(E, Self) -> F + Send + Sync + 'static) -> &Self
    where
        E: Serve + Send + 'static,
        F: Future<Output = Result<Reply<E::Output>, Reply<E::Error>>> + Send + 'static,
    {
        let shared = Arc::downgrade(&self.shared);
        self.insert(E::META, handler::waiting(shared, handle))
    }

    /// Adds a handler of requests and responses as they are: for declarations without `serve`, and for responses that are not declared.
    ///
    /// That everything required is there is checked by the metadata. The URI has path and query as they were received.
    pub fn on_http<E: Endpoint, B: Into<Body> + 'static>(
        &self,
        handle: impl Fn(&http::Request<Bytes>, &mut S) -> http::Response<B> + Send + Sync + 'static,
    ) -> &Self {
        let handle = handler::untyped(handle);
        let checked: Handle<S> = Arc::new(move |received, state| {
            declared::check(E::META, received)?;
            handle(received, state)
        });
        self.insert(E::META, checked)
    }

    /// Adds a handler for each endpoint that responds with the declared example of its first success; where there is none, with what codec and schema
    /// say (feature `schema`). A request has to have everything that is required.
    #[expect(clippy::must_use_candidate, reason = "the handlers are registered")]
    pub fn on_examples(&self, endpoints: &[&'static EndpointMeta]) -> &Self {
        for &meta in endpoints {
            let handle: Handle<S> = Arc::new(move |received, _| {
                declared::check(meta, received)?;
                examples::response(meta).map(Into::into)
            });
            self.insert(meta, handle);
        }
        self
    }

    /// Adds a handler for each endpoint that responds as the service did when it was recorded: the responses to a request one after the other, and
    /// the last of them from then on. A request that was not recorded is a 501 that names the closest exchange.
    #[expect(clippy::must_use_candidate, reason = "the handlers are registered")]
    pub fn on_recording(
        &self,
        endpoints: &[&'static EndpointMeta],
        recording: &PlaybackTransport,
    ) -> &Self {
        for &meta in endpoints {
            let recording = recording.clone();
            let handle: Handle<S> =
                Arc::new(move |received, _| recorded(meta, &recording, received).map(Into::into));
            self.insert(meta, handle);
        }
        self
    }

    fn insert(&self, meta: &'static EndpointMeta, handle: Handle<S>) -> &Self {
        self.shared
            .set(|settings| settings.routes.insert(Route { meta, handle }));
        self
    }

    /// Looks at the state, or changes it, while no handler runs.
    ///
    /// A handler that calls this waits for itself: it is given the state.
    pub fn state<T>(&self, look: impl FnOnce(&mut S) -> T) -> T {
        look(
            &mut self
                .shared
                .state
                .lock()
                .unwrap_or_else(PoisonError::into_inner),
        )
    }

    /// How many requests came for an endpoint, those that were refused or failed included.
    #[must_use]
    pub fn calls<E: Endpoint>(&self) -> u64 {
        self.shared.calls(E::META)
    }

    /// How many requests came, whatever they were for.
    #[must_use]
    pub fn requests(&self) -> u64 {
        self.shared.requests()
    }

    /// How many [problems](FakeProblem) the fake responded with, failures with a status included.
    #[must_use]
    pub fn problems(&self) -> u64 {
        self.shared.problems()
    }

    /// Adds a failure, for all requests until the returned rule says for which. The first rule that applies to a request is its failure.
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// use callpoint::{Client, RetryPolicy, endpoint};
    /// use callpoint_testing::{Fake, Failure};
    ///
    /// #[endpoint(GET, "/state", 200 => String as Text)]
    /// struct GetState;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let fake = Fake::new(());
    /// fake.on_http::<GetState, _>(|_, ()| http::Response::new("ready"));
    /// fake.fail(Failure::reset()).on::<GetState>().nth(1);
    /// fake.fail(Failure::status(503)).on::<GetState>().nth(2);
    ///
    /// let policy = RetryPolicy::default().initial_backoff(Duration::from_millis(1));
    /// let client = Client::builder("https://api.example.com").retry(policy).transport(fake.clone()).build()?;
    /// assert_eq!(GetState.call(&client).await?, "ready");
    /// assert_eq!(fake.calls::<GetState>(), 3);
    /// # Ok(()) }
    /// ```
    pub fn fail(&self, failure: Failure) -> FailureRule {
        FailureRule::new(&self.shared.plan, failure)
    }

    /// Allows so many requests in each period, to all endpoints until the returned limit says to which. One more is a 429 with `Retry-After`.
    #[expect(clippy::must_use_candidate, reason = "the limit is registered")]
    pub fn rate_limit(&self, requests: u32, period: Duration) -> RateLimit {
        RateLimit::new(&self.shared.plan, requests, period)
    }

    /// Decides what happens by [chance](FailureRule::chance): 0 by default. The same seed is the same failures.
    #[must_use]
    pub fn seed(self, seed: u64) -> Self {
        self.shared.plan.seed(seed);
        self
    }

    /// The path of the base URL that clients have, such as `/v1`; empty by default. A request outside of it is a 501.
    #[must_use]
    pub fn base_path(self, path: &str) -> Self {
        self.shared
            .set(|settings| path.clone_into(&mut settings.base_path));
        self
    }

    /// Accepts these credentials only, and others that are added so: a request to an endpoint that requires credentials is a 401 with any other. By default
    /// all credentials of the right kind are accepted.
    ///
    /// The scheme and its value are those that a client's builder takes in `auth`: `.accept::<Basic>(Basic::new("id", "password")?)`.
    #[must_use]
    pub fn accept<A: NamedScheme>(self, value: impl ValueOf<A>) -> Self {
        let accepted = credentials::accepting::<A>(value);
        self.shared.set(|settings| settings.accepted.push(accepted));
        self
    }

    /// Asks this function, too, whether the credentials of a request are right, where its endpoint requires some: by the state, in which it may note who
    /// calls for the handler that runs next. `false` is a 401.
    #[must_use]
    pub fn authenticate(
        self,
        is_known: impl Fn(&http::Request<Bytes>, &mut S) -> bool + Send + Sync + 'static,
    ) -> Self {
        self.shared
            .set(|settings| settings.authenticate = Some(Arc::new(is_known)));
        self
    }

    /// Whether a request without the credentials that its endpoint requires is a 401: it is, by default.
    #[must_use]
    pub fn check_credentials(self, check: bool) -> Self {
        self.shared
            .set(|settings| settings.checks_credentials = check);
        self
    }

    /// Writes problems as the service does; `None` leaves it as it is. `Retry-After` and `WWW-Authenticate` are added.
    #[must_use]
    pub fn on_problem<B: Into<Body>>(
        self,
        write: impl Fn(&FakeProblem) -> Option<http::Response<B>> + Send + Sync + 'static,
    ) -> Self {
        let write =
            move |problem: &FakeProblem| write(problem).map(|response| response.map(Into::into));
        self.shared
            .set(|settings| settings.write_problem = Some(Arc::new(write)));
        self
    }

    /// The greatest length of a request body in bytes: 16 MiB by default. A longer one is a 413. All bodies together may have four times that.
    #[must_use]
    pub fn max_body(self, bytes: usize) -> Self {
        self.shared.set(|settings| settings.limits.body = bytes);
        self
    }

    /// The greatest length of a request's head on a socket, in bytes: 64 KiB by default, at least 8 KiB. A longer one is a 431.
    #[must_use]
    pub fn max_head(self, bytes: usize) -> Self {
        self.shared.set(|settings| settings.limits.head = bytes);
        self
    }

    /// How many connections a socket has at once: 256 by default. More wait.
    #[must_use]
    pub fn max_connections(self, connections: usize) -> Self {
        self.shared
            .set(|settings| settings.limits.connections = connections.max(1));
        self
    }

    /// How long the head of a request may take, and its body: 10 seconds each by default. On a socket it is also how long a connection may be idle.
    #[must_use]
    pub fn request_timeout(self, timeout: Duration) -> Self {
        self.shared.set(|settings| settings.limits.time = timeout);
        self
    }

    /// Listens on a free port of 127.0.0.1, until the returned server is dropped.
    ///
    /// ```
    /// use callpoint::{Client, endpoint};
    /// use callpoint_testing::Fake;
    ///
    /// #[endpoint(GET, "/hello", 200 => String as Text)]
    /// struct Hello;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let fake = Fake::new(());
    /// fake.on_http::<Hello, _>(|_, ()| http::Response::new("hello"));
    /// let server = fake.serve().await?;
    ///
    /// let client = Client::builder(server.url()).build()?;
    /// assert_eq!(Hello.call(&client).await?, "hello");
    /// server.shutdown().await;
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// No port is free.
    pub async fn serve(&self) -> io::Result<FakeServer> {
        FakeServer::start(Arc::clone(&self.shared)).await
    }
}

impl Fake {
    /// A fake that responds with the declared examples: [`on_examples`](Self::on_examples).
    ///
    /// ```
    /// use callpoint::{Client, Endpoint as _, endpoint};
    /// use callpoint_testing::Fake;
    ///
    /// #[endpoint(GET, "/links/<id>",
    ///     #[example(r#"{"id": "7", "owner": "ann"}"#)]
    ///     200 => Link { id: String, owner: String },
    /// )]
    /// struct GetLink {
    ///     id: String,
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let fake = Fake::from_examples(&[GetLink::META]);
    /// let client = Client::builder("https://api.example.com").transport(fake).build()?;
    /// assert_eq!(GetLink::new("9").call(&client).await?.owner, "ann");
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn from_examples(endpoints: &[&'static EndpointMeta]) -> Self {
        let fake = Self::new(());
        fake.on_examples(endpoints);
        fake
    }

    /// A fake that responds as the service did when it was recorded: [`on_recording`](Self::on_recording).
    #[must_use]
    pub fn from_recording(
        endpoints: &[&'static EndpointMeta],
        recording: &PlaybackTransport,
    ) -> Self {
        let fake = Self::new(());
        fake.on_recording(endpoints, recording);
        fake
    }
}

/// The recorded response to a request.
fn recorded(
    meta: &'static EndpointMeta,
    recording: &PlaybackTransport,
    received: &Received<'_>,
) -> Result<http::Response<Body>, FakeProblem> {
    let request = &received.request;
    let mut copy = http::Request::new(Body::from(request.body().clone()));
    request.method().clone_into(copy.method_mut());
    // A recording compares without the origin, which the request on a socket has not.
    let path = request
        .uri()
        .path_and_query()
        .map_or("/", |path| path.as_str());
    let uri = format!("http://127.0.0.1{path}").parse();
    *copy.uri_mut() =
        uri.map_err(|_| FakeProblem::new(StatusCode::BAD_REQUEST, "the URI is invalid"))?;
    copy.headers_mut().clone_from(request.headers());
    copy.extensions_mut().insert(meta);
    let body = request.body().clone();
    recording
        .respond(copy, body)
        .map_err(|why| FakeProblem::new(StatusCode::NOT_IMPLEMENTED, why))
}

/// The same fake.
impl<S> Clone for Fake<S> {
    fn clone(&self) -> Self {
        Self {
            shared: Arc::clone(&self.shared),
        }
    }
}

/// Shows how many handlers it has.
impl<S> fmt::Debug for Fake<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let handlers = self.shared.get(|settings| settings.routes.len());
        write!(f, "Fake({handlers} handlers)")
    }
}
