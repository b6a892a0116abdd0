//! What an import writes.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that panics has failed, which is what it is for"
)]

mod cold;
mod command;
mod curl;
mod descriptions;
mod diff;
mod into;
mod large;
mod losses;
mod messages;
mod mistakes;
mod openapi;
mod operations;
mod package;
mod parts;
mod postman;
mod schemes;
mod segments;
mod select;
mod sent;
mod snapshots;
mod twins;
mod update;

use callpoint_cli::Options;

/// Without the values of the document: what the tables are about can be seen.
fn options() -> Options {
    Options::default().examples(false)
}

/// The attribute and the struct of the first endpoint of a module, on one line each.
fn declared(module: &str) -> String {
    let start = module.find("#[endpoint").expect("an endpoint");
    let module = &module[start..];
    let end = module.find("impl ").expect("an example");
    let lines = module[..end].lines().map(str::trim);
    let lines: Vec<&str> = lines
        .filter(|line| !line.starts_with("#[derive") && !line.is_empty())
        .collect();
    lines.join(" ")
}
