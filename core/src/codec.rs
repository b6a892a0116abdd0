//! How values become bodies and bodies become values.
//!
//! A codec is a type that implements [`Codec`], and [`Encode`], [`Decode`] or both. A declaration names it by its type: `body = Form`,
//! `200 => String as Text`. A codec of your own is one `impl`:
//!
//! ```
//! use callpoint::codec::{Codec, CodecError, Decode, Json};
//! use callpoint::meta::CodecMeta;
//! use callpoint::{ResponseReader, endpoint};
//! use serde::{Deserialize, de::DeserializeOwned};
//!
//! /// `{"data": …}` around every response.
//! struct Enveloped;
//!
//! #[derive(Deserialize)]
//! struct Envelope<T> {
//!     data: T,
//! }
//!
//! impl Codec for Enveloped {
//!     const META: CodecMeta = CodecMeta::new("Enveloped", "application/json");
//! }
//!
//! impl<T: DeserializeOwned> Decode<T> for Enveloped {
//!     fn decode(response: &ResponseReader) -> Result<T, CodecError> {
//!         Json::decode_bytes(response.body()).map(|envelope: Envelope<T>| envelope.data)
//!     }
//! }
//!
//! #[endpoint(GET, "/links/<id>", 200 => Link as Enveloped)]
//! struct GetLink {
//!     id: String,
//! }
//!
//! #[derive(Deserialize)]
//! struct Link {
//!     id: String,
//! }
//!
//! let response = http::Response::new(bytes::Bytes::from(r#"{"data": {"id": "7"}}"#));
//! use callpoint::Endpoint;
//! assert_eq!(GetLink::from_http(response).unwrap().id, "7");
//! ```

mod charset;
mod detail;
mod empty;
mod failure;
mod form;
mod form_value;
mod json;
mod pairs;
mod raw;
mod text;
#[cfg(feature = "serve")]
mod texts;
mod tracked;
mod whole;
#[cfg(feature = "xml")]
mod xml;

use std::fmt;

pub(crate) use self::charset::not_json;
pub use self::empty::Empty;
pub use self::form::Form;
#[doc(hidden)]
pub use self::form::{BracketForm, CsvForm};
pub use self::json::Json;
pub(crate) use self::pairs::Pairs;
pub use self::raw::Raw;
pub use self::text::Text;
#[cfg(feature = "serve")]
pub(crate) use self::texts::{from_pairs, from_texts};
pub use self::whole::{FromResponse, Whole};
#[cfg(feature = "xml")]
pub use self::xml::Xml;

use crate::meta::CodecMeta;
use crate::reader::ResponseReader;

/// A codec: how bodies are written, read or both.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a codec",
    label = "not a codec",
    note = "a codec implements `callpoint::codec::Codec` and `Encode`, `Decode` or both"
)]
pub trait Codec {
    /// What is known of it without a value.
    const META: CodecMeta;
}

/// Writes values of type `T` into request bodies.
pub trait Encode<T: ?Sized>: Codec {
    /// Appends the body. Its `Content-Type` is that of [`Codec::META`], unless a header field of the request says it.
    ///
    /// # Errors
    /// The value cannot be written in this format.
    fn encode(value: &T, out: &mut Vec<u8>) -> Result<(), CodecError>;
}

/// Reads values of type `T` from response bodies.
pub trait Decode<T>: Codec {
    /// Reads the body.
    ///
    /// # Errors
    /// The body does not match `T`.
    fn decode(response: &ResponseReader) -> Result<T, CodecError>;

    /// Reads the body of a request, as a server does; in the same way, unless [`Encode`] writes more than that reads.
    ///
    /// # Errors
    /// The body does not match `T`.
    #[cfg(feature = "serve")]
    fn decode_request(request: &ResponseReader) -> Result<T, CodecError> {
        Self::decode(request)
    }
}

/// Why a value cannot be written by a codec, or why and where a body does not match the declared type.
///
/// `Display` and `Debug` give the place and what was expected, without the values that were sent or received;
/// [`detail`](Self::detail) has the words of the encoder or decoder.
#[derive(Clone)]
pub struct CodecError(Box<Explained>);

/// What an error says. It is boxed, because every function that writes or reads a value passes it on.
#[derive(Clone)]
struct Explained {
    path: Option<String>,
    expected: String,
    detail: String,
}

impl Explained {
    fn new(expected: impl Into<String>, detail: impl fmt::Display) -> Self {
        Self {
            path: None,
            expected: expected.into(),
            detail: detail::shortened(detail),
        }
    }
}

impl CodecError {
    /// An error: `expected` says in constant words what should have been there, `detail` is what the encoder or decoder says.
    pub fn new(expected: impl Into<String>, detail: impl fmt::Display) -> Self {
        Self(Box::new(Explained::new(expected, detail)))
    }

    /// Adds where in the body it is: `links[3].created`.
    #[must_use]
    pub fn at(mut self, path: impl Into<String>) -> Self {
        self.0.path = Some(path.into());
        self
    }

    /// Where in the body it is, as a path of keys and indices: `links[3].created`. `None` where the body as a whole is meant.
    #[must_use]
    pub fn path(&self) -> Option<&str> {
        self.0.path.as_deref()
    }

    /// What was expected.
    #[must_use]
    pub fn expected(&self) -> &str {
        &self.0.expected
    }

    /// The words of the encoder or decoder; they may repeat a part of the value or body. Of more than 8 KiB the middle is left out.
    #[must_use]
    pub fn detail(&self) -> &str {
        &self.0.detail
    }

    /// Says so where the server sent another kind of body altogether (an HTML page, say): that explains the rest.
    pub(crate) fn checked(mut self, response: &ResponseReader, media_type: &'static str) -> Self {
        match response.media_type() {
            // A codec that reads anything knows best what it misses.
            _ if media_type == "*/*" => {}
            _ if response.body().is_empty() => {
                self.0.path = None;
                self.0.expected = format!("expected {media_type}, got an empty body");
            }
            // Where there is a place, it was such a body under another name.
            Some(got) if self.0.path.is_none() && !is_compatible(got, media_type) => {
                self.0.expected = other_media_type(media_type, got);
            }
            _ => {}
        }
        self
    }

    /// The error for a response with another media type.
    #[doc(hidden)]
    pub fn of_media_type(response: &ResponseReader, media_type: &'static str) -> Option<Self> {
        let got = response.media_type()?;
        (!is_compatible(got, media_type))
            .then(|| Self::new(other_media_type(media_type, got), "another media type"))
    }
}

impl CodecError {
    /// The error for a response with none of the media types that are declared for its status.
    pub(crate) fn of_no_type(response: &ResponseReader) -> Self {
        let declared = response.meta().responses();
        let declared = declared.filter(|it| it.has_status(response.code()));
        let declared: Vec<&str> = declared.filter_map(|it| it.media_type).collect();
        let declared = declared.join(" or ");
        let expected = match response.media_type() {
            Some(got) => other_media_type(&declared, got),
            None => format!("expected {declared}, got no media type"),
        };
        Self::new(expected, "no response is declared for the media type")
    }
}

/// Names the other media type where it is a usual one: a header value stays out of the text.
fn other_media_type(expected: &str, got: &str) -> String {
    let usual = USUAL.iter().find(|usual| usual.eq_ignore_ascii_case(got));
    let got = usual.copied().unwrap_or("another media type");
    format!("expected {expected}, got {got}")
}

/// What servers and proxies send in the place of what was asked for.
const USUAL: [&str; 12] = [
    "application/json",
    "application/octet-stream",
    "application/problem+json",
    "application/x-www-form-urlencoded",
    "application/xhtml+xml",
    "application/xml",
    "multipart/form-data",
    "text/csv",
    "text/event-stream",
    "text/html",
    "text/plain",
    "text/xml",
];

/// `application/problem+json` is JSON too (RFC 6839).
fn is_compatible(got: &str, expected: &str) -> bool {
    let suffix = expected.rsplit(['/', '+']).next().unwrap_or(expected);
    expected == "*/*"
        || got.eq_ignore_ascii_case(expected)
        || got
            .rsplit(['/', '+'])
            .next()
            .is_some_and(|got| got.eq_ignore_ascii_case(suffix))
}

impl fmt::Display for CodecError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.path() {
            Some(path) => write!(f, "at {path}: {}", self.expected()),
            None => f.write_str(self.expected()),
        }
    }
}

impl fmt::Debug for CodecError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CodecError({self})")
    }
}

impl std::error::Error for CodecError {}
