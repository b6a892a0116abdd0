use std::fmt;

use http::StatusCode;

use crate::meta::EndpointMeta;

/// Something in a response that its declaration does not know: what, and where. It holds no value of the response.
///
/// `Display` is one line: ``GetLink: 200: /owner/nickname: the field is not declared``.
#[derive(Clone)]
#[non_exhaustive]
pub struct Drift {
    /// The endpoint that was called.
    pub endpoint: &'static EndpointMeta,
    /// The status of the response.
    pub status: StatusCode,
    /// What it is.
    pub kind: DriftKind,
    /// Where in the body it is, as a JSON pointer (RFC 6901): `/links/*/owner`. An item of a list and a key of a map are `*`; empty where the whole
    /// response is meant.
    pub pointer: String,
    /// The header that is missing.
    pub header: Option<&'static str>,
}

/// What a declaration does not know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum DriftKind {
    /// The status is not declared.
    UndeclaredStatus,
    /// The status is declared, but not with this media type.
    UndeclaredMediaType,
    /// A header that the declared type reads is missing.
    MissingHeader,
    /// The declared type has no such field.
    UnknownField,
    /// A field that the declared type needs is missing.
    MissingField,
    /// The value is not one of those of the declared enum.
    UnknownValue,
    /// The value is null, and the declared type has no such value.
    UnexpectedNull,
    /// The value has another type than the declared one.
    WrongType,
}

impl DriftKind {
    const fn words(self) -> &'static str {
        match self {
            Self::UndeclaredStatus => "the status is not declared",
            Self::UndeclaredMediaType => "the media type is not declared",
            Self::MissingHeader => "the header is missing",
            Self::UnknownField => "the field is not declared",
            Self::MissingField => "the field is missing",
            Self::UnknownValue => "the value is not one of the declared ones",
            Self::UnexpectedNull => "the value is null",
            Self::WrongType => "the value has another type than the declared one",
        }
    }
}

impl fmt::Display for Drift {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}: ", self.endpoint.name, self.status.as_u16())?;
        if let Some(header) = self.header {
            write!(f, "{header}: ")?;
        }
        if !self.pointer.is_empty() {
            write!(f, "{}: ", self.pointer)?;
        }
        f.write_str(self.kind.words())
    }
}

impl fmt::Debug for Drift {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Drift({self})")
    }
}
