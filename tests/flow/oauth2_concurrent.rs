//! OAuth 2.0 with many concurrent calls: one token request serves all of them, and dropping a call loses no token.

use std::future::Future as _;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Waker};
use std::time::Duration;

use callpoint::auth::Bearer;
use callpoint::{Client, Error, RetryPolicy, Upload, endpoint};
use futures_util::future::join_all;
use tokio::sync::{Barrier, Notify};

use crate::oauth2::{
    Put, api, authority, by_credentials, by_refresh_token, client, granted, parameter,
};
use crate::service::{Service, response};

const MANY: usize = 64;

/// That many concurrent calls, each in its own task, and their results.
async fn at_once(client: &Client<Bearer>) -> Vec<Result<String, Error<std::convert::Infallible>>> {
    let calls = (0..MANY).map(|_| tokio::spawn(Put.call(client)));
    let outcomes = join_all(calls).await;
    outcomes.into_iter().map(Result::unwrap).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_calls_fetch_one_token() {
    // The first token has expired when it arrives.
    let responses = [granted("t-1", r#","expires_in":0"#), granted("t-2", "")];
    let (authority, api) = (authority(&responses).await, api(None).await);
    let client = client(&api, by_credentials(&authority));
    Put.call(&client).await.unwrap();
    for outcome in at_once(&client).await {
        assert_eq!(outcome.unwrap(), "Bearer t-2");
    }
    assert_eq!(
        (authority.received().len(), api.received().len()),
        (2, 1 + MANY)
    );
}

/// A service that accepts the token with that name and rejects others once enough requests have arrived.
async fn revoking(good: &'static str) -> Service {
    let all = Arc::new(Barrier::new(MANY));
    Service::start(move |message| {
        let all = Arc::clone(&all);
        async move {
            let sent = message.header("authorization").unwrap_or_default();
            if sent == format!("Bearer {good}") {
                return response("200 OK", "", sent);
            }
            all.wait().await;
            response("401 Unauthorized", "", "unauthorized")
        }
    })
    .await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_unauthorized_calls_fetch_one_token() {
    let authority = authority(&[granted("t-1", ""), granted("t-2", "")]).await;
    let api = revoking("t-2").await;
    for outcome in at_once(&client(&api, by_credentials(&authority))).await {
        assert_eq!(outcome.unwrap(), "Bearer t-2");
    }
    // Each call was made twice.
    assert_eq!(
        (authority.received().len(), api.received().len()),
        (2, 2 * MANY)
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_calls_that_are_unauthorized_twice() {
    let authority = authority(&[granted("t-1", ""), granted("t-2", ""), granted("t-3", "")]).await;
    let api = revoking("none").await;
    for outcome in at_once(&client(&api, by_credentials(&authority))).await {
        let error = outcome.unwrap_err();
        assert_eq!(
            (
                error.status().unwrap().as_u16(),
                error.body().unwrap().as_ref()
            ),
            (401, &b"unauthorized"[..])
        );
    }
    assert_eq!(
        (authority.received().len(), api.received().len()),
        (2, 2 * MANY)
    );
}

/// Calls that wait for the same request share its failure; later calls make a new one.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_calls_share_a_failure() {
    let (asked, go_on) = (Arc::<AtomicUsize>::default(), Arc::new(Notify::new()));
    let (count, gate) = (Arc::clone(&asked), Arc::clone(&go_on));
    let authority = Service::start(move |_| {
        let number = count.fetch_add(1, Ordering::SeqCst);
        let gate = Arc::clone(&gate);
        async move {
            if number == 0 {
                gate.notified().await;
                return response("400 Bad Request", "", r#"{"error":"invalid_grant"}"#);
            }
            let (status, body) = granted("t-2", "");
            response(status, "", body)
        }
    })
    .await;
    let api = api(None).await;
    let client = client(&api, by_refresh_token(&authority));
    let mut calls: Vec<_> = (0..MANY).map(|_| Box::pin(Put.call(&client))).collect();
    // All of them wait before the response arrives.
    for call in &mut calls {
        let polled = call.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        assert!(polled.is_pending());
    }
    go_on.notify_one();
    for outcome in join_all(calls).await {
        let Err(Error::Build(error)) = outcome else {
            panic!("no build error")
        };
        assert_eq!(error.detail(), Some("no token: invalid_grant"));
    }
    assert_eq!((asked.load(Ordering::SeqCst), api.received().len()), (1, 0));
    assert_eq!(Put.call(&client).await.unwrap(), "Bearer t-2");
    assert_eq!(asked.load(Ordering::SeqCst), 2);
}

/// The 401 is returned where no other token is granted, and the next call makes a new token request.
#[tokio::test]
async fn an_unauthorized_call_without_another_token() {
    let denied = ("400 Bad Request", r#"{"error":"invalid_grant"}"#.to_owned());
    let authority = authority(&[granted("t-1", ""), denied, granted("t-3", "")]).await;
    let api = api(Some("t-3")).await;
    let client = client(&api, by_refresh_token(&authority));
    let error = Put.call(&client).await.unwrap_err();
    assert_eq!(
        (
            error.status().unwrap().as_u16(),
            error.body().unwrap().as_ref()
        ),
        (401, &b"unauthorized"[..])
    );
    assert_eq!((authority.received().len(), api.received().len()), (2, 1));
    assert_eq!(Put.call(&client).await.unwrap(), "Bearer t-3");
    assert_eq!(authority.received().len(), 3);
}

/// The authorization server has already used up the old refresh token when the caller drops the call.
#[tokio::test]
async fn a_dropped_call_loses_no_refresh_token() {
    let (asked, go_on) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let (seen, gate) = (Arc::clone(&asked), Arc::clone(&go_on));
    let authority = Service::start(move |message| {
        let (seen, gate) = (Arc::clone(&seen), Arc::clone(&gate));
        async move {
            if parameter(&message, "refresh_token").as_deref() == Some("r-0") {
                seen.notify_one();
                gate.notified().await;
            }
            let (status, body) = granted("t-1", r#","expires_in":0,"refresh_token":"r-1""#);
            response(status, "", body)
        }
    })
    .await;
    let api = api(None).await;
    let (kept, stored) = (
        Arc::<Mutex<Vec<String>>>::default(),
        Arc::new(Notify::new()),
    );
    let (keep, notify) = (Arc::clone(&kept), Arc::clone(&stored));
    let tokens = by_refresh_token(&authority).on_refresh_token(move |token| {
        keep.lock().unwrap().push(token.to_owned());
        notify.notify_one();
    });
    let client = client(&api, tokens);
    tokio::select! {
        _ = Put.call(&client) => panic!("there is no token yet"),
        () = asked.notified() => {}
    }
    // The call has been dropped.
    go_on.notify_one();
    stored.notified().await;
    assert_eq!(*kept.lock().unwrap(), ["r-1"]);
    Put.call(&client).await.unwrap();
    let asked = authority.received();
    let asked: Vec<_> = asked
        .iter()
        .map(|message| parameter(message, "refresh_token").unwrap())
        .collect();
    assert_eq!(asked, ["r-0", "r-1"]);
}

#[endpoint(PUT, "/file", auth = Bearer, 200 => String as Text)]
struct PutFile {
    #[body(Stream)]
    content: Upload,
}

/// A stream that can be read once is not resent; the rejected token is not reused either.
#[tokio::test]
async fn an_unauthorized_upload() {
    let authority = authority(&[granted("t-1", ""), granted("t-2", "")]).await;
    let api = api(Some("t-2")).await;
    let client = client(&api, by_credentials(&authority));
    let upload = || {
        let pieces = futures_util::stream::iter([Ok::<_, std::io::Error>("abc".into())]);
        PutFile::new(Upload::stream(pieces).length(3))
    };
    let error = upload().call(&client).await.unwrap_err();
    assert_eq!(
        (error.status().unwrap().as_u16(), api.received().len()),
        (401, 1)
    );
    assert_eq!(upload().call(&client).await.unwrap(), "Bearer t-2");
    assert_eq!(authority.received().len(), 2);
}

/// The token expires between two attempts and no other is granted: the first attempt was sent, so its result is returned.
#[tokio::test]
async fn a_retry_that_gets_no_token() {
    let denied = ("400 Bad Request", r#"{"error":"invalid_grant"}"#.to_owned());
    let authority = authority(&[granted("t-1", r#","expires_in":0"#), denied]).await;
    let api = Service::responding(response("503 Service Unavailable", "", "busy")).await;
    let policy = RetryPolicy::default().initial_backoff(Duration::from_millis(1));
    let builder = Client::builder(&api.base).retry(policy);
    let tokens = by_credentials(&authority).build().unwrap();
    let client = builder.credentials(tokens).build().unwrap();
    let error = Put.call(&client).await.unwrap_err();
    assert!(error.maybe_sent());
    assert_eq!(
        (
            error.status().unwrap().as_u16(),
            error.body().unwrap().as_ref()
        ),
        (503, &b"busy"[..])
    );
    assert_eq!((authority.received().len(), api.received().len()), (2, 1));
}
