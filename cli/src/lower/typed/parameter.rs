//! Parameters by their schemas.

use callpoint_documents::__private::{encoded, is_secret};
use callpoint_documents::Value;
use callpoint_documents::description::{Parameter, QueryForm, Style};

use crate::lower::schema::{Schemas, Ty, Typed, with_remarks};
use crate::lower::types::{Use, VALUE};
use crate::lower::values::code;
use crate::model::{Example, Field};
use crate::names::{field_name, ident};

/// How a value is sent that is more than one value.
enum Form {
    One,
    Many,
    /// One value, or several: an enum of both.
    OneOrMany,
    Entries,
    /// One value, or entries: an enum of both.
    OneOrEntries,
}

/// Whether the schema of a parameter says what it is.
pub(in crate::lower) fn is_typed(parameter: &Parameter) -> bool {
    parameter.schema.is_some() || matches!(parameter.style, Style::Content(_))
}

/// A field of the path: one value.
pub(in crate::lower) fn in_path(
    field: &str,
    parameter: &Parameter,
    schemas: &Schemas<'_>,
) -> (Field, Option<String>) {
    let typed = typed(parameter, schemas);
    let style = match (form(&typed.ty, schemas), &parameter.style) {
        (Some(Form::One), Style::Default | Style::Segments)
        | (Some(Form::Many), Style::Segments) => Some(None),
        (Some(Form::Many), Style::Default) => Some(Some("csv")),
        // With a prefix, the items of a list are one after the other where each has it.
        (Some(Form::One), Style::Label) => Some(Some("label")),
        (Some(Form::One), Style::Matrix) => Some(Some("matrix")),
        (Some(Form::Many), Style::Label) if !parameter.explode => Some(Some("label")),
        (Some(Form::Many), Style::Matrix) if !parameter.explode => Some(Some("matrix")),
        _ => None,
    };
    let ty = match style {
        Some(_) => schemas.text(&typed.ty, Use::Written),
        None => "String".to_owned(),
    };
    let mut made = self::field(parameter, &typed, ty, true);
    if let Some(Some(style)) = style {
        made.attrs.push(format!("path(style = {style})"));
    }
    made.name = ident(field);
    let note = style.is_none().then(|| {
        format!(
            "`{}` is one text here, which the caller writes: no style of a segment says it",
            parameter.name
        )
    });
    (made, note)
}

/// A field of the query, with its attribute; or a fixed pair of the template.
pub(in crate::lower) fn in_query(
    parameter: &Parameter,
    name: &str,
    wire: &str,
    schemas: &Schemas<'_>,
) -> (Result<Field, String>, Option<String>) {
    let typed = typed(parameter, schemas);
    if let Some((value, _)) = typed.constant.filter(|_| parameter.required) {
        return (
            Err(format!("{}={}", encoded(&parameter.name), encoded(value))),
            None,
        );
    }
    let is_bracketed = wire != parameter.name;
    let mut words = Vec::new();
    if name != wire {
        words.push(format!("{wire:?}"));
    }
    let mut note = None;
    let mut ty = schemas.text(&typed.ty, Use::Written);
    match form(&typed.ty, schemas) {
        _ if matches!(&parameter.style, Style::Content(media_type) if is_json(media_type)) => {
            words.push("Json".to_owned());
        }
        _ if matches!(parameter.style, Style::Content(_)) => {
            "String".clone_into(&mut ty);
            note = Some(format!(
                "`{}` is encoded in a media type, which the caller writes as text",
                parameter.name
            ));
        }
        Some(Form::One) if is_bracketed => {
            words.push("style = brackets".to_owned());
            ty = format!("Vec<{ty}>");
        }
        Some(Form::One) => {}
        Some(Form::Many | Form::OneOrMany) => words.extend(
            match form_words(parameter.style.form()) {
                _ if is_bracketed => Some("style = brackets"),
                // What `deepObject` makes of a list is not defined; all that read it read brackets.
                Some("style = deep") => Some("style = brackets"),
                words => words,
            }
            .map(str::to_owned),
        ),
        Some(Form::OneOrEntries) if form_words(parameter.style.form()) == Some("style = deep") => {
            words.push("style = deep".to_owned());
        }
        Some(Form::Entries) => match form_words(parameter.style.form()) {
            Some("style = deep") => words.push("style = deep".to_owned()),
            None | Some("flatten") => words = vec!["flatten".to_owned()],
            Some(_) => {
                "String".clone_into(&mut ty);
                note = Some(format!(
                    "`{}` is one text here, which the caller writes: its entries stand in one value",
                    parameter.name
                ));
            }
        },
        Some(Form::OneOrEntries) | None => {
            "String".clone_into(&mut ty);
            note = Some(format!(
                "`{}` is one text here, which the caller writes: it is no value, list or object of values",
                parameter.name
            ));
        }
    }
    let mut made = field(parameter, &typed, ty, parameter.required);
    made.name = ident(name);
    made.attrs.push(match words.as_slice() {
        [] => "query".to_owned(),
        words => format!("query({})", words.join(", ")),
    });
    secret(&mut made, parameter, &typed);
    (Ok(made), note)
}

/// A header, with its attribute; or the option of one that is always the same.
pub(in crate::lower) fn in_header(
    parameter: &Parameter,
    name: &str,
    schemas: &Schemas<'_>,
) -> (Result<Field, String>, Option<String>) {
    let typed = typed(parameter, schemas);
    if let Some((value, _)) = typed.constant
        && parameter.required
        && can_be_fixed(&parameter.name, value)
    {
        let header = format!("{}: {value}", parameter.name);
        return (Err(format!("header = {header:?}")), None);
    }
    let is_text = !matches!(
        form(&typed.ty, schemas),
        Some(Form::One | Form::Many | Form::OneOrMany)
    ) || matches!(parameter.style, Style::Content(_));
    let ty = if is_text {
        "String".to_owned()
    } else {
        schemas.text(&typed.ty, Use::Written)
    };
    let mut made = field(parameter, &typed, ty, parameter.required);
    made.name = ident(name);
    made.attrs.push(format!("header({:?})", parameter.name));
    let is_credential = parameter.name.eq_ignore_ascii_case("authorization");
    if is_credential {
        made.attrs.push("secret".to_owned());
    } else {
        secret(&mut made, parameter, &typed);
    }
    let note = is_text.then(|| {
        format!(
            "the header `{}` is one text here, which the caller writes",
            parameter.name
        )
    });
    (Ok(made), note)
}

/// Whether a header can be an option: not the credentials, and nothing that no header has (RFC 9110, section 5.5).
fn can_be_fixed(name: &str, value: &str) -> bool {
    let is_credential = ["authorization", "proxy-authorization", "cookie"]
        .iter()
        .any(|known| name.eq_ignore_ascii_case(known));
    let is_plain = value.chars().all(|c| matches!(c, ' '..='~')) && value.trim() == value;
    !is_credential && is_plain && !value.is_empty()
}

/// A cookie: one value.
pub(in crate::lower) fn in_cookie(
    parameter: &Parameter,
    name: &str,
    schemas: &Schemas<'_>,
) -> (Field, Option<String>) {
    let typed = typed(parameter, schemas);
    let is_one = schemas.is_scalar(&typed.ty) && !matches!(parameter.style, Style::Content(_));
    let ty = if is_one {
        schemas.text(&typed.ty, Use::Written)
    } else {
        "String".to_owned()
    };
    let mut made = field(parameter, &typed, ty, parameter.required);
    made.name = ident(name);
    made.attrs.push(format!("cookie({:?})", parameter.name));
    secret(&mut made, parameter, &typed);
    let note = (!is_one).then(|| {
        format!(
            "the cookie `{}` is one text here, which the caller writes",
            parameter.name
        )
    });
    (made, note)
}

/// Whether a media type is JSON.
pub(super) fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    let essence = essence.to_ascii_lowercase();
    essence == "application/json" || essence.ends_with("+json")
}

pub(super) fn typed<'a>(parameter: &Parameter, schemas: &Schemas<'a>) -> Typed<'a> {
    let known = parameter
        .schema
        .as_deref()
        .and_then(|schema| schemas.typed(schema));
    let mut typed = known.cloned().unwrap_or_else(Typed::unknown);
    // Of what nothing is known, the text is known.
    if typed.ty == Ty::Code(VALUE) {
        typed.ty = Ty::Code("String");
    } else if typed.ty == Ty::List(Box::new(Ty::Code(VALUE))) {
        typed.ty = Ty::List(Box::new(Ty::Code("String")));
    }
    typed
}

fn form(ty: &Ty, schemas: &Schemas<'_>) -> Option<Form> {
    match ty {
        ty if schemas.is_scalar(ty) => Some(Form::One),
        Ty::List(item) if schemas.is_scalar(item) => Some(Form::Many),
        ty if schemas.is_entries(ty) => Some(Form::Entries),
        ty if schemas.is_one_of(ty, is_one_or_many) => Some(Form::OneOrMany),
        ty if schemas.is_one_of(ty, is_one_or_entries) => Some(Form::OneOrEntries),
        _ => None,
    }
}

fn is_one_or_many(schemas: &Schemas<'_>, ty: &Ty) -> bool {
    match ty {
        Ty::List(item) => schemas.is_scalar(item),
        ty => schemas.is_scalar(ty),
    }
}

fn is_one_or_entries(schemas: &Schemas<'_>, ty: &Ty) -> bool {
    schemas.is_scalar(ty) || schemas.is_entries(ty)
}

/// A field of a type.
pub(super) fn field(
    parameter: &Parameter,
    typed: &Typed<'_>,
    ty: String,
    is_required: bool,
) -> Field {
    let doc = if parameter.doc.trim().is_empty() {
        typed.doc
    } else {
        &parameter.doc
    };
    let mut remarks = typed.remarks.clone();
    let is_told = remarks.iter().any(|remark| remark == "Deprecated.");
    if parameter.deprecated && !is_told {
        remarks.push("Deprecated.".to_owned());
    }
    let example = parameter.value().filter(|text| {
        let is_default = match typed.default {
            Some(Value::String(default)) => default == text,
            Some(default) => default.to_string() == **text,
            None => false,
        };
        !text.trim().is_empty() && !is_default
    });
    let example = example.filter(|_| !ty.starts_with("Upload")).map(|text| {
        if ty.contains("Vec<") || !text.trim_start().starts_with(['[', '{']) {
            Example::Plain(text.to_owned())
        } else {
            Example::Json(text.to_owned())
        }
    });
    Field {
        doc: with_remarks(doc, &remarks),
        notes: typed.notes.clone(),
        attrs: Vec::new(),
        example,
        name: field_name(&parameter.name).unwrap_or_else(|| "field".to_owned()),
        ty: if is_required {
            ty
        } else {
            format!("Option<{ty}>")
        },
        value: code("()"),
    }
}

pub(super) fn secret(field: &mut Field, parameter: &Parameter, typed: &Typed<'_>) {
    let is_password = typed.format == Some("password");
    if parameter.secret || typed.is_secret || is_password || is_secret(&parameter.name) {
        field.attrs.push("secret".to_owned());
        field.example = None;
    }
}

/// The words of the attribute for what the query makes of a value; none for a pair for each item.
fn form_words(form: QueryForm) -> Option<&'static str> {
    Some(match form {
        QueryForm::Repeated { suffix: "" } => return None,
        QueryForm::Repeated { .. } => "style = brackets",
        QueryForm::Joined { separator: "%7C" } => "style = pipes",
        QueryForm::Joined { separator: "%20" } => "style = spaces",
        QueryForm::Joined { .. } => "style = csv",
        QueryForm::Entries { in_brackets: true } => "style = deep",
        QueryForm::Entries { .. } => "flatten",
        _ => "flag",
    })
}
