//! Endpoints at another server, in exported documents.

use callpoint::{Base, Endpoint, endpoint};
use callpoint_documents::http_file;
use callpoint_documents::openapi::{OpenApi, openapi, read};
use callpoint_documents::postman;
use serde_json::{Value, json};

#[derive(Base)]
#[base("https://uploads.example.com/v1")]
struct Uploads;

#[derive(Base)]
struct FastReports;

#[endpoint(GET, "/plain", 204 => ())]
struct Plain;

#[endpoint(GET, "/put", base = Uploads, auth = Bearer, 204 => ())]
struct Put;

#[endpoint(GET, "/report", base = FastReports, 204 => ())]
struct Report;

#[test]
fn they_show_the_server_of_a_base() {
    let endpoints = [Report::META, Plain::META, Put::META];
    let written = openapi(&endpoints)
        .server("https://api.example.com")
        .to_json();
    let document: Value = serde_json::from_str(&written).unwrap();
    assert_eq!(
        document["servers"],
        json!([{ "url": "https://api.example.com" }])
    );
    let servers = |path: &str| document["paths"][path]["get"]["servers"].clone();
    assert_eq!(servers("/plain"), Value::Null);
    assert_eq!(
        servers("/put"),
        json!([{ "url": "https://uploads.example.com/v1", "description": "Uploads" }])
    );
    assert_eq!(
        servers("/report"),
        json!([{
            "url": "{FastReports}",
            "description": "Fast reports",
            "variables": { "FastReports": { "default": "" } },
        }])
    );
    assert_eq!(
        document["paths"]["/put"]["get"]["security"],
        json!([{ "Bearer": [] }])
    );
    assert_eq!(OpenApi::from(read(&written).unwrap()).to_json(), written);

    let file = http_file(&endpoints).to_string();
    for line in [
        "@baseUrl =",
        "@FastReports =",
        "GET {{FastReports}}/report",
        "GET {{baseUrl}}/plain",
        "GET https://uploads.example.com/v1/put",
    ] {
        assert!(file.lines().any(|found| found == line), "{line} in\n{file}");
    }
    let collection = postman::collection(&endpoints).to_json();
    let urls = [
        "{{FastReports}}/report",
        "{{baseUrl}}/plain",
        "https://uploads.example.com/v1/put",
    ];
    for url in urls {
        assert!(collection.contains(url), "{url} in\n{collection}");
    }
}
