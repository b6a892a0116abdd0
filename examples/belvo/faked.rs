//! The story on the fake instead of the sandbox: in memory, in axum and on a socket, and when the service fails.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that panics has failed"
)]

use std::time::Duration;

use axum::Router;
use callpoint::auth::Basic;
use callpoint::transport::TowerTransport;
use callpoint::{Client, RetryPolicy};
use callpoint_examples::belvo::api::AccessMode;
use callpoint_examples::belvo::api::LinkStatus;
use callpoint_examples::belvo::api::links::{
    ChangeAccessMode, CompleteMfa, DeleteLink, GetLink, ListLinks, RegisterLink, UpdateLink,
};
use callpoint_examples::belvo::fake::{Links, fake};
use callpoint_examples::belvo::sandbox::{self, MFA_TOKEN, SECRET_ID, SECRET_PASSWORD, Sandbox};
use callpoint_examples::belvo::story::{self, Visitor};
use callpoint_testing::{Failure, Fake, FakeServer};
use http::HeaderValue;

/// Where the fake is.
#[derive(Debug, Clone, Copy)]
enum Place {
    Memory,
    Axum,
    Socket,
}

const PLACES: [Place; 3] = [Place::Memory, Place::Axum, Place::Socket];

/// A client of the fake there.
fn client(place: Place, fake: &Fake<Links>, server: &FakeServer, password: &str) -> Client<Basic> {
    let base = match place {
        Place::Socket => server.url(),
        _ => "https://fake.test".to_owned(),
    };
    let builder = Client::builder(base)
        .basic_auth(SECRET_ID, password)
        .attempt_timeout(Duration::from_secs(1))
        .max_response(100_000)
        .retry(RetryPolicy::default().initial_backoff(Duration::from_millis(1)));
    let builder = match place {
        Place::Memory => builder.transport(fake.clone()),
        Place::Axum => {
            let router: Router = Router::new().fallback_service(fake.clone());
            builder.transport(TowerTransport::new(router))
        }
        Place::Socket => builder,
    };
    builder.build().unwrap()
}

/// The output of the story without its ids, or why it ended.
async fn told(owner: &Client<Basic>, stranger: &Client<Basic>) -> Result<String, String> {
    let visitor = Visitor {
        institution: "erebor_mx_retail".to_owned(),
        username: "bilbo".to_owned(),
        token: MFA_TOKEN.to_owned(),
    };
    let mut output = Vec::new();
    let played = story::play(owner, stranger, &visitor, &mut output).await;
    played.map_err(|error| error.to_string())?;
    let output = String::from_utf8(output).unwrap();
    let is_id = |word: &&str| word.len() == 36 && word.matches('-').count() == 4;
    let words: Vec<_> = output
        .split_whitespace()
        .filter(|word| !is_id(word))
        .collect();
    Ok(words.join(" "))
}

async fn told_by_fake(place: Place, fake: &Fake<Links>) -> Result<String, String> {
    let server = fake.serve().await.unwrap();
    let owner = client(place, fake, &server, SECRET_PASSWORD);
    let stranger = client(place, fake, &server, "wrong");
    let told = told(&owner, &stranger).await;
    server.shutdown().await;
    told
}

async fn told_by_sandbox() -> String {
    let sandbox = Sandbox::start().await.unwrap();
    let client = |password| {
        let client = Client::builder(sandbox.url()).basic_auth(sandbox::SECRET_ID, password);
        client.build().unwrap()
    };
    told(&client(SECRET_PASSWORD), &client("wrong"))
        .await
        .unwrap()
}

#[tokio::test]
async fn the_story_is_the_same_on_the_fake() {
    let expected = told_by_sandbox().await;
    for place in PLACES {
        let fake = fake().unwrap();
        assert_eq!(
            told_by_fake(place, &fake).await.unwrap(),
            expected,
            "{place:?}"
        );
        assert_eq!(
            (fake.calls::<RegisterLink>(), fake.calls::<UpdateLink>()),
            (1, 2)
        );
    }
}

/// Each failure, and whether a call that may be sent again gets over one.
fn failures() -> Vec<(Failure, bool)> {
    let ms = Duration::from_millis;
    vec![
        (Failure::status(503).retry_after(ms(0)), true),
        (Failure::status(429).retry_after(ms(0)), true),
        (Failure::status(502), true),
        (Failure::status(500), false),
        (Failure::status(418), false),
        (Failure::delay(ms(5)), true),
        (Failure::silent(), true),
        (Failure::closed(), true),
        (Failure::closed().before_handling(), true),
        (Failure::reset(), true),
        (Failure::truncated(3), true),
        (Failure::stalled(3), true),
        (Failure::slow(50, ms(1)), true),
        (Failure::empty(), false),
        (Failure::garbled(), false),
        (Failure::html(), false),
        (
            Failure::content_type(HeaderValue::from_static("text/csv")),
            true,
        ),
        (Failure::endless(), false),
        (Failure::bytes("garbage\r\n\r\n"), false),
        (Failure::bytes("HTTP/1.1 200").slowly(ms(1)), true),
        (Failure::bytes("HTTP/1.1 200").then_reset(), true),
    ]
}

#[tokio::test]
async fn the_story_gets_over_a_failure_of_a_call_that_is_safe_to_retry() {
    let expected = told_by_sandbox().await;
    for (failure, is_transient) in failures() {
        for place in PLACES {
            let fake = fake().unwrap();
            fake.fail(failure.clone()).on::<ListLinks>().nth(1);
            let told = told_by_fake(place, &fake).await;
            let is_raw = format!("{failure:?}").contains("Raw");
            if is_raw && !matches!(place, Place::Socket) {
                // In memory no bytes travel.
                continue;
            }
            match told {
                Ok(told) => assert_eq!(
                    (told, is_transient),
                    (expected.clone(), true),
                    "{failure:?}"
                ),
                Err(why) => assert!(!is_transient, "{place:?} {failure:?}: {why}"),
            }
        }
    }
}

#[tokio::test]
async fn the_story_ends_whatever_fails_by_chance() {
    let expected = told_by_sandbox().await;
    let mut ends = [0, 0];
    for seed in 0..30 {
        let fake = fake().unwrap().seed(seed);
        for (failure, _) in failures() {
            fake.fail(failure).chance(0.02);
        }
        let place = PLACES[usize::try_from(seed % 3).unwrap()];
        match told_by_fake(place, &fake).await {
            Ok(told) => {
                assert_eq!(told, expected, "{seed}");
                ends[0] += 1;
            }
            Err(why) => {
                assert!(
                    !why.contains(SECRET_PASSWORD) && !why.contains("a new password"),
                    "{why}"
                );
                ends[1] += 1;
            }
        }
    }
    assert!(ends[0] > 3 && ends[1] > 3, "{ends:?}");
}

/// The status of each call, in an order that changes the state.
async fn statuses(client: &Client<Basic>) -> Vec<u16> {
    let mut statuses = Vec::new();
    let list = ListLinks::new().call(client).await.unwrap();
    let known = list.results[0].id.clone();
    macro_rules! call {
        ($request:expr) => {
            statuses.push(match client.call_with_response(&$request).await {
                Ok(response) => response.status().as_u16(),
                Err(error) => error.status().map_or(0, |status| status.as_u16()),
            })
        };
    }
    for id in [known.as_str(), "no-such-link", "a/b", "ü", "%2e"] {
        call!(GetLink::new(id));
        call!(ChangeAccessMode::new(id, AccessMode::Recurrent));
        for password in ["new", "wrong", "explode"] {
            call!(UpdateLink::new(id, password));
            call!(UpdateLink::new(id, password).token("0000"));
            call!(UpdateLink::new(id, password).token(MFA_TOKEN));
        }
        call!(CompleteMfa::new("session", id));
        call!(CompleteMfa::new("session", id).token(MFA_TOKEN));
    }
    for status in [LinkStatus::Valid, LinkStatus::TokenRequired] {
        call!(ListLinks::new().status(status).page(2));
    }
    call!(RegisterLink::new(
        "gringotts_co_retail",
        "bilbo",
        "password"
    ));
    call!(RegisterLink::new("erebor_mx_retail", "bilbo", "wrong"));
    let locked = RegisterLink::new("erebor_mx_retail", "bilbo", "password").external_id("locked");
    let locked = locked.call(client).await.unwrap().id;
    call!(DeleteLink::new(locked));
    call!(DeleteLink::new(known.as_str()).mode("async"));
    for _ in 0..4 {
        call!(DeleteLink::new(known.as_str()));
    }
    statuses
}

#[tokio::test]
async fn the_sandbox_and_the_fake_respond_alike() {
    let sandbox = Sandbox::start().await.unwrap();
    let once = |base: &str| {
        let client = Client::builder(base).basic_auth(SECRET_ID, SECRET_PASSWORD);
        client.retry(RetryPolicy::none())
    };
    let expected = statuses(&once(&sandbox.url()).build().unwrap()).await;
    let client = once("https://fake.test").transport(fake().unwrap());
    let got = statuses(&client.build().unwrap()).await;
    assert_eq!(got, expected);
    assert!(
        expected.contains(&428) && expected.contains(&429),
        "{expected:?}"
    );
}
