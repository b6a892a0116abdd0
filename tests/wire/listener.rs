//! A server on loopback that answers with prepared bytes and keeps the bytes that it received.
#![allow(
    dead_code,
    reason = "two test crates share this file, and neither needs all of it"
)]

use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// What ends the listening.
const END: &[u8] = b"END\r\n\r\n";

/// An answer without a body, after which the connection is closed.
pub(crate) const EMPTY: &[u8] = b"HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n";

/// What happens to a connection after the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Then {
    Close,
    /// It stays open, and nothing more comes.
    Silence,
}

pub(crate) struct Listener {
    /// `http://127.0.0.1:50000`
    pub(crate) base: String,
    task: JoinHandle<Vec<String>>,
}

impl Listener {
    /// Answers every request with these bytes and closes the connection.
    pub(crate) async fn answering(answer: impl Into<Vec<u8>>) -> Self {
        Self::start(answer.into(), Then::Close).await
    }

    /// Answers every request with these bytes (perhaps none) and says nothing more.
    pub(crate) async fn silent_after(answer: impl Into<Vec<u8>>) -> Self {
        Self::start(answer.into(), Then::Silence).await
    }

    async fn start(answer: Vec<u8>, then: Then) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        Self {
            base,
            task: tokio::spawn(serve(listener, answer, then)),
        }
    }

    /// `127.0.0.1:50000`
    pub(crate) fn host(&self) -> &str {
        self.base.trim_start_matches("http://")
    }

    /// Everything that was received, request by request. What comes later is refused.
    pub(crate) async fn received(self) -> Vec<String> {
        // Connections are served in their order, so this one comes after all others.
        TcpStream::connect(self.host())
            .await
            .unwrap()
            .write_all(END)
            .await
            .unwrap();
        self.task.await.unwrap()
    }

    /// The one request that was received.
    pub(crate) async fn message(self) -> String {
        let mut received = self.received().await;
        assert_eq!(received.len(), 1, "{received:?}");
        received.remove(0)
    }
}

async fn serve(listener: TcpListener, answer: Vec<u8>, then: Then) -> Vec<String> {
    let mut received = Vec::new();
    let mut open = Vec::new();
    loop {
        let (mut stream, _) = listener.accept().await.unwrap();
        let request = read_request(&mut stream).await;
        if request == END {
            return received;
        }
        received.push(String::from_utf8_lossy(&request).into_owned());
        // The other side may have had enough before it has everything.
        let _ = stream.write_all(&answer).await;
        match then {
            Then::Close => drop(stream.shutdown().await),
            Then::Silence => open.push(stream),
        }
    }
}

/// One message (RFC 9112): its head, and as much of a body as `Content-Length` says.
async fn read_request(stream: &mut TcpStream) -> Vec<u8> {
    let mut message = Vec::new();
    let mut piece = [0; 4096];
    while !is_complete(&message) {
        let read = tokio::time::timeout(Duration::from_secs(10), stream.read(&mut piece)).await;
        match read.expect("the request ends").unwrap() {
            0 => break,
            length => message.extend_from_slice(&piece[..length]),
        }
    }
    message
}

fn is_complete(message: &[u8]) -> bool {
    let Some(head) = message.windows(4).position(|bytes| bytes == b"\r\n\r\n") else {
        return false;
    };
    let text = String::from_utf8_lossy(&message[..head]).to_ascii_lowercase();
    let length = text
        .lines()
        .find_map(|line| line.strip_prefix("content-length:")?.trim().parse().ok());
    message.len() >= head + 4 + length.unwrap_or(0)
}

/// A port at which nobody listens.
pub(crate) async fn nobody() -> String {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    format!("http://{}", listener.local_addr().unwrap())
}

/// An `https` address at which somebody speaks plain HTTP.
pub(crate) async fn plain_speaker() -> String {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let base = format!("https://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await;
        // The other side ends the connection.
        let _ = stream.read_to_end(&mut Vec::new()).await;
    });
    base
}
