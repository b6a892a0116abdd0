use std::any::TypeId;
use std::fmt;
use std::ops::Deref;

/// The credentials that an endpoint requires.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum AuthMeta {
    /// Not declared: the client's credentials are sent, if it has any.
    Client,
    /// `auth = none`: no credentials are sent, even if the client has some.
    None,
    /// `auth = Basic`: this scheme.
    Scheme(SecurityScheme),
    /// `auth = Basic | ApiKey`: one of these. [`None`](Self::None) as the last one means that credentials are optional.
    AnyOf(AuthMembers),
    /// `auth = ClientId + Secret`: all of these together.
    AllOf(AuthMembers),
}

/// The members of a requirement of several schemes: it dereferences to a list.
#[derive(Clone, Copy)]
pub struct AuthMembers {
    members: &'static [AuthMeta],
    select: fn(&[TypeId]) -> Option<u8>,
}

impl AuthMembers {
    pub(crate) const fn new(
        members: &'static [AuthMeta],
        select: fn(&[TypeId]) -> Option<u8>,
    ) -> Self {
        Self { members, select }
    }

    /// The positions of the credentials to send among those of these schemes, as bits.
    pub(crate) fn select(&self, held: &[TypeId]) -> Option<u8> {
        (self.select)(held)
    }
}

impl Deref for AuthMembers {
    type Target = [AuthMeta];

    fn deref(&self) -> &[AuthMeta] {
        self.members
    }
}

impl PartialEq for AuthMembers {
    fn eq(&self, other: &Self) -> bool {
        self.members == other.members
    }
}

impl Eq for AuthMembers {}

impl fmt::Debug for AuthMembers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.members.fmt(f)
    }
}

impl AuthMeta {
    /// The alternatives, each with the schemes that are sent together; an empty one sends none. `None` if the declaration says nothing.
    #[must_use]
    pub fn alternatives(&self) -> Option<Vec<Vec<SecurityScheme>>> {
        Some(match self {
            Self::Client => return None,
            Self::None => vec![Vec::new()],
            Self::Scheme(scheme) => vec![vec![*scheme]],
            Self::AnyOf(members) => {
                let each = members.iter().filter_map(Self::alternatives);
                each.flatten().collect()
            }
            Self::AllOf(members) => {
                let each = members.iter().filter_map(Self::alternatives);
                each.fold(vec![Vec::new()], |all, next| {
                    let pairs = all
                        .iter()
                        .flat_map(|one| next.iter().map(move |other| (one, other)));
                    pairs
                        .map(|(one, other)| [one.as_slice(), other].concat())
                        .collect()
                })
            }
        })
    }
}

/// In words: `` `Basic` or `ClientId` and `Secret` ``.
impl fmt::Display for AuthMeta {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let join = |f: &mut fmt::Formatter<'_>, members: &[Self], separator: &str| {
            members.iter().enumerate().try_for_each(|(i, member)| {
                f.write_str(if i == 0 { "" } else { separator })?;
                member.fmt(f)
            })
        };
        match self {
            Self::Client => f.write_str("of the client"),
            Self::None => f.write_str("none"),
            Self::Scheme(scheme) => write!(f, "`{}`", scheme.name),
            Self::AnyOf(members) => join(f, members, " or "),
            Self::AllOf(members) => join(f, members, " and "),
        }
    }
}

/// An authentication scheme as documents describe it (a security scheme, in `OpenAPI`'s words).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct SecurityScheme {
    /// Its name.
    pub name: &'static str,
    /// What is sent.
    pub kind: SecuritySchemeKind,
}

/// The kind of an authentication scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum SecuritySchemeKind {
    /// A user id and a password in `Authorization` (RFC 7617).
    HttpBasic,
    /// A token in `Authorization` (RFC 6750).
    HttpBearer,
    /// A key in a header or in the query; the client's credentials define which, and its name.
    Key,
    /// A key under a name in a place that the scheme defines.
    KeyIn {
        /// Where it is sent.
        location: KeyLocation,
        /// The name of its header, parameter or cookie.
        name: &'static str,
    },
    /// A custom scheme.
    Custom,
}

/// Where a key is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyLocation {
    /// In a header field.
    Header,
    /// In the query.
    Query,
    /// In a cookie.
    Cookie,
}

impl SecurityScheme {
    /// [`Basic`](crate::auth::Basic)
    pub const BASIC: Self = Self::new("Basic", SecuritySchemeKind::HttpBasic);
    /// [`Bearer`](crate::auth::Bearer)
    pub const BEARER: Self = Self::new("Bearer", SecuritySchemeKind::HttpBearer);
    /// [`ApiKey`](crate::auth::ApiKey)
    pub const API_KEY: Self = Self::new("ApiKey", SecuritySchemeKind::Key);

    /// A scheme with a name and a kind.
    #[must_use]
    pub const fn new(name: &'static str, kind: SecuritySchemeKind) -> Self {
        Self { name, kind }
    }

    /// A custom scheme, which documents show by its name only.
    #[must_use]
    pub const fn custom(name: &'static str) -> Self {
        Self::new(name, SecuritySchemeKind::Custom)
    }
}
