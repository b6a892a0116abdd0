use std::fmt;

use http::header::CONTENT_TYPE;

use super::{Decode, DecodeFailure, Encode, EncodeFailure};
use crate::answer::Answer;

/// Text in UTF-8. An answer may also be in ISO-8859-1, where its `Content-Type` says so.
#[derive(Debug, Clone, Copy)]
pub struct Text;

impl Text {
    /// The media type that it reads, whatever the type.
    pub const MEDIA_TYPE: &'static str = "text/plain";
}

impl<T: fmt::Display + ?Sized> Encode<T> for Text {
    const CONTENT_TYPE: &'static str = "text/plain; charset=utf-8";

    fn encode(value: &T, out: &mut Vec<u8>) -> Result<(), EncodeFailure> {
        use std::io::Write as _;
        write!(out, "{value}").map_err(EncodeFailure::new)
    }
}

impl<T: From<String>> Decode<T> for Text {
    const MEDIA_TYPE: &'static str = Self::MEDIA_TYPE;

    fn decode(answer: &Answer) -> Result<T, DecodeFailure> {
        let body = answer.body();
        if is_latin1(answer) {
            return Ok(body
                .iter()
                .map(|&byte| char::from(byte))
                .collect::<String>()
                .into());
        }
        match std::str::from_utf8(body) {
            Ok(text) => Ok(text.to_owned().into()),
            Err(error) => {
                let expected = format!(
                    "expected text in UTF-8, byte {} is not",
                    error.valid_up_to()
                );
                Err(DecodeFailure::new(expected, error))
            }
        }
    }
}

/// The `charset` parameter of the media type (RFC 9110, section 8.3.2).
fn is_latin1(answer: &Answer) -> bool {
    let content_type = answer
        .headers()
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    content_type
        .into_iter()
        .flat_map(|value| value.split(';').skip(1))
        .any(|parameter| {
            let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
            name.trim().eq_ignore_ascii_case("charset")
                && value
                    .trim()
                    .trim_matches('"')
                    .eq_ignore_ascii_case("iso-8859-1")
        })
}
