//! Descriptions in the form in which they are compared: a form is an object, and a file is bytes.

use crate::description::{
    Additional, Body, Content, Description, Entry, Folder, Kind, Operation, Parameter, Part,
    Property, Schema,
};

pub(super) fn description(description: &Description) -> Description {
    let mut normal = description.clone();
    folder(&mut normal.root);
    normal
}

fn folder(folder_: &mut Folder) {
    for entry in &mut folder_.entries {
        match entry {
            Entry::Folder(inner) => folder(inner),
            Entry::Operation(inner) => operation(inner),
        }
    }
}

fn operation(operation: &mut Operation) {
    if let Some(body) = &mut operation.body {
        body.contents.iter_mut().for_each(content);
    }
    for response in &mut operation.responses {
        response.contents.iter_mut().for_each(content);
    }
    // It is sent as a header, and some documents describe it as one.
    if let Some(name) = operation.idempotency_key.take() {
        operation.headers.push(Parameter {
            schema: Some(Box::new(Schema::of(Kind::String))),
            ..Parameter::new(name)
        });
    }
}

fn content(content: &mut Content) {
    let whole = content.schema.take().map(|schema| *schema);
    let schema = match &content.body {
        Body::Whole { .. } => return,
        Body::Form(fields) => whole.unwrap_or_else(|| object(fields.iter().map(property))),
        Body::Multipart(parts) => whole.unwrap_or_else(|| object(parts.iter().map(part))),
        Body::File(_) => Schema::binary(),
    };
    content.body = Body::Whole {
        examples: Vec::new(),
        schema: Some(Box::new(schema)),
    };
}

fn object(properties: impl Iterator<Item = Property>) -> Schema {
    Schema {
        properties: properties.collect(),
        ..Schema::of(Kind::Object)
    }
}

fn property(parameter: &Parameter) -> Property {
    let mut schema = parameter.schema.as_deref().cloned().unwrap_or_default();
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
    let mut written = property(&part.parameter);
    if part.files.is_some() {
        let is_list = written.schema.is(Kind::Array);
        let file = Schema::binary();
        written.schema = if is_list { Schema::list(file) } else { file };
    }
    written
}

/// How many schemas, parameters and responses there are, about.
pub(super) fn size(description: &Description) -> usize {
    let mut waiting: Vec<&Schema> = description.schemas.iter().map(|it| &it.schema).collect();
    let mut total = 0;
    for operation in description.root.operations() {
        total += 1 + operation.query.len() + operation.headers.len() + operation.responses.len();
        let bodies = operation.body.iter().flat_map(|body| &body.contents);
        let responses = operation.responses.iter().flat_map(|it| &it.contents);
        for content in bodies.chain(responses) {
            if let Body::Whole { schema, .. } = &content.body {
                waiting.extend(schema.as_deref());
            }
        }
    }
    while let Some(schema) = waiting.pop() {
        total += 1;
        waiting.extend(schema.properties.iter().map(|property| &property.schema));
        let lists = [
            &schema.all_of,
            &schema.one_of,
            &schema.any_of,
            &schema.prefix_items,
        ];
        waiting.extend(lists.into_iter().flatten());
        waiting.extend(schema.items.as_deref());
        if let Some(Additional::Schema(inner)) = &schema.additional {
            waiting.push(inner);
        }
    }
    total
}
