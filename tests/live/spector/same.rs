//! Whether a response that was read says what the server sent.

use bytes::Bytes;
use serde_json::Value;

use super::call::{Seen, text};

/// Whether the response that was read says what the server sent.
pub fn same(seen: &Seen, read: &Bytes) -> Result<(), String> {
    let media_type = text(&seen.headers, "content-type");
    let shown = |bytes: &[u8]| {
        String::from_utf8_lossy(bytes)
            .chars()
            .take(300)
            .collect::<String>()
    };
    let is_same =
        if media_type.contains("json") && !media_type.contains("jsonl") && !seen.body.is_empty() {
            let [sent, read] =
                [&seen.body, read].map(|bytes| serde_json::from_slice::<Value>(bytes).ok());
            sent.is_some()
                && sent
                    .zip(read)
                    .is_some_and(|(sent, read)| same_json(&sent, &read))
        } else if media_type.contains("xml") {
            xml(&seen.body) == xml(read)
        } else {
            seen.body == read
        };
    if is_same {
        return Ok(());
    }
    Err(format!(
        "the response was read as `{}`, not as `{}`",
        shown(read),
        shown(&seen.body)
    ))
}

/// What is absent is null where it is optional: `Option` reads both alike.
fn same_json(sent: &Value, read: &Value) -> bool {
    match (sent, read) {
        (Value::Object(sent), Value::Object(read)) => {
            let keys = sent.keys().chain(read.keys());
            keys.into_iter().all(|key| {
                same_json(
                    sent.get(key).unwrap_or(&Value::Null),
                    read.get(key).unwrap_or(&Value::Null),
                )
            })
        }
        (Value::Array(sent), Value::Array(read)) => {
            sent.len() == read.len()
                && sent
                    .iter()
                    .zip(read)
                    .all(|(sent, read)| same_json(sent, read))
        }
        (Value::Number(sent), Value::Number(read)) => sent.as_f64() == read.as_f64(),
        _ => sent == read,
    }
}

/// Attributes and content of the outermost element, of which a type that is only read does not know the name; without what stands between elements.
fn xml(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let text = text
        .split_once("?>")
        .map_or(&*text, |(_, rest)| rest)
        .trim();
    let (start, rest) = text.split_once('>').unwrap_or_default();
    let (content, _) = rest.rsplit_once("</").unwrap_or_default();
    let attributes = start
        .split_once(' ')
        .map_or("", |(_, attributes)| attributes);
    let content: Vec<&str> = content
        .split('>')
        .map(|part| {
            if part.trim_start().starts_with('<') {
                part.trim_start()
            } else {
                part
            }
        })
        .collect();
    format!("{attributes}>{}", content.join(">").trim_end())
}
