//! What endpoints have in common: their credentials and their errors stand once, above the module.

use std::collections::{BTreeMap, HashSet};

use callpoint_documents::description::Status;

use super::responses::{Response, variant};
use super::security::Auth;
use super::{Context, Draft, Node, module};
use crate::model::{Arm, ErrorSet, Example, Item, Module};
use crate::names::{Taken, is_plural};
use crate::status_codes::standard_name;

/// What a status gives, for comparison.
type Key = BTreeMap<Status, (String, Option<String>)>;

/// Declares the nodes, and the errors that they share.
pub(super) fn finish(
    nodes: Vec<Node>,
    context: &mut Context<'_>,
    is_shared: bool,
) -> (Vec<Item>, Option<ErrorSet>) {
    let drafts = drafts(&nodes);
    let shared = if is_shared { shared_key(&drafts) } else { None };
    let errors = shared.as_ref().map(|key| ErrorSet {
        name: "ApiError".to_owned(),
        has_message: false,
        is_served: false,
        arms: arms(&gathered(&drafts, key), true),
    });
    let key = shared.unwrap_or_default();
    let items = nodes.into_iter().map(|node| match node {
        Node::Folder { .. } => Item::Module(top(node, context, &key)),
        Node::Draft(draft) => endpoint(*draft, context, None, None),
        Node::Comment(lines) => Item::Comment(lines),
    });
    (items.collect(), errors)
}

fn drafts(nodes: &[Node]) -> Vec<&Draft> {
    let mut found = Vec::new();
    for node in nodes {
        match node {
            Node::Folder { nodes, .. } => found.extend(drafts(nodes)),
            Node::Draft(draft) => found.push(&**draft),
            Node::Comment(_) => {}
        }
    }
    found
}

fn key(draft: &Draft) -> Key {
    let pair = |response: &Response| {
        (
            response.status,
            (response.ty.clone(), response.codec.clone()),
        )
    };
    draft.errors.iter().map(pair).collect()
}

/// The errors that most endpoints have, where at least two have them.
fn shared_key(drafts: &[&Draft]) -> Option<Key> {
    let mut counts: BTreeMap<Key, (usize, usize)> = BTreeMap::new();
    for (at, draft) in drafts.iter().enumerate() {
        let key = key(draft);
        if !key.is_empty() {
            counts.entry(key).or_insert((0, at)).0 += 1;
        }
    }
    // The first of those that are as many.
    let most = counts
        .into_iter()
        .max_by_key(|(_, (count, at))| (*count, std::cmp::Reverse(*at)));
    most.filter(|(_, (count, _))| *count > 1)
        .map(|(key, _)| key)
}

/// All responses to the statuses of a key, one for each status, with the examples of all endpoints.
fn gathered(drafts: &[&Draft], key: &Key) -> Vec<Response> {
    let mut gathered: BTreeMap<Status, Response> = BTreeMap::new();
    let mut known: HashSet<(Status, &Example)> = HashSet::new();
    let fitting = drafts.iter().filter(|draft| fits(draft, key));
    for response in fitting.flat_map(|draft| &draft.errors) {
        let all = gathered.entry(response.status);
        let all = all.or_insert_with(|| Response {
            examples: Vec::new(),
            ..response.clone()
        });
        for example in &response.examples {
            if known.insert((response.status, example)) {
                all.examples.push(example.clone());
            }
        }
    }
    gathered.into_values().collect()
}

/// Whether the errors of an endpoint are among the shared ones.
fn fits(draft: &Draft, shared: &Key) -> bool {
    key(draft)
        .iter()
        .all(|(status, response)| shared.get(status) == Some(response))
}

/// A module with `#[api(…)]`.
fn top(node: Node, context: &mut Context<'_>, shared: &Key) -> Module {
    let drafts = match &node {
        Node::Folder { nodes, .. } => drafts(nodes),
        _ => Vec::new(),
    };
    let auth = common_auth(&drafts);
    let is_shared = !shared.is_empty() && drafts.iter().any(|draft| fits(draft, shared));
    let mut options = Vec::new();
    options.extend(auth.as_ref().and_then(|auth| auth.option.clone()));
    if is_shared {
        options.push("errors = ApiError".to_owned());
    }
    let of_auth = auth.as_ref().and_then(|auth| auth.note.clone());
    let notes = of_auth.into_iter().collect();
    let mut made = nested(node, context, auth.as_ref(), is_shared.then_some(shared));
    for note in &notes {
        context.summary.notes.push(format!("{}: {note}", made.name));
    }
    made.api = Some(options);
    made.notes = notes;
    made
}

fn nested(
    node: Node,
    context: &mut Context<'_>,
    auth: Option<&Auth>,
    shared: Option<&Key>,
) -> Module {
    let Node::Folder { name, doc, nodes } = node else {
        return module(String::new(), String::new(), Vec::new());
    };
    let items = nodes.into_iter().map(|node| match node {
        Node::Folder { .. } => Item::Module(nested(node, context, auth, shared)),
        Node::Draft(draft) => endpoint(*draft, context, auth, shared),
        Node::Comment(lines) => Item::Comment(lines),
    });
    let items = items.collect();
    module(crate::names::ident(&name), doc, items)
}

/// The credentials of most endpoints. What an endpoint leaves to the client cannot be said below a module that says it.
fn common_auth(drafts: &[&Draft]) -> Option<Auth> {
    if drafts.iter().any(|draft| draft.auth.option.is_none()) {
        return None;
    }
    let mut counts: BTreeMap<Option<&str>, (usize, usize)> = BTreeMap::new();
    for (at, draft) in drafts.iter().enumerate() {
        let option = draft.auth.option.as_deref();
        counts.entry(option).or_insert((0, at)).0 += 1;
    }
    let most = counts
        .into_values()
        .max_by_key(|(count, at)| (*count, std::cmp::Reverse(*at)))?;
    drafts.get(most.1).map(|draft| draft.auth.clone())
}

/// An endpoint with what it does not share.
fn endpoint(
    draft: Draft,
    context: &mut Context<'_>,
    hoisted: Option<&Auth>,
    shared: Option<&Key>,
) -> Item {
    let is_shared = shared.is_some_and(|key| fits(&draft, key));
    let mut endpoint = draft.endpoint;
    let Auth { option, note } = draft.auth;
    if hoisted.and_then(|hoisted| hoisted.option.as_ref()) != option.as_ref()
        && let Some(option) = option
    {
        endpoint.options.insert(0, option);
    }
    if hoisted.is_none_or(|hoisted| hoisted.note != note)
        && let Some(note) = note
    {
        context
            .summary
            .notes
            .push(format!("{}: {note}", draft.place));
        endpoint.notes.push(note);
    }
    endpoint.arms = arms(&draft.successes, false);
    endpoint.shares_errors = is_shared;
    if !is_shared {
        endpoint.arms.extend(arms(&draft.errors, true));
    }
    Item::Endpoint(Box::new(endpoint))
}

/// Statuses that response the same in one arm.
fn arms(responses: &[Response], is_error: bool) -> Vec<Arm> {
    let mut arms: Vec<Arm> = Vec::new();
    let mut examples: Vec<Vec<(Status, &Example)>> = Vec::new();
    let mut known: HashSet<(usize, &Example)> = HashSet::new();
    let mut named: HashSet<(usize, &str)> = HashSet::new();
    for response in responses {
        // A class and all others are what is left of them: they match last, and alone.
        // So does what is for one media type.
        let is_code = matches!(response.status, Status::Code(_)) && response.selector.is_none();
        let position = arms.iter().position(|arm| {
            let is_same =
                arm.ty == response.ty && arm.codec == response.codec && arm.media_type.is_none();
            is_code && is_same && matches!(arm.statuses.as_slice(), [Status::Code(_), ..])
        });
        let position = position.unwrap_or_else(|| {
            arms.push(Arm {
                statuses: Vec::new(),
                variant: None,
                ty: response.ty.clone(),
                media_type: response.selector.clone(),
                codec: response.codec.clone(),
                example: None,
                more: Vec::new(),
                names: Vec::new(),
            });
            examples.push(Vec::new());
            arms.len() - 1
        });
        let arm = &mut arms[position];
        arm.statuses.push(response.status);
        // What an arm is called is the names of all its responses.
        for name in response.name.split("; ").filter(|name| !name.is_empty()) {
            if named.insert((position, name)) {
                arm.names.push(name.to_owned());
            }
        }
        for example in &response.examples {
            if known.insert((position, example)) {
                examples[position].push((response.status, example));
            }
        }
    }
    for (arm, examples) in arms.iter_mut().zip(examples) {
        let mut examples = examples.into_iter();
        arm.example = examples.next().map(|(_, example)| example.clone());
        arm.more = examples
            .map(|(status, example)| (format!("With {status}"), example.clone()))
            .collect();
    }
    if is_error || arms.len() > 1 {
        name_variants(&mut arms, is_error);
    }
    arms
}

/// Names for arms with several statuses, and for those whose status says less than the document.
fn name_variants(arms: &mut [Arm], is_error: bool) {
    let mut taken = Taken::default();
    for arm in &*arms {
        if let [status] = arm.statuses.as_slice() {
            taken.reserve(standard_name(*status).unwrap_or_default());
        }
    }
    for arm in arms {
        let standard = match arm.statuses.as_slice() {
            [status] => standard_name(*status),
            _ => None,
        };
        let own = match (arm.names.as_slice(), is_error) {
            ([name], true) => variant(name).filter(|name| arm.ty == *name || standard.is_none()),
            _ => None,
        };
        if let Some(own) = own.filter(|own| Some(own.as_str()) != standard && !taken.has(own)) {
            arm.variant = Some(taken.take([own]));
        } else if standard.is_none() {
            let fallback = match arm.statuses.as_slice() {
                [status] => format!("Status{status}"),
                _ if is_error => "Rejected".to_owned(),
                _ => success_variant(&arm.ty),
            };
            let failed = arm
                .statuses
                .iter()
                .all(|status| matches!(status, Status::Code(500..)))
                .then(|| "Failed".to_owned());
            let candidates = failed
                .into_iter()
                .chain([fallback, "OtherError".to_owned()]);
            arm.variant = Some(taken.take(candidates));
        }
    }
}

fn success_variant(ty: &str) -> String {
    let word = crate::model::words(ty).last().unwrap_or("Done").to_owned();
    match ty {
        "()" => "Done".to_owned(),
        _ if ty.starts_with("Vec<") && !is_plural(&word) => format!("{word}s"),
        _ if word.starts_with(char::is_uppercase) => word,
        _ => "Body".to_owned(),
    }
}
