use std::time::Duration;

use bytes::Bytes;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};

use super::problem::FakeProblem;
use super::spoiled::{Endless, Spoil, Spoiled};
use callpoint::Body;

/// Something that goes wrong between a client and a service: what [`Fake::fail`](super::Fake::fail) does to a response.
///
/// | | the client sees |
/// |---|---|
/// | [`status`](Self::status) | another status, which the service responds with instead of acting: 503, 429, 302; with [`retry_after`](Self::retry_after) and other headers |
/// | [`delay`](Self::delay), [`silent`](Self::silent) | the response late, or never |
/// | [`closed`](Self::closed), [`reset`](Self::reset) | the connection closed or reset before the response |
/// | [`truncated`](Self::truncated), [`stalled`](Self::stalled), [`slow`](Self::slow) | the connection closed in the body; a body that stops or comes in pieces |
/// | [`empty`](Self::empty), [`garbled`](Self::garbled), [`html`](Self::html), [`content_type`](Self::content_type), [`endless`](Self::endless) | a body that is not what its head says, or never ends |
/// | [`bytes`](Self::bytes) | anything: these bytes instead of the response, [one by one](Self::slowly), and then the connection [reset](Self::then_reset) or [silent](Self::then_silent) |
///
/// The service has acted before the response goes wrong: its handler has run, and the state has changed. [`before_handling`](Self::before_handling) says
/// that it has not.
#[derive(Debug, Clone)]
pub struct Failure {
    pub(super) kind: Kind,
    /// Whether the handler runs.
    pub(super) is_handled: bool,
    headers: HeaderMap,
}

#[derive(Debug, Clone)]
pub(super) enum Kind {
    Status(StatusCode, Option<Duration>),
    Delay(Duration),
    Silent,
    Closed,
    Reset,
    Raw(Raw),
    Body(Spoil),
    Empty,
    Garbled,
    Html,
    ContentType,
    Endless,
}

/// What becomes of a request.
pub(super) enum Outcome {
    Response(http::Response<Body>),
    Broken(Broken),
}

/// What comes instead of a response.
#[derive(Debug, Clone)]
pub(super) enum Broken {
    /// The connection closes.
    Closed,
    /// The connection is reset.
    Reset,
    /// Bytes, whatever they are.
    Raw(Raw),
}

/// Bytes in place of a response.
#[derive(Debug, Clone)]
pub(super) struct Raw {
    pub(super) bytes: Bytes,
    /// Before each byte.
    pub(super) pause: Option<Duration>,
    pub(super) end: End,
}

/// What happens to a connection after the bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Closed,
    Reset,
    /// It stays open.
    Silent,
}

impl Failure {
    fn new(kind: Kind, is_handled: bool) -> Self {
        Self {
            kind,
            is_handled,
            headers: HeaderMap::new(),
        }
    }

    /// Another status, and the service does not act. The body is the declared example for that status, or problem details. A number that is no status is
    /// 500.
    #[must_use]
    pub fn status(status: u16) -> Self {
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        Self::new(Kind::Status(status, None), false)
    }

    /// `Retry-After` of a [`status`](Self::status), in full seconds.
    #[must_use]
    pub fn retry_after(mut self, after: Duration) -> Self {
        if let Kind::Status(_, retry_after) = &mut self.kind {
            *retry_after = Some(after);
        }
        self
    }

    /// A header of the response, instead of those with its name.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
    }

    /// The response comes so much later.
    #[must_use]
    pub fn delay(delay: Duration) -> Self {
        Self::new(Kind::Delay(delay), true)
    }

    /// No response comes, and the connection stays open.
    #[must_use]
    pub fn silent() -> Self {
        Self::new(Kind::Silent, true)
    }

    /// The connection closes before the response.
    #[must_use]
    pub fn closed() -> Self {
        Self::new(Kind::Closed, true)
    }

    /// The connection is reset before the response. Only a socket tells it from [`closed`](Self::closed).
    #[must_use]
    pub fn reset() -> Self {
        Self::new(Kind::Reset, true)
    }

    /// The connection closes after so many bytes of the body, or at its end.
    #[must_use]
    pub fn truncated(bytes: usize) -> Self {
        Self::new(Kind::Body(Spoil::Truncated(bytes)), true)
    }

    /// No more comes after so many bytes of the body, or at its end, and the connection stays open.
    #[must_use]
    pub fn stalled(bytes: usize) -> Self {
        Self::new(Kind::Body(Spoil::Stalled(bytes)), true)
    }

    /// The body comes in pieces of so many bytes, with a pause between them.
    #[must_use]
    pub fn slow(bytes: usize, pause: Duration) -> Self {
        Self::new(Kind::Body(Spoil::Slow(bytes, pause)), true)
    }

    /// The body is empty, and the head is not changed.
    #[must_use]
    pub fn empty() -> Self {
        Self::new(Kind::Empty, true)
    }

    /// The body ends in its middle, and no length says so: JSON that is cut off.
    #[must_use]
    pub fn garbled() -> Self {
        Self::new(Kind::Garbled, true)
    }

    /// A page in HTML instead of the body, as proxies send one.
    #[must_use]
    pub fn html() -> Self {
        let media_type = HeaderValue::from_static("text/html");
        Self::new(Kind::Html, true).header(CONTENT_TYPE, media_type)
    }

    /// Another `Content-Type`; the body is not changed.
    #[must_use]
    pub fn content_type(media_type: HeaderValue) -> Self {
        Self::new(Kind::ContentType, true).header(CONTENT_TYPE, media_type)
    }

    /// A body without an end.
    #[must_use]
    pub fn endless() -> Self {
        Self::new(Kind::Endless, true)
    }

    /// These bytes instead of a response, after which the connection closes. In memory, where no bytes travel, the client sees an
    /// [`InvalidMessage`](callpoint::TransportErrorKind::InvalidMessage).
    #[must_use]
    pub fn bytes(bytes: impl Into<Bytes>) -> Self {
        let raw = Raw {
            bytes: bytes.into(),
            pause: None,
            end: End::Closed,
        };
        Self::new(Kind::Raw(raw), true)
    }

    /// Sends [`bytes`](Self::bytes) one by one, with a pause before each.
    #[must_use]
    pub fn slowly(mut self, pause: Duration) -> Self {
        if let Kind::Raw(raw) = &mut self.kind {
            raw.pause = Some(pause);
        }
        self
    }

    /// Resets the connection after [`bytes`](Self::bytes).
    #[must_use]
    pub fn then_reset(mut self) -> Self {
        if let Kind::Raw(raw) = &mut self.kind {
            raw.end = End::Reset;
        }
        self
    }

    /// Sends nothing more after [`bytes`](Self::bytes), and leaves the connection open.
    #[must_use]
    pub fn then_silent(mut self) -> Self {
        if let Kind::Raw(raw) = &mut self.kind {
            raw.end = End::Silent;
        }
        self
    }

    /// The service does not act: the handler does not run. A response that would have been spoiled is then an empty 200.
    #[must_use]
    pub fn before_handling(mut self) -> Self {
        self.is_handled = false;
        self
    }

    /// The problem that a status is.
    pub(super) fn problem(&self) -> Option<FakeProblem> {
        let Kind::Status(status, retry_after) = self.kind else {
            return None;
        };
        let problem = FakeProblem::new(status, "a failure of the fake");
        Some(match retry_after {
            Some(after) => problem.retry_after(after),
            None => problem,
        })
    }

    /// Spoils a response.
    pub(super) async fn apply(&self, response: http::Response<Body>) -> Outcome {
        let (mut head, body) = response.into_parts();
        for (name, value) in &self.headers {
            head.headers.insert(name, value.clone());
        }
        let body = match &self.kind {
            Kind::Closed => return Outcome::Broken(Broken::Closed),
            Kind::Reset => return Outcome::Broken(Broken::Reset),
            Kind::Raw(raw) => return Outcome::Broken(Broken::Raw(raw.clone())),
            Kind::Silent => std::future::pending().await,
            Kind::Delay(delay) => {
                tokio::time::sleep(*delay).await;
                body
            }
            Kind::Status(..) | Kind::ContentType => body,
            Kind::Body(spoil) => {
                // The length of the whole body, of which a part comes.
                if let Some(bytes) = body.as_bytes() {
                    let length = HeaderValue::from(bytes.len());
                    head.headers.insert(CONTENT_LENGTH, length);
                }
                Body::wrap(Spoiled::new(body, *spoil))
            }
            Kind::Empty => Body::empty(),
            Kind::Html => "<html><h1>It works!</h1></html>".into(),
            Kind::Garbled => {
                let bytes = body.as_bytes().unwrap_or_default();
                Bytes::copy_from_slice(&bytes[..bytes.len() / 2]).into()
            }
            Kind::Endless => Body::wrap(Endless),
        };
        Outcome::Response(http::Response::from_parts(head, body))
    }
}
