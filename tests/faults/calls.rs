//! The calls to failing servers, and their outcomes as text.

use std::fmt::Debug;
use std::time::Duration;

use callpoint::meta::EndpointMeta;
use callpoint::transport::{HyperTransport, ReqwestTransport, TowerTransport};
use callpoint::{Body, Client, Endpoint, Error, RetryPolicy, TransportErrorKind, endpoint};
use hyper_util::client::legacy;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use serde::Deserialize;
use serde_json::Value;

use crate::Play;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Call {
    Get,
    /// The second of two on one client.
    GetTwice,
    Head,
    Delete,
    Put,
    /// With a body of a mebibyte.
    PutLarge,
    Post,
    /// The second of two on one client.
    PostTwice,
    /// A POST that is declared idempotent.
    PostOnce,
    /// The response is any JSON.
    Json,
    /// The response is a struct of two fields.
    Link,
}

#[endpoint(GET, "/state", 200 => String as Text)]
struct GetState;

#[endpoint(HEAD, "/state", 200 => ())]
struct HasState;

#[endpoint(DELETE, "/state", 200 | 204 => ())]
struct DeleteState;

#[endpoint(PUT, "/state", 200 => String as Text)]
struct PutState {
    value: String,
}

#[endpoint(POST, "/orders", 200 => String as Text)]
struct Order {
    item: u8,
}

#[endpoint(POST, "/orders", 200 => String as Text, idempotent)]
struct OrderOnce {
    item: u8,
}

#[endpoint(GET, "/json", 200 => Value)]
struct GetJson;

#[endpoint(GET, "/links/<id>", 200 => Link)]
struct GetLink {
    id: u8,
}

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "it is shown by Debug")]
struct Link {
    id: f64,
    name: Option<String>,
}

/// What the calls are for.
pub(crate) const ENDPOINTS: &[&EndpointMeta] = &[
    GetState::META,
    HasState::META,
    DeleteState::META,
    PutState::META,
    Order::META,
    OrderOnce::META,
    GetJson::META,
    GetLink::META,
];

/// The transports: one pair for many clients, because setting up TLS takes time. The second of each pair speaks HTTP/2 from its first byte; by
/// themselves the transports do so only where TLS negotiates it.
pub(crate) enum Carrier {
    /// The default.
    Reqwest(ReqwestTransport, ReqwestTransport),
    Hyper(HyperTransport, HyperTransport),
    /// hyper-util's client, which is a tower service. Only with HTTP/2.
    Tower(Box<TowerTransport<Http2>>),
}

pub(crate) type Http2 = legacy::Client<HttpConnector, Body>;

/// As in the transports.
const MAX_HTTP2_HEAD: u32 = 400 * 1024;

impl Carrier {
    pub(crate) fn reqwest() -> Self {
        let http2 = reqwest::Client::builder()
            .http2_prior_knowledge()
            .http2_max_header_list_size(MAX_HTTP2_HEAD);
        Self::Reqwest(
            ReqwestTransport::new(LONG).unwrap(),
            ReqwestTransport::from_builder(http2).unwrap(),
        )
    }

    pub(crate) fn hyper() -> Self {
        let transport = || HyperTransport::new(LONG).unwrap();
        Self::Hyper(transport(), transport().with_http2_prior_knowledge())
    }

    pub(crate) fn tower() -> Self {
        let http2 = legacy::Client::builder(TokioExecutor::new())
            .pool_timer(TokioTimer::new())
            .http2_only(true)
            .http2_max_header_list_size(MAX_HTTP2_HEAD)
            .build(HttpConnector::new());
        Self::Tower(Box::new(TowerTransport::new(http2)))
    }
}

/// The settings of the client.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Settings {
    pub(crate) retry: RetryPolicy,
    pub(crate) connect: Duration,
    pub(crate) attempt: Duration,
    pub(crate) call: Duration,
    pub(crate) max_response: u64,
    pub(crate) max_header_bytes: u64,
}

/// Long enough for what is expected to arrive.
const LONG: Duration = Duration::from_secs(30);
/// Short enough for what never arrives.
const SHORT: Duration = Duration::from_secs(1);

impl Settings {
    /// A single attempt, whatever the defaults are.
    pub(crate) fn once() -> Self {
        Self {
            retry: RetryPolicy::none(),
            connect: LONG,
            attempt: LONG,
            call: LONG,
            max_response: 16 * 1024 * 1024,
            max_header_bytes: 64 * 1024,
        }
    }

    /// Default retries, with a backoff that is short enough for a test.
    pub(crate) fn retrying() -> Self {
        let retry = RetryPolicy::default().initial_backoff(Duration::from_millis(5));
        Self {
            retry,
            ..Self::once()
        }
    }

    pub(crate) fn short_connect(self) -> Self {
        Self {
            connect: SHORT,
            ..self
        }
    }

    pub(crate) fn short_attempt(self) -> Self {
        Self {
            attempt: SHORT,
            ..self
        }
    }

    pub(crate) fn short_call(self) -> Self {
        Self {
            call: SHORT,
            ..self
        }
    }

    pub(crate) fn at_most(self, max_response: u64) -> Self {
        Self {
            max_response,
            ..self
        }
    }

    pub(crate) fn head_at_most(self, max_header_bytes: u64) -> Self {
        Self {
            max_header_bytes,
            ..self
        }
    }

    /// A client of the service at `base`.
    pub(crate) fn client(self, play: &Play, base: &str, carrier: &Carrier) -> Client {
        let builder = Client::builder(base)
            .retry(self.retry)
            .attempt_timeout(self.attempt)
            .timeout(self.call)
            .max_response(self.max_response)
            .max_header_bytes(self.max_header_bytes);
        let is_usual = self.connect == LONG;
        let is_http2 = matches!(play, Play::Http2(_));
        let builder = match carrier {
            Carrier::Reqwest(_, http2) if is_http2 => builder.transport(http2.clone()),
            Carrier::Hyper(_, http2) if is_http2 => builder.transport(http2.clone()),
            Carrier::Tower(http2) => builder.transport((**http2).clone()),
            Carrier::Reqwest(usual, _) if is_usual => builder.transport(usual.clone()),
            Carrier::Reqwest(..) => builder.connect_timeout(self.connect),
            Carrier::Hyper(usual, _) if is_usual => builder.transport(usual.clone()),
            Carrier::Hyper(..) => builder.transport(HyperTransport::new(self.connect).unwrap()),
        };
        builder.build().unwrap()
    }
}

/// Makes the call and describes its outcome: `ok "done"`, `200, ConnectionClosed, maybe sent, 3 bytes`, `Unexpected 304, 0 bytes`.
pub(crate) async fn outcome(client: &Client, call: Call) -> String {
    match call {
        Call::Get => one(client, &GetState).await,
        Call::GetTwice => {
            let first = one(client, &GetState).await;
            // The server may close in the meantime.
            tokio::time::sleep(Duration::from_millis(200)).await;
            format!("{first}; then {}", one(client, &GetState).await)
        }
        Call::Head => one(client, &HasState).await,
        Call::Delete => one(client, &DeleteState).await,
        Call::Put => one(client, &PutState::new("x")).await,
        Call::PutLarge => one(client, &PutState::new("x".repeat(1024 * 1024))).await,
        Call::Post => one(client, &Order::new(7)).await,
        Call::PostTwice => {
            let first = one(client, &Order::new(7)).await;
            tokio::time::sleep(Duration::from_millis(200)).await;
            format!("{first}; then {}", one(client, &Order::new(8)).await)
        }
        Call::PostOnce => one(client, &OrderOnce::new(7)).await,
        Call::Json => one(client, &GetJson).await,
        Call::Link => one(client, &GetLink::new(7)).await,
    }
}

async fn one<E: Endpoint<Auth = callpoint::auth::AnyAuth>>(client: &Client, endpoint: &E) -> String
where
    E::Output: Debug,
    E::Error: std::fmt::Display,
{
    let error = match client.call(endpoint).await {
        Ok(output) => return format!("ok {output:?}"),
        Err(error) => error,
    };
    // Every error must be printable.
    let _ = (
        format!("{error} {error:?}"),
        error.retry_after(),
        error.is_retryable(),
    );
    let received = error
        .body()
        .map_or_else(String::new, |body| format!(", {} bytes", body.len()));
    let status = error
        .status()
        .map_or_else(String::new, |status| format!("{}, ", status.as_u16()));
    match &error {
        Error::Transport(transport) => {
            let sent = if error.maybe_sent() {
                "maybe sent"
            } else {
                "not sent"
            };
            let kind = match transport.kind() {
                TransportErrorKind::BodyTooLarge { limit } => format!("BodyTooLarge({limit})"),
                kind => format!("{kind:?}"),
            };
            format!("{status}{kind}, {sent}{received}")
        }
        Error::Unexpected(_) => format!("Unexpected {status}{}", &received[2..]),
        Error::Decode(decode) => format!("Decode {status}{}{received}", decode.failure()),
        Error::Api(_) => format!("Api {status}{}", &received[2..]),
        Error::Build(error) => format!("Build {error}"),
    }
}
