//! What endpoints have in common: their credentials and their refusals stand once, above the module.

use std::collections::BTreeMap;

use super::answers::{Answer, variant};
use super::{Context, Draft, Node, module, status};
use crate::document::Auth;
use crate::model::{Arm, Example, Item, Module, Refusals};
use crate::names::{Taken, is_plural};

/// What a status answers, for comparison.
type Key = BTreeMap<u16, (String, Option<&'static str>)>;

/// Declares the nodes, and the refusals that they share.
pub(super) fn finish(
    nodes: Vec<Node>,
    context: &mut Context,
    is_shared: bool,
) -> (Vec<Item>, Option<Refusals>) {
    let drafts = drafts(&nodes);
    let shared = if is_shared { shared_key(&drafts) } else { None };
    let refusals = shared.as_ref().map(|key| Refusals {
        name: "ApiError".to_owned(),
        arms: arms(&gathered(&drafts, key), true),
    });
    let key = shared.unwrap_or_default();
    let items = nodes.into_iter().map(|node| match node {
        Node::Folder { .. } => Item::Module(top(node, context, &key)),
        Node::Draft(draft) => endpoint(*draft, context, None, None),
        Node::Comment(lines) => Item::Comment(lines),
    });
    (items.collect(), refusals)
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
    let pair = |answer: &Answer| (answer.status, (answer.ty.clone(), answer.codec));
    draft.refusals.iter().map(pair).collect()
}

/// The refusals that most endpoints have, where at least two have them.
fn shared_key(drafts: &[&Draft]) -> Option<Key> {
    let mut counts: Vec<(Key, usize)> = Vec::new();
    for key in drafts
        .iter()
        .map(|draft| key(draft))
        .filter(|key| !key.is_empty())
    {
        match counts.iter_mut().find(|(known, _)| *known == key) {
            Some((_, count)) => *count += 1,
            None => counts.push((key, 1)),
        }
    }
    let most = counts
        .iter()
        .map(|(_, count)| *count)
        .max()
        .filter(|most| *most > 1)?;
    counts
        .into_iter()
        .find(|(_, count)| *count == most)
        .map(|(key, _)| key)
}

/// All answers to the statuses of a key, one for each status, with the examples of all endpoints.
fn gathered(drafts: &[&Draft], key: &Key) -> Vec<Answer> {
    let mut gathered: Vec<Answer> = Vec::new();
    let fitting = drafts.iter().filter(|draft| fits(draft, key));
    for answer in fitting.flat_map(|draft| &draft.refusals) {
        match gathered
            .iter_mut()
            .find(|known| known.status == answer.status)
        {
            Some(known) => {
                for example in &answer.examples {
                    if !known.examples.contains(example) {
                        known.examples.push(example.clone());
                    }
                }
            }
            None => gathered.push(answer.clone()),
        }
    }
    gathered.sort_by_key(|answer| answer.status);
    gathered
}

/// Whether the refusals of an endpoint are among the shared ones.
fn fits(draft: &Draft, shared: &Key) -> bool {
    key(draft)
        .iter()
        .all(|(status, answer)| shared.get(status) == Some(answer))
}

/// A module with `#[api(…)]`.
fn top(node: Node, context: &mut Context, shared: &Key) -> Module {
    let drafts = match &node {
        Node::Folder { nodes, .. } => drafts(nodes),
        _ => Vec::new(),
    };
    let auth = common_auth(&drafts);
    let is_shared = !shared.is_empty() && drafts.iter().any(|draft| fits(draft, shared));
    let mut options = Vec::new();
    options.extend(auth.as_ref().and_then(auth_option));
    if is_shared {
        options.push("errors = ApiError".to_owned());
    }
    let notes = auth.as_ref().and_then(auth_note).into_iter().collect();
    let mut made = nested(node, context, auth.as_ref(), is_shared.then_some(shared));
    for note in &notes {
        context.summary.notes.push(format!("{}: {note}", made.name));
    }
    made.api = Some(options);
    made.notes = notes;
    made
}

fn nested(node: Node, context: &mut Context, auth: Option<&Auth>, shared: Option<&Key>) -> Module {
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
    if drafts
        .iter()
        .any(|draft| auth_option(&draft.auth).is_none())
    {
        return None;
    }
    let count = |auth: &Auth| {
        let same = |draft: &&&Draft| auth_option(&draft.auth) == auth_option(auth);
        drafts.iter().filter(same).count()
    };
    let most = drafts.iter().map(|draft| count(&draft.auth)).max()?;
    let mut common = drafts.iter().filter(|draft| count(&draft.auth) == most);
    common.next().map(|draft| draft.auth.clone())
}

fn auth_option(auth: &Auth) -> Option<String> {
    let scheme = match auth {
        Auth::Unsaid | Auth::Other(_) => return None,
        Auth::None => "none",
        Auth::Basic => "Basic",
        Auth::Bearer(_) => "Bearer",
        Auth::ApiKey(_) => "ApiKey",
    };
    Some(format!("auth = {scheme}"))
}

fn auth_note(auth: &Auth) -> Option<String> {
    match auth {
        Auth::Bearer(note) => note.clone(),
        Auth::Other(scheme) => Some(format!(
            "the scheme `{scheme}` needs `Credentials` of your own; the client's are sent"
        )),
        _ => None,
    }
}

/// An endpoint with what it does not share.
fn endpoint(
    draft: Draft,
    context: &mut Context,
    lifted: Option<&Auth>,
    shared: Option<&Key>,
) -> Item {
    let is_shared = shared.is_some_and(|key| fits(&draft, key));
    let mut endpoint = draft.endpoint;
    if lifted.and_then(auth_option) != auth_option(&draft.auth)
        && let Some(option) = auth_option(&draft.auth)
    {
        endpoint.options.insert(0, option);
    }
    if lifted.is_none_or(|lifted| *lifted != draft.auth)
        && let Some(note) = auth_note(&draft.auth)
    {
        context
            .summary
            .notes
            .push(format!("{}: {note}", draft.place));
        endpoint.notes.push(note);
    }
    endpoint.arms = arms(&draft.successes, false);
    endpoint.shares_refusals = is_shared;
    if !is_shared {
        endpoint.arms.extend(arms(&draft.refusals, true));
    }
    Item::Endpoint(Box::new(endpoint))
}

/// Statuses that answer the same in one arm.
fn arms(answers: &[Answer], is_refusal: bool) -> Vec<Arm> {
    let mut arms: Vec<Arm> = Vec::new();
    let mut examples: Vec<Vec<(u16, Example)>> = Vec::new();
    for answer in answers {
        let position = arms
            .iter()
            .position(|arm| arm.ty == answer.ty && arm.codec == answer.codec);
        let position = position.unwrap_or_else(|| {
            arms.push(Arm {
                statuses: Vec::new(),
                variant: None,
                ty: answer.ty.clone(),
                codec: answer.codec,
                example: None,
                more: Vec::new(),
                names: Vec::new(),
            });
            examples.push(Vec::new());
            arms.len() - 1
        });
        let arm = &mut arms[position];
        arm.statuses.push(answer.status);
        // What an arm is called is the names of all its answers.
        for name in answer.name.split("; ").filter(|name| !name.is_empty()) {
            if arm.names.iter().all(|known| known != name) {
                arm.names.push(name.to_owned());
            }
        }
        for example in &answer.examples {
            if examples[position].iter().all(|(_, known)| known != example) {
                examples[position].push((answer.status, example.clone()));
            }
        }
    }
    for (arm, examples) in arms.iter_mut().zip(examples) {
        let mut examples = examples.into_iter();
        arm.example = examples.next().map(|(_, example)| example);
        arm.more = examples
            .map(|(status, example)| (format!("With {status}"), example))
            .collect();
    }
    if is_refusal || arms.len() > 1 {
        name_variants(&mut arms, is_refusal);
    }
    arms
}

/// Names for arms with several statuses, and for those whose status says less than the document.
fn name_variants(arms: &mut [Arm], is_refusal: bool) {
    let mut taken = Taken::default();
    for arm in &*arms {
        if let [code] = arm.statuses.as_slice() {
            taken.reserve(status::name(*code).unwrap_or_default());
        }
    }
    for arm in arms {
        let standard = match arm.statuses.as_slice() {
            [code] => status::name(*code),
            _ => None,
        };
        let own = match (arm.names.as_slice(), is_refusal) {
            ([name], true) => variant(name).filter(|name| arm.ty == *name || standard.is_none()),
            _ => None,
        };
        if let Some(own) = own.filter(|own| Some(own.as_str()) != standard && !taken.has(own)) {
            arm.variant = Some(taken.take([own]));
        } else if standard.is_none() {
            let fallback = match arm.statuses.as_slice() {
                [code] => format!("Status{code}"),
                _ if is_refusal => "Rejected".to_owned(),
                _ => success_variant(&arm.ty),
            };
            let failed = arm
                .statuses
                .iter()
                .all(|code| *code >= 500)
                .then(|| "Failed".to_owned());
            let candidates = failed.into_iter().chain([fallback, "Refused".to_owned()]);
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
