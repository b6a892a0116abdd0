//! Changes that change nothing: texts, examples, order, and other ways to say the same.

use callpoint_documents::{compare, openapi};
use callpoint_testing::check_openapi;
use serde_json::{Map, Value, json};

use crate::services;
use crate::sites::{operations, schemas};

/// How many changes there have to be.
const LEAST: usize = 50;

#[test]
fn prose_order_and_examples_are_no_difference() {
    let mut total = 0;
    for service in services() {
        let old = openapi::read(&service.document.to_string()).unwrap();
        for (name, changed) in all(&service.document) {
            assert_ne!(
                changed,
                service.document.to_string(),
                "{name} changes nothing"
            );
            let new = openapi::read(&changed).unwrap();
            let report = compare::documents(&old, &new);
            assert_eq!(
                report.differences(),
                [],
                "diff: {name} of {}\n{report}",
                service.name
            );
            let report = check_openapi(service.endpoints, &changed).unwrap();
            assert_eq!(
                report.differences(),
                [],
                "check: {name} of {}\n{report}",
                service.name
            );
            total += 1;
        }
    }
    println!("{total} changes of prose, order and examples");
    assert!(total >= LEAST, "{total} changes");
}

/// Each change with its name, as text: objects of `serde_json` may have no order of their own.
fn all(document: &Value) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = Vec::new();
    let mut add = |name: &str, change: &dyn Fn(&mut Value)| {
        let mut changed = document.clone();
        change(&mut changed);
        if changed != *document {
            all.push((name.to_owned(), changed.to_string()));
        }
    };
    add("title", &|it| it["info"]["title"] = "Another".into());
    add("version", &|it| it["info"]["version"] = "99".into());
    add("description", &|it| {
        it["info"]["description"] = "Another.".into();
    });
    add("server", &|it| {
        it["servers"] = json!([{"url": "https://other.example.com"}]);
    });
    add("extension", &|it| it["x-other"] = json!({"a": 1}));
    for pointer in operations(document) {
        let at =
            |it: &mut Value, change: &dyn Fn(&mut Value)| change(it.pointer_mut(&pointer).unwrap());
        let named = |name: &str| format!("{name} of {pointer}");
        add(&named("summary"), &|it| {
            at(it, &|it| it["summary"] = "Another.".into());
        });
        add(&named("description"), &|it| {
            at(it, &|it| it["description"] = "More.".into());
        });
        add(&named("tags"), &|it| {
            at(it, &|it| it["tags"] = json!(["another"]));
        });
        add(&named("order of parameters"), &|it| {
            at(it, &|it| {
                if let Some(parameters) = it["parameters"].as_array_mut()
                    && parameters.iter().all(|it| it["in"] != "path")
                {
                    parameters.reverse();
                }
            });
        });
        add(&named("parameter's description"), &|it| {
            at(it, &|it| {
                if let Some(first) = it["parameters"].get_mut(0) {
                    first["description"] = "Another.".into();
                    first["example"] = "another".into();
                }
            });
        });
        add(&named("responses' descriptions"), &|it| {
            at(it, &|it| {
                for response in it["responses"].as_object_mut().unwrap().values_mut() {
                    response["description"] = "Another.".into();
                }
            });
        });
    }
    for site in schemas(document) {
        let at = |it: &mut Value, change: &dyn Fn(&mut Value)| {
            change(it.pointer_mut(&site.pointer).unwrap());
        };
        let named = |name: &str| format!("{name} of {}", site.pointer);
        add(&named("description"), &|it| {
            at(it, &|it| it["description"] = "Another.".into());
        });
        add(&named("examples"), &|it| {
            at(it, &|it| it["examples"] = json!(["another"]));
        });
        add(&named("order of lists"), &|it| {
            at(it, &|it| {
                for key in ["required", "enum", "oneOf", "anyOf"] {
                    if let Some(list) = it.get_mut(key).and_then(Value::as_array_mut) {
                        list.reverse();
                    }
                }
            });
        });
        add(&named("reference in allOf"), &|it| {
            at(it, &|it| {
                if it["$ref"].is_string() {
                    *it = json!({"allOf": [it.clone()], "description": "The same."});
                }
            });
        });
        add(&named("limits"), &|it| {
            at(it, &|it| {
                if it["type"] == "string" {
                    it["maxLength"] = 7.into();
                }
            });
        });
    }
    let reversed = reversed_text(document);
    if reversed != *document {
        all.push(("order of all names".to_owned(), reversed));
    }
    all
}

/// The document with the names of all objects in the other order.
fn reversed_text(value: &Value) -> String {
    match value {
        Value::Object(object) => {
            let object: &Map<String, Value> = object;
            let mut names: Vec<_> = object
                .iter()
                .map(|(name, value)| {
                    format!("{}:{}", Value::from(name.as_str()), reversed_text(value))
                })
                .collect();
            names.reverse();
            format!("{{{}}}", names.join(","))
        }
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(reversed_text).collect();
            format!("[{}]", items.join(","))
        }
        other => other.to_string(),
    }
}
