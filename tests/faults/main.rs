//! What a caller sees of each fault of a server: one table, and three rules that hold for all of its rows.
//!
//! `cargo test -p callpoint-tests --test faults -- --nocapture` prints the table as it was observed.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod calls;
mod counts;
mod server;
mod table {
    pub(crate) mod bodies;
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

use crate::calls::{Call, Settings};
use crate::server::{Server, Step};

/// A server that misbehaves, a call to it, and what comes of it.
pub(crate) struct Fault {
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

/// All rows. Where decompression arrives, a bomb belongs among the bodies.
pub(crate) fn faults() -> Vec<Fault> {
    let mut all = table::connections::rows();
    all.extend(table::heads::rows());
    all.extend(table::statuses::rows());
    all.extend(table::bodies::rows());
    all.extend(table::contents::rows());
    all.extend(table::retries::rows());
    all
}

/// No row takes this long, however busy the machine: its own limits end it before.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// How many rows run at the same time.
pub(crate) const AT_ONCE: usize = 16;

/// A server and a client for each row. They stand before the first call is made: setting up TLS takes its time, and limits run meanwhile.
pub(crate) async fn stages(
    faults: &[Fault],
    settings: fn(&Fault) -> Settings,
) -> Vec<(Server, Client)> {
    let mut stages = Vec::new();
    for fault in faults {
        let server = Server::start(&fault.play).await;
        let client = settings(fault).client(&server.base);
        stages.push((server, client));
    }
    stages
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_fault_has_its_outcome() {
    let faults = faults();
    assert!(faults.len() >= 45, "{}", faults.len());
    let stages = stages(&faults, |fault| fault.settings).await;
    let observed: Vec<_> = stream::iter(faults.iter().zip(stages))
        .map(|(fault, (server, client))| async move {
            let outcome = timeout(PATIENCE, calls::outcome(&client, fault.call)).await;
            let outcome = outcome.unwrap_or_else(|_| "no outcome at all".to_owned());
            (fault, outcome, server.seen())
        })
        .buffered(AT_ONCE)
        .collect()
        .await;
    let mut wrong = Vec::new();
    for (fault, outcome, seen) in observed {
        let line = format!(
            "{:<52} {:<9} {outcome}; seen {seen}",
            fault.name,
            format!("{:?}", fault.call)
        );
        println!("{}", line.chars().take(150).collect::<String>());
        let is_outcome = match fault.expect.strip_suffix('…') {
            Some(start) => outcome.starts_with(start),
            None => outcome == fault.expect,
        };
        if !is_outcome || seen != fault.seen {
            wrong.push(format!(
                "{line}\n    expected {}; seen {}",
                fault.expect, fault.seen
            ));
        }
    }
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
