//! Collections from a seed: newman sends each to a listener, and the description of the collection has to be the same requests.
//!
//! `tests/live/newman.sh` installs newman and runs this. `POSTMAN_COLLECTIONS` is the number of collections, 0 without end; `POSTMAN_SEED` is
//! another seed; `NODE_PATH` is the folder of the installed packages.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that panics has failed"
)]

mod bodies;
mod compare;
mod grammar;
#[path = "../oracle/mod.rs"]
mod oracle;

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use callpoint_documents::postman;
use callpoint_test_support::listener::EMPTY;
use callpoint_test_support::script::{Message, Script};
use serde_json::Value;

use self::oracle::{Random, number};

/// How many collections one process sends, and how many requests the listener responds to.
const BATCH: u64 = 100;
const REQUESTS: usize = 4000;

fn folder() -> PathBuf {
    // Several can run at once, with other seeds.
    let name = format!("postman-{}", std::process::id());
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::create_dir_all(&folder).unwrap();
    for (name, content) in grammar::FILES {
        fs::write(folder.join(name), content).unwrap();
    }
    folder
}

/// Sends collections, and gives what came by the first segment of its path, which is one for each item.
async fn send(collections: &[Value], script: &Script, folder: &Path) -> HashMap<String, Message> {
    let file = folder.join("collections.json");
    fs::write(&file, Value::from(collections).to_string()).unwrap();
    let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/postman/newman.cjs");
    let mut command = Command::new("node");
    command.arg(program).arg(&file).current_dir(folder);
    for variable in ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"] {
        command.env_remove(variable);
    }
    command.stdin(Stdio::null()).stdout(Stdio::null());
    let run = tokio::task::spawn_blocking(move || command.status());
    assert!(run.await.unwrap().expect("node is installed").success());
    let place = |message: &Message| {
        let path = message.target().split('?').next().unwrap_or_default();
        path.split('/').nth(1).unwrap_or_default().to_owned()
    };
    let received = script.received().into_iter();
    let received = received.filter(|message| !message.head.is_empty());
    received.map(|message| (place(&message), message)).collect()
}

/// Compares the items of one collection; how many there are.
fn compare(
    collection: &Value,
    received: &HashMap<String, Message>,
    failures: &mut Vec<String>,
) -> (u64, u64) {
    let text = collection.to_string();
    let description = match postman::read(&text) {
        Ok(description) => description,
        Err(error) => {
            failures.push(format!("{text}\n{error}\n"));
            return (0, 0);
        }
    };
    let (mut made, mut compared) = (0, 0);
    for operation in description.root.operations() {
        let name = operation.name.as_deref().unwrap_or_default();
        if name == "Broken" {
            if operation.obstacle.is_none() {
                failures.push(format!("{text}\nit is not broken\n"));
            }
            continue;
        }
        made += 1;
        let Some(message) = received.get(name) else {
            continue;
        };
        compared += 1;
        if let Err(failure) = compare::compare(operation, message) {
            let item = item(collection, name).map(ToString::to_string);
            failures.push(format!("{}\n{failure}\n", item.unwrap_or_default()));
        }
    }
    (made, compared)
}

/// The item of a name, for the message.
fn item<'a>(value: &'a Value, name: &str) -> Option<&'a Value> {
    let mut items = value["item"].as_array()?.iter();
    items.find_map(|inner| {
        if inner["name"] == *name {
            Some(inner)
        } else {
            item(inner, name)
        }
    })
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "tests/live/newman.sh"]
async fn newman_sends_what_the_description_has() {
    let count = number("POSTMAN_COLLECTIONS", 300);
    let mut random = Random(number("POSTMAN_SEED", 1));
    let folder = folder();
    let (mut done, mut made, mut compared) = (0, 0, 0);
    let mut failures = Vec::new();
    while (count == 0 || done < count) && failures.len() < 10 {
        let script = Script::start(vec![std::str::from_utf8(EMPTY).unwrap(); REQUESTS]).await;
        let batch = if count == 0 {
            BATCH
        } else {
            BATCH.min(count - done)
        };
        let collections: Vec<Value> = (done..done + batch)
            .map(|number| grammar::collection(&mut random, &script.base, number))
            .collect();
        let received = send(&collections, &script, &folder).await;
        for collection in &collections {
            let (items, of_them) = compare(collection, &received, &mut failures);
            made += items;
            compared += of_them;
        }
        done += batch;
    }
    assert!(
        failures.is_empty(),
        "{} of {made} requests\n{}",
        failures.len(),
        failures.join("\n")
    );
    fs::remove_dir_all(&folder).unwrap();
    eprintln!("{compared} of {made} requests of {done} collections compared");
    // The others are those that newman does not send.
    assert!(
        compared * 10 >= made * 9,
        "{compared} of {made} requests compared"
    );
}
