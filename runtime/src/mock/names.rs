//! The names that a declaration has, for a test that asks by name.

use percent_encoding::percent_decode_str;

use crate::meta::{EndpointMeta, ParamMeta, Place, QueryStyle};

/// The names in the path.
pub(super) fn in_path(meta: &EndpointMeta) -> Vec<String> {
    let parameters = meta.parameters.iter();
    parameters
        .filter(|parameter| matches!(parameter.place, Place::Path | Place::PathRest))
        .map(|parameter| parameter.name.to_owned())
        .collect()
}

/// The names in the query: the parameters', and those of the template's fixed pairs. `None` where a parameter brings names of its own.
pub(super) fn in_query(meta: &EndpointMeta) -> Option<Vec<String>> {
    let mut names = Vec::new();
    for parameter in meta.parameters {
        match parameter.place {
            Place::Query(QueryStyle::Flatten) => return None,
            Place::Query(_) => names.push(decoded(parameter.name)),
            _ => {}
        }
    }
    let fixed = meta.template.split_once('?').map_or("", |(_, query)| query);
    let fixed = fixed.split('&').filter(|pair| !pair.is_empty());
    let keys = fixed.filter_map(|pair| pair.split('=').next());
    names.extend(keys.filter(|key| !key.starts_with('<')).map(decoded));
    Some(names)
}

/// The query parameter that writes a key.
pub(super) fn query_parameter(meta: &EndpointMeta, key: &str) -> Option<&'static ParamMeta> {
    let is_in_query = |parameter: &&ParamMeta| matches!(parameter.place, Place::Query(_));
    let exact = (meta.parameters.iter())
        .filter(is_in_query)
        .find(|parameter| {
            let name = decoded(parameter.name);
            let rest = key.strip_prefix(name.as_str());
            rest.is_some_and(|rest| match parameter.place {
                Place::Query(QueryStyle::Deep) => rest.is_empty() || rest.starts_with('['),
                Place::Query(QueryStyle::Brackets) => rest.is_empty() || rest == "[]",
                _ => rest.is_empty(),
            })
        });
    exact.or_else(|| {
        let mut parameters = meta.parameters.iter();
        parameters.find(|parameter| parameter.place == Place::Query(QueryStyle::Flatten))
    })
}

/// A name or value as it was before it was encoded. In the metadata the names in the query are as they are sent.
pub(super) fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// Whether the value at a place is a secret.
pub(super) fn is_secret(meta: &EndpointMeta, is_place: fn(Place) -> bool, name: &str) -> bool {
    meta.parameters.iter().any(|parameter| {
        is_place(parameter.place) && parameter.secret && parameter.name.eq_ignore_ascii_case(name)
    })
}

/// ``no path parameter `idd`; did you mean `id`?``
pub(super) fn unknown(kind: &str, name: &str, known: &[String]) -> String {
    let hint = match (nearest(name, known), known) {
        (Some(near), _) => format!("; did you mean `{near}`?"),
        (None, []) => "; it has none".to_owned(),
        (None, known) => {
            let known: Vec<_> = known.iter().map(|name| format!("`{name}`")).collect();
            format!("; there is {}", known.join(", "))
        }
    };
    format!("no {kind} `{name}`{hint}")
}

/// The name that differs least, if it differs by little.
fn nearest<'a>(word: &str, known: &'a [String]) -> Option<&'a String> {
    let limit = (word.chars().count() / 3).max(1);
    let near = (known.iter()).map(|name| (distance(word, name), name));
    near.filter(|&(distance, _)| distance <= limit)
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, name)| name)
}

/// How many insertions, removals and replacements lead from one word to the other (the Levenshtein distance).
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (i, a) in from.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, b) in to.iter().enumerate() {
            let replaced = diagonal + usize::from(!a.eq_ignore_ascii_case(b));
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(row[j + 1] + 1);
        }
    }
    row[to.len()]
}
