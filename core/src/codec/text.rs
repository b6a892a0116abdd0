use std::fmt;

use super::{Codec, CodecError, Decode, Encode, charset};
use crate::meta::{CodecId, CodecMeta};
use crate::reader::ResponseReader;

/// Text in UTF-8. A response may also be in ISO-8859-1, if its `Content-Type` says so; any other charset is an error. A UTF-8 byte order mark is not
/// part of the text.
#[derive(Debug, Clone, Copy)]
pub struct Text;

impl Codec for Text {
    const META: CodecMeta = CodecMeta::of(CodecId::PlainText, "Text", "text/plain")
        .content_type("text/plain; charset=utf-8");
}

impl<T: fmt::Display + ?Sized> Encode<T> for Text {
    fn encode(value: &T, out: &mut Vec<u8>) -> Result<(), CodecError> {
        use std::io::Write as _;
        write!(out, "{value}")
            .map_err(|error| CodecError::new("expected a value that can be written as text", error))
    }
}

impl<T: From<String>> Decode<T> for Text {
    fn decode(response: &ResponseReader) -> Result<T, CodecError> {
        charset::text(response).map(|text| text.into_owned().into())
    }
}
