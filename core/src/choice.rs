//! Responses of one status, told apart by their media types.

use crate::codec::CodecError;
use crate::meta::is_of_type as is_of;
use crate::read::ReadError;
use crate::reader::ResponseReader;

/// Whether the body has this media type.
#[must_use]
pub fn is_of_type(response: &ResponseReader, media_type: &'static str) -> bool {
    response
        .media_type()
        .is_some_and(|own| is_of(own, media_type))
}

/// A response of a declared status, but of none of the media types that are declared for it.
///
/// # Errors
/// Always.
#[cold]
pub fn other_type<T, E>(response: &ResponseReader) -> Result<T, ReadError<E>> {
    Err(ReadError::Decode(CodecError::of_no_type(response)))
}
