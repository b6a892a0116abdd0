//! Folders and items.

use super::auth::scheme;
use super::node::Node;
use super::{Context, answers, body, fields, url};
use crate::authorization::from_header;
use crate::document::{Auth, Body, Call, Document, Entry, Folder, Param, Piece};
use crate::error::ImportError;

pub(super) fn document(root: &Node<'_>) -> Result<Document, ImportError> {
    let mut document = Document::default();
    let mut context = Context::default();
    for variable in root.list("variable")? {
        let key = variable.text_of("key")?.or(variable.text_of("id")?);
        if let (Some(key), Some(value)) = (key, variable.text_of("value")?) {
            // An empty one is for whoever calls: its name says more.
            if !value.is_empty() {
                context.variables.insert(key, value);
            }
        }
    }
    let auth = root.get("auth").map(|auth| scheme(&auth)).transpose()?;
    let auth = auth.unwrap_or_default();
    if root.get("request").is_some() {
        let name = root.text_of("name")?.unwrap_or_default();
        let call = call(&root.clone().named(&name), &context, &Auth::Unsaid)?;
        document.root.entries.push(Entry::Call(Box::new(call)));
    } else if root.value.is_array() {
        document.root.entries = entries(root.items()?, &context, &auth)?;
    } else {
        let info = root.get("info");
        let about = info.as_ref().unwrap_or(root);
        document.title = about
            .text_of("name")?
            .filter(|name| !name.trim().is_empty());
        document.doc = about.description()?;
        document.root.entries = entries(root.list("item")?, &context, &auth)?;
    }
    let scripts = scripts(root);
    if scripts > 0 {
        let what = if scripts == 1 { "a script" } else { "scripts" };
        document.notes.push(format!(
            "{what} of the collection ({scripts}) run in Postman alone"
        ));
    }
    document.marks_required = document
        .root
        .calls()
        .iter()
        .any(|call| marks_required(call));
    resolve_bases(&mut document.root, &context);
    Ok(document)
}

/// Whether the document marks what is required: "(Required)" in front of a description.
fn marks_required(call: &Call) -> bool {
    let in_path = call.url.segments.iter().flatten().any(|piece| match piece {
        Piece::Variable(param) => param.required,
        Piece::Text(_) => false,
    });
    let mut params = call.url.query.iter().chain(&call.headers);
    in_path || params.any(|param| param.required)
}

fn resolve_bases(folder: &mut Folder, context: &Context) {
    for entry in &mut folder.entries {
        match entry {
            Entry::Folder(folder) => resolve_bases(folder, context),
            Entry::Call(call) => call.url.base = context.resolved(&call.url.base),
        }
    }
}

/// How many scripts there are, here and inside.
fn scripts(node: &Node<'_>) -> usize {
    let has_code = |event: &Node<'_>| {
        let exec = event.get("script").and_then(|script| script.get("exec"));
        exec.is_some_and(|exec| match exec.value {
            serde_json::Value::Array(lines) => lines
                .iter()
                .any(|line| line.as_str().is_some_and(|line| !line.trim().is_empty())),
            serde_json::Value::String(code) => !code.trim().is_empty(),
            _ => false,
        })
    };
    let events = node.list("event").unwrap_or_default();
    let own = events.iter().filter(|event| has_code(event)).count();
    let items = node.list("item").unwrap_or_default();
    own + items.iter().map(scripts).sum::<usize>()
}

fn entries(
    items: Vec<Node<'_>>,
    context: &Context,
    outer: &Auth,
) -> Result<Vec<Entry>, ImportError> {
    let entry = |item: Node<'_>| {
        item.expect_object()?;
        let name = item.text_of("name")?.unwrap_or_default();
        let item = item.named(if name.trim().is_empty() {
            "(no name)"
        } else {
            &name
        });
        if item.get("request").is_some() {
            return Ok(Entry::Call(Box::new(call(&item, context, outer)?)));
        }
        if item.get("item").is_none() {
            return Err(item.error("expected `request` or `item` in it"));
        }
        let own = item.get("auth").map(|auth| scheme(&auth)).transpose()?;
        let auth = own.unwrap_or_else(|| outer.clone());
        Ok(Entry::Folder(Folder {
            name,
            doc: item.description()?,
            entries: entries(item.list("item")?, context, &auth)?,
        }))
    };
    items.into_iter().map(entry).collect()
}

fn call(item: &Node<'_>, context: &Context, outer: &Auth) -> Result<Call, ImportError> {
    let mut call = Call {
        name: item.text_of("name")?.filter(|name| !name.trim().is_empty()),
        place: item.item.clone(),
        auth: outer.clone(),
        ..Call::default()
    };
    let Some(request) = item.get("request") else {
        return Ok(call);
    };
    if request.value.is_string() {
        "GET".clone_into(&mut call.method);
        call.url = url::read(&request, context)?;
    } else {
        request.expect_object()?;
        read_request(&mut call, &request, context)?;
    }
    // An item's own description is seldom set; the request's is what Postman shows.
    if call.doc.is_empty() {
        call.doc = item.description()?;
    }
    answers::read(&mut call, item, context)?;
    if matches!(call.auth, Auth::Unsaid) {
        call.auth = answers::auth(item)?.unwrap_or_default();
    }
    Ok(call)
}

fn read_request(call: &mut Call, request: &Node<'_>, context: &Context) -> Result<(), ImportError> {
    let method = request.text_of("method")?.unwrap_or_default();
    call.set_method(match method.trim() {
        "" => "GET",
        method => method,
    });
    (call.doc, call.fields) = fields::split(&request.description()?);
    match request.get("url") {
        Some(url) => call.url = url::read(&url, context)?,
        None => call.obstacle = Some("it has no URL".to_owned()),
    }
    if let Some(auth) = request.get("auth") {
        call.auth = scheme(&auth)?;
    }
    call.headers = headers(request, context)?;
    let auth = call.headers.iter().find_map(from_header);
    if let Some(auth) = auth {
        call.auth = auth;
        call.headers.retain(|header| from_header(header).is_none());
    }
    if let Some(body) = request.get("body")
        && !body.flag("disabled")
    {
        call.body = body::read(&body, context, &mut call.notes)?;
    }
    if let Body::Raw { media, .. } = &mut call.body {
        // What the header says is what is sent.
        let header = call
            .headers
            .iter()
            .find(|header| header.name.eq_ignore_ascii_case("content-type") && !header.disabled);
        if let Some(value) = header.and_then(|header| header.value.clone()) {
            *media = Some(value);
        }
    }
    Ok(())
}

/// Header fields: a list, or lines as they are sent.
pub(super) fn headers(request: &Node<'_>, context: &Context) -> Result<Vec<Param>, ImportError> {
    let Some(headers) = request.get("header") else {
        return Ok(Vec::new());
    };
    if let Some(lines) = headers.value.as_str() {
        let pairs = lines.lines().filter_map(|line| line.split_once(':'));
        return Ok(pairs
            .map(|(name, value)| Param::new(name.trim(), context.resolved(value.trim())))
            .collect());
    }
    let headers = headers.items()?;
    let headers = headers.iter().map(|header| param(header, context));
    Ok(headers
        .collect::<Result<Vec<_>, _>>()?
        .into_iter()
        .flatten()
        .collect())
}

/// A value with its name; `None` where it has no name.
pub(super) fn param(node: &Node<'_>, context: &Context) -> Result<Option<Param>, ImportError> {
    if node.value.is_string() {
        let text = node.text()?;
        let pair = text.split_once([':', '=']);
        return Ok(pair.map(|(name, value)| Param::new(name.trim(), value.trim())));
    }
    node.expect_object()?;
    let name = node.text_of("key")?.or(node.text_of("id")?);
    let Some(name) = name.filter(|name| !name.trim().is_empty()) else {
        return Ok(None);
    };
    let value = match node.get("value") {
        Some(value) if value.value.is_array() || value.value.is_object() => {
            Some(value.value.to_string())
        }
        Some(value) => Some(context.resolved(&value.text()?)),
        None => None,
    };
    let doc = node.description()?;
    let (required, doc) = match doc.trim().strip_prefix("(Required)") {
        Some(rest) => (true, rest.trim_start().to_owned()),
        None => (false, doc),
    };
    Ok(Some(Param {
        name: name.trim().to_owned(),
        value,
        doc,
        disabled: node.flag("disabled"),
        required,
    }))
}
