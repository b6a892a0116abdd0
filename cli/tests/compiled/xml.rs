//! What is read from XML and written to it: attributes, lists with and without an element around them, and names of elements.

use callpoint::{BaseUrl, Endpoint as _, Error};
use http::Response;

use crate::xml_openapi::feeds::{GetFeed, GetFeedError, PutFeed, PutFeedOutput};
use crate::xml_openapi::{FeedXmlStatus, NewFeed, NewFeedTags};

fn response(status: u16, body: &str) -> Response<callpoint::Bytes> {
    let response = Response::builder().status(status).header("etag", "\"7\"");
    let response = response.header("content-type", "application/xml");
    response.body(body.to_owned().into()).unwrap()
}

const FEED: &str = r#"<?xml version="1.0"?>
<feed xmlns="urn:feeds" id="3">
  <Title>A &amp; B</Title>
  <status>paused</status>
  <list><entry><at>today</at><isRead>true</isRead><parent><at>then</at></parent></entry><entry><at>now</at></entry></list>
  <tag>a</tag><tag>b</tag>
  <scores>1.5</scores>
  <unknown><deep>1</deep></unknown>
  <About><at>here</at></About>
</feed>"#;

#[test]
fn a_document_is_read() {
    let feed = GetFeed::from_http(response(200, FEED)).unwrap();
    assert_eq!(feed.e_tag.as_deref(), Some("\"7\""));
    let feed = feed.body;
    assert_eq!((feed.id, feed.title.as_deref()), (3, Some("A & B")));
    assert_eq!(feed.status, FeedXmlStatus::Unknown("paused".to_owned()));
    let [first, second] = feed.entries.entry.as_slice() else {
        panic!("two entries")
    };
    assert_eq!((first.at.as_str(), first.is_read), ("today", Some(true)));
    assert_eq!(first.parent.as_ref().unwrap().at, "then");
    assert!(second.parent.is_none());
    assert_eq!(feed.tags, ["a", "b"]);
    assert_eq!(feed.scores, [1.5]);
    assert_eq!(feed.about.unwrap().at, "here");
    // Nothing of what can be absent.
    let least = "<feed id='1'><status>open</status><list/></feed>";
    let feed = GetFeed::from_http(response(200, least)).unwrap().body;
    assert!(feed.tags.is_empty() && feed.entries.entry.is_empty() && feed.about.is_none());
}

#[test]
fn errors_and_lists_are_read() {
    let fault = "<Fault><Code>gone</Code><Host>h</Host></Fault>";
    let Err(Error::Api(error)) = GetFeed::from_http(response(404, fault)) else {
        panic!("a declared error")
    };
    assert!(
        matches!(&error.body, GetFeedError::Rejected(fault) if fault.code.as_deref() == Some("gone"))
    );
    let Err(Error::Api(error)) = GetFeed::from_http(response(500, "<any/>")) else {
        panic!("a declared error")
    };
    assert!(matches!(&error.body, GetFeedError::InternalServerError(text) if text == "<any/>"));
    let feeds = format!("<feeds>{}</feeds>", FEED.split_once('\n').unwrap().1);
    let PutFeedOutput::Accepted(feeds) = PutFeed::from_http(response(202, &feeds)).unwrap() else {
        panic!("all feeds")
    };
    assert_eq!(feeds.feed[0].id, 3);
}

#[test]
fn a_document_is_written() {
    let base = BaseUrl::parse("https://h").unwrap();
    let body = NewFeed {
        title: "<T>".to_owned(),
        lang: Some("en".to_owned()),
        tags: Some(NewFeedTags {
            tag: vec!["a".to_owned(), "b".to_owned()],
        }),
        links: vec!["x".to_owned(), "y".to_owned()],
    };
    let request = PutFeed::new(3, body).to_http(&base).unwrap();
    assert_eq!(request.headers()["content-type"], "text/xml");
    let sent = std::str::from_utf8(request.body().as_bytes().unwrap()).unwrap();
    assert_eq!(
        sent,
        r#"<new-feed lang="en"><title>&lt;T&gt;</title><tags><tag>a</tag><tag>b</tag></tags><link>x</link><link>y</link></new-feed>"#
    );
}
