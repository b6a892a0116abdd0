//! No text of a mock shows a secret.

use callpoint::endpoint;
use callpoint_testing::MockTransport;
use serde_json::json;

use crate::{panic_in, panic_of};

/// Anything the client adds and anything declared secret stays out of the text.
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
        .matching(&secrets("wanted"))
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
        "MockTransport: no rule matches this call of `Secrets`\n  \
         POST /links/<key>?<token> with path parameter `key` `***`, query parameter `token` `***`, query parameter `api_key` `***`\n  \
         closest: the rule at HERE\n    \
         path parameter `key` is `***`, expected `***`\n    query parameter `token` is `***`, expected `***`\n    \
         header `x-secret` is `***`, expected `***`\n    body field `inside` is `***`, expected `***`\n    \
         its condition does not hold; it inspected path parameter `key` (`***`), header `x-secret` (`***`), header `authorization` (`***`), \
         query parameter `token` (`***`)"
    );
    assert_eq!(panic_of(|| drop(mock)), text);
}

/// The names of a flattened map may be those of the client's credentials.
#[tokio::test]
async fn an_api_key_next_to_a_flattened_map_is_not_shown() {
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

/// The keys of a secret map are secret too.
#[tokio::test]
async fn no_key_of_a_secret_map_is_shown() {
    type Map = std::collections::BTreeMap<&'static str, &'static str>;

    #[endpoint(GET, "/links", 204 => ())]
    struct ListLinks {
        #[query(style = deep)]
        #[secret]
        deep: Map,
        #[query(flatten)]
        #[secret]
        flat: Map,
        #[query(style = deep)]
        open: Map,
    }
    let links = |text| {
        ListLinks::new(
            [(text, text)].into(),
            [(text, text)].into(),
            [("a", "b")].into(),
        )
    };
    let mock = MockTransport::new();
    mock.on::<ListLinks>()
        .matching(&links("wanted"))
        .reply(())
        .optional();
    let client = callpoint::Client::builder("https://api.example.com")
        .transport(mock.clone())
        .build()
        .unwrap();
    let text = panic_in(links("canary").call(&client)).await;
    assert!(
        !text.contains("canary") && !text.contains("wanted"),
        "{text}"
    );
    for shown in ["`deep[***]`", "`***`", "`open[a]`"] {
        assert!(text.contains(shown), "{shown}: {text}");
    }
    assert_eq!(panic_of(|| drop(mock)), text);
}

/// Credentials are secret by the name of their header.
#[tokio::test]
async fn a_header_with_credentials_needs_no_attribute() {
    #[endpoint(GET, "/me", 204 => ())]
    #[derive(Debug)]
    struct Me {
        #[header("authorization")]
        token: &'static str,
        #[header("X-Api-Key")]
        key: Option<&'static str>,
        #[header("x-amz-security-token", Display)]
        session: &'static str,
        #[header("x-mode")]
        mode: &'static str,
    }
    let me = Me::new("canary", "canary", "open").key("canary");
    assert_eq!(
        format!("{me:?}"),
        "Me { token: …, key: …, session: …, mode: \"open\" }"
    );
    let secret = <Me as callpoint::Endpoint>::META.parameters.iter();
    let secret: Vec<_> = secret.map(|parameter| parameter.secret).collect();
    assert_eq!(secret, [true, true, true, false]);
    let base = callpoint::BaseUrl::parse("https://h").unwrap();
    let request = callpoint::Endpoint::to_http(&me, &base).unwrap();
    let sensitive = |name| request.headers()[name].is_sensitive();
    assert!(sensitive("authorization") && sensitive("x-api-key"));
    assert!(sensitive("x-amz-security-token") && !sensitive("x-mode"));
}
