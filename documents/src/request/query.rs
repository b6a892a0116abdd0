//! The query, pair by pair.

use callpoint_core::meta::QueryForm;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use super::{Entry, entry, entry_of};
use crate::description::{Operation, Parameter};
use crate::placeholder;
use crate::value::Value;
use crate::variables::Variables;

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
pub(super) fn queries(operation: &Operation, variables: &mut Variables) -> Vec<Entry> {
    operation
        .query
        .iter()
        .flat_map(|parameter| query(operation, parameter, variables))
        .collect()
}

fn query(operation: &Operation, parameter: &Parameter, variables: &mut Variables) -> Vec<Entry> {
    if parameter.fixed {
        return vec![Entry {
            value: parameter.value().map(str::to_owned),
            ..entry(&parameter.name, "")
        }];
    }
    let mut whole = entry_of(operation, parameter, variables);
    let has_example = !parameter.examples.is_empty();
    if !parameter.secret && has_example {
        whole.value = whole.value.map(|text| encoded(&text));
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
                // The names are those of a type, which are not known here.
                _ => vec![Entry {
                    key: key("name"),
                    enabled: has_example,
                    ..whole
                }],
            }
        }
        _ => vec![whole],
    }
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
