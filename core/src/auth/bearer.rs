use std::fmt;

use http::header::{AUTHORIZATION, HeaderValue};

use super::{AuthError, Credentials, InvalidCredentials, Scheme};
use crate::body::Body;
use crate::meta::SecurityScheme;

/// A bearer token (RFC 6750).
#[derive(Clone)]
pub struct Bearer {
    header: HeaderValue,
}

impl Bearer {
    /// Encodes the header value once for all requests.
    ///
    /// Line breaks at the end are removed: files and environment variables often have one.
    ///
    /// # Errors
    /// The token is empty, or has a character that is not valid in a `b64token` (RFC 6750, section 2.1), such as a space.
    pub fn new(token: impl AsRef<str>) -> Result<Self, InvalidCredentials> {
        let token = token.as_ref().trim_end_matches(['\r', '\n']);
        if token.is_empty() {
            return Err(InvalidCredentials::new("the token is empty"));
        }
        if !token.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(InvalidCredentials::new(
                "the token has a character that is not valid in a token",
            ));
        }
        let mut header = HeaderValue::try_from(format!("Bearer {token}"))
            .map_err(|_| InvalidCredentials::new("the token cannot be sent in a header"))?;
        header.set_sensitive(true);
        Ok(Self { header })
    }
}

impl Bearer {
    #[doc(hidden)]
    pub fn into_header(self) -> HeaderValue {
        self.header
    }
}

impl Scheme for Bearer {
    const META: SecurityScheme = SecurityScheme::BEARER;
}

impl Credentials for Bearer {
    type Scheme = Self;

    fn authorize(&self, request: &mut http::Request<Body>) -> Result<(), AuthError> {
        request
            .headers_mut()
            .insert(AUTHORIZATION, self.header.clone());
        Ok(())
    }
}

impl fmt::Debug for Bearer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Bearer(…)")
    }
}
