//! XML requests and responses.

use callpoint::{Endpoint, Error, endpoint};
use serde::{Deserialize, Serialize};

use crate::client;
use crate::{request, response, wire};
use callpoint_test_support::script::Script;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename = "feed")]
struct Feed {
    #[serde(rename = "@version")]
    version: u8,
    title: String,
    #[serde(rename = "entry", default)]
    entries: Vec<Entry>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Entry {
    #[serde(rename = "@id")]
    id: u32,
    #[serde(rename = "$text")]
    text: String,
}

#[endpoint(POST, "/feeds", 200 => Feed as Xml, 400 => Wrong(FeedError as Xml))]
struct SendFeed {
    #[body(Xml)]
    feed: Feed,
}

#[derive(Debug, Deserialize)]
struct FeedError {
    code: u8,
}

#[endpoint(PUT, "/notes/<id>", body = Xml, 204 => ())]
struct PutNote {
    id: u8,
    title: String,
    #[serde(rename = "subTitle")]
    sub_title: Option<String>,
    tag: Vec<u8>,
}

fn feed() -> Feed {
    Feed {
        version: 2,
        title: "a < b & \"c\" é".to_owned(),
        entries: vec![
            Entry {
                id: 1,
                text: "one".to_owned(),
            },
            Entry {
                id: 2,
                text: "<two>".to_owned(),
            },
        ],
        note: None,
    }
}

#[tokio::test]
async fn a_feed_round_trips() {
    let written = request(&SendFeed::new(feed()));
    assert_eq!(written.headers()["content-type"], "application/xml");
    assert_eq!(written.headers()["accept"], "application/xml");
    let text = std::str::from_utf8(written.body().as_bytes().unwrap()).unwrap();
    let expected = "<feed version=\"2\"><title>a &lt; b &amp; \"c\" é</title><entry id=\"1\">one</entry><entry id=\"2\">&lt;two&gt;</entry></feed>";
    assert_eq!(text, expected);
    let server = Script::start([wire("200 OK", "content-type: application/xml\r\n", text)]).await;
    let read = SendFeed::new(feed())
        .call(&client(&server.base))
        .await
        .unwrap();
    assert_eq!(read, feed());
    assert_eq!(server.received()[0].body, expected.as_bytes());
}

#[test]
fn xml_as_servers_write_it() {
    let body = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- made by hand -->\n<feed version='3' xmlns=\"urn:x\">\n  <title><![CDATA[a & b]]></title>\n  <note/>\n  <other>1</other>\n</feed>\n";
    let read = SendFeed::from_http(response(200, &[], body)).unwrap();
    assert_eq!(
        (read.version, read.title.as_str(), read.entries.len()),
        (3, "a & b", 0)
    );
    assert_eq!(read.note.as_deref(), Some(""));
    let error =
        SendFeed::from_http(response(400, &[], "<error><code>7</code></error>")).unwrap_err();
    assert_eq!(error.api().unwrap().as_wrong().unwrap().code, 7);
}

#[test]
fn invalid_or_mismatching_xml() {
    let failure = |headers: &[(&str, &str)], body: &str| match SendFeed::from_http(response(
        200, headers, body,
    )) {
        Err(Error::Decode(error)) => (error.path().map(str::to_owned), error.failure().to_string()),
        other => panic!("{other:?}"),
    };
    let wrong = "<feed version=\"2\"><title>x</title><entry id=\"canary\">y</entry></feed>";
    let (path, text) = failure(&[], wrong);
    assert!(
        path.as_deref().is_some_and(|path| path.contains("entry")),
        "{path:?}"
    );
    assert!(!text.contains("canary"), "{text}");
    assert_eq!(
        failure(&[], "").1,
        "expected application/xml, got an empty body"
    );
    let html = [("content-type", "text/html")];
    assert_eq!(
        failure(&html, "no luck").1,
        "expected application/xml, got text/html"
    );
    for broken in ["<feed", "<feed version=\"2\"><title>x</feed>", "{}"] {
        failure(&[("content-type", "text/xml")], broken);
    }
}

#[test]
fn remaining_fields_form_the_body() {
    let note = PutNote::new(7, "a & b", vec![1, 2]).sub_title("c");
    let written = request(&note);
    let text = std::str::from_utf8(written.body().as_bytes().unwrap()).unwrap();
    let expected =
        "<PutNote><title>a &amp; b</title><subTitle>c</subTitle><tag>1</tag><tag>2</tag></PutNote>";
    assert_eq!(text, expected);
    let written = request(&PutNote::new(7, "", vec![]));
    let text = std::str::from_utf8(written.body().as_bytes().unwrap()).unwrap();
    assert_eq!(text, "<PutNote><title/></PutNote>");
}

#[endpoint(GET, "/tree", 200 => Tree as Xml)]
struct GetTree;

/// A recursive type.
#[derive(Debug, Deserialize)]
struct Tree {
    #[serde(default)]
    branch: Vec<Tree>,
}

/// A response may nest deeply, and the stack is limited.
#[test]
fn deep_nesting() {
    let nested = |name: &str, depth: usize| {
        let (open, close) = (format!("<{name}>"), format!("</{name}>"));
        format!("<tree>{}{}</tree>", open.repeat(depth), close.repeat(depth))
    };
    let read = |body: String| GetTree::from_http(response(200, &[], &body));
    assert_eq!(read(nested("branch", 50)).unwrap().branch.len(), 1);
    // Undeclared elements are skipped at any depth.
    assert!(read(nested("stone", 100_000)).unwrap().branch.is_empty());
    let error = read(nested("branch", 100_000)).unwrap_err();
    assert!(matches!(error, Error::Decode(_)), "{error:?}");
}
