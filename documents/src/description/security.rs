//! Credentials.

/// The credentials of an operation.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub enum Security {
    /// Nothing is said.
    #[default]
    Unspecified,
    /// No credentials are sent.
    None,
    /// Any one of these.
    AnyOf(Vec<Requirement>),
}

/// Schemes that are required together. An empty one means that credentials are optional.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Requirement {
    /// All of these.
    pub all_of: Vec<RequiredScheme>,
}

/// A scheme that is required.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RequiredScheme {
    /// The scheme.
    pub scheme: SecurityScheme,
    /// The scopes that the operation needs.
    pub scopes: Vec<String>,
}

/// How a request is authorised.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SecurityScheme {
    /// Its name in the document.
    pub name: String,
    /// What is sent.
    pub kind: SecuritySchemeKind,
    /// Its documentation, in Markdown.
    pub doc: String,
}

/// What a scheme sends.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum SecuritySchemeKind {
    /// A user id and a password in `Authorization` (RFC 7617).
    Basic,
    /// A token in `Authorization` (RFC 6750), and its format where the document names one.
    Bearer(Option<String>),
    /// Another scheme, by its name.
    Other(String),
    /// A key.
    ApiKey {
        /// Where it is sent; `None` where it is a setting of the client.
        location: Option<KeyLocation>,
        /// The name of its header, parameter or cookie; `None` where it is a setting of the client.
        name: Option<String>,
    },
    /// OAuth 2.0: a token as in [`Bearer`](Self::Bearer), and the flows that issue it.
    OAuth2(Vec<OAuthFlow>),
    /// `OpenID` Connect, by the URL of its discovery document.
    OpenIdConnect(String),
    /// A certificate of the client.
    MutualTls,
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

/// A flow of OAuth 2.0.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct OAuthFlow {
    /// The grant.
    pub kind: OAuthFlowKind,
    /// The authorization endpoint.
    pub authorization_url: Option<String>,
    /// The token endpoint.
    pub token_url: Option<String>,
    /// The endpoint that refreshes tokens.
    pub refresh_url: Option<String>,
    /// The scopes, each with what it allows.
    pub scopes: Vec<(String, String)>,
}

/// The grants of OAuth 2.0 (RFC 6749, section 1.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum OAuthFlowKind {
    /// `authorizationCode`
    AuthorizationCode,
    /// `clientCredentials`
    ClientCredentials,
    /// `implicit`
    Implicit,
    /// `password`
    Password,
    /// `deviceAuthorization` (RFC 8628)
    DeviceAuthorization,
}

impl Security {
    /// One scheme, without scopes.
    #[must_use]
    pub fn one(scheme: SecurityScheme) -> Self {
        let scheme = RequiredScheme {
            scheme,
            scopes: Vec::new(),
        };
        Self::AnyOf(vec![Requirement {
            all_of: vec![scheme],
        }])
    }

    /// The scheme, where exactly one is required.
    #[must_use]
    pub fn scheme(&self) -> Option<&SecurityScheme> {
        let Self::AnyOf(requirements) = self else {
            return None;
        };
        match requirements.as_slice() {
            [Requirement { all_of }] => match all_of.as_slice() {
                [required] => Some(&required.scheme),
                _ => None,
            },
            _ => None,
        }
    }
}

impl Security {
    /// The schemes of the first alternative, for an example of the request; empty if it needs none.
    #[cfg(any(feature = "http-file", feature = "postman"))]
    pub(crate) fn example(&self) -> impl Iterator<Item = &SecurityScheme> {
        let first = match self {
            Self::AnyOf(requirements) => requirements.first(),
            Self::Unspecified | Self::None => None,
        };
        let all_of = first.into_iter().flat_map(|first| &first.all_of);
        all_of.map(|required| &required.scheme)
    }
}

impl SecurityScheme {
    /// A scheme by its name and by what it sends.
    #[must_use]
    pub fn new(name: impl Into<String>, kind: SecuritySchemeKind) -> Self {
        Self {
            name: name.into(),
            kind,
            doc: String::new(),
        }
    }

    /// A user id and a password.
    #[must_use]
    pub fn basic() -> Self {
        Self::new("Basic", SecuritySchemeKind::Basic)
    }

    /// A token.
    #[must_use]
    pub fn bearer() -> Self {
        Self::new("Bearer", SecuritySchemeKind::Bearer(None))
    }
}
