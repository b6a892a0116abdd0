//! The server that every column asks: no HTTP library, one prepared answer a link, connections kept.
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

fn answer(status: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\ncontent-type: application/json\r\nx-request-id: 26d2b1b0\r\ncontent-length: {length}\r\n\r\n{body}"
    )
    .into_bytes()
}

async fn serve(mut stream: TcpStream, ok: &[u8], challenge: &[u8]) -> std::io::Result<()> {
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
        let is_untrusted = find(line.unwrap_or_default(), UNTRUSTED).is_some();
        let answer = if is_untrusted { challenge } else { ok };
        received.drain(..end);
        stream.write_all(answer).await?;
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

#[allow(
    clippy::print_stdout,
    reason = "the address is what the program is asked for"
)]
fn main() -> Result<(), Box<dyn Error>> {
    // Whoever started it is gone once its standard input ends.
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
        let (ok, challenge) = (
            answer("200 OK", LINK),
            answer("428 Precondition Required", CHALLENGE),
        );
        let (ok, challenge): (&[u8], &[u8]) = (ok.leak(), challenge.leak());
        loop {
            let (stream, _) = listener.accept().await?;
            tokio::spawn(serve(stream, ok, challenge));
        }
    })
}
