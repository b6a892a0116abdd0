//! OAuth 2.0 with a service that rejects tokens: how often they are replaced.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use callpoint::Client;
use callpoint::auth::{Bearer, OAuth2};

use crate::memory::{self, Asked, json};
use crate::oauth2::Put;

/// A client whose service accepts a token only if `is_good`, by its number; the token and the API requests.
fn picky(
    is_good: impl Fn(usize) -> bool + Send + Sync + 'static,
) -> (Client<Bearer>, Asked, Asked) {
    let number = AtomicUsize::new(1);
    let (authority, tokens) = memory::transport(move |_| {
        let number = number.fetch_add(1, Ordering::SeqCst);
        json(
            200,
            format!(r#"{{"access_token":"{number}","token_type":"bearer"}}"#),
        )
    });
    let (api, calls) = memory::transport(move |request| {
        let sent = request.headers()["authorization"].to_str().unwrap();
        let number = sent.trim_start_matches("Bearer ").parse().unwrap();
        json(if is_good(number) { 200 } else { 401 }, "")
    });
    let oauth2 = OAuth2::client_credentials("https://login.example.com/token", "id", "secret");
    let client = Client::builder("https://api.example.com").transport(api);
    let client = client
        .credentials(oauth2.transport(authority).build().unwrap())
        .build();
    (client.unwrap(), tokens, calls)
}

/// A service that rejects every token gets no new one with every call.
#[tokio::test(start_paused = true)]
async fn a_service_that_always_says_401() {
    let (client, tokens, calls) = picky(|_| false);
    for _ in 0..100 {
        let error = Put.call(&client).await.unwrap_err();
        assert_eq!(error.status().unwrap().as_u16(), 401);
    }
    assert_eq!(
        (tokens.lock().unwrap().len(), calls.lock().unwrap().len()),
        (2, 101)
    );
    // One call a second: after 1, 2, 4, 8 … seconds, and never more than a minute.
    for _ in 0..600 {
        tokio::time::advance(Duration::from_secs(1)).await;
        assert!(Put.call(&client).await.is_err());
    }
    let count = tokens.lock().unwrap().len();
    assert!((10..=20).contains(&count), "{count}");
}

/// A token that was accepted for a while is replaced as soon as it is rejected, every time.
#[tokio::test(start_paused = true)]
async fn tokens_that_last_ten_seconds() {
    let begun = tokio::time::Instant::now();
    let (client, tokens, _) = picky(move |number| begun.elapsed().as_secs() / 10 < number as u64);
    for _ in 0..100 {
        Put.call(&client).await.unwrap();
        tokio::time::advance(Duration::from_secs(1)).await;
    }
    assert_eq!(tokens.lock().unwrap().len(), 10);
}

/// It recovers once a token is accepted again.
#[tokio::test(start_paused = true)]
async fn a_service_that_rejects_some_tokens() {
    let (client, tokens, _) = picky(|number| number >= 4);
    let mut failures = 0;
    while Put.call(&client).await.is_err() {
        failures += 1;
        assert!(failures < 100, "it does not recover");
        tokio::time::advance(Duration::from_millis(500)).await;
    }
    assert_eq!(tokens.lock().unwrap().len(), 4);
    Put.call(&client).await.unwrap();
}
