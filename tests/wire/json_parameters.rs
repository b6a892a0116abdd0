//! JSON in a query parameter: `#[query(Json)]`.

use callpoint::meta::{FieldLocation, QueryStyle};
use callpoint::{BuildErrorKind, Client, Endpoint, endpoint};
use callpoint_testing::MockTransport;
use serde::Serialize;
use serde_json::{Value, json};

use crate::{build_error, target};

#[derive(Clone, Serialize)]
struct Filter {
    status: &'static str,
    sizes: Vec<u8>,
    name: Option<&'static str>,
}

#[endpoint(GET, "/j?<where_>", 200 => ())]
struct Search<'a, T: Serialize> {
    #[query(Json)]
    where_: T,
    #[query("sort[by]", Json)]
    sort: Option<Vec<&'a str>>,
    #[query(Json)]
    #[secret]
    key: Option<&'a str>,
}

#[endpoint(GET, "/j")]
struct Number {
    #[query(Json)]
    of: f64,
}

#[test]
fn the_value_is_one_pair() {
    let filter = Filter {
        status: "new & old",
        sizes: vec![1, 2],
        name: None,
    };
    let cases = [
        (
            target(&Search::new(filter)),
            "/j?where_=%7B%22status%22%3A%22new%20%26%20old%22%2C%22sizes%22%3A%5B1%2C2%5D%2C%22name%22%3Anull%7D",
        ),
        (target(&Search::new("a=b&c")), "/j?where_=%22a%3Db%26c%22"),
        (
            target(&Search::new(()).sort(vec!["x", "y"])),
            "/j?where_=null&sort%5Bby%5D=%5B%22x%22%2C%22y%22%5D",
        ),
        (target(&Number::new(1.0)), "/j?of=1.0"),
    ];
    for (got, expected) in cases {
        assert_eq!(got, expected);
    }
}

#[test]
fn what_json_cannot_hold_is_an_error() {
    let maps = Search::new(std::collections::BTreeMap::from([((1, 2), 3)]));
    let error = build_error(&maps);
    assert_eq!(
        (error.kind(), error.name()),
        (BuildErrorKind::Unformattable, "where_")
    );
}

#[tokio::test]
async fn everything_knows_it() {
    type Any = Search<'static, Value>;
    assert_eq!(
        Any::META.parameters[1].location,
        FieldLocation::Query(QueryStyle::ApplicationJson)
    );
    let mock = MockTransport::new();
    mock.on::<Any>().reply(());
    let client = Client::builder("https://api.example.com").transport(mock.clone());
    let client = client.build().unwrap();
    let search = Any::new(json!({"a": [1]})).key("canary");
    search.call(&client).await.unwrap();
    let request = mock.requests::<Any>().remove(0);
    assert_eq!(request.query("where_"), [r#"{"a":[1]}"#]);
    assert!(!format!("{request:?}").contains("canary"));
    let curl = client.curl(&search).unwrap().to_string();
    let shown = curl.replace("%7B%22a%22%3A%5B1%5D%7D", "{a}");
    assert!(shown.contains("where_={a}&key=***"), "{curl}");
}
