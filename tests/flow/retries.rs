//! A call is tried again where that helps and does no harm, and never otherwise.

use std::time::Duration;

use callpoint::auth::AnyAuth;
use callpoint::transport::SendError;
use callpoint::{Client, Endpoint, Error, RetryPolicy, TransportErrorKind, Upload, api, endpoint};

use crate::memory;
use crate::script::Script;

#[endpoint(GET, "/state", 200 => String as Text)]
struct GetState;

#[endpoint(PUT, "/state", 200 => String as Text)]
struct PutState {
    value: u8,
}

#[endpoint(POST, "/orders", 200 => String as Text)]
struct Order {
    item: u8,
}

#[endpoint(POST, "/orders", 200 => String as Text, idempotency_key = "Idempotency-Key")]
struct OrderOnce {
    item: u8,
}

#[endpoint(PUT, "/file", 200 => String as Text)]
struct PutFile {
    #[body(Stream)]
    content: Upload,
}

const OK: &str = "HTTP/1.1 200 OK\r\ncontent-length: 4\r\nconnection: close\r\n\r\ndone";
const BUSY: &str =
    "HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
/// The connection ends without an answer.
const NOTHING: &str = "";

fn patient(base: &str) -> Client {
    let policy = RetryPolicy::default().first_pause(Duration::from_millis(1));
    Client::builder(base).retry(policy).build().unwrap()
}

#[tokio::test]
async fn what_is_idempotent_is_tried_again() {
    let cases: [(&[&str], u32); 4] = [
        (&[OK], 1),
        (&[BUSY, OK], 2),
        (&[NOTHING, OK], 2),
        (&[NOTHING, BUSY, OK], 3),
    ];
    for (answers, attempts) in cases {
        let server = Script::start(answers.to_vec()).await;
        let got = patient(&server.base).call_full(&GetState).await.unwrap();
        assert_eq!((got.as_str(), got.attempts()), ("done", attempts));
        assert_eq!(server.received().len(), answers.len());
        let server = Script::start(answers.to_vec()).await;
        PutState::new(7).call(&patient(&server.base)).await.unwrap();
        let bodies: Vec<_> = server
            .received()
            .iter()
            .map(|message| message.body.clone())
            .collect();
        assert_eq!(bodies, vec![br#"{"value":7}"#.to_vec(); answers.len()]);
    }
}

#[tokio::test]
async fn two_more_attempts_and_no_more() {
    let server = Script::start([BUSY; 9]).await;
    let error = GetState.call(&patient(&server.base)).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 503);
    assert_eq!(server.received().len(), 3);
}

#[tokio::test]
async fn a_post_is_seen_once() {
    for answer in [BUSY, NOTHING] {
        let server = Script::start([answer, OK]).await;
        let error = Order::new(7)
            .call(&patient(&server.base))
            .await
            .unwrap_err();
        assert!(error.maybe_sent(), "{error:?}");
        assert_eq!(server.received().len(), 1, "{answer:?}");
    }
}

#[tokio::test]
async fn a_post_with_a_key_keeps_it() {
    let server = Script::start([NOTHING, BUSY, OK, OK]).await;
    let client = patient(&server.base);
    OrderOnce::new(7).call(&client).await.unwrap();
    OrderOnce::new(7).call(&client).await.unwrap();
    let received = server.received();
    let keys: Vec<_> = received
        .iter()
        .map(|message| message.header("idempotency-key").unwrap())
        .collect();
    assert_eq!([keys[1], keys[2]], [keys[0]; 2]);
    assert_ne!(keys[3], keys[0]);
}

#[tokio::test]
async fn a_client_as_it_is_built_tries_again() {
    let server = Script::start([BUSY, NOTHING, OK]).await;
    let client = crate::client(&server.base);
    let got = client.call_full(&GetState).await.unwrap();
    assert_eq!((got.as_str(), got.attempts()), ("done", 3));
    assert_eq!(server.received().len(), 3);
    // What is done once stays that.
    let server = Script::start([BUSY, OK]).await;
    let client = crate::client(&server.base);
    let error = Order::new(7).call(&client).await.unwrap_err();
    assert_eq!(
        (error.status().unwrap().as_u16(), server.received().len()),
        (503, 1)
    );
}

#[endpoint(GET, "/state", retries = 0, 200 => String as Text)]
struct GetOnce;

#[endpoint(GET, "/state", retries = 1, 200 => String as Text)]
struct GetTwice;

#[endpoint(GET, "/state", retries = 5, 200 => String as Text)]
struct GetPatiently;

#[api(retries = 0)]
mod impatient {
    use callpoint::endpoint;

    #[endpoint(GET, "/state", 200 => String as Text)]
    pub(super) struct Get;

    #[endpoint(GET, "/state", retries = 3, 200 => String as Text)]
    pub(super) struct GetAfterAll;
}

/// How many attempts a call had that was always answered 503.
async fn attempts<E>(endpoint: E, client: Option<RetryPolicy>, call: Option<u32>) -> usize
where
    E: Endpoint<Auth = AnyAuth, Output = String>,
    E::Error: std::fmt::Display,
{
    let (transport, asked) = memory::transport(|_| memory::json(503, ""));
    let builder = Client::builder("https://api.example.com").transport(transport);
    let policy = client.unwrap_or_default();
    let client = builder.retry(policy.first_pause(Duration::from_nanos(1)));
    let client = client.build().unwrap();
    let mut calling = client.call(&endpoint);
    if let Some(retries) = call {
        calling = calling.retries(retries);
    }
    let error = calling.await.unwrap_err();
    assert_eq!(error.status().unwrap(), 503);
    let asked = asked.lock().unwrap();
    asked.len()
}

/// The call says more than the declaration, the endpoint more than its module, and that more than the client.
#[tokio::test]
async fn who_says_how_often() {
    let clients = [
        None,
        Some(RetryPolicy::none()),
        Some(RetryPolicy::default().retries(4)),
    ];
    for client in clients {
        let of_client = match client {
            None => 2,
            Some(policy) if policy == RetryPolicy::none() => 0,
            Some(_) => 4,
        };
        for call in [None, Some(0), Some(1), Some(7)] {
            let declared = [
                (None, attempts(GetState, client, call).await),
                (Some(0), attempts(GetOnce, client, call).await),
                (Some(1), attempts(GetTwice, client, call).await),
                (Some(5), attempts(GetPatiently, client, call).await),
                (Some(0), attempts(impatient::Get, client, call).await),
                (
                    Some(3),
                    attempts(impatient::GetAfterAll, client, call).await,
                ),
            ];
            for (declared, attempts) in declared {
                let expected = call.or(declared).unwrap_or(of_client) + 1;
                let case = format!("client {client:?}, declaration {declared:?}, call {call:?}");
                assert_eq!(attempts, expected as usize, "{case}");
            }
        }
    }
}

#[tokio::test]
async fn an_error_says_how_many_attempts_there_were() {
    for (retries, attempts) in [(0, 1), (1, 2), (2, 3)] {
        let server = Script::start([NOTHING; 5]).await;
        let call = GetState.call(&patient(&server.base)).retries(retries);
        let Err(Error::Transport(error)) = call.await else {
            panic!("no transport error")
        };
        assert_eq!(error.kind(), TransportErrorKind::Interrupted);
        assert_eq!(
            (error.attempts(), server.received().len()),
            (attempts, attempts as usize)
        );
    }
}

/// Its answers can be refused, and can be wrong.
#[endpoint(GET, "/state/<id>", 200 => u8, 404 => Gone { code: u8 })]
struct GetPart {
    id: String,
}

#[tokio::test]
async fn every_error_says_how_many_attempts_there_were() {
    let gone =
        "HTTP/1.1 404 Not Found\r\ncontent-length: 10\r\nconnection: close\r\n\r\n{\"code\":7}";
    let cases: [(&str, &[&str], u32); 7] = [
        ("a", &[BUSY, gone], 2),
        ("a", &[gone], 1),
        ("a", &[BUSY, BUSY, OK], 3),
        ("a", &[OK], 1),
        ("a", &[BUSY, BUSY, BUSY], 3),
        ("a", &[NOTHING, NOTHING, NOTHING], 3),
        ("", &[], 0),
    ];
    let mut variants = Vec::new();
    for (id, answers, attempts) in cases {
        let server = Script::start(answers.iter().copied()).await;
        let error = GetPart::new(id).call(&patient(&server.base)).await;
        let error = error.unwrap_err();
        assert_eq!(error.attempts(), attempts, "{error}");
        variants.push(match &error {
            Error::Build(_) => "Build",
            Error::Transport(error) if error.attempts() == attempts => "Transport",
            Error::Api(refusal) if refusal.attempts() == attempts => "Api",
            Error::Unexpected(error) if error.attempts() == attempts => "Unexpected",
            Error::Decode(error) if error.attempts() == attempts => "Decode",
            _ => "an error that contradicts itself",
        });
    }
    let expected = [
        "Api",
        "Api",
        "Decode",
        "Decode",
        "Unexpected",
        "Transport",
        "Build",
    ];
    assert_eq!(variants, expected);
}

/// The last attempt was certainly not sent, but the first one was.
#[tokio::test]
async fn what_an_earlier_attempt_may_have_done_is_not_forgotten() {
    let (transport, asked) = memory::sending(|number| {
        let (kind, maybe_sent) = match number {
            1 => (TransportErrorKind::Interrupted, true),
            _ => (TransportErrorKind::Connect, false),
        };
        Err(SendError::new(kind, maybe_sent))
    });
    let policy = RetryPolicy::default().first_pause(Duration::from_nanos(1));
    let builder = Client::builder("https://api.example.com").transport(transport);
    let client = builder.retry(policy).build().unwrap();
    let Err(Error::Transport(error)) = PutState::new(7).call(&client).await else {
        panic!("no transport error")
    };
    assert_eq!(asked.lock().unwrap().len(), 3);
    assert_eq!(
        (error.kind(), error.attempts()),
        (TransportErrorKind::Connect, 3)
    );
    assert!(error.maybe_sent(), "{error:?}");
}

#[tokio::test]
async fn a_pause_that_does_not_fit_is_not_made() {
    let busy = "HTTP/1.1 503 Service Unavailable\r\nretry-after: 31536000\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
    let server = Script::start([busy, OK]).await;
    let error = GetState.call(&patient(&server.base)).await.unwrap_err();
    assert_eq!(error.retry_after(), Some(Duration::from_secs(31_536_000)));
    assert_eq!(server.received().len(), 1);
}

#[tokio::test]
async fn a_budget_is_shared_and_runs_out() {
    let server = Script::start(vec![BUSY; 100]).await;
    let client = patient(&server.base);
    for _ in 0..20 {
        GetState.call(&client.clone()).await.unwrap_err();
    }
    // Ten retries and the two that twenty calls save.
    let retries = server.received().len() - 20;
    assert!((10..=12).contains(&retries), "{retries}");
}

#[tokio::test]
async fn content_that_can_be_read_again_is_sent_again() {
    let pieces = || futures_util::stream::iter([Ok::<_, std::io::Error>("abc".into())]);
    let server = Script::start([BUSY, OK]).await;
    let again = PutFile::new(Upload::replay(pieces).length(3));
    again.call(&patient(&server.base)).await.unwrap();
    let bodies: Vec<_> = server
        .received()
        .iter()
        .map(|message| message.body.clone())
        .collect();
    assert_eq!(bodies, [b"abc", b"abc"]);

    let server = Script::start([BUSY, OK]).await;
    let once = PutFile::new(Upload::stream(pieces()).length(3));
    assert!(once.call(&patient(&server.base)).await.is_err());
    assert_eq!(server.received().len(), 1);
}

#[tokio::test]
async fn what_was_certainly_not_sent_is_tried_again_whatever_it_is() {
    // Nobody listens there any more.
    let base = Script::start([OK]).await.base.clone();
    let error = Order::new(7).call(&patient(&base)).await.unwrap_err();
    let Error::Transport(error) = error else {
        panic!("{error:?}")
    };
    assert_eq!(error.kind(), TransportErrorKind::Connect);
    assert!(!error.maybe_sent());
}
