#![cfg_attr(docsrs, feature(doc_cfg))]
#![doc = include_str!("../README.md")]
//!
//! # In this documentation
//!
//! - [`#[endpoint]`](macro@endpoint): everything that a declaration can say; also [`#[api]`](macro@api) and
//!   [`#[derive(ErrorSet)]`](derive@ErrorSet).
//! - [`Client`], [`Error`] and [`Endpoint`].
//! - [`guide`]: the wire format, defaults, errors, credentials, transports, exports, testing.
//!
//! # Features
//!
//! | feature | what it adds | default |
//! |---|---|---|
//! | `client` | `Client` and everything it needs; the transports enable it | on |
//! | `reqwest` | the default transport | on |
//! | `rustls` | TLS for it, with the platform's certificates | on |
//! | `native-tls` | TLS for it, with the operating system's library | off |
//! | `http2` | HTTP/2 if the server supports it, for the default transport and `HyperTransport` | off |
//! | `hyper` | `HyperTransport`: the lean transport, with fewer instructions and dependencies | off |
//! | `hyper-rustls` | TLS for `HyperTransport`, with the platform's certificates | off |
//! | `hyper-proxy` | `HyperTransport::env_proxies`: the proxies of the environment | off |
//! | `blocking` | `blocking::Client`: calls from code that is not async | off |
//! | `tracing` | a span for each call and each attempt, with OpenTelemetry's conventions | off |
//! | `tower` | `TowerTransport`: any tower service as a transport, such as an axum router in a test | off |
//! | `gzip`, `brotli`, `zstd`, `deflate` | decompression of responses, with any transport | off |
//! | `xml` | the codec `Xml` | off |

/// Items that the macros' expansions use. Not public API: they change without notice.
#[doc(hidden)]
pub mod __private {
    pub use callpoint_core::__private::*;

    pub use crate::transport::kind_of;

    /// Removes the content codings of a body with the client's code; unchanged if one of them is not compiled in.
    #[must_use]
    #[cfg_attr(not(feature = "_decompress"), expect(unused_variables))]
    pub fn decompressed(
        headers: &mut http::HeaderMap,
        body: crate::Body,
        limit: u64,
    ) -> crate::Body {
        #[cfg(feature = "_decompress")]
        let body = {
            let framed = crate::framing::Framed::without_length(body);
            crate::Body::wrap(crate::decompress::decompressed(headers, framed, limit))
        };
        body
    }
}
#[cfg(feature = "client")]
mod client;
#[cfg(feature = "_decompress")]
mod decompress;
#[cfg(feature = "client")]
mod framing;
#[cfg(feature = "client")]
mod oauth2;
#[cfg(feature = "client")]
pub mod pages;
pub mod stream;
mod streamed;
#[cfg(feature = "client")]
#[cfg_attr(not(feature = "tracing"), path = "trace/noop.rs")]
mod trace;
mod upload;

#[cfg(feature = "blocking")]
pub mod blocking;
#[cfg(any(doc, doctest))]
pub mod guide;
pub mod transport;

/// Credentials: how a client authenticates. The compiler checks them against what each declaration requires.
pub mod auth {
    pub use callpoint_core::auth::*;
    /// Names a scheme: `#[scheme(bearer)]`, `basic`, `header = "…"`, `query = "…"` or `cookie = "…"` above a unit struct. See [`NamedScheme`].
    pub use callpoint_macros::Scheme;

    #[cfg(feature = "client")]
    pub use crate::oauth2::{OAuth2, OAuth2Builder};
}
/// Codecs: how values are written as bodies and bodies are read as values.
pub mod codec {
    pub use callpoint_core::codec::*;

    pub use crate::streamed::{NdJson, Sse, Stream};
}
#[cfg(feature = "drift")]
pub use callpoint_core::drift;
#[cfg(feature = "serve")]
pub use callpoint_core::serve;
pub use callpoint_core::{meta, multipart};

pub use callpoint_core::Bytes;
pub use callpoint_core::http;
#[doc(hidden)]
pub use callpoint_core::kind;
pub use callpoint_core::{
    ApiError, Base, BaseUrl, Body, BoxError, BuildError, BuildErrorKind, ConfigError, DecodeError,
    DisplayValues, Endpoint, Error, ErrorMessage, ErrorSet, Flag, InvalidBaseUrl, ParamValue,
    Patch, ProblemDetails, RawResponse, ReadError, RequestWriter, Response, ResponseReader, Server,
    StreamedContent, TimeoutKind, TransportError, TransportErrorKind, UnexpectedStatus, ValueFor,
};
/// Names a server for `base = …`: a unit struct, whose URL is given to the client's builder; see [`Base`](trait@Base).
///
/// `#[base("https://uploads.example.com")]` above it is the URL that the documentation names. Exported documents show it; clients do not use it.
pub use callpoint_macros::Base;
#[doc = include_str!("../docs/deserialize.md")]
pub use callpoint_macros::Deserialize;
#[doc = include_str!("../docs/error-message.md")]
pub use callpoint_macros::ErrorMessage;
#[doc = include_str!("../docs/error-set.md")]
pub use callpoint_macros::ErrorSet;
#[doc = include_str!("../docs/from-response.md")]
pub use callpoint_macros::FromResponse;
/// Implements an enum of strings that may grow: an undocumented value is kept instead of being an error.
///
/// The enum has variants without values, and one with a `String` for everything else. The derive implements serde's traits, `Display` and
/// `FromStr`, all with the serde names, so the enum can be sent in path, query and headers too. Do not derive serde's traits as well.
///
/// ```
/// use callpoint::OpenEnum;
///
/// #[derive(Debug, PartialEq, OpenEnum)]
/// #[serde(rename_all = "snake_case")]
/// enum Status {
///     Valid,
///     TokenRequired,
///     Unknown(String),
/// }
///
/// let read = |text: &str| serde_json::from_str::<Status>(text);
/// assert_eq!(read("\"token_required\"")?, Status::TokenRequired);
/// assert_eq!(read("\"on_demand\"")?, Status::Unknown("on_demand".to_owned()));
/// assert_eq!(serde_json::to_string(&read("\"on_demand\"")?)?, "\"on_demand\"");
/// assert_eq!(Status::TokenRequired.to_string(), "token_required");
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// If callpoint is renamed or re-exported, set its path with `#[callpoint(crate = path)]`.
pub use callpoint_macros::OpenEnum;
/// Sets options for every [`#[endpoint]`](macro@endpoint) of a module, and lists the endpoints.
///
/// The options are `auth`, `base`, `header`, `errors`, `body`, `timeout`, `max_response`, `max_retries`, `idempotency_key`, `message`, `non_exhaustive`, `serve` and `crate`; an endpoint's own options win. The key is for each POST and PATCH without a stream. The list is `ENDPOINTS`, the
/// metadata in order of declaration, including nested modules. Endpoints do not need such a module.
///
/// ```
/// use callpoint::api;
///
/// #[api(auth = Basic, timeout = "5s")]
/// pub mod links {
///     use callpoint::endpoint;
///
///     /// Shows one link.
///     #[endpoint(GET, "/links/<id>")]
///     pub struct GetLink {
///         pub id: u64,
///     }
///
///     /// Checks that the service is up.
///     #[endpoint(GET, "/health", auth = none, 204 => ())]
///     pub struct Health;
/// }
///
/// let templates: Vec<_> = links::ENDPOINTS.iter().map(|endpoint| endpoint.template).collect();
/// assert_eq!(templates, ["/links/<id>", "/health"]);
/// ```
pub use callpoint_macros::api;
#[doc = include_str!("../docs/attribute.md")]
pub use callpoint_macros::endpoint;

#[cfg(feature = "client")]
pub use self::client::{Call, Client, ClientBuilder};
pub use self::stream::{ByteStream, Events, JsonLines, StreamError};
pub use self::upload::Upload;
#[cfg(feature = "client")]
pub use callpoint_core::{Curl, RetryPolicy, redirect::RedirectPolicy};
pub use callpoint_core::{Event, EventId};

/// The method `call` of an endpoint, if the `client` feature is on: the macros do not see which features are on.
#[cfg(feature = "client")]
#[doc(hidden)]
#[macro_export]
macro_rules! __call {
    ($($item:tt)*) => { $($item)* };
}

/// Without the `client` feature there is no `call`.
#[cfg(not(feature = "client"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __call {
    ($($item:tt)*) => {};
}
