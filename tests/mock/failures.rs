//! Simulated failures and delays.

use std::time::Duration;

use callpoint::{Client, Error, TimeoutKind, TransportErrorKind};
use callpoint_testing::MockTransport;
use serde_json::json;
use tokio::time::Instant;

use crate::{GetLink, client};

#[tokio::test]
async fn a_failure_is_the_error_that_a_transport_would_return() {
    for (kind, maybe_sent) in [
        (TransportErrorKind::Connect, false),
        (TransportErrorKind::Tls, false),
        (TransportErrorKind::ConnectionClosed, true),
        (TransportErrorKind::InvalidMessage, true),
    ] {
        let mock = MockTransport::new();
        mock.on::<GetLink>().fail(kind, maybe_sent).times(1);
        let builder = Client::builder("https://api.example.com");
        let builder = builder.retry(callpoint::RetryPolicy::none());
        let client = builder.transport(mock.clone()).build().unwrap();
        match GetLink::new("7").call(&client).await {
            Err(Error::Transport(error)) => {
                assert_eq!((error.kind(), error.maybe_sent()), (kind, maybe_sent));
            }
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_delay_uses_the_tests_paused_clock() {
    let mock = MockTransport::new();
    mock.on::<GetLink>()
        .delay(Duration::from_secs(20))
        .reply(json!({ "id": "7" }))
        .then()
        .delay(Duration::from_secs(3600))
        .fail(TransportErrorKind::ConnectionClosed, true);
    let client = client(&mock);
    let began = Instant::now();
    GetLink::new("7").call(&client).await.unwrap();
    assert_eq!(began.elapsed().as_secs(), 20);
    let error = GetLink::new("7")
        .call(&client)
        .timeout(Duration::from_secs(5))
        .await
        .unwrap_err();
    match &error {
        Error::Transport(error) => {
            let Some(TransportErrorKind::Timeout(TimeoutKind::Call)) = Some(error.kind()) else {
                panic!("{error:?}")
            };
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(began.elapsed().as_secs(), 25);
}
