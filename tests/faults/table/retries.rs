//! Faults that pass, and what is tried again.

use crate::calls::{Call, Settings};
use crate::server::Step::{self, Read, Reset, Wait};
use crate::table::connections::{OK, text};
use crate::{Fault, Play};

const BUSY: &str =
    "HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";

const YEAR: &str = "retry-after: 31536000\r\n";

pub(crate) fn rows() -> Vec<Fault> {
    let mut rows = passing();
    rows.extend(lasting());
    rows.extend(final_ones());
    rows
}

/// A server that always does this, and a client that tries again.
fn row(name: &'static str, steps: Vec<Step>, expect: &'static str) -> Fault {
    Fault::new(name, steps, expect).with(Settings::retrying())
}

fn busy() -> Vec<Step> {
    vec![Read, text(BUSY)]
}

fn status(line: &str, headers: &str) -> Vec<Step> {
    let framing = "content-length: 0\r\nconnection: close\r\n";
    vec![
        Read,
        text(&format!("HTTP/1.1 {line}\r\n{framing}{headers}\r\n")),
    ]
}

/// One fault, and the next attempt succeeds.
fn passing() -> Vec<Fault> {
    let passing = |name, first| {
        let play = Play::Script(vec![first, vec![Read, text(OK)]]);
        row(name, vec![], "ok \"done\"").play(play).seen(2)
    };
    let begun = "HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc";
    vec![
        passing("503, then 200", busy()),
        passing("503, then 200, for a PUT", busy()).call(Call::Put),
        passing("503, then 200, for a POST that is idempotent", busy()).call(Call::PostOnce),
        passing(
            "429, then 200",
            status("429 Too Many Requests", "retry-after: 0\r\n"),
        ),
        passing("502, then 200", status("502 Bad Gateway", "")),
        passing("504, then 200", status("504 Gateway Timeout", "")),
        passing("closed, then 200", vec![Read]),
        passing("reset, then 200", vec![Read, Reset]),
        passing("silent, then 200", vec![Read, Wait]).with(Settings::retrying().short_attempt()),
        passing("a body that breaks off, then 200", vec![Read, text(begun)]),
    ]
}

/// The same fault each time: two more attempts, and the last one's error.
fn lasting() -> Vec<Fault> {
    let lasting = |name, steps, expect| row(name, steps, expect).seen(3);
    let storm = || status("429 Too Many Requests", "");
    let soon = status("503 Service Unavailable", "retry-after: soon\r\n");
    vec![
        lasting("503 without an end", busy(), "Unexpected 503, 0 bytes"),
        lasting("a storm of 429", storm(), "Unexpected 429, 0 bytes"),
        lasting(
            "a storm of 429, for a POST that is idempotent",
            storm(),
            "Unexpected 429, 0 bytes",
        )
        .call(Call::PostOnce),
        lasting(
            "closed without an end",
            vec![Read],
            "Interrupted, maybe sent",
        ),
        lasting(
            "reset without an end, for a PUT",
            vec![Read, Reset],
            "Interrupted, maybe sent",
        )
        .call(Call::Put),
        lasting(
            "silent without an end",
            vec![Read, Wait],
            "Timeout(Attempt), maybe sent",
        )
        .with(Settings::retrying().short_attempt()),
        lasting(
            "Retry-After that is no time",
            soon,
            "Unexpected 503, 0 bytes",
        ),
    ]
}

/// What is not tried again.
fn final_ones() -> Vec<Fault> {
    let wait = |line| status(line, YEAR);
    vec![
        row(
            "Retry-After of a year",
            wait("503 Service Unavailable"),
            "Unexpected 503, 0 bytes",
        ),
        row(
            "Retry-After of a year, for 429",
            wait("429 Too Many Requests"),
            "Unexpected 429, 0 bytes",
        ),
        row("503 for a POST", busy(), "Unexpected 503, 0 bytes").call(Call::Post),
        row("closed for a POST", vec![Read], "Interrupted, maybe sent").call(Call::Post),
        row(
            "500",
            status("500 Internal Server Error", ""),
            "Unexpected 500, 0 bytes",
        ),
        row(
            "404",
            status("404 Not Found", ""),
            "Unexpected 404, 0 bytes",
        ),
    ]
}
