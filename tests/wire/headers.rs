//! Invalid header values are rejected before anything is sent; the error names the header and never shows the value.

use callpoint::auth::Anonymous;
use callpoint::{BuildErrorKind, Client, ClientBuilder, ConfigError, Endpoint, endpoint};

use crate::{base, sent};

#[endpoint(GET, "/h")]
struct Marked<'a> {
    #[header("X-Mode")]
    mode: &'a str,
}

#[endpoint(GET, "/h")]
struct Secret<'a> {
    #[header("X-Mode")]
    #[secret]
    mode: Option<&'a str>,
}

/// Invalid header values, each with a word that must not be shown.
const BAD: [&str; 13] = [
    "canary\r\nX-Evil: 1",
    "canary\r",
    "canary\n",
    "\ncanary",
    "canary\0",
    "canary\u{7f}",
    "canary\u{1b}[31m",
    "canaryé",
    "canary😀",
    " canary",
    "canary ",
    "\tcanary",
    "canary\t",
];

#[test]
fn a_bad_value_names_the_header_alone() {
    let requests = |value| {
        [
            Marked::new(value).to_http(&base()),
            Secret::new().mode(value).to_http(&base()),
        ]
    };
    let accepted: Vec<_> = BAD
        .into_iter()
        .filter(|value| requests(value).iter().any(Result::is_ok))
        .collect();
    assert_eq!(accepted, [""; 0]);
    for error in BAD
        .into_iter()
        .flat_map(requests)
        .map(|request| request.map(drop).unwrap_err())
    {
        assert_eq!(
            (error.kind(), error.name()),
            (BuildErrorKind::InvalidHeader, "x-mode")
        );
        assert_eq!(
            error.to_string(),
            "GET /h: header `x-mode` has a value that is not valid in a header; nothing was sent"
        );
        assert!(
            !format!("{error:?} {:?}", error.detail()).contains("canary"),
            "{error:?}"
        );
    }
}

#[test]
fn a_good_value_is_sent_as_it_is() {
    for value in ["", "a", "a b\tc", "\"<>;,=%"] {
        assert_eq!(
            sent(&Marked::new(value)),
            format!("GET /h\naccept: */*\nx-mode: {value}\n\n")
        );
    }
}

#[endpoint(GET, "/h")]
struct Listed<'a, T: serde::Serialize> {
    #[header("X-Many")]
    many: Option<&'a [T]>,
    #[header("Link")]
    link: Option<&'a [T]>,
}

#[test]
fn a_list_is_one_line() {
    let sent_as = |line: &str| format!("GET /h\naccept: */*\nx-many: {line}\n\n");
    assert_eq!(sent(&Listed::new().many(&[1.5, 2.0])), sent_as("1.5,2"));
    assert_eq!(sent(&Listed::new().many(&[Some("a"), None])), sent_as("a"));
    let items = ["a", r#""b, c""#, r#"W/"\"d""#, "e=f g"];
    let line = r#"a,"b, c",W/"\"d",e=f g"#;
    assert_eq!(sent(&Listed::new().many(&items)), sent_as(line));
    let none: &[&str] = &[];
    assert_eq!(sent(&Listed::new().many(none)), "GET /h\naccept: */*\n\n");
    let links = ["<https://h/a,b>; rel=next", "</c>"];
    assert_eq!(
        sent(&Listed::new().link(&links)),
        "GET /h\naccept: */*\nlink: <https://h/a,b>; rel=next,</c>\n\n"
    );
}

/// Each is what a server would read as none, or as several, or together with the next.
#[test]
fn an_item_that_is_none_is_rejected() {
    for item in [
        "",
        "canary,b",
        "\"canary",
        "\"canary\\\"",
        " canary",
        "canary\t",
    ] {
        for items in [&[item][..], &["a", item], &[item, "b"]] {
            let error = Listed::new().many(items).to_http(&base()).unwrap_err();
            let found = (error.kind(), error.name());
            assert_eq!(found, (BuildErrorKind::Unformattable, "x-many"), "{item}");
            assert!(!format!("{error} {error:?}").contains("canary"), "{error}");
        }
    }
    let error = Listed::new().many(&["<a>, b"]).link(&["<a, b>", "<a"]);
    let error = error.to_http(&base()).unwrap_err();
    assert_eq!(error.name(), "x-many");
}

/// Whether building the client fails for that setting, without showing its value.
fn is_rejected(result: Result<(), ConfigError>, setting: &str) -> bool {
    let Err(error) = result else { return false };
    let shown = format!("{error} {error:?}");
    assert!(
        shown.starts_with(error.setting()) && !shown.contains("canary") && !shown.contains("evil"),
        "{shown}"
    );
    error.setting() == setting
}

fn client() -> ClientBuilder<Anonymous> {
    Client::builder("https://h")
}

#[test]
fn credentials_are_checked_when_the_client_is_built() {
    let mut accepted = Vec::new();
    let mut check = |value, result, setting| {
        if !is_rejected(result, setting) {
            accepted.push((setting, value));
        }
    };
    for value in BAD {
        // A trailing line break comes from a file or an environment variable and is trimmed.
        if !value.ends_with(['\r', '\n']) {
            check(
                value,
                client().bearer_token(value).build().map(drop),
                "bearer_token",
            );
            check(
                value,
                client().api_key_header("k", value).build().map(drop),
                "api_key_header",
            );
        }
        check(
            value,
            client().default_header("x-a", value).build().map(drop),
            "default_header",
        );
    }
    check(
        "a\nb",
        client().user_agent("a\nb").build().map(drop),
        "user_agent",
    );
    assert_eq!(accepted, [("", ""); 0]);
}

#[test]
fn names_and_empty_credentials_are_checked_too() {
    let mut accepted = Vec::new();
    let mut check = |value, result, setting| {
        if !is_rejected(result, setting) {
            accepted.push((setting, value));
        }
    };
    for name in ["", "a b", "a\r\nevil", "é", "a:", "a\0"] {
        check(
            name,
            client().default_header(name, "v").build().map(drop),
            "default_header",
        );
        check(
            name,
            client().api_key_header(name, "v").build().map(drop),
            "api_key_header",
        );
    }
    for token in ["", "\n", "a b"] {
        check(
            token,
            client().bearer_token(token).build().map(drop),
            "bearer_token",
        );
    }
    for (name, key) in [
        ("", "canary"),
        ("k", ""),
        ("k", "canary\r\nevil"),
        ("k", "\0canary"),
    ] {
        check(
            key,
            client().api_key_query(name, key).build().map(drop),
            "api_key_query",
        );
    }
    assert_eq!(accepted, [("", ""); 0]);
}

#[test]
fn basic_is_checked_by_its_parts() {
    let basic = |user: &str, password: &str| client().basic_auth(user, password).build().map(drop);
    for (user, password) in [
        ("can:ary", "canary"),
        (":", ""),
        ("canary\r\n", "x"),
        ("canary\r\nevil: 1", "x"),
        ("x", "canary\r\nevil: 1"),
        ("x", "\0canary"),
        ("canary\u{7f}", "x"),
    ] {
        assert!(
            is_rejected(basic(user, password), "basic_auth"),
            "{user:?} {password:?}"
        );
    }
    // In base64 any other text is valid (RFC 7617, section 2.1).
    for (user, password) in [("", ""), ("ü", "p:ä ss"), (" user", "pw ")] {
        basic(user, password).unwrap();
    }
}
