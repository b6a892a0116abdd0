use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioTimer;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::task::{JoinHandle, JoinSet};

use super::connection::{Breaking, Connection};
use super::failure::{Broken, Outcome};
use super::respond::{Limits, Shared};
use callpoint::Body;

/// A [`Fake`](super::Fake) that listens on a port of this machine: for programs in other processes and in other languages.
///
/// It speaks HTTP/1.1. Dropping it closes the port and every connection; the fake and its state stay.
#[derive(Debug)]
#[must_use = "dropping it closes the port"]
pub struct FakeServer {
    address: SocketAddr,
    task: Option<JoinHandle<()>>,
}

impl FakeServer {
    /// Listens on a free port of 127.0.0.1.
    pub(super) async fn start<S: Send + 'static>(shared: Arc<Shared<S>>) -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let address = listener.local_addr()?;
        let task = tokio::spawn(accept(listener, shared));
        Ok(Self {
            address,
            task: Some(task),
        })
    }

    /// The base URL: `http://127.0.0.1:50000`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The address that it listens at.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Closes the port and every connection, and waits until they are closed.
    pub async fn shutdown(mut self) {
        if let Some(task) = self.task.take() {
            task.abort();
            // It ends by being aborted.
            let _ = task.await;
        }
    }
}

impl Drop for FakeServer {
    fn drop(&mut self) {
        if let Some(task) = &self.task {
            task.abort();
        }
    }
}

/// Accepts connections, as many at once as allowed. Its end is theirs.
async fn accept<S: Send + 'static>(listener: TcpListener, shared: Arc<Shared<S>>) {
    let limits = shared.get(|settings| settings.limits);
    let places = Arc::new(Semaphore::new(limits.connections));
    let mut connections = JoinSet::new();
    loop {
        let Ok(place) = Arc::clone(&places).acquire_owned().await else {
            return;
        };
        // A connection that failed before it was accepted is none; with no file left to open, waiting is all that helps.
        let Ok((stream, _)) = listener.accept().await else {
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
            continue;
        };
        while connections.try_join_next().is_some() {}
        let shared = Arc::clone(&shared);
        connections.spawn(async move {
            serve(stream, shared, limits).await;
            drop(place);
        });
    }
}

/// Serves a connection to its end.
async fn serve<S: Send + 'static>(stream: TcpStream, shared: Arc<Shared<S>>, limits: Limits) {
    // Without it a response could wait for the acknowledgement of another.
    let _ = stream.set_nodelay(true);
    let breaking = Breaking::default();
    let connection = Connection::new(stream, breaking.clone());
    let service = service_fn(move |request: http::Request<Incoming>| {
        let (shared, breaking) = (Arc::clone(&shared), breaking.clone());
        async move {
            match shared.receive(request).await {
                Outcome::Response(response) => Ok(response),
                Outcome::Broken(broken) => {
                    let is_written = matches!(broken, Broken::Raw(_));
                    breaking.set(broken);
                    // hyper closes a connection whose service fails.
                    is_written
                        .then(|| http::Response::new(Body::empty()))
                        .ok_or(io::ErrorKind::ConnectionAborted)
                        .map_err(io::Error::from)
                }
            }
        }
    });
    let served = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.time)
        .max_buf_size(limits.head.max(8192))
        .serve_connection(connection, service)
        .await;
    // A client that breaks off concerns nobody else, and it was told what is wrong with its request.
    drop(served);
}
