//! The suite that checks the declarations against a real broker, run unchanged against a fake of it.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that panics has failed"
)]

use std::env::current_exe;
use std::process::Command;

use callpoint_examples::rabbitmq::fake::fake;

#[path = "live.rs"]
mod live;

const USER: &str = "guest";
const PASSWORD: &str = "a/guest:%";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_suite_of_the_broker_passes_on_the_fake() {
    let fake = fake(USER, PASSWORD);
    let server = fake.serve().await.unwrap();
    fake.state(|broker| broker.port = server.address().port());
    passes(&server.url()).await;
    assert!(fake.requests() > 500);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_suite_of_the_broker_passes_in_memory_and_by_tower() {
    for url in ["https://memory.fake:15671", "https://tower.fake:15671"] {
        passes(url).await;
    }
}

/// Runs the suite against the broker at this URL.
async fn passes(url: &str) {
    let mut suite = Command::new(current_exe().unwrap());
    suite
        .args(["--ignored", "live::"])
        .env("RABBITMQ_URL", url)
        .env("RABBITMQ_USER", USER)
        .env("RABBITMQ_PASSWORD", PASSWORD);
    let output = tokio::task::spawn_blocking(move || suite.output()).await;
    let output = output.unwrap().unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{url}: {text}");
    assert!(text.contains("19 passed"), "{url}: {text}");
}
