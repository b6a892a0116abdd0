//! Writes what is sent and answered to a file.

use std::fmt;
use std::io;
use std::mem;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::{Instant, SystemTime};

use bytes::{Bytes, BytesMut};
use http::header::{HeaderName, LOCATION};
use http::{HeaderMap, StatusCode};
use http_body::{Body as _, Frame, SizeHint};

use super::har::{self, Content, Entry, PostData, Request, Response, Timings};
use super::{Sending, Transport};
use crate::body::{Body, BoxError};
use crate::mask::{Piece, Secrets, Sent, Shown, is_key, masked_form};
use crate::meta::EndpointMeta;

/// JSON keys whose values are secrets in every API.
const KEYS: [&str; 15] = [
    "access_token",
    "accesstoken",
    "refresh_token",
    "refreshtoken",
    "id_token",
    "idtoken",
    "token",
    "password",
    "secret",
    "client_secret",
    "clientsecret",
    "api_key",
    "apikey",
    "private_key",
    "privatekey",
];

/// What stands for a request that carries no declaration.
const NO_META: EndpointMeta = EndpointMeta::new("", "", "");

/// Carries requests by another transport, and writes each exchange to a HAR file (version 1.2), without its secrets.
///
/// `***` stands in place of what is [`#[secret]`](macro@crate::endpoint) in the declaration, of credentials and cookies, and of values under
/// keys like `password` or `access_token` in JSON and forms; also in an answer, where a secret that was sent comes back. The file is for
/// tests, by a [`PlaybackTransport`](super::PlaybackTransport), and for every tool that reads HAR.
///
/// Bodies go by as they come; up to a [limit](Self::max_body) they are kept for the file. An exchange is written when its answer has been
/// received whole or is dropped; a request without an answer is not written. The file is replaced as a whole each time, by a rename. It is
/// meant for tests: the writing takes its time from the call.
///
/// ```
/// use callpoint::transport::{PlaybackTransport, RecordTransport};
/// # use callpoint::{Body, transport::{Sending, Transport}};
/// use callpoint::{Client, endpoint};
///
/// #[endpoint(GET, "/hello/<name>", 200 => String as Text)]
/// struct Hello {
///     name: String,
/// }
///
/// # struct Service;
/// # impl Transport for Service {
/// #     fn send(&self, request: http::Request<Body>) -> Sending<'_> {
/// #         Box::pin(async move { Ok(http::Response::new(Body::from("hello"))) })
/// #     }
/// # }
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let service = Service;
/// let file = std::env::temp_dir().join("hello.har");
/// let recorder = RecordTransport::new(service, &file)?;
/// let client = Client::builder("https://api.example.com").transport(recorder).build()?;
/// assert_eq!(Hello::new("ann").call(&client).await?, "hello");
///
/// // The same without the service.
/// let playback = PlaybackTransport::open(&file)?;
/// let client = Client::builder("https://api.example.com").transport(playback.clone()).build()?;
/// assert_eq!(Hello::new("ann").call(&client).await?, "hello");
/// assert!(playback.unused().is_empty());
/// # Ok(()) }
/// ```
pub struct RecordTransport {
    inner: Box<dyn Transport>,
    recording: Arc<Recording>,
    keys: Arc<[String]>,
    max_body: usize,
}

impl RecordTransport {
    /// Begins a recording in a file, in place of what is there.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn new(inner: impl Transport, path: impl Into<PathBuf>) -> io::Result<Self> {
        let recording = Recording {
            path: path.into(),
            entries: Mutex::default(),
        };
        recording.write(&[])?;
        Ok(Self {
            inner: Box::new(inner),
            recording: Arc::new(recording),
            keys: KEYS.map(str::to_owned).into(),
            max_body: 1024 * 1024,
        })
    }

    /// One more key in JSON and in forms whose values are secrets, in any case of letters.
    #[must_use]
    pub fn mask_key(mut self, key: &str) -> Self {
        let keys = self.keys.iter().cloned().chain([key.to_lowercase()]);
        self.keys = keys.collect();
        self
    }

    /// How many bytes of a body are kept: 1 MiB unless set. A longer one is marked as incomplete, and cannot be played back.
    #[must_use]
    pub fn max_body(mut self, bytes: usize) -> Self {
        self.max_body = bytes;
        self
    }
}

impl Transport for RecordTransport {
    fn send(&self, mut request: http::Request<Body>) -> Sending<'_> {
        let meta = request.extensions().get::<&'static EndpointMeta>().copied();
        let meta = meta.unwrap_or(&NO_META);
        let mut exchange = Exchange {
            recording: Arc::clone(&self.recording),
            keys: Arc::clone(&self.keys),
            meta,
            began: (SystemTime::now(), Instant::now()),
            shown: shown(&request, meta, &self.keys),
            sent: Sent::in_head(&request, meta, &self.keys),
            headers: request.headers().clone(),
            body: Kept::shared(self.max_body),
            answer: None,
        };
        let body = mem::take(request.body_mut());
        if let Some(bytes) = body.as_bytes() {
            Kept::push(&exchange.body, bytes);
            Kept::end(&exchange.body);
            *request.body_mut() = body;
        } else {
            *request.body_mut() = Body::wrap(Kept::watch(body, &exchange.body));
        }
        let max_body = self.max_body;
        Box::pin(async move {
            let (head, body) = self.inner.send(request).await?.into_parts();
            let kept = Kept::shared(max_body);
            exchange.answer = Some(Answered {
                status: head.status,
                headers: head.headers.clone(),
                body: Arc::clone(&kept),
                waited: exchange.began.1.elapsed(),
            });
            let mut body = Kept::watch(body, &kept);
            body.exchange = Some(exchange);
            Ok(http::Response::from_parts(head, Body::wrap(body)))
        })
    }
}

impl fmt::Debug for RecordTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RecordTransport")
            .field("path", &self.recording.path)
            .finish_non_exhaustive()
    }
}

/// The file and what stands in it.
struct Recording {
    path: PathBuf,
    /// The entries as they are written.
    entries: Mutex<Vec<String>>,
}

impl Recording {
    fn add(&self, entry: &Entry) {
        let Ok(entry) = serde_json::to_string_pretty(entry) else {
            return;
        };
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        entries.push(entry);
        // The call has succeeded whatever becomes of the file, which could be written when the recording began.
        let _ = self.write(&entries);
    }

    fn write(&self, entries: &[String]) -> io::Result<()> {
        let creator = format!(
            r#"{{"name":"callpoint","version":"{}"}}"#,
            env!("CARGO_PKG_VERSION")
        );
        let entries = entries.join(",\n");
        let text = format!(
            "{{\"log\":{{\"version\":\"1.2\",\"creator\":{creator},\"entries\":[\n{entries}\n]}}}}\n"
        );
        let mut name = self.path.file_name().unwrap_or_default().to_owned();
        name.push(format!(".{}.part", std::process::id()));
        let part = self.path.with_file_name(name);
        std::fs::write(&part, text)?;
        std::fs::rename(&part, &self.path)
    }
}

/// A request and its answer, on their way.
struct Exchange {
    recording: Arc<Recording>,
    keys: Arc<[String]>,
    meta: &'static EndpointMeta,
    began: (SystemTime, Instant),
    shown: Shown,
    sent: Sent,
    headers: HeaderMap,
    body: Shared,
    answer: Option<Answered>,
}

struct Answered {
    status: StatusCode,
    headers: HeaderMap,
    body: Shared,
    waited: std::time::Duration,
}

impl Exchange {
    fn finish(mut self) {
        let Some(answer) = self.answer.take() else {
            return;
        };
        let millis = |duration: std::time::Duration| duration.as_secs_f64() * 1000.0;
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
        let post_data = (!body.is_empty()).then(|| {
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
            body_size: i64::try_from(body.len()).unwrap_or(-1),
        }
    }

    fn response(&self, answer: &Answered) -> Response {
        let (body, is_complete) = Kept::take(&answer.body);
        let size = body.len();
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

/// A request as it is recorded: its query has no values of secret keys either.
pub(super) fn shown(request: &http::Request<Body>, meta: &EndpointMeta, keys: &[String]) -> Shown {
    let mut shown = Shown::masked(request, meta);
    if let Some((path, query)) = shown.url.split_once('?') {
        let query = masked_form(query, &mut |name| is_key(keys, name));
        shown.url = format!("{path}?{query}");
    }
    shown
}

/// The body of a request without its secrets.
pub(super) fn masked_body(secrets: &Secrets<'_>, headers: &HeaderMap, body: &[u8]) -> Bytes {
    let pieces = vec![Piece::Bytes(Bytes::copy_from_slice(body))];
    let masked = secrets.masked(headers, pieces);
    match masked.into_iter().next() {
        Some(Piece::Bytes(bytes)) => bytes,
        _ => Bytes::new(),
    }
}

/// The keys that are secrets unless more are given.
pub(super) fn default_keys() -> Vec<String> {
    KEYS.map(str::to_owned).into()
}

fn header(headers: &HeaderMap, name: &HeaderName) -> String {
    let value = headers.get(name).map(http::HeaderValue::as_bytes);
    String::from_utf8_lossy(value.unwrap_or_default()).into_owned()
}

type Shared = Arc<Mutex<Kept>>;

/// What is kept of a body that goes by.
struct Kept {
    bytes: BytesMut,
    left: usize,
    announced: Option<u64>,
    /// Whether its end was seen, and all of it is here.
    is_complete: bool,
    is_cut: bool,
}

impl Kept {
    fn shared(limit: usize) -> Shared {
        Arc::new(Mutex::new(Self {
            bytes: BytesMut::new(),
            left: limit,
            announced: None,
            is_complete: false,
            is_cut: false,
        }))
    }

    fn watch(body: Body, kept: &Shared) -> Watched {
        kept.lock()
            .unwrap_or_else(PoisonError::into_inner)
            .announced = body.size_hint().exact();
        Watched {
            body,
            kept: Arc::clone(kept),
            exchange: None,
        }
    }

    fn push(shared: &Shared, piece: &[u8]) {
        let mut kept = shared.lock().unwrap_or_else(PoisonError::into_inner);
        let length = piece.len().min(kept.left);
        kept.is_cut |= length < piece.len();
        kept.left -= length;
        kept.bytes.extend_from_slice(&piece[..length]);
        // Whoever sends a body may stop reading at its announced length.
        kept.is_complete |= kept.announced == Some(kept.bytes.len() as u64);
    }

    fn end(shared: &Shared) {
        let mut kept = shared.lock().unwrap_or_else(PoisonError::into_inner);
        kept.is_complete = !kept.is_cut;
    }

    fn take(shared: &Shared) -> (Bytes, bool) {
        let mut kept = shared.lock().unwrap_or_else(PoisonError::into_inner);
        (mem::take(&mut kept.bytes).freeze(), kept.is_complete)
    }
}

/// A body that is kept while it goes by. With the end of an answer the exchange is over.
struct Watched {
    body: Body,
    kept: Shared,
    exchange: Option<Exchange>,
}

impl http_body::Body for Watched {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let this = self.get_mut();
        let frame = ready!(Pin::new(&mut this.body).poll_frame(cx));
        match &frame {
            Some(Ok(frame)) => {
                if let Some(piece) = frame.data_ref() {
                    Kept::push(&this.kept, piece);
                }
            }
            Some(Err(_)) => {}
            None => {
                Kept::end(&this.kept);
                this.exchange.take().into_iter().for_each(Exchange::finish);
            }
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// What is not read to its end has come as far as it has.
impl Drop for Watched {
    fn drop(&mut self) {
        self.exchange.take().into_iter().for_each(Exchange::finish);
    }
}
