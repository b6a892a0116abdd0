//! The contract, as it stands in the struct's rustdoc.

use std::fmt::Write as _;

use syn::ext::IdentExt as _;

use super::answers::statuses_text;
use crate::model::{Answer, Endpoint, Field, Place, Presence, Refusals, Style, Success};
use crate::names;
use crate::parse::options::Auth;

/// Method and template, where each field travels, the credentials, and what every status answers.
pub(crate) fn contract(endpoint: &Endpoint) -> String {
    let mut text = String::new();
    // Writing into a string cannot fail.
    let _ = write_contract(&mut text, endpoint);
    text
}

fn write_contract(text: &mut String, endpoint: &Endpoint) -> std::fmt::Result {
    let (method, template) = (&endpoint.method, &endpoint.template);
    if !endpoint.doc.is_empty() {
        writeln!(text)?;
    }
    writeln!(text, "# `{method} {template}`\n")?;
    match &endpoint.auth {
        Some(Auth::Scheme(scheme)) => {
            writeln!(text, "Credentials: `{}`.\n", names::type_name(scheme))?;
        }
        Some(Auth::None) => writeln!(text, "Credentials: none are sent.\n")?,
        None => {}
    }
    if endpoint
        .fields
        .iter()
        .any(|field| !matches!(field.place, Place::Nowhere))
    {
        writeln!(text, "| field | type | travels in |\n|---|---|---|")?;
        for field in &endpoint.fields {
            field_row(text, endpoint, field)?;
        }
        writeln!(text)?;
    }
    writeln!(text, "| status | answer |\n|---|---|")?;
    match &endpoint.answers.success {
        Success::Raw => writeln!(text, "| 2xx | `RawResponse` |")?,
        Success::One(answers) => answers
            .iter()
            .try_for_each(|answer| answer_row(text, answer, None))?,
        Success::Many { name, answers } => {
            answers
                .iter()
                .try_for_each(|answer| answer_row(text, answer, Some(&name.to_string())))?;
        }
    }
    match &endpoint.answers.refusals {
        Refusals::None => {}
        Refusals::Own { name, answers } => {
            answers
                .iter()
                .try_for_each(|answer| answer_row(text, answer, Some(&name.to_string())))?;
        }
        Refusals::Shared(ty) => writeln!(text, "| errors | `{}` |", cell(&names::type_name(ty)))?,
    }
    writeln!(text, "| others | `Error::Unexpected` |")
}

fn field_row(text: &mut String, endpoint: &Endpoint, field: &Field) -> std::fmt::Result {
    let name = field.ident.unraw().to_string();
    let wire = field.wire_name();
    let place = match &field.place {
        Place::Path => "path".to_owned(),
        Place::PathRest => "path, as segments".to_owned(),
        Place::Query {
            style: Style::Flatten,
            ..
        } => "query, by its own names".to_owned(),
        Place::Query { style, .. } => {
            let style = match style {
                Style::Csv => ", with commas",
                Style::Pipes => ", with `|`",
                Style::Spaces => ", with spaces",
                Style::Brackets => ", with `[]`",
                Style::Deep => ", its parts in brackets",
                Style::Flag => ", the name alone",
                Style::Repeat | Style::Flatten => "",
            };
            format!("query `{wire}`{style}")
        }
        Place::Header(_) => format!("header `{wire}`"),
        Place::BodyField { .. } => format!(
            "{} body `{wire}`",
            super::meta::body_codec(endpoint).unwrap_or_default()
        ),
        Place::Part { .. } => format!("Multipart part `{wire}`"),
        Place::Body => format!(
            "{} body",
            super::meta::body_codec(endpoint).unwrap_or_default()
        ),
        Place::Nowhere => return Ok(()),
    };
    let optional = if matches!(field.presence, Presence::Required) {
        ""
    } else {
        ", optional"
    };
    let secret = if field.secret { ", secret" } else { "" };
    writeln!(
        text,
        "| `{name}` | `{}` | {}{optional}{secret} |",
        cell(&field.type_name),
        cell(&place)
    )
}

fn answer_row(text: &mut String, answer: &Answer, set: Option<&str>) -> std::fmt::Result {
    let (ty, variant) = (cell(&answer.type_name), &answer.variant);
    let codec = if answer.codec.name == "Json" || answer.is_empty() {
        String::new()
    } else {
        format!(" as {}", answer.codec.name)
    };
    write!(text, "| {} | ", statuses_text(&answer.statuses))?;
    match set {
        Some(set) => write!(text, "`{set}::{variant}({ty}{codec})`")?,
        None => write!(text, "`{ty}{codec}`")?,
    }
    let doc = answer.doc.lines().next().unwrap_or_default();
    writeln!(
        text,
        "{}{} |",
        if doc.is_empty() { "" } else { ": " },
        cell(doc)
    )
}

/// A `|` ends a cell of a table, even in code.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}
