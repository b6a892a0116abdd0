//! What an expansion of `serve` calls: one function for each place of a request and each kind of response.

use std::fmt::Display;

use http::{HeaderMap, StatusCode};
use serde::Serialize;
use serde::de::{DeserializeOwned, Deserializer};
use serde::ser::{SerializeStruct as _, Serializer};

pub use super::content::{
    Parts, ReceivedFiles, ReceivedParts, ReceivedStream, encoded_part, optional_encoded_part,
    optional_stream, part, parts, stream,
};
use super::parse::ParsedValues;
use super::rejection::{Rejection, RejectionKind};
use super::request::RequestReader;
use super::response::ResponseWriter;
use super::texts::{FieldValue, Texts};
pub use super::write::RespondedBy;
use super::write::ServeErrors;
use crate::codec::{CodecError, Decode};
use crate::error::BuildErrorKind;
use crate::reader::ResponseReader;
use crate::response::RawResponse;

/// A parameter that serde reads.
///
/// # Errors
/// The texts are not its type's.
pub fn value<T: FieldValue>(texts: Result<Texts, Rejection>) -> Result<T, Rejection> {
    texts?.value()
}

/// A parameter that `FromStr` reads.
///
/// # Errors
/// The texts are not its type's.
pub fn parsed<T: ParsedValues<K>, K>(texts: Result<Texts, Rejection>) -> Result<T, Rejection> {
    texts?.parse()
}

/// A body type that codec `C` can read from a request.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read from a request body by `{C}`",
    label = "not readable by `{C}`",
    note = "`serve` reads what the endpoint sends: for JSON and forms put `#[derive(callpoint::Deserialize)]` above the type; a codec implements `Decode<T>`"
)]
pub trait ReceivedBy<C>: Sized {
    #[doc(hidden)]
    fn receive(request: &ResponseReader) -> Result<Self, CodecError>;
}

#[diagnostic::do_not_recommend]
impl<T, C: Decode<T>> ReceivedBy<C> for T {
    fn receive(request: &ResponseReader) -> Result<T, CodecError> {
        C::decode_request(request)
    }
}

/// A field of a body that serde reads.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read from a request body",
    label = "needs `serde::Deserialize`",
    note = "`serve` reads what the endpoint sends: put `#[derive(callpoint::Deserialize)]` above the type"
)]
pub trait BodyValue: DeserializeOwned {}

#[diagnostic::do_not_recommend]
impl<T: DeserializeOwned> BodyValue for T {}

/// Reads a field of a body. The derive calls it once, where it would ask the type for serde's trait three times.
///
/// # Errors
/// The deserializer's.
pub fn body_value<'de, T: BodyValue, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    T::deserialize(deserializer)
}

/// A whole body, or the fields that form one.
///
/// # Errors
/// It has another media type, or it does not match the type.
pub fn body<T: ReceivedBy<C>, C>(request: &RequestReader<'_>) -> Result<T, Rejection> {
    let body = request.body_of()?;
    T::receive(&body).map_err(|error| request.of_codec(RejectionKind::Body, &error))
}

/// A whole body that may be absent.
///
/// # Errors
/// It has another media type, or it does not match the type.
pub fn optional_body<T: ReceivedBy<C>, C>(
    request: &RequestReader<'_>,
) -> Result<Option<T>, Rejection> {
    if request.has_body() {
        body::<T, C>(request).map(Some)
    } else {
        Ok(None)
    }
}

/// A success that is a response as it is.
pub fn raw(response: &mut ResponseWriter, output: RawResponse) {
    response.raw(output);
}

/// A success.
pub fn success<T: RespondedBy<C>, C>(response: &mut ResponseWriter, index: usize, value: T) {
    response.begin_success(index);
    value.respond(response);
}

/// A success that may have no body.
pub fn optional_success<T: RespondedBy<C>, C>(
    response: &mut ResponseWriter,
    index: usize,
    value: Option<T>,
) {
    response.prefer_bodyless(value.is_none());
    response.begin_success(index);
    if let Some(value) = value {
        value.respond(response);
    }
}

/// Which of several successes of one type is written: that of the status that is asked for.
#[must_use]
pub fn success_of(response: &ResponseWriter) -> usize {
    response.success_of_status()
}

/// A declared error response.
pub fn error<T: RespondedBy<C>, C>(response: &mut ResponseWriter, index: usize, value: T) {
    response.begin_error(index);
    value.respond(response);
}

/// A declared error response that may have no body.
pub fn optional_error<T: RespondedBy<C>, C>(
    response: &mut ResponseWriter,
    index: usize,
    value: Option<T>,
) {
    response.prefer_bodyless(value.is_none());
    response.begin_error(index);
    if let Some(value) = value {
        value.respond(response);
    }
}

/// An error response of a shared set.
pub fn errors<T: ServeErrors>(response: &mut ResponseWriter, error: T) {
    error.write(response);
}

/// A field of a response that is declared in place.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be written into a response body",
    label = "needs `serde::Serialize`",
    note = "`serve` writes what the endpoint receives: put `#[derive(serde::Serialize)]` above the type"
)]
pub trait ResponseField: Serialize {}

#[diagnostic::do_not_recommend]
impl<T: Serialize + ?Sized> ResponseField for T {}

/// Begins a response that is declared in place.
///
/// # Errors
/// The serializer's.
pub fn begin<S: Serializer>(
    serializer: S,
    name: &'static str,
    count: usize,
) -> Result<S::SerializeStruct, S::Error> {
    serializer.serialize_struct(name, count)
}

/// Writes a field of it.
///
/// # Errors
/// The serializer's.
pub fn field<T: ResponseField + ?Sized, S: Serializer>(
    fields: &mut S::SerializeStruct,
    name: &'static str,
    value: &T,
) -> Result<(), S::Error> {
    fields.serialize_field(name, value)
}

/// The status of a whole response.
pub fn status(response: &mut ResponseWriter, status: impl IntoStatus) {
    match status.into_status() {
        Some(status) => response.set_status(status),
        None => response.fail(BuildErrorKind::UndeclaredStatus, ""),
    }
}

/// What a whole response has its status as.
pub trait IntoStatus {
    /// The status, if it is one.
    fn into_status(self) -> Option<StatusCode>;
}

impl IntoStatus for StatusCode {
    fn into_status(self) -> Option<StatusCode> {
        Some(self)
    }
}

impl IntoStatus for u16 {
    fn into_status(self) -> Option<StatusCode> {
        StatusCode::from_u16(self).ok()
    }
}

/// All headers of a whole response.
pub fn headers(response: &mut ResponseWriter, headers: &HeaderMap) {
    response.add_headers(headers);
}

/// A value of a header that its `Display` writes.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be written into a header",
    label = "needs `Display`",
    note = "`serve` writes what is read: what a header is parsed from by `FromStr` is written by `Display`"
)]
pub trait HeaderText: Display {}

#[diagnostic::do_not_recommend]
impl<T: Display> HeaderText for T {}

/// A header of a whole response.
pub fn header<T: HeaderText>(response: &mut ResponseWriter, name: &'static str, value: &T) {
    response.set_items(name, &[value]);
}

/// A header that may be absent.
pub fn optional_header<T: HeaderText>(
    response: &mut ResponseWriter,
    name: &'static str,
    value: &Option<T>,
) {
    if let Some(value) = value {
        header(response, name, value);
    }
}

/// A header that is a list.
pub fn header_list<T: HeaderText>(response: &mut ResponseWriter, name: &'static str, list: &[T]) {
    let list: Vec<&dyn Display> = list.iter().map(|item| item as &dyn Display).collect();
    response.set_items(name, &list);
    response.check_items(name, &list);
}

/// The body of a whole response.
pub fn whole_body<T: RespondedBy<C>, C>(response: &mut ResponseWriter, value: T) {
    value.respond(response);
}

/// The body of a whole response that may have none.
pub fn optional_whole_body<T: RespondedBy<C>, C>(response: &mut ResponseWriter, value: Option<T>) {
    if let Some(value) = value {
        value.respond(response);
    }
}

/// What a declaration with a mistake says of every request.
#[must_use]
pub fn unread(request: &RequestReader<'_>) -> Rejection {
    request.rejection(RejectionKind::Target, "", "the declaration has a mistake")
}

/// A field that is not sent.
#[must_use]
pub fn skipped<T: Default>() -> T {
    T::default()
}

impl RequestReader<'_> {
    pub(super) fn of_codec(&self, kind: RejectionKind, error: &CodecError) -> Rejection {
        let reason = error.expected().to_owned();
        self.rejection(kind, error.path().unwrap_or_default(), reason)
    }
}
