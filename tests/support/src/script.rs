//! A server on loopback that gives each connection its own prepared response and records the requests.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// What one connection gets.
#[derive(Debug, Clone)]
pub enum ScriptedResponse {
    /// These bytes, and then the connection is closed.
    Close(String),
    /// These bytes, and then nothing more.
    Silence(String),
}

impl<T: Into<String>> From<T> for ScriptedResponse {
    fn from(text: T) -> Self {
        Self::Close(text.into())
    }
}

/// Stops when it is dropped.
#[derive(Debug)]
pub struct Script {
    /// `http://127.0.0.1:50000`
    pub base: String,
    received: Arc<Mutex<Vec<Message>>>,
    task: JoinHandle<()>,
}

impl Script {
    /// Gives the first response to the first connection, and so on. Further connections are closed without a response.
    pub async fn start<A: Into<ScriptedResponse>>(responses: impl IntoIterator<Item = A>) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let responses: Vec<ScriptedResponse> = responses.into_iter().map(Into::into).collect();
        let received = Arc::default();
        let task = tokio::spawn(serve(listener, responses, Arc::clone(&received)));
        Self {
            base,
            received,
            task,
        }
    }

    /// The requests received so far, by connection.
    pub fn received(&self) -> Vec<Message> {
        self.received.lock().unwrap().clone()
    }
}

impl Drop for Script {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(
    listener: TcpListener,
    responses: Vec<ScriptedResponse>,
    received: Arc<Mutex<Vec<Message>>>,
) {
    let mut responses = responses.into_iter();
    let mut open = Vec::new();
    loop {
        let (mut stream, _) = listener.accept().await.unwrap();
        let message = read(&mut stream).await;
        received.lock().unwrap().push(message);
        // The client may stop reading before it has everything.
        match responses.next() {
            Some(ScriptedResponse::Close(text)) => drop(stream.write_all(text.as_bytes()).await),
            Some(ScriptedResponse::Silence(text)) => {
                drop(stream.write_all(text.as_bytes()).await);
                open.push(stream);
                continue;
            }
            None => {}
        }
        drop(stream.shutdown().await);
    }
}

/// A request as received (RFC 9112).
#[derive(Debug, Clone, Default)]
pub struct Message {
    /// The request line and the header lines.
    pub head: String,
    /// The body without chunked framing.
    pub body: Vec<u8>,
    /// Whether the request is complete.
    pub is_whole: bool,
}

impl Message {
    /// The value of a header; `name` is in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().skip(1).find_map(|line| {
            let (found, value) = line.split_once(':')?;
            found.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }

    /// The path and query.
    pub fn target(&self) -> &str {
        self.head.split(' ').nth(1).unwrap_or_default()
    }
}

/// One message, or as much of it as arrived.
pub async fn read(stream: &mut TcpStream) -> Message {
    let mut bytes = Vec::new();
    let mut piece = vec![0; 16 * 1024];
    loop {
        if let Some(message) = parse(&bytes).filter(|message| message.is_whole) {
            return message;
        }
        match stream.read(&mut piece).await {
            Ok(0) | Err(_) => return parse(&bytes).unwrap_or_default(),
            Ok(length) => bytes.extend_from_slice(&piece[..length]),
        }
    }
}

/// The message so far, once its head is complete.
fn parse(bytes: &[u8]) -> Option<Message> {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let mut message = Message {
        head,
        ..Message::default()
    };
    let rest = &bytes[end + 4..];
    if message.header("transfer-encoding") == Some("chunked") {
        (message.body, message.is_whole) = dechunked(rest);
    } else {
        let length = message.header("content-length");
        let length = length.map_or(0, |length| length.parse().unwrap());
        message.is_whole = rest.len() >= length;
        message.body = rest.to_vec();
    }
    Some(message)
}

/// The decoded chunks (RFC 9112, section 7.1), and whether the last one arrived.
fn dechunked(mut rest: &[u8]) -> (Vec<u8>, bool) {
    let mut body = Vec::new();
    while let Some(end) = rest.windows(2).position(|two| two == b"\r\n") {
        let length = std::str::from_utf8(&rest[..end]).unwrap();
        let length = usize::from_str_radix(length, 16).unwrap();
        if length == 0 {
            return (body, rest.len() >= end + 4);
        }
        let Some(data) = rest.get(end + 2..end + 2 + length) else {
            break;
        };
        body.extend_from_slice(data);
        rest = rest.get(end + 4 + length..).unwrap_or_default();
    }
    (body, false)
}
