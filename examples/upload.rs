//! Uploads: a multipart form with a file, and a file streamed as the body.

use std::error::Error;

use axum::Router;
use axum::body::Bytes;
use axum::extract::Multipart;
use axum::http::HeaderMap;
use axum::routing::{post, put};
use callpoint::{Client, Upload, endpoint};
use serde::Serialize;
use tokio::net::TcpListener;

/// Sends a multipart form with a text, a JSON part and a file.
#[endpoint(POST, "/reports", body = Multipart, 200 => String as Text)]
struct SendReport {
    #[part]
    title: String,
    #[part(Json)]
    about: About,
    #[part("attachment")]
    file: Upload,
}

#[derive(Serialize)]
struct About {
    pages: u32,
}

/// Stores a file, which is streamed from disk.
#[endpoint(PUT, "/files/<name>", 200 => String as Text)]
struct StoreFile {
    name: String,
    #[body(Stream)]
    content: Upload,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = Client::builder(serve().await?).build()?;

    let file = Upload::bytes("a,b\n1,2\n")
        .file_name("table.csv")
        .content_type("text/csv");
    let report = SendReport::new("Numbers", About { pages: 3 }, file);
    println!("{}", report.call(&client).await?);

    let path = std::env::temp_dir().join(format!("callpoint-upload-{}", std::process::id()));
    std::fs::write(&path, vec![b'x'; 1_000_000])?;
    let content = Upload::file(&path).await?.content_type("text/plain");
    let stored = StoreFile::new("letters.txt", content).call(&client).await;
    std::fs::remove_file(&path)?;
    println!("{}", stored?);
    Ok(())
}

/// A server that echoes what it received.
async fn serve() -> std::io::Result<String> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let url = format!("http://{}", listener.local_addr()?);
    let service = Router::new().route("/reports", post(report)).route(
        "/files/{name}",
        put(async |headers: HeaderMap, body: Bytes| {
            let announced = headers.get("content-length");
            format!("{} bytes, announced as {announced:?}", body.len())
        }),
    );
    tokio::spawn(async move { axum::serve(listener, service).await });
    Ok(url)
}

async fn report(mut form: Multipart) -> Result<String, axum::extract::multipart::MultipartError> {
    let mut seen = Vec::new();
    while let Some(part) = form.next_field().await? {
        let (name, file) = (
            part.name().map(str::to_owned),
            part.file_name().map(str::to_owned),
        );
        let content = part.text().await?;
        seen.push(format!("part {name:?}, file {file:?}: {content:?}"));
    }
    Ok(seen.join("\n"))
}
