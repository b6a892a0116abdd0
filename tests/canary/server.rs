//! A server that does what a situation says, and gives tokens to whoever asks at `/token`.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

use crate::script::read;
use crate::situations::{Course, Situation};

pub(crate) struct Server {
    pub(crate) base: String,
    state: Arc<State>,
    task: JoinHandle<()>,
}

/// What it does.
#[derive(Debug, Clone, Default)]
enum Does {
    Answer(Vec<u8>),
    /// It answers before it is asked, as somebody does who speaks no TLS.
    Interrupt,
    #[default]
    Nothing,
}

#[derive(Default)]
struct State {
    course: Mutex<Does>,
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
        *self.state.course.lock().unwrap() = match &situation.course {
            Course::Answered(answer) | Course::Circles(answer) => Does::Answer(answer.clone()),
            Course::Https => Does::Interrupt,
            _ => Does::Nothing,
        };
    }

    /// Everything that came, head and body.
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
    let does = state.course.lock().unwrap().clone();
    if let Does::Interrupt = does {
        drop(stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await);
        // The other side ends the connection.
        drop(stream.read_to_end(&mut Vec::new()).await);
        return;
    }
    let message = read(&mut stream).await;
    let body = String::from_utf8_lossy(&message.body).into_owned();
    let whole = format!("{}\r\n\r\n{body}", message.head);
    state.received.lock().unwrap().push(whole);
    let does = if message.target().starts_with("/token") {
        let body = r#"{"access_token":"canary-access","refresh_token":"canary-next","expires_in":0,"canary":"canary"}"#;
        Does::Answer(crate::situations::answer("200 OK", "", body))
    } else {
        does
    };
    match does {
        Does::Answer(answer) => {
            // The other side may have had enough before it has everything.
            drop(stream.write_all(&answer).await);
            drop(stream.shutdown().await);
        }
        _ => std::future::pending().await,
    }
}
