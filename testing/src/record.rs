//! Records requests and responses to a file.

mod capture;
mod content;
mod exchange;
mod file;
mod watched;

use std::fmt;
use std::io;
use std::mem;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Instant, SystemTime};

use bytes::Bytes;

use self::capture::Capture;
pub(super) use self::content::readable;
use self::exchange::{Exchange, ReceivedResponse};
pub(super) use self::exchange::{redacted_body, redacted_url, shown};
use self::file::Recording;
use self::watched::Watched;
use crate::redact::SentSecrets;
use callpoint::__private::redact::Keys;
use callpoint::Body;
use callpoint::meta::EndpointMeta;
use callpoint::transport::{Sending, Transport};

/// Used for a request without metadata.
const NO_META: EndpointMeta = EndpointMeta::new("", "", "");

/// Sends requests with another transport, and writes each exchange to a HAR file (version 1.2), without its secrets.
///
/// `***` replaces what is [`#[secret]`](macro@callpoint::endpoint) in the declaration, credentials and cookies, and the values of names like
/// `password` or `access_token` in any text, also where a response reflects a secret that was sent. `docs/export.md` says which forms of a
/// secret are found and which are not. The file is for tests with a [`PlaybackTransport`](super::PlaybackTransport), and for every tool that
/// reads HAR.
///
/// Bodies pass through unchanged; those up to a [limit](Self::max_body) are kept for the file, without their content coding. A body that
/// cannot be decoded, because its coding was not compiled in or its charset is unknown, is left out, and its entry says so. An exchange is
/// written when its response has been received completely or is dropped; a request without a response is not written. Each time the whole
/// file is replaced by a rename; on Unix only its owner can read it. It is meant for tests: writing the file delays the call.
///
/// ```
/// use callpoint_testing::{PlaybackTransport, RecordTransport};
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
    keys: Keys,
    max_body: usize,
}

impl RecordTransport {
    /// Starts a recording in a file, which replaces an existing one.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn new(inner: impl Transport, path: impl Into<PathBuf>) -> io::Result<Self> {
        Ok(Self {
            inner: Box::new(inner),
            recording: Arc::new(Recording::begin(path.into())?),
            keys: Keys::well_known(),
            max_body: 1024 * 1024,
        })
    }

    /// Adds a name whose values are secrets, in JSON, forms and any other text. Case, `_` and `-` are ignored.
    #[must_use]
    pub fn redact_key(mut self, key: &str) -> Self {
        self.keys = self.keys.with(key);
        self
    }

    /// The maximum size of a recorded body in bytes, with and without its content coding; default 1 MiB. A longer body is left out of the
    /// file, as is one that was not read to its end; such a response cannot be played back.
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
            keys: self.keys.clone(),
            max_body: self.max_body,
            meta,
            began: (SystemTime::now(), Instant::now()),
            shown: shown(&request, meta, &self.keys),
            sent: SentSecrets::in_head(&request, meta, &self.keys),
            is_known: false,
            headers: request.headers().clone(),
            body: Capture::shared(self.max_body),
            response: None,
        };
        let body = mem::take(request.body_mut());
        if let Some(bytes) = body.as_bytes() {
            exchange.learn_secrets(Bytes::copy_from_slice(bytes));
            Capture::push(&exchange.body, bytes);
            Capture::end(&exchange.body);
            *request.body_mut() = body;
        } else {
            *request.body_mut() = Body::wrap(Watched::new(body, &exchange.body));
        }
        let max_body = self.max_body;
        Box::pin(async move {
            let (head, body) = self.inner.send(request).await?.into_parts();
            let captured = Capture::shared(max_body);
            exchange.response = Some(ReceivedResponse {
                status: head.status,
                headers: head.headers.clone(),
                body: Arc::clone(&captured),
                waited: exchange.began.1.elapsed(),
            });
            let mut body = Watched::new(body, &captured);
            body.exchange = Some(exchange);
            Ok(http::Response::from_parts(head, Body::wrap(body)))
        })
    }

    fn supports_https(&self) -> bool {
        self.inner.supports_https()
    }

    fn may_use_proxy(&self, base: &callpoint::BaseUrl) -> bool {
        self.inner.may_use_proxy(base)
    }
}

impl fmt::Debug for RecordTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RecordTransport")
            .field("path", &self.recording.path())
            .finish_non_exhaustive()
    }
}
