//! `--into`: what a person changed stays.

use callpoint_cli::{Options, postman};
use serde_json::{Value, json};

fn collection(items: &Value) -> String {
    json!({"info": {"name": "API"}, "item": [{"name": "Links", "item": items}]}).to_string()
}

fn call(name: &str, path: &str, body: Option<&str>) -> Value {
    let responses = body.map(|body| json!([{"name": "OK", "code": 200, "_postman_previewlanguage": "json", "body": body}]));
    json!({"name": name, "request": {"method": "GET", "url": format!("h{path}")}, "response": responses.unwrap_or(json!([]))})
}

fn imported(items: &Value) -> String {
    postman(&collection(items), &Options::default())
        .unwrap()
        .files[0]
        .text
        .clone()
}

fn updated(existing: &str, items: &Value) -> (String, Vec<String>) {
    let imported = postman(&collection(items), &Options::default()).unwrap();
    let (text, summary) = imported.update(existing).unwrap();
    (text, summary.update)
}

#[test]
fn nothing_new_changes_nothing() {
    let items = json!([call("Get link", "/links/:id", Some("{\"id\": 1}"))]);
    let before = imported(&items);
    assert_eq!(updated(&before, &items), (before, Vec::new()));
}

#[test]
fn new_items_come_in_their_place() {
    let get = call("Get link", "/links/:id", Some("{\"id\": 1}"));
    let list = call(
        "List links",
        "/links",
        Some("{\"count\": 1, \"results\": [{\"id\": 1}]}"),
    );
    let drop = call("Drop link", "/links/:id/drop", None);
    let before = imported(&json!([get, drop]));
    let (text, lines) = updated(&before, &json!([get, list, drop]));
    assert_eq!(lines, ["added `links::ListLinks`", "added `LinkPage`"]);
    assert_eq!(text, imported(&json!([get, list, drop])));
}

#[test]
fn unedited_items_follow_the_document() {
    let before = imported(&json!([call(
        "Get link",
        "/links/:id",
        Some("{\"id\": 1}")
    )]));
    let items = json!([call(
        "Get link",
        "/links/:id",
        Some("{\"id\": 1, \"name\": \"x\"}")
    )]);
    let (text, lines) = updated(&before, &items);
    assert_eq!(text, imported(&items));
    assert_eq!(lines, ["updated `links::GetLink`", "updated `Link`"]);
}

#[test]
fn what_a_person_changed_stays() {
    let items = json!([
        call("Get link", "/links/:id", Some("{\"id\": 1}")),
        call("Ping", "/ping", None)
    ]);
    let before = imported(&items);
    let by_hand = before
        .replace("pub id: i64,", "/// Its number.\n    pub id: u32,")
        .replace("pub struct Ping;", "// Seldom used.\n    pub struct Ping;");
    let by_hand = by_hand.replace(
        "/// The body of status 200 of `GetLink`",
        "/// A person's own.\npub fn helper() {}\n\n/// The body of status 200 of `GetLink`",
    );
    assert_ne!(by_hand, before);
    let (text, lines) = updated(&by_hand, &items);
    assert_eq!(text, by_hand);
    assert_eq!(
        lines,
        [
            "kept, because it was edited: `links::Ping`",
            "kept, because it was edited: `Link`",
        ]
    );
    // And when the document says something else now, that is told, not done.
    let news = json!([
        call(
            "Get link",
            "/links/:id",
            Some("{\"id\": 1, \"name\": \"x\"}")
        ),
        call("Ping", "/ping", None)
    ]);
    let (text, lines) = updated(&by_hand, &news);
    assert!(
        text.contains("pub id: u32,") && !text.contains("pub name: String"),
        "{text}"
    );
    assert!(text.contains("pub fn helper() {}"));
    assert!(
        lines.contains(
            &"kept, because it was edited: `Link`; the document has changed too".to_owned()
        ),
        "{lines:?}"
    );
}

#[test]
fn layout_alone_is_no_change() {
    let items = json!([call("Get link", "/links/:id", Some("{\"id\": 1}"))]);
    let before = imported(&items);
    let laid_out = before
        .replace("    ", "  ")
        .replace("pub id: i64,\n", "pub id: i64\n");
    let news = json!([call("Get link", "/links/:id", Some("{\"id\": \"x\"}"))]);
    let (text, _) = updated(&laid_out, &news);
    assert!(
        text.contains("pub struct Link {\n    pub id: String,\n}"),
        "{text}"
    );
}

#[test]
fn what_is_gone_from_the_document_is_named_and_stays() {
    let get = call("Get link", "/links/:id", Some("{\"id\": 1}"));
    let ping = call("Ping", "/ping", Some("{\"at\": \"x\"}"));
    let before = imported(&json!([get, ping]));
    let (text, lines) = updated(&before, &json!([get]));
    assert_eq!(
        lines,
        [
            "kept, although no longer in the document: `links::Ping`",
            "kept, although no longer in the document: `PingResponse`",
        ]
    );
    assert!(text.contains("pub struct Ping;"));
    // It still names its types.
    assert!(text.contains("use super::{Link, PingResponse};"), "{text}");
    assert_eq!(updated(&text, &json!([get])), (text.clone(), lines));
}

#[test]
fn what_a_person_removed_stays_removed() {
    let get = call("Get link", "/links/:id", Some("{\"id\": 1}"));
    let ping = call("Ping", "/ping", Some("{\"at\": \"x\"}"));
    let before = imported(&json!([get, ping]));
    let start = before.find("\n    /// `GET /ping`").unwrap();
    let end = start + before[start..].find("\n}\n").unwrap() + 1;
    let removed = format!("{}{}", &before[..start], &before[end..]);
    assert!(!removed.contains("pub struct Ping;"));
    let (text, lines) = updated(&removed, &json!([get, ping]));
    assert!(!text.contains("pub struct Ping;"), "{text}");
    // What is no longer named is no longer imported.
    assert!(text.contains("\n\n    use super::Link;\n"), "{text}");
    assert_eq!(
        lines,
        ["not added: `links::Ping` was removed from the file"]
    );
}

#[test]
fn names_that_a_person_imports_stay() {
    let get = call("Get link", "/links/:id", Some("{\"id\": 1}"));
    let ping = call("Ping", "/ping", Some("{\"at\": \"x\"}"));
    let before = imported(&json!([get]));
    let by_hand = before
        .replace(
            "use super::Link;",
            "use super::Link;\n    use super::helper as other;",
        )
        .replace(
            "use callpoint::endpoint;",
            "use callpoint::{Client, endpoint};",
        );
    let (text, _) = updated(&by_hand, &json!([get, ping]));
    assert!(
        text.contains("use callpoint::{Client, endpoint};"),
        "{text}"
    );
    assert!(text.contains("use super::helper as other;"), "{text}");
    assert!(text.contains("use super::{Link, PingResponse};"), "{text}");
}

#[test]
fn a_file_of_other_origin_is_left_alone() {
    let by_hand = "//! Mine.\n\npub struct Link;\n";
    let (text, lines) = updated(
        by_hand,
        &json!([call("Get link", "/links/:id", Some("{\"id\": 1}"))]),
    );
    assert!(text.starts_with("//! Mine.\n"), "{text}");
    assert!(
        text.contains("pub struct Link;") && text.contains("pub mod links"),
        "{text}"
    );
    assert_eq!(
        lines[0],
        "the file was not imported before: its items are kept"
    );
    assert!(
        lines.contains(&"kept, because it was edited: `Link`".to_owned()),
        "{lines:?}"
    );
}

#[test]
fn a_file_that_is_no_rust() {
    let imported = postman(&collection(&json!([])), &Options::default()).unwrap();
    let error = imported.update("fn main() {\n  let = 1;\n}").unwrap_err();
    assert_eq!(error.line_and_column(), Some((2, 7)));
}
