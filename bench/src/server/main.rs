//! The server that every column calls: no HTTP library, one prepared response per path, persistent connections.
//!
//! It prints its address and serves until its standard input ends.

use std::error::Error;
use std::io::Read as _;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// The link that is not trusted yet: updating it gives 428.
const UNTRUSTED: &[u8] = b"/7a2b8b5e-";

const LINK: &str = include_str!("link.json");
const CHALLENGE: &str = include_str!("challenge.json");

fn response(status: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\ncontent-type: application/json\r\nx-request-id: 26d2b1b0\r\ncontent-length: {length}\r\n\r\n{body}"
    )
    .into_bytes()
}

/// The prepared responses, by what the request line contains.
struct Responses(Vec<(&'static [u8], Vec<u8>)>);

impl Responses {
    fn prepared() -> Self {
        let link = LINK.trim_end();
        let list = |count: usize| format!("[{}]", vec![link; count].join(","));
        // Without an id: with one, the stream would be resumed at its end.
        let events = format!("event: tick\ndata: {link}\n\n").repeat(100);
        let lines = format!("{link}\n").repeat(100);
        Self(vec![
            (UNTRUSTED, response("428 Precondition Required", CHALLENGE)),
            (b"/list/", response("200 OK", &list(200))),
            (b"/large/", response("200 OK", &list(8_500))),
            (b"/events/", stream("text/event-stream", &events)),
            (b"/lines/", stream("application/x-ndjson", &lines)),
            (
                b"/download/",
                stream("application/octet-stream", &"x".repeat(8 << 20)),
            ),
            (b"", response("200 OK", LINK)),
        ])
    }

    fn of(&self, line: &[u8]) -> &[u8] {
        let mut all = self.0.iter();
        let found = all.find(|(part, _)| part.is_empty() || find(line, part).is_some());
        found.map_or(&[], |(_, response)| response)
    }
}

fn stream(media_type: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!(
        "HTTP/1.1 200 OK\r\ncontent-type: {media_type}\r\ncontent-length: {length}\r\n\r\n{body}"
    )
    .into_bytes()
}

async fn serve(mut stream: TcpStream, responses: &Responses) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut received = Vec::with_capacity(4096);
    loop {
        let Some(head) = find(&received, b"\r\n\r\n") else {
            if stream.read_buf(&mut received).await? == 0 {
                return Ok(());
            }
            continue;
        };
        let end = head + 4 + content_length(&received[..head]);
        while received.len() < end {
            if stream.read_buf(&mut received).await? == 0 {
                return Ok(());
            }
        }
        let line = received.split(|&byte| byte == b'\r').next();
        let response = responses.of(line.unwrap_or_default());
        received.drain(..end);
        stream.write_all(response).await?;
    }
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack
        .windows(needle.len())
        .position(|window| window == needle)
}

fn content_length(head: &[u8]) -> usize {
    let name = b"content-length: ";
    head.windows(name.len())
        .position(|window| window.eq_ignore_ascii_case(name))
        .map_or(0, |at| {
            head[at + name.len()..]
                .iter()
                .take_while(|byte| byte.is_ascii_digit())
                .fold(0, |sum, digit| sum * 10 + usize::from(digit - b'0'))
        })
}

#[allow(clippy::print_stdout, reason = "the address is the program's output")]
fn main() -> Result<(), Box<dyn Error>> {
    // The program that started it has ended once standard input ends.
    std::thread::spawn(|| {
        let _ = std::io::stdin().read(&mut [0]);
        std::process::exit(0);
    });
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        println!("{}", listener.local_addr()?);
        let responses: &Responses = Box::leak(Box::new(Responses::prepared()));
        loop {
            let (stream, _) = listener.accept().await?;
            tokio::spawn(serve(stream, responses));
        }
    })
}
