//! `example()` of an imported command sends what curl sends, and that of an imported item what newman sends.

use std::path::Path;
use std::process::{Command, Stdio};

use callpoint::Client;
use callpoint_test_support::listener::EMPTY;
use callpoint_test_support::script::{Message, Script};

use crate::sent_curl::calls;
use crate::sent_postman::sent as items;

const COMMANDS: &str = include_str!("../data/sent.curl.txt");
const COLLECTION: &str = include_str!("../data/sent.postman_collection.json");
const BASE: &str = "http://127.0.0.1:1";

async fn listener() -> Script {
    Script::start([std::str::from_utf8(EMPTY).unwrap()]).await
}

fn decoded(text: &str) -> String {
    callpoint_documents::__private::decoded(text)
}

fn pairs(text: &str) -> Vec<(String, Option<String>)> {
    let pairs = text.split('&').map(|pair| match pair.split_once('=') {
        Some((name, value)) => (decoded(name), Some(decoded(value))),
        None => (decoded(pair), None),
    });
    pairs.collect()
}

/// A request in a form in which encodings and the order of headers do not count.
fn shown(message: &Message) -> String {
    let (path, query) = message
        .target()
        .split_once('?')
        .unwrap_or((message.target(), ""));
    let media = message.header("content-type").unwrap_or_default();
    let essence = media.split(';').next().unwrap_or_default();
    // Nothing has no type.
    let essence = if message.body.is_empty() { "" } else { essence };
    let text = String::from_utf8(message.body.clone()).unwrap();
    let body = match essence {
        "application/x-www-form-urlencoded" if text.contains('=') => format!("{:?}", pairs(&text)),
        "application/json" => {
            let value: serde_json::Value = serde_json::from_str(&text).unwrap();
            value.to_string()
        }
        "multipart/form-data" => {
            let boundary = media.split_once("boundary=").unwrap().1.trim_matches('"');
            // Headers of parts in one case and order.
            let parts = text.split(boundary).map(|part| {
                let (head, content) = part.split_once("\r\n\r\n").unwrap_or((part, ""));
                let mut lines: Vec<String> = head.lines().map(str::to_lowercase).collect();
                // Text is what a part is without a type (RFC 7578, section 4.4).
                lines.retain(|line| !line.starts_with("content-type: text/plain"));
                lines.sort();
                format!("{lines:?} {content:?}")
            });
            parts.collect::<Vec<_>>().join("\n")
        }
        _ => text,
    };
    let ours = ["range", "referer", "x-a", "x-b"].map(|name| message.header(name));
    let method = message.head.split(' ').next().unwrap_or_default();
    format!(
        "{method} {} {:?} {ours:?} {essence} {body}",
        decoded(path),
        pairs(query)
    )
}

async fn by_curl(command: &str) -> String {
    let script = listener().await;
    let text = command.replace(BASE, &script.base);
    let run = tokio::task::spawn_blocking(move || {
        let mut command = Command::new("sh");
        command
            .args(["-c", &text])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .env("http_proxy", "");
        command.status().expect("curl is installed")
    });
    assert!(run.await.unwrap().success(), "{command}");
    shown(&script.received()[0])
}

macro_rules! examples {
    ($module:ident: $($name:ident)*) => {{
        let mut sent = Vec::new();
        $(
            let script = listener().await;
            let client = Client::builder(&script.base).build().unwrap();
            // What comes back does not matter.
            let _ = $module::$name::example().call(&client).await;
            sent.push(script.received().swap_remove(0));
        )*
        sent
    }};
}

#[tokio::test(flavor = "multi_thread")]
async fn examples_send_what_curl_sends() {
    let examples = examples!(calls:
        GetA01 DeleteB PatchA03 PostA04 GetA05 GetA06 GetA07 GetA08 GetA09 GetA10 PostA11 PostA12 PostA13 UpdateA14 PostA15
        GetA16 GetA17 OptionsA18XY GetA19 GetA20 GetB PostA22 PostA23 PostA24 PostA25 PostA26 PostA27 HeadA28 PostA29 PostA30 PostA31 PostA32 PostA33 PostA34 PostA35 PostA36 PostA37 PostA38 PostA39 PostA40 GetA41 GetA42 GetA43 GetA44 GetA45 GetA46 GetA47 GetA48 GetA49 GetA50 PostA51 PostA52 PostA53 PostA54 PostA55 PostA56 PostA57 PostA58 PostA59 PostA60
    );
    let commands: Vec<&str> = COMMANDS.trim().split("\n\n").collect();
    assert_eq!(commands.len(), examples.len());
    let mut differing = Vec::new();
    for (command, example) in commands.into_iter().zip(examples) {
        let sent = by_curl(command).await;
        let example = shown(&example);
        if sent != example {
            differing.push(format!("{command}\ncurl:    {sent}\nexample: {example}\n"));
        }
    }
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}

/// What `shown` leaves out and a collection says: the whole media types, and whether there is a key.
fn as_an_item(message: &Message) -> String {
    let media = message.header("content-type").unwrap_or_default();
    let media = media.split("; boundary=").next().unwrap_or_default();
    let media = if message.body.is_empty() { "" } else { media };
    let keys = ["idempotency-key", "x-idempotency-key"];
    let keys = keys.map(|name| message.header(name).is_some());
    let accept = message.header("accept");
    // Pairs without a name are in a note.
    let shown = shown(message).replace("(\"\", None), ", "");
    let shown = shown
        .replace(", (\"\", None)", "")
        .replace("(\"\", None)", "");
    let shown = shown.replace("(\"\", Some(\"x\")), ", "");
    format!("{shown} {media} {accept:?} {keys:?}")
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "tests/live/newman.sh"]
async fn examples_send_what_newman_sends() {
    let examples = examples!(items:
        P01 P02 P03 P04 P05 P06 P07 P08 P09 P10 P11 P12 P13 P14 P15 P16 P17 P18 P19 P20 P21
        P22 P23 P24 P25 P26 P27 P28 P29 P30 P31 P32 P33 P34 P35 P36 P37 P38 P39 P40 P41 P42
    );
    let script = Script::start(vec![std::str::from_utf8(EMPTY).unwrap(); 100]).await;
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("newman");
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("collections.json");
    let collection = COLLECTION.replace(BASE, &script.base);
    std::fs::write(&file, format!("[{collection}]")).unwrap();
    let program = "../documents/tests/postman/newman.cjs";
    let program = Path::new(env!("CARGO_MANIFEST_DIR")).join(program);
    let run = tokio::task::spawn_blocking(move || {
        let mut command = Command::new("node");
        command.arg(program).arg(&file).current_dir(&folder);
        command.env_remove("http_proxy").env_remove("HTTP_PROXY");
        command.status().expect("node is installed")
    });
    assert!(run.await.unwrap().success());
    let mut sent: Vec<Message> = script.received();
    // The item that is not declared is sent too, without its body.
    sent.retain(|message| !message.head.is_empty() && message.target() != "/broken");
    assert_eq!(sent.len(), examples.len());
    let mut differing = Vec::new();
    for (sent, example) in sent.iter().zip(&examples) {
        let (sent, example) = (as_an_item(sent), as_an_item(example));
        if sent != example {
            differing.push(format!("newman:  {sent}\nexample: {example}\n"));
        }
    }
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}
