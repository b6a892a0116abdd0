//! Any body as events and as lines: the same items, however it is cut.
#![no_main]

use callpoint::{Bytes, Client, Events, JsonLines, codec, endpoint};
use callpoint_testing::MockTransport;
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

// A POST is not retried when the connection ends.
#[endpoint(POST, "/events", 200 => Events<String, codec::Text> as Sse)]
struct GetEvents;

#[endpoint(POST, "/rows", 200 => JsonLines<Value> as NdJson)]
struct GetRows;

fn read(pieces: &[Bytes]) -> (Vec<String>, Vec<String>) {
    let mock = MockTransport::new();
    mock.on::<GetEvents>().stream(pieces.to_vec());
    mock.on::<GetRows>().stream(pieces.to_vec());
    let builder = Client::builder("https://api.example.com");
    let client = builder.transport(mock.clone()).build().unwrap();
    wait(async {
        let (mut events, mut rows) = (Vec::new(), Vec::new());
        let mut stream = GetEvents.call(&client).await.unwrap();
        while let Some(event) = stream.next().await {
            events.push(format!("{:?}", event.unwrap()));
        }
        let mut stream = GetRows.call(&client).await.unwrap();
        while let Some(row) = stream.next().await {
            // How much has arrived depends on the pieces.
            rows.push(row.map_or_else(
                |error| error.failure().unwrap().to_string(),
                |row| row.to_string(),
            ));
        }
        (events, rows)
    })
}

/// Runs a future that never waits for I/O.
fn wait<F: Future>(work: F) -> F::Output {
    thread_local! {
        static RUNTIME: tokio::runtime::Runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    }
    RUNTIME.with(|runtime| runtime.block_on(work))
}

fuzz_target!(|pieces: Vec<&[u8]>| {
    let pieces: Vec<_> = pieces.into_iter().map(Bytes::copy_from_slice).collect();
    assert_eq!(read(&pieces), read(&[pieces.concat().into()]));
});
