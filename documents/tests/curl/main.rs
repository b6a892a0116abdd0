//! Commands from a grammar: the installed curl sends each to a listener, and the description of the command has to be the same request.
//!
//! It runs where there is a POSIX shell, which reads some of the commands.
//!
//! `CURL_COMMANDS` is the number of commands, 0 without end; `CURL_SEED` is another seed.

#![cfg(all(feature = "curl", unix))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that panics has failed"
)]

mod compare;
mod grammar;
#[path = "../oracle/mod.rs"]
mod oracle;
mod shells;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use callpoint_documents::curl;
use callpoint_test_support::listener::EMPTY;
use callpoint_test_support::script::{Message, Script};

use self::grammar::FILES;
use self::oracle::{Random, number, reconciled};
use self::shells::Dialect;

/// How many commands one listener serves, and how many requests it responds to.
const BATCH: usize = 100;
const REQUESTS: usize = 4000;

fn folder() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("curl");
    fs::create_dir_all(&folder).unwrap();
    for (name, content) in FILES {
        fs::write(folder.join(name), content).unwrap();
    }
    // The listener sends no 100 (Continue), for which curl waits a second.
    fs::write(folder.join(".curlrc"), "expect100-timeout = 0.001\n").unwrap();
    folder
}

/// Runs a command: by `sh` where it is written for it, otherwise with the words as they are.
fn run(words: &[String], text: &str, dialect: Dialect, folder: &Path) -> bool {
    let mut command = if dialect == Dialect::Posix {
        let mut command = Command::new("sh");
        command.args(["-c", text]);
        command
    } else {
        let mut command = Command::new("curl");
        command.args(words);
        command
    };
    for variable in ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"] {
        command.env_remove(variable);
    }
    command.env("CURL_HOME", folder).current_dir(folder);
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command.status().expect("curl is installed").success()
}

/// Compares one command; `false` where curl refuses it.
fn compare(text: &str, sent: &[Message], is_sent: bool) -> Result<bool, String> {
    let description = curl::read(text, &[]).map_err(|error| error.to_string())?;
    if !is_sent || sent.is_empty() {
        return Ok(false);
    }
    let mut sent = sent.iter();
    for operation in description.root.operations() {
        let mut described = compare::of_description(operation);
        let message = sent.next().ok_or("curl sends fewer requests")?;
        let curl = reconciled(compare::of_curl(message, &described), &mut described);
        if curl != described {
            return Err(format!(
                "curl sends\n{curl:?}\nand the description has\n{described:?}\n{:?}",
                operation.notes
            ));
        }
        // The others of a glob are in a note.
        if operation
            .notes
            .iter()
            .any(|note| note.contains("every URL of the glob"))
        {
            sent.by_ref().take(3).for_each(drop);
        }
    }
    match sent.next() {
        None => Ok(true),
        Some(message) => Err(format!("curl sends more: {}", message.head)),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn curl_sends_what_the_description_has() {
    let count = number("CURL_COMMANDS", 500);
    let mut random = Random(number("CURL_SEED", 1));
    let folder = folder();
    let dialects = [
        Dialect::Posix,
        Dialect::Posix,
        Dialect::Ansi,
        Dialect::Cmd,
        Dialect::PowerShell,
    ];
    let (mut made, mut compared) = (0, 0);
    let mut failures = Vec::new();
    while count == 0 || made < count {
        let script = Script::start(vec![std::str::from_utf8(EMPTY).unwrap(); REQUESTS]).await;
        for _ in 0..BATCH {
            let words = grammar::command(&mut random, &script.base);
            let dialect = dialects[random.below(dialects.len())];
            let text = shells::text(&words, dialect, &mut random);
            let before = script.received().len();
            let is_sent = run(&words, &text, dialect, &folder);
            let received = script.received();
            match compare(&text, &received[before..], is_sent) {
                Ok(is_compared) => compared += u64::from(is_compared),
                Err(failure) => failures.push(format!("{text}\n{words:?}\n{failure}\n")),
            }
            made += 1;
        }
        if failures.len() >= 10 {
            break;
        }
    }
    assert!(
        failures.is_empty(),
        "{} of {made} commands\n{}",
        failures.len(),
        failures.join("\n")
    );
    eprintln!("{compared} of {made} commands compared");
    // The others are those that curl refuses.
    assert!(
        compared * 10 >= made * 8,
        "{compared} of {made} commands compared"
    );
}
