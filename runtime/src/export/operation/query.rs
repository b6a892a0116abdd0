//! The query, pair by pair.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde_json::Value;

use super::{Entry, Variables, entry, entry_of};
use crate::export::values;
use crate::meta::{EndpointMeta, ParamMeta, Place, QueryStyle};

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

/// The pairs of the template in their order, then the other parameters in theirs.
pub(super) fn queries(
    meta: &'static EndpointMeta,
    template: &'static str,
    variables: &mut Variables,
) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut rest: Vec<&ParamMeta> = meta.parameters.iter().collect();
    rest.retain(|parameter| matches!(parameter.place, Place::Query(_)));
    // As it is sent.
    let template = template.replace('[', "%5B").replace(']', "%5D");
    for pair in template.split('&').filter(|pair| !pair.is_empty()) {
        let (key, fixed) = pair
            .split_once('=')
            .map_or((pair, None), |(key, value)| (key, Some(value)));
        let named = key.strip_prefix('<').map(|key| key.trim_end_matches('>'));
        let is_parameter = named.is_some() || fixed.is_some_and(|value| value.starts_with('<'));
        let key = named.unwrap_or(key);
        match rest
            .iter()
            .position(|parameter| is_parameter && parameter.name == key)
        {
            Some(position) => entries.extend(query(meta, rest.remove(position), variables)),
            None => entries.push(Entry {
                value: fixed.map(str::to_owned),
                ..entry(key, "")
            }),
        }
    }
    for parameter in rest {
        entries.extend(query(meta, parameter, variables));
    }
    entries
}

fn query(
    meta: &'static EndpointMeta,
    parameter: &ParamMeta,
    variables: &mut Variables,
) -> Vec<Entry> {
    let mut whole = entry_of(meta, parameter, variables);
    if !parameter.secret && parameter.example.is_some() {
        whole.value = whole.value.map(|text| encoded(&text));
    }
    if let (Place::Query(style), Some(items)) = (parameter.place, values::items(parameter)) {
        return list(parameter, style, &items, &whole);
    }
    match parameter.place {
        Place::Query(QueryStyle::Flag) => vec![Entry {
            value: None,
            enabled: parameter.example == Some("true"),
            ..whole
        }],
        Place::Query(QueryStyle::Brackets) => vec![Entry {
            key: format!("{}%5B%5D", parameter.name),
            ..whole
        }],
        Place::Query(style @ (QueryStyle::Deep | QueryStyle::Flatten)) => {
            let key = |name: &str| match style {
                QueryStyle::Deep => format!("{}%5B{name}%5D", parameter.name),
                _ => name.to_owned(),
            };
            match parameter.example.map(serde_json::from_str::<Value>) {
                Some(Ok(Value::Object(fields))) => fields
                    .iter()
                    .map(|(name, value)| {
                        let value = value
                            .as_str()
                            .map_or_else(|| value.to_string(), str::to_owned);
                        Entry {
                            key: key(name),
                            value: Some(encoded(&value)),
                            ..whole.clone()
                        }
                    })
                    .collect(),
                // The names are those of a type, which nobody knows here.
                _ => vec![Entry {
                    key: key("name"),
                    enabled: parameter.example.is_some(),
                    ..whole
                }],
            }
        }
        _ => vec![whole],
    }
}

/// The values of a list: an entry for each, or one with all of them.
fn list(parameter: &ParamMeta, style: QueryStyle, items: &[String], whole: &Entry) -> Vec<Entry> {
    let separator = match style {
        QueryStyle::Csv => ",",
        QueryStyle::Pipes => "%7C",
        QueryStyle::Spaces => "%20",
        _ => {
            let key = match style {
                QueryStyle::Brackets => format!("{}%5B%5D", parameter.name),
                _ => whole.key.clone(),
            };
            let entry = |item: &String| Entry {
                key: key.clone(),
                value: Some(encoded(item)),
                ..whole.clone()
            };
            return items.iter().map(entry).collect();
        }
    };
    let items: Vec<_> = items.iter().map(|item| encoded(item)).collect();
    vec![Entry {
        value: Some(items.join(separator)),
        ..whole.clone()
    }]
}

fn encoded(text: &str) -> String {
    utf8_percent_encode(text, QUERY_VALUE).to_string()
}
