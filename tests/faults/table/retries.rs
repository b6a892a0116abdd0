//! Transient failures, and what is retried.

use crate::calls::{Call, Settings};
use crate::server::Step::{self, Read, Reset, Wait};
use crate::table::connections::{OK, text};
use crate::{Fault, Play};

const BUSY: &str =
    "HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";

const YEAR: &str = "retry-after: 31536000\r\n";

pub(crate) fn rows() -> Vec<Fault> {
    let mut rows = transient();
    rows.extend(permanent());
    rows.extend(not_retried());
    rows
}

/// A server that always does this, and a client with retries.
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

/// One failure, and the next attempt succeeds.
fn transient() -> Vec<Fault> {
    let transient = |name, first| {
        let play = Play::Script(vec![first, vec![Read, text(OK)]]);
        row(name, vec![], "ok \"done\"").play(play).seen(2)
    };
    let begun = "HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc";
    vec![
        transient("503, then 200", busy()),
        transient("503, then 200, for a PUT", busy()).call(Call::Put),
        transient("503, then 200, for an idempotent POST", busy()).call(Call::PostOnce),
        transient(
            "429, then 200",
            status("429 Too Many Requests", "retry-after: 0\r\n"),
        ),
        transient("502, then 200", status("502 Bad Gateway", "")),
        transient("504, then 200", status("504 Gateway Timeout", "")),
        transient("closed, then 200", vec![Read]),
        transient("reset, then 200", vec![Read, Reset]),
        transient("silent, then 200", vec![Read, Wait]).with(Settings::retrying().short_attempt()),
        transient("a truncated body, then 200", vec![Read, text(begun)]),
    ]
}

/// The same failure each time: two retries, and the error of the last attempt.
fn permanent() -> Vec<Fault> {
    let permanent = |name, steps, expect| row(name, steps, expect).seen(3);
    let limited = || status("429 Too Many Requests", "");
    let soon = status("503 Service Unavailable", "retry-after: soon\r\n");
    vec![
        permanent("503 every time", busy(), "Unexpected 503, 0 bytes"),
        permanent("429 every time", limited(), "Unexpected 429, 0 bytes"),
        permanent(
            "429 every time, for an idempotent POST",
            limited(),
            "Unexpected 429, 0 bytes",
        )
        .call(Call::PostOnce),
        permanent(
            "closed every time",
            vec![Read],
            "ConnectionClosed, maybe sent",
        ),
        permanent(
            "reset every time, for a PUT",
            vec![Read, Reset],
            "ConnectionClosed, maybe sent",
        )
        .call(Call::Put),
        permanent(
            "silent every time",
            vec![Read, Wait],
            "Timeout(Attempt), maybe sent",
        )
        .with(Settings::retrying().short_attempt()),
        permanent("an invalid Retry-After", soon, "Unexpected 503, 0 bytes"),
    ]
}

/// What is not retried.
fn not_retried() -> Vec<Fault> {
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
        row(
            "closed for a POST",
            vec![Read],
            "ConnectionClosed, maybe sent",
        )
        .call(Call::Post),
        row(
            "silent for a POST",
            vec![Read, Wait],
            "Timeout(Attempt), maybe sent",
        )
        .call(Call::Post)
        .with(Settings::retrying().short_attempt()),
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
