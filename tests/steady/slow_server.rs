//! A server that sends its responses slowly, in small pieces. It runs in a separate thread, so that its tasks and sockets are not counted with the
//! client's.

use std::collections::HashSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

use async_compression::tokio::write::GzipEncoder;
use tokio::io::AsyncWriteExt as _;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::time::sleep;

use callpoint_test_support::script::{Message, read};

/// The content of every slow response.
pub(crate) const CONTENT: &str = "0123456789abcdefghijklmnopqrstuvwxyz";

/// Stops when it is dropped.
pub(crate) struct SlowServer {
    pub(crate) base: String,
    open: Arc<AtomicUsize>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl SlowServer {
    pub(crate) fn start() -> Self {
        let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
        listener.set_nonblocking(true).unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let open = Arc::<AtomicUsize>::default();
        let (stop, stopped) = oneshot::channel();
        let counted = Arc::clone(&open);
        let thread = std::thread::spawn(move || {
            let mut runtime = tokio::runtime::Builder::new_current_thread();
            let runtime = runtime.enable_all().build().unwrap();
            runtime.block_on(async {
                tokio::select! {
                    () = serve(listener, counted) => {}
                    _ = stopped => {}
                }
            });
        });
        Self {
            base,
            open,
            stop: Some(stop),
            thread: Some(thread),
        }
    }

    /// The number of open connections.
    pub(crate) fn open(&self) -> usize {
        self.open.load(Ordering::SeqCst)
    }
}

impl Drop for SlowServer {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}

async fn serve(listener: std::net::TcpListener, open: Arc<AtomicUsize>) {
    let listener = TcpListener::from_std(listener).unwrap();
    let asked = Arc::<Asked>::default();
    loop {
        let (stream, _) = listener.accept().await.unwrap();
        open.fetch_add(1, Ordering::SeqCst);
        let (open, asked) = (Arc::clone(&open), Arc::clone(&asked));
        tokio::spawn(async move {
            converse(stream, &asked).await;
            open.fetch_sub(1, Ordering::SeqCst);
        });
    }
}

/// The targets requested before.
type Asked = Mutex<HashSet<String>>;

/// Handles one request after the other until one side closes the connection.
async fn converse(mut stream: TcpStream, asked: &Asked) {
    stream.set_nodelay(true).unwrap();
    loop {
        let message = read(&mut stream).await;
        if !message.is_whole {
            return;
        }
        let (head, body) = response(&message, asked).await;
        if stream.write_all(head.as_bytes()).await.is_err() {
            return;
        }
        for piece in body.chunks(7) {
            sleep(Duration::from_millis(1)).await;
            if stream.write_all(piece).await.is_err() {
                return;
            }
        }
        if head.contains("connection: close") {
            return;
        }
    }
}

async fn response(message: &Message, asked: &Asked) -> (String, Vec<u8>) {
    let target = message.target();
    let is_first = asked.lock().unwrap().insert(target.to_owned());
    let known = |status: &str, headers: &str, body: &str| {
        let head = format!(
            "HTTP/1.1 {status}\r\n{headers}content-length: {}\r\n\r\n",
            body.len()
        );
        (head, body.as_bytes().to_vec())
    };
    match target.split('?').next().unwrap_or_default() {
        "/chunked" => {
            let head = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";
            (head.to_owned(), chunked(CONTENT.as_bytes()))
        }
        "/closing" => {
            let head = "HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n";
            (head.to_owned(), CONTENT.as_bytes().to_vec())
        }
        "/gzip" => {
            let head =
                "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ntransfer-encoding: chunked\r\n\r\n";
            (head.to_owned(), chunked(&gzip(CONTENT.as_bytes()).await))
        }
        "/busy" if is_first => known("503 Service Unavailable", "", CONTENT),
        "/moved" => known("302 Found", "location: /known\r\n", CONTENT),
        "/token" => known("200 OK", "", r#"{"access_token":"t","expires_in":0}"#),
        "/protected" if is_first => known("401 Unauthorized", "", CONTENT),
        _ => match target.strip_prefix("/quick/") {
            // At once, in one piece.
            Some(id) => {
                let (head, _) = known("200 OK", "", id);
                (head + id, Vec::new())
            }
            None => known("200 OK", "", CONTENT),
        },
    }
}

fn chunked(content: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for chunk in content.chunks(5) {
        bytes.extend_from_slice(format!("{:x}\r\n", chunk.len()).as_bytes());
        bytes.extend_from_slice(chunk);
        bytes.extend_from_slice(b"\r\n");
    }
    bytes.extend_from_slice(b"0\r\n\r\n");
    bytes
}

async fn gzip(content: &[u8]) -> Vec<u8> {
    let mut encoder = GzipEncoder::new(Vec::new());
    encoder.write_all(content).await.unwrap();
    encoder.shutdown().await.unwrap();
    encoder.into_inner()
}
