//! Bodies of requests and responses.

use callpoint_core::http::StatusCode;

use super::Writer;
use super::fields::Fields;
use super::parameters::examples;
use crate::description::{
    Body, Content, Kind, Link, Operation, Parameter, Part, Property, RequestBody, Response, Schema,
    Status,
};
use crate::value::{Object, Value};

impl Writer {
    pub(super) fn request_body(&mut self, body: &RequestBody, operation: &Operation) -> Object {
        if body.contents.is_empty() {
            self.note(operation, "the body has no media type");
        }
        let content = self.contents(&body.contents);
        Fields::default()
            .text("description", &body.doc)
            .set("content", content)
            .flag("required", body.required)
            .done()
    }

    pub(super) fn responses(&mut self, operation: &Operation) -> Object {
        let mut written = Object::default();
        for response in &operation.responses {
            let status = response.status.to_string();
            if written.get(&status).is_none() {
                let response = self.response(response);
                written.insert(status, response);
            }
        }
        let is_known = |response: &Response| match response.status {
            Status::Default => true,
            status => status.is_success(),
        };
        if !operation.responses.iter().any(is_known) {
            // An operation has a success, of which nothing is known; and it needs a response.
            let status = if written.is_empty() { "default" } else { "2XX" };
            let any = Fields::default().set("description", "Any response.").done();
            written.insert(status, any);
        }
        written
    }

    fn response(&mut self, response: &Response) -> Object {
        let mut headers = Object::default();
        for header in &response.headers {
            headers.insert(header.name.clone(), self.header(header));
        }
        let contents = self.contents(&response.contents);
        Fields::default()
            .set("description", meaning(response))
            .object("headers", headers)
            .object("content", contents)
            .object("links", links(&response.links))
            .done()
    }

    /// A header field of a response or of a part: a parameter without name and location.
    fn header(&mut self, header: &Parameter) -> Object {
        let mut written = self.parameter(header, "header", None);
        written.remove("name");
        written.remove("in");
        written
    }

    fn contents(&mut self, contents: &[Content]) -> Object {
        let mut written = Object::default();
        for content in contents {
            let media_type = content.media_type.as_deref().unwrap_or("*/*");
            if written.get(media_type).is_none() {
                let content = self.content(content);
                written.insert(media_type, content);
            }
        }
        written
    }

    fn content(&mut self, content: &Content) -> Object {
        let mut fields = Fields::default();
        match &content.body {
            Body::Whole {
                examples: list,
                schema,
            } => {
                let schema = schema.as_deref().cloned().unwrap_or_default();
                let shown = examples(list, &schema, None);
                fields = fields
                    .set("schema", self.schema(&schema))
                    .object("examples", shown);
            }
            Body::Form(parameters) => {
                let own = content.schema.as_deref().cloned();
                let schema = own.unwrap_or_else(|| object_of(parameters.iter().map(property)));
                fields = fields.set("schema", self.schema(&schema));
            }
            Body::Multipart(parts) => {
                let own = content.schema.as_deref().cloned();
                let properties = parts.iter().map(part);
                let schema = own.unwrap_or_else(|| object_of(properties));
                let mut encoding = Object::default();
                for part in parts {
                    let written = self.encoding(part);
                    if !written.is_empty() {
                        encoding.insert(part.parameter.name.clone(), written);
                    }
                }
                fields = fields
                    .set("schema", self.schema(&schema))
                    .object("encoding", encoding);
            }
            Body::File(_) => fields = fields.set("schema", self.schema(&Schema::binary())),
        }
        if let Some(items) = &content.item_schema {
            // A keyword of 3.2.
            fields = fields.set("x-callpoint-items", self.schema(items));
        }
        fields.done()
    }

    fn encoding(&mut self, part: &Part) -> Object {
        let mut headers = Object::default();
        for header in &part.headers {
            headers.insert(header.name.clone(), self.header(header));
        }
        Fields::default()
            .some("contentType", part.media_type.as_deref())
            .object("headers", headers)
            .done()
    }
}

fn object_of(properties: impl Iterator<Item = Property>) -> Schema {
    Schema {
        properties: properties.collect(),
        ..Schema::of(Kind::Object)
    }
}

fn property(parameter: &Parameter) -> Property {
    let mut schema = parameter.schema.as_deref().cloned().unwrap_or_default();
    if schema.doc.is_empty() {
        schema.doc.clone_from(&parameter.doc);
    }
    if parameter.fixed
        && let Some(value) = parameter.value()
    {
        schema.constant = Some(value.into());
    } else if schema.examples.is_empty()
        && let Some(value) = parameter.value()
    {
        schema.examples = vec![super::parameters::value(value, &schema).to_string()];
    }
    schema.secret |= parameter.secret;
    schema.deprecated |= parameter.deprecated;
    Property {
        name: parameter.name.clone(),
        required: parameter.required,
        schema,
        ..Property::default()
    }
}

fn part(part: &Part) -> Property {
    let written = property(&part.parameter);
    if part.files.is_none() {
        return written;
    }
    let is_list = part
        .parameter
        .schema
        .as_deref()
        .is_some_and(|it| it.is(Kind::Array));
    let file = Schema::binary();
    Property {
        schema: Schema {
            doc: written.schema.doc,
            ..if is_list { Schema::list(file) } else { file }
        },
        ..written
    }
}

/// What a status means: a response has to say it.
fn meaning(response: &Response) -> String {
    if !response.doc.is_empty() {
        return response.doc.clone();
    }
    if !response.name.is_empty() {
        return response.name.clone();
    }
    match response.status {
        Status::Code(code) => {
            let status = StatusCode::from_u16(code).ok();
            let reason = status.and_then(|status| status.canonical_reason());
            reason.map_or_else(|| code.to_string(), str::to_owned)
        }
        Status::Class(class) => format!("Any {class}xx status."),
        Status::Default => "Any other status.".to_owned(),
    }
}

fn links(links: &[Link]) -> Object {
    let mut written = Object::default();
    for link in links {
        let mut parameters = Object::default();
        for (name, value) in &link.parameters {
            parameters.insert(name.clone(), value.as_str());
        }
        let is_reference = link.operation.contains(['#', '/']);
        let operation = if is_reference {
            "operationRef"
        } else {
            "operationId"
        };
        let value = Fields::default()
            .set(operation, link.operation.as_str())
            .object("parameters", parameters)
            .some("requestBody", link.body.as_deref())
            .text("description", &link.doc)
            .done();
        written.insert(link.name.clone(), Value::from(value));
    }
    written
}
