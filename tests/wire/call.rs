//! The call of the documentation page, byte by byte as the server receives it.

use callpoint::{Client, endpoint};
use serde::Deserialize;

use callpoint_test_support::listener::Listener;

/// Updates the credentials of one link.
#[endpoint(PUT, "/api/links/<id>/",
    auth = Basic,
    200 => Link,
    400 | 401 | 404 | 500 => Rejected(Vec<Problem>),
    428 => TokenRequired(TokenChallenge),
)]
#[derive(Debug, Clone)]
struct UpdateLink {
    id: String,
    #[secret]
    password: String,
    #[secret]
    password2: Option<String>,
    #[secret]
    token: Option<String>,
    encryption_key: Option<String>,
    username_type: Option<String>,
    certificate: Option<String>,
    #[secret]
    private_key: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Link {
    status: String,
}

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "declared as on the page")]
struct Problem {
    code: String,
    message: String,
}

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "declared as on the page")]
struct TokenChallenge {
    session: String,
    link: String,
}

const ID: &str = "0d3ffb69-f83b-456e-ad8e-208d0998d71d";

async fn received(update: UpdateLink) -> (String, String) {
    let response = "HTTP/1.1 200 OK\r\ncontent-length: 18\r\n\r\n{\"status\":\"valid\"}";
    let listener = Listener::responding(response).await;
    let client = Client::builder(&listener.base)
        .basic_auth("secret-id", "secret-password")
        .build()
        .unwrap();
    let link = update.call(&client).await.unwrap();
    assert_eq!(link.status, "valid");
    let host = listener.host().to_owned();
    (listener.message().await, host)
}

fn message(host: &str, body: &str) -> String {
    let (length, version) = (body.len(), env!("CARGO_PKG_VERSION"));
    [
        &format!("PUT /api/links/{ID}/ HTTP/1.1\r\n"),
        "content-type: application/json\r\n",
        "accept: application/json\r\n",
        "accept-encoding: zstd, br, gzip, deflate\r\n",
        &format!("user-agent: callpoint/{version}\r\n"),
        "authorization: Basic c2VjcmV0LWlkOnNlY3JldC1wYXNzd29yZA==\r\n",
        &format!("host: {host}\r\n"),
        &format!("content-length: {length}\r\n\r\n"),
        body,
    ]
    .concat()
}

/// The head with its lines sorted by name: their order has no meaning (RFC 9110, section 5.3).
fn sorted(message: &str) -> Vec<&str> {
    let (head, body) = message.split_once("\r\n\r\n").unwrap();
    let mut lines: Vec<_> = head.split("\r\n").collect();
    lines[1..].sort_unstable();
    lines.push(body);
    lines
}

#[tokio::test]
async fn every_field_of_the_page() {
    let update = UpdateLink::new(ID, "new password")
        .password2("second")
        .token("1234ab")
        .encryption_key("key")
        .username_type("001")
        .certificate("Y2VydA==")
        .private_key("a\"b\\c\né");
    let (received, host) = received(update).await;
    let body = r#"{"password":"new password","password2":"second","token":"1234ab","encryption_key":"key","username_type":"001","certificate":"Y2VydA==","private_key":"a\"b\\c\né"}"#;
    assert_eq!(sorted(&received), sorted(&message(&host, body)));
}

#[tokio::test]
async fn none_is_not_sent() {
    let (received, host) = received(UpdateLink::new(ID, "pw")).await;
    assert_eq!(
        sorted(&received),
        sorted(&message(&host, r#"{"password":"pw"}"#))
    );
}

#[tokio::test]
async fn a_client_serves_many_calls() {
    let listener = Listener::responding(
        "HTTP/1.1 404 Not Found\r\nconnection: close\r\ncontent-length: 2\r\n\r\n[]",
    )
    .await;
    let client = Client::builder(&listener.base)
        .basic_auth("id", "pw")
        .build()
        .unwrap();
    for id in ["a", "b"] {
        let error = UpdateLink::new(id, "pw")
            .call(&client.clone())
            .await
            .unwrap_err();
        assert!(error.api().unwrap().is_rejected(), "{error}");
    }
    let received = listener.received().await;
    let lines: Vec<_> = received
        .iter()
        .filter_map(|message| message.lines().next())
        .collect();
    assert_eq!(
        lines,
        ["PUT /api/links/a/ HTTP/1.1", "PUT /api/links/b/ HTTP/1.1"]
    );
}
