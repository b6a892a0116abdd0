//! Declarations and requests in the forms of other tools.

mod curl;
mod http_file;
mod operation;
pub mod postman;
mod shell;
mod values;

pub use self::curl::Curl;
pub use self::http_file::{HttpFile, http_file};
