//! From the document to declarations: names, types, places, and what endpoints have in common.

mod bases;
mod body;
mod contents;
mod divide;
mod field;
mod fields;
mod hoist;
mod messages;
mod naming;
mod pages;
mod parts;
mod path;
mod renames;
mod responses;
mod samples;
mod schema;
mod security;
mod served;
mod typed;
mod types;
mod values;
mod writer;

use callpoint_documents::Value;
use callpoint_documents::description::{Description, Entry, Folder, Operation, Server};

use self::responses::Response;
use self::schema::{Collector, Schemas};
use self::typed::ResponseTypes;
use self::types::Types;
use crate::model::{Constant, Declarations, Endpoint, ErrorSet, Item, Module, Type, endpoints};
use crate::names::Taken;
use crate::options::Options;
use crate::summary::Summary;

/// Names that a module cannot have without hiding a crate or a file.
const CRATES: [&str; 9] = [
    "alloc",
    "callpoint",
    "core",
    "endpoints",
    "mod",
    "schemars",
    "serde",
    "serde_json",
    "std",
];

/// What all operations are declared with.
struct Context<'a> {
    bases: bases::Bases,
    /// The schemes with types of their own.
    schemes: security::Named,
    types: Types,
    schemas: Schemas<'a>,
    response_types: ResponseTypes,
    /// Whether types are those of schemas, and not of examples.
    has_schemas: bool,
    /// The schemas, where the examples of responses are kept.
    examples: Option<samples::Named<'a>>,
    summary: Summary,
}

/// An endpoint before it is known what it shares with others.
struct Draft {
    endpoint: Endpoint,
    auth: security::Auth,
    successes: Vec<Response>,
    errors: Vec<Response>,
    place: String,
}

/// Declares what a document describes.
pub(crate) fn lower(description: &Description, options: &Options) -> (Declarations, Summary) {
    let operations = description.root.operations();
    // Only a document that is made of schemas has ids of operations.
    let has_schemas = !description.schemas.is_empty()
        || operations
            .iter()
            .any(|operation| operation.id.is_some() || typed::has_schemas(operation));
    let is_package = options.package.is_some();
    let names = naming::operations(&description.root, has_schemas);
    let shapes = operations
        .iter()
        .flat_map(|operation| responses::shapes(operation));
    let mut types = Types::new(shapes.collect(), &names, options.serve);
    let mut collector = Collector::new(&description.schemas, options);
    for (operation, name) in operations.iter().zip(&names) {
        typed::roots(operation, name, &mut collector);
    }
    let schemas = collector.finish(&mut types.taken);
    let own_schemes = security::Named::of(description, &operations, &mut types.taken);
    let own_bases = bases::Bases::of(description, &operations, &mut types.taken);
    let mut context = Context {
        bases: own_bases,
        schemes: own_schemes,
        types,
        schemas,
        response_types: ResponseTypes::default(),
        has_schemas,
        examples: is_package.then(|| samples::Named::new(&description.schemas)),
        summary: Summary::default(),
    };
    context.summary.notes.clone_from(&description.notes);
    let schema_notes = std::mem::take(&mut context.schemas.notes);
    context.summary.notes.extend(schema_notes);
    let mut names = names.into_iter();
    let is_single = !is_package
        && operations.len() == 1
        && matches!(description.root.entries.as_slice(), [Entry::Operation(_)]);
    let mut tree = context.folder(&description.root, &mut names);
    if !is_single {
        tree = gather(tree, description);
    }
    if (options.split || is_package) && has_schemas {
        tree = divide::divide(tree);
    }
    let (mut items, mut errors) = hoist::finish(tree, &mut context, !is_single);
    context.summary.endpoints = endpoints(&items).len();
    let mut declared = context.schemas.declared();
    for one in &declared {
        let name = one.name().to_owned();
        let notes = one.notes().into_iter();
        context
            .summary
            .notes
            .extend(notes.map(|note| format!("{name}: {note}")));
    }
    declared.append(&mut context.response_types.list);
    let structs = context.types.structs(&mut context.summary).into_iter();
    declared.extend(structs.map(Type::Struct));
    context.summary.types = declared.len();
    let own_bases = std::mem::take(&mut context.bases.declared).into_iter();
    let own_schemes = std::mem::take(&mut context.schemes.declared).into_iter();
    let of_clients = own_bases.map(Type::Base);
    let of_clients = of_clients.chain(own_schemes.map(Type::Scheme));
    declared.splice(0..0, of_clients);
    messages::declare(&mut items, &mut errors, &mut declared);
    served::declare(&mut items, errors.as_mut(), &mut declared, options);
    if has_schemas {
        pages::declare(&mut items, &declared);
    }
    let mut doc = head(
        description,
        &context.bases.common,
        &operations,
        &context.schemes,
        has_schemas,
    );
    if has_xml(&items, errors.as_ref(), &declared) {
        doc.push("It needs the feature `xml` of `callpoint`.".to_owned());
    }
    let declarations = Declarations {
        site: description.site.clone(),
        title: title(description, &operations),
        doc,
        notes: description.notes.clone(),
        items,
        errors,
        constants: constants(description, &context.bases.common, has_schemas),
        types: declared,
        key: security::key(&operations, &context.schemes),
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

impl Context<'_> {
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
                Entry::Operation(operation) => {
                    let name = names.next().unwrap_or_else(|| "Item".to_owned());
                    self.operation(operation, name)
                }
            });
        }
        nodes
    }

    fn operation(&mut self, operation: &Operation, name: String) -> Node {
        let template = match &operation.obstacle {
            Some(obstacle) => Err(obstacle.clone()),
            None => path::check(operation),
        };
        match template {
            Ok(()) => Node::Draft(Box::new(self.draft(operation, name))),
            Err(obstacle) => {
                let line = format!("`{}` is not declared: {obstacle}", operation.place);
                self.summary.notes.push(line.clone());
                Node::Comment(vec![line])
            }
        }
    }

    fn draft(&mut self, operation: &Operation, name: String) -> Draft {
        let mut endpoint = Endpoint {
            name,
            doc: doc(operation, self.has_schemas),
            notes: operation.notes.clone(),
            method: operation.method.clone(),
            template: String::new(),
            options: operation
                .idempotency_key
                .iter()
                .map(|header| format!("idempotency_key = {header:?}"))
                .collect(),
            arms: Vec::new(),
            shares_errors: false,
            rename_all: None,
            fields: Vec::new(),
            has_example: !self.has_schemas,
            samples: Vec::new(),
            next_link: next_link(operation),
            from_one: from_one(operation),
            pages: None,
        };
        match self.bases.option(operation) {
            Ok(option) => endpoint.options.extend(option),
            Err(note) => endpoint.notes.push(note),
        }
        // Responses first: their types are the ones that people name in their code.
        let responses = responses::responses(operation, &mut endpoint, self);
        fields::fields(operation, &mut endpoint, self, &responses);
        for note in &endpoint.notes {
            self.summary
                .notes
                .push(format!("{}: {note}", operation.place));
        }
        for field in &endpoint.fields {
            let notes = field.notes.iter();
            let notes = notes.map(|note| format!("{}: `{}`: {note}", operation.place, field.name));
            self.summary.notes.extend(notes);
        }
        if let Some(named) = &self.examples {
            endpoint.samples = samples::samples(operation, named);
        }
        let misfits = (endpoint.samples.iter())
            .filter_map(|sample| Some((sample.status, sample.misfit.as_ref()?)));
        self.summary.notes.extend(misfits.map(|(status, misfit)| {
            let place = &operation.place;
            format!("{place}: the example of status {status} does not fit its schema: {misfit}")
        }));
        let (successes, errors) = responses
            .into_iter()
            .partition(|response| response.status.is_success());
        Draft {
            endpoint,
            auth: security::auth(&operation.security, &self.schemes),
            successes,
            errors,
            place: operation.place.clone(),
        }
    }
}

/// Operations outside of all folders get a module, because `#[api]` needs one.
fn gather(tree: Vec<Node>, description: &Description) -> Vec<Node> {
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
    let title = description
        .title
        .as_deref()
        .and_then(crate::names::field_name);
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

/// The first line of the module's docs.
fn title(description: &Description, operations: &[&Operation]) -> Option<String> {
    match &description.title {
        Some(title) => Some(format!("{}.", title.trim().trim_end_matches('.'))),
        None if operations.len() == 1 => None,
        None => Some("The endpoints of the documentation.".to_owned()),
    }
}

/// The docs of the module as a whole, below its title.
fn head(
    description: &Description,
    base: &str,
    operations: &[&Operation],
    schemes: &security::Named,
    has_schemas: bool,
) -> Vec<String> {
    let mut paragraphs = Vec::new();
    if !description.doc.trim().is_empty() {
        paragraphs.push(description.doc.trim().to_owned());
    }
    if has_schemas {
        paragraphs.extend(servers(description));
    } else if base.contains("://") {
        paragraphs.push(format!("The base URL is `{base}`."));
    }
    let mut keys: Vec<String> = Vec::new();
    for operation in operations {
        for key in security::keys(&operation.security, schemes) {
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
    }
    match keys.as_slice() {
        [] => {}
        [only] => paragraphs.push(format!("The API key travels in {only}.")),
        keys => paragraphs.push(format!("API keys travel in {}.", keys.join(", "))),
    }
    paragraphs
}

/// What Azure's documents say of pages.
fn next_link(operation: &Operation) -> Option<String> {
    let pageable = operation.extensions.get("x-ms-pageable")?;
    pageable.get("nextLinkName")?.as_str().map(str::to_owned)
}

/// The parameters of the query whose least or default value is one.
fn from_one(operation: &Operation) -> Vec<String> {
    let is_one = |value: Option<&Value>| matches!(value, Some(Value::Number(number)) if number.as_i64() == Some(1));
    let query = operation.query.iter().filter(|parameter| {
        let schema = parameter.schema.as_deref();
        schema.is_some_and(|schema| {
            is_one(schema.default.as_ref()) || is_one(schema.other.get("minimum"))
        })
    });
    query
        .filter_map(|parameter| crate::names::field_name(&parameter.name))
        .collect()
}

/// Whether something is read or written as XML.
fn has_xml(items: &[Item], errors: Option<&ErrorSet>, types: &[Type]) -> bool {
    let is_xml = |codec: &str| codec.starts_with("Xml");
    let found = endpoints(items);
    let arms = found.iter().flat_map(|endpoint| &endpoint.arms);
    let mut arms = arms.chain(errors.iter().flat_map(|errors| &errors.arms));
    let of_types = types.iter().filter_map(|declared| match declared {
        Type::Struct(declared) if declared.is_response => Some(&declared.fields),
        _ => None,
    });
    let fields = found.iter().map(|endpoint| &endpoint.fields);
    let mut attrs = fields
        .chain(of_types)
        .flatten()
        .flat_map(|field| &field.attrs);
    arms.any(|arm| arm.codec.as_deref().is_some_and(is_xml))
        || attrs.any(|attr| attr.strip_prefix("body(").is_some_and(is_xml))
}

/// The servers, where the first is not all that there is to say.
fn servers(description: &Description) -> Option<String> {
    let is_plain = |server: &Server| server.variables.is_empty() && server.url.contains("://");
    if matches!(description.servers.as_slice(), [] | [_])
        && description.servers.iter().all(is_plain)
    {
        return None;
    }
    let mut lines = vec!["The servers:".to_owned(), String::new()];
    for server in description.servers.iter().take(20) {
        let doc = server.doc.lines().next().unwrap_or_default().trim();
        let colon = if doc.is_empty() { "" } else { ": " };
        lines.push(format!("- `{}`{colon}{doc}", server.url.replace('`', "")));
        for variable in &server.variables {
            let values = if variable.values.is_empty() {
                String::new()
            } else {
                format!(", one of `{}`", variable.values.join("`, `"))
            };
            lines.push(format!(
                "  - `{}` is `{}` by default{values}",
                variable.name, variable.default
            ));
        }
    }
    Some(lines.join("\n"))
}

/// The base URL, with the defaults of its variables.
fn constants(description: &Description, base: &str, has_schemas: bool) -> Vec<Constant> {
    // Operations name the servers that are not those of the document.
    let first = description.servers.first().filter(|_| base.is_empty());
    let mut url = first.map_or(base, |server| &server.url).to_owned();
    if !has_schemas {
        return Vec::new();
    }
    for variable in description
        .servers
        .iter()
        .flat_map(|server| &server.variables)
    {
        url = url.replace(&format!("{{{}}}", variable.name), &variable.default);
    }
    let is_whole = url.contains("://") && !url.contains(['{', '}', ' ']);
    let constant = is_whole.then(|| Constant {
        name: "BASE_URL".to_owned(),
        doc: "The base URL for a client.".to_owned(),
        value: url.trim_end_matches('/').to_owned(),
    });
    constant.into_iter().collect()
}

/// What an operation does: its display name too, where that says more than its name.
fn doc(operation: &Operation, has_schemas: bool) -> String {
    let doc = operation.doc.trim();
    let name = operation.name.as_deref().unwrap_or_default().trim();
    let mut parts = Vec::new();
    if has_schemas && !name.is_empty() && !doc.starts_with(name.trim_end_matches('.')) {
        let mark = if name.ends_with(['.', '!', '?', ':']) {
            ""
        } else {
            "."
        };
        parts.push(format!("{name}{mark}"));
    }
    if !doc.is_empty() {
        // What is one line is a sentence.
        let is_open = has_schemas && !doc.contains('\n') && doc.ends_with(char::is_alphanumeric);
        parts.push(format!("{doc}{}", if is_open { "." } else { "" }));
    }
    if operation.deprecated {
        parts.push("Deprecated.".to_owned());
    }
    parts.join("\n\n")
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
