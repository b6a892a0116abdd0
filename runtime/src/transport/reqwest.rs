mod origin;

use std::error::Error as StdError;
use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::Uri;
use http::uri::PathAndQuery;
use http_body::{Frame, SizeHint};
use reqwest::Url;
use reqwest::redirect::Policy;

use self::origin::Origin;
use super::{IDLE, SendError, Sending, Transport, connect_error, kind_of};
use crate::body::{Body, BoxError};
use crate::error::{TimeoutKind, TransportErrorKind};

/// The default transport: [reqwest](https://docs.rs/reqwest).
///
/// Redirects are not followed and no `Referer` is sent. A connection is kept for 30 seconds when it is idle, less than most servers do,
/// so that a request seldom meets one that the server is closing.
#[derive(Clone)]
pub struct ReqwestTransport {
    client: reqwest::Client,
    /// Whether there is TLS; what a client of the user's has is not known.
    supports_https: bool,
    /// The origin of the first request: that of all of them, but for a transport that several clients share.
    origin: Arc<OnceLock<Origin>>,
}

impl ReqwestTransport {
    /// A transport with its own connections. `connect_timeout` limits how long making one may take, with its name look-up and TLS.
    ///
    /// # Errors
    /// The TLS library or the resolver cannot be set up.
    pub fn new(connect_timeout: Duration) -> Result<Self, SetUpError> {
        let mut builder = reqwest::Client::builder()
            .connect_timeout(connect_timeout)
            .pool_idle_timeout(IDLE);
        if !has_system_proxy() {
            // reqwest looks twice for the proxy of each request, and finds out each time that there is none.
            builder = builder.no_proxy();
        }
        let transport = Self::from_builder(builder)?;
        Ok(Self {
            supports_https: cfg!(any(feature = "rustls", feature = "native-tls")),
            ..transport
        })
    }

    /// A transport with your own settings: proxies, certificates, HTTP/2. Redirects, `Referer` and retries of its own are switched off on top of them.
    ///
    /// # Errors
    /// The TLS library or the resolver cannot be set up.
    pub fn from_builder(builder: reqwest::ClientBuilder) -> Result<Self, SetUpError> {
        let builder = builder.redirect(Policy::none()).referer(false);
        // What is tried again and what is not is the client's to decide, and it keeps its own copy of a request for that.
        let client = builder.retry(no_retries()).build();
        client.map(Self::from).map_err(|error| SetUpError {
            source: error.without_url(),
        })
    }
}

/// Whether the system may name a proxy: by a variable of the environment, or where it has a setting for that which reqwest can read.
fn has_system_proxy() -> bool {
    const VARIABLES: [&str; 6] = [
        "ALL_PROXY",
        "all_proxy",
        "HTTP_PROXY",
        "http_proxy",
        "HTTPS_PROXY",
        "https_proxy",
    ];
    let is_named = |name: &&str| std::env::var_os(name).is_some();
    cfg!(any(target_os = "macos", windows)) || VARIABLES.iter().any(is_named)
}

/// With a limit of none, so that reqwest keeps no copy of each request for it.
fn no_retries() -> reqwest::retry::Builder {
    reqwest::retry::never().max_retries_per_request(0)
}

/// A client of your own as it is. It cannot be checked: build it with `redirect::Policy::none()`, or its redirects take your headers
/// to other hosts. [`from_builder`](ReqwestTransport::from_builder) sees to that.
impl From<reqwest::Client> for ReqwestTransport {
    fn from(client: reqwest::Client) -> Self {
        Self {
            client,
            supports_https: true,
            origin: Arc::default(),
        }
    }
}

impl Transport for ReqwestTransport {
    fn send(&self, request: http::Request<Body>) -> Sending<'_> {
        let Some(request) = self.convert(request) else {
            let error = SendError::new(TransportErrorKind::Other, false);
            let error = error.with_source("the URL is none that reqwest takes");
            return Box::pin(std::future::ready(Err(error)));
        };
        let sending = self.client.execute(request);
        Box::pin(async move {
            let response = sending.await.map_err(send_error)?;
            let response = http::Response::<reqwest::Body>::from(response);
            Ok(response.map(Body::reqwest))
        })
    }

    fn reads_extensions(&self) -> bool {
        false
    }

    fn supports_https(&self) -> bool {
        self.supports_https
    }
}

impl ReqwestTransport {
    fn convert(&self, request: http::Request<Body>) -> Option<reqwest::Request> {
        let (head, body) = request.into_parts();
        let mut request = reqwest::Request::new(head.method, self.url(&head.uri)?);
        *request.headers_mut() = head.headers;
        *request.body_mut() = Some(into_reqwest(body));
        Some(request)
    }

    fn url(&self, uri: &Uri) -> Option<Url> {
        if self.origin.get().is_none() {
            let _ = self.origin.set(Origin::of(uri)?);
        }
        let known = self.origin.get()?;
        if !known.has(uri) {
            return Url::parse(&uri.to_string()).ok();
        }
        let target = uri.path_and_query();
        Some(target.map_or_else(
            || known.url(&PathAndQuery::from_static("/")),
            |target| known.url(target),
        ))
    }
}

fn into_reqwest(body: Body) -> reqwest::Body {
    body.try_into_bytes().map_or_else(
        |body| reqwest::Body::wrap(Shared(Mutex::new(body))),
        reqwest::Body::from,
    )
}

/// reqwest wants bodies that threads can share, though only one of them polls it. The mutex is never contended.
struct Shared(Mutex<Body>);

impl http_body::Body for Shared {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let body = self
            .get_mut()
            .0
            .get_mut()
            .unwrap_or_else(PoisonError::into_inner);
        Pin::new(body).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .size_hint()
    }
}

/// Every error of reqwest passes here: it loses the URL, which may hold secrets.
fn send_error(error: reqwest::Error) -> SendError {
    let error = error.without_url();
    let (kind, maybe_sent) = if error.is_builder() {
        (TransportErrorKind::Other, false)
    } else if error.is_connect() {
        (connect_error(&error, error.is_timeout()), false)
    } else if error.is_timeout() {
        (TransportErrorKind::Timeout(TimeoutKind::Attempt), true)
    } else {
        (kind_of(&error), true)
    };
    SendError::new(kind, maybe_sent).with_source(error)
}

impl fmt::Debug for ReqwestTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ReqwestTransport")
    }
}

/// Why a transport could not be set up.
#[derive(Debug)]
pub struct SetUpError {
    source: reqwest::Error,
}

impl fmt::Display for SetUpError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the transport could not be set up")
    }
}

impl StdError for SetUpError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&self.source)
    }
}
