//! The body: its fields where they are left over, or a field that is all of it.

use std::collections::HashMap;

use callpoint_documents::__private::{encoded, is_secret, json};
use callpoint_documents::Value;
use callpoint_documents::description::{Body, Content, Operation, Parameter, Property};

use super::contents::{choose, is_typed};
use super::field::{grouped, is_optional, textual};
use super::parts::{file_name, upload};
use super::renames::rename_rule;
use super::types::{Use, Wanted, disagreement, inner};
use super::values::{code, field_value, json as json_expr, text};
use super::writer::Writer;
use super::{Context, typed};
use crate::model::{Endpoint, Example, Expr, Field};
use crate::names::{Taken, ident};
use crate::shape::{self, Shape};

/// What is known of the body once its fields are there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Written {
    /// Where its fields begin.
    pub(super) position: usize,
    /// The media type that the codec says; `None` where nothing is sent.
    media: Option<&'static str>,
}

/// Adds the fields of the body.
pub(super) fn body(
    operation: &Operation,
    endpoint: &mut Endpoint,
    taken: &mut Taken,
    context: &mut Context<'_>,
) -> Written {
    let position = endpoint.fields.len();
    let mut writer = Writer {
        endpoint,
        taken,
        context,
    };
    let media = writer.body(operation);
    Written { position, media }
}

/// A `Content-Type` that the codec would not say.
pub(super) fn content_type_field(
    operation: &Operation,
    body: Written,
    taken: &mut Taken,
) -> Option<Field> {
    let header = operation
        .headers
        .iter()
        .find(|header| header.name.eq_ignore_ascii_case("content-type") && !header.disabled);
    let content = content(operation);
    let sent = body.media?;
    let said = match (
        content.map(|content| &content.body),
        header.and_then(|header| header.value()),
    ) {
        (Some(Body::Multipart(_)), _) => return None,
        (_, Some(value)) => value,
        (Some(Body::Whole { .. } | Body::File(_)), None) => match content?.media_type.as_deref() {
            Some(media_type) => media_type,
            // What Postman sends for a text without a language.
            None if sent == "text/plain" => sent,
            None => return None,
        },
        _ => return None,
    };
    if said.is_empty() || said.contains("{{") || is_written(said, sent) {
        return None;
    }
    let name = taken.take(["content_type".to_owned()]);
    Some(Field {
        doc: "The media type of the body.".to_owned(),
        notes: Vec::new(),
        attrs: vec!["header(\"Content-Type\")".to_owned()],
        example: Some(Example::Plain(said.to_owned())),
        name,
        ty: "String".to_owned(),
        value: text(said),
    })
}

/// Whether a codec writes a media type as it is.
fn is_written(said: &str, codec: &str) -> bool {
    let said = said.to_ascii_lowercase().replace(' ', "");
    let (essence, parameters) = said.split_once(';').unwrap_or((&said, ""));
    let is_utf8 = ["charset=utf-8", "charset=\"utf-8\""].contains(&parameters);
    // JSON is in UTF-8 whether its type says so or not (RFC 8259, section 8.1), and so is a form. The type of a text says more with it.
    essence == codec
        && match codec {
            "text/plain" => is_utf8,
            _ => is_utf8 || parameters.is_empty(),
        }
}

/// The form of the body that is declared.
fn content(operation: &Operation) -> Option<&Content> {
    let contents = &operation.body.as_ref()?.contents;
    choose(contents).map(|choice| choice.content)
}

/// POST, PUT and PATCH take the fields that are left over.
fn takes_leftover(method: &str) -> bool {
    ["POST", "PUT", "PATCH"].contains(&method)
}

impl Writer<'_, '_> {
    fn body(&mut self, operation: &Operation) -> Option<&'static str> {
        let content = content(operation)?;
        let has_no_body = ["HEAD", "TRACE"].contains(&operation.method.as_str());
        if has_no_body || typed::is_nothing(operation) {
            let note = format!(
                "a {} request has no body (RFC 9110, section 9.3); the document's is left out",
                operation.method
            );
            self.endpoint.notes.push(note);
            return None;
        }
        let is_typed = is_typed(content) || self.context.has_schemas;
        if let Some(described) = operation.body.as_ref().filter(|_| is_typed) {
            typed::body(self, operation, described);
            // Its attribute says its media type.
            return None;
        }
        match &content.body {
            Body::Whole { examples, schema } => {
                let texts: Vec<&str> = examples.iter().map(|example| &*example.text).collect();
                let docs = schema.as_ref().map_or(&[][..], |schema| &schema.properties);
                Some(self.raw(&texts, content.media_type.as_deref(), docs))
            }
            Body::Form(fields) => Some(self.form(fields)),
            Body::Multipart(parts) => Some(self.multipart(parts)),
            Body::File(name) => {
                self.stream(name.as_deref());
                Some("application/octet-stream")
            }
        }
    }

    fn raw(&mut self, texts: &[&str], media: Option<&str>, docs: &[Property]) -> &'static str {
        let first = texts.first().copied().unwrap_or_default();
        let essence = media.unwrap_or_default().to_ascii_lowercase();
        let says_json = essence.contains("json");
        let may_be_json = says_json || media.is_none();
        let read: Vec<json::Read> = texts.iter().filter_map(|text| json::read(text)).collect();
        let is_json = may_be_json
            && json::read(first)
                .is_some_and(|read| says_json || read.value.is_object() || read.value.is_array());
        if !is_json {
            if says_json {
                self.endpoint.notes.push(
                    "the body is declared as JSON but is not valid JSON; it is sent as text"
                        .to_owned(),
                );
            }
            self.whole(
                "body(Text)",
                "String".to_owned(),
                Example::Plain(first.to_owned()),
                text(first),
            );
            return "text/plain";
        }
        if let Some(repaired) = read.iter().find_map(|read| read.repaired) {
            self.endpoint.notes.push(repaired.to_owned());
        }
        self.json(&read, docs);
        "application/json"
    }

    fn json(&mut self, read: &[json::Read], docs: &[Property]) {
        let Some(first) = read.first() else { return };
        let shape = Shape::merge_all(read.iter().map(Shape::of_body));
        let shape = shape.unwrap_or(Shape::Unknown);
        match &shape {
            Shape::Object(fields)
                if !fields.is_empty() && takes_leftover(&self.endpoint.method) =>
            {
                let mut fields = fields.clone();
                let mut by_name = HashMap::new();
                for said in docs {
                    by_name.entry(said.name.as_str()).or_insert(said);
                }
                for field in &mut fields {
                    // `null` is a value that is sent.
                    let is_null = matches!(field.shape, Shape::Nullable(_));
                    let said = by_name.get(field.name.as_str());
                    field.can_miss |= !is_null && said.is_some_and(|said| !said.required);
                }
                self.left_over(&fields, read, docs);
            }
            shape => {
                let name = &self.endpoint.name;
                let wanted = Wanted {
                    names: vec![if matches!(shape, Shape::List(_)) {
                        format!("{name}Item")
                    } else {
                        format!("{name}Body")
                    }],
                    noun: None,
                    doc: format!("The request body of `{name}`."),
                };
                let ty = self.context.types.ty(shape, &wanted, Use::Written);
                let value = json_expr(&self.context.types, shape, &first.value);
                self.whole("body", ty, Example::Json(first.text.clone()), value);
            }
        }
    }

    fn left_over(&mut self, fields: &[shape::Field], read: &[json::Read], docs: &[Property]) {
        let mut names = Vec::new();
        let mut made = Vec::new();
        for field in fields {
            let name = self.name(&field.name);
            let first = read.first().and_then(|read| read.value.get(&field.name));
            let wanted = inner(&self.endpoint.name, &field.name, &field.shape, None);
            let ty = self.context.types.field(field, &wanted, Use::Written);
            let value = field_value(&self.context.types, field, first);
            let (ty, value) = as_patch(&field.shape, field.can_miss, ty, value);
            made.push(Field {
                doc: docs
                    .iter()
                    .find(|said| said.name == field.name)
                    .map_or_else(String::new, |said| said.schema.doc.clone()),
                notes: disagreement(&field.shape).into_iter().collect(),
                attrs: is_secret(&field.name)
                    .then(|| "secret".to_owned())
                    .into_iter()
                    .collect(),
                // One that the example leaves out has none: exports would send what `example()` does not.
                example: first.map(|value| of_value(value, &ty)),
                name: ident(&name),
                ty,
                value,
            });
            names.push(name);
        }
        let wires: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
        self.add_renamed(made, &names, &wires);
    }

    /// Adds fields with what serde has to know of their names.
    pub(super) fn add_renamed(&mut self, fields: Vec<Field>, names: &[String], wires: &[&str]) {
        let pairs: Vec<(&str, &str)> = names
            .iter()
            .map(String::as_str)
            .zip(wires.iter().copied())
            .collect();
        let rule = rename_rule(&pairs);
        self.endpoint.rename_all = rule;
        for (mut field, (name, wire)) in fields.into_iter().zip(pairs) {
            if rule.is_none() && name != wire {
                field.attrs.insert(0, format!("serde(rename = {wire:?})"));
            }
            self.endpoint.fields.push(field);
        }
    }

    fn whole(&mut self, attr: &str, ty: String, example: Example, value: Expr) {
        let name = self
            .taken
            .take(["body".to_owned(), "request_body".to_owned()]);
        self.endpoint.fields.push(Field {
            doc: String::new(),
            notes: Vec::new(),
            attrs: vec![attr.to_owned()],
            example: Some(example),
            name: ident(&name),
            ty,
            value,
        });
    }

    fn stream(&mut self, file: Option<&str>) {
        let name = self
            .taken
            .take(["body".to_owned(), "request_body".to_owned()]);
        let file = file.map(file_name).filter(|file| !file.is_empty());
        self.endpoint.fields.push(Field {
            doc: String::new(),
            notes: Vec::new(),
            attrs: vec!["body(Stream)".to_owned()],
            example: file.map(|file| Example::Plain(file.to_owned())),
            name: ident(&name),
            ty: "Upload".to_owned(),
            value: upload("", file, None),
        });
    }

    fn form(&mut self, params: &[Parameter]) -> &'static str {
        let media = "application/x-www-form-urlencoded";
        let groups = grouped(params);
        if !takes_leftover(&self.endpoint.method) {
            let text = urlencoded(params);
            self.endpoint.notes.push(format!("the form is sent as one text, which the caller encodes: a {} request takes no fields", self.endpoint.method));
            self.whole(
                "body(Text)",
                "String".to_owned(),
                Example::Plain(text.clone()),
                Expr::Text(text),
            );
            return "text/plain";
        }
        self.endpoint.options.push("body = Form".to_owned());
        let mut names = Vec::new();
        let mut made = Vec::new();
        for group in &groups {
            let name = self.name(&group[0].name);
            let is_optional = is_optional(group);
            let mut field = textual(ident(&name), group, group.len() > 1, is_optional);
            if group[0].secret {
                field.attrs.push("secret".to_owned());
            }
            made.push(field);
            names.push(name);
        }
        let wires: Vec<&str> = groups.iter().map(|group| group[0].name.as_str()).collect();
        self.add_renamed(made, &names, &wires);
        media
    }
}

/// `null` in a request says something: it is not the same as nothing.
fn as_patch(shape: &Shape, can_miss: bool, ty: String, value: Expr) -> (String, Expr) {
    let Some(inner) = ty
        .strip_prefix("Option<")
        .and_then(|inner| inner.strip_suffix('>'))
    else {
        return (ty, value);
    };
    if !matches!(shape, Shape::Nullable(_)) {
        return (ty, value);
    }
    let value = match value {
        Expr::Call("Some", value) => Expr::Call("Patch::Value", value),
        _ if can_miss => code("Patch::Absent"),
        _ => code("Patch::Null"),
    };
    (format!("Patch<{inner}>"), value)
}

/// A value of a JSON body: a text as it is, all else as JSON.
fn of_value(value: &Value, ty: &str) -> Example {
    match value {
        Value::String(text) if ty.contains("String") || ty == "String" => {
            Example::Plain(text.clone())
        }
        value => Example::Json(value.to_string()),
    }
}

fn urlencoded(params: &[Parameter]) -> String {
    let pairs = params.iter().filter(|param| !param.disabled);
    let pairs = pairs.map(|param| {
        let value = param.value().unwrap_or_default();
        format!("{}={}", encoded(&param.name), encoded(value))
    });
    pairs.collect::<Vec<_>>().join("&")
}
