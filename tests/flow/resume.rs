//! Server-sent events that go on after the end of a connection.

use std::time::{Duration, Instant};

use callpoint::codec::Text;
use callpoint::{Events, StreamError, endpoint};

use crate::client;
use crate::script::{Answer, Script};

type Notes = Events<String, Text>;

#[endpoint(GET, "/notes?<topic>", 200 => Events<String, Text> as Sse)]
struct GetNotes {
    topic: &'static str,
    #[header("x-mode")]
    mode: &'static str,
}

#[endpoint(POST, "/notes", 200 => Events<String, Text> as Sse)]
struct PostNotes;

const HEAD: &str = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n";
const NO_CONTENT: &str = "HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n";

/// A connection that ends well after these events.
fn ended(events: &str) -> String {
    format!("{HEAD}\r\n{events}")
}

/// A connection that breaks off after these events.
fn broken(events: &str) -> String {
    format!("{HEAD}content-length: 10000\r\n\r\n{events}")
}

async fn all(mut events: Notes) -> Vec<Result<String, StreamError>> {
    let mut all = Vec::new();
    while let Some(event) = events.next().await {
        all.push(event.map(|event| format!("{}|{}", event.id, event.data)));
        assert!(all.len() < 100, "it does not end");
    }
    assert!(events.next().await.is_none());
    all
}

async fn notes<A: Into<Answer>>(
    answers: impl IntoIterator<Item = A>,
) -> (Vec<Result<String, StreamError>>, Script) {
    let server = Script::start(answers).await;
    let request = GetNotes::new("a b", "fast");
    let events = request.call(&client(&server.base)).await.unwrap();
    (all(events).await, server)
}

fn ids(server: &Script) -> Vec<Option<String>> {
    let received = server.received();
    let id = |message: &crate::script::Message| message.header("last-event-id").map(str::to_owned);
    received.iter().map(id).collect()
}

fn texts(events: Vec<Result<String, StreamError>>) -> Vec<String> {
    events.into_iter().map(Result::unwrap).collect()
}

#[tokio::test]
async fn after_a_broken_connection_it_goes_on() {
    let (events, server) = notes([
        broken("retry: 1\nid: 1\ndata: a\n\nid: 2\ndata: b\n\nid: 3\ndata: cut"),
        ended("data: c\n\nid: 4\ndata: d\n\n"),
        NO_CONTENT.to_owned(),
    ])
    .await;
    // The id of an event that broke off is not that of an event that came.
    assert_eq!(
        ids(&server),
        [None, Some("2".to_owned()), Some("4".to_owned())]
    );
    assert_eq!(texts(events), ["1|a", "2|b", "2|c", "4|d"]);
    for message in server.received() {
        assert_eq!(message.target(), "/notes?topic=a%20b");
        assert_eq!(message.header("x-mode"), Some("fast"));
        assert_eq!(message.header("accept"), Some("text/event-stream"));
    }
}

/// The id is sent as it came, in UTF-8 (WHATWG HTML, section 9.2.4).
#[tokio::test]
async fn an_id_may_be_any_text() {
    for id in ["é", "a b", "{\"n\":1}"] {
        let (events, server) = notes([
            ended(&format!("retry: 1\nid: {id}\ndata: a\n\n")),
            NO_CONTENT.to_owned(),
        ])
        .await;
        assert_eq!(texts(events), [format!("{id}|a")]);
        assert_eq!(ids(&server), [None, Some(id.to_owned())], "{id}");
    }
}

/// An id that no header can carry is none to go on from, and the end of the connection must not be taken for that of the stream.
#[tokio::test]
async fn an_id_that_cannot_be_sent() {
    let first = "retry: 1\nid: \u{1}\ndata: a\n\n";
    let (mut events, server) = notes([broken(first), NO_CONTENT.to_owned()]).await;
    let error = events.pop().unwrap().unwrap_err();
    assert!(
        error.to_string().contains("the stream broke off"),
        "{error}"
    );
    assert_eq!(texts(events), ["\u{1}|a"]);
    assert_eq!(server.received().len(), 1);
}

#[tokio::test]
async fn the_pause_that_the_server_asks_for() {
    let start = Instant::now();
    let (events, server) = notes([
        ended("retry: 120\nid: 1\ndata: a\n\n"),
        NO_CONTENT.to_owned(),
    ])
    .await;
    assert!(start.elapsed() >= Duration::from_millis(120));
    assert_eq!(texts(events), ["1|a"]);
    assert_eq!(server.received().len(), 2);
}

#[tokio::test]
async fn it_gives_up_after_three() {
    let (mut events, server) = notes([
        broken("retry: 1\nid: 1\ndata: a\n\n"),
        broken(""),
        broken(": only a comment\n"),
        broken(""),
        ended("data: too late\n\n"),
    ])
    .await;
    assert_eq!(server.received().len(), 4, "{:?}", ids(&server));
    let error = events.pop().unwrap().unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("GET /notes?<topic>: the stream broke off"),
        "{error}"
    );
    assert_eq!(texts(events), ["1|a"]);
}

#[tokio::test]
async fn an_event_begins_the_count_anew() {
    let one = |id: u32| broken(&format!("retry: 1\nid: {id}\ndata: a\n\n"));
    let answers = [
        one(1),
        broken(""),
        broken(""),
        one(2),
        broken(""),
        broken(""),
        one(3),
    ];
    let answers = answers.into_iter().chain([NO_CONTENT.to_owned()]);
    let (events, server) = notes(answers).await;
    assert_eq!(texts(events), ["1|a", "2|a", "3|a"]);
    assert_eq!(server.received().len(), 8);
}

/// Nobody listens any more.
#[tokio::test]
async fn no_connection_counts_too() {
    let listener = Script::start([ended("retry: 1\nid: 1\ndata: a\n\n")]).await;
    let request = GetNotes::new("t", "m");
    let mut events = request.call(&client(&listener.base)).await.unwrap();
    assert_eq!(events.next().await.unwrap().unwrap().data, "a");
    drop(listener);
    let mut rest = all(events).await;
    let error = rest.pop().unwrap().unwrap_err();
    assert!(rest.is_empty());
    assert!(error.to_string().contains("did not go on"), "{error}");
    let source = std::error::Error::source(&error).unwrap().to_string();
    assert_eq!(source, "GET /notes?<topic>: no connection");
}

#[tokio::test]
async fn what_ends_it() {
    let first = || ended("retry: 1\nid: 1\ndata: a\n\n");
    let (events, server) = notes([first(), NO_CONTENT.to_owned(), first()]).await;
    assert_eq!((texts(events).len(), server.received().len()), (1, 2));
    // Without an id the server could only begin anew.
    let (events, server) = notes([ended("retry: 1\ndata: a\n\n"), first()]).await;
    assert_eq!((texts(events).len(), server.received().len()), (1, 1));
    // An empty id takes it back.
    let (events, server) = notes([
        ended("retry: 1\nid: 1\ndata: a\n\nid\ndata: b\n\n"),
        first(),
    ])
    .await;
    assert_eq!((texts(events).len(), server.received().len()), (2, 1));
    let gone = "HTTP/1.1 410 Gone\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";
    let (mut events, server) = notes([first(), gone.to_owned(), first()]).await;
    let error = events.pop().unwrap().unwrap_err();
    assert_eq!((texts(events).len(), server.received().len()), (1, 2));
    let source = std::error::Error::source(&error).unwrap().to_string();
    assert!(source.contains("410"), "{source}");
}

/// A page in the place of what should go on is not the end of it.
#[tokio::test]
async fn another_media_type_in_the_place_of_the_rest() {
    let first = ended("retry: 1\nid: 1\ndata: a\n\n");
    let page =
        "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\nconnection: close\r\n\r\n<p>Log in</p>";
    let (mut events, server) = notes([&first, page, page, page].map(str::to_owned)).await;
    let error = events.pop().unwrap().unwrap_err();
    let failure = error.failure().unwrap().to_string();
    assert_eq!(failure, "expected text/event-stream, got text/html");
    assert!(error.to_string().contains("item 2 is not what"), "{error}");
    assert_eq!((texts(events).len(), server.received().len()), (1, 4));
}

#[tokio::test]
async fn a_post_is_never_asked_again() {
    for answer in [
        ended("retry: 1\nid: 1\ndata: a\n\n"),
        broken("retry: 1\nid: 1\ndata: a\n\n"),
    ] {
        let server = Script::start([answer, NO_CONTENT.to_owned()]).await;
        let events = PostNotes::new().call(&client(&server.base)).await.unwrap();
        let events = all(events).await;
        assert_eq!(events[0].as_ref().unwrap(), "1|a");
        assert_eq!(server.received().len(), 1);
    }
}
