//! Declarations and requests in the forms of other tools.

mod curl;
mod shell;

pub use self::curl::Curl;
