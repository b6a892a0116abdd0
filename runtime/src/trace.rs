//! Spans by OpenTelemetry's conventions for HTTP clients, with the feature `tracing`; without it nothing.
//!
//! The template stands where the conventions have the URL, so no span shows a value of a request.

use std::convert::Infallible;
use std::future::Future;
use std::time::Duration;

use tracing::field::Empty;
use tracing::{Instrument as _, Span, debug, info_span};

use crate::answer::Answer;
use crate::base::BaseUrl;
use crate::error::{Error, TimeoutKind, TransportError, TransportErrorKind};
use crate::meta::EndpointMeta;

/// A call with all its attempts.
pub(crate) async fn call(
    endpoint: &'static EndpointMeta,
    future: impl Future<Output = Result<Answer, Error<Infallible>>>,
) -> Result<Answer, Error<Infallible>> {
    let span = info_span!(
        "call",
        otel.name = endpoint.name,
        otel.kind = "internal",
        otel.status_code = Empty,
        http.request.method = method(endpoint),
        url.template = endpoint.template,
        http.response.status_code = Empty,
        "error.type" = Empty,
        callpoint.attempts = Empty,
    );
    let result = future.instrument(span.clone()).await;
    match &result {
        Ok(answer) => {
            span.record("callpoint.attempts", answer.attempts());
            answered(&span, answer);
        }
        Err(error) => {
            let kind = match error {
                Error::Build(_) => "build",
                Error::Transport(error) => {
                    span.record("callpoint.attempts", error.attempts());
                    kind_name(error.kind())
                }
                _ => "other",
            };
            failed(&span, kind);
        }
    }
    result
}

/// One attempt: what the conventions call an HTTP client span.
pub(crate) async fn attempt(
    endpoint: &'static EndpointMeta,
    base: &BaseUrl,
    number: u32,
    future: impl Future<Output = Result<Answer, TransportError>>,
) -> Result<Answer, TransportError> {
    let method = method(endpoint);
    let verb = if method == "_OTHER" { "HTTP" } else { method };
    let is_https = base.scheme() == "https";
    let port = base.port().unwrap_or(if is_https { 443 } else { 80 });
    let span = info_span!(
        "attempt",
        otel.name = %format_args!("{verb} {}", endpoint.template),
        otel.kind = "client",
        otel.status_code = Empty,
        http.request.method = method,
        http.request.resend_count = (number > 1).then_some(number - 1),
        url.scheme = base.scheme(),
        url.template = endpoint.template,
        server.address = base.host(),
        server.port = port,
        http.response.status_code = Empty,
        "error.type" = Empty,
    );
    let result = future.instrument(span.clone()).await;
    match &result {
        Ok(answer) => answered(&span, answer),
        Err(error) => failed(&span, kind_name(error.kind())),
    }
    result
}

/// Another attempt follows.
pub(crate) fn again(pause: Duration) {
    debug!(pause_ms = pause.as_millis(), "trying again");
}

/// The methods that the conventions know by name.
fn method(endpoint: &'static EndpointMeta) -> &'static str {
    match endpoint.method {
        "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS" | "TRACE" => {
            endpoint.method
        }
        _ => "_OTHER",
    }
}

fn answered(span: &Span, answer: &Answer) {
    let code = answer.code();
    span.record("http.response.status_code", code);
    if code >= 400 {
        failed(span, answer.status().as_str());
    }
}

fn failed(span: &Span, kind: &str) {
    span.record("otel.status_code", "ERROR");
    span.record("error.type", kind);
}

fn kind_name(kind: TransportErrorKind) -> &'static str {
    match kind {
        TransportErrorKind::Connect => "connect",
        TransportErrorKind::Tls => "tls",
        TransportErrorKind::Timeout(TimeoutKind::Connect) => "timeout.connect",
        TransportErrorKind::Timeout(TimeoutKind::Attempt) => "timeout.attempt",
        TransportErrorKind::Timeout(TimeoutKind::Call) => "timeout.call",
        TransportErrorKind::Timeout(TimeoutKind::Idle) => "timeout.idle",
        TransportErrorKind::Interrupted => "interrupted",
        TransportErrorKind::InvalidMessage => "invalid_message",
        TransportErrorKind::HeadTooLarge => "head_too_large",
        TransportErrorKind::TooLarge { .. } => "too_large",
        TransportErrorKind::Redirects => "redirects",
        TransportErrorKind::Upload => "upload",
        TransportErrorKind::Other => "other",
    }
}
