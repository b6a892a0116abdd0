//! The other direction of a declaration: the request that a client made by it, and the response that the client will read by it.
//!
//! A typed fake of a service is made of it: [`Serve::from_request`] gives the handler the struct of the request, [`Serve::output_to_http`] and
//! [`Serve::error_to_http`] make a message of what it returns. Which declaration a request is for, [`matches()`] says by the metadata alone.
//!
//! `#[endpoint(…, serve)]` and `#[api(serve)]` implement [`Serve`], where callpoint's feature `serve` is on; without it the option does nothing, so that a
//! program that only makes calls does not compile it. `callpoint-testing` turns it on, as a dev-dependency for tests alone.
//!
//! ```
//! use callpoint::serve::Serve;
//! use callpoint::{BaseUrl, Endpoint, endpoint};
//!
//! #[endpoint(GET, "/links/<id>", serve, 200 => Link { id: u64, name: String }, 404 => Missing { code: String })]
//! #[derive(Debug)]
//! struct GetLink {
//!     id: u64,
//! }
//!
//! // What a client sends is what a server has received.
//! let request = GetLink::new(7_u64).to_http(&BaseUrl::parse("https://api.example.com/v1")?)?;
//! let request = request.map(|body| body.try_into_bytes().unwrap_or_default());
//! let GetLink { id } = GetLink::from_request(&request, "/v1")?;
//!
//! let response = GetLink::output_to_http(Link { id, name: "Ann".to_owned() }, None)?;
//! assert_eq!(response.body().as_bytes(), Some(&br#"{"id":7,"name":"Ann"}"#[..]));
//! let missing = Missing { code: "gone".to_owned() };
//! assert_eq!(GetLink::error_to_http(GetLinkError::Missing(missing), None)?.status(), 404);
//!
//! let request = http::Request::get("/v1/links/seven").body(bytes::Bytes::new())?;
//! assert_eq!(GetLink::from_request(&request, "/v1").unwrap_err().name(), "id");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! An output that is a stream is made of what is sent, as a client makes it: by [`Endpoint::from_http`].
//!
//! # What is read back
//!
//! A request is read as the value that sent it. Where two values send the same, it is the plainer one:
//!
//! | sent | read |
//! |---|---|
//! | `Some` of an empty list, or of a struct whose fields are all absent, in the query, a header or a form | `None` |
//! | an empty list inside of a struct in the query or a form | missing, unless the field has `#[serde(default)]` |
//! | a flag that is `Some(false)` | `None` |
//! | text that looks like a number or a boolean, as `serde_json::Value` or an untagged enum in path, query, header or form | text, where the type reads one |
//! | a list of one item of a type that may be a single value too (an untagged enum) | the single value |
//! | a field with `#[serde(skip)]`, or one that `skip_serializing_if` leaves out | the default of its type |
//! | a key of a map in the query or a form that has brackets | the value inside that it stands for, mostly rejected |
//! | two parameters with `#[query(flatten)]` | each is given the entries of both |
//! | a float in JSON | `serde_json`'s nearest, which may differ in the last digit without its feature `float_roundtrip` |
//! | text with a byte order mark in a body as `Text` | the text without it |
//! | a number and a text that looks like one, both inside of serde's `flatten` in the query or a form | rejected: serde does not say which of them is which |
//!
//! `#[serde(serialize_with)]` without its inverse, and `#[serde(into)]` without `from`, are read as the type says. Parameters, header fields and entries that no
//! field has are ignored.
//!
//! A response is read back as it is by what wrote it: `Some` of an empty body is `None`, a stream is passed on as it was received, and one that is declared for
//! `image/*` has the media type `image/octet-stream` unless `#[derive(FromResponse)]` gives its own.

mod content;
mod events;
#[doc(hidden)]
pub mod expansion;
mod parse;
mod rejection;
mod request;
mod response;
mod route;
mod texts;
mod write;

use bytes::Bytes;
use http::StatusCode;

#[doc(hidden)]
pub use self::events::event_stream_text;
pub use self::parse::ParsedValues;
pub use self::rejection::{Rejection, RejectionKind};
pub use self::request::{FromFlag, RequestReader};
pub use self::response::ResponseWriter;
pub use self::route::{Mismatch, Specificity, matches};
pub use self::texts::{FieldValue, Texts};
pub use self::write::{RespondedBy, ServeErrors};
use crate::body::Body;
use crate::endpoint::Endpoint;
use crate::error::BuildError;

/// An endpoint whose requests can be read and whose responses can be written, as a server does.
///
/// `#[endpoint(…, serve)]` implements it. A manual implementation is the inverse of the one of [`Endpoint`]:
///
/// ```
/// # use std::convert::Infallible;
/// # use callpoint::meta::{EndpointMeta, FieldLocation, ParamMeta, ResponseMeta, StatusPattern};
/// # use callpoint::{ReadError, RequestWriter, ResponseReader, auth};
/// use callpoint::codec::{Codec, Text};
/// use callpoint::serve::{Rejection, RequestReader, ResponseWriter, Serve};
/// use callpoint::{BaseUrl, Bytes, Endpoint};
///
/// #[derive(Debug, PartialEq)]
/// struct Name {
///     id: u64,
/// }
/// # impl Endpoint for Name {
/// #     const META: &'static EndpointMeta = &EndpointMeta::new("Name", "GET", "/names/<id>")
/// #         .parameters(&[ParamMeta::new("id", FieldLocation::Path, "u64")])
/// #         .successes(&[ResponseMeta::new(&[StatusPattern::Code(200)], "String", Text::META)]);
/// #     type Auth = auth::AnyAuth;
/// #     type Output = String;
/// #     type Error = Infallible;
/// #     fn write(&self, request: &mut RequestWriter) {
/// #         request.literal("/names/");
/// #         request.path::<u64>("id", &self.id);
/// #     }
/// #     fn read(response: &mut ResponseReader) -> Result<String, ReadError<Infallible>> {
/// #         Ok(response.decode::<String, Text>()?)
/// #     }
/// # }
///
/// impl Serve for Name {
///     fn read_request(request: &RequestReader<'_>) -> Result<Self, Rejection> {
///         Ok(Self { id: request.path("id")?.value()? })
///     }
///
///     fn write_output(output: String, response: &mut ResponseWriter) {
///         response.success::<_, Text>(0, &output);
///     }
///
///     fn write_error(error: Infallible, _: &mut ResponseWriter) {
///         match error {}
///     }
/// }
///
/// let request = Name { id: 7 }.to_http(&BaseUrl::parse("https://api.example.com/v1")?)?;
/// assert_eq!(Name::from_request(&request.map(|_| Bytes::new()), "/v1")?, Name { id: 7 });
/// let response = Name::output_to_http("Ann".to_owned(), None)?;
/// assert_eq!((response.status().as_u16(), response.body().as_bytes()), (200, Some(&b"Ann"[..])));
///
/// let request = http::Request::get("/v1/names/ann").body(Bytes::new())?;
/// let rejection = Name::from_request(&request, "/v1").unwrap_err();
/// assert_eq!(rejection.to_string(), "GET /names/<id>: path parameter `id`: expected an integer within 0..=18446744073709551615");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "requests of `{Self}` cannot be read by a server",
    label = "not declared with `serve`",
    note = "write `#[endpoint(GET, \"/path\", serve)]`, or `#[api(serve)]` for a module, and turn on callpoint's feature `serve`: `callpoint-testing` does it"
)]
pub trait Serve: Endpoint + Sized {
    /// Reads every field from its location in the request.
    ///
    /// # Errors
    /// The first field that is not what is declared.
    fn read_request(request: &RequestReader<'_>) -> Result<Self, Rejection>;

    /// Writes a declared success.
    ///
    /// The writer keeps the first error; [`output_to_http`](Self::output_to_http) returns it.
    fn write_output(output: Self::Output, response: &mut ResponseWriter);

    /// Writes a declared error response.
    ///
    /// The writer keeps the first error; [`error_to_http`](Self::error_to_http) returns it.
    fn write_error(error: Self::Error, response: &mut ResponseWriter);

    /// Reads a request, from whichever HTTP server it came: the inverse of [`to_http`](Endpoint::to_http).
    ///
    /// `base_path` is the path of the base URL that the client has: `"/v1"`, or `""` if it has none, or if something has removed it, as
    /// axum's `nest` does. Credentials are not looked at, nor are parameters and fields that the declaration does not know.
    ///
    /// # Errors
    /// The request is not what the declaration makes of any value; the error says which part and why, never with a value.
    fn from_request(request: &http::Request<Bytes>, base_path: &str) -> Result<Self, Rejection> {
        Self::read_request(&RequestReader::new(Self::META, request, base_path)?)
    }

    /// Makes a response of an output: the inverse of [`from_http`](Endpoint::from_http).
    ///
    /// Without a status it is the first one that is declared for that output: for `2xx` 200.
    ///
    /// # Errors
    /// The status is not declared for the output, or its codec cannot write it.
    fn output_to_http(
        output: Self::Output,
        status: Option<StatusCode>,
    ) -> Result<http::Response<Body>, BuildError> {
        let mut response = ResponseWriter::new(Self::META, status);
        Self::write_output(output, &mut response);
        response.finish()
    }

    /// Makes a response of a declared error.
    ///
    /// Without a status it is the first one that is declared for that error: for `4xx` 400, for `_` 500 or the next one that no other response takes.
    ///
    /// # Errors
    /// The status is not declared for the error, or its codec cannot write it.
    fn error_to_http(
        error: Self::Error,
        status: Option<StatusCode>,
    ) -> Result<http::Response<Body>, BuildError> {
        let mut response = ResponseWriter::new(Self::META, status);
        Self::write_error(error, &mut response);
        response.finish()
    }
}
