//! A request that has not been sent yet.

use std::sync::Arc;
use std::time::Duration;

use callpoint_core::__private::{GivenUrl, UrlSecrets};
use callpoint_core::meta::EndpointMeta;
use callpoint_core::{BaseUrl, Body, BuildError};
use http::uri::PathAndQuery;
use http::{Extensions, HeaderMap, HeaderName, HeaderValue, Method};

use super::Core;

/// The options of one call.
#[derive(Debug, Clone, Default)]
pub(crate) struct Options {
    pub(crate) timeout: Option<Duration>,
    pub(crate) max_retries: Option<u32>,
    /// Boxed because few calls have any, and each call moves this.
    pub(crate) headers: Option<Box<HeaderMap>>,
    /// The index of the client's credentials to use.
    pub(crate) auth: usize,
    /// Whether the call was given its URL.
    pub(crate) is_given: bool,
    /// The origin of that URL, if it is another one than the endpoint's: it gets no credentials.
    pub(crate) elsewhere: Option<Box<BaseUrl>>,
}

/// A request that has not been sent yet, with the options of its call.
pub(crate) struct PreparedCall {
    pub(crate) core: Arc<Core>,
    /// `None` from when it is sent until its copy takes its place, for another attempt.
    pub(super) request: Option<http::Request<Body>>,
    pub(crate) endpoint: &'static EndpointMeta,
    pub(crate) options: Options,
    /// The base URL with another path, if this call has one.
    pub(crate) base: Option<Box<BaseUrl>>,
    /// A copy of the request for another attempt, once there is one.
    pub(super) replayable: Option<ReplayableRequest>,
}

impl PreparedCall {
    /// Boxed because it is large, and passes through several hands.
    pub(crate) fn new(
        core: Arc<Core>,
        request: http::Request<Body>,
        endpoint: &'static EndpointMeta,
        options: Options,
    ) -> Box<Self> {
        Box::new(Self {
            core,
            request: Some(request),
            endpoint,
            options,
            base: None,
            replayable: None,
        })
    }

    pub(crate) fn request(&mut self) -> &mut http::Request<Body> {
        self.request.get_or_insert_default()
    }

    /// Replaces the URL by one that a server gave, followed by `query` if there is one.
    pub(crate) fn go_to(&mut self, url: &str, query: Option<&str>) -> Result<(), BuildError> {
        let base = self.core.base(self.endpoint)?;
        let given = GivenUrl::read(self.endpoint, base, &self.core.origins, url, query)?;
        let request = self.request();
        *request.uri_mut() = given.uri;
        UrlSecrets::given(request);
        self.options.is_given = true;
        self.options.elsewhere = given.elsewhere.map(Box::new);
        Ok(())
    }
}

/// A copy of a request for another attempt. Most copies are never used, so creating and dropping one must be cheap: headers are a list, not a map.
pub(super) struct ReplayableRequest {
    pub(super) method: Method,
    /// Relative to the client's origin.
    pub(super) target: PathAndQuery,
    /// The first two take no allocation; few requests have more before each attempt adds its own.
    pub(super) fields: [Option<Field>; 2],
    pub(super) more: Vec<Field>,
    pub(super) extensions: Option<Box<Extensions>>,
    pub(super) body: Body,
}

type Field = (HeaderName, HeaderValue);

impl ReplayableRequest {
    pub(super) fn into_request(self, base: &BaseUrl) -> Option<http::Request<Body>> {
        let mut request = http::Request::new(self.body);
        *request.method_mut() = self.method;
        *request.uri_mut() = base.clone().into_uri(self.target)?;
        for (name, value) in self.fields.into_iter().flatten().chain(self.more) {
            request.headers_mut().append(name, value);
        }
        if let Some(extensions) = self.extensions {
            *request.extensions_mut() = *extensions;
        }
        Some(request)
    }
}
