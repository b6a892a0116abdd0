//! OAuth 2.0 where the token endpoint fails for the moment: the token request is retried.

use std::error::Error as _;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use callpoint::auth::{AuthError, Bearer, OAuth2};
use callpoint::{Client, Error, RetryPolicy, TransportErrorKind};

use crate::memory::{self, json};
use crate::oauth2::{Put, api, authority, by_credentials, by_refresh_token, granted};
use crate::service::{Service, response};

fn soon() -> RetryPolicy {
    RetryPolicy::default().initial_backoff(Duration::from_millis(1))
}

fn busy() -> (&'static str, String) {
    ("503 Service Unavailable", "canary".to_owned())
}

fn built(api: &Service, tokens: OAuth2, policy: RetryPolicy) -> Client<Bearer> {
    let builder = Client::builder(&api.base).retry(policy).credentials(tokens);
    builder.build().unwrap()
}

#[tokio::test]
async fn a_token_request_is_retried() {
    let busy = || ("503 Service Unavailable", String::new());
    let cases: [Vec<(&'static str, String)>; 5] = [
        vec![busy(), granted("t-1", "")],
        vec![busy(), busy(), granted("t-1", "")],
        vec![("429 Too Many Requests", String::new()), granted("t-1", "")],
        vec![
            ("500 Internal Server Error", String::new()),
            granted("t-1", ""),
        ],
        vec![("504 Gateway Timeout", String::new()), granted("t-1", "")],
    ];
    for responses in cases {
        let (authority, api) = (authority(&responses).await, api(None).await);
        for tokens in [by_credentials(&authority), by_refresh_token(&authority)] {
            let before = authority.received().len();
            let client = built(&api, tokens.build().unwrap(), soon());
            assert_eq!(
                Put.call(&client).await.unwrap(),
                "Bearer t-1",
                "{responses:?}"
            );
            if before == 0 {
                assert_eq!(authority.received().len(), responses.len(), "{responses:?}");
            }
        }
    }
}

/// It closes the connection once.
#[tokio::test]
async fn a_lost_token_request_is_repeated() {
    let asked = AtomicUsize::new(0);
    let authority = Service::start(move |_| {
        let is_first = asked.fetch_add(1, Ordering::SeqCst) == 0;
        async move {
            let (status, body) = granted("t-1", "");
            if is_first {
                Vec::new()
            } else {
                response(status, "", body)
            }
        }
    })
    .await;
    let api = api(None).await;
    let client = built(&api, by_credentials(&authority).build().unwrap(), soon());
    assert_eq!(Put.call(&client).await.unwrap(), "Bearer t-1");
    assert_eq!((authority.received().len(), api.received().len()), (2, 1));
}

/// The policy is that of the client, and a call's own limit counts.
#[tokio::test]
async fn a_token_endpoint_that_stays_busy() {
    let (authority, api) = (authority(&[busy()]).await, api(None).await);
    for (policy, own, expected) in [
        (soon(), None, 3),
        (soon().max_retries(1), None, 2),
        (RetryPolicy::none(), None, 1),
        (soon(), Some(0), 1),
    ] {
        let before = authority.received().len();
        let client = built(&api, by_credentials(&authority).build().unwrap(), policy);
        let call = Put.call(&client);
        let call = match own {
            Some(own) => call.max_retries(own),
            None => call,
        };
        let error = call.await.unwrap_err();
        assert_eq!(authority.received().len() - before, expected);
        assert!(error.is_retryable() && !error.maybe_sent());
        assert_eq!((error.attempts(), error.status()), (0, None));
        let text = "PUT /api: the credentials could not be fetched";
        assert_eq!(error.to_string(), text);
        assert!(!format!("{error:?}").contains("canary"));
        let Error::Transport(error) = error else {
            panic!("{error}")
        };
        assert_eq!(error.kind(), TransportErrorKind::Credentials);
        let source = Error::<std::convert::Infallible>::Transport(error);
        let source = source.source().unwrap();
        assert!(source.is::<AuthError>());
        assert_eq!(source.to_string(), "no token could be fetched");
        assert_eq!(
            source.source().unwrap().to_string(),
            "POST /token: 503 Service Unavailable, a status that is not declared"
        );
    }
    assert!(api.received().is_empty());
}

/// It counts as a retry of the call, and the call ends where the server asks for more time than it has.
#[tokio::test(start_paused = true)]
async fn the_time_that_a_token_endpoint_asks_for() {
    for (after, expected) in [("5", Ok(2)), ("31536000", Err(1)), ("60", Err(1))] {
        let (authority, asked) = memory::transport(move |_| {
            let mut response = json(503, "");
            response
                .headers_mut()
                .insert("retry-after", after.parse().unwrap());
            response
        });
        let first = std::sync::Mutex::new(Some(authority));
        let authority = first.lock().unwrap().take().unwrap();
        let tokens = OAuth2::client_credentials("https://login.example.com/token", "id", "secret");
        let (api, _) = memory::transport(|_| json(200, "done"));
        let client = Client::builder("https://api.example.com").transport(api);
        let client = client.retry(RetryPolicy::default().max_retries(1));
        let client = client
            .credentials(tokens.transport(authority).build().unwrap())
            .build()
            .unwrap();
        let begun = tokio::time::Instant::now();
        let error = Put.call(&client).await.unwrap_err();
        assert!(error.is_retryable());
        let waited = begun.elapsed();
        let count = asked.lock().unwrap().len();
        match expected {
            Ok(expected) => {
                assert_eq!(count, expected);
                assert!(waited >= Duration::from_secs(5), "{waited:?}");
            }
            Err(expected) => {
                assert_eq!(count, expected);
                assert!(waited < Duration::from_secs(5), "{waited:?}");
            }
        }
    }
}

/// A rejected token is replaced although the endpoint is busy at first.
#[tokio::test]
async fn a_refresh_is_retried() {
    let responses = [
        granted("t-1", ""),
        ("502 Bad Gateway", String::new()),
        granted("t-2", ""),
    ];
    let (authority, api) = (authority(&responses).await, api(Some("t-2")).await);
    let client = built(&api, by_credentials(&authority).build().unwrap(), soon());
    assert_eq!(Put.call(&client).await.unwrap(), "Bearer t-2");
    assert_eq!((authority.received().len(), api.received().len()), (3, 2));
}
