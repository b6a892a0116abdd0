use super::{Decode, DecodeFailure};
use crate::answer::Answer;

/// Status, headers and body of an answer as one type, by [`FromResponse`]: the codec of `Download as Whole`.
#[derive(Debug, Clone, Copy)]
pub struct Whole;

impl Whole {
    /// The media type that it reads, whatever the type.
    pub const MEDIA_TYPE: &'static str = "*/*";
}

/// A type that is made from a whole answer; [`#[derive(FromResponse)]`](derive@crate::FromResponse) implements it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be made from a whole answer",
    label = "needs `#[derive(callpoint::FromResponse)]`"
)]
pub trait FromResponse: Sized {
    /// Makes it.
    ///
    /// # Errors
    /// A header is missing or has another form, or the body has another shape.
    fn from_response(answer: &Answer) -> Result<Self, DecodeFailure>;
}

impl<T: FromResponse> Decode<T> for Whole {
    const MEDIA_TYPE: &'static str = Self::MEDIA_TYPE;

    fn decode(answer: &Answer) -> Result<T, DecodeFailure> {
        T::from_response(answer)
    }
}
