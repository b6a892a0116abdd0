//! A server on loopback whose responses come from a function, on any number of connections.

use std::future::Future;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use tokio::io::AsyncWriteExt as _;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

use callpoint_test_support::script::{Message, read};

/// Stops when it is dropped.
pub(crate) struct Service {
    /// `http://127.0.0.1:50000`
    pub(crate) base: String,
    log: Arc<Log>,
    task: JoinHandle<()>,
}

#[derive(Default)]
struct Log {
    received: Mutex<Vec<Message>>,
    connections: AtomicUsize,
}

impl Service {
    /// Sends the bytes that `response` returns for each request, and keeps the connection open unless they say `connection: close`. Empty bytes close
    /// the connection without a response.
    pub(crate) async fn start<F, R>(response: F) -> Self
    where
        F: Fn(Message) -> R + Send + Sync + 'static,
        R: Future<Output = Vec<u8>> + Send + 'static,
    {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let log = Arc::<Log>::default();
        let task = tokio::spawn(serve(listener, Arc::new(response), Arc::clone(&log)));
        Self { base, log, task }
    }

    /// Sends these bytes for every request.
    pub(crate) async fn responding(response: impl Into<Vec<u8>>) -> Self {
        let response = response.into();
        Self::start(move |_| {
            let response = response.clone();
            async move { response }
        })
        .await
    }

    /// The requests received so far.
    pub(crate) fn received(&self) -> Vec<Message> {
        self.log.received.lock().unwrap().clone()
    }

    /// The number of connections so far.
    pub(crate) fn connections(&self) -> usize {
        self.log.connections.load(Ordering::SeqCst)
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve<F, R>(listener: TcpListener, response: Arc<F>, log: Arc<Log>)
where
    F: Fn(Message) -> R + Send + Sync + 'static,
    R: Future<Output = Vec<u8>> + Send + 'static,
{
    let mut open = JoinSet::new();
    loop {
        let (stream, _) = listener.accept().await.unwrap();
        log.connections.fetch_add(1, Ordering::SeqCst);
        open.spawn(converse(stream, Arc::clone(&response), Arc::clone(&log)));
    }
}

async fn converse<F, R>(mut stream: TcpStream, response: Arc<F>, log: Arc<Log>)
where
    F: Fn(Message) -> R,
    R: Future<Output = Vec<u8>>,
{
    loop {
        let message = read(&mut stream).await;
        if !message.is_whole {
            return;
        }
        log.received.lock().unwrap().push(message.clone());
        let response = response(message).await;
        // The client may stop reading before it has everything.
        let is_written = stream.write_all(&response).await.is_ok();
        if !is_written || ends_connection(&response) {
            drop(stream.shutdown().await);
            return;
        }
    }
}

fn ends_connection(response: &[u8]) -> bool {
    let head = response.split(|byte| *byte == b'\n');
    let mut head = head.take_while(|line| *line != b"\r");
    response.is_empty() || head.any(|line| line.eq_ignore_ascii_case(b"connection: close\r"))
}

/// A response that keeps its connection open, as bytes on the wire.
pub(crate) fn response(status: &str, headers: &str, body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let length = body.len();
    let head = format!("HTTP/1.1 {status}\r\n{headers}content-length: {length}\r\n\r\n");
    [head.as_bytes(), body].concat()
}
