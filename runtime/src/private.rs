//! What the expansion of our macros may name, and nothing else. It is not public: it changes without notice.

use std::marker::PhantomData;

pub use serde;
use serde::Serializer;
use serde::ser::SerializeStruct as _;

use crate::answer::{Answer, NotRead, Unread};
use crate::codec::{Decode, Encode};
use crate::multipart::{Form, PartValues};
pub use crate::patch::Patch;
use crate::request::RequestWriter;
use crate::response::RawResponse;
use crate::upload::Upload;

/// A body type beside its codec, so that rustc speaks of the type, which is what the user wrote.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read from a response body by `{C}`",
    label = "not readable by `{C}`",
    note = "for JSON and forms put `#[derive(serde::Deserialize)]` above the type; name another codec with `Type as Codec`"
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

/// An endpoint as its body.
#[derive(Debug)]
pub struct AsBody<'a, T>(pub &'a T);

impl<T: BodyFields> serde::Serialize for AsBody<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
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
    T::read(answer).map_err(Unread::Not)
}

/// A success that is one of several.
///
/// # Errors
/// The body has another shape.
pub fn output_as<T: ReadBy<C>, C, O, E>(
    answer: &Answer,
    variant: fn(T) -> O,
) -> Result<O, Unread<E>> {
    T::read(answer).map(variant).map_err(Unread::Not)
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
    T::read(answer).map(variant)
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
