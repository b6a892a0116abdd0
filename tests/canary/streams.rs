//! Streaming responses, and a raw response.

use std::fmt::Write as _;

use callpoint::{
    ByteStream, Client, Events, JsonLines, RawResponse, RetryPolicy, StreamError, endpoint,
};

use crate::outputs::{self, Outputs};
use crate::server::Server;
use crate::situations::{Scenario, Situation, response};
use crate::transport;

#[endpoint(GET, "/stream", 200 => JsonLines<u8> as NdJson)]
struct Lines;

#[endpoint(GET, "/stream", 200 => Events<u8> as Sse)]
struct Listen;

#[endpoint(GET, "/stream", 200 => ByteStream as Stream)]
struct Download;

#[endpoint(GET, "/stream")]
struct Raw;

/// How many situations there are.
pub(crate) const COUNT: usize = 8;

fn shown(error: &StreamError) -> String {
    let mut text = format!("{error} {error:#} {error:?} {error:#?}");
    let mut next = std::error::Error::source(error);
    while let Some(source) = next {
        write!(text, " {source} {source:#} {source:?} {source:#?}").unwrap();
        next = source.source();
    }
    text
}

pub(crate) async fn all(outputs: &mut Outputs) {
    let server = Server::start().await;
    let builder = Client::builder(&server.base).retry(RetryPolicy::none());
    let builder = builder.transport(transport(outputs.is_lean));
    let client = builder.bearer_token("canary-token").build().unwrap();
    let say = |headers: &str, body: &str, cut: usize| {
        let mut response = response("200 canary", headers, body);
        response.truncate(response.len() - cut);
        let (name, expected) = ("a stream", String::new());
        let scenario = Scenario::Response(response);
        server.set(&Situation {
            name,
            expected,
            scenario,
        });
    };
    let gzip = "content-encoding: gzip\r\n";
    for (name, headers, body, cut) in [
        ("a string instead of a number", "", "1\n\"canary\"\n", 0),
        ("invalid JSON", "", "1\ncanary\n", 0),
        ("an incomplete line", "", "1\n\"canary\"\n", 3),
        (
            "a body that is not compressed",
            gzip,
            "canary, not compressed",
            0,
        ),
    ] {
        say(headers, body, cut);
        outputs.enter("lines", name);
        let mut lines = Lines.call(&client).await.unwrap();
        outputs.look("stream", &format!("{lines:?} {lines:#?}"));
        let error = loop {
            if let Err(error) = lines.next().await.expect("an error") {
                break error;
            }
        };
        outputs.look("error", &shown(&error));
        outputs.look("panic", &outputs::panic_of(Err::<(), _>(error)));
    }
    for (name, body) in [
        ("a string instead of a number", "data: \"canary\"\n\n"),
        (
            "invalid JSON",
            "event: canary\nid: canary\ndata: canary\n\n",
        ),
    ] {
        say("content-type: text/event-stream\r\n", body, 0);
        outputs.enter("events", name);
        let mut events = Listen.call(&client).await.unwrap();
        let error = events.next().await.expect("an error").unwrap_err();
        outputs.look("stream", &format!("{events:?} {events:#?}"));
        outputs.look("error", &shown(&error));
        outputs.look("panic", &outputs::panic_of(Err::<(), _>(error)));
    }
    say("", "canary canary", 3);
    outputs.enter("bytes", "half a body");
    let mut download = Download.call(&client).await.unwrap();
    outputs.look("stream", &format!("{download:?} {download:#?}"));
    let error = loop {
        if let Err(error) = download.next().await.expect("an error") {
            break error;
        }
    };
    outputs.look("error", &shown(&error));
    outputs.look("panic", &outputs::panic_of(Err::<(), _>(error)));

    say("", "canary canary", 0);
    outputs.enter("bytes", "unchanged");
    let raw: RawResponse = Raw.call(&client).await.unwrap();
    assert_eq!(raw.body(), "canary canary");
    outputs.look("raw response", &format!("{raw:?} {raw:#?}"));
    let full = client.call_with_response(&Raw).await.unwrap();
    outputs.look("response", &format!("{full:?} {full:#?}"));
}
