use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::header::{AUTHORIZATION, HeaderValue};

use super::{AuthError, Credentials, InvalidCredentials, Scheme};
use crate::body::Body;
use crate::meta::SecurityScheme;

/// A user id and a password (RFC 7617), in UTF-8.
#[derive(Clone)]
pub struct Basic {
    header: HeaderValue,
}

impl Basic {
    /// Encodes the header value once for all requests.
    ///
    /// Line breaks at the end of the password are removed: files and environment variables often have one.
    ///
    /// # Errors
    /// The user id has a colon, or one of the two has a control character (RFC 7617, section 2).
    pub fn new(
        user_id: impl AsRef<str>,
        password: impl AsRef<str>,
    ) -> Result<Self, InvalidCredentials> {
        let user_id = user_id.as_ref();
        let password = password.as_ref().trim_end_matches(['\r', '\n']);
        if user_id.contains(':') {
            return Err(InvalidCredentials::new(
                "the user id has a colon, which ends it",
            ));
        }
        if user_id
            .chars()
            .chain(password.chars())
            .any(char::is_control)
        {
            return Err(InvalidCredentials::new(
                "the user id or the password has a control character",
            ));
        }
        let encoded = format!("Basic {}", STANDARD.encode(format!("{user_id}:{password}")));
        let mut header = HeaderValue::try_from(encoded).map_err(|_| {
            InvalidCredentials::new("the user id or the password cannot be sent in a header")
        })?;
        header.set_sensitive(true);
        Ok(Self { header })
    }
}

impl Scheme for Basic {
    const META: SecurityScheme = SecurityScheme::BASIC;
}

impl Credentials for Basic {
    type Scheme = Self;

    fn authorize(&self, request: &mut http::Request<Body>) -> Result<(), AuthError> {
        request
            .headers_mut()
            .insert(AUTHORIZATION, self.header.clone());
        Ok(())
    }
}

impl fmt::Debug for Basic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Basic(…)")
    }
}
