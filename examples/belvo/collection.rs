//! Exports the Links operations as a Postman collection and an `.http` file for an embedded sandbox, and keeps the sandbox running until standard
//! input ends.

use std::path::PathBuf;
use std::{fs, io};

use callpoint_documents::{http_file, postman};
use callpoint_examples::belvo::api::links::ENDPOINTS;
use callpoint_examples::belvo::sandbox::{SECRET_ID, SECRET_PASSWORD, Sandbox};
use clap::Parser;

/// Exports the Links operations of Belvo's API as a Postman collection and as an `.http` file, and runs a sandbox of the service for them.
#[derive(Parser)]
struct Options {
    /// The path of the collection; the `.http` file is written next to it
    file: PathBuf,
}

#[tokio::main]
async fn main() -> io::Result<()> {
    let Options { file } = Options::parse();
    let sandbox = Sandbox::start().await?;
    let collection = postman::collection(ENDPOINTS)
        .name("Belvo links")
        .base_url(sandbox.url());
    fs::write(&file, collection.to_json())?;
    let http = http_file(ENDPOINTS).base_url(sandbox.url());
    fs::write(file.with_extension("http"), http.to_string())?;
    println!("userId={SECRET_ID}\nuserPassword={SECRET_PASSWORD}");
    tokio::task::spawn_blocking(|| io::copy(&mut io::stdin(), &mut io::sink())).await??;
    Ok(())
}
