//! Transports: what sends a request and receives the response.

#[cfg(any(feature = "reqwest", feature = "hyper-proxy"))]
mod env_proxies;
#[cfg(feature = "http2")]
mod http2;
#[cfg(feature = "hyper")]
mod hyper;
#[cfg(feature = "hyper")]
mod pool;
#[cfg(feature = "reqwest")]
mod reqwest;
#[cfg(feature = "tower")]
mod tower;

use std::error::Error as StdError;
use std::fmt;
use std::future::Future;
use std::io;
use std::pin::Pin;

#[cfg(feature = "hyper")]
pub use self::hyper::HyperTransport;
#[cfg(feature = "reqwest")]
pub use self::reqwest::ReqwestTransport;
#[cfg(feature = "tower")]
pub use self::tower::{TowerTransport, TransportService};
use callpoint_core::__private::Unreadable;
use callpoint_core::BaseUrl;
use callpoint_core::Body;
pub use callpoint_core::SendError;
use callpoint_core::TimeoutKind;
use callpoint_core::TransportErrorKind;

/// An attempt in progress.
pub type Sending<'a> =
    Pin<Box<dyn Future<Output = Result<http::Response<Body>, SendError>> + Send + 'a>>;

/// Sends one request and receives the head of the response, with a body to stream.
///
/// A transport does not follow redirects, does not retry, and has no time limits except for its connections: the client does the rest.
/// The request carries its [`&'static EndpointMeta`](crate::meta::EndpointMeta) in its extensions.
///
/// ```
/// use callpoint::{Body, Client, endpoint};
/// use callpoint::transport::{Sending, Transport};
///
/// /// Responds to every request with its path.
/// struct Echo;
///
/// impl Transport for Echo {
///     fn send(&self, request: http::Request<Body>) -> Sending<'_> {
///         Box::pin(async move { Ok(http::Response::new(Body::from(request.uri().path().to_owned()))) })
///     }
/// }
///
/// #[endpoint(GET, "/hello/<name>", 200 => String as Text)]
/// struct Hello {
///     name: String,
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let client = Client::builder("https://api.example.com").transport(Echo).build()?;
/// assert_eq!(Hello::new("ann").call(&client).await?, "/hello/ann");
/// # Ok(()) }
/// ```
pub trait Transport: Send + Sync + 'static {
    /// Sends a request. The future resolves as soon as the head of the response was received.
    fn send(&self, request: http::Request<Body>) -> Sending<'_>;

    /// Whether it reads the extensions of a request, such as the metadata of the endpoint. Default: `true`. If it does not, they are not created.
    fn reads_extensions(&self) -> bool {
        true
    }

    /// Whether it supports `https`. Default: `true`. Without it, no client for an `https` URL is built.
    fn supports_https(&self) -> bool {
        true
    }

    /// Whether a request to this base URL may go through a proxy, which can read plain `http`. Default: `false`. It is called only for this machine,
    /// where plain `http` is allowed: a client with credentials is not built then, unless it [allows
    /// that](crate::ClientBuilder::allow_plain_http_credentials).
    fn may_use_proxy(&self, base: &BaseUrl) -> bool {
        let _ = base;
        false
    }
}

impl Transport for Box<dyn Transport> {
    fn send(&self, request: http::Request<Body>) -> Sending<'_> {
        (**self).send(request)
    }

    fn reads_extensions(&self) -> bool {
        (**self).reads_extensions()
    }

    fn supports_https(&self) -> bool {
        (**self).supports_https()
    }

    fn may_use_proxy(&self, base: &BaseUrl) -> bool {
        (**self).may_use_proxy(base)
    }
}

/// How long an idle connection is kept: less than most servers do, so that a request rarely uses one that the server is closing.
#[cfg(any(feature = "reqwest", feature = "hyper"))]
const IDLE: std::time::Duration = std::time::Duration::from_secs(30);

/// The maximum size of the header fields of an HTTP/2 response: about what hyper accepts for HTTP/1, instead of its default of 16 KiB.
#[cfg(all(feature = "http2", any(feature = "reqwest", feature = "hyper")))]
const MAX_HTTP2_HEAD: u32 = 400 * 1024;

/// Whether the server may have acted on a request without a response. With HTTP/2 it can say that it did not (RFC 9113, section 8.7).
#[cfg(any(feature = "reqwest", feature = "hyper", feature = "tower"))]
fn maybe_sent(error: &(dyn StdError + 'static)) -> bool {
    #[cfg(feature = "http2")]
    return !http2::any(error, http2::is_unprocessed);
    #[cfg(not(feature = "http2"))]
    {
        let _ = error;
        true
    }
}

#[cfg(feature = "client")]
/// Whether an HTTP/2 library considered a stream malformed, for example because its length is not the announced one (RFC 9113, section 8.1.1).
pub(crate) fn is_malformed_stream(error: &(dyn StdError + 'static)) -> bool {
    #[cfg(feature = "http2")]
    return http2::any(error, http2::is_malformed);
    #[cfg(not(feature = "http2"))]
    {
        let _ = error;
        false
    }
}

/// A streamed body received no data within its limit.
#[derive(Debug)]
pub(crate) struct IdleTimeout;

impl fmt::Display for IdleTimeout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no data within the idle timeout")
    }
}

impl StdError for IdleTimeout {}

/// The attempt's time is over, and nothing was sent. The client knows which time.
#[cfg(any(feature = "hyper", feature = "tower"))]
const fn out_of_time() -> SendError {
    SendError::new(TransportErrorKind::Timeout(TimeoutKind::Attempt), false)
}

/// Why no connection could be made. Nothing was sent then.
#[cfg(any(feature = "reqwest", feature = "hyper"))]
fn connect_error(error: &(dyn StdError + 'static), is_timeout: bool) -> TransportErrorKind {
    if is_timeout {
        TransportErrorKind::Timeout(TimeoutKind::Connect)
    } else if is_tls(error) {
        TransportErrorKind::Tls
    } else {
        TransportErrorKind::Connect
    }
}

/// TLS libraries report a failed handshake as invalid data on the stream.
#[cfg(any(feature = "reqwest", feature = "hyper"))]
fn is_tls(error: &(dyn StdError + 'static)) -> bool {
    let mut next = Some(error);
    while let Some(error) = next {
        if error.downcast_ref::<io::Error>().is_some_and(|error| {
            // An error inside an `io::Error` is not its source.
            error.kind() == io::ErrorKind::InvalidData
                || error.get_ref().is_some_and(|inner| is_tls(inner))
        }) {
            return true;
        }
        next = error.source();
    }
    false
}

/// The kind of an HTTP library's error, by the types in its source chain.
#[doc(hidden)]
#[must_use]
pub fn kind_of(error: &(dyn StdError + 'static)) -> TransportErrorKind {
    let mut next = Some(error);
    // The fallback if an error of the system is not specific.
    #[cfg_attr(not(any(feature = "reqwest", feature = "hyper")), expect(unused_mut))]
    let mut otherwise = TransportErrorKind::Other;
    while let Some(error) = next {
        if error.is::<IdleTimeout>() {
            return TransportErrorKind::Timeout(TimeoutKind::Idle);
        }
        if error.is::<Unreadable>() {
            return TransportErrorKind::RequestBody;
        }
        if let Some(error) = error.downcast_ref::<SendError>() {
            return error.kind();
        }
        #[cfg(any(feature = "reqwest", feature = "hyper"))]
        if let Some(error) = error.downcast_ref::<::hyper::Error>() {
            // hyper offers the kind of a parse error only to servers; clients have to compare the text.
            if error.is_parse() && error.to_string().contains("too large") {
                return TransportErrorKind::HeadersTooLarge;
            }
            if error.is_parse() {
                return TransportErrorKind::InvalidMessage;
            }
            if error.is_incomplete_message() {
                return TransportErrorKind::ConnectionClosed;
            }
            // The connection closed before the request was sent.
            if error.is_canceled() || error.is_closed() {
                return TransportErrorKind::ConnectionClosed;
            }
            if !error.is_user() {
                // The connection failed for another reason.
                otherwise = TransportErrorKind::ConnectionClosed;
            }
        }
        #[cfg(feature = "http2")]
        if let Some(error) = error.downcast_ref::<h2::Error>() {
            return http2::kind_of(error);
        }
        if let Some(error) = error.downcast_ref::<io::Error>() {
            return match kind_of_io(error) {
                TransportErrorKind::Other => otherwise,
                kind => kind,
            };
        }
        next = error.source();
    }
    TransportErrorKind::Other
}

fn kind_of_io(error: &io::Error) -> TransportErrorKind {
    use io::ErrorKind::{
        BrokenPipe, ConnectionAborted, ConnectionReset, InvalidData, InvalidInput, NotConnected,
        UnexpectedEof,
    };
    match error.kind() {
        BrokenPipe | ConnectionAborted | ConnectionReset | NotConnected | UnexpectedEof => {
            TransportErrorKind::ConnectionClosed
        }
        // It may wrap a more specific error.
        kind => match (error.get_ref().map(|inner| kind_of(inner)), kind) {
            (None | Some(TransportErrorKind::Other), InvalidData | InvalidInput) => {
                TransportErrorKind::InvalidMessage
            }
            (inside, _) => inside.unwrap_or(TransportErrorKind::Other),
        },
    }
}

/// An unspecific error in the middle of a body means that the connection closed too early.
pub(crate) fn kind_of_body(error: &(dyn StdError + 'static)) -> TransportErrorKind {
    match kind_of(error) {
        TransportErrorKind::Other => TransportErrorKind::ConnectionClosed,
        kind => kind,
    }
}
