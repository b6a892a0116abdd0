//! The tokens of a registry: one for each repository and kind of access.
//!
//! The first 401 says where tokens come from. After it each request's token is fetched in advance, so that no chunk of an upload is sent in vain, and again
//! before it expires, or when the registry no longer accepts it.

use std::collections::HashMap;
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use callpoint::auth::{AuthError, Basic, Bearer, Credentials, PrepareFuture, Rejected};
use callpoint::{Body, Client, ConfigError, Deserialize, endpoint};

/// Fetches a token; at the realm of a challenge.
#[endpoint(GET, "/token?<service>&<scope>", auth = Basic, 200 => Granted)]
struct GetToken {
    service: Option<String>,
    scope: Option<String>,
}

/// A token. Without `Debug`: it is a secret.
#[derive(Deserialize)]
struct Granted {
    token: Option<String>,
    /// The same by another name.
    access_token: Option<String>,
    /// In seconds.
    expires_in: Option<u64>,
}

/// The tokens of one user at one registry: credentials for `auth = Bearer`.
pub struct RegistryTokens {
    client: Client<Basic>,
    state: Mutex<State>,
    generation: AtomicU64,
}

#[derive(Default)]
struct State {
    /// What the last challenge said: before it, there is nobody to ask.
    source: Option<TokenSource>,
    /// By the scope of the requests that they are for.
    tokens: HashMap<String, Token>,
}

#[derive(Clone)]
struct TokenSource {
    realm: String,
    service: Option<String>,
}

struct Token {
    value: Bearer,
    expires: Instant,
}

impl RegistryTokens {
    /// The tokens that a service grants to a user. The password is sent to no other origin, whatever a challenge says.
    ///
    /// # Errors
    /// The URL or the credentials are not valid.
    pub fn new(token_service: &str, user: &str, password: &str) -> Result<Self, ConfigError> {
        let client = Client::builder(token_service).basic_auth(user, password);
        Ok(Self {
            client: client.build()?,
            state: Mutex::default(),
            generation: AtomicU64::new(0),
        })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Fetches a token and keeps it for all requests of a scope.
    async fn fetch(
        &self,
        source: TokenSource,
        asked: Option<String>,
        scope: String,
    ) -> Result<(), AuthError> {
        let call = GetToken::new()
            .maybe_service(source.service)
            .maybe_scope(asked)
            .call(&self.client);
        let granted = call.at_with_query(source.realm).await.map_err(|error| {
            let retry_after = error.retry_after().unwrap_or_default();
            let is_passing = error.is_retryable();
            let failed = AuthError::new("the token service granted no token").with_source(error);
            if is_passing {
                failed.transient(retry_after)
            } else {
                failed
            }
        })?;
        // The specification's default is a minute.
        let lifetime = Duration::from_secs(granted.expires_in.unwrap_or(60));
        let value = granted.token.or(granted.access_token);
        let value = value.ok_or(AuthError::new("the token service sent no token"))?;
        let value =
            Bearer::new(value).map_err(|_| AuthError::new("the token is not valid in a header"))?;
        let expires = Instant::now() + lifetime * 9 / 10;
        self.state().tokens.insert(scope, Token { value, expires });
        self.generation.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }
}

impl Credentials for RegistryTokens {
    type Scheme = Bearer;

    fn prepare_for<'a>(&'a self, request: &http::Request<Body>) -> Option<PrepareFuture<'a>> {
        let scope = scope(request.method().as_str(), request.uri().path());
        let state = self.state();
        let source = state.source.clone()?;
        let token = state.tokens.get(&scope);
        if token.is_some_and(|token| Instant::now() < token.expires) {
            return None;
        }
        let asked = (!scope.is_empty()).then(|| scope.clone());
        Some(Box::pin(self.fetch(source, asked, scope)))
    }

    fn authorize(&self, request: &mut http::Request<Body>) -> Result<(), AuthError> {
        let scope = scope(request.method().as_str(), request.uri().path());
        let state = self.state();
        // Without a token the registry says which one it wants.
        let token = state.tokens.get(&scope);
        token.map_or(Ok(()), |token| token.value.authorize(request))
    }

    fn generation(&self) -> Option<u64> {
        Some(self.generation.load(Ordering::Relaxed))
    }

    fn challenged(&self, rejected: &Rejected<'_>) -> Option<PrepareFuture<'_>> {
        let challenges = rejected.challenges();
        let bearer = challenges.iter().find(|challenge| challenge.is("Bearer"))?;
        let text = |name| bearer.parameter(name).map(str::to_owned);
        let (realm, service) = (text("realm")?, text("service"));
        let source = TokenSource { realm, service };
        self.state().source = Some(source.clone());
        let path = rejected.target()?.split('?').next()?;
        let scope = scope(rejected.endpoint().method, path);
        Some(Box::pin(self.fetch(source, text("scope"), scope)))
    }
}

/// `repository:library/redis:pull` for `GET /v2/library/redis/tags/list`; empty if the request is about nothing in particular.
fn scope(method: &str, path: &str) -> String {
    let path = path.strip_prefix("/v2/").unwrap_or_default();
    if path == "_catalog" {
        return "registry:catalog:*".to_owned();
    }
    let segments: Vec<_> = path.split('/').collect();
    let is_end = |one: &&str| ["tags", "manifests", "blobs"].contains(one);
    // A repository may be called `blobs` too.
    let Some(end) = segments.iter().rposition(is_end) else {
        return String::new();
    };
    let actions = match method {
        "GET" | "HEAD" => "pull",
        _ => "pull,push",
    };
    format!("repository:{}:{actions}", segments[..end].join("/"))
}

/// Shows no token.
impl fmt::Debug for RegistryTokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.state();
        let mut scopes: Vec<_> = state.tokens.keys().collect();
        scopes.sort();
        f.debug_struct("RegistryTokens")
            .field("scopes", &scopes)
            .finish_non_exhaustive()
    }
}
