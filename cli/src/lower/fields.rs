//! The fields of a request: path, query, headers, body.

use std::collections::HashSet;

use callpoint_documents::__private::{encoded, is_secret};
use callpoint_documents::description::{Operation, Parameter, Style};

use super::field::{grouped, grouped_by, is_optional, is_placeholder_of, scalar, textual};
use super::responses::Response;
use super::values::{code, of_text, some, text};
use super::{Context, body, path, typed};
use crate::model::{Endpoint, Example, Field};
use crate::names::{Taken, field_name, ident};
use crate::shape::Shape;

/// Headers that the transport sets (RFC 9110, sections 7.2, 7.6 and 8.6).
const FRAMING: [&str; 8] = [
    "host",
    "content-length",
    "transfer-encoding",
    "connection",
    "te",
    "trailer",
    "upgrade",
    "accept-encoding",
];

/// Names of methods, which a setter cannot have.
const METHODS: [&str; 3] = ["new", "call", "example"];

/// Adds the template and all fields.
pub(super) fn fields(
    operation: &Operation,
    endpoint: &mut Endpoint,
    context: &mut Context<'_>,
    responses: &[Response],
) {
    let mut taken = Taken::default();
    for method in METHODS {
        taken.reserve(method);
    }
    let (template, params, notes) = path::template(operation, &mut taken);
    endpoint.template = template;
    endpoint.notes.extend(notes);
    for path::PathParam { field, parameter } in params {
        if typed::is_typed(&parameter) {
            let (mut field, note) = typed::in_path(&field, &parameter, &context.schemas);
            field.attrs.extend(secret(&parameter));
            endpoint.notes.extend(note);
            endpoint.fields.push(field);
        } else {
            endpoint.fields.push(in_path(&field, &parameter));
        }
    }
    let names: HashSet<&str> = operation.query.iter().map(|param| &*param.name).collect();
    let (mut fixed, mut pairs) = (Vec::new(), Vec::new());
    for params in grouped(&operation.query) {
        // Where there is `ids` too, the brackets of `ids[]` are part of the name.
        let plain = params[0].name.trim_end_matches("[]");
        let has_plain = names.contains(plain);
        match params.as_slice() {
            // The path of the document has it with this value, which is written as it is sent.
            [parameter] if parameter.fixed && !parameter.examples.is_empty() => {
                let name = encoded(&parameter.name);
                fixed.push(format!("{name}={}", parameter.examples[0].text));
            }
            [parameter] if typed::is_typed(parameter) => {
                let (wire, name) = query_name(parameter, has_plain, &mut taken);
                let (made, note) = typed::in_query(parameter, &name, &wire, &context.schemas);
                endpoint.notes.extend(note);
                match made {
                    Ok(field) => endpoint.fields.push(field),
                    Err(pair) => pairs.push(pair),
                }
            }
            params => {
                let field = in_query(params, has_plain, &mut taken, context);
                endpoint.fields.push(field);
            }
        }
    }
    fixed.append(&mut pairs);
    if !fixed.is_empty() {
        endpoint.template = format!("{}?{}", endpoint.template, fixed.join("&"));
    }
    cookies(operation, endpoint, &mut taken, context);
    let mut headers = Vec::new();
    for params in grouped_by(&operation.headers, str::to_ascii_lowercase) {
        headers.extend(header(&params, &mut taken, endpoint, context, responses));
    }
    let body = body::body(operation, endpoint, &mut taken, context);
    let content_type = body::content_type_field(operation, body, &mut taken);
    endpoint.fields.splice(
        body.position..body.position,
        content_type.into_iter().chain(headers),
    );
    endpoint.fields.shrink_to_fit();
}

/// Adds the cookies.
fn cookies(
    operation: &Operation,
    endpoint: &mut Endpoint,
    taken: &mut Taken,
    context: &Context<'_>,
) {
    let is_token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    let has_header =
        (operation.headers.iter()).any(|header| header.name.eq_ignore_ascii_case("cookie"));
    let mut seen = HashSet::new();
    for cookie in &operation.cookies {
        let is_valid = !cookie.name.is_empty() && cookie.name.chars().all(is_token);
        if has_header || !is_valid {
            let why = if has_header {
                "the header `Cookie` holds it"
            } else {
                "its name is not valid"
            };
            endpoint
                .notes
                .push(format!("the cookie `{}` is left out: {why}", cookie.name));
        } else if seen.insert(&cookie.name) {
            let base = field_name(&cookie.name).unwrap_or_else(|| "cookie".to_owned());
            let name = taken.take([base.clone(), format!("cookie_{base}")]);
            let (field, note) = typed::in_cookie(cookie, &name, &context.schemas);
            endpoint.notes.extend(note);
            endpoint.fields.push(field);
        }
    }
}

fn in_path(field: &str, param: &Parameter) -> Field {
    let is_value = |value: &&str| !value.is_empty() && !is_placeholder_of(&Shape::Text, value);
    let value = param.value().filter(is_value);
    let shape = match value.and_then(Shape::of_placeholder) {
        Some(shape @ (Shape::Integer | Shape::Number | Shape::Bool)) => shape,
        _ => Shape::Text,
    };
    Field {
        doc: param.doc.clone(),
        notes: Vec::new(),
        attrs: secret(param),
        example: value
            .filter(|value| !is_placeholder_of(&shape, value))
            .map(|value| Example::Plain(value.to_owned())),
        value: of_text(&shape, value.unwrap_or(field)),
        name: ident(field),
        ty: scalar(&shape).to_owned(),
    }
}

fn secret(param: &Parameter) -> Vec<String> {
    let is_secret = param.secret || is_secret(&param.name);
    is_secret.then(|| "secret".to_owned()).into_iter().collect()
}

fn in_query(
    params: &[&Parameter],
    has_plain: bool,
    taken: &mut Taken,
    context: &mut Context<'_>,
) -> Field {
    let first = params[0];
    let (wire, name) = query_name(first, has_plain, taken);
    let bracketed = (wire != first.name).then_some(&wire);
    let is_optional = is_optional(params);
    let mut words = Vec::new();
    if name != wire {
        words.push(format!("{wire:?}"));
    }
    let is_flag = params.len() == 1 && first.style == Style::FLAG;
    if bracketed.is_some() {
        words.push("style = brackets".to_owned());
    } else if is_flag {
        words.push("flag".to_owned());
    }
    let attr = match words.as_slice() {
        [] => "query".to_owned(),
        words => format!("query({})", words.join(", ")),
    };
    let is_list = first.name.ends_with("[]") || params.len() > 1;
    let mut field = if is_flag {
        let sent = !first.disabled;
        Field {
            ty: if is_optional {
                "Option<bool>".to_owned()
            } else {
                "bool".to_owned()
            },
            value: match (is_optional, sent) {
                (true, true) => some(code("true")),
                (true, false) => code("None"),
                _ => code("true"),
            },
            example: sent.then(|| Example::Plain("true".to_owned())),
            ..textual(ident(&name), params, false, false)
        }
    } else {
        textual(ident(&name), params, is_list, is_optional)
    };
    field.attrs.push(attr);
    if first.secret {
        hide(&mut field, first, context);
    }
    field
}

/// The name on the wire without the brackets of a list, and the name of the field.
fn query_name(parameter: &Parameter, has_plain: bool, taken: &mut Taken) -> (String, String) {
    let wire = parameter.name.as_str();
    let bracketed = wire
        .strip_suffix("[]")
        .filter(|name| !name.is_empty() && !has_plain);
    let wire = bracketed.unwrap_or(wire);
    let base = field_name(wire).unwrap_or_else(|| "query".to_owned());
    let name = taken.take([base.clone(), format!("query_{base}")]);
    (wire.to_owned(), name)
}

/// Does not copy the value of a secret in the query or in a header, unless it is a placeholder.
fn hide(field: &mut Field, param: &Parameter, context: &mut Context<'_>) {
    field.attrs.push("secret".to_owned());
    let value = param.value().unwrap_or_default();
    let is_placeholder =
        value.is_empty() || value.contains("{{") || value.starts_with(['<', '$', '{', ':']);
    if is_placeholder || field.example.is_none() {
        return;
    }
    context.summary.hidden_values += 1;
    field.example = None;
    if field.value == text(value) {
        field.value = text("secret");
    } else if field.value == some(text(value)) {
        field.value = some(text("secret"));
    } else {
        field.value = code(if field.ty.starts_with("Option<") {
            "None"
        } else {
            "Vec::new()"
        });
    }
}

fn header(
    params: &[&Parameter],
    taken: &mut Taken,
    endpoint: &mut Endpoint,
    context: &mut Context<'_>,
    responses: &[Response],
) -> Option<Field> {
    let first = params[0];
    let lower = first.name.to_ascii_lowercase();
    let value = first.value().unwrap_or_default();
    let is_ours = match lower.as_str() {
        // What carries the body says what it is; `body` compares it.
        "content-type" | "postman-token" => true,
        // A document with schemas says what is accepted by its responses.
        "accept" => typed::is_typed(first) || accept_agrees(params, responses),
        "user-agent" => value.starts_with("PostmanRuntime/") || value.starts_with("curl/"),
        _ => false,
    };
    if is_ours || first.name.starts_with(':') {
        return None;
    }
    if FRAMING.contains(&lower.as_str()) {
        if lower != "accept-encoding" {
            endpoint.notes.push(format!(
                "the transport sets the header `{}` itself",
                first.name
            ));
        }
        return None;
    }
    let is_token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    if !first.name.chars().all(is_token) {
        endpoint.notes.push(format!(
            "`{}` is not a valid header name; it is left out",
            first.name
        ));
        return None;
    }
    if lower == "accept"
        && let [parameter] = params
        && !parameter.disabled
        && is_media_ranges(value)
    {
        let line = format!("{}: {value}", first.name);
        endpoint.options.push(format!("header = {line:?}"));
        return None;
    }
    let base = field_name(&first.name).unwrap_or_else(|| "header".to_owned());
    let name = taken.take([base.clone(), format!("header_{base}")]);
    if let [parameter] = params
        && typed::is_typed(parameter)
    {
        let (made, note) = typed::in_header(parameter, &name, &context.schemas);
        endpoint.notes.extend(note);
        return match made {
            Ok(field) => Some(field),
            Err(option) => {
                endpoint.options.push(option);
                None
            }
        };
    }
    let is_optional = is_optional(params);
    let mut field = textual(ident(&name), params, params.len() > 1, is_optional);
    field.attrs.push(format!("header({:?})", first.name));
    let is_credential = ["authorization", "proxy-authorization"].contains(&lower.as_str());
    if first.secret || is_credential {
        hide(&mut field, first, context);
    }
    Some(field)
}

/// Whether a value of `Accept` is one that every call sends: media types, and nothing that stands for others.
fn is_media_ranges(value: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_graphic() && !"<>{}$".contains(c) || c == ' ';
    let is_range = |range: &str| range.contains('/');
    value.chars().all(is_plain) && value.trim() == value && value.split(',').all(is_range)
}

/// Whether `Accept` asks for what the runtime asks for: the media types of the successes.
fn accept_agrees(params: &[&Parameter], responses: &[Response]) -> bool {
    let is_sent = params.iter().any(|param| !param.disabled);
    let sent = params.iter().filter(|param| !(is_sent && param.disabled));
    let asked: Vec<String> = sent
        .flat_map(|param| param.value().unwrap_or_default().split(','))
        .map(|media| media.trim().to_ascii_lowercase())
        .collect();
    if asked.iter().all(|media| media.is_empty() || media == "*/*") {
        return true;
    }
    let successes = responses
        .iter()
        .filter(|response| response.status.is_success());
    let mut media: Vec<&str> = Vec::new();
    for media_type in successes.filter_map(Response::media_type) {
        if !media.contains(&media_type) {
            media.push(media_type);
        }
    }
    asked == media
}
