//! Content over HTTP/2 that does not match its headers.

use crate::calls::{Call, Settings};
use crate::frames::{
    CANCEL, DATA, END_STREAM, INTERNAL_ERROR, NO_ERROR, data, frame, headers, reset, settings,
    window_update,
};
use crate::server::Step::{Preface, StreamHead, Wait, Write};
use crate::{Fault, Play};

/// The outcome if two of four bytes arrive.
pub(crate) const SHORT: &str = "200, ConnectionClosed, maybe sent, 2 bytes";
const INVALID: &str = "InvalidMessage, maybe sent";
const DONE: &str = "ok \"done\"";

/// The headers of a 200, whose content follows.
pub(crate) fn head(stream: u32, lines: &[(&str, &str)]) -> Vec<u8> {
    headers(stream, 0, &[&[(":status", "200")], lines].concat())
}

/// A complete response.
pub(crate) fn response(stream: u32) -> Vec<u8> {
    let head = head(stream, &[("content-length", "4")]);
    [head, data(stream, END_STREAM, "done")].concat()
}

pub(crate) fn rows() -> Vec<Fault> {
    let mut rows = lengths();
    rows.extend(resets());
    rows.extend(without());
    rows.extend(trailers());
    rows.extend(uploads());
    rows
}

fn lengths() -> Vec<Fault> {
    let length = |name, lengths: &[&str], expect| {
        let lines: Vec<_> = lengths.iter().map(|it| ("content-length", *it)).collect();
        Fault::http2(name, [head(1, &lines), data(1, END_STREAM, "done")], expect)
    };
    let four = || head(1, &[("content-length", "4")]);
    vec![
        Fault::http2("a valid response", [response(1)], DONE),
        length("no length", &[], DONE),
        length("two lengths that agree, over HTTP/2", &["4", "4"], DONE),
        length("two lengths that differ, over HTTP/2", &["4", "5"], INVALID),
        length("a list of lengths, over HTTP/2", &["4, 4"], INVALID),
        length("a length with a sign, over HTTP/2", &["+4"], INVALID),
        length(
            "an empty length",
            &[""],
            "200, InvalidMessage, maybe sent, 0 bytes",
        ),
        Fault::http2(
            "content that ends too early",
            [four(), data(1, 0, "do"), data(1, END_STREAM, "")],
            SHORT,
        ),
        Fault::http2(
            "content that ends too early, in a single frame",
            [four(), data(1, END_STREAM, "do")],
            "200, ConnectionClosed, maybe sent, 0 bytes",
        ),
        Fault::http2(
            "trailers before all of the content",
            [
                four(),
                data(1, 0, "do"),
                headers(1, END_STREAM, &[("x-a", "1")]),
            ],
            SHORT,
        ),
        // The library returns no more of it, and does not distinguish too much from too little.
        Fault::http2(
            "more content than announced",
            [four(), data(1, 0, "do"), data(1, END_STREAM, "nely")],
            SHORT,
        ),
        Fault::http2(
            "content after the announced length",
            [four(), data(1, 0, "done"), data(1, END_STREAM, "x")],
            "200, InvalidMessage, maybe sent, 4 bytes",
        ),
        Fault::http2(
            "too large over HTTP/2, announced",
            [head(1, &[("content-length", "1025")])],
            "200, BodyTooLarge(1024), maybe sent, 0 bytes",
        )
        .with(Settings::once().at_most(1024)),
        Fault::http2(
            "too large over HTTP/2, not announced",
            [head(1, &[]), data(1, 0, &"a".repeat(1025))],
            "200, BodyTooLarge(1024), maybe sent, 1024 bytes",
        )
        .with(Settings::once().at_most(1024)),
    ]
}

/// The stream is reset in the middle.
fn resets() -> Vec<Fault> {
    let with = |name, lines: &[(&str, &str)], code| {
        let frames = [head(1, lines), data(1, 0, "do"), reset(1, code)];
        Fault::http2(name, frames, SHORT)
    };
    let four = [("content-length", "4")];
    vec![
        with("NO_ERROR in the content", &four, NO_ERROR),
        with("CANCEL in the content", &four, CANCEL),
        with("INTERNAL_ERROR in the content", &four, INTERNAL_ERROR),
        with("NO_ERROR in content without a length", &[], NO_ERROR),
        with("CANCEL in content without a length", &[], CANCEL),
        Fault::http2(
            "NO_ERROR after the headers",
            [head(1, &four), reset(1, NO_ERROR)],
            "200, ConnectionClosed, maybe sent, 0 bytes",
        ),
        Fault::http2(
            "NO_ERROR after all of the content, without END_STREAM",
            [head(1, &four), data(1, 0, "done"), reset(1, NO_ERROR)],
            "200, ConnectionClosed, maybe sent, 4 bytes",
        ),
        Fault::http2(
            "NO_ERROR after END_STREAM",
            [response(1), reset(1, NO_ERROR)],
            DONE,
        ),
        // Nothing of it is decoded yet.
        Fault::http2(
            "NO_ERROR in compressed content",
            [
                head(1, &[("content-encoding", "gzip"), ("content-length", "30")]),
                frame(DATA, 0, 1, &[0x1f, 0x8b, 8, 0, 0]),
                reset(1, NO_ERROR),
            ],
            "200, ConnectionClosed, maybe sent, 0 bytes",
        ),
    ]
}

/// No content, whatever the headers say.
fn without() -> Vec<Fault> {
    let ended = |status, lines: &[(&str, &str)]| {
        headers(1, END_STREAM, &[&[(":status", status)], lines].concat())
    };
    vec![
        Fault::http2("headers alone", [ended("200", &[])], "ok \"\""),
        Fault::http2(
            "headers alone, with a length of zero",
            [ended("200", &[("content-length", "0")])],
            "ok \"\"",
        ),
        Fault::http2(
            "headers alone, with a length",
            [ended("200", &[("content-length", "4")])],
            INVALID,
        ),
        Fault::http2(
            "HEAD with the length of the omitted body, over HTTP/2",
            [ended("200", &[("content-length", "400")])],
            "ok ()",
        )
        .call(Call::Head),
        Fault::http2("204 over HTTP/2", [ended("204", &[])], "ok ()").call(Call::Delete),
        Fault::http2(
            "304 with a length, over HTTP/2",
            [ended("304", &[("content-length", "4")])],
            "Unexpected 304, 0 bytes",
        ),
    ]
}

fn trailers() -> Vec<Fault> {
    let after = |name, trailers: Vec<u8>, expect| {
        let frames = [
            head(1, &[("content-length", "4")]),
            data(1, 0, "done"),
            trailers,
        ];
        Fault::http2(name, frames, expect)
    };
    let large = "a".repeat(500 * 1024);
    let broken = "200, InvalidMessage, maybe sent, 4 bytes";
    vec![
        after("trailers", headers(1, END_STREAM, &[("x-a", "1")]), DONE),
        after(
            "trailers without END_STREAM",
            headers(1, 0, &[("x-a", "1")]),
            broken,
        ),
        after(
            // The library drops what is invalid in trailers.
            "trailers with a status",
            headers(1, END_STREAM, &[(":status", "200")]),
            DONE,
        ),
        after(
            "500 KiB of trailers",
            headers(1, END_STREAM, &[("x-a", &large)]),
            DONE,
        ),
    ]
}

fn uploads() -> Vec<Fault> {
    let rejected = [
        headers(1, 0, &[(":status", "413"), ("content-length", "4")]),
        data(1, END_STREAM, "stop"),
        reset(1, NO_ERROR),
    ];
    let closed = vec![
        Preface,
        Write(settings(&[(INITIAL_WINDOW_SIZE, 0)])),
        StreamHead,
        Wait,
    ];
    vec![
        Fault::http2_steps(
            "a response before the content of the request is read",
            vec![StreamHead, Write(rejected.concat()), Wait],
            "Unexpected 413, 4 bytes",
        )
        .call(Call::PutLarge),
        Fault::http2_steps(
            "a reset before the content of the request is read",
            vec![StreamHead, Write(reset(1, NO_ERROR)), StreamHead],
            "ConnectionClosed, maybe sent",
        )
        .call(Call::PutLarge),
        Fault::new(
            "a window that never opens",
            vec![],
            "Timeout(Attempt), maybe sent",
        )
        .play(Play::Http2(vec![closed]))
        .call(Call::PutLarge)
        .with(Settings::once().short_attempt()),
        too_far("a connection window that overflows", 0),
        too_far("a stream window that overflows", 1),
    ]
}

/// Twice the largest window.
fn too_far(name: &'static str, stream: u32) -> Fault {
    let update = window_update(stream, u32::MAX >> 1).repeat(2);
    let steps = vec![StreamHead, Write(update)];
    Fault::http2_steps(name, steps, INVALID).call(Call::PutLarge)
}

const INITIAL_WINDOW_SIZE: u16 = 4;
