#![cfg_attr(docsrs, feature(doc_cfg))]
#![doc = include_str!("../README.md")]
//!
//! # In this documentation
//!
//! - [`#[endpoint]`](macro@endpoint): everything that a declaration can say; [`#[api]`](macro@api),
//!   [`#[derive(Responses)]`](derive@Responses) and [`#[derive(Param)]`](derive@Param) beside it.
//! - [`Client`], [`Error`], and [`Endpoint`] between them.
//! - [`guide`]: what is on the wire, the defaults and why, errors.
//!
//! # Features
//!
//! | feature | what it adds | unless switched off |
//! |---|---|---|
//! | `reqwest` | the default transport | on |
//! | `rustls` | TLS for it, with the platform's certificates | on |
//! | `native-tls` | TLS for it by the operating system's library | off |
//! | `http2` | HTTP/2 for it, where the server offers it | off |

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;
mod answer;
mod base;
mod body;
mod client;
mod encode;
mod endpoint;
mod error;
pub mod multipart;
mod param;
mod patch;
mod request;
mod response;
pub mod stream;
mod upload;

pub mod auth;
pub mod codec;
#[cfg(any(doc, doctest))]
pub mod guide;
pub mod meta;
pub mod transport;

pub use bytes::Bytes;
/// Lets an enum travel in path, query and header by its serde names.
///
/// `#[serde(rename = "…")]` and `#[serde(rename_all = "…")]` give the names, so that a value is the same text in the path, in the query and in
/// a JSON body. The variants carry no values. A type that is `Display` needs no derive.
///
/// ```
/// use callpoint::{BaseUrl, Endpoint, Param, endpoint};
/// use serde::Serialize;
///
/// #[derive(Param, Serialize)]
/// #[serde(rename_all = "kebab-case")]
/// enum AccessMode {
///     OneTime,
///     Recurrent,
/// }
///
/// #[endpoint(GET, "/links/<mode>")]
/// struct ListLinks {
///     mode: AccessMode,
/// }
///
/// let request = ListLinks::new(AccessMode::OneTime).to_http(&BaseUrl::parse("https://api.example.com")?)?;
/// assert_eq!(request.uri().path(), "/links/one-time");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// `#[callpoint(crate = path)]` says where callpoint is, when it is renamed or re-exported.
pub use callpoint_macros::Param;
/// Makes an enum a set of refusals that endpoints share by `errors = …`.
///
/// Each variant carries one type and has its statuses, written as in an arm: `#[status(400 | 404)]`, `#[status(5xx as Text)]`, `#[status(_)]`. The
/// first match wins. The enum must be `Debug`; it becomes an [`Error`](std::error::Error) and gets `is_…()` and `as_…()` for each variant.
///
/// ```
/// use callpoint::{Endpoint, Responses, endpoint};
/// use serde::Deserialize;
///
/// #[derive(Debug, Responses)]
/// pub enum ApiError {
///     #[status(400 | 404)]
///     Rejected(Vec<Problem>),
///     #[status(5xx as Text)]
///     Down(String),
/// }
///
/// #[derive(Debug, Deserialize)]
/// pub struct Problem {
///     pub code: String,
/// }
///
/// #[endpoint(GET, "/links/<id>", errors = ApiError, 204 => ())]
/// struct GetLink {
///     id: u64,
/// }
///
/// let answer = http::Response::builder().status(502).body("no luck".into()).unwrap();
/// let error = GetLink::from_http(answer).unwrap_err();
/// assert_eq!(error.api().unwrap().as_down().unwrap(), "no luck");
/// ```
///
/// `#[callpoint(crate = path)]` says where callpoint is, when it is renamed or re-exported.
pub use callpoint_macros::Responses;
/// Gives its options to every [`#[endpoint]`](macro@endpoint) of a module, and lists them.
///
/// The options are `auth`, `errors`, `body`, `timeout`, `max_response` and `crate`; an endpoint's own win. The list is `ENDPOINTS`, the metadata in
/// the order of the declarations, those of modules inside included. Endpoints need no such module.
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
///     /// Says whether the service is there.
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
pub use http;

pub use self::answer::{Answer, NotRead, Unread};
pub use self::base::{BaseUrl, InvalidBaseUrl};
pub use self::body::{Body, BoxError};
pub use self::client::{Call, Client, ClientBuilder};
pub use self::endpoint::{Endpoint, Responses};
pub use self::error::{
    BuildError, BuildErrorKind, ConfigError, DecodeError, Error, Refusal, TimeoutKind,
    TransportError, TransportErrorKind, Unexpected,
};
pub use self::param::{Flag, Param, ParamValues, Segments, kind};
pub use self::patch::Patch;
pub use self::request::RequestWriter;
pub use self::response::{RawResponse, Response};
pub use self::stream::{ByteStream, Event, Events, JsonLines, StreamError};
pub use self::upload::Upload;
