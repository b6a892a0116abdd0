//! The ways to write a declaration, each called over a socket: all in one item, without arms, with a lifetime, a type parameter, a raw identifier.

use callpoint::{Client, Error, auth::Basic, endpoint};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use callpoint_test_support::script::Script;

/// The documentation page as one item, its responses declared inline.
#[endpoint(PUT, "/api/links/<id>/",
    auth = Basic,
    200 => Link { id: String, institution: String, status: String },
    400 | 401 | 404 | 500 => Rejected([Problem { code: String, message: String, request_id: String }]),
    428 => TokenRequired {
        code: String,
        session: String,
        expiry: u64,
        link: String,
        token_generation_data: TokenGenerationData { instructions: String, r#type: String, value: String },
    },
)]
#[derive(Debug)]
struct UpdateLink {
    id: String,
    #[secret]
    password: String,
    #[secret]
    token: Option<String>,
}

/// The same page without any declared response.
#[endpoint(PUT, "/api/links/<id>/")]
struct UpdateLinkBare {
    id: String,
    password: String,
}

#[endpoint(POST, "/notes/<id>", 200 => String as Text)]
struct Borrowed<'a> {
    id: &'a str,
    text: &'a str,
}

#[endpoint(POST, "/items", 200 => T)]
struct Generic<T: Serialize + DeserializeOwned> {
    item: T,
}

#[endpoint(GET, "/items/<type>?<match>", 200 => String as Text)]
struct Raw {
    r#type: String,
    r#match: Option<u8>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Item {
    name: String,
}

fn response(status: &str, body: &str) -> String {
    format!(
        "HTTP/1.1 {status}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
        body.len()
    )
}

fn client(server: &Script) -> Client<Basic> {
    let client = Client::builder(&server.base).basic_auth("id", "password");
    client.build().unwrap()
}

#[tokio::test]
async fn the_page_in_one_item() {
    let link = r#"{"id":"7","institution":"erebor","status":"valid"}"#;
    let problems = r#"[{"code":"c","message":"m","request_id":"r"}]"#;
    let challenge = r#"{"code":"token_required","session":"s","expiry":100,"link":"7",
        "token_generation_data":{"instructions":"i","type":"numeric","value":"12345"}}"#;
    let responses = [
        ("200 OK", link),
        ("400 Bad Request", problems),
        ("428 X", challenge),
    ];
    let server = Script::start(responses.map(|(status, body)| response(status, body))).await;
    let client = client(&server);
    let update = UpdateLink::new("7", "new").token("1234ab");
    assert_eq!(update.call(&client).await.unwrap().status, "valid");
    let error = update.call(&client).await.unwrap_err().into_api().unwrap();
    assert_eq!(error.as_rejected().unwrap()[0].request_id, "r");
    let Err(Error::Api(error)) = update.call(&client).await else {
        panic!("no challenge")
    };
    let challenge = error.body.as_token_required().unwrap();
    assert_eq!(
        (
            challenge.expiry,
            challenge.token_generation_data.r#type.as_str()
        ),
        (100, "numeric")
    );
    let sent = &server.received()[0];
    assert_eq!(sent.body, br#"{"password":"new","token":"1234ab"}"#);
}

#[tokio::test]
async fn the_page_without_declared_responses() {
    let server = Script::start([
        response("200 OK", r#"{"id":"7"}"#),
        response("404 Not Found", "[]"),
    ])
    .await;
    let client = client(&server);
    let update = UpdateLinkBare::new("7", "new");
    let raw = update.call(&client).await.unwrap();
    assert_eq!(raw.json::<serde_json::Value>().unwrap()["id"], "7");
    let error = update.call(&client).await.unwrap_err();
    assert!(
        matches!(&error, Error::Unexpected(unexpected) if unexpected.body() == "[]"),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_lifetime_a_type_parameter_and_a_raw_identifier() {
    let server = Script::start([
        response("200 OK", "noted"),
        response("200 OK", r#"{"name":"ring"}"#),
        response("200 OK", "found"),
    ])
    .await;
    let client = client(&server);
    let text = String::from("a text of somebody else");
    // The call borrows nothing, so it may outlive the values that the request borrows.
    let call = Borrowed::new("7", &text).call(&client);
    drop(text);
    assert_eq!(tokio::spawn(call).await.unwrap().unwrap(), "noted");
    let item = Item {
        name: "ring".to_owned(),
    };
    assert_eq!(Generic::new(item).call(&client).await.unwrap().name, "ring");
    assert_eq!(
        Raw::new("x/y").r#match(1).call(&client).await.unwrap(),
        "found"
    );
    let targets: Vec<_> = server
        .received()
        .iter()
        .map(|message| message.target().to_owned())
        .collect();
    assert_eq!(targets, ["/notes/7", "/items", "/items/x%2Fy?match=1"]);
}
