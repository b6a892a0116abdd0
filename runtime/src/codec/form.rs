use std::fmt::Write as _;

use percent_encoding::utf8_percent_encode;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::form_value::Value;
use super::{Decode, DecodeFailure, Encode, EncodeFailure, Pairs};
use crate::answer::Answer;
use crate::encode::{Encoder, QUERY};

/// `application/x-www-form-urlencoded` (WHATWG URL, section 5), by serde.
///
/// A list repeats its key (`tag=a&tag=b`); a nested struct or map stands in brackets (`owner[name]=ann`). `None` is left out. A
/// space is `%20`.
#[derive(Debug, Clone, Copy)]
pub struct Form;

impl Form {
    /// The media type that it reads, whatever the type.
    pub const MEDIA_TYPE: &'static str = "application/x-www-form-urlencoded";
}

impl<T: Serialize + ?Sized> Encode<T> for Form {
    const CONTENT_TYPE: &'static str = "application/x-www-form-urlencoded";

    fn encode(value: &T, out: &mut Vec<u8>) -> Result<(), EncodeFailure> {
        let mut text = String::new();
        let mut emit = |key: &str, value: &dyn std::fmt::Display| {
            if !text.is_empty() {
                text.push('&');
            }
            text.extend(utf8_percent_encode(key, QUERY));
            text.push('=');
            write!(Encoder::new(&mut text, QUERY), "{value}")
        };
        value
            .serialize(Pairs::new(&mut emit))
            .map_err(EncodeFailure::new)?;
        out.extend_from_slice(text.as_bytes());
        Ok(())
    }
}

/// Flat forms, as servers send them: a token endpoint of old, say. A value is text, a number or a boolean, by what the type asks for.
impl<T: DeserializeOwned> Decode<T> for Form {
    const MEDIA_TYPE: &'static str = Self::MEDIA_TYPE;

    fn decode(answer: &Answer) -> Result<T, DecodeFailure> {
        let pairs = pairs_of(answer.body()).ok_or_else(|| {
            DecodeFailure::new("expected form pairs in UTF-8", "invalid encoding")
        })?;
        T::deserialize(serde::de::value::MapDeserializer::<
            _,
            serde::de::value::Error,
        >::new(
            pairs.into_iter().map(|(key, value)| (key, Value(value)))
        ))
        .map_err(|error| DecodeFailure::new("the form has another shape", error))
    }
}

fn pairs_of(body: &[u8]) -> Option<Vec<(String, String)>> {
    let text = std::str::from_utf8(body).ok()?;
    let decode = |text: &str| {
        let text = text.replace('+', " ");
        percent_encoding::percent_decode_str(&text)
            .decode_utf8()
            .map(std::borrow::Cow::into_owned)
            .ok()
    };
    text.split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            Some((decode(key)?, decode(value)?))
        })
        .collect()
}
