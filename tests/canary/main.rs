//! Puts a canary in every location that can hold a secret: whatever happens to the call, no output shows the canary.
//!
//! Locations × situations × outputs, counted so that no combination is skipped: `locations.rs` says where the canaries are, `situations.rs` what
//! happens to the calls, `outputs.rs` which outputs are searched.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that panics has failed"
)]

mod locations;
mod outputs;
#[allow(dead_code, reason = "the reading of a request alone is of use here")]
mod server;
mod situations;
mod streams;

use std::error::Error as _;
use std::fmt::Debug;
use std::sync::LazyLock;
use std::time::Duration;

use callpoint::auth::{AnyAuth, ApiKey, Basic, Bearer, OAuth2, Provides};
use callpoint::transport::{HyperTransport, ReqwestTransport, Transport};
use callpoint::{Client, ClientBuilder, Endpoint, Error, RetryPolicy};

use self::locations::{ItemError, Shape};
use self::outputs::Outputs;
use self::server::Server;
use self::situations::Situation;

/// The prefix of every canary.
const CANARY: &str = "canary";

/// A transport, shared by all clients of a test: creating one is slow, because it reads certificates.
fn transport(is_lean: bool) -> Box<dyn Transport> {
    static REQWEST: LazyLock<ReqwestTransport> =
        LazyLock::new(|| ReqwestTransport::new(Duration::from_secs(10)).unwrap());
    static LEAN: LazyLock<HyperTransport> =
        LazyLock::new(|| HyperTransport::new(Duration::from_secs(10)).unwrap());
    if is_lean {
        Box::new(LEAN.clone())
    } else {
        Box::new(REQWEST.clone())
    }
}

/// A client configured for a situation, without credentials.
fn builder(
    situation: &Situation,
    base: &str,
    is_lean: bool,
) -> ClientBuilder<callpoint::auth::Anonymous> {
    let base = situation.base(base);
    let builder = Client::builder(base).retry(RetryPolicy::none());
    let builder = builder.transport(transport(is_lean));
    let builder = builder.max_response(1_000).max_header_bytes(2_000);
    situation.set_up(builder)
}

/// Makes a call in every situation and searches all of its outputs.
async fn location<E, A>(
    outputs: &mut Outputs,
    name: &'static str,
    endpoint: &E,
    client: impl Fn(ClientBuilder<callpoint::auth::Anonymous>, &str) -> ClientBuilder<A>,
) where
    E: Endpoint<Auth = AnyAuth, Output = Shape, Error = ItemError> + Debug,
    A: Provides<AnyAuth>,
{
    let (server, tokens) = (Server::start().await, Server::start().await);
    for situation in situations::all() {
        server.set(&situation);
        let base = match name {
            "base URL path" => format!("{}/canary-base", server.base),
            _ => server.base.clone(),
        };
        let builder = client(builder(&situation, &base, outputs.is_lean), &tokens.base);
        outputs.enter(name, format!("{}: {}", situation.name, situation.expected));
        outputs.look("builder", &format!("{builder:?} {builder:#?}"));
        let client = builder.build().unwrap();
        outputs.look(
            "client",
            &format!("{client:?} {client:#?} {:?}", client.clone()),
        );
        outputs.look("request", &format!("{endpoint:?} {endpoint:#?}"));
        let call = situation.prepare(client.call_with_response(endpoint));
        outputs.look("call", &format!("{call:?} {call:#?}"));
        let outcome = call.await;
        assert_eq!(
            kind(&outcome),
            situation.expected,
            "{name}, {}",
            situation.name
        );
        match outcome {
            Ok(response) => outputs.look("response", &format!("{response:?} {response:#?}")),
            Err(error) => outputs.error(error),
        }
        outputs.logged();
    }
    let received = [server.received(), tokens.received()].concat();
    let has_canary = |message: &String| message.contains(CANARY) || message.contains(ENCODED);
    assert!(
        received.iter().any(has_canary),
        "{name}: no canary was sent"
    );
}

/// The kind of an outcome, in a word or two.
fn kind<T>(outcome: &Result<T, Error<ItemError>>) -> String {
    match outcome {
        Ok(_) => "Ok".to_owned(),
        Err(Error::Build(error)) => format!("Build {:?}", error.kind()),
        Err(Error::Transport(error)) => format!("Transport {:?}", error.kind()),
        Err(Error::Api(_)) => "Api".to_owned(),
        Err(Error::Unexpected(_)) => "Unexpected".to_owned(),
        Err(Error::Decode(_)) => "Decode".to_owned(),
    }
}

/// `canary-user:canary-password`, as it is sent.
const ENCODED: &str = "Y2FuYXJ5LXVzZXI6Y2FuYXJ5LXBhc3N3b3Jk";

#[tokio::test]
async fn no_output_shows_a_canary_with_reqwest() {
    no_output_shows_a_canary(false).await;
}

#[tokio::test]
async fn no_output_shows_a_canary_with_hyper() {
    no_output_shows_a_canary(true).await;
}

async fn no_output_shows_a_canary(is_lean: bool) {
    let mut outputs = Outputs::new(is_lean);
    let out = &mut outputs;
    let get = locations::get();
    location(out, "path", &locations::path(), |client, _| client).await;
    location(out, "query", &locations::query(), |client, _| client).await;
    location(out, "header", &locations::header(), |client, _| client).await;
    location(out, "JSON field", &locations::json(), |client, _| client).await;
    location(out, "form field", &locations::form(), |client, _| client).await;
    location(out, "part", &locations::part(), |client, _| client).await;
    location(out, "body", &locations::body(), |client, _| client).await;
    location(out, "upload", &locations::upload(), |client, _| client).await;
    location(out, "base URL path", &get, |client, _| client).await;
    location(out, "default header", &get, |client, _| {
        client
            .default_header("x-default", "canary-default")
            .user_agent("canary-agent")
    })
    .await;
    location(out, "Basic", &get, |client, _| {
        client.basic_auth("canary-user", "canary-password")
    })
    .await;
    location(out, "Bearer", &get, |client, _| {
        client.bearer_token("canary-token")
    })
    .await;
    location(out, "key in a header", &get, |client, _| {
        client.api_key_header("x-key", "canary-key")
    })
    .await;
    location(out, "key in the query", &get, |client, _| {
        client.api_key_query("key", "canary-key")
    })
    .await;
    location(out, "OAuth2 client", &get, |client, base| {
        let tokens =
            OAuth2::client_credentials(format!("{base}/token"), "canary-id", "canary-secret");
        client.credentials(
            tokens
                .scope("canary-scope")
                .credentials_in_body()
                .build()
                .unwrap(),
        )
    })
    .await;
    location(out, "OAuth2 refresh token", &get, |client, base| {
        let url = format!("{base}/token?canary-query");
        let tokens = OAuth2::refresh_token(
            url,
            "id",
            Some("canary-secret".to_owned()),
            "canary-refresh",
        );
        client.credentials(tokens.transport(transport(is_lean)).build().unwrap())
    })
    .await;
    location(out, "several", &get, |client, base| {
        let tokens = OAuth2::client_credentials(format!("{base}/token"), "id", "canary-secret");
        let client = client
            .bearer_token("canary-token")
            .and(tokens.transport(transport(is_lean)).build().unwrap());
        client.and(Basic::new("canary-user", "canary-password").unwrap())
    })
    .await;
    assert_eq!(outputs.locations().len(), 17);
    // Five outputs before the outcome is known and seven of an error; the one success has one.
    outputs.verdict(17 * (situations::all().len() * 12 - 6));
}

#[tokio::test]
async fn no_stream_shows_a_canary() {
    for is_lean in [false, true] {
        let mut outputs = Outputs::new(is_lean);
        streams::all(&mut outputs).await;
        outputs.verdict(streams::COUNT * 2);
    }
}

#[test]
fn no_configuration_error_shows_a_canary() {
    let mut outputs = Outputs::new(false);
    let bad = "canary\r\ncanary: é";
    let client = || Client::builder("https://api.example.com");
    let tokens = |url: &str| OAuth2::refresh_token(url, bad, Some(bad.to_owned()), bad);
    let errors = [
        client().basic_auth(bad, bad).build().unwrap_err(),
        client()
            .basic_auth("canary:canary", "canary")
            .build()
            .unwrap_err(),
        client().bearer_token(bad).build().unwrap_err(),
        client().api_key_header(bad, bad).build().unwrap_err(),
        client().api_key_header("x", bad).build().unwrap_err(),
        client().api_key_query("x", bad).build().unwrap_err(),
        client().default_header(bad, bad).build().unwrap_err(),
        client().default_header("x", bad).build().unwrap_err(),
        client().user_agent(bad).build().unwrap_err(),
        Client::builder(bad).build().unwrap_err(),
        Client::builder("canary://canary").build().unwrap_err(),
        Client::builder("https://canary:canary@api.example.com")
            .build()
            .unwrap_err(),
        Client::builder("https://api.example.com/canary canary")
            .build()
            .unwrap_err(),
        Client::builder("https://api.example.com?canary=canary")
            .build()
            .unwrap_err(),
        Client::builder("https://canary:99999").build().unwrap_err(),
        Client::builder("http://canary.example.com")
            .bearer_token("canary")
            .build()
            .unwrap_err(),
        tokens("canary").build().unwrap_err(),
        tokens("https://canary:canary@example.com")
            .build()
            .unwrap_err(),
        tokens("https://login.example.com/canary#canary")
            .build()
            .unwrap_err(),
        tokens("https://login.example.com/canary")
            .build()
            .unwrap_err(),
        tokens("http://canary.example.com/canary")
            .build()
            .unwrap_err(),
    ];
    let mistakes = errors.len();
    for (number, error) in errors.into_iter().enumerate() {
        outputs.enter("configuration", number);
        let source = error.source().map(ToString::to_string).unwrap_or_default();
        outputs.look("source", &source);
        outputs.look("error", &format!("{error} {error:#} {error:?} {error:#?}"));
        outputs.look("panic", &outputs::panic_of(Err::<(), _>(error)));
    }
    let texts = [
        format!("{0} {0:?} {0:#?}", Basic::new(bad, bad).unwrap_err()),
        format!("{0} {0:?} {0:#?}", Bearer::new(bad).unwrap_err()),
        format!("{0} {0:?} {0:#?}", ApiKey::header(bad, bad).unwrap_err()),
        format!("{0} {0:?} {0:#?}", ApiKey::query("x", bad).unwrap_err()),
        format!("{:?}", Basic::new("canary", "canary").unwrap()),
        format!("{:?}", Bearer::new("canary").unwrap()),
        format!("{:?}", ApiKey::header("x", "canary").unwrap()),
        format!("{:?}", ApiKey::query("canary", "canary").unwrap()),
    ];
    let values = texts.len();
    for (number, text) in texts.into_iter().enumerate() {
        outputs.enter("credentials", number);
        outputs.look("text", &text);
    }
    outputs.verdict(mistakes * 3 + values);
}
