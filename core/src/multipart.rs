//! `multipart/form-data` (RFC 7578).

use std::fmt::{self, Write as _};
use std::hash::{BuildHasher as _, RandomState};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::{Bytes, BytesMut};
use http::HeaderValue;
use http_body::{Frame, SizeHint};
use serde::Serialize;

use crate::body::{Body, BoxError};
use crate::content::StreamedContent;
use crate::param::kind;
use crate::scalar;
use crate::value::{self, Shape, Sink};

/// A part, or any number of parts under one name: what serde writes as one value, an `Upload`, an `Option` or a list of these.
///
/// `Kind` distinguishes the implementations and is always inferred.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent as a part",
    label = "needs `serde::Serialize`, or to be an `Upload`",
    note = "put `#[derive(serde::Serialize)]` above the type, or send it by its `Display` with `#[part(Text)]`; for bytes write `Upload` or \
            `#[part(Raw)]`, for a struct as JSON `#[part(Json)]`"
)]
pub trait PartValues<Kind> {
    /// Adds each part.
    fn add(&self, name: &'static str, form: &mut Multipart);
}

#[diagnostic::do_not_recommend]
impl<T: Serialize + ?Sized> PartValues<kind::One> for T {
    fn add(&self, name: &'static str, form: &mut Multipart) {
        value::write(self, Shape::Any, &mut InPart { form, name });
    }
}

#[diagnostic::do_not_recommend]
impl<T: Files> PartValues<kind::File> for T {
    fn add(&self, name: &'static str, form: &mut Multipart) {
        self.each(&mut |content| form.file(name, content));
    }
}

/// Never chosen. Beside what serde writes it makes bytes ambiguous, so that they are not sent as a list of numbers under an alias either, where the
/// macro does not see them; and its name stands in rustc's message.
#[diagnostic::do_not_recommend]
impl<T: OnlyBytes> PartValues<kind::BytesWantUploadOrPartRaw> for T {
    fn add(&self, _: &'static str, _: &mut Multipart) {}
}

/// A file, an `Option` or a list of files.
#[doc(hidden)]
pub trait Files {
    fn each(&self, visit: &mut dyn FnMut(&StreamedContent));
}

#[diagnostic::do_not_recommend]
impl<T: Files> Files for Option<T> {
    fn each(&self, visit: &mut dyn FnMut(&StreamedContent)) {
        if let Some(file) = self {
            file.each(visit);
        }
    }
}

#[diagnostic::do_not_recommend]
impl<T: Files> Files for Vec<T> {
    fn each(&self, visit: &mut dyn FnMut(&StreamedContent)) {
        for file in self {
            file.each(visit);
        }
    }
}

/// Bytes, an `Option` or a list of bytes.
#[doc(hidden)]
pub trait OnlyBytes {}

impl OnlyBytes for Vec<u8> {}
impl<T: OnlyBytes> OnlyBytes for Option<T> {}
impl<T: OnlyBytes> OnlyBytes for Vec<T> {}

/// A part for each value.
struct InPart<'a> {
    form: &'a mut Multipart,
    name: &'static str,
}

impl Sink for InPart<'_> {
    fn take(&mut self, text: &str, _: bool) {
        self.form.text(self.name, text);
    }

    fn end(&mut self, written: Result<(), scalar::Error>) {
        if let Err(error) = written {
            self.form.unformattable.get_or_insert((self.name, error));
        }
    }
}

/// The parts of a form in their order.
pub struct Multipart {
    boundary: String,
    segments: Vec<Segment>,
    /// Text that belongs to the next in-memory segment.
    text: BytesMut,
    /// The first value without a text form: its name, and why.
    unformattable: Option<(&'static str, scalar::Error)>,
}

/// The body of a form, and what it is made of where that is not in memory.
type Finished = (Body, Option<Content>);

/// The segments of a streamed body, in the extensions of its request.
#[derive(Clone)]
pub(crate) struct Content(pub(crate) Arc<[Segment]>);

/// A stretch of the form.
#[derive(Clone)]
pub(crate) enum Segment {
    Bytes(Bytes),
    Streamed(StreamedContent),
}

impl Multipart {
    pub(crate) fn new() -> Self {
        // 128 random bits: no part contains them by accident.
        let half = || RandomState::new().hash_one(0_u8);
        let boundary = format!("callpoint-{:016x}{:016x}", half(), half());
        Self {
            boundary,
            segments: Vec::new(),
            text: BytesMut::new(),
            unformattable: None,
        }
    }

    /// A value as text.
    pub fn text(&mut self, name: &'static str, text: &str) {
        self.head(name, None, None);
        self.text.extend_from_slice(text.as_bytes());
        self.text.extend_from_slice(b"\r\n");
    }

    /// A value that a codec has written.
    pub fn encoded(&mut self, name: &'static str, content_type: &'static str, value: &[u8]) {
        self.head(name, None, Some(content_type.as_bytes()));
        self.text.extend_from_slice(value);
        self.text.extend_from_slice(b"\r\n");
    }

    /// An upload, with its file name and media type.
    pub fn file(&mut self, name: &'static str, content: &StreamedContent) {
        let content_type = (content.content_type.as_ref())
            .map_or(&b"application/octet-stream"[..], HeaderValue::as_bytes);
        self.head(
            name,
            Some(content.file_name.as_deref().unwrap_or("file")),
            Some(content_type),
        );
        self.segments
            .push(Segment::Bytes(self.text.split().freeze()));
        self.segments.push(Segment::Streamed(content.clone()));
        self.text.extend_from_slice(b"\r\n");
    }

    fn head(&mut self, name: &str, file_name: Option<&str>, content_type: Option<&[u8]>) {
        let mut head = format!(
            "--{}\r\nContent-Disposition: form-data; name=\"{}\"",
            self.boundary,
            quoted(name)
        );
        if let Some(file_name) = file_name {
            // Writing into a string cannot fail.
            let _ = write!(head, "; filename=\"{}\"", quoted(file_name));
        }
        self.text.extend_from_slice(head.as_bytes());
        if let Some(content_type) = content_type {
            self.text.extend_from_slice(b"\r\nContent-Type: ");
            self.text.extend_from_slice(content_type);
        }
        self.text.extend_from_slice(b"\r\n\r\n");
    }

    pub(crate) fn content_type(&self) -> String {
        format!("multipart/form-data; boundary={}", self.boundary)
    }

    /// The form, or the part that has no text form.
    pub(crate) fn finish(mut self) -> Result<Finished, (&'static str, scalar::Error)> {
        if let Some(unformattable) = self.unformattable {
            return Err(unformattable);
        }
        self.text
            .extend_from_slice(format!("--{}--\r\n", self.boundary).as_bytes());
        let last = self.text.freeze();
        if self.segments.is_empty() {
            return Ok((last.into(), None));
        }
        self.segments.push(Segment::Bytes(last));
        let segments: Arc<[Segment]> = self.segments.into();
        let content = Arc::clone(&segments);
        let is_replayable = segments.iter().all(|segment| match segment {
            Segment::Bytes(_) => true,
            Segment::Streamed(content) => content.is_replayable(),
        });
        let chain = move || Chain::new(&segments);
        let body = if is_replayable {
            Body::from_fn(move || Body::wrap(chain()))
        } else {
            Body::wrap(chain())
        };
        Ok((body, Some(Content(content))))
    }
}

impl fmt::Debug for Multipart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Multipart")
    }
}

/// Encodes quotes and line breaks, which would end a name, as browsers do (WHATWG HTML, "multipart/form-data encoding algorithm"). Other control
/// characters are encoded too: they are not valid in a header, and a server would reject the whole form.
pub(crate) fn quoted(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.chars() {
        if c == '"' || (c.is_ascii_control() && c != '\t') {
            // Writing into a string cannot fail.
            let _ = write!(out, "%{:02X}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out
}

/// Several bodies, one after the other.
struct Chain {
    rest: std::collections::VecDeque<Body>,
    length: Option<u64>,
}

impl Chain {
    fn new(segments: &[Segment]) -> Self {
        let length = |segment: &Segment| match segment {
            Segment::Bytes(bytes) => Some(bytes.len() as u64),
            Segment::Streamed(content) => content.length,
        };
        let mut lengths = segments.iter().map(length);
        let rest = segments.iter().map(|segment| match segment {
            Segment::Bytes(bytes) => bytes.clone().into(),
            Segment::Streamed(content) => content.open(),
        });
        Self {
            length: lengths.try_fold(0_u64, |sum, length| sum.checked_add(length?)),
            rest: rest.collect(),
        }
    }
}

impl http_body::Body for Chain {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let rest = &mut self.get_mut().rest;
        while let Some(body) = rest.front_mut() {
            if let Some(frame) = ready!(Pin::new(body).poll_frame(cx)) {
                return Poll::Ready(Some(frame));
            }
            rest.pop_front();
        }
        Poll::Ready(None)
    }

    fn size_hint(&self) -> SizeHint {
        self.length
            .map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}
