//! What carries a request to the server and brings the answer back.

mod har;
#[cfg(feature = "hyper")]
mod hyper;
mod playback;
mod record;
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
pub use self::playback::PlaybackTransport;
pub use self::record::RecordTransport;
#[cfg(feature = "reqwest")]
pub use self::reqwest::ReqwestTransport;
#[cfg(feature = "tower")]
pub use self::tower::{TowerTransport, TransportService};
use crate::body::{Body, BoxError};
#[cfg(any(feature = "reqwest", feature = "hyper"))]
use crate::error::TimeoutKind;
use crate::error::TransportErrorKind;
#[cfg(feature = "mock")]
pub use crate::mock::MockTransport;
use crate::upload::Unreadable;

/// An attempt under way.
pub type Sending<'a> =
    Pin<Box<dyn Future<Output = Result<http::Response<Body>, SendError>> + Send + 'a>>;

/// Carries one request to the server and brings the head of the answer back, its body to come.
///
/// A transport does not follow redirects, does not retry, and keeps no time but that of its connections: the client does the rest.
/// The request carries its [`&'static EndpointMeta`](crate::meta::EndpointMeta) in its extensions.
///
/// ```
/// use callpoint::{Body, Client, endpoint};
/// use callpoint::transport::{Sending, Transport};
///
/// /// Answers every request with its own path.
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
    /// Sends a request. The future gives the head of the answer as soon as it is there.
    fn send(&self, request: http::Request<Body>) -> Sending<'_>;

    /// Whether it looks at the extensions of a request, the metadata of the endpoint among them: `true` unless said otherwise. Where it does not, they
    /// are not made.
    fn reads_extensions(&self) -> bool {
        true
    }

    /// Whether it can make `https` connections: `true` unless said otherwise. A client for an `https` URL is not built without.
    fn supports_https(&self) -> bool {
        true
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
}

/// How long an idle connection is kept: less than most servers do, so that a request seldom meets one that the server is closing.
#[cfg(any(feature = "reqwest", feature = "hyper"))]
const IDLE: std::time::Duration = std::time::Duration::from_secs(30);

/// Why an attempt gave no answer.
#[derive(Debug)]
pub struct SendError {
    pub(crate) kind: TransportErrorKind,
    pub(crate) maybe_sent: bool,
    pub(crate) source: Option<BoxError>,
}

impl SendError {
    /// What happened, and whether the server may have got the request. When in doubt it may.
    #[must_use]
    pub const fn new(kind: TransportErrorKind, maybe_sent: bool) -> Self {
        Self {
            kind,
            maybe_sent,
            source: None,
        }
    }

    /// Adds the cause. Its text must not show the URL.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<BoxError>) -> Self {
        self.source = Some(source.into());
        self
    }
}

impl fmt::Display for SendError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.kind.fmt(f)
    }
}

impl StdError for SendError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
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

/// TLS libraries report a bad handshake as invalid data on the stream.
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

/// What an error of an HTTP library under us means, by the types in its chain.
pub(crate) fn kind_of(error: &(dyn StdError + 'static)) -> TransportErrorKind {
    let mut next = Some(error);
    while let Some(error) = next {
        if error.is::<Unreadable>() {
            return TransportErrorKind::Upload;
        }
        #[cfg(any(feature = "reqwest", feature = "hyper"))]
        if let Some(error) = error.downcast_ref::<::hyper::Error>() {
            // hyper tells servers only which parse error it was, and clients in words.
            if error.is_parse() && error.to_string().contains("too large") {
                return TransportErrorKind::HeadTooLarge;
            }
            if error.is_parse() {
                return TransportErrorKind::InvalidMessage;
            }
            if error.is_incomplete_message() {
                return TransportErrorKind::Interrupted;
            }
            // The connection was closed before the request went out.
            if error.is_canceled() || error.is_closed() {
                return TransportErrorKind::Interrupted;
            }
        }
        if let Some(error) = error.downcast_ref::<io::Error>() {
            return kind_of_io(error);
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
            TransportErrorKind::Interrupted
        }
        // An error of its own may stand inside.
        kind => match (error.get_ref().map(|inner| kind_of(inner)), kind) {
            (None | Some(TransportErrorKind::Other), InvalidData | InvalidInput) => {
                TransportErrorKind::InvalidMessage
            }
            (inside, _) => inside.unwrap_or(TransportErrorKind::Other),
        },
    }
}

/// An error in the middle of a body that says nothing of itself is a connection that ended too early.
pub(crate) fn kind_of_body(error: &(dyn StdError + 'static)) -> TransportErrorKind {
    match kind_of(error) {
        TransportErrorKind::Other => TransportErrorKind::Interrupted,
        kind => kind,
    }
}
