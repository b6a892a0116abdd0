//! What a client adds to a request before it is sent: its default headers and the credentials.

use std::convert::Infallible;
use std::sync::Arc;

use super::Core;
use super::prepared::Options;
use super::state::CallState;
use callpoint_core::__private::redact::is_secret_header;
use callpoint_core::__private::{UrlSecrets, add_key};
use callpoint_core::Body;
use callpoint_core::auth::{AuthError, Credentials};
use callpoint_core::meta::EndpointMeta;
use callpoint_core::{BuildError, BuildErrorKind, Error};

impl Core {
    /// The current credentials for a request.
    pub(super) fn credentials(
        &self,
        endpoint: &'static EndpointMeta,
        auth: usize,
    ) -> Option<Arc<dyn Credentials>> {
        self.server(endpoint)?.credentials(endpoint, auth)
    }

    /// Adds the headers that all requests of this client have; to another origin without those that hold credentials.
    pub(super) fn prepare(&self, request: &mut http::Request<Body>, is_elsewhere: bool) {
        let headers = request.headers_mut();
        for (name, value) in &self.headers {
            if is_elsewhere && is_secret_header(name, value) {
                continue;
            }
            // There are few to compare with, which costs less than a lookup.
            if headers.keys().all(|own| own != name) {
                headers.insert(name, value.clone());
            }
        }
    }

    /// Completes a request without waiting for credentials that would have to be fetched first.
    pub(super) fn prepare_now(
        &self,
        request: &mut http::Request<Body>,
        endpoint: &'static EndpointMeta,
        auth: usize,
    ) -> Result<(), BuildError> {
        add_key(request, endpoint)?;
        self.prepare(request, false);
        match self.credentials(endpoint, auth) {
            Some(credentials) => add_credentials(&*credentials, request)
                .map_err(|error| unauthorized(endpoint, error)),
            None => Ok(()),
        }
    }

    /// Adds the credentials and the headers of this call. Returns the generation of the credentials.
    pub(super) async fn authorize(
        &self,
        request: &mut http::Request<Body>,
        state: &mut CallState,
        options: &Options,
    ) -> Result<Option<u64>, Error<Infallible>> {
        let mut generation = None;
        if let Some(credentials) = state.credentials.as_deref() {
            if let Some(preparing) = credentials.prepare_for(request) {
                // A shared reference to a body cannot be sent to another thread.
                let request = &mut *request;
                let again = move || credentials.prepare_for(request);
                let (deadline, retries) = (&mut state.deadline, &mut state.max_retries);
                let obtaining = self.obtain(preparing, again, deadline, retries, state.endpoint);
                // Boxed because most calls have nothing to wait for.
                Box::pin(obtaining).await?;
            }
            generation = credentials.generation();
            let authorized = add_credentials(credentials, request);
            authorized.map_err(|error| unauthorized(state.endpoint, error))?;
        }
        // Nobody has chosen another origin for them.
        let has_left = state.elsewhere != options.elsewhere;
        for (name, value) in options.headers.iter().flat_map(|headers| headers.iter()) {
            if !has_left || !is_secret_header(name, value) {
                request.headers_mut().insert(name, value.clone());
            }
        }
        Ok(generation)
    }
}

/// Adds credentials, and records what they add to the URL.
fn add_credentials(
    credentials: &dyn Credentials,
    request: &mut http::Request<Body>,
) -> Result<(), AuthError> {
    let target = request.uri().path_and_query().cloned();
    credentials.authorize(request)?;
    UrlSecrets::add_credentials(request, target.as_ref());
    Ok(())
}

pub(super) fn unauthorized(endpoint: &'static EndpointMeta, error: AuthError) -> BuildError {
    BuildError::new(endpoint, BuildErrorKind::Unauthorized, "").with_source(error)
}
