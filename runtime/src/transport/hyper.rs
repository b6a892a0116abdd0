mod origin;
#[cfg(feature = "hyper-proxy")]
mod proxy;
#[cfg(not(feature = "hyper-proxy"))]
#[path = "hyper/proxy/none.rs"]
mod proxy;
mod sender;

use std::collections::HashMap;
use std::fmt;
use std::io;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use http::Uri;
use hyper_util::client::legacy::connect::HttpConnector;

use self::origin::Origin;
use self::proxy::{Proxies, Socket};
use super::{SendError, Sending, Transport};
use callpoint_core::{BaseUrl, Body, TransportErrorKind};

/// The lean transport, on the connections of [hyper](https://docs.rs/hyper): fewer instructions and dependencies. Feature `hyper`, and
/// `hyper-rustls` for TLS.
///
/// It does less than the default transport: no cookies, and proxies only if asked for by `env_proxies`. HTTP/2 needs the feature `http2`. An idle
/// connection is kept for 25 to 30 seconds. To use another connector, build hyper-util's client with it and pass it to
/// [`TowerTransport`](super::TowerTransport).
///
/// A request takes a connection that is free and that the server has not closed. If there is none, a new one is made, and the request takes the first that is
/// there: the new one, or one that comes free before that.
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
    settings: Settings,
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
            let origin = Origin::of(uri, &self.settings)?;
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
        let origin = Origin::of(uri, &self.settings)?;
        others.insert(name, Arc::clone(&origin));
        Some(origin)
    }
}

/// What the connections of all origins have in common.
#[derive(Clone)]
struct Settings {
    connect_timeout: Duration,
    max_connections: Option<usize>,
    proxies: Proxies,
    /// Whether its connections speak HTTP/2 without being asked.
    #[cfg_attr(not(feature = "http2"), expect(dead_code))]
    is_http2: bool,
    #[cfg(feature = "hyper-rustls")]
    tls: Arc<rustls::ClientConfig>,
}

#[cfg(feature = "hyper-rustls")]
type Connector = hyper_rustls::HttpsConnector<Socket>;
#[cfg(not(feature = "hyper-rustls"))]
type Connector = Socket;

impl Settings {
    fn connector(&self) -> Connector {
        let mut http = HttpConnector::new();
        http.set_nodelay(true);
        // URLs of other schemes are rejected by TLS.
        http.enforce_http(!cfg!(feature = "hyper-rustls"));
        let socket = self.proxies.socket(http);
        #[cfg(feature = "hyper-rustls")]
        let socket = (socket, Arc::clone(&self.tls)).into();
        socket
    }
}

impl HyperTransport {
    /// A transport with its own connections. `connect_timeout` limits how long making one may take, including name resolution, a proxy and TLS.
    ///
    /// # Errors
    /// TLS could not be set up: the platform has no certificates.
    pub fn new(connect_timeout: Duration) -> io::Result<Self> {
        Ok(Self::with(Settings {
            connect_timeout,
            max_connections: None,
            proxies: Proxies::default(),
            is_http2: false,
            #[cfg(feature = "hyper-rustls")]
            tls: tls()?,
        }))
    }

    /// Limits how many connections to one origin may be open at a time, including those that are being made and the idle ones. Default: no limit. Zero
    /// counts as one.
    ///
    /// Requests that find all of them in use wait in order, for one that comes free or for one that is closed. Waiting counts towards the time of the attempt,
    /// not towards `connect_timeout`; if that passes, nothing was sent. A streamed response uses its connection until it has ended or is dropped. With HTTP/2, requests share a connection.
    ///
    /// Connections are not shared with clones that were made before.
    ///
    /// ```
    /// use std::time::Duration;
    /// use callpoint::transport::HyperTransport;
    ///
    /// let transport = HyperTransport::new(Duration::from_secs(5))?.max_connections(20);
    /// # Ok::<(), std::io::Error>(())
    /// ```
    #[must_use]
    pub fn max_connections(self, connections: usize) -> Self {
        Self::with(Settings {
            max_connections: Some(connections.max(1)),
            ..self.0.settings.clone()
        })
    }

    /// Uses the proxies that the environment names: `HTTP_PROXY`, `HTTPS_PROXY` or `ALL_PROXY`, except for the hosts in `NO_PROXY`, also in lower case. They
    /// are read now. Feature `hyper-proxy`. Default: no proxies.
    ///
    /// This machine is never called through one: `localhost`, names below it, and loopback addresses. A proxy gets requests for `http` whole and can read
    /// them; for `https` it makes a tunnel, in which TLS is that of the server. User and password of its URL are sent to it and shown nowhere.
    ///
    /// # Errors
    /// A variable that would be used names no proxy, or one that is reached by anything but plain `http`, such as SOCKS or `https`. The error names the variable.
    ///
    /// ```
    /// use std::time::Duration;
    /// use callpoint::transport::HyperTransport;
    ///
    /// let transport = HyperTransport::new(Duration::from_secs(5))?.env_proxies()?;
    /// # Ok::<(), std::io::Error>(())
    /// ```
    #[cfg(feature = "hyper-proxy")]
    pub fn env_proxies(self) -> io::Result<Self> {
        Ok(Self::with(Settings {
            proxies: Proxies::from_env()?,
            ..self.0.settings.clone()
        }))
    }

    /// For tests: HTTP/2 without TLS, from the first byte.
    #[doc(hidden)]
    #[cfg(feature = "http2")]
    #[must_use]
    pub fn with_http2_prior_knowledge(self) -> Self {
        Self::with(Settings {
            is_http2: true,
            ..self.0.settings.clone()
        })
    }

    fn with(settings: Settings) -> Self {
        Self(Arc::new(Origins {
            settings,
            first: OnceLock::new(),
            others: Mutex::default(),
        }))
    }
}

#[cfg(feature = "hyper-rustls")]
fn tls() -> io::Result<Arc<rustls::ClientConfig>> {
    use hyper_rustls::ConfigBuilderExt as _;

    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(io::Error::other)?;
    #[cfg_attr(not(feature = "http2"), expect(unused_mut))]
    let mut config = builder.with_native_roots()?.with_no_client_auth();
    #[cfg(feature = "http2")]
    config
        .alpn_protocols
        .extend([b"h2".to_vec(), b"http/1.1".to_vec()]);
    Ok(Arc::new(config))
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

    fn may_use_proxy(&self, base: &BaseUrl) -> bool {
        let uri = base.as_str().parse();
        uri.is_ok_and(|uri| self.0.settings.proxies.of(&uri).is_some())
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
        assert_eq!(error.kind(), TransportErrorKind::Connect);
        assert!(!error.maybe_sent());
        assert_eq!(listener.accept().unwrap_err().kind(), ErrorKind::WouldBlock);
    }
}
