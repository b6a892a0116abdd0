//! The request could not be made.

use std::borrow::Cow;
use std::fmt;

use super::Call;
use crate::auth::AuthorizeError;
use crate::meta::EndpointMeta;

/// A request that could not be made: which part of it, and why. Nothing was sent. The value itself is never shown.
pub struct BuildError {
    meta: &'static EndpointMeta,
    kind: BuildErrorKind,
    name: Cow<'static, str>,
    detail: Option<String>,
    source: Option<AuthorizeError>,
}

/// Why a request could not be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum BuildErrorKind {
    /// A path parameter is empty: its URL would be another one.
    EmptyPath,
    /// A path segment would be `.` or `..`, also with encoded dots: servers and URL libraries resolve it to another URL.
    DotSegment,
    /// A path parameter holds a control character.
    ControlCharacter,
    /// A value has no text form.
    Unformattable,
    /// A header value holds what no header can carry (RFC 9110, section 5.5).
    InvalidHeader,
    /// The body has no form in its codec.
    Body,
    /// The URL is longer than an HTTP library takes (64 KiB).
    UrlTooLong,
    /// The URL as built is not the template's: a mistake in a hand-written [`Endpoint`](crate::Endpoint).
    UrlMismatch,
    /// The method is no token (RFC 9110, section 9.1).
    InvalidMethod,
    /// The request goes to another origin than the client's base URL.
    ForeignOrigin,
    /// The path that a call names in place of the base URL's is none.
    BasePath,
    /// The client's credentials cannot be added to it.
    Unauthorized,
}

impl BuildError {
    pub(crate) fn new(
        meta: &'static EndpointMeta,
        kind: BuildErrorKind,
        name: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self {
            meta,
            kind,
            name: name.into(),
            detail: None,
            source: None,
        }
    }

    pub(crate) fn with_detail(mut self, detail: String) -> Self {
        self.detail = Some(detail);
        self
    }

    pub(crate) fn with_source(mut self, source: AuthorizeError) -> Self {
        self.detail = Some(source.to_string());
        self.source = Some(source);
        self
    }

    pub(super) fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_ref().map(|source| source as _)
    }

    /// The endpoint that was called.
    #[must_use]
    pub fn endpoint(&self) -> &'static EndpointMeta {
        self.meta
    }

    /// Why the request could not be made.
    #[must_use]
    pub fn kind(&self) -> BuildErrorKind {
        self.kind
    }

    /// The parameter, the header or the field that is meant; empty where the request as a whole is.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What the encoder said, in full. It may repeat a part of the value, so no message shows it.
    #[must_use]
    pub fn detail(&self) -> Option<&str> {
        self.detail.as_deref()
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
            BuildErrorKind::Unformattable => write!(f, "`{name}` has no text form"),
            BuildErrorKind::InvalidHeader => {
                write!(f, "header `{name}` has a value that no header can carry")
            }
            BuildErrorKind::Body => write!(f, "the body cannot be written as {name}"),
            BuildErrorKind::UrlTooLong => f.write_str("the URL is longer than 64 KiB"),
            BuildErrorKind::UrlMismatch => f.write_str("the URL as built is not the template's"),
            BuildErrorKind::InvalidMethod => f.write_str("the method is not a token"),
            BuildErrorKind::ForeignOrigin => {
                f.write_str("the request goes to another origin than the client's base URL")
            }
            BuildErrorKind::BasePath => {
                f.write_str("the path in place of the base URL's is not usable")
            }
            BuildErrorKind::Unauthorized => {
                f.write_str("the credentials cannot be added to the request")
            }
        }?;
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
