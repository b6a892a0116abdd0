#![cfg_attr(docsrs, feature(doc_cfg))]
#![doc = include_str!("../README.md")]

pub mod compare;
#[cfg(feature = "curl")]
pub mod curl;
pub mod description;
mod error;
#[cfg(feature = "http-file")]
mod http_file;
mod metadata;
#[cfg(feature = "openapi")]
pub mod openapi;
#[cfg(feature = "page")]
pub mod page;
mod placeholder;
#[cfg(feature = "postman")]
pub mod postman;
mod secrets;
mod value;
mod words;

// What readers share.
#[cfg(any(feature = "curl", feature = "postman"))]
mod address;
#[cfg(any(feature = "curl", feature = "openapi", feature = "postman"))]
mod authorization;
#[cfg(any(feature = "curl", feature = "postman"))]
mod json;
#[cfg(any(feature = "curl", feature = "openapi", feature = "postman"))]
mod pairs;
#[cfg(any(feature = "curl", feature = "postman"))]
mod template;

// What writers share.
#[cfg(any(feature = "http-file", feature = "postman"))]
mod by_schema;
#[cfg(any(feature = "http-file", feature = "postman"))]
mod request;
#[cfg(any(feature = "http-file", feature = "postman"))]
mod variables;

pub use self::error::DocumentError;
#[cfg(feature = "http-file")]
pub use self::http_file::{HttpFile, http_file};
pub use self::value::{Number, Object, Value};

/// Back to documentation: curl, Postman, `.http`, recordings. It exists in the documentation only, so that its examples are compiled and run.
#[cfg(all(any(doc, doctest), feature = "http-file", feature = "page"))]
#[doc = include_str!("../docs/export.md")]
pub mod guide {}

/// What crates of the same version share. It is not public API and changes without notice.
#[doc(hidden)]
pub mod __private {
    #[cfg(any(feature = "curl", feature = "postman"))]
    pub mod json {
        pub use crate::json::{Read, read, string_length};
    }

    #[cfg(any(feature = "curl", feature = "openapi", feature = "postman"))]
    pub use crate::pairs::{decoded, encoded};
    pub use crate::secrets::is_secret;
    #[cfg(any(feature = "curl", feature = "postman"))]
    pub use crate::template::is_value;
    pub use crate::words::words;
}
