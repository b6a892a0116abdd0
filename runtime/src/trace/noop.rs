//! Replaces `trace` without the feature `tracing`; it does nothing.

use std::convert::Infallible;
use std::time::Duration;

use callpoint_core::BaseUrl;
use callpoint_core::Error;
use callpoint_core::meta::EndpointMeta;

pub(crate) fn call<F>(_: &'static EndpointMeta, future: F) -> F {
    future
}

pub(crate) fn attempt<F>(_: &'static EndpointMeta, _: &BaseUrl, _: u32, future: F) -> F {
    future
}

pub(crate) fn not_refreshed(_: &Error<Infallible>) {}

pub(crate) fn retry(_: Duration) {}
