//! Writes the `OpenAPI` documents of the example clients, for `tests/live/documents.sh`: each in 3.1 and in 3.0.

use std::path::{Path, PathBuf};
use std::{fs, io};

use callpoint::meta::EndpointMeta;
use callpoint_documents::openapi::{OpenApiVersion, openapi};
use callpoint_examples::{belvo, payments, rabbitmq, registry};
use clap::Parser;

/// Writes the `OpenAPI` documents of the example clients.
#[derive(Parser)]
struct Options {
    /// The folder that they are written to
    folder: PathBuf,
}

fn main() -> io::Result<()> {
    let Options { folder } = Options::parse();
    write(&folder, "belvo", belvo::api::links::ENDPOINTS)?;
    write(&folder, "payments", payments::api::payments::ENDPOINTS)?;
    write(&folder, "rabbitmq", rabbitmq::api::management::ENDPOINTS)?;
    write(&folder, "registry", registry::api::distribution::ENDPOINTS)
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
    Ok(())
}
