use super::{Decode, DecodeFailure};
use crate::answer::Answer;

/// Reads nothing: the codec of an arm that answers `()`.
#[derive(Debug, Clone, Copy)]
pub struct Empty;

impl Decode<()> for Empty {
    const MEDIA_TYPE: &'static str = "*/*";

    fn decode(_: &Answer) -> Result<(), DecodeFailure> {
        Ok(())
    }
}
