//! The message of an error response: which field it is, what `Display` shows of it, and what never.

use std::borrow::Cow;

use callpoint::auth::Basic;
use callpoint::{Client, Endpoint, Error, ErrorMessage, ErrorSet, FromResponse, endpoint};
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

/// Types that say themselves which field it is.
mod of_types {
    use callpoint::{ErrorMessage, ErrorSet, FromResponse, ProblemDetails, api, endpoint};
    use serde::Deserialize;

    #[derive(Debug, Deserialize, ErrorMessage)]
    pub(super) struct Named {
        #[message]
        detail: Option<String>,
    }

    #[derive(Debug, Deserialize, ErrorMessage)]
    #[message(error.text)]
    pub(super) struct Deep {
        error: Silent,
    }

    /// Without a message of its own.
    #[derive(Debug, Deserialize)]
    pub(super) struct Silent {
        text: String,
    }

    #[derive(Debug, Deserialize, ErrorMessage)]
    pub(super) struct Outer<T> {
        #[message]
        error: T,
    }

    #[derive(Debug, Deserialize, ErrorMessage)]
    #[serde(untagged)]
    pub(super) enum Either {
        Coded(
            #[message] Named,
            #[expect(dead_code, reason = "it makes a list of two")] u8,
        ),
        Reason {
            #[message]
            reason: Box<str>,
            #[expect(dead_code, reason = "it makes a variant of two fields")]
            code: Option<u8>,
        },
        Number(#[expect(dead_code, reason = "it has no message")] u8),
    }

    #[derive(Debug, FromResponse, ErrorMessage)]
    pub(super) struct Whole {
        #[body]
        #[message]
        body: Named,
    }

    #[endpoint(GET, "/a", 204 => (),
        #[message]
        400 => Named,
        #[message]
        401 => Option<Vec<Deep>>,
        #[message]
        402 => Text(String as Text),
        403 => Forbidden(Named),
    )]
    pub(super) struct Chosen;

    #[api(message)]
    pub(super) mod service {
        use super::*;

        #[endpoint(GET, "/b", 204 => (),
            400 => Named,
            401 => Outer<Named>,
            402 => Whole as Whole,
            403 => Vec<Either>,
            404 => (),
            405 => Silent,
            #[message(text)]
            406 => Unlike(Silent),
            408 => ProblemDetails,
            #[message]
            409 => Loud(String as Text),
            410 => Quiet(String as Text),
            411 => #[derive(ErrorMessage)] InPlace { #[message] title: String },
        )]
        pub(crate) struct All;

        /// It has no error arms, so there is nothing to say.
        #[endpoint(GET, "/c", errors = Set, 204 => ())]
        pub(crate) struct Other;
    }

    #[derive(Debug, ErrorSet)]
    #[message]
    pub(crate) enum Set {
        #[status(400)]
        Named(Named),
        #[status(404 | 405)]
        Silent(Silent),
        #[status(5xx as Text)]
        Down(String),
    }

    #[derive(Debug, ErrorSet)]
    pub(super) enum PartlySet {
        #[status(400)]
        #[message]
        Named(Named),
        #[status(401)]
        Other(Named),
    }

    #[endpoint(GET, "/d", errors = PartlySet, 204 => ())]
    pub(super) struct Partly;
}

#[test]
fn the_field_that_the_type_names() {
    use self::of_types::{Chosen, Partly, service};
    fn said<E: Endpoint>(status: u16, body: &str) -> Option<String>
    where
        E::Error: std::fmt::Display,
    {
        let error = E::from_http(response(status, &[], body)).err().unwrap();
        assert!(matches!(error, Error::Api(_)), "{status}: {error:?}");
        error.message().map(str::to_owned)
    }
    type Said = fn(u16, &str) -> Option<String>;
    let (some, all, other, partly): (Said, Said, Said, Said) = (
        said::<Chosen>,
        said::<service::All>,
        said::<service::Other>,
        said::<Partly>,
    );
    let detail = r#"{"detail":"too short"}"#;
    let cases: &[(Said, u16, &str, Option<&str>)] = &[
        (some, 400, detail, Some("too short")),
        (some, 400, r#"{"detail":null}"#, None),
        (
            some,
            401,
            r#"[{"error":{"text":"who?"}}, {"error":{"text":"you"}}]"#,
            Some("who?"),
        ),
        (some, 401, "[]", None),
        (some, 401, "", None),
        (some, 402, "pay", Some("pay")),
        (some, 403, detail, None),
        (all, 400, detail, Some("too short")),
        (all, 401, r#"{"error":{"detail":"deep"}}"#, Some("deep")),
        (all, 402, detail, Some("too short")),
        (all, 403, r#"[[{"detail":"first"},7]]"#, Some("first")),
        (all, 403, r#"[{"reason":"second"}]"#, Some("second")),
        (all, 403, "[3]", None),
        (all, 404, "", None),
        (all, 405, r#"{"text":"hidden"}"#, None),
        (all, 406, r#"{"text":"shown"}"#, Some("shown")),
        (all, 408, r#"{"title":"t","detail":"d"}"#, Some("d")),
        (all, 408, r#"{"title":"t"}"#, Some("t")),
        (all, 409, "loud", Some("loud")),
        (all, 410, "quiet", None),
        (all, 411, r#"{"title":"here"}"#, Some("here")),
        (other, 400, detail, Some("too short")),
        (other, 404, r#"{"text":"hidden"}"#, None),
        (other, 502, "<html>", None),
        (partly, 400, detail, Some("too short")),
        (partly, 401, detail, None),
    ];
    for (said, status, body, expected) in cases {
        assert_eq!(said(*status, body).as_deref(), *expected, "{status} {body}");
    }
}

/// The metadata say which responses have one: secrets of the request are kept for the others only.
#[test]
fn the_metadata_of_types() {
    use self::of_types::{Chosen, PartlySet, service};
    let of_all = service::All::META.errors.iter().map(|error| error.message);
    let expected = [
        Some("detail"),
        Some("error"),
        Some("body"),
        Some(""),
        None,
        None,
        Some("text"),
        Some("detail"),
        Some(""),
        None,
        Some("title"),
    ];
    assert!(of_all.eq(expected));
    let some = Chosen::META.errors.iter().map(|error| error.message);
    assert!(some.eq([Some("detail"), Some("error.text"), Some(""), None]));
    let partly = PartlySet::RESPONSES.iter().map(|error| error.message);
    assert!(partly.eq([Some("detail"), None]));
    assert!(service::Other::META.has_messages);
}

/// What a test or a log has in hand says it too.
#[test]
fn of_a_value() {
    let mut problem = callpoint::ProblemDetails::default();
    problem.title = Some("t".to_owned());
    let problems = vec![problem];
    assert_eq!(problems.message(), Some("t"));
    assert_eq!(Some(Box::<str>::from("text")).message(), Some("text"));
}
