//! The contract in the struct's rustdoc.

use std::fmt::Write as _;

use syn::ext::IdentExt as _;
use syn::{DeriveInput, Ident, Type};

use super::constructor::path_text;
use super::links::Links;
use super::responses::statuses_text;
use crate::model::{
    Auth, Body, Endpoint, ErrorResponses, Field, FieldLocation, Presence, Response, Success,
};
use crate::names;

/// The method, the template, the location of each field, the credentials, and the type of every response.
pub(crate) fn contract(endpoint: &Endpoint) -> String {
    let mut text = String::new();
    // Writing into a string cannot fail.
    let _ = write_contract(&mut text, endpoint);
    text
}

fn write_contract(text: &mut String, endpoint: &Endpoint) -> std::fmt::Result {
    let (method, template) = (&endpoint.method, &endpoint.template);
    let links = Links::of_item(&endpoint.item);
    if !endpoint.doc.is_empty() {
        writeln!(text)?;
    }
    writeln!(text, "# {}\n", code(&format!("{method} {template}")))?;
    match &endpoint.auth {
        Some(Auth::Scheme(scheme)) => {
            writeln!(text, "Credentials: `{}`.\n", names::type_name(scheme))?;
        }
        Some(Auth::AnyOf {
            alternatives,
            is_optional,
        }) => {
            let mut each: Vec<_> = alternatives.iter().map(|all| together(all)).collect();
            each.extend(is_optional.then(|| "none".to_owned()));
            writeln!(text, "Credentials: {}.\n", each.join(", or "))?;
        }
        Some(Auth::None) => writeln!(text, "Credentials: none.\n")?,
        None => {}
    }
    if let Some(base) = &endpoint.base {
        writeln!(text, "Base: `{}`.\n", names::type_name(base))?;
    }
    if !endpoint.headers.is_empty() {
        let headers = endpoint.headers.iter();
        let headers: Vec<_> = headers
            .map(|(name, value)| code(&format!("{name}: {value}")))
            .collect();
        writeln!(text, "Headers: {}.\n", headers.join(", "))?;
    }
    if endpoint
        .fields
        .iter()
        .any(|field| !matches!(field.location, FieldLocation::Skipped))
    {
        writeln!(text, "| field | type | sent in |\n|---|---|---|")?;
        for field in &endpoint.fields {
            field_row(text, endpoint, field, links)?;
        }
        writeln!(text)?;
    }
    writeln!(text, "| status | response |\n|---|---|")?;
    match &endpoint.responses.success {
        Success::Raw => {
            let krate = path_text(&endpoint.krate);
            writeln!(text, "| 2xx | [`RawResponse`]({krate}::RawResponse) |")?;
        }
        Success::One(responses) => responses
            .iter()
            .try_for_each(|response| response_row(text, response, None, links))?,
        Success::Many {
            name, responses, ..
        } => {
            responses
                .iter()
                .try_for_each(|response| response_row(text, response, Some(name), links))?;
        }
    }
    match &endpoint.responses.errors {
        ErrorResponses::None => {}
        ErrorResponses::Own { name, responses } => {
            responses
                .iter()
                .try_for_each(|response| response_row(text, response, Some(name), links))?;
        }
        ErrorResponses::Shared(ty) => {
            writeln!(
                text,
                "| errors | {} |",
                cell(&links.of(ty, &names::type_name(ty)))
            )?;
        }
    }
    let krate = path_text(&endpoint.krate);
    writeln!(
        text,
        "| others | [`Error::Unexpected`]({krate}::Error::Unexpected) |"
    )
}

/// The table of a set of error responses, which its own page shows.
pub(crate) fn of_set(item: &DeriveInput, responses: &[Response]) -> String {
    let mut text = "| status | response |\n|---|---|\n".to_owned();
    let links = Links::of_item(item);
    for response in responses {
        // Writing into a string cannot fail.
        let _ = response_row(&mut text, response, Some(&item.ident), links);
    }
    text
}

/// Schemes that are sent together.
fn together(schemes: &[Type]) -> String {
    let names = schemes
        .iter()
        .map(|scheme| format!("`{}`", names::type_name(scheme)));
    names.collect::<Vec<_>>().join(" and ")
}

fn field_row(
    text: &mut String,
    endpoint: &Endpoint,
    field: &Field,
    links: Links<'_>,
) -> std::fmt::Result {
    let name = field.ident.unraw().to_string();
    let wire = field.wire_name();
    let location = match &field.location {
        FieldLocation::Path => "path".to_owned(),
        FieldLocation::PathList(style) => style.doc.to_owned(),
        FieldLocation::PathSegments => "path segments".to_owned(),
        FieldLocation::Query { style, .. } if style.has_own_names() => {
            "query, flattened".to_owned()
        }
        FieldLocation::Query { style, .. } => format!("query {}{}", code(&wire), style.doc),
        FieldLocation::Header(_) => format!("header {}", code(&wire)),
        FieldLocation::Cookie(_) => format!("cookie {}", code(&wire)),
        FieldLocation::BodyField { .. } => format!(
            "{} body {}",
            body_codec(endpoint).unwrap_or_default(),
            code(&wire)
        ),
        FieldLocation::Part { .. } => format!("Multipart part {}", code(&wire)),
        FieldLocation::Body => format!("{} body", body_codec(endpoint).unwrap_or_default()),
        FieldLocation::Skipped => return Ok(()),
    };
    let optional = if matches!(field.presence, Presence::Required) {
        ""
    } else {
        ", optional"
    };
    let secret = if field.secret { ", secret" } else { "" };
    writeln!(
        text,
        "| `{name}` | {} | {}{optional}{secret} |",
        cell(&links.of_field(&field.ident, &field.ty, &field.type_name)),
        cell(&location)
    )
}

/// The codec of the body as it is written.
fn body_codec(endpoint: &Endpoint) -> Option<String> {
    match &endpoint.body {
        Body::None => None,
        Body::Multipart(_) => Some("Multipart".to_owned()),
        Body::Stream(_) => Some("Stream".to_owned()),
        Body::Fields { codec, .. } | Body::Whole { codec, .. } => Some(codec.to_string()),
    }
}

fn response_row(
    text: &mut String,
    response: &Response,
    set: Option<&Ident>,
    links: Links<'_>,
) -> std::fmt::Result {
    let codec = if response.codec.to_string() == "Json" || response.is_empty() {
        String::new()
    } else {
        format!(" as {}", response.codec)
    };
    write!(text, "| {}", statuses_text(&response.statuses))?;
    if let Some(media_type) = &response.media_type {
        write!(text, " `{}`", cell(media_type))?;
    }
    write!(text, " | ")?;
    let ty = links.of(&response.ty, &format!("{}{codec}", response.type_name));
    let ty = cell(&ty);
    match set {
        Some(set) => {
            let variant = links.to(&format!("{set}::{}", response.variant));
            write!(text, "{variant} with {ty}")?;
        }
        None => write!(text, "{ty}")?,
    }
    let doc = response.doc.lines().next().unwrap_or_default();
    writeln!(
        text,
        "{}{} |",
        if doc.is_empty() { "" } else { ": " },
        cell(doc)
    )
}

/// A wire name as a code span. It may contain any character: a line break would end the table, and what follows could become a code
/// block, which rustdoc runs as a test.
fn code(name: &str) -> String {
    let mut text = String::new();
    for letter in name.chars() {
        if letter.is_control() || matches!(letter, '\u{2028}' | '\u{2029}') {
            text.extend(letter.escape_default());
        } else {
            text.push(letter);
        }
    }
    let longest = text.split(|c| c != '`').map(str::len).max();
    let ticks = "`".repeat(longest.unwrap_or_default() + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') {
        " "
    } else {
        ""
    };
    format!("{ticks}{pad}{text}{pad}{ticks}")
}

/// Escapes `|`, which ends a table cell even in code.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}
