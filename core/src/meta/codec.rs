use super::QueryStyle;

/// What is known of a codec without a value.
///
/// A custom codec gives its name and its media type:
///
/// ```
/// use callpoint::codec::Codec;
/// use callpoint::meta::{CodecId, CodecMeta};
///
/// struct Enveloped;
///
/// impl Codec for Enveloped {
///     const META: CodecMeta = CodecMeta::new("Enveloped", "application/vnd.acme+json");
/// }
///
/// assert_eq!(Enveloped::META.id, CodecId::Custom);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct CodecMeta {
    /// The codec's identity. Code that treats one codec differently checks this, never the name.
    pub id: CodecId,
    /// The name of its type, for people.
    pub name: &'static str,
    /// The media type that it reads, which `Accept` asks for (RFC 9110, section 12.5.1); `*/*` for any.
    pub media_type: &'static str,
    /// The `Content-Type` of what it writes (RFC 9110, section 8.3).
    pub content_type: &'static str,
    /// How a form writes lists; [`QueryStyle::Repeat`] by default.
    pub lists: QueryStyle,
    /// Whether a response body is buffered or streamed.
    pub mode: BodyMode,
}

impl CodecMeta {
    /// `body = Multipart`: `multipart/form-data` (RFC 7578).
    pub const MULTIPART: Self =
        Self::of(CodecId::MultipartForm, "Multipart", "multipart/form-data");

    /// A custom codec for `media_type`.
    #[must_use]
    pub const fn new(name: &'static str, media_type: &'static str) -> Self {
        Self::of(CodecId::Custom, name, media_type)
    }

    /// A built-in codec.
    #[doc(hidden)]
    #[must_use]
    pub const fn of(id: CodecId, name: &'static str, media_type: &'static str) -> Self {
        Self {
            id,
            name,
            media_type,
            content_type: media_type,
            lists: QueryStyle::Repeat,
            mode: BodyMode::Whole,
        }
    }

    /// Sets how a form writes lists.
    #[must_use]
    pub const fn lists(mut self, style: QueryStyle) -> Self {
        self.lists = style;
        self
    }

    /// Sets the media type that it reads and writes: `application/vnd.api+json` for JSON.
    #[must_use]
    pub const fn media_type(mut self, media_type: &'static str) -> Self {
        self.media_type = media_type;
        self.content_type = media_type;
        self
    }

    /// Sets the `Content-Type` of what it writes, where that is more than the media type: `text/plain; charset=utf-8`.
    #[must_use]
    pub const fn content_type(mut self, content_type: &'static str) -> Self {
        self.content_type = content_type;
        self
    }

    /// Streams the body.
    #[doc(hidden)]
    #[must_use]
    pub const fn streamed(mut self) -> Self {
        self.mode = BodyMode::Streamed;
        self
    }
}

/// The identity of a codec.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum CodecId {
    /// [`Json`](crate::codec::Json).
    ApplicationJson,
    /// [`Form`](crate::codec::Form).
    UrlEncoded,
    /// [`Text`](crate::codec::Text).
    PlainText,
    /// [`Raw`](crate::codec::Raw).
    OctetStream,
    /// `Xml`, with the feature `xml`.
    ApplicationXml,
    /// [`Empty`](crate::codec::Empty).
    NoContent,
    /// [`Whole`](crate::codec::Whole).
    WholeResponse,
    /// `Multipart`.
    MultipartForm,
    /// `Stream`: bytes as they come, or an upload.
    Streaming,
    /// `Sse`.
    EventStream,
    /// `NdJson`.
    NewlineJson,
    /// A custom codec.
    Custom,
}

/// How a response body is received.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum BodyMode {
    /// Buffered within the size limit before it is decoded.
    Whole,
    /// Streamed.
    Streamed,
}
