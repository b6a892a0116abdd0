//! Items that the macros' expansions and the other crates of the workspace use. Not public API: they change without notice.

use std::marker::PhantomData;

/// The names that an expansion imports into its block.
pub mod names {
    pub use std::convert::Infallible as __Infallible;
    pub use std::error::Error as __Error;
    pub use std::fmt::{
        Debug as __Debug, DebugStruct as __DebugStruct, Display as __Display,
        Formatter as __Formatter, Result as __Formatted,
    };
    pub use std::option::Option::{self as __Option, None as __None, Some as __Some};
    pub use std::result::Result::{self as __Result, Err as __Err, Ok as __Ok};

    pub use serde::de::Error as __DeError;
    pub use serde::{
        self as __serde, Deserialize as __Deserialize, Deserializer as __Deserializer,
        Serializer as __Serializer,
    };

    /// Traits that nothing names: they are what a path to a type leads to if it has not the constant or function itself.
    pub mod __fallbacks {
        #[cfg(feature = "schema")]
        pub use super::super::NoSchema as _;
        pub use super::super::{
            AnySet as _, Mirror as _, NoCodec as _, NoFile as _, NoMessage as _, NoWhole as _,
        };
        pub use crate::inline_struct::Unread as _;
    }
    pub use self::__fallbacks::*;
    pub use super::{
        BodyFields as __BodyFields, JSON as __JSON, auth as __auth, base as __base,
        body_field as __body_field, end as __end, error as __error,
        error_response as __error_response, field as __field, fields as __begin,
        optional_field as __optional_field, output as __output, output_as as __output_as,
        some as __some, undisclosed as __undisclosed,
    };
    pub use super::{
        CodecOf as __CodecOf, FileOf as __FileOf, Hidden as __Hidden, WholeOf as __WholeOf,
    };
    pub use crate::__private;
    pub use crate::auth::Requirement as __Requirement;
    pub use crate::codec::{Codec as __Codec, Json as __Json};
    pub use crate::inline_struct::{
        Copied as __Copied, Fields as __Fields, Fill as __Fill, Missing as __Missing,
        Unread as __Unread, Values as __Values, deserialize as __deserialize,
        ready_by_default as __ready_by_default,
    };
    pub use crate::meta::{
        AuthMeta as __AuthMeta, CodecMeta as __CodecMeta, EndpointMeta as __EndpointMeta,
        FieldLocation as __FieldLocation, FixedHeader as __FixedHeader, ListStyle as __ListStyle,
        ParamMeta as __ParamMeta, QueryStyle as __QueryStyle, ResponseMeta as __ResponseMeta,
        StatusPattern as __StatusPattern,
    };
    pub use crate::{
        Endpoint as __Endpoint, ErrorSet as __ErrorSet, ReadError as __ReadError,
        RequestWriter as __RequestWriter, ResponseReader as __ResponseReader,
    };

    // A type of the user's may have the name of a primitive one.
    pub use core::primitive::{bool as __bool, str as __str, usize as __usize};

    // The variables of the expansion: a pattern would name a constant of the user's, were there not a function of that name in between.
    pub use super::{
        variable as __content, variable as __count, variable as __debug, variable as __fields,
        variable as __form, variable as __missing, variable as __number, variable as __other,
        variable as __serializer, variable as __slots, variable as __values,
    };
    pub use super::{
        variable as __value0, variable as __value1, variable as __value2, variable as __value3,
        variable as __value4, variable as __value5, variable as __value6, variable as __value7,
        variable as __value8, variable as __value9, variable as __value10, variable as __value11,
        variable as __value12, variable as __value13, variable as __value14, variable as __value15,
        variable as __value16, variable as __value17, variable as __value18, variable as __value19,
        variable as __value20, variable as __value21, variable as __value22, variable as __value23,
    };
}

/// How most bodies travel.
pub const JSON: crate::meta::CodecMeta = <Json as Codec>::META;

/// What a variable of the expansion is called after; nothing calls it.
pub const fn variable() {}

#[path = "private/body_fields.rs"]
mod body_fields;
#[path = "private/editor.rs"]
pub mod editor;
pub use serde;
// By their paths: a macro of the user's would hide what is imported.
#[cfg(feature = "serve")]
pub use crate::serve::event_stream_text;
#[cfg(feature = "serve")]
pub use crate::serve::expansion as served;
pub use crate::{__schema, __schemas, __serve, __struct_schema};
// Used by the other crates of the workspace.
pub use crate::auth::token::{Granted, token_error};
pub use crate::base::{is_loopback, may_have_dot_segment};
pub use crate::body::{SyncBody, Unreadable};
pub use crate::choice::*;
pub use crate::collected::Collected;
pub use crate::encode::{QUERY, SEGMENT, header_value, is_framing};
pub use crate::ended::Ended;
pub use crate::error::{PageCause, StreamCause};
pub use crate::event_stream::{Exceeded, Message, Parser};
pub use crate::fields::only;
pub use crate::framing::{Extent, Framing};
pub use crate::given::GivenUrl;
pub use crate::host::Host;
pub use crate::idempotency::add_key;
pub use crate::last_poll::{before_sending, last_poll};
pub use crate::lines::{LONGEST, Lines, TooLong};
pub use crate::link::next as next_link;
pub use crate::message::{
    ErrorMessage, MessageList, MessageOf, NoMessage, first, message, set_message,
};
pub use crate::open_enum::{open_enum, other_value};
pub use crate::proxy::{UnusableProxy, check_proxies};
pub use crate::reader::{Incoming, media_type_of};
pub use crate::response_headers::{header, header_list, optional_header};
/// Words of a POSIX shell.
pub mod shell {
    pub use crate::shell::*;
}
/// What may be shown of a request.
pub mod redact {
    pub use crate::redact::*;
}
pub use crate::retry_after::after as retry_after;
pub use crate::server::{KnownServer, replace_at, replace_named_at};
pub use redact::{Piece, Shown, UrlSecrets};
use serde::Serializer;
// By these paths in signatures, so that docs show them under their own names.
pub use std::convert::Infallible;
pub use std::fmt::{self, Formatter};
pub use std::option::Option;
pub use std::result::Result;

pub use crate::meta::{EndpointMeta, ResponseMeta};

pub use self::body_fields::*;
use crate::codec::{Codec, CodecError, Decode, Encode, Json};
use crate::content::StreamedContent;
pub use crate::facts::*;
use crate::multipart::{Multipart, PartValues};
pub use crate::param::display;
pub use crate::patch::Patch;
pub use crate::read::ReadError;
pub use crate::reader::ResponseReader;
pub use crate::request::RequestWriter;
use crate::response::RawResponse;
#[cfg(feature = "schema")]
pub use crate::schema::*;

/// A body type that codec `C` can read. It is a trait of the type, so that rustc's message is about the type, which the user wrote.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read from a response body by `{C}`",
    label = "not readable by `{C}`",
    note = "write `ByteStream as Stream`, `Events<T> as Sse` or `JsonLines<T> as NdJson` for a stream, `String as Text` or `Bytes as Raw`; \
            for JSON and forms put `#[derive(callpoint::Deserialize)]` above the type, for `Whole` `#[derive(callpoint::FromResponse)]`",
    note = "a word alone is Callpoint's codec; one of your own with that name is `self::Text`"
)]
pub trait ReadBy<C>: Sized {
    #[doc(hidden)]
    fn read(response: &ResponseReader) -> Result<Self, CodecError>;
}

#[diagnostic::do_not_recommend]
impl<T, C: Decode<T>> ReadBy<C> for T {
    fn read(response: &ResponseReader) -> Result<T, CodecError> {
        response.decode::<T, C>()
    }
}

/// A body type that codec `C` can write.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be written into a request body by `{C}`",
    label = "not writable by `{C}`",
    note = "write `#[body(Stream)]` for an `Upload`, `#[body(Raw)]` for bytes, `#[body(Text)]` for text; \
            for JSON and forms put `#[derive(serde::Serialize)]` above the type",
    note = "a word alone is Callpoint's codec; one of your own with that name is `self::Text`"
)]
pub trait WrittenBy<C> {
    #[doc(hidden)]
    fn write(&self, request: &mut RequestWriter);
    #[doc(hidden)]
    fn write_part(&self, request: &mut RequestWriter, form: &mut Multipart, name: &'static str);
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized, C: Encode<T>> WrittenBy<C> for T {
    fn write(&self, request: &mut RequestWriter) {
        request.body::<T, C>(self);
    }

    fn write_part(&self, request: &mut RequestWriter, form: &mut Multipart, name: &'static str) {
        request.encoded_part::<T, C>(form, name, self);
    }
}

/// Content that is streamed while it is sent.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent as a stream",
    label = "needs to be an `Upload`",
    note = "`callpoint::Upload` is made from bytes, a file or a stream"
)]
pub trait Streamed {
    #[doc(hidden)]
    fn content(&self) -> &StreamedContent;
}

/// A body that is streamed while it is sent.
pub fn stream<T: Streamed>(request: &mut RequestWriter, value: &T) {
    request.stream(value.content());
}

/// A streamed body that may be absent.
pub fn optional_stream<T: Streamed>(request: &mut RequestWriter, value: &Option<T>) {
    if let Some(value) = value {
        request.stream(value.content());
    }
}

/// A part, or several under one name.
pub fn part<T: PartValues<K> + ?Sized, K>(form: &mut Multipart, name: &'static str, value: &T) {
    value.add(name, form);
}

/// A part that a codec writes.
pub fn encoded_part<T: WrittenBy<C> + ?Sized, C>(
    request: &mut RequestWriter,
    form: &mut Multipart,
    name: &'static str,
    value: &T,
) {
    value.write_part(request, form, name);
}

/// A part, written by a codec, that may be absent.
pub fn optional_encoded_part<T: WrittenBy<C>, C>(
    request: &mut RequestWriter,
    form: &mut Multipart,
    name: &'static str,
    value: &Option<T>,
) {
    if let Some(value) = value {
        value.write_part(request, form, name);
    }
}

/// A field of a body that serde writes.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent in the body",
    label = "needs `serde::Serialize`",
    note = "write `#[body(Stream)]` for an `Upload`; otherwise put `#[derive(serde::Serialize)]` above the type, or send the field elsewhere: `#[query]`, `#[header(\"…\")]`"
)]
pub trait BodyField: serde::Serialize {}

#[diagnostic::do_not_recommend]
impl<T: serde::Serialize + ?Sized> BodyField for T {}

/// The fields of an endpoint that form its body, as the expansion writes them.
pub trait BodyFields {
    /// Writes them as a struct.
    ///
    /// # Errors
    /// The serializer's.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;
}

/// Replaces serde's derive if that reports an error, so that the missing method is not a second error.
pub trait Mirror {
    /// Writes nothing.
    ///
    /// # Errors
    /// Always.
    fn serialize<T: ?Sized, S: Serializer>(_: &T, _: S) -> Result<S::Ok, S::Error> {
        Err(serde::ser::Error::custom("not written"))
    }
}

impl<T> Mirror for T {}

/// Serializes the body fields of an endpoint.
#[derive(Debug)]
pub struct AsBody<'a, T>(pub &'a T);

impl<T: BodyFields> serde::Serialize for AsBody<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

/// An endpoint whose body fields codec `C` can write.
#[diagnostic::on_unimplemented(
    message = "the fields of `{Self}` cannot be written into a request body by `{C}`",
    label = "`{C}` cannot encode fields",
    note = "a codec that writes fields implements `Encode<T>` for every `T: serde::Serialize`"
)]
pub trait FieldsWrittenBy<C> {
    #[doc(hidden)]
    fn write(&self, request: &mut RequestWriter);
}

#[diagnostic::do_not_recommend]
impl<T: BodyFields, C: for<'a> Encode<AsBody<'a, T>>> FieldsWrittenBy<C> for T {
    fn write(&self, request: &mut RequestWriter) {
        request.body::<AsBody<'_, T>, C>(&AsBody(self));
    }
}

/// The body fields of an endpoint.
pub fn body_of_fields<T: FieldsWrittenBy<C>, C>(request: &mut RequestWriter, endpoint: &T) {
    endpoint.write(request);
}

/// A whole body.
pub fn body<T: WrittenBy<C> + ?Sized, C>(request: &mut RequestWriter, value: &T) {
    value.write(request);
}

/// A whole body that may be absent.
pub fn optional_body<T: WrittenBy<C>, C>(request: &mut RequestWriter, value: &Option<T>) {
    if let Some(value) = value {
        value.write(request);
    }
}

/// A successful response whose type is the output.
///
/// # Errors
/// The body does not match the declared type.
pub fn output<T: ReadBy<C>, C, E>(response: &ResponseReader) -> Result<T, ReadError<E>> {
    match T::read(response) {
        Ok(value) => Ok(value),
        Err(error) => Err(ReadError::Decode(error)),
    }
}

/// A successful response that is one of several.
///
/// # Errors
/// The body does not match the declared type.
pub fn output_as<T: ReadBy<C>, C, O, E>(
    response: &ResponseReader,
    variant: fn(T) -> O,
) -> Result<O, ReadError<E>> {
    match T::read(response) {
        Ok(value) => Ok(variant(value)),
        Err(error) => Err(ReadError::Decode(error)),
    }
}

/// A successful response that may have no body: `None` for 204, 205 and an empty body.
///
/// # Errors
/// The body does not match the declared type.
pub fn optional_output<T, C, E>(response: &ResponseReader) -> Result<Option<T>, ReadError<E>>
where
    Option<T>: ReadBy<C>,
{
    read_optional(response).map_err(ReadError::Decode)
}

/// The same for one of several.
///
/// # Errors
/// The body does not match the declared type.
pub fn optional_output_as<T, C, O, E>(
    response: &ResponseReader,
    variant: fn(Option<T>) -> O,
) -> Result<O, ReadError<E>>
where
    Option<T>: ReadBy<C>,
{
    read_optional(response)
        .map(variant)
        .map_err(ReadError::Decode)
}

/// A declared error response that may have no body.
///
/// # Errors
/// The body does not match the declared type.
pub fn optional_error<T, C, E>(
    response: &ResponseReader,
    variant: fn(Option<T>) -> E,
) -> Result<E, ReadError>
where
    Option<T>: ReadBy<C>,
{
    read_optional(response)
        .map(variant)
        .map_err(ReadError::Decode)
}

fn read_optional<T, C>(response: &ResponseReader) -> Result<Option<T>, CodecError>
where
    Option<T>: ReadBy<C>,
{
    let is_bodyless = matches!(response.code(), 204 | 205) || response.body().is_empty();
    if is_bodyless {
        Ok(None)
    } else {
        Option::<T>::read(response)
    }
}

/// A successful response without a declared type.
///
/// # Errors
/// Never.
pub fn raw<E>(response: &ResponseReader) -> Result<RawResponse, ReadError<E>> {
    Ok(RawResponse::new(response))
}

/// A declared error response.
///
/// # Errors
/// The body does not match the declared type.
pub fn error<T: ReadBy<C>, C, E>(
    response: &ResponseReader,
    variant: fn(T) -> E,
) -> Result<E, ReadError> {
    match T::read(response) {
        Ok(value) => Ok(variant(value)),
        Err(error) => Err(ReadError::Decode(error)),
    }
}

/// The body of a whole response.
///
/// # Errors
/// The body does not match the declared type.
pub fn whole_body<T: ReadBy<C>, C>(response: &ResponseReader) -> Result<T, CodecError> {
    T::read(response)
}

/// The body of a whole response that may have none.
///
/// # Errors
/// The body does not match the declared type.
pub fn optional_whole_body<T, C>(response: &ResponseReader) -> Result<Option<T>, CodecError>
where
    Option<T>: ReadBy<C>,
{
    read_optional(response)
}

/// A response that is no declared success: an error response of the set `E`, or an undeclared one.
///
/// # Errors
/// Always.
pub fn error_response<T, E: crate::ErrorSet>(
    response: &mut ResponseReader,
) -> Result<T, ReadError<E>> {
    match E::read(response) {
        Ok(error) => Err(ReadError::Api(error)),
        Err(error) => Err(error.widen()),
    }
}

/// A set of error responses that `errors = …` names. If the type is not such a set, the metadata reports it, and one report is enough.
#[derive(Debug)]
pub struct SharedSet<E>(PhantomData<fn() -> E>);

impl<E> SharedSet<E> {
    /// The only value.
    pub const OF: Self = Self(PhantomData);
}

impl<E: crate::ErrorSet> SharedSet<E> {
    /// A response that is no declared success.
    ///
    /// # Errors
    /// Always.
    pub fn error_response<T>(&self, response: &mut ResponseReader) -> Result<T, ReadError<E>> {
        error_response(response)
    }
}

/// The fallback if the type is not a set.
pub trait AnySet<E> {
    /// Nothing is declared.
    ///
    /// # Errors
    /// Always.
    fn error_response<T>(&self, _: &mut ResponseReader) -> Result<T, ReadError<E>> {
        Err(ReadError::UndeclaredStatus)
    }
}

impl<E> AnySet<E> for &SharedSet<E> {}
