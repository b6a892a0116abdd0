use std::fmt;
use std::sync::{Arc, Mutex, RwLock};

use http::Uri;
use percent_encoding::utf8_percent_encode;

use super::OAuth2;
use super::token::{OnRefreshToken, RequestToken, Shared};
use crate::base::BaseUrl;
use crate::client::Client;
use crate::encode::QUERY;
use crate::error::ConfigError;
use crate::transport::Transport;

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
    pub(super) fn new(
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
