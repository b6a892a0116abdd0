use std::fmt;
use std::marker::PhantomData;
use std::sync::{Arc, RwLock};
use std::time::Duration;

use http::header::{HeaderMap, HeaderName, HeaderValue, USER_AGENT};
use tokio::sync::Semaphore;

use super::{Client, Core, Limits};
use crate::auth::{And, Anonymous, ApiKey, Basic, Bearer, Credentials, InvalidCredentials};
use crate::base::BaseUrl;
use crate::encode::{header_value, is_framing};
use crate::error::ConfigError;
use crate::redirect::Redirects;
use crate::retry::{Budget, RetryPolicy};
use crate::transport::Transport;

/// Sets up a [`Client`]. Every setting has a default that is meant to be right; [`build`](Self::build) reports what is not.
pub struct ClientBuilder<A> {
    settings: Settings,
    credentials: PhantomData<fn() -> A>,
}

struct Settings {
    base: Result<BaseUrl, ConfigError>,
    credentials: Vec<Arc<dyn Credentials>>,
    headers: HeaderMap,
    connect_timeout: Duration,
    limits: Limits,
    retry: RetryPolicy,
    redirects: Redirects,
    max_in_flight: Option<usize>,
    transport: Option<Box<dyn Transport>>,
    allow_plain_http: bool,
    /// The first setting that is wrong.
    error: Option<ConfigError>,
}

impl ClientBuilder<Anonymous> {
    pub(super) fn new(base_url: &str) -> Self {
        let base = BaseUrl::parse(base_url)
            .map_err(|error| ConfigError::new("base_url", "is not usable").with_source(error));
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
                headers,
                connect_timeout: Duration::from_secs(10),
                limits: Limits {
                    attempt_timeout: Duration::from_secs(30),
                    timeout: Duration::from_secs(60),
                    idle_timeout: Duration::from_secs(30),
                    max_response: 16 * 1024 * 1024,
                    max_error_response: 1024 * 1024,
                    max_head: 64 * 1024,
                },
                retry: RetryPolicy::default(),
                redirects: Redirects::none(),
                max_in_flight: None,
                transport: None,
                allow_plain_http: false,
                error: None,
            },
            credentials: PhantomData,
        }
    }
}

impl<A> ClientBuilder<A> {
    /// A user id and a password, for endpoints with `auth = Basic` (RFC 7617).
    #[must_use]
    pub fn basic_auth(
        self,
        user_id: impl AsRef<str>,
        password: impl AsRef<str>,
    ) -> ClientBuilder<Basic> {
        self.checked_credentials("basic_auth", Basic::new(user_id, password))
    }

    /// A token, for endpoints with `auth = Bearer` (RFC 6750).
    #[must_use]
    pub fn bearer_token(self, token: impl AsRef<str>) -> ClientBuilder<Bearer> {
        self.checked_credentials("bearer_token", Bearer::new(token))
    }

    /// A key in a header, for endpoints with `auth = ApiKey`.
    #[must_use]
    pub fn api_key_header(self, name: &str, key: impl AsRef<str>) -> ClientBuilder<ApiKey> {
        self.checked_credentials("api_key_header", ApiKey::header(name, key))
    }

    /// A key in the query, for endpoints with `auth = ApiKey`.
    #[must_use]
    pub fn api_key_query(self, name: &str, key: impl AsRef<str>) -> ClientBuilder<ApiKey> {
        self.checked_credentials("api_key_query", ApiKey::query(name, key))
    }

    /// Credentials of any scheme, for endpoints with `auth = C`.
    #[must_use]
    pub fn credentials<C: Credentials>(mut self, credentials: C) -> ClientBuilder<C> {
        self.settings.credentials = vec![Arc::new(credentials)];
        ClientBuilder {
            settings: self.settings,
            credentials: PhantomData,
        }
    }

    /// Credentials of one scheme more, up to four: a declaration says by `auth = …` which of them it asks for, and one that says nothing gets the first.
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
    pub fn and<C: Credentials, B>(mut self, credentials: C) -> ClientBuilder<B>
    where
        // A name for the result: with `A::Both` in the signature rustc takes the method for none and does not speak in our words.
        A: And<C, Both = B>,
    {
        self.settings.credentials.push(Arc::new(credentials));
        ClientBuilder {
            settings: self.settings,
            credentials: PhantomData,
        }
    }

    fn checked_credentials<C: Credentials>(
        mut self,
        setting: &'static str,
        credentials: Result<C, InvalidCredentials>,
    ) -> ClientBuilder<C> {
        match credentials {
            Ok(credentials) => return self.credentials(credentials),
            Err(error) => self.fail(setting, error.problem()),
        }
        ClientBuilder {
            settings: self.settings,
            credentials: PhantomData,
        }
    }

    /// Sends credentials over plain `http` to other machines too, where everybody on the way can read them. Without it such a client is
    /// not built; `http` to this machine is always allowed.
    #[must_use]
    pub fn allow_plain_http_credentials(mut self) -> Self {
        self.settings.allow_plain_http = true;
        self
    }

    /// A header that every request carries, unless the request sets it itself.
    #[must_use]
    pub fn default_header(self, name: &str, value: impl AsRef<str>) -> Self {
        self.header("default_header", name, value.as_ref())
    }

    /// What `User-Agent` says; `callpoint/` and its version unless set.
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
                "the value has a character that no header can carry",
            ),
        }
        self
    }

    /// How long making a connection may take, with the name look-up and TLS: 10 seconds unless set. It is a setting of the default
    /// transport; a transport of your own keeps its own.
    #[must_use]
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.settings.connect_timeout = limit;
        self.not_zero("connect_timeout", limit)
    }

    /// How long one attempt may take, from its start to the last byte of the answer: 30 seconds unless set.
    #[must_use]
    pub fn attempt_timeout(mut self, limit: Duration) -> Self {
        self.settings.limits.attempt_timeout = limit;
        self.not_zero("attempt_timeout", limit)
    }

    /// How long a call may take with all its attempts and the pauses between them: 60 seconds unless set.
    #[must_use]
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.settings.limits.timeout = limit;
        self.not_zero("timeout", limit)
    }

    /// How long a streamed answer may pause between two pieces: 30 seconds unless set. A stream may otherwise take as long as it does.
    #[must_use]
    pub fn idle_timeout(mut self, limit: Duration) -> Self {
        self.settings.limits.idle_timeout = limit;
        self.not_zero("idle_timeout", limit)
    }

    /// How many bytes an answer's body may have, after decompression: 16 MiB unless set.
    #[must_use]
    pub fn max_response(mut self, bytes: u64) -> Self {
        self.settings.limits.max_response = bytes;
        self
    }

    /// How many bytes the body of an error answer (400 and above) may have, after decompression: 1 MiB unless set, and never more than an answer may have
    /// at all.
    #[must_use]
    pub fn max_error_response(mut self, bytes: u64) -> Self {
        self.settings.limits.max_error_response = bytes;
        self
    }

    /// How many bytes the header fields of an answer may have, names and values: 64 KiB unless set. A transport may have a limit of its own; that of hyper is
    /// about 400 KiB or 100 fields.
    #[must_use]
    pub fn max_head(mut self, bytes: u64) -> Self {
        self.settings.limits.max_head = bytes;
        self
    }

    /// Which redirects are followed: none unless set.
    #[must_use]
    pub fn redirects(mut self, redirects: Redirects) -> Self {
        self.settings.redirects = redirects;
        self
    }

    /// Whether a call that failed is tried once more: [`RetryPolicy::default`] unless set, [`RetryPolicy::none`] for never.
    #[must_use]
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.settings.retry = policy;
        self
    }

    /// How many requests may be under way at a time; the others wait for their turn, in the order in which they came. There is no limit unless set.
    ///
    /// It is for services that allow only so many, and for programs that start thousands of calls at once, which a machine does faster in turn. Waiting
    /// is part of the time of a call and not of an attempt. An attempt gives its place back before the pause that follows on it, and a streamed answer once
    /// its head is there.
    #[must_use]
    pub fn max_in_flight(mut self, requests: usize) -> Self {
        self.settings.max_in_flight = Some(requests);
        if requests == 0 {
            self.fail("max_in_flight", "must be at least one");
        }
        self
    }

    /// What carries the requests, in place of the default.
    #[must_use]
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.settings.transport = Some(Box::new(transport));
        self
    }

    /// The client.
    ///
    /// # Errors
    /// The first setting with which no client can work, by its name: a relative base URL, a token with a line break, a timeout of zero.
    pub fn build(self) -> Result<Client<A>, ConfigError> {
        let settings = self.settings;
        let base = settings.base?;
        if let Some(error) = settings.error {
            return Err(error);
        }
        if !settings.credentials.is_empty() && base.is_exposed() && !settings.allow_plain_http {
            return Err(ConfigError::new(
                "base_url",
                "credentials would travel over plain http, where everybody on the way can read them; \
                 use https, or say `allow_plain_http_credentials()`",
            ));
        }
        let transport = match settings.transport {
            Some(transport) => transport,
            None => default_transport(settings.connect_timeout)?,
        };
        if base.scheme() == "https" && !transport.supports_https() {
            return Err(ConfigError::new(
                "transport",
                "https needs TLS: enable the feature `rustls` or `native-tls` (`hyper-rustls` for `HyperTransport`), or give a transport of your own",
            ));
        }
        let core = Core {
            base,
            credentials: settings.credentials.into_iter().map(RwLock::new).collect(),
            headers: settings.headers,
            limits: settings.limits,
            retry: settings.retry,
            redirects: settings.redirects,
            budget: Budget::default(),
            // More than a semaphore takes is no limit.
            places: (settings.max_in_flight)
                .filter(|&most| most <= Semaphore::MAX_PERMITS)
                .map(Semaphore::new),
            transport,
        };
        Ok(Client {
            core: Arc::new(core),
            credentials: PhantomData,
        })
    }

    fn not_zero(mut self, setting: &'static str, limit: Duration) -> Self {
        if limit.is_zero() {
            self.fail(setting, "must be longer than nothing");
        }
        self
    }

    fn fail(&mut self, setting: &'static str, problem: &'static str) {
        self.settings
            .error
            .get_or_insert_with(|| ConfigError::new(setting, problem));
    }
}

#[cfg(feature = "reqwest")]
fn default_transport(connect_timeout: Duration) -> Result<Box<dyn Transport>, ConfigError> {
    match crate::transport::ReqwestTransport::new(connect_timeout) {
        Ok(transport) => Ok(Box::new(transport)),
        Err(error) => {
            Err(ConfigError::new("transport", "the default cannot be set up").with_source(error))
        }
    }
}

#[cfg(not(feature = "reqwest"))]
fn default_transport(_: Duration) -> Result<Box<dyn Transport>, ConfigError> {
    Err(ConfigError::new(
        "transport",
        "none is given, and the feature `reqwest` with the default one is off",
    ))
}

impl<A> fmt::Debug for ClientBuilder<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ClientBuilder")
    }
}
