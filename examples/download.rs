//! Streams a download to a file and shows its progress.

use std::error::Error;

use axum::Router;
use axum::body::Body;
use axum::http::StatusCode;
use axum::http::header::CONTENT_LENGTH;
use axum::response::IntoResponse;
use axum::routing::get;
use callpoint::{ByteStream, Bytes, Client, endpoint};
use futures_util::stream;
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpListener;

/// Returns a file, piece by piece. An error response is a typed value as usual.
#[endpoint(GET, "/files/<name>", 200 => ByteStream as Stream, 404 => String as Text)]
struct GetFile {
    name: String,
}

const PIECE: usize = 64 * 1024;
const PIECES: usize = 32;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = Client::builder(serve().await?).build()?;
    let path = std::env::temp_dir().join(format!("callpoint-download-{}", std::process::id()));

    let mut download = GetFile::new("big.bin").call(&client).await?;
    let mut file = tokio::fs::File::create(&path).await?;
    let mut shown = 0;
    while let Some(piece) = download.next().await {
        file.write_all(&piece?).await?;
        let Some(expected) = download.expected() else {
            continue;
        };
        let percent = download.received() * 100 / expected;
        if percent >= shown + 25 {
            shown = percent;
            println!("{percent} % of {expected} bytes");
        }
    }
    file.flush().await?;

    // The same without progress.
    let saved = GetFile::new("big.bin")
        .call(&client)
        .await?
        .save(&path)
        .await?;
    println!("saved {saved} bytes");
    tokio::fs::remove_file(&path).await?;

    if let Err(error) = GetFile::new("none").call(&client).await {
        println!("{error}");
    }
    Ok(())
}

/// A server with one file.
async fn serve() -> std::io::Result<String> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let url = format!("http://{}", listener.local_addr()?);
    let file = get(async || {
        let piece = || Ok::<_, std::io::Error>(Bytes::from(vec![0; PIECE]));
        let pieces = stream::iter((0..PIECES).map(move |_| piece()));
        let length = [(CONTENT_LENGTH, (PIECE * PIECES).to_string())];
        (length, Body::from_stream(pieces)).into_response()
    });
    let service = Router::new()
        .route("/files/big.bin", file)
        .fallback(async || (StatusCode::NOT_FOUND, "no such file"));
    tokio::spawn(async move { axum::serve(listener, service).await });
    Ok(url)
}
