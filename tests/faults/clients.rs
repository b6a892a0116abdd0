//! The clients of the examples, unchanged, while the fakes of their services fail as the servers of the table do: a story ends as it should or with an
//! error, in time, and no error shows a secret.

use std::error::Error;
use std::time::Duration;

use callpoint::auth::Basic;
use callpoint::{Client, Endpoint, RetryPolicy};
use callpoint_testing::{Failure, Fake};
use futures_util::StreamExt as _;
use futures_util::stream;
use tokio::time::timeout;

use crate::belvo::api::links::{GetLink, ListLinks, RegisterLink};
use crate::belvo::sandbox::{MFA_TOKEN, SECRET_ID, SECRET_PASSWORD};
use crate::belvo::story::{self, Visitor};
use crate::fake::failures;
use crate::rabbitmq::api::management::{
    DeleteVhost, GetMessages, ListVhosts, Publish, PutPermissions, PutQueue, PutVhost,
};
use crate::rabbitmq::api::{AckMode, Encoding, Payload, Properties};
use crate::{AT_ONCE, PATIENCE, belvo, faults, rabbitmq};

fn client(base: &str, password: &str) -> Client<Basic> {
    let builder = Client::builder(base)
        .basic_auth(SECRET_ID, password)
        .attempt_timeout(Duration::from_millis(300))
        .max_response(1_000_000)
        .retry(RetryPolicy::default().initial_backoff(Duration::from_millis(1)));
    builder.build().unwrap()
}

/// The failures happen one after the other to the first calls of an endpoint.
fn fail<E: Endpoint, S: Send + 'static>(fake: &Fake<S>, failures: Vec<Failure>) {
    for (nth, failure) in (1..).zip(failures) {
        fake.fail(failure).on::<E>().nth(nth);
    }
}

/// The story of Belvo without its ids.
async fn links<E: Endpoint>(failures: Vec<Failure>) -> Result<String, String> {
    let fake = belvo::fake::fake().unwrap();
    fail::<E, _>(&fake, failures);
    let server = fake.serve().await.unwrap();
    let owner = client(&server.url(), SECRET_PASSWORD);
    let stranger = client(&server.url(), "wrong");
    let visitor = Visitor {
        institution: "erebor_mx_retail".to_owned(),
        username: "bilbo".to_owned(),
        token: MFA_TOKEN.to_owned(),
    };
    let mut output = Vec::new();
    let played = story::play(&owner, &stranger, &visitor, &mut output).await;
    let told = played.map_err(|error| shown(&*error));
    // It is there as before, also for those whose connection did not fail.
    let none = GetLink::new("none").call(&owner).await.unwrap_err();
    assert_eq!(none.status().unwrap(), 404);
    told?;
    let output = String::from_utf8(output).unwrap();
    let is_id = |word: &&str| word.len() == 36 && word.matches('-').count() == 4;
    let words = output.split_whitespace().filter(|word| !is_id(word));
    Ok(words.collect::<Vec<_>>().join(" "))
}

/// A message that goes through a queue of the broker.
async fn messages<E: Endpoint>(failures: Vec<Failure>) -> Result<String, String> {
    let fake = rabbitmq::fake::fake(SECRET_ID, SECRET_PASSWORD);
    fail::<E, _>(&fake, failures);
    let server = fake.serve().await.unwrap();
    let broker = client(&server.url(), SECRET_PASSWORD);
    let sent = send(&broker).await.map_err(|error| shown(&*error));
    ListVhosts::new().call(&broker).await.unwrap();
    sent
}

async fn send(broker: &Client<Basic>) -> Result<String, Box<dyn Error>> {
    PutVhost::new("a/b").call(broker).await?;
    PutPermissions::new("a/b", SECRET_ID, ".*", ".*", ".*")
        .call(broker)
        .await?;
    PutQueue::new("a/b", "jobs").call(broker).await?;
    let (payload, properties) = (Payload::String, Properties::default());
    Publish::new("a/b", "amq.default", "jobs", "hello", payload, properties)
        .call(broker)
        .await?;
    let (mode, encoding) = (AckMode::AckRequeueFalse, Encoding::Auto);
    let messages = GetMessages::new("a/b", "jobs", 1_u32, mode, encoding)
        .call(broker)
        .await?;
    DeleteVhost::new("a/b").call(broker).await?;
    Ok(format!("{messages:?}"))
}

/// An error with its sources, which show nothing that is secret.
fn shown(error: &dyn Error) -> String {
    let mut texts = vec![format!("{error} {error:?}")];
    let mut source = error.source();
    while let Some(inner) = source {
        texts.push(format!("{inner} {inner:?}"));
        source = inner.source();
    }
    let text = texts.join(" ");
    for secret in [SECRET_PASSWORD, "a new password", MFA_TOKEN] {
        assert!(!text.contains(secret), "{text}");
    }
    text
}

/// How often a story came to its end under the failures of the table, and how often not.
async fn ends<F>(story: impl Fn(Vec<Failure>) -> F) -> [usize; 2]
where
    F: Future<Output = Result<String, String>>,
{
    let expected = story(Vec::new()).await.unwrap();
    let rows = faults().into_iter();
    let rows = rows.filter_map(|row| Some((row.name, failures(&row)?)));
    let told = stream::iter(rows).map(|(name, failures)| {
        let story = story(failures);
        async move {
            let told = timeout(PATIENCE, story).await;
            (name, told.unwrap_or_else(|_| panic!("{name}: no end")))
        }
    });
    let told: Vec<_> = told.buffered(AT_ONCE).collect().await;
    let mut ends = [0, 0];
    for (name, told) in told {
        if let Ok(told) = &told {
            assert_eq!(*told, expected, "{name}");
        }
        ends[usize::from(told.is_err())] += 1;
    }
    ends
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_client_of_an_example_gets_over_a_failure_or_says_so() {
    // What may be sent again gets over a failure that passes.
    for [told, failed] in [
        ends(links::<ListLinks>).await,
        ends(messages::<PutQueue>).await,
    ] {
        assert!(told > 20 && failed > 20, "{told} {failed}");
    }
    for [told, failed] in [
        ends(links::<RegisterLink>).await,
        ends(messages::<GetMessages>).await,
    ] {
        assert!(told == 0 && failed > 100, "{told} {failed}");
    }
}
