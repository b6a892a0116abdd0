//! From a response to its declared type, or to the error of the call.

use std::convert::Infallible;

use crate::codec::{CodecError, Decode, not_json};
use crate::error::{ApiError, DecodeError, Error, UnexpectedStatus};
use crate::meta::{CodecMeta, ResponseMeta};
use crate::reader::ResponseReader;

impl ResponseReader {
    /// Decodes the body as a `T` by the codec `C`.
    ///
    /// # Errors
    /// The body does not match `T`.
    // One compiled copy for all endpoints that share a type.
    #[inline(never)]
    pub fn decode<T, C: Decode<T>>(&self) -> Result<T, CodecError> {
        match C::decode(self) {
            Ok(value) => Ok(value),
            Err(error) => Err(self.checked(error, &C::META)),
        }
    }

    /// One compiled copy for all types.
    #[cold]
    fn checked(&self, error: CodecError, codec: &CodecMeta) -> CodecError {
        // A declaration may name another media type than the codec's.
        let declared = self.meta().response_of_type(self.code(), self.media_type());
        let declared = declared
            .and_then(ResponseMeta::body_codec)
            .filter(|declared| declared.id == codec.id && declared.name == codec.name);
        let media_type = declared.as_ref().unwrap_or(codec).media_type;
        // With a place in it, the error is about one value in JSON that was read.
        let is_json = media_type.ends_with("json") && error.path().is_none();
        let charset = if is_json { not_json(self) } else { None };
        charset.unwrap_or(error).checked(self, media_type)
    }
}

/// Why a response gives no output.
#[derive(Debug)]
#[non_exhaustive]
pub enum ReadError<E = Infallible> {
    /// It is a declared error response.
    Api(E),
    /// Its status is not declared.
    UndeclaredStatus,
    /// Its status is declared, but its body does not match the declared type.
    Decode(CodecError),
}

impl<E> From<CodecError> for ReadError<E> {
    fn from(error: CodecError) -> Self {
        Self::Decode(error)
    }
}

impl<E> ReadError<E> {
    /// The error of the call, with everything that was received. Not inlined: the code is the same for all endpoints whose error types have the same
    /// layout.
    #[inline(never)]
    #[doc(hidden)]
    pub fn into_error(self, response: ResponseReader) -> Error<E> {
        match self {
            Self::Api(body) => Error::Api(Box::new(ApiError::new(body, response))),
            Self::UndeclaredStatus => Error::Unexpected(undeclared(response)),
            Self::Decode(error) => Error::Decode(not_decoded(error, response)),
        }
    }
}

impl ReadError {
    /// Converts an error that is not a declared error response to any error type.
    #[inline]
    #[must_use]
    pub fn widen<E>(self) -> ReadError<E> {
        match self {
            Self::Api(never) => match never {},
            Self::UndeclaredStatus => ReadError::UndeclaredStatus,
            Self::Decode(error) => ReadError::Decode(error),
        }
    }
}

/// One compiled copy for all types.
fn undeclared(response: ResponseReader) -> Box<UnexpectedStatus> {
    Box::new(UnexpectedStatus::new(response))
}

/// One compiled copy for all types.
fn not_decoded(error: CodecError, response: ResponseReader) -> Box<DecodeError> {
    Box::new(DecodeError::new(error, response))
}
