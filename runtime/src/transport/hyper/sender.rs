//! The sender of one connection, and the body of a response that is received from it.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker, ready};

use bytes::Bytes;
use callpoint_core::Body;
use http_body::{Body as _, Frame, SizeHint};
use hyper::body::Incoming;
use hyper::client::conn::http1;
#[cfg(feature = "http2")]
use hyper::client::conn::http2;
use tokio::runtime::Handle;

use super::super::pool::{Connection, Pool};

/// Sends requests on one connection. Its end closes a connection of HTTP/1, with the request that it may be sending.
pub(super) enum Sender {
    Http1(http1::SendRequest<Body>),
    #[cfg(feature = "http2")]
    Http2(http2::SendRequest<Body>),
}

impl Connection for Sender {
    fn is_open(&self) -> bool {
        match self {
            Self::Http1(sender) => sender.is_ready(),
            #[cfg(feature = "http2")]
            Self::Http2(sender) => sender.is_ready(),
        }
    }

    fn share(&self) -> Option<Self> {
        match self {
            Self::Http1(_) => None,
            #[cfg(feature = "http2")]
            Self::Http2(sender) => Some(Self::Http2(sender.clone())),
        }
    }
}

/// A connection of HTTP/1 that is in use, and where it goes then.
pub(super) struct Lease {
    pub(super) sender: http1::SendRequest<Body>,
    pub(super) pool: Arc<Pool<Sender>>,
}

impl Lease {
    /// Gives the connection back after its response was received.
    fn end(self) {
        let Self { mut sender, pool } = self;
        if sender.is_ready() {
            pool.put(Sender::Http1(sender));
        } else if !sender.is_closed()
            && let Ok(runtime) = Handle::try_current()
        {
            // Its task has not run since then, or still sends the request.
            drop(runtime.spawn(async move {
                if sender.ready().await.is_ok() {
                    pool.put(Sender::Http1(sender));
                }
            }));
        }
    }
}

/// The body of a response, which gives its connection back at its end.
pub(super) struct Received {
    body: Incoming,
    lease: Option<Lease>,
}

impl Received {
    pub(super) fn new(body: Incoming, lease: Option<Lease>) -> Self {
        let mut received = Self { body, lease };
        if received.body.is_end_stream() {
            received.end();
        }
        received
    }

    fn end(&mut self) {
        if let Some(lease) = self.lease.take() {
            lease.end();
        }
    }
}

impl http_body::Body for Received {
    type Data = Bytes;
    type Error = hyper::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, hyper::Error>>> {
        let this = self.get_mut();
        let frame = ready!(Pin::new(&mut this.body).poll_frame(cx));
        match &frame {
            Some(Err(_)) => this.lease = None,
            Some(Ok(_)) if !this.body.is_end_stream() => {}
            Some(Ok(_)) | None => this.end(),
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// A body may be dropped when all its data was read, and only its end was not.
impl Drop for Received {
    fn drop(&mut self) {
        if self.lease.is_some() {
            let mut cx = Context::from_waker(Waker::noop());
            if let Poll::Ready(None) = Pin::new(&mut self.body).poll_frame(&mut cx) {
                self.end();
            }
        }
    }
}
