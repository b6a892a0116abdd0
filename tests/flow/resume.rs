//! Server-sent events that resume after the connection ends.

use std::time::{Duration, Instant};

use callpoint::codec::Text;
use callpoint::{Events, StreamError, TransportErrorKind, endpoint};

use crate::client;
use callpoint_test_support::script::{Script, ScriptedResponse};

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

/// A connection that ends properly after these events.
fn ended(events: &str) -> String {
    format!("{HEAD}\r\n{events}")
}

/// A connection that is interrupted after these events.
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

async fn notes<A: Into<ScriptedResponse>>(
    responses: impl IntoIterator<Item = A>,
) -> (Vec<Result<String, StreamError>>, Script) {
    let server = Script::start(responses).await;
    let request = GetNotes::new("a b", "fast");
    let events = request.call(&client(&server.base)).await.unwrap();
    (all(events).await, server)
}

#[endpoint(GET, "/search", 200 => Events<String, Text> as Sse)]
struct Search {
    #[body]
    topics: [u16; 2],
}

#[tokio::test]
async fn it_resumes_with_the_body() {
    let server =
        Script::start([ended("retry: 1\nid: 1\ndata: a\n\n"), NO_CONTENT.to_owned()]).await;
    let events = Search::new([1, 2])
        .call(&client(&server.base))
        .await
        .unwrap();
    assert_eq!(texts(all(events).await), ["1|a"]);
    let bodies: Vec<_> = server.received().iter().map(|it| it.body.clone()).collect();
    assert_eq!(bodies, [&b"[1,2]"[..], b"[1,2]"]);
}

fn ids(server: &Script) -> Vec<Option<String>> {
    let received = server.received();
    let id = |message: &callpoint_test_support::script::Message| {
        message.header("last-event-id").map(str::to_owned)
    };
    received.iter().map(id).collect()
}

fn texts(events: Vec<Result<String, StreamError>>) -> Vec<String> {
    events.into_iter().map(Result::unwrap).collect()
}

#[tokio::test]
async fn it_resumes_after_an_interrupted_connection() {
    let (events, server) = notes([
        broken("retry: 1\nid: 1\ndata: a\n\nid: 2\ndata: b\n\nid: 3\ndata: cut"),
        ended("data: c\n\nid: 4\ndata: d\n\n"),
        NO_CONTENT.to_owned(),
    ])
    .await;
    // The id of an interrupted event does not count.
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

/// The id is sent as it was received, in UTF-8 (WHATWG HTML, section 9.2.4).
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

/// A stream cannot resume from an id that is invalid in a header, and the end of the connection must not look like the end of the stream.
#[tokio::test]
async fn an_id_that_cannot_be_sent() {
    let first = "retry: 1\nid: \u{1}\ndata: a\n\n";
    let (mut events, server) = notes([broken(first), NO_CONTENT.to_owned()]).await;
    let error = events.pop().unwrap().unwrap_err();
    assert!(
        error.to_string().contains("the stream was interrupted"),
        "{error}"
    );
    assert_eq!(texts(events), ["\u{1}|a"]);
    assert_eq!(server.received().len(), 1);
}

#[tokio::test]
async fn the_delay_that_the_server_requests() {
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
            .starts_with("GET /notes?<topic>: the stream was interrupted"),
        "{error}"
    );
    assert_eq!(texts(events), ["1|a"]);
}

#[tokio::test]
async fn an_event_resets_the_count() {
    let one = |id: u32| broken(&format!("retry: 1\nid: {id}\ndata: a\n\n"));
    let responses = [
        one(1),
        broken(""),
        broken(""),
        one(2),
        broken(""),
        broken(""),
        one(3),
    ];
    let responses = responses.into_iter().chain([NO_CONTENT.to_owned()]);
    let (events, server) = notes(responses).await;
    assert_eq!(texts(events), ["1|a", "2|a", "3|a"]);
    assert_eq!(server.received().len(), 8);
}

/// Nothing listens at that port any more.
#[tokio::test]
async fn a_failed_connection_counts_too() {
    let listener = Script::start([ended("retry: 1\nid: 1\ndata: a\n\n")]).await;
    let request = GetNotes::new("t", "m");
    let mut events = request.call(&client(&listener.base)).await.unwrap();
    assert_eq!(events.next().await.unwrap().unwrap().data, "a");
    drop(listener);
    let mut rest = all(events).await;
    let error = rest.pop().unwrap().unwrap_err();
    assert!(rest.is_empty());
    assert!(
        error.to_string().contains("could not be resumed"),
        "{error}"
    );
    let source = std::error::Error::source(&error).unwrap().to_string();
    assert_eq!(source, "GET /notes?<topic>: no connection");
    assert_eq!(error.kind(), Some(TransportErrorKind::Connect));
}

#[tokio::test]
async fn what_ends_it() {
    let first = || ended("retry: 1\nid: 1\ndata: a\n\n");
    let (events, server) = notes([first(), NO_CONTENT.to_owned(), first()]).await;
    assert_eq!((texts(events).len(), server.received().len()), (1, 2));
    // Without an id the server could only start over.
    let (events, server) = notes([ended("retry: 1\ndata: a\n\n"), first()]).await;
    assert_eq!((texts(events).len(), server.received().len()), (1, 1));
    // An empty id resets it.
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

/// A page in place of the continued stream is not its end.
#[tokio::test]
async fn another_media_type_when_resuming() {
    let first = ended("retry: 1\nid: 1\ndata: a\n\n");
    let page =
        "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\nconnection: close\r\n\r\n<p>Log in</p>";
    let (mut events, server) = notes([&first, page, page, page].map(str::to_owned)).await;
    let error = events.pop().unwrap().unwrap_err();
    let failure = error.failure().unwrap().to_string();
    assert_eq!(failure, "expected text/event-stream, got text/html");
    assert!(
        error.to_string().contains("item 2 does not match"),
        "{error}"
    );
    assert_eq!((texts(events).len(), server.received().len()), (1, 4));
}

#[tokio::test]
async fn a_post_is_never_repeated() {
    for response in [
        ended("retry: 1\nid: 1\ndata: a\n\n"),
        broken("retry: 1\nid: 1\ndata: a\n\n"),
    ] {
        let server = Script::start([response, NO_CONTENT.to_owned()]).await;
        let events = PostNotes::new().call(&client(&server.base)).await.unwrap();
        let events = all(events).await;
        assert_eq!(events[0].as_ref().unwrap(), "1|a");
        assert_eq!(server.received().len(), 1);
    }
}

/// Whatever time a server asks for, the idle timeout bounds the wait.
#[tokio::test]
async fn a_server_does_not_decide_how_long_the_client_waits() {
    let limit = Duration::from_secs(20);
    for first in [
        ended("retry: 31536000000\nid: 1\ndata: a\n\n"),
        broken("retry: 18446744073709551615\nid: 1\ndata: a\n\n"),
        // The time of an event that was not completed.
        ended("id: 1\ndata: a\n\nretry: 31536000000\ndata: cut"),
    ] {
        let server = Script::start([first, NO_CONTENT.to_owned()]).await;
        let client = callpoint::Client::builder(&server.base);
        let client = client
            .idle_timeout(Duration::from_millis(50))
            .build()
            .unwrap();
        let events = GetNotes::new("t", "m").call(&client).await.unwrap();
        let events = tokio::time::timeout(limit, all(events)).await;
        assert_eq!(texts(events.expect("it waits for the server")), ["1|a"]);
        assert_eq!(server.received().len(), 2);
    }
    // The same of `Retry-After`: the error comes at once.
    let busy = "HTTP/1.1 503 Service Unavailable\r\nconnection: close\r\nretry-after: 31536000\r\ncontent-length: 0\r\n\r\n";
    let events = notes([ended("retry: 1\nid: 1\ndata: a\n\n"), busy.to_owned()]);
    let (mut events, _) = tokio::time::timeout(limit, events)
        .await
        .expect("it waits for the server");
    let error = events.pop().unwrap().unwrap_err();
    assert!(
        error.to_string().contains("could not be resumed"),
        "{error}"
    );
    // It was another response.
    assert_eq!(error.kind(), None);
}
