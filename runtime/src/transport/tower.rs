use std::any::Any;
use std::error::Error as StdError;
use std::fmt;
use std::future::poll_fn;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::Version;
use http::uri::Scheme;
use tower_service::Service;

use super::{SendError, Sending, Transport, kind_of, out_of_time};
use callpoint_core::__private::before_sending;
use callpoint_core::{BaseUrl, Body, BoxError, TransportErrorKind};

/// Any [`tower::Service`](https://docs.rs/tower) of HTTP requests as a transport, including its layers: feature `tower`.
///
/// An `axum::Router` is such a service, so a test can call the real handlers without a socket:
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
    /// A transport that clones the service for each request, as is usual for tower services.
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
            // A service that is not ready has not received the request.
            let ready = poll_fn(|cx| {
                let ready = service.poll_ready(cx);
                ready.map_err(|error| send_error(error.into(), false))
            });
            before_sending(ready, out_of_time).await?;
            let response = service.call(request).await;
            let response = response.map_err(|error| {
                let error = error.into();
                let maybe_sent = super::maybe_sent(&*error);
                send_error(error, maybe_sent)
            })?;
            let version = response.version();
            Ok(response.map(|body| wrap(body, version)))
        })
    }

    // Layers hide what is below them. There the service itself refuses what its transport cannot do.
    fn supports_https(&self) -> bool {
        inner(&self.service).is_none_or(Transport::supports_https)
    }

    fn reads_extensions(&self) -> bool {
        inner(&self.service).is_none_or(Transport::reads_extensions)
    }

    fn may_use_proxy(&self, base: &BaseUrl) -> bool {
        inner(&self.service).is_some_and(|transport| transport.may_use_proxy(base))
    }
}

/// The transport of a service that has no layers.
fn inner(service: &dyn Any) -> Option<&dyn Transport> {
    let service = service.downcast_ref::<TransportService>()?;
    Some(&*service.transport)
}

/// Unwraps a body of hyper, which says more about its end than others do.
fn wrap<B>(body: B, version: Version) -> Body
where
    B: http_body::Body<Data = Bytes> + Send + 'static,
    B::Error: Into<BoxError>,
{
    let mut body = Some(body);
    known(&mut body, version).unwrap_or_else(|| body.map_or_else(Body::empty, Body::wrap))
}

#[cfg_attr(not(feature = "hyper"), expect(unused_variables))]
fn known(body: &mut dyn Any, version: Version) -> Option<Body> {
    if let Some(body) = body.downcast_mut::<Option<Body>>() {
        return body.take();
    }
    #[cfg(feature = "hyper")]
    if let Some(body) = body.downcast_mut::<Option<hyper::body::Incoming>>() {
        return body
            .take()
            .map(|body| Body::wrap(callpoint_core::__private::Ended::of_hyper(body, version)));
    }
    None
}

fn send_error(error: BoxError, maybe_sent: bool) -> SendError {
    // An error of one of our transports below the layers is the most precise.
    let error = match error.downcast::<SendError>() {
        Ok(error) => return *error,
        Err(error) => error,
    };
    #[cfg(feature = "hyper")]
    let error = match error.downcast() {
        Ok(error) => return hyper_send_error(*error),
        Err(error) => error,
    };
    let inner = below(&*error);
    let kind = inner.map_or_else(|| kind_of(&*error), SendError::kind);
    let maybe_sent = inner.map_or(maybe_sent, SendError::maybe_sent);
    SendError::new(kind, maybe_sent).with_source(error)
}

/// The error of hyper-util's client.
#[cfg(feature = "hyper")]
fn hyper_send_error(error: hyper_util::client::legacy::Error) -> SendError {
    let (kind, maybe_sent) = if error.is_connect() {
        (super::connect_error(&error, false), false)
    } else {
        (kind_of(&error), super::maybe_sent(&error))
    };
    SendError::new(kind, maybe_sent).with_source(error)
}

/// The error of one of our transports, if a layer has wrapped it.
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

/// Any transport as a [`tower::Service`](https://docs.rs/tower), so that layers can be added to it: feature `tower`.
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
    /// A service that passes each request to a transport. It is always ready.
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
        Box::pin(async move {
            if request.uri().scheme() == Some(&Scheme::HTTPS) && !transport.supports_https() {
                let error = SendError::new(TransportErrorKind::Tls, false);
                return Err(
                    error.with_source("the transport below the layers does not support https")
                );
            }
            transport.send(request).await
        })
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
