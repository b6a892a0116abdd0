//! A call is retried where that is safe and may help, and never otherwise.

use std::time::Duration;

use callpoint::auth::AnyAuth;
use callpoint::transport::SendError;
use callpoint::{Client, Endpoint, Error, RetryPolicy, TransportErrorKind, Upload, api, endpoint};

use crate::memory;
use callpoint_test_support::script::Script;

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

/// Each POST and PATCH has a key, unless it says something else.
#[callpoint::api(idempotency_key = "Idempotency-Key")]
mod keyed {
    use callpoint::{Upload, endpoint};

    #[endpoint(POST, "/orders", 204 => ())]
    pub(super) struct Add;
    #[endpoint(PATCH, "/orders", 204 => ())]
    pub(super) struct Change;
    #[endpoint(POST, "/orders", idempotency_key = "X-Key", 204 => ())]
    pub(super) struct OtherKey;
    #[endpoint(POST, "/orders", idempotent, 204 => ())]
    pub(super) struct Safe;
    #[endpoint(POST, "/orders", 204 => ())]
    pub(super) struct OwnKey {
        #[header("idempotency-key")]
        key: &'static str,
    }
    #[endpoint(POST, "/file", 204 => ())]
    pub(super) struct Streamed {
        #[body(Stream)]
        content: Upload,
    }
    #[endpoint(GET, "/orders", 204 => ())]
    pub(super) struct Show;
    #[endpoint(PUT, "/orders", 204 => ())]
    pub(super) struct Put;
}

#[test]
fn a_module_gives_its_key_where_it_helps() {
    let keys = keyed::ENDPOINTS.iter().map(|endpoint| {
        let is_retried = endpoint.idempotent;
        (endpoint.name, endpoint.idempotency_key, is_retried)
    });
    let key = Some("Idempotency-Key");
    let expected = [
        ("Add", key, true),
        ("Change", key, true),
        ("OtherKey", Some("X-Key"), true),
        ("Safe", None, true),
        ("OwnKey", None, false),
        ("Streamed", None, false),
        ("Show", None, true),
        ("Put", None, true),
    ];
    assert_eq!(keys.collect::<Vec<_>>(), expected);
}

#[endpoint(PUT, "/file", 200 => String as Text)]
struct PutFile {
    #[body(Stream)]
    content: Upload,
}

const OK: &str = "HTTP/1.1 200 OK\r\ncontent-length: 4\r\nconnection: close\r\n\r\ndone";
const BUSY: &str =
    "HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
/// The connection ends without a response.
const NOTHING: &str = "";

fn patient(base: &str) -> Client {
    let policy = RetryPolicy::default().initial_backoff(Duration::from_millis(1));
    Client::builder(base).retry(policy).build().unwrap()
}

#[tokio::test]
async fn an_idempotent_call_is_retried() {
    let cases: [(&[&str], u32); 4] = [
        (&[OK], 1),
        (&[BUSY, OK], 2),
        (&[NOTHING, OK], 2),
        (&[NOTHING, BUSY, OK], 3),
    ];
    for (responses, attempts) in cases {
        let server = Script::start(responses.to_vec()).await;
        let got = patient(&server.base)
            .call_with_response(&GetState)
            .await
            .unwrap();
        assert_eq!((got.as_str(), got.attempts()), ("done", attempts));
        assert_eq!(server.received().len(), responses.len());
        let server = Script::start(responses.to_vec()).await;
        PutState::new(7).call(&patient(&server.base)).await.unwrap();
        let bodies: Vec<_> = server
            .received()
            .iter()
            .map(|message| message.body.clone())
            .collect();
        assert_eq!(bodies, vec![br#"{"value":7}"#.to_vec(); responses.len()]);
    }
}

#[tokio::test]
async fn at_most_two_retries() {
    let server = Script::start([BUSY; 9]).await;
    let error = GetState.call(&patient(&server.base)).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 503);
    assert_eq!(server.received().len(), 3);
}

#[tokio::test]
async fn a_post_is_sent_once() {
    for response in [BUSY, NOTHING] {
        let server = Script::start([response, OK]).await;
        let error = Order::new(7)
            .call(&patient(&server.base))
            .await
            .unwrap_err();
        assert!(error.maybe_sent(), "{error:?}");
        assert_eq!(server.received().len(), 1, "{response:?}");
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
async fn a_default_client_retries() {
    let server = Script::start([BUSY, NOTHING, OK]).await;
    let client = crate::client(&server.base);
    let got = client.call_with_response(&GetState).await.unwrap();
    assert_eq!((got.as_str(), got.attempts()), ("done", 3));
    assert_eq!(server.received().len(), 3);
    // A POST is not retried.
    let server = Script::start([BUSY, OK]).await;
    let client = crate::client(&server.base);
    let error = Order::new(7).call(&client).await.unwrap_err();
    assert_eq!(
        (error.status().unwrap().as_u16(), server.received().len()),
        (503, 1)
    );
}

#[endpoint(GET, "/state", max_retries = 0, 200 => String as Text)]
struct GetOnce;

#[endpoint(GET, "/state", max_retries = 1, 200 => String as Text)]
struct GetTwice;

#[endpoint(GET, "/state", max_retries = 5, 200 => String as Text)]
struct GetPatiently;

#[api(max_retries = 0)]
mod impatient {
    use callpoint::endpoint;

    #[endpoint(GET, "/state", 200 => String as Text)]
    pub(super) struct Get;

    #[endpoint(GET, "/state", max_retries = 3, 200 => String as Text)]
    pub(super) struct GetAfterAll;
}

/// The number of attempts of a call that always got a 503.
async fn attempts<E>(endpoint: E, client: Option<RetryPolicy>, call: Option<u32>) -> usize
where
    E: Endpoint<Auth = AnyAuth, Output = String>,
    E::Error: std::fmt::Display,
{
    let (transport, asked) = memory::transport(|_| memory::json(503, ""));
    let builder = Client::builder("https://api.example.com").transport(transport);
    let policy = client.unwrap_or_default();
    let client = builder.retry(policy.initial_backoff(Duration::from_nanos(1)));
    let client = client.build().unwrap();
    let mut calling = client.call(&endpoint);
    if let Some(retries) = call {
        calling = calling.max_retries(retries);
    }
    let error = calling.await.unwrap_err();
    assert_eq!(error.status().unwrap(), 503);
    let asked = asked.lock().unwrap();
    asked.len()
}

/// The call's setting wins over the declaration's, the endpoint's over the module's, and that over the client's.
#[tokio::test]
async fn precedence_of_retry_settings() {
    let clients = [
        None,
        Some(RetryPolicy::none()),
        Some(RetryPolicy::default().max_retries(4)),
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
async fn an_error_reports_its_attempts() {
    for (retries, attempts) in [(0, 1), (1, 2), (2, 3)] {
        let server = Script::start([NOTHING; 5]).await;
        let call = GetState.call(&patient(&server.base)).max_retries(retries);
        let Err(Error::Transport(error)) = call.await else {
            panic!("no transport error")
        };
        assert_eq!(error.kind(), TransportErrorKind::ConnectionClosed);
        assert_eq!(
            (error.attempts(), server.received().len()),
            (attempts, attempts as usize)
        );
    }
}

/// It has declared errors, and its responses can fail to decode.
#[endpoint(GET, "/state/<id>", 200 => u8, 404 => Gone { code: u8 })]
struct GetPart {
    id: String,
}

#[tokio::test]
async fn every_error_reports_its_attempts() {
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
    for (id, responses, attempts) in cases {
        let server = Script::start(responses.iter().copied()).await;
        let error = GetPart::new(id).call(&patient(&server.base)).await;
        let error = error.unwrap_err();
        assert_eq!(error.attempts(), attempts, "{error}");
        variants.push(match &error {
            Error::Build(_) => "Build",
            Error::Transport(error) if error.attempts() == attempts => "Transport",
            Error::Api(error) if error.attempts() == attempts => "Api",
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
async fn an_earlier_attempt_that_may_have_been_processed_counts() {
    let (transport, asked) = memory::sending(|number| {
        let (kind, maybe_sent) = match number {
            1 => (TransportErrorKind::ConnectionClosed, true),
            _ => (TransportErrorKind::Connect, false),
        };
        Err(SendError::new(kind, maybe_sent))
    });
    let policy = RetryPolicy::default().initial_backoff(Duration::from_nanos(1));
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
async fn a_backoff_longer_than_the_remaining_time_is_skipped() {
    let busy = "HTTP/1.1 503 Service Unavailable\r\nretry-after: 31536000\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
    let server = Script::start([busy, OK]).await;
    let error = GetState.call(&patient(&server.base)).await.unwrap_err();
    assert_eq!(error.retry_after(), Some(Duration::from_secs(31_536_000)));
    assert_eq!(server.received().len(), 1);
}

#[tokio::test]
async fn the_budget_is_shared_and_limited() {
    let server = Script::start(vec![BUSY; 100]).await;
    let client = patient(&server.base);
    for _ in 0..20 {
        GetState.call(&client.clone()).await.unwrap_err();
    }
    // Ten retries and the two that twenty calls deposit.
    let retries = server.received().len() - 20;
    assert!((10..=12).contains(&retries), "{retries}");
}

#[tokio::test]
async fn a_replayable_body_is_resent() {
    let pieces = || futures_util::stream::iter([Ok::<_, std::io::Error>("abc".into())]);
    let server = Script::start([BUSY, OK]).await;
    let replayable = PutFile::new(Upload::replay(pieces).length(3));
    replayable.call(&patient(&server.base)).await.unwrap();
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
async fn a_request_that_was_not_sent_is_retried_whatever_its_method() {
    // Nothing listens at that port any more.
    let base = Script::start([OK]).await.base.clone();
    let error = Order::new(7).call(&patient(&base)).await.unwrap_err();
    let Error::Transport(error) = error else {
        panic!("{error:?}")
    };
    assert_eq!(error.kind(), TransportErrorKind::Connect);
    assert!(!error.maybe_sent());
}

/// The client notes when the response came; without a client its own `Date` counts.
#[tokio::test]
async fn a_date_to_wait_for() {
    let far = "Fri, 01 Jan 2100 00:00:00 GMT";
    let busy = format!(
        "HTTP/1.1 503 Service Unavailable\r\nretry-after: {far}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
    );
    let server = Script::start([busy.as_str(), OK]).await;
    let error = GetState.call(&patient(&server.base)).await.unwrap_err();
    let year = Duration::from_secs(31_536_000);
    assert!(error.retry_after().is_some_and(|wait| wait > year));
    assert_eq!(server.received().len(), 1);

    let cut = busy.replace("content-length: 0", "content-length: 7");
    let server = Script::start([cut.as_str()]).await;
    let client = patient(&server.base);
    let error = GetState.call(&client).max_retries(0).await.unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    assert!(error.retry_after().is_some_and(|wait| wait > year));

    let response = |date: Option<&str>| {
        let response = http::Response::builder().status(503);
        let response = response.header("retry-after", far);
        let response = match date {
            Some(date) => response.header("date", date),
            None => response,
        };
        let error = GetState::from_http(response.body(callpoint::Bytes::new()).unwrap());
        error.unwrap_err().retry_after()
    };
    let minute_before = "Thu, 31 Dec 2099 23:59:00 GMT";
    assert_eq!(response(Some(minute_before)), Some(Duration::from_secs(60)));
    assert_eq!(response(None), None);
}
