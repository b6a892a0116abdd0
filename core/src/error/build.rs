//! The error of a request that could not be built.

use std::borrow::Cow;
use std::fmt;

use super::Call;
use crate::auth::AuthError;
use crate::meta::EndpointMeta;

/// A request could not be built. It says which part is invalid and why; its text never contains the value. Nothing was sent.
pub struct BuildError {
    meta: &'static EndpointMeta,
    kind: BuildErrorKind,
    name: Cow<'static, str>,
    /// Why, in words that say nothing of the value.
    reason: Option<&'static str>,
    detail: Option<String>,
    source: Option<Box<AuthError>>,
}

/// Why a request could not be built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum BuildErrorKind {
    /// A path parameter is empty, which would make it another URL.
    EmptyPath,
    /// A path segment would be `.` or `..`, also with percent-encoded dots: servers and URL libraries resolve it to another URL.
    DotSegment,
    /// A path parameter holds a control character.
    ControlCharacter,
    /// The values of several parameters in one path segment could be separated in another way, because one of them contains the text between them.
    AmbiguousSegment,
    /// A value cannot be written as text.
    Unformattable,
    /// A header has a value that is not valid in a header (RFC 9110, section 5.5).
    InvalidHeader,
    /// A cookie has a value that is not valid in a cookie (RFC 6265, section 4.1.1): a semicolon would begin another one.
    InvalidCookie,
    /// The codec cannot write the body.
    Body,
    /// The status of a response is not declared for what it carries.
    UndeclaredStatus,
    /// The URL is longer than HTTP libraries accept (64 KiB).
    UrlTooLong,
    /// The URL does not match its template: a mistake in a manual implementation of [`Endpoint`](crate::Endpoint).
    UrlMismatch,
    /// The method is not a token (RFC 9110, section 9.1).
    InvalidMethod,
    /// The request goes to another origin than the client's base URL.
    ForeignOrigin,
    /// The URL that the call was given cannot be sent as it is.
    InvalidUrl,
    /// The URL that the call was given is at another origin, which the client does not allow.
    ForeignUrl,
    /// The path that replaces the base URL's for this call is invalid.
    BasePath,
    /// The client has no URL for the base that the endpoint names.
    MissingBase,
    /// The client's credentials cannot be added to the request.
    Unauthorized,
    /// The call is not awaited in a Tokio runtime, which it needs for its timers and connections.
    NoRuntime,
}

impl BuildError {
    #[doc(hidden)]
    pub fn new(
        meta: &'static EndpointMeta,
        kind: BuildErrorKind,
        name: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self {
            meta,
            kind,
            name: name.into(),
            reason: None,
            detail: None,
            source: None,
        }
    }

    pub(crate) fn with_reason(mut self, reason: &'static str) -> Self {
        self.reason = Some(reason);
        self
    }

    pub(crate) fn with_detail(mut self, detail: String) -> Self {
        self.detail = Some(detail);
        self
    }

    #[doc(hidden)]
    #[must_use]
    pub fn with_source(mut self, source: AuthError) -> Self {
        self.detail = Some(source.to_string());
        self.source = Some(Box::new(source));
        self
    }

    pub(super) fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }

    /// The endpoint that was called.
    #[must_use]
    pub fn endpoint(&self) -> &'static EndpointMeta {
        self.meta
    }

    /// Why the request could not be built.
    #[must_use]
    pub fn kind(&self) -> BuildErrorKind {
        self.kind
    }

    /// The name of the parameter, header or field; empty if the error concerns the whole request.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The full error text of the encoder. It may repeat part of the value, so no message includes it.
    #[must_use]
    pub fn detail(&self) -> Option<&str> {
        self.detail.as_deref().or(self.reason)
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = &self.name;
        write!(f, "{}: ", Call(self.meta))?;
        match self.kind {
            BuildErrorKind::EmptyPath => write!(f, "path parameter `{name}` is empty"),
            BuildErrorKind::DotSegment => {
                write!(f, "path parameter `{name}` makes a `.` or `..` segment")
            }
            BuildErrorKind::ControlCharacter => {
                write!(f, "path parameter `{name}` has a control character")
            }
            BuildErrorKind::AmbiguousSegment => {
                write!(f, "the values of `{name}` could be separated in another way")
            }
            BuildErrorKind::Unformattable => write!(f, "`{name}` cannot be written as text"),
            BuildErrorKind::InvalidHeader => {
                write!(
                    f,
                    "header `{name}` has a value that is not valid in a header"
                )
            }
            BuildErrorKind::InvalidCookie => {
                write!(f, "cookie `{name}` has a value that is not valid in a cookie")
            }
            BuildErrorKind::Body => write!(f, "the body cannot be written as {name}"),
            BuildErrorKind::UndeclaredStatus if name.is_empty() => {
                f.write_str("no status is declared for the response")
            }
            BuildErrorKind::UndeclaredStatus => {
                write!(f, "status {name} is not declared for the response")
            }
            BuildErrorKind::UrlTooLong => f.write_str("the URL is longer than 64 KiB"),
            BuildErrorKind::UrlMismatch => f.write_str("the URL does not match its template"),
            BuildErrorKind::InvalidMethod => f.write_str("the method is not a token"),
            BuildErrorKind::ForeignOrigin => {
                f.write_str("the request goes to another origin than the client's base URL")
            }
            BuildErrorKind::InvalidUrl => f.write_str("the given URL cannot be sent as it is"),
            BuildErrorKind::ForeignUrl => f.write_str(
                "the given URL is at another origin than the endpoint; allow it on the client's builder: `.allow_origin(\"https://…\")`",
            ),
            BuildErrorKind::BasePath => {
                f.write_str("the path that replaces the base URL's is invalid")
            }
            BuildErrorKind::MissingBase => write!(
                f,
                "the client has no base `{name}`; give its builder the URL: `.base::<{name}>(\"https://…\")`"
            ),
            BuildErrorKind::Unauthorized => {
                f.write_str("the credentials cannot be added to the request")
            }
            BuildErrorKind::NoRuntime => f.write_str(
                "there is no Tokio runtime; await the call in one, or build the client with `build_blocking()`",
            ),
        }?;
        if let Some(reason) = self.reason {
            write!(f, ": {reason}")?;
        }
        f.write_str("; nothing was sent")
    }
}

impl fmt::Debug for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Build({self})")
    }
}

impl std::error::Error for BuildError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source()
    }
}
