//! The responses of an operation: one shape for each status, of all its examples.

use std::collections::HashSet;

use callpoint_documents::__private::json;
use callpoint_documents::Value;
use callpoint_documents::description::{
    Body as Sent, Content, Operation, Response as Described, Status,
};

use super::contents::{choose, is_typed};
use super::typed::Declare;
use super::types::{Types, Use, Wanted, is_page};
use super::{Context, naming, typed};
use crate::layout::one_line;
use crate::model::{Endpoint, Example};
use crate::names::{singular, type_name, words};
use crate::shape::Shape;
use crate::status_codes::standard_name;

/// The response of one status.
#[derive(Debug, Clone)]
pub(super) struct Response {
    pub(super) status: Status,
    /// What the document calls it, the first time.
    pub(super) name: String,
    pub(super) ty: String,
    /// The media type that it is for, where the status has several.
    pub(super) selector: Option<String>,
    pub(super) codec: Option<String>,
    pub(super) examples: Vec<Example>,
}

impl Response {
    /// What the runtime asks for in `Accept` because of it; `None` where it has no body.
    pub(super) fn media_type(&self) -> Option<&'static str> {
        match self.codec.as_deref() {
            Some("Text") => Some("text/plain"),
            Some(_) => Some("*/*"),
            None => (self.ty != "()").then_some("application/json"),
        }
    }
}

/// The body of a status before its type has a name.
enum Body {
    Empty,
    Json(Shape),
    Text,
    Bytes,
}

/// The JSON shapes of an operation, by their status.
pub(super) fn shapes(operation: &Operation) -> Vec<(Status, Shape)> {
    let mut responses = by_status(operation);
    responses.retain(|(_, response)| !response.contents.iter().any(is_typed));
    let shapes = responses.into_iter().filter_map(|(status, response)| {
        match body(operation, status, response).0 {
            Body::Json(shape) => Some((status, shape)),
            _ => None,
        }
    });
    shapes.collect()
}

/// The responses of an operation, by status.
pub(super) fn responses(
    operation: &Operation,
    endpoint: &mut Endpoint,
    context: &mut Context<'_>,
) -> Vec<Response> {
    let mut responses = Vec::new();
    for (status, response) in by_status(operation) {
        let mut declare = Declare {
            endpoint: &endpoint.name,
            is_head: operation.method == "HEAD",
            schemas: &context.schemas,
            types: &mut context.response_types,
            taken: &mut context.types.taken,
            notes: &mut endpoint.notes,
        };
        let typed = typed::responses(response, &mut declare);
        if let Some(typed) = typed {
            responses.extend(typed);
        } else {
            let name = &endpoint.name;
            let mut inferred = inferred(operation, name, status, response, &mut context.types);
            let has_body = inferred.ty != "()";
            // What a recorded response of a collection had is no promise.
            if context.has_schemas {
                let mut declare = Declare {
                    endpoint: name,
                    is_head: operation.method == "HEAD",
                    schemas: &context.schemas,
                    types: &mut context.response_types,
                    taken: &mut context.types.taken,
                    notes: &mut endpoint.notes,
                };
                typed::add_headers(&mut inferred, response, &mut declare);
                if let Some(choice) = choose(&response.contents).filter(|_| has_body) {
                    typed::note_others(&choice, status, declare.notes);
                }
            }
            responses.push(inferred);
        }
    }
    // Alone, `default` is every response, unless it is about errors.
    if let [only] = responses.as_slice()
        && only.status == Status::Default
        && context.has_schemas
        && !is_about_errors(only)
    {
        let success = Response {
            status: Status::Class(2),
            ..only.clone()
        };
        responses.insert(0, success);
    }
    for response in &operation.responses {
        if !can_be_declared(response.status) {
            endpoint.notes.push(format!(
                "status {} is no final response (RFC 9110, section 15); it is left out",
                response.status
            ));
        }
    }
    responses
}

/// Whether the only response is what is returned in case of an error.
fn is_about_errors(response: &Response) -> bool {
    let says_error = |text: &str| {
        let text = text.to_lowercase();
        ["error", "problem", "fault", "fail", "unexpected"]
            .iter()
            .any(|word| text.contains(word))
    };
    says_error(&response.name) || says_error(&response.ty)
}

/// The response whose type is what its examples have in common.
fn inferred(
    operation: &Operation,
    endpoint: &str,
    status: Status,
    response: &Described,
    types: &mut Types,
) -> Response {
    let (body, examples) = body(operation, status, response);
    let name = response.name.clone();
    let (ty, codec) = match body {
        Body::Empty => ("()".to_owned(), None),
        Body::Text => ("String".to_owned(), Some("Text")),
        Body::Bytes => ("Bytes".to_owned(), Some("Raw")),
        Body::Json(shape) => {
            let shape = types.refined(shape);
            let wanted = wanted(operation, endpoint, status, &name, &shape, types);
            (types.ty(&shape, &wanted, Use::Read), None)
        }
    };
    let is_wrapped = ty == "()" || ty.starts_with("Option<") || codec.is_some();
    Response {
        status,
        name,
        ty: if response.can_be_empty && !is_wrapped {
            format!("Option<{ty}>")
        } else {
            ty
        },
        selector: None,
        codec: codec.map(str::to_owned),
        examples,
    }
}

/// The responses in the order in which arms match: codes, classes, and all others.
fn by_status(operation: &Operation) -> Vec<(Status, &Described)> {
    let responses = operation.responses.iter();
    let mut responses: Vec<_> = responses
        .filter(|response| can_be_declared(response.status))
        .map(|response| (response.status, response))
        .collect();
    responses.sort_by_key(|(status, _)| *status);
    responses.dedup_by_key(|(status, _)| *status);
    responses
}

/// Whether an arm can have this status.
pub(super) fn can_be_declared(status: Status) -> bool {
    match status {
        Status::Code(code) => (200..=599).contains(&code),
        Status::Class(class) => (2..=5).contains(&class),
        Status::Default => true,
    }
}

/// The bodies that are shown of a response, each with its media type.
fn bodies(response: &Described) -> Vec<(&Content, &str)> {
    let mut bodies = Vec::new();
    for content in &response.contents {
        if let Sent::Whole { examples, .. } = &content.body {
            bodies.extend(
                examples
                    .iter()
                    .map(|example| (content, example.text.as_str())),
            );
        }
    }
    bodies
}

/// The body of a status and its examples.
fn body(operation: &Operation, status: Status, response: &Described) -> (Body, Vec<Example>) {
    let bodies = bodies(response);
    if operation.method == "HEAD"
        || matches!(status, Status::Code(204 | 205 | 304))
        || bodies.is_empty()
    {
        return (Body::Empty, Vec::new());
    }
    let read: Option<Vec<json::Read>> = bodies
        .iter()
        .map(|(content, text)| as_json(content, text))
        .collect();
    let mut examples = Vec::new();
    if let Some(read) = read {
        let mut known = HashSet::new();
        for (index, read) in read.iter().enumerate() {
            // A placeholder says no more than the type: one is kept, so that an export has the type again.
            let says_less = match &read.value {
                Value::String(text) => Shape::of_placeholder(text).is_some(),
                value => index > 0 && Shape::has_placeholder(value),
            };
            if !says_less && known.insert(one_line(&read.text)) {
                examples.push(Example::Json(read.text.clone()));
            }
        }
        let shape = Shape::merge_all(read.iter().map(Shape::of_body));
        return (Body::Json(shape.unwrap_or(Shape::Unknown)), examples);
    }
    if bodies.iter().any(|(content, _)| is_binary(content)) {
        return (Body::Bytes, examples);
    }
    let mut known = HashSet::new();
    for (_, text) in bodies {
        if known.insert(text) {
            examples.push(Example::Plain(text.to_owned()));
        }
    }
    (Body::Text, examples)
}

/// A body as JSON, where it says or shows that it is.
fn as_json(content: &Content, text: &str) -> Option<json::Read> {
    let media_type = media_type(content);
    let looks_like_json = text.trim_start().starts_with(['{', '[']);
    let says_other = ["text/", "xml", "image/", "octet-stream", "pdf"];
    let is_other =
        says_other.iter().any(|other| media_type.contains(other)) && !media_type.contains("json");
    // `text` is Postman's default.
    let is_other = is_other && !(looks_like_json && media_type.starts_with("text/plain"));
    if is_other || (media_type.is_empty() && !looks_like_json) {
        return None;
    }
    json::read(text)
}

fn media_type(content: &Content) -> String {
    let media_type = content.media_type.as_deref().unwrap_or_default();
    media_type.to_ascii_lowercase()
}

fn is_binary(content: &Content) -> bool {
    let media_type = media_type(content);
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
    kinds.iter().any(|kind| media_type.contains(kind)) && !media_type.contains("svg")
}

/// The names that the type of a response would like to have.
fn wanted(
    operation: &Operation,
    endpoint: &str,
    status: Status,
    name: &str,
    shape: &Shape,
    types: &Types,
) -> Wanted {
    let noun = naming::nouns(&operation.path)
        .last()
        .map(|noun| singular(noun));
    let noun = noun.and_then(|noun| type_name(&words(&noun)));
    let is_list = matches!(shape.solid(), Shape::List(_));
    let mut names = Vec::new();
    let standard = || standard_name(status);
    if status.is_success() {
        names.extend(noun.as_ref().map(|noun| {
            if is_page(shape) {
                format!("{noun}Page")
            } else {
                noun.clone()
            }
        }));
        names.push(format!("{endpoint}Response"));
        names.extend(standard().map(|name| format!("{endpoint}{name}")));
    } else if types.is_problem(shape) || is_list {
        names.push("Problem".to_owned());
        names.push(format!("{endpoint}Problem"));
    } else {
        names.extend(variant(name));
        names.extend(standard().map(str::to_owned));
        names.push(format!("{endpoint}ErrorResponse"));
    }
    let doc = if !status.is_success() && types.is_problem(shape) {
        "An error response.".to_owned()
    } else if is_list {
        format!("An item of the body of status {status} of `{endpoint}`.")
    } else {
        format!("The body of status {status} of `{endpoint}`.")
    };
    Wanted { names, noun, doc }
}

/// The name of a response as a variant: short, and more than "error".
pub(super) fn variant(name: &str) -> Option<String> {
    let mut words = words(name);
    words.retain(|word| {
        let word = word.to_lowercase();
        !["error", "response", "answer", "example", "a", "an", "the"].contains(&word.as_str())
            && word.parse::<u16>().is_err()
    });
    (words.len() <= 4).then(|| type_name(&words)).flatten()
}
