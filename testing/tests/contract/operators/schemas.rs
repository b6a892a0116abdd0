//! Schemas: types, fields, values.

use callpoint_testing::DifferenceKind as Kind;
use serde_json::{Value, json};

use super::{Changes, remove, set};
use crate::sites::{Site, Ways, keys, parent, schemas};

pub(super) fn apply(changes: &mut Changes<'_>) {
    for site in schemas(changes.document) {
        let schema = changes.document.pointer(&site.pointer).unwrap().clone();
        if site.field.is_some() {
            field(changes, &site);
            any(changes, &site, &schema);
        }
        if schema["properties"].is_object() {
            object(changes, &site, &schema);
        }
        scalar(changes, &site, &schema);
        values(changes, &site, &schema);
        lists(changes, &site, &schema);
        union(changes, &site, &schema);
    }
}

impl Ways {
    /// Whether a set of values that is smaller than before breaks a client.
    fn narrower(self) -> bool {
        self.request
    }

    fn wider(self) -> bool {
        self.response
    }
}

fn field(changes: &mut Changes<'_>, site: &Site) {
    let (pointer, ways) = (&site.pointer, site.ways);
    let (properties, name) = parent(pointer);
    let object = parent(properties).0;
    let is_required = site.field == Some(true);
    let breaks = ways.request || (ways.response && is_required);
    changes.add("field removed", pointer, Kind::FieldRemoved, breaks, |it| {
        remove(it, properties, &name);
        not_required(it, object, &name);
    });
    changes.add("field renamed", pointer, Kind::FieldRemoved, breaks, |it| {
        let field = remove(it, properties, &name).unwrap();
        not_required(it, object, &name);
        set(it, properties, "another", field);
    });
    if is_required {
        changes.add(
            "field made optional",
            pointer,
            Kind::FieldRequired,
            ways.wider(),
            |it| {
                not_required(it, object, &name);
            },
        );
    } else {
        changes.add(
            "field made required",
            pointer,
            Kind::FieldRequired,
            ways.narrower(),
            |it| {
                let object = it.pointer_mut(object).unwrap();
                let mut required = object["required"].as_array().cloned().unwrap_or_default();
                required.push(name.as_str().into());
                object["required"] = required.into();
            },
        );
    }
    changes.add(
        "field deprecated",
        pointer,
        Kind::FieldDeprecated,
        false,
        |it| {
            set(it, pointer, "deprecated", true);
        },
    );
    if !ways.response {
        changes.add("field read only", pointer, Kind::FieldRemoved, true, |it| {
            set(it, pointer, "readOnly", true);
        });
    }
    if !ways.request {
        changes.add(
            "field write only",
            pointer,
            Kind::FieldRemoved,
            is_required,
            |it| {
                set(it, pointer, "writeOnly", true);
            },
        );
    }
}

fn not_required(document: &mut Value, object: &str, name: &str) {
    let object = document.pointer_mut(object).unwrap();
    if let Some(required) = object["required"].as_array_mut() {
        required.retain(|known| known != name);
    }
    if object["required"].as_array().is_none_or(Vec::is_empty) {
        object.as_object_mut().unwrap().remove("required");
    }
}

/// What can be done with a schema of every kind.
fn any(changes: &mut Changes<'_>, site: &Site, schema: &Value) {
    let (pointer, ways) = (&site.pointer, site.ways);
    changes.add(
        "any value allowed",
        pointer,
        Kind::TypeChanged,
        ways.wider(),
        |it| {
            *it.pointer_mut(pointer).unwrap() = json!({});
        },
    );
    let is_null_last = |list: &Value| list.as_array().is_some_and(|all| all.iter().any(is_null));
    if is_null_last(&schema["anyOf"]) {
        changes.add(
            "null removed",
            pointer,
            Kind::NullChanged,
            ways.narrower(),
            |it| {
                let schema = it.pointer_mut(pointer).unwrap();
                schema["anyOf"]
                    .as_array_mut()
                    .unwrap()
                    .retain(|it| !is_null(it));
            },
        );
    } else if schema["$ref"].is_string() {
        changes.add(
            "null added",
            pointer,
            Kind::NullChanged,
            ways.wider(),
            |it| {
                *it.pointer_mut(pointer).unwrap() = json!({"anyOf": [schema, {"type": "null"}]});
            },
        );
    }
}

fn is_null(schema: &Value) -> bool {
    schema["type"] == "null"
}

fn object(changes: &mut Changes<'_>, site: &Site, schema: &Value) {
    let (pointer, ways) = (&site.pointer, site.ways);
    let is_closed = schema["additionalProperties"] == false;
    let breaks = ways.response && is_closed;
    changes.add("field added", pointer, Kind::FieldAdded, breaks, |it| {
        set(
            it,
            &format!("{pointer}/properties"),
            "added",
            json!({"type": "string"}),
        );
    });
    let breaks = breaks || ways.request;
    changes.add(
        "required field added",
        pointer,
        Kind::FieldAdded,
        breaks,
        |it| {
            let object = it.pointer_mut(pointer).unwrap();
            object["properties"]["added"] = json!({"type": "string"});
            let mut required = object["required"].as_array().cloned().unwrap_or_default();
            required.push("added".into());
            object["required"] = required.into();
        },
    );
    if is_closed {
        changes.add(
            "other fields allowed",
            pointer,
            Kind::OtherFields,
            ways.wider(),
            |it| {
                remove(it, pointer, "additionalProperties");
            },
        );
    } else if schema["additionalProperties"].is_null() && !pointer.contains("urlencoded") {
        // A form has the fields that it has.
        changes.add(
            "other fields forbidden",
            pointer,
            Kind::OtherFields,
            false,
            |it| {
                set(it, pointer, "additionalProperties", false);
            },
        );
    }
}

/// The type of plain values.
fn scalar(changes: &mut Changes<'_>, site: &Site, schema: &Value) {
    let (pointer, ways) = (&site.pointer, site.ways);
    let kind = match &schema["type"] {
        Value::String(kind) => kind.as_str(),
        Value::Array(kinds) => kinds[0].as_str().unwrap(),
        _ => return,
    };
    if schema["const"].is_string() || schema["enum"].is_array() {
        return;
    }
    let is_nullable = schema["type"].is_array();
    let typed = |kind: &str| {
        if is_nullable {
            json!([kind, "null"])
        } else {
            json!(kind)
        }
    };
    if matches!(kind, "string" | "boolean") {
        changes.add("type changed", pointer, Kind::TypeChanged, true, |it| {
            set(it, pointer, "type", typed("integer"));
        });
    }
    if kind == "integer" {
        changes.add(
            "integer to number",
            pointer,
            Kind::TypeChanged,
            ways.wider(),
            |it| {
                *it.pointer_mut(pointer).unwrap() = json!({"type": typed("number")});
            },
        );
        let bits = schema["format"].as_str().unwrap_or_default();
        if bits.contains("32") {
            changes.add(
                "more bits",
                pointer,
                Kind::FormatChanged,
                ways.wider(),
                |it| {
                    set(it, pointer, "format", "int64");
                },
            );
        } else if bits.contains("64") {
            changes.add(
                "fewer bits",
                pointer,
                Kind::FormatChanged,
                ways.narrower(),
                |it| {
                    set(it, pointer, "format", "int32");
                },
            );
        }
    }
    if kind == "number" {
        changes.add(
            "number to integer",
            pointer,
            Kind::TypeChanged,
            ways.narrower(),
            |it| {
                *it.pointer_mut(pointer).unwrap() = json!({"type": typed("integer")});
            },
        );
    }
    if is_nullable {
        changes.add(
            "null removed",
            pointer,
            Kind::NullChanged,
            ways.narrower(),
            |it| {
                set(it, pointer, "type", kind);
            },
        );
    } else if site.field.is_some() {
        changes.add(
            "null added",
            pointer,
            Kind::NullChanged,
            ways.wider(),
            |it| {
                set(it, pointer, "type", json!([kind, "null"]));
            },
        );
    }
    if kind == "string" {
        text(changes, site, schema);
    }
}

fn text(changes: &mut Changes<'_>, site: &Site, schema: &Value) {
    let (pointer, ways) = (&site.pointer, site.ways);
    let is_typed = matches!(schema["format"].as_str(), Some("date-time" | "uuid"));
    if is_typed {
        changes.add("format changed", pointer, Kind::FormatChanged, true, |it| {
            set(it, pointer, "format", "date");
        });
        changes.add(
            "format removed",
            pointer,
            Kind::FormatChanged,
            ways.wider(),
            |it| {
                remove(it, pointer, "format");
            },
        );
    } else if schema["format"].is_null() {
        let breaks = (ways.narrower(), false);
        changes.add_declared("format added", pointer, Kind::FormatChanged, breaks, |it| {
            set(it, pointer, "format", "date-time");
        });
        changes.add_declared("values listed", pointer, Kind::ValueRemoved, breaks, |it| {
            let mut values = json!(["a", "b"]);
            if schema["type"].is_array() {
                values = json!(["a", "b", null]);
            }
            set(it, pointer, "enum", values);
        });
    }
}

fn values(changes: &mut Changes<'_>, site: &Site, schema: &Value) {
    let (pointer, ways) = (&site.pointer, site.ways);
    if schema["const"].is_string() && site.field.is_some() {
        // Each direction has one of the two that breaks.
        let kind = if ways.request {
            Kind::ValueRemoved
        } else {
            Kind::ValueAdded
        };
        changes.add("const changed", pointer, kind, true, |it| {
            set(it, pointer, "const", "another");
        });
    }
    let Some(list) = schema["enum"].as_array() else {
        return;
    };
    changes.add(
        "value added",
        pointer,
        Kind::ValueAdded,
        ways.wider(),
        |it| {
            let values = it.pointer_mut(&format!("{pointer}/enum")).unwrap();
            values.as_array_mut().unwrap().push("another".into());
        },
    );
    if list.len() > 1 {
        changes.add(
            "value removed",
            pointer,
            Kind::ValueRemoved,
            ways.narrower(),
            |it| {
                let values = it.pointer_mut(&format!("{pointer}/enum")).unwrap();
                values.as_array_mut().unwrap().remove(0);
            },
        );
    }
    if !pointer.contains("Of/") {
        changes.add(
            "values not listed",
            pointer,
            Kind::ValueAdded,
            ways.wider(),
            |it| {
                remove(it, pointer, "enum");
            },
        );
    }
}

fn lists(changes: &mut Changes<'_>, site: &Site, schema: &Value) {
    let (pointer, ways) = (&site.pointer, site.ways);
    if schema["items"].is_object() && schema["prefixItems"].is_null() {
        changes.add("items changed", pointer, Kind::TypeChanged, true, |it| {
            set(it, pointer, "items", json!({"type": "boolean"}));
        });
    }
    if schema["prefixItems"].is_array() {
        changes.add("tuple shorter", pointer, Kind::TupleChanged, true, |it| {
            let items = it.pointer_mut(&format!("{pointer}/prefixItems")).unwrap();
            items.as_array_mut().unwrap().pop();
        });
    }
    if schema["additionalProperties"].is_object() {
        changes.add("values of a map", pointer, Kind::TypeChanged, true, |it| {
            set(
                it,
                pointer,
                "additionalProperties",
                json!({"type": "boolean"}),
            );
        });
        changes.add(
            "map of anything",
            pointer,
            Kind::OtherFields,
            ways.wider(),
            |it| {
                set(it, pointer, "additionalProperties", true);
            },
        );
    }
}

fn union(changes: &mut Changes<'_>, site: &Site, schema: &Value) {
    let (pointer, ways) = (&site.pointer, site.ways);
    let alternatives = schema["oneOf"].as_array().cloned().unwrap_or_default();
    if alternatives.len() < 2 || keys(&alternatives[0]["properties"]).is_empty() {
        return;
    }
    let list = &format!("{pointer}/oneOf");
    changes.add(
        "alternative added",
        pointer,
        Kind::AlternativeAdded,
        ways.wider(),
        |it| {
            let kind = json!({"type": "string", "const": "another"});
            let added =
                json!({"type": "object", "properties": {"kind": kind}, "required": ["kind"]});
            it.pointer_mut(list)
                .unwrap()
                .as_array_mut()
                .unwrap()
                .push(added);
        },
    );
    for index in 0..alternatives.len() {
        changes.add(
            "alternative removed",
            pointer,
            Kind::AlternativeRemoved,
            ways.narrower(),
            |it| {
                it.pointer_mut(list)
                    .unwrap()
                    .as_array_mut()
                    .unwrap()
                    .remove(index);
            },
        );
    }
}
