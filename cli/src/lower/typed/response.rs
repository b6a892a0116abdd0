//! Responses by their schemas, with their headers.

use std::collections::HashMap;

use callpoint_documents::description::{Body, Parameter, Response as Described, Status};

use super::body::{listed, spoken};
use crate::lower::contents::{Choice, Medium, choices, is_typed, schema};
use crate::lower::responses::Response;
use crate::lower::schema::{Schemas, names_of_fields, with_remarks};
use crate::lower::types::{MAP, Use, VALUE};
use crate::lower::values::code;
use crate::model::{Example, Field, More, Struct, Type};
use crate::names::{Taken, ident, is_plural, type_name, words};
use crate::status_codes::standard_name;

/// What a response consists of: its headers, with their types, and its body.
type Content = (Vec<(String, String)>, String, Option<String>);

/// The types of responses with headers: one for all that have the same.
#[derive(Debug, Default)]
pub(in crate::lower) struct ResponseTypes {
    by_content: HashMap<Content, String>,
    pub(in crate::lower) list: Vec<Type>,
}

/// What the types of an operation's responses are made with.
pub(in crate::lower) struct Declare<'a, 'd> {
    /// The name of the endpoint.
    pub(in crate::lower) endpoint: &'a str,
    pub(in crate::lower) is_head: bool,
    pub(in crate::lower) schemas: &'a Schemas<'d>,
    pub(in crate::lower) types: &'a mut ResponseTypes,
    pub(in crate::lower) taken: &'a mut Taken,
    pub(in crate::lower) notes: &'a mut Vec<String>,
}

/// The responses of one status, several where its media types differ in what they are; `None` where its type is what its examples have in
/// common.
pub(in crate::lower) fn responses(
    described: &Described,
    declare: &mut Declare<'_, '_>,
) -> Option<Vec<Response>> {
    let choices = choices(&described.contents, described.status.is_success());
    let is_described = |choice: &Choice<'_>| {
        is_typed(choice.content) || matches!(choice.content.body, Body::File(_))
    };
    if choices.iter().any(|choice| !is_described(choice)) {
        return None;
    }
    let status = described.status;
    let is_bodyless = declare.is_head || matches!(status, Status::Code(204 | 205 | 304));
    if choices.is_empty() || is_bodyless {
        return Some(vec![response(described, None, declare)]);
    }
    let all = choices.iter();
    Some(
        all.map(|choice| response(described, Some(choice), declare))
            .collect(),
    )
}

/// Says which media types of a response are not declared.
pub(in crate::lower) fn note_others(choice: &Choice<'_>, status: Status, notes: &mut Vec<String>) {
    if !choice.left_out.is_empty() {
        notes.push(format!(
            "the body of {} can also be {}",
            shown(status),
            listed(&choice.left_out)
        ));
    }
}

/// The response of one status in one media type.
fn response(
    described: &Described,
    choice: Option<&Choice<'_>>,
    declare: &mut Declare<'_, '_>,
) -> Response {
    let status = described.status;
    let mut examples = Vec::new();
    let (mut ty, mut codec) = ("()".to_owned(), None);
    if let Some(choice) = choice {
        note_others(choice, status, declare.notes);
        if let Some(misspelled) = choice.misspelled() {
            declare.notes.push(format!(
                "{misspelled}: the body of {} is read as {}",
                shown(status),
                spoken(choice.medium)
            ));
        }
        let content = choice.content;
        (ty, codec) = decoded(choice, status, declare.schemas, declare.notes);
        if let Body::Whole {
            examples: shown, ..
        } = &content.body
            && ty != "()"
            && !matches!(choice.medium, Medium::Bytes | Medium::Multipart)
        {
            let all = shown
                .iter()
                .filter(|example| !example.text.trim().is_empty());
            examples.extend(all.take(1).map(|example| match choice.medium {
                Medium::Json => Example::Json(example.text.clone()),
                _ => Example::Plain(example.text.clone()),
            }));
        }
    }
    let is_json = codec
        .as_deref()
        .is_none_or(|codec| codec.starts_with("Json("));
    let is_wrapped = ty == "()" || ty.starts_with("Option<") || !is_json;
    if described.can_be_empty && !is_wrapped {
        ty = format!("Option<{ty}>");
    }
    let mut response = Response {
        status,
        name: first_line(described),
        ty,
        selector: choice.and_then(|choice| choice.selector.clone()),
        codec,
        examples,
    };
    add_headers(&mut response, described, declare);
    response
}

/// Makes the type of a response one with its headers, where they can be read with the body.
pub(in crate::lower) fn add_headers(
    response: &mut Response,
    described: &Described,
    declare: &mut Declare<'_, '_>,
) {
    let headers = headers(&described.headers);
    if headers.is_empty() {
        return;
    }
    let is_stream = matches!(response.codec.as_deref(), Some("Sse" | "NdJson"));
    if is_stream {
        let names: Vec<&str> = headers.iter().map(|header| header.name.as_str()).collect();
        declare.notes.push(format!(
            "the headers {} of {} are left out; `call_with_response` gives them",
            listed(&names),
            shown(response.status)
        ));
        return;
    }
    response.ty = whole(&headers, &response.ty, response.codec.as_deref(), declare);
    response.codec = Some("Whole".to_owned());
    response.examples.clear();
}

/// The type of a body and its codec.
fn decoded(
    choice: &Choice<'_>,
    status: Status,
    schemas: &Schemas<'_>,
    notes: &mut Vec<String>,
) -> (String, Option<String>) {
    let content = choice.content;
    let schema = content.item_schema.as_deref().or_else(|| schema(content));
    let known = schema.and_then(|schema| schemas.typed(schema));
    let can_stream = status.is_success();
    let value = known.map_or_else(
        || VALUE.to_owned(),
        |known| schemas.text(&known.ty, Use::Read),
    );
    let media_type = choice.media_type.as_deref();
    // An arm for one media type needs no second one.
    let media_type = media_type.filter(|_| choice.selector.is_none());
    let with_media_type = |codec: &str, own: &str| {
        Some(match media_type.filter(|said| *said != own) {
            Some(said) => format!("{codec}({said:?})"),
            None => codec.to_owned(),
        })
    };
    match choice.medium {
        Medium::Json => {
            let ty = match known {
                Some(known) if known.is_nullable && value != VALUE => format!("Option<{value}>"),
                _ => value,
            };
            let is_other = media_type.filter(|said| *said != "application/json");
            (ty, is_other.map(|said| format!("Json({said:?})")))
        }
        Medium::Events if can_stream => {
            let is_value = value != VALUE && value != "String";
            let item = if is_value {
                value
            } else {
                "String, callpoint::codec::Text".to_owned()
            };
            (format!("Events<{item}>"), Some("Sse".to_owned()))
        }
        Medium::JsonLines if can_stream => {
            // A text is all lines together.
            let is_text = value == "String" && choice.content.item_schema.is_none();
            let item = if is_text { VALUE } else { &value };
            (
                format!("JsonLines<{item}>"),
                with_media_type("NdJson", "application/x-ndjson"),
            )
        }
        Medium::Form
            if known.is_some_and(|known| schemas.is_entries(&known.ty)) && value != MAP =>
        {
            (value, Some("Form".to_owned()))
        }
        Medium::Text | Medium::Events | Medium::JsonLines | Medium::Form => {
            ("String".to_owned(), with_media_type("Text", "text/plain"))
        }
        Medium::Xml if known.is_some() => (value, with_media_type("Xml", "application/xml")),
        Medium::Xml => {
            if schema.is_some_and(|schema| schemas.describes_elements(schema)) {
                notes.push(format!(
                    "the body of {} is XML, which is text here",
                    shown(status)
                ));
            }
            ("String".to_owned(), with_media_type("Text", "text/plain"))
        }
        Medium::Bytes | Medium::Multipart => ("Bytes".to_owned(), with_media_type("Raw", "*/*")),
    }
}

/// What a response is called: its name, or the first line of its description, where the name says no more than the status.
fn first_line(described: &Described) -> String {
    let (name, status) = (&described.name, described.status);
    let is_plain_name = status.is_success() || standard_name(status) == Some(name.as_str());
    if !name.is_empty() && !is_plain_name {
        return name.clone();
    }
    let line = described
        .doc
        .trim()
        .lines()
        .next()
        .unwrap_or_default()
        .trim();
    let is_empty = line.is_empty() || status.is_success() && says_nothing(line, status);
    let is_plain =
        !is_empty && !line.contains(['`', '<', '|', '[', '*']) && line.chars().count() <= 100;
    let is_number = line.trim_end_matches('.').parse::<u16>().is_ok();
    if is_plain && !is_number {
        line.replace(';', ",")
    } else {
        name.clone()
    }
}

/// Whether the description of a success is that it is one: `OK`, `Successful operation`, `200 response`.
fn says_nothing(line: &str, status: Status) -> bool {
    let standard = standard_name(status).unwrap_or_default();
    let standard = words(standard).concat().to_lowercase();
    let words = words(line);
    let is_empty = |word: &String| {
        let word = word.to_lowercase();
        let empty = [
            "a",
            "default",
            "http",
            "ok",
            "operation",
            "request",
            "response",
            "success",
            "successful",
        ];
        empty.contains(&word.as_str()) || word.parse::<u16>().is_ok()
    };
    words.iter().all(is_empty) || words.concat().to_lowercase() == standard
}

pub(super) fn shown(status: Status) -> String {
    match status {
        Status::Code(code) => format!("status {code}"),
        Status::Class(class) => format!("status {class}xx"),
        Status::Default => "other statuses".to_owned(),
    }
}

/// The headers that say more than what the runtime reads anyway.
fn headers(headers: &[Parameter]) -> Vec<&Parameter> {
    let is_token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    let mut seen = std::collections::HashSet::new();
    headers
        .iter()
        .filter(|header| {
            let name = header.name.to_ascii_lowercase();
            !name.is_empty()
                && name.chars().all(is_token)
                && !["content-type", "content-length"].contains(&name.as_str())
                && seen.insert(name)
        })
        .collect()
}

/// A type with the headers and the body.
fn whole(
    headers: &[&Parameter],
    body: &str,
    codec: Option<&str>,
    declare: &mut Declare<'_, '_>,
) -> String {
    let Declare {
        endpoint,
        schemas,
        types,
        taken,
        ..
    } = declare;
    let wires: Vec<&str> = headers.iter().map(|header| header.name.as_str()).collect();
    let mut fields_taken = Taken::default();
    fields_taken.reserve("body");
    let names = names_of_fields(&wires, &mut fields_taken);
    let mut fields = Vec::new();
    let mut content = Vec::new();
    for (header, name) in headers.iter().zip(&names) {
        let known = super::parameter::typed(header, schemas);
        // The type of a constant reads no other text.
        let ty = if schemas.is_scalar(&known.ty) && known.constant.is_none() {
            schemas.text(&known.ty, Use::Read)
        } else {
            "String".to_owned()
        };
        let ty = if header.required {
            ty
        } else {
            format!("Option<{ty}>")
        };
        content.push((header.name.to_ascii_lowercase(), ty.clone()));
        let doc = if header.doc.trim().is_empty() {
            known.doc
        } else {
            &header.doc
        };
        fields.push(Field {
            doc: with_remarks(doc, &known.remarks),
            notes: Vec::new(),
            attrs: vec![format!("header({:?})", header.name)],
            example: None,
            name: ident(name),
            ty,
            value: code("()"),
        });
    }
    let key = (content, body.to_owned(), codec.map(str::to_owned));
    if let Some(known) = types.by_content.get(&key) {
        return known.clone();
    }
    if body != "()" {
        let attr = codec.map_or_else(|| "body".to_owned(), |codec| format!("body({codec})"));
        fields.push(Field {
            doc: String::new(),
            notes: Vec::new(),
            attrs: vec![attr],
            example: None,
            name: "body".to_owned(),
            ty: body.to_owned(),
            value: code("()"),
        });
    }
    let by_body = name_by_body(body);
    // What has no body is called after its header: it is the same for all endpoints that have it.
    let by_header = match headers {
        [only] if body == "()" => {
            let words = [words(&only.name), vec!["Response".to_owned()]].concat();
            type_name(&words)
        }
        _ if body == "()" => Some("ResponseHeaders".to_owned()),
        _ => None,
    };
    let candidates = by_body
        .into_iter()
        .chain(by_header)
        .chain([format!("{endpoint}Response"), format!("{endpoint}Headers")]);
    let name = taken.take(candidates);
    types.list.push(Type::Struct(Struct {
        name: name.clone(),
        doc: if body == "()" {
            "The headers of a response.".to_owned()
        } else {
            "A response with its headers.".to_owned()
        },
        notes: Vec::new(),
        is_written: false,
        is_read: false,
        is_response: true,
        has_message: false,
        newtype: None,
        rename: None,
        rename_all: None,
        fields,
        more: More::default(),
    }));
    types.by_content.insert(key, name.clone());
    name
}

/// The name of a response after the type of its body.
fn name_by_body(body: &str) -> Option<String> {
    let word = crate::model::words(body).last().unwrap_or_default();
    let is_own =
        word.starts_with(char::is_uppercase) && !["String", "Value", "Bytes"].contains(&word);
    is_own.then(|| {
        if body.starts_with("Vec<") && !is_plural(word) {
            format!("{word}sResponse")
        } else if word.ends_with("Response") {
            format!("{word}WithHeaders")
        } else {
            format!("{word}Response")
        }
    })
}
