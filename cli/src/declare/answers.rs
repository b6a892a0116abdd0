//! What a call answers: one shape for each status, from all that was saved of it.

use std::collections::BTreeMap;

use super::naming;
use super::status;
use super::types::{Types, Use, Wanted, is_page};
use crate::document::{Call, Saved};
use crate::json;
use crate::model::Example;
use crate::names::{singular, type_name, words};
use crate::shape::Shape;

/// The answer with one status.
#[derive(Debug, Clone)]
pub(super) struct Answer {
    pub(super) status: u16,
    /// What the document calls it, the first time.
    pub(super) name: String,
    pub(super) ty: String,
    pub(super) codec: Option<&'static str>,
    pub(super) examples: Vec<Example>,
}

/// The body of a status before its type has a name.
enum Body {
    Empty,
    Json(Shape),
    Text,
    Bytes,
}

/// The JSON shapes of a call, by their status.
pub(super) fn shapes(call: &Call) -> Vec<(u16, Shape)> {
    let statuses = by_status(call).into_iter();
    let shapes = statuses.filter_map(|(status, saved)| match body(call, status, &saved).0 {
        Body::Json(shape) => Some((status, shape)),
        _ => None,
    });
    shapes.collect()
}

/// What a call answers, by status.
pub(super) fn answers(call: &Call, endpoint: &str, types: &mut Types) -> Vec<Answer> {
    let mut answers = Vec::new();
    for (status, saved) in by_status(call) {
        let (body, examples, can_be_empty) = body(call, status, &saved);
        let name = saved
            .first()
            .map_or("", |saved| saved.name.trim())
            .to_owned();
        let (ty, codec) = match body {
            Body::Empty => ("()".to_owned(), None),
            Body::Text => ("String".to_owned(), Some("Text")),
            Body::Bytes => ("Bytes".to_owned(), Some("Raw")),
            Body::Json(shape) => {
                let shape = types.refined(shape);
                let wanted = wanted(call, endpoint, status, &name, &shape, types);
                (types.ty(&shape, &wanted, Use::Read), None)
            }
        };
        let is_wrapped = ty == "()" || ty.starts_with("Option<") || codec.is_some();
        answers.push(Answer {
            status,
            name,
            ty: if can_be_empty && !is_wrapped {
                format!("Option<{ty}>")
            } else {
                ty
            },
            codec,
            examples,
        });
    }
    answers
}

fn by_status(call: &Call) -> BTreeMap<u16, Vec<&Saved>> {
    let mut statuses: BTreeMap<u16, Vec<&Saved>> = BTreeMap::new();
    for saved in &call.answers {
        statuses.entry(saved.status).or_default().push(saved);
    }
    statuses
}

/// What a status answers, its examples, and whether there may be no body.
fn body(call: &Call, status: u16, saved: &[&Saved]) -> (Body, Vec<Example>, bool) {
    let nothing = (Body::Empty, Vec::new(), false);
    if call.method == "HEAD" || [204, 205, 304].contains(&status) {
        return nothing;
    }
    let with_body: Vec<&&Saved> = saved.iter().filter(|saved| saved.body.is_some()).collect();
    if with_body.is_empty() {
        return nothing;
    }
    let can_be_empty = with_body.len() < saved.len();
    let texts = with_body.iter().filter_map(|saved| saved.body.as_deref());
    let read: Option<Vec<json::Read>> = with_body.iter().map(|saved| as_json(saved)).collect();
    let mut examples = Vec::new();
    if let Some(read) = read {
        for read in &read {
            let example = Example::Json(read.text.clone());
            if examples.iter().all(|known| !same_json(known, &read.text)) {
                examples.push(example);
            }
        }
        let shape = read
            .iter()
            .map(|read| Shape::of(&read.value))
            .reduce(Shape::merge);
        return (
            Body::Json(shape.unwrap_or(Shape::Unknown)),
            examples,
            can_be_empty,
        );
    }
    let is_binary = with_body
        .iter()
        .any(|saved| is_binary(saved.media.as_deref()));
    if is_binary {
        return (Body::Bytes, examples, can_be_empty);
    }
    for text in texts {
        let example = Example::Plain(text.to_owned());
        if !examples.contains(&example) {
            examples.push(example);
        }
    }
    (Body::Text, examples, can_be_empty)
}

fn same_json(known: &Example, text: &str) -> bool {
    match known {
        Example::Json(known) => json::one_line(known) == json::one_line(text),
        Example::Plain(known) => known == text,
    }
}

/// A body as JSON, where it says or shows that it is.
fn as_json(saved: &Saved) -> Option<json::Read> {
    let media = saved
        .media
        .as_deref()
        .unwrap_or_default()
        .to_ascii_lowercase();
    let text = saved.body.as_deref()?;
    let looks_like_json = text.trim_start().starts_with(['{', '[']);
    let says_other = ["text/", "xml", "image/", "octet-stream", "pdf"];
    let is_other = says_other.iter().any(|other| media.contains(other)) && !media.contains("json");
    // Postman says `text` of what it was not told otherwise.
    let is_other = is_other && !(looks_like_json && media.starts_with("text/plain"));
    if is_other || (media.is_empty() && !looks_like_json) {
        return None;
    }
    json::read(text)
}

fn is_binary(media: Option<&str>) -> bool {
    let media = media.unwrap_or_default().to_ascii_lowercase();
    let kinds = [
        "image/",
        "audio/",
        "video/",
        "octet-stream",
        "pdf",
        "zip",
        "font/",
        "msword",
        "officedocument",
        "ms-excel",
    ];
    kinds.iter().any(|kind| media.contains(kind)) && !media.contains("svg")
}

/// How the type of an answer would like to be called.
fn wanted(
    call: &Call,
    endpoint: &str,
    status: u16,
    name: &str,
    shape: &Shape,
    types: &Types,
) -> Wanted {
    let noun = naming::nouns(&call.url).last().map(|noun| singular(noun));
    let noun = noun.and_then(|noun| type_name(&words(&noun)));
    let is_list = matches!(shape.solid(), Shape::List(_));
    let mut names = Vec::new();
    if status < 400 {
        names.extend(noun.as_ref().map(|noun| {
            if is_page(shape) {
                format!("{noun}Page")
            } else {
                noun.clone()
            }
        }));
        names.push(format!("{endpoint}Answer"));
        names.extend(status::name(status).map(|name| format!("{endpoint}{name}")));
    } else if types.is_problem(shape) || is_list {
        names.push("Problem".to_owned());
        names.push(format!("{endpoint}Problem"));
    } else {
        names.extend(variant(name));
        names.extend(status::name(status).map(str::to_owned));
        names.push(format!("{endpoint}Refusal"));
    }
    let doc = if status >= 400 && types.is_problem(shape) {
        "Why a call was refused.".to_owned()
    } else if is_list {
        format!("An item of what `{endpoint}` answers with status {status}.")
    } else {
        format!("What `{endpoint}` answers with status {status}.")
    };
    Wanted { names, noun, doc }
}

/// The name of a saved answer as a variant: short, and more than "error".
pub(super) fn variant(name: &str) -> Option<String> {
    let mut words = words(name);
    words.retain(|word| {
        let word = word.to_lowercase();
        !["error", "response", "answer", "example", "a", "an", "the"].contains(&word.as_str())
            && word.parse::<u16>().is_err()
    });
    (words.len() <= 4).then(|| type_name(&words)).flatten()
}
