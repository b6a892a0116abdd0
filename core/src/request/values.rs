//! Where the text of a field goes: into the path, the query or a header.

use http::header::{COOKIE, HeaderName, HeaderValue};

use super::RequestWriter;
use crate::encode::{QUERY, SEGMENT, header_value, push_encoded};
use crate::error::BuildErrorKind;
use crate::meta::ListStyle;
use crate::response_headers;
use crate::scalar::Error;
use crate::value::Sink;

/// A parameter in the path.
pub(super) struct InPath<'a> {
    request: &'a mut RequestWriter,
    name: &'static str,
    is_absent: bool,
}

impl<'a> InPath<'a> {
    pub(super) fn new(request: &'a mut RequestWriter, name: &'static str) -> Self {
        Self {
            request,
            name,
            is_absent: true,
        }
    }
}

impl Sink for InPath<'_> {
    fn take(&mut self, text: &str, _: bool) {
        self.is_absent = false;
        self.request.path_value(self.name, text);
    }

    fn end(&mut self, written: Result<(), Error>) {
        self.request.end_value(self.name, written);
        if self.is_absent {
            self.request.fail(BuildErrorKind::EmptyPath, self.name);
        }
    }
}

/// A rest parameter: the items of a list, or a text at its slashes.
pub(super) struct InSegments<'a> {
    request: &'a mut RequestWriter,
    name: &'static str,
    is_absent: bool,
}

impl<'a> InSegments<'a> {
    pub(super) fn new(request: &'a mut RequestWriter, name: &'static str) -> Self {
        Self {
            request,
            name,
            is_absent: true,
        }
    }

    fn segment(&mut self, text: &str) {
        if !std::mem::take(&mut self.is_absent) {
            self.request.start_segment();
        }
        self.request.path_value(self.name, text);
    }
}

impl Sink for InSegments<'_> {
    fn take(&mut self, text: &str, is_item: bool) {
        if is_item {
            self.segment(text);
        } else {
            text.split('/').for_each(|segment| self.segment(segment));
        }
    }

    /// Without one of its segments a path is another path.
    fn skip_item(&mut self) {
        self.request.fail(BuildErrorKind::EmptyPath, self.name);
    }

    fn end(&mut self, written: Result<(), Error>) {
        self.request.end_value(self.name, written);
        if self.is_absent {
            self.request.fail(BuildErrorKind::EmptyPath, self.name);
        }
    }
}

/// A list in one segment of the path.
pub(super) struct InList<'a> {
    request: &'a mut RequestWriter,
    name: &'static str,
    style: ListStyle,
    is_absent: bool,
}

impl<'a> InList<'a> {
    pub(super) fn new(
        request: &'a mut RequestWriter,
        name: &'static str,
        style: ListStyle,
    ) -> Self {
        Self {
            request,
            name,
            style,
            is_absent: true,
        }
    }
}

impl Sink for InList<'_> {
    fn take(&mut self, text: &str, _: bool) {
        if std::mem::take(&mut self.is_absent) {
            self.request.url.push_str(&self.style.prefix(self.name));
        } else {
            self.request.url.push(',');
        }
        // Encoded or not: a server that decodes first would read two items.
        if text.contains(',') {
            self.request
                .fail(BuildErrorKind::AmbiguousSegment, self.name);
        }
        self.request.path_value(self.name, text);
    }

    /// Without one of its items a list is another list.
    fn skip_item(&mut self) {
        self.request.fail(BuildErrorKind::EmptyPath, self.name);
    }

    fn end(&mut self, written: Result<(), Error>) {
        self.request.end_value(self.name, written);
        if self.is_absent {
            self.request.fail(BuildErrorKind::EmptyPath, self.name);
        }
    }
}

/// A query parameter: one pair for each value.
pub(super) struct InQuery<'a> {
    pub(super) request: &'a mut RequestWriter,
    pub(super) key: &'static str,
}

impl Sink for InQuery<'_> {
    fn take(&mut self, text: &str, _: bool) {
        self.request.start_pair();
        self.request.url.push_str(self.key);
        self.request.url.push('=');
        self.request.query_value(self.key, text);
    }

    fn end(&mut self, written: Result<(), Error>) {
        self.request.end_value(self.key, written);
    }
}

/// A query parameter whose values stand in one pair.
pub(super) struct InOnePair<'a> {
    request: &'a mut RequestWriter,
    key: &'static str,
    separator: &'static str,
    is_first: bool,
}

impl<'a> InOnePair<'a> {
    pub(super) fn new(
        request: &'a mut RequestWriter,
        key: &'static str,
        separator: &'static str,
    ) -> Self {
        Self {
            request,
            key,
            separator,
            is_first: true,
        }
    }
}

impl Sink for InOnePair<'_> {
    fn take(&mut self, text: &str, _: bool) {
        let request = &mut *self.request;
        if std::mem::take(&mut self.is_first) {
            request.start_pair();
            request.url.push_str(self.key);
            request.url.push('=');
        } else {
            request.url.push_str(self.separator);
        }
        let start = request.url.len();
        request.query_value(self.key, text);
        // An encoded separator inside an item would be read as one between two.
        if request.url[start..].contains(self.separator) {
            request.fail(BuildErrorKind::Unformattable, self.key);
        }
    }

    fn end(&mut self, written: Result<(), Error>) {
        self.request.end_value(self.key, written);
    }
}

/// RFC 9110, section 5.6.1: a recipient reads it as none or several.
const NO_ITEM: &str =
    "an item of a list that is empty, or has a comma, quote or space where it would end";

/// A header field: one line, with commas between the items of a list. To HTTP that is the same as a line for each, but not to every server.
pub(super) struct InHeader<'a> {
    request: &'a mut RequestWriter,
    name: &'static str,
    is_secret: bool,
    list: Option<String>,
}

impl<'a> InHeader<'a> {
    pub(super) fn new(request: &'a mut RequestWriter, name: &'static str, is_secret: bool) -> Self {
        Self {
            request,
            name,
            is_secret,
            list: None,
        }
    }

    fn line(&mut self, text: &str) {
        let parsed = HeaderName::try_from(self.name).ok().zip(header_value(text));
        match parsed {
            Some((name, mut value)) => {
                value.set_sensitive(self.is_secret);
                self.request.head.headers.append(name, value);
            }
            None => self.request.fail(BuildErrorKind::InvalidHeader, self.name),
        }
    }
}

impl Sink for InHeader<'_> {
    fn take(&mut self, text: &str, is_item: bool) {
        if !is_item {
            return self.line(text);
        }
        if !response_headers::is_item(text, self.name) {
            self.request
                .fail_because(BuildErrorKind::Unformattable, self.name, NO_ITEM);
        }
        let list = self.list.get_or_insert_default();
        if !list.is_empty() {
            list.push(',');
        }
        list.push_str(text);
    }

    fn end(&mut self, written: Result<(), Error>) {
        if let Some(list) = self.list.take() {
            self.line(&list);
        }
        self.request.end_value(self.name, written);
    }
}

/// A cookie: one pair of a header (RFC 6265, section 4.2).
pub(super) struct InCookie<'a> {
    request: &'a mut RequestWriter,
    name: &'static str,
}

impl<'a> InCookie<'a> {
    pub(super) fn new(request: &'a mut RequestWriter, name: &'static str) -> Self {
        Self { request, name }
    }
}

impl Sink for InCookie<'_> {
    fn take(&mut self, text: &str, _: bool) {
        let headers = &mut self.request.head.headers;
        let before = headers.get(COOKIE).map(HeaderValue::as_bytes);
        let mut pairs = before.map(<[u8]>::to_vec).unwrap_or_default();
        if !pairs.is_empty() {
            pairs.extend_from_slice(b"; ");
        }
        pairs.extend_from_slice(self.name.as_bytes());
        pairs.push(b'=');
        pairs.extend_from_slice(text.as_bytes());
        match HeaderValue::try_from(pairs) {
            Ok(mut value) if text.bytes().all(is_in_cookie) => {
                value.set_sensitive(true);
                headers.insert(COOKIE, value);
            }
            _ => self.request.fail(BuildErrorKind::InvalidCookie, self.name),
        }
    }

    fn end(&mut self, written: Result<(), Error>) {
        self.request.end_value(self.name, written);
    }
}

/// RFC 6265, section 4.1.1: visible ASCII without quotes, commas, semicolons and backslashes.
const fn is_in_cookie(byte: u8) -> bool {
    byte.is_ascii_graphic() && !matches!(byte, b'"' | b',' | b';' | b'\\')
}

impl RequestWriter {
    fn path_value(&mut self, name: &'static str, text: &str) {
        let start = self.url.len();
        self.segment.1 = Some(name);
        let is_plain = push_encoded(&mut self.url, text, SEGMENT);
        self.keep_secret(name, start, false);
        if !is_plain && text.chars().any(char::is_control) {
            self.fail(BuildErrorKind::ControlCharacter, name);
        } else if text.is_empty() {
            self.fail(BuildErrorKind::EmptyPath, name);
        }
    }

    pub(super) fn query_value(&mut self, key: &'static str, text: &str) {
        let start = self.url.len();
        push_encoded(&mut self.url, text, QUERY);
        self.keep_secret(key, start, true);
    }

    /// Keeps why a value has no text form.
    pub(super) fn end_value(&mut self, name: &'static str, written: Result<(), Error>) {
        if let Err(error) = written {
            self.unformattable(name, error);
        }
    }

    #[cold]
    pub(super) fn unformattable(&mut self, name: &'static str, error: Error) {
        match error.into_message() {
            Ok(reason) => self.fail_because(BuildErrorKind::Unformattable, name, reason),
            Err(detail) => self.fail_with(BuildErrorKind::Unformattable, name, detail),
        }
    }
}
