//! A rate limit that several machines share: a transport that counts in Redis before it sends.
//!
//! With `REDIS_URL` it uses that server; without, a stand-in on loopback that knows the two commands it needs.

use std::error::Error as StdError;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use axum::Router;
use axum::routing::get;
use callpoint::transport::{ReqwestTransport, SendError, Sending, Transport};
use callpoint::{BaseUrl, Body, BoxError, Client, TransportErrorKind, endpoint};
use redis::aio::MultiplexedConnection;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

#[endpoint(GET, "/hello", 200 => String as Text)]
struct Hello;

/// At most so many requests a second, over all machines that use the same key.
struct SharedLimit<T> {
    inner: T,
    redis: MultiplexedConnection,
    key: &'static str,
    most: u64,
}

impl<T> SharedLimit<T> {
    /// Waits for a turn. Each second has a counter, which Redis forgets by itself.
    async fn turn(&self) -> Result<(), BoxError> {
        loop {
            let now = SystemTime::now().duration_since(UNIX_EPOCH)?;
            let key = format!("{}:{}", self.key, now.as_secs());
            let mut redis = self.redis.clone();
            let (count,): (u64,) = redis::pipe()
                .incr(&key, 1)
                .expire(&key, 2)
                .ignore()
                .query_async(&mut redis)
                .await?;
            if count <= self.most {
                return Ok(());
            }
            let until_next = Duration::from_nanos(1_000_000_000 - u64::from(now.subsec_nanos()));
            tokio::time::sleep(until_next).await;
        }
    }
}

impl<T: Transport> Transport for SharedLimit<T> {
    fn send(&self, request: http::Request<Body>) -> Sending<'_> {
        Box::pin(async move {
            if let Err(error) = self.turn().await {
                // Nothing was sent, so the client may retry.
                return Err(SendError::new(TransportErrorKind::Connect, false).with_source(error));
            }
            self.inner.send(request).await
        })
    }

    fn supports_https(&self) -> bool {
        self.inner.supports_https()
    }

    fn reads_extensions(&self) -> bool {
        self.inner.reads_extensions()
    }

    fn may_use_proxy(&self, base: &BaseUrl) -> bool {
        self.inner.may_use_proxy(base)
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn StdError>> {
    let url = match std::env::var("REDIS_URL") {
        Ok(url) => url,
        Err(_) => stand_in().await?,
    };
    let redis = redis::Client::open(url)?;
    let base = serve().await?;
    // Two machines, and one limit.
    let mut clients = Vec::new();
    for _ in 0..2 {
        let limit = SharedLimit {
            inner: ReqwestTransport::new(Duration::from_secs(10))?,
            redis: redis.get_multiplexed_async_connection().await?,
            key: "limit:hello",
            most: 5,
        };
        clients.push(Client::builder(&base).transport(limit).build()?);
    }
    let began = Instant::now();
    for number in 0..6 {
        for client in &clients {
            let text = Hello::new().call(client).await?;
            println!("{number}: {text}");
        }
    }
    // Twelve requests at five a second need at least one whole second between them.
    let took = began.elapsed();
    println!("12 requests in {:.1} s", took.as_secs_f32());
    if took < Duration::from_secs(1) {
        return Err("the limit was not kept".into());
    }
    Ok(())
}

async fn serve() -> Result<String, Box<dyn StdError>> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let base = format!("http://{}", listener.local_addr()?);
    let router = Router::new().route("/hello", get(|| async { "hello" }));
    tokio::spawn(async move { axum::serve(listener, router).await });
    Ok(base)
}

/// A server that counts, in Redis's protocol.
async fn stand_in() -> Result<String, Box<dyn StdError>> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("redis://{}", listener.local_addr()?);
    let counts = std::sync::Arc::new(std::sync::Mutex::new(std::collections::HashMap::new()));
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let counts = counts.clone();
            tokio::spawn(async move {
                let (reader, mut writer) = tokio::io::split(stream);
                let mut lines = BufReader::new(reader).lines();
                while let Ok(Some(command)) = command(&mut lines).await {
                    let reply = match command.first().map(String::as_str) {
                        Some("INCRBY") => {
                            let key = command.get(1).cloned().unwrap_or_default();
                            let mut counts = counts
                                .lock()
                                .unwrap_or_else(std::sync::PoisonError::into_inner);
                            let count: &mut u64 = counts.entry(key).or_default();
                            *count += 1;
                            format!(":{count}\r\n")
                        }
                        Some("EXPIRE") => ":1\r\n".to_owned(),
                        _ => "+OK\r\n".to_owned(),
                    };
                    if writer.write_all(reply.as_bytes()).await.is_err() {
                        return;
                    }
                }
            });
        }
    });
    Ok(url)
}

type Lines = tokio::io::Lines<BufReader<tokio::io::ReadHalf<TcpStream>>>;

/// A command: the number of its arguments, and each after its length.
async fn command(lines: &mut Lines) -> std::io::Result<Option<Vec<String>>> {
    let Some(count) = lines.next_line().await? else {
        return Ok(None);
    };
    let count = count.trim_start_matches('*').parse().unwrap_or(0);
    let mut arguments = Vec::new();
    for _ in 0..count {
        lines.next_line().await?;
        arguments.extend(lines.next_line().await?);
    }
    Ok(Some(arguments))
}
