//! How often a server sees a request, whatever fails.

use futures_util::StreamExt as _;
use futures_util::stream;
use tokio::time::timeout;

use crate::calls::{Call, Carrier, Settings, outcome};
use crate::server::{Server, Step};
use crate::{AT_ONCE, Fault, PATIENCE, Play, faults, stages};

/// The settings of a row, with retries.
fn retrying(fault: &Fault) -> Settings {
    Settings {
        retry: Settings::retrying().retry,
        ..fault.settings
    }
}

/// Whether the server counts requests. Otherwise it counts connections, and a busy client may find them closed before it has sent anything.
fn reads_requests(play: &Play) -> bool {
    let reads = |script: &Vec<Step>| script.iter().any(Step::reads);
    matches!(play, Play::Script(scripts) | Play::Http2(scripts) if scripts.iter().all(reads))
}

/// How often each server sees a call, and whether it sees a request that it may have processed.
async fn seen(call: Call, carrier: &Carrier) -> Vec<(&'static str, bool, usize)> {
    let faults = faults();
    let stages = stages(&faults, carrier, retrying).await;
    let rows = stream::iter(faults.iter().zip(stages));
    let rows = rows.map(|(fault, (server, client))| async move {
        let made = timeout(PATIENCE, outcome(&client, call)).await;
        made.expect("every call ends");
        let is_seen = reads_requests(&fault.play) && !fault.is_unprocessed;
        (fault.name, is_seen, server.seen())
    });
    rows.buffer_unordered(AT_ONCE).collect().await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_post_is_seen_once() {
    for carrier in [Carrier::reqwest(), Carrier::hyper()] {
        for (name, is_seen, seen) in seen(Call::Post, &carrier).await {
            // What was not sent may be retried.
            let expected = if is_seen { 1..=1 } else { 0..=3 };
            assert!(expected.contains(&seen), "{name}: {seen}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_idempotent_request_is_seen_three_times_at_most() {
    for (call, carrier) in [
        (Call::Put, Carrier::reqwest()),
        (Call::PostOnce, Carrier::hyper()),
    ] {
        let mut retried = 0;
        for (name, _, seen) in seen(call, &carrier).await {
            assert!(seen <= 3, "{name}: {seen}");
            retried += usize::from(seen > 1);
        }
        assert!(
            retried > 10,
            "{call:?} is retried for many of them: {retried}"
        );
    }
}

/// Five calls with two retries each use up the budget of ten; they deposit half a retry meanwhile.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_empty_budget_allows_no_retry() {
    // A row that ends with a timeout would take twenty of them.
    let is_quick = |fault: &Fault| !fault.expect.contains("Timeout");
    let is_retried = |fault: &Fault| fault.call == Call::Get && fault.seen == 3 && is_quick(fault);
    let faults: Vec<_> = faults().into_iter().filter(is_retried).collect();
    assert!(faults.len() >= 4);
    let carrier = Carrier::reqwest();
    for fault in faults {
        let server = Server::start(&fault.play).await;
        let client = fault.settings.client(&fault.play, &server.base, &carrier);
        for expected in [3, 6, 9, 12, 15, 16, 17, 18, 19, 20] {
            timeout(PATIENCE, outcome(&client, Call::Get))
                .await
                .expect("every call ends");
            assert_eq!(server.seen(), expected, "{}", fault.name);
        }
    }
}
