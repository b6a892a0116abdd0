use super::{Decode, DecodeFailure};
use crate::answer::Answer;

/// Reads nothing: the codec of an arm that answers `()`.
#[derive(Debug, Clone, Copy)]
pub struct Empty;

impl Empty {
    /// The media type that it reads, whatever the type.
    pub const MEDIA_TYPE: &'static str = "*/*";
}

impl Decode<()> for Empty {
    const MEDIA_TYPE: &'static str = Self::MEDIA_TYPE;

    fn decode(_: &Answer) -> Result<(), DecodeFailure> {
        Ok(())
    }
}
