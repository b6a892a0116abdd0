//! What goes wrong on purpose: each failure in each place, by rule and by chance.

use std::time::{Duration, Instant};

use callpoint::transport::HyperTransport;
use callpoint::{Error, RetryPolicy, TimeoutKind, TransportErrorKind as Kind};
use callpoint_testing::{Failure, Fake};
use http::HeaderValue;
use http::header::LOCATION;
use tokio::task::JoinSet;

use crate::links::{GetLink, PutOwner, SearchLinks};
use crate::{PLACES, Place, fake};

/// The outcome of a call in words.
async fn outcome<S: Send + 'static>(place: Place, fake: &Fake<S>) -> String {
    let (client, _server) = place.client(fake).await;
    let client = client
        .retry(RetryPolicy::none())
        .attempt_timeout(Duration::from_secs(2))
        .max_response(10_000)
        .build()
        .unwrap();
    match GetLink::new("7").call(&client).await {
        Ok(link) => format!("ok {}", link.owner),
        Err(Error::Transport(error)) => {
            let kind = match error.kind() {
                Kind::Timeout(TimeoutKind::Attempt) => "timeout".to_owned(),
                Kind::ConnectionClosed => "closed".to_owned(),
                kind => format!("{kind:?}"),
            };
            match error.status() {
                Some(status) => format!("{kind} after {}", status.as_u16()),
                None => kind,
            }
        }
        Err(Error::Decode(error)) => format!("decode: {}", error.failure()),
        Err(error) => format!("{}", error.status().unwrap().as_u16()),
    }
}

/// The outcome in each place.
type Expected = fn(Place) -> &'static str;

#[tokio::test]
async fn each_failure_is_what_a_client_sees_of_it() {
    let ms = Duration::from_millis;
    // In axum the head has come before the connection breaks.
    let closed: Expected = |place| match place {
        Place::Axum => "closed after 200",
        _ => "closed",
    };
    let cases: Vec<(&str, Failure, Expected)> = vec![
        ("status", Failure::status(503), |_| "503"),
        ("status 4040", Failure::status(4040), |_| "500"),
        ("delay", Failure::delay(ms(20)), |_| "ok ann"),
        ("long delay", Failure::delay(ms(9000)), |_| "timeout"),
        ("silent", Failure::silent(), |_| "timeout"),
        ("closed", Failure::closed(), closed),
        ("reset", Failure::reset(), closed),
        ("truncated", Failure::truncated(3), |_| "closed after 200"),
        ("truncated at the end", Failure::truncated(1000), |place| {
            // The length says that it is complete.
            if place == Place::Socket {
                "ok ann"
            } else {
                "closed after 200"
            }
        }),
        ("stalled", Failure::stalled(3), |_| "timeout after 200"),
        ("slow", Failure::slow(5, ms(1)), |_| "ok ann"),
        (
            "too slow",
            Failure::slow(5, ms(1000)),
            |_| "timeout after 200",
        ),
        (
            "empty",
            Failure::empty(),
            |_| "decode: expected application/json, got an empty body",
        ),
        (
            "garbled",
            Failure::garbled(),
            |_| "decode: the JSON ends too early, at line 1 column 12",
        ),
        (
            "html",
            Failure::html(),
            |_| "decode: expected application/json, got text/html",
        ),
        (
            "content type",
            Failure::content_type(HeaderValue::from_static("text/csv")),
            |_| "ok ann",
        ),
        (
            "endless",
            Failure::endless(),
            |_| "BodyTooLarge { limit: 10000 } after 200",
        ),
        (
            "bytes",
            Failure::bytes("SSH-2.0-server\r\n"),
            |place| match place {
                Place::Axum => "closed after 200",
                _ => "InvalidMessage",
            },
        ),
        (
            "a redirect",
            Failure::status(302).header(LOCATION, HeaderValue::from_static("/x")),
            |_| "302",
        ),
    ];
    let mut all = JoinSet::new();
    for (name, failure, expected) in cases {
        for place in PLACES {
            let failure = failure.clone();
            all.spawn(async move {
                let fake = fake();
                fake.fail(failure);
                let outcome = outcome(place, &fake).await;
                assert_eq!(outcome, expected(place), "{name}, {place:?}");
                assert_eq!(fake.calls::<GetLink>(), 1, "{name}, {place:?}");
            });
        }
    }
    // At the same time: some wait for a timeout, which has to be long where the machine is busy.
    all.join_all().await;
}

#[tokio::test]
async fn bytes_are_sent_as_they_are() {
    let fake = fake();
    let json = r#"{"id": "7", "owner": "raw"}"#;
    let response = format!(
        "HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{json}",
        json.len()
    );
    fake.fail(Failure::bytes(response)).nth(1);
    assert_eq!(outcome(Place::Socket, &fake).await, "ok raw");
    assert_eq!(outcome(Place::Socket, &fake).await, "ok ann");
}

#[tokio::test]
async fn a_service_has_acted_unless_the_failure_says_otherwise() {
    for place in PLACES {
        for (failure, expected) in [
            (Failure::closed(), "bob"),
            (Failure::closed().before_handling(), "ann"),
            (Failure::reset(), "bob"),
            (Failure::truncated(2), "bob"),
            (Failure::status(500), "ann"),
        ] {
            let fake = fake();
            fake.fail(failure.clone()).on::<PutOwner>();
            let (client, _server) = place.client(&fake).await;
            let client = client
                .basic_auth("id", "password")
                .retry(RetryPolicy::none());
            let client = client.build().unwrap();
            let error = PutOwner::new("7", "bob").call(&client).await.unwrap_err();
            assert!(error.api().is_none(), "{error}");
            let owner = fake.state(|links| links["7"].clone());
            assert_eq!(owner, expected, "{place:?} {failure:?}");
        }
    }
}

#[tokio::test]
async fn a_client_that_retries_gets_over_a_failure() {
    let policy = RetryPolicy::default().initial_backoff(Duration::from_millis(1));
    let mut all = JoinSet::new();
    for place in PLACES {
        for failure in [
            Failure::status(503).retry_after(Duration::ZERO),
            Failure::status(429).retry_after(Duration::ZERO),
            Failure::closed(),
            Failure::reset(),
            Failure::silent(),
        ] {
            all.spawn(async move {
                let fake = fake();
                fake.fail(failure.clone()).on::<GetLink>().first(1);
                let (client, _server) = place.client(&fake).await;
                let client = client.attempt_timeout(Duration::from_secs(2)).retry(policy);
                let got = GetLink::new("7").call(&client.build().unwrap()).await;
                assert_eq!(got.unwrap().owner, "ann", "{place:?} {failure:?}");
                assert_eq!(fake.calls::<GetLink>(), 2, "{place:?} {failure:?}");
            });
        }
    }
    all.join_all().await;
}

/// Which of the requests have a failure.
async fn failures(fake: &Fake<crate::Links>, requests: usize) -> Vec<usize> {
    let (client, _) = Place::Memory.client(fake).await;
    let client = client.retry(RetryPolicy::none()).build().unwrap();
    let mut failures = Vec::new();
    for number in 1..=requests {
        if GetLink::new("7").call(&client).await.is_err() {
            failures.push(number);
        }
        SearchLinks::new("ann").call(&client).await.unwrap();
    }
    failures
}

#[tokio::test]
async fn a_rule_says_which_requests_have_a_failure() {
    let with = |rule: fn(callpoint_testing::FailureRule) -> callpoint_testing::FailureRule| {
        let fake = fake();
        rule(fake.fail(Failure::closed()).on::<GetLink>());
        fake
    };
    assert_eq!(failures(&with(|rule| rule), 3).await, [1, 2, 3]);
    assert_eq!(failures(&with(|rule| rule.nth(2)), 4).await, [2]);
    assert_eq!(failures(&with(|rule| rule.first(2)), 4).await, [1, 2]);
    assert_eq!(failures(&with(|rule| rule.every(3)), 7).await, [3, 6]);
    assert_eq!(failures(&with(|rule| rule.every(0)), 2).await, [1, 2]);
    assert_eq!(failures(&with(|rule| rule.chance(0.0)), 50).await, [0; 0]);
    assert_eq!(failures(&with(|rule| rule.chance(1.0)), 3).await, [1, 2, 3]);
}

#[tokio::test]
async fn a_seed_decides_what_happens_by_chance() {
    let by = async |seed| {
        let fake = fake().seed(seed);
        fake.fail(Failure::closed()).on::<GetLink>().chance(0.2);
        failures(&fake, 200).await
    };
    let [one, again, other] = [by(7).await, by(7).await, by(8).await];
    assert_eq!(one, again);
    assert_ne!(one, other);
    for failures in [&one, &other] {
        assert!((20..=60).contains(&failures.len()), "{failures:?}");
    }
}

#[tokio::test]
async fn the_lean_transport_sees_the_same_failures() {
    let fake = fake();
    fake.fail(Failure::reset()).nth(1);
    fake.fail(Failure::truncated(3)).nth(2);
    fake.fail(Failure::bytes("garbage\r\n\r\n")).nth(3);
    let server = fake.serve().await.unwrap();
    let transport = HyperTransport::new(Duration::from_secs(1)).unwrap();
    let client = callpoint::Client::builder(server.url()).transport(transport);
    let client = client.retry(RetryPolicy::none()).build().unwrap();
    let began = Instant::now();
    let mut kinds = Vec::new();
    for _ in 0..3 {
        match GetLink::new("7").call(&client).await {
            Err(Error::Transport(error)) => kinds.push(error.kind()),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(
        kinds,
        [
            Kind::ConnectionClosed,
            Kind::ConnectionClosed,
            Kind::InvalidMessage
        ]
    );
    assert!(began.elapsed() < Duration::from_secs(5));
    assert_eq!(GetLink::new("7").call(&client).await.unwrap().owner, "ann");
}
