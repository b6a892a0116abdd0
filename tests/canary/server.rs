//! A server that acts as a situation requires, and issues tokens at `/token`.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

use crate::situations::{Scenario, Situation};
use callpoint_test_support::script::read;

pub(crate) struct Server {
    pub(crate) base: String,
    state: Arc<State>,
    task: JoinHandle<()>,
}

/// How the server responds.
#[derive(Debug, Clone, Default)]
enum Behavior {
    Respond(Vec<u8>),
    /// It sends before it receives anything, as a server without TLS does.
    Interrupt,
    #[default]
    Nothing,
}

#[derive(Default)]
struct State {
    behavior: Mutex<Behavior>,
    received: Mutex<Vec<String>>,
}

impl Server {
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let state = Arc::<State>::default();
        let task = tokio::spawn(serve(listener, Arc::clone(&state)));
        Self { base, state, task }
    }

    pub(crate) fn set(&self, situation: &Situation) {
        *self.state.behavior.lock().unwrap() = match &situation.scenario {
            Scenario::Response(response) | Scenario::RedirectLoop(response) => {
                Behavior::Respond(response.clone())
            }
            Scenario::NoTls => Behavior::Interrupt,
            _ => Behavior::Nothing,
        };
    }

    /// Every message received, head and body.
    pub(crate) fn received(&self) -> Vec<String> {
        self.state.received.lock().unwrap().clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(listener: TcpListener, state: Arc<State>) {
    let mut open = JoinSet::new();
    loop {
        let (stream, _) = listener.accept().await.unwrap();
        open.spawn(converse(stream, Arc::clone(&state)));
    }
}

async fn converse(mut stream: TcpStream, state: Arc<State>) {
    let behavior = state.behavior.lock().unwrap().clone();
    if let Behavior::Interrupt = behavior {
        drop(stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await);
        // The client closes the connection.
        drop(stream.read_to_end(&mut Vec::new()).await);
        return;
    }
    let message = read(&mut stream).await;
    let body = String::from_utf8_lossy(&message.body).into_owned();
    let whole = format!("{}\r\n\r\n{body}", message.head);
    state.received.lock().unwrap().push(whole);
    let behavior = if message.target().starts_with("/token") {
        let body = r#"{"access_token":"canary-access","refresh_token":"canary-next","expires_in":0,"canary":"canary"}"#;
        Behavior::Respond(crate::situations::response("200 OK", "", body))
    } else {
        behavior
    };
    match behavior {
        Behavior::Respond(response) => {
            // The client may stop reading before it has everything.
            drop(stream.write_all(&response).await);
            drop(stream.shutdown().await);
        }
        _ => std::future::pending().await,
    }
}
