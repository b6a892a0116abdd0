//! Sends the requests to one origin.

use std::future::poll_fn;
use std::sync::Arc;
use std::time::Duration;

use callpoint_core::__private::{Ended, Host, before_sending};
use callpoint_core::{Body, BoxError, TimeoutKind, TransportErrorKind};
use http::uri::{PathAndQuery, Uri};
use http::{Method, Request, Response};
use hyper::client::conn::http1;
#[cfg(feature = "http2")]
use hyper::client::conn::http2;
#[cfg(feature = "http2")]
use hyper_util::client::legacy::connect::Connection as _;
use tokio::sync::oneshot;
use tokio::time::timeout;
use tower_service::Service as _;

use super::proxy::Forward;
use super::sender::{Lease, Received, Sender};
use super::{Connector, Settings};
use crate::transport::pool::{Permit, Pool};
use crate::transport::{SendError, connect_error, kind_of, maybe_sent, out_of_time};

/// An origin, and the connections to it.
pub(super) struct Origin {
    host: Host,
    uri: Uri,
    /// If a proxy reads the requests.
    forward: Option<Forward>,
    connector: Connector,
    connect_timeout: Duration,
    #[cfg(feature = "http2")]
    is_http2: bool,
    pool: Arc<Pool<Sender>>,
}

impl Origin {
    /// That of a URL; `None` if it has none.
    pub(super) fn of(uri: &Uri, settings: &Settings) -> Option<Arc<Self>> {
        let host = Host::of(uri)?;
        let mut parts = uri.clone().into_parts();
        parts.path_and_query = Some(PathAndQuery::from_static("/"));
        Some(Arc::new(Self {
            host,
            uri: Uri::from_parts(parts).ok()?,
            forward: settings.proxies.forward(uri),
            connector: settings.connector(),
            connect_timeout: settings.connect_timeout,
            #[cfg(feature = "http2")]
            is_http2: settings.is_http2,
            pool: Pool::new(settings.max_connections),
        }))
    }

    pub(super) fn is_of(&self, uri: &Uri) -> bool {
        self.host.is_of(uri)
    }

    pub(super) fn is_unused(&self) -> bool {
        self.pool.is_unused()
    }

    /// Sends a request on a connection that is free, or on a new one.
    pub(super) async fn send(
        self: Arc<Self>,
        mut request: Request<Body>,
    ) -> Result<Response<Body>, SendError> {
        loop {
            let connect = |permit| Arc::clone(&self).connect(permit);
            let (sender, is_reused) = match self.pool.take() {
                Some(sender) => (sender, true),
                // Boxed because most requests find a connection.
                None => Box::pin(before_sending(self.pool.obtain(connect), out_of_time)).await?,
            };
            let (sent, lease) = match sender {
                Sender::Http1(mut sender) => {
                    self.write_for_http1(&mut request);
                    let sent = sender.try_send_request(request).await;
                    let pool = Arc::clone(&self.pool);
                    (sent, Some(Lease { sender, pool }))
                }
                #[cfg(feature = "http2")]
                Sender::Http2(mut sender) => {
                    self.write_for_http2(&mut request);
                    (sender.try_send_request(request).await, None)
                }
            };
            match sent {
                Ok(response) => {
                    let version = response.version();
                    return Ok(response.map(|body| {
                        Body::wrap(Ended::of_hyper(Received::new(body, lease), version))
                    }));
                }
                Err(mut error) => match error.take_message() {
                    // The server closed the connection while it was idle, and has seen nothing of the request.
                    Some(unsent) if is_reused => request = unsent,
                    _ => return Err(failed(error.into_error())),
                },
            }
        }
    }

    /// `GET /path` with `Host`; for a proxy, with the whole URL.
    fn write_for_http1(&self, request: &mut Request<Body>) {
        self.host.add(request);
        if let Some(forward) = &self.forward {
            return forward.write(request);
        }
        let parts = std::mem::take(request.uri_mut()).into_parts();
        *request.uri_mut() = match (parts.authority, parts.path_and_query) {
            (Some(authority), _) if *request.method() == Method::CONNECT => authority.into(),
            (_, Some(target)) => target.into(),
            (_, None) => Uri::default(),
        };
    }

    /// With the whole URL and without `Host`; a connection of HTTP/1 may have been tried before.
    #[cfg(feature = "http2")]
    fn write_for_http2(&self, request: &mut Request<Body>) {
        if request.uri().authority().is_none() {
            let mut parts = self.uri.clone().into_parts();
            parts.path_and_query = request.uri().path_and_query().cloned();
            if let Ok(uri) = Uri::from_parts(parts) {
                *request.uri_mut() = uri;
            }
            self.host.remove(request);
        }
    }

    /// Makes a connection, which holds its permit until it is closed.
    async fn connect(self: Arc<Self>, permit: Permit) -> Result<Sender, SendError> {
        let mut connector = self.connector.clone();
        let connecting = async {
            poll_fn(|cx| connector.poll_ready(cx)).await?;
            connector.call(self.uri.clone()).await
        };
        let Ok(connected) = timeout(self.connect_timeout, connecting).await else {
            let kind = TransportErrorKind::Timeout(TimeoutKind::Connect);
            return Err(SendError::new(kind, false).with_source("the connect timeout elapsed"));
        };
        let io = connected.map_err(|error| {
            // Without TLS and proxies it has a type of its own.
            let error = BoxError::from(error);
            SendError::new(connect_error(&*error, false), false).with_source(error)
        })?;
        #[cfg(feature = "http2")]
        if self.is_http2 || io.connected().is_negotiated_h2() {
            let (mut sender, connection) =
                http2::Builder::new(hyper_util::rt::TokioExecutor::new())
                    .max_header_list_size(crate::transport::MAX_HTTP2_HEAD)
                    .handshake(io)
                    .await
                    .map_err(failed)?;
            tokio::spawn(async move {
                let _permit = permit;
                let _ = connection.await;
            });
            sender.ready().await.map_err(failed)?;
            return Ok(Sender::Http2(sender));
        }
        let (mut sender, connection) = http1::handshake(io).await.map_err(failed)?;
        let (report, reported) = oneshot::channel();
        tokio::spawn(async move {
            let _permit = permit;
            if let Err(error) = connection.with_upgrades().await {
                let _ = report.send(error);
            }
        });
        if let Err(error) = sender.ready().await {
            // The connection knows more about its end.
            return Err(failed(reported.await.unwrap_or(error)));
        }
        Ok(Sender::Http1(sender))
    }
}

fn failed(error: hyper::Error) -> SendError {
    SendError::new(kind_of(&error), maybe_sent(&error)).with_source(error)
}
