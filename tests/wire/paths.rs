//! The table of path values: each is exactly one segment as the server receives it, or nothing is sent.

use callpoint::{BuildErrorKind, Client, Endpoint, Error, endpoint};

use crate::build_error;
use callpoint_test_support::listener::{EMPTY, Listener};

#[endpoint(DELETE, "/api/links/<id>/", 204 => ())]
struct Single<'a> {
    id: &'a str,
}

#[endpoint(DELETE, "/api/links/<sid>.json", 204 => ())]
struct Suffixed<'a> {
    sid: &'a str,
}

#[endpoint(DELETE, "/api/<rest..>/end", 204 => ())]
struct Rest<'a> {
    rest: [&'a str; 2],
}

#[endpoint(DELETE, "/api/<rest..>/end", 204 => ())]
struct Slashed<'a> {
    rest: &'a str,
}

use BuildErrorKind::{ControlCharacter, DotSegment, EmptyPath, UrlTooLong};

/// A value, and its segment or the reason for the error.
type Case<'a> = (&'a str, Result<&'a str, BuildErrorKind>);

const CASES: &[Case<'static>] = &[
    ("..", Err(DotSegment)),
    (".", Err(DotSegment)),
    ("", Err(EmptyPath)),
    ("%2e%2e", Err(DotSegment)),
    ("%2E", Err(DotSegment)),
    (".%2e", Err(DotSegment)),
    ("%2E.", Err(DotSegment)),
    ("a\r\nb", Err(ControlCharacter)),
    ("a\0", Err(ControlCharacter)),
    ("\t", Err(ControlCharacter)),
    ("\u{7f}", Err(ControlCharacter)),
    ("\u{85}", Err(ControlCharacter)),
    ("a/b", Ok("a%2Fb")),
    ("/", Ok("%2F")),
    ("../admin", Ok("..%2Fadmin")),
    ("...", Ok("...")),
    ("..a", Ok("..a")),
    ("a..", Ok("a..")),
    ("x?force=true", Ok("x%3Fforce=true")),
    ("x#frag", Ok("x%23frag")),
    ("a\\..\\b", Ok("a%5C..%5Cb")),
    ("a;b", Ok("a%3Bb")),
    ("..;", Ok("..%3B")),
    ("é", Ok("%C3%A9")),
    ("\u{fffd}", Ok("%EF%BF%BD")),
    (" ", Ok("%20")),
    ("%", Ok("%25")),
    ("%2f", Ok("%252f")),
    ("+", Ok("+")),
    ("😀", Ok("%F0%9F%98%80")),
    ("．．", Ok("%EF%BC%8E%EF%BC%8E")),
    ("\"<>^`{|}[]", Ok("%22%3C%3E%5E%60%7B%7C%7D%5B%5D")),
    ("-._~!$&'()*,=:@", Ok("-._~!$&'()*,=:@")),
];

/// The error and its text, or the target that the server received.
async fn outcome<E>(endpoint: E) -> Result<String, (BuildErrorKind, String)>
where
    E: Endpoint<Output = (), Auth = callpoint::auth::AnyAuth>,
{
    let listener = Listener::responding(EMPTY).await;
    let client = Client::builder(&listener.base).build().unwrap();
    match client.call(&endpoint).await {
        Ok(()) => {
            let message = listener.message().await;
            let line = message.lines().next().unwrap();
            Ok(line
                .strip_prefix("DELETE ")
                .and_then(|line| line.strip_suffix(" HTTP/1.1"))
                .unwrap()
                .to_owned())
        }
        Err(Error::Build(error)) => {
            assert_eq!(listener.received().await, [""; 0], "nothing was sent");
            Err((error.kind(), error.to_string()))
        }
        Err(error) => panic!("{error}"),
    }
}

/// The error's text, up to the parameter that it names.
fn why(kind: BuildErrorKind, name: &str) -> String {
    match kind {
        EmptyPath => format!("path parameter `{name}` is empty; nothing was sent"),
        DotSegment => {
            format!("path parameter `{name}` makes a `.` or `..` segment; nothing was sent")
        }
        ControlCharacter => {
            format!("path parameter `{name}` has a control character; nothing was sent")
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn one_value_is_one_segment() {
    for &(value, expected) in CASES {
        let expected = (expected.map(|segment| format!("/api/links/{segment}/"))).map_err(|kind| {
            (
                kind,
                format!("DELETE /api/links/<id>/: {}", why(kind, "id")),
            )
        });
        assert_eq!(outcome(Single::new(value)).await, expected, "{value:?}");
    }
}

#[tokio::test]
async fn with_a_suffix_dots_are_plain_text() {
    for &(value, expected) in CASES {
        // With the suffix `.json` no value makes a dot segment; an empty one would still give another URL.
        let expected = match (value, expected) {
            ("." | "..", _) => Ok(value),
            ("%2e%2e", _) => Ok("%252e%252e"),
            ("%2E", _) => Ok("%252E"),
            (".%2e", _) => Ok(".%252e"),
            ("%2E.", _) => Ok("%252E."),
            (_, expected) => expected,
        };
        let expected =
            (expected.map(|segment| format!("/api/links/{segment}.json"))).map_err(|kind| {
                (
                    kind,
                    format!("DELETE /api/links/<sid>.json: {}", why(kind, "sid")),
                )
            });
        assert_eq!(outcome(Suffixed::new(value)).await, expected, "{value:?}");
    }
}

#[tokio::test]
async fn every_item_of_a_rest_parameter_is_one_segment() {
    for &(value, expected) in CASES {
        let error = |kind| {
            (
                kind,
                format!("DELETE /api/<rest..>/end: {}", why(kind, "rest")),
            )
        };
        let first = expected
            .map(|segment| format!("/api/{segment}/x/end"))
            .map_err(error);
        assert_eq!(outcome(Rest::new([value, "x"])).await, first, "{value:?}");
        let last = expected
            .map(|segment| format!("/api/x/{segment}/end"))
            .map_err(error);
        assert_eq!(outcome(Rest::new(["x", value])).await, last, "{value:?}");
        if !value.contains('/') {
            assert_eq!(
                outcome(Slashed::new(&format!("x/{value}"))).await,
                last,
                "{value:?}"
            );
        }
    }
}

#[test]
fn a_rest_parameter_is_never_empty() {
    #[endpoint(DELETE, "/api/<rest..>")]
    struct Last {
        rest: Vec<String>,
    }
    assert_eq!(build_error(&Last::new(vec![])).kind(), EmptyPath);
    for slashed in ["", "/", "/a", "a/", "a//b"] {
        assert_eq!(
            build_error(&Slashed::new(slashed)).kind(),
            EmptyPath,
            "{slashed:?}"
        );
    }
    for slashed in ["..", "a/..", "../a", "a/./b", "a/%2e%2e/b", "a/%2E%2e"] {
        assert_eq!(
            build_error(&Slashed::new(slashed)).kind(),
            DotSegment,
            "{slashed:?}"
        );
    }
}

#[tokio::test]
async fn template_text_and_a_value_never_form_a_dot_segment() {
    #[endpoint(DELETE, "/a/.<x>/b", 204 => ())]
    struct Dotted<'a> {
        x: &'a str,
    }
    for value in [".", "%2e"] {
        assert_eq!(
            build_error(&Dotted::new(value)).kind(),
            DotSegment,
            "{value:?}"
        );
    }
    assert_eq!(outcome(Dotted::new("git")).await.unwrap(), "/a/.git/b");
    assert_eq!(outcome(Dotted::new("..")).await.unwrap(), "/a/.../b");
}

#[tokio::test]
async fn long_values() {
    let long = "ab é/".repeat(2_000);
    let encoded = "ab%20%C3%A9%2F".repeat(2_000);
    assert_eq!(
        outcome(Single::new(&long)).await.unwrap(),
        format!("/api/links/{encoded}/")
    );
    assert_eq!(
        outcome(Suffixed::new(&long)).await.unwrap(),
        format!("/api/links/{encoded}.json")
    );
    assert_eq!(
        outcome(Rest::new(["x", &long])).await.unwrap(),
        format!("/api/x/{encoded}/end")
    );

    let too_long = "a".repeat(70_000);
    let error = |template: &str| {
        Err((
            UrlTooLong,
            format!("DELETE {template}: the URL is longer than 64 KiB; nothing was sent"),
        ))
    };
    assert_eq!(
        outcome(Single::new(&too_long)).await,
        error("/api/links/<id>/")
    );
    assert_eq!(
        outcome(Suffixed::new(&too_long)).await,
        error("/api/links/<sid>.json")
    );
    assert_eq!(
        outcome(Rest::new(["x", &too_long])).await,
        error("/api/<rest..>/end")
    );
}
