use std::any::TypeId;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use http::header::{HeaderMap, HeaderName, HeaderValue, USER_AGENT};

use super::gate::Gate;
use super::{Client, Core, Limits};
use crate::transport::Transport;
use callpoint_core::__private::{KnownServer, header_value, is_framing, is_loopback};
use callpoint_core::auth::{
    And, Anonymous, ApiKey, Basic, Bearer, Credentials, InvalidCredentials, NamedScheme, ValueOf,
};
use callpoint_core::redirect::RedirectPolicy;
use callpoint_core::retry::{Budget, RetryPolicy};
use callpoint_core::{Base, BaseUrl, ConfigError, Server};

/// Configures a [`Client`]. Every setting has a default that suits most services; [`build`](Self::build) reports invalid settings.
pub struct ClientBuilder<A> {
    settings: Settings,
    credentials: PhantomData<fn() -> A>,
}

struct Settings {
    base: Result<BaseUrl, ConfigError>,
    credentials: Vec<(TypeId, Arc<dyn Credentials>)>,
    bases: Vec<(TypeId, KnownServer)>,
    origins: Vec<BaseUrl>,
    headers: HeaderMap,
    connect_timeout: Duration,
    limits: Limits,
    retry: RetryPolicy,
    redirects: RedirectPolicy,
    max_in_flight: Option<usize>,
    transport: Option<Box<dyn Transport>>,
    allow_plain_http: bool,
    #[cfg(feature = "drift")]
    drift: Option<callpoint_core::drift::DriftSink>,
    /// The first invalid setting.
    error: Option<ConfigError>,
}

impl ClientBuilder<Anonymous> {
    pub(super) fn new(base_url: &str) -> Self {
        let base = BaseUrl::parse(base_url).map_err(|error| {
            ConfigError::new("base_url", "is not a valid base URL").with_source(error)
        });
        let mut headers = HeaderMap::new();
        headers.insert(
            USER_AGENT,
            HeaderValue::from_static(concat!("callpoint/", env!("CARGO_PKG_VERSION"))),
        );
        #[cfg(feature = "_decompress")]
        headers.insert(http::header::ACCEPT_ENCODING, crate::decompress::ACCEPTED);
        Self {
            settings: Settings {
                base,
                credentials: Vec::new(),
                bases: Vec::new(),
                origins: Vec::new(),
                headers,
                connect_timeout: Duration::from_secs(10),
                limits: Limits {
                    attempt_timeout: Duration::from_secs(30),
                    timeout: Duration::from_secs(60),
                    idle_timeout: Duration::from_secs(30),
                    max_response: 16 * 1024 * 1024,
                    max_error_response: 1024 * 1024,
                    max_header_bytes: 64 * 1024,
                },
                retry: RetryPolicy::default(),
                redirects: RedirectPolicy::none(),
                max_in_flight: None,
                transport: None,
                allow_plain_http: false,
                #[cfg(feature = "drift")]
                drift: None,
                error: None,
            },
            credentials: PhantomData,
        }
    }
}

impl<A> ClientBuilder<A> {
    /// Sets a user id and a password, for endpoints with `auth = Basic` (RFC 7617).
    #[must_use]
    pub fn basic_auth(
        self,
        user_id: impl AsRef<str>,
        password: impl AsRef<str>,
    ) -> ClientBuilder<Basic> {
        self.checked_credentials("basic_auth", Basic::new(user_id, password))
    }

    /// Sets a bearer token, for endpoints with `auth = Bearer` (RFC 6750).
    #[must_use]
    pub fn bearer_token(self, token: impl AsRef<str>) -> ClientBuilder<Bearer> {
        self.checked_credentials("bearer_token", Bearer::new(token))
    }

    /// Sets an API key in a header, for endpoints with `auth = ApiKey`.
    #[must_use]
    pub fn api_key_header(self, name: &str, key: impl AsRef<str>) -> ClientBuilder<ApiKey> {
        self.checked_credentials("api_key_header", ApiKey::header(name, key))
    }

    /// Sets an API key in the query, for endpoints with `auth = ApiKey`.
    #[must_use]
    pub fn api_key_query(self, name: &str, key: impl AsRef<str>) -> ClientBuilder<ApiKey> {
        self.checked_credentials("api_key_query", ApiKey::query(name, key))
    }

    /// Sets credentials of any scheme, for endpoints that name that scheme.
    #[must_use]
    pub fn credentials<C: Credentials>(mut self, credentials: C) -> ClientBuilder<C::Scheme> {
        self.settings.credentials.clear();
        self.add::<C::Scheme, _>(Arc::new(credentials))
    }

    /// Adds credentials of another scheme, up to four. Each endpoint gets those of the scheme in its `auth = …`, or the first ones if it names none.
    ///
    /// ```
    /// use callpoint::auth::{ApiKey, Basic};
    /// use callpoint::{Client, endpoint};
    ///
    /// #[endpoint(GET, "/links/<id>", auth = Basic, 204 => ())]
    /// struct GetLink { id: u64 }
    /// #[endpoint(GET, "/status", auth = ApiKey, 204 => ())]
    /// struct Status;
    ///
    /// let client: Client<(Basic, ApiKey)> = Client::builder("https://api.example.com")
    ///     .basic_auth("id", "password")
    ///     .and(ApiKey::header("x-api-key", "key")?)
    ///     .build()?;
    /// let calls = (GetLink::new(7).call(&client), Status.call(&client));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn and<C: Credentials, B>(self, credentials: C) -> ClientBuilder<B>
    where
        // A type parameter for the result: with `A::Both` in the signature, rustc would report a missing method instead of our message.
        A: And<C::Scheme, Both = B>,
    {
        self.add::<C::Scheme, B>(Arc::new(credentials))
    }

    /// Adds the value of a scheme that `#[derive(Scheme)]` named, for endpoints that name it; see [`NamedScheme`]. The name stands between the brackets:
    /// `.auth::<AdminToken>(Bearer::new("token")?)`. For a scheme without a name of its own there is [`credentials`](Self::credentials).
    #[must_use]
    pub fn auth<S: NamedScheme>(mut self, value: impl ValueOf<S>) -> ClientBuilder<A::Both>
    where
        A: And<S>,
    {
        match value.into_credentials() {
            Ok(credentials) => return self.add::<S, _>(credentials),
            Err(error) => self.fail("auth", error.problem()),
        }
        ClientBuilder {
            settings: self.settings,
            credentials: PhantomData,
        }
    }

    fn add<S: 'static, B>(mut self, credentials: Arc<dyn Credentials>) -> ClientBuilder<B> {
        self.settings
            .credentials
            .push((TypeId::of::<S>(), credentials));
        ClientBuilder {
            settings: self.settings,
            credentials: PhantomData,
        }
    }

    fn checked_credentials<C: Credentials>(
        mut self,
        setting: &'static str,
        credentials: Result<C, InvalidCredentials>,
    ) -> ClientBuilder<C::Scheme> {
        match credentials {
            Ok(credentials) => return self.credentials(credentials),
            Err(error) => self.fail(setting, error.problem()),
        }
        ClientBuilder {
            settings: self.settings,
            credentials: PhantomData,
        }
    }

    /// Sets the server of the endpoints with `base = B`: a URL, or a [`Server`] with credentials of its own. A second one for the same base replaces the
    /// first. Without it, a call to such an endpoint is [`Error::Build`](crate::Error::Build), and nothing is sent.
    ///
    /// Which base it is stands between the brackets, `::<Uploads>`. Without them rustc says "type annotations needed".
    ///
    /// ```
    /// use callpoint::{Base, Client};
    ///
    /// #[derive(Base)]
    /// struct Uploads;
    ///
    /// let client = Client::builder("https://api.example.com").base::<Uploads>("https://uploads.example.com").build()?;
    /// # Ok::<(), callpoint::ConfigError>(())
    /// ```
    #[must_use]
    pub fn base<B: Base>(mut self, server: impl Into<Server>) -> Self {
        match server.into().known() {
            Ok(server) => {
                let bases = &mut self.settings.bases;
                bases.retain(|(id, _)| *id != TypeId::of::<B>());
                bases.push((TypeId::of::<B>(), server));
            }
            Err(error) => drop(self.settings.error.get_or_insert(error)),
        }
        self
    }

    /// Allows calls at URLs of another origin, which a server gave: [`Call::at`](crate::Call::at). The client sends no credentials there, nor default
    /// headers that hold a secret. Default: none.
    ///
    /// It takes a URL; its path is ignored.
    #[must_use]
    pub fn allow_origin(mut self, origin: impl AsRef<str>) -> Self {
        match BaseUrl::parse(origin.as_ref()) {
            Ok(origin) => self.settings.origins.push(origin),
            Err(error) => {
                let problem = ConfigError::new("allow_origin", "is not a valid URL");
                self.settings
                    .error
                    .get_or_insert(problem.with_source(error));
            }
        }
        self
    }

    /// Allows sending credentials over plain `http` to other machines, where the network can read them. Without this, such a client is not built;
    /// `http` to this machine is always allowed. Default: not allowed.
    #[must_use]
    pub fn allow_plain_http_credentials(mut self) -> Self {
        self.settings.allow_plain_http = true;
        self
    }

    /// Adds a header to every request that does not set it itself.
    #[must_use]
    pub fn default_header(self, name: &str, value: impl AsRef<str>) -> Self {
        self.header("default_header", name, value.as_ref())
    }

    /// Sets `User-Agent`. Default: `callpoint/` and its version.
    #[must_use]
    pub fn user_agent(self, value: impl AsRef<str>) -> Self {
        self.header("user_agent", "user-agent", value.as_ref())
    }

    fn header(mut self, setting: &'static str, name: &str, value: &str) -> Self {
        match (HeaderName::try_from(name), header_value(value)) {
            (Ok(name), _) if is_framing(&name) => {
                self.fail(setting, "the header is set by the transport");
            }
            (Ok(name), Some(value)) => drop(self.settings.headers.insert(name, value)),
            (Err(_), _) => self.fail(setting, "the name is not a header name"),
            (_, None) => self.fail(
                setting,
                "the value has a character that is not valid in a header",
            ),
        }
        self
    }

    /// Limits how long making a connection may take, including name resolution and TLS. Default: 10 seconds. It applies to the default transport
    /// only; other transports have their own limit.
    #[must_use]
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.settings.connect_timeout = limit;
        self.not_zero("connect_timeout", limit)
    }

    /// Limits how long one attempt may take, from its start to the last byte of the response. Default: 30 seconds. It starts again with each chunk of
    /// an [`Upload`](crate::Upload).
    #[must_use]
    pub fn attempt_timeout(mut self, limit: Duration) -> Self {
        self.settings.limits.attempt_timeout = limit;
        self.not_zero("attempt_timeout", limit)
    }

    /// Limits how long a call may take, including all attempts and the backoff between them. Default: 60 seconds. It starts again with each chunk of an
    /// [`Upload`](crate::Upload).
    #[must_use]
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.settings.limits.timeout = limit;
        self.not_zero("timeout", limit)
    }

    /// Limits the time between two chunks of a streamed response, and the time before an event stream is resumed. Default: 30 seconds. A stream has no
    /// limit on its total time.
    #[must_use]
    pub fn idle_timeout(mut self, limit: Duration) -> Self {
        self.settings.limits.idle_timeout = limit;
        self.not_zero("idle_timeout", limit)
    }

    /// Limits the size of a response body in bytes, after decompression. Default: 16 MiB.
    #[must_use]
    pub fn max_response(mut self, bytes: u64) -> Self {
        self.settings.limits.max_response = bytes;
        self
    }

    /// Limits the size of the body of an error response (400 and above) in bytes, after decompression. Default: 1 MiB. It never exceeds
    /// [`max_response`](Self::max_response).
    #[must_use]
    pub fn max_error_response(mut self, bytes: u64) -> Self {
        self.settings.limits.max_error_response = bytes;
        self
    }

    /// Limits the size of a response's header fields in bytes, names and values. Default: 64 KiB. The transport may have its own limit; hyper's is
    /// about 400 KiB or 100 fields.
    #[must_use]
    pub fn max_header_bytes(mut self, bytes: u64) -> Self {
        self.settings.limits.max_header_bytes = bytes;
        self
    }

    /// Sets which redirects are followed. Default: none.
    #[must_use]
    pub fn redirects(mut self, redirects: RedirectPolicy) -> Self {
        self.settings.redirects = redirects;
        self
    }

    /// Sets whether failed calls are retried. Default: [`RetryPolicy::default`]; [`RetryPolicy::none`] disables retries.
    #[must_use]
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.settings.retry = policy;
        self
    }

    /// Limits how many requests may be in flight at a time; others wait in order. Default: no limit.
    ///
    /// Use it for services that allow only a certain number, and for programs that start thousands of calls at once. Waiting counts towards the time
    /// of the call, not of an attempt. An attempt releases its slot before the backoff that follows it, and a streamed response as soon as its head
    /// was received.
    #[must_use]
    pub fn max_in_flight(mut self, requests: usize) -> Self {
        self.settings.max_in_flight = Some(requests);
        if requests == 0 {
            self.fail("max_in_flight", "must be at least one");
        }
        self
    }

    /// Sets the transport, instead of the default one.
    #[must_use]
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.settings.transport = Some(Box::new(transport));
        self
    }

    /// Reports what of each response its declaration does not know, each once; see [`drift`](crate::drift). Default: nothing is looked at.
    #[cfg(feature = "drift")]
    #[must_use]
    pub fn on_drift(mut self, sink: callpoint_core::drift::DriftSink) -> Self {
        self.settings.drift = Some(sink);
        self
    }

    /// Builds the client.
    ///
    /// # Errors
    /// The first invalid setting, by name: a relative base URL, a token with a line break, a timeout of zero, a proxy of the environment that cannot be used.
    pub fn build(self) -> Result<Client<A>, ConfigError> {
        let settings = self.settings;
        let base = settings.base?;
        if let Some(error) = settings.error {
            return Err(error);
        }
        let transport = settings.transport;
        let server = KnownServer::new(base, settings.credentials);
        let bases = settings.bases;
        let bases_by_setting = bases.iter().map(|(_, server)| ("base", server));
        let servers: Vec<_> = [("base_url", &server)]
            .into_iter()
            .chain(bases_by_setting)
            .collect();
        if !settings.allow_plain_http {
            for (setting, server) in &servers {
                check_exposure(setting, server)?;
            }
        }
        let transport = if let Some(transport) = transport {
            transport
        } else {
            // Those of this machine are called without a proxy, so that none can be wrong.
            let mut bases = servers.iter().map(|(_, server)| server.base());
            let is_local = bases.all(|base| is_loopback(base.host()))
                && settings.origins.is_empty()
                && !settings.redirects.is_any_origin();
            default_transport(settings.connect_timeout, is_local)?
        };
        for (_, server) in servers {
            check_transport(server, &*transport, settings.allow_plain_http)?;
        }
        let gate = Gate::new(settings.max_in_flight);
        #[cfg(feature = "drift")]
        let gate = gate.tell(settings.drift);
        let core = Core {
            server,
            bases,
            origins: settings.origins,
            headers: settings.headers,
            limits: settings.limits,
            retry: settings.retry,
            redirects: settings.redirects,
            budget: Budget::default(),
            gate: gate.needed(),
            transport,
        };
        Ok(Client {
            core: Arc::new(core),
            credentials: PhantomData,
        })
    }

    fn not_zero(mut self, setting: &'static str, limit: Duration) -> Self {
        if limit.is_zero() {
            self.fail(setting, "must be longer than zero");
        }
        self
    }

    fn fail(&mut self, setting: &'static str, problem: &'static str) {
        self.settings
            .error
            .get_or_insert_with(|| ConfigError::new(setting, problem));
    }
}

/// Credentials are not sent where the network can read them.
fn check_exposure(setting: &'static str, server: &KnownServer) -> Result<(), ConfigError> {
    if server.has_credentials() && server.base().is_exposed() {
        return Err(ConfigError::new(
            setting,
            "credentials would be sent over plain http, where the network can read them; \
             use https, or call `allow_plain_http_credentials()`",
        ));
    }
    Ok(())
}

/// Whether a transport can send what a server needs.
fn check_transport(
    server: &KnownServer,
    transport: &dyn Transport,
    allow_plain_http: bool,
) -> Result<(), ConfigError> {
    let is_secret = server.has_credentials() && !allow_plain_http;
    if is_secret && is_readable_by_proxy(server.base(), transport) {
        return Err(ConfigError::new(
            "transport",
            "credentials would be sent over plain http to a proxy, which can read them; exclude this machine with `no_proxy()` on reqwest's \
             builder or with `NO_PROXY`, or call `allow_plain_http_credentials()`",
        ));
    }
    if server.base().scheme() == "https" && !transport.supports_https() {
        return Err(ConfigError::new(
            "transport",
            "https needs TLS: enable the feature `rustls` or `native-tls` (`hyper-rustls` for `HyperTransport`), or set another transport",
        ));
    }
    Ok(())
}

/// Whether a proxy of the transport could read requests to this machine.
pub(crate) fn is_readable_by_proxy(base: &BaseUrl, transport: &dyn Transport) -> bool {
    base.scheme() == "http" && transport.may_use_proxy(base)
}

#[cfg(feature = "reqwest")]
fn default_transport(timeout: Duration, is_local: bool) -> Result<Box<dyn Transport>, ConfigError> {
    match crate::transport::ReqwestTransport::of(timeout, is_local) {
        Ok(transport) => Ok(Box::new(transport)),
        Err(error) => Err(ConfigError::new(
            "transport",
            "the default transport could not be set up",
        )
        .with_source(error.source)),
    }
}

#[cfg(not(feature = "reqwest"))]
fn default_transport(_: Duration, _: bool) -> Result<Box<dyn Transport>, ConfigError> {
    Err(ConfigError::new(
        "transport",
        "none is set, and the default one needs the feature `reqwest`",
    ))
}

impl<A> fmt::Debug for ClientBuilder<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ClientBuilder")
    }
}

/// What the feature `blocking` adds; without it the compiler's message names the feature.
#[cfg(not(feature = "blocking"))]
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "the feature `blocking` of `callpoint` is not enabled",
    label = "needs the feature `blocking`",
    note = "enable the feature `blocking`: `cargo add callpoint --features blocking`"
)]
pub trait BlockingFeature {
    #[doc(hidden)]
    type Client;
}

#[cfg(not(feature = "blocking"))]
impl<A> ClientBuilder<A> {
    /// Does not compile: it needs the feature `blocking`.
    ///
    /// ```compile_fail,E0277
    /// callpoint::Client::builder("https://api.example.com").build_blocking();
    /// ```
    #[doc(hidden)]
    pub fn build_blocking(self) -> Result<A::Client, ConfigError>
    where
        A: BlockingFeature,
    {
        Err(ConfigError::new(
            "build_blocking",
            "the feature `blocking` is not enabled",
        ))
    }
}
