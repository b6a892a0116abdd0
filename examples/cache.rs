//! A cache for all calls of a client: a transport that keeps responses for as long as they say, and asks the service whether they still hold after that.
//!
//! What HTTP allows to keep (RFC 9111: `Cache-Control`, `Vary`, `ETag`, …) is decided by the crate `http-cache-semantics`.

use std::collections::HashMap;
use std::error::Error as StdError;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use axum::Router;
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse as _;
use axum::routing::get;
use callpoint::transport::{ReqwestTransport, SendError, Sending, Transport};
use callpoint::{BaseUrl, Body, Bytes, Client, TransportErrorKind, endpoint};
use http::header::CONTENT_LENGTH;
use http::{Request, Response};
use http_body_util::BodyExt as _;
use http_cache_semantics::{AfterResponse, BeforeRequest, CacheOptions, CachePolicy};
use tokio::net::TcpListener;

#[endpoint(GET, "/rates/<currency>", 200 => String as Text)]
struct GetRate {
    currency: String,
}

#[endpoint(PUT, "/rates/<currency>", 204 => ())]
struct PutRate {
    currency: String,
    rate: f64,
}

/// The largest body that is kept.
const MOST: usize = 1024 * 1024;

/// Keeps the responses of one client, whose credentials are the same for all calls.
struct Cache<T> {
    inner: T,
    kept: Mutex<HashMap<String, Kept>>,
}

#[derive(Clone)]
struct Kept {
    policy: CachePolicy,
    body: Bytes,
}

impl<T: Transport> Transport for Cache<T> {
    fn send(&self, request: Request<Body>) -> Sending<'_> {
        Box::pin(async move {
            let url = request.uri().to_string();
            if request.method() != http::Method::GET {
                let is_safe = request.method().is_safe();
                let response = self.inner.send(request).await?;
                // It may have changed what is kept.
                if !is_safe {
                    self.kept().remove(&url);
                }
                return Ok(response);
            }
            let (mut head, body) = request.into_parts();
            let kept = self.kept().get(&url).cloned();
            if let Some(kept) = &kept {
                match kept.policy.before_request(&head, SystemTime::now()) {
                    BeforeRequest::Fresh(head) => {
                        return Ok(Response::from_parts(head, kept.body.clone().into()));
                    }
                    // With `If-None-Match` and `If-Modified-Since`.
                    BeforeRequest::Stale { request, .. } => head.headers = request.headers,
                }
            }
            let asked = head.clone();
            let request = Request::from_parts(head, body);
            let response = self.inner.send(request).await?;
            self.keep(url, &asked, kept, response).await
        })
    }

    fn supports_https(&self) -> bool {
        self.inner.supports_https()
    }

    fn reads_extensions(&self) -> bool {
        self.inner.reads_extensions()
    }

    fn may_use_proxy(&self, base: &BaseUrl) -> bool {
        self.inner.may_use_proxy(base)
    }
}

impl<T> Cache<T> {
    fn new(inner: T) -> Self {
        let kept = Mutex::default();
        Self { inner, kept }
    }

    fn kept(&self) -> MutexGuard<'_, HashMap<String, Kept>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn keep(
        &self,
        url: String,
        asked: &http::request::Parts,
        kept: Option<Kept>,
        response: Response<Body>,
    ) -> Result<Response<Body>, SendError> {
        let now = SystemTime::now();
        if let Some(kept) = kept {
            let after = kept.policy.after_response(asked, &response, now);
            if let AfterResponse::NotModified(policy, head) = after {
                let body = kept.body;
                let response = Response::from_parts(head, body.clone().into());
                self.kept().insert(url, Kept { policy, body });
                return Ok(response);
            }
        }
        // A cache of one client may keep what is `private`.
        let options = CacheOptions {
            shared: false,
            ..CacheOptions::default()
        };
        let policy = CachePolicy::new_options(asked, &response, now, options);
        let length = response.headers().get(CONTENT_LENGTH);
        let length = length.and_then(|length| length.to_str().ok()?.parse().ok());
        if !policy.is_storable() || length.is_none_or(|length: usize| length > MOST) {
            return Ok(response);
        }
        let (head, body) = response.into_parts();
        let body = body.collect().await.map_err(|error| {
            SendError::new(TransportErrorKind::ConnectionClosed, true).with_source(error)
        })?;
        let body = body.to_bytes();
        let response = Response::from_parts(head, body.clone().into());
        self.kept().insert(url, Kept { policy, body });
        Ok(response)
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn StdError>> {
    let counts = Arc::new([AtomicU32::new(0), AtomicU32::new(0)]);
    let base = serve(Arc::clone(&counts)).await?;
    let transport = Cache::new(ReqwestTransport::new(Duration::from_secs(10))?);
    let client = Client::builder(&base).transport(transport).build()?;

    // The service says that a rate holds for a second.
    for _ in 0..3 {
        println!("EUR: {}", GetRate::new("EUR").call(&client).await?);
    }
    tokio::time::sleep(Duration::from_millis(1100)).await;
    // It is asked whether the rate is still the same: it is.
    println!("EUR: {}", GetRate::new("EUR").call(&client).await?);
    PutRate::new("EUR", 1.2).call(&client).await?;
    println!("EUR: {}", GetRate::new("EUR").call(&client).await?);

    let [sent, unchanged] = [&counts[0], &counts[1]].map(|count| count.load(Ordering::Relaxed));
    println!("5 calls: sent {sent} times, unchanged {unchanged} times");
    assert_eq!((sent, unchanged), (2, 1));
    Ok(())
}

/// A service that counts how often it sent a rate, and how often it only said that it is unchanged.
async fn serve(counts: Arc<[AtomicU32; 2]>) -> std::io::Result<String> {
    let rate = move |headers: HeaderMap| async move {
        let head = [("cache-control", "max-age=1"), ("etag", "\"1\"")];
        let is_known = headers.get("if-none-match").is_some_and(|it| it == "\"1\"");
        counts[usize::from(is_known)].fetch_add(1, Ordering::Relaxed);
        if is_known {
            (StatusCode::NOT_MODIFIED, head).into_response()
        } else {
            (head, "1.1").into_response()
        }
    };
    let service = Router::new().route(
        "/rates/{currency}",
        get(rate).put(|| async { StatusCode::NO_CONTENT }),
    );
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let base = format!("http://{}", listener.local_addr()?);
    tokio::spawn(async move { axum::serve(listener, service).await });
    Ok(base)
}
