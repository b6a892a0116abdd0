//! The key by which a server recognizes a request that it has seen before.

use std::hash::{BuildHasher as _, RandomState};

use http::{HeaderName, HeaderValue, Request};

use crate::body::Body;
use crate::error::{BuildError, BuildErrorKind};
use crate::meta::EndpointMeta;

/// Adds the key that a call has, and all its attempts, if its endpoint declares one and the request has none.
///
/// # Errors
/// The declared name is not valid in a header.
#[inline]
pub fn add_key(
    request: &mut Request<Body>,
    endpoint: &'static EndpointMeta,
) -> Result<(), BuildError> {
    if let Some(name) = endpoint.idempotency_key {
        let name = HeaderName::try_from(name)
            .map_err(|_| BuildError::new(endpoint, BuildErrorKind::InvalidHeader, name))?;
        let field = request.headers_mut().entry(name);
        field.or_insert_with(key);
    }
    Ok(())
}

/// A unique key of 128 random bits. The standard library gives every `RandomState` random keys.
fn key() -> HeaderValue {
    let half = || RandomState::new().hash_one(0_u8);
    let key = format!("{:016x}{:016x}", half(), half());
    // Hexadecimal digits are valid in every header.
    HeaderValue::try_from(key).unwrap_or_else(|_| HeaderValue::from_static("0"))
}
