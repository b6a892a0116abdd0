//! What a caller sees of each fault of a server, by either transport: one table, and three rules that hold for all of its rows.
//!
//! The table stands in `docs/faults.md` too. `BLESS=1 cargo test -p callpoint-tests --test faults` writes it there anew.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod calls;
mod counts;
mod document;
mod server;
mod table {
    pub(crate) mod bodies;
    pub(crate) mod codings;
    pub(crate) mod connections;
    pub(crate) mod contents;
    pub(crate) mod heads;
    pub(crate) mod retries;
    pub(crate) mod statuses;
}

use std::time::Duration;

use callpoint::Client;
use futures_util::StreamExt as _;
use futures_util::stream;
use tokio::time::timeout;

use crate::calls::{Call, Carrier, Settings};
use crate::server::{Server, Step};

/// A server that misbehaves, a call to it, and what comes of it.
pub(crate) struct Fault {
    /// What of the answer is at fault: a heading of the table.
    pub(crate) part: &'static str,
    pub(crate) name: &'static str,
    pub(crate) play: Play,
    pub(crate) call: Call,
    pub(crate) settings: Settings,
    /// The outcome in words, by [`calls::outcome`]. `…` at its end stands for anything: how far a time limit lets an answer come.
    pub(crate) expect: &'static str,
    /// How many attempts the server sees: requests, or connections without one.
    pub(crate) seen: usize,
}

/// What stands at the other end.
#[derive(Clone)]
pub(crate) enum Play {
    /// Nobody.
    Refuse,
    /// Somebody who takes no more connections.
    Backlog,
    /// The first connection gets the first script, and so on; what comes later gets the last. An answer over TLS is none.
    Script(Vec<Vec<Step>>),
    /// The same, and the client speaks TLS.
    Tls(Vec<Step>),
}

impl Fault {
    /// A server that does the same on every connection, and a `GET` that is tried once.
    pub(crate) fn new(name: &'static str, steps: Vec<Step>, expect: &'static str) -> Self {
        Self {
            part: "",
            name,
            play: Play::Script(vec![steps]),
            call: Call::Get,
            settings: Settings::once(),
            expect,
            seen: 1,
        }
    }

    /// A server that reads a request, gives this answer, and closes.
    pub(crate) fn answer(
        name: &'static str,
        answer: impl Into<Vec<u8>>,
        expect: &'static str,
    ) -> Self {
        Self::new(name, vec![Step::Read, Step::Write(answer.into())], expect)
    }

    pub(crate) fn play(mut self, play: Play) -> Self {
        self.play = play;
        self
    }

    pub(crate) fn call(mut self, call: Call) -> Self {
        self.call = call;
        self
    }

    pub(crate) fn with(mut self, settings: Settings) -> Self {
        self.settings = settings;
        self
    }

    pub(crate) fn seen(mut self, attempts: usize) -> Self {
        self.seen = attempts;
        self
    }
}

/// All rows.
pub(crate) fn faults() -> Vec<Fault> {
    let parts = [
        ("The connection", table::connections::rows()),
        ("The head", table::heads::rows()),
        ("The status", table::statuses::rows()),
        ("The body", table::bodies::rows()),
        ("The coding of the body", table::codings::rows()),
        ("The content", table::contents::rows()),
        (
            "Faults that pass, with the default retries",
            table::retries::rows(),
        ),
    ];
    let parts = parts.into_iter();
    let all = parts.flat_map(|(part, rows)| rows.into_iter().map(move |row| Fault { part, ..row }));
    all.collect()
}

/// No row takes this long, however busy the machine: its own limits end it before.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// How many rows run at the same time.
pub(crate) const AT_ONCE: usize = 24;

/// A server and a client for each row. They stand before the first call is made: setting up TLS takes its time, and limits run meanwhile.
pub(crate) async fn stages(
    faults: &[Fault],
    carrier: &Carrier,
    settings: fn(&Fault) -> Settings,
) -> Vec<(Server, Client)> {
    let mut stages = Vec::new();
    for fault in faults {
        let server = Server::start(&fault.play).await;
        let client = settings(fault).client(&server.base, carrier);
        stages.push((server, client));
    }
    stages
}

/// What does not come as the table says.
async fn surprises(carrier: &Carrier) -> Vec<String> {
    let faults = faults();
    let stages = stages(&faults, carrier, |fault| fault.settings).await;
    let observed =
        stream::iter(faults.iter().zip(stages)).map(|(fault, (server, client))| async move {
            let outcome = timeout(PATIENCE, calls::outcome(&client, fault.call)).await;
            let outcome = outcome.unwrap_or_else(|_| "no outcome at all".to_owned());
            let is_expected = match fault.expect.strip_suffix('…') {
                Some(start) => outcome.starts_with(start),
                None => outcome == fault.expect,
            };
            let seen = server.seen();
            (!is_expected || seen != fault.seen).then(|| {
                let (name, expect) = (fault.name, fault.expect);
                let outcome: String = outcome.chars().take(150).collect();
                format!(
                    "{name}: {outcome}; seen {seen}\n    expected {expect}; seen {}",
                    fault.seen
                )
            })
        });
    let observed = observed.buffered(AT_ONCE).filter_map(std::future::ready);
    observed.collect().await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_fault_has_its_outcome() {
    let wrong = surprises(&Carrier::reqwest()).await;
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_fault_has_its_outcome_by_hyper() {
    let wrong = surprises(&Carrier::hyper()).await;
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn each_row_has_a_name_of_its_own() {
    let mut names: Vec<_> = faults().into_iter().map(|fault| fault.name).collect();
    let all = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), all);
}
