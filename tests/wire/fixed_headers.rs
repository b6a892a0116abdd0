//! Header fields that are the same in each request: `header = "X-Version: 2"`.

use callpoint::meta::FixedHeader;
use callpoint::{Client, Endpoint, api, endpoint};
use callpoint_testing::MockTransport;

use crate::sent;

#[endpoint(POST, "/",
    header = "X-Amz-Target: DynamoDB_20120810.GetItem",
    header = "accept:application/x-amz-json-1.0",
    body = Json("application/x-amz-json-1.0"),
)]
struct GetItem {
    table: String,
    #[header("X-Trace")]
    trace: Option<String>,
}

#[api(header = "X-Version: 2", header = "x-client: a, \"b\"")]
mod versioned {
    use callpoint::endpoint;

    #[endpoint(GET, "/plain")]
    pub(super) struct Plain;

    #[endpoint(GET, "/newer", header = "x-version: 3")]
    pub(super) struct Newer;
}

#[test]
fn each_request_has_them() {
    let cases = [
        (
            sent(&GetItem::new("t")),
            "POST /\naccept: application/x-amz-json-1.0\ncontent-type: application/x-amz-json-1.0\n\
             x-amz-target: DynamoDB_20120810.GetItem\n\n{\"table\":\"t\"}",
        ),
        (
            sent(&GetItem::new("t").trace("7")),
            "POST /\naccept: application/x-amz-json-1.0\ncontent-type: application/x-amz-json-1.0\n\
             x-amz-target: DynamoDB_20120810.GetItem\nx-trace: 7\n\n{\"table\":\"t\"}",
        ),
        (
            sent(&versioned::Plain),
            "GET /plain\naccept: */*\nx-client: a, \"b\"\nx-version: 2\n\n",
        ),
        (
            sent(&versioned::Newer),
            "GET /newer\naccept: */*\nx-client: a, \"b\"\nx-version: 3\n\n",
        ),
    ];
    for (got, expected) in cases {
        assert_eq!(got, expected);
    }
}

#[test]
fn the_metadata_has_them() {
    assert_eq!(
        versioned::Newer::META.headers,
        [
            FixedHeader::new("x-client", "a, \"b\""),
            FixedHeader::new("x-version", "3")
        ]
    );
    assert_eq!(versioned::ENDPOINTS[0].headers.len(), 2);
    let file = callpoint_documents::http_file(versioned::ENDPOINTS).to_string();
    assert!(
        file.contains("\nx-version: 2\n") && file.contains("\nx-version: 3\n"),
        "{file}"
    );
}

/// A default of the client's is no second value.
#[tokio::test]
async fn a_default_header_does_not_replace_them() {
    let mock = MockTransport::new();
    mock.on::<versioned::Plain>()
        .when(|request| request.header("x-version") == Some("2"))
        .reply_raw(http::Response::new("ok"));
    let client = Client::builder("https://api.example.com").transport(mock.clone());
    let client = client.default_header("x-version", "1").build().unwrap();
    versioned::Plain.call(&client).await.unwrap();
    let requests = mock.requests::<versioned::Plain>();
    let values = requests[0].headers().get_all("x-version").iter();
    assert_eq!(values.collect::<Vec<_>>(), ["2"]);
}
