//! Folders and items.

use super::auth::security;
use super::node::Node;
use super::params::headers;
use super::{Context, body, fields, required, responses, url, variables};
use crate::address::Url;
use crate::authorization::from_header;
use crate::description::{
    Body, Description, Entry, Folder, Kind, Operation, RequestBody, Schema, Security, Server,
};
use crate::error::DocumentError;
use crate::{secrets, value};

pub(super) fn description(root: &Node<'_>, size: usize) -> Result<Description, DocumentError> {
    let mut description = Description::default();
    let context = Context::new(root, size)?;
    let outer = root.get("auth").map(|auth| security(&auth)).transpose()?;
    let outer = outer.unwrap_or_default();
    if root.get("request").is_some() {
        let name = root.text_of("name")?.unwrap_or_default();
        let root = root.clone().named(&name);
        let operation = operation(&root, &context, &Security::Unspecified)?;
        description.root.entries.push(operation.into());
    } else if root.value.is_array() {
        description.root.entries = entries(root.items()?, &context, &outer);
    } else {
        let info = root.get("info");
        let about = info.as_ref().unwrap_or(root);
        description.title = about
            .text_of("name")?
            .filter(|name| !name.trim().is_empty());
        description.doc = about.description()?;
        description.root.entries = entries(root.list("item")?, &context, &outer);
    }
    // One item that cannot be read leaves the others; where none can be, the document is at fault.
    if let Some(mistake) = context
        .mistake
        .take()
        .filter(|_| !context.is_any_read.get())
    {
        return Err(mistake);
    }
    let scripts = scripts(root);
    if scripts > 0 {
        description.notes.push(if scripts == 1 {
            "a script of the collection only runs in Postman".to_owned()
        } else {
            format!("{scripts} scripts of the collection only run in Postman")
        });
    }
    required::settle(&mut description.root);
    finish(&mut description.root, &context);
    description.notes.extend(context.note());
    Ok(description)
}

/// What is said of each operation once all of it is read.
fn finish(folder: &mut Folder, context: &Context) {
    for entry in &mut folder.entries {
        match entry {
            Entry::Folder(folder) => finish(folder, context),
            Entry::Operation(operation) => {
                for server in &mut operation.servers {
                    server.url = context.resolved(&server.url);
                }
                secrets::mark(operation);
                variables::dynamic(operation);
            }
        }
    }
}

/// How many scripts there are, here and inside.
fn scripts(node: &Node<'_>) -> usize {
    let has_code = |event: &Node<'_>| {
        let exec = event.get("script").and_then(|script| script.get("exec"));
        exec.is_some_and(|exec| match exec.value {
            value::Value::Array(lines) => lines
                .iter()
                .any(|line| line.as_str().is_some_and(|line| !line.trim().is_empty())),
            value::Value::String(code) => !code.trim().is_empty(),
            _ => false,
        })
    };
    let events = node.list("event").unwrap_or_default();
    let own = events.iter().filter(|event| has_code(event)).count();
    let items = node.list("item").unwrap_or_default();
    own + items.iter().map(scripts).sum::<usize>()
}

fn entries(items: Vec<Node<'_>>, context: &Context, outer: &Security) -> Vec<Entry> {
    let read = |item: Node<'_>| {
        let name = item.text_of("name").ok().flatten().unwrap_or_default();
        let item = match name.trim() {
            _ if !item.value.is_object() => item,
            "" => item.named("(no name)"),
            name => item.named(name),
        };
        entry(&item, name, context, outer).unwrap_or_else(|mistake| {
            let broken = broken(&item, &mistake);
            context.mistake.borrow_mut().get_or_insert(mistake);
            broken.into()
        })
    };
    items.into_iter().map(read).collect()
}

fn entry(
    item: &Node<'_>,
    name: String,
    context: &Context,
    outer: &Security,
) -> Result<Entry, DocumentError> {
    item.expect_object()?;
    if item.get("request").is_some() {
        let operation = operation(item, context, outer)?;
        context.is_any_read.set(true);
        return Ok(operation.into());
    }
    if item.get("item").is_none() {
        return Err(item.error("expected `request` or `item` in it"));
    }
    let own = item.get("auth").map(|auth| security(&auth)).transpose()?;
    let inner = own.unwrap_or_else(|| outer.clone());
    Ok(Entry::Folder(Folder {
        name,
        doc: item.description()?,
        entries: entries(item.list("item")?, context, &inner),
    }))
}

/// An item that cannot be read: the others can.
fn broken(item: &Node<'_>, mistake: &DocumentError) -> Operation {
    let name = item.text_of("name").ok().flatten();
    let message = mistake.to_string();
    let place = format!("{} / ", item.item);
    let obstacle = message.strip_prefix(&place).unwrap_or(&message);
    Operation {
        name: name.filter(|name| !name.trim().is_empty()),
        place: item.item.clone(),
        obstacle: Some(obstacle.to_owned()),
        ..Operation::default()
    }
}

fn operation(
    item: &Node<'_>,
    context: &Context,
    outer: &Security,
) -> Result<Operation, DocumentError> {
    let mut operation = Operation {
        name: item.text_of("name")?.filter(|name| !name.trim().is_empty()),
        place: item.item.clone(),
        security: outer.clone(),
        ..Operation::default()
    };
    let Some(request) = item.get("request") else {
        return Ok(operation);
    };
    if request.value.is_string() {
        "GET".clone_into(&mut operation.method);
        let url = url::read(&request, context, &mut operation.notes)?;
        set_url(&mut operation, url);
    } else {
        request.expect_object()?;
        let behavior = item.get("protocolProfileBehavior");
        let keeps_body = behavior.is_some_and(|behavior| behavior.flag("disableBodyPruning"));
        read_request(&mut operation, &request, keeps_body, context)?;
    }
    // An item's own description is seldom set; the request's is what Postman shows.
    if operation.doc.is_empty() {
        operation.doc = item.description()?;
    }
    responses::read(&mut operation, item, context)?;
    if operation.security == Security::Unspecified {
        operation.security = responses::security(item)?.unwrap_or_default();
    }
    Ok(operation)
}

fn set_url(operation: &mut Operation, url: Url) {
    if !url.base.is_empty() {
        operation.servers = vec![Server::new(url.base)];
    }
    operation.path = url.segments;
    operation.query = url.query;
}

/// Methods whose body Postman leaves out, beside GET and HEAD, with which no declaration has one.
const UNSENT: [&str; 3] = ["COPY", "PURGE", "UNLOCK"];

fn read_request(
    operation: &mut Operation,
    request: &Node<'_>,
    keeps_body: bool,
    context: &Context,
) -> Result<(), DocumentError> {
    let method = request.text_of("method")?.unwrap_or_default();
    operation.set_method(match method.trim() {
        "" => "GET",
        method => method,
    });
    let (doc, properties) = fields::split(&request.description()?);
    operation.doc = doc;
    match request.get("url") {
        Some(url) => {
            let url = url::read(&url, context, &mut operation.notes)?;
            set_url(operation, url);
        }
        None => operation.obstacle = Some("it has no URL".to_owned()),
    }
    if let Some(auth) = request.get("auth") {
        operation.security = security(&auth)?;
    }
    operation.headers = headers(request, context)?;
    let security = operation.headers.iter().find_map(from_header);
    if let Some(security) = security {
        operation.security = security;
        operation
            .headers
            .retain(|header| from_header(header).is_none());
    }
    let body = request.get("body").filter(|body| !body.flag("disabled"));
    let read = body.map(|body| body::read(&body, context, &mut operation.notes));
    let Some(mut sent) = read.transpose()?.flatten() else {
        return Ok(());
    };
    if UNSENT.contains(&operation.method.as_str()) && !keeps_body {
        let note = format!(
            "Postman sends no body with {}; the document's is left out",
            operation.method
        );
        operation.notes.push(note);
        return Ok(());
    }
    if let Body::Whole { schema, .. } = &mut sent.body {
        // What the header says is what is sent.
        let header = operation
            .headers
            .iter()
            .find(|header| header.name.eq_ignore_ascii_case("content-type") && !header.disabled);
        if let Some(value) = header.and_then(|header| header.value()) {
            sent.media_type = Some(value.to_owned());
        }
        if !properties.is_empty() {
            *schema = Some(Box::new(Schema {
                properties,
                ..Schema::of(Kind::Object)
            }));
        }
    }
    operation.body = Some(RequestBody::new(sent));
    Ok(())
}
