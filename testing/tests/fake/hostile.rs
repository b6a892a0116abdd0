//! Requests that nobody sends by accident: each gets an error, and none stops the fake.

use std::time::Duration;

use callpoint::Client;
use callpoint_testing::{Fake, FakeServer};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tower_service::Service as _;

use crate::links::{self, GetLink};
use crate::{Links, fake};

/// What the server says to these bytes, until it closes the connection or has said enough.
pub(crate) async fn said(server: &FakeServer, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(server.address()).await.unwrap();
    // It may close before it has read everything.
    let _ = stream.write_all(bytes).await;
    let mut said = Vec::new();
    let mut piece = [0; 4096];
    let reading = async {
        while let Ok(read @ 1..) = stream.read(&mut piece).await {
            said.extend_from_slice(&piece[..read]);
            let text = String::from_utf8_lossy(&said);
            if text.contains("\r\n\r\n") && text.ends_with('}') {
                break;
            }
        }
    };
    let ended = tokio::time::timeout(Duration::from_secs(5), reading).await;
    assert!(
        ended.is_ok(),
        "no end: {}",
        String::from_utf8_lossy(&bytes[..bytes.len().min(80)])
    );
    String::from_utf8_lossy(&said).into_owned()
}

async fn is_alive(server: &FakeServer) {
    let client = Client::builder(server.url()).build().unwrap();
    assert_eq!(GetLink::new("7").call(&client).await.unwrap().owner, "ann");
}

fn short() -> Fake<Links> {
    fake()
        .max_body(1 << 20)
        .request_timeout(Duration::from_secs(1))
}

/// Requests and the statuses that they may get.
type Cases = Vec<(&'static str, Vec<u8>, &'static [u16])>;

fn heads() -> Cases {
    let long = "x".repeat(200_000);
    let many = "h: x\r\n".repeat(5000);
    let brackets = format!(
        "GET /links/search?{}=1&kind=any HTTP/1.1\r\nhost: x\r\n\r\n",
        "[".repeat(20_000)
    );
    vec![
        ("no HTTP", b"\x16\x03\x01\x02\x00\x01\x00".to_vec(), &[400]),
        (
            "a long path",
            format!("GET /{long} HTTP/1.1\r\nhost: x\r\n\r\n").into(),
            &[414, 431, 400],
        ),
        (
            "a long header",
            format!("GET / HTTP/1.1\r\nx: {long}\r\n\r\n").into(),
            &[431],
        ),
        (
            "many headers",
            format!("GET / HTTP/1.1\r\n{many}\r\n").into(),
            &[431],
        ),
        (
            "dots",
            b"GET /links/../links/%2e%2e HTTP/1.1\r\nhost: x\r\n\r\n".to_vec(),
            &[400, 404, 501],
        ),
        (
            "not UTF-8",
            b"GET /links/%ff%fe HTTP/1.1\r\nhost: x\r\n\r\n".to_vec(),
            &[400, 404],
        ),
        (
            "half an escape",
            b"GET /links/% HTTP/1.1\r\nhost: x\r\n\r\n".to_vec(),
            &[400, 404],
        ),
        (
            "a NUL",
            b"GET /links/%00 HTTP/1.1\r\nhost: x\r\n\r\n".to_vec(),
            &[400, 404],
        ),
        (
            "bytes above ASCII",
            b"GET /links/\xff HTTP/1.1\r\nhost: x\r\n\r\n".to_vec(),
            &[400, 404],
        ),
        (
            "only slashes",
            format!("GET {} HTTP/1.1\r\nhost: x\r\n\r\n", "/".repeat(20_000)).into(),
            &[501],
        ),
        ("brackets", brackets.into(), &[400]),
        (
            "an authority",
            b"CONNECT x:443 HTTP/1.1\r\nhost: x\r\n\r\n".to_vec(),
            &[501],
        ),
        (
            "an asterisk",
            b"OPTIONS * HTTP/1.1\r\nhost: x\r\n\r\n".to_vec(),
            &[501],
        ),
    ]
}

fn bodies() -> Cases {
    let deep = format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000));
    let put = |body: &str| {
        format!(
            "PUT /links/7/owner/ HTTP/1.1\r\nhost: x\r\nauthorization: Basic aWQ6cGFzc3dvcmQ=\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        )
    };
    vec![
        ("deep JSON", put(&deep).into(), &[400]),
        (
            "invalid JSON",
            put("{\"owner\": \"\\ud800\"}").into(),
            &[400, 500],
        ),
        ("a list", put("[]").into(), &[400]),
        (
            "a large length",
            b"POST /links HTTP/1.1\r\nx-mode: a\r\ncontent-length: 99999999999\r\n\r\n".to_vec(),
            &[413],
        ),
        (
            "a length that overflows",
            b"POST /links HTTP/1.1\r\ncontent-length: 99999999999999999999999\r\n\r\n".to_vec(),
            &[400],
        ),
        (
            "a negative length",
            b"POST /links HTTP/1.1\r\ncontent-length: -1\r\n\r\n".to_vec(),
            &[400],
        ),
        (
            "two lengths",
            b"POST /links HTTP/1.1\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab".to_vec(),
            &[400],
        ),
        (
            "a chunk without a size",
            b"POST /links HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n".to_vec(),
            &[400],
        ),
        (
            "half a body",
            b"POST /links HTTP/1.1\r\nx-mode: a\r\ncontent-length: 9\r\n\r\nabc".to_vec(),
            &[408],
        ),
        (
            "a coding",
            b"POST /links HTTP/1.1\r\ncontent-encoding: gzip\r\ncontent-length: 1\r\n\r\nx"
                .to_vec(),
            &[415],
        ),
    ]
}

#[tokio::test]
async fn every_hostile_request_gets_an_error() {
    let server = short().serve().await.unwrap();
    for (name, bytes, expected) in heads().into_iter().chain(bodies()) {
        let said = said(&server, &bytes).await;
        let status = said.get(9..12).and_then(|status| status.parse().ok());
        assert!(
            status.is_some_and(|status: u16| expected.contains(&status)),
            "{name}: {}",
            said.chars().take(400).collect::<String>()
        );
        is_alive(&server).await;
    }
}

#[tokio::test]
async fn slow_and_silent_clients_are_let_go() {
    let server = short().serve().await.unwrap();
    for begun in ["", "GET /links/7 HT", "GET /links/7 HTTP/1.1\r\nx: "] {
        said(&server, begun.as_bytes()).await;
    }
    is_alive(&server).await;
}

#[tokio::test]
async fn more_connections_than_allowed_wait() {
    let fake = short().max_connections(2);
    let server = fake.serve().await.unwrap();
    let silent = [
        TcpStream::connect(server.address()).await.unwrap(),
        TcpStream::connect(server.address()).await.unwrap(),
    ];
    // They are let go after their time.
    is_alive(&server).await;
    drop(silent);
}

#[tokio::test]
async fn bodies_are_held_within_a_bound_together() {
    let fake = fake()
        .max_body(1000)
        .request_timeout(Duration::from_secs(10));
    let server = fake.serve().await.unwrap();
    let head = "POST /links HTTP/1.1\r\nhost: x\r\nx-mode: a\r\ncontent-length: 1000\r\n\r\n";
    let mut others = Vec::new();
    for _ in 0..4 {
        let mut stream = TcpStream::connect(server.address()).await.unwrap();
        let bytes = format!("{head}{}", "x".repeat(999));
        stream.write_all(bytes.as_bytes()).await.unwrap();
        others.push(stream);
    }
    let full = format!("{head}{}", "x".repeat(1000));
    let full = full.replace("host: x", "host: x\r\nconnection: close");
    // What has been sent is not yet received.
    said_at_last(&server, &full, "HTTP/1.1 503 ").await;
    drop(others);
    said_at_last(&server, &full, "HTTP/1.1 201 ").await;
}

/// Sends a request until its response begins so.
async fn said_at_last(server: &FakeServer, request: &str, start: &str) {
    for _ in 0..100 {
        if said(server, request.as_bytes()).await.starts_with(start) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("no {start}");
}

#[tokio::test]
async fn examples_take_hostile_requests_too() {
    let fake = Fake::from_examples(links::ENDPOINTS);
    let server = fake.serve().await.unwrap();
    for uri in [
        "/links/search?kind=any",
        "/links/search?owner=%ff&kind=any",
        "/links//",
        "/%2f%2f",
    ] {
        let request = format!("GET {uri} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
        let said = said(&server, request.as_bytes()).await;
        let status: u16 = said[9..12].parse().unwrap();
        assert!(matches!(status, 400 | 501), "{uri}: {said}");
    }
}

/// Numbers that are the same in each run (`SplitMix64`).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn one_of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[usize::try_from(self.next()).unwrap() % all.len()]
    }

    /// Some of these in any order, repeated too.
    fn some(&mut self, all: &[&str]) -> String {
        (0..self.next() % 6).map(|_| self.one_of(all)).collect()
    }
}

const METHODS: [&str; 7] = ["GET", "PUT", "POST", "DELETE", "HEAD", "PATCH", "BREW"];
const PATHS: [&str; 14] = [
    "/links", "/search", "/7", "/owner", "/names", "/", "%", "%2f", "%ff", "..", ";a=b", "ü",
    "<id>", "/%00",
];
const STARTS: [&str; 7] = [
    "/links",
    "/links/7",
    "/links/search",
    "/links/7/owner/",
    "/links/7/t",
    "/names/7",
    "/",
];
const QUERIES: [&str; 12] = [
    "owner", "=", "&", "kind=any", "page=3", "page", "[", "]", "%5B", "%f", "+", "ü",
];
const BODIES: [&str; 12] = [
    "{",
    "}",
    "\"owner\"",
    ":",
    "\"a\"",
    "[",
    "]",
    "null",
    "1e999",
    "\u{0}",
    "=",
    "owner=a&",
];
const HEADERS: [(&str, &str); 8] = [
    ("authorization", "Basic aWQ6cGFzc3dvcmQ="),
    ("authorization", "Bearer"),
    ("cookie", "a=b; ;=;c"),
    ("x-mode", "fast"),
    ("x-key", "k"),
    ("content-length", "7"),
    ("content-type", "application/json"),
    ("content-encoding", "identity"),
];

#[tokio::test]
async fn whatever_is_sent_gets_a_response() {
    let examples = Fake::from_examples(links::ENDPOINTS);
    let typed = fake();
    typed.on::<crate::typed::GetName>(|request, _| Ok(request.id.to_string()));
    let mut numbers = Numbers(7);
    let mut seen = std::collections::BTreeMap::new();
    for _ in 0..20_000 {
        let more = if numbers.next().is_multiple_of(2) {
            ""
        } else {
            &numbers.some(&PATHS)
        };
        let uri = format!(
            "{}{more}?{}",
            numbers.one_of(&STARTS),
            numbers.some(&QUERIES)
        );
        let mut request = http::Request::builder()
            .method(numbers.one_of(&METHODS))
            .uri(uri);
        for _ in 0..numbers.next() % 4 {
            let index = usize::try_from(numbers.next()).unwrap() % HEADERS.len();
            request = request.header(HEADERS[index].0, HEADERS[index].1);
        }
        // Some texts are no URI.
        let Ok(request) = request.body(callpoint::Body::from(numbers.some(&BODIES))) else {
            continue;
        };
        let response = if numbers.next().is_multiple_of(2) {
            examples.clone().call(request).await
        } else {
            typed.clone().call(request).await
        };
        *seen.entry(response.unwrap().status().as_u16()).or_insert(0) += 1;
    }
    // A handler of the test's own may panic, which is a 500.
    for status in [200, 400, 401, 404, 501] {
        assert!(seen.contains_key(&status), "{seen:?}");
    }
}
