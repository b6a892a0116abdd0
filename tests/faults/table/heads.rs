//! Invalid or unusual status lines and headers.

use std::iter;

use crate::Fault;
use crate::calls::{Call, Settings};
use crate::server::Step::{Drip, Read, Wait, Write};
use crate::table::connections::{OK, text};

const INVALID: &str = "InvalidMessage, maybe sent";
const TOO_LARGE: &str = "HeadersTooLarge, maybe sent";

/// A response with these header lines, each with its line end, and four bytes.
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
        Fault::response(name, with(&lines), expect)
    };
    vec![
        length(
            "a length that is longer than the body",
            "10",
            "200, ConnectionClosed, maybe sent, 4 bytes",
        ),
        length("a length that is shorter than the body", "2", "ok \"do\""),
        length(
            "a length that is shorter, and a second call",
            "2",
            "ok \"do\"; then ok \"do\"",
        )
        .call(Call::GetTwice)
        .seen(2),
        length("a length that is not a number", "four", INVALID),
        length("a negative length", "-4", INVALID),
        length("a length with a sign", "+4", INVALID),
        length(
            "a length that overflows",
            "99999999999999999999999",
            INVALID,
        ),
        length("two lengths that differ", "4|5", INVALID),
        length("two lengths that agree", "4|4", "ok \"done\""),
        // RFC 9110, section 8.6, allows it.
        length("a list of lengths that agree", "4, 4", "ok \"done\""),
        length("a list of lengths that differ", "4, 5", INVALID),
        Fault::response(
            "a body that ends with the connection",
            with(""),
            "ok \"done\"",
        ),
        // RFC 9112, section 6.3, gives `chunked` precedence, but says that it ought to be an error: an intermediary may have used the length.
        Fault::response(
            "chunked, and a length",
            "HTTP/1.1 200 OK\r\ncontent-length: 3\r\ntransfer-encoding: chunked\r\n\r\n4\r\ndone\r\n0\r\n\r\n",
            "200, InvalidMessage, maybe sent, 0 bytes",
        ),
    ]
}

fn lines() -> Vec<Fault> {
    vec![
        Fault::response("garbage", "garbage\r\n\r\n", INVALID),
        Fault::response("garbage without a line end", vec![0xff_u8; 100], INVALID),
        Fault::response(
            "the preface of HTTP/2",
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            INVALID,
        ),
        Fault::response("HTTP/1.0", "HTTP/1.0 200 OK\r\n\r\ndone", "ok \"done\""),
        Fault::response(
            "HTTP/1.2",
            "HTTP/1.2 200 OK\r\ncontent-length: 4\r\n\r\ndone",
            INVALID,
        ),
        Fault::response("HTTP/0.9", "done", INVALID),
        Fault::response(
            "a status line in lower case",
            "http/1.1 200 ok\r\ncontent-length: 4\r\n\r\ndone",
            INVALID,
        ),
        Fault::response(
            "a status line without a reason",
            "HTTP/1.1 200\r\ncontent-length: 4\r\n\r\ndone",
            "ok \"done\"",
        ),
        Fault::response(
            "bare line feeds",
            "HTTP/1.1 200 OK\ncontent-length: 4\n\ndone",
            "ok \"done\"",
        ),
        Fault::response(
            "an empty line first",
            "\r\nHTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\ndone",
            "ok \"done\"",
        ),
        Fault::new(
            "a response byte by byte",
            vec![Read, Drip(OK.into(), std::time::Duration::ZERO), Wait],
            "ok \"done\"",
        ),
        Fault::new(
            "bytes after the response",
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
        Fault::response("100 header lines", with(&many(99)), "ok \"done\""),
        // The limits of hyper, which both transports use: the headers are not read to their end, so nothing of the response is known.
        Fault::response("101 header lines", with(&many(100)), TOO_LARGE),
        Fault::response("10,000 header lines", with(&many(10_000)), TOO_LARGE),
        Fault::response("60 KiB of headers", with(&large(60 * 1024)), "ok \"done\""),
        Fault::response(
            "64 KiB of headers",
            with(&large(64 * 1024)),
            "200, HeadersTooLarge, maybe sent, 0 bytes",
        ),
        Fault::response(
            "300 KiB of headers, where 1 MiB is allowed",
            with(&large(300 * 1024)),
            "ok \"done\"",
        )
        .with(roomy),
        Fault::response(
            "500 KiB of headers, where 1 MiB is allowed",
            with(&large(500 * 1024)),
            TOO_LARGE,
        )
        .with(roomy),
        Fault::response("1 MiB of headers", with(&large(1024 * 1024)), TOO_LARGE),
        raw("a NUL in a header", b"x-a: a\0b", INVALID),
        raw("a header name with a space", b"x a: b", INVALID),
        raw("a space before the colon", b"x-a : b", INVALID),
        raw("a header without a colon", b"x-a", INVALID),
        raw("a header without a name", b": b", INVALID),
        raw("a folded header", b"x-a: b\r\n c", INVALID),
        raw("a header in ISO-8859-1", b"x-a: \xe9", "ok \"done\""),
        raw("an empty header value", b"x-a:", "ok \"done\""),
    ]
}
