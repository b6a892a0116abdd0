//! Writes what is sent and answered to a file.

mod exchange;
mod kept;

use std::fmt;
use std::io;
use std::mem;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Instant, SystemTime};

use self::exchange::{Answered, Exchange};
pub(super) use self::exchange::{masked_body, shown};
use self::kept::Kept;
use super::har::Entry;
use super::{Sending, Transport};
use crate::body::Body;
use crate::mask::{Secrets, Sent};
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
/// Bodies go by as they come; those up to a [limit](Self::max_body) are kept for the file. An exchange is written when its answer has been
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

    /// How many bytes a body may have: 1 MiB unless set. A longer one is left out of the file, as is one that nobody read to its end; such an
    /// answer cannot be played back.
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
            // All of it, however little is kept of it.
            let secrets = Secrets::of(meta).with_keys(&self.keys);
            exchange.sent.add_body(&secrets, request.headers(), bytes);
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

/// The keys that are secrets unless more are given.
pub(super) fn default_keys() -> Vec<String> {
    KEYS.map(str::to_owned).into()
}
