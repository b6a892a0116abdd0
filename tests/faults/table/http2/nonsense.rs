//! Misplaced frames of HTTP/2, and too many of them.

use crate::Fault;
use crate::calls::Settings;
use crate::frames::{
    DATA, END_STREAM, HEADERS, LARGEST, NO_ERROR, PUSH_PROMISE, SETTINGS, data, frame, headers,
    line, ping, reset, settings, window_update,
};
use crate::server::Step::{Endless, Preface, Stream, Write};
use crate::table::http2::contents::{head, response};
use crate::{Play, begun};

const INVALID: &str = "InvalidMessage, maybe sent";
const DONE: &str = "ok \"done\"";

pub(crate) fn rows() -> Vec<Fault> {
    let mut rows = misplaced();
    rows.extend(ignored());
    rows.extend(floods());
    rows
}

fn misplaced() -> Vec<Fault> {
    let invalid = |name, frames: Vec<u8>| Fault::http2(name, [frames], INVALID);
    let promise = [&2_u32.to_be_bytes()[..], &line(":path", "/")].concat();
    vec![
        invalid("DATA on stream 0", data(0, 0, "done")),
        invalid("HEADERS on stream 0", headers(0, 0, &[(":status", "200")])),
        invalid("RST_STREAM on stream 0", reset(0, NO_ERROR)),
        invalid("SETTINGS on stream 1", frame(SETTINGS, 0, 1, &[])),
        invalid("DATA before the headers", data(1, END_STREAM, "done")),
        invalid("HEADERS on a stream that is not open", head(3, &[])),
        invalid("DATA on a stream that is not open", data(3, 0, "done")),
        invalid("a stream opened by the server", head(2, &[])),
        invalid("PUSH_PROMISE", frame(PUSH_PROMISE, 4, 1, &promise)),
        invalid(
            "a frame that is too large",
            frame(DATA, 0, 1, &[b'a'; LARGEST + 1]),
        ),
        invalid(
            "a frame of 16 MiB",
            [0xff, 0xff, 0xff, HEADERS, 0, 0, 0, 0, 1].to_vec(),
        ),
        invalid("SETTINGS of five bytes", frame(SETTINGS, 0, 0, b"12345")),
        invalid(
            "SETTINGS with a window that is too large",
            settings(&[(4, u32::MAX)]),
        ),
        invalid("WINDOW_UPDATE of zero", window_update(0, 0)),
        invalid(
            "more padding than the frame has",
            frame(DATA, 8, 1, &[9, b'a']),
        ),
        Fault::http2_steps(
            "garbage over HTTP/2",
            vec![
                Stream,
                Write(b"garbage, and more than nine bytes of it".to_vec()),
            ],
            INVALID,
        ),
        Fault::new("a response in HTTP/1.1", vec![], INVALID).play(Play::Http2(vec![vec![
            Preface,
            Stream,
            Write(b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n".to_vec()),
        ]])),
    ]
}

/// What is ignored.
fn ignored() -> Vec<Fault> {
    let before = |name, frames: Vec<u8>| Fault::http2(name, [frames, response(1)], DONE);
    vec![
        before("an unknown frame type", frame(0xee, 0xff, 1, b"?")),
        before("an unknown setting", settings(&[(0xeeee, 1)])),
        before("1,000 times PING", ping().repeat(1000)),
        before("1,000 times SETTINGS", settings(&[]).repeat(1000)),
        Fault::http2(
            "90 empty DATA frames in the content",
            [
                head(1, &[]),
                data(1, 0, "").repeat(90),
                data(1, END_STREAM, "done"),
            ],
            DONE,
        ),
        Fault::http2(
            "padding",
            [
                head(1, &[]),
                frame(DATA, END_STREAM | 8, 1, b"\x03done\0\0\0"),
            ],
            DONE,
        ),
    ]
}

fn floods() -> Vec<Fault> {
    let flood = |name, frames, expect| {
        let steps = begun(vec![Stream, Endless(frames)]);
        Fault::new(name, vec![], expect)
            .play(Play::Http2(vec![steps]))
            .with(Settings::once().short_attempt())
    };
    let limit = "Timeout(Attempt), maybe sent";
    vec![
        flood("endless PING", ping().repeat(100), limit),
        flood("endless SETTINGS", settings(&[]).repeat(100), limit),
        flood(
            "endless WINDOW_UPDATE",
            window_update(1, 1).repeat(100),
            limit,
        ),
        Fault::http2_steps(
            "endless empty DATA",
            vec![Stream, Write(head(1, &[])), Endless(data(1, 0, ""))],
            "200, InvalidMessage, maybe sent, 0 bytes",
        ),
        flood(
            "endless 103",
            headers(1, 0, &[(":status", "103")]).repeat(100),
            limit,
        ),
    ]
}
