//! Responses from a file instead of a server.

mod entry;

use std::fmt;
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use http_body_util::BodyExt as _;

use self::entry::{Recorded, Skipped};
use super::record::{readable, redacted_body, redacted_url, shown};
use callpoint::__private::redact::{Keys, MASK, Secrets, boundary};
use callpoint::Body;
use callpoint::TransportErrorKind;
use callpoint::meta::EndpointMeta;
use callpoint::transport::{SendError, Sending, Transport};

/// Plays responses from a recording of a [`RecordTransport`](super::RecordTransport), or from any other HAR file, without a network.
///
/// In a file of another tool, entries that are not an HTTP request with its response are skipped; the error of a call without a response names them.
///
/// A request gets the response of the first unused exchange with the same method, path, query and body; secrets and the origin are ignored.
/// If there is none, the call fails with [`TransportErrorKind::Other`], and the source of the error names the closest exchange.
///
/// A clone plays from the same recording, so [`unused`](Self::unused) on it lists what has not been played.
#[derive(Clone)]
pub struct PlaybackTransport {
    exchanges: Arc<Mutex<Vec<Exchange>>>,
    skipped: Arc<[Skipped]>,
    keys: Keys,
}

struct Exchange {
    method: String,
    target: String,
    body: SentBody,
    response: Response,
    is_played: bool,
    /// The media type of the request, if another tool recorded it with its secrets.
    unredacted: Option<HeaderMap>,
}

/// The body of a recorded request.
enum SentBody {
    Bytes(Bytes),
    /// The pairs of a form. Tools do not agree on whether they are percent-encoded.
    Form(Vec<(String, String)>),
    /// It was not recorded completely.
    Unknown,
}

impl SentBody {
    fn is(&self, sent: Option<&Bytes>) -> bool {
        match (self, sent) {
            (Self::Unknown, _) => true,
            (_, None) => false,
            (Self::Bytes(bytes), Some(sent)) => bytes == sent,
            (Self::Form(pairs), Some(sent)) => {
                let sent = String::from_utf8_lossy(sent);
                let sent: Vec<_> = sent
                    .split('&')
                    .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
                    .collect();
                let is = |recorded: &str, sent: &str| {
                    let decoded = plain(sent);
                    decoded == recorded || decoded == plain(recorded)
                };
                sent.len() == pairs.len()
                    && sent
                        .iter()
                        .zip(pairs)
                        .all(|(sent, pair)| is(&pair.0, sent.0) && is(&pair.1, sent.1))
            }
        }
    }
}

/// A name or a value of a form without its encoding.
fn plain(encoded: &str) -> String {
    let encoded = encoded.replace('+', " ");
    percent_encoding::percent_decode_str(&encoded)
        .decode_utf8_lossy()
        .into_owned()
}

struct Response {
    status: StatusCode,
    headers: Vec<(HeaderName, HeaderValue)>,
    body: Bytes,
    /// Why the body is missing, as the end of a sentence.
    left_out: Option<String>,
}

impl PlaybackTransport {
    /// Opens a recording.
    ///
    /// # Errors
    /// The file cannot be read, or is not a HAR file.
    pub fn open(path: impl AsRef<Path>) -> io::Result<Self> {
        let Recorded { exchanges, skipped } = entry::read(&std::fs::read(path)?)?;
        let playback = Self {
            exchanges: Arc::new(Mutex::new(exchanges)),
            skipped: skipped.into(),
            keys: Keys::well_known(),
        };
        playback.redact();
        Ok(playback)
    }

    /// Redacts what other tools have recorded, as requests are before they are compared.
    fn redact(&self) {
        let mut exchanges = self
            .exchanges
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        exchanges
            .iter_mut()
            .for_each(|exchange| exchange.redact(&self.keys));
    }

    /// Adds a name whose values are secrets: set the same names as for the recording.
    #[must_use]
    pub fn redact_key(mut self, key: &str) -> Self {
        self.keys = self.keys.with(key);
        self.redact();
        self
    }

    /// The exchanges that have not been played, each as its method and target.
    #[must_use]
    pub fn unused(&self) -> Vec<String> {
        let exchanges = self
            .exchanges
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let unused = exchanges.iter().filter(|exchange| !exchange.is_played);
        unused.map(ToString::to_string).collect()
    }

    /// What the declarations do not know of the recorded responses, played or not: name the endpoints, then ask for the [report](super::RecordingDrift::report).
    ///
    /// ```
    /// use callpoint::endpoint;
    /// use callpoint_testing::PlaybackTransport;
    ///
    /// #[endpoint(GET, "/links/<id>", 200 => Link { id: String })]
    /// struct GetLink {
    ///     id: String,
    /// }
    ///
    /// # let har = r#"{"log": {"creator": {"name": "x"}, "entries": [{"request": {"method": "GET", "url": "https://api.example.com/links/7"},
    /// #   "response": {"status": 200, "content": {"text": "{\"id\": \"7\", \"since\": 2019}"}}}]}}"#;
    /// # let file = std::env::temp_dir().join(format!("callpoint-drift-{}.har", std::process::id()));
    /// # std::fs::write(&file, har)?;
    /// let recorded = PlaybackTransport::open(&file)?.drift().of::<GetLink>().report();
    /// assert_eq!(recorded.to_string(), "GetLink: 200: /since: the field is not declared\n");
    /// # std::fs::remove_file(&file)?;
    /// # Ok::<(), std::io::Error>(())
    /// ```
    #[cfg(feature = "drift")]
    pub fn drift(&self) -> super::RecordingDrift {
        let exchanges = self
            .exchanges
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        super::RecordingDrift::new(exchanges.iter().map(|exchange| {
            super::drift::Recorded {
                method: exchange.method.clone(),
                target: exchange.target.clone(),
                response: exchange
                    .response
                    .left_out
                    .is_none()
                    .then(|| exchange.response.whole()),
            }
        }))
    }

    /// The response of a fake: the exchanges of a request one after the other, and the last of them from then on.
    ///
    /// # Errors
    /// The recording has none; the closest exchange.
    #[cfg(feature = "fake")]
    pub(crate) fn respond(
        &self,
        mut request: http::Request<Body>,
        body: Bytes,
    ) -> Result<http::Response<Body>, String> {
        let request = ComparedRequest::new(&mut request, body, &self.keys);
        let mut exchanges = self
            .exchanges
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let is_it = |exchange: &Exchange| {
            exchange.response.left_out.is_none() && exchange.differs(&request).is_none()
        };
        let next = exchanges
            .iter()
            .position(|exchange| !exchange.is_played && is_it(exchange))
            .or_else(|| exchanges.iter().rposition(is_it));
        match next.and_then(|index| exchanges.get_mut(index)) {
            Some(exchange) => {
                exchange.is_played = true;
                Ok(exchange.response.response())
            }
            None => Err(Unmatched::new(&request, &exchanges, &self.skipped).to_string()),
        }
    }

    fn play(&self, request: &ComparedRequest) -> Result<http::Response<Body>, SendError> {
        let mut exchanges = self
            .exchanges
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let found = exchanges
            .iter_mut()
            .find(|exchange| !exchange.is_played && exchange.differs(request).is_none());
        let Some(exchange) = found else {
            let error = Unmatched::new(request, &exchanges, &self.skipped);
            return Err(SendError::new(TransportErrorKind::Other, false).with_source(error));
        };
        if let Some(why) = &exchange.response.left_out {
            let problem = format!("the response to `{exchange}` was not recorded completely{why}");
            return Err(SendError::new(TransportErrorKind::Other, false).with_source(problem));
        }
        exchange.is_played = true;
        Ok(exchange.response.response())
    }
}

impl Transport for PlaybackTransport {
    fn send(&self, mut request: http::Request<Body>) -> Sending<'_> {
        Box::pin(async move {
            let body = std::mem::take(request.body_mut());
            let body = body.collect().await.map_err(|error| {
                let kind = callpoint::__private::kind_of(&*error);
                SendError::new(kind, false).with_source(error)
            })?;
            let body = body.to_bytes();
            self.play(&ComparedRequest::new(&mut request, body, &self.keys))
        })
    }
}

impl fmt::Debug for PlaybackTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PlaybackTransport({} unused)", self.unused().len())
    }
}

const NO_META: EndpointMeta = EndpointMeta::new("", "", "");

/// A request in the form that is compared.
struct ComparedRequest {
    method: String,
    target: String,
    /// `None` if it cannot be decoded: then no recording has it either.
    body: Option<Bytes>,
}

impl ComparedRequest {
    fn new(request: &mut http::Request<Body>, body: Bytes, keys: &Keys) -> Self {
        let meta = request.extensions().get::<&'static EndpointMeta>().copied();
        let meta = meta.unwrap_or(&NO_META);
        let shown = shown(request, meta, keys);
        // The program's own request may be of any length.
        let body = readable(request.headers_mut(), body, usize::MAX).ok();
        let headers = request.headers();
        let body = body.map(|body| {
            if body.is_empty() {
                body
            } else {
                redacted_body(&Secrets::of(meta, keys), headers, &body)
            }
        });
        Self {
            method: shown.method.as_str().to_owned(),
            target: target(&shown.url),
            body: body.map(|body| without_boundary(body, boundary(headers).as_deref())),
        }
    }
}

/// The path and query of a URL. A repeated redacted pair counts once: a link may contain a secret that the client then adds as well.
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

/// Replaces the boundary of a multipart form, which differs in each request.
fn without_boundary(body: Bytes, boundary: Option<&str>) -> Bytes {
    match (boundary, std::str::from_utf8(&body)) {
        (Some(boundary), Ok(text)) => text.replace(boundary, "boundary").into(),
        (Some(boundary), Err(_)) => {
            // Mapping bytes to characters one to one makes data that is not UTF-8 searchable.
            let text: String = body.iter().map(|&byte| char::from(byte)).collect();
            text.replace(boundary, "boundary").into()
        }
        (None, _) => body,
    }
}

impl Exchange {
    fn redact(&mut self, keys: &Keys) {
        let Some(headers) = &self.unredacted else {
            return;
        };
        self.target = target(&redacted_url(&self.target, keys));
        match &mut self.body {
            SentBody::Bytes(body) if !body.is_empty() => {
                *body = redacted_body(&Secrets::of(&NO_META, keys), headers, body);
            }
            SentBody::Form(pairs) => {
                let secrets = pairs.iter_mut().filter(|(name, _)| keys.has(name));
                secrets.for_each(|(_, value)| MASK.clone_into(value));
            }
            SentBody::Bytes(_) | SentBody::Unknown => {}
        }
    }

    /// The most significant difference of a request.
    fn differs(&self, request: &ComparedRequest) -> Option<Difference> {
        let path = |target: &str| target.split('?').next().map(str::to_owned);
        if path(&self.target) != path(&request.target) {
            Some(Difference::Path)
        } else if self.method != request.method {
            Some(Difference::Method)
        } else if self.target != request.target {
            Some(Difference::Query)
        } else if !self.body.is(request.body.as_ref()) {
            Some(Difference::Body)
        } else {
            None
        }
    }
}

impl Response {
    /// With the body in memory.
    #[cfg(feature = "drift")]
    fn whole(&self) -> http::Response<Bytes> {
        let (head, _) = self.response().into_parts();
        http::Response::from_parts(head, self.body.clone())
    }

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

/// Ordered by closeness: a greater value is closer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Difference {
    Path,
    Method,
    Query,
    Body,
    /// No difference, but it has already been played.
    Played,
}

/// A request that the recording does not have.
#[derive(Debug)]
struct Unmatched {
    request: String,
    nearest: Option<(String, Difference)>,
    skipped: Arc<[Skipped]>,
}

impl Unmatched {
    fn new(request: &ComparedRequest, exchanges: &[Exchange], skipped: &Arc<[Skipped]>) -> Self {
        let shared = |exchange: &Exchange| {
            let pairs = exchange.target.bytes().zip(request.target.bytes());
            pairs.take_while(|(one, other)| one == other).count()
        };
        let nearest = exchanges
            .iter()
            .map(|exchange| {
                let difference = exchange.differs(request).unwrap_or(Difference::Played);
                (difference, !exchange.is_played, shared(exchange), exchange)
            })
            .max_by_key(|&(difference, is_unused, shared, _)| (difference, is_unused, shared));
        Self {
            request: format!("{} {}", request.method, request.target),
            nearest: nearest.map(|(difference, .., exchange)| (exchange.to_string(), difference)),
            skipped: Arc::clone(skipped),
        }
    }
}

/// How many skipped entries an error names.
const SHOWN: usize = 5;

impl fmt::Display for Unmatched {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the recording has no response to `{}`", self.request)?;
        match &self.nearest {
            None => f.write_str("; it is empty"),
            Some((nearest, difference)) => {
                let difference = match difference {
                    Difference::Path => "with a different path",
                    Difference::Method => "with a different method",
                    Difference::Query => "with a different query",
                    Difference::Body => "with a different body",
                    Difference::Played => "which has already been played",
                };
                write!(f, "; the closest is `{nearest}`, {difference}")
            }
        }?;
        let mut separator = "; skipped: ";
        for skipped in self.skipped.iter().take(SHOWN) {
            write!(f, "{separator}{skipped}")?;
            separator = ", ";
        }
        match self.skipped.len().checked_sub(SHOWN) {
            None | Some(0) => Ok(()),
            Some(more) => write!(f, " and {more} more"),
        }
    }
}

impl std::error::Error for Unmatched {}
