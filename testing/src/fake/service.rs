//! A fake as a transport, and as a service of tower.

use std::convert::Infallible;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body_util::BodyExt as _;

use super::Fake;
use super::failure::{Broken, Outcome};
use super::spoiled::{Spoil, Spoiled};
use callpoint::__private::kind_of;
use callpoint::transport::{SendError, Sending, Transport};
use callpoint::{Body, BoxError, TransportErrorKind};

impl<S: Send + 'static> Transport for Fake<S> {
    fn send(&self, request: http::Request<Body>) -> Sending<'_> {
        Box::pin(async move {
            let (head, body) = request.into_parts();
            // An upload that fails is the client's error and no request.
            let body = body.collect().await.map_err(|error| {
                let kind = match kind_of(&*error) {
                    TransportErrorKind::Other => TransportErrorKind::RequestBody,
                    kind => kind,
                };
                SendError::new(kind, true).with_source(error)
            })?;
            let request = http::Request::from_parts(head, Body::from(body.to_bytes()));
            match self.shared.receive(request).await {
                Outcome::Response(response) => Ok(response),
                Outcome::Broken(broken) => {
                    let kind = match broken {
                        Broken::Closed | Broken::Reset => TransportErrorKind::ConnectionClosed,
                        Broken::Raw(_) => TransportErrorKind::InvalidMessage,
                    };
                    Err(SendError::new(kind, true))
                }
            }
        })
    }
}

/// What has to come before the response comes as a body that breaks off: a service of tower has no connection to close.
impl<S, B> tower_service::Service<http::Request<B>> for Fake<S>
where
    S: Send + 'static,
    B: http_body::Body<Data = Bytes> + Send + 'static,
    B::Error: Into<BoxError>,
{
    type Response = http::Response<Body>;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Infallible>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<B>) -> Self::Future {
        let shared = Arc::clone(&self.shared);
        Box::pin(async move {
            Ok(match shared.receive(request).await {
                Outcome::Response(response) => response,
                Outcome::Broken(_) => {
                    let broken = Spoiled::new(Body::empty(), Spoil::Truncated(0));
                    http::Response::new(Body::wrap(broken))
                }
            })
        })
    }
}
