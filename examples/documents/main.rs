//! Writes the `OpenAPI` documents of the example clients, each in 3.1 and in 3.0, and their pages, and serves the fakes of three of them: `tests/live/documents.sh`
//! has validators read the documents and the pages, and Schemathesis call the fakes by them.

use std::path::{Path, PathBuf};
use std::{fs, io};

use callpoint::meta::EndpointMeta;
use callpoint_documents::openapi::{OpenApiVersion, openapi};
use callpoint_documents::page::pages;
use callpoint_examples::belvo::sandbox::{SECRET_ID, SECRET_PASSWORD};
use callpoint_examples::{belvo, payments, rabbitmq, registry};
use clap::Parser;

/// Writes the `OpenAPI` documents of the example clients, and their pages.
#[derive(Parser)]
struct Options {
    /// The folder that they are written to
    folder: PathBuf,
    /// Serves the fakes of Belvo's and RabbitMQ's APIs and of a registry on loopback, prints their URLs, and ends with standard input
    #[arg(long)]
    serve: bool,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let Options { folder, serve } = Options::parse();
    write(&folder, "belvo", belvo::api::links::ENDPOINTS)?;
    write(&folder, "payments", payments::api::payments::ENDPOINTS)?;
    write(&folder, "rabbitmq", rabbitmq::api::management::ENDPOINTS)?;
    write(&folder, "registry", registry::api::distribution::ENDPOINTS)?;
    if serve {
        let links = belvo::fake::fake()?.serve().await?;
        let broker = rabbitmq::fake::fake(SECRET_ID, SECRET_PASSWORD)
            .serve()
            .await?;
        let images = registry::fake::fake().serve().await?;
        println!("auth={SECRET_ID}:{SECRET_PASSWORD}");
        println!("belvo={}\nregistry={}", links.url(), images.url());
        println!("rabbitmq={}", broker.url());
        tokio::task::spawn_blocking(|| io::copy(&mut io::stdin(), &mut io::sink())).await??;
    }
    Ok(())
}

fn write(folder: &Path, name: &str, endpoints: &[&'static EndpointMeta]) -> io::Result<()> {
    for (suffix, version) in [("", OpenApiVersion::V31), ("-3.0", OpenApiVersion::V30)] {
        let document = openapi(endpoints)
            .title(name)
            .description("The operations of the example client.")
            .version("1.0.0")
            .server("https://api.example.com")
            .format(version);
        fs::write(
            folder.join(format!("{name}{suffix}.json")),
            document.to_json(),
        )?;
    }
    let folder = folder.join("pages").join(name);
    let pages = pages(endpoints)
        .title(name)
        .base_url("https://api.example.com");
    for page in pages.html() {
        let file = folder.join(page.path);
        fs::create_dir_all(file.parent().unwrap_or(&folder))?;
        fs::write(file, page.content)?;
    }
    Ok(())
}
