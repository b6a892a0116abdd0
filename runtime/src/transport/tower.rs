use std::fmt;
use std::future::poll_fn;

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
    SendError::new(kind_of(&*error), maybe_sent).with_source(error)
}

impl<S> fmt::Debug for TowerTransport<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TowerTransport")
    }
}
