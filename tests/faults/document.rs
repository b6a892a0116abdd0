//! The table in the documentation.

use std::fmt::Write as _;
use std::fs;

use crate::{Fault, faults};

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/faults.md");
const START: &str = "<!-- the table, by the test `faults` -->\n";
const END: &str = "<!-- the end of the table -->\n";

fn table(faults: &[Fault]) -> String {
    let mut text = String::new();
    let mut part = "";
    for fault in faults {
        if fault.part != part {
            part = fault.part;
            write!(text, "\n## {part}\n\n").unwrap();
            text += "| what the server does | what the call gives | attempts |\n|---|---|---|\n";
        }
        let (name, mut outcome) = (fault.name, outcome(fault.expect));
        let mut seen = fault.seen.to_string();
        if let Some((expect, usual)) = fault.reqwest {
            let (_, known) = expect.rsplit_once(", ").unwrap();
            write!(outcome, " (by the default transport: {known})").unwrap();
            if usual != fault.seen {
                write!(seen, " ({usual})").unwrap();
            }
        }
        writeln!(text, "| {name} | {outcome} | {seen} |").unwrap();
    }
    text + "\n"
}

/// The outcome of one call, or of two.
fn outcome(expect: &str) -> String {
    let calls = expect.split("; then ").map(one);
    calls
        .collect::<Vec<_>>()
        .join(", then ")
        .replace('|', "\\|")
}

/// `200, ConnectionClosed, maybe sent, 3 bytes` as `Transport: ConnectionClosed, maybe sent; received 200 and 3 bytes`.
fn one(expect: &str) -> String {
    if expect.starts_with("ok ") {
        return expect.to_owned();
    }
    let variants = ["Unexpected", "Decode"].into_iter();
    let mut said =
        variants.filter_map(|name| Some((name, expect.strip_prefix(name)?.trim_start())));
    let (variant, rest) = said.next().unwrap_or(("Transport", expect));
    let mut parts: Vec<_> = rest.split(", ").collect();
    if parts[0].parse::<u16>().is_err() {
        return format!("{variant}: {rest}");
    }
    let status = parts.remove(0);
    let bytes = parts.pop().unwrap_or_default();
    let what = parts.join(", ");
    let what = if what.is_empty() { what } else { what + "; " };
    format!("{variant}: {what}received {status} and {bytes}")
}

#[test]
fn the_table_is_in_the_documentation() {
    let page = fs::read_to_string(PATH).unwrap();
    let (before, rest) = page.split_once(START).expect("where the table starts");
    let (found, after) = rest.split_once(END).expect("where the table ends");
    let table = table(&faults());
    if std::env::var_os("BLESS").is_some() {
        fs::write(PATH, [before, START, &table, END, after].concat()).unwrap();
    } else {
        assert_eq!(found, table, "BLESS=1 regenerates it");
    }
}
