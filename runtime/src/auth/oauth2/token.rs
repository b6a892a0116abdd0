//! The token, and the request for it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard};
use std::time::Duration;

use callpoint_macros::endpoint;
use http::Uri;
use http::header::HeaderValue;
use tokio::time::Instant;

use crate::auth::{AuthorizeError, Bearer, GettingReady};
use crate::client::{Client, typed};
use crate::endpoint::Endpoint as _;
use crate::error::Error;

/// The token endpoint of RFC 6749, section 3.2, with the parameters of the client credentials grant (section 4.4) and of a refresh (section 6).
#[endpoint(POST, "/token", crate = crate, body = Form,
    200 => Granted,
    400 | 401 => Denied { error: String },
)]
pub(super) struct RequestToken {
    grant_type: &'static str,
    #[secret]
    pub(super) refresh_token: Option<String>,
    pub(super) scope: Option<String>,
    pub(super) client_id: Option<String>,
    #[secret]
    pub(super) client_secret: Option<String>,
    pub(super) audience: Option<String>,
}

/// RFC 6749, section 5.1.
#[derive(serde::Deserialize)]
pub(super) struct Granted {
    access_token: String,
    #[serde(default)]
    token_type: Option<String>,
    #[serde(default)]
    expires_in: Option<Lifetime>,
    #[serde(default)]
    refresh_token: Option<String>,
}

/// Seconds. Some servers write them as a text.
#[derive(serde::Deserialize)]
#[serde(untagged)]
enum Lifetime {
    Number(u64),
    Text(String),
}

impl Lifetime {
    /// None where the text is no number: how long the token lives is not known then, and a 401 tells when it has ended.
    fn seconds(self) -> Option<u64> {
        match self {
            Self::Number(seconds) => Some(seconds),
            Self::Text(text) => text.trim().parse().ok(),
        }
    }
}

pub(super) struct Shared {
    pub(super) client: Client,
    pub(super) token_url: Uri,
    pub(super) request: Mutex<RequestToken>,
    pub(super) current: RwLock<Current>,
    /// Held by whoever fetches a token.
    pub(super) fetching: tokio::sync::Mutex<()>,
    pub(super) on_refresh_token: Option<OnRefreshToken>,
}

pub(super) type OnRefreshToken = Box<dyn Fn(&str) + Send + Sync>;

/// The token as it is now.
#[derive(Default)]
pub(super) struct Current {
    /// How often one was asked for.
    pub(super) version: u64,
    pub(super) token: Option<Token>,
    /// Why there is none, where the last request for it failed.
    failure: Option<AuthorizeError>,
}

pub(super) struct Token {
    pub(super) header: HeaderValue,
    /// When it should be replaced.
    pub(super) until: Option<Instant>,
}

/// How long before its end a token is replaced, at most: requests take their time, and clocks differ.
const EARLY: Duration = Duration::from_secs(30);

impl Shared {
    pub(super) fn current(&self) -> RwLockReadGuard<'_, Current> {
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
        // A token of a type that is not understood must not be used (RFC 6749, section 7.1).
        if granted
            .token_type
            .as_deref()
            .is_some_and(|it| !is_bearer(it))
        {
            return Err(AuthorizeError::new(
                "the authorization server sent a token of another type than bearer",
            ));
        }
        let bearer = Bearer::new(&granted.access_token).map_err(|error| {
            AuthorizeError::new("the authorization server sent a token that cannot be used")
                .with_source(error)
        })?;
        if let Some(refresh_token) = granted.refresh_token {
            // First of all here, because the one before may be good for nothing any more, and whoever is told may panic.
            if self.parameters().grant_type == "refresh_token" {
                self.parameters().refresh_token = Some(refresh_token.clone());
            }
            if let Some(keep) = &self.on_refresh_token {
                keep(&refresh_token);
            }
        }
        let until = granted
            .expires_in
            .and_then(Lifetime::seconds)
            .map(|seconds| {
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

/// `Bearer` in any case (RFC 6749, section 5.1), and `BearerToken`, as some servers call it.
fn is_bearer(token_type: &str) -> bool {
    let prefix = token_type.get(.."bearer".len());
    prefix.is_some_and(|prefix| prefix.eq_ignore_ascii_case("bearer"))
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
pub(super) fn fetching(shared: &Arc<Shared>, seen: u64) -> GettingReady<'static> {
    let shared = Arc::clone(shared);
    Box::pin(async move {
        let fetched = tokio::spawn(shared.fetch(seen)).await;
        fetched.unwrap_or_else(|_| Err(AuthorizeError::new("the request for a token was ended")))
    })
}
