//! Heads that are no heads, or strange ones.

use std::iter;

use crate::Fault;
use crate::calls::{Call, Settings};
use crate::server::Step::{Drip, Read, Wait, Write};
use crate::table::connections::{OK, text};

const INVALID: &str = "InvalidMessage, maybe sent";
const TOO_LARGE: &str = "HeadTooLarge, maybe sent";

/// An answer with these header lines, each with its line end, and four bytes.
fn with(lines: &str) -> String {
    format!("HTTP/1.1 200 OK\r\n{lines}\r\ndone")
}

pub(crate) fn rows() -> Vec<Fault> {
    let mut rows = lengths();
    rows.extend(lines());
    rows.extend(fields());
    rows
}

fn lengths() -> Vec<Fault> {
    let length = |name, value: &str, expect| {
        let lines = value.replace('|', "\r\ncontent-length: ");
        let lines = format!("content-length: {lines}\r\n");
        Fault::answer(name, with(&lines), expect)
    };
    vec![
        length(
            "a length that is longer than the body",
            "10",
            "200, Interrupted, maybe sent, 4 bytes",
        ),
        length("a length that is shorter than the body", "2", "ok \"do\""),
        length(
            "a length that is shorter, and a second call",
            "2",
            "ok \"do\"; then ok \"do\"",
        )
        .call(Call::GetTwice)
        .seen(2),
        length("a length that is no number", "four", INVALID),
        length("a length that is negative", "-4", INVALID),
        length("a length with a sign", "+4", INVALID),
        length(
            "a length larger than any number",
            "99999999999999999999999",
            INVALID,
        ),
        length("two lengths that differ", "4|5", INVALID),
        length("two lengths that agree", "4|4", "ok \"done\""),
        // RFC 9110, section 8.6, lets it pass.
        length("a list of lengths that agree", "4, 4", "ok \"done\""),
        length("a list of lengths that differ", "4, 5", INVALID),
        Fault::answer(
            "the end of the connection as the end of the body",
            with(""),
            "ok \"done\"",
        ),
        // RFC 9112, section 6.3, lets the chunks win, but says that it ought to be an error: somebody on the way may have let the length win.
        Fault::answer(
            "a length beside chunks",
            "HTTP/1.1 200 OK\r\ncontent-length: 3\r\ntransfer-encoding: chunked\r\n\r\n4\r\ndone\r\n0\r\n\r\n",
            "200, InvalidMessage, maybe sent, 0 bytes",
        ),
    ]
}

fn lines() -> Vec<Fault> {
    vec![
        Fault::answer("garbage", "garbage\r\n\r\n", INVALID),
        Fault::answer("garbage without an end", vec![0xff_u8; 100], INVALID),
        Fault::answer(
            "the preface of HTTP/2",
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            INVALID,
        ),
        Fault::answer("HTTP/1.0", "HTTP/1.0 200 OK\r\n\r\ndone", "ok \"done\""),
        Fault::answer(
            "HTTP/1.2",
            "HTTP/1.2 200 OK\r\ncontent-length: 4\r\n\r\ndone",
            INVALID,
        ),
        Fault::answer("HTTP/0.9", "done", INVALID),
        Fault::answer(
            "a status line in lower case",
            "http/1.1 200 ok\r\ncontent-length: 4\r\n\r\ndone",
            INVALID,
        ),
        Fault::answer(
            "a status line without a reason",
            "HTTP/1.1 200\r\ncontent-length: 4\r\n\r\ndone",
            "ok \"done\"",
        ),
        Fault::answer(
            "line feeds alone",
            "HTTP/1.1 200 OK\ncontent-length: 4\n\ndone",
            "ok \"done\"",
        ),
        Fault::answer(
            "an empty line first",
            "\r\nHTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\ndone",
            "ok \"done\"",
        ),
        Fault::new(
            "a head in pieces of a byte",
            vec![Read, Drip(OK.into(), std::time::Duration::ZERO), Wait],
            "ok \"done\"",
        ),
        Fault::new(
            "bytes behind the answer",
            vec![Read, text(OK), text("more"), Wait],
            "ok \"done\"",
        ),
    ]
}

fn fields() -> Vec<Fault> {
    let many = |count: usize| {
        iter::repeat_n("x-a: 1\r\n", count).collect::<String>() + "content-length: 4\r\n"
    };
    let large = |bytes: usize| format!("x-a: {}\r\ncontent-length: 4\r\n", "a".repeat(bytes));
    let raw = |name, line: &[u8], expect| {
        let mut bytes = b"HTTP/1.1 200 OK\r\ncontent-length: 4\r\n".to_vec();
        bytes.extend_from_slice(line);
        bytes.extend_from_slice(b"\r\n\r\ndone");
        Fault::new(name, vec![Read, Write(bytes)], expect)
    };
    let roomy = Settings::once().head_at_most(1024 * 1024);
    vec![
        Fault::answer("100 header lines", with(&many(99)), "ok \"done\""),
        // The limits of hyper, which both transports have: the head is not read to its end, so nothing is known of it.
        Fault::answer("101 header lines", with(&many(100)), TOO_LARGE),
        Fault::answer("10,000 header lines", with(&many(10_000)), TOO_LARGE),
        Fault::answer("60 KiB of headers", with(&large(60 * 1024)), "ok \"done\""),
        Fault::answer(
            "64 KiB of headers",
            with(&large(64 * 1024)),
            "200, HeadTooLarge, maybe sent, 0 bytes",
        ),
        Fault::answer(
            "300 KiB of headers, where 1 MiB is allowed",
            with(&large(300 * 1024)),
            "ok \"done\"",
        )
        .with(roomy),
        Fault::answer(
            "500 KiB of headers, where 1 MiB is allowed",
            with(&large(500 * 1024)),
            TOO_LARGE,
        )
        .with(roomy),
        Fault::answer("1 MiB of headers", with(&large(1024 * 1024)), TOO_LARGE),
        raw("a NUL in a header", b"x-a: a\0b", INVALID),
        raw("a header name with a space", b"x a: b", INVALID),
        raw("a space before the colon", b"x-a : b", INVALID),
        raw("a header without a colon", b"x-a", INVALID),
        raw("a header without a name", b": b", INVALID),
        raw("a folded header", b"x-a: b\r\n c", INVALID),
        raw("a header in ISO-8859-1", b"x-a: \xe9", "ok \"done\""),
        raw("a header that is empty", b"x-a:", "ok \"done\""),
    ]
}
