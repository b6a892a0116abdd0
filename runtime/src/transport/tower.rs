use std::error::Error as StdError;
use std::fmt;
use std::future::poll_fn;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use tower_service::Service;

use super::{SendError, Sending, Transport, kind_of};
use crate::body::{Body, BoxError};

/// Any [`tower::Service`](https://docs.rs/tower) of HTTP requests as a transport, with whatever layers it has: feature `tower`.
///
/// An `axum::Router` is such a service too, so that a test can call the real handlers without a socket:
///
/// ```
/// use callpoint::transport::TowerTransport;
/// use callpoint::{Client, endpoint};
///
/// #[endpoint(GET, "/hello/<name>", 200 => String as Text)]
/// struct Hello {
///     name: String,
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let hello = |name: axum::extract::Path<String>| async move { format!("hello {}", name.0) };
/// let router = axum::Router::new().route("/hello/{name}", axum::routing::get(hello));
///
/// let client = Client::builder("http://localhost").transport(TowerTransport::new(router)).build()?;
/// assert_eq!(Hello::new("ann").call(&client).await?, "hello ann");
/// # Ok(()) }
/// ```
#[derive(Clone)]
pub struct TowerTransport<S> {
    service: S,
}

impl<S> TowerTransport<S> {
    /// A transport that clones the service for each request, as tower's services are meant to be used.
    #[must_use]
    pub const fn new(service: S) -> Self {
        Self { service }
    }
}

impl<S, B> Transport for TowerTransport<S>
where
    S: Service<http::Request<Body>, Response = http::Response<B>> + Clone + Send + Sync + 'static,
    S::Error: Into<BoxError>,
    S::Future: Send,
    B: http_body::Body<Data = Bytes> + Send + 'static,
    B::Error: Into<BoxError>,
{
    fn send(&self, request: http::Request<Body>) -> Sending<'_> {
        let mut service = self.service.clone();
        Box::pin(async move {
            // A service that is not ready has not seen the request.
            let ready = poll_fn(|cx| service.poll_ready(cx)).await;
            ready.map_err(|error| send_error(error.into(), false))?;
            let response = service.call(request).await;
            let response = response.map_err(|error| send_error(error.into(), true))?;
            Ok(response.map(Body::wrap))
        })
    }
}

fn send_error(error: BoxError, maybe_sent: bool) -> SendError {
    // A transport of ours below the layers knows best.
    let error = match error.downcast::<SendError>() {
        Ok(error) => return *error,
        Err(error) => error,
    };
    #[cfg(feature = "hyper")]
    let error = match error.downcast() {
        Ok(error) => return super::hyper::send_error(*error),
        Err(error) => error,
    };
    let inner = below(&*error);
    let kind = inner.map_or_else(|| kind_of(&*error), |inner| inner.kind);
    let maybe_sent = inner.map_or(maybe_sent, |inner| inner.maybe_sent);
    SendError::new(kind, maybe_sent).with_source(error)
}

/// The error of a transport of ours, where a layer has wrapped it.
fn below<'a>(error: &'a (dyn StdError + 'static)) -> Option<&'a SendError> {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(error) = error.downcast_ref::<SendError>() {
            return Some(error);
        }
        next = error.source();
    }
    None
}

/// Any transport as a [`tower::Service`](https://docs.rs/tower), so that layers can stand over it: feature `tower`.
///
/// ```
/// use std::time::Duration;
/// use callpoint::Client;
/// use callpoint::transport::{ReqwestTransport, TowerTransport, TransportService};
/// use tower::ServiceBuilder;
///
/// let reqwest = ReqwestTransport::new(Duration::from_secs(10))?;
/// let service = ServiceBuilder::new()
///     .concurrency_limit(20)
///     .service(TransportService::new(reqwest));
/// let client = Client::builder("https://api.example.com").transport(TowerTransport::new(service)).build()?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct TransportService {
    transport: Arc<dyn Transport>,
}

impl TransportService {
    /// A service that hands each request to a transport. It is always ready.
    #[must_use]
    pub fn new(transport: impl Transport) -> Self {
        Self {
            transport: Arc::new(transport),
        }
    }
}

impl Service<http::Request<Body>> for TransportService {
    type Response = http::Response<Body>;
    type Error = SendError;
    type Future = Sending<'static>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), SendError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<Body>) -> Sending<'static> {
        let transport = Arc::clone(&self.transport);
        Box::pin(async move { transport.send(request).await })
    }
}

impl fmt::Debug for TransportService {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TransportService")
    }
}

impl<S> fmt::Debug for TowerTransport<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TowerTransport")
    }
}
