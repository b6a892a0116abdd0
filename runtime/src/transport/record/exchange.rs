//! A request and its answer, on their way to the file.

use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use bytes::Bytes;
use http::header::{HeaderName, LOCATION};
use http::{HeaderMap, StatusCode};

use super::Recording;
use super::kept::{Kept, Shared};
use crate::body::Body;
use crate::mask::{Piece, Secrets, Sent, Shown, is_key, masked_form};
use crate::meta::EndpointMeta;
use crate::transport::har::{self, Content, Entry, PostData, Request, Response, Timings};

/// A request and its answer, on their way.
pub(super) struct Exchange {
    pub(super) recording: Arc<Recording>,
    pub(super) keys: Arc<[String]>,
    pub(super) meta: &'static EndpointMeta,
    pub(super) began: (SystemTime, Instant),
    pub(super) shown: Shown,
    pub(super) sent: Sent,
    pub(super) headers: HeaderMap,
    pub(super) body: Shared,
    pub(super) answer: Option<Answered>,
}

pub(super) struct Answered {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Shared,
    pub(super) waited: Duration,
}

impl Exchange {
    pub(super) fn finish(mut self) {
        let Some(answer) = self.answer.take() else {
            return;
        };
        let millis = |duration: Duration| duration.as_secs_f64() * 1000.0;
        let total = self.began.1.elapsed();
        let (request, response) = (self.request(), self.response(&answer));
        self.recording.add(&Entry {
            started_date_time: har::date_time(self.began.0),
            time: millis(total),
            request,
            response,
            cache: har::Empty {},
            timings: Timings {
                send: 0.0,
                wait: millis(answer.waited),
                receive: millis(total.saturating_sub(answer.waited)),
            },
            endpoint: self.meta.name.to_owned(),
        });
    }

    fn request(&mut self) -> Request {
        let (body, is_complete) = Kept::take(&self.body);
        let secrets = Secrets::of(self.meta).with_keys(&self.keys);
        self.sent.add_body(&secrets, &self.headers, &body);
        let size = body.len();
        let body = whole(body, is_complete);
        let post_data = (size > 0).then(|| {
            let (text, encoding) = har::text(&masked_body(&secrets, &self.headers, &body));
            PostData {
                mime_type: header(&self.headers, &http::header::CONTENT_TYPE),
                params: [],
                text,
                encoding,
                is_incomplete: !is_complete,
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
            headers: har::pairs(&self.shown.headers),
            post_data,
            headers_size: -1,
            body_size: i64::try_from(size).unwrap_or(-1),
        }
    }

    fn response(&self, answer: &Answered) -> Response {
        let (body, is_complete) = Kept::take(&answer.body);
        let size = body.len();
        let body = whole(body, is_complete);
        let headers = self.sent.taken_out_of_headers(&answer.headers);
        let body = self
            .sent
            .taken_out_of_body(&answer.headers, &body, &self.keys);
        let (text, encoding) = har::text(&body);
        let location = headers.iter().find(|(name, _)| *name == LOCATION);
        Response {
            status: answer.status.as_u16(),
            status_text: answer
                .status
                .canonical_reason()
                .unwrap_or_default()
                .to_owned(),
            http_version: "HTTP/1.1".to_owned(),
            cookies: [],
            redirect_url: location.map_or(String::new(), |(_, url)| {
                String::from_utf8_lossy(url).into_owned()
            }),
            headers: har::pairs(&headers),
            content: Content {
                size: size as u64,
                mime_type: header(&answer.headers, &http::header::CONTENT_TYPE),
                text: (!text.is_empty()).then_some(text),
                encoding,
                is_incomplete: !is_complete,
            },
            headers_size: -1,
            body_size: i64::try_from(size).unwrap_or(-1),
        }
    }
}

/// The secrets in a part of a body cannot be told from the rest, and nobody could play it back.
fn whole(body: Bytes, is_complete: bool) -> Bytes {
    if is_complete { body } else { Bytes::new() }
}

/// A request as it is recorded: its query has no values of secret keys either.
pub(in crate::transport) fn shown(
    request: &http::Request<Body>,
    meta: &EndpointMeta,
    keys: &[String],
) -> Shown {
    let mut shown = Shown::masked(request, meta);
    if let Some((path, query)) = shown.url.split_once('?') {
        let query = masked_form(query, &mut |name| is_key(keys, name));
        shown.url = format!("{path}?{query}");
    }
    shown
}

/// The body of a request without its secrets.
pub(in crate::transport) fn masked_body(
    secrets: &Secrets<'_>,
    headers: &HeaderMap,
    body: &[u8],
) -> Bytes {
    let pieces = vec![Piece::Bytes(Bytes::copy_from_slice(body))];
    let masked = secrets.masked(headers, pieces);
    match masked.into_iter().next() {
        Some(Piece::Bytes(bytes)) => bytes,
        _ => Bytes::new(),
    }
}

fn header(headers: &HeaderMap, name: &HeaderName) -> String {
    let value = headers.get(name).map(http::HeaderValue::as_bytes);
    String::from_utf8_lossy(value.unwrap_or_default()).into_owned()
}
