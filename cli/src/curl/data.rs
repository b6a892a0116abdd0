//! `--data` and its relatives: what stands in the body, or with `-G` in the query.

use crate::address;
use crate::document::{Body, Param, Part};

/// One `--data…`.
#[derive(Debug)]
pub(super) enum Data {
    /// Text as it is.
    Text(String),
    /// A value that curl encodes, with its name.
    Pair(String, String),
    /// What a file holds.
    File(String),
}

impl Data {
    /// `-d`, `--data-ascii`, `--data-binary`, `--json`.
    pub(super) fn plain(value: &str) -> Self {
        match value.strip_prefix('@') {
            Some(file) => Self::File(file.to_owned()),
            None => Self::Text(value.to_owned()),
        }
    }

    /// `--data-urlencode`: `name=content`, `=content`, `content`, `@file`, `name@file`.
    pub(super) fn encoded(value: &str) -> Self {
        match value.find(['=', '@']) {
            Some(at) if value[at..].starts_with('@') => Self::File(value[at + 1..].to_owned()),
            Some(at) => Self::Pair(value[..at].to_owned(), value[at + 1..].to_owned()),
            None => Self::Pair(String::new(), value.to_owned()),
        }
    }

    /// The pairs of a form; `None` where it is no form.
    fn pairs(&self) -> Option<Vec<Param>> {
        match self {
            Self::Text(text) => {
                let is_pair = |pair: &str| pair.find('=').is_some_and(|at| at > 0);
                let looks_like_json = text.trim_start().starts_with(['{', '[', '"', '<']);
                let is_form = !looks_like_json && text.split('&').all(is_pair);
                is_form.then(|| address::pairs(text))
            }
            Self::Pair(name, value) if !name.is_empty() => {
                Some(vec![Param::new(address::decoded(name), value)])
            }
            Self::Pair(..) | Self::File(_) => None,
        }
    }

    fn text(&self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text.clone()),
            Self::Pair(name, value) if name.is_empty() => Some(address::encoded(value)),
            Self::Pair(name, value) => Some(format!("{name}={}", address::encoded(value))),
            Self::File(_) => None,
        }
    }
}

const FORM: &str = "application/x-www-form-urlencoded";

/// The body of all `--data…` of a command.
pub(super) fn body(data: &[Data], content_type: Option<&str>, notes: &mut Vec<String>) -> Body {
    if data.is_empty() {
        return Body::None;
    }
    if let Some(Data::File(name)) = data.iter().find(|data| matches!(data, Data::File(_))) {
        if data.len() > 1 {
            notes.push(
                "several pieces of data, one of them in a file; the body is declared as one file"
                    .to_owned(),
            );
        }
        return Body::File((name != "-").then(|| name.clone()));
    }
    let is_form = content_type.is_none_or(|media| essence(media) == FORM);
    if is_form && let Some(pairs) = pairs(data) {
        return Body::Form(pairs);
    }
    let texts: Vec<String> = data.iter().filter_map(Data::text).collect();
    let text = texts.join("&");
    if text.trim().is_empty() {
        return Body::None;
    }
    let media = match content_type {
        Some(media) => Some(media.to_owned()),
        None if crate::json::read(&text)
            .is_some_and(|read| read.value.is_object() || read.value.is_array()) =>
        {
            notes.push(format!("the body is JSON and declared so; without a `Content-Type` curl itself says `{FORM}`"));
            Some("application/json".to_owned())
        }
        None => Some(FORM.to_owned()),
    };
    Body::Raw {
        texts: vec![text],
        media,
    }
}

fn essence(media: &str) -> String {
    let essence = media.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

/// All pairs, where all of it is pairs.
pub(super) fn pairs(data: &[Data]) -> Option<Vec<Param>> {
    let pairs: Option<Vec<_>> = data.iter().map(Data::pairs).collect();
    Some(pairs?.into_iter().flatten().collect())
}

/// One `-F`: `name=value`, `name=@file;type=…;filename=…`, `name=<file`.
pub(super) fn part(value: &str, is_plain: bool) -> Option<Part> {
    let (name, value) = value.split_once('=')?;
    if is_plain {
        return Some(Part {
            param: Param::new(name, value),
            ..Part::default()
        });
    }
    let mut settings = value.split(';');
    let content = settings.next().unwrap_or_default().to_owned();
    let mut part = Part::default();
    let mut file_name = None;
    let mut rest = String::new();
    for setting in settings {
        match setting.trim().split_once('=') {
            Some(("type", media)) => part.media = Some(media.trim_matches('"').to_owned()),
            Some(("filename", name)) => file_name = Some(name.trim_matches('"').to_owned()),
            Some(("headers" | "encoder", _)) => {}
            // A semicolon of the value itself.
            _ => {
                rest.push(';');
                rest.push_str(setting);
            }
        }
    }
    let unquoted = |text: &str| text.trim_matches('"').to_owned();
    if let Some(files) = content.strip_prefix('@') {
        let files = files.split(',').map(unquoted);
        part.files = Some(file_name.map_or_else(|| files.collect(), |name| vec![name]));
        part.param = Param::new(name, "");
    } else if let Some(file) = content.strip_prefix('<') {
        part.param = Param::new(name, format!("<the text of {}>", unquoted(file)));
    } else {
        part.param = Param::new(name, unquoted(&content) + &rest);
    }
    Some(part)
}
