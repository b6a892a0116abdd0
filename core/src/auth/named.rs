//! Schemes with names of their own, which tell apart those of one kind.

use std::fmt;
use std::sync::Arc;

use super::api_key::{ApiKey, trimmed};
use super::{Basic, Bearer, Credentials, InvalidCredentials, Scheme};
use crate::meta::{KeyLocation, SecuritySchemeKind};

/// A scheme with a name of its own: what `#[derive(Scheme)]` implements.
///
/// Use it where an API has several schemes of one kind, or to say in the declaration where a key is sent. The client's builder is given its value:
///
/// ```
/// use callpoint::auth::{Bearer, Key, Scheme};
/// use callpoint::{Client, endpoint};
///
/// /// The token of an administrator.
/// #[derive(Scheme)]
/// #[scheme(bearer)]
/// struct AdminToken;
///
/// #[derive(Scheme)]
/// #[scheme(header = "X-Api-Key")]
/// struct ProjectKey;
///
/// #[endpoint(DELETE, "/projects/<id>", auth = AdminToken, 204 => ())]
/// struct DeleteProject { id: u64 }
/// #[endpoint(GET, "/projects/<id>", auth = ProjectKey | AdminToken, 204 => ())]
/// struct GetProject { id: u64 }
///
/// let client: Client<(AdminToken, ProjectKey)> = Client::builder("https://api.example.com")
///     .auth::<AdminToken>(Bearer::new("token")?)
///     .auth::<ProjectKey>(Key::new("key")?)
///     .build()?;
/// let calls = (DeleteProject::new(7).call(&client), GetProject::new(7).call(&client));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a scheme with a name of its own",
    label = "needs `#[derive(callpoint::auth::Scheme)]`",
    note = "give credentials of other schemes to the builder by `.credentials(…)` and `.and(…)`"
)]
pub trait NamedScheme: Scheme {
    /// What the builder is given: [`Basic`], [`Bearer`] or [`Key`].
    type Value: 'static;
}

impl NamedScheme for Basic {
    type Value = Self;
}

impl NamedScheme for Bearer {
    type Value = Self;
}

impl NamedScheme for ApiKey {
    type Value = Self;
}

/// A key without its place, which the scheme names.
#[derive(Clone)]
pub struct Key {
    key: String,
}

impl Key {
    /// Line breaks at the end of the key are removed: files and environment variables often have one.
    ///
    /// # Errors
    /// The key is empty or has a control character.
    pub fn new(key: impl AsRef<str>) -> Result<Self, InvalidCredentials> {
        let key = trimmed(key.as_ref())?.to_owned();
        Ok(Self { key })
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(…)")
    }
}

/// The values that a [`NamedScheme`] can have: those of its kind, and credentials that supply one, as `OAuth2` supplies a bearer token.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a value of the scheme `{S}`",
    label = "a value of another kind",
    note = "`#[scheme(bearer)]` takes a `Bearer` or an `OAuth2`, `basic` a `Basic`, and `header`, `query` and `cookie` take a `Key`"
)]
pub trait ValueOf<S: NamedScheme> {
    #[doc(hidden)]
    fn into_credentials(self) -> Result<Arc<dyn Credentials>, InvalidCredentials>;
}

#[diagnostic::do_not_recommend]
impl<S: NamedScheme, C: Credentials<Scheme = S::Value>> ValueOf<S> for C {
    fn into_credentials(self) -> Result<Arc<dyn Credentials>, InvalidCredentials> {
        Ok(Arc::new(self))
    }
}

#[diagnostic::do_not_recommend]
impl<S: NamedScheme<Value = Self>> ValueOf<S> for Key {
    fn into_credentials(self) -> Result<Arc<dyn Credentials>, InvalidCredentials> {
        let SecuritySchemeKind::KeyIn { location, name } = S::META.kind else {
            return Err(InvalidCredentials::new("the scheme has no place for a key"));
        };
        let key = match location {
            KeyLocation::Header => ApiKey::header(name, self.key),
            KeyLocation::Query => ApiKey::query(name, self.key),
            KeyLocation::Cookie => ApiKey::cookie(name, self.key),
        };
        Ok(Arc::new(key?))
    }
}
