//! The query, pair by pair.

use callpoint_core::meta::QueryForm;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use super::{Entry, Shared, entry, entry_of};
use crate::by_schema::is_placeholder;
use crate::description::{Operation, Parameter};
use crate::placeholder;
use crate::value::Value;

/// What would end a query value or be read as something else. Tools encode the rest.
const QUERY_VALUE: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'&')
    .add(b'+')
    .add(b'<')
    .add(b'>');

/// The pairs of the parameters in their order.
pub(super) fn queries(operation: &Operation, shared: &mut Shared<'_>) -> Vec<Entry> {
    operation
        .query
        .iter()
        .flat_map(|parameter| query(operation, parameter, shared))
        .collect()
}

fn query(operation: &Operation, parameter: &Parameter, shared: &mut Shared<'_>) -> Vec<Entry> {
    if parameter.fixed {
        return vec![Entry {
            value: parameter.value().map(str::to_owned),
            ..entry(&parameter.name, "")
        }];
    }
    let mut whole = entry_of(operation, parameter, shared);
    let has_example = !parameter.examples.is_empty();
    if !parameter.secret {
        let is_value = |text: &String| has_example || !is_placeholder(text);
        whole.value = whole.value.map(|text| {
            if is_value(&text) {
                encoded(&text)
            } else {
                text
            }
        });
    }
    // A list is one value there.
    if parameter.style.form() == QueryForm::ApplicationJson {
        return vec![whole];
    }
    if let Some(items) = placeholder::items(parameter) {
        return list(parameter, &items, &whole);
    }
    match parameter.style.form() {
        QueryForm::KeyAlone => vec![Entry {
            value: None,
            enabled: match parameter.value() {
                Some(value) => value == "true",
                // A document that has nothing but the name.
                None => parameter.schema.is_none() && !parameter.disabled,
            },
            ..whole
        }],
        QueryForm::Repeated { suffix } if !suffix.is_empty() => vec![Entry {
            key: format!("{}{suffix}", parameter.name),
            ..whole
        }],
        QueryForm::Entries { in_brackets } => {
            let key = |name: &str| {
                if in_brackets {
                    format!("{}%5B{name}%5D", parameter.name)
                } else {
                    name.to_owned()
                }
            };
            match parameter.value().map(str::parse::<Value>) {
                Some(Ok(Value::Object(fields))) => fields
                    .iter()
                    .map(|(name, value)| Entry {
                        key: key(name),
                        value: Some(encoded(&placeholder::plain(value))),
                        ..whole.clone()
                    })
                    .collect(),
                _ => by_property(parameter, shared, &whole, key),
            }
        }
        _ => vec![whole],
    }
}

/// The entries of an object by its schema. Those of a map have any name.
fn by_property(
    parameter: &Parameter,
    shared: &Shared<'_>,
    whole: &Entry,
    key: impl Fn(&str) -> String,
) -> Vec<Entry> {
    let entry = |name: &str, value: Option<String>| Entry {
        key: key(name),
        value,
        enabled: !parameter.examples.is_empty(),
        ..whole.clone()
    };
    let properties = shared.schemas.properties(parameter.schema.as_deref());
    if properties.is_empty() || parameter.secret {
        return vec![entry("name", whole.value.clone())];
    }
    let properties = properties.into_iter().map(|property| Entry {
        doc: property.schema.doc.clone(),
        ..entry(
            &utf8_percent_encode(&property.name, QUERY_VALUE).to_string(),
            Some(shared.schemas.text_of(Some(&property.schema))),
        )
    });
    properties.collect()
}

/// The values of a list: an entry for each, or one with all of them.
fn list(parameter: &Parameter, items: &[String], whole: &Entry) -> Vec<Entry> {
    let suffix = match parameter.style.form() {
        QueryForm::Joined { separator } => {
            let items: Vec<_> = items.iter().map(|item| encoded(item)).collect();
            return vec![Entry {
                value: Some(items.join(separator)),
                ..whole.clone()
            }];
        }
        QueryForm::Repeated { suffix } => suffix,
        _ => "",
    };
    let entry = |item: &String| Entry {
        key: format!("{}{suffix}", whole.key),
        value: Some(encoded(item)),
        ..whole.clone()
    };
    items.iter().map(entry).collect()
}

fn encoded(text: &str) -> String {
    utf8_percent_encode(text, QUERY_VALUE).to_string()
}
