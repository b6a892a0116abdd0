//! Invalid or oversized headers over HTTP/2.

use crate::Fault;
use crate::calls::Settings;
use crate::frames::{
    CONTINUATION, END_HEADERS, END_STREAM, HEADERS, LARGEST, block, data, frame, headers, line,
    remembered,
};
use crate::server::Step::{Endless, Stream, Write};
use crate::table::http2::contents::{head, response};

const INVALID: &str = "InvalidMessage, maybe sent";
/// An indexed line (RFC 7541, section 6.1).
const ENTRY_62: u8 = 0x80 + 62;
const DONE: &str = "ok \"done\"";

pub(crate) fn rows() -> Vec<Fault> {
    let mut rows = fields();
    rows.extend(blocks());
    rows.extend(interim());
    rows.extend(too_much());
    rows
}

fn fields() -> Vec<Fault> {
    let lines = |name, lines: &[(&str, &str)], expect| {
        let frames = [headers(1, 0, lines), data(1, END_STREAM, "done")];
        Fault::http2(name, frames, expect)
    };
    let invalid = |name, it: &[(&str, &str)]| lines(name, it, INVALID);
    let ok = (":status", "200");
    vec![
        invalid("no status", &[("x-a", "1")]),
        invalid("two statuses", &[ok, ok]),
        invalid("a status after a field", &[("x-a", "1"), ok]),
        invalid(
            "a status that is not a number, over HTTP/2",
            &[(":status", "fine")],
        ),
        invalid("a status of four digits", &[(":status", "2000")]),
        invalid("a status of two digits", &[(":status", "99")]),
        // It means nothing there, and the library ignores it.
        lines("a `:path` in a response", &[ok, (":path", "/")], DONE),
        invalid("an unknown pseudo-header", &[ok, (":a", "1")]),
        invalid("a field name in upper case", &[ok, ("X-A", "1")]),
        invalid("a field name with a space", &[ok, ("x a", "1")]),
        invalid("a field without a name", &[ok, ("", "1")]),
        invalid("a NUL in a field", &[ok, ("x-a", "a\0b")]),
        invalid("a line break in a field", &[ok, ("x-a", "a\r\nx-b: c")]),
        invalid("`connection`", &[ok, ("connection", "close")]),
        invalid(
            "`transfer-encoding`",
            &[ok, ("transfer-encoding", "chunked")],
        ),
        lines(
            "status 999 over HTTP/2",
            &[(":status", "999")],
            "Unexpected 999, 4 bytes",
        ),
        lines("an empty field value", &[ok, ("x-a", "")], DONE),
        lines(
            "101 field lines",
            &[&[ok][..], &[("x-a", "1"); 100]].concat(),
            DONE,
        ),
    ]
}

/// The bytes of a header block.
fn blocks() -> Vec<Fault> {
    let bytes = |name, bytes: &[u8]| Fault::http2(name, [block(1, 0, bytes)], INVALID);
    vec![
        bytes("an index outside the HPACK table", &[0xff, 0x7f]),
        bytes("the index zero", &[0x80]),
        bytes("a truncated field line", &[0, 5, b'x']),
        bytes(
            "an HPACK table of 4 GiB",
            &[0x3f, 0xff, 0xff, 0xff, 0xff, 0x0f],
        ),
        bytes(
            "an unterminated HPACK integer",
            &[0, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
        ),
        bytes(
            "invalid Huffman code",
            &[0, 0x84, 0xff, 0xff, 0xff, 0xff, 0],
        ),
        Fault::http2(
            "headers in two frames",
            [
                frame(HEADERS, 0, 1, &line(":status", "200")),
                frame(CONTINUATION, END_HEADERS, 1, &line("x-a", "1")),
                data(1, END_STREAM, "done"),
            ],
            DONE,
        ),
        Fault::http2(
            "a missing CONTINUATION",
            [
                frame(HEADERS, 0, 1, &line(":status", "200")),
                data(1, END_STREAM, "done"),
            ],
            INVALID,
        ),
        Fault::http2(
            "CONTINUATION on another stream",
            [
                frame(HEADERS, 0, 1, &line(":status", "200")),
                frame(CONTINUATION, END_HEADERS, 3, &line("x-a", "1")),
            ],
            INVALID,
        ),
    ]
}

fn interim() -> Vec<Fault> {
    let early = || headers(1, 0, &[(":status", "103"), ("link", "</a>; rel=preload")]);
    vec![
        Fault::http2("103 over HTTP/2, then 200", [early(), response(1)], DONE),
        Fault::http2(
            "103 with END_STREAM",
            [headers(1, END_STREAM, &[(":status", "103")])],
            INVALID,
        ),
        Fault::http2(
            "103, then content",
            [early(), data(1, END_STREAM, "done")],
            INVALID,
        ),
    ]
}

fn too_much() -> Vec<Fault> {
    let large = |bytes: usize| {
        [
            head(1, &[("x-a", &"a".repeat(bytes))]),
            data(1, END_STREAM, "done"),
        ]
    };
    let roomy = Settings::once().head_at_most(1024 * 1024);
    // One line of 4,000 bytes in the table, and one byte for each reference to it.
    let bomb = [
        line(":status", "200"),
        remembered("x-a", &"a".repeat(4000)),
        vec![ENTRY_62; 200],
    ];
    let endless = frame(CONTINUATION, 0, 1, &line("x-a", &"a".repeat(LARGEST / 2)));
    let dripping = frame(CONTINUATION, 0, 1, &[]);
    let flood = |name, frames| {
        let begin = frame(HEADERS, 0, 1, &line(":status", "200"));
        Fault::http2_steps(name, vec![Stream, Write(begin), Endless(frames)], INVALID)
    };
    vec![
        Fault::http2("60 KiB of fields", large(60 * 1024), DONE),
        Fault::http2(
            "64 KiB of fields",
            large(64 * 1024),
            "200, HeadersTooLarge, maybe sent, 0 bytes",
        ),
        Fault::http2(
            "300 KiB of fields, where 1 MiB is allowed",
            large(300 * 1024),
            DONE,
        )
        .with(roomy),
        Fault::http2(
            "500 KiB of fields, where 1 MiB is allowed",
            large(500 * 1024),
            INVALID,
        )
        .with(roomy),
        Fault::http2(
            "an HPACK bomb: one field 200 times",
            [block(1, 0, &bomb.concat())],
            INVALID,
        ),
        flood("endless CONTINUATION", endless),
        flood("endless empty CONTINUATION", dripping),
    ]
}
