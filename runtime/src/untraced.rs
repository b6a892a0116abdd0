//! What stands in for `trace` without the feature `tracing`: nothing happens.

use std::time::Duration;

use crate::base::BaseUrl;
use crate::meta::EndpointMeta;

pub(crate) fn call<F>(_: &'static EndpointMeta, future: F) -> F {
    future
}

pub(crate) fn attempt<F>(_: &'static EndpointMeta, _: &BaseUrl, _: u32, future: F) -> F {
    future
}

pub(crate) fn again(_: Duration) {}
