//! Credentials: how a client proves who it is, as types that the compiler holds against the declarations.
//!
//! A [`Client<Basic>`](crate::Client) has [`Basic`] credentials, a `Client<Anonymous>` has none. A declaration with `auth = Basic` can be
//! called with the first only:
//!
//! ```compile_fail
//! use callpoint::{Client, endpoint};
//!
//! #[endpoint(DELETE, "/links/<id>", auth = Basic, 204 => ())]
//! struct DeleteLink {
//!     id: String,
//! }
//!
//! let client = Client::builder("https://api.example.com").build().unwrap();
//! let call = DeleteLink::new("7").call(&client); // this client has no `Basic` credentials
//! ```
//!
//! A scheme of your own is a type with [`Credentials`]; a client gets it by
//! [`credentials`](crate::ClientBuilder::credentials), a declaration asks for it by `auth = MyScheme`.

mod api_key;
mod basic;
mod bearer;

use std::fmt;

pub use self::api_key::ApiKey;
pub use self::basic::Basic;
pub use self::bearer::Bearer;
use crate::body::Body;

/// What a client adds to its requests to prove who it is.
pub trait Credentials: Send + Sync + 'static {
    /// Adds it to a request that goes to the client's own origin.
    ///
    /// Mark header values as sensitive, so that they stay out of logs.
    ///
    /// # Errors
    /// The request cannot be authorised; it is not sent.
    fn authorize(&self, request: &mut http::Request<Body>) -> Result<(), AuthorizeError>;
}

/// Why a request could not be authorised. It never shows the credentials.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AuthorizeError {
    reason: &'static str,
}

impl AuthorizeError {
    /// A reason in constant words.
    #[must_use]
    pub const fn new(reason: &'static str) -> Self {
        Self { reason }
    }
}

impl fmt::Display for AuthorizeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.reason)
    }
}

impl std::error::Error for AuthorizeError {}

/// Credentials that hold what no header can carry: which part of them, never its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidCredentials {
    problem: &'static str,
}

impl InvalidCredentials {
    pub(crate) const fn new(problem: &'static str) -> Self {
        Self { problem }
    }

    pub(crate) const fn problem(self) -> &'static str {
        self.problem
    }
}

impl fmt::Display for InvalidCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.problem)
    }
}

impl std::error::Error for InvalidCredentials {}

/// The type of a client without credentials, and of `auth = none`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anonymous {}

/// What an endpoint asks for that says nothing of credentials: whatever the client has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnyAuth {}

/// Says that a client with credentials of this type can make calls that ask for `Scheme`.
#[diagnostic::on_unimplemented(
    message = "this client has no `{Scheme}` credentials, which the endpoint requires",
    label = "a client with `{Self}` credentials",
    note = "give them to the client when it is built: `.basic_auth(…)`, `.bearer_token(…)`, `.api_key_header(…)` or `.credentials(…)`"
)]
pub trait Provides<Scheme: ?Sized> {}

/// What an endpoint can ask for: [`Credentials`] of some type, [`Anonymous`] or [`AnyAuth`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an authentication scheme",
    label = "needs `callpoint::auth::Credentials`",
    note = "the schemes are `Basic`, `Bearer`, `ApiKey` and `none`, and every type that implements `Credentials`"
)]
pub trait Scheme {}

#[diagnostic::do_not_recommend]
impl<C: Credentials> Scheme for C {}
impl Scheme for Anonymous {}
impl Scheme for AnyAuth {}

#[diagnostic::do_not_recommend]
impl<S: Credentials> Provides<S> for S {}
#[diagnostic::do_not_recommend]
impl<A> Provides<Anonymous> for A {}
#[diagnostic::do_not_recommend]
impl<A> Provides<AnyAuth> for A {}
