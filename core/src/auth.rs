//! Credentials: how a client authenticates. The compiler checks them against what each declaration requires.
//!
//! A `Client<Basic>` has [`Basic`] credentials, a `Client<Anonymous>` has none. An endpoint declared with `auth = Basic` can only be called with
//! the first:
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
//! A declaration names a [`Scheme`]; a client is given [`Credentials`] that satisfy it. For a custom scheme, implement both traits on your own type. To
//! supply an existing scheme in another way (a bearer token from a vault), implement [`Credentials`] alone.

mod api_key;
mod basic;
mod bearer;
mod challenge;
mod combined;
mod named;
mod several;
pub(crate) mod token;

use std::any::TypeId;
use std::borrow::Cow;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

pub use self::api_key::ApiKey;
pub use self::basic::Basic;
pub use self::bearer::Bearer;
pub use self::challenge::{Challenge, Rejected};
pub(crate) use self::combined::choose;
pub use self::combined::{AllOf, AnyOf, OnBase, Optional};
#[doc(hidden)]
pub use self::combined::{By, ByChoice, ByLeft, ByRight, HeldBy};
pub use self::named::{Key, NamedScheme, ValueOf};
#[doc(hidden)]
pub use self::several::{And, At};
use crate::body::{Body, BoxError};
use crate::meta::{AuthMeta, SecurityScheme};

/// What a client adds to its requests to authenticate.
///
/// Most schemes need only [`authorize`](Self::authorize). Implement [`prepare`](Self::prepare) if a token must be fetched first, and
/// [`refresh`](Self::refresh) if it can expire.
///
/// ```
/// use callpoint::auth::{AuthError, Credentials, Scheme};
/// use callpoint::meta::SecurityScheme;
/// use callpoint::{Body, Client, endpoint, http};
///
/// /// A session cookie.
/// struct Session(http::HeaderValue);
///
/// impl Scheme for Session {
///     const META: SecurityScheme = SecurityScheme::custom("Session");
/// }
///
/// impl Credentials for Session {
///     type Scheme = Self;
///
///     fn authorize(&self, request: &mut http::Request<Body>) -> Result<(), AuthError> {
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
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not credentials",
    label = "needs `callpoint::auth::Credentials`",
    note = "credentials are `Basic`, `Bearer`, `ApiKey`, `OAuth2` and every type that implements `Credentials`"
)]
pub trait Credentials: Send + Sync + 'static {
    /// The scheme that these credentials satisfy: the one a declaration names in `auth = …`.
    type Scheme: Scheme
    where
        Self: Sized;

    /// Adds the credentials to a request, which always goes to the client's own origin.
    ///
    /// The request is complete: method, URL, all header fields of the client, of the declaration and of the call, and the body, whose bytes
    /// [`Body::as_bytes`] returns unless it is streamed. So a scheme can sign it. It is called again for each attempt.
    ///
    /// Mark header values as sensitive to keep them out of logs.
    ///
    /// # Errors
    /// The request cannot be authorised. It is not sent.
    fn authorize(&self, request: &mut http::Request<Body>) -> Result<(), AuthError>;

    /// Work to do before the next request, such as fetching a token. `None` (the default) if there is none. It counts towards the time limits of the
    /// call that waits for it.
    fn prepare(&self) -> Option<PrepareFuture<'_>> {
        None
    }

    /// As [`prepare`](Self::prepare), which it calls by default, with the request: complete but for the credentials. Override it for credentials that depend on the
    /// request, such as a token for its scope, so that a body that cannot be sent twice needs no 401 first.
    fn prepare_for<'a>(&'a self, request: &http::Request<Body>) -> Option<PrepareFuture<'a>> {
        let _ = request;
        self.prepare()
    }

    /// The current generation of the credentials: a number that changes whenever they do. `None` (the default) if they cannot be refreshed.
    fn generation(&self) -> Option<u64> {
        None
    }

    /// Called after the server rejected the credentials of generation `rejected` with 401. Fetches new ones unless that has happened since; the call is
    /// then made once more. `None` (the default) if they cannot be refreshed.
    fn refresh(&self, rejected: u64) -> Option<PrepareFuture<'_>> {
        let _ = rejected;
        None
    }

    /// As [`refresh`](Self::refresh), which it calls by default, with the challenges of the 401 response (RFC 9110, section 11.6.1) and the request that
    /// was rejected. Override it for schemes that need them: a token for a scope, a nonce. It is called only if [`generation`](Self::generation) returns
    /// a number.
    fn challenged(&self, rejected: &Rejected<'_>) -> Option<PrepareFuture<'_>> {
        self.refresh(rejected.generation())
    }
}

/// The future that [`Credentials::prepare`] and [`Credentials::refresh`] return.
pub type PrepareFuture<'a> = Pin<Box<dyn Future<Output = Result<(), AuthError>> + Send + 'a>>;

/// Why a request could not be authorised. Its text never contains the credentials.
#[derive(Debug, Clone)]
pub struct AuthError {
    reason: Cow<'static, str>,
    retry_after: Option<Duration>,
    source: Option<Arc<dyn std::error::Error + Send + Sync>>,
}

impl AuthError {
    /// An error with a constant message.
    #[must_use]
    pub const fn new(reason: &'static str) -> Self {
        Self {
            reason: Cow::Borrowed(reason),
            retry_after: None,
            source: None,
        }
    }

    /// An error whose message names schemes.
    pub(crate) fn worded(reason: String) -> Self {
        Self {
            reason: Cow::Owned(reason),
            ..Self::new("")
        }
    }

    /// Marks the failure as transient: the credentials may be available after this time, or at once if it is zero. The client then asks for them again,
    /// by its [`RetryPolicy`](crate::RetryPolicy) and within the time of the call.
    #[must_use]
    pub const fn transient(mut self, after: Duration) -> Self {
        self.retry_after = Some(after);
        self
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn retry_after(&self) -> Option<Duration> {
        self.retry_after
    }

    /// Adds the cause. Its text must not contain the credentials.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<BoxError>) -> Self {
        self.source = Some(source.into().into());
        self
    }
}

impl fmt::Display for AuthError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

impl std::error::Error for AuthError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}

/// Credentials with a character that is not valid in a header. The text says which part is invalid and never contains its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidCredentials {
    problem: &'static str,
}

impl InvalidCredentials {
    pub(crate) const fn new(problem: &'static str) -> Self {
        Self { problem }
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn problem(self) -> &'static str {
        self.problem
    }
}

impl fmt::Display for InvalidCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.problem)
    }
}

impl std::error::Error for InvalidCredentials {}

/// The type of a client without credentials, and the requirement `auth = none`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anonymous {}

/// The requirement of an endpoint that declares no `auth`: it is sent with the credentials that the client has, if any.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnyAuth {}

/// Implemented for a client's credentials type if the client can make calls that require `Scheme`.
///
/// `Place` is the position of that scheme among the client's credentials; the compiler infers it.
#[diagnostic::on_unimplemented(
    message = "this client has no `{Scheme}` credentials",
    label = "a client with `{Self}` credentials",
    note = "a client gets its credentials when it is built: `.basic_auth(…)`, `.bearer_token(…)`, `.api_key_header(…)`, `.auth::<Scheme>(…)` or `.credentials(…)`",
    note = "a word alone in `auth` is Callpoint's scheme; one of your own with that name is `auth = self::Basic`"
)]
pub trait Provides<Scheme: ?Sized, Place = At<0>> {
    /// The index of the credentials to use, if there are several.
    #[doc(hidden)]
    const INDEX: usize = 0;
}

/// An authentication scheme (`OpenAPI`: security scheme): what `auth = …` names.
///
/// It is a marker for the compiler and a description for exported documents; [`Credentials`] are the values that satisfy it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an authentication scheme",
    label = "needs `callpoint::auth::Scheme`",
    note = "the schemes are `Basic`, `Bearer`, `ApiKey` and every type that implements `Scheme`"
)]
pub trait Scheme: 'static {
    /// The description for the metadata and exported documents.
    const META: SecurityScheme;
}

/// What an endpoint can require: a [`Scheme`], [`Anonymous`], [`AnyAuth`], or several by [`AnyOf`], [`AllOf`] and [`Optional`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an authentication scheme",
    label = "needs `callpoint::auth::Scheme`",
    note = "the schemes are `Basic`, `Bearer`, `ApiKey`, `none` and every type that implements `Scheme`"
)]
pub trait Requirement {
    /// The description for the metadata.
    const META: AuthMeta;

    /// The positions of the credentials to send, as bits, among those of the schemes that a client holds; `None` if it does not hold them all.
    #[doc(hidden)]
    fn select(held: &[TypeId]) -> Option<u8> {
        let _ = held;
        Some(0)
    }
}

#[diagnostic::do_not_recommend]
impl<S: Scheme> Requirement for S {
    const META: AuthMeta = AuthMeta::Scheme(S::META);

    fn select(held: &[TypeId]) -> Option<u8> {
        combined::bit_of::<S>(held)
    }
}

impl Requirement for Anonymous {
    const META: AuthMeta = AuthMeta::None;
}

impl Requirement for AnyAuth {
    const META: AuthMeta = AuthMeta::Client;
}

#[diagnostic::do_not_recommend]
impl<S: Scheme> Provides<S> for S {}
#[diagnostic::do_not_recommend]
impl<A> Provides<Anonymous> for A {}
#[diagnostic::do_not_recommend]
impl<A> Provides<AnyAuth> for A {}
