//! How many requests a second a fake on a socket responds to, compared with a handler that is written by hand for axum:
//! `cargo test --release -p callpoint-testing --test fake -- --ignored --nocapture throughput`.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use axum::extract::{Path, Query};
use axum::routing::get;
use callpoint_testing::Fake;
use serde::Deserialize;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use crate::typed::GetName;

const CONNECTIONS: usize = 8;
const ROUND: Duration = Duration::from_millis(500);
const ROUNDS: usize = 5;

#[derive(Deserialize)]
struct Paged {
    page: u32,
}

/// Requests a second, each sent when the response to the one before has come.
async fn rate(address: SocketAddr) -> f64 {
    let began = Instant::now();
    let connections = (0..CONNECTIONS).map(|_| {
        tokio::spawn(async move {
            let mut stream = TcpStream::connect(address).await.unwrap();
            stream.set_nodelay(true).unwrap();
            let mut count = 0_u32;
            let mut piece = [0; 1024];
            while began.elapsed() < ROUND {
                let request = b"GET /names/7?page=3 HTTP/1.1\r\nhost: localhost\r\n\r\n";
                stream.write_all(request).await.unwrap();
                let mut read = 0;
                while !piece[..read].ends_with(b"ann 7 3") {
                    read += stream.read(&mut piece[read..]).await.unwrap();
                }
                count += 1;
            }
            count
        })
    });
    let mut all = 0;
    for connection in connections.collect::<Vec<_>>() {
        all += connection.await.unwrap();
    }
    f64::from(all) / began.elapsed().as_secs_f64()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "a measurement, in release only"]
async fn throughput() {
    let by_hand = get(
        |Path(id): Path<u64>, Query(paged): Query<Paged>| async move {
            format!("ann {id} {}", paged.page)
        },
    );
    let router = axum::Router::new().route("/names/{id}", by_hand);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let axum_at = listener.local_addr().unwrap();
    let serving = tokio::spawn(async move { axum::serve(listener, router).await });

    let fake = Fake::new(());
    fake.on::<GetName>(|request, ()| Ok(format!("ann {} {}", request.id, request.page)));
    let server = fake.serve().await.unwrap();

    let mut ratios = Vec::new();
    for _ in 0..ROUNDS {
        let (fake, axum) = (rate(server.address()).await, rate(axum_at).await);
        println!(
            "fake {fake:.0} a second, axum {axum:.0}: {:.2}",
            fake / axum
        );
        ratios.push(fake / axum);
    }
    ratios.sort_by(f64::total_cmp);
    let median = ratios[ROUNDS / 2];
    serving.abort();
    assert!(median >= 0.5, "{median:.2} of a handler by hand");
}
