use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard};
use std::time::Duration;

use callpoint_macros::endpoint;
use http::Uri;
use http::header::{AUTHORIZATION, HeaderValue};
use percent_encoding::utf8_percent_encode;
use tokio::time::Instant;

use super::{AuthorizeError, Bearer, Credentials, GettingReady, Provides};
use crate::base::BaseUrl;
use crate::body::Body;
use crate::client::{Client, typed};
use crate::encode::QUERY;
use crate::endpoint::Endpoint as _;
use crate::error::{ConfigError, Error};
use crate::transport::Transport;

/// The token endpoint of RFC 6749, section 3.2, with the parameters of the client credentials grant (section 4.4) and of a refresh (section 6).
#[endpoint(POST, "/token", crate = crate, body = Form,
    200 => Granted,
    400 | 401 => Denied { error: String },
)]
struct RequestToken {
    grant_type: &'static str,
    #[secret]
    refresh_token: Option<String>,
    scope: Option<String>,
    client_id: Option<String>,
    #[secret]
    client_secret: Option<String>,
    audience: Option<String>,
}

/// RFC 6749, section 5.1.
#[derive(serde::Deserialize)]
struct Granted {
    access_token: String,
    #[serde(default)]
    expires_in: Option<u64>,
    #[serde(default)]
    refresh_token: Option<String>,
}

/// Tokens from an authorization server (OAuth 2.0, RFC 6749): by client credentials or by a refresh token.
///
/// A token is fetched when it is needed first, again shortly before it runs out, and once more after the server refused it with 401; the call is made
/// once more then. However many calls wait for a token, one request fetches it. Such a client can call what asks for `auth = OAuth2` and what
/// asks for `auth = Bearer`.
///
/// ```
/// use callpoint::Client;
/// use callpoint::auth::OAuth2;
///
/// let tokens = OAuth2::client_credentials("https://login.example.com/oauth/token", "client-id", "client-secret")
///     .scope("links:read links:write")
///     .build()?;
/// let client = Client::builder("https://api.example.com").credentials(tokens).build()?;
/// # Ok::<(), callpoint::ConfigError>(())
/// ```
///
/// A clone shares the tokens.
#[derive(Clone)]
pub struct OAuth2 {
    shared: Arc<Shared>,
}

struct Shared {
    client: Client,
    token_url: Uri,
    request: Mutex<RequestToken>,
    current: RwLock<Current>,
    /// Held by whoever fetches a token.
    fetching: tokio::sync::Mutex<()>,
    on_refresh_token: Option<OnRefreshToken>,
}

type OnRefreshToken = Box<dyn Fn(&str) + Send + Sync>;

/// The token as it is now.
#[derive(Default)]
struct Current {
    /// How often one was asked for.
    version: u64,
    token: Option<Token>,
    /// Why there is none, where the last request for it failed.
    failure: Option<AuthorizeError>,
}

struct Token {
    header: HeaderValue,
    /// When it should be replaced.
    until: Option<Instant>,
}

/// How long before its end a token is replaced, at most: requests take their time, and clocks differ.
const EARLY: Duration = Duration::from_secs(30);

impl OAuth2 {
    /// The client credentials grant (RFC 6749, section 4.4): the program is its own user. Id and secret travel as basic authentication
    /// (section 2.3.1) unless [`credentials_in_body`](OAuth2Builder::credentials_in_body) says otherwise.
    #[must_use]
    pub fn client_credentials(
        token_url: impl AsRef<str>,
        client_id: impl Into<String>,
        client_secret: impl Into<String>,
    ) -> OAuth2Builder {
        let request = RequestToken::new("client_credentials");
        OAuth2Builder::new(
            token_url.as_ref(),
            client_id,
            Some(client_secret.into()),
            request,
        )
    }

    /// A refresh token (RFC 6749, section 6) that some user's log-in gave. A new one that comes with an access token replaces it;
    /// [`on_refresh_token`](OAuth2Builder::on_refresh_token) is told, so that it can be kept. A public client has no secret.
    #[must_use]
    pub fn refresh_token(
        token_url: impl AsRef<str>,
        client_id: impl Into<String>,
        client_secret: Option<String>,
        refresh_token: impl Into<String>,
    ) -> OAuth2Builder {
        let request = RequestToken::new("refresh_token").refresh_token(refresh_token);
        OAuth2Builder::new(token_url.as_ref(), client_id, client_secret, request)
    }
}

/// Sets up [`OAuth2`].
pub struct OAuth2Builder {
    token_url: String,
    client_id: String,
    client_secret: Option<String>,
    request: RequestToken,
    in_body: bool,
    allow_plain_http: bool,
    transport: Option<Box<dyn Transport>>,
    on_refresh_token: Option<OnRefreshToken>,
}

impl OAuth2Builder {
    fn new(
        token_url: &str,
        client_id: impl Into<String>,
        client_secret: Option<String>,
        request: RequestToken,
    ) -> Self {
        Self {
            token_url: token_url.to_owned(),
            client_id: client_id.into(),
            client_secret,
            request,
            in_body: false,
            allow_plain_http: false,
            transport: None,
            on_refresh_token: None,
        }
    }

    /// What the token is to allow: names with spaces between them (RFC 6749, section 3.3).
    #[must_use]
    pub fn scope(mut self, scope: impl Into<String>) -> Self {
        self.request.scope = Some(scope.into());
        self
    }

    /// Which service the token is for, where the authorization server asks for it.
    #[must_use]
    pub fn audience(mut self, audience: impl Into<String>) -> Self {
        self.request.audience = Some(audience.into());
        self
    }

    /// Sends the client's id and secret as parameters of the body, for authorization servers that do not take basic authentication.
    #[must_use]
    pub fn credentials_in_body(mut self) -> Self {
        self.in_body = true;
        self
    }

    /// Asks for tokens over plain `http` to other machines too, where everybody on the way can read them.
    #[must_use]
    pub fn allow_plain_http(mut self) -> Self {
        self.allow_plain_http = true;
        self
    }

    /// What carries the requests for tokens, in place of the default.
    #[must_use]
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Box::new(transport));
        self
    }

    /// Is called with each new refresh token, so that it can be kept for the next start of the program.
    #[must_use]
    pub fn on_refresh_token(mut self, keep: impl Fn(&str) + Send + Sync + 'static) -> Self {
        self.on_refresh_token = Some(Box::new(keep));
        self
    }

    /// The credentials. Nothing is fetched yet.
    ///
    /// # Errors
    /// The URL of the token endpoint is not usable, or the id or the secret cannot be sent.
    pub fn build(mut self) -> Result<OAuth2, ConfigError> {
        let (base, token_url) = self.url()?;
        let mut builder = Client::builder(base.as_str()).allow_plain_http_credentials();
        if let Some(transport) = self.transport {
            builder = builder.transport(transport);
        }
        let client_id = sendable("client_id", &self.client_id)?;
        let client_secret = self.client_secret.as_deref();
        let client_secret = client_secret.map(|secret| sendable("client_secret", secret));
        let client = match client_secret.transpose()? {
            Some(secret) if !self.in_body => {
                // As in a form (RFC 6749, section 2.3.1): an id may have a colon.
                let encoded = |text| utf8_percent_encode(text, QUERY).to_string();
                let builder = builder.basic_auth(encoded(client_id), encoded(secret));
                builder.build()?.untyped()
            }
            secret => {
                self.request.client_id = Some(client_id.to_owned());
                self.request.client_secret = secret.map(str::to_owned);
                builder.build()?
            }
        };
        Ok(OAuth2 {
            shared: Arc::new(Shared {
                client,
                token_url,
                request: Mutex::new(self.request),
                current: RwLock::default(),
                fetching: tokio::sync::Mutex::new(()),
                on_refresh_token: self.on_refresh_token,
            }),
        })
    }

    /// The origin of the token endpoint, and the whole of its URL, which may end in a slash and have a query.
    fn url(&self) -> Result<(BaseUrl, Uri), ConfigError> {
        let refuse = |problem| ConfigError::new("token_url", problem);
        let url = &self.token_url;
        let start = url.find("://").map_or(0, |colon| colon + "://".len());
        let end = url[start..]
            .find(['/', '?', '#'])
            .map_or(url.len(), |end| start + end);
        let base = BaseUrl::parse(&url[..end])
            .map_err(|error| refuse("is not usable").with_source(error))?;
        if base.is_exposed() && !self.allow_plain_http {
            return Err(refuse(
                "secrets would travel over plain http, where everybody on the way can read them; use https, or say `allow_plain_http()`",
            ));
        }
        if url.contains('#') {
            return Err(refuse("it must have no fragment"));
        }
        let uri = url
            .parse()
            .map_err(|_| refuse("it has a character that must be percent-encoded"))?;
        Ok((base, uri))
    }
}

/// An id or a secret as it is sent. A line break at its end is dropped: files and environment variables often have one.
fn sendable<'a>(setting: &'static str, text: &'a str) -> Result<&'a str, ConfigError> {
    let text = text.trim_end_matches(['\r', '\n']);
    if text.chars().any(char::is_control) {
        return Err(ConfigError::new(setting, "it has a control character"));
    }
    Ok(text)
}

impl fmt::Debug for OAuth2Builder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OAuth2Builder(…)")
    }
}

impl Shared {
    fn current(&self) -> RwLockReadGuard<'_, Current> {
        self.current.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Fetches a token, unless somebody did since `seen`.
    async fn fetch(self: Arc<Self>, seen: u64) -> Result<(), AuthorizeError> {
        let _turn = self.fetching.lock().await;
        {
            let current = self.current();
            if current.version != seen {
                // Who waited for the same request shares its outcome.
                return current.failure.clone().map_or(Ok(()), Err);
            }
        }
        let outcome = self.request().await;
        let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
        current.version += 1;
        current.failure = outcome.as_ref().err().cloned();
        match outcome {
            Ok(token) => current.token = Some(token),
            // A call that is about to send the old one may try; the next one asks again.
            Err(_) => {
                if let Some(token) = &mut current.token {
                    token.until = Some(Instant::now());
                }
            }
        }
        current.failure.clone().map_or(Ok(()), Err)
    }

    /// Asks the token endpoint.
    async fn request(&self) -> Result<Token, AuthorizeError> {
        let asked = Instant::now();
        let request = self.parameters().to_http(self.client.base_url());
        let mut request = request.map_err(|error| failed(error.into()))?;
        *request.uri_mut() = self.token_url.clone();
        let answer = self.client.execute(request, RequestToken::META).await;
        let granted = match answer {
            Ok(answer) => typed::<RequestToken>(answer).map_err(failed)?,
            Err(error) => return Err(failed(crate::answer::widen(error))),
        };
        let bearer = Bearer::new(&granted.access_token).map_err(|error| {
            AuthorizeError::new("the authorization server sent a token that cannot be used")
                .with_source(error)
        })?;
        if let Some(refresh_token) = granted.refresh_token {
            if let Some(keep) = &self.on_refresh_token {
                keep(&refresh_token);
            }
            if self.parameters().grant_type == "refresh_token" {
                self.parameters().refresh_token = Some(refresh_token);
            }
        }
        let until = granted.expires_in.map(|seconds| {
            let lifetime = Duration::from_secs(seconds);
            // A year is as good as for ever, and no clock ends before.
            let lifetime = lifetime.min(Duration::from_secs(365 * 24 * 3600));
            asked + lifetime.saturating_sub(EARLY.min(lifetime / 10))
        });
        Ok(Token {
            header: bearer.into_header(),
            until,
        })
    }

    fn parameters(&self) -> MutexGuard<'_, RequestToken> {
        self.request.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn failed(error: Error<RequestTokenError>) -> AuthorizeError {
    let refused = match error.into_api() {
        Ok(RequestTokenError::Denied(denied)) => denied.error,
        Err(error) => return AuthorizeError::new("no token could be fetched").with_source(error),
    };
    // The codes of RFC 6749, section 5.2. Nothing that a server makes up gets into a message, nor its description into a source.
    AuthorizeError::new(match refused.as_str() {
        "invalid_request" => "no token: invalid_request",
        "invalid_client" => "no token: invalid_client",
        "invalid_grant" => "no token: invalid_grant",
        "unauthorized_client" => "no token: unauthorized_client",
        "unsupported_grant_type" => "no token: unsupported_grant_type",
        "invalid_scope" => "no token: invalid_scope",
        _ => "the authorization server gives no token",
    })
}

/// Fetches in a task of its own: a new refresh token must not be lost because a caller goes away while it is on its way.
fn fetching(shared: &Arc<Shared>, seen: u64) -> GettingReady<'static> {
    let shared = Arc::clone(shared);
    Box::pin(async move {
        let fetched = tokio::spawn(shared.fetch(seen)).await;
        fetched.unwrap_or_else(|_| Err(AuthorizeError::new("the request for a token was ended")))
    })
}

impl Credentials for OAuth2 {
    fn authorize(&self, request: &mut http::Request<Body>) -> Result<(), AuthorizeError> {
        let header = self
            .shared
            .current()
            .token
            .as_ref()
            .map(|token| token.header.clone());
        let header = header.ok_or(AuthorizeError::new("there is no token"))?;
        request.headers_mut().insert(AUTHORIZATION, header);
        Ok(())
    }

    fn get_ready(&self) -> Option<GettingReady<'_>> {
        let current = self.shared.current();
        let is_fresh = (current.token.as_ref())
            .is_some_and(|token| token.until.is_none_or(|until| Instant::now() < until));
        (!is_fresh).then(|| fetching(&self.shared, current.version))
    }

    fn version(&self) -> Option<u64> {
        Some(self.shared.current().version)
    }

    fn renew(&self, refused: u64) -> Option<GettingReady<'_>> {
        Some(fetching(&self.shared, refused))
    }
}

#[diagnostic::do_not_recommend]
impl Provides<Bearer> for OAuth2 {}

impl fmt::Debug for OAuth2 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OAuth2(…)")
    }
}
