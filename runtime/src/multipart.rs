//! `multipart/form-data` (RFC 7578): values and files side by side.

use std::fmt::{self, Write as _};
use std::hash::{BuildHasher as _, RandomState};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::{Bytes, BytesMut};
use http::HeaderValue;
use http_body::{Frame, SizeHint};

use crate::body::{Body, BoxError};
use crate::mask::Content;
use crate::param::{Param, Shown, kind};
use crate::upload::Upload;

/// A part, or any number of parts under one name: a [`Param`], an [`Upload`], an `Option` or a list of these.
///
/// `Kind` tells the implementations apart and is always inferred.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent as a part",
    label = "needs `Display`, or to be an `Upload`",
    note = "an `Option` and a list of such values can be sent too; for a part that serde writes name its codec: `#[part(Json)]`"
)]
pub trait PartValues<Kind> {
    /// Adds each part.
    fn add(&self, name: &'static str, form: &mut Form);
}

#[diagnostic::do_not_recommend]
impl<T: Param + ?Sized> PartValues<kind::One> for T {
    fn add(&self, name: &'static str, form: &mut Form) {
        form.text(name, &Shown(self));
    }
}

#[diagnostic::do_not_recommend]
impl PartValues<kind::File> for Upload {
    fn add(&self, name: &'static str, form: &mut Form) {
        form.file(name, self);
    }
}

#[diagnostic::do_not_recommend]
impl<T: PartValues<K>, K> PartValues<kind::Maybe<K>> for Option<T> {
    fn add(&self, name: &'static str, form: &mut Form) {
        if let Some(value) = self {
            value.add(name, form);
        }
    }
}

#[diagnostic::do_not_recommend]
impl<T: PartValues<K>, K> PartValues<kind::Some<K>> for Vec<T> {
    fn add(&self, name: &'static str, form: &mut Form) {
        for value in self {
            value.add(name, form);
        }
    }
}

/// The parts of a form in their order.
pub struct Form {
    boundary: String,
    segments: Vec<Segment>,
    /// Text that belongs to the next segment in memory.
    text: BytesMut,
    /// Whether a value had no text form, and under which name.
    unformattable: Option<&'static str>,
}

/// A stretch of the form.
#[derive(Clone)]
pub(crate) enum Segment {
    Bytes(Bytes),
    Upload(Upload),
}

impl Form {
    pub(crate) fn new() -> Self {
        // 128 random bits: nothing in the parts can be this by chance.
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
    pub fn text(&mut self, name: &'static str, value: &dyn fmt::Display) {
        self.head(name, None, None);
        if write!(self.text, "{value}\r\n").is_err() {
            self.unformattable = Some(name);
        }
    }

    /// A value as a codec wrote it.
    pub fn encoded(&mut self, name: &'static str, content_type: &'static str, value: &[u8]) {
        self.head(name, None, Some(content_type.as_bytes()));
        self.text.extend_from_slice(value);
        self.text.extend_from_slice(b"\r\n");
    }

    /// A file, with its name and media type.
    pub fn file(&mut self, name: &'static str, upload: &Upload) {
        let content_type = upload
            .media_type()
            .map_or(&b"application/octet-stream"[..], HeaderValue::as_bytes);
        self.head(
            name,
            Some(upload.name().unwrap_or("file")),
            Some(content_type),
        );
        self.segments
            .push(Segment::Bytes(self.text.split().freeze()));
        self.segments.push(Segment::Upload(upload.clone()));
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

    /// The body, and what it is made of where that is not in memory; or the name of the part that has no text form.
    pub(crate) fn finish(mut self) -> Result<(Body, Option<Content>), &'static str> {
        if let Some(name) = self.unformattable {
            return Err(name);
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
            Segment::Upload(upload) => upload.is_replayable(),
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

impl fmt::Debug for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Form")
    }
}

/// Quotes and line breaks end a name, so they are encoded as browsers do it (WHATWG HTML, "multipart/form-data encoding algorithm"). So are the
/// other control characters, with which no header is one: a server would refuse the whole form.
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

/// Bodies behind one another.
struct Chain {
    rest: std::collections::VecDeque<Body>,
    length: Option<u64>,
}

impl Chain {
    fn new(segments: &[Segment]) -> Self {
        let length = |segment: &Segment| match segment {
            Segment::Bytes(bytes) => Some(bytes.len() as u64),
            Segment::Upload(upload) => upload.known_length(),
        };
        let mut lengths = segments.iter().map(length);
        let rest = segments.iter().map(|segment| match segment {
            Segment::Bytes(bytes) => bytes.clone().into(),
            Segment::Upload(upload) => upload.open(),
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
