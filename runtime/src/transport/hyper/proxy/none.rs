//! No proxies, without the feature `hyper-proxy`.

use std::convert::Infallible;

use http::Uri;
use hyper_util::client::legacy::connect::HttpConnector;

use callpoint_core::Body;

#[derive(Clone, Default)]
pub(super) struct Proxies {}

#[expect(clippy::unused_self, reason = "those of the feature know proxies")]
impl Proxies {
    pub(super) fn of(&self, _: &Uri) -> Option<Forward> {
        None
    }

    pub(super) fn forward(&self, _: &Uri) -> Option<Forward> {
        None
    }

    pub(super) fn socket(&self, http: HttpConnector) -> Socket {
        http
    }
}

pub(super) struct Forward(Infallible);

impl Forward {
    pub(super) fn write(&self, _: &mut http::Request<Body>) {
        match self.0 {}
    }
}

pub(super) type Socket = HttpConnector;
