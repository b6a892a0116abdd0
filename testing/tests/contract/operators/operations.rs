//! Operations, parameters, bodies, responses and credentials.

use callpoint_testing::DifferenceKind as Kind;
use serde_json::{Value, json};

use super::{Changes, remove, set};
use crate::sites::{keys, operations, parent, unescaped};

pub(super) fn apply(changes: &mut Changes<'_>) {
    changes.add("operation added", "/paths", Kind::OperationAdded, false, |it| {
        let added = json!({"get": {"operationId": "added", "responses": {"204": {"description": "None."}}}});
        set(it, "/paths", "/added", added);
    });
    for pointer in operations(changes.document) {
        operation(changes, &pointer);
        let operation = changes.document.pointer(&pointer).unwrap();
        for index in 0..operation["parameters"].as_array().map_or(0, Vec::len) {
            parameter(changes, &pointer, index);
        }
        body(changes, &pointer);
        responses(changes, &pointer);
        security(changes, &pointer);
    }
}

fn operation(changes: &mut Changes<'_>, pointer: &str) {
    let (path, method) = parent(pointer);
    changes.add(
        "operation removed",
        pointer,
        Kind::OperationRemoved,
        true,
        |it| {
            remove(it, path, &method);
        },
    );
    let moved = format!("/moved{}", parent(path).1);
    changes.add("path changed", pointer, Kind::OperationMoved, true, |it| {
        let operation = remove(it, path, &method).unwrap();
        set(it, "/paths", &moved, json!({ &method: operation }));
    });
    changes.add(
        "method changed",
        pointer,
        Kind::OperationMoved,
        true,
        |it| {
            let operation = remove(it, path, &method).unwrap();
            set(it, path, "trace", operation);
        },
    );
    changes.add(
        "operation renamed",
        pointer,
        Kind::OperationRenamed,
        false,
        |it| {
            set(it, pointer, "operationId", "another");
        },
    );
    changes.add(
        "operation deprecated",
        pointer,
        Kind::OperationDeprecated,
        false,
        |it| {
            set(it, pointer, "deprecated", true);
        },
    );
    for (operator, required) in [
        ("parameter added", false),
        ("required parameter added", true),
    ] {
        changes.add(operator, pointer, Kind::ParameterAdded, required, |it| {
            let operation = it.pointer_mut(pointer).unwrap();
            let parameters = &mut operation["parameters"];
            if parameters.is_null() {
                *parameters = json!([]);
            }
            let added = json!({"name": "added", "in": "query", "required": required, "schema": {"type": "string"}});
            parameters.as_array_mut().unwrap().push(added);
        });
    }
}

fn parameter(changes: &mut Changes<'_>, operation: &str, index: usize) {
    let pointer = &format!("{operation}/parameters/{index}");
    let parameter = changes.document.pointer(pointer).unwrap().clone();
    let (location, name) = (
        parameter["in"].as_str().unwrap(),
        parameter["name"].as_str().unwrap(),
    );
    changes.add(
        "parameter deprecated",
        pointer,
        Kind::ParameterDeprecated,
        false,
        |it| {
            set(it, pointer, "deprecated", true);
        },
    );
    let is_list = parameter["schema"]["type"] == "array";
    if is_list {
        changes.add(
            "style of a parameter",
            pointer,
            Kind::ParameterStyle,
            true,
            |it| {
                set(it, pointer, "style", "spaceDelimited");
            },
        );
        changes.add(
            "explode of a parameter",
            pointer,
            Kind::ParameterStyle,
            true,
            |it| {
                set(it, pointer, "style", "form");
                set(it, pointer, "explode", true);
            },
        );
    } else {
        changes.add(
            "type of a parameter",
            pointer,
            Kind::TypeChanged,
            true,
            |it| {
                set(it, pointer, "schema", json!({"type": "boolean"}));
            },
        );
    }
    if location == "path" {
        let path = parent(operation).0;
        let template = parent(path).1;
        changes.add(
            "path parameter renamed",
            pointer,
            Kind::ParameterRenamed,
            false,
            |it| {
                let mut item = remove(it, "/paths", &template).unwrap();
                for operation in item.as_object_mut().unwrap().values_mut() {
                    let parameters = operation["parameters"].as_array_mut().unwrap();
                    for parameter in parameters.iter_mut().filter(|it| it["name"] == name) {
                        parameter["name"] = "another".into();
                    }
                }
                let template = template.replace(&format!("{{{name}}}"), "{another}");
                set(it, "/paths", &template, item);
            },
        );
    } else {
        movable(changes, pointer, index, &parameter);
    }
}

/// A parameter that is not in the path.
fn movable(changes: &mut Changes<'_>, pointer: &str, index: usize, parameter: &Value) {
    changes.add(
        "parameter removed",
        pointer,
        Kind::ParameterRemoved,
        true,
        |it| {
            let parameters = it.pointer_mut(parent(pointer).0).unwrap();
            parameters.as_array_mut().unwrap().remove(index);
        },
    );
    changes.add(
        "parameter renamed",
        pointer,
        Kind::ParameterRemoved,
        true,
        |it| {
            set(it, pointer, "name", "another");
        },
    );
    let elsewhere = if parameter["in"] == "header" {
        "query"
    } else {
        "header"
    };
    changes.add(
        "parameter moved",
        pointer,
        Kind::ParameterMoved,
        true,
        |it| {
            set(it, pointer, "in", elsewhere);
        },
    );
    let required = parameter["required"] == true;
    changes.add(
        "required of a parameter",
        pointer,
        Kind::ParameterRequired,
        !required,
        |it| {
            set(it, pointer, "required", !required);
        },
    );
}

fn body(changes: &mut Changes<'_>, operation: &str) {
    let pointer = &format!("{operation}/requestBody");
    let Some(body) = changes.document.pointer(pointer).cloned() else {
        for (operator, required) in [("body added", false), ("required body added", true)] {
            changes.add(operator, operation, Kind::BodyAdded, required, |it| {
                let content = json!({"application/json": {"schema": {"type": "string"}}});
                set(
                    it,
                    operation,
                    "requestBody",
                    json!({"required": required, "content": content}),
                );
            });
        }
        return;
    };
    changes.add("body removed", pointer, Kind::BodyRemoved, true, |it| {
        remove(it, operation, "requestBody");
    });
    changes.add(
        "required of a body",
        pointer,
        Kind::BodyRequired,
        false,
        |it| {
            remove(it, pointer, "required");
        },
    );
    media_types(
        changes,
        &format!("{pointer}/content"),
        &body["content"],
        "request",
    );
}

fn media_types(changes: &mut Changes<'_>, pointer: &str, content: &Value, of: &str) {
    let is_request = of == "request";
    let operators = if is_request {
        [
            "media type of a request added",
            "media type of a request replaced",
        ]
    } else {
        [
            "media type of a response added",
            "media type of a response replaced",
        ]
    };
    changes.add(operators[0], pointer, Kind::MediaTypeAdded, false, |it| {
        set(
            it,
            pointer,
            "application/cbor",
            json!({"schema": {"type": "string"}}),
        );
    });
    let first = unescaped(&keys(content)[0]);
    changes.add(operators[1], pointer, Kind::MediaTypeRemoved, true, |it| {
        let content = remove(it, pointer, &first).unwrap();
        set(it, pointer, "application/cbor", content);
    });
}

fn responses(changes: &mut Changes<'_>, operation: &str) {
    let place = &format!("{operation}/responses");
    let empty = || json!({"description": "Another."});
    changes.add("success added", place, Kind::StatusAdded, true, |it| {
        set(it, place, "299", empty());
    });
    changes.add(
        "error status added",
        place,
        Kind::StatusAdded,
        false,
        |it| {
            let content = changes_nothing(it, place);
            set(it, place, "418", content);
        },
    );
    let statuses = keys(changes.document.pointer(place).unwrap());
    for status in &statuses {
        let pointer = &format!("{place}/{status}");
        let response = changes.document.pointer(pointer).unwrap().clone();
        if statuses.len() > 1 {
            changes.add(
                "status removed",
                pointer,
                Kind::StatusRemoved,
                false,
                |it| {
                    remove(it, place, status);
                },
            );
        }
        if response["content"].is_object() {
            changes.add(
                "body of a response removed",
                pointer,
                Kind::ResponseBody,
                true,
                |it| {
                    remove(it, pointer, "content");
                },
            );
            let content = format!("{pointer}/content");
            media_types(changes, &content, &response["content"], "response");
        } else {
            changes.add(
                "body of a response added",
                pointer,
                Kind::ResponseBody,
                false,
                |it| {
                    let content = json!({"application/json": {"schema": {"type": "string"}}});
                    set(it, pointer, "content", content);
                },
            );
        }
        changes.add("header added", pointer, Kind::HeaderAdded, false, |it| {
            let response = it.pointer_mut(pointer).unwrap();
            response["headers"]["x-added"] = json!({"schema": {"type": "string"}});
        });
        for name in keys(&response["headers"]) {
            let header = &format!("{pointer}/headers/{name}");
            let required = response["headers"][&name]["required"] == true;
            changes.add(
                "header removed",
                header,
                Kind::HeaderRemoved,
                required,
                |it| {
                    remove(it, parent(header).0, &name);
                },
            );
            changes.add(
                "required of a header",
                header,
                Kind::HeaderRequired,
                required,
                |it| {
                    set(it, header, "required", !required);
                },
            );
        }
    }
}

/// What another error response says: where one is declared for every status, the same.
fn changes_nothing(document: &Value, place: &str) -> Value {
    let responses = document.pointer(place).unwrap();
    let known = ["4XX", "default"]
        .iter()
        .find_map(|status| responses.get(status));
    known
        .cloned()
        .unwrap_or_else(|| json!({"description": "Another."}))
}

fn security(changes: &mut Changes<'_>, operation: &str) {
    let declared = &changes.document.pointer(operation).unwrap()["security"];
    if declared.as_array().is_none_or(Vec::is_empty) {
        return;
    }
    let scheme = |it: &mut Value| {
        let key = json!({"type": "apiKey", "in": "header", "name": "X-Other"});
        set(it, "/components/securitySchemes", "Other", key);
    };
    let place = &format!("{operation}/security");
    changes.add(
        "credentials replaced",
        place,
        Kind::SecurityChanged,
        true,
        |it| {
            scheme(it);
            set(it, operation, "security", json!([{"Other": []}]));
        },
    );
    changes.add(
        "credentials added",
        place,
        Kind::SecurityChanged,
        false,
        |it| {
            scheme(it);
            let all = it.pointer_mut(place).unwrap().as_array_mut().unwrap();
            all.push(json!({"Other": []}));
        },
    );
    changes.add(
        "credentials optional",
        place,
        Kind::SecurityChanged,
        false,
        |it| {
            let all = it.pointer_mut(place).unwrap().as_array_mut().unwrap();
            all.push(json!({}));
        },
    );
    changes.add(
        "more credentials needed",
        place,
        Kind::SecurityChanged,
        true,
        |it| {
            scheme(it);
            it.pointer_mut(place).unwrap()[0]["Other"] = json!([]);
        },
    );
}
