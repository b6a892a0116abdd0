//! Texts of a document in all other places of a module.

use callpoint_cli::{Imported, Options, openapi, postman};
use serde_json::{Value, json};
use syn::Item;

use super::descriptions::Random;

const TEXTS: [&str; 14] = [
    "*/ fn evil() {} /*",
    "\"] fn evil() {} #[doc = \"",
    "\"#)] fn evil() {} #[example(r#\"",
    "a\nfn evil() {}",
    "a\rfn evil() {}",
    "a\u{2028}fn evil() {}\u{85}fn evil() {}",
    "a\\",
    "{evil}\u{202e}evil\u{2066}\u{ad}\u{61c}",
    "\0evil\u{b}\u{c}\u{7f}",
    "evil`\n\n```\nfn evil() {}\n```\n",
    "import: head=00000000",
    "\n// import: head=00000000",
    "../../evil",
    "r#\"evil\"##########",
];

/// A collection with a text in every place that takes one.
fn collection(text: &str) -> Value {
    json!({
        "info": {"name": text, "description": text},
        "variable": [{"key": "v", "value": text}],
        "item": [
            {"name": text, "description": text, "item": [{
                "name": text,
                "request": {
                    "method": text,
                    "description": text,
                    "header": [
                        {"key": text, "value": text, "description": text},
                        {"key": "X-A", "value": text, "description": text},
                    ],
                    "url": {
                        "raw": "https://h.example.com/",
                        "host": [text],
                        "path": ["a", text, ":id"],
                        "query": [{"key": text, "value": text, "description": text}, {"key": "q", "value": text}],
                        "variable": [{"key": "id", "value": text, "description": text}],
                    },
                    "body": {"mode": "raw", "raw": json!({text: text, "a": {text: [text]}, "b": [1, text]}).to_string()},
                },
                "response": [
                    {"name": text, "code": 200, "header": [{"key": "Content-Type", "value": text}], "body": text},
                    {"name": text, "code": 404, "_postman_previewlanguage": "json", "body": json!({text: text}).to_string()},
                    {"name": text, "code": 999, "body": text},
                ],
            }]},
            {"name": text, "item": []},
            {"name": text, "request": {"method": "POST", "url": format!("https://h.example.com/{text}"), "body": {
                "mode": "formdata", "formdata": [
                    {"key": text, "value": text, "description": text, "contentType": text},
                    {"key": "f", "type": "file", "src": text, "description": text},
                ],
            }}},
        ],
    })
}

fn check(items: &[Item], text: &str) {
    for item in items {
        match item {
            Item::Mod(module) => {
                if let Some((_, items)) = &module.content {
                    check(items, text);
                }
            }
            Item::Use(_) | Item::Struct(_) | Item::Enum(_) | Item::Impl(_) | Item::Const(_) => {}
            _ => panic!("{text:?} became an item"),
        }
    }
}

/// Nothing of a text is code, in no file of a module.
fn assert_texts(imported: &Imported, text: &str) {
    for file in &imported.files {
        let name = file.name.strip_suffix(".rs").unwrap();
        assert!(
            name.chars().all(|c| c.is_alphanumeric() || c == '_'),
            "{name}"
        );
        let rust = syn::parse_file(&file.text)
            .unwrap_or_else(|error| panic!("{error}: {text:?} in {}", file.text));
        check(&rust.items, text);
        let hidden = |c: &char| {
            (c.is_control() && *c != '\n')
                || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{ad}' | '\u{61c}')
        };
        let line = file.text.lines().find(|line| line.contains(|c| hidden(&c)));
        assert_eq!(line, None, "{text:?}");
        for comment in super::comments(&file.text) {
            for shown in comment.texts() {
                assert_eq!(super::tests(&shown), [""; 0], "{shown}");
            }
        }
        let records = file
            .text
            .lines()
            .filter(|line| line.trim().starts_with("// import: "));
        let is_forged = |line: &str| line.trim() == "// import: head=00000000";
        assert!(!records.into_iter().any(is_forged), "{}", file.text);
    }
}

#[test]
fn texts_stay_texts() {
    for text in TEXTS {
        for split in [false, true] {
            let document = collection(text).to_string();
            let options = Options::default().split(split);
            let imported =
                postman(&document, &options).unwrap_or_else(|error| panic!("{error}: {text:?}"));
            assert_texts(&imported, text);
            if !split {
                let updated = imported.update(&imported.files[0].text).unwrap().0;
                assert_eq!(updated, imported.files[0].text);
            }
        }
    }
}

/// An `OpenAPI` document with a text in every place that takes one.
fn document(text: &str) -> Value {
    let pointer = text.replace('~', "~0").replace('/', "~1");
    let reference = format!("#/components/schemas/{pointer}");
    let mut schemas = json!({
        "Own": {"type": "object", "title": text, "description": text, "required": [text],
            "properties": {"a": {"type": "string", "enum": [text, "b"], "default": text},
                "c": {"const": text}, "d": {"format": text, "type": "string", "example": text}}},
        "Either": {"oneOf": [{"$ref": reference}, {"$ref": "#/components/schemas/Own"}],
            "discriminator": {"propertyName": text, "mapping": {(text): reference}}},
    });
    schemas[text] =
        json!({"type": "object", "properties": {(text): {"type": "string", "description": text}}});
    let content = json!({
        "application/json": {"schema": {"$ref": reference}, "example": text},
        (text): {"schema": {"type": "string"}},
    });
    let parameter = |location: &str| {
        json!({"name": text, "in": location, "required": true, "description": text,
            "schema": {"type": "string", "default": text}, "example": text})
    };
    let operation = json!({
        "operationId": text, "summary": text, "description": text, "tags": [text], "deprecated": true,
        "parameters": [parameter("query"), parameter("header"), parameter("cookie"), parameter("path")],
        "requestBody": {"description": text, "content": content},
        "responses": {
            "200": {"description": text, "content": content,
                "headers": {(text): {"schema": {"type": "string"}, "description": text}}},
            "404": {"description": text, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Either"}}}},
            (text): {"description": text},
        },
        "security": [{(text): [text]}],
        "servers": [{"url": text, "description": text}],
    });
    json!({
        "openapi": "3.1.0",
        "info": {"title": text, "version": text, "description": text},
        "servers": [{"url": text, "description": text}],
        "tags": [{"name": text, "description": text}],
        "paths": {
            (format!("/{text}")): {"post": operation},
            (format!("/x/{{{text}}}/y")): {"get": operation, (text): operation},
            "/plain": {"put": operation},
        },
        "components": {"schemas": schemas, "securitySchemes": {
            (text): {"type": "apiKey", "in": "header", "name": text, "description": text}}},
    })
}

#[test]
fn texts_of_openapi_stay_texts() {
    let random = (0..100).map(|seed| Random::new(seed).description());
    let texts = TEXTS.iter().map(|text| (*text).to_owned()).chain(random);
    for text in texts.chain(["r#type".to_owned()]) {
        for split in [false, true] {
            let options = Options::default().split(split);
            let imported = openapi(&document(&text).to_string(), &options)
                .unwrap_or_else(|error| panic!("{error}: {text:?}"));
            assert_texts(&imported, &text);
            let all: String = imported.files.iter().map(|file| &*file.text).collect();
            assert!(
                all.contains("#[endpoint("),
                "{text:?}: {:?}",
                imported.summary.notes
            );
        }
    }
}

/// A name that looks like a part of an attribute stays whole where the attribute is too wide for a line.
#[test]
fn a_name_like_an_attribute() {
    let name = format!("a, skip_serializing_if = \"b\", {}", "c".repeat(80));
    let item = json!({"name": "Send", "request": {
        "method": "POST", "url": "https://h.example.com/a",
        "body": {"mode": "raw", "raw": json!({ &name: {&name: "x"} }).to_string()},
    }});
    let imported = postman(&item.to_string(), &Options::default()).unwrap();
    let literal = format!("{name:?}");
    let text = &imported.files[0].text;
    assert_eq!(
        text.matches(&format!("rename = {literal}")).count(),
        2,
        "{text}"
    );
}
