use bytes::Bytes;

use super::{Decode, DecodeFailure, Encode, EncodeFailure};
use crate::answer::Answer;

/// Bytes as they are.
#[derive(Debug, Clone, Copy)]
pub struct Raw;

impl Raw {
    /// The media type that it reads, whatever the type.
    pub const MEDIA_TYPE: &'static str = "*/*";
}

impl<T: AsRef<[u8]> + ?Sized> Encode<T> for Raw {
    const CONTENT_TYPE: &'static str = "application/octet-stream";

    fn encode(value: &T, out: &mut Vec<u8>) -> Result<(), EncodeFailure> {
        out.extend_from_slice(value.as_ref());
        Ok(())
    }
}

impl<T: From<Bytes>> Decode<T> for Raw {
    const MEDIA_TYPE: &'static str = Self::MEDIA_TYPE;

    fn decode(answer: &Answer) -> Result<T, DecodeFailure> {
        Ok(answer.body().clone().into())
    }
}
