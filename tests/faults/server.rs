//! A server that follows a script on each connection, byte by byte, and counts attempts.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};

use callpoint_test_support::listener::full_queue;

use crate::{Play, frames};

/// What the server does next on a connection. After the last step it closes.
#[derive(Debug, Clone)]
pub(crate) enum Step {
    /// Receives a request with its body.
    Read,
    /// Receives the head of a request, without its body.
    ReadHead,
    /// Receives the preface of HTTP/2.
    Preface,
    /// Receives frames of HTTP/2 until the next request is there, with its content.
    Stream,
    /// Receives frames of HTTP/2 until the head of the next request is there.
    StreamHead,
    /// Sends bytes.
    Write(Vec<u8>),
    /// Sends bytes one by one, with a delay before each.
    Drip(Vec<u8>, Duration),
    /// Sends the same bytes for ever.
    Endless(Vec<u8>),
    /// Does nothing for this long.
    Sleep(Duration),
    /// Receives and drops everything, until the other side closes.
    Wait,
    /// Ends the connection with RST instead of FIN.
    Reset,
}

impl Step {
    /// Whether it receives a request.
    pub(crate) fn reads(&self) -> bool {
        matches!(
            self,
            Self::Read | Self::ReadHead | Self::Stream | Self::StreamHead
        )
    }
}

#[derive(Default)]
struct Counts {
    requests: AtomicUsize,
    /// Connections without a request.
    empty: AtomicUsize,
}

/// Stops when it is dropped.
pub(crate) struct Server {
    /// `http://127.0.0.1:50000`
    pub(crate) base: String,
    counts: Arc<Counts>,
    task: Option<JoinHandle<()>>,
    /// Keeps the port, for a server that takes no connection.
    _held: Held,
}

/// What has to stay open while nothing responds.
#[expect(dead_code, reason = "it is held")]
enum Held {
    Nothing,
    /// A port that nothing listens on, and that nothing else can bind.
    Port(TcpSocket),
    /// A listener, and the connections that fill its queue.
    Backlog(TcpListener, Vec<TcpStream>),
}

impl Server {
    pub(crate) async fn start(play: &Play) -> Self {
        match play {
            Play::Refuse => {
                let socket = TcpSocket::new_v4().unwrap();
                socket.bind(([127, 0, 0, 1], 0).into()).unwrap();
                let address = socket.local_addr().unwrap();
                Self::at("http", address, Held::Port(socket))
            }
            Play::Backlog => {
                let (listener, waiting) = full_queue().await;
                let address = listener.local_addr().unwrap();
                Self::at("http", address, Held::Backlog(listener, waiting))
            }
            Play::Script(scripts) | Play::Http2(scripts) => {
                Self::play("http", scripts.clone()).await
            }
            Play::Tls(script) => Self::play("https", vec![script.clone()]).await,
        }
    }

    fn at(scheme: &str, address: SocketAddr, held: Held) -> Self {
        Self {
            base: format!("{scheme}://{address}"),
            counts: Arc::default(),
            task: None,
            _held: held,
        }
    }

    async fn play(scheme: &str, scripts: Vec<Vec<Step>>) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let mut server = Self::at(scheme, listener.local_addr().unwrap(), Held::Nothing);
        let counts = Arc::clone(&server.counts);
        server.task = Some(tokio::spawn(async move {
            let mut scripts = scripts.into_iter().peekable();
            let mut connections = tokio::task::JoinSet::new();
            let mut last = Vec::new();
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                if let Some(script) = scripts.next() {
                    last = script;
                }
                connections.spawn(connection(stream, last.clone(), Arc::clone(&counts)));
            }
        }));
        server
    }

    /// The number of attempts: requests, and connections whose script reads none.
    pub(crate) fn seen(&self) -> usize {
        let Counts { requests, empty } = &*self.counts;
        requests.load(Ordering::SeqCst) + empty.load(Ordering::SeqCst)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(task) = &self.task {
            task.abort();
        }
    }
}

async fn connection(mut stream: TcpStream, script: Vec<Step>, counts: Arc<Counts>) {
    if !script.iter().any(Step::reads) {
        counts.empty.fetch_add(1, Ordering::SeqCst);
    }
    for step in script {
        // The other side may close before the script is over.
        if play(&mut stream, step, &counts).await.is_none() {
            return;
        }
    }
    let _ = stream.shutdown().await;
    // Closing with unread data would reset the connection: that is another row.
    let _ = timeout(Duration::from_secs(5), drain(&mut stream)).await;
}

/// One step; `None` where the connection is over.
async fn play(stream: &mut TcpStream, step: Step, counts: &Counts) -> Option<()> {
    match step {
        Step::Read => read(stream, true, counts).await,
        Step::ReadHead => read(stream, false, counts).await,
        Step::Preface => {
            let mut preface = vec![0; PREFACE.len()];
            stream.read_exact(&mut preface).await.ok()?;
            assert_eq!(preface, PREFACE);
            Some(())
        }
        Step::Stream => read_stream(stream, true, counts).await,
        Step::StreamHead => read_stream(stream, false, counts).await,
        Step::Write(bytes) => stream.write_all(&bytes).await.ok(),
        Step::Drip(bytes, delay) => {
            let _ = stream.set_nodelay(true);
            for byte in bytes {
                sleep(delay).await;
                stream.write_all(&[byte]).await.ok()?;
            }
            Some(())
        }
        Step::Endless(bytes) => loop {
            stream.write_all(&bytes).await.ok()?;
        },
        Step::Sleep(delay) => {
            sleep(delay).await;
            Some(())
        }
        Step::Wait => {
            drain(stream).await;
            None
        }
        Step::Reset => {
            let _ = stream.set_zero_linger();
            None
        }
    }
}

async fn drain(stream: &mut TcpStream) {
    let mut piece = vec![0; 64 * 1024];
    while stream.read(&mut piece).await.is_ok_and(|length| length > 0) {}
}

/// Receives a request (RFC 9112), and counts it once its head is there.
async fn read(stream: &mut TcpStream, with_body: bool, counts: &Counts) -> Option<()> {
    let mut bytes = Vec::new();
    let head = loop {
        let mut piece = vec![0; 16 * 1024];
        let length = stream
            .read(&mut piece)
            .await
            .ok()
            .filter(|length| *length > 0)?;
        bytes.extend_from_slice(&piece[..length]);
        if let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break end + 4;
        }
    };
    counts.requests.fetch_add(1, Ordering::SeqCst);
    let text = String::from_utf8_lossy(&bytes[..head]).to_ascii_lowercase();
    let length = text
        .lines()
        .find_map(|line| line.strip_prefix("content-length:")?.trim().parse().ok());
    let mut missing = (head + length.unwrap_or(0)).saturating_sub(bytes.len());
    while with_body && missing > 0 {
        let mut piece = vec![0; missing.min(64 * 1024)];
        missing -= stream
            .read(&mut piece)
            .await
            .ok()
            .filter(|length| *length > 0)?;
    }
    Some(())
}

/// The client's connection preface (RFC 9113, section 3.4).
const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

/// Receives frames until a request is complete (RFC 9113, section 8.1), and counts it once its head is. Streams come one after the other.
async fn read_stream(stream: &mut TcpStream, with_body: bool, counts: &Counts) -> Option<()> {
    let mut is_begun = false;
    loop {
        let mut head = [0; 9];
        stream.read_exact(&mut head).await.ok()?;
        let length = u32::from_be_bytes([0, head[0], head[1], head[2]]);
        let mut payload = vec![0; usize::try_from(length).unwrap()];
        stream.read_exact(&mut payload).await.ok()?;
        let (kind, flags) = (head[3], head[4]);
        match kind {
            frames::SETTINGS if flags & frames::ACK == 0 => {
                let acknowledged = frames::frame(frames::SETTINGS, frames::ACK, 0, &[]);
                stream.write_all(&acknowledged).await.ok()?;
            }
            frames::HEADERS => {
                counts.requests.fetch_add(1, Ordering::SeqCst);
                is_begun = true;
            }
            frames::DATA | frames::CONTINUATION => {}
            _ => continue,
        }
        // The requests here have short heads, in one frame.
        let is_ended = kind != frames::SETTINGS && flags & frames::END_STREAM != 0;
        if is_begun && (is_ended || !with_body) {
            return Some(());
        }
    }
}
