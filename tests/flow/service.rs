//! A server on loopback whose answers a function makes, on as many connections as come.

use std::future::Future;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use tokio::io::AsyncWriteExt as _;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

use crate::script::{Message, read};

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
    /// Answers every request with the bytes that `answer` gives, on one connection as long as they do not say `connection: close`. No bytes end the
    /// connection without an answer.
    pub(crate) async fn start<F, R>(answer: F) -> Self
    where
        F: Fn(Message) -> R + Send + Sync + 'static,
        R: Future<Output = Vec<u8>> + Send + 'static,
    {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let log = Arc::<Log>::default();
        let task = tokio::spawn(serve(listener, Arc::new(answer), Arc::clone(&log)));
        Self { base, log, task }
    }

    /// Answers every request with these bytes.
    pub(crate) async fn saying(answer: impl Into<Vec<u8>>) -> Self {
        let answer = answer.into();
        Self::start(move |_| {
            let answer = answer.clone();
            async move { answer }
        })
        .await
    }

    /// What was received so far.
    pub(crate) fn received(&self) -> Vec<Message> {
        self.log.received.lock().unwrap().clone()
    }

    /// How many connections were made so far.
    pub(crate) fn connections(&self) -> usize {
        self.log.connections.load(Ordering::SeqCst)
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve<F, R>(listener: TcpListener, answer: Arc<F>, log: Arc<Log>)
where
    F: Fn(Message) -> R + Send + Sync + 'static,
    R: Future<Output = Vec<u8>> + Send + 'static,
{
    let mut open = JoinSet::new();
    loop {
        let (stream, _) = listener.accept().await.unwrap();
        log.connections.fetch_add(1, Ordering::SeqCst);
        open.spawn(converse(stream, Arc::clone(&answer), Arc::clone(&log)));
    }
}

async fn converse<F, R>(mut stream: TcpStream, answer: Arc<F>, log: Arc<Log>)
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
        let answer = answer(message).await;
        // The other side may have had enough before it has everything.
        let is_written = stream.write_all(&answer).await.is_ok();
        if !is_written || ends_connection(&answer) {
            drop(stream.shutdown().await);
            return;
        }
    }
}

fn ends_connection(answer: &[u8]) -> bool {
    let head = answer.split(|byte| *byte == b'\n');
    let mut head = head.take_while(|line| *line != b"\r");
    answer.is_empty() || head.any(|line| line.eq_ignore_ascii_case(b"connection: close\r"))
}

/// An answer that keeps its connection, as bytes on the wire.
pub(crate) fn answer(status: &str, headers: &str, body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let length = body.len();
    let head = format!("HTTP/1.1 {status}\r\n{headers}content-length: {length}\r\n\r\n");
    [head.as_bytes(), body].concat()
}
