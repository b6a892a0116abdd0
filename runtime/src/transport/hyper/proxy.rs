//! The proxies that the environment names, with the feature `hyper-proxy`.

use std::future::Future;
use std::io;
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use http::header::{HeaderValue, PROXY_AUTHORIZATION};
use http::uri::{Scheme, Uri};
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::connect::proxy::Tunnel;
use hyper_util::client::proxy::matcher::{Intercept, Matcher};
use tower_service::Service;

use crate::transport::env_proxies;
use callpoint_core::__private::is_loopback;
use callpoint_core::{Body, BoxError};

/// The proxies to use; by default none.
#[derive(Clone, Default)]
pub(super) struct Proxies(Option<Arc<Matcher>>);

impl Proxies {
    pub(super) fn from_env() -> io::Result<Self> {
        let other = "has another scheme than `http`, the only one that `HyperTransport` supports";
        env_proxies::check(|scheme| (scheme != "http").then_some(other))
            .map_err(|error| io::Error::new(io::ErrorKind::Unsupported, error))?;
        Ok(Self(Some(Arc::new(Matcher::from_env()))))
    }

    /// The proxy for a URL, if it is called through one.
    pub(super) fn of(&self, uri: &Uri) -> Option<Intercept> {
        let matcher = self.0.as_ref()?;
        if may_be_loopback(uri.host()?) {
            return None;
        }
        matcher.intercept(uri)
    }

    /// The proxy that reads the requests to an origin.
    pub(super) fn forward(&self, uri: &Uri) -> Option<Forward> {
        let proxy = self.of(uri).filter(|_| is_http(uri))?;
        Some(Forward(proxy.basic_auth().cloned()))
    }

    pub(super) fn socket(&self, http: HttpConnector) -> Socket {
        let proxies = self.clone();
        Socket { http, proxies }
    }
}

/// Also in a spelling in which only some systems know an address: `127.1`.
fn may_be_loopback(host: &str) -> bool {
    let last = host.trim_end_matches('.').rsplit('.').next();
    let is_number = last.is_some_and(|last| last.starts_with(|first: char| first.is_ascii_digit()));
    is_loopback(host) || (is_number && host.parse::<IpAddr>().is_err())
}

fn is_http(uri: &Uri) -> bool {
    uri.scheme() == Some(&Scheme::HTTP)
}

/// A proxy that reads requests, with what authenticates them there.
pub(super) struct Forward(Option<HeaderValue>);

impl Forward {
    /// The request has its whole URL already (RFC 9112, section 3.2.2).
    pub(super) fn write(&self, request: &mut http::Request<Body>) {
        if let Some(authorization) = &self.0 {
            let field = request.headers_mut().entry(PROXY_AUTHORIZATION);
            field.or_insert_with(|| authorization.clone());
        }
    }
}

/// Connects to an origin, or to its proxy; for `https` through that to the origin.
#[derive(Clone)]
pub(super) struct Socket {
    http: HttpConnector,
    proxies: Proxies,
}

type Connecting<T> = Pin<Box<dyn Future<Output = Result<T, BoxError>> + Send>>;

impl Service<Uri> for Socket {
    type Response = <HttpConnector as Service<Uri>>::Response;
    type Error = BoxError;
    type Future = Connecting<Self::Response>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.http.poll_ready(cx).map_err(Into::into)
    }

    fn call(&mut self, uri: Uri) -> Self::Future {
        let Some(proxy) = self.proxies.of(&uri) else {
            return boxed(self.http.call(uri));
        };
        if is_http(&uri) {
            return boxed(self.http.call(proxy.uri().clone()));
        }
        let mut tunnel = Tunnel::new(proxy.uri().clone(), self.http.clone());
        if let Some(authorization) = proxy.basic_auth() {
            tunnel = tunnel.with_auth(authorization.clone());
        }
        boxed(tunnel.call(uri))
    }
}

fn boxed<T, E: Into<BoxError>>(
    connecting: impl Future<Output = Result<T, E>> + Send + 'static,
) -> Connecting<T> {
    Box::pin(async { connecting.await.map_err(Into::into) })
}
