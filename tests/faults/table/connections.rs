//! Connections that fail, or end too early.

use std::time::Duration;

use crate::calls::{Call, Settings};
use crate::server::Step::{self, Drip, Read, Reset, Sleep, Wait, Write};
use crate::{Fault, Play};

/// A response after which the connection stays open.
pub(crate) const OK: &str = "HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\ndone";
const BEGUN: &str = "HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc";
const HEADERS: &str = "HTTP/1.1 200 OK\r\nx-a: 1\r\nx-b";

/// Long enough for the previous bytes to arrive separately.
const MOMENT: Duration = Duration::from_millis(50);

pub(crate) fn text(bytes: &str) -> Step {
    Write(bytes.into())
}

pub(crate) fn rows() -> Vec<Fault> {
    let mut rows = never_made();
    rows.extend(ended());
    rows.extend(too_slow());
    rows.extend(idle());
    rows
}

fn never_made() -> Vec<Fault> {
    let tls = |name, steps, expect| Fault::new(name, vec![], expect).play(Play::Tls(steps));
    vec![
        Fault::new("connection refused", vec![], "Connect, not sent")
            .play(Play::Refuse)
            .seen(0),
        Fault::new(
            "connection refused, for a PUT that may be retried",
            vec![],
            "Connect, not sent",
        )
        .play(Play::Refuse)
        .call(Call::Put)
        .with(Settings::retrying())
        .seen(0),
        Fault::new("silent at connect", vec![], "Timeout(Connect), not sent")
            .play(Play::Backlog)
            .with(Settings::once().short_connect())
            .seen(0),
        Fault::new(
            "silent at connect until the attempt is over",
            vec![],
            "Timeout(Attempt), not sent",
        )
        .play(Play::Backlog)
        .with(Settings::once().short_attempt())
        .seen(0)
        .with_reqwest("Timeout(Attempt), maybe sent", 0),
        Fault::new(
            "silent at connect until the call is over",
            vec![],
            "Timeout(Call), not sent",
        )
        .play(Play::Backlog)
        .with(Settings::once().short_call())
        .seen(0)
        .with_reqwest("Timeout(Call), maybe sent", 0),
        tls(
            "plain HTTP where TLS is expected",
            vec![text("HTTP/1.1 400 Bad Request\r\n\r\n"), Wait],
            "Tls, not sent",
        ),
        tls(
            "closed in the TLS handshake",
            vec![Sleep(MOMENT)],
            "Connect, not sent",
        ),
        tls(
            "reset in the TLS handshake",
            vec![Sleep(MOMENT), Reset],
            "Connect, not sent",
        ),
        tls(
            "silent in the TLS handshake",
            vec![Wait],
            "Timeout(Connect), not sent",
        )
        .with(Settings::once().short_connect()),
        tls(
            "silent in the TLS handshake until the call is over",
            vec![Wait],
            "Timeout(Call), not sent",
        )
        .with(Settings::once().short_call())
        .with_reqwest("Timeout(Call), maybe sent", 1),
        // What was not sent may be retried, whatever it is.
        tls(
            "silent in the TLS handshake until the attempt is over, for a POST",
            vec![Wait],
            "Timeout(Attempt), not sent",
        )
        .call(Call::Post)
        .with(Settings::retrying().short_attempt())
        .seen(3)
        .with_reqwest("Timeout(Attempt), maybe sent", 1),
        tls(
            "silent in the TLS handshake until the connect timeout, for a POST",
            vec![Wait],
            "Timeout(Connect), not sent",
        )
        .call(Call::Post)
        .with(Settings::retrying().short_connect())
        .seen(3),
    ]
}

fn ended() -> Vec<Fault> {
    vec![
        // Whether the request has been sent by then is a race with one outcome.
        Fault::new("closed at once", vec![], "ConnectionClosed, maybe sent"),
        // A connection that is reset at once may never have been established: that is a race, so it has no row.
        Fault::new(
            "reset before the request is read",
            vec![Sleep(MOMENT), Reset],
            "ConnectionClosed, maybe sent",
        ),
        Fault::new(
            "closed before the request is read",
            vec![Sleep(MOMENT)],
            "ConnectionClosed, maybe sent",
        ),
        Fault::new(
            "reset after the request",
            vec![Read, Reset],
            "ConnectionClosed, maybe sent",
        ),
        Fault::new(
            "closed after the request: an empty response",
            vec![Read],
            "ConnectionClosed, maybe sent",
        ),
        Fault::response(
            "closed in the status line",
            "HTTP/1.1 200",
            "ConnectionClosed, maybe sent",
        ),
        Fault::new(
            "reset in the status line",
            vec![Read, text("HTTP/1.1 200"), Sleep(MOMENT), Reset],
            "ConnectionClosed, maybe sent",
        ),
        Fault::response(
            "closed in the headers",
            HEADERS,
            "ConnectionClosed, maybe sent",
        ),
        Fault::new(
            "reset in the headers",
            vec![Read, text(HEADERS), Sleep(MOMENT), Reset],
            "ConnectionClosed, maybe sent",
        ),
        Fault::response(
            "closed in the body",
            BEGUN,
            "200, ConnectionClosed, maybe sent, 3 bytes",
        ),
        Fault::new(
            "reset in the body",
            vec![Read, text(BEGUN), Sleep(MOMENT), Reset],
            "200, ConnectionClosed, maybe sent, 3 bytes",
        ),
        Fault::response(
            "closed in the body of a PUT",
            BEGUN,
            "200, ConnectionClosed, maybe sent, 3 bytes",
        )
        .call(Call::Put),
        Fault::response(
            "closed in the body of a POST",
            BEGUN,
            "200, ConnectionClosed, maybe sent, 3 bytes",
        )
        .call(Call::Post),
    ]
}

fn too_slow() -> Vec<Fault> {
    let slow = Duration::from_millis(600);
    let short = Settings::once().short_attempt();
    vec![
        Fault::new(
            "silent before the headers",
            vec![Read, Wait],
            "Timeout(Attempt), maybe sent",
        )
        .with(short),
        Fault::new(
            "silent in the headers",
            vec![Read, text(HEADERS), Wait],
            "Timeout(Attempt), maybe sent",
        )
        .with(short),
        Fault::new(
            "silent in the body",
            vec![Read, text(BEGUN), Wait],
            "200, Timeout(Attempt), maybe sent, 3 bytes",
        )
        .with(short),
        Fault::new(
            "silent until the call is over",
            vec![Read, Wait],
            "Timeout(Call), maybe sent",
        )
        .with(Settings::once().short_call()),
        Fault::new(
            "slow headers, past the timeout",
            vec![Read, Drip(OK.into(), slow)],
            "Timeout(Attempt), maybe sent",
        )
        .with(short),
        Fault::new(
            "a slow body, past the timeout",
            vec![Read, text(BEGUN), Drip(b"defghij".to_vec(), slow)],
            "200, Timeout(Attempt), maybe sent, …",
        )
        .with(short),
        Fault::new(
            "a slow response within the timeout",
            vec![Read, Drip(OK.into(), Duration::from_millis(1))],
            "ok \"done\"",
        ),
    ]
}

fn idle() -> Vec<Fault> {
    let then = |steps: Vec<Step>| {
        let mut first = vec![Read, text(OK)];
        first.extend(steps);
        Play::Script(vec![first, vec![Read, text(OK)]])
    };
    let twice = |name, play| {
        Fault::new(name, vec![], "ok \"done\"; then ok \"done\"")
            .play(play)
            .call(Call::GetTwice)
            .seen(2)
    };
    vec![
        twice(
            "a connection that is kept open",
            then(vec![Read, text(OK), Wait]),
        ),
        twice("closed while idle", then(vec![])),
        twice("closed while idle, before a POST", then(vec![])).call(Call::PostTwice),
        twice("reset while idle", then(vec![Reset])),
        twice(
            "closed while idle, after a 408",
            then(vec![text("HTTP/1.1 408 Request Timeout\r\n\r\n")]),
        ),
        twice("garbage while idle", then(vec![text("garbage"), Wait])),
        // The server reads the second request on the old connection and closes: only the client's retry helps.
        Fault::new(
            "closed during the second request",
            vec![],
            "ok \"done\"; then ConnectionClosed, maybe sent",
        )
        .play(then(vec![Read]))
        .call(Call::GetTwice)
        .seen(2),
        Fault::new(
            "closed during the second request, retried",
            vec![],
            "ok \"done\"; then ok \"done\"",
        )
        .play(then(vec![Read]))
        .call(Call::GetTwice)
        .with(Settings::retrying())
        .seen(3),
        Fault::new(
            "closed during the second POST",
            vec![],
            "ok \"done\"; then ConnectionClosed, maybe sent",
        )
        .play(then(vec![Read]))
        .call(Call::PostTwice)
        .with(Settings::retrying())
        .seen(2),
    ]
}
