//! The faults of the table by a fake: what a client sees of a server that misbehaves, it sees of a fake that is told to.

use std::time::Duration;

use callpoint_testing::{Failure, Fake};
use futures_util::StreamExt as _;
use futures_util::stream;
use tokio::time::timeout;

use crate::calls::{self, Carrier};
use crate::server::Step::{self, Drip, Read, Reset, Sleep, Wait, Write};
use crate::{AT_ONCE, Fault, PATIENCE, Play, faults};

/// What a connection does after its request, if it has one and a fake can do the same.
fn failure(steps: &[Step]) -> Option<Failure> {
    let is_short = |pause: &Duration| *pause < Duration::from_secs(1);
    Some(match steps {
        [Read] => Failure::closed(),
        [Read, Reset] => Failure::reset(),
        [Read, Wait] => Failure::silent(),
        [Read, Write(bytes)] => Failure::bytes(bytes.clone()),
        [Read, Write(bytes), Sleep(pause), Reset] if is_short(pause) => {
            Failure::bytes(bytes.clone()).then_reset()
        }
        [Read, Write(bytes), Wait] => Failure::bytes(bytes.clone()).then_silent(),
        [Read, Drip(bytes, pause)] => Failure::bytes(bytes.clone()).slowly(*pause),
        _ => return None,
    })
}

/// What each connection of a row does.
pub(crate) fn failures(fault: &Fault) -> Option<Vec<Failure>> {
    match &fault.play {
        Play::Script(connections) => connections.iter().map(|it| failure(it)).collect(),
        _ => None,
    }
}

async fn mismatches(carrier: &Carrier) -> (usize, Vec<String>) {
    let mut rows = Vec::new();
    for fault in faults() {
        let Some(failures) = failures(&fault) else {
            continue;
        };
        let fake = Fake::from_examples(calls::ENDPOINTS);
        // The last one is that of all later connections.
        let nth = (1..failures.len() as u64).map(Some).chain([None]);
        for (failure, nth) in failures.into_iter().zip(nth) {
            let rule = fake.fail(failure);
            if let Some(nth) = nth {
                rule.nth(nth);
            }
        }
        let server = fake.serve().await.unwrap();
        let client = fault.settings.client(&fault.play, &server.url(), carrier);
        rows.push((fault, fake, server, client));
    }
    let all = rows.len();
    let observed = stream::iter(rows).map(|(fault, fake, server, client)| async move {
        let outcome = timeout(PATIENCE, calls::outcome(&client, fault.call)).await;
        let outcome = outcome.unwrap_or_else(|_| "no outcome at all".to_owned());
        let is_expected = match fault.expect.strip_suffix('…') {
            Some(start) => outcome.starts_with(start),
            None => outcome == fault.expect,
        };
        let seen = fake.requests();
        drop(server);
        (!is_expected || seen != fault.seen as u64).then(|| {
            let outcome: String = outcome.chars().take(150).collect();
            let (name, expect, expected) = (fault.name, fault.expect, fault.seen);
            format!("{name}: {outcome}; seen {seen}\n    expected {expect}; seen {expected}")
        })
    });
    let observed = observed.buffered(AT_ONCE).filter_map(std::future::ready);
    (all, observed.collect().await)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_fake_does_what_the_servers_of_the_table_do() {
    for carrier in [Carrier::reqwest(), Carrier::hyper()] {
        let (all, wrong) = mismatches(&carrier).await;
        assert!(all > 100, "{all}");
        assert!(wrong.is_empty(), "of {all}:\n{}", wrong.join("\n"));
    }
}
