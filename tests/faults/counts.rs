//! How often a server sees a request, whatever goes wrong.

use futures_util::StreamExt as _;
use futures_util::stream;
use tokio::time::timeout;

use crate::calls::{Call, Carrier, Settings, outcome};
use crate::server::{Server, Step};
use crate::{AT_ONCE, Fault, PATIENCE, Play, faults, stages};

/// The settings of a row, with the policy that tries again.
fn retrying(fault: &Fault) -> Settings {
    Settings {
        retry: Settings::retrying().retry,
        ..fault.settings
    }
}

/// Whether what the server sees are requests. Otherwise it sees connections, and a busy client may meet their end before it has sent anything.
fn reads_requests(play: &Play) -> bool {
    let reads = |script: &Vec<Step>| {
        let mut steps = script.iter();
        steps.any(|step| matches!(step, Step::Read | Step::ReadHead))
    };
    matches!(play, Play::Script(scripts) if scripts.iter().all(reads))
}

/// What each fault's server sees of a call.
async fn seen(call: Call, carrier: &Carrier) -> Vec<(&'static str, bool, usize)> {
    let faults = faults();
    let stages = stages(&faults, carrier, retrying).await;
    let rows = stream::iter(faults.iter().zip(stages));
    let rows = rows.map(|(fault, (server, client))| async move {
        let made = timeout(PATIENCE, outcome(&client, call)).await;
        made.expect("every call ends");
        (fault.name, reads_requests(&fault.play), server.seen())
    });
    rows.buffer_unordered(AT_ONCE).collect().await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_post_is_seen_once() {
    for carrier in [Carrier::reqwest(), Carrier::hyper()] {
        for (name, reads_requests, seen) in seen(Call::Post, &carrier).await {
            // What was not sent may be tried again.
            let expected = if reads_requests { 1..=1 } else { 0..=3 };
            assert!(expected.contains(&seen), "{name}: {seen}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_idempotent_is_seen_three_times_at_most() {
    for (call, carrier) in [
        (Call::Put, Carrier::reqwest()),
        (Call::PostOnce, Carrier::hyper()),
    ] {
        let mut again = 0;
        for (name, _, seen) in seen(call, &carrier).await {
            assert!(seen <= 3, "{name}: {seen}");
            again += usize::from(seen > 1);
        }
        assert!(
            again > 10,
            "{call:?} is tried again under many of them: {again}"
        );
    }
}

/// Five calls with two more attempts each use the budget up: ten retries, and half of one is saved again.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_tries_again_with_an_empty_budget() {
    // What ends by a time limit would take twenty of them.
    let is_quick = |fault: &Fault| !fault.expect.contains("Timeout");
    let is_tried = |fault: &Fault| fault.call == Call::Get && fault.seen == 3 && is_quick(fault);
    let faults: Vec<_> = faults().into_iter().filter(is_tried).collect();
    assert!(faults.len() >= 4);
    let carrier = Carrier::reqwest();
    for fault in faults {
        let server = Server::start(&fault.play).await;
        let client = fault.settings.client(&server.base, &carrier);
        for expected in [3, 6, 9, 12, 15, 16, 17, 18, 19, 20] {
            timeout(PATIENCE, outcome(&client, Call::Get))
                .await
                .expect("every call ends");
            assert_eq!(server.seen(), expected, "{}", fault.name);
        }
    }
}
