//! The calls that meet the faults, and their outcomes in words.

use std::fmt::Debug;
use std::time::Duration;

use callpoint::transport::{HyperTransport, ReqwestTransport};
use callpoint::{Client, Endpoint, Error, RetryPolicy, TransportErrorKind, endpoint};
use serde::Deserialize;
use serde_json::Value;

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
    /// The answer is any JSON.
    Json,
    /// The answer is a struct of two fields.
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

/// What carries the requests: one for many clients, because setting TLS up takes its time.
pub(crate) enum Carrier {
    /// The default.
    Reqwest(ReqwestTransport),
    Hyper(HyperTransport),
}

impl Carrier {
    pub(crate) fn reqwest() -> Self {
        Self::Reqwest(ReqwestTransport::new(LONG).unwrap())
    }

    pub(crate) fn hyper() -> Self {
        Self::Hyper(HyperTransport::new(LONG).unwrap())
    }
}

/// What the client is set up to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Settings {
    pub(crate) retry: RetryPolicy,
    pub(crate) connect: Duration,
    pub(crate) attempt: Duration,
    pub(crate) call: Duration,
    pub(crate) max_response: u64,
    pub(crate) max_head: u64,
}

/// Long enough for what does come.
const LONG: Duration = Duration::from_secs(30);
/// Short enough for what does not.
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
            max_head: 64 * 1024,
        }
    }

    /// The default policy, whatever the defaults are, with pauses that a test can wait for.
    pub(crate) fn retrying() -> Self {
        let retry = RetryPolicy::default().first_pause(Duration::from_millis(5));
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

    pub(crate) fn head_at_most(self, max_head: u64) -> Self {
        Self { max_head, ..self }
    }

    /// A client of the service at `base`.
    pub(crate) fn client(self, base: &str, carrier: &Carrier) -> Client {
        let builder = Client::builder(base)
            .retry(self.retry)
            .attempt_timeout(self.attempt)
            .timeout(self.call)
            .max_response(self.max_response)
            .max_head(self.max_head);
        let is_usual = self.connect == LONG;
        let builder = match carrier {
            Carrier::Reqwest(usual) if is_usual => builder.transport(usual.clone()),
            Carrier::Reqwest(_) => builder.connect_timeout(self.connect),
            Carrier::Hyper(usual) if is_usual => builder.transport(usual.clone()),
            Carrier::Hyper(_) => builder.transport(HyperTransport::new(self.connect).unwrap()),
        };
        builder.build().unwrap()
    }
}

/// Makes the call and says what came of it: `ok "done"`, `200, Interrupted, maybe sent, 3 bytes`, `Unexpected 304, 0 bytes`.
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
    // What an error says must be printable, whatever it is.
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
                TransportErrorKind::TooLarge { limit } => format!("TooLarge({limit})"),
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
