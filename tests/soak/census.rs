//! The outcome of every call, checked against the server's counts.

use std::fmt::Write as _;
use std::sync::atomic::{AtomicU8, AtomicUsize, Ordering};

use crate::failures::{Failure, mixed};
use crate::server::Stats;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Method {
    Get,
    Put,
    Post,
}

impl Method {
    pub(crate) const ALL: [Self; 3] = [Self::Get, Self::Put, Self::Post];

    /// The method of the call with this number.
    pub(crate) fn of(id: usize) -> Self {
        let chance = usize::try_from(mixed(id as u64) >> 33).unwrap_or_default();
        Self::ALL[chance % Self::ALL.len()]
    }
}

/// The outcome of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Its own response arrived.
    Done,
    Busy,
    TooMany,
    Reset,
    Cut,
    Slow,
    Garbage,
    /// An outcome that must not occur.
    Wrong,
}

impl Outcome {
    const ALL: [(Self, &'static str); 8] = [
        (Self::Done, "200 with its own number"),
        (Self::Busy, "503"),
        (Self::TooMany, "429"),
        (Self::Reset, "interrupted before the response"),
        (Self::Cut, "interrupted in the body"),
        (Self::Slow, "timeout of an attempt"),
        (Self::Garbage, "no HTTP"),
        (Self::Wrong, "anything else"),
    ];

    fn of(failure: Failure) -> Self {
        match failure {
            Failure::Busy => Self::Busy,
            Failure::TooMany => Self::TooMany,
            Failure::Reset => Self::Reset,
            Failure::Cut => Self::Cut,
            Failure::Slow => Self::Slow,
            Failure::Garbage => Self::Garbage,
        }
    }
}

/// What is known about every call.
pub(crate) struct Census {
    next: AtomicUsize,
    done: AtomicUsize,
    /// The number of outcomes of each call.
    outcomes: Vec<AtomicU8>,
    /// How many times each was sent.
    sent: Vec<AtomicU8>,
    counts: [[AtomicUsize; 8]; 3],
    /// The number of calls whose reported attempts differ from those sent.
    miscounted: AtomicUsize,
}

impl Census {
    pub(crate) fn new(calls: usize) -> Self {
        let zeros = || (0..calls).map(|_| AtomicU8::new(0)).collect();
        Self {
            next: AtomicUsize::new(0),
            done: AtomicUsize::new(0),
            outcomes: zeros(),
            sent: zeros(),
            counts: Default::default(),
            miscounted: AtomicUsize::new(0),
        }
    }

    /// The number of the next call.
    pub(crate) fn take(&self) -> Option<usize> {
        let id = self.next.fetch_add(1, Ordering::Relaxed);
        (id < self.outcomes.len()).then_some(id)
    }

    pub(crate) fn sent(&self, id: usize) {
        self.sent[id].fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn note(&self, id: usize, method: Method, outcome: Outcome, attempts: Option<u32>) {
        self.outcomes[id].fetch_add(1, Ordering::Relaxed);
        self.counts[method as usize][outcome as usize].fetch_add(1, Ordering::Relaxed);
        let sent = u32::from(self.sent[id].load(Ordering::Relaxed));
        if attempts.is_some_and(|attempts| attempts != sent) {
            self.miscounted.fetch_add(1, Ordering::Relaxed);
        }
        self.done.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn done(&self) -> usize {
        self.done.load(Ordering::Relaxed)
    }

    fn count(&self, method: Method, outcome: Outcome) -> usize {
        self.counts[method as usize][outcome as usize].load(Ordering::Relaxed)
    }

    /// The number of requests with that method.
    fn requests(&self, method: Method) -> usize {
        let sent = self.sent.iter().enumerate();
        let of_method = sent.filter(|(id, _)| Method::of(*id) == method);
        of_method
            .map(|(_, sent)| usize::from(sent.load(Ordering::Relaxed)))
            .sum()
    }

    pub(crate) fn table(&self) -> String {
        let mut text = format!(
            "{:<30} {:>9} {:>9} {:>9}\n",
            "outcome", "GET", "PUT", "POST"
        );
        let mut row = |name: &str, of: &dyn Fn(Method) -> usize| {
            let [get, put, post] = Method::ALL.map(of);
            let _ = writeln!(text, "{name:<30} {get:>9} {put:>9} {post:>9}");
        };
        for (outcome, name) in Outcome::ALL {
            row(name, &|method| self.count(method, outcome));
        }
        let all = |method| {
            Outcome::ALL
                .iter()
                .map(|(outcome, _)| self.count(method, *outcome))
                .sum()
        };
        row("calls", &all);
        row("requests", &|method| self.requests(method));
        text
    }

    /// The errors, also by the server's counts.
    pub(crate) fn errors(&self, stats: &Stats) -> Vec<String> {
        let mut errors = Vec::new();
        let mut check = |what: String, ours: usize, expected: usize| {
            if ours != expected {
                errors.push(format!("{what}: {ours}, and not {expected}"));
            }
        };
        let once = self
            .outcomes
            .iter()
            .filter(|outcomes| outcomes.load(Ordering::Relaxed) == 1);
        check(
            "calls with one outcome".to_owned(),
            once.count(),
            self.outcomes.len(),
        );
        check(
            "calls that say another number of attempts".to_owned(),
            self.miscounted.load(Ordering::Relaxed),
            0,
        );
        check("POSTs that arrived twice".to_owned(), stats.twice, 0);
        for method in Method::ALL {
            check(
                format!("{method:?}: anything else"),
                self.count(method, Outcome::Wrong),
                0,
            );
            check(
                format!("{method:?}: requests"),
                self.requests(method),
                stats.requests[method as usize],
            );
        }
        // A POST is sent once, so the server knows each of its outcomes, except responses that arrived too late for the client.
        let slow = stats.failures[Method::Post as usize][Failure::Slow as usize];
        let late = self.count(Method::Post, Outcome::Slow).saturating_sub(slow);
        for failure in Failure::ALL {
            let ours = self.count(Method::Post, Outcome::of(failure));
            let late = if failure == Failure::Slow { late } else { 0 };
            check(
                format!("POST: {failure:?}"),
                ours - late,
                stats.failures[Method::Post as usize][failure as usize],
            );
        }
        let done = self.count(Method::Post, Outcome::Done);
        check(
            "POST: 200".to_owned(),
            done + late,
            stats.done[Method::Post as usize],
        );
        if late > 0 {
            println!("{late} POSTs got their responses too late, on a busy machine");
        }
        errors
    }
}
