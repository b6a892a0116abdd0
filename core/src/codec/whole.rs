use super::{Codec, CodecError, Decode};
use crate::meta::{CodecId, CodecMeta, WholeMeta};
use crate::reader::ResponseReader;

/// The whole response (status, headers and body) as one type, by [`FromResponse`]: the codec in `Download as Whole`.
#[derive(Debug, Clone, Copy)]
pub struct Whole;

impl Codec for Whole {
    const META: CodecMeta = CodecMeta::of(CodecId::WholeResponse, "Whole", "*/*");
}

/// A type that is built from a whole response; `#[derive(FromResponse)]` implements it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read from a whole response",
    label = "needs `#[derive(callpoint::FromResponse)]`"
)]
pub trait FromResponse: Sized {
    /// The headers and the body that it reads, for mocks and documents. The derive fills it in; without it nothing is known.
    const META: Option<WholeMeta> = None;

    /// Builds the value from a response.
    ///
    /// # Errors
    /// A header is missing or invalid, or the body does not match its type.
    fn from_response(response: &ResponseReader) -> Result<Self, CodecError>;
}

impl<T: FromResponse> Decode<T> for Whole {
    fn decode(response: &ResponseReader) -> Result<T, CodecError> {
        T::from_response(response)
    }
}
