//! `--data` and its variants: the body, or with `-G` the query. `--url-query` has the same forms.

use crate::description::{Body, Content, Example, Parameter};
use crate::pairs;

/// One `--data…`.
#[derive(Debug, Clone)]
pub(super) struct Data {
    /// What stands between it and the data before it.
    separator: &'static str,
    source: Source,
}

#[derive(Debug, Clone)]
enum Source {
    /// Text as it is sent.
    Text(String),
    /// A value that curl encodes, with the name before it.
    Encoded { name: String, value: String },
    /// The content of a file.
    File { name: String, reading: Reading },
}

/// What curl does to the content of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reading {
    /// Line breaks are removed.
    WithoutLineBreaks,
    Unchanged,
    Encoded,
}

/// What a description has in place of the content of a file.
fn content_of(file: &str) -> String {
    format!("<the text of {file}>")
}

/// As a form has it: a space is `+`.
fn encoded(value: &str) -> String {
    pairs::encoded(value).replace("%20", "+")
}

impl Data {
    /// `-d`, `--data-ascii`
    pub(super) fn plain(value: &str) -> Self {
        Self::or_file(value, "&", Reading::WithoutLineBreaks)
    }

    /// `--data-binary`
    pub(super) fn binary(value: &str) -> Self {
        Self::or_file(value, "&", Reading::Unchanged)
    }

    /// `--json`: several are one text.
    pub(super) fn json(value: &str) -> Self {
        Self::or_file(value, "", Reading::Unchanged)
    }

    /// `--data-raw`: text even with an `@` at its start.
    pub(super) fn raw(value: &str) -> Self {
        Self::of(Source::Text(value.to_owned()))
    }

    /// `--data-urlencode`: `name=content`, `=content`, `content`, `@file`, `name@file`.
    pub(super) fn encoded(value: &str) -> Self {
        let (name, file, value) = match value.find(['=', '@']) {
            Some(at) => (&value[..at], value[at..].starts_with('@'), &value[at + 1..]),
            None => ("", false, value),
        };
        if file && name.is_empty() {
            return Self::of(Source::File {
                name: value.to_owned(),
                reading: Reading::Encoded,
            });
        }
        let value = if file {
            content_of(value)
        } else {
            value.to_owned()
        };
        let name = name.to_owned();
        Self::of(Source::Encoded { name, value })
    }

    /// `--url-query`: the forms of `--data-urlencode`, and `+text` for text as it is.
    pub(super) fn query(value: &str) -> Self {
        match value.strip_prefix('+') {
            Some(text) => Self::raw(text),
            None => Self::encoded(value),
        }
    }

    fn or_file(value: &str, separator: &'static str, reading: Reading) -> Self {
        let source = match value.strip_prefix('@') {
            Some(name) => Source::File {
                name: name.to_owned(),
                reading,
            },
            None => Source::Text(value.to_owned()),
        };
        Self { separator, source }
    }

    fn of(source: Source) -> Self {
        Self {
            separator: "&",
            source,
        }
    }

    fn text(&self) -> String {
        match &self.source {
            Source::Text(text) => text.clone(),
            Source::Encoded { name, value } if name.is_empty() => encoded(value),
            Source::Encoded { name, value } => format!("{name}={}", encoded(value)),
            Source::File { name, .. } => content_of(name),
        }
    }

    /// Whether it is pairs of a form.
    fn is_form(&self) -> bool {
        match &self.source {
            Source::Text(text) => {
                let is_pair = |pair: &str| pair.find('=').is_some_and(|at| at > 0);
                let looks_like_json = text.trim_start().starts_with(['{', '[', '"', '<']);
                !looks_like_json && text.split('&').all(is_pair)
            }
            Source::Encoded { name, .. } => !name.is_empty(),
            Source::File { .. } => false,
        }
    }
}

/// All data as curl puts it together.
fn joined(data: &[Data]) -> String {
    let mut text = String::new();
    for (i, data) in data.iter().enumerate() {
        if i > 0 {
            text.push_str(data.separator);
        }
        text.push_str(&data.text());
    }
    text
}

/// The pairs of a query.
pub(super) fn query(data: &[Data], notes: &mut Vec<String>) -> Vec<Parameter> {
    let is_file = |data: &&Data| matches!(data.source, Source::File { .. });
    for data in data.iter().filter(is_file) {
        if let Source::File { name, .. } = &data.source {
            notes.push(format!(
                "the query ends with the content of the file `{name}`, which is left out"
            ));
        }
    }
    let texts: Vec<Data> = data.iter().filter(|data| !is_file(data)).cloned().collect();
    pairs::pairs(&joined(&texts), "query", notes)
}

const FORM: &str = "application/x-www-form-urlencoded";
const JSON: &str = "application/json";

fn json_note() -> String {
    format!(
        "the body is JSON and declared as JSON; without a `Content-Type` curl itself sends `{FORM}`"
    )
}

/// The body of all `--data…` of a command.
pub(super) fn body(
    data: &[Data],
    content_type: Option<&str>,
    notes: &mut Vec<String>,
) -> Option<Content> {
    let of_header = || content_type.map(str::to_owned);
    match data {
        [] => return None,
        [
            Data {
                source: Source::File { name, reading },
                ..
            },
        ] => {
            match reading {
                Reading::Unchanged => {}
                Reading::WithoutLineBreaks => notes
                    .push("`-d @file` removes the line breaks of the file; the declaration sends the file as it is".to_owned()),
                Reading::Encoded => notes
                    .push("`--data-urlencode @file` encodes the content of the file; the declaration sends the file as it is".to_owned()),
            }
            let name = (name != "-").then(|| name.clone());
            let is_json = name.as_deref().is_some_and(|name| {
                std::path::Path::new(name)
                    .extension()
                    .is_some_and(|extension| extension.eq_ignore_ascii_case("json"))
            });
            if is_json && content_type.is_none() {
                notes.push(json_note());
            }
            let media_type =
                of_header().or_else(|| Some(if is_json { JSON } else { FORM }.to_owned()));
            return Some(Content::new(media_type, Body::File(name)));
        }
        _ => {}
    }
    for data in data {
        if let Source::File { name, .. } = &data.source {
            notes.push(format!(
                "the content of the file `{name}` is one of several pieces of data; the declaration sends `{}` in its place",
                content_of(name)
            ));
        }
    }
    let text = joined(data);
    let is_form = content_type.is_none_or(|media| essence(media) == FORM);
    if is_form && data.iter().all(Data::is_form) {
        let pairs = pairs::pairs(&text, "form", notes);
        return Some(Content::new(Some(FORM.to_owned()), Body::Form(pairs)));
    }
    if text.is_empty() {
        return None;
    }
    let media = match content_type {
        Some(media) => media.to_owned(),
        None if crate::json::read(&text)
            .is_some_and(|read| read.value.is_object() || read.value.is_array()) =>
        {
            notes.push(json_note());
            JSON.to_owned()
        }
        None => FORM.to_owned(),
    };
    let body = Body::Whole {
        examples: vec![Example::new(text)],
        schema: None,
    };
    Some(Content::new(Some(media), body))
}

fn essence(media: &str) -> String {
    let essence = media.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_is_joined() {
        let plain = |text| Data::plain(text);
        let cases = [
            (vec![Data::json("{\"a\":"), Data::json(" 1}")], "{\"a\": 1}"),
            (vec![Data::json("{"), plain("x"), Data::json("}")], "{&x}"),
            (vec![plain("a"), Data::json("b"), Data::raw("@c")], "ab&@c"),
            (vec![plain(""), plain("a")], "&a"),
            (vec![Data::json("["), Data::json("@f")], "[<the text of f>"),
        ];
        for (data, expected) in cases {
            assert_eq!(joined(&data), expected);
        }
    }

    #[test]
    fn queries() {
        let cases = [
            ("a b", "a b", None),
            ("=a b", "a b", None),
            ("a=b c", "a", Some("b c")),
            ("a%20b=c", "a b", Some("c")),
            ("a=b&c", "a", Some("b&c")),
            ("+x=%20", "x", Some(" ")),
            ("+x", "x", None),
            ("c@f", "c", Some("<the text of f>")),
            ("{\"q\":1}", "{\"q\":1}", None),
        ];
        for (value, name, expected) in cases {
            let read = query(&[Data::query(value)], &mut Vec::new());
            let [read] = read.as_slice() else {
                panic!("{value}: {read:?}");
            };
            assert_eq!(
                (read.name.as_str(), read.value()),
                (name, expected),
                "{value}"
            );
        }
        for (value, notes) in [("", 0), ("+", 0), ("@f", 1)] {
            let mut said = Vec::new();
            assert_eq!(query(&[Data::query(value)], &mut said), [], "{value}");
            assert_eq!(said.len(), notes, "{value}");
        }
    }
}
