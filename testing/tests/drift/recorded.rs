//! What of a recording the declarations do not know.

use std::path::PathBuf;

use callpoint::endpoint;
use callpoint_testing::PlaybackTransport;
use serde_json::{Value, json};

use crate::shown;

#[endpoint(GET, "/links/<id>", 200 => Link { id: u64 })]
struct GetLink {
    id: u64,
}

#[endpoint(GET, "/links/mine", 200 => Mine { name: String })]
struct GetMine;

#[endpoint(GET, "/files/<path..>?<download>", 204 => ())]
struct GetFile {
    path: String,
    download: Option<bool>,
}

fn entry(method: &str, path: &str, status: u16, body: &Value) -> Value {
    json!({
        "request": {"method": method, "url": format!("https://api.example.com/v1{path}")},
        "response": {"status": status, "content": {"text": body.to_string()}},
    })
}

fn recording(name: &str, entries: &[Value]) -> PathBuf {
    let file = std::env::temp_dir().join(format!("callpoint-{name}-{}.har", std::process::id()));
    let har = json!({"log": {"creator": {"name": "a browser"}, "entries": entries}});
    std::fs::write(&file, har.to_string()).unwrap();
    file
}

#[test]
fn responses_are_those_of_the_endpoint_that_is_meant() {
    let file = recording(
        "drift",
        &[
            entry("GET", "/links/7", 200, &json!({"id": 7, "x": 1})),
            entry(
                "GET",
                "/links/8?page=2",
                200,
                &json!({"id": 8, "x": 1, "y": 1}),
            ),
            entry("GET", "/links/mine", 200, &json!({"name": "a", "z": 1})),
            entry("GET", "/links/7/accounts", 200, &json!({"id": 7})),
            entry("DELETE", "/links/7", 204, &json!({})),
            entry("GET", "/files/a/b/c?download=true", 404, &json!({})),
        ],
    );
    let playback = PlaybackTransport::open(&file).unwrap();
    std::fs::remove_file(&file).unwrap();
    let report = playback
        .drift()
        .of::<GetLink>()
        .of::<GetMine>()
        .of::<GetFile>()
        .report();
    let found: Vec<_> = report
        .found()
        .iter()
        .map(|drift| format!("{} {}", drift.endpoint.name, shown(drift)))
        .collect();
    assert_eq!(
        found,
        [
            "GetLink UnknownField /x",
            "GetLink UnknownField /y",
            "GetMine UnknownField /z",
            "GetFile UndeclaredStatus ",
        ]
    );
    assert_eq!(
        report.unmatched(),
        [
            "GET /v1/links/7/accounts: no endpoint has it",
            "DELETE /v1/links/7: no endpoint has it",
        ]
    );
}
