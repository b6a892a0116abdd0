mod origin;
mod proxies;

use std::error::Error as StdError;
use std::fmt;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use http::Version;
use http::uri::PathAndQuery;
use http_body_util::BodyExt as _;
use reqwest::Url;
use reqwest::redirect::Policy;

use self::origin::Origin;
use self::proxies::{Proxies, has_system_proxy, is_undecoded};
use super::{IDLE, SendError, Sending, Transport, connect_error, env_proxies, kind_of};
use callpoint_core::__private::{Ended, SyncBody, is_loopback};
use callpoint_core::{BaseUrl, Body, BoxError};
use callpoint_core::{TimeoutKind, TransportErrorKind};

/// The default transport: [reqwest](https://docs.rs/reqwest).
///
/// Redirects are not followed and no `Referer` is sent. An idle connection is kept for 30 seconds, less than most servers do, so that a request
/// rarely uses one that the server is closing.
///
/// It uses the system's proxies, but never for this machine: `localhost`, names below it, and loopback addresses. A transport made
/// [from a builder](Self::from_builder) or from a client has the proxies of that.
#[derive(Clone)]
pub struct ReqwestTransport {
    client: reqwest::Client,
    /// For requests to this machine, if others may go through a proxy.
    direct: Option<reqwest::Client>,
    /// The proxies of a client that was not built here.
    proxies: Proxies,
    /// Whether bodies are passed on as hyper's.
    is_undecoded: bool,
    /// Whether it is known where HTTP/2 may be spoken: a user's client may speak it everywhere.
    is_own: bool,
    /// Whether TLS is available; unknown for a user's client.
    supports_https: bool,
    /// The origin of the first request. It is that of all requests, unless several clients share the transport.
    origin: Arc<OnceLock<Origin>>,
}

impl ReqwestTransport {
    /// A transport with its own connections. `connect_timeout` limits how long making one may take, including name resolution and TLS.
    ///
    /// # Errors
    /// TLS or the resolver could not be set up, or a variable of the environment names a proxy that cannot be used.
    pub fn new(connect_timeout: Duration) -> Result<Self, ReqwestTransportError> {
        Self::of(connect_timeout, false)
    }

    /// A transport with its own connections; `is_local` if it calls nothing but this machine.
    pub(crate) fn of(timeout: Duration, is_local: bool) -> Result<Self, ReqwestTransportError> {
        let builder = || {
            let builder = reqwest::Client::builder()
                .connect_timeout(timeout)
                .pool_idle_timeout(IDLE);
            #[cfg(feature = "http2")]
            let builder = builder.http2_max_header_list_size(super::MAX_HTTP2_HEAD);
            // Another crate of the program may have enabled HTTP/2 in reqwest, whose errors are read with the feature alone.
            #[cfg(not(feature = "http2"))]
            let builder = builder.http1_only();
            builder
        };
        let supports_https = cfg!(any(feature = "rustls", feature = "native-tls"));
        // reqwest looks up the proxy of each request twice, even if there is none.
        let direct = Self {
            is_own: true,
            supports_https,
            ..Self::from_builder(builder().no_proxy())?
        };
        if is_local {
            return Ok(direct);
        }
        check_proxies(supports_https)?;
        if !has_system_proxy() {
            return Ok(direct);
        }
        Ok(Self {
            direct: Some(direct.client),
            // Requests to this machine use `direct`.
            proxies: Proxies::None,
            is_own: true,
            supports_https,
            ..Self::from_builder(builder())?
        })
    }

    /// A transport with your own settings, such as proxies, certificates or HTTP/2. Redirects, `Referer` and reqwest's retries are disabled.
    ///
    /// It uses the proxies of your builder, or the system's unless the builder says `no_proxy()`, and uses them for this machine too. A client that
    /// would send credentials over plain `http` to such a proxy is not built without
    /// [`allow_plain_http_credentials`](crate::ClientBuilder::allow_plain_http_credentials).
    ///
    /// # Errors
    /// TLS or the resolver could not be set up, or a variable of the environment names a proxy that cannot be used.
    pub fn from_builder(builder: reqwest::ClientBuilder) -> Result<Self, ReqwestTransportError> {
        let builder = builder.redirect(Policy::none()).referer(false);
        // The client decides what is retried, and keeps its own copy of a request for that.
        let client = builder.retry(no_retries()).build();
        let client = client.map_err(|error| not_set_up(error.without_url()))?;
        let transport = Self::from(client);
        if matches!(transport.proxies, Proxies::System) {
            check_proxies(true)?;
        }
        Ok(transport)
    }
}

/// Whether the proxies of the environment can be used. Without TLS, what is meant for one that is reached by `https` would be sent to it in clear.
fn check_proxies(supports_https: bool) -> Result<(), ReqwestTransportError> {
    let https = "has the scheme `https`, which needs the feature `rustls` or `native-tls`";
    env_proxies::check(|scheme| (scheme == "https" && !supports_https).then_some(https))
        .map_err(not_set_up)
}

fn not_set_up(source: impl Into<BoxError>) -> ReqwestTransportError {
    let source = source.into();
    ReqwestTransportError { source }
}

/// With a limit of zero, so that reqwest does not copy each request.
fn no_retries() -> reqwest::retry::Builder {
    reqwest::retry::never().max_retries_per_request(0)
}

/// Uses your client unchanged. It cannot be checked: build it with `redirect::Policy::none()`, or its redirects send your headers to other hosts.
/// [`from_builder`](ReqwestTransport::from_builder) sets that.
impl From<reqwest::Client> for ReqwestTransport {
    fn from(client: reqwest::Client) -> Self {
        Self {
            direct: None,
            proxies: Proxies::of(&client),
            is_undecoded: is_undecoded(&client),
            client,
            is_own: false,
            supports_https: true,
            origin: Arc::default(),
        }
    }
}

impl Transport for ReqwestTransport {
    fn send(&self, mut request: http::Request<Body>) -> Sending<'_> {
        let Some(url) = self.url(&mut request) else {
            let error = SendError::new(TransportErrorKind::Other, false);
            let error = error.with_source("reqwest does not accept the URL");
            return Box::pin(std::future::ready(Err(error)));
        };
        let client = self.client_for(&url);
        let (head, body) = request.into_parts();
        let mut request = reqwest::Request::new(head.method, url);
        *request.headers_mut() = head.headers;
        *request.body_mut() = Some(into_reqwest(body));
        let sending = client.execute(request);
        let is_undecoded = self.is_undecoded;
        Box::pin(async move {
            let response = sending.await.map_err(send_error)?;
            let response = http::Response::<reqwest::Body>::from(response);
            let version = response.version();
            // reqwest's errors show the URL, which may contain secrets.
            let without_url = |body: reqwest::Body| body.map_err(reqwest::Error::without_url);
            Ok(if is_undecoded && version == Version::HTTP_2 {
                response.map(|body| Body::wrap(Ended::of_hyper(without_url(body), version)))
            } else {
                response.map(|body| Body::wrap(without_url(body)))
            })
        })
    }

    fn reads_extensions(&self) -> bool {
        false
    }

    fn supports_https(&self) -> bool {
        self.supports_https
    }

    fn may_use_proxy(&self, base: &BaseUrl) -> bool {
        self.proxies.may_take(base)
    }
}

impl ReqwestTransport {
    /// The client for a request. It depends on the host that reqwest has parsed, not on its spelling: `http://2130706433` is `http://127.0.0.1`.
    fn client_for(&self, url: &Url) -> &reqwest::Client {
        match &self.direct {
            Some(direct) if url.host_str().is_some_and(is_loopback) => direct,
            _ => &self.client,
        }
    }

    /// The URL of a request, which gets its `Host` where that is known.
    fn url(&self, request: &mut http::Request<Body>) -> Option<Url> {
        if self.origin.get().is_none() {
            let _ = self.origin.set(Origin::of(request.uri())?);
        }
        let known = self.origin.get()?;
        if !known.host.is_of(request.uri()) {
            return Url::parse(&request.uri().to_string()).ok();
        }
        // Over TLS it may become HTTP/2.
        if self.is_own && (known.host.is_plain() || !cfg!(feature = "http2")) {
            known.host.add(request);
        }
        let target = request.uri().path_and_query();
        Some(target.map_or_else(
            || known.url(&PathAndQuery::from_static("/")),
            |target| known.url(target),
        ))
    }
}

fn into_reqwest(body: Body) -> reqwest::Body {
    let bytes = body.try_into_bytes().map(reqwest::Body::from);
    bytes.unwrap_or_else(|body| reqwest::Body::wrap(SyncBody::of(body)))
}

/// Every reqwest error passes through here and loses the URL, which may contain secrets.
fn send_error(error: reqwest::Error) -> SendError {
    let error = error.without_url();
    let (kind, maybe_sent) = if error.is_builder() {
        (TransportErrorKind::Other, false)
    } else if error.is_connect() {
        (connect_error(&error, error.is_timeout()), false)
    } else if error.is_timeout() {
        (TransportErrorKind::Timeout(TimeoutKind::Attempt), true)
    } else {
        (kind_of(&error), super::maybe_sent(&error))
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
pub struct ReqwestTransportError {
    pub(crate) source: BoxError,
}

impl fmt::Display for ReqwestTransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the transport could not be set up")
    }
}

impl StdError for ReqwestTransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&*self.source)
    }
}
