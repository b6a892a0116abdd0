//! The most important responses, through a real socket.

use callpoint::{Client, endpoint};

use crate::api::{CHALLENGE, HTML, LINK, PROBLEMS, client, kind_of, update};
use crate::wire;
use callpoint_test_support::listener::Listener;

#[tokio::test]
async fn the_page() {
    let html = "content-type: text/html\r\n";
    let json = "content-type: application/json\r\n";
    let cases = [
        ("200 OK", json, LINK, "Link l-1"),
        ("400 Bad Request", json, PROBLEMS, "Rejected first second"),
        ("401 Unauthorized", json, PROBLEMS, "Rejected first second"),
        (
            "404 Too Many Sessions",
            json,
            PROBLEMS,
            "Rejected first second",
        ),
        (
            "500 Internal Server Error",
            json,
            PROBLEMS,
            "Rejected first second",
        ),
        (
            "428 Precondition Required",
            json,
            CHALLENGE,
            "TokenRequired s-1",
        ),
        ("418 I'm a teapot", json, "{}", "Unexpected"),
        ("502 Bad Gateway", html, HTML, "Unexpected"),
        (
            "200 OK",
            html,
            HTML,
            "Decode expected application/json, got text/html",
        ),
        (
            "401 Unauthorized",
            "",
            "",
            "Decode expected application/json, got an empty body",
        ),
        (
            "200 OK",
            json,
            "{\"id\":",
            "Decode the JSON ends too early, at line 1 column 6",
        ),
    ];
    for (status, headers, body, expected) in cases {
        let listener = Listener::responding(wire(status, headers, body)).await;
        let outcome = update().call(&client(&listener.base)).await;
        assert_eq!(kind_of(&outcome), expected, "{status}");
        let Err(error) = outcome else { continue };
        assert_eq!(error.status().unwrap().as_str(), &status[..3]);
        assert_eq!(error.body().unwrap(), body);
        let received = listener.received().await.len();
        assert!(
            received == 1 || error.is_retryable(),
            "{status}: {received}"
        );
    }
}

#[tokio::test]
async fn a_chunked_response_and_one_that_ends_with_the_connection() {
    let chunked = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n8\r\n{\"id\":\"x\r\n2\r\n\"}\r\n0\r\n\r\n";
    let closed = "HTTP/1.1 200 OK\r\n\r\n{\"id\":\"x\"}";
    for response in [chunked, closed] {
        let listener = Listener::responding(response).await;
        assert_eq!(
            kind_of(&update().call(&client(&listener.base)).await),
            "Link x"
        );
    }
}

#[tokio::test]
async fn the_response_with_status_and_headers() {
    let listener = Listener::responding(wire("200 OK", "x-ratelimit-remaining: 3\r\n", LINK)).await;
    let link = client(&listener.base)
        .call_with_response(&update())
        .await
        .unwrap();
    assert_eq!((link.status().as_u16(), link.id.as_str()), (200, "l-1"));
    assert_eq!(link.headers()["x-ratelimit-remaining"], "3");
    assert_eq!(link.into_inner().id, "l-1");
}

#[endpoint(HEAD, "/h", 200 => ())]
struct Head;

#[endpoint(DELETE, "/d", 204 => ())]
struct Delete;

#[tokio::test]
async fn responses_that_have_no_body() {
    let listener =
        Listener::responding("HTTP/1.1 200 OK\r\ncontent-length: 99999999999\r\n\r\n").await;
    let response = Client::builder(&listener.base)
        .build()
        .unwrap()
        .call_with_response(&Head::new())
        .await
        .unwrap();
    assert_eq!(response.headers()["content-length"], "99999999999");
    let listener = Listener::responding("HTTP/1.1 204 No Content\r\n\r\n").await;
    Delete::new()
        .call(&Client::builder(&listener.base).build().unwrap())
        .await
        .unwrap();
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    for status in [
        "301 Moved Permanently",
        "302 Found",
        "303 See Other",
        "307 Temporary Redirect",
        "308 Permanent Redirect",
    ] {
        let other = Listener::responding(wire("200 OK", "", LINK)).await;
        let location = format!("{}/api/links/l-1/", other.base);
        let listener =
            Listener::responding(wire(status, &format!("location: {location}\r\n"), "")).await;
        let error = update().call(&client(&listener.base)).await.unwrap_err();
        assert!(matches!(error, callpoint::Error::Unexpected(_)), "{error}");
        assert_eq!(error.headers().unwrap()["location"], location.as_str());
        let text = format!(
            "PUT /api/links/<id>/: {status}, a status that is not declared; the redirect is not followed: the client follows none"
        );
        assert_eq!(error.to_string(), text);
        assert_eq!(listener.received().await.len(), 1);
        assert_eq!(other.received().await, [""; 0], "{status}");
    }
}
