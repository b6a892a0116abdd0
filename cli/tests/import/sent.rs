//! What a collection sends, the declarations send.

use callpoint_cli::{Options, postman};
use serde_json::{Value, json};

use super::declared;
use super::postman::{import, item};

/// `Accept` and `Content-Type` are sent as the document has them.
#[test]
fn media_types_as_written() {
    const FIELD: &str = "#[header(\"Accept\")] pub accept: String";
    const FIXED: &str = "header = \"Accept: VALUE\"";
    let json = json!([{"name": "OK", "code": 200, "_postman_previewlanguage": "json", "body": "{\"id\": 1}"}]);
    let none = json!([]);
    let cases = [
        ("application/json", &none, FIXED),
        ("application/json, text/csv", &none, FIXED),
        ("application/json, text/csv", &json, FIXED),
        ("application/json;q=0.5", &json, FIXED),
        ("{{type}}", &none, FIELD),
        ("<media type>", &none, FIELD),
        ("json", &none, FIELD),
        ("application/json", &json, ""),
        ("*/*", &none, ""),
        ("*/*", &json, ""),
    ];
    for (value, responses, expected) in cases {
        let request =
            json!({"method": "GET", "url": "h/x", "header": [{"key": "Accept", "value": value}]});
        let declared = declared(&import(&item(&request, responses)).files[0].text);
        let expected = expected.replace("VALUE", value);
        assert!(declared.contains(&expected), "{value}: {declared}");
        let is_there = declared.to_lowercase().contains("accept");
        assert_eq!(is_there, !expected.is_empty(), "{value}: {declared}");
    }
    let cases = [
        ("text/plain", true),
        ("text/plain; charset=latin1", true),
        ("text/plain;charset=UTF-8", false),
        ("application/json; charset=utf-8", false),
        ("application/json; profile=a", true),
    ];
    for (value, is_field) in cases {
        let body = json!({"mode": "raw", "raw": "{\"a\": 1}"});
        let request = json!({"method": "POST", "url": "h/x", "header": [{"key": "Content-Type", "value": value}], "body": body});
        let declared = declared(&import(&item(&request, &none)).files[0].text);
        assert_eq!(
            declared.contains("pub content_type: String"),
            is_field,
            "{value}: {declared}"
        );
    }
}

/// Variables of the collection stand for their values in every body; those without quotes have a value of any type.
#[test]
fn variables_in_bodies() {
    let variables = json!([{"key": "acct", "value": "A1"}, {"key": "amount", "value": "12.5"}, {"key": "list", "value": "[{{amount}}]"}]);
    let cases = [
        (
            json!({"mode": "raw", "raw": "{\"m\": \"{{acct}}\"}"}),
            "pub m: String",
            "m: \"A1\".to_owned()",
        ),
        (
            json!({"mode": "raw", "raw": "{\"m\": {{amount}}}"}),
            "pub m: f64",
            "m: 12.5",
        ),
        (
            json!({"mode": "raw", "raw": "{\"m\": {{list}}}"}),
            "pub m: Vec<f64>",
            "m: vec![12.5]",
        ),
        (
            json!({"mode": "raw", "raw": "{\"m\": {{unknown}}}"}),
            "// note: `{{unknown}}` can be a value of any type\n    pub m: serde_json::Value",
            "m: serde_json::json!(\"{{unknown}}\")",
        ),
        (
            json!({"mode": "raw", "raw": "{\"m\": \"{{$isoTimestamp}}\"}"}),
            "// note: Postman makes a value for `{{$isoTimestamp}}` in each request",
            "m: \"{{$isoTimestamp}}\".to_owned()",
        ),
        (
            json!({"mode": "graphql", "graphql": {"query": "{{acct}}", "variables": "{\"id\": {{amount}}}"}}),
            "pub variables: Variables",
            "query: \"A1\".to_owned()",
        ),
        (
            json!({"mode": "urlencoded", "urlencoded": [{"key": "m", "value": "{{acct}}"}]}),
            "pub m: String",
            "m: \"A1\".to_owned()",
        ),
    ];
    for (body, ty, value) in cases {
        let request = json!({"method": "POST", "url": "h/x", "body": body});
        let document = json!({"variable": variables, "item": [item(&request, &json!([]))]});
        let module = import(&document).files[0].text.clone();
        assert!(module.contains(ty), "{ty} in {module}");
        assert!(module.contains(value), "{value} in {module}");
    }
}

/// A key that Postman makes for each request is one that the runtime makes for each call.
#[test]
fn idempotency_keys() {
    for (name, value, is_key) in [
        ("Idempotency-Key", "{{$guid}}", true),
        ("X-Idempotency-Key", "{{$randomUUID}}", true),
        ("Idempotency-Key", "{{key}}", false),
        ("X-Request-Id", "{{$guid}}", false),
    ] {
        let request =
            json!({"method": "POST", "url": "h/x", "header": [{"key": name, "value": value}]});
        let imported = import(&item(&request, &json!([])));
        let declared = declared(&(imported.files[0].text.clone() + "impl "));
        assert_eq!(
            declared.contains(&format!("idempotency_key = {name:?}")),
            is_key,
            "{declared}"
        );
        assert_eq!(
            imported.summary.notes.is_empty(),
            !value.contains('$') || is_key,
            "{:?}",
            imported.summary.notes
        );
    }
}

/// What one item has leaves the others as they are.
#[test]
fn items_that_cannot_be_read() {
    let good = json!({"name": "Good", "request": "h/good"});
    let post = |body: Value| json!({"name": "Bad", "request": {"method": "POST", "url": "h/x", "body": body}});
    let cases = [
        (
            post(json!({"mode": "formdata", "formdata": ""})),
            "`Bad` is not declared: request.body.formdata: expected an array, found a string",
        ),
        (
            post(json!({"mode": "raw", "raw": {}})),
            "`Bad` is not declared: request.body.raw: expected a string, found an object",
        ),
        (
            json!({"name": "Bad", "request": {"url": 7}}),
            "`Bad` is not declared: request.url: expected an object, found a number",
        ),
        (
            json!({"name": "Bad", "item": ""}),
            "`Bad` is not declared: item: expected an array, found a string",
        ),
        (
            json!({"name": "Bad"}),
            "`Bad` is not declared: Bad: expected `request` or `item` in it",
        ),
        (
            json!(7),
            "`` is not declared: item[1]: expected an object, found a number",
        ),
    ];
    for (bad, note) in cases {
        let imported = import(&json!({"item": [good, bad, {"name": "Inside", "item": [good]}]}));
        assert_eq!(imported.summary.endpoints, 2, "{bad}");
        assert_eq!(imported.summary.notes, [note]);
        assert!(imported.files[0].text.contains(&format!("// note: {note}")));
    }
}

/// A pair without a name is no field, and no pair is left out silently; one that is switched off says nothing of its value.
#[test]
fn odd_pairs() {
    let list = |query: Value| json!({"host": "h", "path": ["x"], "query": query});
    let cases = [
        (json!("h/x?a&&b"), 1),
        (json!("h/x?=x"), 1),
        (json!("h/x?a=1&"), 1),
        (json!("h/x?"), 0),
        (
            list(json!([{"key": "", "value": "x"}, {"key": null, "value": "x"}])),
            1,
        ),
        (
            list(json!([{"key": "", "value": "x", "disabled": true}])),
            0,
        ),
    ];
    for (url, notes) in cases {
        let imported = import(&item(&json!({"method": "GET", "url": url}), &json!([])));
        let found = imported.summary.notes.iter().filter(|note| {
            note.ends_with("the query has a pair without a name, which is left out")
        });
        assert_eq!(found.count(), notes, "{url}: {:?}", imported.summary.notes);
    }
    let url = list(
        json!([{"key": "off", "value": null, "disabled": true}, {"key": "on", "value": null}, {"key": "no", "disabled": true}]),
    );
    let declared =
        declared(&import(&item(&json!({"method": "GET", "url": url}), &json!([]))).files[0].text);
    assert_eq!(
        declared,
        "#[endpoint(GET, \"/x\")] pub struct CallIt { #[query] pub off: Option<String>, #[query(flag)] pub on: bool, #[query] pub no: Option<String>, }"
    );
}

/// An export of the field would send what `example()` does not.
#[test]
fn a_field_that_the_first_example_lacks_has_none() {
    let saved = json!({"method": "POST", "url": "h/links", "body": {"mode": "raw", "raw": "{\"name\": \"y\", \"own\": 1}"}});
    let responses = json!([{"name": "OK", "code": 204, "originalRequest": saved}]);
    let request = json!({"method": "POST", "url": "h/links", "body": {"mode": "raw", "raw": "{\"name\": \"x\"}"}});
    let imported = postman(&item(&request, &responses).to_string(), &Options::default()).unwrap();
    let module = &imported.files[0].text;
    for expected in [
        "#[example(\"x\")]\n    pub name: String,\n    pub own: Option<i64>,\n",
        "own: None,",
    ] {
        assert!(module.contains(expected), "{expected} in {module}");
    }
}
