#![cfg_attr(docsrs, feature(doc_cfg))]
#![doc = include_str!("../README.md")]
//!
//! # In this documentation
//!
//! - [`#[endpoint]`](macro@endpoint): everything that a declaration can say; [`#[api]`](macro@api),
//!   [`#[derive(Responses)]`](derive@Responses) and [`#[derive(Param)]`](derive@Param) beside it.
//! - [`Client`], [`Error`], and [`Endpoint`] between them.
//! - [`guide`]: what is on the wire, the defaults and why, errors, credentials, transports, exports, testing.
//!
//! # Features
//!
//! | feature | what it adds | unless switched off |
//! |---|---|---|
//! | `reqwest` | the default transport | on |
//! | `rustls` | TLS for it, with the platform's certificates | on |
//! | `native-tls` | TLS for it by the operating system's library | off |
//! | `http2` | HTTP/2 where the server offers it, for it and for `HyperTransport` | off |
//! | `hyper` | `HyperTransport`: hyper's own client, for those who count instructions | off |
//! | `hyper-rustls` | TLS for that one, with the platform's certificates | off |
//! | `blocking` | `blocking::Client`: calls without async code | off |
//! | `tracing` | a span for each call and each attempt, by OpenTelemetry's conventions | off |
//! | `mock` | `MockTransport`: answers for tests, by endpoint | off |
//! | `tower` | `TowerTransport`: any tower service, an axum router in a test among them, as a transport | off |
//! | `gzip`, `brotli`, `zstd`, `deflate` | answers that were compressed on the way, with any transport | off |
//! | `xml` | the codec `Xml` | off |

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;
mod answer;
mod base;
mod body;
mod client;
#[cfg(feature = "_decompress")]
mod decompress;
mod encode;
mod endpoint;
mod error;
mod export;
mod in_place;
mod mask;
pub mod multipart;
pub mod pages;
mod param;
mod patch;
mod problem;
mod redirect;
mod request;
mod response;
mod retry;
pub mod stream;
#[cfg_attr(not(feature = "tracing"), path = "untraced.rs")]
mod trace;
mod upload;

pub mod auth;
#[cfg(feature = "blocking")]
pub mod blocking;
pub mod codec;
#[cfg(any(doc, doctest))]
pub mod guide;
pub mod meta;
#[cfg(feature = "mock")]
pub mod mock;
pub mod transport;

pub use bytes::Bytes;
/// Makes a struct from a whole answer, for arms like `200 => Download as Whole`.
///
/// Each field says where it comes from: `#[status]` the status code ([`StatusCode`](http::StatusCode) or `u16`), `#[header("etag")]` a header whose value is
/// parsed by `FromStr` (an `Option` where it may be missing), `#[headers]` all of them, `#[body]` or `#[body(Text)]` the body by its codec.
///
/// ```
/// use callpoint::{Bytes, Endpoint, FromResponse, endpoint};
///
/// #[derive(FromResponse)]
/// struct Download {
///     #[status]
///     status: u16,
///     #[header("etag")]
///     etag: Option<String>,
///     #[header("x-pages")]
///     pages: u32,
///     #[body(Raw)]
///     content: Bytes,
/// }
///
/// #[endpoint(GET, "/files/<id>", 200 | 206 => Download as Whole)]
/// struct GetFile {
///     id: u64,
/// }
///
/// let answer = http::Response::builder().status(206).header("x-pages", "3").body("text".into()).unwrap();
/// let download = GetFile::from_http(answer).unwrap();
/// assert_eq!((download.status, download.etag, download.pages), (206, None, 3));
/// assert_eq!(download.content, "text");
/// ```
///
/// `#[callpoint(crate = path)]` says where callpoint is, when it is renamed or re-exported.
pub use callpoint_macros::FromResponse;
/// Lets an enum of strings grow: a value that nobody documented is kept and not an error.
///
/// The enum has variants without values, and one with a `String` for everything else. It is read and written by serde, shown by `Display` and read
/// by `FromStr`, always by its serde names; so it travels in path, query and header too. Do not derive serde's traits beside it.
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
/// `#[callpoint(crate = path)]` says where callpoint is, when it is renamed or re-exported.
pub use callpoint_macros::OpenEnum;
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
/// The options are `auth`, `errors`, `body`, `timeout`, `max_response`, `retries` and `crate`; an endpoint's own win. The list is `ENDPOINTS`, the metadata in
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
pub use self::export::{Curl, HttpFile, http_file, postman};
pub use self::param::{Flag, Param, ParamValues, Segments, kind};
pub use self::patch::Patch;
pub use self::problem::Problem;
pub use self::redirect::Redirects;
pub use self::request::RequestWriter;
pub use self::response::{RawResponse, Response};
pub use self::retry::RetryPolicy;
pub use self::stream::{ByteStream, Event, Events, JsonLines, StreamError};
pub use self::upload::Upload;
