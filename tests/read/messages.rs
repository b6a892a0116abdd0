//! The texts of errors: `{}`, `{:?}` and the chain of sources, without repetition.

use std::error::Error as StdError;

use callpoint::{BaseUrl, Endpoint, Error, TransportErrorKind, endpoint};

use crate::api::{CHALLENGE, HTML, PROBLEMS, UpdateLink, client, update};
use crate::{JSON, chain, response};
use callpoint_test_support::listener::{Listener, unused_port};

/// `{}`, `{:?}` and the texts of the sources.
fn texts<E: StdError + 'static>(error: &Error<E>) -> [String; 3] {
    let chain = chain(error);
    assert_eq!(chain[0], error.to_string());
    for (index, text) in chain.iter().enumerate() {
        let others = chain
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != index);
        assert!(
            others.clone().all(|(_, other)| !other.contains(text)),
            "said twice: {chain:#?}"
        );
    }
    [
        chain[0].clone(),
        format!("{error:?}"),
        chain[1..].join(" <- "),
    ]
}

#[test]
fn of_responses() {
    let shown = |status, content_type, body| {
        texts(&UpdateLink::from_http(response(status, content_type, body)).unwrap_err())
    };
    assert_eq!(
        shown(404, JSON, PROBLEMS),
        [
            "PUT /api/links/<id>/: 404 Not Found",
            "Api(PUT /api/links/<id>/: 404 Not Found: Rejected)",
            "Rejected"
        ]
    );
    assert_eq!(
        shown(428, JSON, CHALLENGE),
        [
            "PUT /api/links/<id>/: 428 Precondition Required",
            "Api(PUT /api/links/<id>/: 428 Precondition Required: TokenRequired)",
            "TokenRequired",
        ]
    );
    assert_eq!(
        shown(418, JSON, "{}"),
        [
            "PUT /api/links/<id>/: 418 I'm a teapot, a status that is not declared",
            "Unexpected(PUT /api/links/<id>/: 418 I'm a teapot, a status that is not declared)",
            "",
        ]
    );
    assert_eq!(
        shown(200, "text/html", HTML),
        [
            "PUT /api/links/<id>/: 200 OK, but the body does not match the declared type",
            "Decode(PUT /api/links/<id>/: 200 OK, but the body does not match the declared type: \
             expected application/json, got text/html)",
            "expected application/json, got text/html",
        ]
    );
    assert_eq!(
        shown(400, JSON, r#"[{"code":1}]"#),
        [
            "PUT /api/links/<id>/: 400 Bad Request, but the body does not match the declared type",
            "Decode(PUT /api/links/<id>/: 400 Bad Request, but the body does not match the declared type: \
             at [0].code: invalid type: integer, expected a string)",
            "at [0].code: invalid type: integer, expected a string",
        ]
    );
}

#[test]
fn of_a_status_without_a_name() {
    let error = UpdateLink::from_http(response(599, "", "")).unwrap_err();
    assert_eq!(
        error.to_string(),
        "PUT /api/links/<id>/: 599, a status that is not declared"
    );
}

#[test]
fn of_a_request_that_cannot_be_built() {
    let error = UpdateLink::new("..", "pw")
        .to_http(&BaseUrl::parse("https://h").unwrap())
        .unwrap_err();
    let error: Error<std::convert::Infallible> = error.into();
    let text =
        "PUT /api/links/<id>/: path parameter `id` makes a `.` or `..` segment; nothing was sent";
    assert_eq!(texts(&error), [text, &format!("Build({text})"), ""]);
}

#[tokio::test]
async fn of_a_call_without_a_response() {
    let error = update()
        .call(&client(&unused_port().await))
        .await
        .unwrap_err();
    let [text, debug, sources] = texts(&error);
    assert_eq!(text, "PUT /api/links/<id>/: no connection");
    assert!(
        debug.starts_with("Transport(PUT /api/links/<id>/: no connection: "),
        "{debug}"
    );
    assert!(
        sources.contains("refused") && debug.contains("refused"),
        "the cause is there: {sources}"
    );

    let listener = Listener::responding("garbage\r\n\r\n").await;
    let error = update().call(&client(&listener.base)).await.unwrap_err();
    let [text, debug, _] = texts(&error);
    assert_eq!(text, "PUT /api/links/<id>/: the response is not valid HTTP");
    assert!(
        debug.starts_with("Transport(PUT /api/links/<id>/: the response is not valid HTTP: "),
        "{debug}"
    );
    let Error::Transport(error) = error else {
        panic!("{error}")
    };
    assert_eq!(error.kind(), TransportErrorKind::InvalidMessage);
}

#[endpoint(GET, "/plain", 200 => u8)]
struct Plain;

#[test]
fn errors_are_small_send_and_sync() {
    fn assert_send_sync<T: Send + Sync + 'static>() {}
    assert_send_sync::<Error<<Plain as Endpoint>::Error>>();
    assert_send_sync::<Error<<UpdateLink as Endpoint>::Error>>();
    assert!(size_of::<Error<<UpdateLink as Endpoint>::Error>>() <= 2 * size_of::<usize>());
    let boxed: Box<dyn StdError + Send + Sync> = UpdateLink::from_http(response(418, "", ""))
        .unwrap_err()
        .into();
    assert!(boxed.to_string().contains("418"));
}
