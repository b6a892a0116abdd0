//! The contract between a declaration and everything that executes it. No I/O happens here.

use bytes::Bytes;

use crate::answer::{Answer, NotRead, Unread};
use crate::auth::{Provides, Scheme};
use crate::base::BaseUrl;
use crate::body::Body;
use crate::client::Client;
use crate::error::{BuildError, Error};
use crate::export::Curl;
use crate::meta::{AnswerMeta, EndpointMeta};
use crate::request::RequestWriter;

/// One operation of an HTTP API: what is sent and what may come back.
///
/// [`#[endpoint]`](crate::endpoint) implements it for a struct. By hand it takes four types, one constant and two methods:
///
/// ```
/// use std::convert::Infallible;
/// use callpoint::meta::{AnswerMeta, EndpointMeta, StatusMatch};
/// use callpoint::{Answer, BaseUrl, Endpoint, RequestWriter, Unread, auth, codec::Text};
///
/// struct Version;
///
/// impl Endpoint for Version {
///     const META: &'static EndpointMeta = &EndpointMeta::new("Version", "GET", "/version")
///         .successes(&[AnswerMeta::new(&[StatusMatch::Code(200)], "String", "Text")]);
///     type Auth = auth::AnyAuth;
///     type Output = String;
///     type Error = Infallible;
///
///     fn write(&self, request: &mut RequestWriter) {
///         request.literal("/version");
///     }
///
///     fn read(answer: &mut Answer) -> Result<String, Unread<Infallible>> {
///         match answer.status().as_u16() {
///             200 => answer.decode::<String, Text>().map_err(Unread::Not),
///             _ => Err(Unread::undeclared()),
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
    /// What the declaration says.
    const META: &'static EndpointMeta;

    /// The credentials that a client must have to make this call: a scheme of [`auth`](crate::auth), or
    /// [`AnyAuth`](crate::auth::AnyAuth) where the declaration asks for none.
    type Auth: Scheme;

    /// What a success gives.
    type Output;

    /// What a declared refusal gives; [`Infallible`](std::convert::Infallible) where none is declared.
    type Error;

    /// Hands every field to the place where it travels.
    ///
    /// The writer keeps the first thing that cannot be sent; [`to_http`](Self::to_http) reports it.
    fn write(&self, request: &mut RequestWriter);

    /// Turns an answer into the type that is declared for its status.
    ///
    /// # Errors
    /// [`Unread::Api`] with a declared refusal, [`Unread::Not`] where the status is not declared or the body has another shape.
    fn read(answer: &mut Answer) -> Result<Self::Output, Unread<Self::Error>>;

    /// The request as it would be sent to `base`, without credentials. Nothing is sent.
    ///
    /// # Errors
    /// The first field that cannot travel, with the reason.
    fn to_http(&self, base: &BaseUrl) -> Result<http::Request<Body>, BuildError> {
        let mut request = RequestWriter::new(Self::META, base);
        self.write(&mut request);
        request.finish()
    }

    /// The call as a curl command, with the headers and credentials of `client`. Nothing is sent, and secrets show as `***`.
    ///
    /// # Errors
    /// The request cannot be made or authorised.
    fn curl<A, P>(&self, client: &Client<A>) -> Result<Curl, BuildError>
    where
        Self: Sized,
        A: Provides<Self::Auth, P>,
    {
        client.curl(self)
    }

    /// What the declaration makes of a response, from whatever HTTP client it came.
    ///
    /// # Errors
    /// [`Error::Api`] with a declared refusal, [`Error::Unexpected`] with a status that is not declared, [`Error::Decode`] where
    /// the body has another shape. Each keeps status, headers and body.
    fn from_http(response: http::Response<Bytes>) -> Result<Self::Output, Error<Self::Error>> {
        let mut answer = Answer::new(Self::META, response);
        match Self::read(&mut answer) {
            Ok(value) => Ok(value),
            Err(unread) => Err(unread.into_error(answer)),
        }
    }
}

/// A set of refusals, each status with its type: what `errors = …` names and `#[derive(Responses)]` implements.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a set of error answers",
    label = "needs `#[derive(Responses)]`",
    note = "`errors = …` names an enum with `#[derive(callpoint::Responses)]`, each variant with its `#[status(…)]`"
)]
pub trait Responses: Sized {
    /// The refusals in the order in which they are tried.
    const ANSWERS: &'static [AnswerMeta];

    /// Turns an answer into the variant that is declared for its status.
    ///
    /// # Errors
    /// [`NotRead`] where the status is not declared or the body has another shape.
    fn read(answer: &mut Answer) -> Result<Self, NotRead>;
}
