//! The memory that streams take: an upload and a download of 1 GiB, with a real server in another process.
//!
//! `memory` measures and starts `memory serve` for it. It fails if the client's peak is 64 MiB or more. `run.sh` runs a release build.

use std::io::{BufRead as _, BufReader};
use std::process::{Command, ExitCode, Stdio};

use callpoint::{ByteStream, Bytes, Client, Upload, endpoint};
use futures_util::stream;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use callpoint_test_support::process::{MIB, Result, Server, peak, shown};

/// Uploads content of unknown length.
#[endpoint(PUT, "/upload", timeout = "10m", 200 => String as Text)]
struct Send {
    #[body(Stream)]
    content: Upload,
}

/// Downloads the same amount.
#[endpoint(GET, "/download", 200 => ByteStream as Stream)]
struct Get;

const SIZE: u64 = 1024 * MIB;
const LIMIT: u64 = 64 * MIB;
const PIECE: usize = 64 * 1024;

#[tokio::main]
async fn main() -> ExitCode {
    let result = if std::env::args().nth(1).as_deref() == Some("serve") {
        serve().await.map(|()| ExitCode::SUCCESS)
    } else {
        measure().await
    };
    result.unwrap_or_else(|error| {
        eprintln!("error: {error:?}");
        ExitCode::FAILURE
    })
}

async fn measure() -> Result<ExitCode> {
    let mut command = Command::new(std::env::current_exe()?);
    let mut child = command.arg("serve").stdout(Stdio::piped()).spawn()?;
    let output = child.stdout.take().ok_or("no output")?;
    let _server = Server(child);
    let mut url = String::new();
    BufReader::new(output).read_line(&mut url)?;
    let client = Client::builder(url.trim()).build()?;
    println!("before: {}", shown(peak()?));

    let pieces = |_| Ok::<_, std::io::Error>(Bytes::from(vec![7; PIECE]));
    let stream = stream::iter((0..SIZE / PIECE as u64).map(pieces));
    let received = Send::new(Upload::stream(stream)).call(&client).await?;
    println!("after an upload of {received} bytes: {}", shown(peak()?));
    check(received.parse()?)?;

    let mut download = Get.call(&client).await?;
    let received = download.copy_to(&mut tokio::io::sink()).await?;
    println!("after a download of {received} bytes: {}", shown(peak()?));
    check(received)?;

    let peak = peak()?;
    if peak >= LIMIT {
        eprintln!("that is not below {}", shown(LIMIT));
        return Ok(ExitCode::FAILURE);
    }
    println!("peak: {}, below the limit of {}", shown(peak), shown(LIMIT));
    Ok(ExitCode::SUCCESS)
}

fn check(received: u64) -> Result<()> {
    if received == SIZE {
        Ok(())
    } else {
        Err(format!("{received} bytes came, not {SIZE}").into())
    }
}

/// A server that counts what it receives and sends the same amount: hand-written HTTP, so that no code of the library is involved.
async fn serve() -> Result<()> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    println!("http://{}", listener.local_addr()?);
    loop {
        let (stream, _) = listener.accept().await?;
        tokio::spawn(response(stream));
    }
}

async fn response(mut stream: TcpStream) -> Result<()> {
    let mut buffer = Vec::with_capacity(2 * PIECE);
    let end = loop {
        if let Some(end) = buffer.windows(4).position(|four| four == b"\r\n\r\n") {
            break end + 4;
        }
        if stream.read_buf(&mut buffer).await? == 0 {
            return Ok(());
        }
    };
    if buffer.starts_with(b"GET ") {
        let head =
            format!("HTTP/1.1 200 OK\r\ncontent-length: {SIZE}\r\nconnection: close\r\n\r\n");
        stream.write_all(head.as_bytes()).await?;
        let piece = vec![7; PIECE];
        for _ in 0..SIZE / PIECE as u64 {
            stream.write_all(&piece).await?;
        }
    } else {
        buffer.drain(..end);
        let count = count(&mut stream, buffer).await?.to_string();
        let head = format!(
            "HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
            count.len()
        );
        stream.write_all((head + &count).as_bytes()).await?;
    }
    stream.shutdown().await?;
    Ok(())
}

/// The number of bytes in the chunks (RFC 9112, section 7.1).
async fn count(stream: &mut TcpStream, mut buffer: Vec<u8>) -> Result<u64> {
    let mut total = 0;
    loop {
        let end = loop {
            if let Some(end) = buffer.windows(2).position(|two| two == b"\r\n") {
                break end;
            }
            if stream.read_buf(&mut buffer).await? == 0 {
                return Err("the upload broke off".into());
            }
        };
        let length = u64::from_str_radix(std::str::from_utf8(&buffer[..end])?, 16)?;
        total += length;
        // The chunk and its trailing line break.
        let mut left = usize::try_from(length)? + 2;
        buffer.drain(..end + 2);
        while left > buffer.len() {
            left -= buffer.len();
            buffer.clear();
            if stream.read_buf(&mut buffer).await? == 0 {
                return Err("the upload broke off".into());
            }
        }
        buffer.drain(..left);
        if length == 0 {
            return Ok(total);
        }
    }
}
