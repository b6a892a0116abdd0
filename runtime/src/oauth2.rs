mod builder;
mod token;

use std::fmt;
use std::sync::Arc;

use http::header::AUTHORIZATION;
use tokio::time::Instant;

pub use self::builder::OAuth2Builder;
use self::token::{RequestToken, Shared, fetching};
use callpoint_core::Body;
use callpoint_core::auth::{AuthError, Bearer, Credentials, PrepareFuture};

/// Tokens from an authorization server (OAuth 2.0, RFC 6749): with client credentials or a refresh token.
///
/// A token is fetched before the first call that needs it, and again shortly before it expires. If the server rejects it with 401, a new one is
/// fetched and the call is made once more; if new tokens are rejected as well, they are replaced less and less often. Concurrent calls share one token
/// request. Such a client can call endpoints with `auth = OAuth2` and with
/// `auth = Bearer`.
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

impl OAuth2 {
    /// The client credentials grant (RFC 6749, section 4.4). Id and secret are sent as basic authentication (section 2.3.1), unless
    /// [`credentials_in_body`](OAuth2Builder::credentials_in_body) is set.
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

    /// A refresh token (RFC 6749, section 6) that a user's login returned. A new refresh token in a response replaces it and is passed to
    /// [`on_refresh_token`](OAuth2Builder::on_refresh_token), so that it can be stored. A public client has no secret.
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

/// Its tokens are bearer tokens.
impl Credentials for OAuth2 {
    type Scheme = Bearer;

    fn authorize(&self, request: &mut http::Request<Body>) -> Result<(), AuthError> {
        let header = self
            .shared
            .current()
            .token
            .as_ref()
            .map(|token| token.header.clone());
        let header = header.ok_or(AuthError::new("there is no token"))?;
        request.headers_mut().insert(AUTHORIZATION, header);
        Ok(())
    }

    fn prepare(&self) -> Option<PrepareFuture<'_>> {
        let current = self.shared.current();
        let is_fresh = (current.token.as_ref())
            .is_some_and(|token| token.until.is_none_or(|until| Instant::now() < until));
        (!is_fresh).then(|| fetching(&self.shared, current.version, false))
    }

    fn generation(&self) -> Option<u64> {
        Some(self.shared.current().version)
    }

    fn refresh(&self, rejected: u64) -> Option<PrepareFuture<'_>> {
        let may_refresh = self.shared.current().may_refresh(rejected);
        may_refresh.then(|| fetching(&self.shared, rejected, true))
    }
}

impl fmt::Debug for OAuth2 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OAuth2(…)")
    }
}
