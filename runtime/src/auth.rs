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
mod oauth2;
mod several;

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

pub use self::api_key::ApiKey;
pub use self::basic::Basic;
pub use self::bearer::Bearer;
pub use self::oauth2::{OAuth2, OAuth2Builder};
pub use self::several::{And, At};
use crate::body::{Body, BoxError};

/// What a client adds to its requests to prove who it is.
///
/// Most schemes need [`authorize`](Self::authorize) alone. One that has to ask somebody for a token first says so by [`get_ready`](Self::get_ready),
/// one whose token can run out by [`renew`](Self::renew).
///
/// ```
/// use callpoint::auth::{AuthorizeError, Credentials};
/// use callpoint::{Body, Client, endpoint, http};
///
/// /// A session cookie.
/// struct Session(http::HeaderValue);
///
/// impl Credentials for Session {
///     fn authorize(&self, request: &mut http::Request<Body>) -> Result<(), AuthorizeError> {
///         request.headers_mut().insert("cookie", self.0.clone());
///         Ok(())
///     }
/// }
///
/// #[endpoint(DELETE, "/links/<id>", auth = Session, 204 => ())]
/// struct DeleteLink {
///     id: String,
/// }
///
/// let mut cookie = http::HeaderValue::from_static("session=8f2a");
/// cookie.set_sensitive(true);
/// let client: Client<Session> = Client::builder("https://api.example.com").credentials(Session(cookie)).build()?;
/// let call = DeleteLink::new("7").call(&client);
/// # Ok::<(), callpoint::ConfigError>(())
/// ```
pub trait Credentials: Send + Sync + 'static {
    /// Adds it to a request that goes to the client's own origin.
    ///
    /// Mark header values as sensitive, so that they stay out of logs.
    ///
    /// # Errors
    /// The request cannot be authorised; it is not sent.
    fn authorize(&self, request: &mut http::Request<Body>) -> Result<(), AuthorizeError>;

    /// What has to happen before the next request, where something has to: a token is fetched. It happens within the time limits of the call
    /// that waits for it.
    fn get_ready(&self) -> Option<GettingReady<'_>> {
        None
    }

    /// Which credentials `authorize` adds at the moment: a number that changes whenever they do. `None` where they cannot be renewed.
    fn version(&self) -> Option<u64> {
        None
    }

    /// What happens after the server refused these credentials with 401: others are fetched, unless that has happened since. The call is made once
    /// more then.
    fn renew(&self, refused: u64) -> Option<GettingReady<'_>> {
        let _ = refused;
        None
    }
}

/// Credentials on their way.
pub type GettingReady<'a> = Pin<Box<dyn Future<Output = Result<(), AuthorizeError>> + Send + 'a>>;

/// Why a request could not be authorised. It never shows the credentials.
#[derive(Debug, Clone)]
pub struct AuthorizeError {
    reason: &'static str,
    source: Option<Arc<dyn std::error::Error + Send + Sync>>,
}

impl AuthorizeError {
    /// A reason in constant words.
    #[must_use]
    pub const fn new(reason: &'static str) -> Self {
        Self {
            reason,
            source: None,
        }
    }

    /// Adds the cause. Its text must not show the credentials.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<BoxError>) -> Self {
        self.source = Some(source.into().into());
        self
    }
}

impl fmt::Display for AuthorizeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.reason)
    }
}

impl std::error::Error for AuthorizeError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}

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
///
/// A scheme of your own that does what another one asks for says so: `impl Provides<Bearer> for Vault {}`. `Place` is where a client with
/// several schemes has the one that is asked for; the compiler finds it.
#[diagnostic::on_unimplemented(
    message = "this client has no `{Scheme}` credentials",
    label = "a client with `{Self}` credentials",
    note = "a client gets its credentials when it is built: `.basic_auth(…)`, `.bearer_token(…)`, `.api_key_header(…)` or `.credentials(…)`"
)]
pub trait Provides<Scheme: ?Sized, Place = At<0>> {
    /// Which of several credentials it is.
    #[doc(hidden)]
    const INDEX: usize = 0;
}

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
