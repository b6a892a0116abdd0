//! Imports the document of the package while it is built: docs/import.md shows this file.

use std::error::Error;
use std::path::Path;
use std::{env, fs};

use callpoint_cli::{Options, openapi};

fn main() -> Result<(), Box<dyn Error>> {
    let document = "acme.openapi.yaml";
    println!("cargo::rerun-if-changed={document}");
    let options = Options::default().include("tag=Links".parse()?);
    let imported = openapi(&fs::read_to_string(document)?, &options)?;
    for note in &imported.summary.notes {
        println!("cargo::warning={note}");
    }
    let module = Path::new(&env::var("OUT_DIR")?).join("acme.rs");
    fs::write(module, imported.files[0].to_included())?;
    Ok(())
}
