//! A request that has not been sent yet.

use std::sync::Arc;
use std::time::Duration;

use callpoint_core::meta::EndpointMeta;
use callpoint_core::{BaseUrl, Body};
use http::HeaderMap;

use super::Core;

/// The options of one call.
#[derive(Debug, Clone, Default)]
pub(crate) struct Options {
    pub(crate) timeout: Option<Duration>,
    pub(crate) max_retries: Option<u32>,
    pub(crate) headers: HeaderMap,
    /// The index of the client's credentials to use.
    pub(crate) auth: usize,
}

/// A request that has not been sent yet, with the options of its call.
pub(crate) struct PreparedCall {
    pub(crate) core: Arc<Core>,
    pub(crate) request: http::Request<Body>,
    pub(crate) endpoint: &'static EndpointMeta,
    pub(crate) options: Options,
    /// The base URL with another path, if this call has one.
    pub(crate) base: Option<BaseUrl>,
}
