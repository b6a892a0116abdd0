//! Spans with OpenTelemetry's conventions for HTTP clients, if the feature `tracing` is enabled.
//!
//! `url.template` replaces the URL, so that no span contains a value of a request.
//!
//! The targets are public: they are what a filter selects by, and independent of the modules here.

use std::convert::Infallible;
use std::error::Error as StdError;
use std::future::Future;
use std::time::Duration;

use tracing::field::Empty;
use tracing::{Instrument as _, Span, debug, info_span, trace, warn};

use callpoint_core::BaseUrl;
use callpoint_core::ResponseReader;
use callpoint_core::meta::EndpointMeta;
use callpoint_core::{Error, TransportError};

/// The span of a call with all its attempts.
pub(crate) async fn call(
    endpoint: &'static EndpointMeta,
    future: impl Future<Output = Result<ResponseReader, Error<Infallible>>>,
) -> Result<ResponseReader, Error<Infallible>> {
    let span = info_span!(
        target: "callpoint::call",
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
        Ok(response) => {
            span.record("callpoint.attempts", response.attempts());
            record_response(&span, response);
        }
        Err(error) => {
            let kind = match error {
                Error::Build(_) => "build",
                Error::Transport(error) => {
                    span.record("callpoint.attempts", error.attempts());
                    error.kind().as_str()
                }
                _ => "other",
            };
            record_error(&span, kind);
        }
    }
    result
}

/// The span of an attempt: an HTTP client span in the conventions.
pub(crate) async fn attempt(
    endpoint: &'static EndpointMeta,
    base: &BaseUrl,
    number: u32,
    future: impl Future<Output = Result<ResponseReader, TransportError>>,
) -> Result<ResponseReader, TransportError> {
    let method = method(endpoint);
    let verb = if method == "_OTHER" { "HTTP" } else { method };
    let is_https = base.scheme() == "https";
    let port = base.port().unwrap_or(if is_https { 443 } else { 80 });
    let span = info_span!(
        target: "callpoint::attempt",
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
        Ok(response) => {
            record_response(&span, response);
            debug!(
                target: "callpoint::attempt",
                parent: &span,
                {
                    http.request.method = method,
                    url.template = endpoint.template,
                    http.response.status_code = response.code()
                },
                "attempt completed"
            );
        }
        Err(error) => {
            let kind = error.kind().as_str();
            record_error(&span, kind);
            debug!(
                target: "callpoint::attempt",
                parent: &span,
                {
                    http.request.method = method,
                    url.template = endpoint.template,
                    "error.type" = kind
                },
                "attempt failed"
            );
        }
    }
    result
}

/// Logs a call that failed, in the span of the caller: what the caller makes of it is not known here.
pub(crate) fn failed<E>(error: &Error<E>) {
    let endpoint = error.endpoint();
    let status = error.status();
    let kind = match error {
        Error::Build(_) => "build",
        Error::Transport(error) => error.kind().as_str(),
        Error::Decode(_) => "decode",
        Error::Api(_) | Error::Unexpected(_) => {
            status.as_ref().map_or("other", |status| status.as_str())
        }
    };
    warn!(
        target: "callpoint::call",
        {
            http.request.method = method(endpoint),
            url.template = endpoint.template,
            http.response.status_code = status.map(|status| status.as_u16()),
            "error.type" = kind,
            callpoint.attempts = error.attempts()
        },
        "{error}"
    );
}

/// Logs why a 401 is handed over: no other credentials could be had. The error of credentials never contains them.
pub(crate) fn not_refreshed(error: &Error<Infallible>) {
    let endpoint = error.endpoint();
    let sources = std::iter::successors(StdError::source(error), |&error| error.source());
    let reasons: Vec<_> = sources.take(2).map(ToString::to_string).collect();
    debug!(
        target: "callpoint::attempt",
        { http.request.method = method(endpoint), url.template = endpoint.template },
        "the credentials were not refreshed: {}", reasons.join(": ")
    );
}

/// Logs that another attempt follows.
pub(crate) fn retry(backoff: Duration) {
    trace!(target: "callpoint::attempt", backoff_ms = backoff.as_millis(), "retrying");
}

/// The method, if the conventions know it.
fn method(endpoint: &'static EndpointMeta) -> &'static str {
    match endpoint.method {
        "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS" | "TRACE" => {
            endpoint.method
        }
        _ => "_OTHER",
    }
}

fn record_response(span: &Span, response: &ResponseReader) {
    let code = response.code();
    span.record("http.response.status_code", code);
    if code >= 400 {
        record_error(span, response.status().as_str());
    }
}

fn record_error(span: &Span, kind: &str) {
    span.record("otel.status_code", "ERROR");
    span.record("error.type", kind);
}
