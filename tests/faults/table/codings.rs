//! Bodies that are not in the coding that their head names, and bombs: a few bytes that unpack to very many.

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
        bomb: "a bomb of gzip: 4 MiB, where 1 MiB is allowed",
        truncated: "gzip that breaks off",
        empty: "gzip of nothing",
        garbage: "garbage called gzip",
    },
    Coding {
        name: "deflate",
        bomb: "a bomb of deflate",
        truncated: "deflate that breaks off",
        empty: "deflate of nothing",
        garbage: "garbage called deflate",
    },
    Coding {
        name: "br",
        bomb: "a bomb of brotli",
        truncated: "brotli that breaks off",
        empty: "brotli of nothing",
        garbage: "garbage called brotli",
    },
    Coding {
        name: "zstd",
        bomb: "a bomb of zstd",
        truncated: "zstd that breaks off",
        empty: "zstd of nothing",
        garbage: "garbage called zstd",
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

/// 4 MiB of nothing in each coding.
static BOMBS: LazyLock<[Vec<u8>; 4]> = LazyLock::new(|| {
    let zeros = vec![0; 4 * MIB];
    CODINGS.map(|coding| encode(coding.name, &zeros))
});

fn coded(name: &'static str, line: &str, coding: &str, body: &[u8], expect: &'static str) -> Fault {
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {line}\r\ncontent-encoding: {coding}\r\ncontent-length: {length}\r\n\r\n"
    );
    Fault::answer(name, [head.as_bytes(), body].concat(), expect)
}

pub(crate) fn rows() -> Vec<Fault> {
    let mut rows = bombs();
    for coding in CODINGS {
        rows.extend(broken(&coding));
    }
    rows.extend(strange());
    rows
}

/// What was unpacked before the limit is all that is kept of it.
fn bombs() -> Vec<Fault> {
    let short = Settings::once().at_most(MIB as u64);
    let mut rows = Vec::new();
    for (coding, bomb) in CODINGS.iter().zip(&*BOMBS) {
        let expect = "200, TooLarge(1048576), maybe sent, 1048576 bytes";
        rows.push(coded(coding.bomb, "200 OK", coding.name, bomb, expect).with(short));
    }
    rows.push(coded(
        "a bomb as a refusal",
        "500 Internal Server Error",
        "gzip",
        &BOMBS[0],
        "500, TooLarge(1048576), maybe sent, 1048576 bytes",
    ));
    rows
}

/// Without its last byte, or never in it.
fn broken(coding: &Coding) -> Vec<Fault> {
    let whole = encode(coding.name, b"done");
    vec![
        coded(
            coding.truncated,
            "200 OK",
            coding.name,
            &whole[..whole.len() - 1],
            "200, Interrupted, maybe sent, …",
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
        coded("a coding, and no body", "200 OK", "gzip", b"", "ok \"\""),
        coded(
            "a coding that nobody knows",
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
            "Decode 200, expected text in UTF-8, byte 0 is not, …",
        ),
    ]
}

#[test]
fn a_bomb_is_a_thousandth_of_what_it_unpacks_to() {
    for (coding, bomb) in CODINGS.iter().zip(&*BOMBS) {
        assert!(
            bomb.len() * 1000 <= 4 * MIB,
            "{} {}",
            coding.name,
            bomb.len()
        );
    }
}
