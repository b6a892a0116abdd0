use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::header::{CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use http::{HeaderValue, StatusCode};
use serde_json::Value;

use callpoint::meta::EndpointMeta;
use callpoint::{Body, ProblemDetails};

/// Why a [`Fake`](super::Fake) responds with an error by itself, without a handler.
///
/// It is a response with problem details (RFC 9457), or with the declared example for a status that says all, such as 429;
/// [`on_problem`](super::Fake::on_problem) writes others.
#[derive(Clone)]
#[non_exhaustive]
pub struct FakeProblem {
    /// The status of the response.
    pub status: StatusCode,
    /// The endpoint that was called, if the fake has it.
    pub endpoint: Option<&'static EndpointMeta>,
    /// The parameter, header or field that is wrong; for a JSON body as a path, `links[3].created`. `None` if it is the whole request.
    pub field: Option<String>,
    /// What is wrong, for people.
    pub detail: String,
    /// When the request can be sent again, if the fake says it.
    pub retry_after: Option<Duration>,
    challenge: Option<HeaderValue>,
}

/// Writes problems as the service does.
pub(super) type WriteProblem =
    Arc<dyn Fn(&FakeProblem) -> Option<http::Response<Body>> + Send + Sync>;

impl FakeProblem {
    pub(super) fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        Self {
            status,
            endpoint: None,
            field: None,
            detail: detail.into(),
            retry_after: None,
            challenge: None,
        }
    }

    pub(super) fn of(mut self, endpoint: &'static EndpointMeta) -> Self {
        self.endpoint = Some(endpoint);
        self
    }

    pub(super) fn field(mut self, field: impl Into<String>) -> Self {
        self.field = Some(field.into());
        self
    }

    pub(super) fn retry_after(mut self, after: Duration) -> Self {
        self.retry_after = Some(after);
        self
    }

    pub(super) fn challenge(mut self, challenge: HeaderValue) -> Self {
        self.challenge = Some(challenge);
        self
    }

    /// The response: by the user's function, by the declared example for a status that says nothing of the request, or as problem details.
    pub(super) fn response(&self, write: Option<&WriteProblem>) -> http::Response<Body> {
        let own = write.and_then(|write| write(self));
        let mut response = own
            .or_else(|| self.example())
            .unwrap_or_else(|| self.details());
        let headers = response.headers_mut();
        if let Some(after) = self.retry_after {
            let seconds = after.as_secs() + u64::from(after.subsec_nanos() > 0);
            headers
                .entry(RETRY_AFTER)
                .or_insert_with(|| HeaderValue::from(seconds));
        }
        if let Some(challenge) = &self.challenge {
            headers
                .entry(WWW_AUTHENTICATE)
                .or_insert_with(|| challenge.clone());
        }
        response
    }

    /// The declared example, except where it would hide what is wrong.
    fn example(&self) -> Option<http::Response<Body>> {
        let is_told = matches!(
            self.status,
            StatusCode::BAD_REQUEST
                | StatusCode::INTERNAL_SERVER_ERROR
                | StatusCode::NOT_IMPLEMENTED
        );
        let declared = self.endpoint?.response(self.status.as_u16())?;
        let example = declared.example.filter(|_| !is_told)?;
        let mut response = http::Response::new(example.into());
        *response.status_mut() = self.status;
        if let Some(codec) = declared.body_codec() {
            let media_type = HeaderValue::try_from(codec.content_type).ok();
            response
                .headers_mut()
                .extend(media_type.map(|media_type| (CONTENT_TYPE, media_type)));
        }
        Some(response)
    }

    fn details(&self) -> http::Response<Body> {
        let mut details = ProblemDetails::default();
        details.status = Some(self.status.as_u16());
        details.title = self.status.canonical_reason().map(str::to_owned);
        details.detail = Some(self.detail.clone());
        let mut add = |name: &str, value: Option<&str>| {
            let value = value.map(|value| Value::String(value.to_owned()));
            details
                .extensions
                .extend(value.map(|value| (name.to_owned(), value)));
        };
        add("endpoint", self.endpoint.map(|endpoint| endpoint.name));
        add("field", self.field.as_deref());
        let json = serde_json::to_vec(&details).unwrap_or_default();
        let mut response = http::Response::new(json.into());
        *response.status_mut() = self.status;
        let media_type = HeaderValue::from_static("application/problem+json");
        response.headers_mut().insert(CONTENT_TYPE, media_type);
        response
    }
}

impl fmt::Debug for FakeProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FakeProblem({}: {})", self.status.as_u16(), self.detail)
    }
}
