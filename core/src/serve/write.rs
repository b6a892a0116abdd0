//! What can be the content of a response.

use super::response::ResponseWriter;
use crate::codec::{Empty, Encode};

/// A type of a declared response that a server can write by codec `C`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be written into a response by `{C}`",
    label = "not writable by `{C}`",
    note = "`serve` writes what the endpoint receives: for JSON and forms put `#[derive(serde::Serialize)]` above the type, for `Whole` `#[serve]` below \
            `#[derive(callpoint::FromResponse)]`; a codec implements `Encode<T>`"
)]
pub trait RespondedBy<C> {
    /// Writes it, after the status.
    fn respond(self, response: &mut ResponseWriter);
}

#[diagnostic::do_not_recommend]
impl<T, C: Encode<T>> RespondedBy<C> for T {
    fn respond(self, response: &mut ResponseWriter) {
        response.encode::<T, C>(&self);
    }
}

impl RespondedBy<Empty> for () {
    fn respond(self, _: &mut ResponseWriter) {}
}

/// A set of error responses that a server can write; `#[serve]` below `#[derive(ErrorSet)]` implements it.
#[diagnostic::on_unimplemented(
    message = "error responses of `{Self}` cannot be written by a server",
    label = "needs `#[serve]` below `#[derive(ErrorSet)]`",
    note = "an endpoint with `serve` and `errors = …` writes them: put `#[serve]` above the enum"
)]
pub trait ServeErrors {
    /// Writes the variant that it is, with its status.
    fn write(self, response: &mut ResponseWriter);
}
