//! Endpoints that require several schemes at once, or a key in a cookie: each key has a variable of its own.

use callpoint::auth::Scheme;
use callpoint::endpoint;
use callpoint_documents::{http_file, postman};
use serde_json::{Value, json};

#[derive(Scheme)]
#[scheme(header = "X-Client-Id")]
struct ClientId;

#[derive(Scheme)]
#[scheme(header = "X-Client-Secret")]
struct ClientSecret;

#[derive(Scheme)]
#[scheme(query = "account")]
struct Account;

#[derive(Scheme)]
#[scheme(cookie = "session")]
struct Session;

#[endpoint(GET, "/all", auth = ClientId + ClientSecret + Account, 204 => ())]
struct GetAll;

#[endpoint(GET, "/session", auth = Session, 204 => ())]
struct GetSession;

#[test]
fn no_key_is_left_out_or_sent_in_place_of_another() {
    use callpoint::Endpoint as _;

    let endpoints = &[GetAll::META, GetSession::META];
    let collection = postman::collection(endpoints).to_json();
    let collection: Value = serde_json::from_str(&collection).unwrap();
    let [all, session] = [0, 1].map(|at| &collection["item"][at]["request"]);
    let pair = |key: &str, value: &str| json!({"key": key, "value": value});
    assert_eq!(
        all["auth"]["apikey"][1],
        json!({"key": "value", "value": "{{apiKey}}", "type": "string"})
    );
    let secret = pair("X-Client-Secret", "{{ClientSecret-apiKey}}");
    assert!(
        all["header"].as_array().unwrap().contains(&secret),
        "{all:#}"
    );
    assert_eq!(
        all["url"]["query"],
        json!([pair("account", "{{Account-apiKey}}")])
    );
    let cookie = pair("Cookie", "session={{Session-apiKey}}");
    let headers = session["header"].as_array().unwrap();
    assert!(headers.contains(&cookie), "{session:#}");

    let file = http_file(endpoints).to_string();
    for line in [
        "X-Client-Id: {{apiKey}}",
        "X-Client-Secret: {{ClientSecret-apiKey}}",
        "?account={{Account-apiKey}}",
        "Cookie: session={{Session-apiKey}}",
    ] {
        assert!(file.contains(line), "{line}\n{file}");
    }
}
