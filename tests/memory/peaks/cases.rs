//! What is sent, the expected outcome, and the memory that it may use.

use std::str::FromStr;

use crate::wire::{Part, brotli, chunked, events, many, ok, once, response, zstd};
use callpoint_test_support::process::MIB;

pub(crate) struct Case {
    pub(crate) name: &'static str,
    /// How the client reads it.
    pub(crate) by: By,
    /// What the server sends.
    pub(crate) sent: fn() -> Vec<Part>,
    /// The expected outcome for the client.
    pub(crate) outcome: String,
    /// The documented memory limit for it, in bytes.
    pub(crate) limit: u64,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum By {
    /// `Events`, one after the other.
    Events,
    /// `Events`, all of them collected.
    KeptEvents,
    /// `Events` of a response in memory, in one piece.
    WholeEvents,
    /// `JsonLines`.
    Rows,
    /// `ByteStream`, piece by piece.
    Stream,
    /// `ByteStream::collect`.
    Collect,
    /// `Bytes as Raw`.
    Body,
    /// `Bytes as Raw`, at most 1 MiB.
    SmallBody,
    /// A declared error.
    Error,
    /// JSON.
    Number,
    /// Pages of text.
    Pages,
    /// Any call, with this as the response to its token request.
    Token,
    /// `Bytes as Raw` with a blocking client.
    Blocking,
}

/// The transport.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Over {
    Reqwest,
    Hyper,
    Nothing,
}

impl Over {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Reqwest => "reqwest",
            Self::Hyper => "hyper",
            Self::Nothing => "none",
        }
    }
}

impl FromStr for Over {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let all = [Self::Reqwest, Self::Hyper, Self::Nothing];
        let found = all.into_iter().find(|over| over.name() == name);
        found.ok_or_else(|| format!("no transport {name}"))
    }
}

impl Case {
    pub(crate) fn over(&self) -> &'static [Over] {
        match self.by {
            By::WholeEvents => &[Over::Nothing],
            _ => &[Over::Reqwest, Over::Hyper],
        }
    }
}

/// An event, a line, and a response that is received whole.
const ITEM: u64 = 16 * MIB;
const ID: u64 = 64 * 1024;
const ERROR: u64 = MIB;
/// What hyper accepts of header fields.
const HEAD: u64 = 400 * 1024;
/// The largest window of a compressed body.
const ZSTD_WINDOW: u64 = 8 * MIB;
const BROTLI_WINDOW: u64 = 16 * MIB;

/// Longer than any limit.
const LONG: u64 = 100 * MIB;
/// Where it is ignored and read to its end.
const MEANINGLESS: u64 = 40 * MIB;

fn too_large(limit: u64) -> String {
    format!("BodyTooLarge {{ limit: {limit} }}")
}

pub(crate) fn cases() -> Vec<Case> {
    let case = |name, by, limit, outcome: &str, sent| Case {
        name,
        by,
        sent,
        outcome: outcome.to_owned(),
        limit,
    };
    let (item, id, error) = (too_large(ITEM), too_large(ID), too_large(ERROR));
    let token = "no token could be fetched";
    [
        events_and_rows(&case, &item, &id),
        bodies(&case, &item, &error, token),
        heads(&case),
        codings(&case, &item),
    ]
    .into_iter()
    .flatten()
    .collect()
}

type Make<'a> = &'a dyn Fn(&'static str, By, u64, &str, fn() -> Vec<Part>) -> Case;

fn long_id(events: u64) -> Vec<Part> {
    vec![
        once("id: "),
        many("i", 8 * MIB),
        once("\n"),
        Part(b"data\n\n".into(), events),
    ]
}

fn events_and_rows(case: Make<'_>, item: &str, id: &str) -> Vec<Case> {
    vec![
        case(
            "8 MiB of event id and 400 events",
            By::Events,
            ID,
            id,
            || events(long_id(400)),
        ),
        case(
            "8 MiB of event id and 4000 events",
            By::Events,
            ID,
            id,
            || events(long_id(4000)),
        ),
        // The piece itself is in memory.
        case(
            "the same in one piece",
            By::WholeEvents,
            8 * MIB,
            id,
            || long_id(4000),
        ),
        case(
            "64 KiB of event id and 4000 events",
            By::KeptEvents,
            ID,
            "4000 items",
            || {
                let head = vec![once("id: "), Part(vec![b'i'; 64 * 1024], 1), once("\n")];
                events(
                    head.into_iter()
                        .chain([Part(b"data\n\n".into(), 4000)])
                        .collect(),
                )
            },
        ),
        case(
            "another 64 KiB of id for each event",
            By::Events,
            ID,
            "1000 items",
            || {
                let id = ["id: ", &"i".repeat(64 * 1024), "\ndata\n\n"].concat();
                events(vec![Part(id.into(), 1000)])
            },
        ),
        case(
            "8 MiB of events in one piece",
            By::WholeEvents,
            8 * MIB,
            "1398101 items",
            || vec![Part(b"data\n\n".into(), 1_398_101)],
        ),
        case("an event without an end", By::Events, ITEM, item, || {
            events(vec![many("data: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n", LONG)])
        }),
        case("data that is not text", By::Events, ITEM, item, || {
            events(vec![once("data: "), many([0xff], LONG)])
        }),
        case(
            "100 MiB of one line of data",
            By::Events,
            ITEM,
            item,
            || events(vec![once("data: "), many("x", LONG)]),
        ),
        case("100 MiB of one event name", By::Events, ITEM, item, || {
            events(vec![once("event: "), many("x", LONG)])
        }),
        case("many event names", By::Events, 0, "1 items", || {
            let names = many("event: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n", MEANINGLESS);
            events(vec![names, once("data\n\n")])
        }),
        case("a long comment", By::Events, 0, "1 items", || {
            events(vec![once(":"), many("x", MEANINGLESS), once("\ndata\n\n")])
        }),
        case("a long name of a field", By::Events, 0, "1 items", || {
            events(vec![many("x", MEANINGLESS), once("\ndata\n\n")])
        }),
        case("a long retry", By::Events, 0, "1 items", || {
            events(vec![
                once("retry:"),
                many("1", MEANINGLESS),
                once("\ndata\n\n"),
            ])
        }),
        case("100 MiB of one JSON line", By::Rows, ITEM, item, || {
            ok(vec![once("\""), many("x", LONG)])
        }),
        case("JSON lines", By::Rows, 0, "2097152 items", || {
            ok(vec![Part(b"7\n".repeat(32_768), 64)])
        }),
        case("empty JSON lines", By::Rows, 0, "1 items", || {
            ok(vec![many("\r\n", MEANINGLESS), once("7")])
        }),
    ]
}

fn bodies(case: Make<'_>, item: &str, error: &str, token: &str) -> Vec<Case> {
    vec![
        case("a body without an end", By::Body, ITEM, item, || {
            ok(vec![many("x", LONG)])
        }),
        case(
            "a body without an end, blocking",
            By::Blocking,
            ITEM,
            item,
            || ok(vec![many("x", LONG)]),
        ),
        case(
            "a body of an error without an end",
            By::Error,
            ERROR,
            error,
            || response("500 Oops", "", vec![many("x", LONG)]),
        ),
        case("a body announced as 2^60", By::Body, 0, item, || {
            response(
                "200 OK",
                "content-length: 1152921504606846976\r\n",
                vec![many("x", LONG)],
            )
        }),
        case(
            "a stream announced as 2^60",
            By::Stream,
            0,
            "ConnectionClosed",
            || {
                response(
                    "200 OK",
                    "content-length: 1152921504606846976\r\n",
                    vec![many("x", LONG)],
                )
            },
        ),
        case("a chunk announced as 2^60", By::Body, ITEM, item, || {
            chunked(vec![once("1000000000000000\r\n"), many("x", LONG)])
        }),
        case(
            "a chunk announced as 2^60, as a stream",
            By::Stream,
            0,
            "ConnectionClosed",
            || chunked(vec![once("1000000000000000\r\n"), many("x", LONG)]),
        ),
        case(
            "chunks of one byte",
            By::SmallBody,
            MIB,
            &too_large(MIB),
            || chunked(vec![many("1\r\nx\r\n", 16 * MIB)]),
        ),
        case(
            "a stream that is collected",
            By::Collect,
            ITEM,
            item,
            || ok(vec![many("x", LONG)]),
        ),
        // serde repeats it, and escapes an invisible character as six letters.
        case(
            "a text in the place of a number",
            By::Number,
            2 * ITEM,
            "Decode",
            || {
                ok(vec![
                    once("{\"number\":\""),
                    Part(vec![b'x'; 64 * 1024], 255),
                    once("\"}"),
                ])
            },
        ),
        case(
            "an invisible text in its place",
            By::Number,
            7 * ITEM,
            "Decode",
            || {
                ok(vec![
                    once("{\"number\":\""),
                    Part(vec![0x7f; 64 * 1024], 255),
                    once("\"}"),
                ])
            },
        ),
        // A page, the text decoded from it, and what a buffer held before it grew.
        case("pages", By::Pages, 3 * 8 * MIB, "20 items", || {
            ok(vec![many("x", 8 * MIB)])
        }),
        case("a token without an end", By::Token, MIB, token, || {
            ok(vec![once("{\"access_token\":\""), many("x", LONG)])
        }),
    ]
}

fn heads(case: Make<'_>) -> Vec<Case> {
    let (large, invalid) = ("HeadersTooLarge", "InvalidMessage");
    vec![
        case("100000 headers", By::Body, HEAD, large, || {
            let headers: Vec<_> = (0..100_000).map(|n| format!("x-{n}: {n}\r\n")).collect();
            response("200 OK", &headers.concat(), vec![])
        }),
        case("a header without an end", By::Body, HEAD, large, || {
            vec![once("HTTP/1.1 200 OK\r\nx: "), many("x", LONG)]
        }),
        case(
            "a status line without an end",
            By::Body,
            HEAD,
            large,
            || vec![once("HTTP/1.1 200 "), many("x", LONG)],
        ),
        case("interim responses", By::Body, 0, "0 bytes", || {
            let interim = many("HTTP/1.1 103 Early Hints\r\nlink: <x>\r\n\r\n", MEANINGLESS);
            [vec![interim], ok(vec![])].into_iter().flatten().collect()
        }),
        case("trailers without an end", By::Body, 0, invalid, || {
            chunked(vec![
                once("0\r\n"),
                many("x: xxxxxxxxxxxxxxxxxxxxxxx\r\n", LONG),
            ])
        }),
        case(
            "an extension of a chunk without an end",
            By::Body,
            0,
            invalid,
            || chunked(vec![once("1;"), many("x", LONG)]),
        ),
    ]
}

fn codings(case: Make<'_>, item: &str) -> Vec<Case> {
    let invalid = "InvalidMessage";
    vec![
        // 256 MiB decompressed.
        case(
            "zstd with a window of 8 MiB",
            By::Stream,
            ZSTD_WINDOW,
            "268435456 bytes",
            || zstd(23, 2048),
        ),
        case(
            "zstd with a window of 128 MiB",
            By::Stream,
            0,
            invalid,
            || zstd(27, 2048),
        ),
        case(
            "zstd without an end",
            By::Body,
            ITEM + ZSTD_WINDOW,
            item,
            || zstd(23, 2048),
        ),
        case("zstd of rows", By::Rows, ITEM + ZSTD_WINDOW, item, || {
            zstd(23, 2048)
        }),
        case(
            "brotli with a window of 16 MiB",
            By::Stream,
            BROTLI_WINDOW,
            "104857600 bytes",
            || brotli(false, 1600),
        ),
        case(
            "brotli with a window of 1 GiB",
            By::Stream,
            0,
            invalid,
            || brotli(true, 1600),
        ),
        case(
            "a name in gzip without an end",
            By::Body,
            0,
            "ConnectionClosed",
            || {
                let start = once([0x1f, 0x8b, 8, 8, 0, 0, 0, 0, 0, 0]);
                response(
                    "200 OK",
                    "content-encoding: gzip\r\n",
                    vec![start, many("x", MEANINGLESS)],
                )
            },
        ),
    ]
}
