//! Collections: what is imported how, a case for each.

use callpoint_cli::{Imported, Options, postman};
use serde_json::{Value, json};

use super::{declared, options};

pub(super) fn import(document: &Value) -> Imported {
    postman(&document.to_string(), &options()).unwrap_or_else(|error| panic!("{document}: {error}"))
}

pub(super) fn item(request: &Value, responses: &Value) -> Value {
    json!({"name": "Call it", "request": request, "response": responses})
}

#[test]
#[allow(clippy::too_many_lines, reason = "a table")]
fn requests() {
    let get = |url: Value| json!({"method": "GET", "url": url});
    let post = |body: Value| json!({"method": "POST", "url": "{{baseUrl}}/x", "body": body});
    let cases = [
        (
            json!("https://h/x?a=1"),
            "#[endpoint(GET, \"/x\")] pub struct CallIt { #[query] pub a: String, }",
        ),
        (
            get(json!("{{baseUrl}}/x/:id")),
            "#[endpoint(GET, \"/x/<id>\")] pub struct CallIt { pub id: String, }",
        ),
        (
            get(json!({"raw": "{{baseUrl}}/x/:id/"})),
            "#[endpoint(GET, \"/x/<id>/\")] pub struct CallIt { pub id: String, }",
        ),
        (
            get(json!({"host": "{{baseUrl}}", "path": "/x/:id/"})),
            "#[endpoint(GET, \"/x/<id>/\")] pub struct CallIt { pub id: String, }",
        ),
        (
            get(
                json!({"host": ["h"], "path": ["x", {"type": "string", "value": ":id"}], "variable": [{"id": "id", "value": "<integer>", "description": {"content": "Which."}}]}),
            ),
            "#[endpoint(GET, \"/x/<id>\")] pub struct CallIt { /// Which. pub id: i64, }",
        ),
        (
            json!({"method": "LOCK", "url": "h/x"}),
            "#[endpoint(\"LOCK\", \"/x\")] pub struct CallIt;",
        ),
        (
            json!({"url": "h/x", "header": "X-A: 1\nAccept: */*"}),
            "#[endpoint(GET, \"/x\")] pub struct CallIt { #[header(\"X-A\")] pub x_a: String, }",
        ),
        (
            json!({"url": "h/x", "auth": {"type": "basic", "basic": {"username": "a"}}}),
            "#[endpoint(GET, \"/x\", auth = Basic)] pub struct CallIt;",
        ),
        (
            json!({"url": "h/x", "auth": {"type": "noauth"}}),
            "#[endpoint(GET, \"/x\", auth = none)] pub struct CallIt;",
        ),
        (
            json!({"url": "h/x", "auth": {"type": "apikey", "apikey": [{"key": "in", "value": "query"}]}}),
            "#[endpoint(GET, \"/x\", auth = ApiKey)] pub struct CallIt;",
        ),
        (
            json!({"url": "h/x", "auth": null}),
            "#[endpoint(GET, \"/x\")] pub struct CallIt;",
        ),
        (
            post(json!({"mode": "raw", "raw": "{\"a\": {\"b\": 1}}"})),
            "#[endpoint(POST, \"/x\")] pub struct CallIt { pub a: A, }",
        ),
        (
            post(
                json!({"mode": "raw", "raw": "{\"a\": \"<boolean>\"}", "options": {"raw": {"language": "json"}}}),
            ),
            "#[endpoint(POST, \"/x\")] pub struct CallIt { pub a: bool, }",
        ),
        (
            post(json!({"mode": "raw", "raw": "7", "options": {"raw": {"language": "json"}}})),
            "#[endpoint(POST, \"/x\")] pub struct CallIt { #[body] pub body: i64, }",
        ),
        (
            post(json!({"mode": "raw", "raw": "{}"})),
            "#[endpoint(POST, \"/x\")] pub struct CallIt { #[body] pub body: serde_json::Map<String, serde_json::Value>, }",
        ),
        (
            post(json!({"mode": "raw", "raw": "hello"})),
            "#[endpoint(POST, \"/x\")] pub struct CallIt { /// The media type of the body. #[header(\"Content-Type\")] pub content_type: String, #[body(Text)] pub body: String, }",
        ),
        (
            post(json!({"mode": "raw", "raw": " "})),
            "#[endpoint(POST, \"/x\")] pub struct CallIt;",
        ),
        (
            post(json!({"mode": "raw", "raw": "x", "disabled": true})),
            "#[endpoint(POST, \"/x\")] pub struct CallIt;",
        ),
        (
            post(json!({"mode": "urlencoded", "urlencoded": "a=1&b=2"})),
            "#[endpoint(POST, \"/x\", body = Form)] pub struct CallIt { pub a: String, pub b: String, }",
        ),
        (
            post(
                json!({"mode": "urlencoded", "urlencoded": [{"key": "a", "value": "1", "disabled": true}, {"key": "grantType", "value": "x"}]}),
            ),
            "#[endpoint(POST, \"/x\", body = Form)] #[serde(rename_all = \"camelCase\")] pub struct CallIt { pub a: Option<String>, pub grant_type: String, }",
        ),
        (
            post(
                json!({"mode": "formdata", "formdata": [{"key": "f", "type": "file", "src": null}, {"key": "aB", "value": "1", "type": "text"}]}),
            ),
            "#[endpoint(POST, \"/x\", body = Multipart)] pub struct CallIt { #[part] pub f: Upload, #[part(\"aB\")] pub a_b: String, }",
        ),
        (
            post(json!({"mode": "file", "file": {}})),
            "#[endpoint(POST, \"/x\")] pub struct CallIt { #[body(Stream)] pub body: Upload, }",
        ),
        (
            post(json!({"mode": "graphql", "graphql": {"query": "{ a }", "variables": ""}})),
            "#[endpoint(POST, \"/x\")] pub struct CallIt { pub query: String, }",
        ),
        (
            json!({"method": "DELETE", "url": "h/x", "body": {"mode": "urlencoded", "urlencoded": [{"key": "a", "value": "b c"}]}}),
            "// note: the form is sent as one text, which the caller encodes: a DELETE request takes no fields",
        ),
    ];
    for (request, expected) in cases {
        let imported = import(&item(&request, &json!([])));
        let module = &imported.files[0].text;
        if expected.starts_with("//") {
            assert!(module.contains(expected), "{module}");
        } else {
            assert_eq!(declared(module), expected, "{request}");
        }
    }
}

#[test]
#[allow(clippy::too_many_lines, reason = "a table")]
fn responses() {
    let saved = |code: u16, language: &str, body: &str| json!({"name": "", "code": code, "_postman_previewlanguage": language, "body": body});
    let cases = [
        (json!([saved(204, "text", "")]), "204 => ()"),
        (json!([saved(200, "json", "")]), "200 => ()"),
        (
            json!([saved(200, "json", "[{\"id\": \"<uuid>\"}]")]),
            "200 => Vec<Link>",
        ),
        (
            json!([saved(200, "json", "[\"<string>\"]")]),
            "200 => Vec<String>",
        ),
        (
            json!([saved(200, "json", "\"<dateTime>\"")]),
            "200 => String",
        ),
        (
            json!([saved(200, "json", "[]")]),
            "200 => Vec<serde_json::Value>",
        ),
        (
            json!([saved(200, "text", "hello")]),
            "200 => String as Text",
        ),
        (json!([saved(200, "text", "{\"id\": 1}")]), "200 => Link"),
        (
            json!([saved(200, "json", "{\"id\": 1}"), saved(200, "json", "")]),
            "200 => Option<Link>",
        ),
        (
            json!([
                saved(201, "json", "{\"id\": 1}"),
                saved(200, "json", "{\"id\": 1}")
            ]),
            "200 | 201 => Link",
        ),
        (
            json!([
                saved(200, "json", "{\"id\": 1}"),
                saved(202, "json", "{\"job\": 2}")
            ]),
            "200 => Link, 202 => CallItResponse",
        ),
        (
            json!([
                saved(200, "json", "{\"id\": 1}"),
                saved(201, "json", "{\"id\": 1}"),
                saved(204, "json", "")
            ]),
            "200 | 201 => Link(Link), 204 => ()",
        ),
        (json!([saved(404, "json", "{\"m\": 1}")]), "404 => NotFound"),
        (
            json!([
                saved(404, "json", "{\"m\": 1}"),
                saved(400, "json", "{\"m\": 1}")
            ]),
            "400 | 404 => Rejected(Problem)",
        ),
        (
            json!([saved(502, "html", "<p>"), saved(503, "html", "<p>")]),
            "502 | 503 => Failed(String as Text)",
        ),
        (
            json!([
                saved(404, "json", "{\"m\": 1}"),
                saved(400, "json", "{\"m\": 1}"),
                saved(500, "text", "x"),
                saved(409, "text", "x")
            ]),
            "400 | 404 => Rejected(Problem), 409 | 500 => OtherError(String as Text)",
        ),
        (json!([saved(302, "html", "")]), "302 => ()"),
    ];
    for (responses, expected) in cases {
        let document = item(&json!({"method": "GET", "url": "h/links"}), &responses);
        let module = import(&document).files[0].text.clone();
        let declared = declared(&module);
        let (_, arms) = declared
            .split_once("\"/links\",")
            .unwrap_or_else(|| panic!("{responses}: {declared}"));
        let (arms, _) = arms.split_once(")]").unwrap();
        assert_eq!(arms.trim().trim_end_matches(','), expected, "{responses}");
    }
}

#[test]
fn credentials_are_inherited() {
    let call = |name: &str, auth: Value| json!({"name": name, "request": {"method": "GET", "url": format!("h/{name}"), "auth": auth}});
    let document = json!({
        "info": {"name": "All"},
        "auth": {"type": "bearer"},
        "item": [
            {"name": "Inside", "item": [call("a", json!(null)), call("b", json!({"type": "noauth"})), call("c", json!(null))]},
            {"name": "Own", "auth": {"type": "basic"}, "item": [call("d", json!(null))]},
        ],
    });
    let module = import(&document).files[0].text.clone();
    for expected in [
        "#[api(auth = Bearer)]\npub mod inside {",
        "#[endpoint(GET, \"/a\")]",
        "#[endpoint(GET, \"/b\", auth = none)]",
        "#[api(auth = Basic)]\npub mod own {",
        "#[endpoint(GET, \"/d\")]",
    ] {
        assert!(module.contains(expected), "{expected} in {module}");
    }
}

#[test]
fn a_byte_order_mark_and_a_wrapped_collection() {
    let collection = json!({"collection": {"info": {"name": "A"}, "item": [{"name": "Ping", "request": "h/ping"}]}});
    let text = format!("\u{feff}{collection}");
    let imported = postman(&text, &options()).unwrap();
    assert_eq!(
        declared(&imported.files[0].text),
        "#[endpoint(GET, \"/ping\")] pub struct Ping;"
    );
}

#[test]
fn a_parent_that_is_like_its_child() {
    let body =
        json!({"id": 1, "parent": {"id": 2, "parent": {"id": 3, "parent": null}}}).to_string();
    let responses =
        json!([{"name": "OK", "code": 200, "_postman_previewlanguage": "json", "body": body}]);
    let imported = import(&item(
        &json!({"method": "GET", "url": "h/nodes/:id"}),
        &responses,
    ));
    assert!(imported.files[0].text.contains("200 => Node"));
}

#[test]
fn values_of_secret_variables_are_not_copied() {
    let document = json!({
        "info": {"name": "A"},
        "variable": [{"key": "apiToken", "value": "s3cr3t"}, {"key": "region", "value": "eu"}],
        "item": [{"name": "Ping", "request": {"method": "GET", "url": "h/ping", "header": [
            {"key": "X-Anything", "value": "{{apiToken}} in {{region}}"},
        ]}}],
    });
    let module = import(&document).files[0].text.clone();
    assert!(!module.contains("s3cr3t"), "{module}");
    assert!(
        module.contains("x_anything: \"{{apiToken}} in eu\".to_owned(),"),
        "{module}"
    );
}

#[test]
fn saved_requests_of_an_older_form_say_nothing() {
    let older = json!({"method": "GET", "url": {"path": 7}, "header": 7, "body": {"mode": "raw", "raw": {}}});
    let responses = json!([{"name": "OK", "code": "200", "originalRequest": older, "_postman_previewlanguage": "json", "body": "{\"id\": 1}"}]);
    let document = item(&json!({"method": "GET", "url": "h/links/:id"}), &responses);
    assert_eq!(
        declared(&import(&document).files[0].text),
        "#[endpoint(GET, \"/links/<id>\", 200 => Link)] pub struct CallIt { pub id: String, }"
    );
}

#[test]
fn saved_requests_add_what_the_request_lacks() {
    let saved = json!({"method": "POST", "url": "h/links?dry_run=true", "body": {"mode": "raw", "raw": "{\"name\": null, \"size\": 1.5, \"own\": 1}"}});
    let responses = json!([{"name": "OK", "code": 204, "originalRequest": saved}]);
    let request = json!({"method": "POST", "url": "h/links", "body": {"mode": "raw", "raw": "{\"name\": \"x\", \"size\": 1}"}});
    assert_eq!(
        declared(&import(&item(&request, &responses)).files[0].text),
        "#[endpoint(POST, \"/links\", 204 => ())] pub struct CallIt { #[query] pub dry_run: Option<bool>, \
         pub name: Patch<String>, pub size: f64, pub own: Option<i64>, }"
    );
}

/// Whatever stands in a document, the module is Rust that can be read, and nothing in a comment turns the direction of its line.
#[test]
fn control_characters_stay_in_quotes() {
    let odd = "a\rb\u{202e}c\u{7}d\u{0}e\n*/ \"# }";
    let responses = json!([{"name": odd, "code": 200, "_postman_previewlanguage": "text", "body": odd}, {"name": odd, "code": 200, "body": odd}]);
    let request = json!({"method": "POST", "description": odd, "url": {"host": "h", "path": ["x", odd], "query": [{"key": odd, "value": odd, "description": odd}]}, "header": [{"key": odd, "value": odd}], "body": {"mode": "raw", "raw": json!({odd: odd}).to_string()}});
    let document = json!({"info": {"name": odd, "description": odd}, "item": [{"name": odd, "item": [item(&request, &responses)]}]});
    let imported = postman(&document.to_string(), &callpoint_cli::Options::default()).unwrap();
    let module = &imported.files[0].text;
    assert!(
        !module.contains(['\u{202e}', '\u{7}', '\u{0}', '\r']),
        "{module}"
    );
    let (_, summary) = imported.update(module).unwrap();
    assert_eq!(summary.update, [""; 0]);
}

#[test]
fn names_leave_room_for_those_of_the_enums() {
    let names = ["Match error", "Match", "API error", "Match", "match"];
    let items: Vec<Value> = names
        .iter()
        .map(|name| json!({"name": name, "request": "h/sync"}))
        .collect();
    let module = import(&json!({"item": items})).files[0].text.clone();
    for name in [
        "MatchError",
        "MatchSync",
        "ApiErrorItem",
        "GetSync",
        "MatchSync2",
    ] {
        assert!(
            module.contains(&format!("pub struct {name};")),
            "{name} in {module}"
        );
    }
}

#[test]
fn what_callpoint_exported_is_read_as_it_was_meant() {
    let document = json!({
        "variable": [{"key": "empty", "value": ""}],
        "item": [{"name": "Call it", "request": {
            "method": "POST",
            "url": {
                "raw": "{{baseUrl}}/x/:id",
                "host": ["{{baseUrl}}"],
                "path": ["x", ":id"],
                "query": [
                    {"key": "filter%5Bat%5D", "value": "1+2%26%3C3"},
                    {"key": "tag", "value": "a"},
                    {"key": "tag", "value": "b c"},
                    {"key": "exact"},
                    {"key": "mode", "value": "{{empty}}"},
                    {"key": "size", "value": "<integer>", "disabled": true},
                ],
                "variable": [{"key": "id", "value": "a%20b"}],
            },
            "body": {"mode": "raw", "raw": "{\"name\": \"x\", \"own\": 1}"},
            "description": "Calls.\n\nThe fields of the body:\n\n- `name` (`String`): Whose.\n- `own` (`Option<u8>`, optional)",
        }, "response": [
            {"name": "2xx, shown as 200: Done", "code": 200},
            {"name": "404: Missing link", "code": 404},
        ]}],
    });
    let imported = postman(&document.to_string(), &Options::default()).unwrap();
    let module = &imported.files[0].text;
    for expected in [
        "/// Calls.\n",
        "// note: the saved response with 200 stands for 2xx; only 200 is declared\n",
        "/// Done.\n",
        "/// Missing link.\n",
        "#[example(\"a b\")]\n    pub id: String,\n",
        "#[query(\"filter[at]\")]\n    #[example(\"1+2&<3\")]\n    pub filter_at: String,\n",
        "#[example(r#\"[\"a\", \"b c\"]\"#)]\n    pub tag: Vec<String>,\n",
        "#[query(flag)]\n    #[example(\"true\")]\n    pub exact: bool,\n",
        "#[example(\"{{empty}}\")]\n    pub mode: String,\n",
        "#[query]\n    pub size: Option<i64>,\n",
        "/// Whose.\n    #[example(\"x\")]\n    pub name: String,\n",
        "#[example(\"1\")]\n    pub own: Option<i64>,\n",
    ] {
        assert!(module.contains(expected), "{expected} in {module}");
    }
    assert!(!module.contains("The fields of the body"), "{module}");
}

#[test]
fn only_a_class_without_a_body_says_that_nothing_is_declared() {
    let responses = |body: Value| {
        let document = item(
            &json!({"method": "GET", "url": "h/x"}),
            &json!([{"name": "2xx, shown as 200", "code": 200, "_postman_previewlanguage": "json", "body": body}]),
        );
        declared(&import(&document).files[0].text)
    };
    assert_eq!(
        responses(Value::Null),
        "#[endpoint(GET, \"/x\")] pub struct CallIt;"
    );
    assert!(responses(json!("[1]")).contains("200 => Vec<i64>"));
}

#[test]
fn pages_of_different_things_are_different_types() {
    let call = |path: &str, body: &str| {
        json!({
            "name": path,
            "request": {"method": "GET", "url": format!("h/{path}")},
            "response": [{"name": "ok", "code": 200, "_postman_previewlanguage": "json", "body": body}],
        })
    };
    let document = json!({
        "info": {"name": "Shop", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
        "item": [
            call("shops", r#"{"data": [{"id": 1, "city": "x", "owner": null}], "total": 1}"#),
            call("closed-shops", r#"{"data": [{"id": 1, "city": "x", "owner": "y"}], "total": 1}"#),
            call("orders", r#"{"data": [{"id": 1, "items": [1], "sum": 7}], "total": 1}"#),
        ],
    });
    let imported = postman(&document.to_string(), &Options::default()).unwrap();
    let module = &imported.files[0].text;
    for (expected, times) in [
        // What is `null` in one is a string in the other, which has the same keys.
        (
            "    pub id: i64,\n    pub city: String,\n    pub owner: Option<String>,\n}",
            1,
        ),
        (
            "    pub id: i64,\n    pub items: Vec<i64>,\n    pub sum: i64,\n}",
            1,
        ),
        ("    pub total: i64,\n}", 2),
    ] {
        assert_eq!(
            module.matches(expected).count(),
            times,
            "{expected} in {module}"
        );
    }
}

#[test]
fn a_body_of_another_json_is_json() {
    let document = item(
        &json!({
            "method": "PATCH",
            "url": "h/x",
            "header": [{"key": "content-type", "value": "application/merge-patch+json"}],
            "body": {"mode": "raw", "raw": "{\"size\": \"<integer>\"}", "options": {"raw": {"language": "json"}}},
        }),
        &json!([]),
    );
    let module = declared(&import(&document).files[0].text);
    assert!(module.contains("pub size: i64,"), "{module}");
    assert!(module.contains("#[header(\"Content-Type\")]"), "{module}");
}
