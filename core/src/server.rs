//! The servers of an API: that of the client's base URL, and those that declarations name by `base = …`.

use std::any::TypeId;
use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};

use crate::auth::{Credentials, InvalidCredentials, NamedScheme, ValueOf, choose};
use crate::base::{BaseUrl, InvalidBaseUrl};
use crate::error::ConfigError;
use crate::meta::{AuthMeta, EndpointMeta};

/// A server beside that of the client's base URL: what `base = …` names and `#[derive(Base)]` implements.
///
/// It is a name; the client's builder is given its URL, and credentials of its own if it takes any:
///
/// ```
/// use callpoint::auth::Bearer;
/// use callpoint::{Base, Client, Server, endpoint};
///
/// /// Where files are sent.
/// #[derive(Base)]
/// struct Uploads;
///
/// #[endpoint(PUT, "/files/<id>", base = Uploads, auth = Bearer, 204 => ())]
/// struct PutFile { id: u64, #[body(Raw)] content: Vec<u8> }
/// #[endpoint(GET, "/files/<id>/status", 204 => ())]
/// struct GetStatus { id: u64 }
///
/// let client = Client::builder("https://api.example.com")
///     .base::<Uploads>(Server::new("https://uploads.example.com").credentials(Bearer::new("token")?))
///     .build()?;
/// let calls = (PutFile::new(7, "text".into()).call(&client), GetStatus::new(7).call(&client));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a base",
    label = "needs `#[derive(callpoint::Base)]`",
    note = "`base = …` names a unit struct with `#[derive(callpoint::Base)]`; the client's builder is given its URL: `.base::<{Self}>(\"https://…\")`"
)]
pub trait Base: 'static {
    /// Its name, for errors and documents.
    const NAME: &'static str;

    /// The URL that the documentation names, for exported documents. A client's URL is the one that its builder was given.
    const URL: Option<&'static str> = None;
}

/// A base URL and the credentials for it: what `ClientBuilder::base` takes. A text is a server without credentials.
///
/// Its credentials are sent to its origin and nowhere else; those of the client are not sent to it.
///
/// ```
/// use callpoint::Server;
/// use callpoint::auth::{ApiKey, Bearer};
///
/// let server = Server::new("https://uploads.example.com/v1")
///     .credentials(Bearer::new("token")?)
///     .credentials(ApiKey::header("x-api-key", "key")?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub struct Server {
    base: Result<BaseUrl, InvalidBaseUrl>,
    credentials: Vec<(TypeId, Arc<dyn Credentials>)>,
    invalid: Option<InvalidCredentials>,
}

impl Server {
    /// A server without credentials; see [`BaseUrl`] for valid values. An invalid one is reported when the client is built.
    pub fn new(base_url: impl AsRef<str>) -> Self {
        Self {
            base: BaseUrl::parse(base_url.as_ref()),
            credentials: Vec::new(),
            invalid: None,
        }
    }

    /// Adds credentials. An endpoint gets those of the scheme in its `auth = …`, or the first ones if it names none.
    pub fn credentials<C: Credentials>(mut self, credentials: C) -> Self {
        let scheme = TypeId::of::<C::Scheme>();
        self.credentials.push((scheme, Arc::new(credentials)));
        self
    }

    /// Adds the value of a scheme that `#[derive(Scheme)]` named.
    pub fn auth<S: NamedScheme>(mut self, value: impl ValueOf<S>) -> Self {
        match value.into_credentials() {
            Ok(credentials) => self.credentials.push((TypeId::of::<S>(), credentials)),
            Err(error) => self.invalid = Some(error),
        }
        self
    }

    /// What a client keeps of it.
    ///
    /// # Errors
    /// The URL or a value is invalid.
    #[doc(hidden)]
    pub fn known(self) -> Result<KnownServer, ConfigError> {
        let base = self.base.map_err(|error| {
            ConfigError::new("base", "is not a valid base URL").with_source(error)
        })?;
        match self.invalid {
            Some(error) => Err(ConfigError::new("base", error.problem())),
            None => Ok(KnownServer::new(base, self.credentials)),
        }
    }
}

impl From<&str> for Server {
    fn from(base_url: &str) -> Self {
        Self::new(base_url)
    }
}

impl From<String> for Server {
    fn from(base_url: String) -> Self {
        Self::new(base_url)
    }
}

impl From<&String> for Server {
    fn from(base_url: &String) -> Self {
        Self::new(base_url)
    }
}

/// Shows the origin and nothing else.
impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let origin = self.base.as_ref().map_or("", BaseUrl::origin);
        f.debug_struct("Server")
            .field("origin", &origin)
            .finish_non_exhaustive()
    }
}

/// A server that a client knows.
pub struct KnownServer {
    base: BaseUrl,
    /// One per scheme. They can be replaced while calls are in progress.
    credentials: Box<[RwLock<Arc<dyn Credentials>>]>,
    /// The scheme of each of the credentials.
    schemes: Box<[TypeId]>,
}

impl KnownServer {
    /// With credentials by their schemes.
    #[must_use]
    pub fn new(base: BaseUrl, credentials: Vec<(TypeId, Arc<dyn Credentials>)>) -> Self {
        let (schemes, credentials): (Vec<_>, Vec<_>) = credentials.into_iter().unzip();
        Self {
            base,
            credentials: credentials.into_iter().map(RwLock::new).collect(),
            schemes: schemes.into(),
        }
    }

    /// Where its paths begin.
    #[must_use]
    pub const fn base(&self) -> &BaseUrl {
        &self.base
    }

    /// Whether requests to it may have credentials.
    #[must_use]
    pub const fn has_credentials(&self) -> bool {
        !self.credentials.is_empty()
    }

    /// The current credentials for a request; `auth` is the position of those that the compiler chose.
    #[must_use]
    pub fn credentials(
        &self,
        endpoint: &EndpointMeta,
        auth: usize,
    ) -> Option<Arc<dyn Credentials>> {
        let selected = match (endpoint.auth, endpoint.base) {
            (AuthMeta::None, _) => return None,
            (AuthMeta::AnyOf(members) | AuthMeta::AllOf(members), _) => {
                members.select(&self.schemes)
            }
            (AuthMeta::Scheme(_), Some(base)) => base.select(&self.schemes),
            _ => return self.current(auth),
        };
        choose(selected, endpoint, |index| self.current(index))
    }

    #[inline]
    fn current(&self, index: usize) -> Option<Arc<dyn Credentials>> {
        let credentials = self.credentials.get(index)?;
        let current = credentials.read().unwrap_or_else(PoisonError::into_inner);
        Some(Arc::clone(&current))
    }

    /// Replaces the credentials at a position.
    pub fn replace(&self, index: usize, credentials: Arc<dyn Credentials>) {
        if let Some(place) = self.credentials.get(index) {
            *place.write().unwrap_or_else(PoisonError::into_inner) = credentials;
        }
    }
}

/// Replaces the credentials of a scheme at the base `B`.
///
/// # Errors
/// There is no such base, or it has no credentials of that scheme: without them no endpoint there would be sent any.
pub fn replace_at<B: Base, C: Credentials>(
    bases: &[(TypeId, KnownServer)],
    credentials: C,
) -> Result<(), ConfigError> {
    let scheme = TypeId::of::<C::Scheme>();
    replace(bases, TypeId::of::<B>(), scheme, Arc::new(credentials))
}

/// The same for the value of a named scheme.
///
/// # Errors
/// Those of [`replace_at`], or the value cannot be sent where the scheme says.
pub fn replace_named_at<B: Base, S: NamedScheme>(
    bases: &[(TypeId, KnownServer)],
    value: impl ValueOf<S>,
) -> Result<(), ConfigError> {
    let value = value.into_credentials();
    let value = value.map_err(|error| ConfigError::new("base", error.problem()))?;
    replace(bases, TypeId::of::<B>(), TypeId::of::<S>(), value)
}

fn replace(
    bases: &[(TypeId, KnownServer)],
    base: TypeId,
    scheme: TypeId,
    credentials: Arc<dyn Credentials>,
) -> Result<(), ConfigError> {
    let error = |problem| ConfigError::new("base", problem);
    let found = bases.iter().find(|(id, _)| *id == base);
    let (_, server) = found.ok_or_else(|| error("the client has no such base"))?;
    let index = server.schemes.iter().position(|known| *known == scheme);
    let index =
        index.ok_or_else(|| error("the base has no credentials of this scheme to replace"))?;
    server.replace(index, credentials);
    Ok(())
}
