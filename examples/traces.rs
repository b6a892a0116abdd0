//! Logging and exported traces: each call and each attempt as an event in the log, as a span for OpenTelemetry, and the trace's id for the service.
//!
//! The exporter here keeps the spans in memory; in its place stands that of `opentelemetry-otlp`, with a batch processor.

use std::error::Error as StdError;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::Router;
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse as _;
use axum::routing::get;
use callpoint::transport::{ReqwestTransport, Sending, Transport};
use callpoint::{BaseUrl, Body, Client, endpoint};
use http::{HeaderName, HeaderValue, Request};
use opentelemetry::propagation::{Injector, TextMapPropagator as _};
use opentelemetry::trace::TracerProvider as _;
use opentelemetry_sdk::propagation::TraceContextPropagator;
use opentelemetry_sdk::trace::{InMemorySpanExporter, SdkTracerProvider};
use tokio::net::TcpListener;
use tracing_opentelemetry::OpenTelemetrySpanExt as _;
use tracing_subscriber::Layer as _;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

#[endpoint(GET, "/links/<id>", 200 => String as Text)]
struct GetLink {
    id: u64,
}

/// Sends the id of the current trace along (W3C Trace Context), so that the spans of the service belong to it.
struct Propagated<T>(T);

impl<T: Transport> Transport for Propagated<T> {
    fn send(&self, mut request: Request<Body>) -> Sending<'_> {
        Box::pin(async move {
            let context = tracing::Span::current().context();
            let mut headers = Headers(request.headers_mut());
            TraceContextPropagator::new().inject_context(&context, &mut headers);
            self.0.send(request).await
        })
    }

    fn supports_https(&self) -> bool {
        self.0.supports_https()
    }

    fn reads_extensions(&self) -> bool {
        self.0.reads_extensions()
    }

    fn may_use_proxy(&self, base: &BaseUrl) -> bool {
        self.0.may_use_proxy(base)
    }
}

struct Headers<'a>(&'a mut HeaderMap);

impl Injector for Headers<'_> {
    fn set(&mut self, key: &str, value: String) {
        if let (Ok(key), Ok(value)) = (HeaderName::try_from(key), HeaderValue::try_from(value)) {
            self.0.insert(key, value);
        }
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn StdError>> {
    let finished = InMemorySpanExporter::default();
    let provider = SdkTracerProvider::builder()
        .with_simple_exporter(finished.clone())
        .build();
    let to_log = Targets::new()
        .with_target("callpoint::attempt", LevelFilter::DEBUG)
        .with_target("callpoint::call", LevelFilter::WARN);
    let to_export = Targets::new().with_target("callpoint", LevelFilter::INFO);
    tracing_subscriber::registry()
        .with(tracing_subscriber::fmt::layer().with_filter(to_log))
        .with(
            tracing_opentelemetry::layer()
                .with_tracer(provider.tracer("my-service"))
                .with_filter(to_export),
        )
        .init();

    let transport = Propagated(ReqwestTransport::new(Duration::from_secs(10))?);
    let client = Client::builder(&serve().await?)
        .transport(transport)
        .build()?;
    let seen_by_service = GetLink::new(7).call(&client).await?;

    provider.force_flush()?;
    let mut names = Vec::new();
    for span in finished.get_finished_spans()? {
        let id = span.span_context.trace_id().to_string();
        println!("exported {} of the trace {id}", span.name);
        assert!(seen_by_service.contains(&id), "{seen_by_service}");
        names.push(span.name.into_owned());
    }
    // The first attempt failed, and both are of one call.
    assert_eq!(names, ["GET /links/<id>", "GET /links/<id>", "GetLink"]);
    Ok(())
}

/// A service that is not available at first, and then sends back the trace that it belongs to.
async fn serve() -> std::io::Result<String> {
    static IS_AVAILABLE: AtomicBool = AtomicBool::new(false);
    let link = |headers: HeaderMap| async move {
        let trace = headers.get("traceparent").cloned();
        match trace {
            Some(trace) if IS_AVAILABLE.swap(true, Ordering::Relaxed) => {
                trace.as_bytes().to_owned().into_response()
            }
            _ => StatusCode::SERVICE_UNAVAILABLE.into_response(),
        }
    };
    let service = Router::new().route("/links/{id}", get(link));
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let base = format!("http://{}", listener.local_addr()?);
    tokio::spawn(async move { axum::serve(listener, service).await });
    Ok(base)
}
