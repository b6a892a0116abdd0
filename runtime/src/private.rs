//! What the expansion of our macros may name, and nothing else. It is not public: it changes without notice.

use std::marker::PhantomData;
use std::str::FromStr;

/// The names that an expansion brings into its block all at once. Each begins with two underscores, so that none is a name of the user's.
pub mod names {
    pub use std::convert::Infallible as __Infallible;
    pub use std::error::Error as __Error;
    pub use std::fmt::{
        Debug as __Debug, DebugStruct as __DebugStruct, Display as __Display,
        Formatter as __Formatter, Result as __Formatted,
    };
    pub use std::option::Option::{self as __Option, None as __None, Some as __Some};
    pub use std::result::Result::{self as __Result, Err as __Err, Ok as __Ok};

    pub use serde::de::Error as __ReadError;
    pub use serde::{
        self as __serde, Deserialize as __Deserialize, Deserializer as __Deserializer,
        Serializer as __Serializer,
    };

    pub use super as __private;
    pub use super::{
        BodyFields as __BodyFields, end as __end, field as __field, fields as __begin,
        output as __output, output_as as __output_as, refusal as __refusal, refused as __refused,
    };
    pub use crate::in_place::{
        Fields as __Fields, Missing as __Missing, Values as __Values, deserialize as __deserialize,
        read as __read, ready as __ready, ready_by_default as __ready_by_default,
    };
    pub use crate::meta::{
        AnswerMeta as __AnswerMeta, AuthMeta as __AuthMeta, EndpointMeta as __EndpointMeta,
        ParamMeta as __ParamMeta, Place as __Place, QueryStyle as __QueryStyle,
        StatusMatch as __StatusMatch,
    };
    pub use crate::{
        Answer as __Answer, Endpoint as __Endpoint, NotRead as __NotRead,
        RequestWriter as __RequestWriter, Responses as __Responses, Unread as __Unread,
    };
}
pub use serde;
use serde::Serializer;
use serde::ser::SerializeStruct as _;

use crate::answer::{Answer, NotRead, Unread};
use crate::codec::{Decode, DecodeFailure, Encode};
use crate::multipart::{Form, PartValues};
pub use crate::patch::Patch;
use crate::request::RequestWriter;
use crate::response::RawResponse;
use crate::upload::Upload;

/// A body type beside its codec, so that rustc speaks of the type, which is what the user wrote.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read from a response body by `{C}`",
    label = "not readable by `{C}`",
    note = "for JSON and forms put `#[derive(serde::Deserialize)]` above the type, for `Whole` `#[derive(callpoint::FromResponse)]`; \
            name another codec with `Type as Codec`"
)]
pub trait ReadBy<C>: Sized {
    #[doc(hidden)]
    const MEDIA_TYPE: &'static str;
    #[doc(hidden)]
    fn read(answer: &Answer) -> Result<Self, NotRead>;
}

#[diagnostic::do_not_recommend]
impl<T, C: Decode<T>> ReadBy<C> for T {
    const MEDIA_TYPE: &'static str = C::MEDIA_TYPE;

    fn read(answer: &Answer) -> Result<T, NotRead> {
        answer.decode::<T, C>()
    }
}

/// The same for a request body.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be written into a request body by `{C}`",
    label = "not writable by `{C}`",
    note = "for JSON and forms put `#[derive(serde::Serialize)]` above the type; name another codec with `#[body(Codec)]`"
)]
pub trait WrittenBy<C> {
    #[doc(hidden)]
    fn write(&self, request: &mut RequestWriter, codec: &'static str);
    #[doc(hidden)]
    fn write_part(&self, request: &mut RequestWriter, form: &mut Form, name: &'static str);
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized, C: Encode<T>> WrittenBy<C> for T {
    fn write(&self, request: &mut RequestWriter, codec: &'static str) {
        request.body::<T, C>(codec, self);
    }

    fn write_part(&self, request: &mut RequestWriter, form: &mut Form, name: &'static str) {
        request.encoded_part::<T, C>(form, name, self);
    }
}

/// Content that is sent while it is read.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent as a stream",
    label = "needs to be an `Upload`",
    note = "`callpoint::Upload` is made from bytes, a file or a stream"
)]
pub trait Streamed {
    #[doc(hidden)]
    fn upload(&self) -> &Upload;
}

impl Streamed for Upload {
    fn upload(&self) -> &Upload {
        self
    }
}

/// A whole body that is sent while it is read.
pub fn stream<T: Streamed>(request: &mut RequestWriter, value: &T) {
    request.stream(value.upload());
}

/// The same that may be absent.
pub fn optional_stream<T: Streamed>(request: &mut RequestWriter, value: &Option<T>) {
    if let Some(value) = value {
        request.stream(value.upload());
    }
}

/// A part, or several under one name.
pub fn part<T: PartValues<K> + ?Sized, K>(form: &mut Form, name: &'static str, value: &T) {
    value.add(name, form);
}

/// A part that a codec writes.
pub fn encoded_part<T: WrittenBy<C> + ?Sized, C>(
    request: &mut RequestWriter,
    form: &mut Form,
    name: &'static str,
    value: &T,
) {
    value.write_part(request, form, name);
}

/// The same that may be absent.
pub fn optional_encoded_part<T: WrittenBy<C>, C>(
    request: &mut RequestWriter,
    form: &mut Form,
    name: &'static str,
    value: &Option<T>,
) {
    if let Some(value) = value {
        value.write_part(request, form, name);
    }
}

/// One field of a body that serde writes.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent in the body",
    label = "needs `serde::Serialize`",
    note = "put `#[derive(serde::Serialize)]` above the type, or give the field another place: `#[query]`, `#[header(\"…\")]`"
)]
pub trait BodyField: serde::Serialize {}

#[diagnostic::do_not_recommend]
impl<T: serde::Serialize + ?Sized> BodyField for T {}

/// The fields of an endpoint that are left over, as the expansion writes them.
pub trait BodyFields {
    /// Writes them as a struct.
    ///
    /// # Errors
    /// The serializer's.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;
}

/// What stands in for serde's derive where that reports a mistake: the call of what it did not make would be a second one.
pub trait Mirror {
    /// Nothing.
    ///
    /// # Errors
    /// Always.
    fn serialize<T: ?Sized, S: Serializer>(_: &T, _: S) -> Result<S::Ok, S::Error> {
        Err(serde::ser::Error::custom("not written"))
    }
}

impl<T> Mirror for T {}

/// An endpoint as its body.
#[derive(Debug)]
pub struct AsBody<'a, T>(pub &'a T);

impl<T: BodyFields> serde::Serialize for AsBody<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

/// The fields of an endpoint beside the codec that writes them.
#[diagnostic::on_unimplemented(
    message = "the fields of `{Self}` cannot be written into a request body by `{C}`",
    label = "`{C}` does not write it",
    note = "a codec that writes fields implements `Encode<T>` for every `T: serde::Serialize`"
)]
pub trait FieldsWrittenBy<C> {
    #[doc(hidden)]
    fn write(&self, request: &mut RequestWriter, codec: &'static str);
}

#[diagnostic::do_not_recommend]
impl<T: BodyFields, C: for<'a> Encode<AsBody<'a, T>>> FieldsWrittenBy<C> for T {
    fn write(&self, request: &mut RequestWriter, codec: &'static str) {
        request.body::<AsBody<'_, T>, C>(codec, &AsBody(self));
    }
}

/// The fields that are left over, as a body.
pub fn body_of_fields<T: FieldsWrittenBy<C>, C>(
    request: &mut RequestWriter,
    codec: &'static str,
    endpoint: &T,
) {
    endpoint.write(request, codec);
}

/// Starts a body of that many fields.
///
/// # Errors
/// The serializer's.
pub fn fields<S: Serializer>(
    serializer: S,
    name: &'static str,
    count: usize,
) -> Result<S::SerializeStruct, S::Error> {
    serializer.serialize_struct(name, count)
}

/// Writes a field.
///
/// # Errors
/// The serializer's.
pub fn field<T: BodyField + ?Sized, S: Serializer>(
    fields: &mut S::SerializeStruct,
    name: &'static str,
    value: &T,
) -> Result<(), S::Error> {
    fields.serialize_field(name, value)
}

/// Ends a body.
///
/// # Errors
/// The serializer's.
pub fn end<S: Serializer>(fields: S::SerializeStruct) -> Result<S::Ok, S::Error> {
    fields.end()
}

/// A whole body.
pub fn body<T: WrittenBy<C> + ?Sized, C>(
    request: &mut RequestWriter,
    codec: &'static str,
    value: &T,
) {
    value.write(request, codec);
}

/// A whole body that may be absent.
pub fn optional_body<T: WrittenBy<C>, C>(
    request: &mut RequestWriter,
    codec: &'static str,
    value: &Option<T>,
) {
    if let Some(value) = value {
        value.write(request, codec);
    }
}

/// The media type that an arm reads by a codec of the user's. Where the codec cannot read the type it is `*/*`: the arm itself says what is
/// wrong, and once is enough.
#[derive(Debug)]
pub struct MediaType<T, C>(PhantomData<fn() -> (T, C)>);

impl<T, C> MediaType<T, C> {
    /// The one value.
    pub const OF: Self = Self(PhantomData);
}

impl<T: ReadBy<C>, C> MediaType<T, C> {
    /// What the codec says.
    #[must_use]
    pub const fn get(&self) -> &'static str {
        T::MEDIA_TYPE
    }
}

/// What stands in where the codec says nothing.
pub trait AnyMediaType {
    /// Anything.
    fn get(&self) -> &'static str {
        "*/*"
    }
}

impl<T, C> AnyMediaType for &MediaType<T, C> {}

/// A success whose type is the output.
///
/// # Errors
/// The body has another shape.
pub fn output<T: ReadBy<C>, C, E>(answer: &Answer) -> Result<T, Unread<E>> {
    match T::read(answer) {
        Ok(value) => Ok(value),
        Err(not_read) => Err(Unread::Not(not_read)),
    }
}

/// A success that is one of several.
///
/// # Errors
/// The body has another shape.
pub fn output_as<T: ReadBy<C>, C, O, E>(
    answer: &Answer,
    variant: fn(T) -> O,
) -> Result<O, Unread<E>> {
    match T::read(answer) {
        Ok(value) => Ok(variant(value)),
        Err(not_read) => Err(Unread::Not(not_read)),
    }
}

/// A success that may have no body: `None` for 204, 205 and an empty body.
///
/// # Errors
/// The body has another shape.
pub fn optional_output<T, C, E>(answer: &Answer) -> Result<Option<T>, Unread<E>>
where
    Option<T>: ReadBy<C>,
{
    read_optional(answer).map_err(Unread::Not)
}

/// The same as one of several.
///
/// # Errors
/// The body has another shape.
pub fn optional_output_as<T, C, O, E>(
    answer: &Answer,
    variant: fn(Option<T>) -> O,
) -> Result<O, Unread<E>>
where
    Option<T>: ReadBy<C>,
{
    read_optional(answer).map(variant).map_err(Unread::Not)
}

/// A declared refusal that may have no body.
///
/// # Errors
/// The body has another shape.
pub fn optional_refusal<T, C, E>(answer: &Answer, variant: fn(Option<T>) -> E) -> Result<E, NotRead>
where
    Option<T>: ReadBy<C>,
{
    read_optional(answer).map(variant)
}

fn read_optional<T, C>(answer: &Answer) -> Result<Option<T>, NotRead>
where
    Option<T>: ReadBy<C>,
{
    let is_bodyless = matches!(answer.code(), 204 | 205) || answer.body().is_empty();
    if is_bodyless {
        Ok(None)
    } else {
        Option::<T>::read(answer)
    }
}

/// A success of which nothing is declared.
///
/// # Errors
/// Never.
pub fn raw<E>(answer: &Answer) -> Result<RawResponse, Unread<E>> {
    Ok(RawResponse::new(answer))
}

/// A declared refusal.
///
/// # Errors
/// The body has another shape.
pub fn refusal<T: ReadBy<C>, C, E>(answer: &Answer, variant: fn(T) -> E) -> Result<E, NotRead> {
    match T::read(answer) {
        Ok(value) => Ok(variant(value)),
        Err(not_read) => Err(not_read),
    }
}

/// A header of an answer, parsed.
///
/// # Errors
/// It is missing, or has another form.
pub fn header<T: FromStr>(answer: &Answer, name: &'static str) -> Result<T, DecodeFailure> {
    optional_header(answer, name)?.ok_or_else(|| {
        let expected = format!("expected a header `{name}`");
        DecodeFailure::new(expected, "it is missing")
    })
}

/// A header of an answer that may be missing.
///
/// # Errors
/// It has another form.
pub fn optional_header<T: FromStr>(
    answer: &Answer,
    name: &'static str,
) -> Result<Option<T>, DecodeFailure> {
    let Some(value) = answer.headers().get(name) else {
        return Ok(None);
    };
    let text = String::from_utf8_lossy(value.as_bytes());
    text.trim().parse().map(Some).map_err(|_| {
        let expected = format!("the header `{name}` has another form than declared");
        DecodeFailure::new(expected, format!("its value is {text:?}"))
    })
}

/// The body of a whole answer.
///
/// # Errors
/// The body has another shape.
pub fn whole_body<T: ReadBy<C>, C>(answer: &Answer) -> Result<T, DecodeFailure> {
    T::read(answer).map_err(failure_of)
}

/// The body of a whole answer that may have none.
///
/// # Errors
/// The body has another shape.
pub fn optional_whole_body<T, C>(answer: &Answer) -> Result<Option<T>, DecodeFailure>
where
    Option<T>: ReadBy<C>,
{
    read_optional(answer).map_err(failure_of)
}

fn failure_of(not_read: NotRead) -> DecodeFailure {
    match not_read {
        NotRead::Decode(failure) => *failure,
        NotRead::Undeclared => DecodeFailure::new("expected a body", "the status is not declared"),
    }
}

/// What is no success: a refusal of the set `E`, or nothing that is declared.
///
/// # Errors
/// Always: that is what it is for.
pub fn refused<T, E: crate::Responses>(answer: &mut Answer) -> Result<T, Unread<E>> {
    match E::read(answer) {
        Ok(error) => Err(Unread::Api(error)),
        Err(not_read) => Err(Unread::Not(not_read)),
    }
}

/// A set of refusals that is named by `errors = …`. Where the type is no such set the metadata says so, and once is enough.
#[derive(Debug)]
pub struct SharedSet<E>(PhantomData<fn() -> E>);

impl<E> SharedSet<E> {
    /// The one value.
    pub const OF: Self = Self(PhantomData);
}

impl<E: crate::Responses> SharedSet<E> {
    /// What is no success.
    ///
    /// # Errors
    /// Always: that is what it is for.
    pub fn refused<T>(&self, answer: &mut Answer) -> Result<T, Unread<E>> {
        refused(answer)
    }
}

/// What stands in for a type that is no set.
pub trait AnySet<E> {
    /// Nothing that is declared.
    ///
    /// # Errors
    /// Always: that is what it is for.
    fn refused<T>(&self, _: &mut Answer) -> Result<T, Unread<E>> {
        Err(Unread::undeclared())
    }
}

impl<E> AnySet<E> for &SharedSet<E> {}

/// A string of which the enum knows some values.
///
/// # Errors
/// It is no string.
pub fn open_enum<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: for<'a> From<&'a str>,
    D: serde::Deserializer<'de>,
{
    struct Text<T>(PhantomData<T>);

    impl<T: for<'a> From<&'a str>> serde::de::Visitor<'_> for Text<T> {
        type Value = T;

        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("a string")
        }

        fn visit_str<E>(self, text: &str) -> Result<T, E> {
            Ok(T::from(text))
        }
    }

    deserializer.deserialize_str(Text(PhantomData))
}
