//! The server: hand-written HTTP, so that it can send anything.

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use crate::cases::cases;
use crate::wire::Part;
use callpoint_test_support::process::Result;

/// Sends on each path what the case with that number says, and prints its address.
#[tokio::main]
pub(crate) async fn serve() -> Result<()> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    println!("http://{}", listener.local_addr()?);
    loop {
        let (stream, _) = listener.accept().await?;
        // A client that has read enough closes the connection.
        tokio::spawn(async { response(stream).await.is_ok() });
    }
}

async fn response(mut stream: TcpStream) -> Result<()> {
    let mut request = Vec::new();
    while !request.windows(4).any(|four| four == b"\r\n\r\n") {
        if stream.read_buf(&mut request).await? == 0 {
            return Ok(());
        }
    }
    let request = String::from_utf8_lossy(&request);
    let path = request.split(' ').nth(1).unwrap_or_default();
    let number = path.trim_start_matches('/').split('?').next();
    let case = cases().into_iter().nth(number.unwrap_or_default().parse()?);
    for Part(bytes, count) in (case.ok_or("no such case")?.sent)() {
        for _ in 0..count {
            stream.write_all(&bytes).await?;
        }
    }
    stream.shutdown().await?;
    // What the client still sends must not end the connection before it has read everything.
    while stream.read_buf(&mut Vec::with_capacity(1024)).await? > 0 {}
    Ok(())
}
