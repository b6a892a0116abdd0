//! What arms can declare: status classes, several successes, shared errors, inline structs, generics.

use callpoint::{Endpoint, Error, ErrorSet, endpoint};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::{JSON, json};

#[endpoint(POST, "/jobs",
    200 => Done { id: u8 },
    202 => Accepted(Started { job: String, steps: Option<Steps { done: u8 }>, tags: [Tag { name: String }] }),
    3xx => Moved(()),
    404 => NotThere { code: String },
    429 => (),
    4xx => Vec<String>,
    _ => Down(String as Text),
)]
struct Start;

fn start(status: u16, body: &'static str) -> String {
    match Start::from_http(json(status, body)) {
        Ok(output) => format!("{output:?}"),
        Err(error) => error
            .api()
            .map_or_else(|| error.to_string(), |error| format!("{error:?}")),
    }
}

#[test]
fn the_first_arm_that_matches_is_taken() {
    let started = r#"{"job":"j","steps":{"done":2},"tags":[{"name":"t"}]}"#;
    let cases = [
        (200, r#"{"id":1}"#, "Done(Done { id: 1 })"),
        (
            202,
            started,
            "Accepted(Started { job: \"j\", steps: Some(Steps { done: 2 }), tags: [Tag { name: \"t\" }] })",
        ),
        (
            202,
            r#"{"job":"j","tags":[]}"#,
            "Accepted(Started { job: \"j\", steps: None, tags: [] })",
        ),
        (301, "x", "Moved(())"),
        (304, "", "Moved(())"),
        (404, r#"{"code":"c"}"#, "NotThere(NotThere { code: \"c\" })"),
        (429, "anything", "TooManyRequests(())"),
        (400, r#"["a","b"]"#, r#"ClientError(["a", "b"])"#),
        (499, "[]", "ClientError([])"),
        (500, "down", r#"Down("down")"#),
        (201, "new", r#"Down("new")"#),
        (999, "", r#"Down("")"#),
        (
            404,
            "[]",
            "POST /jobs: 404 Not Found, but the body does not match the declared type",
        ),
        (
            451,
            "{}",
            "POST /jobs: 451 Unavailable For Legal Reasons, but the body does not match the declared type",
        ),
    ];
    let unlike: Vec<_> = cases
        .into_iter()
        .map(|(status, body, read)| (start(status, body), read))
        .filter(|(got, read)| got != read)
        .collect();
    assert!(unlike.is_empty(), "{unlike:#?}");
}

#[test]
fn several_successes_have_accessors() {
    let output = Start::from_http(json(200, r#"{"id":1}"#)).unwrap();
    assert!(output.is_done() && !output.is_accepted() && output.as_moved().is_none());
    assert_eq!(output.as_done().unwrap().id, 1);
}

#[endpoint(GET, "/one", 200 | 203 => Vec<u8>, 206 => Vec<u8>)]
struct SameType;

#[test]
fn the_same_success_twice_is_one_type() {
    for status in [200, 203, 206] {
        let bytes: Vec<u8> = SameType::from_http(json(status, "[1,2]")).unwrap();
        assert_eq!(bytes, [1, 2]);
    }
}

#[derive(Debug, Deserialize)]
struct Problem {
    code: String,
}

/// The errors of every endpoint of this service.
#[derive(Debug, ErrorSet)]
enum ApiError {
    #[status(400 | 401)]
    Bad(Vec<Problem>),
    #[status(404)]
    Missing(()),
    #[status(5xx as Text)]
    Down(String),
}

#[endpoint(GET, "/a", errors = ApiError, 200 => u8)]
struct First;

#[endpoint(GET, "/b", errors = ApiError)]
struct Second;

#[test]
fn endpoints_share_their_errors() {
    fn code<T: std::fmt::Debug>(result: Result<T, Error<ApiError>>) -> String {
        match result.unwrap_err().into_api() {
            Ok(ApiError::Bad(problems)) => {
                problems.into_iter().map(|problem| problem.code).collect()
            }
            Ok(ApiError::Missing(())) => "missing".to_owned(),
            Ok(ApiError::Down(text)) => text,
            Err(error) => error.to_string(),
        }
    }
    let cases = [
        (401, r#"[{"code":"c"}]"#, "c"),
        (404, "<p>", "missing"),
        (503, "down", "down"),
        (
            402,
            "",
            "402 Payment Required, a status that is not declared",
        ),
    ];
    for (status, body, expected) in cases {
        assert!(code(First::from_http(json(status, body))).ends_with(expected));
        assert!(code(Second::from_http(json(status, body))).ends_with(expected));
    }
    let error = First::from_http(json(401, "[]")).unwrap_err();
    assert!(error.api().unwrap().is_bad() && error.api().unwrap().as_down().is_none());
}

#[derive(Debug, Deserialize)]
struct Page<T> {
    links: Vec<T>,
}

#[derive(Debug, Deserialize)]
struct Created {
    created: String,
}

#[endpoint(POST, "/p", 200 => Page<T>, 400 => Invalid(Page<T>))]
struct List<T: DeserializeOwned> {
    #[serde(skip)]
    item: std::marker::PhantomData<T>,
}

#[test]
fn a_decode_error_names_the_position() {
    let body = r#"{"links":[{"created":"a"},{"created":null}]}"#;
    for status in [200, 400] {
        let Err(Error::Decode(error)) = List::<Created>::from_http(json(status, body)) else {
            panic!("a failure")
        };
        assert_eq!(error.path(), Some("links[1].created"));
        assert_eq!(
            error.failure().expected(),
            "invalid type: null, expected a string"
        );
        assert_eq!(error.media_type(), Some(JSON));
    }
    let page = List::<Created>::from_http(json(200, r#"{"links":[{"created":"a"}]}"#)).unwrap();
    assert_eq!(page.links[0].created, "a");
    let error = List::<u8>::from_http(json(400, r#"{"links":[1]}"#)).unwrap_err();
    assert_eq!(error.api().unwrap().as_invalid().unwrap().links, [1]);
}
