//! The schemas of types that derive them, in the document of their declarations.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that panics has failed, which is what it is for"
)]

use std::collections::BTreeMap;

use callpoint::{Bytes, Endpoint, FromResponse, Patch, endpoint};
use callpoint_documents::openapi::openapi;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

fn document<E: Endpoint>() -> (Value, Vec<String>) {
    let document = openapi(&[E::META]);
    let value = serde_json::from_str(&document.to_json()).unwrap();
    (value, document.notes().to_vec())
}

/// The required names. Objects of `serde_json` have the order of the fields or of the alphabet, as other crates want it.
fn required(schema: &Value) -> Vec<&str> {
    let names = schema["required"].as_array().unwrap().iter();
    let mut names: Vec<&str> = names.filter_map(Value::as_str).collect();
    names.sort_unstable();
    names
}

fn operation(document: &Value) -> &Value {
    let item = document["paths"].as_object().unwrap().values().next();
    item.unwrap().as_object().unwrap().values().next().unwrap()
}

#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Owner {
    full_name: String,
    #[serde(default)]
    age: Option<u8>,
    #[serde(rename(serialize = "sent", deserialize = "received"))]
    way: String,
}

/// Without a schema.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Opaque {
    inside: String,
}

#[endpoint(POST, "/links", 200 => Made { id: u64, owner: Owner, opaque: Vec<Opaque>, #[serde(default)] tags: Vec<String> }, 4xx => Opaque)]
#[allow(dead_code)]
struct MakeLink {
    owner: Owner,
    opaque: Option<Opaque>,
    labels: BTreeMap<String, i32>,
    #[secret]
    password: String,
    limit: Patch<u32>,
}

#[test]
fn a_request_has_what_is_written_and_a_response_what_is_read() {
    let (document, notes) = document::<MakeLink>();
    let schemas = &document["components"]["schemas"];
    assert_eq!(
        schemas["Owner"]["required"],
        json!(["fullName", "received"])
    );
    assert_eq!(
        required(&schemas["OwnerRequest"]),
        ["age", "fullName", "sent"]
    );
    let body = &operation(&document)["requestBody"]["content"]["application/json"]["schema"];
    assert_eq!(
        body["properties"]["owner"]["$ref"],
        "#/components/schemas/OwnerRequest"
    );
    assert_eq!(
        body["properties"]["labels"]["additionalProperties"]["type"],
        "integer"
    );
    assert_eq!(
        body["properties"]["limit"]["type"],
        json!(["integer", "null"])
    );
    assert_eq!(body["properties"]["password"]["format"], "password");
    assert_eq!(required(body), ["labels", "owner", "password"]);
    // An in-place struct has a schema by its fields, and those without one are open.
    let made = &schemas["Made"];
    assert_eq!(
        made["properties"]["owner"]["$ref"],
        "#/components/schemas/Owner"
    );
    assert_eq!(
        made["properties"]["opaque"]["items"]["$ref"],
        "#/components/schemas/Opaque"
    );
    assert_eq!(required(made), ["id", "opaque", "owner"]);
    assert_eq!(
        notes,
        ["the type `Opaque` has no schema: every value is allowed"]
    );
}

#[derive(FromResponse)]
#[allow(dead_code)]
struct Links {
    #[header("x-total")]
    total: u32,
    #[header("etag")]
    tag: Option<String>,
    #[body]
    owners: Vec<Owner>,
}

#[endpoint(GET, "/links", 200 => Links as Whole)]
struct ListLinks;

#[test]
fn headers_and_body_of_a_whole_response() {
    let (document, notes) = document::<ListLinks>();
    let response = &operation(&document)["responses"]["200"];
    assert_eq!(response["headers"]["x-total"]["schema"]["format"], "uint32");
    assert_eq!(response["headers"]["x-total"]["required"], true);
    assert_eq!(response["headers"]["etag"]["schema"]["type"], "string");
    assert_eq!(response["headers"]["etag"].get("required"), None);
    let schema = &response["content"]["application/json"]["schema"];
    assert_eq!(schema["items"]["$ref"], "#/components/schemas/Owner");
    assert_eq!(notes, [""; 0]);
}

#[derive(FromResponse)]
#[allow(dead_code)]
struct Session {
    #[header("location")]
    location: String,
}

#[endpoint(POST, "/uploads", 202 => Session as Whole, 409 => Bytes as Raw)]
struct StartUpload;

#[test]
fn headers_alone_are_no_content_and_bytes_are_binary() {
    let (document, notes) = document::<StartUpload>();
    let responses = &operation(&document)["responses"];
    assert_eq!(responses["202"]["headers"]["location"]["required"], true);
    assert_eq!(responses["202"].get("content"), None);
    let schema = &responses["409"]["content"]["application/octet-stream"]["schema"];
    assert_eq!(*schema, json!({"type": "string", "format": "binary"}));
    assert_eq!(notes, [""; 0]);
}

#[endpoint(PUT, "/things/<id>")]
#[allow(dead_code)]
struct PutThing<'a, T> {
    id: &'a str,
    thing: T,
    owner: &'a Owner,
}

#[test]
fn what_speaks_of_a_type_parameter_has_no_schema() {
    let (document, notes) = document::<PutThing<'static, Owner>>();
    let body = &operation(&document)["requestBody"]["content"]["application/json"]["schema"];
    assert_eq!(
        body["properties"]["thing"]["$ref"],
        "#/components/schemas/T"
    );
    assert_eq!(
        body["properties"]["owner"]["$ref"],
        "#/components/schemas/Owner"
    );
    assert_eq!(
        notes,
        ["the type `T` has no schema: every value is allowed"]
    );
}

mod other {
    use serde::Deserialize;

    /// Another type of that name, without a schema.
    #[derive(Debug, Deserialize)]
    #[allow(dead_code)]
    pub(super) struct Owner {
        inside: String,
    }

    #[callpoint::endpoint(GET, "/other", 200 => Owner, 404 => super::Owner)]
    pub(super) struct GetOther;
}

#[test]
fn a_type_without_a_schema_is_not_another_one_of_its_name() {
    let (document, notes) = document::<other::GetOther>();
    let responses = &operation(&document)["responses"];
    let reference = |status: &str| {
        let content = &responses[status]["content"]["application/json"];
        content["schema"]["$ref"].as_str().unwrap().to_owned()
    };
    assert_eq!(reference("404"), "#/components/schemas/Owner");
    assert_ne!(reference("200"), reference("404"));
    assert_eq!(
        notes,
        ["the type `Owner without a schema` has no schema: every value is allowed"]
    );
}
