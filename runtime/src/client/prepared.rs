//! A request that has not been sent yet.

use std::sync::Arc;
use std::time::Duration;

use callpoint_core::__private::{GivenUrl, UrlSecrets};
use callpoint_core::meta::EndpointMeta;
use callpoint_core::{BaseUrl, Body, BuildError};
use http::HeaderMap;

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
    pub(crate) request: http::Request<Body>,
    pub(crate) endpoint: &'static EndpointMeta,
    pub(crate) options: Options,
    /// The base URL with another path, if this call has one.
    pub(crate) base: Option<Box<BaseUrl>>,
}

impl PreparedCall {
    /// Replaces the URL by one that a server gave, followed by `query` if there is one.
    pub(crate) fn go_to(&mut self, url: &str, query: Option<&str>) -> Result<(), BuildError> {
        let base = self.core.base(self.endpoint)?;
        let given = GivenUrl::read(self.endpoint, base, &self.core.origins, url, query)?;
        *self.request.uri_mut() = given.uri;
        UrlSecrets::given(&mut self.request);
        self.options.is_given = true;
        self.options.elsewhere = given.elsewhere.map(Box::new);
        Ok(())
    }
}
