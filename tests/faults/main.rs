//! What a caller sees of each failure of a server, with either transport: one table, and three rules that hold for all of its rows.
//!
//! The table is in `docs/faults.md` too. `BLESS=1 cargo test -p callpoint-tests --test faults` regenerates it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

#[allow(
    dead_code,
    missing_docs,
    unreachable_pub,
    reason = "this is a test and not a library"
)]
mod belvo;
mod calls;
mod clients;
mod counts;
mod document;
mod fake;
mod frames;
#[allow(
    dead_code,
    missing_docs,
    unreachable_pub,
    clippy::struct_field_names,
    reason = "this is a test and not a library"
)]
#[path = "../../examples/rabbitmq/mod.rs"]
mod rabbitmq;
mod server;
mod table {
    pub(crate) mod bodies;
    pub(crate) mod codings;
    pub(crate) mod connections;
    pub(crate) mod contents;
    pub(crate) mod heads;
    pub(crate) mod http2 {
        pub(crate) mod contents;
        pub(crate) mod ends;
        pub(crate) mod heads;
        pub(crate) mod nonsense;
    }
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

/// A server that misbehaves, a call to it, and its outcome.
pub(crate) struct Fault {
    /// The part of the response that is wrong: a heading of the table.
    pub(crate) part: &'static str,
    pub(crate) name: &'static str,
    pub(crate) play: Play,
    pub(crate) call: Call,
    pub(crate) settings: Settings,
    /// The outcome as text, by [`calls::outcome`]. `…` at its end matches anything: how much of a response arrives before a timeout varies.
    pub(crate) expect: &'static str,
    /// How many attempts the server sees: requests, or connections without one.
    pub(crate) seen: usize,
    /// The same two of the default transport, which does not know when it begins to send.
    pub(crate) reqwest: Option<(&'static str, usize)>,
    /// Whether the server says that it did not process a request, which is then safe to retry.
    pub(crate) is_unprocessed: bool,
}

/// What listens at the other end.
#[derive(Clone)]
pub(crate) enum Play {
    /// Nothing.
    Refuse,
    /// A listener that accepts no more connections.
    Backlog,
    /// The first connection gets the first script, and so on; later ones get the last. Without TLS.
    Script(Vec<Vec<Step>>),
    /// The same script for each connection, to a client that speaks TLS.
    Tls(Vec<Step>),
    /// As `Script`, to a client that speaks HTTP/2 from its first byte.
    Http2(Vec<Vec<Step>>),
}

impl Fault {
    /// A server that does the same on every connection, and a `GET` without retries.
    pub(crate) fn new(name: &'static str, steps: Vec<Step>, expect: &'static str) -> Self {
        Self {
            part: "",
            name,
            play: Play::Script(vec![steps]),
            call: Call::Get,
            settings: Settings::once(),
            expect,
            seen: 1,
            reqwest: None,
            is_unprocessed: false,
        }
    }

    /// A server that reads a request, sends this response, and closes.
    pub(crate) fn response(
        name: &'static str,
        response: impl Into<Vec<u8>>,
        expect: &'static str,
    ) -> Self {
        Self::new(name, vec![Step::Read, Step::Write(response.into())], expect)
    }

    /// A server that reads a request over HTTP/2 and sends these frames. It closes when another request comes.
    pub(crate) fn http2(
        name: &'static str,
        frames: impl IntoIterator<Item = Vec<u8>>,
        expect: &'static str,
    ) -> Self {
        let frames = frames.into_iter().collect::<Vec<_>>().concat();
        let steps = vec![Step::Stream, Step::Write(frames), Step::Stream];
        Self::http2_steps(name, steps, expect)
    }

    /// A server that does this on a connection after it has sent its settings.
    pub(crate) fn http2_steps(name: &'static str, steps: Vec<Step>, expect: &'static str) -> Self {
        Self::new(name, vec![], expect).play(Play::Http2(vec![begun(steps)]))
    }

    pub(crate) fn unprocessed(mut self) -> Self {
        self.is_unprocessed = true;
        self
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

    pub(crate) fn with_reqwest(mut self, expect: &'static str, seen: usize) -> Self {
        self.reqwest = Some((expect, seen));
        self
    }

    /// What a call gives, and how many attempts the server sees.
    fn expected(&self, carrier: &Carrier) -> (&'static str, usize) {
        let usual = (self.expect, self.seen);
        match carrier {
            Carrier::Reqwest(..) => self.reqwest.unwrap_or(usual),
            Carrier::Hyper(..) | Carrier::Tower(_) => usual,
        }
    }
}

/// An HTTP/2 connection: the preface, the server's settings, then these steps.
pub(crate) fn begun(steps: Vec<Step>) -> Vec<Step> {
    let begin = [Step::Preface, Step::Write(frames::settings(&[]))];
    begin.into_iter().chain(steps).collect()
}

/// All rows.
pub(crate) fn faults() -> Vec<Fault> {
    let parts = [
        ("The connection", table::connections::rows()),
        ("The status line and the headers", table::heads::rows()),
        ("The status", table::statuses::rows()),
        ("The body", table::bodies::rows()),
        ("The content coding", table::codings::rows()),
        ("Decoding", table::contents::rows()),
        (
            "Transient failures, with the default retries",
            table::retries::rows(),
        ),
        ("HTTP/2: the headers", table::http2::heads::rows()),
        ("HTTP/2: the content", table::http2::contents::rows()),
        ("HTTP/2: the end of a stream", table::http2::ends::rows()),
        (
            "HTTP/2: misplaced frames, and too many",
            table::http2::nonsense::rows(),
        ),
    ];
    let parts = parts.into_iter();
    let all = parts.flat_map(|(part, rows)| rows.into_iter().map(move |row| Fault { part, ..row }));
    all.collect()
}

/// No row takes this long, however busy the machine: its own timeouts end it earlier.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// How many rows run at the same time.
pub(crate) const AT_ONCE: usize = 24;

/// A server and a client for each row. They are set up before the first call is made: setting up TLS takes time, which would count towards timeouts.
pub(crate) async fn stages(
    faults: &[Fault],
    carrier: &Carrier,
    settings: fn(&Fault) -> Settings,
) -> Vec<(Server, Client)> {
    let mut stages = Vec::new();
    for fault in faults {
        let server = Server::start(&fault.play).await;
        let client = settings(fault).client(&fault.play, &server.base, carrier);
        stages.push((server, client));
    }
    stages
}

/// The rows whose outcome differs from the table.
async fn mismatches(carrier: &Carrier) -> Vec<String> {
    let mut faults = faults();
    if matches!(carrier, Carrier::Tower(_)) {
        faults.retain(|fault| matches!(fault.play, Play::Http2(_)));
    }
    let stages = stages(&faults, carrier, |fault| fault.settings).await;
    let observed =
        stream::iter(faults.iter().zip(stages)).map(|(fault, (server, client))| async move {
            let outcome = timeout(PATIENCE, calls::outcome(&client, fault.call)).await;
            let outcome = outcome.unwrap_or_else(|_| "no outcome at all".to_owned());
            let (expect, expected) = fault.expected(carrier);
            let is_expected = match expect.strip_suffix('…') {
                Some(start) => outcome.starts_with(start),
                None => outcome == expect,
            };
            let seen = server.seen();
            (!is_expected || seen != expected).then(|| {
                let name = fault.name;
                let outcome: String = outcome.chars().take(150).collect();
                format!("{name}: {outcome}; seen {seen}\n    expected {expect}; seen {expected}")
            })
        });
    let observed = observed.buffered(AT_ONCE).filter_map(std::future::ready);
    observed.collect().await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_fault_has_its_outcome() {
    let wrong = mismatches(&Carrier::reqwest()).await;
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_fault_has_its_outcome_with_hyper() {
    let wrong = mismatches(&Carrier::hyper()).await;
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_http2_fault_has_its_outcome_with_tower() {
    let wrong = mismatches(&Carrier::tower()).await;
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn each_row_has_a_unique_name() {
    let mut names: Vec<_> = faults().into_iter().map(|fault| fault.name).collect();
    let all = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), all);
}
