//! Path, query, headers and methods as received by the server.

use std::collections::BTreeMap;

use callpoint::{Flag, Patch, endpoint};
use serde::Serialize;
use serde_json::json;

use crate::{Echo, builder, client};

#[derive(Debug, Clone, Copy, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Order {
    NewestFirst,
}

#[derive(Debug, Serialize)]
struct Filter {
    owner: &'static str,
    size: Option<u8>,
}

#[endpoint(GET, "/get?version=2024-01-01&<page>", 200 => Echo)]
struct Query<'a> {
    page: Option<u32>,
    #[query]
    tag: Vec<&'a str>,
    #[query("id__in", style = csv)]
    ids: Vec<u32>,
    #[query(style = pipes)]
    piped: Vec<&'a str>,
    #[query(style = spaces)]
    spaced: Vec<&'a str>,
    #[query(style = brackets)]
    list: Vec<u8>,
    #[query(style = deep)]
    filter: Filter,
    #[query(flatten)]
    more: BTreeMap<&'a str, u8>,
    #[query]
    order: Option<Order>,
    #[query(flag)]
    archived: bool,
}

#[tokio::test]
#[ignore = "needs httpbin: tests/live/httpbin.sh"]
async fn the_query_in_every_style() {
    let client = client();
    let request = Query {
        page: None,
        tag: vec!["a", "b&c=d", "é +%"],
        ids: vec![7, 9],
        piped: vec!["x", "y"],
        spaced: vec!["x", "y"],
        list: vec![1, 2],
        filter: Filter {
            owner: "ann",
            size: None,
        },
        more: BTreeMap::from([("extra", 1)]),
        order: Some(Order::NewestFirst),
        archived: true,
    };
    assert!(request.archived.is_set());
    let echo = request.call(&client).await.unwrap();
    let expected = json!({
        "version": "2024-01-01",
        "tag": ["a", "b&c=d", "é +%"],
        "id__in": "7,9",
        "piped": "x|y",
        "spaced": "x y",
        "list[]": ["1", "2"],
        "filter[owner]": "ann",
        "extra": "1",
        "order": "newest-first",
        "archived": "",
    });
    assert_eq!(json!(echo.args), expected);
}

#[endpoint(GET, "/get?<page>", 200 => Echo)]
struct Sparse {
    page: Option<u32>,
    #[query]
    tag: Vec<String>,
    #[query]
    text: Option<String>,
}

#[tokio::test]
#[ignore = "needs httpbin: tests/live/httpbin.sh"]
async fn none_and_empty_lists_are_not_in_the_query() {
    let client = client();
    let echo = Sparse::new(vec![]).call(&client).await.unwrap();
    assert_eq!(echo.target(), "/get");
    let echo = Sparse::new(vec![]).page(2).text("").call(&client);
    assert_eq!(
        json!(echo.await.unwrap().args),
        json!({"page": "2", "text": ""})
    );
}

#[endpoint(GET, "/anything/<id>:show/<rest..>", 200 => Echo)]
struct Path<'a> {
    id: &'a str,
    rest: Vec<&'a str>,
}

#[tokio::test]
#[ignore = "needs httpbin: tests/live/httpbin.sh"]
async fn a_path_value_arrives_unchanged() {
    let client = client();
    let echo = Path::new("50% é?#;x", vec!["..a", "b c"])
        .call(&client)
        .await;
    // httpbin decodes characters that a path may contain unescaped.
    let target = echo.unwrap().target().to_owned();
    assert_eq!(target, "/anything/50%%20é%3F%23;x:show/..a/b%20c");
    let error = Path::new("..", vec![]).call(&client).await.unwrap_err();
    assert!(!error.maybe_sent(), "{error}");
}

#[endpoint(GET, "/headers", 200 => Headers { headers: BTreeMap<String, String> })]
struct ShowHeaders {
    #[header("X-Request-Mode")]
    mode: Option<&'static str>,
    #[header("X-Tag")]
    tags: Vec<u8>,
    #[secret]
    #[header("X-Token")]
    token: String,
}

#[tokio::test]
#[ignore = "needs httpbin: tests/live/httpbin.sh"]
async fn headers_of_the_client_the_request_and_the_call() {
    let builder = builder();
    let client = builder
        .user_agent("live/1")
        .default_header("X-Tenant", "default")
        .default_header("X-Request-Mode", "default")
        .build()
        .unwrap();
    let request = ShowHeaders::new(vec![1, 2], "t-1").mode("async");
    let call = request.call(&client).header("x-trace", "abc");
    let headers = call.await.unwrap().headers;
    let expected = [
        ("Accept", "application/json"),
        ("User-Agent", "live/1"),
        ("X-Tenant", "default"),
        ("X-Request-Mode", "async"),
        ("X-Token", "t-1"),
        ("X-Trace", "abc"),
    ];
    for (name, value) in expected {
        assert_eq!(headers[name], value);
    }
    assert_eq!(headers["X-Tag"].replace(' ', ""), "1,2");
    let headers = ShowHeaders::new(vec![], "t-1").call(&client).await.unwrap();
    assert_eq!(headers.headers["X-Request-Mode"], "default");
    assert!(!headers.headers.contains_key("X-Tag"));
}

#[derive(Debug, PartialEq, Serialize, serde::Deserialize)]
struct Owner {
    name: String,
    tags: Vec<String>,
}

macro_rules! with_body {
    ($($name:ident $method:ident $template:literal),*) => {$(
        #[endpoint($method, $template, 200 => Echo)]
        struct $name {
            owner: Owner,
            size: Option<u8>,
            note: Patch<String>,
            #[query]
            dry: bool,
        }
    )*};
}

with_body!(Post POST "/post", Put PUT "/put", Change PATCH "/patch", Anything PUT "/anything");

#[tokio::test]
#[ignore = "needs httpbin: tests/live/httpbin.sh"]
async fn json_round_trips() {
    let client = client();
    let owner = || Owner {
        name: "Ann \"é\" \u{1F600}".to_owned(),
        tags: vec!["x".to_owned()],
    };
    let note = Patch::<String>::Null;
    let echoes = [
        Post::new(owner(), true)
            .note(note.clone())
            .call(&client)
            .await,
        Put::new(owner(), true)
            .note(note.clone())
            .call(&client)
            .await,
        Change::new(owner(), true)
            .note(note.clone())
            .call(&client)
            .await,
        Anything::new(owner(), true).note(note).call(&client).await,
    ];
    for echo in echoes {
        let echo = echo.unwrap();
        assert_eq!(echo.json, json!({"owner": owner(), "note": null}));
        assert_eq!(echo.header("Content-Type"), Some("application/json"));
        assert_eq!(json!(echo.args), json!({"dry": "true"}));
    }
}

#[endpoint(DELETE, "/delete", 200 => Echo)]
struct Delete {
    #[query]
    force: Option<bool>,
}

#[endpoint(DELETE, "/anything/<id>", 200 => Echo)]
struct DeleteWithBody {
    id: u8,
    #[body]
    reason: BTreeMap<&'static str, u8>,
}

#[endpoint(POST, "/anything", 200 => Echo)]
struct Nothing;

#[endpoint(TRACE, "/anything", 200 => Echo)]
struct Trace;

#[tokio::test]
#[ignore = "needs httpbin: tests/live/httpbin.sh"]
async fn methods_with_a_body_and_without() {
    let client = client();
    let echo = Delete::new().force(true).call(&client).await.unwrap();
    assert_eq!(
        (echo.target(), echo.data.as_str()),
        ("/delete?force=true", "")
    );
    let echo = DeleteWithBody::new(7, BTreeMap::from([("why", 1)]));
    let echo = echo.call(&client).await.unwrap();
    assert_eq!(
        (echo.method.as_str(), &echo.json),
        ("DELETE", &json!({"why": 1}))
    );
    let echo = Nothing::new().call(&client).await.unwrap();
    assert_eq!((echo.method.as_str(), echo.data.as_str()), ("POST", ""));
    assert_eq!(echo.header("Content-Type"), None);
    let echo = Trace::new().call(&client).await.unwrap();
    assert_eq!(echo.method, "TRACE");
}
