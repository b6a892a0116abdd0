//! Faults that pass, and what is tried again.

use crate::calls::{Call, Settings};
use crate::server::Step::{Read, Reset, Wait};
use crate::table::connections::{OK, text};
use crate::{Fault, Play};

const BUSY: &str =
    "HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";

pub(crate) fn rows() -> Vec<Fault> {
    let busy = || vec![Read, text(BUSY)];
    let then_ok = |first| Play::Script(vec![first, vec![Read, text(OK)]]);
    let storm = |status: &str, headers: &str| {
        let answer =
            format!("HTTP/1.1 {status}\r\ncontent-length: 0\r\nconnection: close\r\n{headers}\r\n");
        vec![Read, text(&answer)]
    };
    let row = |name, steps, expect| Fault::new(name, steps, expect).with(Settings::retrying());
    let passing = |name, first| {
        row(name, vec![], "ok \"done\"")
            .play(then_ok(first))
            .seen(2)
    };
    let short = Settings::retrying().short_attempt();
    let year = "retry-after: 31536000\r\n";
    vec![
        passing("503, then 200", busy()),
        passing("503, then 200, for a PUT", busy()).call(Call::Put),
        passing("503, then 200, for a POST that is idempotent", busy()).call(Call::PostOnce),
        passing(
            "429, then 200",
            storm("429 Too Many Requests", "retry-after: 0\r\n"),
        ),
        passing("502, then 200", storm("502 Bad Gateway", "")),
        passing("504, then 200", storm("504 Gateway Timeout", "")),
        passing("closed, then 200", vec![Read]),
        passing("reset, then 200", vec![Read, Reset]),
        passing("silent, then 200", vec![Read, Wait]).with(short),
        passing(
            "a body that breaks off, then 200",
            vec![
                Read,
                text("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc"),
            ],
        ),
        row("503 without an end", busy(), "Unexpected 503, 0 bytes").seen(3),
        row(
            "a storm of 429",
            storm("429 Too Many Requests", ""),
            "Unexpected 429, 0 bytes",
        )
        .seen(3),
        row(
            "a storm of 429, for a POST that is idempotent",
            storm("429 Too Many Requests", ""),
            "Unexpected 429, 0 bytes",
        )
        .call(Call::PostOnce)
        .seen(3),
        row(
            "closed without an end",
            vec![Read],
            "Interrupted, maybe sent",
        )
        .seen(3),
        row(
            "reset without an end, for a PUT",
            vec![Read, Reset],
            "Interrupted, maybe sent",
        )
        .call(Call::Put)
        .seen(3),
        row(
            "silent without an end",
            vec![Read, Wait],
            "Timeout(Attempt), maybe sent",
        )
        .with(short)
        .seen(3),
        row(
            "Retry-After of a year",
            storm("503 Service Unavailable", year),
            "Unexpected 503, 0 bytes",
        ),
        row(
            "Retry-After of a year, for 429",
            storm("429 Too Many Requests", year),
            "Unexpected 429, 0 bytes",
        ),
        row(
            "Retry-After that is no time",
            storm("503 Service Unavailable", "retry-after: soon\r\n"),
            "Unexpected 503, 0 bytes",
        )
        .seen(3),
        row("503 for a POST", busy(), "Unexpected 503, 0 bytes").call(Call::Post),
        row("closed for a POST", vec![Read], "Interrupted, maybe sent").call(Call::Post),
        row(
            "500 is not tried again",
            storm("500 Internal Server Error", ""),
            "Unexpected 500, 0 bytes",
        ),
        row(
            "404 is not tried again",
            storm("404 Not Found", ""),
            "Unexpected 404, 0 bytes",
        ),
    ]
}
