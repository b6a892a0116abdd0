//! The modules that come of the test data: they compile without a warning, and the page's declarations call.
//!
//! What is allowed below is about a program that uses a part of a module; nothing is allowed of what clippy says of the module itself.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that panics has failed, which is what it is for"
)]

mod again;
mod forms;
mod pages;
mod round;
mod schemas;
// It runs commands by a POSIX shell.
#[cfg(unix)]
mod sent;
mod xml;

#[allow(dead_code, unreachable_pub)]
#[path = "../../../examples/belvo/api.rs"]
mod belvo;
#[allow(dead_code, unreachable_pub)]
#[path = "../generated/belvo_update_curl.rs"]
mod belvo_update_curl;
#[allow(dead_code, unreachable_pub)]
#[path = "../generated/belvo_update_postman.rs"]
mod belvo_update_postman;
#[allow(dead_code, unreachable_pub)]
#[path = "../generated/bodies_curl.rs"]
mod bodies_curl;
#[allow(dead_code, unreachable_pub)]
#[path = "../generated/converted.rs"]
mod converted;
#[allow(dead_code, unreachable_pub)]
#[path = "../generated/forms_openapi.rs"]
mod forms_openapi;
#[allow(dead_code, unreachable_pub)]
#[path = "../generated/hard.rs"]
mod hard;
#[allow(dead_code, unreachable_pub)]
#[path = "../generated/keys_openapi.rs"]
mod keys_openapi;
#[allow(dead_code, unreachable_pub)]
#[path = "../generated/odd.rs"]
mod odd;
#[allow(dead_code, unreachable_pub)]
#[path = "../generated/pages_openapi.rs"]
mod pages_openapi;
#[allow(dead_code, unreachable_pub)]
#[path = "../generated/pets_openapi.rs"]
mod pets_openapi;
#[allow(dead_code, unreachable_pub, clippy::struct_field_names)]
#[path = "../../../examples/rabbitmq/api.rs"]
mod rabbitmq;
#[allow(dead_code, unreachable_pub)]
#[path = "../../../examples/registry/api.rs"]
mod registry;
#[cfg(unix)]
#[allow(dead_code, unreachable_pub)]
#[path = "../generated/sent_curl.rs"]
mod sent_curl;
#[cfg(unix)]
#[allow(dead_code, unreachable_pub)]
#[path = "../generated/sent.rs"]
mod sent_postman;
#[allow(dead_code, unreachable_pub)]
#[path = "../generated/shop.rs"]
mod shop;
#[allow(dead_code, unreachable_pub, unused_imports)]
#[path = "../generated/shop_split/mod.rs"]
mod shop_split;
#[allow(dead_code, unreachable_pub)]
#[path = "../generated/xml_openapi.rs"]
mod xml_openapi;

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpListener;
use std::thread::{self, JoinHandle};

use callpoint::meta::{AuthMeta, SecurityScheme};
use callpoint::{BaseUrl, Client, Endpoint};

/// A request as it came: its first line, its headers in small letters, its body.
struct Came {
    line: String,
    headers: Vec<String>,
    body: String,
}

/// A server that responds to one request.
fn serve(response: &'static str) -> (String, JoinHandle<Came>) {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let server = thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut reader = BufReader::new(stream.try_clone().unwrap());
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        let mut headers = Vec::new();
        let mut length = 0;
        loop {
            let mut header = String::new();
            reader.read_line(&mut header).unwrap();
            let header = header.trim_end();
            if header.is_empty() {
                break;
            }
            let (name, value) = header.split_once(": ").unwrap();
            if name.eq_ignore_ascii_case("content-length") {
                length = value.parse().unwrap();
            }
            headers.push(format!("{}: {value}", name.to_lowercase()));
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body).unwrap();
        let head = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
            response.len()
        );
        stream.write_all(head.as_bytes()).unwrap();
        stream.write_all(response.as_bytes()).unwrap();
        Came {
            line: line.trim_end().to_owned(),
            headers,
            body: String::from_utf8(body).unwrap(),
        }
    });
    (url, server)
}

const LINK: &str = r#"{"id": "7", "institution": "x", "access_mode": "single", "last_accessed_at": "t", "status": "valid", "created_by": "c", "refresh_rate": "6h"}"#;
const BODY: &str = r#"{"password":"password","password2":"pin","token":"1234ab","encryption_key":"customencryptionkey","username_type":"001","certificate":"1234567890abcd=","private_key":"1234567890abcd="}"#;

fn check(came: &Came, path: &str) {
    assert_eq!(came.line, format!("PUT {path} HTTP/1.1"));
    assert_eq!(came.body, BODY);
    // `secret-id:secret-password`
    for header in [
        "authorization: Basic c2VjcmV0LWlkOnNlY3JldC1wYXNzd29yZA==",
        "content-type: application/json",
    ] {
        assert!(
            came.headers.iter().any(|known| known == header),
            "{:?}",
            came.headers
        );
    }
}

#[tokio::test]
async fn the_page_as_a_postman_item_calls() {
    use belvo_update_postman::UpdateLink;
    let (url, server) = serve(LINK);
    let client = Client::builder(url)
        .basic_auth("secret-id", "secret-password")
        .build()
        .unwrap();
    let link = UpdateLink::example().call(&client).await.unwrap();
    assert_eq!((link.id.as_str(), link.status.as_str()), ("7", "valid"));
    check(&server.join().unwrap(), "/api/links/consequa/");
}

#[tokio::test]
async fn the_page_as_a_curl_command_calls() {
    use belvo_update_curl::UpdateLink;
    let (url, server) = serve(LINK);
    let client = Client::builder(url)
        .basic_auth("secret-id", "secret-password")
        .build()
        .unwrap();
    let link = UpdateLink::example().call(&client).await.unwrap();
    assert_eq!(link.status(), 200);
    check(&server.join().unwrap(), "/api/links/id/");
}

#[test]
fn both_forms_of_the_page_say_the_same() {
    let postman = belvo_update_postman::UpdateLink::META;
    let curl = belvo_update_curl::UpdateLink::META;
    assert_eq!(
        (postman.name, postman.method, postman.template),
        (curl.name, curl.method, curl.template)
    );
    assert_eq!(postman.auth, AuthMeta::Scheme(SecurityScheme::BASIC));
    assert_eq!(postman.auth, curl.auth);
    assert_eq!(postman.body, curl.body);
    let fields = |meta: &callpoint::meta::EndpointMeta| {
        let fields = meta
            .parameters
            .iter()
            .map(|field| (field.name, field.location, field.type_name, field.secret));
        fields.collect::<Vec<_>>()
    };
    assert_eq!(fields(postman), fields(curl));
}

#[test]
fn error_responses_of_the_page_have_their_types() {
    use belvo_update_postman::{UpdateLink, UpdateLinkError};
    let error_of = |status: u16, body: &'static str| {
        let response = callpoint::http::Response::builder()
            .status(status)
            .body(body.into())
            .unwrap();
        UpdateLink::from_http(response).unwrap_err()
    };
    let error = error_of(
        404,
        r#"[{"code": "not_found", "message": "m", "request_id": "r"}]"#,
    );
    assert!(
        matches!(error.api(), Some(UpdateLinkError::Rejected(problems)) if problems[0].code == "not_found")
    );
    let challenge = r#"{"code": "c", "message": "m", "request_id": "r", "session": "s", "expiry": 5600, "link": "7", "token_generation_data": {"instructions": "i", "type": "t", "value": "v"}}"#;
    let error = error_of(428, challenge);
    let challenge = error
        .api()
        .and_then(UpdateLinkError::as_mfa_token_required)
        .unwrap();
    assert_eq!(
        (
            challenge.expiry,
            challenge.token_generation_data.r#type.as_str()
        ),
        (5600, "t")
    );
}

#[test]
fn requests_of_every_kind_are_what_the_document_says() {
    use shop::products::{CreateProduct, DeleteProduct, ListAllProducts};
    use shop::session::LogIn;
    let base = BaseUrl::parse("https://shop.example.com/v1").unwrap();
    let list = ListAllProducts::example().to_http(&base).unwrap();
    assert_eq!(
        list.uri(),
        "https://shop.example.com/v1/acme/products?page=1&q=chair&tag=a&tag=b&ids%5B%5D=1&filter%5Bstatus%5D=new&verbose=true&archived"
    );
    let create = CreateProduct::example().to_http(&base).unwrap();
    assert_eq!(
        create.body().as_bytes().unwrap(),
        br#"{"displayName":"Chair","listPrice":{"amount":12.5,"currency":"EUR"},"stock":"{{stock}}","parent":null,"isPublic":true,"tags":["wood","brown"],"dimensions":{"100":3,"200":4}}"#
    );
    assert_eq!(create.headers()["x-request-id"], "{{$guid}}");
    let delete = DeleteProduct::example().to_http(&base).unwrap();
    assert_eq!(delete.uri().path(), "/v1/acme/products/0");
    assert_eq!(
        delete.body().as_bytes().unwrap(),
        br#"{"reason":"sold out","notify":[{"email":"a@example.com"}]}"#
    );
    let log_in = LogIn::example().to_http(&base).unwrap();
    assert_eq!(
        log_in.body().as_bytes().unwrap(),
        b"user=ann&password=x&scope=a&scope=b"
    );
    let odd = odd::类型_types::更新链接::example().to_http(&base).unwrap();
    assert_eq!(
        odd.body().as_bytes().unwrap(),
        r#"{"类型":"x","type":1,"self":true,"1st":2,"a-b":3,"a_b":4,"🎉":5,"new":null,"":6}"#
            .as_bytes()
    );
}

#[test]
fn the_files_of_a_folder_make_the_same_api() {
    let list = |endpoints: &[&[&callpoint::meta::EndpointMeta]]| {
        let all = endpoints.iter().flat_map(|endpoints| endpoints.iter());
        all.map(|endpoint| (endpoint.name, endpoint.template, endpoint.auth))
            .collect::<Vec<_>>()
    };
    let one = list(&[
        shop::products::ENDPOINTS,
        shop::session::ENDPOINTS,
        shop::shop_api::ENDPOINTS,
    ]);
    let split = list(&[
        shop_split::products::ENDPOINTS,
        shop_split::session::ENDPOINTS,
        shop_split::shop_api::ENDPOINTS,
    ]);
    assert_eq!(one, split);
    assert_eq!(one.len(), 12);
}
