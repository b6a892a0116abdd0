use std::error::Error as StdError;
use std::fmt;
use std::future::Future;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use http::Uri;
use hyper_util::client::legacy;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use tower_service::Service;

use super::{SendError, Sending, Transport, connect_error, kind_of};
use crate::body::{Body, BoxError};

/// [hyper](https://docs.rs/hyper)'s own pooled client, for those who count instructions: feature `hyper`, and `hyper-rustls` for TLS.
///
/// It does less than the default transport: no proxies, no cookies. HTTP/2 comes with the feature `http2`. A connection is kept for 30 seconds
/// when it is idle. For a connector of your own, build hyper-util's client with it and give it to
/// [`TowerTransport`](super::TowerTransport).
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
pub struct HyperTransport {
    client: legacy::Client<Timed<Connector>, Body>,
}

#[cfg(feature = "hyper-rustls")]
type Connector = hyper_rustls::HttpsConnector<HttpConnector>;
#[cfg(not(feature = "hyper-rustls"))]
type Connector = HttpConnector;

impl HyperTransport {
    /// A transport with its own connections. `connect_timeout` limits how long making one may take, with its name look-up and TLS.
    ///
    /// # Errors
    /// The TLS library cannot be set up: the platform has no certificates.
    pub fn new(connect_timeout: Duration) -> io::Result<Self> {
        let mut http = HttpConnector::new();
        http.set_nodelay(true);
        let connector = Timed {
            inner: with_tls(http)?,
            limit: connect_timeout,
        };
        let client = legacy::Client::builder(TokioExecutor::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(super::IDLE)
            .build(connector);
        Ok(Self { client })
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
        let response = self.client.request(request);
        Box::pin(async move {
            match response.await {
                Ok(response) => Ok(response.map(Body::incoming)),
                Err(error) => Err(send_error(error)),
            }
        })
    }

    fn reads_extensions(&self) -> bool {
        false
    }

    fn supports_https(&self) -> bool {
        cfg!(feature = "hyper-rustls")
    }
}

pub(super) fn send_error(error: legacy::Error) -> SendError {
    let (kind, maybe_sent) = if error.is_connect() {
        (connect_error(&error, is_timeout(&error)), false)
    } else {
        (kind_of(&error), true)
    };
    SendError::new(kind, maybe_sent).with_source(error)
}

fn is_timeout(error: &legacy::Error) -> bool {
    let mut next = error.source();
    while let Some(error) = next {
        if error.is::<TimedOut>() {
            return true;
        }
        next = error.source();
    }
    false
}

/// A connector that gives up in time, whatever it is doing.
#[derive(Clone)]
struct Timed<C> {
    inner: C,
    limit: Duration,
}

#[derive(Debug)]
struct TimedOut;

impl fmt::Display for TimedOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the connect timeout passed")
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

/// What is left out without the feature: CI runs this with `hyper` alone.
#[cfg(all(test, not(feature = "hyper-rustls")))]
mod tests {
    use std::io::ErrorKind;
    use std::net::TcpListener;

    use super::*;
    use crate::Client;
    use crate::error::TransportErrorKind;

    #[tokio::test]
    async fn https_is_refused_before_a_connection_is_made() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let base = format!("https://{}", listener.local_addr().unwrap());
        let transport = HyperTransport::new(Duration::from_secs(5)).unwrap();

        let built = Client::builder(&base).transport(transport.clone()).build();
        let refusal = built.unwrap_err();
        assert_eq!(refusal.setting(), "transport");
        let text = refusal.to_string();
        assert!(
            text.contains("https needs TLS") && text.contains("`hyper-rustls`"),
            "{text}"
        );

        // A request that comes past the client's check, too.
        let request = http::Request::get(&base).body(Body::from("")).unwrap();
        let refusal = transport.send(request).await.unwrap_err();
        assert_eq!(refusal.kind, TransportErrorKind::Connect);
        assert!(!refusal.maybe_sent);
        assert_eq!(listener.accept().unwrap_err().kind(), ErrorKind::WouldBlock);
    }
}
