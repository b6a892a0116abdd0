//! No text of a mock shows a secret.

use callpoint::endpoint;
use callpoint::transport::MockTransport;
use serde_json::json;

use crate::{panic_in, panic_of};

/// Whatever the client adds, and whatever is declared a secret, stays out of the text.
#[tokio::test]
async fn no_secret_is_shown_in_a_panic() {
    #[endpoint(POST, "/links/<key>?<token>", 204 => ())]
    struct Secrets {
        #[secret]
        key: String,
        #[secret]
        token: String,
        #[secret]
        #[header("x-secret")]
        header: String,
        #[body]
        body: serde_json::Value,
    }
    let secrets = |text: &str| Secrets::new(text, text, text, json!({ "inside": text }));
    let mock = MockTransport::new();
    mock.on::<Secrets>()
        .given(&secrets("wanted"))
        .when(|request| {
            let looked = [
                request.path("key"),
                request.header("x-secret"),
                request.header("authorization"),
            ];
            looked.is_empty() || request.query("token").is_empty()
        })
        .reply(())
        .optional();
    let client = callpoint::Client::builder("https://api.example.com")
        .api_key_query("api_key", "canary")
        .default_header("authorization", "canary")
        .transport(mock.clone())
        .build()
        .unwrap();
    let text = panic_in(secrets("canary").call(&client)).await;
    assert_eq!(
        text,
        "MockTransport: no rule answers this call of `Secrets`\n  \
         POST /links/<key>?<token> with path parameter `key` `***`, query parameter `token` `***`, query parameter `api_key` `***`\n  \
         nearest: the rule at HERE\n    \
         path parameter `key` is `***`, the rule wants `***`\n    query parameter `token` is `***`, the rule wants `***`\n    \
         header `x-secret` is `***`, the rule wants `***`\n    body field `inside` is `***`, the rule wants `***`\n    \
         its condition does not hold; it looked at path parameter `key` (`***`), header `x-secret` (`***`), header `authorization` (`***`), \
         query parameter `token` (`***`)"
    );
    assert_eq!(panic_of(|| drop(mock)), text);
}

/// Names that a declaration leaves open may be those of the client's credentials.
#[tokio::test]
async fn an_api_key_beside_open_names_is_not_shown() {
    #[endpoint(GET, "/links", 204 => ())]
    struct ListLinks {
        #[query(flatten)]
        filter: std::collections::BTreeMap<String, String>,
    }
    let mock = MockTransport::new();
    let client = callpoint::Client::builder("https://api.example.com")
        .api_key_query("api_key", "canary")
        .transport(mock.clone())
        .build()
        .unwrap();
    let text = panic_in(ListLinks::new([].into()).call(&client)).await;
    assert!(
        text.contains("GET /links with query parameter `api_key` `***`\n"),
        "{text}"
    );
    assert_eq!(panic_of(|| drop(mock)), text);
}
