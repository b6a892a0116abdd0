//! A server on loopback that gives each connection its own prepared answer and keeps what it received.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// What one connection gets.
#[derive(Debug, Clone)]
pub(crate) enum Answer {
    /// These bytes, and then the end of the connection.
    Close(String),
    /// These bytes, and then nothing more.
    Silence(String),
}

impl<T: Into<String>> From<T> for Answer {
    fn from(text: T) -> Self {
        Self::Close(text.into())
    }
}

/// Stops when it is dropped.
pub(crate) struct Script {
    /// `http://127.0.0.1:50000`
    pub(crate) base: String,
    received: Arc<Mutex<Vec<Message>>>,
    task: JoinHandle<()>,
}

impl Script {
    /// Answers the first connection with the first answer, and so on. A connection for which there is none is closed without an answer.
    pub(crate) async fn start<A: Into<Answer>>(answers: impl IntoIterator<Item = A>) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let answers: Vec<Answer> = answers.into_iter().map(Into::into).collect();
        let received = Arc::default();
        let task = tokio::spawn(serve(listener, answers, Arc::clone(&received)));
        Self {
            base,
            received,
            task,
        }
    }

    /// What was received so far, connection by connection.
    pub(crate) fn received(&self) -> Vec<Message> {
        self.received.lock().unwrap().clone()
    }
}

impl Drop for Script {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(listener: TcpListener, answers: Vec<Answer>, received: Arc<Mutex<Vec<Message>>>) {
    let mut answers = answers.into_iter();
    let mut open = Vec::new();
    loop {
        let (mut stream, _) = listener.accept().await.unwrap();
        let message = read(&mut stream).await;
        received.lock().unwrap().push(message);
        // The other side may have had enough before it has everything.
        match answers.next() {
            Some(Answer::Close(text)) => drop(stream.write_all(text.as_bytes()).await),
            Some(Answer::Silence(text)) => {
                drop(stream.write_all(text.as_bytes()).await);
                open.push(stream);
                continue;
            }
            None => {}
        }
        drop(stream.shutdown().await);
    }
}

/// A request as it came (RFC 9112).
#[derive(Debug, Clone, Default)]
pub(crate) struct Message {
    /// The request line and the header lines.
    pub(crate) head: String,
    /// The body without the framing of chunks.
    pub(crate) body: Vec<u8>,
    /// Whether all of it came that was announced.
    pub(crate) is_whole: bool,
}

impl Message {
    /// The value of a header, whose name is in lower case.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().skip(1).find_map(|line| {
            let (found, value) = line.split_once(':')?;
            found.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }

    /// The path and query.
    pub(crate) fn target(&self) -> &str {
        self.head.split(' ').nth(1).unwrap_or_default()
    }
}

pub(crate) async fn read(stream: &mut TcpStream) -> Message {
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

/// What has come so far, once the head is there.
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

/// The content of chunks (RFC 9112, section 7.1), and whether the last one came.
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
