//! The client: a base URL, credentials, limits and a transport.

mod again;
mod attempt;
mod builder;
mod call;
mod course;
mod execute;
mod prepare;

use std::convert::Infallible;
use std::fmt;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use http::HeaderMap;
use tokio::sync::Semaphore;

pub use self::builder::ClientBuilder;
pub use self::call::Call;
pub(crate) use self::call::{Ready, State};
pub(crate) use self::execute::Options;
use crate::answer::Answer;
use crate::auth::{Anonymous, Credentials, Provides};
use crate::base::BaseUrl;
use crate::body::Body;
use crate::endpoint::Endpoint;
use crate::error::{BuildError, BuildErrorKind, Error};
use crate::export::Curl;
use crate::meta::EndpointMeta;
use crate::pages::{Pages, Paginate};
use crate::redirect::Redirects;
use crate::request::RequestWriter;
use crate::response::Response;
use crate::retry::{Budget, RetryPolicy};
use crate::transport::Transport;

/// Makes calls to one service.
///
/// `A` is the type of its credentials: a `Client<Basic>` can call what asks for [`Basic`](crate::auth::Basic). A clone is cheap and shares the
/// connections. Build one client per service and async runtime, and keep it.
///
/// ```
/// use callpoint::Client;
///
/// let client = Client::builder("https://api.example.com/v1").basic_auth("id", "password").build()?;
/// # Ok::<(), callpoint::ConfigError>(())
/// ```
pub struct Client<A = Anonymous> {
    core: Arc<Core>,
    credentials: PhantomData<fn() -> A>,
}

/// What all clones of a client share, whatever the type of its credentials.
pub(crate) struct Core {
    pub(crate) base: BaseUrl,
    /// One of each scheme. They can be replaced while calls are under way.
    credentials: Box<[RwLock<Arc<dyn Credentials>>]>,
    headers: HeaderMap,
    limits: Limits,
    retry: RetryPolicy,
    redirects: Redirects,
    budget: Budget,
    /// A place for each request that may be under way, where their number is limited.
    places: Option<Semaphore>,
    transport: Box<dyn Transport>,
}

/// What a client waits for and takes at most.
#[derive(Debug, Clone, Copy)]
struct Limits {
    attempt_timeout: Duration,
    timeout: Duration,
    idle_timeout: Duration,
    max_response: u64,
    max_error_response: u64,
    max_head: u64,
}

/// A request under way that has no type yet.
pub(crate) type Executing = Pin<Box<dyn Future<Output = Result<Answer, Error<Infallible>>> + Send>>;

impl Client<Anonymous> {
    /// Starts a client for the service at `base_url`; see [`BaseUrl`] for what that may be. What is wrong with it is reported by
    /// [`build`](ClientBuilder::build).
    #[must_use]
    pub fn builder(base_url: impl AsRef<str>) -> ClientBuilder<Anonymous> {
        ClientBuilder::new(base_url.as_ref())
    }
}

impl<A> Client<A> {
    /// The URL to which the templates are appended.
    #[must_use]
    pub fn base_url(&self) -> &BaseUrl {
        &self.core.base
    }

    /// Calls an endpoint. Nothing is sent before the first poll; dropping the future ends the call.
    pub fn call<R: Endpoint, P>(&self, request: &R) -> Call<R::Output, R::Error>
    where
        A: Provides<R::Auth, P>,
    {
        let state = written(&self.core, R::META, A::INDEX, &Fields(request));
        Call::new(state, typed::<R>)
    }

    /// Calls an endpoint and keeps the status and the headers beside its output.
    pub fn call_full<R: Endpoint, P>(&self, request: &R) -> Call<Response<R::Output>, R::Error>
    where
        A: Provides<R::Auth, P>,
    {
        let state = written(&self.core, R::META, A::INDEX, &Fields(request));
        Call::new(state, typed_full::<R>)
    }

    /// Sends a request of `endpoint` and waits for the whole answer, whatever its status: what every call comes down to.
    ///
    /// It is not generic, so it is compiled once. Credentials are added (the first, where there are several), limits are kept.
    ///
    /// # Errors
    /// [`Error::Transport`] where no complete answer came, [`Error::Build`] where the request goes to another origin than
    /// [`base_url`](Self::base_url) or cannot be authorised.
    pub fn execute(
        &self,
        request: http::Request<Body>,
        endpoint: &'static EndpointMeta,
    ) -> impl Future<Output = Result<Answer, Error<Infallible>>> + Send + use<A> {
        let core = Arc::clone(&self.core);
        async move {
            if !core.base.is_origin_of(request.uri()) {
                let kind = BuildErrorKind::ForeignOrigin;
                return Err(BuildError::new(endpoint, kind, "").into());
            }
            execute::start(Box::new(Ready {
                core,
                request,
                endpoint,
                options: Options::default(),
                base: None,
            }))
            .await
        }
    }

    /// The call as a curl command: see [`Curl`]. Nothing is sent.
    ///
    /// # Errors
    /// The request cannot be made or authorised.
    pub fn curl<R: Endpoint, P>(&self, request: &R) -> Result<Curl, BuildError>
    where
        A: Provides<R::Auth, P>,
    {
        let mut request = request.to_http(&self.core.base)?;
        self.core.prepare_now(&mut request, R::META, A::INDEX)?;
        Ok(Curl::new(&request, R::META))
    }

    /// Calls an endpoint again and again, page after page: a stream of pages, and of their items.
    pub fn pages<R: Paginate, P>(&self, request: R) -> Pages<R>
    where
        A: Provides<R::Auth, P>,
    {
        Pages::new(Arc::clone(&self.core), request, A::INDEX)
    }

    /// Replaces the credentials of a scheme, for this client and all its clones: a key that is rotated, a password that was changed. What is
    /// under way goes on with those it has.
    ///
    /// ```
    /// use callpoint::Client;
    /// use callpoint::auth::Bearer;
    ///
    /// let client = Client::builder("https://api.example.com").bearer_token("old").build()?;
    /// client.replace_credentials(Bearer::new("new")?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn replace_credentials<C: Credentials, P>(&self, credentials: C)
    where
        A: Provides<C, P>,
    {
        if let Some(place) = self.core.credentials.get(A::INDEX) {
            *place.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(credentials);
        }
    }
}

impl<A> Client<A> {
    /// The same client for requests whose scheme is known to be right.
    pub(crate) fn untyped(self) -> Client {
        Client {
            core: self.core,
            credentials: PhantomData,
        }
    }
}

pub(crate) fn ready<R: Endpoint>(
    core: &Arc<Core>,
    request: &R,
    auth: usize,
) -> Result<Box<Ready>, BuildError> {
    write_ready(core, R::META, auth, &Fields(request))
}

/// The fields of a request without its type, so that all but their writing is compiled once.
trait Write {
    fn write(&self, writer: &mut RequestWriter);
}

/// A closure would be compiled twice: once to be called, and once to be consumed.
struct Fields<'a, R>(&'a R);

impl<R: Endpoint> Write for Fields<'_, R> {
    fn write(&self, writer: &mut RequestWriter) {
        self.0.write(writer);
    }
}

fn written(
    core: &Arc<Core>,
    endpoint: &'static EndpointMeta,
    auth: usize,
    fields: &dyn Write,
) -> State {
    write_ready(core, endpoint, auth, fields).into()
}

fn write_ready(
    core: &Arc<Core>,
    endpoint: &'static EndpointMeta,
    auth: usize,
    fields: &dyn Write,
) -> Result<Box<Ready>, BuildError> {
    let mut writer = RequestWriter::new(endpoint, &core.base);
    fields.write(&mut writer);
    let request = if core.transport.reads_extensions() {
        writer.finish()?
    } else {
        writer.finish_bare()?
    };
    Ok(Box::new(Ready {
        core: Arc::clone(core),
        request,
        endpoint,
        options: Options {
            auth,
            ..Options::default()
        },
        base: None,
    }))
}

pub(crate) fn typed<R: Endpoint>(mut answer: Answer) -> Result<R::Output, Error<R::Error>> {
    match R::read(&mut answer) {
        Ok(value) => Ok(value),
        Err(unread) => Err(unread.into_error(answer)),
    }
}

pub(crate) fn typed_full<R: Endpoint>(
    mut answer: Answer,
) -> Result<Response<R::Output>, Error<R::Error>> {
    match R::read(&mut answer) {
        Ok(value) => Ok(Response::new(value, answer)),
        Err(unread) => Err(unread.into_error(answer)),
    }
}

impl<A> Clone for Client<A> {
    fn clone(&self) -> Self {
        Self {
            core: Arc::clone(&self.core),
            credentials: PhantomData,
        }
    }
}

/// Says where the service is, and nothing of the credentials. The path stays out of it: some services put a key there.
impl<A> fmt::Debug for Client<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("origin", &self.core.base.origin())
            .finish_non_exhaustive()
    }
}
