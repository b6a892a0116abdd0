//! Builds a request: each field of an endpoint is passed to one method here.

mod separate;
mod values;

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use bytes::Bytes;
use http::Method;
use http::header::{self, HeaderMap, HeaderName, HeaderValue};
use http::request::Parts;
use http::uri::{Authority, PathAndQuery, Scheme};
use serde::Serialize;

#[cfg(feature = "serve")]
pub(crate) use self::separate::is_unique;
use self::values::{InCookie, InHeader, InList, InOnePair, InPath, InQuery, InSegments};
use crate::base::{BaseUrl, is_dot_segment, may_have_dot_segment, uri_of};
use crate::body::Body;
use crate::codec::{CodecError, Encode, Json, Pairs};
use crate::content::StreamedContent;
use crate::encode::{self, JSON, QUERY, header_value, media_type, push_encoded};
use crate::error::{BuildError, BuildErrorKind};
use crate::meta::{EndpointMeta, FieldLocation, ListStyle};
use crate::multipart::{Content, Multipart, Segment};
use crate::param::{Flag, ParamValue};
use crate::redact::UrlSecrets;
use crate::scalar;
use crate::value::{self, Shape};

/// Builds a request from the fields of an endpoint, each at its location.
///
/// It keeps the first error and ignores what is written after it; [`Endpoint::to_http`](crate::Endpoint::to_http) returns that error.
pub struct RequestWriter {
    meta: &'static EndpointMeta,
    /// Of the base URL.
    origin: (Scheme, Authority),
    /// How much of the base URL is no path.
    path_start: usize,
    /// Path and query, as far as they are written.
    url: String,
    /// The start in `url` of the current path segment, and the parameter in it.
    segment: (usize, Option<&'static str>),
    /// The number of slashes that the path must have: those of the base, of the template, and between the segments of a rest parameter.
    slashes: usize,
    /// The start of the query in `url`, if there is one.
    query_start: Option<usize>,
    /// The headers, as far as they are written, where the request has them.
    head: Parts,
    body: Option<Body>,
    /// The buffer for the body while a codec writes it.
    encoded: Vec<u8>,
    /// The segments of a body that is not in memory.
    content: Option<Content>,
    /// The ranges of secrets in `url`.
    secrets: Vec<Range<usize>>,
    error: Option<Box<BuildError>>,
}

impl RequestWriter {
    #[doc(hidden)]
    pub fn new(meta: &'static EndpointMeta, base: &BaseUrl) -> Self {
        // Enough for most calls: an id and a few short query values.
        let path_start = base.path_start();
        let path = &base.as_str()[path_start..];
        let mut url = String::with_capacity(path.len() + meta.template.len() + 64);
        url.push_str(path);
        Self {
            meta,
            origin: base.scheme_and_authority(),
            path_start,
            segment: (url.len(), None),
            slashes: base.slashes(),
            url,
            query_start: None,
            head: http::Request::new(()).into_parts().0,
            body: None,
            encoded: Vec::new(),
            content: None,
            secrets: Vec::new(),
            error: None,
        }
    }

    /// Writes text of the template unchanged.
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

    /// Writes a path parameter: one value, percent-encoded, that stays within its segment.
    pub fn path<T: ParamValue + ?Sized>(&mut self, name: &'static str, value: &T) {
        value::write(value, Shape::One, &mut InPath::new(self, name));
    }

    /// Writes a path parameter that may be a list: all its items in one segment.
    pub fn path_list<T: ParamValue + ?Sized>(
        &mut self,
        name: &'static str,
        style: ListStyle,
        value: &T,
    ) {
        value::write(value, Shape::Any, &mut InList::new(self, name, style));
    }

    /// Checks the parameters of a segment, of which the last is written, by the texts between them: the text that they give can be separated in one
    /// way only, before and after a server decodes it.
    pub fn separated(
        &mut self,
        parameters: &'static str,
        before: &'static str,
        between: &[&'static str],
    ) {
        let values = self.url.get(self.segment.0 + before.len()..);
        if !values.is_some_and(|values| separate::is_unique(values, between)) {
            self.fail(BuildErrorKind::AmbiguousSegment, parameters);
        }
    }

    /// Writes a rest parameter: each of its segments is encoded and checked on its own.
    pub fn path_rest<T: ParamValue + ?Sized>(&mut self, name: &'static str, value: &T) {
        value::write(value, Shape::Any, &mut InSegments::new(self, name));
    }

    /// Writes a fixed part of the query that is already encoded: `api-version=2024-01-01`.
    pub fn query_literal(&mut self, pairs: &'static str) {
        self.start_pair();
        self.url.push_str(pairs);
    }

    /// Writes a query parameter: one pair for each value (`OpenAPI`: style `form`, `explode: true`).
    pub fn query<T: ParamValue + ?Sized>(&mut self, key: &'static str, value: &T) {
        value::write(value, Shape::Any, &mut InQuery { request: self, key });
    }

    /// Writes a query parameter as one pair whose values are joined by an encoded separator: `,`, `%7C` or `%20` (`OpenAPI`: `explode: false`,
    /// styles `form`, `pipeDelimited` and `spaceDelimited`).
    pub fn query_joined<T: ParamValue + ?Sized>(
        &mut self,
        key: &'static str,
        separator: &'static str,
        value: &T,
    ) {
        value::write(value, Shape::Any, &mut InOnePair::new(self, key, separator));
    }

    /// Writes a query parameter without a value if the flag is set.
    pub fn query_flag<T: Flag + ?Sized>(&mut self, key: &'static str, value: &T) {
        if value.is_set() {
            self.query_literal(key);
        }
    }

    /// Writes the entries of a struct or map as query parameters.
    pub fn query_flatten<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) {
        self.query_pairs(name, |emit| value.serialize(Pairs::new(emit)));
    }

    /// Writes the entries of a struct or map in brackets after the key: `key[name]=value` (`OpenAPI`: style `deepObject`).
    pub fn query_deep<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) {
        self.query_pairs(key, |emit| value.serialize(Pairs::inside(key, emit)));
    }

    /// Writes a query parameter as JSON.
    pub fn query_json<T: ParamValue + ?Sized>(&mut self, key: &'static str, value: &T) {
        let mut json = Vec::new();
        let written = Json::encode(value, &mut json);
        self.end_json(key, written, json);
    }

    /// Writes a query parameter as JSON, unless it is absent.
    pub fn optional_query_json<T: ParamValue>(&mut self, key: &'static str, value: &Option<T>) {
        if let Some(value) = value {
            self.query_json(key, value);
        }
    }

    /// One compiled copy for all types.
    fn end_json(&mut self, key: &'static str, written: Result<(), CodecError>, json: Vec<u8>) {
        match written.map(|()| String::from_utf8(json)) {
            Ok(Ok(text)) => {
                self.start_pair();
                self.url.push_str(key);
                self.url.push('=');
                self.query_value(key, &text);
            }
            // A value that writes itself as raw JSON may write anything.
            Ok(Err(_)) => self.fail(BuildErrorKind::Unformattable, key),
            Err(failure) => self.fail_with(
                BuildErrorKind::Unformattable,
                key,
                failure.detail().to_owned(),
            ),
        }
    }

    fn query_pairs(
        &mut self,
        name: &'static str,
        write: impl FnOnce(&mut dyn FnMut(&str, &str)) -> Result<(), scalar::Error>,
    ) {
        let mut emit = |key: &str, value: &str| {
            self.start_pair();
            let start = self.url.len();
            push_encoded(&mut self.url, key, QUERY);
            // Of a secret map, the keys are secret too.
            let named = start + name.len() + "%5B".len();
            let is_inside = self.url.get(start + name.len()..named) == Some("%5B");
            let entry = if is_inside { named } else { start };
            self.url.push('=');
            push_encoded(&mut self.url, value, QUERY);
            self.keep_secret(name, entry, true);
        };
        let written = write(&mut emit);
        self.end_value(name, written);
    }

    /// Writes a header field that is the same in each request.
    pub fn header_literal(&mut self, name: &'static str, value: &'static str) {
        let parsed = HeaderName::from_bytes(name.as_bytes()).ok();
        match parsed.zip(header_value(value)) {
            Some((name, value)) => drop(self.head.headers.insert(name, value)),
            None => self.fail(BuildErrorKind::InvalidHeader, name),
        }
    }

    /// Writes a header field: one line, with commas between the items of a list.
    pub fn header<T: ParamValue + ?Sized>(&mut self, name: &'static str, value: &T) {
        value::write(value, Shape::Any, &mut InHeader::new(self, name, false));
    }

    /// Writes a header field marked as sensitive, which keeps it out of logs and of HTTP/2's compression tables.
    pub fn secret_header<T: ParamValue + ?Sized>(&mut self, name: &'static str, value: &T) {
        value::write(value, Shape::Any, &mut InHeader::new(self, name, true));
    }

    /// Writes a cookie: a pair in the `Cookie` header, which is marked as sensitive.
    pub fn cookie<T: ParamValue + ?Sized>(&mut self, name: &'static str, value: &T) {
        value::write(value, Shape::One, &mut InCookie::new(self, name));
    }

    /// Sets the body.
    pub fn body<T: ?Sized, C: Encode<T>>(&mut self, value: &T) {
        let written = C::encode(value, self.start_body());
        self.end_body(written, C::META.name, C::META.content_type);
    }

    /// Replaces the `Content-Type` of the body, if there is one.
    pub fn media_type(&mut self, media_type: &'static str) {
        if self.body.is_none() {
            return;
        }
        match encode::media_type(media_type) {
            Some(value) => drop(self.head.headers.insert(header::CONTENT_TYPE, value)),
            None => self.fail(BuildErrorKind::InvalidHeader, "content-type"),
        }
    }

    /// Sets a body that is streamed while it is sent.
    pub fn stream(&mut self, content: &StreamedContent) {
        let content_type = content.content_type.clone();
        let content_type =
            content_type.unwrap_or(HeaderValue::from_static("application/octet-stream"));
        add_default(&mut self.head.headers, header::CONTENT_TYPE, content_type);
        self.body = Some(content.open());
        self.content = Some(Content([Segment::Streamed(content.clone())].into()));
    }

    /// Sets a `multipart/form-data` body (RFC 7578).
    pub fn multipart(&mut self, fill: impl FnOnce(&mut Multipart, &mut Self)) {
        let mut form = Multipart::new();
        fill(&mut form, self);
        // Letters, digits and a hyphen are valid in every header.
        if let Ok(content_type) = HeaderValue::try_from(form.content_type()) {
            self.head.headers.insert(header::CONTENT_TYPE, content_type);
        }
        match form.finish() {
            Ok((body, content)) => {
                self.body = Some(body);
                self.content = content;
            }
            Err((name, error)) => self.unformattable(name, error),
        }
    }

    /// Adds a part that a codec writes.
    pub fn encoded_part<T: ?Sized, C: Encode<T>>(
        &mut self,
        form: &mut Multipart,
        name: &'static str,
        value: &T,
    ) {
        let mut out = Vec::new();
        match C::encode(value, &mut out) {
            Ok(()) => form.encoded(name, C::META.content_type, &out),
            Err(failure) => self.fail_with(
                BuildErrorKind::Unformattable,
                name,
                failure.detail().to_owned(),
            ),
        }
    }

    /// The buffer for a body. Like [`end_body`](Self::end_body), it is compiled once for all types.
    fn start_body(&mut self) -> &mut Vec<u8> {
        self.encoded = Vec::with_capacity(256);
        &mut self.encoded
    }

    fn end_body(
        &mut self,
        written: Result<(), CodecError>,
        codec: &'static str,
        content_type: &'static str,
    ) {
        if let Err(failure) = written {
            return self.fail_with(BuildErrorKind::Body, codec, failure.detail().to_owned());
        }
        match media_type(content_type) {
            Some(value) => add_default(&mut self.head.headers, header::CONTENT_TYPE, value),
            None => self.fail(BuildErrorKind::InvalidHeader, "content-type"),
        }
        self.body = Some(std::mem::take(&mut self.encoded).into());
    }

    /// Begins one more segment of a rest parameter.
    fn start_segment(&mut self) {
        self.close_segment(self.url.len());
        self.url.push('/');
        self.slashes += 1;
        self.segment = (self.url.len(), None);
    }

    /// Checks the segment that ends at `end`. Only a parameter can turn it into a dot segment.
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

    /// Records the range of a secret, from `start` to the end of what is written.
    fn keep_secret(&mut self, name: &'static str, start: usize, is_query: bool) {
        if !self.meta.has_secret_in_url {
            return;
        }
        // The key of a list may have brackets in the URL that it does not have in the declaration.
        let bare = name.strip_suffix("%5B%5D").unwrap_or(name);
        let is_secret = self.meta.parameters.iter().any(|parameter| {
            let has_place = match parameter.location {
                FieldLocation::Path | FieldLocation::PathSegments => !is_query,
                FieldLocation::Query(_) => is_query,
                _ => false,
            };
            parameter.secret && has_place && (parameter.name == name || parameter.name == bare)
        });
        if is_secret {
            self.secrets.push(start..self.url.len());
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

    #[cold]
    fn fail_because(&mut self, kind: BuildErrorKind, name: &'static str, reason: &'static str) {
        self.error.get_or_insert_with(|| {
            Box::new(BuildError::new(self.meta, kind, name).with_reason(reason))
        });
    }

    /// The request, or the first error. Its extensions hold the metadata and what is needed to show it without secrets.
    #[doc(hidden)]
    pub fn finish(mut self) -> Result<http::Request<Body>, BuildError> {
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

    /// The request without extensions, for a transport that reads none.
    // Inlined because a call would move the writer.
    #[doc(hidden)]
    #[inline]
    pub fn finish_bare(mut self) -> Result<http::Request<Body>, BuildError> {
        if self.query_start.is_none() {
            self.close_segment(self.url.len());
        }
        let path_end = self.query_start.unwrap_or(self.url.len());
        if let Some(error) = self.error {
            return Err(*error);
        }
        let fail = |kind| Err(BuildError::new(self.meta, kind, ""));
        let Ok(method) = Method::from_bytes(self.meta.method.as_bytes()) else {
            return fail(BuildErrorKind::InvalidMethod);
        };
        // Each value was checked on its own. This checks the result: the path has as many segments as the template and ends where the template's
        // does.
        let slashes = slashes_of(&self.url.as_bytes()[..path_end]);
        if !self.url.is_ascii() || slashes != Some(self.slashes) {
            return fail(BuildErrorKind::UrlMismatch);
        }
        let url_length = self.path_start + self.url.len();
        // The maximum length of a `Uri`.
        if url_length >= usize::from(u16::MAX) {
            return fail(BuildErrorKind::UrlTooLong);
        }
        let target = PathAndQuery::from_maybe_shared(Bytes::from(self.url));
        let target = target.ok().filter(|target| target.path().len() == path_end);
        let (scheme, authority) = self.origin;
        let Some(uri) = target.and_then(|target| uri_of(scheme, authority, target)) else {
            return fail(BuildErrorKind::UrlMismatch);
        };
        let Some(accept) = accept(self.meta) else {
            let kind = BuildErrorKind::InvalidHeader;
            return Err(BuildError::new(self.meta, kind, "accept"));
        };
        add_default(&mut self.head.headers, header::ACCEPT, accept);
        let body = self.body.unwrap_or_default();
        // Servers may reject these methods without `Content-Length` (RFC 9110, section 8.6).
        if body.as_bytes().is_some_and(<[u8]>::is_empty)
            && matches!(method, Method::POST | Method::PUT | Method::PATCH)
        {
            let zero = HeaderValue::from_static("0");
            add_default(&mut self.head.headers, header::CONTENT_LENGTH, zero);
        }
        self.head.method = method;
        self.head.uri = uri;
        Ok(http::Request::from_parts(self.head, body))
    }
}

/// Adds a header field that the declaration does not set. There are few to compare with, which costs less than a lookup.
fn add_default(headers: &mut HeaderMap, name: HeaderName, value: HeaderValue) {
    if headers.keys().all(|own| *own != name) {
        headers.insert(name, value);
    }
}

/// What the declared successes may be, as the value of `Accept`.
fn accept(meta: &EndpointMeta) -> Option<HeaderValue> {
    match meta.accept {
        _ if meta.accepts_json => Some(JSON),
        Some(only) => media_type(only),
        None => HeaderValue::try_from(meta.media_types().join(", ")).ok(),
    }
}

/// The number of slashes in a path; `None` if one of its segments is `.` or `..`.
fn slashes_of(path: &[u8]) -> Option<usize> {
    if may_have_dot_segment(path) {
        let mut segments = path.split(|&byte| byte == b'/').skip(1);
        if segments.any(|segment| std::str::from_utf8(segment).is_ok_and(is_dot_segment)) {
            return None;
        }
    }
    // Counted in bytes, so that many can be compared at a time.
    let counts = path.chunks(usize::from(u8::MAX)).map(|chunk| {
        chunk
            .iter()
            .fold(0, |slashes: u8, &byte| slashes + u8::from(byte == b'/'))
    });
    Some(counts.map(usize::from).sum())
}

/// Shows the endpoint and no value.
impl fmt::Debug for RequestWriter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RequestWriter")
            .field("endpoint", &self.meta.name)
            .finish_non_exhaustive()
    }
}
