//! The message of an error response: which field it is, what `Display` shows of it, and what never.

use std::borrow::Cow;

use callpoint::auth::Basic;
use callpoint::{Client, Endpoint, Error, ErrorSet, FromResponse, endpoint};
use serde::Deserialize;

use crate::{response, wire};
use callpoint_test_support::script::Script;

#[endpoint(PUT, "/links/<id>", auth = Basic,
    204 => (),
    #[message(detail)]
    400 => Invalid { detail: String },
    #[message(error.text)]
    401 => Nested { error: Inner { text: Option<String> } },
    #[message(message)]
    402 | 403 => Listed(Vec<Problem>),
    #[message(message)]
    404 => Option<Problem>,
    #[message(body.message)]
    409 => Whole(Conflict as Whole),
    #[message(errors[0].message)]
    422 => Errors { errors: Option<Vec<Problem>> },
    #[message(errors[0].reasons[0])]
    423 => Locked { errors: [Reasons { reasons: Vec<String> }] },
    500 => Plain(Problem),
)]
struct Update<'a> {
    #[secret]
    id: &'a str,
    #[header("x-key")]
    #[secret]
    key: &'a str,
    #[secret]
    password: &'a str,
    note: &'a str,
}

#[derive(Debug, Clone, Deserialize)]
struct Problem {
    message: Cow<'static, str>,
}

#[derive(Debug, FromResponse)]
struct Conflict {
    #[body]
    body: Problem,
}

#[derive(Debug, ErrorSet)]
enum Shared {
    #[status(404)]
    #[message(message)]
    NotFound(Problem),
    #[status(5xx)]
    Broken(Problem),
}

#[endpoint(GET, "/a", 204 => (), errors = Shared)]
struct Get;

fn update() -> Update<'static> {
    Update::new("secret-id", "secret-key", "secret-\"password", "a note")
}

#[test]
fn the_field_that_the_declaration_names() {
    let cases = [
        (400, r#"{"detail":"too short"}"#, ": too short"),
        (400, r#"{"detail":" a\nb\u001b[2J "}"#, ": a\\nb\\u{1b}[2J"),
        (400, r#"{"detail":""}"#, ""),
        (401, r#"{"error":{"text":"who?"}}"#, ": who?"),
        (401, r#"{"error":{"text":null}}"#, ""),
        (403, r#"[{"message":"one"},{"message":"two"}]"#, ": one"),
        (403, "[]", ""),
        (404, r#"{"message":"no link"}"#, ": no link"),
        (404, "", ""),
        (409, r#"{"message":"again"}"#, ": again"),
        (
            422,
            r#"{"errors":[{"message":"one"},{"message":"two"}]}"#,
            ": one",
        ),
        (422, r#"{"errors":[]}"#, ""),
        (422, r#"{"errors":null}"#, ""),
        (
            423,
            r#"{"errors":[{"reasons":["by ann"]},{"reasons":[]}]}"#,
            ": by ann",
        ),
        (423, r#"{"errors":[{"reasons":[]}]}"#, ""),
        (500, r#"{"message":"canary"}"#, ""),
    ];
    for (status, body, expected) in cases {
        let error = Update::from_http(response(status, &[], body)).unwrap_err();
        let reason = http::StatusCode::from_u16(status).unwrap();
        let text = format!("PUT /links/<id>: {reason}{expected}");
        assert_eq!(error.to_string(), text);
        assert!(
            format!("{error:?}").starts_with(&format!("Api({text}: ")),
            "{error:?}"
        );
        assert_eq!(error.message(), expected.strip_prefix(": "));
        // A chain of sources says nothing twice.
        let source = std::error::Error::source(&error).unwrap().to_string();
        assert!(
            expected.is_empty() || !source.contains(&expected[2..]),
            "{source}"
        );
        // It stays where the type changes.
        assert_eq!(error.map_api(drop).to_string(), text);
    }
    let error = Update::from_http(response(418, &[], "{}")).unwrap_err();
    assert_eq!(error.message(), None);
}

#[test]
fn in_a_shared_set() {
    for (status, expected) in [(404, Some("m")), (500, None)] {
        let error = Get::from_http(response(status, &[], r#"{"message":"m"}"#)).unwrap_err();
        assert_eq!(error.message(), expected);
    }
    let messages = Shared::RESPONSES.iter().map(|response| response.message);
    assert!(messages.eq([Some("message"), None]));
    assert!(Get::META.has_messages && Update::META.errors[1].message == Some("error.text"));
}

/// A service that repeats what it was sent.
#[tokio::test]
async fn no_secret_of_the_request() {
    let secrets = [
        "secret-id",
        "secret-key",
        "secret-\\\"password",
        "secret of the client",
        "aWQ6c2VjcmV0IG9mIHRoZSBjbGllbnQ=",
    ];
    let body = format!(r#"{{"detail":"{}, a note"}}"#, secrets.join(" "));
    let server = Script::start([wire("400 Bad Request", "", &body)]).await;
    let client: Client<Basic> = Client::builder(&server.base)
        .basic_auth("id", "secret of the client")
        .build()
        .unwrap();
    let error = update().call(&client).await.unwrap_err();
    assert_eq!(error.message(), Some("*** *** *** *** ***, a note"));
    let Error::Api(error) = error else {
        panic!("{error:?}");
    };
    // What was received is unchanged where it is asked for.
    assert!(
        error
            .body
            .as_invalid()
            .unwrap()
            .detail
            .contains("secret-id")
    );
}
