//! Streams and connections of HTTP/2 that end too early.

use crate::calls::{Call, Settings};
use crate::frames::{
    CANCEL, END_STREAM, ENHANCE_YOUR_CALM, HTTP_1_1_REQUIRED, INTERNAL_ERROR, NO_ERROR,
    PROTOCOL_ERROR, REFUSED_STREAM, data, go_away, headers, reset,
};
use crate::server::Step::{self, Preface, Reset, Stream, Wait, Write};
use crate::table::http2::contents::{SHORT, head, response};
use crate::{Fault, Play, begun};

const CLOSED: &str = "ConnectionClosed, maybe sent";
const NOT_SENT: &str = "ConnectionClosed, not sent";
const DONE: &str = "ok \"done\"";

pub(crate) fn rows() -> Vec<Fault> {
    let mut rows = resets();
    rows.extend(going());
    rows.extend(closed());
    rows.extend(retried());
    rows
}

/// The server ends the stream before it has sent anything.
fn resets() -> Vec<Fault> {
    let code = |name, code| Fault::http2(name, [reset(1, code)], CLOSED);
    vec![
        code("RST_STREAM with NO_ERROR", NO_ERROR),
        code("RST_STREAM with PROTOCOL_ERROR", PROTOCOL_ERROR),
        code("RST_STREAM with INTERNAL_ERROR", INTERNAL_ERROR),
        code("RST_STREAM with CANCEL", CANCEL),
        code("RST_STREAM with ENHANCE_YOUR_CALM", ENHANCE_YOUR_CALM),
        code("RST_STREAM with HTTP_1_1_REQUIRED", HTTP_1_1_REQUIRED),
        code("RST_STREAM with an unknown code", 0xdead),
        Fault::http2(
            "RST_STREAM with REFUSED_STREAM",
            [reset(1, REFUSED_STREAM)],
            NOT_SENT,
        )
        .unprocessed(),
        // The response has begun by then, so the code cannot be true.
        Fault::http2(
            "RST_STREAM with REFUSED_STREAM in the content",
            [head(1, &[]), data(1, 0, "do"), reset(1, REFUSED_STREAM)],
            SHORT,
        ),
    ]
}

/// The server says that it accepts no more requests, and which of the received ones it will process.
fn going() -> Vec<Fault> {
    let last = u32::MAX >> 1;
    let before = |name, code| Fault::http2(name, [go_away(0, code)], NOT_SENT).unprocessed();
    vec![
        before("GOAWAY before the request", NO_ERROR),
        before(
            "GOAWAY with INTERNAL_ERROR before the request",
            INTERNAL_ERROR,
        ),
        before(
            "GOAWAY with ENHANCE_YOUR_CALM before the request",
            ENHANCE_YOUR_CALM,
        ),
        Fault::http2(
            "GOAWAY after the request, and its response",
            [go_away(1, NO_ERROR), response(1)],
            DONE,
        ),
        Fault::http2(
            "GOAWAY after all requests, then after this one, and its response",
            [go_away(last, NO_ERROR), go_away(1, NO_ERROR), response(1)],
            DONE,
        ),
        Fault::http2_steps(
            "GOAWAY after the request, and no response",
            vec![Stream, Write(go_away(1, NO_ERROR))],
            CLOSED,
        ),
        Fault::http2_steps(
            "GOAWAY with INTERNAL_ERROR after the request, and no response",
            vec![Stream, Write(go_away(1, INTERNAL_ERROR))],
            CLOSED,
        ),
        Fault::http2(
            "GOAWAY between headers and content",
            [
                head(1, &[("content-length", "4")]),
                go_away(1, NO_ERROR),
                data(1, END_STREAM, "done"),
            ],
            DONE,
        ),
        Fault::http2(
            "GOAWAY in the content",
            [
                head(1, &[]),
                data(1, 0, "do"),
                go_away(1, NO_ERROR),
                data(1, END_STREAM, "ne"),
            ],
            DONE,
        ),
        Fault::http2(
            "GOAWAY before the request, in its content",
            [head(1, &[]), data(1, 0, "do"), go_away(0, NO_ERROR)],
            SHORT,
        ),
        Fault::http2_steps(
            "GOAWAY in the content, then closed",
            vec![
                Stream,
                Step::Sleep(MOMENT),
                Write([head(1, &[]), data(1, 0, "do"), go_away(1, NO_ERROR)].concat()),
            ],
            SHORT,
        ),
    ]
}

/// The connection ends.
fn closed() -> Vec<Fault> {
    // hyper hands a response over once its task has run after the request was written: an end of the connection before that would be another row.
    let after = |bytes: Vec<u8>| vec![Stream, Step::Sleep(MOMENT), Write(bytes)];
    let begun_content = || [head(1, &[]), data(1, 0, "do")].concat();
    let cut = |mut bytes: Vec<u8>, off: usize| {
        bytes.truncate(bytes.len() - off);
        bytes
    };
    vec![
        Fault::new("closed before the settings", vec![], CLOSED)
            .play(Play::Http2(vec![vec![Preface, Stream]])),
        Fault::http2_steps("closed after the request", vec![Stream], CLOSED),
        Fault::http2_steps(
            "reset after the request, over HTTP/2",
            vec![Stream, Reset],
            CLOSED,
        ),
        Fault::http2_steps(
            "closed in a frame header",
            after(cut(response(1), 13 + 4)),
            CLOSED,
        ),
        Fault::http2_steps(
            "closed after the headers",
            after(head(1, &[])),
            "200, ConnectionClosed, maybe sent, 0 bytes",
        ),
        Fault::http2_steps("closed in the content", after(begun_content()), SHORT),
        Fault::http2_steps(
            "closed in a frame of the content",
            after(cut(
                [begun_content(), data(1, END_STREAM, "ne")].concat(),
                1,
            )),
            SHORT,
        ),
        Fault::http2_steps(
            "reset in the content",
            vec![Stream, Write(begun_content()), Step::Sleep(MOMENT), Reset],
            SHORT,
        ),
        Fault::http2_steps(
            "silent after the headers",
            vec![Stream, Write(head(1, &[])), Wait],
            "200, Timeout(Attempt), maybe sent, 0 bytes",
        )
        .with(Settings::once().short_attempt()),
    ]
}

/// Long enough for the previous bytes to arrive separately.
const MOMENT: std::time::Duration = std::time::Duration::from_millis(50);

/// A failure of the first request, and a response to the second.
fn retried() -> Vec<Fault> {
    let stays = |name, frames: Vec<u8>, expect| {
        let steps = vec![Stream, Write(frames), Stream, Write(response(3)), Wait];
        Fault::http2_steps(name, steps, expect).with(Settings::retrying())
    };
    let goes = |name, frames: Vec<u8>, expect| {
        let first = begun(vec![Stream, Write(frames), Wait]);
        let second = begun(vec![Stream, Write(response(1)), Wait]);
        Fault::new(name, vec![], expect)
            .play(Play::Http2(vec![first, second]))
            .with(Settings::retrying())
    };
    vec![
        stays(
            "REFUSED_STREAM, then 200, for a POST",
            reset(1, REFUSED_STREAM),
            DONE,
        )
        .call(Call::Post)
        .seen(2)
        .unprocessed(),
        goes(
            "GOAWAY before the request, then 200, for a POST",
            go_away(0, NO_ERROR),
            DONE,
        )
        .call(Call::Post)
        .seen(2)
        .unprocessed(),
        stays("INTERNAL_ERROR, then 200", reset(1, INTERNAL_ERROR), DONE).seen(2),
        stays(
            "INTERNAL_ERROR, then 200, for a POST",
            reset(1, INTERNAL_ERROR),
            CLOSED,
        )
        .call(Call::Post),
        goes(
            "a truncated stream, then 200",
            [
                head(1, &[("content-length", "4")]),
                data(1, 0, "do"),
                reset(1, NO_ERROR),
                go_away(1, NO_ERROR),
            ]
            .concat(),
            DONE,
        )
        .seen(2),
        goes(
            "GOAWAY while idle, and a second call",
            [response(1), go_away(1, NO_ERROR)].concat(),
            "ok \"done\"; then ok \"done\"",
        )
        .call(Call::GetTwice)
        .seen(2),
        Fault::http2_steps(
            "two calls on one connection",
            vec![Stream, Write(response(1)), Stream, Write(response(3)), Wait],
            "ok \"done\"; then ok \"done\"",
        )
        .call(Call::GetTwice)
        .seen(2),
        Fault::http2_steps(
            "a truncated stream, and a second call on the connection",
            vec![
                Stream,
                Write(
                    [
                        head(1, &[("content-length", "4")]),
                        data(1, 0, "do"),
                        reset(1, NO_ERROR),
                    ]
                    .concat(),
                ),
                Stream,
                Write(headers(3, 0, &[(":status", "200")])),
                Write(data(3, END_STREAM, "done")),
                Wait,
            ],
            "200, ConnectionClosed, maybe sent, 2 bytes; then ok \"done\"",
        )
        .call(Call::GetTwice)
        .seen(2),
    ]
}
