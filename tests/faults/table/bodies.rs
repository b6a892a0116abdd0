//! Bodies that are framed wrongly, or too much.

use crate::Fault;
use crate::calls::{Call, Settings};
use crate::server::Step::{Endless, Read, ReadHead, Wait};
use crate::table::connections::{OK, text};

const CHUNKED: &str = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";

pub(crate) fn rows() -> Vec<Fault> {
    let mut rows = chunks();
    rows.extend(broken_off());
    rows.extend(endless());
    rows.extend(too_much());
    rows
}

fn chunked(name: &'static str, chunks: &str, expect: &'static str) -> Fault {
    Fault::answer(name, CHUNKED.to_owned() + chunks, expect)
}

fn chunks() -> Vec<Fault> {
    let invalid =
        |name, chunks: &str| chunked(name, chunks, "200, InvalidMessage, maybe sent, 0 bytes");
    vec![
        chunked(
            "chunks as they should be",
            "2\r\ndo\r\n2;a=b\r\nne\r\n0\r\nx-trailer: 1\r\n\r\n",
            "ok \"done\"",
        ),
        invalid("a chunk without a size", "\r\ndone\r\n0\r\n\r\n"),
        invalid(
            "a chunk whose size is no number",
            "xyz\r\ndone\r\n0\r\n\r\n",
        ),
        invalid("a chunk with a negative size", "-4\r\ndone\r\n0\r\n\r\n"),
        invalid(
            "a chunk of a size larger than any number",
            "FFFFFFFFFFFFFFFFF\r\ndone",
        ),
        chunked(
            "a chunk without its line end",
            "4\r\ndoneX2\r\n0\r\n\r\n",
            "200, InvalidMessage, maybe sent, 4 bytes",
        ),
        // Only chunks are asked for (RFC 9112, section 6.1).
        Fault::answer(
            "a transfer coding that nobody asked for",
            "HTTP/1.1 200 OK\r\ntransfer-encoding: gzip\r\n\r\ndone",
            "200, InvalidMessage, maybe sent, 0 bytes",
        ),
    ]
}

fn broken_off() -> Vec<Fault> {
    let broken =
        |name, chunks: &str| chunked(name, chunks, "200, Interrupted, maybe sent, 4 bytes");
    vec![
        broken("a chunk of a huge size", "7FFFFFFFFFFFFFFF\r\ndone"),
        broken("a chunk that breaks off", "A\r\ndone"),
        broken("chunks without an end", "4\r\ndone\r\n"),
        broken("a size that breaks off", "4\r\ndone\r\n1"),
        broken("trailers that break off", "4\r\ndone\r\n0\r\nx-tr"),
    ]
}

fn endless() -> Vec<Fault> {
    vec![
        Fault::new(
            "an endless chunk extension",
            vec![Read, text(CHUNKED), text("4;"), Endless(vec![b'a'; 4096])],
            "200, InvalidMessage, maybe sent, 0 bytes",
        ),
        Fault::new(
            "endless trailers",
            vec![
                Read,
                text(CHUNKED),
                text("4\r\ndone\r\n0\r\n"),
                Endless(b"x-a: 1\r\n".repeat(512)),
            ],
            "200, InvalidMessage, maybe sent, 4 bytes",
        ),
    ]
}

fn too_much() -> Vec<Fault> {
    let short = Settings::once().at_most(1024);
    let endless = || Endless(vec![b'a'; 16 * 1024]);
    vec![
        Fault::answer(
            "too large, announced",
            format!(
                "HTTP/1.1 200 OK\r\ncontent-length: 1025\r\n\r\n{}",
                "a".repeat(1025)
            ),
            "200, TooLarge(1024), maybe sent, 0 bytes",
        )
        .with(short),
        Fault::answer("as large as it may be", OK, "ok \"done\"").with(Settings::once().at_most(4)),
        Fault::answer(
            "too large, not announced",
            format!("{CHUNKED}401\r\n{}\r\n0\r\n\r\n", "a".repeat(1025)),
            "200, TooLarge(1024), maybe sent, 1024 bytes",
        )
        .with(short),
        Fault::new(
            "an endless body",
            vec![Read, text("HTTP/1.1 200 OK\r\n\r\n"), endless()],
            "200, TooLarge(1024), maybe sent, 1024 bytes",
        )
        .with(short),
        Fault::new(
            "an endless refusal",
            vec![Read, text("HTTP/1.1 500 Oh\r\n\r\n"), endless()],
            "500, TooLarge(1024), maybe sent, 1024 bytes",
        )
        .with(short),
        Fault::new(
            "an answer before the body is read",
            vec![
                ReadHead,
                text("HTTP/1.1 413 Content Too Large\r\ncontent-length: 4\r\n\r\nstop"),
                Wait,
            ],
            "Unexpected 413, 4 bytes",
        )
        .call(Call::PutLarge),
    ]
}
