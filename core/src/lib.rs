#![cfg_attr(docsrs, feature(doc_cfg))]
#![doc = include_str!("../README.md")]
#![allow(
    clippy::must_use_candidate,
    clippy::return_self_not_must_use,
    reason = "most of what has no `#[must_use]` is for the other crates of the workspace, by `__private`"
)]

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;
mod base;
mod body;
mod choice;
#[allow(
    missing_docs,
    reason = "it is public only to the other crates of the workspace"
)]
mod collected;
mod content;
mod curl;
#[cfg(feature = "drift")]
pub mod drift;
mod encode;
mod ended;
mod endpoint;
mod error;
mod event;
#[allow(
    missing_docs,
    reason = "it is public only to the other crates of the workspace"
)]
mod event_stream;
mod facts;
#[allow(
    missing_docs,
    reason = "it is public only to the other crates of the workspace"
)]
mod fields;
mod framing;
mod given;
#[allow(
    missing_docs,
    reason = "it is public only to the other crates of the workspace"
)]
mod host;
mod http_date;
mod idempotency;
mod inline_struct;

mod json_tokens;
mod last_poll;

#[allow(
    missing_docs,
    reason = "it is public only to the other crates of the workspace"
)]
mod lines;
mod link;
mod message;

mod if_served;
pub mod multipart;
#[cfg(not(feature = "schema"))]
mod no_schema;
#[allow(
    missing_docs,
    reason = "it is public only to the other crates of the workspace"
)]
mod open_enum;
mod param;
mod patch;
mod problem_details;
mod proxy;
mod read;
mod reader;
#[allow(
    missing_docs,
    reason = "it is public only to the other crates of the workspace"
)]
mod redact;
#[doc(hidden)]
pub mod redirect;
mod request;
mod response;
mod response_headers;
#[doc(hidden)]
pub mod retry;
mod retry_after;
mod scalar;
#[cfg(feature = "schema")]
mod schema;
#[cfg(feature = "serve")]
pub mod serve;
mod server;
#[allow(
    missing_docs,
    reason = "it is public only to the other crates of the workspace"
)]
mod shell;
mod value;

pub mod auth;
pub mod codec;
pub mod meta;

pub use bytes::Bytes;
pub use http;

pub use self::base::{BaseUrl, InvalidBaseUrl};
pub use self::body::{Body, BoxError};
pub use self::content::{Source, StreamedContent};
pub use self::curl::Curl;
pub use self::endpoint::{Endpoint, ErrorSet};
pub use self::error::{
    ApiError, BuildError, BuildErrorKind, ConfigError, DecodeError, Error, PageError, SendError,
    StreamError, TimeoutKind, TransportError, TransportErrorKind, UnexpectedStatus,
};
pub use self::event::{Event, EventId};
pub use self::message::ErrorMessage;
#[doc(hidden)]
pub use self::param::kind;
pub use self::param::{DisplayValues, Flag, ParamValue, ValueFor};
pub use self::patch::Patch;
pub use self::problem_details::ProblemDetails;
pub use self::read::ReadError;
pub use self::reader::ResponseReader;
pub use self::request::RequestWriter;
pub use self::response::{RawResponse, Response};
pub use self::retry::RetryPolicy;
pub use self::server::{Base, Server};
