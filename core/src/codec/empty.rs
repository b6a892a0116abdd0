use super::{Codec, CodecError, Decode};
use crate::meta::{CodecId, CodecMeta};
use crate::reader::ResponseReader;

/// Ignores the body: the codec of a response of type `()`.
#[derive(Debug, Clone, Copy)]
pub struct Empty;

impl Codec for Empty {
    const META: CodecMeta = CodecMeta::of(CodecId::NoContent, "Empty", "*/*");
}

impl Decode<()> for Empty {
    fn decode(_: &ResponseReader) -> Result<(), CodecError> {
        Ok(())
    }
}
