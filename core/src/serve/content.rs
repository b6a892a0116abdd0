//! Bodies that are streamed or in parts.

mod multipart;

use bytes::Bytes;
use http::HeaderValue;
use http::header::CONTENT_TYPE;

pub use self::multipart::Parts;
use super::expansion::ReceivedBy;
use super::rejection::{Rejection, RejectionKind};
use super::request::RequestReader;
use super::texts::{FieldValue, Texts};
use crate::content::{Source, StreamedContent};
use crate::param::kind;
use crate::reader::ResponseReader;

/// What a streamed body is read as: an `Upload`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read from a request as a stream",
    label = "needs to be an `Upload`"
)]
pub trait ReceivedStream: Sized {
    #[doc(hidden)]
    fn of(content: StreamedContent) -> Self;
}

/// A streamed body, as it was received.
///
/// # Errors
/// Never today.
pub fn stream<T: ReceivedStream>(request: &RequestReader<'_>) -> Result<T, Rejection> {
    let content_type = request.headers().get(CONTENT_TYPE).cloned();
    Ok(T::of(content(request.body().clone(), content_type, None)))
}

/// A streamed body that may be absent.
///
/// # Errors
/// Never today.
pub fn optional_stream<T: ReceivedStream>(
    request: &RequestReader<'_>,
) -> Result<Option<T>, Rejection> {
    request.has_body().then(|| stream(request)).transpose()
}

fn content(
    bytes: Bytes,
    content_type: Option<HeaderValue>,
    file_name: Option<String>,
) -> StreamedContent {
    let length = bytes.len() as u64;
    let mut content = StreamedContent::new(Source::Bytes(bytes), Some(length));
    // That of a stream that names none.
    content.content_type = content_type.filter(|it| it != "application/octet-stream");
    content.file_name = file_name;
    content
}

/// The parts of a form.
///
/// # Errors
/// The body is not `multipart/form-data` (RFC 7578).
pub fn parts(request: &RequestReader<'_>) -> Result<Parts, Rejection> {
    request.body_of()?;
    let rejected = |reason| request.rejection(RejectionKind::Body, "", reason);
    Parts::read(request.meta(), request.headers(), request.body()).map_err(rejected)
}

/// A part, or several under one name, without a codec: texts or files.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read from a part of a form",
    label = "needs `serde::Deserialize`, or to be an `Upload`",
    note = "`serve` reads what the endpoint sends: put `#[derive(callpoint::Deserialize)]` above the type"
)]
pub trait ReceivedParts<Kind>: Sized {
    #[doc(hidden)]
    fn receive(parts: &Parts, name: &'static str) -> Result<Self, Rejection>;
}

#[diagnostic::do_not_recommend]
impl<T: FieldValue> ReceivedParts<kind::One> for T {
    fn receive(parts: &Parts, name: &'static str) -> Result<T, Rejection> {
        let mut texts = Vec::new();
        for part in parts.named(name) {
            let text = std::str::from_utf8(&part.content).map_err(|_| {
                Rejection::new(parts.meta, RejectionKind::Part, name, "it is not UTF-8")
            })?;
            texts.push(text.to_owned());
        }
        Texts::new(parts.meta, RejectionKind::Part, name, texts).value()
    }
}

#[diagnostic::do_not_recommend]
impl<T: ReceivedFiles> ReceivedParts<kind::File> for T {
    fn receive(parts: &Parts, name: &'static str) -> Result<T, Rejection> {
        let mut files = parts.named(name).map(|part| {
            content(
                part.content.clone(),
                part.content_type.clone(),
                part.file_name.clone(),
            )
        });
        let read = T::of(&mut files);
        match read {
            Some(value) if files.next().is_none() => Ok(value),
            Some(_) => Err(Rejection::new(
                parts.meta,
                RejectionKind::Part,
                name,
                super::rejection::TWICE,
            )),
            None => Err(Rejection::new(
                parts.meta,
                RejectionKind::Part,
                name,
                super::rejection::MISSING,
            )),
        }
    }
}

/// A file, an `Option` or a list of files.
#[doc(hidden)]
pub trait ReceivedFiles: Sized {
    fn of(files: &mut dyn Iterator<Item = StreamedContent>) -> Option<Self>;
}

#[diagnostic::do_not_recommend]
impl<T: ReceivedFiles> ReceivedFiles for Option<T> {
    fn of(files: &mut dyn Iterator<Item = StreamedContent>) -> Option<Self> {
        Some(T::of(files))
    }
}

#[diagnostic::do_not_recommend]
impl<T: ReceivedFiles> ReceivedFiles for Vec<T> {
    fn of(files: &mut dyn Iterator<Item = StreamedContent>) -> Option<Self> {
        let mut all = Vec::new();
        while let Some(file) = T::of(files) {
            all.push(file);
        }
        Some(all)
    }
}

/// Reads a part, or several under one name.
///
/// # Errors
/// They are not its type's.
pub fn part<T: ReceivedParts<K>, K>(parts: &Parts, name: &'static str) -> Result<T, Rejection> {
    T::receive(parts, name)
}

/// Reads a part by a codec.
///
/// # Errors
/// It is missing, given twice, or not its type's.
pub fn encoded_part<T: ReceivedBy<C>, C>(
    parts: &Parts,
    name: &'static str,
) -> Result<T, Rejection> {
    let found = optional_encoded_part(parts, name)?;
    let missing = super::rejection::MISSING;
    found.ok_or_else(|| Rejection::new(parts.meta, RejectionKind::Part, name, missing))
}

/// Reads a part by a codec that may be absent.
///
/// # Errors
/// It is given twice, or not its type's.
pub fn optional_encoded_part<T: ReceivedBy<C>, C>(
    parts: &Parts,
    name: &'static str,
) -> Result<Option<T>, Rejection> {
    let rejected = |reason: String| Rejection::new(parts.meta, RejectionKind::Part, name, reason);
    let mut found = parts.named(name);
    let (Some(part), second) = (found.next(), found.next()) else {
        return Ok(None);
    };
    if second.is_some() {
        return Err(rejected(super::rejection::TWICE.to_owned()));
    }
    let mut message = http::Response::new(part.content.clone());
    if let Some(content_type) = &part.content_type {
        message
            .headers_mut()
            .insert(CONTENT_TYPE, content_type.clone());
    }
    let read = T::receive(&ResponseReader::new(parts.meta, message));
    read.map(Some).map_err(|error| rejected(error.to_string()))
}
