use bytes::Bytes;

use super::{Codec, CodecError, Decode, Encode};
use crate::meta::{CodecId, CodecMeta};
use crate::reader::ResponseReader;

/// The bytes of the body, unchanged.
#[derive(Debug, Clone, Copy)]
pub struct Raw;

impl Codec for Raw {
    const META: CodecMeta =
        CodecMeta::of(CodecId::OctetStream, "Raw", "*/*").content_type("application/octet-stream");
}

impl<T: AsRef<[u8]> + ?Sized> Encode<T> for Raw {
    fn encode(value: &T, out: &mut Vec<u8>) -> Result<(), CodecError> {
        out.extend_from_slice(value.as_ref());
        Ok(())
    }
}

impl<T: From<Bytes>> Decode<T> for Raw {
    fn decode(response: &ResponseReader) -> Result<T, CodecError> {
        let body = response.body();
        // An item of a stream is a slice of the chunk that was received, which it would keep in memory.
        Ok(if response.is_item() {
            Bytes::copy_from_slice(body).into()
        } else {
            body.clone().into()
        })
    }
}
