//! A server of bytes: it does on each connection what a script says, and counts.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};

use crate::Play;

/// What the server does next on a connection. After the last step it closes.
#[derive(Debug, Clone)]
pub(crate) enum Step {
    /// Receives a request with its body.
    Read,
    /// Receives the head of a request; its body may stay where it is.
    ReadHead,
    /// Sends bytes.
    Write(Vec<u8>),
    /// Sends bytes one by one, with a pause before each.
    Drip(Vec<u8>, Duration),
    /// Sends the same bytes for ever.
    Endless(Vec<u8>),
    /// Does nothing for a while.
    Sleep(Duration),
    /// Receives and drops what comes, until the other side goes.
    Wait,
    /// Ends the connection by RST in the place of FIN.
    Reset,
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

/// What has to stay open while nobody answers.
#[expect(dead_code, reason = "it is held")]
enum Held {
    Nothing,
    /// A port at which nobody listens, and at which nobody else can.
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
                let (listener, waiting) = backlog().await;
                let address = listener.local_addr().unwrap();
                Self::at("http", address, Held::Backlog(listener, waiting))
            }
            Play::Script(scripts) => Self::play("http", scripts.clone()).await,
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

    /// How many attempts came: requests, and connections whose script reads none.
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

/// A listener whose queue is full: the system answers nobody else.
async fn backlog() -> (TcpListener, Vec<TcpStream>) {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind(([127, 0, 0, 1], 0).into()).unwrap();
    let listener = socket.listen(1).unwrap();
    let address = listener.local_addr().unwrap();
    let mut waiting = Vec::new();
    while let Ok(stream) = timeout(Duration::from_millis(200), TcpStream::connect(address)).await {
        waiting.push(stream.unwrap());
        assert!(waiting.len() < 100, "the queue is never full");
    }
    (listener, waiting)
}

async fn connection(mut stream: TcpStream, script: Vec<Step>, counts: Arc<Counts>) {
    if !script
        .iter()
        .any(|step| matches!(step, Step::Read | Step::ReadHead))
    {
        counts.empty.fetch_add(1, Ordering::SeqCst);
    }
    for step in script {
        // The other side may have had enough before the script is over.
        if play(&mut stream, step, &counts).await.is_none() {
            return;
        }
    }
    let _ = stream.shutdown().await;
    // What is closed with something unread is reset: that is another row.
    let _ = timeout(Duration::from_secs(5), drain(&mut stream)).await;
}

/// One step; `None` where the connection is over.
async fn play(stream: &mut TcpStream, step: Step, counts: &Counts) -> Option<()> {
    match step {
        Step::Read => read(stream, true, counts).await,
        Step::ReadHead => read(stream, false, counts).await,
        Step::Write(bytes) => stream.write_all(&bytes).await.ok(),
        Step::Drip(bytes, pause) => {
            let _ = stream.set_nodelay(true);
            for byte in bytes {
                sleep(pause).await;
                stream.write_all(&[byte]).await.ok()?;
            }
            Some(())
        }
        Step::Endless(bytes) => loop {
            stream.write_all(&bytes).await.ok()?;
        },
        Step::Sleep(pause) => {
            sleep(pause).await;
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
