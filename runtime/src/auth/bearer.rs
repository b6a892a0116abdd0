use std::fmt;

use http::header::{AUTHORIZATION, HeaderValue};

use super::{AuthorizeError, Credentials, InvalidCredentials};
use crate::body::Body;

/// A token that whoever bears it may use (RFC 6750).
#[derive(Clone)]
pub struct Bearer {
    header: HeaderValue,
}

impl Bearer {
    /// Encodes the header once, for every request.
    ///
    /// A line break at the end is dropped: files and environment variables often have one.
    ///
    /// # Errors
    /// The token is empty, or has a character that is no `b64token` (RFC 6750, section 2.1): a space or a line break, say.
    pub fn new(token: impl AsRef<str>) -> Result<Self, InvalidCredentials> {
        let token = token.as_ref().trim_end_matches(['\r', '\n']);
        if token.is_empty() {
            return Err(InvalidCredentials::new("the token is empty"));
        }
        if !token.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(InvalidCredentials::new(
                "the token has a character that no token can have",
            ));
        }
        let mut header = HeaderValue::try_from(format!("Bearer {token}"))
            .map_err(|_| InvalidCredentials::new("the token cannot be sent in a header"))?;
        header.set_sensitive(true);
        Ok(Self { header })
    }
}

impl Bearer {
    pub(super) fn into_header(self) -> HeaderValue {
        self.header
    }
}

impl Credentials for Bearer {
    fn authorize(&self, request: &mut http::Request<Body>) -> Result<(), AuthorizeError> {
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
