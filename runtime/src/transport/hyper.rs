mod origin;
mod sender;

use std::collections::HashMap;
use std::error::Error as StdError;
use std::fmt;
use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use http::Uri;
use hyper_util::client::legacy::connect::HttpConnector;
use tower_service::Service;

use self::origin::Origin;
use super::{SendError, Sending, Transport};
use callpoint_core::{Body, BoxError, TransportErrorKind};

/// The lean transport, on the connections of [hyper](https://docs.rs/hyper): fewer instructions and dependencies. Feature `hyper`, and
/// `hyper-rustls` for TLS.
///
/// It does less than the default transport: no proxies, no cookies. HTTP/2 needs the feature `http2`. An idle connection is kept for 25 to 30 seconds.
/// To use another connector, build hyper-util's client with it and pass it to [`TowerTransport`](super::TowerTransport).
///
/// ```
/// use std::time::Duration;
/// use callpoint::Client;
/// use callpoint::transport::HyperTransport;
///
/// let transport = HyperTransport::new(Duration::from_secs(5))?;
/// let client = Client::builder("http://localhost:8080").transport(transport).build()?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct HyperTransport(Arc<Origins>);

/// The origins to which requests were sent.
struct Origins {
    connector: Timed<Connector>,
    /// That of the first request, and so of nearly all.
    first: OnceLock<Arc<Origin>>,
    others: Mutex<HashMap<String, Arc<Origin>>>,
}

impl Origins {
    /// That of a URL; `None` if it has none.
    fn of(&self, uri: &Uri) -> Option<Arc<Origin>> {
        let first = if let Some(first) = self.first.get() {
            first
        } else {
            let origin = Origin::of(uri, self.connector.clone())?;
            self.first.get_or_init(|| origin)
        };
        if first.is_of(uri) {
            return Some(Arc::clone(first));
        }
        let name = format!("{}://{}", uri.scheme()?, uri.authority()?);
        let mut others = self.others.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(origin) = others.get(&name) {
            return Some(Arc::clone(origin));
        }
        // Rarely, so that many origins take no quadratic time.
        if others.len() >= 64 && others.len().is_power_of_two() {
            others.retain(|_, origin| Arc::strong_count(origin) > 1 || !origin.is_unused());
        }
        let origin = Origin::of(uri, self.connector.clone())?;
        others.insert(name, Arc::clone(&origin));
        Some(origin)
    }
}

#[cfg(feature = "hyper-rustls")]
type Connector = hyper_rustls::HttpsConnector<HttpConnector>;
#[cfg(not(feature = "hyper-rustls"))]
type Connector = HttpConnector;

impl HyperTransport {
    /// A transport with its own connections. `connect_timeout` limits how long making one may take, including name resolution and TLS.
    ///
    /// # Errors
    /// TLS could not be set up: the platform has no certificates.
    pub fn new(connect_timeout: Duration) -> io::Result<Self> {
        let mut http = HttpConnector::new();
        http.set_nodelay(true);
        let connector = Timed {
            inner: with_tls(http)?,
            limit: connect_timeout,
            is_http2: false,
        };
        Ok(Self::with(connector))
    }

    /// For tests: HTTP/2 without TLS, from the first byte.
    #[doc(hidden)]
    #[cfg(feature = "http2")]
    #[must_use]
    pub fn with_http2_prior_knowledge(self) -> Self {
        Self::with(Timed {
            is_http2: true,
            ..self.0.connector.clone()
        })
    }

    fn with(connector: Timed<Connector>) -> Self {
        Self(Arc::new(Origins {
            connector,
            first: OnceLock::new(),
            others: Mutex::default(),
        }))
    }
}

#[cfg(feature = "hyper-rustls")]
fn with_tls(mut http: HttpConnector) -> io::Result<Connector> {
    http.enforce_http(false);
    let provider = rustls::crypto::ring::default_provider();
    let builder = hyper_rustls::HttpsConnectorBuilder::new()
        .with_provider_and_native_roots(provider)
        .map_err(io::Error::other)?
        .https_or_http();
    #[cfg(feature = "http2")]
    let builder = builder.enable_all_versions();
    #[cfg(not(feature = "http2"))]
    let builder = builder.enable_http1();
    Ok(builder.wrap_connector(http))
}

#[cfg(not(feature = "hyper-rustls"))]
#[expect(
    clippy::unnecessary_wraps,
    reason = "with TLS it can fail, and the signature does not depend on features"
)]
fn with_tls(http: HttpConnector) -> io::Result<Connector> {
    Ok(http)
}

impl Transport for HyperTransport {
    fn send(&self, request: http::Request<Body>) -> Sending<'_> {
        if let Some(origin) = self.0.of(request.uri()) {
            Box::pin(origin.send(request))
        } else {
            let error = SendError::new(TransportErrorKind::Other, false);
            let error = error.with_source("the URL has no scheme or no host");
            Box::pin(std::future::ready(Err(error)))
        }
    }

    fn reads_extensions(&self) -> bool {
        false
    }

    fn supports_https(&self) -> bool {
        cfg!(feature = "hyper-rustls")
    }
}

/// A connector with a timeout.
#[derive(Clone)]
struct Timed<C> {
    inner: C,
    limit: Duration,
    /// Whether its connections speak HTTP/2 without being asked.
    #[cfg_attr(not(feature = "http2"), expect(dead_code))]
    is_http2: bool,
}

#[derive(Debug)]
struct TimedOut;

impl fmt::Display for TimedOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the connect timeout elapsed")
    }
}

impl StdError for TimedOut {}

impl<C> Service<Uri> for Timed<C>
where
    C: Service<Uri>,
    C::Error: Into<BoxError>,
    C::Future: Send + 'static,
{
    type Response = C::Response;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<C::Response, BoxError>> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.inner.poll_ready(cx).map_err(Into::into)
    }

    fn call(&mut self, uri: Uri) -> Self::Future {
        let connecting = self.inner.call(uri);
        let limit = self.limit;
        Box::pin(async move {
            match tokio::time::timeout(limit, connecting).await {
                Ok(connected) => connected.map_err(Into::into),
                Err(_) => Err(TimedOut.into()),
            }
        })
    }
}

impl fmt::Debug for HyperTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HyperTransport")
    }
}

/// Behaviour without TLS features: CI runs this with `hyper` alone.
#[cfg(all(test, not(feature = "hyper-rustls")))]
mod tests {
    use std::io::ErrorKind;
    use std::net::TcpListener;

    use super::*;
    use crate::Client;
    use callpoint_core::TransportErrorKind;

    #[tokio::test]
    async fn https_without_tls_fails_before_a_connection_is_made() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let base = format!("https://{}", listener.local_addr().unwrap());
        let transport = HyperTransport::new(Duration::from_secs(5)).unwrap();

        let built = Client::builder(&base).transport(transport.clone()).build();
        let error = built.unwrap_err();
        assert_eq!(error.setting(), "transport");
        let text = error.to_string();
        assert!(
            text.contains("https needs TLS") && text.contains("`hyper-rustls`"),
            "{text}"
        );

        // A request that bypasses the client's check fails, too.
        let request = http::Request::get(&base).body(Body::from("")).unwrap();
        let error = transport.send(request).await.unwrap_err();
        assert_eq!(error.kind, TransportErrorKind::Connect);
        assert!(!error.maybe_sent);
        assert_eq!(listener.accept().unwrap_err().kind(), ErrorKind::WouldBlock);
    }
}
