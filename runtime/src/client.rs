//! The client: a base URL, credentials, limits and a transport.

mod attempt;
mod builder;
mod call;
mod deadline;
mod execute;
mod followup;
mod gate;
mod obtain;
mod prepare;
mod prepared;
mod state;
mod streaming;

use std::any::TypeId;
use std::convert::Infallible;
use std::fmt;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderMap;

pub use self::builder::ClientBuilder;
pub(crate) use self::builder::is_readable_by_proxy;
pub use self::call::Call;
pub(crate) use self::call::State;
pub(crate) use self::deadline::in_runtime;
use self::gate::Gate;
pub(crate) use self::prepared::{Options, PreparedCall};
use crate::transport::Transport;
use callpoint_core::__private::{KnownServer, replace_at, replace_named_at};
use callpoint_core::BaseUrl;
use callpoint_core::Body;
use callpoint_core::Curl;
use callpoint_core::Endpoint;
use callpoint_core::RequestWriter;
use callpoint_core::Response;
use callpoint_core::ResponseReader;
use callpoint_core::auth::{
    Anonymous, Credentials, InvalidCredentials, NamedScheme, Provides, ValueOf,
};
use callpoint_core::meta::EndpointMeta;
use callpoint_core::redirect::RedirectPolicy;
use callpoint_core::retry::{Budget, RetryPolicy};
use callpoint_core::{Base, BuildError, BuildErrorKind, ConfigError, Error};

/// Makes calls to one service.
///
/// `A` is the type of its credentials: a `Client<Basic>` can call endpoints that require [`Basic`](crate::auth::Basic). A clone is cheap and shares
/// the connections. Build one client per service and async runtime, and keep it.
///
/// ```
/// use callpoint::Client;
///
/// let client = Client::builder("https://api.example.com/v1").basic_auth("id", "password").build()?;
/// # Ok::<(), callpoint::ConfigError>(())
/// ```
pub struct Client<A = Anonymous> {
    pub(crate) core: Arc<Core>,
    credentials: PhantomData<fn() -> A>,
}

/// The state that all clones of a client share, whatever the type of its credentials.
pub(crate) struct Core {
    /// That of the base URL.
    server: KnownServer,
    /// Those that declarations name, by their types.
    bases: Vec<(TypeId, KnownServer)>,
    /// The other origins that a call may be sent to, without credentials.
    origins: Vec<BaseUrl>,
    headers: HeaderMap,
    limits: Limits,
    retry: RetryPolicy,
    redirects: RedirectPolicy,
    budget: Budget,
    /// What few clients have.
    gate: Option<Gate>,
    transport: Box<dyn Transport>,
}

impl Core {
    /// The server that an endpoint is at; `None` if this client does not know it.
    pub(crate) fn server(&self, endpoint: &EndpointMeta) -> Option<&KnownServer> {
        let Some(base) = endpoint.base else {
            return Some(&self.server);
        };
        let mut bases = self.bases.iter();
        let found = bases.find(|(id, _)| *id == base.id());
        found.map(|(_, server)| server)
    }

    fn base(&self, endpoint: &'static EndpointMeta) -> Result<&BaseUrl, BuildError> {
        self.server(endpoint).map(KnownServer::base).ok_or_else(|| {
            let name = endpoint.base.map_or("", |base| base.name);
            BuildError::new(endpoint, BuildErrorKind::MissingBase, name)
        })
    }
}

/// The time and size limits of a client.
#[derive(Debug, Clone, Copy)]
struct Limits {
    attempt_timeout: Duration,
    timeout: Duration,
    idle_timeout: Duration,
    max_response: u64,
    max_error_response: u64,
    max_header_bytes: u64,
}

/// A request in flight, not yet decoded.
pub(crate) type Executing =
    Pin<Box<dyn Future<Output = Result<ResponseReader, Error<Infallible>>> + Send>>;

impl Client<Anonymous> {
    /// Starts building a client for the service at `base_url`; see [`BaseUrl`] for valid values. An invalid one is reported by
    /// [`build`](ClientBuilder::build).
    #[must_use]
    pub fn builder(base_url: impl AsRef<str>) -> ClientBuilder<Anonymous> {
        ClientBuilder::new(base_url.as_ref())
    }
}

impl<A> Client<A> {
    /// The URL to which the templates are appended, but for endpoints with `base = …`.
    #[must_use]
    pub fn base_url(&self) -> &BaseUrl {
        self.core.server.base()
    }

    /// Calls an endpoint. Nothing is sent before the first poll; dropping the future cancels the call.
    pub fn call<R: Endpoint, P>(&self, request: &R) -> Call<R::Output, R::Error>
    where
        A: Provides<R::Auth, P>,
    {
        let state = written(&self.core, R::META, A::INDEX, &Fields(request));
        Call::new(state, typed::<R>)
    }

    /// Calls an endpoint and returns its output with the status and the headers.
    pub fn call_with_response<R: Endpoint, P>(
        &self,
        request: &R,
    ) -> Call<Response<R::Output>, R::Error>
    where
        A: Provides<R::Auth, P>,
    {
        let state = written(&self.core, R::META, A::INDEX, &Fields(request));
        Call::new(state, typed_full::<R>)
    }

    /// Sends a request of `endpoint` and returns the complete response, whatever its status. Every call uses this.
    ///
    /// It is not generic, so it is compiled once. It adds the credentials (the first ones, if there are several) and enforces the client's limits.
    ///
    /// # Errors
    /// [`Error::Transport`] if no complete response was received, [`Error::Build`] if the request goes to another origin than
    /// [`base_url`](Self::base_url) or cannot be authorised.
    pub fn execute(
        &self,
        request: http::Request<Body>,
        endpoint: &'static EndpointMeta,
    ) -> impl Future<Output = Result<ResponseReader, Error<Infallible>>> + Send + use<A> {
        let core = Arc::clone(&self.core);
        async move {
            if !core.base(endpoint)?.is_origin_of(request.uri()) {
                let kind = BuildErrorKind::ForeignOrigin;
                return Err(BuildError::new(endpoint, kind, "").into());
            }
            execute::start(PreparedCall::new(
                core,
                request,
                endpoint,
                Options::default(),
            ))
            .await
        }
    }

    /// The call as a curl command; see [`Curl`]. Nothing is sent.
    ///
    /// # Errors
    /// The request cannot be built or authorised.
    pub fn curl<R: Endpoint, P>(&self, request: &R) -> Result<Curl, BuildError>
    where
        A: Provides<R::Auth, P>,
    {
        let mut request = request.to_http(self.core.base(R::META)?)?;
        self.core.prepare_now(&mut request, R::META, A::INDEX)?;
        Ok(Curl::new(&request, R::META))
    }

    /// Replaces the credentials of a scheme, for this client and all its clones, after a key was rotated or a password changed. Requests in flight
    /// keep the credentials they were sent with.
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
        A: Provides<C::Scheme, P>,
    {
        self.core.server.replace(A::INDEX, Arc::new(credentials));
    }

    /// Replaces the value of a scheme that `#[derive(Scheme)]` named: `client.replace_auth::<AdminToken, _>(Bearer::new("new")?)?`.
    ///
    /// # Errors
    /// The value cannot be sent where the scheme says.
    pub fn replace_auth<S: NamedScheme, P>(
        &self,
        value: impl ValueOf<S>,
    ) -> Result<(), InvalidCredentials>
    where
        A: Provides<S, P>,
    {
        let credentials = value.into_credentials()?;
        self.core.server.replace(A::INDEX, credentials);
        Ok(())
    }
}

impl<A> Client<A> {
    /// Replaces the credentials of a scheme at the base `B`, like [`replace_credentials`](Self::replace_credentials) those of the client's own server:
    /// `client.replace_base_credentials::<Uploads>(Bearer::new("new")?)?`.
    ///
    /// # Errors
    /// The client has no base `B`, or no credentials of that scheme there: the type of a client says neither.
    pub fn replace_base_credentials<B: Base>(
        &self,
        credentials: impl Credentials,
    ) -> Result<(), ConfigError> {
        replace_at::<B, _>(&self.core.bases, credentials)
    }

    /// Replaces the value of a named scheme at the base `B`: `client.replace_base_auth::<Uploads, UploadKey>(Key::new("new")?)?`.
    ///
    /// # Errors
    /// The value cannot be sent where the scheme says, or see [`replace_base_credentials`](Self::replace_base_credentials).
    pub fn replace_base_auth<B: Base, S: NamedScheme>(
        &self,
        value: impl ValueOf<S>,
    ) -> Result<(), ConfigError> {
        replace_named_at::<B, S>(&self.core.bases, value)
    }

    /// The same client without the type of its credentials, for requests whose scheme is known to match.
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
) -> Result<Box<PreparedCall>, BuildError> {
    write_ready(core, R::META, auth, &Fields(request))
}

/// Writes the fields of a request without its type, so that everything else is compiled once.
trait Write {
    fn write(&self, writer: &mut RequestWriter);
}

/// A closure would be compiled twice: once as `Fn` and once as `FnOnce`.
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
) -> Result<Box<PreparedCall>, BuildError> {
    let mut writer = RequestWriter::new(endpoint, core.base(endpoint)?);
    fields.write(&mut writer);
    let request = if core.transport.reads_extensions() {
        writer.finish()?
    } else {
        writer.finish_bare()?
    };
    let options = Options {
        auth,
        ..Options::default()
    };
    Ok(PreparedCall::new(
        Arc::clone(core),
        request,
        endpoint,
        options,
    ))
}

pub(crate) fn typed<R: Endpoint>(
    mut response: ResponseReader,
) -> Result<R::Output, Error<R::Error>> {
    match R::read(&mut response) {
        Ok(value) => Ok(value),
        Err(error) => Err(error.into_error(response)),
    }
}

pub(crate) fn typed_full<R: Endpoint>(
    mut response: ResponseReader,
) -> Result<Response<R::Output>, Error<R::Error>> {
    match R::read(&mut response) {
        Ok(value) => Ok(Response::new(value, response)),
        Err(error) => Err(error.into_error(response)),
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

/// Shows the origin and nothing else. The path is left out because some services put a key there.
impl<A> fmt::Debug for Client<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("origin", &self.core.server.base().origin())
            .finish_non_exhaustive()
    }
}
