mod builder;
mod token;

use std::fmt;
use std::sync::Arc;

use http::header::AUTHORIZATION;
use tokio::time::Instant;

pub use self::builder::OAuth2Builder;
use self::token::{RequestToken, Shared, fetching};
use super::{AuthorizeError, Bearer, Credentials, GettingReady, Provides};
use crate::body::Body;

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
