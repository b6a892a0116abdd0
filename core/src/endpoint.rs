//! The contract between a declaration and the code that executes it. No I/O happens here.

use bytes::Bytes;

use crate::auth::Requirement;
use crate::base::BaseUrl;
use crate::body::Body;
use crate::error::{BuildError, Error};
use crate::meta::{EndpointMeta, ResponseMeta};
use crate::read::ReadError;
use crate::reader::ResponseReader;
use crate::request::RequestWriter;

/// One operation of an HTTP API: its request and its possible responses.
///
/// `#[endpoint]` implements it for a struct. A manual implementation takes three types, one constant and two methods:
///
/// ```
/// use std::convert::Infallible;
/// use callpoint::meta::{ResponseMeta, EndpointMeta, StatusPattern};
/// use callpoint::codec::{Codec, Text};
/// use callpoint::{BaseUrl, Endpoint, ReadError, RequestWriter, ResponseReader, auth};
///
/// struct Version;
///
/// impl Endpoint for Version {
///     const META: &'static EndpointMeta = &EndpointMeta::new("Version", "GET", "/version")
///         .successes(&[ResponseMeta::new(&[StatusPattern::Code(200)], "String", Text::META)]);
///     type Auth = auth::AnyAuth;
///     type Output = String;
///     type Error = Infallible;
///
///     fn write(&self, request: &mut RequestWriter) {
///         request.literal("/version");
///     }
///
///     fn read(response: &mut ResponseReader) -> Result<String, ReadError<Infallible>> {
///         match response.status().as_u16() {
///             200 => Ok(response.decode::<String, Text>()?),
///             _ => Err(ReadError::UndeclaredStatus),
///         }
///     }
/// }
///
/// let request = Version.to_http(&BaseUrl::parse("https://api.example.com/v1")?)?;
/// assert_eq!(request.uri(), "https://api.example.com/v1/version");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an endpoint",
    label = "not declared with `#[endpoint]`",
    note = "put `#[endpoint(GET, \"/path\")]` above the struct"
)]
pub trait Endpoint {
    /// The metadata of the declaration.
    const META: &'static EndpointMeta;

    /// The credentials that a client needs to make this call: a scheme of [`auth`](crate::auth), or [`AnyAuth`](crate::auth::AnyAuth) if the
    /// declaration names none.
    type Auth: Requirement;

    /// The type of a successful response.
    type Output;

    /// The type of the declared error responses; [`Infallible`](std::convert::Infallible) if none is declared.
    type Error;

    /// Writes every field to its location in the request.
    ///
    /// The writer keeps the first error; [`to_http`](Self::to_http) returns it.
    fn write(&self, request: &mut RequestWriter);

    /// Decodes a response as the type that is declared for its status.
    ///
    /// # Errors
    /// A [`ReadError`], unless the response is a declared success whose body matches its type.
    fn read(response: &mut ResponseReader) -> Result<Self::Output, ReadError<Self::Error>>;

    /// Builds the request for `base`, without credentials. Nothing is sent.
    ///
    /// # Errors
    /// The first field that cannot be sent, with the reason.
    fn to_http(&self, base: &BaseUrl) -> Result<http::Request<Body>, BuildError> {
        let mut request = RequestWriter::new(Self::META, base);
        self.write(&mut request);
        request.finish()
    }

    /// Reads a response, from whichever HTTP client it came.
    ///
    /// # Errors
    /// [`Error::Api`] for a declared error response, [`Error::Unexpected`] for an undeclared status, [`Error::Decode`] if the body does not match the
    /// declared type. Each keeps status, headers and body.
    fn from_http(response: http::Response<Bytes>) -> Result<Self::Output, Error<Self::Error>> {
        let mut response = ResponseReader::new(Self::META, response);
        match Self::read(&mut response) {
            Ok(value) => Ok(value),
            Err(error) => Err(error.into_error(response)),
        }
    }
}

/// A set of error responses, each with its statuses and type: what `errors = …` names and `#[derive(ErrorSet)]` implements.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a set of error responses",
    label = "needs `#[derive(ErrorSet)]`",
    note = "`errors = …` names an enum with `#[derive(callpoint::ErrorSet)]`, each variant with its `#[status(…)]`"
)]
pub trait ErrorSet: Sized {
    /// The error responses in the order in which they are matched.
    const RESPONSES: &'static [ResponseMeta];

    /// Decodes a response as the variant that is declared for its status.
    ///
    /// # Errors
    /// The status is not declared, or the body does not match the declared type.
    fn read(response: &mut ResponseReader) -> Result<Self, ReadError>;
}
