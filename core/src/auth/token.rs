//! What a token endpoint responds with (RFC 6749, section 5).

use std::time::Duration;

use super::{AuthError, Bearer};
use crate::codec::{CodecError, Json};

/// A token (RFC 6749, section 5.1).
#[derive(serde::Deserialize)]
pub struct Granted {
    access_token: String,
    #[serde(default)]
    token_type: Option<String>,
    /// How long the token is valid, if that is known.
    #[serde(skip)]
    pub expires_in: Option<Duration>,
    /// The refresh token that replaces the one before, if there is one.
    #[serde(skip)]
    pub refresh_token: Option<String>,
}

impl Granted {
    /// Reads JSON, of which only the token and its type have to be as the standard says.
    ///
    /// # Errors
    /// It is not JSON, or has no token.
    pub fn read(body: &[u8]) -> Result<Self, CodecError> {
        let granted: Self = Json::decode_slice(body)?;
        let lifetime: Option<Lifetime> = Json::decode_slice(body).ok();
        let refresh: Option<Refresh> = Json::decode_slice(body).ok();
        Ok(Self {
            expires_in: lifetime.and_then(|lifetime| lifetime.expires_in.duration()),
            refresh_token: refresh
                .map(|refresh| refresh.refresh_token)
                .filter(|token| !token.is_empty()),
            ..granted
        })
    }

    /// The token as it is sent.
    ///
    /// # Errors
    /// It is of an unknown type, and must not be used (RFC 6749, section 7.1); or it cannot be sent.
    pub fn bearer(&self) -> Result<Bearer, AuthError> {
        if self.token_type.as_deref().is_some_and(|it| !is_bearer(it)) {
            return Err(AuthError::new(
                "the authorization server sent a token that is not a bearer token",
            ));
        }
        Bearer::new(&self.access_token).map_err(|error| {
            AuthError::new("the authorization server sent an invalid token").with_source(error)
        })
    }
}

#[derive(serde::Deserialize)]
struct Refresh {
    refresh_token: String,
}

#[derive(serde::Deserialize)]
struct Lifetime {
    expires_in: Seconds,
}

/// Some servers send a fraction, or a string.
#[derive(serde::Deserialize)]
#[serde(untagged)]
enum Seconds {
    Number(f64),
    Text(String),
}

impl Seconds {
    /// `None` if it is not a time: the lifetime is unknown then, and a 401 tells that the token has expired.
    fn duration(self) -> Option<Duration> {
        // A year is as good as unlimited and cannot overflow the clock.
        const YEAR: f64 = 365.0 * 24.0 * 3600.0;
        let seconds = match self {
            Self::Number(seconds) => seconds,
            Self::Text(text) => text.trim().parse().ok()?,
        };
        Duration::try_from_secs_f64(seconds.min(YEAR)).ok()
    }
}

/// `Bearer` in any case (RFC 6749, section 5.1), also as the prefix of `BearerToken`, which some servers send.
fn is_bearer(token_type: &str) -> bool {
    let prefix = token_type.get(.."bearer".len());
    prefix.is_some_and(|prefix| prefix.eq_ignore_ascii_case("bearer"))
}

/// The error of a request for a token that was denied. The codes are those of RFC 6749, section 5.2. No other text from the server appears in a message,
/// and its description not even in a source.
#[must_use]
pub fn token_error(code: &str) -> AuthError {
    AuthError::new(match code {
        "invalid_request" => "no token: invalid_request",
        "invalid_client" => "no token: invalid_client",
        "invalid_grant" => "no token: invalid_grant",
        "unauthorized_client" => "no token: unauthorized_client",
        "unsupported_grant_type" => "no token: unsupported_grant_type",
        "invalid_scope" => "no token: invalid_scope",
        _ => "the authorization server returned no token",
    })
}
