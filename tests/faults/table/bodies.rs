//! Bodies that are framed wrongly, or too large.

use crate::Fault;
use crate::calls::{Call, Settings};
use crate::server::Step::{Endless, Read, ReadHead, Wait};
use crate::table::connections::{OK, text};

const CHUNKED: &str = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";

pub(crate) fn rows() -> Vec<Fault> {
    let mut rows = chunks();
    rows.extend(truncated());
    rows.extend(endless());
    rows.extend(too_much());
    rows
}

fn chunked(name: &'static str, chunks: &str, expect: &'static str) -> Fault {
    Fault::response(name, CHUNKED.to_owned() + chunks, expect)
}

fn chunks() -> Vec<Fault> {
    let invalid =
        |name, chunks: &str| chunked(name, chunks, "200, InvalidMessage, maybe sent, 0 bytes");
    vec![
        chunked(
            "valid chunks",
            "2\r\ndo\r\n2;a=b\r\nne\r\n0\r\nx-trailer: 1\r\n\r\n",
            "ok \"done\"",
        ),
        invalid("a chunk without a size", "\r\ndone\r\n0\r\n\r\n"),
        invalid(
            "a chunk size that is not a number",
            "xyz\r\ndone\r\n0\r\n\r\n",
        ),
        invalid("a negative chunk size", "-4\r\ndone\r\n0\r\n\r\n"),
        invalid("a chunk size that overflows", "FFFFFFFFFFFFFFFFF\r\ndone"),
        chunked(
            "a chunk without its line end",
            "4\r\ndoneX2\r\n0\r\n\r\n",
            "200, InvalidMessage, maybe sent, 4 bytes",
        ),
        // A client must not get another transfer coding than it asked for (RFC 9112, section 6.1).
        Fault::response(
            "an unrequested transfer coding",
            "HTTP/1.1 200 OK\r\ntransfer-encoding: gzip\r\n\r\ndone",
            "200, InvalidMessage, maybe sent, 0 bytes",
        ),
        codings(
            "`chunked`, and a second line with `identity`",
            "chunked|identity",
        ),
        codings(
            "`identity`, and a second line with `chunked`",
            "identity|chunked",
        ),
        codings("`chunked` twice", "chunked|chunked"),
        codings("`chunked`, and an empty second line", "chunked|"),
        codings("two codings in one line", "gzip, chunked"),
        codings("a list of codings with an empty item", "chunked,"),
        // HTTP/1.0 has no transfer codings (RFC 9112, section 6.1), and hyper rejects the response.
        Fault::response(
            "chunked in HTTP/1.0",
            "HTTP/1.0 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\ndone\r\n0\r\n\r\n",
            "InvalidMessage, maybe sent",
        ),
    ]
}

/// `Transfer-Encoding` lines, separated by `|`, and a chunked body.
fn codings(name: &'static str, lines: &str) -> Fault {
    let lines = lines.replace('|', "\r\ntransfer-encoding: ");
    let head = format!("HTTP/1.1 200 OK\r\ntransfer-encoding: {lines}\r\n\r\n");
    let response = head + "4\r\ndone\r\n0\r\n\r\n";
    Fault::response(name, response, "200, InvalidMessage, maybe sent, 0 bytes")
}

fn truncated() -> Vec<Fault> {
    let broken =
        |name, chunks: &str| chunked(name, chunks, "200, ConnectionClosed, maybe sent, 4 bytes");
    vec![
        broken("a chunk with a huge size", "7FFFFFFFFFFFFFFF\r\ndone"),
        broken("a truncated chunk", "A\r\ndone"),
        broken("chunks without the last one", "4\r\ndone\r\n"),
        broken("a truncated chunk size", "4\r\ndone\r\n1"),
        broken("truncated trailers", "4\r\ndone\r\n0\r\nx-tr"),
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
        Fault::response(
            "too large, announced",
            format!(
                "HTTP/1.1 200 OK\r\ncontent-length: 1025\r\n\r\n{}",
                "a".repeat(1025)
            ),
            "200, BodyTooLarge(1024), maybe sent, 0 bytes",
        )
        .with(short),
        Fault::response("exactly as large as allowed", OK, "ok \"done\"")
            .with(Settings::once().at_most(4)),
        Fault::response(
            "too large, not announced",
            format!("{CHUNKED}401\r\n{}\r\n0\r\n\r\n", "a".repeat(1025)),
            "200, BodyTooLarge(1024), maybe sent, 1024 bytes",
        )
        .with(short),
        Fault::new(
            "an endless body",
            vec![Read, text("HTTP/1.1 200 OK\r\n\r\n"), endless()],
            "200, BodyTooLarge(1024), maybe sent, 1024 bytes",
        )
        .with(short),
        Fault::new(
            "an endless error response",
            vec![Read, text("HTTP/1.1 500 Oh\r\n\r\n"), endless()],
            "500, BodyTooLarge(1024), maybe sent, 1024 bytes",
        )
        .with(short),
        Fault::new(
            "a response before the request body is read",
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
