//! What a client adds to a request before it is sent: its own header fields and the credentials.

use std::convert::Infallible;
use std::hash::{BuildHasher as _, RandomState};
use std::sync::{Arc, PoisonError};

use http::{HeaderName, HeaderValue};

use super::Core;
use super::course::Course;
use super::execute::Options;
use crate::auth::{AuthorizeError, Credentials};
use crate::body::Body;
use crate::error::{BuildError, BuildErrorKind, Error};
use crate::mask::UrlSecrets;
use crate::meta::{AuthMeta, EndpointMeta};

impl Core {
    /// The credentials that go with a request, as they are now.
    pub(super) fn credentials(
        &self,
        endpoint: &'static EndpointMeta,
        auth: usize,
    ) -> Option<Arc<dyn Credentials>> {
        if endpoint.auth == AuthMeta::None {
            return None;
        }
        let place = self.credentials.get(auth)?;
        let current = place.read().unwrap_or_else(PoisonError::into_inner);
        Some(Arc::clone(&current))
    }

    /// Adds what every request of this client carries.
    pub(super) fn prepare(
        &self,
        request: &mut http::Request<Body>,
        endpoint: &'static EndpointMeta,
    ) -> Result<(), BuildError> {
        for (name, value) in &self.headers {
            request
                .headers_mut()
                .entry(name)
                .or_insert_with(|| value.clone());
        }
        if let Some(name) = endpoint.idempotency_key {
            let name = HeaderName::try_from(name)
                .map_err(|_| BuildError::new(endpoint, BuildErrorKind::InvalidHeader, name))?;
            request
                .headers_mut()
                .entry(name)
                .or_insert_with(idempotency_key);
        }
        Ok(())
    }

    /// Makes a request what would be sent, without waiting for credentials that have to be fetched first.
    pub(crate) fn prepare_now(
        &self,
        request: &mut http::Request<Body>,
        endpoint: &'static EndpointMeta,
        auth: usize,
    ) -> Result<(), BuildError> {
        self.prepare(request, endpoint)?;
        match self.credentials(endpoint, auth) {
            Some(credentials) => add_credentials(&*credentials, request)
                .map_err(|error| unauthorized(endpoint, error)),
            None => Ok(()),
        }
    }

    /// Adds the credentials and the header fields of this call alone. Gives the version of the credentials.
    pub(super) async fn authorize(
        &self,
        request: &mut http::Request<Body>,
        course: &mut Course,
        options: &Options,
    ) -> Result<Option<u64>, Error<Infallible>> {
        let mut version = None;
        if let Some(credentials) = &course.credentials {
            if let Some(getting_ready) = credentials.get_ready() {
                // In a box, because most calls have nothing to wait for.
                let waiting = (course.deadline).in_time(course.endpoint, getting_ready);
                let ready = Box::pin(waiting).await?;
                ready.map_err(|error| unauthorized(course.endpoint, error))?;
            }
            version = credentials.version();
            let authorized = add_credentials(&**credentials, request);
            authorized.map_err(|error| unauthorized(course.endpoint, error))?;
        }
        for (name, value) in &options.headers {
            request.headers_mut().insert(name, value.clone());
        }
        Ok(version)
    }
}

/// Adds credentials, and remembers what of the URL is theirs.
fn add_credentials(
    credentials: &dyn Credentials,
    request: &mut http::Request<Body>,
) -> Result<(), AuthorizeError> {
    let target = request.uri().path_and_query().cloned();
    credentials.authorize(request)?;
    UrlSecrets::add_credentials(request, target.as_ref());
    Ok(())
}

pub(super) fn unauthorized(endpoint: &'static EndpointMeta, error: AuthorizeError) -> BuildError {
    BuildError::new(endpoint, BuildErrorKind::Unauthorized, "").with_source(error)
}

/// A key that no other call has: 128 random bits. The standard library seeds every `RandomState` with random keys.
fn idempotency_key() -> HeaderValue {
    let half = || RandomState::new().hash_one(0_u8);
    let key = format!("{:016x}{:016x}", half(), half());
    // Hexadecimal digits are valid in every header.
    HeaderValue::try_from(key).unwrap_or_else(|_| HeaderValue::from_static("0"))
}
