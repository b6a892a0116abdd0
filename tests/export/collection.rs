//! Generated collections and `.http` files compared with those committed in `expected/`.
//!
//! `BLESS=1 cargo test -p callpoint-tests --test export` regenerates them; read the diff before you commit it.

use std::path::Path;

use callpoint::{Endpoint, endpoint};
use callpoint_documents::{http_file, postman};
use serde_json::Value;

use crate::belvo::links;
use crate::places::places;

pub(crate) fn check(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("export/expected")
        .join(name);
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, text).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        expected == text,
        "{name} is otherwise than committed:\n{text}"
    );
}

#[test]
fn they_match_the_committed_files() {
    let base = "https://sandbox.belvo.com";
    let collection = postman::collection(links::ENDPOINTS)
        .name("Belvo links")
        .base_url(base);
    check(
        "belvo.postman_collection.json",
        &(collection.to_string() + "\n"),
    );
    check(
        "belvo.http",
        &http_file(links::ENDPOINTS).base_url(base).to_string(),
    );
    let collection = postman::collection(places::ENDPOINTS);
    check(
        "places.postman_collection.json",
        &(collection.to_json() + "\n"),
    );
    check("places.http", &http_file(places::ENDPOINTS).to_string());
}

fn at<'a>(value: &'a Value, pointer: &str) -> &'a Value {
    value.pointer(pointer).unwrap_or(&Value::Null)
}

/// The item with this name, and its parent folders.
fn item<'a>(value: &'a Value, name: &str) -> Option<(&'a Value, Vec<&'a str>)> {
    value["item"].as_array()?.iter().find_map(|item_| {
        if item_["name"] == name {
            return Some((item_, Vec::new()));
        }
        let (found, mut folders) = item(item_, name)?;
        folders.insert(0, item_["name"].as_str()?);
        Some((found, folders))
    })
}

#[test]
fn contents_of_a_collection() {
    let collection = serde_json::to_value(postman::collection(places::ENDPOINTS)).unwrap();
    assert_eq!(collection["info"]["name"], "places");
    let get = |name: &str| item(&collection, name).unwrap();
    let (validate, folders) = get("Validate pet");
    assert_eq!(folders, ["paths"]);
    for (item, pointer, expected) in [
        (
            "Validate pet",
            "/request/url/raw",
            "{{baseUrl}}/pets/{{id}}:validate",
        ),
        (
            "Validate pet",
            "/request/description",
            "Checks a pet.\n\nNothing changes.",
        ),
        ("Validate pet", "/request/header/0/key", "Idempotency-Key"),
        (
            "Get call",
            "/request/url/raw",
            "{{baseUrl}}/calls/{{GetCall-id}}.json",
        ),
        (
            "List tags",
            "/request/url/raw",
            "{{baseUrl}}/v2/:name/tags/:token",
        ),
        (
            "List tags",
            "/request/url/variable/0/value",
            "library/my%20ubuntu",
        ),
        ("List tags", "/request/url/variable/1/value", "{{token}}"),
        ("List tags", "/request/auth/type", "noauth"),
        ("Search", "/request/auth", "null"),
        ("Make link", "/response/0/name", "201: It is there"),
        ("Make link", "/response/0/body", "{\"id\": \"7\"}"),
        ("Make link", "/response/0/_postman_previewlanguage", "json"),
        ("Send parts", "/request/body/formdata/1/type", "file"),
        ("Put raw", "/request/body/mode", "file"),
        ("Patch text", "/request/header/0/value", "text/markdown"),
        ("Report", "/request/method", "REPORT"),
        ("Report", "/request/body/raw", "[\"<any>\"]"),
    ] {
        let found = at(get(item).0, pointer);
        let text = found
            .as_str()
            .map_or_else(|| found.to_string(), str::to_owned);
        assert_eq!(text, expected, "{item} {pointer}");
    }
    let statuses = |name: &str| -> Vec<u64> {
        let responses = get(name).0["response"].as_array().unwrap();
        responses
            .iter()
            .map(|response| response["code"].as_u64().unwrap())
            .collect()
    };
    // `4xx` and `_` stand for a status that no earlier arm matches.
    assert_eq!(statuses("Make link"), [201, 202, 400, 404, 401, 500]);
    assert_eq!(statuses("Send parts"), [200, 400, 404, 401, 500]);
    assert_eq!(validate["response"][0]["name"], "2xx, shown as 200");
    // Each folder has the credentials shared by everything in it; none is shared by all.
    assert_eq!(collection["auth"], Value::Null);
    let auth = |name: &str| at(item(&collection, name).unwrap().0, "/auth/type").clone();
    assert_eq!(
        [auth("paths"), auth("queries"), auth("bodies")],
        ["bearer".into(), "apikey".into(), Value::Null]
    );
    // JSON stays JSON, except a number that is secret.
    let body = at(get("Make link").0, "/request/body/raw")
        .as_str()
        .unwrap();
    let body: Value = serde_json::from_str(&body.replace("{{pin}}", "1")).unwrap();
    assert_eq!(body["name"], "a \"link\"");
    assert_eq!(body["code"], "flat");
    // Secrets are empty, unless the declaration has an example.
    let variables = collection["variable"].as_array().unwrap();
    let value = |key: &str| {
        variables
            .iter()
            .find(|variable| variable["key"] == key)
            .unwrap()["value"]
            .clone()
    };
    assert_eq!(
        [
            value("userPassword"),
            value("pin"),
            value("password"),
            value("token")
        ],
        ["", "", "my precious", ""]
    );
}

#[test]
fn a_shared_credential_belongs_to_the_collection() {
    let collection = serde_json::to_value(postman::collection(links::ENDPOINTS)).unwrap();
    assert_eq!(collection["auth"]["type"], "basic");
    assert!(!collection["item"].to_string().contains("\"auth\""));
}

#[endpoint(GET, "/", 200 => ())]
struct Root;

#[test]
fn empty_and_small_collections() {
    assert_eq!(http_file(&[]).to_string(), "@baseUrl =\n");
    assert_eq!(
        http_file(&[Root::META]).to_string(),
        "@baseUrl =\n\n### Root\n# @name Root\nGET {{baseUrl}}/\n"
    );
    let empty = serde_json::to_value(postman::collection(&[])).unwrap();
    assert_eq!(
        (&empty["info"]["name"], &empty["item"]),
        (&"API".into(), &Value::Array(Vec::new()))
    );
    let one = serde_json::to_value(postman::collection(&[Root::META])).unwrap();
    assert_eq!(one["item"][0]["request"]["url"]["raw"], "{{baseUrl}}/");
}
