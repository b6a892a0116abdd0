//! A service that sends back the number of the call, and sometimes fails: hand-written HTTP, so that no code of the library is involved.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::sleep;

use crate::census::Method;
use crate::failures::Failure;
use crate::{ATTEMPT, Result};

/// The counts by method.
#[derive(Debug, Default)]
pub(crate) struct Stats {
    pub(crate) requests: [usize; 3],
    /// Requests that got a 200.
    pub(crate) done: [usize; 3],
    pub(crate) failures: [[usize; 6]; 3],
    /// POSTs that arrived more than once.
    pub(crate) twice: usize,
}

impl Stats {
    /// Parses what [`Service::stats`] writes.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (_, body) = text.split_once("\r\n\r\n")?;
        let mut numbers = body.split_whitespace().map(|number| number.parse().ok());
        let mut stats = Self {
            twice: numbers.next()??,
            ..Self::default()
        };
        for method in 0..Method::ALL.len() {
            stats.requests[method] = numbers.next()??;
            stats.done[method] = numbers.next()??;
            for count in &mut stats.failures[method] {
                *count = numbers.next()??;
            }
        }
        Some(stats)
    }
}

struct Service {
    number: AtomicU64,
    requests: [AtomicUsize; 3],
    done: [AtomicUsize; 3],
    failures: [[AtomicUsize; 6]; 3],
    posted: Vec<AtomicBool>,
    twice: AtomicUsize,
}

pub(crate) async fn serve(arguments: &[String]) -> Result<()> {
    let calls: usize = arguments.first().ok_or("how many calls?")?.parse()?;
    let service = Arc::new(Service {
        number: AtomicU64::default(),
        requests: Default::default(),
        done: Default::default(),
        failures: Default::default(),
        posted: (0..calls).map(|_| AtomicBool::new(false)).collect(),
        twice: AtomicUsize::default(),
    });
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    println!("{}", listener.local_addr()?);
    loop {
        let (stream, _) = listener.accept().await?;
        let service = Arc::clone(&service);
        // A client that disconnects ends its connection, and nothing else.
        tokio::spawn(async move { drop(service.converse(stream).await) });
    }
}

/// A request, as far as it matters.
struct Request {
    method: Method,
    id: usize,
    /// The digits in its body.
    value: Option<usize>,
}

impl Service {
    async fn converse(&self, mut stream: TcpStream) -> io::Result<()> {
        stream.set_nodelay(true)?;
        let mut buffer = Vec::with_capacity(4096);
        loop {
            let (request, length) = loop {
                if let Some(found) = parse(&buffer) {
                    break found;
                }
                if stream.read_buf(&mut buffer).await? == 0 {
                    return Ok(());
                }
            };
            buffer.drain(..length);
            let Some(request) = request else {
                return stream.write_all(self.stats().as_bytes()).await;
            };
            if !self.response(&mut stream, &request).await? {
                return Ok(());
            }
        }
    }

    /// Handles a request; `false` if that closes the connection.
    async fn response(&self, stream: &mut TcpStream, request: &Request) -> io::Result<bool> {
        let method = request.method as usize;
        self.requests[method].fetch_add(1, Ordering::Relaxed);
        if request.method == Method::Post && self.posted[request.id].swap(true, Ordering::Relaxed) {
            self.twice.fetch_add(1, Ordering::Relaxed);
        }
        let number = self.number.fetch_add(1, Ordering::Relaxed);
        let Some(failure) = Failure::of(number) else {
            self.done[method].fetch_add(1, Ordering::Relaxed);
            stream.write_all(done(request).as_bytes()).await?;
            return Ok(true);
        };
        self.failures[method][failure as usize].fetch_add(1, Ordering::Relaxed);
        let (response, is_kept) = match failure {
            Failure::Busy => (
                "HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\n\r\n",
                true,
            ),
            Failure::TooMany => (
                "HTTP/1.1 429 Too Many Requests\r\nretry-after: 0\r\ncontent-length: 0\r\n\r\n",
                true,
            ),
            Failure::Reset => {
                stream.set_zero_linger()?;
                ("", false)
            }
            Failure::Cut => (
                "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n0123456789",
                false,
            ),
            Failure::Slow => {
                sleep(ATTEMPT * 3 / 2).await;
                ("HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nlate", false)
            }
            Failure::Garbage => ("this is no HTTP\r\n\r\n", false),
        };
        stream.write_all(response.as_bytes()).await?;
        Ok(is_kept)
    }

    fn stats(&self) -> String {
        let load = |count: &AtomicUsize| count.load(Ordering::Relaxed).to_string();
        let mut numbers = vec![load(&self.twice)];
        for method in 0..Method::ALL.len() {
            numbers.extend([load(&self.requests[method]), load(&self.done[method])]);
            numbers.extend(self.failures[method].iter().map(load));
        }
        format!(
            "HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n{}",
            numbers.join(" ")
        )
    }
}

/// The requested number; of a PUT or POST the one in its body.
fn done(request: &Request) -> String {
    let body = request.value.unwrap_or(request.id).to_string();
    format!(
        "HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
}

/// A request and its length, once it is complete; the request is `None` if it asks for the counts.
fn parse(buffer: &[u8]) -> Option<(Option<Request>, usize)> {
    let end = buffer.windows(4).position(|four| four == b"\r\n\r\n")? + 4;
    let head = std::str::from_utf8(&buffer[..end]).unwrap_or_default();
    let mut lines = head.split("\r\n");
    let mut line = lines.next()?.split(' ');
    let method = match line.next()? {
        "PUT" => Method::Put,
        "POST" => Method::Post,
        _ => Method::Get,
    };
    let length = lines.find_map(|line| line.strip_prefix("content-length: ")?.parse().ok());
    let body = buffer.get(end..end + length.unwrap_or(0))?;
    let digits: String = body
        .iter()
        .filter(|byte| byte.is_ascii_digit())
        .map(|byte| char::from(*byte))
        .collect();
    let id = line.next()?.rsplit('/').next()?.parse().ok();
    let request = id.map(|id| Request {
        method,
        id,
        value: digits.parse().ok(),
    });
    Some((request, end + body.len()))
}
