//! Builds a response of what an endpoint declares.

use std::borrow::Cow;
use std::fmt::{self, Display};

use http::StatusCode;
use http::header::{self, HeaderMap, HeaderName};

use crate::body::Body;
use crate::codec::{CodecError, Encode};
use crate::encode::{header_value, media_type};
use crate::error::{BuildError, BuildErrorKind};
use crate::meta::{EndpointMeta, ResponseMeta, StatusPattern};
use crate::response::RawResponse;
use crate::response_headers::texts;
use crate::scalar::displayed;

/// Builds a response that an endpoint reads as a declared success or error: the inverse of [`ResponseReader`](crate::ResponseReader).
///
/// It keeps the first error and ignores what is written after it; [`Serve::output_to_http`](super::Serve::output_to_http) returns that error.
pub struct ResponseWriter {
    meta: &'static EndpointMeta,
    /// What the handler asks for, and what it is.
    asked: Option<StatusCode>,
    status: StatusCode,
    /// The declared response that it is, and whether it has no body where it may have one.
    declared: Option<&'static ResponseMeta>,
    is_bodyless: bool,
    headers: HeaderMap,
    body: Body,
    error: Option<Box<BuildError>>,
}

impl ResponseWriter {
    /// Begins a response with a status, or with the first one that is declared for what it will be.
    #[must_use]
    pub fn new(meta: &'static EndpointMeta, status: Option<StatusCode>) -> Self {
        Self {
            meta,
            asked: status,
            status: StatusCode::OK,
            declared: None,
            is_bodyless: false,
            headers: HeaderMap::new(),
            body: Body::default(),
            error: None,
        }
    }

    /// The endpoint.
    #[must_use]
    pub const fn meta(&self) -> &'static EndpointMeta {
        self.meta
    }

    /// Writes a value as the declared success of this index, by its codec.
    pub fn success<T: ?Sized, C: Encode<T>>(&mut self, index: usize, value: &T) {
        self.begin_success(index);
        self.encode::<T, C>(value);
    }

    /// Writes a value as the declared error response of this index, by its codec.
    pub fn error<T: ?Sized, C: Encode<T>>(&mut self, index: usize, value: &T) {
        self.begin_error(index);
        self.encode::<T, C>(value);
    }

    /// Begins the declared success of this index: its status, and the media type that it is for.
    pub fn begin_success(&mut self, index: usize) {
        self.begin(self.meta.successes, index);
    }

    /// Begins the declared error response of this index.
    pub fn begin_error(&mut self, index: usize) {
        self.begin(self.meta.errors, index);
    }

    fn begin(&mut self, responses: &'static [ResponseMeta], index: usize) {
        let Some(declared) = responses.get(index) else {
            return self.fail(BuildErrorKind::UndeclaredStatus, "");
        };
        self.declared = Some(declared);
        if let Some(media_type) = declared.media_type.map(sent_type) {
            self.set_header("content-type", &media_type);
        }
        let is_bodyless = |status: &u16| matches!(status, 204 | 205) == self.is_bodyless;
        let status = if let Some(asked) = self.asked {
            Some(asked.as_u16()).filter(|status| self.reads(*status))
        } else {
            let candidates = || {
                let patterns = declared.statuses.iter();
                let candidates = patterns.flat_map(|pattern| candidates(*pattern));
                candidates.filter(|status| self.reads(*status))
            };
            candidates()
                .find(is_bodyless)
                .or_else(|| candidates().next())
        };
        if let Some(status) = status.and_then(|status| StatusCode::from_u16(status).ok()) {
            self.status = status;
        } else {
            let asked = self.asked.map(|status| status.as_str().to_owned());
            self.fail(BuildErrorKind::UndeclaredStatus, asked.unwrap_or_default());
        }
    }

    /// Whether the declared response is the one that is read from this status.
    fn reads(&self, status: u16) -> bool {
        let Some(declared) = self.declared else {
            return (200..300).contains(&status);
        };
        let own = declared.media_type.map(sent_type);
        let own = own.or_else(|| {
            let codec = declared.body_codec();
            codec.map(|codec| sent_type(codec.content_type))
        });
        let own = own.as_deref().and_then(|own| own.split(';').next());
        let mut readers = self.meta.successes.iter().chain(self.meta.errors);
        let reader = readers.find(|it| it.takes(status, own));
        reader.is_some_and(|reader| std::ptr::eq(reader, declared) || is_same(reader, declared))
    }

    /// Sets the status, which has to be one of the declared response's.
    pub(super) fn set_status(&mut self, status: StatusCode) {
        let is_asked = self.asked.is_none_or(|asked| asked == status);
        if is_asked && self.reads(status.as_u16()) {
            self.status = status;
        } else {
            self.fail(BuildErrorKind::UndeclaredStatus, status.as_str().to_owned());
        }
    }

    /// Whether a status without a body is preferred to others of the response.
    pub(super) fn prefer_bodyless(&mut self, is_bodyless: bool) {
        self.is_bodyless = is_bodyless;
    }

    /// The first success that has the status that is asked for.
    pub(super) fn success_of_status(&self) -> usize {
        let asked = self.asked.map(|asked| asked.as_u16());
        let position = asked.and_then(|asked| {
            let mut successes = self.meta.successes.iter();
            successes.position(|success| success.has_status(asked))
        });
        position.unwrap_or_default()
    }

    /// Writes a success that no response is declared for.
    pub(super) fn raw(&mut self, response: RawResponse) {
        let (status, headers, body) = response.into_parts();
        self.set_status(status);
        self.headers = headers;
        self.body = body.into();
    }

    /// Adds header fields.
    pub(super) fn add_headers(&mut self, headers: &HeaderMap) {
        for name in headers.keys() {
            self.headers.remove(name);
        }
        let all = headers.iter();
        self.headers
            .extend(all.map(|(name, value)| (name.clone(), value.clone())));
    }

    /// Sets the lines of a header field.
    pub(super) fn set_items(&mut self, name: &'static str, items: &[&dyn Display]) {
        let Ok(parsed) = HeaderName::from_bytes(name.as_bytes()) else {
            return self.fail(BuildErrorKind::InvalidHeader, name);
        };
        self.headers.remove(&parsed);
        for item in items {
            let text = displayed(item).ok();
            match text.and_then(|text| header_value(&text)) {
                Some(value) => drop(self.headers.append(parsed.clone(), value)),
                None => self.fail(BuildErrorKind::InvalidHeader, name),
            }
        }
    }

    /// Checks that the lines of a list are read as its items: a comma would begin another one.
    pub(super) fn check_items(&mut self, name: &'static str, items: &[&dyn Display]) {
        let items = items.iter().map(|item| displayed(item).unwrap_or_default());
        if !items.eq(texts(&self.headers, name)) {
            self.fail(BuildErrorKind::InvalidHeader, name);
        }
    }

    /// Sets a body that is streamed.
    pub fn stream(&mut self, body: Body, content_type: &'static str) {
        self.content_type(content_type);
        self.body = body;
    }

    /// Writes the body by a codec. Its media type is the declared one, or else the codec's.
    pub fn encode<T: ?Sized, C: Encode<T>>(&mut self, value: &T) {
        let mut out = Vec::new();
        let written = C::encode(value, &mut out);
        self.end_body(written, out, C::META.name, C::META.content_type);
    }

    /// One compiled copy for all types.
    fn end_body(
        &mut self,
        written: Result<(), CodecError>,
        out: Vec<u8>,
        codec: &'static str,
        content_type: &'static str,
    ) {
        if let Err(failure) = written {
            let error = BuildError::new(self.meta, BuildErrorKind::Body, codec);
            let error = error.with_detail(failure.detail().to_owned());
            self.error.get_or_insert_with(|| Box::new(error));
            return;
        }
        let declared = self.declared.and_then(ResponseMeta::body_codec);
        let declared = declared.map(|codec| codec.content_type);
        // A range is for the codec to say.
        let declared = declared.filter(|declared| !declared.contains('*'));
        self.content_type(declared.unwrap_or(content_type));
        self.body = out.into();
    }

    /// The `Content-Type` of a body, unless there is one already.
    fn content_type(&mut self, content_type: &'static str) {
        if self.headers.contains_key(header::CONTENT_TYPE) {
            return;
        }
        match media_type(content_type) {
            _ if content_type == "*/*" => {}
            Some(value) => drop(self.headers.insert(header::CONTENT_TYPE, value)),
            None => self.fail(BuildErrorKind::InvalidHeader, "content-type"),
        }
    }

    /// The status that it has.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// Sets a header field.
    pub fn set_header(&mut self, name: &str, value: &str) {
        let parsed = HeaderName::from_bytes(name.as_bytes()).ok();
        match parsed.zip(header_value(value)) {
            Some((name, value)) => drop(self.headers.insert(name, value)),
            None => self.fail(BuildErrorKind::InvalidHeader, name.to_owned()),
        }
    }

    #[cold]
    pub(super) fn fail(&mut self, kind: BuildErrorKind, name: impl Into<Cow<'static, str>>) {
        self.error
            .get_or_insert_with(|| Box::new(BuildError::new(self.meta, kind, name)));
    }

    /// The response, or the first error.
    ///
    /// # Errors
    /// What was written is not declared, or cannot be written.
    pub fn finish(self) -> Result<http::Response<Body>, BuildError> {
        if let Some(error) = self.error {
            return Err(*error);
        }
        let mut response = http::Response::new(self.body);
        *response.status_mut() = self.status;
        *response.headers_mut() = self.headers;
        Ok(response)
    }
}

/// Constants have no address: a shared set is another copy of the same responses.
fn is_same(one: &ResponseMeta, other: &ResponseMeta) -> bool {
    one.statuses == other.statuses && one.media_type == other.media_type
}

/// A media type that is sent where a range is declared.
fn sent_type(declared: &'static str) -> Cow<'static, str> {
    match declared.strip_suffix("/*") {
        Some("*") => "application/octet-stream".into(),
        Some(of) => format!("{of}/octet-stream").into(),
        None => declared.into(),
    }
}

/// The statuses of a pattern, the usual one first.
fn candidates(pattern: StatusPattern) -> impl Iterator<Item = u16> {
    let (first, then) = match pattern {
        StatusPattern::Code(code) => (code..code + 1, 0..0),
        StatusPattern::Class(class) => {
            let first = u16::from(class) * 100;
            (first..first + 100, 0..0)
        }
        StatusPattern::Any => (500..600, 400..500),
    };
    first.chain(then)
}

/// Shows the endpoint and the status.
impl fmt::Debug for ResponseWriter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResponseWriter")
            .field("endpoint", &self.meta.name)
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}
