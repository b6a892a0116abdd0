//! The fields of a request: path, query, headers, body.

use serde_json::Value;

use super::answers::Answer;
use super::values::{code, of_text, some, text, text_shape};
use super::{Context, body, path};
use crate::document::{Call, Param};
use crate::model::{Endpoint, Example, Expr, Field};
use crate::names::{Taken, field_name, ident};
use crate::secrets::is_secret;
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
    call: &Call,
    endpoint: &mut Endpoint,
    context: &mut Context,
    answers: &[Answer],
) {
    let mut taken = Taken::default();
    for method in METHODS {
        taken.reserve(method);
    }
    let (template, params, notes) = path::template(call, &mut taken);
    endpoint.template = template;
    endpoint.notes.extend(notes);
    for path::PathParam { field, param } in params {
        endpoint.fields.push(in_path(&field, &param));
    }
    for params in grouped(&call.url.query) {
        // `ids` beside `ids[]`: the brackets are part of the name then.
        let plain = params[0].name.trim_end_matches("[]");
        let has_plain = call.url.query.iter().any(|other| other.name == plain);
        let field = in_query(&params, has_plain, &mut taken, context);
        endpoint.fields.push(field);
    }
    let mut headers = Vec::new();
    for params in grouped_by(&call.headers, str::eq_ignore_ascii_case) {
        headers.extend(header(&params, &mut taken, endpoint, context, answers));
    }
    let body = body::body(call, endpoint, &mut taken, context);
    let content_type = body::content_type_field(call, body, &mut taken);
    endpoint.fields.splice(
        body.position..body.position,
        content_type.into_iter().chain(headers),
    );
}

fn in_path(field: &str, param: &Param) -> Field {
    let is_value = |value: &&str| !value.is_empty() && !is_placeholder_of(&Shape::Text, value);
    let value = param.value.as_deref().filter(is_value);
    let shape = match value.and_then(Shape::of_placeholder) {
        Some(shape @ (Shape::Integer | Shape::Number | Shape::Bool)) => shape,
        _ => Shape::Text,
    };
    Field {
        doc: param.doc.clone(),
        notes: Vec::new(),
        attrs: secret(&param.name),
        example: value
            .filter(|value| !is_placeholder_of(&shape, value))
            .map(|value| Example::Plain(value.to_owned())),
        value: of_text(&shape, value.unwrap_or(field)),
        name: ident(field),
        ty: scalar(&shape).to_owned(),
    }
}

fn secret(name: &str) -> Vec<String> {
    let is_secret = is_secret(name);
    is_secret.then(|| "secret".to_owned()).into_iter().collect()
}

/// The type of what travels as text.
pub(super) fn scalar(shape: &Shape) -> &'static str {
    match shape {
        Shape::Integer => "i64",
        Shape::Number => "f64",
        Shape::Bool => "bool",
        _ => "String",
    }
}

/// Parameters of one name belong together.
pub(super) fn grouped(params: &[Param]) -> Vec<Vec<Param>> {
    grouped_by(params, |one, other| one == other)
}

fn grouped_by(params: &[Param], is_same: fn(&str, &str) -> bool) -> Vec<Vec<Param>> {
    let mut groups: Vec<Vec<Param>> = Vec::new();
    for param in params {
        let known = groups
            .iter_mut()
            .find(|group| is_same(&group[0].name, &param.name));
        match known {
            Some(group) => group.push(param.clone()),
            None => groups.push(vec![param.clone()]),
        }
    }
    groups
}

impl Context {
    /// Whether parameters of one name can be left out.
    pub(super) fn is_optional(&self, params: &[Param]) -> bool {
        let said = params.iter().any(|param| param.required);
        params.iter().all(|param| param.disabled) || (self.marks_required && !said)
    }
}

/// A field for values that travel as text: one, or a list of them.
pub(super) fn textual(name: String, params: &[Param], is_list: bool, is_optional: bool) -> Field {
    let sent: Vec<&Param> = params.iter().filter(|param| !param.disabled).collect();
    let value_of = |param: &Param| param.value.clone().unwrap_or_default();
    let shape = params
        .iter()
        .map(|param| text_shape(&param.name, &value_of(param)))
        .reduce(|one, other| if one == other { one } else { Shape::Text })
        .unwrap_or(Shape::Text);
    let mut ty = scalar(&shape).to_owned();
    let mut value = if is_list {
        ty = format!("Vec<{ty}>");
        match sent.as_slice() {
            [] => code("Vec::new()"),
            sent => Expr::List(
                sent.iter()
                    .map(|param| of_text(&shape, &value_of(param)))
                    .collect(),
            ),
        }
    } else {
        of_text(&shape, &value_of(&params[0]))
    };
    if is_optional {
        ty = format!("Option<{ty}>");
        value = if sent.is_empty() {
            code("None")
        } else {
            some(value)
        };
    }
    let docs: Vec<&str> = params.iter().map(|param| param.doc.trim()).collect();
    Field {
        doc: docs
            .iter()
            .find(|doc| !doc.is_empty())
            .copied()
            .unwrap_or_default()
            .to_owned(),
        notes: Vec::new(),
        attrs: Vec::new(),
        example: example(params, &shape),
        name,
        ty,
        value,
    }
}

/// The value to show, or all values of a list. The placeholder of the type says no more than the type.
fn example(params: &[Param], shape: &Shape) -> Option<Example> {
    let is_any_sent = params.iter().any(|param| !param.disabled);
    let shown = params
        .iter()
        .filter(|param| !param.disabled || !is_any_sent);
    let texts: Vec<&str> = shown.filter_map(|param| param.value.as_deref()).collect();
    let says_something = |text: &&str| !text.is_empty() && !is_placeholder_of(shape, text);
    if !texts.iter().any(says_something) {
        return None;
    }
    match texts.as_slice() {
        [text] => Some(Example::Plain((*text).to_owned())),
        texts => Some(Example::Json(array(texts, shape))),
    }
}

/// Values that travel as text, as a JSON array.
pub(super) fn array(texts: &[&str], shape: &Shape) -> String {
    let value = |text: &&str| match shape {
        Shape::Text => Value::from(*text),
        _ => serde_json::from_str(text).unwrap_or_else(|_| Value::from(*text)),
    };
    Value::Array(texts.iter().map(value).collect()).to_string()
}

/// What an export writes for a type without a value.
fn is_placeholder_of(shape: &Shape, text: &str) -> bool {
    text == match shape {
        Shape::Integer => "<integer>",
        Shape::Number => "<number>",
        Shape::Bool => "<boolean>",
        _ => "<string>",
    }
}

fn in_query(params: &[Param], has_plain: bool, taken: &mut Taken, context: &mut Context) -> Field {
    let first = &params[0];
    let wire = first.name.as_str();
    let bracketed = wire
        .strip_suffix("[]")
        .filter(|name| !name.is_empty() && !has_plain);
    let wire = bracketed.unwrap_or(wire);
    let base = field_name(wire).unwrap_or_else(|| "query".to_owned());
    let name = taken.take([base.clone(), format!("query_{base}")]);
    let is_optional = context.is_optional(params);
    let mut words = Vec::new();
    if name != wire {
        words.push(format!("{wire:?}"));
    }
    let is_flag = params.len() == 1 && first.value.is_none();
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
    hide(&mut field, params, context);
    field
}

/// A secret in the query or in a header is the caller's own: it is not copied, unless it is a placeholder.
fn hide(field: &mut Field, params: &[Param], context: &mut Context) {
    let name = &params[0].name;
    if !is_secret(name) {
        return;
    }
    field.attrs.push("secret".to_owned());
    let value = params[0].value.as_deref().unwrap_or_default();
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
    params: &[Param],
    taken: &mut Taken,
    endpoint: &mut Endpoint,
    context: &mut Context,
    answers: &[Answer],
) -> Option<Field> {
    let first = &params[0];
    let lower = first.name.to_ascii_lowercase();
    let value = first.value.as_deref().unwrap_or_default();
    let is_ours = match lower.as_str() {
        // What carries the body says what it is; `body` compares it.
        "content-type" | "postman-token" => true,
        "accept" => accept_agrees(value, answers),
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
            "`{}` is no name of a header; it is left out",
            first.name
        ));
        return None;
    }
    let base = field_name(&first.name).unwrap_or_else(|| "header".to_owned());
    let name = taken.take([base.clone(), format!("header_{base}")]);
    let is_optional = context.is_optional(params);
    let mut field = textual(ident(&name), params, params.len() > 1, is_optional);
    field.attrs.push(format!("header({:?})", first.name));
    let is_credential = ["authorization", "proxy-authorization"].contains(&lower.as_str());
    if is_credential && !is_secret(&first.name) {
        let named = Param {
            name: "token".to_owned(),
            ..first.clone()
        };
        hide(&mut field, &[named], context);
    } else {
        hide(&mut field, params, context);
    }
    Some(field)
}

/// Whether `Accept` asks for what the runtime asks for.
fn accept_agrees(value: &str, answers: &[Answer]) -> bool {
    let essence = value
        .split([',', ';'])
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    let successes = answers.iter().filter(|answer| answer.status < 400);
    let mut codecs = successes.map(|answer| answer.codec);
    match essence.as_str() {
        "" | "*/*" => true,
        "application/json" => codecs.all(|codec| codec.is_none()),
        "text/plain" => codecs.all(|codec| codec == Some("Text")) && !answers.is_empty(),
        _ => false,
    }
}
