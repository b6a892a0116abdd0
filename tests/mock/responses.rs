//! The responses of rules.

use std::time::Duration;

use callpoint::pages::{Next, Paginate};
use callpoint::{Body, Bytes, Client, FromResponse, Response, RetryPolicy, endpoint};
use callpoint_testing::MockTransport;
use serde::Deserialize;
use serde_json::json;

use crate::{GetLink, UpdateLink, UpdateLinkError, client};

#[tokio::test]
async fn each_declared_status_is_decoded_as_its_type() {
    let mock = MockTransport::new();
    mock.on::<UpdateLink>()
        .when(|request| request.path("id") == Some("7"))
        .reply(json!({ "id": "7" }));
    mock.on::<UpdateLink>()
        .matching(&UpdateLink::new("8", "pw"))
        .status(400, json!([{ "code": "weak" }]));
    mock.on::<UpdateLink>()
        .status(428, json!({ "session": "s" }))
        .then()
        .header("retry-after", "7")
        .status(502, json!({ "title": "down" }))
        .then()
        .undeclared(418, "short and stout");
    let client = client(&mock);
    let update = |id: &str| UpdateLink::new(id, "pw").call(&client);
    assert_eq!(update("7").await.unwrap().id, "7");
    match update("8").await.unwrap_err().into_api().unwrap() {
        UpdateLinkError::Rejected(reasons) => assert_eq!(reasons[0].code, "weak"),
        other => panic!("{other:?}"),
    }
    let error = update("9").await.unwrap_err();
    assert_eq!(error.status().unwrap(), 428);
    assert!(error.api().unwrap().is_token_required());
    let error = update("9").await.unwrap_err();
    assert!(error.api().unwrap().is_down());
    assert_eq!(error.retry_after(), Some(Duration::from_secs(7)));
    for _ in 0..2 {
        let error = update("9").await.unwrap_err();
        assert_eq!(error.status().unwrap(), 418);
        assert_eq!(error.body().unwrap(), "short and stout");
    }
    assert_eq!(mock.calls::<UpdateLink>(), 6);
    assert_eq!(mock.calls::<GetLink>(), 0);
}

#[endpoint(GET, "/text", 200 => String as Text)]
struct GetText;

#[endpoint(GET, "/raw", 200 => Bytes as Raw)]
struct GetRaw;

#[endpoint(POST, "/token", 200 => Token as Form)]
struct GetToken;

#[endpoint(GET, "/feed", 200 => Token as Xml)]
struct GetFeed;

#[derive(Debug, PartialEq, Deserialize, serde::Serialize)]
struct Token {
    token: String,
}

#[endpoint(DELETE, "/links/<id>", 204 => ())]
struct DeleteLink {
    id: u32,
}

#[endpoint(HEAD, "/links/<id>", 200 => (), 404 => ())]
struct HasLink {
    id: u32,
}

#[endpoint(GET, "/maybe", 200 | 204 => Option<Token>)]
struct GetMaybe;

#[endpoint(GET, "/anything")]
struct Anything;

#[endpoint(GET, "/old", 3xx => ())]
struct Moved;

#[derive(Debug, FromResponse)]
struct Download {
    #[status]
    status: u16,
    #[header("x-pages")]
    pages: u32,
    #[body(Text)]
    content: String,
}

#[endpoint(GET, "/file", 206 | 200 => Download as Whole)]
struct GetFile;

#[derive(Debug, FromResponse)]
struct Quoted {
    #[body]
    content: String,
    #[header("etag")]
    tag: Option<String>,
}

#[endpoint(GET, "/quoted", 200 => Quoted as Whole)]
struct GetQuoted;

#[tokio::test]
async fn a_whole_response_is_encoded_by_the_codec_of_its_body() {
    let mock = MockTransport::new();
    mock.on::<GetQuoted>().reply("content");
    mock.on::<GetFile>().header("x-pages", "3").reply("content");
    let client = client(&mock);
    let quoted = client.call_with_response(&GetQuoted).await.unwrap();
    assert_eq!((&*quoted.content, &quoted.tag), ("content", &None));
    assert_eq!(quoted.headers()["content-type"], "application/json");
    let file = client.call_with_response(&GetFile).await.unwrap();
    assert_eq!(file.content, "content");
    assert_eq!(file.headers()["content-type"], "text/plain; charset=utf-8");
}

#[test]
fn the_metadata_says_what_a_whole_response_is_read_from() {
    use callpoint::Endpoint as _;
    use callpoint::meta::CodecId;

    let whole = |response: &callpoint::meta::ResponseMeta| {
        let whole = response.whole.unwrap();
        let headers = whole.headers.iter();
        let headers: Vec<_> = headers
            .map(|header| (header.name, header.type_name, header.required))
            .collect();
        (headers, whole.body.unwrap().id)
    };
    assert_eq!(
        whole(&GetFile::META.successes[0]),
        (vec![("x-pages", "u32", true)], CodecId::PlainText)
    );
    assert_eq!(
        whole(&GetQuoted::META.successes[0]),
        (
            vec![("etag", "Option<String>", false)],
            CodecId::ApplicationJson
        )
    );
}

#[tokio::test]
async fn by_every_codec() {
    let mock = MockTransport::new();
    let token = || Token {
        token: "a b".to_owned(),
    };
    mock.on::<GetText>().reply("text");
    mock.on::<GetRaw>()
        .reply_raw(http::Response::new(Bytes::from_static(b"\xff\x00")))
        .then()
        .reply("raw");
    mock.on::<GetToken>().reply(token());
    mock.on::<GetFeed>().reply(token());
    mock.on::<DeleteLink>().reply(());
    mock.on::<HasLink>().status(404, ());
    mock.on::<GetMaybe>().status(204, ()).then().reply(token());
    mock.on::<Anything>().reply(json!([1]));
    mock.on::<Moved>().header("location", "/new").reply(());
    mock.on::<GetFile>().header("x-pages", "3").reply("content");
    let client = client(&mock);
    assert_eq!(GetText.call(&client).await.unwrap(), "text");
    assert_eq!(&GetRaw.call(&client).await.unwrap()[..], b"\xff\x00");
    assert_eq!(&GetRaw.call(&client).await.unwrap()[..], b"raw");
    assert_eq!(GetToken.call(&client).await.unwrap(), token());
    assert_eq!(GetFeed.call(&client).await.unwrap(), token());
    let deleted = client
        .call_with_response(&DeleteLink::new(7))
        .await
        .unwrap();
    assert_eq!(deleted.status(), 204);
    assert!(
        HasLink::new(7)
            .call(&client)
            .await
            .unwrap_err()
            .api()
            .is_some()
    );
    assert_eq!(GetMaybe.call(&client).await.unwrap(), None);
    assert_eq!(GetMaybe.call(&client).await.unwrap(), Some(token()));
    let anything = Anything.call(&client).await.unwrap();
    assert_eq!(
        (anything.status().as_u16(), anything.body().as_ref()),
        (200, &b"[1]"[..])
    );
    assert_eq!(anything.headers()["content-type"], "application/json");
    let moved = client.call_with_response(&Moved).await.unwrap();
    assert_eq!(
        (moved.status().as_u16(), &moved.headers()["location"]),
        (300, &"/new".parse().unwrap())
    );
    let file = GetFile.call(&client).await.unwrap();
    assert_eq!(
        (file.status, file.pages, file.content.as_str()),
        (206, 3, "content")
    );
}

#[tokio::test]
async fn a_body_created_for_each_response() {
    let mock = MockTransport::new();
    let body = Body::from_fn(|| Body::from("repeated"));
    mock.on::<GetText>()
        .reply_raw(http::Response::new(body))
        .times(2);
    let client = client(&mock);
    for _ in 0..2 {
        assert_eq!(GetText.call(&client).await.unwrap(), "repeated");
    }
}

#[tokio::test]
async fn rules_are_tried_in_their_order_and_used_up() {
    let mock = MockTransport::new();
    mock.on::<GetText>().reply("first").times(2);
    mock.on::<GetText>()
        .reply("second")
        .then()
        .reply("third")
        .times(2)
        .then()
        .reply("last");
    mock.on::<GetText>().reply("never").optional();
    let client = client(&mock);
    let mut texts = Vec::new();
    for _ in 0..7 {
        texts.push(GetText.call(&client).await.unwrap());
    }
    assert_eq!(
        texts,
        ["first", "first", "second", "third", "third", "last", "last"]
    );
}

#[tokio::test]
async fn retries_are_calls_of_the_mock() {
    let mock = MockTransport::new();
    mock.on::<GetLink>()
        .status(503, "")
        .times(2)
        .then()
        .reply(json!({ "id": "7" }));
    let policy = RetryPolicy::default().initial_backoff(Duration::from_millis(1));
    let builder = Client::builder("https://api.example.com").retry(policy);
    let client = builder.transport(mock.clone()).build().unwrap();
    let link = client.call_with_response(&GetLink::new("7")).await.unwrap();
    assert_eq!((link.attempts(), mock.calls::<GetLink>()), (3, 3));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn concurrent_calls_each_get_one_response() {
    let mock = MockTransport::new();
    mock.on::<GetText>().reply("few").times(10);
    mock.on::<GetText>().reply("many").times(90);
    let client = client(&mock);
    let calls = (0..100).map(|_| tokio::spawn(GetText.call(&client)));
    let texts = futures_util::future::join_all(calls).await;
    let few = texts
        .into_iter()
        .filter(|text| text.as_ref().unwrap().as_ref().unwrap() == "few");
    assert_eq!((few.count(), mock.calls::<GetText>()), (10, 100));
}

#[endpoint(GET, "/links?<page>", 200 => Page { next: Option<String>, results: Vec<u64> })]
struct ListLinks {
    page: Option<u32>,
}

impl Paginate for ListLinks {
    type Item = u64;

    fn next(&self, page: &Response<Page>) -> Next<Self> {
        Next::link(page.next.as_deref())
    }

    fn items(page: Page) -> Vec<u64> {
        page.results
    }
}

#[tokio::test]
async fn pages_are_calls_too() {
    let mock = MockTransport::new();
    mock.on::<ListLinks>()
        .when(|request| request.query("page").is_empty())
        .reply(json!({ "next": "/v1/links?page=2", "results": [1, 2] }));
    mock.on::<ListLinks>()
        .matching(&ListLinks::new().page(2))
        .reply(json!({ "next": null, "results": [3] }));
    let mut items = client(&mock).pages(ListLinks::new()).items();
    let mut all = Vec::new();
    while let Some(item) = items.next().await {
        all.push(item.unwrap());
    }
    assert_eq!(all, [1, 2, 3]);
    assert_eq!(mock.requests::<ListLinks>()[1].query("page"), ["2"]);
}

#[endpoint(GET, "/people/<name>", 200 => T)]
struct GetPerson<'a, T> {
    name: &'a str,
    #[query(flag)]
    flag: bool,
    #[query(flatten)]
    filter: std::collections::BTreeMap<String, T>,
}

#[tokio::test]
async fn a_lifetime_and_a_type_parameter_are_supported() {
    let mock = MockTransport::new();
    let filter = || std::collections::BTreeMap::from([("age".to_owned(), 7)]);
    mock.on::<GetPerson<'_, u8>>()
        .when(|request| request.query("age") == ["7"] && request.query("flag").is_empty())
        .reply(7);
    let name = String::from("ann");
    let person = GetPerson::new(&name, false, filter());
    assert_eq!(person.call(&client(&mock)).await.unwrap(), 7);
}
