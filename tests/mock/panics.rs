//! How a test fails: the text, and that it never fails silently.

use callpoint::{Body, ByteStream, Upload, endpoint};
use callpoint_testing::MockTransport;
use serde_json::json;

use crate::{GetLink, UpdateLink, client, panic_in, panic_of};

#[endpoint(GET, "/bytes", 200 => ByteStream as Stream)]
struct GetBytes;

#[endpoint(GET, "/text", 200 => String as Text)]
struct GetText;

#[endpoint(POST, "/form", body = Multipart, 204 => ())]
struct SendForm {
    #[part]
    file: Upload,
}

/// Adds the rules of a case.
type Rules = fn(&MockTransport);

fn on_get_link(rule: impl FnOnce(callpoint_testing::mock::Rule<GetLink>)) -> String {
    panic_of(|| rule(MockTransport::new().on::<GetLink>()))
}

#[test]
fn a_rule_that_the_declaration_cannot_read() {
    let cases: [(&str, String); 11] = [
        (
            "MockTransport: `GetLink` does not declare 418; it declares 200, 404, 503\n\
             help: declare it, or use `.undeclared(418, …)`",
            on_get_link(|rule| drop(rule.status(418, ()))),
        ),
        (
            "MockTransport: this 200 response does not match the type that `GetLink` declares: at id: invalid type: integer, expected a string",
            on_get_link(|rule| drop(rule.reply(json!({ "id": 7 })))),
        ),
        (
            "MockTransport: this 503 response of `GetLink` cannot be encoded: `Text` does not read JSON: pass a string, or bytes with `reply_raw`",
            on_get_link(|rule| drop(rule.status(503, 7))),
        ),
        (
            "MockTransport: `GetLink` declares 404, and can read this response\nhelp: use `.status(404, …)`",
            on_get_link(|rule| drop(rule.undeclared(404, "x"))),
        ),
        (
            "MockTransport: a response cannot have the status 103",
            on_get_link(|rule| drop(rule.undeclared(103, ""))),
        ),
        (
            "MockTransport: this 200 response does not match the type that `GetLink` declares: missing field `id`",
            on_get_link(|rule| drop(rule.reply_raw(http::Response::new("{}")))),
        ),
        (
            "MockTransport: this 200 response of `GetBytes` cannot be encoded: it is streamed: pass its chunks with `.stream([…])`",
            panic_of(|| {
                MockTransport::new()
                    .on::<GetBytes>()
                    .reply("all")
                    .optional()
            }),
        ),
        (
            "MockTransport: the name or the value of header `two words` is invalid",
            on_get_link(|rule| drop(rule.header("two words", "x"))),
        ),
        (
            "MockTransport: this body for `GetText` can be read only once, but a rule may match several calls\nhelp: use `Body::from_fn(move || …)`",
            panic_of(|| {
                let once = Body::wrap(http_body_util::Full::new(bytes::Bytes::new()));
                MockTransport::new()
                    .on::<GetText>()
                    .reply_raw(http::Response::new(once))
            }),
        ),
        (
            "MockTransport: the body of `SendForm` differs in each request\nhelp: use `.when(…)` instead of `.matching(…)`",
            panic_of(|| {
                drop(
                    MockTransport::new()
                        .on::<SendForm>()
                        .matching(&SendForm::new(Upload::bytes("x"))),
                );
            }),
        ),
        (
            "MockTransport: GET /links/<id>?<page>: path parameter `id` is empty; nothing was sent",
            on_get_link(|rule| drop(rule.matching(&GetLink::new("")))),
        ),
    ];
    for (expected, text) in cases {
        assert_eq!(text, expected);
    }
}

#[tokio::test]
async fn a_call_that_no_rule_matches() {
    let fresh = |rules: Rules| {
        let mock = MockTransport::new();
        rules(&mock);
        mock
    };
    let update = || UpdateLink::new("7", "canary").note("new");
    let cases: [(&str, Rules); 7] = [
        (
            "  there is no rule for `UpdateLink`, or for any other\nhelp: mock.on::<UpdateLink>().reply(…)",
            |_| {},
        ),
        (
            "  there is no rule for `UpdateLink`, only for `GetLink`\nhelp: mock.on::<UpdateLink>().reply(…)",
            |mock| drop(mock.on::<GetLink>().reply(json!({ "id": "7" })).optional()),
        ),
        (
            "  closest: the rule at HERE\n    path parameter `id` is `7`, expected `8`",
            |mock| {
                drop(
                    mock.on::<UpdateLink>()
                        .matching(&UpdateLink::new("8", "canary").note("new"))
                        .status(503, json!({}))
                        .optional(),
                );
            },
        ),
        (
            "  closest: the rule at HERE\n    header `x-mode` is absent, expected `slow`\n    \
             body field `password` is `***`, expected `***`\n    body field `note` is `new`, expected absent",
            |mock| {
                drop(
                    mock.on::<UpdateLink>()
                        .matching(&UpdateLink::new("7", "other").mode("slow"))
                        .status(503, json!({}))
                        .optional(),
                );
            },
        ),
        (
            "  closest: the rule at HERE\n    its condition does not hold",
            |mock| {
                drop(
                    mock.on::<UpdateLink>()
                        .when(|_| false)
                        .status(503, json!({}))
                        .optional(),
                );
            },
        ),
        (
            "  closest: the rule at HERE\n    its condition does not hold; it inspected path parameter `id` (`7`), header `x-mode` (absent), the body",
            |mock| {
                let rule = mock.on::<UpdateLink>().when(|request| {
                    request.path("id").is_none()
                        || request.header("x-mode").is_some()
                        || request.body().is_empty()
                });
                drop(rule.status(503, json!({})).optional());
            },
        ),
        (
            // Of two, the one with fewer differences.
            "  closest: the rule at HERE\n    body field `password` is `***`, expected `***`",
            |mock| {
                drop(
                    mock.on::<UpdateLink>()
                        .matching(&UpdateLink::new("9", "other"))
                        .status(503, json!({}))
                        .optional(),
                );
                drop(
                    mock.on::<UpdateLink>()
                        .matching(&UpdateLink::new("7", "other").note("new"))
                        .status(503, json!({}))
                        .optional(),
                );
            },
        ),
    ];
    for (expected, rules) in cases {
        let mock = fresh(rules);
        let text = panic_in(update().call(&client(&mock))).await;
        assert_eq!(
            text,
            format!(
                "MockTransport: no rule matches this call of `UpdateLink`\n  PUT /api/links/<id>/ with path parameter `id` `7`\n{expected}"
            )
        );
        // The mock has recorded the failure.
        assert_eq!(panic_of(|| mock.verify()), text);
        drop(mock);
    }
}

#[tokio::test]
async fn a_rule_without_a_reply_left() {
    let mock = MockTransport::new();
    mock.on::<GetLink>().reply(json!({ "id": "7" })).times(1);
    let client = client(&mock);
    GetLink::new("7").page(2).call(&client).await.unwrap();
    let text = panic_in(GetLink::new("7").page(2).call(&client)).await;
    assert_eq!(
        text,
        "MockTransport: no rule matches this call of `GetLink`\n  GET /links/<id>?<page> with path parameter `id` `7`, query parameter `page` `2`\n  \
         closest: the rule at HERE\n    it matches, but has no reply left"
    );
    assert_eq!(panic_of(|| drop(mock)), text);
}

#[tokio::test]
async fn a_panic_swallowed_by_a_task_is_reported() {
    let mock = MockTransport::new();
    let call = tokio::spawn(GetLink::new("7").call(&client(&mock)));
    assert!(call.await.unwrap_err().is_panic());
    assert!(panic_of(|| drop(mock)).contains("no rule matches this call of `GetLink`"));

    let mock = MockTransport::new();
    let rule = mock
        .on::<GetLink>()
        .when(|request| request.path("idd").is_some());
    rule.reply(json!({ "id": "7" })).optional();
    let call = tokio::spawn(GetLink::new("7").call(&client(&mock)));
    assert!(call.await.unwrap_err().is_panic());
    assert_eq!(
        panic_of(|| drop(mock)),
        "a condition for `GetLink` panicked"
    );
}

#[tokio::test]
async fn undeclared_names() {
    let mock = MockTransport::new();
    mock.on::<GetLink>().reply(json!({ "id": "7" }));
    mock.on::<GetText>().reply("x");
    let client = client(&mock);
    GetLink::new("7").call(&client).await.unwrap();
    GetText.call(&client).await.unwrap();
    let (link, text) = (
        mock.requests::<GetLink>().remove(0),
        mock.requests::<GetText>().remove(0),
    );
    let cases = [
        (
            "MockTransport: `GetLink` has no path parameter `idd`; did you mean `id`?",
            panic_of(|| link.path("idd").map(str::len)),
        ),
        (
            "MockTransport: `GetLink` has no query parameter `pages`; did you mean `page`?",
            panic_of(|| link.query("pages").len()),
        ),
        (
            "MockTransport: `GetLink` has no query parameter `cursor`; it has `page`",
            panic_of(|| link.query("cursor").len()),
        ),
        (
            "MockTransport: `GetText` has no query parameter `q`; it has none",
            panic_of(|| text.query("q").len()),
        ),
        (
            "MockTransport: the body of this call of `GetText` does not match the requested type: the JSON ends too early, at line 1 column 0",
            panic_of(|| text.json::<u8>()),
        ),
    ];
    for (expected, text) in cases {
        assert_eq!(text, expected);
    }
}

#[tokio::test]
async fn a_rule_that_is_not_used_up() {
    const HELP: &str = "help: `.optional()` allows a rule to stay unused";
    let cases: [(Rules, u32, &str); 6] = [
        (
            |mock| drop(mock.on::<GetText>().reply("a")),
            0,
            "at HERE was not used",
        ),
        (
            |mock| drop(mock.on::<GetText>().reply("a").times(3)),
            1,
            "at HERE was used 1 of 3 times",
        ),
        (
            |mock| drop(mock.on::<GetText>().reply("a").then().reply("b").times(2)),
            2,
            "at HERE was not used up: reply 2 of 2 was sent 1 of 2 times",
        ),
        (
            |mock| {
                drop(
                    mock.on::<GetText>()
                        .reply("a")
                        .then()
                        .reply("b")
                        .then()
                        .reply("c"),
                );
            },
            1,
            "at HERE was not used up: reply 2 of 3 was sent 0 of 1 times",
        ),
        (
            |mock| drop(mock.on::<GetText>().reply("a").then().reply("b")),
            0,
            "at HERE was not used",
        ),
        (
            |mock| {
                mock.on::<GetText>().reply("a");
                mock.on::<GetText>().reply("b");
            },
            1,
            "at HERE was not used",
        ),
    ];
    for (rules, calls, expected) in cases {
        let mock = MockTransport::new();
        rules(&mock);
        for _ in 0..calls {
            GetText.call(&client(&mock)).await.unwrap();
        }
        let text = panic_of(|| drop(mock));
        assert_eq!(
            text,
            format!("MockTransport: the rule for `GetText` {expected}\n{HELP}")
        );
    }
}

#[test]
fn only_the_original_verifies_and_only_once() {
    let mock = MockTransport::new();
    mock.on::<GetText>().reply("a");
    drop(mock.clone());
    assert!(panic_of(|| mock.clone().verify()).contains("was not used"));
    mock.verify();
    drop(mock);

    // While a test is already failing, it adds nothing.
    let text = panic_of(|| {
        let mock = MockTransport::new();
        mock.on::<GetText>().reply("a");
        panic!("{}", "the test's own".to_owned());
    });
    assert_eq!(text, "the test's own");
}
