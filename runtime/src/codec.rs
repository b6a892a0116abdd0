//! How values become bodies and bodies become values.
//!
//! A codec is a type that implements [`Encode`], [`Decode`] or both. A declaration names it by its type: `body = Form`,
//! `200 => String as Text`. A codec of your own is one `impl`:
//!
//! ```
//! use callpoint::codec::{Decode, DecodeFailure, Json};
//! use callpoint::{Answer, endpoint};
//! use serde::{Deserialize, de::DeserializeOwned};
//!
//! /// `{"data": …}` around every answer.
//! struct Enveloped;
//!
//! #[derive(Deserialize)]
//! struct Envelope<T> {
//!     data: T,
//! }
//!
//! impl<T: DeserializeOwned> Decode<T> for Enveloped {
//!     const MEDIA_TYPE: &'static str = "application/json";
//!
//!     fn decode(answer: &Answer) -> Result<T, DecodeFailure> {
//!         Json::decode_bytes(answer.body()).map(|envelope: Envelope<T>| envelope.data)
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
//! let answer = http::Response::new(bytes::Bytes::from(r#"{"data": {"id": "7"}}"#));
//! use callpoint::Endpoint;
//! assert_eq!(GetLink::from_http(answer).unwrap().id, "7");
//! ```

mod empty;
mod form;
mod form_value;
mod json;
mod pairs;
mod raw;
mod streamed;
mod text;
mod whole;
#[cfg(feature = "xml")]
mod xml;

use std::fmt;

pub use self::empty::Empty;
pub use self::form::Form;
pub use self::json::Json;
pub(crate) use self::pairs::{Error as PairsError, Pairs};
pub use self::raw::Raw;
pub use self::streamed::{NdJson, Sse, Stream};
pub use self::text::Text;
pub use self::whole::{FromResponse, Whole};
#[cfg(feature = "xml")]
pub use self::xml::Xml;

use crate::answer::Answer;

/// Writes values of type `T` into request bodies.
pub trait Encode<T: ?Sized> {
    /// What `Content-Type` says of the body (RFC 9110, section 8.3), unless a header field of the request says it.
    const CONTENT_TYPE: &'static str;

    /// Appends the body.
    ///
    /// # Errors
    /// The value has no such form.
    fn encode(value: &T, out: &mut Vec<u8>) -> Result<(), EncodeFailure>;
}

/// Reads values of type `T` from response bodies.
pub trait Decode<T> {
    /// The media type that it reads: what `Accept` asks for (RFC 9110, section 12.5.1).
    const MEDIA_TYPE: &'static str;

    /// Reads the body.
    ///
    /// # Errors
    /// The body is no `T`.
    fn decode(answer: &Answer) -> Result<T, DecodeFailure>;
}

/// Why a value has no form in a codec.
///
/// Its text may repeat a part of the value, so it is shown by [`detail`](Self::detail) alone.
pub struct EncodeFailure(Box<Explained>);

impl EncodeFailure {
    /// A failure in the words of whatever failed.
    pub fn new(detail: impl fmt::Display) -> Self {
        Self(Box::new(Explained::new("", detail)))
    }

    /// What failed, in full; it may repeat a part of the value.
    #[must_use]
    pub fn detail(&self) -> &str {
        &self.0.detail
    }
}

impl fmt::Debug for EncodeFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EncodeFailure")
    }
}

/// Why and where a body is not of the declared shape.
///
/// `Display` and `Debug` say where and what was expected, without the values that were received;
/// [`detail`](Self::detail) has the decoder's own words.
#[derive(Clone)]
pub struct DecodeFailure(Box<Explained>);

/// What a failure says. It stands in a box, because every function that writes or reads a value hands it on.
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
            detail: detail.to_string(),
        }
    }
}

impl DecodeFailure {
    /// A failure: `expected` says in constant words what should have been there, `detail` is whatever the decoder says.
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

    /// The decoder's own words; they may repeat a part of the body.
    #[must_use]
    pub fn detail(&self) -> &str {
        &self.0.detail
    }

    /// Says so where the server sent another kind of body altogether (an HTML page, say): that explains the rest.
    pub(crate) fn checked(mut self, answer: &Answer, media_type: &'static str) -> Self {
        match answer.media_type() {
            // A codec that reads anything knows best what it misses.
            _ if media_type == "*/*" => {}
            _ if answer.body().is_empty() => {
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

    /// An answer that says of itself to be something else.
    pub(crate) fn of_media_type(answer: &Answer, media_type: &'static str) -> Option<Self> {
        let got = answer.media_type()?;
        (!is_compatible(got, media_type))
            .then(|| Self::new(other_media_type(media_type, got), "another media type"))
    }
}

fn other_media_type(expected: &'static str, got: &str) -> String {
    let got = if is_plain(got) {
        got
    } else {
        "another media type"
    };
    format!("expected {expected}, got {got}")
}

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

/// Whether it reads like a media type: nothing a server could smuggle into a log.
fn is_plain(media_type: &str) -> bool {
    media_type.len() <= 64
        && media_type
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"/+-._".contains(&b))
}

impl fmt::Display for DecodeFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.path() {
            Some(path) => write!(f, "at {path}: {}", self.expected()),
            None => f.write_str(self.expected()),
        }
    }
}

impl fmt::Debug for DecodeFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DecodeFailure({self})")
    }
}

impl std::error::Error for DecodeFailure {}
