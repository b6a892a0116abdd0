//! A server on loopback that sends prepared bytes and records the requests it receives.

use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::task::JoinHandle;

/// Stops the listener.
const END: &[u8] = b"END\r\n\r\n";

/// A response without a body, after which the connection is closed.
pub const EMPTY: &[u8] = b"HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n";

/// What happens to a connection after the response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Then {
    Close,
    /// It stays open, and nothing more is sent.
    Silence,
}

/// Stops when its recorded requests are taken.
#[derive(Debug)]
pub struct Listener {
    /// `http://127.0.0.1:50000`
    pub base: String,
    task: JoinHandle<Vec<String>>,
}

impl Listener {
    /// Responds to every request with these bytes and closes the connection.
    pub async fn responding(response: impl Into<Vec<u8>>) -> Self {
        Self::at("127.0.0.1", response).await
    }

    /// The same at another loopback address.
    pub async fn at(address: &str, response: impl Into<Vec<u8>>) -> Self {
        Self::start(address, response.into(), Then::Close).await
    }

    /// Responds to every request with these bytes (possibly none) and then stays silent.
    pub async fn silent_after(response: impl Into<Vec<u8>>) -> Self {
        Self::start("127.0.0.1", response.into(), Then::Silence).await
    }

    async fn start(address: &str, response: Vec<u8>, then: Then) -> Self {
        let listener = TcpListener::bind((address, 0)).await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        Self {
            base,
            task: tokio::spawn(serve(listener, response, then)),
        }
    }

    /// `127.0.0.1:50000`
    pub fn host(&self) -> &str {
        self.base.trim_start_matches("http://")
    }

    /// The requests received, in order. Later connections are refused.
    pub async fn received(self) -> Vec<String> {
        // Connections are served in order, so this one comes after all others.
        TcpStream::connect(self.host())
            .await
            .unwrap()
            .write_all(END)
            .await
            .unwrap();
        self.task.await.unwrap()
    }

    /// The only request that was received.
    pub async fn message(self) -> String {
        let mut received = self.received().await;
        assert_eq!(received.len(), 1, "{received:?}");
        received.remove(0)
    }
}

async fn serve(listener: TcpListener, response: Vec<u8>, then: Then) -> Vec<String> {
    let mut received = Vec::new();
    let mut open = Vec::new();
    loop {
        let (mut stream, _) = listener.accept().await.unwrap();
        let request = read_request(&mut stream).await;
        if request == END {
            return received;
        }
        received.push(String::from_utf8_lossy(&request).into_owned());
        // The client may stop reading before it has everything.
        let _ = stream.write_all(&response).await;
        match then {
            Then::Close => drop(stream.shutdown().await),
            Then::Silence => open.push(stream),
        }
    }
}

/// One message (RFC 9112): its head, and as much body as `Content-Length` declares.
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

/// A URL with a port where nothing listens.
pub async fn unused_port() -> String {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    format!("http://{}", listener.local_addr().unwrap())
}

/// A listener whose queue is full, with the connections in it: the system accepts no further one, and says nothing.
pub async fn full_queue() -> (TcpListener, Vec<TcpStream>) {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind(([127, 0, 0, 1], 0).into()).unwrap();
    let listener = socket.listen(1).unwrap();
    let address = listener.local_addr().unwrap();
    let mut waiting = Vec::new();
    let moment = Duration::from_millis(200);
    while let Ok(stream) = tokio::time::timeout(moment, TcpStream::connect(address)).await {
        waiting.push(stream.unwrap());
        assert!(waiting.len() < 100, "the queue is never full");
    }
    (listener, waiting)
}

/// An `https` URL whose server speaks plain HTTP.
pub async fn plain_http_as_https() -> String {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let base = format!("https://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await;
        // The client closes the connection.
        let _ = stream.read_to_end(&mut Vec::new()).await;
    });
    base
}
