#![cfg_attr(docsrs, feature(doc_cfg))]
#![doc = include_str!("../README.md")]

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;
mod answer;
mod base;
mod body;
mod client;
mod encode;
mod endpoint;
mod error;
mod param;
mod patch;
mod request;
mod response;

pub mod auth;
pub mod codec;
pub mod meta;
pub mod transport;

pub use bytes::Bytes;
pub use callpoint_macros::{Param, Responses, api, endpoint};
pub use http;

pub use self::answer::{Answer, NotRead, Unread};
pub use self::base::{BaseUrl, InvalidBaseUrl};
pub use self::body::{Body, BoxError};
pub use self::client::{Call, Client, ClientBuilder};
pub use self::endpoint::{Endpoint, Responses};
pub use self::error::{
    BuildError, BuildErrorKind, ConfigError, DecodeError, Error, Refusal, TimeoutKind,
    TransportError, TransportErrorKind, Unexpected,
};
pub use self::param::{Param, ParamValues, Segments, kind};
pub use self::patch::Patch;
pub use self::request::RequestWriter;
pub use self::response::{RawResponse, Response};
