use std::fmt;
use std::sync::{Arc, Mutex, RwLock};

use http::Uri;
use percent_encoding::utf8_percent_encode;

use super::OAuth2;
use super::token::{OnRefreshToken, RequestToken, Shared};
use crate::client::{Client, is_readable_by_proxy};
use crate::transport::Transport;
use callpoint_core::__private::QUERY;
use callpoint_core::BaseUrl;
use callpoint_core::ConfigError;
use callpoint_core::retry::RetryPolicy;

/// Configures [`OAuth2`].
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

    /// Sets the scope of the token: names separated by spaces (RFC 6749, section 3.3).
    #[must_use]
    pub fn scope(mut self, scope: impl Into<String>) -> Self {
        self.request.scope = Some(scope.into());
        self
    }

    /// Sets the audience: the service that the token is for, if the authorization server requires one.
    #[must_use]
    pub fn audience(mut self, audience: impl Into<String>) -> Self {
        self.request.audience = Some(audience.into());
        self
    }

    /// Sends the client id and secret as parameters of the body, for authorization servers without basic authentication. Default: basic
    /// authentication.
    #[must_use]
    pub fn credentials_in_body(mut self) -> Self {
        self.in_body = true;
        self
    }

    /// Allows requesting tokens over plain `http` from other machines, where the network can read them. Default: not allowed.
    #[must_use]
    pub fn allow_plain_http(mut self) -> Self {
        self.allow_plain_http = true;
        self
    }

    /// Sets the transport of token requests, instead of the default one.
    #[must_use]
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Box::new(transport));
        self
    }

    /// Sets a function that is called with each new refresh token, so that it can be stored for the next start of the program.
    #[must_use]
    pub fn on_refresh_token(mut self, keep: impl Fn(&str) + Send + Sync + 'static) -> Self {
        self.on_refresh_token = Some(Box::new(keep));
        self
    }

    /// Builds the credentials. Nothing is fetched yet.
    ///
    /// # Errors
    /// The URL of the token endpoint is invalid, or the id or the secret cannot be sent.
    pub fn build(mut self) -> Result<OAuth2, ConfigError> {
        let (base, token_url) = self.url()?;
        let mut builder = Client::builder(base.as_str()).allow_plain_http_credentials();
        // The client of the calls retries, by its own policy.
        builder = builder.retry(RetryPolicy::none());
        if let Some(transport) = self.transport {
            // Checked here, because the client does not see a secret in the body as credentials.
            if !self.allow_plain_http && is_readable_by_proxy(&base, &*transport) {
                return Err(ConfigError::new(
                    "transport",
                    "secrets would be sent over plain http to a proxy, which can read them; exclude this machine with `no_proxy()` on reqwest's \
                     builder or with `NO_PROXY`, or call `allow_plain_http()`",
                ));
            }
            builder = builder.transport(transport);
        }
        let client_id = sendable("client_id", &self.client_id)?;
        let client_secret = self.client_secret.as_deref();
        let client_secret = client_secret.map(|secret| sendable("client_secret", secret));
        let client = match client_secret.transpose()? {
            Some(secret) if !self.in_body => {
                // Encoded as in a form (RFC 6749, section 2.3.1), because an id may contain a colon.
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

    /// The origin of the token endpoint, and its full URL, which may end in a slash and have a query.
    fn url(&self) -> Result<(BaseUrl, Uri), ConfigError> {
        let invalid = |problem| ConfigError::new("token_url", problem);
        let url = &self.token_url;
        let start = url.find("://").map_or(0, |colon| colon + "://".len());
        let end = url[start..]
            .find(['/', '?', '#'])
            .map_or(url.len(), |end| start + end);
        let base = BaseUrl::parse(&url[..end])
            .map_err(|error| invalid("is not a valid URL").with_source(error))?;
        if base.is_exposed() && !self.allow_plain_http {
            return Err(invalid(
                "secrets would be sent over plain http, where the network can read them; use https, or call `allow_plain_http()`",
            ));
        }
        if url.contains('#') {
            return Err(invalid("it must have no fragment"));
        }
        let uri = url
            .parse()
            .map_err(|_| invalid("it has a character that must be percent-encoded"))?;
        Ok((base, uri))
    }
}

/// An id or a secret as it is sent. Line breaks at its end are removed: files and environment variables often have one.
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
