//! A request and its response, to be written to the file.

use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderName, LOCATION};
use http::{HeaderMap, StatusCode};

use super::capture::{Capture, Shared};
use super::content::{LeftOut, readable};
use super::file::Recording;
use crate::har::{self, Content, Entry, PostData, Request, Response, Timings};
use crate::redact::{Finder, Scanner, SentSecrets};
use callpoint::__private::redact::{Keys, Piece, Secrets, Shown, redacted_form};
use callpoint::Body;
use callpoint::meta::EndpointMeta;

/// A request and its response, in progress.
pub(super) struct Exchange {
    pub(super) recording: Arc<Recording>,
    pub(super) keys: Keys,
    pub(super) max_body: usize,
    pub(super) meta: &'static EndpointMeta,
    pub(super) began: (SystemTime, Instant),
    pub(super) shown: Shown,
    pub(super) sent: SentSecrets,
    /// Whether `sent` has the secrets of the complete body.
    pub(super) is_known: bool,
    pub(super) headers: HeaderMap,
    pub(super) body: Shared,
    pub(super) response: Option<ReceivedResponse>,
}

pub(super) struct ReceivedResponse {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Shared,
    pub(super) waited: Duration,
}

impl Exchange {
    pub(super) fn finish(mut self) {
        let Some(response) = self.response.take() else {
            return;
        };
        let millis = |duration: Duration| duration.as_secs_f64() * 1000.0;
        let (total, waited) = (self.began.1.elapsed(), response.waited);
        let (sent_body, size) = self.sent_body();
        let finder = self.sent.finder();
        let scanner = Scanner::new(&finder, &self.keys);
        // A response may reflect secrets of a body that is not completely known.
        let is_open = !self.is_known
            && sent_body.as_ref().is_err_and(|why| {
                let is_unread = matches!(why, LeftOut::Coding | LeftOut::Charset);
                is_unread || Secrets::of(self.meta, &self.keys).are_in_body()
            });
        let request = self.request(&scanner, sent_body, size);
        let response = write_response(&scanner, response, self.max_body, is_open);
        self.recording.add(&Entry {
            started_date_time: har::date_time(self.began.0),
            time: millis(total),
            request,
            response,
            cache: har::Empty {},
            timings: Timings {
                send: 0.0,
                wait: millis(waited),
                receive: millis(total.saturating_sub(waited)),
            },
            endpoint: self.meta.name.to_owned(),
        });
    }

    /// Adds the secrets of a body that is in memory, even if it is too long to be recorded.
    pub(super) fn learn_secrets(&mut self, body: Bytes) {
        let mut headers = self.headers.clone();
        // The program's own body may be of any length.
        if let Ok(content) = readable(&mut headers, body, usize::MAX) {
            self.add_sent(&content);
            self.is_known = true;
        }
    }

    fn add_sent(&mut self, body: &[u8]) {
        let secrets = Secrets::of(self.meta, &self.keys);
        self.sent.add_body(&secrets, &self.headers, body);
    }

    /// The decoded request body, and the number of bytes sent.
    fn sent_body(&mut self) -> (Result<Bytes, LeftOut>, usize) {
        let (body, missing) = Capture::take(&self.body);
        let size = body.len();
        let content = match missing {
            None => readable(&mut self.headers, body.clone(), self.max_body),
            Some(missing) => Err(missing),
        };
        if !self.is_known {
            self.add_sent(content.as_ref().unwrap_or(&body));
        }
        (content, size)
    }

    fn request(&self, scanner: &Scanner<'_>, body: Result<Bytes, LeftOut>, size: usize) -> Request {
        let secrets = Secrets::of(self.meta, &self.keys);
        let headers = scanner.redacted_headers(&self.headers);
        let post_data = (size > 0).then(|| {
            let (bytes, left_out) = recorded(body);
            let (text, encoding) = har::text(&redacted_body(&secrets, &self.headers, &bytes));
            PostData {
                mime_type: first(&headers, &CONTENT_TYPE),
                params: [],
                text,
                encoding,
                is_incomplete: left_out.is_some(),
                comment: left_out.map_or(String::new(), |why| why.to_string()),
            }
        });
        let query = self
            .shown
            .url
            .split_once('?')
            .map_or("", |(_, query)| query);
        let pairs = query
            .split('&')
            .filter(|pair| !pair.is_empty())
            .map(|pair| {
                let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                har::Pair {
                    name: name.to_owned(),
                    value: value.to_owned(),
                }
            });
        Request {
            method: self.shown.method.as_str().to_owned(),
            query_string: pairs.collect(),
            url: self.shown.url.clone(),
            http_version: "HTTP/1.1".to_owned(),
            cookies: [],
            headers: har::pairs(&headers),
            post_data,
            headers_size: -1,
            body_size: i64::try_from(size).unwrap_or(-1),
        }
    }
}

fn write_response(
    scanner: &Scanner<'_>,
    response: ReceivedResponse,
    max_body: usize,
    is_open: bool,
) -> Response {
    let (body, missing) = Capture::take(&response.body);
    let size = body.len();
    let mut fields = response.headers;
    let (body, left_out) = match missing {
        _ if is_open && size > 0 => (Bytes::new(), Some(LeftOut::Secrets)),
        Some(missing) => (Bytes::new(), Some(missing)),
        None => recorded(readable(&mut fields, body, max_body)),
    };
    let headers = scanner.redacted_headers(&fields);
    let content_size = if left_out.is_some() { size } else { body.len() };
    let (text, encoding) = har::text(&scanner.redacted_body(&fields, &body));
    Response {
        status: response.status.as_u16(),
        status_text: response
            .status
            .canonical_reason()
            .unwrap_or_default()
            .to_owned(),
        http_version: "HTTP/1.1".to_owned(),
        cookies: [],
        redirect_url: first(&headers, &LOCATION),
        content: Content {
            size: content_size as u64,
            mime_type: first(&headers, &CONTENT_TYPE),
            text: (!text.is_empty()).then_some(text),
            encoding,
            is_incomplete: left_out.is_some(),
            comment: left_out.map_or(String::new(), |why| why.to_string()),
        },
        headers: har::pairs(&headers),
        headers_size: -1,
        body_size: i64::try_from(size).unwrap_or(-1),
    }
}

/// The recorded body, or the reason why it is left out.
fn recorded(body: Result<Bytes, LeftOut>) -> (Bytes, Option<LeftOut>) {
    match body {
        Ok(body) => (body, None),
        Err(why) => (Bytes::new(), Some(why)),
    }
}

/// A request as recorded: the values of secret names in its URL are redacted too.
pub(crate) fn shown(request: &http::Request<Body>, meta: &EndpointMeta, keys: &Keys) -> Shown {
    let mut shown = Shown::redacted(request, meta);
    shown.url = redacted_url(&shown.url, keys);
    shown
}

/// A URL without the values of secret names.
pub(crate) fn redacted_url(url: &str, keys: &Keys) -> String {
    let url = match url.split_once('?') {
        Some((path, query)) => {
            let query = redacted_form(query, &mut |name, _| keys.has(name));
            format!("{path}?{query}")
        }
        None => url.to_owned(),
    };
    let url = Scanner::new(&Finder::default(), keys).redacted_value(url.as_bytes());
    String::from_utf8_lossy(&url).into_owned()
}

/// The body of a request without its secrets.
///
/// Secrets from other parts of the request are not searched for: on playback the request has other credentials, but must still match.
pub(crate) fn redacted_body(secrets: &Secrets<'_>, headers: &HeaderMap, body: &[u8]) -> Bytes {
    let pieces = vec![Piece::Bytes(Bytes::copy_from_slice(body))];
    let redacted = secrets.redacted(headers, pieces);
    match redacted.into_iter().next() {
        Some(Piece::Bytes(bytes)) => {
            Scanner::new(&Finder::default(), secrets.keys()).redacted_body(headers, &bytes)
        }
        _ => Bytes::new(),
    }
}

/// The value of the first header with this name.
fn first(headers: &[(HeaderName, Bytes)], name: &HeaderName) -> String {
    let field = headers.iter().find(|(other, _)| other == name);
    field.map_or(String::new(), |(_, value)| {
        String::from_utf8_lossy(value).into_owned()
    })
}
