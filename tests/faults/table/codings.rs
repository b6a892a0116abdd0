//! Bodies that do not have the content coding that their headers name, and bombs: a few bytes that decompress to very many.

use std::sync::LazyLock;

use async_compression::Level;
use async_compression::tokio::bufread;
use futures_util::FutureExt as _;
use tokio::io::AsyncReadExt as _;

use crate::Fault;
use crate::calls::Settings;

const MIB: usize = 1024 * 1024;

/// A coding with the names of its rows.
struct Coding {
    name: &'static str,
    bomb: &'static str,
    truncated: &'static str,
    empty: &'static str,
    garbage: &'static str,
}

const CODINGS: [Coding; 4] = [
    Coding {
        name: "gzip",
        bomb: "a gzip bomb: 4 MiB, where 1 MiB is allowed",
        truncated: "truncated gzip",
        empty: "gzip of an empty body",
        garbage: "garbage labelled as gzip",
    },
    Coding {
        name: "deflate",
        bomb: "a deflate bomb",
        truncated: "truncated deflate",
        empty: "deflate of an empty body",
        garbage: "garbage labelled as deflate",
    },
    Coding {
        name: "br",
        bomb: "a brotli bomb",
        truncated: "truncated brotli",
        empty: "brotli of an empty body",
        garbage: "garbage labelled as brotli",
    },
    Coding {
        name: "zstd",
        bomb: "a zstd bomb",
        truncated: "truncated zstd",
        empty: "zstd of an empty body",
        garbage: "garbage labelled as zstd",
    },
];

fn encode(coding: &str, content: &[u8]) -> Vec<u8> {
    let mut encoded = Vec::new();
    macro_rules! read {
        ($encoder:ident) => {
            bufread::$encoder::with_quality(content, Level::Fastest)
                .read_to_end(&mut encoded)
                .now_or_never()
        };
    }
    let read = match coding {
        "gzip" => bufread::GzipEncoder::with_quality(content, Level::Best)
            .read_to_end(&mut encoded)
            .now_or_never(),
        "deflate" => bufread::ZlibEncoder::with_quality(content, Level::Best)
            .read_to_end(&mut encoded)
            .now_or_never(),
        "br" => read!(BrotliEncoder),
        "zstd" => read!(ZstdEncoder),
        other => panic!("{other}"),
    };
    read.expect("what is in memory is ready").unwrap();
    encoded
}

/// 4 MiB of zeros in each coding.
static BOMBS: LazyLock<[Vec<u8>; 4]> = LazyLock::new(|| {
    let zeros = vec![0; 4 * MIB];
    CODINGS.map(|coding| encode(coding.name, &zeros))
});

fn coded(name: &'static str, line: &str, coding: &str, body: &[u8], expect: &'static str) -> Fault {
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {line}\r\ncontent-encoding: {coding}\r\ncontent-length: {length}\r\n\r\n"
    );
    Fault::response(name, [head.as_bytes(), body].concat(), expect)
}

pub(crate) fn rows() -> Vec<Fault> {
    let mut rows = bombs();
    for coding in CODINGS {
        rows.extend(broken(&coding));
    }
    rows.extend(strange());
    rows
}

/// The error keeps what was decompressed before the limit.
fn bombs() -> Vec<Fault> {
    let short = Settings::once().at_most(MIB as u64);
    let mut rows = Vec::new();
    for (coding, bomb) in CODINGS.iter().zip(&*BOMBS) {
        let expect = "200, BodyTooLarge(1048576), maybe sent, 1048576 bytes";
        rows.push(coded(coding.bomb, "200 OK", coding.name, bomb, expect).with(short));
    }
    rows.push(coded(
        "a gzip bomb as an error response",
        "500 Internal Server Error",
        "gzip",
        &BOMBS[0],
        "500, BodyTooLarge(1048576), maybe sent, 1048576 bytes",
    ));
    rows
}

/// Truncated by one byte, or not compressed at all.
fn broken(coding: &Coding) -> Vec<Fault> {
    let whole = encode(coding.name, b"done");
    vec![
        coded(
            coding.truncated,
            "200 OK",
            coding.name,
            &whole[..whole.len() - 1],
            "200, ConnectionClosed, maybe sent, …",
        ),
        coded(
            coding.garbage,
            "200 OK",
            coding.name,
            b"{\"error\":\"not compressed at all\"}",
            "200, InvalidMessage, maybe sent, 0 bytes",
        ),
        coded(
            coding.empty,
            "200 OK",
            coding.name,
            &encode(coding.name, b""),
            "ok \"\"",
        ),
    ]
}

fn strange() -> Vec<Fault> {
    vec![
        coded("a coding without a body", "200 OK", "gzip", b"", "ok \"\""),
        coded(
            "an unknown coding",
            "200 OK",
            "x-none",
            b"done",
            "ok \"done\"",
        ),
        coded(
            "text in two codings",
            "200 OK",
            "gzip, br",
            &encode("br", &encode("gzip", b"done")),
            "ok \"done\"",
        ),
        coded(
            "text in a coding and `identity`",
            "200 OK",
            "gzip, identity",
            &encode("gzip", b"done"),
            "ok \"done\"",
        ),
        coded(
            "text in a coding, and in an unknown one",
            "200 OK",
            "x-none, gzip",
            &encode("gzip", b"done"),
            "Decode 200, expected text in UTF-8, byte 1 is invalid, …",
        ),
        coded(
            "deflate without the header of zlib",
            "200 OK",
            "deflate",
            b"K\xc9\xcfK\x05\0",
            "ok \"done\"",
        ),
        coded(
            "a gzip bomb in gzip",
            "200 OK",
            "gzip, gzip",
            &encode("gzip", &BOMBS[0]),
            "200, BodyTooLarge(1048576), maybe sent, 1048576 bytes",
        )
        .with(Settings::once().at_most(MIB as u64)),
    ]
}

#[test]
fn a_bomb_is_a_thousandth_of_what_it_decompresses_to() {
    for (coding, bomb) in CODINGS.iter().zip(&*BOMBS) {
        assert!(
            bomb.len() * 1000 <= 4 * MIB,
            "{} {}",
            coding.name,
            bomb.len()
        );
    }
}
