//! One call of a scenario, by an endpoint that was imported.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use callpoint::auth::{Anonymous, ApiKey, AuthError, Bearer, Credentials, Provides, Scheme};
use callpoint::meta::{EndpointMeta, SecurityScheme};
use callpoint::serve::Serve;
use callpoint::transport::{HyperTransport, Sending, Transport};
use callpoint::{Body, Client, ClientBuilder, Error};
use http::{HeaderMap, HeaderValue, Request, StatusCode};

use super::same::same;

/// An endpoint of an imported document, and a way to log in.
pub struct Case {
    pub document: &'static str,
    pub meta: &'static EndpointMeta,
    pub is_for: fn(&HeaderMap) -> bool,
    pub call: fn(Sent) -> Called,
}

type Called = Pin<Box<dyn Future<Output = Result<Seen, String>>>>;

/// A request as a scenario expects it, and where it goes.
pub struct Sent {
    pub request: Request<Bytes>,
    pub base: String,
    pub base_path: String,
    /// The URL that an earlier response had.
    pub at: Option<String>,
    pub accept: Option<String>,
    /// A status that the document does not have.
    pub undocumented: Option<u16>,
}

/// What the server responded.
#[derive(Default)]
pub struct Seen {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Case {
    pub fn new<E, L, P: 'static>(document: &'static str) -> Self
    where
        E: Serve + 'static,
        E::Output: Send,
        E::Error: Send + std::fmt::Debug,
        L: LogIn + 'static,
        L::Auth: Provides<E::Auth, P>,
    {
        Self {
            document,
            meta: E::META,
            is_for: L::is_for,
            call: |sent| Box::pin(call::<E, L, P>(sent)),
        }
    }
}

/// The credentials that a request of a scenario has.
pub trait LogIn {
    type Auth;
    fn is_for(headers: &HeaderMap) -> bool;
    fn log_in(builder: ClientBuilder<Anonymous>, headers: &HeaderMap) -> ClientBuilder<Self::Auth>;
}

pub struct Nobody;
pub struct ByKey;
pub struct ByToken;
/// A scheme that the importer leaves to the user, as its note says.
pub struct BySharedAccessKey;

pub fn text<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers
        .get(name)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
}

impl LogIn for Nobody {
    type Auth = Anonymous;
    fn is_for(headers: &HeaderMap) -> bool {
        !headers.contains_key("authorization")
    }
    fn log_in(builder: ClientBuilder<Anonymous>, _: &HeaderMap) -> ClientBuilder<Anonymous> {
        builder
    }
}

impl LogIn for ByKey {
    type Auth = ApiKey;
    fn is_for(headers: &HeaderMap) -> bool {
        headers.contains_key("x-ms-api-key")
    }
    fn log_in(builder: ClientBuilder<Anonymous>, headers: &HeaderMap) -> ClientBuilder<ApiKey> {
        builder.api_key_header("x-ms-api-key", text(headers, "x-ms-api-key"))
    }
}

impl LogIn for ByToken {
    type Auth = Bearer;
    fn is_for(headers: &HeaderMap) -> bool {
        text(headers, "authorization").starts_with("Bearer ")
    }
    fn log_in(builder: ClientBuilder<Anonymous>, headers: &HeaderMap) -> ClientBuilder<Bearer> {
        // A scenario whose token is rejected does not say which.
        builder.bearer_token(
            text(headers, "authorization")
                .strip_prefix("Bearer ")
                .unwrap_or("token"),
        )
    }
}

pub struct SharedAccessKey(HeaderValue);

impl Scheme for SharedAccessKey {
    const META: SecurityScheme = SecurityScheme::custom("SharedAccessKey");
}

impl Credentials for SharedAccessKey {
    type Scheme = Self;
    fn authorize(&self, request: &mut Request<Body>) -> Result<(), AuthError> {
        request
            .headers_mut()
            .insert("authorization", self.0.clone());
        Ok(())
    }
}

impl LogIn for BySharedAccessKey {
    type Auth = SharedAccessKey;
    fn is_for(headers: &HeaderMap) -> bool {
        text(headers, "authorization").starts_with("SharedAccessKey ")
    }
    fn log_in(
        builder: ClientBuilder<Anonymous>,
        headers: &HeaderMap,
    ) -> ClientBuilder<SharedAccessKey> {
        let value = headers.get("authorization").cloned();
        builder.credentials(SharedAccessKey(
            value.unwrap_or(HeaderValue::from_static("SharedAccessKey key")),
        ))
    }
}

/// Keeps what the server responds.
struct Tap {
    inner: HyperTransport,
    seen: Arc<Mutex<Seen>>,
}

impl Transport for Tap {
    fn send(&self, request: Request<Body>) -> Sending<'_> {
        Box::pin(async move {
            let response = self.inner.send(request).await?;
            let (head, body) = response.into_parts();
            let body = read(body).await;
            *self.seen.lock().unwrap() = Seen {
                status: head.status,
                headers: head.headers.clone(),
                body: body.clone(),
            };
            Ok(http::Response::from_parts(head, Body::from(body)))
        })
    }
}

async fn call<E, L, P>(sent: Sent) -> Result<Seen, String>
where
    E: Serve + 'static,
    L: LogIn,
    L::Auth: Provides<E::Auth, P>,
    E::Error: std::fmt::Debug,
{
    let value = E::from_request(&sent.request, &sent.base_path)
        .map_err(|error| format!("cannot say the request: {error}"))?;
    let seen = Arc::default();
    let tap = Tap {
        inner: HyperTransport::new(Duration::from_secs(5)).expect("a transport"),
        seen: Arc::clone(&seen),
    };
    let builder = L::log_in(
        Client::builder(format!("{}{}", sent.base, sent.base_path)),
        sent.request.headers(),
    );
    let client = builder
        .transport(tap)
        .build()
        .map_err(|error| error.to_string())?;
    let mut call = client.call_with_response(&value).max_retries(0);
    if let Some(accept) = &sent.accept {
        call = call.header("accept", accept);
    }
    if let Some(url) = &sent.at {
        call = call.at(url);
    }
    let written = match call.await {
        Ok(response) => {
            let status = response.status();
            E::output_to_http(response.into_inner(), Some(status))
        }
        Err(Error::Api(error)) => {
            let status = error.status();
            E::error_to_http(error.body, Some(status))
        }
        // The right reading of a status that is not documented.
        Err(Error::Unexpected(error)) if sent.undocumented == Some(error.status().as_u16()) => {
            return Ok(std::mem::take(&mut *seen.lock().unwrap()));
        }
        Err(error) => {
            let seen = seen.lock().unwrap();
            let body = String::from_utf8_lossy(&seen.body);
            return Err(format!(
                "{error}; the server: {} {}",
                seen.status,
                body.chars().take(400).collect::<String>()
            ));
        }
    };
    let written = written.map_err(|error| format!("cannot write the response again: {error}"))?;
    let (head, body) = written.into_parts();
    let body = read(body).await;
    let seen = std::mem::take(&mut *seen.lock().unwrap());
    if head.status != seen.status {
        return Err(format!("read {}, not {}", head.status, seen.status));
    }
    same(&seen, &body)?;
    Ok(Seen {
        headers: head.headers,
        ..seen
    })
}

pub async fn read(body: Body) -> Bytes {
    use http_body_util::BodyExt as _;
    body.collect()
        .await
        .map(|body| body.to_bytes())
        .unwrap_or_default()
}
