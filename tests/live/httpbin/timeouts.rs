//! Timeouts.

use std::time::{Duration, Instant};

use callpoint::{Error, TimeoutKind, TransportErrorKind, endpoint};

use crate::{Echo, builder, client};

#[endpoint(POST, "/delay/<seconds>", 200 => Echo)]
struct Delay {
    seconds: f32,
}

#[endpoint(POST, "/delay/<seconds>", timeout = "300ms", 200 => Echo)]
struct ImpatientDelay {
    seconds: f32,
}

const SHORT: Duration = Duration::from_millis(300);

/// The timeout that expired; asserts that the call did not wait for the response.
fn kind<T, E>(outcome: Result<T, Error<E>>, began: Instant) -> TimeoutKind {
    assert!(began.elapsed() < Duration::from_millis(1900));
    match outcome {
        Err(Error::Transport(error)) if error.maybe_sent() => match error.kind() {
            TransportErrorKind::Timeout(kind) => kind,
            other => panic!("{other:?}"),
        },
        _ => panic!("no timeout"),
    }
}

#[tokio::test]
#[ignore = "needs httpbin: tests/live/httpbin.sh"]
async fn a_call_that_takes_too_long() {
    let client = client();
    let began = Instant::now();
    let outcome = Delay::new(2.0).call(&client).timeout(SHORT).await;
    assert_eq!(kind(outcome, began), TimeoutKind::Call);
    let began = Instant::now();
    let outcome = ImpatientDelay::new(2.0).call(&client).await;
    assert_eq!(kind(outcome, began), TimeoutKind::Call);
}

#[tokio::test]
#[ignore = "needs httpbin: tests/live/httpbin.sh"]
async fn the_limits_of_the_client() {
    let for_attempts = builder();
    let client = for_attempts.attempt_timeout(SHORT).build().unwrap();
    let began = Instant::now();
    let outcome = Delay::new(2.0).call(&client).await;
    assert_eq!(kind(outcome, began), TimeoutKind::Attempt);
    let for_calls = builder();
    let client = for_calls.timeout(SHORT).build().unwrap();
    let began = Instant::now();
    let outcome = Delay::new(2.0).call(&client).await;
    assert_eq!(kind(outcome, began), TimeoutKind::Call);
}

#[tokio::test]
#[ignore = "needs httpbin: tests/live/httpbin.sh"]
async fn a_call_may_take_longer_than_the_client_says() {
    let builder = builder();
    let client = builder.timeout(SHORT).build().unwrap();
    let patience = Duration::from_secs(10);
    for echo in [
        Delay::new(0.6).call(&client).timeout(patience).await,
        ImpatientDelay::new(0.6)
            .call(&client)
            .timeout(patience)
            .await,
    ] {
        assert!(echo.unwrap().target().starts_with("/delay/"));
    }
}

#[tokio::test]
#[ignore = "needs httpbin: tests/live/httpbin.sh"]
async fn calls_do_not_wait_for_each_other() {
    let client = client();
    let request = Delay::new(0.5);
    let began = Instant::now();
    let calls: Vec<_> = (0..6)
        .map(|_| tokio::spawn(request.call(&client)))
        .collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    assert!(began.elapsed() < Duration::from_secs(2));
}
