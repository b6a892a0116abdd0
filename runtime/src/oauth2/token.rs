//! The token and the request for it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard};
use std::time::{Duration, SystemTime};

use callpoint_macros::endpoint;
use http::Uri;
use http::header::HeaderValue;
use tokio::time::Instant;

use crate::client::{Client, typed};
use callpoint_core::__private::{Granted, retry_after, token_error};
use callpoint_core::auth::{AuthError, PrepareFuture};
use callpoint_core::codec::{Codec, CodecError, Decode, Json};
use callpoint_core::meta::CodecMeta;
use callpoint_core::{Endpoint as _, Error, ResponseReader};

/// The token endpoint of RFC 6749, section 3.2, with the parameters of the client credentials grant (section 4.4) and of a refresh (section 6).
// A token is sent in a header, so its response is much smaller than the default limit allows. A request that was lost has to be repeated with the same
// grant in any case, by this call or by the next.
#[endpoint(POST, "/token", crate = crate, body = Form, max_response = "1 MiB", idempotent,
    200 => Granted as TokenResponse,
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

/// JSON, of which only the token and its type have to be as the standard says.
struct TokenResponse;

impl Codec for TokenResponse {
    const META: CodecMeta = Json::META;
}

impl Decode<Granted> for TokenResponse {
    fn decode(response: &ResponseReader) -> Result<Granted, CodecError> {
        Granted::read(response.body())
    }
}

pub(super) struct Shared {
    pub(super) client: Client,
    pub(super) token_url: Uri,
    pub(super) request: Mutex<RequestToken>,
    pub(super) current: RwLock<Current>,
    /// Held while a token is fetched.
    pub(super) fetching: tokio::sync::Mutex<()>,
    pub(super) on_refresh_token: Option<OnRefreshToken>,
}

pub(super) type OnRefreshToken = Box<dyn Fn(&str) + Send + Sync>;

/// The current token.
#[derive(Default)]
pub(super) struct Current {
    /// How many tokens were requested.
    pub(super) version: u64,
    pub(super) token: Option<Token>,
    /// Why there is no token, if the last request failed.
    failure: Option<AuthError>,
    /// The last token that replaced a rejected one.
    replacement: Option<Replacement>,
}

struct Replacement {
    version: u64,
    at: Instant,
    /// How long it is used, although it is rejected too.
    wait: Duration,
}

impl Current {
    /// Whether a rejected token may be replaced. If it is a replacement itself, another one may not help either.
    pub(super) fn may_refresh(&self, rejected: u64) -> bool {
        let is_old = |last: &Replacement| last.at.elapsed() >= last.wait;
        let last = self.replacement.as_ref();
        let last = last.filter(|last| last.version == rejected && self.version == rejected);
        last.is_none_or(is_old)
    }

    /// Doubles the time until the new token may be replaced, unless the last one served at least twice as long.
    fn replace(&mut self) {
        let wait = match &self.replacement {
            Some(last) if last.at.elapsed() < last.wait * 2 => (last.wait * 2).min(LONGEST_WAIT),
            _ => SHORTEST_WAIT,
        };
        self.replacement = Some(Replacement {
            version: self.version,
            at: Instant::now(),
            wait,
        });
    }
}

/// The limits of the time until a rejected token is replaced again.
const SHORTEST_WAIT: Duration = Duration::from_secs(1);
const LONGEST_WAIT: Duration = Duration::from_secs(60);

pub(super) struct Token {
    pub(super) header: HeaderValue,
    /// When it should be replaced.
    pub(super) until: Option<Instant>,
}

/// The maximum time before its expiry at which a token is replaced: requests take time, and clocks differ.
const EARLY: Duration = Duration::from_secs(30);

impl Shared {
    pub(super) fn current(&self) -> RwLockReadGuard<'_, Current> {
        self.current.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Fetches a token, unless another call has done so since generation `seen`, which may have been rejected.
    async fn fetch(self: Arc<Self>, seen: u64, is_rejected: bool) -> Result<(), AuthError> {
        let _turn = self.fetching.lock().await;
        {
            let current = self.current();
            if current.version != seen {
                // Calls that waited for the same request share its outcome.
                return current.failure.clone().map_or(Ok(()), Err);
            }
        }
        let outcome = self.request().await;
        let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
        current.version += 1;
        if is_rejected {
            current.replace();
        }
        current.failure = outcome.as_ref().err().cloned();
        match outcome {
            Ok(token) => current.token = Some(token),
            // A call that already has the old token may still use it; the next call requests a new one.
            Err(_) => {
                if let Some(token) = &mut current.token {
                    token.until = Some(Instant::now());
                }
            }
        }
        current.failure.clone().map_or(Ok(()), Err)
    }

    /// Sends a request to the token endpoint.
    async fn request(&self) -> Result<Token, AuthError> {
        let asked = Instant::now();
        let request = self.parameters().to_http(self.client.base_url());
        let mut request = request.map_err(|error| failed(error.into()))?;
        *request.uri_mut() = self.token_url.clone();
        let response = self.client.execute(request, RequestToken::META).await;
        let granted = match response {
            Ok(response) => typed::<RequestToken>(response).map_err(failed)?,
            Err(error) => return Err(failed(error.widen())),
        };
        let bearer = granted.bearer()?;
        if let Some(refresh_token) = granted.refresh_token {
            // Stored before the callback, which may panic: the old refresh token may already be invalid.
            if self.parameters().grant_type == "refresh_token" {
                self.parameters().refresh_token = Some(refresh_token.clone());
            }
            if let Some(keep) = &self.on_refresh_token {
                keep(&refresh_token);
            }
        }
        let until = granted
            .expires_in
            .map(|lifetime| asked + lifetime.saturating_sub(EARLY.min(lifetime / 10)));
        Ok(Token {
            header: bearer.into_header(),
            until,
        })
    }

    fn parameters(&self) -> MutexGuard<'_, RequestToken> {
        self.request.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn failed(error: Error<RequestTokenError>) -> AuthError {
    let asked = (error.headers()).and_then(|headers| retry_after(headers, Some(SystemTime::now())));
    let code = match error.into_api() {
        Ok(RequestTokenError::Denied(denied)) => denied.error,
        Err(error) => {
            let is_transient = error.is_retryable();
            let failed = AuthError::new("no token could be fetched").with_source(error);
            return if is_transient {
                failed.transient(asked.unwrap_or_default())
            } else {
                failed
            };
        }
    };
    token_error(&code)
}

/// Fetches in a separate task, so that a new refresh token is not lost if the caller is dropped during the request.
pub(super) fn fetching(
    shared: &Arc<Shared>,
    seen: u64,
    is_rejected: bool,
) -> PrepareFuture<'static> {
    let shared = Arc::clone(shared);
    Box::pin(async move {
        let fetched = tokio::spawn(shared.fetch(seen, is_rejected)).await;
        fetched.unwrap_or_else(|_| Err(AuthError::new("the token request was cancelled")))
    })
}
