//! Lists in one path segment: `#[path(style = csv)]`, `label`, `matrix`.

use callpoint::meta::ListStyle;
use callpoint::{BuildErrorKind, Client, Endpoint, endpoint};
use callpoint_testing::MockTransport;

use crate::{build_error, target};

#[endpoint(GET, "/users/<ids>/names", 200 => ())]
struct Csv<'a> {
    #[path(style = csv)]
    ids: Vec<&'a str>,
}

#[endpoint(GET, "/map/v<at>", 200 => ())]
struct Label<'a> {
    #[path(style = label)]
    #[secret]
    at: &'a [&'a str],
}

#[endpoint(GET, "/map/<at>", 200 => ())]
struct Alone<'a> {
    #[path(style = label)]
    at: &'a str,
}

#[endpoint(GET, "/users<ids: Display>", 200 => ())]
struct Matrix {
    #[path(style = matrix)]
    ids: Vec<u8>,
}

#[test]
fn the_items_share_a_segment() {
    let cases = [
        (target(&Csv::new(vec!["1"])), "/users/1/names"),
        (
            target(&Csv::new(vec!["a/b", "..", "é;"])),
            "/users/a%2Fb,..,%C3%A9%3B/names",
        ),
        (target(&Label::new(&["1", "2.5"])), "/map/v.1,2.5"),
        (target(&Alone::new("7")), "/map/.7"),
        (target(&Matrix::new(vec![1, 2])), "/users;ids=1,2"),
    ];
    for (got, expected) in cases {
        assert_eq!(got, expected);
    }
}

#[test]
fn no_item_becomes_another_one_or_another_segment() {
    let cases = [
        (
            build_error(&Csv::new(vec!["1,2"])),
            BuildErrorKind::AmbiguousSegment,
        ),
        (build_error(&Csv::new(vec![])), BuildErrorKind::EmptyPath),
        (
            build_error(&Csv::new(vec!["1", ""])),
            BuildErrorKind::EmptyPath,
        ),
        (
            build_error(&Csv::new(vec![".."])),
            BuildErrorKind::DotSegment,
        ),
        (
            build_error(&Csv::new(vec!["a\n"])),
            BuildErrorKind::ControlCharacter,
        ),
        // The dot of the label counts.
        (build_error(&Alone::new(".")), BuildErrorKind::DotSegment),
        (build_error(&Matrix::new(vec![])), BuildErrorKind::EmptyPath),
    ];
    for (error, expected) in cases {
        assert_eq!(error.kind(), expected, "{error}");
    }
}

#[tokio::test]
async fn everything_knows_them() {
    assert_eq!(
        Matrix::META.parameters[0].list_style,
        Some(ListStyle::Matrix)
    );
    let mock = MockTransport::new();
    mock.on::<Matrix>()
        .when(|request| request.path("ids") == Some("1,2"))
        .reply(());
    let client = Client::builder("https://api.example.com").transport(mock);
    let client = client.build().unwrap();
    Matrix::new(vec![1, 2]).call(&client).await.unwrap();
    let curl = client
        .curl(&Label::new(&["canary", "canary"]))
        .unwrap()
        .to_string();
    assert!(
        curl.contains("/map/v.***,***") && !curl.contains("canary"),
        "{curl}"
    );
    let file = callpoint_documents::http_file(&[Matrix::META]).to_string();
    assert!(file.contains("/users;ids="), "{file}");
}
