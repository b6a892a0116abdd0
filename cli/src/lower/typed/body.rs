//! The body by its schema.

use callpoint_documents::__private::is_secret;
use callpoint_documents::description::{
    Body, Content, Kind, Operation, Parameter, Part, RequestBody, Schema,
};

use super::parameter::{field, secret, typed};
use crate::lower::contents::{Choice, Medium, choose, is_empty_form};
use crate::lower::schema::{Schemas, Ty, Typed, says_type, with_remarks};
use crate::lower::types::{MAP, Use, VALUE};
use crate::lower::values::code;
use crate::lower::writer::Writer;
use crate::model::{Field, More, Struct, Type};
use crate::names::{Taken, ident};

/// Adds the fields of the body.
pub(in crate::lower) fn body(
    writer: &mut Writer<'_, '_>,
    operation: &Operation,
    body: &RequestBody,
) {
    let Some(choice) = choose(&body.contents) else {
        return;
    };
    if !choice.left_out.is_empty() {
        writer.endpoint.notes.push(format!(
            "the body can also be sent as {}",
            listed(&choice.left_out)
        ));
    }
    if let Some(misspelled) = choice.misspelled() {
        let sent = spoken(choice.medium);
        writer
            .endpoint
            .notes
            .push(format!("{misspelled}: the body is sent as {sent}"));
    }
    let takes_fields = ["POST", "PUT", "PATCH"].contains(&operation.method.as_str());
    let said = choice.media_type.as_deref();
    let other = |own: &'static str| said.filter(|said| *said != own);
    match (&choice.content.body, choice.medium) {
        _ if is_empty_form(choice.content) => writer.other(&choice, body),
        (Body::Whole { schema, .. }, Medium::Json) => {
            let other = other("application/json");
            writer.typed_json(schema.as_deref(), body, takes_fields, other);
        }
        (Body::Whole { schema, .. }, Medium::Xml) => {
            let schema = schema.as_deref();
            writer.typed_xml(schema, &choice, body, other("application/xml"));
        }
        (Body::Form(fields), _) => {
            let other = other("application/x-www-form-urlencoded");
            if takes_fields {
                writer.codec_of_fields("Form", other);
                writer.typed_form(fields);
            } else {
                writer.form_by_name(fields, body, other);
            }
        }
        (Body::Multipart(parts), _)
            if takes_fields && choice.content.essence() == "multipart/form-data" =>
        {
            writer.endpoint.options.push("body = Multipart".to_owned());
            for part in parts {
                writer.typed_part(part);
            }
        }
        _ => writer.other(&choice, body),
    }
}

/// Whether the body of a request that usually has none is documented as nothing: converters add such bodies to GET.
pub(in crate::lower) fn is_nothing(operation: &Operation) -> bool {
    let Some(body) = &operation.body else {
        return false;
    };
    let is_empty = |content: &Content| match &content.body {
        Body::Whole { examples, schema } => {
            examples.is_empty()
                && schema
                    .as_ref()
                    .is_none_or(|schema| !says_type(schema) || says_nothing(schema))
        }
        Body::Form(_) | Body::Multipart(_) => is_empty_form(content),
        Body::File(_) => false,
    };
    operation.method == "GET" && !body.required && body.contents.iter().all(is_empty)
}

/// Whether a schema is an object of which nothing is known.
fn says_nothing(schema: &Schema) -> bool {
    schema.kinds == [Kind::Object]
        && schema.properties.is_empty()
        && schema.reference.is_none()
        && schema.all_of.is_empty()
        && schema.one_of.is_empty()
        && schema.any_of.is_empty()
}

/// What a medium is called in a note.
pub(super) fn spoken(medium: Medium) -> &'static str {
    match medium {
        Medium::Json => "JSON",
        Medium::Multipart | Medium::Form => "a form",
        Medium::Xml => "XML",
        Medium::Text | Medium::Events | Medium::JsonLines => "text",
        Medium::Bytes => "bytes",
    }
}

/// Media types in code.
pub(super) fn listed(media_types: &[&str]) -> String {
    let all: Vec<String> = media_types
        .iter()
        .map(|media_type| format!("`{media_type}`"))
        .collect();
    all.join(", ")
}

impl Writer<'_, '_> {
    /// The codec of a body of fields, with another media type than its own.
    fn codec_of_fields(&mut self, codec: &str, other: Option<&str>) {
        self.endpoint.options.push(match other {
            Some(other) => format!("body = {codec}({other:?})"),
            None => format!("body = {codec}"),
        });
    }

    fn typed_json(
        &mut self,
        schema: Option<&Schema>,
        body: &RequestBody,
        takes_fields: bool,
        other: Option<&str>,
    ) {
        let attr = other.map_or_else(
            || "body".to_owned(),
            |other| format!("body(Json, type = {other:?})"),
        );
        let Some(typed) = schema
            .and_then(|schema| self.context.schemas.typed(schema))
            .cloned()
        else {
            return self.whole_body(&attr, VALUE, body);
        };
        let can_inline = takes_fields && body.required && !typed.is_nullable;
        let fields = self.context.schemas.body_fields(&typed);
        if can_inline && fields.is_some_and(|fields| fields.is_empty()) {
            // Without fields nothing would be sent, and an empty object is what the document requires.
            return self.whole_body(&attr, MAP, body);
        }
        if can_inline && self.inline(&typed) {
            if let Some(other) = other {
                self.codec_of_fields("Json", Some(other));
            }
            return;
        }
        let ty = self.context.schemas.text(&typed.ty, Use::Written);
        let ty = if typed.is_nullable && ty != VALUE {
            format!("Option<{ty}>")
        } else {
            ty
        };
        self.whole_body(&attr, &ty, body);
    }

    fn typed_xml(
        &mut self,
        schema: Option<&Schema>,
        choice: &Choice<'_>,
        body: &RequestBody,
        other: Option<&str>,
    ) {
        let known = schema.and_then(|schema| self.context.schemas.typed(schema));
        let Some(typed) = known else {
            if schema.is_some_and(|schema| self.context.schemas.describes_elements(schema)) {
                let note = "the body is XML, which is text here".to_owned();
                self.endpoint.notes.push(note);
            }
            return self.other(choice, body);
        };
        let ty = self.context.schemas.text(&typed.ty, Use::Written);
        let namespace = schema.and_then(|schema| self.context.schemas.namespace(schema));
        if let Some(namespace) = namespace {
            self.endpoint.notes.push(format!(
                "the namespace `{namespace}` of the body is not sent"
            ));
        }
        let attr = other.map_or_else(
            || "body(Xml)".to_owned(),
            |other| format!("body(Xml, type = {other:?})"),
        );
        self.whole_body(&attr, &ty, body);
    }

    /// The fields of a body that no other operation has.
    fn inline(&mut self, typed: &Typed<'_>) -> bool {
        let Some(fields) = self.context.schemas.body_fields(typed) else {
            return false;
        };
        let fields: Vec<(String, bool, Typed<'_>)> = fields
            .into_iter()
            .map(|field| {
                (
                    field.wire.to_owned(),
                    field.is_required,
                    field.value.clone(),
                )
            })
            .collect();
        let mut order: Vec<usize> = (0..fields.len()).collect();
        order.sort_by_key(|at| &fields[*at].0);
        let mut names = vec![String::new(); fields.len()];
        for at in order {
            names[at] = self.name(&fields[at].0);
        }
        let mut made = Vec::new();
        for ((wire, is_required, value), name) in fields.iter().zip(&names) {
            made.push(body_field(
                wire,
                *is_required,
                value,
                name,
                &self.context.schemas,
            ));
        }
        let wires: Vec<&str> = fields.iter().map(|(wire, ..)| wire.as_str()).collect();
        self.add_renamed(made, &names, &wires);
        true
    }

    pub(super) fn whole_body(&mut self, attr: &str, ty: &str, body: &RequestBody) {
        let name = self
            .taken
            .take(["body".to_owned(), "request_body".to_owned()]);
        let ty = if body.required || ty.starts_with("Option<") {
            ty.to_owned()
        } else {
            format!("Option<{ty}>")
        };
        self.endpoint.fields.push(Field {
            doc: body.doc.clone(),
            notes: Vec::new(),
            attrs: vec![attr.to_owned()],
            example: None,
            name: ident(&name),
            ty,
            value: code("()"),
        });
    }

    fn other(&mut self, choice: &Choice<'_>, body: &RequestBody) {
        let is_known = |content: &Content| !matches!(content.body, Body::Multipart(_));
        let said = choice.media_type.as_deref();
        match choice.medium {
            Medium::Text | Medium::Xml | Medium::Form | Medium::Events | Medium::JsonLines
                if is_known(choice.content) =>
            {
                let other = said.filter(|said| *said != "text/plain");
                let attr = other.map_or_else(
                    || "body(Text)".to_owned(),
                    |other| format!("body(Text, type = {other:?})"),
                );
                self.whole_body(&attr, "String", body);
            }
            _ => {
                if !is_known(choice.content) {
                    self.endpoint
                        .notes
                        .push("the form is sent as bytes, which the caller encodes".to_owned());
                }
                let mut described = body.clone();
                // An upload has its own media type.
                if let Some(remark) = said.and_then(media_remark) {
                    described.doc = with_remarks(&described.doc, &[remark]);
                }
                self.whole_body("body(Stream)", "Upload", &described);
            }
        }
    }

    /// A form where a body is sent by name only: its fields are a type of their own.
    fn form_by_name(&mut self, fields: &[Parameter], body: &RequestBody, other: Option<&str>) {
        let mut taken = Taken::default();
        std::mem::swap(self.taken, &mut taken);
        let before = self.endpoint.fields.len();
        let rule = self.endpoint.rename_all.take();
        self.typed_form(fields);
        let mut made = self.endpoint.fields.split_off(before);
        std::mem::swap(self.taken, &mut taken);
        for field in &mut made {
            field.example = None;
            field.attrs.retain(|attr| attr != "secret");
            if field.ty.starts_with("Option<") {
                let skip = "skip_serializing_if = \"Option::is_none\"";
                match field.attrs.first_mut() {
                    Some(attr) if attr.starts_with("serde(") => {
                        let inner = attr.trim_start_matches("serde(").trim_end_matches(')');
                        *attr = format!("serde({inner}, {skip})");
                    }
                    _ => field.attrs.insert(0, format!("serde({skip})")),
                }
            }
        }
        let name = format!("{}Form", self.endpoint.name);
        let name = self.context.types.taken.take([name]);
        self.context.response_types.list.push(Type::Struct(Struct {
            name: name.clone(),
            doc: format!("The form of `{}`.", self.endpoint.name),
            notes: Vec::new(),
            is_written: true,
            is_read: false,
            is_response: false,
            has_message: false,
            newtype: None,
            rename: None,
            rename_all: std::mem::replace(&mut self.endpoint.rename_all, rule),
            fields: made,
            more: More::default(),
        }));
        let attr = other.map_or_else(
            || "body(Form)".to_owned(),
            |other| format!("body(Form, type = {other:?})"),
        );
        self.whole_body(&attr, &name, body);
    }

    fn typed_form(&mut self, fields: &[Parameter]) {
        let mut order: Vec<usize> = (0..fields.len()).collect();
        order.sort_by_key(|at| &fields[*at].name);
        let mut names = vec![String::new(); fields.len()];
        for at in order {
            names[at] = self.name(&fields[at].name);
        }
        let mut made = Vec::new();
        for (parameter, name) in fields.iter().zip(&names) {
            let typed = typed(parameter, &self.context.schemas);
            let ty = self.context.schemas.text(&typed.ty, Use::Written);
            let mut one = field(parameter, &typed, ty, parameter.required);
            one.name = ident(name);
            secret(&mut one, parameter, &typed);
            if !self.context.schemas.is_scalar(&typed.ty) {
                one.example = None;
            }
            made.push(one);
        }
        let wires: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
        self.add_renamed(made, &names, &wires);
    }

    fn typed_part(&mut self, part: &Part) {
        let parameter = &part.parameter;
        let name = self.name(&parameter.name);
        for header in &part.headers {
            self.endpoint.notes.push(format!(
                "the header `{}` of the part `{}` is left out: a part has no headers",
                header.name, parameter.name
            ));
        }
        let schemas = &self.context.schemas;
        let typed = typed(parameter, schemas);
        let is_binary = |schema: &Schema| schema.format.as_deref() == Some("binary");
        let schema = parameter.schema.as_deref();
        let items = schema.and_then(|schema| schema.items.as_deref());
        let is_file = part.files.is_some() || schema.is_some_and(is_binary);
        let is_list = matches!(typed.ty, Ty::List(_));
        let media = part.media_type.as_deref().unwrap_or_default().trim();
        let is_simple = |ty: &Ty| schemas.is_scalar(ty);
        let says_json = media.contains("json");
        let says_text = ["", "*/*"].contains(&media) || media.starts_with("text/plain");
        // Text of another media type: only an upload has one of its own.
        let is_file = is_file || !(says_json || says_text || is_list) && is_simple(&typed.ty);
        let mut words = Vec::new();
        if name != parameter.name {
            words.push(format!("{:?}", parameter.name));
        }
        let ty = if is_list && (items.is_some_and(is_binary) || is_file) {
            "Vec<Upload>".to_owned()
        } else if is_file {
            "Upload".to_owned()
        } else {
            let is_plain = match &typed.ty {
                Ty::List(item) => is_simple(item) && !says_json,
                ty => is_simple(ty) && !says_json,
            };
            if !is_plain {
                words.push("Json".to_owned());
            }
            schemas.text(&typed.ty, Use::Written)
        };
        let is_upload = ty.contains("Upload");
        let mut one = field(parameter, &typed, ty, parameter.required);
        if let Some(remark) = media_remark(media).filter(|_| is_upload) {
            one.doc = with_remarks(&one.doc, &[remark]);
        }
        one.name = ident(&name);
        one.attrs.push(match words.as_slice() {
            [] => "part".to_owned(),
            words => format!("part({})", words.join(", ")),
        });
        if is_upload || words.iter().any(|word| word == "Json") {
            one.example = None;
        }
        secret(&mut one, parameter, &typed);
        self.endpoint.fields.push(one);
    }
}

/// What is said of the media type of an upload, which has its own.
fn media_remark(media_type: &str) -> Option<String> {
    match media_type {
        "" | "*/*" | "application/octet-stream" => None,
        several if several.contains(['*', ',']) => {
            Some(format!("Its media type is one of `{several}`."))
        }
        one => Some(format!("Its media type is `{one}`.")),
    }
}

/// A property of the body as a field of the endpoint.
fn body_field(
    wire: &str,
    is_required: bool,
    value: &Typed<'_>,
    name: &str,
    schemas: &Schemas<'_>,
) -> Field {
    let ty = schemas.text(&value.ty, Use::Written);
    let mut remarks = value.remarks.clone();
    let ty = if value.is_nullable && ty != VALUE {
        if is_required {
            remarks.push("Required: a value or `null`.".to_owned());
        }
        format!("Patch<{ty}>")
    } else if is_required {
        ty
    } else {
        format!("Option<{ty}>")
    };
    let is_password = value.format == Some("password");
    let is_hidden = value.is_secret || is_password || is_secret(wire);
    Field {
        doc: with_remarks(value.doc, &remarks),
        notes: value.notes.clone(),
        attrs: is_hidden.then(|| "secret".to_owned()).into_iter().collect(),
        example: None,
        name: ident(name),
        ty,
        value: code("()"),
    }
}
