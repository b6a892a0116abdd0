//! Answers from a file in place of a server.

use std::fmt;
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use http::{HeaderName, HeaderValue, StatusCode};
use http_body_util::BodyExt as _;

use super::har::{self, Har};
use super::record::{default_keys, masked_body, shown};
use super::{SendError, Sending, Transport};
use crate::body::Body;
use crate::encode::is_framing;
use crate::error::TransportErrorKind;
use crate::mask::{MASK, Secrets, boundary};
use crate::meta::EndpointMeta;

/// Answers requests from a recording of a [`RecordTransport`](super::RecordTransport), or from any other HAR file, without a network.
///
/// A request is answered by the first exchange that was not played yet and has the same method, path, query and body; what is secret counts
/// for nothing, and so does the origin. Where there is none, the call fails with [`TransportErrorKind::Other`], and the source of the error
/// says which exchange comes nearest.
///
/// A clone plays from the same recording; [`unused`](Self::unused) on it lists what was not played.
#[derive(Clone)]
pub struct PlaybackTransport {
    exchanges: Arc<Mutex<Vec<Exchange>>>,
    keys: Arc<[String]>,
}

struct Exchange {
    method: String,
    target: String,
    /// `None` where it was not recorded whole.
    body: Option<Bytes>,
    answer: Answer,
    is_played: bool,
}

struct Answer {
    status: StatusCode,
    headers: Vec<(HeaderName, HeaderValue)>,
    body: Bytes,
    is_incomplete: bool,
}

impl PlaybackTransport {
    /// Reads a recording.
    ///
    /// # Errors
    /// The file cannot be read, or is no HAR.
    pub fn open(path: impl AsRef<Path>) -> io::Result<Self> {
        let text = std::fs::read(path)?;
        let har: Har = serde_json::from_slice(&text)?;
        let exchanges = har.log.entries.into_iter().map(Exchange::read);
        let exchanges = exchanges.collect::<Option<Vec<_>>>().ok_or_else(|| {
            io::Error::new(io::ErrorKind::InvalidData, "an exchange cannot be read")
        })?;
        Ok(Self {
            exchanges: Arc::new(Mutex::new(exchanges)),
            keys: default_keys().into(),
        })
    }

    /// One more key whose values are secrets: what the recording was made with.
    #[must_use]
    pub fn mask_key(mut self, key: &str) -> Self {
        let keys = self.keys.iter().cloned().chain([key.to_lowercase()]);
        self.keys = keys.collect();
        self
    }

    /// The exchanges that were not played, each as its method and target.
    #[must_use]
    pub fn unused(&self) -> Vec<String> {
        let exchanges = self
            .exchanges
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let unused = exchanges.iter().filter(|exchange| !exchange.is_played);
        unused.map(ToString::to_string).collect()
    }

    fn play(&self, asked: &Asked) -> Result<http::Response<Body>, SendError> {
        let mut exchanges = self
            .exchanges
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let found = exchanges
            .iter_mut()
            .find(|exchange| !exchange.is_played && exchange.differs(asked).is_none());
        let Some(exchange) = found else {
            let error = Unmatched::new(asked, &exchanges);
            return Err(SendError::new(TransportErrorKind::Other, false).with_source(error));
        };
        if exchange.answer.is_incomplete {
            let problem = format!("the answer to `{exchange}` was not recorded whole");
            return Err(SendError::new(TransportErrorKind::Other, false).with_source(problem));
        }
        exchange.is_played = true;
        Ok(exchange.answer.response())
    }
}

impl Transport for PlaybackTransport {
    fn send(&self, mut request: http::Request<Body>) -> Sending<'_> {
        Box::pin(async move {
            let body = std::mem::take(request.body_mut());
            let body = body.collect().await.map_err(|error| {
                let kind = super::kind_of(&*error);
                SendError::new(kind, false).with_source(error)
            })?;
            self.play(&Asked::new(&request, &body.to_bytes(), &self.keys))
        })
    }
}

impl fmt::Debug for PlaybackTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PlaybackTransport({} unused)", self.unused().len())
    }
}

/// A request as it is compared.
struct Asked {
    method: String,
    target: String,
    body: Bytes,
}

impl Asked {
    fn new(request: &http::Request<Body>, body: &[u8], keys: &[String]) -> Self {
        const NO_META: EndpointMeta = EndpointMeta::new("", "", "");
        let meta = request.extensions().get::<&'static EndpointMeta>().copied();
        let meta = meta.unwrap_or(&NO_META);
        let shown = shown(request, meta, keys);
        let headers = request.headers();
        let body = if body.is_empty() {
            Bytes::new()
        } else {
            masked_body(&Secrets::of(meta).with_keys(keys), headers, body)
        };
        Self {
            method: shown.method.as_str().to_owned(),
            target: target(&shown.url),
            body: without_boundary(body, boundary(headers).as_deref()),
        }
    }
}

/// The path and query of a URL. A masked pair counts once: a link may repeat a secret that is then added again.
fn target(url: &str) -> String {
    let start = url.find("://").map_or(0, |scheme| scheme + 3);
    let rest = &url[start..];
    let target = &rest[rest.find(['/', '?']).unwrap_or(rest.len())..];
    let Some((path, query)) = target.split_once('?') else {
        return target.to_owned();
    };
    let mut pairs: Vec<&str> = Vec::new();
    for pair in query.split('&') {
        if !(pair.ends_with(MASK) && pairs.contains(&pair)) {
            pairs.push(pair);
        }
    }
    format!("{path}?{}", pairs.join("&"))
}

/// The boundary of a form is another in each request.
fn without_boundary(body: Bytes, boundary: Option<&str>) -> Bytes {
    match (boundary, std::str::from_utf8(&body)) {
        (Some(boundary), Ok(text)) => text.replace(boundary, "boundary").into(),
        (Some(boundary), Err(_)) => {
            // What is no text cannot hold the marks of another encoding by chance.
            let text: String = body.iter().map(|&byte| char::from(byte)).collect();
            text.replace(boundary, "boundary").into()
        }
        (None, _) => body,
    }
}

impl Exchange {
    fn read(entry: har::Entry) -> Option<Self> {
        let har::Entry {
            request, response, ..
        } = entry;
        let content_type = request
            .headers
            .iter()
            .find(|header| header.name.eq_ignore_ascii_case("content-type"));
        let mut headers = http::HeaderMap::new();
        if let Some(value) =
            content_type.and_then(|header| HeaderValue::try_from(&header.value).ok())
        {
            headers.insert(http::header::CONTENT_TYPE, value);
        }
        let body = match &request.post_data {
            None => Some(Bytes::new()),
            Some(data) if data.is_incomplete => None,
            Some(data) => {
                let bytes = har::bytes(&data.text, data.encoding.as_deref())?;
                Some(without_boundary(bytes, boundary(&headers).as_deref()))
            }
        };
        let content = response.content;
        let fields = response.headers.iter().filter_map(|header| {
            let name = HeaderName::try_from(&header.name).ok()?;
            let value = HeaderValue::try_from(&header.value).ok()?;
            // The transport of the recording has taken them off.
            (!is_framing(&name)).then_some((name, value))
        });
        Some(Self {
            method: request.method,
            target: target(&request.url),
            body,
            answer: Answer {
                status: StatusCode::from_u16(response.status).ok()?,
                headers: fields.collect(),
                body: har::bytes(
                    &content.text.unwrap_or_default(),
                    content.encoding.as_deref(),
                )?,
                is_incomplete: content.is_incomplete,
            },
            is_played: false,
        })
    }

    /// In what a request differs, from the most telling difference on.
    fn differs(&self, asked: &Asked) -> Option<Difference> {
        let path = |target: &str| target.split('?').next().map(str::to_owned);
        if path(&self.target) != path(&asked.target) {
            Some(Difference::Path)
        } else if self.method != asked.method {
            Some(Difference::Method)
        } else if self.target != asked.target {
            Some(Difference::Query)
        } else if self.body.as_ref().is_some_and(|body| *body != asked.body) {
            Some(Difference::Body)
        } else {
            None
        }
    }
}

impl Answer {
    fn response(&self) -> http::Response<Body> {
        let mut response = http::Response::new(self.body.clone().into());
        *response.status_mut() = self.status;
        response.headers_mut().extend(self.headers.iter().cloned());
        response
    }
}

impl fmt::Display for Exchange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.target)
    }
}

/// The larger, the nearer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Difference {
    Path,
    Method,
    Query,
    Body,
    /// None but that it was played.
    Played,
}

/// A request that the recording does not have.
#[derive(Debug)]
struct Unmatched {
    asked: String,
    nearest: Option<(String, Difference)>,
}

impl Unmatched {
    fn new(asked: &Asked, exchanges: &[Exchange]) -> Self {
        let shared = |exchange: &Exchange| {
            let pairs = exchange.target.bytes().zip(asked.target.bytes());
            pairs.take_while(|(one, other)| one == other).count()
        };
        let nearest = exchanges
            .iter()
            .map(|exchange| {
                let difference = exchange.differs(asked).unwrap_or(Difference::Played);
                (difference, !exchange.is_played, shared(exchange), exchange)
            })
            .max_by_key(|&(difference, is_unused, shared, _)| (difference, is_unused, shared));
        Self {
            asked: format!("{} {}", asked.method, asked.target),
            nearest: nearest.map(|(difference, .., exchange)| (exchange.to_string(), difference)),
        }
    }
}

impl fmt::Display for Unmatched {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the recording has no answer to `{}`", self.asked)?;
        let Some((nearest, difference)) = &self.nearest else {
            return f.write_str("; it is empty");
        };
        write!(f, "; the nearest is `{nearest}`, ")?;
        f.write_str(match difference {
            Difference::Path => "with another path",
            Difference::Method => "with another method",
            Difference::Query => "with another query",
            Difference::Body => "with another body",
            Difference::Played => "which was played before",
        })
    }
}

impl std::error::Error for Unmatched {}
