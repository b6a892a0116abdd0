//! The requests as a test sees them.

use std::collections::BTreeMap;

use callpoint::{Client, Upload, endpoint};
use callpoint_testing::MockTransport;
use serde_json::{Value, json};

use crate::{UpdateLink, client};

#[endpoint(GET, "/api/<org>/file-<name>.json?v=1&archived&<page>", 200 => ())]
struct Search {
    org: String,
    name: String,
    page: Option<u32>,
    #[query("tag[]", style = csv)]
    tags: Vec<String>,
    #[query(style = pipes)]
    sizes: Vec<u32>,
    #[query(style = spaces)]
    words: Vec<String>,
    #[query(style = brackets)]
    ids: Vec<u32>,
    #[query(style = deep)]
    filter: BTreeMap<String, String>,
    #[query(flag)]
    deep: bool,
    #[header("x-mode")]
    mode: Vec<String>,
}

#[tokio::test]
async fn path_query_and_headers_by_their_names() {
    let mock = MockTransport::new();
    mock.on::<Search>().reply(());
    let filter = BTreeMap::from([("status".to_owned(), "new & old".to_owned())]);
    let text = |text: &str| text.to_owned();
    let search = Search::new(
        "a/b",
        "é 7",
        vec![text("x,y"), text("z")],
        vec![1, 2],
        vec![text("w")],
        vec![7, 8],
        filter,
        true,
        vec![text("slow")],
    );
    search.page(2).call(&client(&mock)).await.unwrap();
    let requests = mock.requests::<Search>();
    let request = &requests[0];
    assert_eq!(request.method(), "GET");
    assert_eq!(
        (request.path("org"), request.path("name")),
        (Some("a/b"), Some("é 7"))
    );
    let cases: [(&str, &[&str]); 10] = [
        ("v", &["1"]),
        ("archived", &[""]),
        ("page", &["2"]),
        ("tag[]", &["x,y", "z"]),
        ("sizes", &["1", "2"]),
        ("words", &["w"]),
        ("ids", &["7", "8"]),
        ("filter[status]", &["new & old"]),
        ("filter", &["new & old"]),
        ("deep", &[""]),
    ];
    for (name, values) in cases {
        assert_eq!(request.query(name), values, "{name}");
    }
    assert_eq!(request.header("X-Mode"), Some("slow"));
    assert!(
        request
            .header("user-agent")
            .unwrap()
            .starts_with("callpoint/")
    );
    assert!(request.uri().path().starts_with("/v1/api/a%2Fb/"));
}

#[endpoint(GET, "/v2/<name..>/tags/<tag>", 200 => ())]
struct GetTag {
    name: String,
    tag: String,
}

#[tokio::test]
async fn a_rest_parameter_is_all_of_its_segments() {
    for base in [
        "https://api.example.com",
        "https://api.example.com/registry",
    ] {
        let mock = MockTransport::new();
        mock.on::<GetTag>()
            .matching(&GetTag::new("library/rust", "1"))
            .reply(());
        let client = Client::builder(base)
            .transport(mock.clone())
            .build()
            .unwrap();
        GetTag::new("library/rust", "1")
            .call(&client)
            .await
            .unwrap();
        assert_eq!(
            mock.requests::<GetTag>()[0].path("name"),
            Some("library/rust")
        );
        assert_eq!(mock.requests::<GetTag>()[0].path("tag"), Some("1"));
    }
}

#[tokio::test]
async fn the_body_is_the_one_that_was_sent() {
    let mock = MockTransport::new();
    mock.on::<UpdateLink>()
        .when(|request| request.json::<Value>()["password"] == "pw")
        .reply(json!({ "id": "7" }));
    UpdateLink::new("7", "pw")
        .note("n")
        .call(&client(&mock))
        .await
        .unwrap();
    let requests = mock.requests::<UpdateLink>();
    assert_eq!(requests[0].body(), &br#"{"password":"pw","note":"n"}"#[..]);
    assert_eq!(
        requests[0].json::<Value>(),
        json!({ "password": "pw", "note": "n" })
    );
}

#[endpoint(PUT, "/file", 204 => ())]
struct PutFile {
    #[body(Stream)]
    content: Upload,
}

#[tokio::test]
async fn an_upload_is_read_to_its_end() {
    let mock = MockTransport::new();
    mock.on::<PutFile>().reply(());
    PutFile::new(Upload::bytes("content"))
        .call(&client(&mock))
        .await
        .unwrap();
    assert_eq!(mock.requests::<PutFile>()[0].body(), "content");
}

#[tokio::test]
async fn matching_ignores_what_the_client_adds() {
    let mock = MockTransport::new();
    mock.on::<UpdateLink>()
        .matching(&UpdateLink::new("7", "pw").mode("slow"))
        .reply(json!({ "id": "7" }));
    let client = Client::builder("https://api.example.com")
        .api_key_query("key", "a secret")
        .default_header("x-team", "blue")
        .transport(mock.clone())
        .build()
        .unwrap();
    let response = client.call(&UpdateLink::new("7", "pw").mode("slow"));
    assert_eq!(response.await.unwrap().id, "7");
}

#[tokio::test]
async fn no_secret_is_shown_of_a_request() {
    let mock = MockTransport::new();
    mock.on::<UpdateLink>().reply(json!({ "id": "7" }));
    UpdateLink::new("7", "canary")
        .call(&client(&mock))
        .await
        .unwrap();
    let shown = format!("{:?} {mock:?}", mock.requests::<UpdateLink>());
    assert_eq!(
        shown,
        "[MockRequest(PUT /api/links/<id>/ with path parameter `id` `7`)] MockTransport(1 rules, 1 calls)"
    );
}
