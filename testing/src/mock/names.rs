//! The names in a declaration, for lookups by name.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

use callpoint::meta::{
    EndpointMeta, FieldLocation, ListStyle, ParamMeta, QueryForm, ResponseMeta, StatusPattern,
};

/// Metadata is a constant, which may exist in several copies: addresses cannot be compared.
pub(crate) fn is_same(one: &EndpointMeta, other: &EndpointMeta) -> bool {
    let key = |meta: &EndpointMeta| (meta.name, meta.method, meta.template);
    key(one) == key(other)
}

/// The status for a declared success.
pub(crate) fn success(response: Option<&ResponseMeta>) -> u16 {
    match response.and_then(|response| response.statuses.first()) {
        Some(StatusPattern::Code(code)) => *code,
        Some(StatusPattern::Class(class)) => u16::from(*class) * 100,
        _ => 200,
    }
}

/// The names in the path.
pub(crate) fn in_path(meta: &EndpointMeta) -> Vec<String> {
    let parameters = meta.parameters.iter();
    parameters
        .filter(|parameter| {
            matches!(
                parameter.location,
                FieldLocation::Path | FieldLocation::PathSegments
            )
        })
        .map(|parameter| parameter.name.to_owned())
        .collect()
}

/// How a list in the path is written.
pub(crate) fn list_style(meta: &EndpointMeta, name: &str) -> Option<ListStyle> {
    let mut parameters = meta.parameters.iter();
    let parameter = parameters
        .find(|parameter| parameter.location == FieldLocation::Path && parameter.name == name);
    parameter.and_then(|parameter| parameter.list_style)
}

/// The names of the cookies.
pub(crate) fn in_cookies(meta: &EndpointMeta) -> Vec<String> {
    let parameters = meta.parameters.iter();
    parameters
        .filter(|parameter| parameter.location == FieldLocation::Cookie)
        .map(|parameter| parameter.name.to_owned())
        .collect()
}

/// The names in the query: the parameters', and those of the template's fixed pairs. `None` if a flattened parameter adds names.
pub(crate) fn in_query(meta: &EndpointMeta) -> Option<Vec<String>> {
    let mut names = Vec::new();
    for parameter in meta.parameters {
        match parameter.location.query_form() {
            Some(form) if form.has_own_names() => return None,
            Some(_) => names.push(decoded(parameter.name)),
            None => {}
        }
    }
    let fixed = meta.template.split_once('?').map_or("", |(_, query)| query);
    let fixed = fixed.split('&').filter(|pair| !pair.is_empty());
    let keys = fixed.filter_map(|pair| pair.split('=').next());
    names.extend(keys.filter(|key| !key.starts_with('<')).map(decoded));
    Some(names)
}

/// The query parameter that sends a key.
pub(crate) fn query_parameter(meta: &EndpointMeta, key: &str) -> Option<&'static ParamMeta> {
    let takes = |parameter: &&ParamMeta| {
        let name = decoded(parameter.name);
        let rest = key.strip_prefix(name.as_str());
        let form = parameter.location.query_form();
        rest.zip(form).is_some_and(|(rest, form)| form.takes(rest))
    };
    let exact = meta.parameters.iter().find(takes);
    exact.or_else(|| meta.parameters.iter().find(|it| has_own_names(it)))
}

/// Whether a parameter is the entries of a struct or map under their own names.
pub(crate) fn has_own_names(parameter: &ParamMeta) -> bool {
    let form = parameter.location.query_form();
    form.is_some_and(QueryForm::has_own_names)
}

/// A key of the query for a failure message: those of a secret map are secret too.
pub(crate) fn shown_key<'a>(meta: &EndpointMeta, key: &'a str) -> Cow<'a, str> {
    let secret = query_parameter(meta, key).filter(|parameter| parameter.secret);
    match secret.and_then(|secret| Some((secret, secret.location.query_form()?))) {
        Some((secret, QueryForm::Entries { in_brackets: true })) => {
            format!("{}[***]", decoded(secret.name)).into()
        }
        Some((_, QueryForm::Entries { in_brackets: false })) => "***".into(),
        _ => key.into(),
    }
}

/// Percent-decodes a name or value. In the metadata, query names are in encoded form.
pub(crate) fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// Whether the value at a location is a secret.
pub(crate) fn is_secret(
    meta: &EndpointMeta,
    is_location: fn(FieldLocation) -> bool,
    name: &str,
) -> bool {
    meta.parameters.iter().any(|parameter| {
        is_location(parameter.location)
            && parameter.secret
            && parameter.name.eq_ignore_ascii_case(name)
    })
}

/// ``no path parameter `idd`; did you mean `id`?``
pub(crate) fn unknown(kind: &str, name: &str, known: &[String]) -> String {
    let hint = match (nearest(name, known), known) {
        (Some(near), _) => format!("; did you mean `{near}`?"),
        (None, []) => "; it has none".to_owned(),
        (None, known) => {
            let known: Vec<_> = known.iter().map(|name| format!("`{name}`")).collect();
            format!("; it has {}", known.join(", "))
        }
    };
    format!("no {kind} `{name}`{hint}")
}

/// The closest name, if it is close enough.
pub(crate) fn nearest<'a>(word: &str, known: &'a [String]) -> Option<&'a String> {
    let limit = (word.chars().count() / 3).max(1);
    let near = (known.iter()).map(|name| (distance(word, name), name));
    near.filter(|&(distance, _)| distance <= limit)
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, name)| name)
}

/// The number of insertions, removals and replacements between two words (the Levenshtein distance).
pub(crate) fn distance(from: &str, to: &str) -> usize {
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
