//! The request under construction: every field of an endpoint is handed to one method here.

use std::borrow::Cow;
use std::fmt::{self, Write as _};
use std::ops::Range;

use bytes::Bytes;
use http::Method;
use http::header::{self, HeaderMap, HeaderName, HeaderValue};
use http::uri::PathAndQuery;
use serde::Serialize;

use crate::base::{BaseUrl, is_dot_segment, may_have_dot_segment};
use crate::body::Body;
use crate::codec::{Encode, EncodeFailure, Pairs, PairsError};
use crate::encode::{Encoder, QUERY, SEGMENT, header_value, media_type};
use crate::error::{BuildError, BuildErrorKind};
use crate::mask::{Content, UrlSecrets};
use crate::meta::{EndpointMeta, Place};
use crate::multipart::{Form, Segment};
use crate::param::{Flag, Param, ParamValues, Segments, Shown};
use crate::upload::Upload;

/// Takes the fields of a request, each at its place on the wire.
///
/// It keeps the first thing that cannot be sent and ignores what comes after it; [`Endpoint::to_http`](crate::Endpoint::to_http)
/// reports it.
pub struct RequestWriter {
    meta: &'static EndpointMeta,
    base: BaseUrl,
    /// Path and query as far as they are written.
    url: String,
    /// Where the last segment of the path begins in `url`, and which parameter stands in it.
    segment: (usize, Option<&'static str>),
    /// How many slashes the path must have: those of the base and of the template, and those between the items of a rest parameter.
    slashes: usize,
    /// Where the query begins in `url`, once there is one.
    query_start: Option<usize>,
    headers: HeaderMap,
    body: Option<Body>,
    /// The body while a codec writes it.
    encoded: Vec<u8>,
    /// What the body is made of, where it is not in memory.
    content: Option<Content>,
    /// Where secrets stand in `url`.
    secrets: Vec<Range<usize>>,
    error: Option<Box<BuildError>>,
}

impl RequestWriter {
    pub(crate) fn new(meta: &'static EndpointMeta, base: &BaseUrl) -> Self {
        // A guess that is right for most calls: one id and a few short query values.
        let mut url = String::with_capacity(base.path().len() + meta.template.len() + 64);
        url.push_str(base.path());
        Self {
            meta,
            base: base.clone(),
            segment: (url.len(), None),
            slashes: base.slashes(),
            url,
            query_start: None,
            headers: HeaderMap::new(),
            body: None,
            encoded: Vec::new(),
            content: None,
            secrets: Vec::new(),
            error: None,
        }
    }

    /// Text of the template, as it stands there.
    pub fn literal(&mut self, text: &'static str) {
        let start = self.url.len();
        self.url.push_str(text);
        for (index, byte) in text.bytes().enumerate() {
            if byte == b'/' {
                self.close_segment(start + index);
                self.slashes += 1;
                self.segment = (start + index + 1, None);
            }
        }
    }

    /// A parameter in the path: one value, encoded, that cannot leave its segment.
    pub fn path<T: Param + ?Sized>(&mut self, name: &'static str, value: &T) {
        self.path_value(name, &Shown(value));
    }

    /// A rest parameter: each of its segments is encoded and checked by itself.
    pub fn path_rest<T: Segments<K> + ?Sized, K>(&mut self, name: &'static str, value: &T) {
        let mut is_first = true;
        value.each_segment(&mut |segment| {
            if !std::mem::take(&mut is_first) {
                self.close_segment(self.url.len());
                self.url.push('/');
                self.slashes += 1;
                self.segment = (self.url.len(), None);
            }
            self.path_value(name, segment);
        });
        if is_first {
            self.fail(BuildErrorKind::EmptyPath, name);
        }
    }

    /// A fixed part of the query, already encoded: `api-version=2024-01-01`.
    pub fn query_literal(&mut self, pairs: &'static str) {
        self.start_pair();
        self.url.push_str(pairs);
    }

    /// A query parameter: one pair for each value.
    pub fn query<T: ParamValues<K> + ?Sized, K>(&mut self, key: &'static str, value: &T) {
        value.each(&mut |value| self.query_pair(key, value));
    }

    /// A query parameter whose values stand behind one another, with an encoded separator between them: `,`, `%7C` or `%20`.
    pub fn query_joined<T: ParamValues<K> + ?Sized, K>(
        &mut self,
        key: &'static str,
        separator: &'static str,
        value: &T,
    ) {
        let mut is_first = true;
        value.each(&mut |value| {
            if std::mem::take(&mut is_first) {
                self.start_pair();
                self.url.push_str(key);
                self.url.push('=');
            } else {
                self.url.push_str(separator);
            }
            let start = self.url.len();
            self.query_value(key, value);
            // An encoded separator inside an item would be read as one between two.
            if self.url[start..].contains(separator) {
                self.fail(BuildErrorKind::Unformattable, key);
            }
        });
    }

    /// A query parameter that is a name alone: there or not.
    pub fn query_flag<T: Flag + ?Sized>(&mut self, key: &'static str, value: &T) {
        if value.is_set() {
            self.query_literal(key);
        }
    }

    /// A struct or map whose entries are query parameters.
    pub fn query_flatten<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) {
        self.query_pairs(name, |emit| value.serialize(Pairs::new(emit)));
    }

    /// A struct or map whose entries stand in brackets behind the key.
    pub fn query_deep<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) {
        self.query_pairs(key, |emit| value.serialize(Pairs::inside(key, emit)));
    }

    fn query_pairs(
        &mut self,
        name: &'static str,
        write: impl FnOnce(
            &mut dyn FnMut(&str, &dyn fmt::Display) -> fmt::Result,
        ) -> Result<(), PairsError>,
    ) {
        let mut emit = |key: &str, value: &dyn fmt::Display| {
            self.start_pair();
            Encoder::new(&mut self.url, QUERY).write_str(key)?;
            self.url.push('=');
            let start = self.url.len();
            let written = write!(Encoder::new(&mut self.url, QUERY), "{value}");
            self.keep_secret(name, start, true);
            written
        };
        if let Err(error) = write(&mut emit) {
            let detail = error.to_string();
            self.fail_with(BuildErrorKind::Unformattable, name, detail);
        }
    }

    /// A header field: one line for each value.
    pub fn header<T: ParamValues<K> + ?Sized, K>(&mut self, name: &'static str, value: &T) {
        value.each(&mut |value| self.header_value(name, value, false));
    }

    /// A header field that is kept out of logs and out of HTTP/2's shared tables.
    pub fn secret_header<T: ParamValues<K> + ?Sized, K>(&mut self, name: &'static str, value: &T) {
        value.each(&mut |value| self.header_value(name, value, true));
    }

    /// The media types that the answer may have.
    pub fn accept(&mut self, media_types: &[&'static str]) {
        let value = match media_types {
            [] => return,
            [only] => media_type(only),
            several => HeaderValue::try_from(several.join(", ")).ok(),
        };
        let Some(value) = value else {
            return self.fail(BuildErrorKind::InvalidHeader, "accept");
        };
        self.headers.entry(header::ACCEPT).or_insert(value);
    }

    /// The body.
    pub fn body<T: ?Sized, C: Encode<T>>(&mut self, codec: &'static str, value: &T) {
        let written = C::encode(value, self.start_body());
        self.end_body(written, codec, C::CONTENT_TYPE);
    }

    /// Content that is sent while it is read.
    pub fn stream(&mut self, upload: &Upload) {
        let content_type = upload.media_type().cloned();
        let content_type =
            content_type.unwrap_or(HeaderValue::from_static("application/octet-stream"));
        self.headers
            .entry(header::CONTENT_TYPE)
            .or_insert(content_type);
        self.body = Some(upload.open());
        self.content = Some(Content([Segment::Upload(upload.clone())].into()));
    }

    /// A form of several parts: `multipart/form-data`.
    pub fn multipart(&mut self, fill: impl FnOnce(&mut Form, &mut Self)) {
        let mut form = Form::new();
        fill(&mut form, self);
        // Letters, digits and a hyphen are valid in every header.
        if let Ok(content_type) = HeaderValue::try_from(form.content_type()) {
            self.headers.insert(header::CONTENT_TYPE, content_type);
        }
        match form.finish() {
            Ok((body, content)) => {
                self.body = Some(body);
                self.content = content;
            }
            Err(name) => self.fail(BuildErrorKind::Unformattable, name),
        }
    }

    /// A part that a codec writes.
    pub fn encoded_part<T: ?Sized, C: Encode<T>>(
        &mut self,
        form: &mut Form,
        name: &'static str,
        value: &T,
    ) {
        let mut out = Vec::new();
        match C::encode(value, &mut out) {
            Ok(()) => form.encoded(name, C::CONTENT_TYPE, &out),
            Err(failure) => self.fail_with(
                BuildErrorKind::Unformattable,
                name,
                failure.detail().to_owned(),
            ),
        }
    }

    /// Where a codec writes a body. With [`end_body`](Self::end_body) it is all that is compiled once for all types.
    fn start_body(&mut self) -> &mut Vec<u8> {
        self.encoded = Vec::with_capacity(256);
        &mut self.encoded
    }

    fn end_body(
        &mut self,
        written: Result<(), EncodeFailure>,
        codec: &'static str,
        content_type: &'static str,
    ) {
        if let Err(failure) = written {
            return self.fail_with(BuildErrorKind::Body, codec, failure.detail().to_owned());
        }
        match media_type(content_type) {
            Some(value) => drop(self.headers.entry(header::CONTENT_TYPE).or_insert(value)),
            None => self.fail(BuildErrorKind::InvalidHeader, "content-type"),
        }
        self.body = Some(std::mem::take(&mut self.encoded).into());
    }

    fn path_value(&mut self, name: &'static str, value: &dyn fmt::Display) {
        let start = self.url.len();
        self.segment.1 = Some(name);
        let mut encoder = Encoder::new(&mut self.url, SEGMENT);
        let written = write!(encoder, "{value}");
        let control = encoder.control;
        self.keep_secret(name, start, false);
        if written.is_err() {
            self.fail(BuildErrorKind::Unformattable, name);
        } else if control {
            self.fail(BuildErrorKind::ControlCharacter, name);
        } else if self.url.len() == start {
            self.fail(BuildErrorKind::EmptyPath, name);
        }
    }

    /// Checks the segment that ends at `end`. Only a parameter can have made it what the template is not.
    fn close_segment(&mut self, end: usize) {
        if let (start, Some(name)) = self.segment
            && is_dot_segment(&self.url[start..end])
        {
            self.fail(BuildErrorKind::DotSegment, name);
        }
    }

    fn start_pair(&mut self) {
        if self.query_start.is_none() {
            self.close_segment(self.url.len());
            self.query_start = Some(self.url.len());
            self.url.push('?');
        } else {
            self.url.push('&');
        }
    }

    fn query_pair(&mut self, key: &'static str, value: &dyn fmt::Display) {
        self.start_pair();
        self.url.push_str(key);
        self.url.push('=');
        self.query_value(key, value);
    }

    fn query_value(&mut self, key: &'static str, value: &dyn fmt::Display) {
        let start = self.url.len();
        if write!(Encoder::new(&mut self.url, QUERY), "{value}").is_err() {
            self.fail(BuildErrorKind::Unformattable, key);
        }
        self.keep_secret(key, start, true);
    }

    /// Remembers where a secret stands, from `start` to the end of what is written.
    fn keep_secret(&mut self, name: &'static str, start: usize, is_query: bool) {
        if !self.meta.has_secret_in_url {
            return;
        }
        // The key of a list in brackets has them in the URL, and not always in the declaration.
        let bare = name.strip_suffix("%5B%5D").unwrap_or(name);
        let is_secret = self.meta.parameters.iter().any(|parameter| {
            let has_place = match parameter.place {
                Place::Path | Place::PathRest => !is_query,
                Place::Query(_) => is_query,
                _ => false,
            };
            parameter.secret && has_place && (parameter.name == name || parameter.name == bare)
        });
        if is_secret {
            self.secrets.push(start..self.url.len());
        }
    }

    fn header_value(&mut self, name: &'static str, value: &dyn fmt::Display, is_secret: bool) {
        let mut text = String::new();
        if write!(text, "{value}").is_err() {
            return self.fail(BuildErrorKind::Unformattable, name);
        }
        let parsed = HeaderName::try_from(name).ok().zip(header_value(&text));
        match parsed {
            Some((name, mut value)) => {
                value.set_sensitive(is_secret);
                self.headers.append(name, value);
            }
            None => self.fail(BuildErrorKind::InvalidHeader, name),
        }
    }

    #[cold]
    fn fail(&mut self, kind: BuildErrorKind, name: impl Into<Cow<'static, str>>) {
        self.error
            .get_or_insert_with(|| Box::new(BuildError::new(self.meta, kind, name)));
    }

    #[cold]
    fn fail_with(&mut self, kind: BuildErrorKind, name: &'static str, detail: String) {
        self.error.get_or_insert_with(|| {
            Box::new(BuildError::new(self.meta, kind, name).with_detail(detail))
        });
    }

    /// The request, or the first thing that cannot be sent. Its extensions say what it is made of, for whoever shows it.
    pub(crate) fn finish(mut self) -> Result<http::Request<Body>, BuildError> {
        let meta = self.meta;
        let secrets = std::mem::take(&mut self.secrets);
        let content = self.content.take();
        let url_length = self.url.len();
        let mut request = self.finish_bare()?;
        let extensions = request.extensions_mut();
        extensions.insert(meta);
        if meta.has_secret_in_url {
            extensions.insert(UrlSecrets::written(&secrets, url_length));
        }
        if let Some(content) = content {
            extensions.insert(content);
        }
        Ok(request)
    }

    /// The request alone, for a transport that looks at nothing else.
    pub(crate) fn finish_bare(mut self) -> Result<http::Request<Body>, BuildError> {
        if self.query_start.is_none() {
            self.close_segment(self.url.len());
        }
        let path_end = self.query_start.unwrap_or(self.url.len());
        if let Some(error) = self.error {
            return Err(*error);
        }
        let refuse = |kind| Err(BuildError::new(self.meta, kind, ""));
        let Ok(method) = Method::from_bytes(self.meta.method.as_bytes()) else {
            return refuse(BuildErrorKind::InvalidMethod);
        };
        // Each value was checked on its own. This looks at the result: the path has as many segments as the template, and ends where the
        // template's does.
        let slashes = slashes_of(&self.url.as_bytes()[..path_end]);
        if !self.url.is_ascii() || slashes != Some(self.slashes) {
            return refuse(BuildErrorKind::UrlMismatch);
        }
        let url_length = self.base.path_start() + self.url.len();
        // The longest text that `Uri` takes.
        if url_length >= usize::from(u16::MAX) {
            return refuse(BuildErrorKind::UrlTooLong);
        }
        let target = PathAndQuery::from_maybe_shared(Bytes::from(self.url));
        let target = target.ok().filter(|target| target.path().len() == path_end);
        let Some(uri) = target.and_then(|target| self.base.into_uri(target)) else {
            return refuse(BuildErrorKind::UrlMismatch);
        };
        let body = self.body.unwrap_or_default();
        // Servers may refuse these methods without it (RFC 9110, section 8.6).
        let wants_length = matches!(method, Method::POST | Method::PUT | Method::PATCH);
        if wants_length && body.as_bytes().is_some_and(<[u8]>::is_empty) {
            self.headers
                .entry(header::CONTENT_LENGTH)
                .or_insert(HeaderValue::from_static("0"));
        }
        let mut request = http::Request::new(body);
        *request.method_mut() = method;
        *request.uri_mut() = uri;
        *request.headers_mut() = self.headers;
        Ok(request)
    }
}

/// How many slashes a path has; `None` where one of its segments is `.` or `..`.
fn slashes_of(path: &[u8]) -> Option<usize> {
    if may_have_dot_segment(path) {
        let mut segments = path.split(|&byte| byte == b'/').skip(1);
        if segments.any(|segment| std::str::from_utf8(segment).is_ok_and(is_dot_segment)) {
            return None;
        }
    }
    // Counted in bytes, which can be done with many at a time.
    let counts = path.chunks(usize::from(u8::MAX)).map(|chunk| {
        chunk
            .iter()
            .fold(0, |slashes: u8, &byte| slashes + u8::from(byte == b'/'))
    });
    Some(counts.map(usize::from).sum())
}

/// Says which endpoint it is for, and no value.
impl fmt::Debug for RequestWriter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RequestWriter")
            .field("endpoint", &self.meta.name)
            .finish_non_exhaustive()
    }
}
