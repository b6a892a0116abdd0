//! What a subscriber sees with the feature `tracing`: one span per call and one per attempt, and no content of a request.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that panics has failed"
)]

mod collect;

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::time::Duration;

use callpoint::auth::{AuthError, Basic, Credentials, PrepareFuture};
use callpoint::transport::{SendError, Sending, Transport};
use callpoint::{Body, Client, RetryPolicy, TransportErrorKind, endpoint};
use tracing::instrument::WithSubscriber as _;

use self::collect::{Collector, Record};

#[endpoint(PUT, "/links/<id>?<token>", auth = Basic, 200 => String as Text, 404 => Missing { code: String })]
struct PutLink {
    #[secret]
    id: String,
    #[secret]
    token: String,
    #[header("x-key")]
    #[secret]
    key: String,
    #[secret]
    password: String,
}

#[endpoint("PURGE", "/cache", 204 => ())]
struct Purge;

/// Returns its outcomes in order.
struct Outcomes(Mutex<Vec<Outcome>>);

enum Outcome {
    Response(u16, &'static str),
    Failure(TransportErrorKind),
}

impl Transport for Outcomes {
    fn send(&self, _: http::Request<Body>) -> Sending<'_> {
        let outcome = self.0.lock().unwrap().remove(0);
        Box::pin(async move {
            match outcome {
                Outcome::Response(status, body) => {
                    let mut response = http::Response::new(Body::from(body));
                    *response.status_mut() = status.try_into().unwrap();
                    Ok(response)
                }
                Outcome::Failure(kind) => {
                    Err(SendError::new(kind, true).with_source("s3cret in a cause"))
                }
            }
        })
    }
}

/// The spans of one call, in the order in which they ended.
async fn spans(outcomes: Vec<Outcome>) -> Vec<Record> {
    let collector = Collector::default();
    let client = Client::builder("https://api.example.com:8443/v1/s3cret-base")
        .basic_auth("id", "s3cret-basic")
        .retry(RetryPolicy::default().initial_backoff(Duration::ZERO))
        .transport(Outcomes(Mutex::new(outcomes)))
        .build()
        .unwrap();
    let call = PutLink::new("s3cret-id", "s3cret-token", "s3cret-key", "s3cret-password");
    let call = call.call(&client).with_subscriber(collector.subscriber());
    let _ = call.await;
    collector.records()
}

fn fields(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    let pairs = pairs.iter().copied();
    pairs
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

#[tokio::test]
async fn a_call_and_its_attempts_have_a_span_each() {
    let got = spans(vec![
        Outcome::Failure(TransportErrorKind::ConnectionClosed),
        Outcome::Response(503, "busy"),
        Outcome::Response(200, "done"),
    ])
    .await;
    let attempt = |rest: &[(&str, &str)]| {
        let mut all = fields(&[
            ("otel.name", "PUT /links/<id>?<token>"),
            ("otel.kind", "client"),
            ("http.request.method", "PUT"),
            ("url.scheme", "https"),
            ("url.template", "/links/<id>?<token>"),
            ("server.address", "api.example.com"),
            ("server.port", "8443"),
        ]);
        all.append(&mut fields(rest));
        Record::new("attempt", Some("call"), all)
    };
    let call = fields(&[
        ("otel.name", "PutLink"),
        ("otel.kind", "internal"),
        ("http.request.method", "PUT"),
        ("url.template", "/links/<id>?<token>"),
        ("http.response.status_code", "200"),
        ("callpoint.attempts", "3"),
    ]);
    let expected = [
        attempt(&[
            ("otel.status_code", "ERROR"),
            ("error.type", "connection_closed"),
        ]),
        attempt(&[
            ("http.request.resend_count", "1"),
            ("http.response.status_code", "503"),
            ("otel.status_code", "ERROR"),
            ("error.type", "503"),
        ]),
        attempt(&[
            ("http.request.resend_count", "2"),
            ("http.response.status_code", "200"),
        ]),
        Record::new("call", None, call),
    ];
    let spans: Vec<_> = got.into_iter().filter(Record::is_span).collect();
    assert_eq!(spans, expected);
}

/// One event per attempt in its span, and one in the span of the caller if the call fails.
#[tokio::test]
async fn a_failed_call_and_each_attempt_are_an_event() {
    type Event<'a> = (&'a str, &'a str, &'a [(&'a str, &'a str)]);
    const COMPLETED: (&str, &str) = ("DEBUG callpoint::attempt", "attempt completed");
    const FAILED: (&str, &str) = ("DEBUG callpoint::attempt", "attempt failed");
    const CALL: &str = "WARN callpoint::call";
    let attempts = |count| ("callpoint.attempts", count);
    let status = |code| ("http.response.status_code", code);
    let kind = |kind| ("error.type", kind);
    let cases: [(Vec<Outcome>, &[Event<'_>]); 5] = [
        (
            vec![
                Outcome::Failure(TransportErrorKind::Connect),
                Outcome::Response(200, "done"),
            ],
            &[
                (FAILED.0, FAILED.1, &[kind("connect")]),
                (COMPLETED.0, COMPLETED.1, &[status("200")]),
            ],
        ),
        (
            vec![Outcome::Response(404, "{\"code\": \"s3cret\"}")],
            &[
                (COMPLETED.0, COMPLETED.1, &[status("404")]),
                (
                    CALL,
                    "PUT /links/<id>?<token>: 404 Not Found",
                    &[status("404"), kind("404"), attempts("1")],
                ),
            ],
        ),
        (
            vec![Outcome::Response(404, "s3cret")],
            &[
                (COMPLETED.0, COMPLETED.1, &[status("404")]),
                (
                    CALL,
                    "PUT /links/<id>?<token>: 404 Not Found, but the body does not match the declared type",
                    &[status("404"), kind("decode"), attempts("1")],
                ),
            ],
        ),
        (
            vec![Outcome::Response(418, "s3cret")],
            &[
                (COMPLETED.0, COMPLETED.1, &[status("418")]),
                (
                    CALL,
                    "PUT /links/<id>?<token>: 418 I'm a teapot, a status that is not declared",
                    &[status("418"), kind("418"), attempts("1")],
                ),
            ],
        ),
        (
            vec![Outcome::Failure(TransportErrorKind::Tls)],
            &[
                (FAILED.0, FAILED.1, &[kind("tls")]),
                (
                    CALL,
                    "PUT /links/<id>?<token>: the TLS handshake failed",
                    &[kind("tls"), attempts("1")],
                ),
            ],
        ),
    ];
    for (outcomes, expected) in cases {
        let got = spans(outcomes).await;
        let events: Vec<_> = got
            .into_iter()
            .filter(|record| !record.is_span() && !record.is_named("TRACE callpoint::attempt"))
            .collect();
        let expected = expected.iter().map(|(name, message, rest)| {
            let mut all = fields(&[
                ("message", message),
                ("http.request.method", "PUT"),
                ("url.template", "/links/<id>?<token>"),
            ]);
            all.append(&mut fields(rest));
            Record::new(name, (*name != CALL).then_some("attempt"), all)
        });
        assert_eq!(events, expected.collect::<Vec<_>>());
    }
}

/// A token that a service no longer grants.
struct Expired;

impl Credentials for Expired {
    type Scheme = Basic;

    fn authorize(&self, _: &mut http::Request<Body>) -> Result<(), AuthError> {
        Ok(())
    }

    fn generation(&self) -> Option<u64> {
        Some(1)
    }

    fn refresh(&self, _: u64) -> Option<PrepareFuture<'_>> {
        let cause =
            SendError::new(TransportErrorKind::Connect, false).with_source("s3cret in a cause");
        let error = AuthError::new("no token").with_source(cause);
        Some(Box::pin(async move { Err(error) }))
    }
}

/// The caller gets the 401, which says nothing of the token service.
#[tokio::test]
async fn why_credentials_were_not_refreshed() {
    let collector = Collector::default();
    let client = Client::builder("https://api.example.com")
        .credentials(Expired)
        .transport(Outcomes(Mutex::new(vec![Outcome::Response(401, "")])))
        .build()
        .unwrap();
    let call = PutLink::new("1", "2", "3", "4").call(&client);
    let error = call
        .with_subscriber(collector.subscriber())
        .await
        .unwrap_err();
    assert!(error.is_status(401));
    let records = collector.records();
    let told = records
        .iter()
        .filter_map(|record| record.fields.get("message"));
    let told: Vec<_> = told.filter(|text| text.contains("refreshed")).collect();
    assert_eq!(
        told,
        ["the credentials were not refreshed: no token: no connection"]
    );
}

#[tokio::test]
async fn an_unknown_method_is_other() {
    let collector = Collector::default();
    let transport = Outcomes(Mutex::new(vec![Outcome::Response(204, "")]));
    let client = Client::builder("http://localhost")
        .transport(transport)
        .build();
    let client = client.unwrap();
    let call = Purge.call(&client).with_subscriber(collector.subscriber());
    call.await.unwrap();
    let records = collector.records();
    let attempt = &records
        .iter()
        .find(|record| record.is_span())
        .unwrap()
        .fields;
    let [name, method, port] =
        ["otel.name", "http.request.method", "server.port"].map(|name| attempt[name].as_str());
    assert_eq!([name, method, port], ["HTTP /cache", "_OTHER", "80"]);
}

#[tokio::test]
async fn no_span_and_no_event_shows_a_secret() {
    use TransportErrorKind::{Connect, InvalidMessage, Other, Tls};
    let ends = [
        vec![Outcome::Response(200, "s3cret")],
        vec![Outcome::Response(404, "{\"code\": \"s3cret\"}")],
        vec![Outcome::Response(404, "s3cret")],
        vec![Outcome::Response(418, "s3cret")],
        vec![Outcome::Failure(Tls)],
        vec![Outcome::Failure(InvalidMessage)],
        vec![Outcome::Failure(Other)],
        vec![
            Outcome::Failure(Connect),
            Outcome::Response(429, "s3cret"),
            Outcome::Response(502, "s3cret"),
        ],
    ];
    for end in ends {
        let count = end.len();
        let records = spans(end).await;
        assert!(records.len() > count, "nothing was seen");
        let seen = format!("{records:?}");
        assert!(!seen.contains("s3cret"), "{seen}");
    }
}

#[test]
fn the_collector_records_everything() {
    let collector = Collector::default();
    tracing::subscriber::with_default(collector.subscriber(), || {
        let _entered = tracing::info_span!("call", otel.name = "s3cret").entered();
        tracing::debug!(token = "s3cret", "an event");
    });
    let seen = format!("{:?}", collector.records());
    assert_eq!(seen.matches("s3cret").count(), 2, "{seen}");
}
