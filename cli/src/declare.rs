//! From the document to declarations: names, types, places, and what endpoints have in common.

mod answers;
mod body;
mod fields;
mod lift;
mod naming;
mod parts;
mod path;
mod renames;
mod status;
pub(crate) use self::status::name as status_name;
mod types;
mod values;

use std::collections::HashMap;

use self::answers::Answer;
use self::types::Types;
use crate::document::{Auth, Call, Document, Entry, Folder};
use crate::model::{Declarations, Endpoint, Item, Module, endpoints};
use crate::names::Taken;
use crate::summary::Summary;

/// Names that a module cannot have without hiding a crate, or the files beside it.
const CRATES: [&str; 8] = [
    "alloc",
    "callpoint",
    "core",
    "endpoints",
    "mod",
    "serde",
    "serde_json",
    "std",
];

/// What all calls are declared with.
struct Context {
    marks_required: bool,
    /// The base that most calls have.
    base: String,
    types: Types,
    summary: Summary,
}

/// An endpoint that does not know yet what it shares with others.
struct Draft {
    endpoint: Endpoint,
    auth: Auth,
    successes: Vec<Answer>,
    refusals: Vec<Answer>,
    place: String,
}

/// Declares a document.
pub(crate) fn declare(document: &Document) -> (Declarations, Summary) {
    let names = naming::calls(&document.root);
    let calls = document.root.calls();
    let mut context = Context {
        marks_required: document.marks_required,
        base: common_base(&calls),
        types: Types::new(&calls, &names),
        summary: Summary::default(),
    };
    context.summary.notes.clone_from(&document.notes);
    let mut names = names.into_iter();
    let is_single =
        calls.len() == 1 && matches!(document.root.entries.as_slice(), [Entry::Call(_)]);
    let mut tree = context.folder(&document.root, &mut names);
    if !is_single {
        tree = gather(tree, document);
    }
    let (items, refusals) = lift::finish(tree, &mut context, !is_single);
    context.summary.endpoints = endpoints(&items).len();
    let structs = context.types.structs(&mut context.summary);
    context.summary.types = structs.len();
    let declarations = Declarations {
        doc: head(document, &context.base, &calls),
        notes: document.notes.clone(),
        items,
        refusals,
        structs,
    };
    (declarations, context.summary)
}

/// A folder before it is known what its endpoints share.
enum Node {
    Folder {
        name: String,
        doc: String,
        nodes: Vec<Node>,
    },
    Draft(Box<Draft>),
    Comment(Vec<String>),
}

impl Context {
    fn folder(&mut self, folder: &Folder, names: &mut impl Iterator<Item = String>) -> Vec<Node> {
        let mut taken = Taken::default();
        for name in CRATES {
            taken.reserve(name);
        }
        let mut nodes = Vec::new();
        for entry in &folder.entries {
            nodes.push(match entry {
                Entry::Folder(folder) if folder.entries.is_empty() => {
                    let line = format!("the folder `{}` is empty", folder.name);
                    self.summary.notes.push(line.clone());
                    Node::Comment(vec![line])
                }
                Entry::Folder(folder) => {
                    let name = crate::names::field_name(&folder.name);
                    Node::Folder {
                        name: taken.take([name.unwrap_or_else(|| "folder".to_owned())]),
                        doc: folder.doc.clone(),
                        nodes: self.folder(folder, names),
                    }
                }
                Entry::Call(call) => {
                    let name = names.next().unwrap_or_else(|| "Item".to_owned());
                    self.call(call, name)
                }
            });
        }
        nodes
    }

    fn call(&mut self, call: &Call, name: String) -> Node {
        let template = match &call.obstacle {
            Some(obstacle) => Err(obstacle.clone()),
            None => path::check(call),
        };
        match template {
            Ok(()) => Node::Draft(Box::new(self.draft(call, name))),
            Err(obstacle) => {
                let line = format!("`{}` is not declared: {obstacle}", call.place);
                self.summary.notes.push(line.clone());
                Node::Comment(vec![line])
            }
        }
    }

    fn draft(&mut self, call: &Call, name: String) -> Draft {
        let mut endpoint = Endpoint {
            name,
            doc: call.doc.clone(),
            notes: call.notes.clone(),
            method: call.method.clone(),
            template: String::new(),
            options: Vec::new(),
            arms: Vec::new(),
            shares_refusals: false,
            rename_all: None,
            fields: Vec::new(),
        };
        if call.url.base != self.base {
            let base = if call.url.base.is_empty() {
                "no host"
            } else {
                &call.url.base
            };
            endpoint.notes.push(format!(
                "the document sends this to {base}; it needs a client of its own"
            ));
        }
        // Answers first: their types are the ones that people name in their code.
        let answers = answers::answers(call, &endpoint.name, &mut self.types);
        fields::fields(call, &mut endpoint, self, &answers);
        for note in &endpoint.notes {
            self.summary.notes.push(format!("{}: {note}", call.place));
        }
        for field in &endpoint.fields {
            let notes = field.notes.iter();
            let notes = notes.map(|note| format!("{}: `{}`: {note}", call.place, field.name));
            self.summary.notes.extend(notes);
        }
        let (successes, refusals) = answers.into_iter().partition(|answer| answer.status < 400);
        Draft {
            endpoint,
            auth: call.auth.clone(),
            successes,
            refusals,
            place: call.place.clone(),
        }
    }
}

/// Calls outside of all folders get a module, because `#[api]` needs one.
fn gather(tree: Vec<Node>, document: &Document) -> Vec<Node> {
    let mut taken = Taken::default();
    for name in CRATES {
        taken.reserve(name);
    }
    for node in &tree {
        if let Node::Folder { name, .. } = node {
            taken.reserve(name.clone());
        }
    }
    // Comments alone need no module.
    if !tree.iter().any(|node| matches!(node, Node::Draft(_))) {
        return tree;
    }
    let is_folder = |node: &Node| matches!(node, Node::Folder { .. });
    let Some(first) = tree.iter().position(|node| !is_folder(node)) else {
        return tree;
    };
    let (mut folders, loose): (Vec<Node>, Vec<Node>) = tree.into_iter().partition(is_folder);
    let title = document.title.as_deref().and_then(crate::names::field_name);
    let doc = if title.is_none() { "All calls." } else { "" };
    let name = taken.take(title.into_iter().chain(["calls".to_owned()]));
    let gathered = Node::Folder {
        name,
        doc: doc.to_owned(),
        nodes: loose,
    };
    folders.insert(first, gathered);
    folders
}

/// The base of most calls; the first where there are as many of another.
fn common_base(calls: &[&Call]) -> String {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for call in calls.iter().filter(|call| call.obstacle.is_none()) {
        *counts.entry(call.url.base.as_str()).or_default() += 1;
    }
    let most = counts.values().copied().max().unwrap_or_default();
    let mut bases = calls.iter().map(|call| call.url.base.as_str());
    bases
        .find(|base| counts.get(base) == Some(&most))
        .unwrap_or_default()
        .to_owned()
}

/// The docs of the module as a whole.
fn head(document: &Document, base: &str, calls: &[&Call]) -> String {
    let mut paragraphs = Vec::new();
    match &document.title {
        Some(title) => paragraphs.push(format!("{}.", title.trim().trim_end_matches('.'))),
        None if calls.len() == 1 => {}
        None => paragraphs.push("Calls, as the documentation says them.".to_owned()),
    }
    if !document.doc.trim().is_empty() {
        paragraphs.push(document.doc.trim().to_owned());
    }
    if base.contains("://") {
        paragraphs.push(format!("The base URL is `{base}`."));
    }
    let keys: Vec<&str> = calls
        .iter()
        .filter_map(|call| match &call.auth {
            Auth::ApiKey(place) => Some(place.as_str()),
            _ => None,
        })
        .collect();
    if let Some(first) = keys.first() {
        paragraphs.push(format!("The API key travels in {first}."));
    }
    paragraphs.join("\n\n")
}

fn module(name: String, doc: String, items: Vec<Item>) -> Module {
    Module {
        name,
        doc,
        notes: Vec::new(),
        api: None,
        items,
    }
}
