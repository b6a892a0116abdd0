use super::{CodecId, CodecMeta};
#[cfg(feature = "schema")]
use crate::schema::SchemaFn;

/// One declared response.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct ResponseMeta {
    /// The statuses that it is declared for.
    pub statuses: &'static [StatusPattern],
    /// The media type that it is declared for; `None` for every one that no other response of its status takes.
    pub media_type: Option<&'static str>,
    /// The enum variant that carries it, if it is one of several.
    pub variant: Option<&'static str>,
    /// The type of the body as it is written in the declaration; `()` reads nothing.
    pub type_name: &'static str,
    /// The codec that decodes the body.
    pub codec: CodecMeta,
    /// What the type is read from, if it is a whole response (`Download as Whole`).
    pub whole: Option<WholeMeta>,
    /// The schema of the body, if the type has one.
    #[cfg(feature = "schema")]
    pub schema: Option<SchemaFn>,
    /// An example of the body, as it is received.
    pub example: Option<&'static str>,
    /// The field of the body that is the message of the error, as a path: `error.detail`, `errors[0].detail`; empty if only its type knows.
    pub message: Option<&'static str>,
    /// Its doc comment.
    pub doc: &'static str,
}

impl ResponseMeta {
    /// A response without a variant.
    #[must_use]
    pub const fn new(
        statuses: &'static [StatusPattern],
        type_name: &'static str,
        codec: CodecMeta,
    ) -> Self {
        Self {
            statuses,
            media_type: None,
            variant: None,
            type_name,
            codec,
            whole: None,
            #[cfg(feature = "schema")]
            schema: None,
            example: None,
            message: None,
            doc: "",
        }
    }

    /// Sets the media type that it is declared for, in lower case and without parameters.
    #[must_use]
    pub const fn media_type(mut self, media_type: &'static str) -> Self {
        self.media_type = Some(media_type);
        self.codec = self.codec.media_type(media_type);
        self
    }

    /// Whether it is declared for responses of this status and media type.
    #[must_use]
    pub fn takes(&self, status: u16, media_type: Option<&str>) -> bool {
        self.has_status(status)
            && self
                .media_type
                .is_none_or(|own| media_type.is_some_and(|media_type| is_of_type(media_type, own)))
    }

    /// Whether it is declared for this status.
    pub(crate) fn has_status(&self, status: u16) -> bool {
        self.statuses.iter().any(|pattern| pattern.contains(status))
    }

    /// Sets the variant.
    #[must_use]
    pub const fn variant(mut self, variant: &'static str) -> Self {
        self.variant = Some(variant);
        self
    }

    /// Sets what the type is read from.
    #[must_use]
    pub const fn whole(mut self, whole: Option<WholeMeta>) -> Self {
        self.whole = whole;
        self
    }

    /// The codec that decodes the body: for a whole response that of its `#[body]`, `None` if it reads no body.
    #[must_use]
    pub const fn body_codec(&self) -> Option<CodecMeta> {
        match self.whole {
            Some(whole) => whole.body,
            None => match self.codec.id {
                CodecId::NoContent => None,
                _ => Some(self.codec),
            },
        }
    }

    /// Sets the schema of the body.
    #[cfg(feature = "schema")]
    #[must_use]
    pub const fn schema(mut self, schema: Option<SchemaFn>) -> Self {
        self.schema = schema;
        self
    }

    /// Sets an example of the body.
    #[must_use]
    pub const fn example(mut self, body: &'static str) -> Self {
        self.example = Some(body);
        self
    }

    /// Sets the field that is the message.
    #[must_use]
    pub const fn message(mut self, field: &'static str) -> Self {
        self.message = Some(field);
        self
    }

    /// Sets the field that the type of the body says is the message.
    #[doc(hidden)]
    #[must_use]
    pub const fn message_of_type(mut self, field: Option<&'static str>) -> Self {
        self.message = field;
        self
    }

    /// Sets the doc text.
    #[must_use]
    pub const fn doc(mut self, doc: &'static str) -> Self {
        self.doc = doc;
        self
    }
}

/// Whether a media type is this one, or in this range: `image/*`.
pub(crate) fn is_of_type(media_type: &str, range: &str) -> bool {
    let start = range.strip_suffix('*').unwrap_or_default();
    range == "*/*"
        || media_type.eq_ignore_ascii_case(range)
        || (!start.is_empty()
            && media_type
                .get(..start.len())
                .is_some_and(|of| of.eq_ignore_ascii_case(start)))
}

/// What a type of [`FromResponse`](crate::codec::FromResponse) is read from.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct WholeMeta {
    /// The headers that it reads.
    pub headers: &'static [HeaderMeta],
    /// The codec of its body, if it reads one.
    pub body: Option<CodecMeta>,
    /// The schema of the body, if the type has one.
    #[cfg(feature = "schema")]
    pub schema: Option<SchemaFn>,
}

/// A header of a response.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct HeaderMeta {
    /// The name of the header.
    pub name: &'static str,
    /// The type as it is written in the declaration.
    pub type_name: &'static str,
    /// Whether it must be present: `false` for an `Option`.
    pub required: bool,
    /// The schema of the value, if the type has one.
    #[cfg(feature = "schema")]
    pub schema: Option<SchemaFn>,
}

impl WholeMeta {
    /// A type that reads these headers and no body.
    #[must_use]
    pub const fn new(headers: &'static [HeaderMeta]) -> Self {
        Self {
            headers,
            body: None,
            #[cfg(feature = "schema")]
            schema: None,
        }
    }

    /// Sets the codec of the body.
    #[must_use]
    pub const fn body(mut self, codec: CodecMeta) -> Self {
        self.body = Some(codec);
        self
    }

    /// Sets the schema of the body.
    #[cfg(feature = "schema")]
    #[must_use]
    pub const fn schema(mut self, schema: Option<SchemaFn>) -> Self {
        self.schema = schema;
        self
    }
}

impl HeaderMeta {
    /// A header that must be present.
    #[must_use]
    pub const fn new(name: &'static str, type_name: &'static str) -> Self {
        Self {
            name,
            type_name,
            required: true,
            #[cfg(feature = "schema")]
            schema: None,
        }
    }

    /// Sets the schema of the type.
    #[cfg(feature = "schema")]
    #[must_use]
    pub const fn schema(mut self, schema: Option<SchemaFn>) -> Self {
        self.schema = schema;
        self
    }

    /// Marks the header as optional.
    #[must_use]
    pub const fn optional(mut self) -> Self {
        self.required = false;
        self
    }
}

/// What an arm says about the status on its left side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum StatusPattern {
    /// `404`: one status code.
    Code(u16),
    /// `4xx`: a class of RFC 9110, section 15, by its first digit.
    Class(u8),
    /// `_`: every status that no earlier arm takes.
    Any,
}

/// As an arm writes it.
impl std::fmt::Display for StatusPattern {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Code(code) => code.fmt(f),
            Self::Class(class) => write!(f, "{class}xx"),
            Self::Any => f.write_str("_"),
        }
    }
}

impl StatusPattern {
    /// Whether a status is meant.
    #[must_use]
    pub const fn contains(self, status: u16) -> bool {
        match self {
            Self::Code(code) => code == status,
            Self::Class(class) => status / 100 == class as u16,
            Self::Any => true,
        }
    }
}
